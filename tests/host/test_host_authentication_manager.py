"""Active Directory, which is not there."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

MANAGER, DIRECTORY = "ha-auth-manager", "ha-ad-auth"


def test_stores(root: Client) -> None:
    """Two stores; only the local one is enabled."""
    stores = root.get(MANAGER, "supportedStore").items
    assert [root.get(store, "info").enabled for store in stores] == [True, False]
    assert root.get(MANAGER, "info") == root.get("ha-host", "config").authenticationManagerInfo


def test_domain_is_not_found(root: Client) -> None:
    """The task fails with the domain's name; the password is nowhere."""
    with pytest.raises(Faulted) as refused:
        root.task(DIRECTORY, "JoinDomain_Task", domainName="example.test", userName="u", password="hush-4711")
    assert (refused.value.name, refused.value.fault.domainName) == ("DomainNotFound", "example.test")
    kept = [repr((node.values, node.private)) for node in root.host.inventory.nodes()]
    assert "hush-4711" not in "".join(kept)


def test_domain_without_name(root: Client) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(DIRECTORY, "JoinDomain_Task", domainName=" ", userName="u", password="p")


def test_host_in_no_domain_leaves_none(root: Client) -> None:
    """InvalidState."""
    with pytest.raises(Faulted, match="InvalidState"):
        root.task(DIRECTORY, "LeaveCurrentDomain_Task", force=True)
