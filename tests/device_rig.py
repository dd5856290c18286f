"""A host as device logic sees it, for tests: everything in plain sets and dictionaries."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest

from fakeesx.host.virtual_machine.devices import (
    CreateDelta,
    CreateDisk,
    CreateFile,
    DestroyDisk,
    DiskFile,
    ExtendDisk,
    apply,
    default_devices,
)
from fakeesx.host.virtual_machine.devices.environment import HostLun, ParentDisk
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

UUID = "564d9904-a176-a762-1b95-f75ddd0642d8"
GIB = 1 << 30


@dataclass
class Host:
    """An ``Environment`` in memory."""

    powered_on: bool = False
    new: bool = False
    hardware_version: str = "vmx-07"
    uuid: str = UUID
    home: str = "[datastore1] vm1"
    stem: str = "vm1"
    disks: dict[str, DiskFile] = field(default_factory=dict)
    files: set[str] = field(default_factory=lambda: {"[datastore1] iso/a.iso", "[datastore1] flp/a.flp"})
    macs: set[str] = field(default_factory=set)
    frozen_disks: set[str] = field(default_factory=set)
    datastores: dict[str, str] = field(default_factory=lambda: {"datastore1": "id-datastore1", "nfs": "id-nfs"})
    networks: tuple[str, ...] = ("VM Network", "br100")
    devices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    luns: dict[str, HostLun] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def datastore(self, name: str) -> ManagedObjectReference | None:
        return ManagedObjectReference("Datastore", self.datastores[name]) if name in self.datastores else None

    def datastore_name(self, ref: ManagedObjectReference) -> str | None:
        return next((name for name, value in self.datastores.items() if value == ref.value), None)

    def network(self, name: str) -> ManagedObjectReference | None:
        return ManagedObjectReference("Network", f"HaNetwork-{name}") if name in self.networks else None

    def mac_in_use(self, mac: str) -> bool:
        return mac in self.macs

    def disk(self, path: str) -> DiskFile | None:
        return self.disks.get(path)

    def lun(self, name: str) -> HostLun | None:
        return self.luns.get(name)

    def maps_devices(self, datastore: str) -> bool:
        return datastore != "nfs"

    def frozen(self, path: str) -> bool:
        return path in self.frozen_disks

    def file_exists(self, path: str) -> bool:
        return path in self.files or path in self.disks

    def largest_file(self, datastore: str) -> int:
        return 256 * GIB - 512

    def new_disk_uuid(self) -> str:
        return f"6000C290-0000-0000-0000-{next(self.numbers):012x}"

    def new_content_id(self) -> str:
        return f"{next(self.numbers):024x}fffffffe"

    def host_devices(self, kind: str) -> tuple[str, ...]:
        return self.devices.get(kind, ())


def add(device: Any, file_operation: str | None = None) -> vim.VirtualDeviceConfigSpec:
    """An entry of ``deviceChange`` that adds a device."""
    return _spec("add", device, file_operation)


def edit(device: Any, file_operation: str | None = None) -> vim.VirtualDeviceConfigSpec:
    """An entry of ``deviceChange`` that changes a device."""
    return _spec("edit", device, file_operation)


def remove(device: Any, file_operation: str | None = None) -> vim.VirtualDeviceConfigSpec:
    """An entry of ``deviceChange`` that removes a device."""
    return _spec("remove", device, file_operation)


def _spec(operation: str, device: Any, file_operation: str | None) -> vim.VirtualDeviceConfigSpec:
    return vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation(operation), device=device,
        fileOperation=None if file_operation is None else vim.VirtualDeviceConfigSpecFileOperation(file_operation),
    )


def controller(cls: Any = vim.VirtualLsiLogicController, key: int = -101, bus: int = 0, **values: Any) -> Any:
    """A SCSI controller as a client asks for it."""
    return cls(key=key, busNumber=bus, sharedBus=vim.VirtualSCSISharing.noSharing, **values)


def disk(controller: int | None = -101, unit: int | None = 0, name: str = "", kb: int = 4096, **values: Any) -> Any:
    """A disk as a client asks for it."""
    backing = {"fileName": name, "diskMode": "persistent", "thinProvisioned": False}
    backing |= {key: values.pop(key) for key in list(values) if key in vim.VirtualDiskFlatVer2BackingInfo._by_name}
    return vim.VirtualDisk(
        key=-100, controllerKey=controller, unitNumber=unit, capacityInKB=kb,
        **{"backing": vim.VirtualDiskFlatVer2BackingInfo(**backing), **values},
    )


def nic(cls: Any = vim.VirtualE1000, network: str = "VM Network", key: int = -47, **values: Any) -> Any:
    """A NIC as a client asks for it."""
    backing = vim.VirtualEthernetCardNetworkBackingInfo(deviceName=network)
    return cls(key=key, **{"backing": backing, **values})


def cdrom(controller: int | None = 201, unit: int | None = 0, iso: str = "[datastore1] iso/a.iso", **values: Any) -> Any:
    """A CD-ROM drive with an image as a client asks for it."""
    return vim.VirtualCdrom(
        key=-1, controllerKey=controller, unitNumber=unit,
        **{"backing": vim.VirtualCdromIsoBackingInfo(fileName=iso), **values},
    )


def changed(host: Host, *changes: vim.VirtualDeviceConfigSpec, devices: Any = None) -> tuple[Any, ...]:
    """The devices after changes to the default ones; what they do to disks happens to the host."""
    outcome = apply(default_devices(host) if devices is None else devices, changes, host)
    for each in outcome.operations:
        match each:
            case CreateDisk():
                host.disks[each.path] = DiskFile(each.capacity_kb, each.thin, each.uuid, each.content_id, each.adapter)
            case CreateDelta():
                below = host.disks[each.parent]
                parent = ParentDisk(each.parent, host.datastore("datastore1"), below)
                uuid = each.uuid or below.uuid
                host.disks[each.path] = replace(below, uuid=uuid, content_id=each.content_id, parent=parent)
            case ExtendDisk():
                host.disks[each.path] = replace(host.disks[each.path], capacity_kb=each.capacity_kb)
            case DestroyDisk():
                del host.disks[each.path]
            case CreateFile():
                host.files.add(each.path)
    return outcome.devices


def changed_as_far_as_possible(host: Host, *changes: vim.VirtualDeviceConfigSpec, devices: Any = None) -> tuple[Any, ...]:
    """As ``changed``; where a fault is raised, one entry after the other without those that are refused."""
    found = default_devices(host) if devices is None else devices
    try:
        return changed(host, *changes, devices=found)
    except VimFault:
        for change in changes:
            with suppress(VimFault):
                found = changed(host, change, devices=found)
        return found


def by_key(devices: Any) -> dict[int, Any]:
    """Devices by their keys."""
    return {device.key: device for device in devices}


@contextmanager
def refused(name: str, property: str | None = None, index: int | None = 0) -> Generator[Any, None, None]:
    """Expect a fault: its name, the property of the device it complains of, the index of the entry."""
    with pytest.raises(VimFault) as caught:
        yield caught
    fault: Any = caught.value.fault
    assert type(fault).__name__ == name
    assert caught.value.text, "every fault has a message"
    assert "{" not in caught.value.text
    if property is not None:
        assert fault.property == (f"virtualDeviceSpec.device.{property}" if property else "virtualDeviceSpec.device")
    if index is not None and isinstance(fault, vim.InvalidDeviceSpec):
        assert fault.deviceIndex == index
