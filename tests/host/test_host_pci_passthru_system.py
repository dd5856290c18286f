"""Passthrough of PCI devices."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

MANAGER = "ha-pcipassthrusystem"


@pytest.fixture
def capable(root: Client) -> str:
    """The id of a device that can be passed through."""
    node = root.host.inventory.find(MANAGER)
    assert node is not None
    first, *others = node.get("pciPassthruInfo")
    root.host.inventory.update(node.ref, pciPassthruInfo=[first.replace(passthruCapable=True), *others])
    return str(first.id)


def configure(client: Client, *items: tuple[str, bool]) -> None:
    config = [vim.HostPciPassthruConfig(id=id_, passthruEnabled=on) for id_, on in items]
    client.call(MANAGER, "UpdatePassthruConfig", config=config)


def test_device_is_active_after_a_boot(root: Client, capable: str) -> None:
    """Enabled now, active then; the host's configuration shows the same."""
    configure(root, (capable, True))
    first = root.get(MANAGER, "pciPassthruInfo").items[0]
    assert (first.passthruEnabled, first.passthruActive) == (True, False)
    root.host.power.reboot()
    devices = root.login().get(MANAGER, "pciPassthruInfo")
    assert devices.items[0].passthruActive
    assert root.get("ha-host", "config").pciPassthruInfo == devices.items


def test_device_that_can_not(root: Client, capable: str) -> None:
    """HostConfigFault, and the other device is not enabled either."""
    other = root.get(MANAGER, "pciPassthruInfo").items[1].id
    with pytest.raises(Faulted, match="HostConfigFault"):
        configure(root, (capable, True), (other, True))
    assert not root.get(MANAGER, "pciPassthruInfo").items[0].passthruEnabled
    configure(root, (other, False))


def test_unknown_device(root: Client) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        configure(root, ("ff:ff.f", True))


def test_refresh(root: Client) -> None:
    """It changes nothing."""
    before = root.get(MANAGER, "pciPassthruInfo")
    root.call(MANAGER, "Refresh")
    assert root.get(MANAGER, "pciPassthruInfo") == before
