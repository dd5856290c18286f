"""Virtual disks, on SCSI and IDE controllers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import DiskFile, Mapping, ParentDisk
from fakeesx.host.virtual_machine.devices.family import Family, require_off
from fakeesx.host.virtual_machine.devices.layout import describe
from fakeesx.host.virtual_machine.devices.mapping import PHYSICAL, is_raw, new_mapping, raw_backing, require_same
from fakeesx.host.virtual_machine.devices.operations import AttachDisk, CreateDelta, CreateDisk, ExtendDisk
from fakeesx.host.virtual_machine.devices.scsi import UNITS, adapter_of, is_shared
from fakeesx.schema import vim
from fakeesx.storage.paths import DatastorePath

IDE_UNITS = (0, 1)
MODES = ("persistent", "independent_persistent", "independent_nonpersistent")
"""Disk modes of an ESX host; the others of the schema belong to other products."""
MOST_SHARES = 4000
MOST_PARENTS = 32
"""Disks that a new one may be based on, one upon the other: as many as snapshots may follow one another (inferred)."""
_CONTROLLERS = (vim.VirtualSCSIController, vim.VirtualIDEController)
_KNOWN = (
    vim.VirtualDiskFlatVer1BackingInfo, vim.VirtualDiskFlatVer2BackingInfo, vim.VirtualDiskRawDiskMappingVer1BackingInfo,
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LEVELS = {"low": 500, "normal": 1000, "high": 2000}


def slot_key(controller: vim.VirtualController, unit: int) -> int:
    """The key of what sits at a unit: 2000 + 16 * bus + unit on SCSI, 3000 + 2 * bus + unit on IDE (recorded)."""
    bus = int(controller.busNumber)
    return 3000 + 2 * bus + unit if isinstance(controller, vim.VirtualIDEController) else 2000 + 16 * bus + unit


def slot(change: Change, chassis: Chassis, own: int | None = None) -> tuple[Any, int]:
    """The controller and the unit that a disk or drive goes to. Raises MissingController, InvalidController,
    InvalidDeviceSpec, TooManyDevices."""
    controller = chassis.controller(change, *_CONTROLLERS)
    units = IDE_UNITS if isinstance(controller, vim.VirtualIDEController) else UNITS
    return controller, chassis.unit(change, controller.key, units, own=own)


def virtual_disk(
    controller: vim.VirtualController, unit: int, label: str, backing: vim.VirtualDeviceBackingInfo, capacity_kb: int,
    shares: vim.SharesInfo | None = None, limit: int = -1,
) -> vim.VirtualDisk:
    """A disk as a host shows it (recorded; shares only on SCSI)."""
    if isinstance(controller, vim.VirtualIDEController):
        shares = allocation = None
    else:
        shares = shares or disk_shares("normal", 0)
        allocation = io_allocation(limit, shares)
    return vim.VirtualDisk(
        key=slot_key(controller, unit), deviceInfo=describe(label, f"{capacity_kb:,} KB"), backing=backing,
        controllerKey=controller.key, unitNumber=unit, capacityInKB=capacity_kb, shares=shares,
        storageIOAllocation=allocation,
    )


def flat_backing(
    path: DatastorePath | str, datastore: Any, file: DiskFile, mode: str, write_through: bool
) -> vim.VirtualDiskFlatVer2BackingInfo:
    """The backing of a disk file as a host shows it (recorded), a delta disk's with its parents'."""
    parent = file.parent
    return vim.VirtualDiskFlatVer2BackingInfo(
        fileName=str(path), datastore=datastore, diskMode=mode, split=False, writeThrough=write_through,
        thinProvisioned=file.thin, uuid=file.uuid, contentId=file.content_id,
        parent=None if parent is None
        else flat_backing(parent.path, parent.datastore, parent.file, mode, write_through),
    )


def file_backing(path: DatastorePath | str, datastore: Any, file: DiskFile, mode: str, write_through: bool) -> Any:
    """The backing of a disk of any kind as a host shows it."""
    if file.mapping is not None:
        return raw_backing(path, datastore, file, file.mapping, mode)
    return flat_backing(path, datastore, file, mode, write_through)


@lru_cache(maxsize=256)
def disk_shares(level: str, custom: int) -> vim.SharesInfo:
    """Shares of a level; ``custom`` is their number for the level ``custom``."""
    return vim.SharesInfo(shares=_LEVELS.get(level, custom), level=vim.SharesLevel(level))


@lru_cache(maxsize=256)
def io_allocation(limit: int, shares: vim.SharesInfo) -> vim.StorageIOAllocationInfo:
    """``storageIOAllocation``; ``limit`` in IOs per second, -1 for none."""
    return vim.StorageIOAllocationInfo(limit=limit, shares=shares)


class Disks(Family):
    """Virtual disks: created, attached, grown, moved between controllers, detached, destroyed."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Attach a disk; with ``fileOperation`` ``create`` or ``replace`` it is made first.

        With ``backing.parent`` it is made as a delta on that disk; otherwise a parent that is named is not heeded (vendor
        documentation). Raises MissingController, InvalidController, TooManyDevices, InvalidDeviceSpec (``unitNumber``,
        ``capacityInKB``, ``backing.fileName``, ``backing.parent.fileName``, ``backing.diskMode``, ``shares``),
        InvalidDeviceBacking, FileNotFound, FileAlreadyExists, FileTooLarge, DeviceHotPlugNotSupported, and for a
        raw device mapping as ``new_mapping``.
        """
        controller, unit = slot(change, chassis)
        self._require_hot(change, chassis, controller)
        backing = _backing_of(change)
        if change.file_operation is None:
            shown, capacity = self._attach(change, chassis, backing, controller)
        elif change.file_operation == "destroy":
            raise change.bad_operation()
        elif is_raw(backing):
            if change.file_operation != "create":
                raise change.bad_operation()
            if backing.parent is not None:
                raise change.wrong_backing()
            shown, capacity = new_mapping(
                change, chassis, backing, controller, _mode(change, backing), _uuid(change, backing),
            )
        else:
            shown, capacity = self._create(change, chassis, backing, controller)
        shares, limit = _allocation(change, None)
        chassis.put(change, virtual_disk(
            controller, unit, chassis.next_label(vim.VirtualDisk), shown, capacity, shares, limit
        ))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change size, mode, shares, place or file of a disk; only growing and shares while the VM runs.

        Raises InvalidDeviceSpec (``capacityInKB`` that shrinks; size and mode of a disk with snapshots, inferred),
        InvalidPowerState, and as ``add``.
        """
        old = chassis.take(change)
        if change.file_operation is not None:
            raise change.bad_operation()
        controller, unit = chassis.devices[old.controllerKey], old.unitNumber
        if change.device.controllerKey is not None:
            controller, unit = self._move(change, chassis, old)
        shown, capacity = self._backing(change, chassis, old)
        wanted = change.device.capacityInKB
        if shown.fileName == old.backing.fileName and wanted:
            if wanted < capacity or (wanted > capacity and (shown.parent is not None or is_raw(shown))):
                raise change.wrong("capacityInKB")
            if wanted > capacity:
                _require_size(chassis, places.parse(shown.fileName), wanted)
                chassis.operations.append(ExtendDisk(shown.fileName, wanted))
                capacity = wanted
        shares, limit = _allocation(change, old)
        new = virtual_disk(controller, unit, old.deviceInfo.label, shown, capacity, shares, limit)
        if new != old:
            del chassis.devices[old.key]
            chassis.devices[new.key] = new

    def remove(self, change: Change, chassis: Chassis) -> None:
        """Detach a disk; with ``fileOperation`` ``destroy`` its files go too. Raises DeviceHotPlugNotSupported."""
        old = chassis.take(change)
        if change.file_operation not in (None, "destroy"):
            raise change.bad_operation()
        self._require_hot(change, chassis, chassis.devices.get(old.controllerKey))
        chassis.drop(change, old)
        path = getattr(old.backing, "fileName", None)
        if path:
            chassis.release_disk(path, change.file_operation == "destroy")

    @staticmethod
    def _require_hot(change: Change, chassis: Chassis, controller: Any) -> None:
        if chassis.environment.powered_on and isinstance(controller, vim.VirtualIDEController):
            raise change.not_hot()

    def _create(
        self, change: Change, chassis: Chassis, backing: Any, controller: Any
    ) -> tuple[vim.VirtualDiskFlatVer2BackingInfo, int]:
        if backing.parent is not None:
            return self._create_delta(change, chassis, backing, controller)
        environment, adapter = chassis.environment, adapter_of(controller)
        path, capacity = places.new_disk(change, backing, chassis), int(change.device.capacityInKB)
        if capacity <= 0:
            raise change.wrong("capacityInKB")
        _require_size(chassis, path, capacity)
        text, replace = str(path), _may_replace(change, chassis, path)
        thin = bool(getattr(backing, "thinProvisioned", False))
        eager = bool(getattr(backing, "eagerlyScrub", False))
        if thin and eager:
            raise change.wrong("backing.eagerlyScrub")
        uuid = _uuid(change, backing) or environment.new_disk_uuid()
        file = DiskFile(capacity, thin, uuid, environment.new_content_id(), adapter)
        shown = flat_backing(
            path, places.datastore(path, environment), file, _mode(change, backing), bool(backing.writeThrough)
        )
        chassis.create_disk(CreateDisk(
            text, capacity, thin, eager, adapter, file.uuid or "", file.content_id or "", replace,
            is_shared(controller),
        ))
        return shown, capacity

    @staticmethod
    def _create_delta(
        change: Change, chassis: Chassis, backing: Any, controller: Any
    ) -> tuple[vim.VirtualDiskFlatVer2BackingInfo, int]:
        """A new disk that takes what is written, on one that is there. Of the parent's backing the name alone counts (vendor
        documentation). ``capacityInKB`` is the parent's, or 0 for that; thin and thick make no difference (inferred)."""
        environment = chassis.environment
        parent = _parent(change, chassis, backing)
        path = places.new_disk(change, backing, chassis)
        if change.device.capacityInKB not in (0, parent.file.capacity_kb):
            raise change.wrong("capacityInKB")
        text, replace = str(path), _may_replace(change, chassis, path)
        shown = flat_backing(
            path, places.datastore(path, environment),
            DiskFile(
                parent.file.capacity_kb, parent.file.thin, _uuid(change, backing) or parent.file.uuid,
                f"{environment.new_content_id()[:24]}{parent.file.cid:08x}", parent.file.adapter, parent, parent.file.cid,
            ),
            _mode(change, backing), bool(backing.writeThrough),
        )
        if text in (parent.path, *parent.file.parents):
            raise change.wrong("backing.fileName")
        own = None if shown.uuid == parent.file.uuid else shown.uuid
        chassis.create_disk(
            CreateDelta(text, parent.path, shown.contentId or "", own, replace, is_shared(controller))
        )
        return shown, parent.file.capacity_kb

    def _attach(
        self, change: Change, chassis: Chassis, backing: Any, controller: Any, own: int | None = None
    ) -> tuple[Any, int]:
        path = places.named_file(change, backing, chassis.environment)
        file = chassis.disk(str(path))
        if file is None:
            raise change.wrong_backing() if chassis.exists(str(path)) else fault("FileNotFound", file=str(path))
        require_same(change, backing, file.mapping)
        if chassis.attached(str(path), own) or chassis.carries(str(path), own) or chassis.environment.frozen(str(path)):
            raise change.wrong("backing.fileName")
        shown = file_backing(
            path, places.datastore(path, chassis.environment), file, _mode(change, backing), _through(backing),
        )
        if any(chassis.attached(each, own) for each in file.parents):
            raise change.wrong("backing.fileName")
        chassis.operations.append(AttachDisk(str(path), is_shared(controller)))
        return shown, file.capacity_kb

    def _move(self, change: Change, chassis: Chassis, old: Any) -> tuple[Any, int]:
        """Where an edited disk is from now on."""
        controller = chassis.controller(change, *_CONTROLLERS)
        if controller.key == old.controllerKey and change.device.unitNumber in (None, old.unitNumber):
            return controller, old.unitNumber
        controller, unit = slot(change, chassis, own=old.key)
        require_off(chassis)
        return controller, unit

    def _backing(self, change: Change, chassis: Chassis, old: Any) -> tuple[Any, int]:
        """The backing and capacity of an edited disk, before it grows."""
        if change.device.backing is None:
            return old.backing, old.capacityInKB
        backing = _backing_of(change)
        if backing.fileName and str(places.parse(backing.fileName)) != old.backing.fileName:
            require_off(chassis)
            if backing.parent is not None:
                raise change.wrong_backing()
            return self._attach(change, chassis, backing, chassis.devices[old.controllerKey], old.key)
        mode = _mode(change, backing)
        if is_raw(old.backing) or is_raw(backing):
            raw = is_raw(old.backing)
            require_same(change, backing, Mapping(old.backing.lunUuid, old.backing.compatibilityMode) if raw else None)
            if mode == old.backing.diskMode or old.backing.compatibilityMode == PHYSICAL:
                return old.backing, old.capacityInKB
            changes: dict[str, Any] = {"diskMode": mode}
        else:
            through = old.backing.writeThrough if backing.writeThrough is None else bool(backing.writeThrough)
            if (mode, through) == (old.backing.diskMode, old.backing.writeThrough):
                return old.backing, old.capacityInKB
            changes = {"diskMode": mode, "writeThrough": through}
        require_off(chassis)
        if mode != old.backing.diskMode and old.backing.parent is not None:
            raise change.wrong("backing.diskMode")
        return old.backing.replace(**changes), old.capacityInKB


