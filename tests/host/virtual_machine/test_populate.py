"""``--vms N``: virtual machines by the number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calling import Client
from vms import FOLDER

from fakeesx.host.esx import Esx


@pytest.mark.parametrize("count", [1, 3])
def test_so_many(make_host: Callable[..., Esx], count: int) -> None:
    """Powered off, with a thin disk and a NIC, names in order, files there."""
    client = Client(make_host(vms=count)).login()
    refs = client.get(FOLDER, "childEntity").items
    assert [client.get(ref, "name") for ref in refs] == [f"vm-{number:04d}" for number in range(1, count + 1)]
    for ref in refs:
        assert client.get(ref, "runtime.powerState") == "poweredOff"
        assert client.get(ref, "summary.config.numVirtualDisks") == client.get(ref, "summary.config.numEthernetCards") == 1
        assert client.get(ref, "config.hardware.device[2000].backing.thinProvisioned") is True
    client.task(refs[0], "PowerOnVM_Task")


def test_none(make_host: Callable[..., Esx]) -> None:
    """The default host has none."""
    assert Client(make_host()).login().get(FOLDER, "childEntity").items == ()


def test_they_are_no_news(make_host: Callable[..., Esx]) -> None:
    """They were there before anybody looked: no tasks, no events of them."""
    host = make_host(vms=2)
    assert host.inventory.count("Task") == 0
    assert not [event for event in host.events.history.events if event.vm is not None]
