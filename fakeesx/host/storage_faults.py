"""Storage errors as the vim25 faults a client sees."""

from __future__ import annotations

from fakeesx.host.managed_object import fault
from fakeesx.soap.errors import VimFault
from fakeesx.storage import errors


def as_vim_fault(error: errors.StorageError) -> VimFault:
    """The fault for a storage error."""
    match error:
        case errors.InvalidDatastorePath():
            return fault("InvalidDatastorePath", datastorePath=str(error.args[0]) if error.args else "")
        case errors.UnknownDatastore():
            return fault("InvalidDatastore", name=getattr(error, "name", ""))
        case errors.NoDiskSpace():
            return fault("NoDiskSpace", file=error.path, datastore=getattr(error, "datastore", ""))
        case errors.FileNotFound():
            return fault("FileNotFound", file=error.path)
        case errors.FileAlreadyExists() | errors.DirectoryNotEmpty():
            return fault("FileAlreadyExists", file=error.path)
        case errors.FileLocked():
            return fault("FileLocked", file=error.path)
        case errors.FileTooLarge():
            return fault("FileTooLarge", file=error.path, datastore="", fileSize=0)
        case errors.FileError():
            return fault("CannotAccessFile", file=error.path)
        case _:
            return fault("SystemError", reason=str(error))
