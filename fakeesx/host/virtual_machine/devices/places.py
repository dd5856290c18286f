"""Files that devices are backed by: their datastore paths, checked and in one form."""

from __future__ import annotations

from functools import lru_cache

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.operations import CreateFile
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath


@lru_cache(maxsize=512)
def parse(text: str) -> DatastorePath:
    """A datastore path. Raises InvalidDatastorePath (the fault)."""
    try:
        return DatastorePath.parse(text)
    except StorageError:
        raise fault("InvalidDatastorePath", datastorePath=text) from None


def datastore(path: DatastorePath, environment: Environment) -> ManagedObjectReference:
    """The datastore of a path. Raises InvalidDatastorePath when there is none of that name."""
    found = environment.datastore(path.datastore)
    if found is None:
        raise fault("InvalidDatastorePath", datastorePath=str(path))
    return found


def named_file(change: Change, backing: vim.VirtualDeviceFileBackingInfo, environment: Environment) -> DatastorePath:
    """The file a backing names. Raises InvalidDeviceSpec when it names none, InvalidDatastorePath."""
    if not backing.fileName:
        raise change.wrong("backing.fileName")
    path = parse(backing.fileName)
    if not path.path:
        raise change.wrong("backing.fileName")
    datastore(path, environment)
    return path


def existing_file(change: Change, backing: vim.VirtualDeviceFileBackingInfo, environment: Environment) -> DatastorePath:
    """The file a backing names. Raises FileNotFound when it is not there, and as ``named_file``."""
    path = named_file(change, backing, environment)
    if not environment.file_exists(str(path)):
        raise fault("FileNotFound", file=str(path))
    return path


def output_file(
    change: Change, backing: vim.VirtualDeviceFileBackingInfo, chassis: Chassis, size: int = 0
) -> DatastorePath:
    """A file that a device writes to: it need not be there; with ``fileOperation`` ``create`` it is made and must not be.

    Raises FileAlreadyExists, InvalidDeviceOperation, and as ``named_file``.
    """
    if change.file_operation not in (None, "create"):
        raise change.bad_operation()
    path = named_file(change, backing, chassis.environment)
    if change.file_operation == "create":
        if chassis.taken(str(path)):
            raise fault("FileAlreadyExists", file=str(path))
        chassis.create_file(CreateFile(str(path), size))
    return path


def new_disk(change: Change, backing: vim.VirtualDeviceFileBackingInfo, chassis: Chassis) -> DatastorePath:
    """Where a new disk goes: the path given, or a free name beside the VM's ``.vmx``.

    An empty name, or one with the datastore only, stands for ``<directory of the VM>/<its name>.vmdk``, then ``_1`` and
    so on (inferred from what clients find). Raises InvalidDatastorePath, InvalidDeviceSpec.
    """
    environment = chassis.environment
    home = parse(environment.home)
    if backing.fileName:
        path = parse(backing.fileName)
        datastore(path, environment)
        if path.path:
            if path.suffix.lower() != ".vmdk":
                raise change.wrong("backing.fileName")
            return path
        where = DatastorePath(path.datastore, home.path)
    elif backing.datastore is not None:
        name = environment.datastore_name(backing.datastore)
        if name is None:
            raise change.wrong("backing.datastore")
        where = DatastorePath(name, home.path)
    else:
        where = home
    number = 0
    while True:
        suffix = f"_{number}" if number else ""
        found = where / f"{environment.stem}{suffix}.vmdk"
        extents = (found.with_name(f"{found.stem}-{kind}.vmdk") for kind in ("flat", "delta"))
        if not any(chassis.taken(str(file)) for file in (found, *extents)):
            return found
        number += 1
