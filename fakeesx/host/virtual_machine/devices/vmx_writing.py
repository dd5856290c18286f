"""Devices as the settings of a ``.vmx`` file (names and values from VMware's published description of the format)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.fixed import UNSET_VMCI_ID
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject


@dataclass(frozen=True, slots=True)
class Sheet:
    """The settings written so far, and the VM's directory."""

    keys: dict[str, str]
    home: str

    def file(self, path: str) -> str:
        """A datastore path as a ``.vmx`` in the directory names it."""
        if self.home and path.startswith(self.home):
            return path[len(self.home) :]
        found = places.parse(path)
        return f"/vmfs/volumes/{found.datastore}/{found.path}"

    def connection(self, device: Any, prefix: str) -> None:
        """Write ``connectable``."""
        info = device.connectable
        if info is not None:
            self.keys[f"{prefix}.startConnected"] = "TRUE" if info.startConnected else "FALSE"
            if not info.allowGuestControl:
                self.keys[f"{prefix}.allowGuestConnectionControl"] = "FALSE"

    def named(self, device: Any, prefix: str) -> None:
        """Write a backing by a device of the host or of the client."""
        backing = device.backing
        self.keys[f"{prefix}.fileName"] = backing.deviceName
        if backing.useAutoDetect:
            self.keys[f"{prefix}.autodetect"] = "TRUE"
        if isinstance(backing, vim.VirtualDeviceRemoteDeviceBackingInfo):
            self.keys[f"{prefix}.clientDevice"] = "TRUE"


CONTROLLER_NAMES: tuple[tuple[type[DataObject], str], ...] = (
    (vim.VirtualBusLogicController, "buslogic"),
    (vim.VirtualLsiLogicController, "lsilogic"),
    (vim.VirtualLsiLogicSASController, "lsisas1068"),
    (vim.ParaVirtualSCSIController, "pvscsi"),
)
SHARING_NAMES = {"noSharing": "none", "virtualSharing": "virtual", "physicalSharing": "physical"}
ADDRESS_NAMES = {"generated": "generated", "manual": "static", "assigned": "vpx"}
ENHANCED = "15"
"""``features`` of an enhanced vmxnet adapter, VirtualVmxnet2."""


def vmx_keys(devices: Iterable[Any], home: str = "") -> dict[str, str]:
    """The settings for devices, in the devices' order.

    Files below ``home`` (``[datastore1] vm1``) are written with their relative names, others as
    ``/vmfs/volumes/<datastore>/<path>``.
    """
    if home:
        home = f"{home.rstrip()} " if home.rstrip().endswith("]") else f"{home}/"
    sheet = Sheet({}, home)
    for device in devices:
        write = _writer(device.__class__)
        if write is not None:
            write(device, sheet)
    sheet.keys.setdefault("floppy0.present", "FALSE")  # without it the product gives a VM a floppy drive
    return sheet.keys


def is_device_key(key: str) -> bool:
    """Whether a setting is one that ``vmx_keys`` writes for some device: absent from its result, it is to go."""
    head, _, name = key.lower().partition(".")
    if head == "sched":
        return name.startswith(("scsi", "ide")) and ":" in name
    if head == "vmci0":
        return name in ("present", "id", "unrestricted")
    if head in ("usb", "ehci", "sound"):
        return name != "pcislotnumber"
    if head == "svga":
        return name in ("vramsize", "numdisplays", "autodetect")
    stem = head.partition(":")[0].rstrip("0123456789")
    return stem in _STEMS and stem != head and name not in _OPTIONS


_STEMS = frozenset({"scsi", "ide", "ethernet", "floppy", "serial", "parallel", "pcipassthru"})
_OPTIONS = frozenset({"pcislotnumber", "generatedaddressoffset", "redo"})
"""What power on notes about devices; it is in ``extraConfig`` (recorded)."""


def slot_name(device: Any) -> str:
    """``scsi0:1`` or ``ide1:0``: where a disk or drive is."""
    key = device.controllerKey
    return f"scsi{key - 1000}:{device.unitNumber}" if key >= 1000 else f"ide{key - 200}:{device.unitNumber}"


