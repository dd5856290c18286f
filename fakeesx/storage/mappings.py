"""Raw device mappings: disks on a datastore whose content is a LUN.

The descriptor is as hosts write it (known from users' reports); its extent is a small file of its own kind that points to
the LUN. Here it holds the LUN's name in one line; what it looks like on VMFS nobody can read.
"""

from __future__ import annotations

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import MAPPED, SECTOR, Descriptor, Extent, uuid_to_ddb
from fakeesx.storage.disk_kinds import geometry_lines
from fakeesx.storage.errors import FileNotFound, InvalidDatastorePath, InvalidDescriptor
from fakeesx.storage.paths import name_of, normalise
from fakeesx.storage.vmdk import extents

PHYSICAL, VIRTUAL = "vmfsPassthroughRawDeviceMap", "vmfsRawDeviceMap"
"""The types of mappings, as descriptors write them."""
_LONGEST = 128


def pointer_name(path: str, *, physical: bool) -> str:
    """The extent's path for a descriptor's: ``vm/vm-rdmp.vmdk`` (physical compatibility) or ``vm/vm-rdm.vmdk``."""
    return f"{path.removesuffix('.vmdk')}-rdm{'p' if physical else ''}.vmdk"


def is_physical(descriptor: Descriptor) -> bool:
    """Whether a mapping hands on the guest's SCSI commands as they are."""
    return descriptor.create_type == PHYSICAL


def create_mapping(
    datastore: Datastore, path: str, device: str, capacity: int, *, physical: bool, adapter: str, uuid: str, content_id: str,
) -> Descriptor:
    """Make a mapping of a LUN of `capacity` bytes: the descriptor at `path` and its pointer; all or nothing.

    `device` is the LUN's name. Raises FileAlreadyExists (either file), FileNotFound (no directory), NoDiskSpace.
    """
    path = normalise(path)
    if '"' in path:  # the descriptor's text has no way to write it
        raise InvalidDatastorePath(datastore.text(path))
    pointer = pointer_name(path, physical=physical)
    descriptor = Descriptor(
        extents=(Extent("RW", capacity // SECTOR, MAPPED, name_of(pointer)),),
        create_type=PHYSICAL if physical else VIRTUAL, cid=int(content_id[24:], 16),
        ddb={
            "virtualHWVersion": "7", "longContentID": content_id, "uuid": uuid_to_ddb(uuid),
            **geometry_lines(capacity, adapter), "adapterType": adapter,
        },
    )
    datastore.create_files({pointer: f"{device}\n".encode(), path: descriptor.format().encode()})
    return descriptor


def device_of(datastore: Datastore, path: str, descriptor: Descriptor, *, owner: str | None = None) -> str:
    """The name of the LUN that the mapping at `path` points to. Raises FileNotFound (no pointer), InvalidDescriptor."""
    pointers = extents(descriptor, path)
    if not descriptor.maps_device or len(pointers) != 1:
        raise InvalidDescriptor(datastore.text(path), "no mapping of one device")
    with datastore.open_read(pointers[0], owner=owner) as file:
        name = file.read(_LONGEST).decode("ascii", "replace").strip()
    if not name.isprintable() or not name:
        raise InvalidDescriptor(datastore.text(pointers[0]), "it points to no device")
    return name


def content_of(
    datastore: Datastore, path: str, descriptor: Descriptor, *, owner: str | None = None,
) -> tuple[Datastore, str]:
    """Where the content of the mapping at `path` is. Raises FileNotFound where the host does not see the LUN, and as
    ``device_of``."""
    device = device_of(datastore, path, descriptor, owner=owner)
    if datastore.devices is None:
        raise FileNotFound(device)
    return datastore.devices(device)
