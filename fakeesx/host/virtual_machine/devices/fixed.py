"""The devices every VM has: IDE, PS2, PCI and SIO controllers, keyboard, pointing device, video card, VMCI device."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.family import Family, require_off
from fakeesx.host.virtual_machine.devices.layout import PCI, PS2, SIO, describe
from fakeesx.schema import vim

VMCI = 12000
VMCI_UNIT = 17
UNSET_VMCI_ID = -1
"""The ``id`` of a VMCI device that was never powered on (recorded)."""
MOST_VIDEO_KB = 131072
MOST_DISPLAYS = 10


def default_devices(environment: Environment) -> tuple[vim.VirtualDevice, ...]:
    """The devices of a new VM before anything is added (recorded; hardware version 4 has no VMCI device)."""
    return _defaults(environment.hardware_version == "vmx-07")


@lru_cache(maxsize=2)
def _defaults(vmci: bool) -> tuple[vim.VirtualDevice, ...]:
    fixed: tuple[vim.VirtualDevice, ...] = (
        vim.VirtualIDEController(key=200, deviceInfo=describe("IDE 0", "IDE 0"), busNumber=0),
        vim.VirtualIDEController(key=201, deviceInfo=describe("IDE 1", "IDE 1"), busNumber=1),
        vim.VirtualPS2Controller(
            key=PS2, deviceInfo=describe("PS2 controller 0", "PS2 controller 0"), busNumber=0, device=(600, 700)
        ),
        vim.VirtualPCIController(
            key=PCI, deviceInfo=describe("PCI controller 0", "PCI controller 0"), busNumber=0,
            device=(500, VMCI) if vmci else (500,),
        ),
        vim.VirtualSIOController(key=SIO, deviceInfo=describe("SIO controller 0", "SIO controller 0"), busNumber=0),
        vim.VirtualKeyboard(key=600, deviceInfo=describe("Keyboard ", "Keyboard"), controllerKey=PS2, unitNumber=0),
        vim.VirtualPointingDevice(
            key=700, deviceInfo=describe("Pointing device", "Pointing device; Device"), controllerKey=PS2, unitNumber=1,
            backing=vim.VirtualPointingDeviceDeviceBackingInfo(
                deviceName="", useAutoDetect=False, hostPointingDevice="autodetect"
            ),
        ),
        vim.VirtualMachineVideoCard(
            key=500, deviceInfo=describe("Video card ", "Video card"), controllerKey=PCI, unitNumber=0,
            videoRamSizeInKB=4096, useAutoDetect=False, enable3DSupport=False,
        ),
    )
    return (*fixed, vmci_device()) if vmci else fixed


def vmci_device(number: int = UNSET_VMCI_ID, unrestricted: bool = False) -> vim.VirtualMachineVMCIDevice:
    """The VMCI device (recorded)."""
    summary = (
        "Device on the virtual machine PCI bus that provides support for the virtual machine communication interface"
    )
    return vim.VirtualMachineVMCIDevice(
        key=VMCI, deviceInfo=describe("VMCI device", summary), controllerKey=PCI, unitNumber=VMCI_UNIT, id=number,
        allowUnrestrictedCommunication=unrestricted,
    )


def vmci_id(uuid: str) -> int:
    """The VMCI id that a first power on gives: the last four bytes of ``config.uuid``, signed (recorded)."""
    return int.from_bytes(bytes.fromhex(uuid.replace("-", "")[-8:]), "big", signed=True)


class Standing(Family):
    """Controllers and the keyboard: always there, with nothing to change. A second one is refused.

    The spec of a new VM may list them: clients add the IDE controller of the CD-ROM drive that they add (inferred from what
    works on hosts of later versions).
    """

    removable = False

    def add(self, change: Change, chassis: Chassis) -> None:
        """Take a new VM's own as an edit. Raises TooManyDevices for one more, and as an edit does."""
        standing = chassis.standing(change)
        if standing is None:
            raise change.too_many()
        self.edit(replace(change, device=change.device.replace(key=standing.key)), chassis)

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Take an edit that changes nothing. Raises InvalidDeviceSpec for another bus number."""
        device = chassis.take(change)
        if change.file_operation is not None:
            raise change.bad_operation()
        if getattr(change.device, "busNumber", None) != getattr(device, "busNumber", None):
            raise change.wrong("busNumber")


class Pointing(Standing):
    """The pointing device: which of the host's it follows can be changed."""

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change the backing. Raises InvalidDeviceBacking, InvalidPowerState."""
        super().edit(change, chassis)
        backing = change.device.backing
        old = chassis.take(change)
        if backing is None or backing == old.backing:
            return
        if (
            not isinstance(backing, vim.VirtualPointingDeviceDeviceBackingInfo)
            or backing.hostPointingDevice not in vim.VirtualPointingDeviceHostChoice.members()
        ):
            raise change.wrong_backing()
        require_off(chassis)
        chassis.devices[old.key] = old.replace(backing=backing.replace(useAutoDetect=bool(backing.useAutoDetect)))


class Video(Standing):
    """The video card: its memory and number of displays can be changed."""

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change memory, displays or detection. Raises InvalidDeviceSpec, InvalidPowerState."""
        super().edit(change, chassis)
        old, new = chassis.take(change), change.device
        ram, displays = new.videoRamSizeInKB, new.numDisplays
        if ram is not None and not 1024 <= ram <= MOST_VIDEO_KB:
            raise change.wrong("videoRamSizeInKB")
        if displays is not None and not 1 <= displays <= MOST_DISPLAYS:
            raise change.wrong("numDisplays")
        if new.enable3DSupport:
            raise change.wrong("enable3DSupport")
        changes: dict[str, Any] = {
            name: value for name in ("videoRamSizeInKB", "numDisplays", "useAutoDetect")
            if (value := getattr(new, name)) is not None and value != getattr(old, name)
        }
        if changes:
            require_off(chassis)
            chassis.devices[old.key] = old.replace(**changes)


class Vmci(Standing):
    """The VMCI device: one, on hardware version 7."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add the one device. Raises TooManyDevices, DeviceUnsupportedForVmVersion, DeviceHotPlugNotSupported."""
        change.require_version(chassis.environment, vim.VirtualMachineVMCIDevice)
        if VMCI in chassis.devices:
            super().add(change, chassis)
            return
        if change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        chassis.on_board(change, PCI)
        number = change.device.id
        chassis.put(change, vmci_device(
            UNSET_VMCI_ID if number is None else self._checked(change, number),
            bool(change.device.allowUnrestrictedCommunication),
        ))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change the id or what it may reach. Raises InvalidDeviceSpec, InvalidPowerState."""
        super().edit(change, chassis)
        old, new = chassis.take(change), change.device
        number = old.id if new.id is None else self._checked(change, new.id)
        open_to_all = new.allowUnrestrictedCommunication
        changed = vmci_device(number, bool(old.allowUnrestrictedCommunication if open_to_all is None else open_to_all))
        if changed != old:
            require_off(chassis)
            chassis.devices[old.key] = changed

    @staticmethod
    def _checked(change: Change, number: int) -> int:
        if not -(2**31) <= number < 2**32:
            raise change.wrong("id")
        return number
