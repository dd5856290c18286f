"""Sound cards, the USB controller and its devices, and devices of the host that are passed through.

Their keys and units are inferred; no recorded VM has any.
"""

from __future__ import annotations

from typing import Any

from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.disk import slot_key
from fakeesx.host.virtual_machine.devices.family import Family, backing_named, connect, require_off
from fakeesx.host.virtual_machine.devices.layout import PCI, describe
from fakeesx.host.virtual_machine.devices.scsi import UNITS
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

SOUND = 5000
_SOUND_UNIT = 1
USB_CONTROLLER = 7000
_USB_CONTROLLER_UNIT = 22
VMI_ROM = 11000
_VMI_ROM_UNIT = 2
FIRST_PCI_DEVICE = 13000
PCI_UNITS = (18, 19, 20, 21, 23, 24)
FIRST_USB = 14000
MOST_USB = 20
_SOUND_SUMMARIES: dict[type[DataObject], str] = {
    vim.VirtualSoundBlaster16: "Sound Blaster 16",
    vim.VirtualEnsoniq1371: "Ensoniq ES1371",
}


def sound_card(cls: Any, backing: vim.VirtualSoundCardDeviceBackingInfo, connectable: Any) -> Any:
    """The sound card."""
    return cls(
        key=SOUND, deviceInfo=describe("Sound card", _SOUND_SUMMARIES[cls]), backing=backing, connectable=connectable,
        controllerKey=PCI, unitNumber=_SOUND_UNIT,
    )


def usb_controller(auto: bool, ehci: bool) -> vim.VirtualUSBController:
    """The USB controller."""
    return vim.VirtualUSBController(
        key=USB_CONTROLLER, deviceInfo=describe("USB controller", f"Auto connect {'Enabled' if auto else 'Disabled'}"),
        controllerKey=PCI, unitNumber=_USB_CONTROLLER_UNIT, busNumber=0, autoConnectDevices=auto, ehciEnabled=ehci,
    )


def usb_device(unit: int, label: str, name: str, connected: bool) -> vim.VirtualUSB:
    """A USB device of the host in the VM."""
    return vim.VirtualUSB(
        key=FIRST_USB + unit, deviceInfo=describe(label, name), controllerKey=USB_CONTROLLER, unitNumber=unit,
        backing=vim.VirtualUSBUSBBackingInfo(deviceName=name, useAutoDetect=False), connected=connected,
    )


def pci_device(index: int, label: str, backing: vim.VirtualPCIPassthroughDeviceBackingInfo) -> vim.VirtualPCIPassthrough:
    """A PCI device of the host in the VM."""
    return vim.VirtualPCIPassthrough(
        key=FIRST_PCI_DEVICE + index, deviceInfo=describe(label, str(backing.deviceName)), backing=backing,
        controllerKey=PCI, unitNumber=PCI_UNITS[index],
    )


def vmi_rom() -> vim.VirtualMachineVMIROM:
    """The ROM of a paravirtualised guest's interface."""
    return vim.VirtualMachineVMIROM(
        key=VMI_ROM, deviceInfo=describe("VMI ROM", "VMI ROM"), controllerKey=PCI, unitNumber=_VMI_ROM_UNIT
    )


def scsi_device(controller: vim.VirtualController, unit: int, label: str, backing: Any) -> vim.VirtualSCSIPassthrough:
    """A SCSI device of the host in the VM."""
    return vim.VirtualSCSIPassthrough(
        key=slot_key(controller, unit), deviceInfo=describe(label, str(backing.deviceName)), backing=backing,
        controllerKey=controller.key, unitNumber=unit,
    )


class Single(Family):
    """A device of which a VM has one at most, at a fixed place on the PCI controller."""

    def make_room(self, change: Change, chassis: Chassis, cls: Any, unit: int) -> None:
        """Check what all of them share. Raises TooManyDevices, InvalidController, InvalidDeviceSpec,
        DeviceHotPlugNotSupported."""
        if change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        if chassis.of(cls):
            raise change.too_many()
        chassis.on_board(change, PCI)
        chassis.unit(change, PCI, (unit,))


