"""The settings of the SNMP agent."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

MANAGER = "ha-snmp-agent"
TARGET = vim.HostSnmpDestination(hostName="192.0.2.9", port=162, community="public")
NO_TARGET = vim.HostSnmpDestination(hostName="", port=0, community="")


def configure(client: Client, **values: object) -> vim.HostSnmpConfigSpec:
    client.call(MANAGER, "ReconfigureSnmpAgent", spec=vim.HostSnmpConfigSpec(**values))
    changed: vim.HostSnmpConfigSpec = client.get(MANAGER, "configuration")
    return changed


def test_what_is_set_changes(root: Client) -> None:
    """The rest stays."""
    assert configure(root, readOnlyCommunities=["public"]).enabled is False
    changed = configure(root, enabled=True, port=1161, trapTargets=[TARGET])
    assert changed == vim.HostSnmpConfigSpec(
        enabled=True, port=1161, readOnlyCommunities=["public"], trapTargets=[TARGET]
    )


def test_reset(root: Client) -> None:
    """One empty community and one empty target, as clients send them: nothing is left of either list."""
    configure(root, enabled=True, readOnlyCommunities=["public", "private"], trapTargets=[TARGET])
    changed = configure(root, readOnlyCommunities=[""])
    assert (list(changed.readOnlyCommunities), list(changed.trapTargets)) == ([], [TARGET])
    configure(root, readOnlyCommunities=["public"])
    changed = configure(root, enabled=False, readOnlyCommunities=[""], trapTargets=[NO_TARGET])
    assert changed == vim.HostSnmpConfigSpec(enabled=False, port=161)


@pytest.mark.parametrize("values", [
    {"port": 0}, {"port": 65536}, {"readOnlyCommunities": ["public", ""]}, {"readOnlyCommunities": ["x" * 65]},
    {"trapTargets": [TARGET.replace(port=0)]}, {"trapTargets": [TARGET.replace(hostName=" ")]},
    {"trapTargets": [TARGET.replace(community="")]}, {"trapTargets": [TARGET, NO_TARGET]},
])
def test_bad_values(root: Client, values: dict[str, object]) -> None:
    """InvalidArgument, and nothing has changed."""
    before = root.get(MANAGER, "configuration")
    with pytest.raises(Faulted, match="InvalidArgument"):
        configure(root, enabled=True, **values)
    assert root.get(MANAGER, "configuration") == before


@pytest.mark.parametrize("values", [{"readOnlyCommunities": ["x"] * 11}, {"trapTargets": [TARGET] * 11}])
def test_too_many(root: Client, values: dict[str, object]) -> None:
    """More than the limits say."""
    with pytest.raises(Faulted, match="InsufficientResourcesFault"):
        configure(root, **values)


def test_test_notification(root: Client) -> None:
    """It needs an agent that is on and a target."""
    for values in ({"enabled": True}, {"enabled": False, "trapTargets": [TARGET]}):
        configure(root, **values)
        with pytest.raises(Faulted, match="NotFound"):
            root.call(MANAGER, "SendTestNotification")
    configure(root, enabled=True)
    root.call(MANAGER, "SendTestNotification")