def _scsi(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    prefix = f"scsi{device.busNumber}"
    keys[f"{prefix}.present"] = "TRUE"
    keys[f"{prefix}.virtualDev"] = next(name for cls, name in CONTROLLER_NAMES if isinstance(device, cls))
    keys[f"{prefix}.sharedBus"] = SHARING_NAMES[device.sharedBus]


def _disk(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    prefix, backing = slot_name(device), device.backing
    keys[f"{prefix}.present"] = "TRUE"
    keys[f"{prefix}.fileName"] = sheet.file(backing.fileName)
    keys[f"{prefix}.deviceType"] = "scsi-hardDisk" if prefix.startswith("scsi") else "ata-hardDisk"
    if backing.diskMode != "persistent":
        keys[f"{prefix}.mode"] = backing.diskMode.replace("_", "-")
    if backing.writeThrough:
        keys[f"{prefix}.writeThrough"] = "TRUE"
    allocation = device.storageIOAllocation
    if allocation is not None:
        shares = allocation.shares
        keys[f"sched.{prefix}.shares"] = str(shares.shares) if shares.level == "custom" else str(shares.level)
        keys[f"sched.{prefix}.throughputCap"] = "off" if allocation.limit == -1 else str(allocation.limit)


def _cdrom(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    prefix, backing = slot_name(device), device.backing
    keys[f"{prefix}.present"] = "TRUE"
    if isinstance(backing, vim.VirtualCdromIsoBackingInfo):
        keys[f"{prefix}.deviceType"] = "cdrom-image"
        keys[f"{prefix}.fileName"] = sheet.file(backing.fileName)
    else:
        raw = isinstance(
            backing, (vim.VirtualCdromRemotePassthroughBackingInfo, vim.VirtualCdromPassthroughBackingInfo)
        )
        keys[f"{prefix}.deviceType"] = "cdrom-raw" if raw else "atapi-cdrom"
        sheet.named(device, prefix)
        if raw and backing.exclusive:
            keys[f"{prefix}.exclusive"] = "TRUE"
    sheet.connection(device, prefix)


def _nic(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    prefix = f"ethernet{device.key - 4000}"
    keys[f"{prefix}.present"] = "TRUE"
    if isinstance(device, vim.VirtualE1000):
        keys[f"{prefix}.virtualDev"] = "e1000"
    elif isinstance(device, vim.VirtualVmxnet3):
        keys[f"{prefix}.virtualDev"] = "vmxnet3"
    elif isinstance(device, vim.VirtualVmxnet):
        keys[f"{prefix}.virtualDev"] = "vmxnet"
        if isinstance(device, vim.VirtualVmxnet2):
            keys[f"{prefix}.features"] = ENHANCED
    keys[f"{prefix}.networkName"] = device.backing.deviceName
    keys[f"{prefix}.addressType"] = ADDRESS_NAMES[device.addressType]
    if device.macAddress:
        keys[f"{prefix}.{'address' if device.addressType == 'manual' else 'generatedAddress'}"] = device.macAddress
    if not device.wakeOnLanEnabled:
        keys[f"{prefix}.wakeOnPcktRcv"] = "FALSE"
    sheet.connection(device, prefix)


def _floppy(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    prefix = f"floppy{device.unitNumber}"
    keys[f"{prefix}.present"] = "TRUE"
    if isinstance(device.backing, vim.VirtualFloppyImageBackingInfo):
        keys[f"{prefix}.fileType"] = "file"
        keys[f"{prefix}.fileName"] = sheet.file(device.backing.fileName)
    else:
        keys[f"{prefix}.fileType"] = "device"
        sheet.named(device, prefix)
    sheet.connection(device, prefix)


def _video(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    keys["svga.vramSize"] = str(device.videoRamSizeInKB * 1024)
    if device.numDisplays is not None:
        keys["svga.numDisplays"] = str(device.numDisplays)
    if device.useAutoDetect:
        keys["svga.autodetect"] = "TRUE"


def _vmci(device: Any, sheet: Sheet) -> None:
    keys = sheet.keys
    keys["vmci0.present"] = "TRUE"
    if device.id != UNSET_VMCI_ID:
        keys["vmci0.id"] = str(device.id)
    if device.allowUnrestrictedCommunication:
        keys["vmci0.unrestricted"] = "TRUE"


Writer: TypeAlias = Callable[[Any, Sheet], None]
_WRITERS: tuple[tuple[type[DataObject], Writer], ...] = (
    (vim.VirtualSCSIController, _scsi),
    (vim.VirtualDisk, _disk),
    (vim.VirtualCdrom, _cdrom),
    (vim.VirtualEthernetCard, _nic),
    (vim.VirtualFloppy, _floppy),
    (vim.VirtualMachineVideoCard, _video),
    (vim.VirtualMachineVMCIDevice, _vmci),
)


@lru_cache(maxsize=64)
def _writer(cls: Any) -> Writer | None:
    return next((write for base, write in _WRITERS if issubclass(cls, base)), None)
