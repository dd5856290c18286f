"""The properties of a VM that follow from others: summary, layout, storage, disabled methods and so on.

``update`` is the one way a VM's configuration, runtime or guest changes, so that all of them agree at all times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from fakeesx.host.virtual_machine.config import capability
from fakeesx.host.virtual_machine.disabled import disabled_methods
from fakeesx.host.virtual_machine.snapshots.state import Taken, reference
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.deltas import delta_name
from fakeesx.storage.errors import StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.mappings import pointer_name
from fakeesx.storage.paths import DatastorePath, parent_of
from fakeesx.storage.vmdk import flat_name
from fakeesx.storage.vmfiles import is_screenshot

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.virtual_machine.machine import Machine

_GREEN, _GRAY = vim.ManagedEntityStatus.green, vim.ManagedEntityStatus.gray
_ON = vim.VirtualMachinePowerState.poweredOn


def update(
    host: Esx, ref: ManagedObjectReference, machine: Machine, parts: dict[str, Any], look: bool = False, rewire: bool = True,
) -> None:
    """Change parts of a VM and all that follows; ``parts`` holds new values of ``config``, ``runtime``, ``guest``.

    ``look``: whether to look at the VM's files again in any case; ``rewire``: whether its NICs get and give back ports.
    """
    node = host.inventory.node(ref)
    values = node.values
    config: vim.VirtualMachineConfigInfo = parts.get("config") or values["config"]
    runtime: vim.VirtualMachineRuntimeInfo = parts.get("runtime") or values["runtime"]
    guest: vim.GuestInfo = parts.get("guest") or values["guest"]
    changed = follow(host, ref, machine, config, runtime, guest, values, look)
    host.inventory.update(ref, private=machine, **parts, **changed)
    if rewire:
        host.networks.follow_vm(values["config"], values["runtime"].powerState == _ON, config, runtime.powerState == _ON)


def follow(
    host: Esx,
    ref: ManagedObjectReference,
    machine: Machine,
    config: vim.VirtualMachineConfigInfo,
    runtime: vim.VirtualMachineRuntimeInfo,
    guest: vim.GuestInfo,
    old: Any,
    look: bool = False,
) -> dict[str, Any]:
    """The values of all properties that follow from configuration, runtime and guest.

    The files are looked at when the configuration was changed, not by power operations (recorded: VMs that run, with the
    sizes and without the swap file of the time before).
    """
    old_config = old.get("config")
    changed: dict[str, Any] = {}
    storage = old.get("storage")
    if look or old_config is None or old_config.changeVersion != config.changeVersion:
        frozen = [
            (each, host.inventory.get(reference(ref, each.uid), "config")) for each in machine.snapshots.taken
        ]
        files = layout_files(host, machine, config, frozen)
        committed = sum(item.size for item in files)
        now = host.now()
        changed["layoutEx"] = _layout_ex(config, files, now, ref, frozen)
        changed["layout"] = _layout(config, files, ref, frozen)
        storage = changed["storage"] = _storage(host, machine, config, committed, now)
    if config is not old_config:
        changed["name"] = config.name
        assert config.cpuAllocation is not None
        assert config.memoryAllocation is not None
        changed["resourceConfig"] = vim.ResourceConfigSpec(
            entity=ref, cpuAllocation=config.cpuAllocation, memoryAllocation=config.memoryAllocation,
        )
        changed["datastore"] = _references(host, config, "datastore", old.get("datastore"), machine)
        changed["network"] = _references(host, config, "network", old.get("network"), machine)
    changed["disabledMethod"] = disabled_methods(config.version, runtime, guest, bool(machine.snapshots))
    tools = runtime.powerState == _ON and machine.tools == "running"
    changed["capability"] = capability(tools)
    heartbeat = _GREEN if tools else _GRAY
    changed["guestHeartbeatStatus"] = heartbeat
    old_summary = old.get("summary")
    guest_summary = old_summary.guest if old_summary is not None and guest is old["guest"] else _guest_summary(guest)
    changed["summary"] = _summary(ref, config, old_config, runtime, guest_summary, storage, heartbeat, old_summary)
    return changed


def _summary(
    ref: ManagedObjectReference,
    config: vim.VirtualMachineConfigInfo,
    old_config: vim.VirtualMachineConfigInfo | None,
    runtime: vim.VirtualMachineRuntimeInfo,
    guest: vim.VirtualMachineGuestSummary,
    storage: vim.VirtualMachineStorageInfo,
    heartbeat: vim.ManagedEntityStatus,
    old: vim.VirtualMachineSummary | None,
) -> vim.VirtualMachineSummary:
    if old is not None and old_config is not None and config.changeVersion == old_config.changeVersion:
        config_summary = old.config
    else:
        config_summary = _config_summary(config)
    storage_summary = old.storage if old is not None else None
    if storage_summary is None or storage_summary.timestamp is not storage.timestamp:
        usage = storage.perDatastoreUsage
        storage_summary = vim.VirtualMachineStorageSummary(
            committed=sum(u.committed for u in usage), uncommitted=sum(u.uncommitted for u in usage),
            unshared=sum(u.unshared for u in usage), timestamp=storage.timestamp,
        )
    quick = old.quickStats if old is not None and old.runtime.powerState == runtime.powerState else None
    if quick is None:
        quick = _first_stats(heartbeat, runtime.powerState == _ON)
    elif quick.guestHeartbeatStatus != heartbeat:
        quick = quick.replace(guestHeartbeatStatus=heartbeat)
    return vim.VirtualMachineSummary(
        vm=ref, runtime=runtime, guest=guest, config=config_summary, storage=storage_summary,
        quickStats=quick, overallStatus=_GREEN,
    )


@lru_cache(maxsize=4)
def _first_stats(heartbeat: vim.ManagedEntityStatus, running: bool) -> vim.VirtualMachineQuickStats:
    """What a VM uses when nothing has been measured yet; one that does not run uses nothing (recorded)."""
    if not running:
        return vim.VirtualMachineQuickStats(guestHeartbeatStatus=heartbeat)
    return vim.VirtualMachineQuickStats(
        overallCpuUsage=0, guestMemoryUsage=0, hostMemoryUsage=0, guestHeartbeatStatus=heartbeat, privateMemory=0,
        sharedMemory=0, swappedMemory=0, balloonedMemory=0, consumedOverheadMemory=0, compressedMemory=0, uptimeSeconds=0,
    )


def _config_summary(config: vim.VirtualMachineConfigInfo) -> vim.VirtualMachineConfigSummary:
    devices = config.hardware.device
    cpu, memory = config.cpuAllocation, config.memoryAllocation
    return vim.VirtualMachineConfigSummary(
        name=config.name, template=config.template, vmPathName=config.files.vmPathName or "",
        memorySizeMB=config.hardware.memoryMB, numCpu=config.hardware.numCPU,
        cpuReservation=cpu.reservation if cpu and cpu.reservation else None,
        memoryReservation=memory.reservation if memory and memory.reservation else None,
        numEthernetCards=sum(isinstance(d, vim.VirtualEthernetCard) for d in devices),
        numVirtualDisks=sum(isinstance(d, vim.VirtualDisk) for d in devices), uuid=config.uuid,
        instanceUuid=config.instanceUuid, guestId=config.guestId, guestFullName=config.guestFullName,
        annotation=config.annotation,
    )


@lru_cache(maxsize=256)
def _guest_summary(guest: vim.GuestInfo) -> vim.VirtualMachineGuestSummary:
    return vim.VirtualMachineGuestSummary(
        guestId=guest.guestId, guestFullName=guest.guestFullName, toolsStatus=guest.toolsStatus,
        toolsVersionStatus=guest.toolsVersionStatus, toolsRunningStatus=guest.toolsRunningStatus, hostName=guest.hostName,
        ipAddress=guest.ipAddress,
    )


def _disks(config: vim.VirtualMachineConfigInfo) -> list[tuple[int, list[tuple[str, str]]]]:
    """Of each disk that is a file its key, and the paths of its descriptors and extents, the base disk's first."""
    found = []
    for device in config.hardware.device:
        if isinstance(device, vim.VirtualDisk):
            backing: Any = device.backing
            chain: list[tuple[str, str]] = []
            while backing is not None and getattr(backing, "fileName", None):
                parent = getattr(backing, "parent", None)
                chain.append((backing.fileName, _extent(backing)))
                backing = parent
            if chain:
                found.append((device.key, chain[::-1]))
    return found


