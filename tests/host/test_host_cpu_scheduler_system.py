"""Hyperthreading."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

MANAGER = "cpuSchedulerSystem"


def state(client: Client) -> tuple[bool, bool]:
    """What is configured, what is active."""
    info = client.get(MANAGER, "hyperthreadInfo")
    assert client.get("ha-host", "config").hyperThread == info
    return info.config, info.active


def test_change_waits_for_a_boot(root: Client) -> None:
    """What is configured becomes active when the host has booted."""
    root.call(MANAGER, "DisableHyperThreading")
    assert state(root) == (False, True)
    root.host.power.reboot()
    root.login()
    assert state(root) == (False, False)
    root.call(MANAGER, "EnableHyperThreading")
    assert state(root) == (True, False)


def test_processors_without_it(root: Client) -> None:
    """NotSupported where there is nothing to switch."""
    info = root.get(MANAGER, "hyperthreadInfo")
    node = root.host.inventory.find(MANAGER)
    assert node is not None
    root.host.inventory.update(node.ref, hyperthreadInfo=info.replace(available=False))
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "EnableHyperThreading")
