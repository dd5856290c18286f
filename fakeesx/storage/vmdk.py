"""Virtual disks on a datastore: a descriptor and the extents that hold the content."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import (
    FRESH_CID,
    NO_PARENT,
    SECTOR,
    Descriptor,
    Extent,
    geometry_for,
    is_hexadecimal,
    uuid_to_ddb,
)
from fakeesx.storage.errors import (
    InvalidDatastorePath,
    InvalidDescriptor,
    StorageError,
    UnsupportedDisk,
)
from fakeesx.storage.listing import LONGEST_DESCRIPTOR
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, name_of, normalise, parent_of
from fakeesx.storage.sparse import MAGIC, embedded_descriptor

ADAPTERS = ("ide", "buslogic", "lsilogic")
"""Adapter types of disks that are made here; other SCSI adapters use lsilogic's."""


NOT_IMPORTED = "Unsupported and/or invalid disk type 7. Did you forget to import the disk first?"
"""What a host says of a disk of hosted products' kind (seen in users' reports)."""
NOT_ZEROED = "Thin/TBZ disks cannot be opened in multiwriter mode."
"""What a host says of a disk with blocks that nobody has written, "to be zeroed" (seen in users' reports)."""


class DiskSize(NamedTuple):
    """Bytes."""

    capacity: int
    """What the guest sees."""
    allocated: int
    """What descriptor and extents take on the datastore now."""
    provisioned: int
    """What they take when the guest has written everything."""


