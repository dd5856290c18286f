"""Devices out of the settings of a ``.vmx`` file. A file by hand may say anything: what makes no sense is passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fakeesx.host.virtual_machine.devices import disk, drives, extras, fixed, mac, nic, ports, scsi
from fakeesx.host.virtual_machine.devices.environment import DiskFile, Environment
from fakeesx.host.virtual_machine.devices.layout import arrange, connection, describe
from fakeesx.host.virtual_machine.devices.vmx_writing import (
    ADDRESS_NAMES,
    CONTROLLER_NAMES,
    ENHANCED,
    SHARING_NAMES,
)
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath

_CONTROLLERS = {name: cls for cls, name in CONTROLLER_NAMES}
_SHARING = {name: value for value, name in SHARING_NAMES.items()}
_ADDRESSES = {name: value for value, name in ADDRESS_NAMES.items()}
_VOLUMES = "/vmfs/volumes/"


def from_vmx(keys: Mapping[str, str], environment: Environment) -> tuple[vim.VirtualDevice, ...]:
    """The devices of a VM that is powered off, from its settings; ``vmx_keys`` backwards.

    A disk whose file is not there has no capacity and no uuid; a NIC on a port group that is not there has no ``network``.
    """
    sheet = Settings(keys, environment)
    found: list[Any] = [_standing(device, sheet) for device in fixed.default_devices(environment)]
    found = [device for device in found if device is not None]
    controllers = {f"ide{device.busNumber}": device for device in found if isinstance(device, vim.VirtualIDEController)}
    for bus in scsi.BUSES:
        if sheet.flag(f"scsi{bus}.present"):
            cls = _CONTROLLERS.get(sheet.text(f"scsi{bus}.virtualDev").lower(), vim.VirtualLsiLogicController)
            sharing = _SHARING.get(sheet.text(f"scsi{bus}.sharedBus").lower(), "noSharing")
            controllers[f"scsi{bus}"] = scsi.scsi_controller(cls, bus, sharing)
            found.append(controllers[f"scsi{bus}"])
    for name, controller in controllers.items():
        for unit in disk.IDE_UNITS if name.startswith("ide") else scsi.UNITS:
            if sheet.flag(f"{name}:{unit}.present"):
                found.append(_at_slot(sheet, f"{name}:{unit}", controller, unit))
    for read, prefix, most in _NUMBERED:
        found += [read(sheet, f"{prefix}{number}", number) for number in range(most)
                  if sheet.flag(f"{prefix}{number}.present")]
    found += _singles(sheet)
    return arrange(device for device in found if device is not None)


class Settings:
    """The settings by lower-case key, and how their values read."""

    __slots__ = ("_keys", "environment")

    def __init__(self, keys: Mapping[str, str], environment: Environment) -> None:
        self._keys = {key.lower(): value for key, value in keys.items()}
        self.environment = environment

    def text(self, key: str) -> str:
        """A value, empty when it is not there."""
        return self._keys.get(key.lower(), "")

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self._keys.get(key.lower())
        return default if value is None else value.strip().lower() in ("true", "yes", "on", "1")

    def number(self, key: str, default: int | None = None) -> int | None:
        """A decimal number of up to 18 digits."""
        text = self.text(key).strip()
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else default

    def path(self, prefix: str) -> tuple[str, ManagedObjectReference | None] | None:
        """The datastore path of ``<prefix>.fileName`` and its datastore; ``None`` when the text is no path."""
        text = self.text(f"{prefix}.fileName")
        try:
            if text.startswith("["):
                path = DatastorePath.parse(text)
            elif text.startswith(_VOLUMES):
                volume, _, rest = text.removeprefix(_VOLUMES).partition("/")
                path = DatastorePath(self._datastore_of(volume), rest)
            else:
                path = DatastorePath.parse(self.environment.home) / text
        except StorageError:
            return None
        return (str(path), self.environment.datastore(path.datastore)) if path.path else None

    def _datastore_of(self, volume: str) -> str:
        """The name of the datastore under ``/vmfs/volumes/<volume>``: its name, or a VMFS volume's uuid."""
        if self.environment.datastore(volume) is not None:
            return volume
        return self.environment.datastore_name(ManagedObjectReference("Datastore", volume)) or volume

    def connection(self, prefix: str) -> vim.VirtualDeviceConnectInfo:
        """``connectable`` of a device of a VM that is powered off."""
        start = self.flag(f"{prefix}.startConnected", True)
        return connection(start, self.flag(f"{prefix}.allowGuestConnectionControl", True), False, "untried")

    def named(self, prefix: str) -> dict[str, Any]:
        """``deviceName`` and ``useAutoDetect`` of a backing."""
        return {
            "deviceName": self.text(f"{prefix}.fileName"), "useAutoDetect": self.flag(f"{prefix}.autodetect")
        }


