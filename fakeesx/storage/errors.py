"""What can go wrong with a datastore and its files.

::

    StorageError
    ├── InvalidDatastorePath     the text is no "[datastore] path", or the path would leave the datastore
    ├── UnknownDatastore         the host has no datastore of that name
    ├── DuplicateDatastore       it has one already
    ├── DatastoreInUse           it can't be removed: files on it are locked, or uploads run
    └── FileError                concerns one path of a datastore
        ├── FileNotFound
        ├── FileAlreadyExists
        ├── FileLocked           somebody else (a running virtual machine) holds it
        ├── FileTooLarge         beyond what the file system of the datastore takes
        ├── NoDiskSpace
        ├── NotADirectory
        ├── IsADirectory
        ├── DirectoryNotEmpty
        ├── CannotAccessFile     symbolic links, special files, what the operating system refuses
        │   └── ReadOnly         the datastore is mounted for reading only
        ├── UnsupportedDisk      a disk whose kind the operation is not for
        ├── IncompleteUpload     fewer bytes (or more) came than were announced
        └── InvalidFile          the content is not what it should be
            ├── InvalidVmx
            └── InvalidDescriptor

Every error means that nothing changed. ``str(error)`` is a sentence for a user.
"""

from __future__ import annotations

import errno


class StorageError(Exception):
    """Any refusal of this package."""


class InvalidDatastorePath(StorageError):
    """`path`: the text as it was given."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Invalid datastore path '{path}'.")
        self.path = path


class UnknownDatastore(StorageError):
    """`name`: a name (or uuid) that no datastore of the host has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Invalid datastore '{name}'.")
        self.name = name


class DuplicateDatastore(StorageError):
    """`name`: the name, uuid or remote path that is taken."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The name '{name}' already exists.")
        self.name = name


class DatastoreInUse(StorageError):
    """`name`: the datastore; `owners`: who holds locks on its files."""

    def __init__(self, name: str, owners: tuple[str, ...] = ()) -> None:
        super().__init__(f"The resource '{name}' is in use.")
        self.name = name
        self.owners = owners


class FileError(StorageError):
    """`path`: the file as text, ``[datastore1] directory/file``."""

    text = "Cannot complete the operation on {}."

    def __init__(self, path: str) -> None:
        super().__init__(self.text.format(path))
        self.path = path


class FileNotFound(FileError):
    """There is no such file or directory."""

    text = "File {} was not found"


class FileAlreadyExists(FileError):
    """There is a file or directory of that name."""

    text = "Cannot complete the operation because the file or folder {} already exists"


class FileLocked(FileError):
    """`owner`: who holds the file."""

    text = "Unable to access file {} since it is locked"

    def __init__(self, path: str, owner: str = "") -> None:
        super().__init__(path)
        self.owner = owner


class FileTooLarge(FileError):
    """`size` is more than the `limit` of the datastore's file system; both in bytes."""

    text = "File {} is larger than the maximum size supported by its datastore"

    def __init__(self, path: str, size: int = 0, limit: int = 0) -> None:
        super().__init__(path)
        self.size = size
        self.limit = limit


class NoDiskSpace(FileError):
    """`datastore`: the name of the datastore that is full (or the disk under it)."""

    def __init__(self, path: str, datastore: str) -> None:
        super().__init__(path)
        self.datastore = datastore
        self.args = (f"Insufficient disk space on datastore '{datastore}'.",)


class NotADirectory(FileError):
    """A directory was wanted."""

    text = "{} is not a directory"


class IsADirectory(FileError):
    """A file was wanted."""

    text = "{} is not a file"


class DirectoryNotEmpty(FileError):
    """The directory still holds something."""

    text = "The directory {} is not empty"


class CannotAccessFile(FileError):
    """`reason`: why, for a log."""

    text = "Unable to access file {}"

    def __init__(self, path: str, reason: str = "") -> None:
        super().__init__(path)
        self.reason = reason


class ReadOnly(CannotAccessFile):
    """The datastore of the file is mounted for reading only."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "read-only file system")


class UnsupportedDisk(FileError):
    """A disk of another kind than the operation is for; `reason`: what a host says that can't run it, else ""."""

    text = "The disk {} is of a kind that does not support the operation"

    def __init__(self, path: str, reason: str = "") -> None:
        super().__init__(path)
        self.reason = reason


class IncompleteUpload(FileError):
    """`received` bytes came, `expected` were announced."""

    text = "The upload of {} is not complete"

    def __init__(self, path: str, received: int, expected: int) -> None:
        super().__init__(path)
        self.received = received
        self.expected = expected


class InvalidFile(FileError):
    """`reason`: what is wrong with the content; `path` is empty when text without a file was read."""

    text = "The content of {} is invalid"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path)
        self.args = (f"{self.text.format(path or 'the file')}: {reason}",)
        self.reason = reason


class InvalidVmx(InvalidFile):
    """No readable configuration of a virtual machine."""


class InvalidDescriptor(InvalidFile):
    """No readable disk descriptor."""


_BY_NUMBER: dict[int, type[FileError]] = {
    errno.ENOENT: FileNotFound,
    errno.EEXIST: FileAlreadyExists,
    errno.ENOTDIR: NotADirectory,
    errno.EISDIR: IsADirectory,
    errno.ENOTEMPTY: DirectoryNotEmpty,
    errno.EFBIG: FileTooLarge,
}


def from_os_error(error: OSError, path: str, datastore: str) -> StorageError:
    """What an error of the operating system means for `path` (the text) of the `datastore` (a name)."""
    number = error.errno or 0
    if number in (errno.ENOSPC, errno.EDQUOT):
        return NoDiskSpace(path, datastore)
    if number == errno.ENAMETOOLONG:
        return InvalidDatastorePath(path)
    known = _BY_NUMBER.get(number)
    return known(path) if known is not None else CannotAccessFile(path, error.strerror or str(error))