def _extent(backing: Any) -> str:
    """The path of a disk's extent."""
    if backing.parent is not None:
        return delta_name(backing.fileName)
    if isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo):
        return pointer_name(backing.fileName, physical=backing.compatibilityMode == "physicalMode")
    return flat_name(backing.fileName)


Frozen: TypeAlias = "Sequence[tuple[Taken, vim.VirtualMachineConfigInfo]]"
"""Snapshots and their configurations."""


def layout_files(
    host: Esx, machine: Machine, config: vim.VirtualMachineConfigInfo, frozen: Frozen = (),
) -> tuple[vim.VirtualMachineFileLayoutExFileInfo, ...]:
    """The files of a VM that are there, in the recorded order: disks, vmx, vmxf, vmsd, then nvram, log and swap.

    At the end those of snapshots. (inferred)
    """
    wanted: list[tuple[str, str, str]] = list(_disk_files(config))
    home, own = machine.home, machine.datastore
    wanted.extend((
        (own, home.vmx, "config"), (own, home.vmxf, "extendedConfig"), (own, home.vmsd, "snapshotList"),
    ))
    if machine.has_run:
        wanted.extend((
            (own, home.nvram, "nvram"), (own, home.log, "log"), (own, home.swap(machine.swap_tag), "swap"),
        ))
    for taken, old in frozen:
        state = DatastorePath.parse(taken.file)
        wanted.extend(((state.datastore, state.path, "snapshotData"), *_disk_files(old)))
    if frozen:
        wanted = list(dict.fromkeys(wanted))
    files: list[vim.VirtualMachineFileLayoutExFileInfo] = []
    known = {stat.path: stat for stat in _listing(host.volumes.get(own), home.directory)}
    wanted.extend((own, path, "screenshot") for path, stat in known.items() if is_screenshot(home, stat.name))
    for datastore, path, type in wanted:
        stat = known.get(path) if datastore == own else None
        if stat is None:
            if datastore == own and parent_of(path) == home.directory:
                continue
            try:
                stat = host.volumes.get(datastore).stat(path)
            except StorageError:
                continue
        size = stat.allocated if type == "diskExtent" else stat.size
        files.append(vim.VirtualMachineFileLayoutExFileInfo(
            key=len(files), name=f"[{datastore}] {path}", type=type, size=size,
        ))
    return tuple(files)