def create_disk(
    datastore: Datastore,
    path: str,
    capacity: int,
    *,
    thin: bool,
    adapter: str,
    uuid: str,
    content_id: str | None = None,
    hardware_version: int = 7,
    durable: bool | None = None,
) -> Descriptor:
    """Make a flat disk of `capacity` bytes that reads as zeros: the descriptor at `path` and
    ``<stem>-flat.vmdk``.

    `uuid` is ``6000C29x-…`` (`new_disk_uuid`); `content_id` 32 hexadecimal digits (`new_content_id`), made
    from the uuid when None. The descriptor comes last: a disk without one is none. Raises FileAlreadyExists
    (either file), FileNotFound (no directory), NoDiskSpace (thick disks), FileTooLarge; ValueError for an
    adapter, a uuid, a content id or a capacity (positive, whole sectors) that can't be.
    """
    path = normalise(path)
    if capacity <= 0 or capacity % SECTOR:
        raise ValueError(f"not a capacity in whole sectors: {capacity}")
    if adapter not in ADAPTERS:
        raise ValueError(f"not an adapter type: {adapter!r}")
    if '"' in path:  # the descriptor's text has no way to write it
        raise InvalidDatastorePath(datastore.text(path))
    flat = flat_name(path)
    geometry = geometry_for(capacity, adapter)
    ddb_uuid = uuid_to_ddb(uuid)
    if content_id is None:
        content_id = f"{uuid.replace('-', '').lower()[8:]}{FRESH_CID:08x}"
    elif not is_hexadecimal(content_id, 32):
        raise ValueError(f"not a content id: {content_id!r}")
    descriptor = Descriptor(
        extents=(Extent("RW", capacity // SECTOR, "VMFS", name_of(flat)),),
        cid=int(content_id[24:], 16),
        ddb={
            "virtualHWVersion": str(hardware_version),
            "longContentID": content_id,
            "uuid": ddb_uuid,
            "geometry.cylinders": str(geometry.cylinders),
            "geometry.heads": str(geometry.heads),
            "geometry.sectors": str(geometry.sectors),
            **({"thinProvisioned": "1"} if thin else {}),
            "adapterType": adapter,
        },
    )
    datastore.create_sparse(flat, capacity, thick=not thin, durable=durable)
    try:
        datastore.create_files({path: descriptor.format().encode()}, durable=durable)
    except StorageError:
        datastore.delete_file(flat, durable=durable)
        raise
    return descriptor


def flat_name(path: str) -> str:
    """The extent's path for a descriptor's: ``vm/vm-flat.vmdk`` for ``vm/vm.vmdk``."""
    return f"{path.removesuffix('.vmdk')}-flat.vmdk"


def read_descriptor(datastore: Datastore, path: str) -> Descriptor:
    """Read the descriptor at `path`, or in the sparse extent that is there. Raises FileNotFound, IsADirectory, FileLocked,
    InvalidDescriptor."""
    with datastore.open_read(path) as file:
        data = file.read(LONGEST_DESCRIPTOR + 1)
    name = datastore.text(normalise(path))
    embedded = data.startswith(MAGIC)
    if embedded:
        data = embedded_descriptor(data, name)
    elif len(data) > LONGEST_DESCRIPTOR:
        raise InvalidDescriptor(name, "too long for a disk descriptor")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # older hosts wrote names in the encoding of their locale
    descriptor = Descriptor.parse(text, name)
    if embedded and len(descriptor.extents) == 1:  # the disk may have been renamed since
        descriptor = replace(descriptor, extents=(replace(descriptor.extents[0], file=name_of(normalise(path))),))
    return descriptor


def flat_extent(datastore: Datastore, descriptor: Descriptor, path: str) -> str:
    """The path of the one flat extent of a disk that is no delta disk. Raises UnsupportedDisk, InvalidDescriptor."""
    files = extents(descriptor, path)
    kinds = {extent.kind for extent in descriptor.extents}
    single = len(files) == len(descriptor.extents) == 1 and kinds <= {"VMFS", "FLAT"}
    if not single or descriptor.parent_cid != NO_PARENT or descriptor.create_type.startswith("twoGb"):
        raise UnsupportedDisk(datastore.text(normalise(path)))
    return files[0]


def write_descriptor(
    datastore: Datastore,
    path: str,
    descriptor: Descriptor,
    *,
    owner: str | None = None,
    durable: bool | None = None,
) -> None:
    """Replace the descriptor at `path`. Raises as `Datastore.write_file` does; UnsupportedDisk for one in an extent."""
    if any(extent.kind == "SPARSE" and extent.file == name_of(normalise(path)) for extent in descriptor.extents):
        raise UnsupportedDisk(datastore.text(normalise(path)))
    datastore.write_file(path, descriptor.format().encode(), owner=owner, durable=durable)


def extents(descriptor: Descriptor, path: str) -> tuple[str, ...]:
    """The paths of the files that hold the content of the disk whose descriptor is at `path`, each once.

    Raises InvalidDescriptor for a name that would leave the descriptor's directory upwards.
    """
    path = normalise(path)
    found = dict.fromkeys(extent_path(extent, path) for extent in descriptor.extents if extent.file)
    found.pop(path, None)
    return tuple(found)


def extent_path(extent: Extent, path: str) -> str:
    """The path of one extent of the disk whose descriptor is at `path`. Raises InvalidDescriptor as `extents` does."""
    try:
        return join(parent_of(path), normalise(extent.file))
    except InvalidDatastorePath:
        raise InvalidDescriptor(path, f"extent outside of its directory: {extent.file[:60]!r}") from None


def disk_files(datastore: Datastore, path: str) -> tuple[str, ...]:
    """The descriptor's path, then its extents'. Raises as `read_descriptor` does."""
    path = normalise(path)
    return (path, *extents(read_descriptor(datastore, path), path))


def disk_size(datastore: Datastore, path: str) -> DiskSize:
    """How large a disk is; an extent that is missing takes nothing. Raises as `read_descriptor` does."""
    path = normalise(path)
    descriptor = read_descriptor(datastore, path)
    usages = [datastore.usage(file) for file in (path, *extents(descriptor, path)) if datastore.exists(file)]
    return DiskSize(
        descriptor.capacity, sum(each.allocated for each in usages), sum(each.provisioned for each in usages),
    )


def delete_disk(
    datastore: Datastore, path: str, *, owner: str | None = None, durable: bool | None = None,
) -> None:
    """Delete a disk's descriptor and extents, all or none; an extent that is missing is no error.

    Raises FileNotFound (no descriptor), InvalidDescriptor, FileLocked.
    """
    datastore.delete_files(disk_files(datastore, path), owner=owner, durable=durable)


def lock_disk(
    datastore: Datastore, path: str, owner: str, mode: LockMode = LockMode.EXCLUSIVE,
) -> Descriptor:
    """Hold a disk for a running virtual machine: its extents in `mode`, its descriptor so that others may
    read it. The result is what the descriptor says.

    Raises FileNotFound (the descriptor or an extent is missing), InvalidDescriptor, FileLocked, UnsupportedDisk (sparse
    extents of hosted products; several writers need a disk whose blocks are all zeroed); then nothing is held that was not
    before.
    """
    path = normalise(path)
    descriptor = read_descriptor(datastore, path)
    files = (path, *extents(descriptor, path))
    if any(extent.kind == "SPARSE" for extent in descriptor.extents):
        raise UnsupportedDisk(datastore.text(path), NOT_IMPORTED)
    if mode is LockMode.MULTI_WRITER and not descriptor.maps_device and (
        descriptor.thin or not all(map(datastore.is_zeroed, files[1:]))
    ):
        raise UnsupportedDisk(datastore.text(path), NOT_ZEROED)
    held = []
    try:
        for file in files:
            known = owner in datastore.locked_by(file)
            shared = mode in (LockMode.READ_ONLY, LockMode.MULTI_WRITER)
            datastore.lock(file, owner, LockMode.WRITE if file == files[0] and not shared else mode)
            if not known:
                held.append(file)
    except StorageError:
        for file in held:
            datastore.unlock(owner, file)
        raise
    return descriptor


def unlock_disk(datastore: Datastore, path: str, owner: str) -> None:
    """Give up what `lock_disk` holds (a disk that is detached from a running virtual machine)."""
    for file in disk_files(datastore, path):
        datastore.unlock(owner, file)
