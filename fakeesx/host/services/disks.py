"""Work on whole virtual disks, as parts of tasks' bodies. What takes long is done in a thread, with progress.

An error or a cancelled task leaves nothing behind: a disk has its name when it is complete.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, TypeAlias

from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call, fault, invalid_argument
from fakeesx.host.services.blocking import Job, blocking
from fakeesx.host.services.datastore_files import SMALL, Place, copy_file
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.schema import vim
from fakeesx.storage import converting, mappings, vmdk
from fakeesx.storage.chain_reading import ChainReader
from fakeesx.storage.converting import Conversion, DiskReader
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import NO_PARENT, SECTOR, Descriptor, uuid_to_ddb
from fakeesx.storage.disk_kinds import DiskKind, geometry_lines, kind_of, layout, new_descriptor, told
from fakeesx.storage.errors import FileAlreadyExists, FileTooLarge, InvalidDescriptor, UnsupportedDisk
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, name_of, parent_of

Work: TypeAlias = Generator[Deferred[Any] | None, Any, None]

MOST = (2 << 40) - SECTOR
"""Bytes of the largest disk (vendor documentation: 2 TB less 512 bytes)."""
_KINDS = {"preallocated": DiskKind.THICK} | {str(kind): kind for kind in DiskKind}
_ELSEWHERE = ("rdm", "rdmp", "raw")
"""Disk types that are devices: no files of some capacity."""
DEFAULT = (DiskKind.THICK, "buslogic")
"""What a copy without a spec becomes (vendor documentation)."""


def kind_and_adapter(spec: vim.VirtualDiskSpec) -> tuple[DiskKind, str]:
    """The kind of a disk that is asked for, and its adapter as descriptors write it.

    Raises InvalidArgument, NotSupported (disks that map a device).
    """
    if spec.diskType in _ELSEWHERE:
        raise fault("NotSupported")
    kind = _KINDS.get(spec.diskType)
    if kind is None:
        raise invalid_argument("spec.diskType")
    adapter = spec.adapterType.lower()
    if adapter not in vmdk.ADAPTERS:
        raise invalid_argument("spec.adapterType")
    return kind, adapter


def create(host: Esx, target: Place, capacity: int, kind: DiskKind, adapter: str) -> None:
    """Make a disk of `capacity` bytes that reads as zeros. Raises FileAlreadyExists, FileNotFound, NoDiskSpace and kin."""
    with storage_faults():
        _require_size(target, capacity)
        uuid, content_id = host.ids.disk_uuid(), host.ids.content_id()
        if kind in (DiskKind.THIN, DiskKind.THICK, DiskKind.EAGER):
            thin = kind is DiskKind.THIN
            vmdk.create_disk(*target, capacity, thin=thin, adapter=adapter, uuid=uuid, content_id=content_id)
            if kind is DiskKind.EAGER:
                target.datastore.mark_zeroed(vmdk.flat_name(target.path))
        else:
            descriptor = new_descriptor(kind, target.path, capacity, adapter, uuid, content_id)
            converting.write_empty(*target, descriptor, kind)


def map_device(host: Esx, target: Place, spec: vim.DeviceBackedVirtualDiskSpec) -> None:
    """Make a raw device mapping of a LUN that nobody uses. Raises FileAlreadyExists, FileNotFound, NotSupported (raw disks;
    a datastore that holds none), InvalidArgument (another type; no such LUN, or one that is used: inferred)."""
    if spec.diskType == "raw":
        raise fault("NotSupported")
    if spec.diskType not in ("rdm", "rdmp"):
        raise invalid_argument("spec.diskType")
    adapter = spec.adapterType.lower()
    if adapter not in vmdk.ADAPTERS:
        raise invalid_argument("spec.adapterType")
    lun = host.iscsi_targets.visible(name=spec.device)
    if lun is None or host.iscsi_targets.users(lun.canonicalName or ""):
        raise invalid_argument("spec.device")
    datastore = host.datastores.ref(target.datastore.name)
    if not host.inventory.get(datastore, "capability").rawDiskMappingsSupported:
        raise fault("NotSupported")
    with storage_faults():
        mappings.create_mapping(
            *target, lun.uuid, lun.capacity.block * lun.capacity.blockSize, physical=spec.diskType == "rdmp",
            adapter=adapter, uuid=host.ids.disk_uuid(), content_id=host.ids.content_id(),
        )


def delete(doomed: Place) -> None:
    """Delete a disk, all its files or none. Raises FileNotFound, FileLocked, CannotAccessFile (no descriptor)."""
    with storage_faults():
        vmdk.delete_disk(*doomed)


def copy(
    host: Esx, call: Call, source: Place, target: Place, kind: DiskKind, adapter: str, uuid: str | None = None,
) -> Work:
    """Copy a disk to another kind and adapter, a delta disk with what its parents hold; without `uuid` it gets a new one.

    Raises FileNotFound, FileAlreadyExists, FileLocked, NoDiskSpace, FileTooLarge, NotSupported (extents of other kinds).
    """
    descriptor = read(source)
    if source == target:
        return
    with storage_faults():
        if target.datastore.exists(target.path):
            raise FileAlreadyExists(str(target))
        extents = layout(kind, target.path, descriptor.capacity // SECTOR)
        for extent in extents:
            file = join(parent_of(target.path), extent.file)
            if target.datastore.exists(file):
                raise FileAlreadyExists(target.datastore.text(file))
        if '"' in target.path:
            raise fault("InvalidDatastorePath", datastorePath=str(target))
    made = new_descriptor(
        kind, target.path, descriptor.capacity, adapter, uuid or host.ids.disk_uuid(),
        descriptor.content_id or host.ids.content_id(),
    )
    version = descriptor.ddb.get("virtualHWVersion", "7")
    own = {key: value for key, value in descriptor.ddb.items() if not key.startswith("geometry.")}
    made = replace(made, cid=descriptor.cid, other=descriptor.other, ddb={
        **own, "virtualHWVersion": version, "uuid": made.ddb["uuid"], "longContentID": made.ddb["longContentID"],
    })
    made = told(made, kind, adapter)
    if kind.single_flat and kind_of(descriptor) in (DiskKind.THIN, DiskKind.THICK, DiskKind.FLAT):
        yield from _copy_flat(host, call, source, target, descriptor, made, kind)
    else:
        yield from _convert(host, call, source, target, made, kind)


def _copy_flat(
    host: Esx, call: Call, source: Place, target: Place, descriptor: Descriptor, made: Descriptor, kind: DiskKind,
) -> Work:
    flat = Place(source.datastore, _flat(source, descriptor))
    goal = Place(target.datastore, vmdk.flat_name(target.path))
    yield from copy_file(host, call, flat, goal, thick=kind.thick, at_least=descriptor.capacity)
    with storage_faults(), ExitStack() as undo:
        undo.callback(goal.datastore.delete_files, [goal.path])
        target.datastore.create_files({target.path: made.format().encode()})
        goal.datastore.mark_zeroed(goal.path, kind is DiskKind.EAGER)
        undo.pop_all()


def _convert(
    host: Esx, call: Call, source: Place, target: Place, made: Descriptor, kind: DiskKind, *, in_place: bool = False,
) -> Work:
    with storage_faults():
        reader: DiskReader
        if in_place:
            reader = DiskReader(*source, mode=LockMode.WRITE)
        elif (top := read(source)).parent_cid == NO_PARENT and top.create_type != mappings.VIRTUAL:
            reader = DiskReader(*source)
        else:
            reader = ChainReader(host.volumes, *source)
        conversion = Conversion(reader, *target, made, kind, in_place=in_place)
        try:
            if reader.allocated > SMALL:

                def run(job: Job) -> None:
                    conversion.run(job.progress)

                yield from blocking(host, call, run, at_cancel=conversion.cancel)
            else:
                conversion.run()
            conversion.commit()
            if kind is DiskKind.EAGER:
                target.datastore.mark_zeroed(vmdk.flat_name(target.path))
        finally:
            conversion.close()


def move(host: Esx, call: Call, source: Place, target: Place, *, force: bool) -> Work:
    """Move or rename a disk; `force` replaces one. Raises as `copy`, and FileLocked where the disk is in use."""
    descriptor = read(source)
    if source == target:
        return
    with storage_faults(), ExitStack() as undo:
        files = vmdk.disk_files(*source)
        for file in files:
            source.datastore.require_unlocked(file)
        aside = _set_aside(target, undo) if force else []
        if source.datastore is target.datastore:
            _rename(source, target, descriptor, undo)
        else:
            kind = kind_of(descriptor)
            if kind is None:
                raise UnsupportedDisk(str(source))
            if kind is DiskKind.THICK and source.datastore.is_zeroed(_flat(source, descriptor)):
                kind = DiskKind.EAGER
            adapter = descriptor.adapter or vmdk.ADAPTERS[-1]
            yield from copy(host, call, source, target, kind, adapter, descriptor.uuid or None)
            undo.callback(vmdk.delete_disk, *target)
            vmdk.delete_disk(*source)
        undo.pop_all()
        target.datastore.delete_files(aside)


def _set_aside(target: Place, undo: ExitStack) -> list[str]:
    """Give the files of a disk that is to be replaced other names; the result is these. Raises FileLocked."""
    datastore, aside = target.datastore, []
    if not datastore.exists(target.path):
        return []
    try:
        files = vmdk.disk_files(*target)
    except InvalidDescriptor:
        files = (target.path,)
    for file in files:
        if datastore.exists(file):
            number = 0
            while datastore.exists(other := f"{file}.{number}~"):
                number += 1
            datastore.move(file, other)
            undo.callback(datastore.move, other, file)
            aside.append(other)
    return aside


def _rename(source: Place, target: Place, descriptor: Descriptor, undo: ExitStack) -> None:
    datastore, kind = source.datastore, kind_of(descriptor)
    if kind is None:
        raise UnsupportedDisk(str(source))
    if datastore.exists(target.path):
        raise FileAlreadyExists(str(target))
    new = layout(kind, target.path, descriptor.capacity // SECTOR)
    if kind is DiskKind.SPARSE:
        datastore.move(source.path, target.path)
        return
    if len(new) != len(descriptor.extents):  # split in another way than here
        stem = name_of(target.path).removesuffix(".vmdk")
        new = tuple(
            replace(extent, file=f"{stem}-{number:03}.vmdk") for number, extent in enumerate(descriptor.extents, 1)
        )
    extents = tuple(replace(old, file=extent.file) for old, extent in zip(descriptor.extents, new, strict=True))
    for old, extent in zip(descriptor.extents, extents, strict=True):
        before, after = join(parent_of(source.path), old.file), join(parent_of(target.path), extent.file)
        datastore.move(before, after)
        undo.callback(datastore.move, after, before)
    datastore.create_files({target.path: replace(descriptor, extents=extents).format().encode()})
    undo.callback(datastore.delete_file, target.path)
    datastore.delete_file(source.path)


def extend(target: Place, capacity: int, *, eager: bool) -> None:
    """Make a flat disk larger; `eager`: with its new blocks zeroed.

    Raises FileNotFound, FileLocked, NoDiskSpace, FileTooLarge, InvalidArgument (not larger), NotSupported.
    """
    descriptor = read(target)
    flat = _flat(target, descriptor)
    if capacity <= descriptor.capacity:
        raise invalid_argument("newCapacityKb")
    with storage_faults():
        _require_unlocked(target, flat)
        _require_size(target, capacity)
        _resize(target, flat, descriptor, capacity, zeroed=eager and target.datastore.is_zeroed(flat))


def _resize(target: Place, flat: str, descriptor: Descriptor, capacity: int, *, zeroed: bool) -> None:
    datastore, thick = target.datastore, not descriptor.thin
    size = datastore.stat(flat).size
    extent = replace(descriptor.extents[0], sectors=capacity // SECTOR)
    ddb = {**descriptor.ddb, **geometry_lines(capacity, descriptor.adapter)}
    with ExitStack() as undo:
        datastore.resize(flat, max(size, capacity), thick=thick)
        undo.callback(datastore.resize, flat, size, thick=thick)
        vmdk.write_descriptor(*target, replace(descriptor, extents=(extent,), ddb=ddb))
        undo.pop_all()
    datastore.mark_zeroed(flat, zeroed)


def inflate(target: Place) -> None:
    """Make a thin disk thick, with all blocks zeroed that nobody wrote.

    Raises FileNotFound, FileLocked, NoDiskSpace, NotSupported (not thin; inferred).
    """
    descriptor = read(target)
    flat, datastore = _flat(target, descriptor), target.datastore
    if not descriptor.thin:
        raise fault("NotSupported")
    ddb = {key: value for key, value in descriptor.ddb.items() if key != "thinProvisioned"}
    with storage_faults(), ExitStack() as undo:
        _require_unlocked(target, flat)
        size = datastore.stat(flat).size
        datastore.resize(flat, max(size, descriptor.capacity), thick=True)
        undo.callback(datastore.resize, flat, size, thick=False)
        vmdk.write_descriptor(*target, replace(descriptor, ddb=ddb))
        datastore.mark_zeroed(flat)
        undo.pop_all()


def eager_zero(target: Place) -> None:
    """Zero the blocks of a thick disk that nobody wrote. Raises FileNotFound, FileLocked, NotSupported (thin; inferred)."""
    descriptor = read(target)
    flat = _flat(target, descriptor)
    if descriptor.thin:
        raise fault("NotSupported")
    with storage_faults():
        _require_unlocked(target, flat)
        target.datastore.mark_zeroed(flat)


def zero_fill(target: Place) -> None:
    """Overwrite a disk with zeros; a thin one has all its space then. Raises FileNotFound, FileLocked, NoDiskSpace,
    NotSupported (a delta disk)."""
    descriptor = read(target)
    kind = _kind(target, descriptor)
    datastore = target.datastore
    with storage_faults():
        files = vmdk.extents(descriptor, target.path)
        _require_unlocked(target, *files)
        if kind.sparse:
            converting.write_empty(*target, descriptor, kind, in_place=True)
            return
        for file in files:
            size = datastore.stat(file).size
            datastore.resize(file, size, thick=True)
            datastore.resize(file, 0, thick=True)
            datastore.resize(file, size, thick=True)
            datastore.mark_zeroed(file)


def shrink(host: Esx, call: Call, target: Place) -> Work:
    """Give back the space of a thin or sparse disk that holds zeros. Raises FileNotFound, FileLocked, NoDiskSpace,
    NotSupported (not thin; inferred)."""
    descriptor = read(target)
    kind = _kind(target, descriptor)
    if kind.thick:
        raise fault("NotSupported")
    yield from _convert(host, call, target, target, descriptor, kind, in_place=True)


def defragment(host: Esx, call: Call, target: Place) -> Work:
    """Put a sparse disk's grains in order; a flat disk has none. Raises FileNotFound, FileLocked, NotSupported (a delta)."""
    descriptor = read(target)
    kind = _kind(target, descriptor)
    if kind.sparse:
        yield from _convert(host, call, target, target, descriptor, kind, in_place=True)
    else:
        with storage_faults():
            _require_unlocked(target, *vmdk.extents(descriptor, target.path))


