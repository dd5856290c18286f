"""Storage errors as the vim25 faults a client sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fakeesx.host.managed_object import fault
from fakeesx.soap.errors import VimFault
from fakeesx.storage import errors


def as_vim_fault(error: errors.StorageError) -> VimFault:
    """The fault for a storage error."""
    match error:
        case errors.InvalidDatastorePath():
            return fault("InvalidDatastorePath", datastorePath=error.path)
        case errors.UnknownDatastore():
            return fault("InvalidDatastore", name=error.name)
        case errors.NoDiskSpace():
            return fault("NoDiskSpace", file=error.path, datastore=error.datastore)
        case errors.FileNotFound():
            return fault("FileNotFound", file=error.path)
        case errors.FileAlreadyExists() | errors.DirectoryNotEmpty():
            return fault("FileAlreadyExists", file=error.path)
        case errors.FileLocked():
            return fault("FileLocked", file=error.path)
        case errors.FileTooLarge():
            datastore = error.path.removeprefix("[").partition("]")[0]
            return fault(
                "FileTooLarge", file=error.path, datastore=datastore, fileSize=min(error.size, 2**63 - 1),
                maxFileSize=error.limit or None,
            )
        case errors.UnsupportedDisk():
            return fault("GenericVmConfigFault", reason=error.reason) if error.reason else fault("NotSupported")
        case errors.FileError():
            return fault("CannotAccessFile", file=error.path)
        case _:
            return fault("SystemError", reason=str(error))


@contextmanager
def storage_faults() -> Iterator[None]:
    """Turn storage errors into the vim25 faults a client sees."""
    try:
        yield
    except errors.StorageError as error:
        raise as_vim_fault(error) from error
