"""The order in which a host lists devices, and how it labels them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

PCI = 100
SIO = 400
PS2 = 300

# Base classes in the order in which their devices are listed (recorded up to the floppy drive, the rest inferred), with the
# label of those that are numbered from one in the order of their keys.
_ORDER: tuple[tuple[type[DataObject], str | None], ...] = (
    (vim.VirtualIDEController, None),
    (vim.VirtualPS2Controller, None),
    (vim.VirtualPCIController, None),
    (vim.VirtualSIOController, None),
    (vim.VirtualKeyboard, None),
    (vim.VirtualPointingDevice, None),
    (vim.VirtualMachineVideoCard, None),
    (vim.VirtualMachineVMCIDevice, None),
    (vim.VirtualSCSIController, None),
    (vim.VirtualDisk, "Hard disk"),
    (vim.VirtualCdrom, "CD/DVD Drive"),
    (vim.VirtualSCSIPassthrough, "SCSI device"),
    (vim.VirtualEthernetCard, "Network adapter"),
    (vim.VirtualFloppy, "Floppy drive"),
    (vim.VirtualSerialPort, "Serial port"),
    (vim.VirtualParallelPort, "Parallel port"),
    (vim.VirtualSoundCard, None),
    (vim.VirtualUSBController, None),
    (vim.VirtualUSB, "USB"),
    (vim.VirtualPCIPassthrough, "PCI device"),
    (vim.VirtualMachineVMIROM, None),
    (vim.VirtualDevice, None),
)


@lru_cache(maxsize=64)
def place(cls: Any) -> tuple[int, str | None]:
    """Where devices of a class are listed, and the label they are numbered under."""
    return next((index, label) for index, (base, label) in enumerate(_ORDER) if issubclass(cls, base))


@lru_cache(maxsize=2048)
def describe(label: str, summary: str) -> vim.Description:
    """``deviceInfo``; equal ones are one object."""
    return vim.Description(label=label, summary=summary)


@lru_cache(maxsize=256)
def connection(start: bool, guest: bool, connected: bool, status: str) -> vim.VirtualDeviceConnectInfo:
    """``connectable``; equal ones are one object."""
    return vim.VirtualDeviceConnectInfo(
        startConnected=start, allowGuestControl=guest, connected=connected, status=status
    )


def arrange(devices: Iterable[Any]) -> tuple[vim.VirtualDevice, ...]:
    """Devices in a host's order, with their labels and the controllers' lists of children brought up to date."""
    ordered = sorted(devices, key=_position)
    children: dict[int, list[int]] = {}
    numbers: dict[str, int] = {}
    for index, device in enumerate(ordered):
        if device.controllerKey is not None:
            children.setdefault(device.controllerKey, []).append(device.key)
        label = place(device.__class__)[1]
        if label is not None:
            number = numbers[label] = numbers.get(label, 0) + 1
            text = f"{label} {number}"
            info = device.deviceInfo
            if info is None or info.label != text:
                ordered[index] = device.replace(deviceInfo=describe(text, info.summary if info else ""))
    for index, device in enumerate(ordered):
        if isinstance(device, vim.VirtualController):
            keys = tuple(children.get(device.key, ()))
            if device.device != keys:
                ordered[index] = device.replace(device=keys)
    return tuple(ordered)


def _position(device: Any) -> tuple[int, int]:
    return place(device.__class__)[0], device.key