def _backing_of(change: Change) -> Any:
    """The backing of a change. Raises InvalidDeviceBacking for all but flat files and raw device mappings: sparse
    files belong to other products. It may name parents, as clients do who send back what the host shows."""
    backing = change.device.backing
    if not isinstance(backing, _KNOWN):
        raise change.wrong_backing()
    if getattr(backing, "split", None):
        raise change.wrong("backing.split")
    return backing


def _parent(change: Change, chassis: Chassis, backing: Any) -> ParentDisk:
    """What a new delta is to be based on. Raises FileNotFound, InvalidDeviceBacking (none in files), InvalidDatastorePath,
    InvalidDeviceSpec where none is named, for a disk that the VM itself writes to, and for one that is based on too many
    others (inferred)."""
    if not backing.parent.fileName:
        raise change.wrong("backing.parent.fileName")
    path = places.parse(backing.parent.fileName)
    datastore, text = places.datastore(path, chassis.environment), str(path)
    file = chassis.disk(text)
    if file is None:
        raise change.wrong_backing() if chassis.exists(text) else fault("FileNotFound", file=text)
    require_same(change, backing, file.mapping)
    if any(chassis.attached(each) for each in (text, *file.parents)) or len(file.parents) >= MOST_PARENTS:
        raise change.wrong("backing.parent.fileName")
    return ParentDisk(text, datastore, file)


