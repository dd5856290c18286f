"""What powering on and off changes in the devices of a VM."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.family import at_power
from fakeesx.host.virtual_machine.devices.fixed import UNSET_VMCI_ID, vmci_id
from fakeesx.host.virtual_machine.devices.nic import FIRST_KEY, generated_for
from fakeesx.schema import vim


def power(
    devices: Sequence[vim.VirtualDevice], powered_on: bool, environment: Environment
) -> tuple[vim.VirtualDevice, ...]:
    """The devices after a power on or off; unchanged ones are the same objects.

    On: what starts connected is connected, unless it is a NIC whose port group is not there (inferred), a generated MAC
    address that is still empty and the VMCI id are set (recorded).
    Off: nothing is connected. ``environment`` need not say ``powered_on`` yet.
    """
    found: list[Any] = list(devices)
    for index, device in enumerate(found):
        changes: dict[str, Any] = {}
        if device.connectable is not None:
            info = at_power(device.connectable, powered_on)
            if info.connected and _off_the_net(device, environment):
                info = info.replace(connected=False, status="recoverableError")
            if info != device.connectable:
                changes["connectable"] = info
        if powered_on:
            if isinstance(device, vim.VirtualEthernetCard) and device.addressType == "generated" and not device.macAddress:
                nics = [nic for nic in found if isinstance(nic, vim.VirtualEthernetCard)]
                changes["macAddress"] = generated_for(nics, environment, device.key - FIRST_KEY)
            elif isinstance(device, vim.VirtualMachineVMCIDevice) and device.id == UNSET_VMCI_ID:
                changes["id"] = vmci_id(environment.uuid)
        if changes:
            found[index] = device.replace(**changes)
    return tuple(found)


def _off_the_net(device: vim.VirtualDevice, environment: Environment) -> bool:
    """Whether a device is a NIC on a port group that is not there."""
    backing = device.backing
    return isinstance(backing, vim.VirtualEthernetCardNetworkBackingInfo) and (
        environment.network(backing.deviceName) is None
    )
