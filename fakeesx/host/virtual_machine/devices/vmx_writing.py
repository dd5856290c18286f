"""Devices as the settings of a ``.vmx`` file (names and values from VMware's published description of the format)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.extras import FIRST_PCI_DEVICE
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
    if head in _WHOLE:
        return name in _WHOLE[head] or (head == "usb" and name.startswith("autoconnect.device"))
    if head == "sched":
        slot, _, name = name.partition(".")
        return name in ("shares", "throughputcap") and _SLOT.fullmatch(slot) is not None
    return name in _NAMES and _NUMBERED.fullmatch(head) is not None


_SLOT = re.compile(r"(?:scsi|ide)\d+:\d+")
_NUMBERED = re.compile(r"(?:scsi|ide)\d+(?::\d+)?|(?:ethernet|floppy|serial|parallel|pcipassthru)\d+")
_NAMES = frozenset({
    "present", "virtualdev", "sharedbus", "filename", "devicetype", "mode", "writethrough", "clientdevice", "autodetect",
    "exclusive", "startconnected", "allowguestconnectioncontrol", "features", "networkname", "addresstype", "address",
    "generatedaddress", "wakeonpcktrcv", "filetype", "pipe.endpoint", "trynorxloss", "network.endpoint", "vspc",
    "yieldonmsrread", "devicename", "id", "deviceid", "vendorid", "systemid",
})
_WHOLE = {
    "vmci0": frozenset({"present", "id", "unrestricted"}),
    "usb": frozenset({"present", "generic.autoconnect"}),
    "ehci": frozenset({"present"}),
    "vmi": frozenset({"present"}),
    "svga": frozenset({"vramsize", "numdisplays", "autodetect"}),
    "sound": frozenset(
        {"present", "virtualdev", "filename", "autodetect", "startconnected", "allowguestconnectioncontrol"}
    ),
}


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
    if getattr(backing, "writeThrough", False):
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


def _serial(device: Any, sheet: Sheet) -> None:
    keys, backing, prefix = sheet.keys, device.backing, f"serial{device.unitNumber}"
    if isinstance(backing, vim.VirtualSerialPortPipeBackingInfo):
        keys[f"{prefix}.present"] = "TRUE"
        keys[f"{prefix}.fileType"] = "pipe"
        keys[f"{prefix}.fileName"] = backing.pipeName
        keys[f"{prefix}.pipe.endPoint"] = backing.endpoint
        if backing.noRxLoss:
            keys[f"{prefix}.tryNoRxLoss"] = "TRUE"
        sheet.connection(device, prefix)
    elif isinstance(backing, vim.VirtualSerialPortURIBackingInfo):
        keys[f"{prefix}.present"] = "TRUE"
        keys[f"{prefix}.fileType"] = "network"
        keys[f"{prefix}.fileName"] = backing.serviceURI
        keys[f"{prefix}.network.endPoint"] = backing.direction
        if backing.proxyURI:
            keys[f"{prefix}.vspc"] = backing.proxyURI
        sheet.connection(device, prefix)
    else:
        _port(device, sheet, prefix)
    if device.yieldOnPoll:
        keys[f"{prefix}.yieldOnMsrRead"] = "TRUE"


def _parallel(device: Any, sheet: Sheet) -> None:
    _port(device, sheet, f"parallel{device.unitNumber}")


def _port(device: Any, sheet: Sheet, prefix: str) -> None:
    sheet.keys[f"{prefix}.present"] = "TRUE"
    if isinstance(device.backing, vim.VirtualDeviceFileBackingInfo):
        sheet.keys[f"{prefix}.fileType"] = "file"
        sheet.keys[f"{prefix}.fileName"] = sheet.file(device.backing.fileName)
    else:
        sheet.keys[f"{prefix}.fileType"] = "device"
        sheet.named(device, prefix)
    sheet.connection(device, prefix)


def _sound(device: Any, sheet: Sheet) -> None:
    sheet.keys["sound.present"] = "TRUE"
    sheet.keys["sound.virtualDev"] = "sb16" if isinstance(device, vim.VirtualSoundBlaster16) else "es1371"
    sheet.named(device, "sound")
    sheet.connection(device, "sound")


def _usb_controller(device: Any, sheet: Sheet) -> None:
    sheet.keys["usb.present"] = "TRUE"
    sheet.keys["usb.generic.autoconnect"] = "TRUE" if device.autoConnectDevices else "FALSE"
    if device.ehciEnabled:
        sheet.keys["ehci.present"] = "TRUE"


def _usb(device: Any, sheet: Sheet) -> None:
    sheet.keys[f"usb.autoConnect.device{device.unitNumber}"] = device.backing.deviceName


def _pci(device: Any, sheet: Sheet) -> None:
    keys, prefix, backing = sheet.keys, f"pciPassthru{device.key - FIRST_PCI_DEVICE}", device.backing
    keys[f"{prefix}.present"] = "TRUE"
    keys[f"{prefix}.deviceName"] = backing.deviceName
    keys[f"{prefix}.id"] = backing.id
    keys[f"{prefix}.deviceId"] = backing.deviceId
    keys[f"{prefix}.vendorId"] = f"0x{backing.vendorId & 0xFFFF:04x}"
    keys[f"{prefix}.systemId"] = backing.systemId


def _scsi_device(device: Any, sheet: Sheet) -> None:
    prefix = slot_name(device)
    sheet.keys[f"{prefix}.present"] = "TRUE"
    sheet.keys[f"{prefix}.deviceType"] = "scsi-passthru"
    sheet.keys[f"{prefix}.fileName"] = device.backing.deviceName


def _vmi(device: Any, sheet: Sheet) -> None:  # noqa: ARG001 - there is nothing to say of it but that it is there
    sheet.keys["vmi.present"] = "TRUE"


Writer: TypeAlias = Callable[[Any, Sheet], None]
_WRITERS: tuple[tuple[type[DataObject], Writer], ...] = (
    (vim.VirtualSCSIController, _scsi),
    (vim.VirtualDisk, _disk),
    (vim.VirtualCdrom, _cdrom),
    (vim.VirtualEthernetCard, _nic),
    (vim.VirtualFloppy, _floppy),
    (vim.VirtualMachineVideoCard, _video),
    (vim.VirtualMachineVMCIDevice, _vmci),
    (vim.VirtualSerialPort, _serial),
    (vim.VirtualParallelPort, _parallel),
    (vim.VirtualSoundCard, _sound),
    (vim.VirtualUSBController, _usb_controller),
    (vim.VirtualUSB, _usb),
    (vim.VirtualPCIPassthrough, _pci),
    (vim.VirtualSCSIPassthrough, _scsi_device),
    (vim.VirtualMachineVMIROM, _vmi),
)


@lru_cache(maxsize=64)
def _writer(cls: Any) -> Writer | None:
    return next((write for base, write in _WRITERS if issubclass(cls, base)), None)