def fragmentation(target: Place) -> int:
    """How many percent of a disk are out of order: of a flat one 0 (inferred). Raises FileNotFound, FileLocked."""
    if not _kind(target, read(target)).sparse:
        return 0
    with storage_faults():
        return converting.fragmentation(*target)


def set_uuid(target: Place, digits: str) -> None:
    """Give a disk a uuid. Raises FileNotFound, FileLocked, NotSupported (a descriptor within an extent)."""
    descriptor = read(target)
    with storage_faults():
        vmdk.write_descriptor(*target, replace(descriptor, ddb={**descriptor.ddb, "uuid": uuid_to_ddb(digits)}))


def read(disk: Place) -> Descriptor:
    """A disk's descriptor. Raises FileNotFound, CannotAccessFile."""
    with storage_faults():
        return vmdk.read_descriptor(*disk)


def _flat(disk: Place, descriptor: Descriptor) -> str:
    with storage_faults():
        return vmdk.flat_extent(disk.datastore, descriptor, disk.path)


def _kind(disk: Place, descriptor: Descriptor) -> DiskKind:
    kind = kind_of(descriptor)
    if kind is None:
        raise fault("NotSupported")
    with storage_faults():
        vmdk.extents(descriptor, disk.path)
    return kind


def _require_unlocked(disk: Place, *files: str) -> None:
    datastore: Datastore = disk.datastore
    for file in (disk.path, *files):
        datastore.require_unlocked(file)


def _require_size(disk: Place, capacity: int) -> None:
    if capacity > MOST:
        raise FileTooLarge(str(disk), capacity, MOST)