def _standing(device: Any, sheet: Settings) -> Any:
    """One of the default devices, as the settings change it; ``None`` for a VMCI device that is not there."""
    if isinstance(device, vim.VirtualMachineVMCIDevice):
        if not sheet.flag("vmci0.present"):
            return None
        number = sheet.number("vmci0.id")
        wrong = number is None or not -(2**31) <= number < 2**32
        return fixed.vmci_device(
            fixed.UNSET_VMCI_ID if wrong else number, sheet.flag("vmci0.unrestricted")  # type: ignore[arg-type]
        )
    if isinstance(device, vim.VirtualMachineVideoCard):
        ram, displays = (sheet.number("svga.vramSize") or 0) // 1024, sheet.number("svga.numDisplays")
        changes: dict[str, Any] = {}
        if ram != device.videoRamSizeInKB and 1024 <= ram <= fixed.MOST_VIDEO_KB:
            changes["videoRamSizeInKB"] = ram
        if displays is not None and 1 <= displays <= fixed.MOST_DISPLAYS:
            changes["numDisplays"] = displays
        if sheet.flag("svga.autodetect"):
            changes["useAutoDetect"] = True
        return device.replace(**changes) if changes else device
    return device


def _at_slot(sheet: Settings, prefix: str, controller: Any, unit: int) -> Any:
    """What is at a unit of an IDE or SCSI controller."""
    kind = sheet.text(f"{prefix}.deviceType").lower()
    if kind == "scsi-passthru":
        backing = vim.VirtualSCSIPassthroughDeviceBackingInfo(
            deviceName=sheet.text(f"{prefix}.fileName"), useAutoDetect=False
        )
        scsi_bus = isinstance(controller, vim.VirtualSCSIController)
        return extras.scsi_device(controller, unit, "", backing) if scsi_bus else None
    if "cdrom" in kind:
        medium = _cd_medium(sheet, prefix, kind)
        if medium is None:
            return None
        info = describe("", drives.drive_summary(medium))
        return drives.cdrom_drive(controller, unit, info, medium, sheet.connection(prefix))
    return _disk(sheet, prefix, controller, unit)


def _cd_medium(sheet: Settings, prefix: str, kind: str) -> Any:
    if kind == "cdrom-image":
        place = sheet.path(prefix)
        return place and vim.VirtualCdromIsoBackingInfo(fileName=place[0], datastore=place[1])
    named, client = sheet.named(prefix), sheet.flag(f"{prefix}.clientDevice")
    if kind != "cdrom-raw":
        atapi: Any = vim.VirtualCdromRemoteAtapiBackingInfo if client else vim.VirtualCdromAtapiBackingInfo
        return atapi(**named)
    raw: Any = vim.VirtualCdromRemotePassthroughBackingInfo if client else vim.VirtualCdromPassthroughBackingInfo
    return raw(**named, exclusive=sheet.flag(f"{prefix}.exclusive"))


def _disk(sheet: Settings, prefix: str, controller: Any, unit: int) -> Any:
    place = sheet.path(prefix)
    if place is None:
        return None
    file = sheet.environment.disk(place[0]) or DiskFile(0)
    mode = sheet.text(f"{prefix}.mode").lower().replace("-", "_")
    backing = disk.file_backing(
        place[0], place[1], file, mode if mode in disk.MODES else "persistent", sheet.flag(f"{prefix}.writeThrough")
    )
    level = sheet.text(f"sched.{prefix}.shares").lower()
    custom = sheet.number(f"sched.{prefix}.shares")
    shares = None
    if level in ("low", "normal", "high"):
        shares = disk.disk_shares(level, 0)
    elif custom is not None and 1 <= custom <= disk.MOST_SHARES:
        shares = disk.disk_shares("custom", custom)
    limit = sheet.number(f"sched.{prefix}.throughputCap") or -1
    return disk.virtual_disk(controller, unit, "", backing, file.capacity_kb, shares, limit if limit > 0 else -1)


def _nic(sheet: Settings, prefix: str, number: int) -> Any:
    kind = sheet.text(f"{prefix}.virtualDev").lower()
    cls: Any = {
        "e1000": vim.VirtualE1000, "vmxnet3": vim.VirtualVmxnet3, "vmxnet": vim.VirtualVmxnet
    }.get(kind, vim.VirtualPCNet32)
    if cls is vim.VirtualVmxnet and sheet.text(f"{prefix}.features") == ENHANCED:
        cls = vim.VirtualVmxnet2
    name = sheet.text(f"{prefix}.networkName")
    backing = nic.network_backing(name, sheet.environment.network(name))
    address_type = _ADDRESSES.get(sheet.text(f"{prefix}.addressType").lower(), "generated")
    text = sheet.text(f"{prefix}.{'address' if address_type == 'manual' else 'generatedAddress'}")
    address = (address_type, mac.normal(text) or "")
    wake = sheet.flag(f"{prefix}.wakeOnPcktRcv", True)
    return nic.network_card(cls, number, "", backing, sheet.connection(prefix), address, wake)