class Sound(Single):
    """The sound card; an ESX host has no sound device, so it is backed by whatever there is."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add the card. Raises TooManyDevices, InvalidDeviceBacking and as for all."""
        if type(change.device) not in _SOUND_SUMMARIES:
            raise change.bad_operation()
        self.make_room(change, chassis, vim.VirtualSoundCard, _SOUND_UNIT)
        info = connect(change.device.connectable, None, chassis.environment)
        chassis.put(change, sound_card(type(change.device), self._backing(change, chassis), info))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change connection; the backing only while the VM is off."""
        old, spec = chassis.take(change), change.device
        if change.file_operation is not None:
            raise change.bad_operation()
        if spec.__class__ is not old.__class__:
            raise change.wrong("key")
        backing = old.backing if spec.backing is None else self._backing(change, chassis)
        if backing != old.backing:
            require_off(chassis)
        info = old.connectable
        if spec.connectable is not None:
            info = connect(spec.connectable, old.connectable, chassis.environment)
        chassis.devices[old.key] = old.replace(backing=backing, connectable=info)

    @staticmethod
    def _backing(change: Change, chassis: Chassis) -> Any:
        if change.device.backing is None:
            return vim.VirtualSoundCardDeviceBackingInfo(deviceName="", useAutoDetect=True)
        if not isinstance(change.device.backing, vim.VirtualSoundCardDeviceBackingInfo):
            raise change.wrong_backing()
        named = backing_named(change, chassis.environment.host_devices("sound"))
        return named.replace(useAutoDetect=bool(named.useAutoDetect))


class UsbControllers(Single):
    """The USB controller."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add the controller. Raises TooManyDevices, DeviceUnsupportedForVmVersion and as for all."""
        change.require_version(chassis.environment, vim.VirtualUSBController)
        self.make_room(change, chassis, vim.VirtualUSBController, _USB_CONTROLLER_UNIT)
        spec = change.device
        chassis.put(change, usb_controller(bool(spec.autoConnectDevices), bool(spec.ehciEnabled)))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change what it does. Raises InvalidPowerState."""
        old, spec = chassis.take(change), change.device
        if change.file_operation is not None:
            raise change.bad_operation()
        auto = old.autoConnectDevices if spec.autoConnectDevices is None else spec.autoConnectDevices
        ehci = old.ehciEnabled if spec.ehciEnabled is None else spec.ehciEnabled
        if (auto, ehci) != (old.autoConnectDevices, old.ehciEnabled):
            require_off(chassis)
            chassis.devices[old.key] = usb_controller(auto, ehci).replace(device=old.device)


class UsbDevices(Family):
    """USB devices of the host; they can come and go while the VM runs (new in 4.1)."""

    hot = True

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a device. Raises MissingController, InvalidController, TooManyDevices, InvalidDeviceBacking."""
        if change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        controller = chassis.controller(change, vim.VirtualUSBController)
        unit = chassis.unit(change, controller.key, range(MOST_USB))
        if not isinstance(change.device.backing, vim.VirtualUSBUSBBackingInfo):
            raise change.wrong_backing()
        name = change.device.backing.deviceName
        used = {device.backing.deviceName for device in chassis.of(vim.VirtualUSB)}
        if name in used or name not in chassis.environment.host_devices("usb"):
            raise change.wrong_backing()
        label = chassis.next_label(vim.VirtualUSB)
        chassis.put(change, usb_device(unit, label, name, chassis.environment.powered_on))


class PciDevices(Family):
    """PCI devices of the host that are passed through."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a device. Raises TooManyDevices, InvalidDeviceBacking (the host has none of that id), InvalidController,
        DeviceUnsupportedForVmVersion, DeviceHotPlugNotSupported."""
        change.require_version(chassis.environment, vim.VirtualPCIPassthrough)
        if change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        chassis.on_board(change, PCI)
        index = PCI_UNITS.index(chassis.unit(change, PCI, PCI_UNITS))
        backing = change.device.backing
        if not isinstance(backing, vim.VirtualPCIPassthroughDeviceBackingInfo):
            raise change.wrong_backing()
        used = {device.backing.id for device in chassis.of(vim.VirtualPCIPassthrough)}
        if backing.id in used or backing.id not in chassis.environment.host_devices("pci"):
            raise change.wrong_backing()
        shown = backing.replace(useAutoDetect=False)
        chassis.put(change, pci_device(index, chassis.next_label(vim.VirtualPCIPassthrough), shown))


class ScsiDevices(Family):
    """SCSI devices of the host that are passed through."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a device. Raises MissingController, InvalidController, TooManyDevices, InvalidDeviceSpec,
        InvalidDeviceBacking (the host has none of that name), DeviceHotPlugNotSupported."""
        if change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        controller = chassis.controller(change, vim.VirtualSCSIController)
        unit = chassis.unit(change, controller.key, UNITS)
        if not isinstance(change.device.backing, vim.VirtualSCSIPassthroughDeviceBackingInfo):
            raise change.wrong_backing()
        if change.device.backing.deviceName not in chassis.environment.host_devices("scsi"):
            raise change.wrong_backing()
        shown = change.device.backing.replace(useAutoDetect=False)
        chassis.put(change, scsi_device(controller, unit, chassis.next_label(vim.VirtualSCSIPassthrough), shown))


class VmiRoms(Single):
    """The VMI ROM."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add it. Raises TooManyDevices and as for all."""
        self.make_room(change, chassis, vim.VirtualMachineVMIROM, _VMI_ROM_UNIT)
        chassis.put(change, vmi_rom())
