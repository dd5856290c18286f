"""Disks that a host is given beside those of its profile, with their place in all topologies."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fakeesx.host.services import storage_devices
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

SECTOR = 512
_VENDOR, _MODEL, _REVISION = "FAKEESX ", "Simulated disk  ", "1.0 "
_BLOCK = "key-vim.host."


def name_of(volume: str) -> str:
    """The name of the disk that a host is given for a volume of a uuid: it follows from that (made up)."""
    return "naa.6" + hashlib.sha256(volume.encode()).hexdigest()[:31]


def add_lun(host: Esx, capacity: int, name: str | None = None) -> vim.HostScsiDisk:
    """A blank disk of some bytes (rounded up to sectors) on the adapter that the first disk of the profile is on.

    ``name``: its canonical name, ``naa.6`` and 31 hexadecimal digits; one that no disk has is made up, if not given.
    """
    info = storage_devices.device_info(host)
    taken = {disk.canonicalName for disk in disks(host)}
    number = 0
    while name is None or name in taken:
        number += 1
        name = name_of(f"disk {number}")
    disk = _disk(name, -(-capacity // SECTOR))
    info = _attach(info, disk)
    storage_devices.keep(host, info)
    states = storage_devices.path_states(info)
    host.inventory.update(storage_devices.STORAGE, multipathStateInfo=states)
    set_config(host, multipathState=states)
    return disk


def find_by_uuid(host: Esx, uuid: str) -> vim.HostScsiDisk | None:
    """The disk of a uuid."""
    return next((disk for disk in disks(host) if disk.uuid == uuid), None)


def find_by_path(host: Esx, path: str) -> vim.HostScsiDisk | None:
    """The disk of a device path such as ``/vmfs/devices/disks/naa.…``."""
    return next((disk for disk in disks(host) if disk.devicePath == path), None)


def disks(host: Esx) -> tuple[vim.HostScsiDisk, ...]:
    """The disks of a host."""
    return tuple(lun for lun in storage_devices.device_info(host).scsiLun if isinstance(lun, vim.HostScsiDisk))


def _disk(name: str, sectors: int) -> vim.HostScsiDisk:
    digits = name.partition(".")[2]
    uuid = f"0200000000{digits}{_MODEL[:6].encode().hex()}"
    quality = {name: "highQuality", f"vml.{uuid}": "mediumQuality", uuid: "mediumQuality"}
    return vim.HostScsiDisk(
        deviceName=f"/vmfs/devices/disks/{name}", deviceType="disk", key=f"{_BLOCK}ScsiDisk-{uuid}", uuid=uuid,
        descriptor=[vim.ScsiLunDescriptor(quality=value, id=id_) for id_, value in quality.items()], canonicalName=name,
        displayName=f"Local {_VENDOR.strip()} Disk ({name})", lunType="disk", vendor=_VENDOR, model=_MODEL,
        revision=_REVISION, scsiLevel=5, serialNumber="unavailable", operationalState=["ok"],
        durableName=vim.ScsiLunDurableName(namespace="NAA", namespaceId=0, data=_signed(bytes.fromhex(digits))),
        capabilities=vim.ScsiLunCapabilities(updateDisplayNameSupported=True), vStorageSupport="vStorageUnknown",
        capacity=vim.HostDiskDimensionsLba(blockSize=SECTOR, block=sectors), devicePath=f"/vmfs/devices/disks/{name}",
    )


def _signed(data: bytes) -> list[int]:
    return [byte - 256 if byte > 127 else byte for byte in data]


def _attach(info: vim.HostStorageDeviceInfo, disk: vim.HostScsiDisk) -> vim.HostStorageDeviceInfo:
    """The devices with one disk more: the next target of the first disk's adapter."""
    scsi, multipath, store = info.scsiTopology, info.multipathInfo, info.plugStoreTopology
    first = next((lun for lun in info.scsiLun if isinstance(lun, vim.HostScsiDisk)), None)
    if scsi is None or multipath is None or store is None or first is None:
        raise LookupError("the profile has no disk to put another beside")
    unit = next(unit for unit in multipath.lun if unit.lun == first.key)
    place = next(path for path in store.path if path.name == unit.path[0].name)
    interface = next(each for each in scsi.adapter if each.adapter == unit.path[0].adapter)
    number = 1 + max(each.target for each in interface.target)
    kind, device = unit.path[0].name.partition(".")[0], interface.adapter.rpartition("-")[2]
    name = f"{kind}.{device}-{kind}.0:{number}-{disk.canonicalName}"
    transport, path_key = unit.path[0].transport, f"{_BLOCK}PlugStoreTopology.Path-{name}"
    device_key, target_key = (
        f"{_BLOCK}PlugStoreTopology.Device-{disk.uuid}", f"{_BLOCK}PlugStoreTopology.Target-{kind}.0:{number}",
    )
    target = vim.HostScsiTopologyTarget(
        key=f"{_BLOCK}ScsiTopology.Target-{device}:0:{number}", target=number, transport=transport,
        lun=[vim.HostScsiTopologyLun(key=f"{_BLOCK}ScsiTopology.Lun-{disk.uuid}", lun=0, scsiLun=disk.key or "")],
    )
    unit_key = f"{_BLOCK}MultipathInfo.LogicalUnit-{disk.uuid}"
    path = vim.HostMultipathInfoPath(
        key=f"{_BLOCK}MultipathInfo.Path-{name}", name=name, pathState="active", state="active", isWorkingPath=True,
        adapter=interface.adapter, lun=unit_key, transport=transport,
    )
    policy = vim.HostMultipathInfoFixedLogicalUnitPolicy(policy="VMW_PSP_FIXED", prefer=name)
    new_unit = unit.replace(key=unit_key, id=disk.uuid, lun=disk.key, path=[path], policy=policy)
    return info.replace(
        scsiLun=(*info.scsiLun, disk),
        scsiTopology=scsi.replace(adapter=[
            each.replace(target=(*each.target, target)) if each is interface else each for each in scsi.adapter
        ]),
        multipathInfo=multipath.replace(lun=(*multipath.lun, new_unit)),
        plugStoreTopology=store.replace(
            adapter=[
                each.replace(path=(*each.path, path_key)) if each.adapter == interface.adapter else each
                for each in store.adapter
            ],
            path=(*store.path, place.replace(
                key=path_key, name=name, targetNumber=number, target=target_key, device=device_key,
            )),
            target=(*store.target, vim.HostPlugStoreTopologyTarget(key=target_key, transport=transport)),
            device=(*store.device, vim.HostPlugStoreTopologyDevice(key=device_key, lun=disk.key or "", path=[path_key])),
            plugin=[
                each.replace(device=(*each.device, device_key), claimedPath=(*each.claimedPath, path_key))
                if each.name == "NMP" else each for each in store.plugin
            ],
        ),
    )
