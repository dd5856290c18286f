"""What a host notes about devices in ``extraConfig`` when a VM is powered on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fakeesx.host.virtual_machine.devices.nic import FIRST_KEY
from fakeesx.host.virtual_machine.devices.vmx_writing import slot_name
from fakeesx.schema import vim

_FIRST_SCSI_SLOT = 16
_FIRST_SLOT = 32
_PCI_EXPRESS_SLOTS = (160, 192, 224, 256, 1184, 1216, 1248, 1280, 2208, 2240, 2272, 2304, 3232, 3264)
_PCI_EXPRESS = (vim.VirtualVmxnet3, vim.ParaVirtualSCSIController, vim.VirtualLsiLogicSASController)


def boot_options(devices: Iterable[Any]) -> dict[str, str]:
    """Options by key: redo logs of disks, PCI slots, offsets of generated MAC addresses.

    Recorded for one LSI Logic controller (slot 16), one E1000 or PCNet32 (32) and the VMCI device (33); the rest is
    inferred.
    """
    options: dict[str, str] = {}
    found = list(devices)
    for device in found:
        if isinstance(device, vim.VirtualDisk):
            options[f"{slot_name(device)}.redo"] = ""
    slot, express = _FIRST_SLOT, iter(_PCI_EXPRESS_SLOTS)
    for device in found:
        name = _slotted(device)
        if name is None:
            continue
        if isinstance(device, _PCI_EXPRESS):
            options[f"{name}.pciSlotNumber"] = str(next(express))
        elif device.key == 1000:
            options[f"{name}.pciSlotNumber"] = str(_FIRST_SCSI_SLOT)
        else:
            options[f"{name}.pciSlotNumber"] = str(slot)
            slot += 1
    if any(isinstance(device, vim.VirtualMachineVMCIDevice) for device in found):
        options["vmci0.pciSlotNumber"] = str(slot)
    for device in found:
        if isinstance(device, vim.VirtualEthernetCard) and device.addressType == "generated":
            number = device.key - FIRST_KEY
            options[f"ethernet{number}.generatedAddressOffset"] = str(10 * number)
    return options


def _slotted(device: Any) -> str | None:
    """The name in a ``.vmx`` of a device on the PCI bus, but for the VMCI device, which comes last."""
    if isinstance(device, vim.VirtualSCSIController):
        return f"scsi{device.busNumber}"
    if isinstance(device, vim.VirtualEthernetCard):
        return f"ethernet{device.key - FIRST_KEY}"
    if isinstance(device, vim.VirtualUSBController):
        return "usb"
    return "sound" if isinstance(device, vim.VirtualSoundCard) else None