def _may_replace(change: Change, chassis: Chassis, path: DatastorePath) -> bool:
    """Whether a disk at a path is to be replaced. Raises FileAlreadyExists where it is not, and for a disk of the VM."""
    replace = change.file_operation == "replace"
    if chassis.attached(str(path)) or (not replace and chassis.taken(str(path))):
        raise fault("FileAlreadyExists", file=str(path))
    return replace


def _through(backing: Any) -> bool:
    return bool(getattr(backing, "writeThrough", None))


def _uuid(change: Change, backing: Any) -> str | None:
    """The uuid that is asked for. Raises InvalidDeviceSpec."""
    uuid: str | None = getattr(backing, "uuid", None) or None
    if uuid is not None and not _UUID.fullmatch(uuid):
        raise change.wrong("backing.uuid")
    return uuid


def _mode(change: Change, backing: Any) -> str:
    """The mode of a disk; a raw device mapping may say none."""
    mode = backing.diskMode
    if is_raw(backing) and not mode:
        return MODES[1]
    if mode not in MODES:
        raise change.wrong("backing.diskMode")
    return str(mode)


def _require_size(chassis: Chassis, path: DatastorePath, capacity_kb: int) -> None:
    """Raise FileTooLarge for a disk that its datastore can't hold in one file."""
    most = chassis.environment.largest_file(path.datastore)
    if capacity_kb * 1024 > most:
        raise fault(
            "FileTooLarge", file=str(path), datastore=path.datastore, fileSize=min(capacity_kb * 1024, 2**63 - 1),
            maxFileSize=most,
        )


def _allocation(change: Change, old: Any) -> tuple[vim.SharesInfo | None, int]:
    """Shares and limit of a disk. Raises InvalidDeviceSpec."""
    spec = change.device
    wanted = spec.storageIOAllocation
    shares = (wanted.shares if wanted is not None else None) or spec.shares
    limit = wanted.limit if wanted is not None else None
    if old is not None:
        shares = shares or old.shares
        if limit is None and old.storageIOAllocation is not None:
            limit = old.storageIOAllocation.limit
    if limit is not None and limit != -1 and limit < 1:
        raise change.wrong("storageIOAllocation.limit")
    if shares is None:
        return None, -1 if limit is None else limit
    if shares.level == "custom" and not 1 <= shares.shares <= MOST_SHARES:
        raise change.wrong("shares")
    return disk_shares(str(shares.level), shares.shares if shares.level == "custom" else 0), -1 if limit is None else limit
