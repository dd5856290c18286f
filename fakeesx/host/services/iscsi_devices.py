"""What an iSCSI adapter sees: the LUNs of the targets it is logged in to, in all topologies of the host.

Ids and keys are formed as the recorded ones of local disks; names of paths have the form that public records of iSCSI show
(initiator with the session's id, target with its portal group, LUN). Display names and policies are inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fakeesx.host.services.iscsi_specs import SECTOR, IscsiTarget, TargetLun
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

_BLOCK = "key-vim.host."
_SESSION = "00023d000001"
"""The id of a session as the software initiator makes it: of its first connection to a target."""
_REVISION = "4.0 "


@dataclass(frozen=True, slots=True)
class _Way:
    """A path: through a target of some number to a LUN."""

    target: IscsiTarget
    number: int
    lun: TargetLun
    name: str


def seen(
    info: vim.HostStorageDeviceInfo, adapter: vim.HostInternetScsiHba, targets: Sequence[IscsiTarget],
) -> vim.HostStorageDeviceInfo:
    """The devices with what an adapter sees being the LUNs of these targets, and nothing else.

    What it saw before keeps its numbers, its name and its policy. A LUN with the name of a local disk is not taken.
    """
    scsi, multipath, store = info.scsiTopology, info.multipathInfo, info.plugStoreTopology
    if scsi is None or multipath is None or store is None or adapter.key is None:
        raise LookupError("the profile has no topologies to put LUNs into")
    key = adapter.key
    mine = next(each for each in scsi.adapter if each.adapter == key)
    local = {
        lun.canonicalName for lun in info.scsiLun
        for unit in multipath.lun if unit.lun == lun.key and any(path.adapter != key for path in unit.path)
    }
    ways = _ways(adapter, targets, _numbers(mine, targets), local)
    luns: dict[str, TargetLun] = {}
    for way in ways:
        luns.setdefault(way.lun.id, way.lun)
    old = {lun.canonicalName: lun for lun in info.scsiLun}
    disks = {id_: _current(old.get(id_), lun) for id_, lun in luns.items()}
    gone = {unit.lun for unit in multipath.lun if unit.path and all(path.adapter == key for path in unit.path)}
    gone -= {disk.key for disk in disks.values()}
    units = _units(multipath.lun, adapter, ways, disks)
    return info.replace(
        scsiLun=[
            *(disks.get(lun.canonicalName or "", lun) for lun in info.scsiLun if lun.key not in gone),
            *(disk for name, disk in disks.items() if name not in old),
        ],
        scsiTopology=scsi.replace(adapter=[
            each.replace(target=_topology(adapter, ways, disks)) if each is mine else each for each in scsi.adapter
        ]),
        multipathInfo=multipath.replace(lun=[
            *(units.pop(unit.lun, unit) for unit in multipath.lun if unit.lun not in gone), *units.values(),
        ]),
        plugStoreTopology=_plugged(store, adapter, ways, disks),
    )


def targets_of(info: vim.HostStorageDeviceInfo, adapter_key: str | None) -> list[tuple[str, str, list[str]]]:
    """What an adapter sees now: (iSCSI name, ``ADDRESS:PORT``, canonical names of the LUNs) of each target."""
    names = {lun.key: lun.canonicalName or "" for lun in info.scsiLun}
    adapters = info.scsiTopology.adapter if info.scsiTopology is not None else ()
    found = []
    for target in (target for each in adapters if each.adapter == adapter_key for target in each.target):
        transport = target.transport
        if isinstance(transport, vim.HostInternetScsiTargetTransport):
            found.append((transport.iScsiName, transport.address[0], [names[lun.scsiLun] for lun in target.lun]))
    return found


def _numbers(interface: vim.HostScsiTopologyInterface, targets: Iterable[IscsiTarget]) -> dict[tuple[str, str], int]:
    """The number of each target: that which it has, or the first free one."""
    known: dict[tuple[str, str], int] = {}
    for each in interface.target:
        if isinstance(each.transport, vim.HostInternetScsiTargetTransport):
            known[each.transport.iScsiName, each.transport.address[0]] = each.target
    found: dict[tuple[str, str], int] = {}
    wanted = [(target.iqn, target.portal) for target in targets]
    taken = {known[each] for each in wanted if each in known}
    for key in wanted:
        number = known.get(key, -1)
        if number < 0:
            number = next(number for number in range(len(wanted) + 1) if number not in taken)
            taken.add(number)
        found[key] = number
    return found


def _ways(
    adapter: vim.HostInternetScsiHba, targets: Sequence[IscsiTarget], numbers: dict[tuple[str, str], int],
    local: set[str | None],
) -> list[_Way]:
    found: list[_Way] = []
    groups: dict[str, int] = {}
    for target in targets:
        groups[target.iqn] = group = groups.get(target.iqn, 0) + 1
        for lun in target.luns:
            if lun.id not in local:
                name = f"{adapter.iScsiName}-{_SESSION},{target.iqn},t,{group}-{lun.id}"
                found.append(_Way(target, numbers[target.iqn, target.portal], lun, name))
    return found


def _current(known: Any, lun: TargetLun) -> vim.HostScsiDisk:
    capacity = vim.HostDiskDimensionsLba(blockSize=SECTOR, block=lun.capacity // SECTOR)
    return _disk(lun) if known is None else known.replace(capacity=capacity)


def _disk(lun: TargetLun) -> vim.HostScsiDisk:
    name, digits, model = lun.id, lun.id.partition(".")[2], f"{lun.model:16}"
    uuid = f"0200{lun.number:02x}0000{digits}{model[:6].encode().hex()}"
    quality = {name: "highQuality", f"vml.{uuid}": "mediumQuality", uuid: "mediumQuality"}
    return vim.HostScsiDisk(
        deviceName=f"/vmfs/devices/disks/{name}", deviceType="disk", key=f"{_BLOCK}ScsiDisk-{uuid}", uuid=uuid,
        descriptor=[vim.ScsiLunDescriptor(quality=value, id=id_) for id_, value in quality.items()], canonicalName=name,
        displayName=f"{lun.vendor} iSCSI Disk ({name})", lunType="disk", vendor=f"{lun.vendor:8}", model=model,
        revision=_REVISION, scsiLevel=5, serialNumber="unavailable", operationalState=["ok"],
        durableName=vim.ScsiLunDurableName(
            namespace="NAA", namespaceId=0, data=[byte - 256 if byte > 127 else byte for byte in bytes.fromhex(digits)],
        ),
        capabilities=vim.ScsiLunCapabilities(updateDisplayNameSupported=True), vStorageSupport="vStorageUnknown",
        capacity=vim.HostDiskDimensionsLba(blockSize=SECTOR, block=lun.capacity // SECTOR),
        devicePath=f"/vmfs/devices/disks/{name}",
    )


def _transport(target: IscsiTarget) -> vim.HostInternetScsiTargetTransport:
    return vim.HostInternetScsiTargetTransport(iScsiName=target.iqn, iScsiAlias="", address=[target.portal])


def _topology(
    adapter: vim.HostInternetScsiHba, ways: Sequence[_Way], disks: dict[str, vim.HostScsiDisk],
) -> list[vim.HostScsiTopologyTarget]:
    by_target: dict[int, list[_Way]] = {}
    for way in sorted(ways, key=lambda way: (way.number, way.lun.number)):
        by_target.setdefault(way.number, []).append(way)
    return [
        vim.HostScsiTopologyTarget(
            key=f"{_BLOCK}ScsiTopology.Target-{adapter.device}:0:{number}", target=number,
            transport=_transport(found[0].target),
            lun=[
                vim.HostScsiTopologyLun(
                    key=f"{_BLOCK}ScsiTopology.Lun-{disks[way.lun.id].uuid}", lun=way.lun.number,
                    scsiLun=disks[way.lun.id].key or "",
                )
                for way in found
            ],
        )
        for number, found in by_target.items()
    ]


def _units(
    known: Sequence[vim.HostMultipathInfoLogicalUnit], adapter: vim.HostInternetScsiHba, ways: Sequence[_Way],
    disks: dict[str, vim.HostScsiDisk],
) -> dict[str, vim.HostMultipathInfoLogicalUnit]:
    """The paths to each LUN, by its key; one that was there before is as it was."""
    old = {unit.lun: unit for unit in known}
    to: dict[str, list[_Way]] = {}
    for way in ways:
        to.setdefault(way.lun.id, []).append(way)
    found: dict[str, vim.HostMultipathInfoLogicalUnit] = {}
    for id_, disk in disks.items():
        unit, lun_key = old.get(disk.key or ""), f"{_BLOCK}MultipathInfo.LogicalUnit-{disk.uuid}"
        names = [way.name for way in to[id_]]
        paths = {path.name: path for path in unit.path} if unit is not None else {}
        working = next((path.name for path in paths.values() if path.isWorkingPath and path.name in names), names[0])
        made = [
            (paths.get(way.name) or vim.HostMultipathInfoPath(
                key=f"{_BLOCK}MultipathInfo.Path-{way.name}", name=way.name, pathState="active", state="active",
                adapter=adapter.key or "", lun=lun_key, transport=_transport(way.target),
            )).replace(isWorkingPath=way.name == working)
            for way in to[id_]
        ]
        prefer: Any = vim.HostMultipathInfoFixedLogicalUnitPolicy(policy="VMW_PSP_FIXED", prefer=working)
        if unit is None:
            unit = vim.HostMultipathInfoLogicalUnit(
                key=lun_key, id=disk.uuid, lun=disk.key or "", path=made, policy=prefer,
                storageArrayTypePolicy=vim.HostMultipathInfoLogicalUnitStorageArrayTypePolicy(policy="VMW_SATP_DEFAULT_AA"),
            )
        stale = getattr(unit.policy, "prefer", working) not in names
        found[disk.key or ""] = unit.replace(path=made, policy=prefer if stale else unit.policy)
    return found


def _plugged(
    store: vim.HostPlugStoreTopology, adapter: vim.HostInternetScsiHba, ways: Sequence[_Way],
    disks: dict[str, vim.HostScsiDisk],
) -> vim.HostPlugStoreTopology:
    plug = next(each for each in store.adapter if each.adapter == adapter.key)
    gone_paths = set(plug.path)
    gone_targets = {path.target for path in store.path if path.key in gone_paths}
    gone_devices = {path.device for path in store.path if path.key in gone_paths}
    paths: list[vim.HostPlugStoreTopologyPath] = []
    targets: dict[str, vim.HostPlugStoreTopologyTarget] = {}
    devices: dict[str, vim.HostPlugStoreTopologyDevice] = {}
    for way in ways:
        key, uuid = f"{_BLOCK}PlugStoreTopology.Path-{way.name}", disks[way.lun.id].uuid
        target = f"{_BLOCK}PlugStoreTopology.Target-{way.name.partition(',')[2].removesuffix(f'-{way.lun.id}')}"
        device = f"{_BLOCK}PlugStoreTopology.Device-{uuid}"
        paths.append(vim.HostPlugStoreTopologyPath(
            key=key, name=way.name, channelNumber=0, targetNumber=way.number, lunNumber=way.lun.number, adapter=plug.key,
            target=target, device=device,
        ))
        targets[target] = vim.HostPlugStoreTopologyTarget(key=target, transport=_transport(way.target))
        before = devices[device].path if device in devices else ()
        devices[device] = vim.HostPlugStoreTopologyDevice(
            key=device, lun=disks[way.lun.id].key or "", path=[*before, key],
        )
    return store.replace(
        adapter=[each.replace(path=[path.key for path in paths]) if each is plug else each for each in store.adapter],
        path=[*_without(store.path, gone_paths), *paths],
        target=[*_without(store.target, gone_targets), *targets.values()],
        device=[*_without(store.device, gone_devices), *devices.values()],
        plugin=[
            each.replace(
                device=[*(name for name in each.device if name not in gone_devices), *devices],
                claimedPath=[*(name for name in each.claimedPath if name not in gone_paths), *(path.key for path in paths)],
            ) if each.name == "NMP" else each
            for each in store.plugin
        ],
    )


def _without(items: Sequence[Any], keys: set[Any]) -> list[DataObject]:
    return [each for each in items if each.key not in keys]