def _disk_files(config: vim.VirtualMachineConfigInfo) -> Iterator[tuple[str, str, str]]:
    for _, chain in _disks(config):
        for names in chain:
            for name, type in zip(names, ("diskDescriptor", "diskExtent"), strict=True):
                path = DatastorePath.parse(name)
                yield path.datastore, path.path, type


def _listing(datastore: Datastore, directory: str) -> list[FileStat]:
    try:
        return datastore.listing(directory)
    except StorageError:
        return []


def _layout_ex(
    config: vim.VirtualMachineConfigInfo, files: tuple[vim.VirtualMachineFileLayoutExFileInfo, ...], now: Any,
    ref: ManagedObjectReference, frozen: Frozen,
) -> vim.VirtualMachineFileLayoutEx:
    keys = {item.name: item.key for item in files}

    def disks(config: vim.VirtualMachineConfigInfo) -> list[vim.VirtualMachineFileLayoutExDiskLayout]:
        found = []
        for key, chain in _disks(config):
            units = [tuple(keys[name] for name in names if name in keys) for names in chain]
            found.append(vim.VirtualMachineFileLayoutExDiskLayout(
                key=key, chain=[vim.VirtualMachineFileLayoutExDiskUnit(fileKey=unit) for unit in units if unit],
            ))
        return found

    snapshots = [
        vim.VirtualMachineFileLayoutExSnapshotLayout(
            key=reference(ref, taken.uid), dataKey=keys.get(taken.file, -1), disk=disks(old),
        )
        for taken, old in frozen
    ]
    return vim.VirtualMachineFileLayoutEx(file=files, disk=disks(config), snapshot=snapshots, timestamp=now)


def _layout(
    config: vim.VirtualMachineConfigInfo, files: tuple[vim.VirtualMachineFileLayoutExFileInfo, ...],
    ref: ManagedObjectReference, frozen: Frozen,
) -> vim.VirtualMachineFileLayout:
    names = {item.type: item.name.rpartition("/")[2] for item in files}
    return vim.VirtualMachineFileLayout(
        configFile=[names[t] for t in ("nvram", "extendedConfig", "snapshotList") if t in names],
        logFile=[names["log"]] if "log" in names else (),
        disk=[
            vim.VirtualMachineFileLayoutDiskLayout(key=key, diskFile=[name for name, _ in chain])
            for key, chain in _disks(config)
        ],
        snapshot=[
            vim.VirtualMachineFileLayoutSnapshotLayout(
                key=reference(ref, taken.uid),
                snapshotFile=[taken.file.rpartition("/")[2], *(chain[-1][0] for _, chain in _disks(old))],
            )
            for taken, old in frozen
        ],
        swapFile=next((item.name for item in files if item.type == "swap"), None),
    )


def _storage(
    host: Esx, machine: Machine, config: vim.VirtualMachineConfigInfo, committed: int, now: Any,
) -> vim.VirtualMachineStorageInfo:
    """What a VM takes and may yet take: thin disks may grow, and a VM that is off may need its swap file (recorded)."""
    uncommitted = 0
    for device in config.hardware.device:
        if isinstance(device, vim.VirtualDisk) and (
            getattr(device.backing, "thinProvisioned", False) or getattr(device.backing, "parent", None) is not None
        ):
            uncommitted += int(device.capacityInKB) * 1024
    reserved = (config.memoryAllocation.reservation or 0) if config.memoryAllocation else 0
    uncommitted += max(0, config.hardware.memoryMB - reserved) << 20
    reference = host.datastores.ref(machine.datastore)
    usage = vim.VirtualMachineUsageOnDatastore(
        datastore=reference, committed=committed, uncommitted=uncommitted, unshared=committed,
    )
    return vim.VirtualMachineStorageInfo(perDatastoreUsage=(usage,), timestamp=now)


def _references(host: Esx, config: vim.VirtualMachineConfigInfo, name: str, old: Any, machine: Machine) -> Any:
    """The datastores or networks that the devices use; the old value when it still holds."""
    found: dict[ManagedObjectReference, None] = {}
    if name == "datastore":
        found[host.datastores.ref(machine.datastore)] = None
    for device in config.hardware.device:
        backing: Any = device.backing
        while backing is not None:  # and what a delta disk is based on
            ref = getattr(backing, name, None)
            if ref is not None:
                found[ref] = None
            backing = getattr(backing, "parent", None)
    items = tuple(found)
    return old if isinstance(old, Array) and old.items == items else items