def _floppy(sheet: Settings, prefix: str, number: int) -> Any:
    backing: Any
    if sheet.text(f"{prefix}.fileType").lower() == "file":
        place = sheet.path(prefix)
        if place is None:
            return None
        backing = vim.VirtualFloppyImageBackingInfo(fileName=place[0], datastore=place[1])
    elif sheet.flag(f"{prefix}.clientDevice"):
        backing = vim.VirtualFloppyRemoteDeviceBackingInfo(**sheet.named(prefix))
    else:
        backing = vim.VirtualFloppyDeviceBackingInfo(**sheet.named(prefix))
    info = describe("", drives.drive_summary(backing))
    return drives.floppy_drive(number, info, backing, sheet.connection(prefix))


def _serial(sheet: Settings, prefix: str, number: int) -> Any:
    kind, name = sheet.text(f"{prefix}.fileType").lower(), sheet.text(f"{prefix}.fileName")
    backing: Any
    if kind == "pipe":
        backing = vim.VirtualSerialPortPipeBackingInfo(
            pipeName=name, endpoint=_endpoint(sheet.text(f"{prefix}.pipe.endPoint")),
            noRxLoss=sheet.flag(f"{prefix}.tryNoRxLoss"),
        )
    elif kind == "network":
        backing = vim.VirtualSerialPortURIBackingInfo(
            serviceURI=name, direction=_endpoint(sheet.text(f"{prefix}.network.endPoint")),
            proxyURI=sheet.text(f"{prefix}.vspc") or None,
        )
    else:
        backing = _port_backing(
            sheet, prefix, kind, vim.VirtualSerialPortFileBackingInfo, vim.VirtualSerialPortDeviceBackingInfo
        )
    return backing and ports.port(
        vim.VirtualSerialPort, number, "", backing, sheet.connection(prefix),
        yieldOnPoll=sheet.flag(f"{prefix}.yieldOnMsrRead"),
    )


def _parallel(sheet: Settings, prefix: str, number: int) -> Any:
    backing = _port_backing(
        sheet, prefix, sheet.text(f"{prefix}.fileType").lower(), vim.VirtualParallelPortFileBackingInfo,
        vim.VirtualParallelPortDeviceBackingInfo,
    )
    return backing and ports.port(vim.VirtualParallelPort, number, "", backing, sheet.connection(prefix))


def _port_backing(sheet: Settings, prefix: str, kind: str, file: Any, device: Any) -> Any:
    if kind != "file":
        return device(**sheet.named(prefix))
    place = sheet.path(prefix)
    return place and file(fileName=place[0], datastore=place[1])


def _endpoint(text: str) -> str:
    return text if text in ports.ENDPOINTS else "client"


def _pci(sheet: Settings, prefix: str, number: int) -> Any:
    digits = sheet.text(f"{prefix}.vendorId").lower().removeprefix("0x")
    try:
        vendor = int(digits, 16) & 0xFFFF
    except ValueError:
        return None
    backing = vim.VirtualPCIPassthroughDeviceBackingInfo(
        deviceName=sheet.text(f"{prefix}.deviceName"), useAutoDetect=False, id=sheet.text(f"{prefix}.id"),
        deviceId=sheet.text(f"{prefix}.deviceId"), systemId=sheet.text(f"{prefix}.systemId"),
        vendorId=vendor - 0x10000 if vendor > 0x7FFF else vendor,
    )
    return extras.pci_device(number, "", backing)


_NUMBERED: tuple[tuple[Callable[[Settings, str, int], Any], str, int], ...] = (
    (_nic, "ethernet", nic.MOST),
    (_floppy, "floppy", 2),
    (_serial, "serial", ports.MOST_SERIAL),
    (_parallel, "parallel", ports.MOST_PARALLEL),
    (_pci, "pciPassthru", len(extras.PCI_UNITS)),
)


def _singles(sheet: Settings) -> list[Any]:
    """The sound card, the USB controller with its devices, the VMI ROM."""
    found: list[Any] = []
    if sheet.flag("sound.present"):
        cls: Any = (
            vim.VirtualSoundBlaster16 if sheet.text("sound.virtualDev").lower() == "sb16" else vim.VirtualEnsoniq1371
        )
        backing = vim.VirtualSoundCardDeviceBackingInfo(**sheet.named("sound"))
        found.append(extras.sound_card(cls, backing, sheet.connection("sound")))
    if sheet.flag("usb.present"):
        found.append(extras.usb_controller(sheet.flag("usb.generic.autoconnect"), sheet.flag("ehci.present")))
        names = {unit: sheet.text(f"usb.autoConnect.device{unit}") for unit in range(extras.MOST_USB)}
        found += [extras.usb_device(unit, "", name, False) for unit, name in names.items() if name]
    if sheet.flag("vmi.present"):
        found.append(extras.vmi_rom())
    return found
