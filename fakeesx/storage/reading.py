"""A datastore as somebody sees it who changes nothing: its identity, its space, its files, its locks."""

from __future__ import annotations

import enum
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fakeesx.storage import _fs
from fakeesx.storage.errors import (
    CannotAccessFile,
    FileLocked,
    FileNotFound,
    InvalidFile,
    IsADirectory,
    NotADirectory,
    StorageError,
    from_os_error,
)
from fakeesx.storage.listing import FileStat, file_stat, survey
from fakeesx.storage.locks import FileLocks, LockMode
from fakeesx.storage.past import History
from fakeesx.storage.paths import DatastorePath, is_addressable, join, normalise, parent_of
from fakeesx.storage.tally import Tally, Usage

STAGING = ".fakeesx-staging"
"""The directory in the root that no door shows: uploads and replacements before they have their name."""


class DatastoreKind(enum.StrEnum):
    """The file system, as vim25's DatastoreSummary.type names it (recorded: VMFS and NFS)."""

    VMFS = "VMFS"
    NFS = "NFS"
    OTHER = "OTHER"


class ReadableDatastore:
    """What `Datastore` offers to readers; see there for what holds for all methods."""

    def __init__(
        self, root: Path | str, name: str, uuid: str, capacity: int, kind: DatastoreKind, remote: str,
        past: History | None = None,
    ) -> None:
        DatastorePath(name)  # refuses a name that no path could bear
        self.name = name
        """The name in paths; `Volumes.rename` changes it."""
        self.uuid = uuid
        """As in /vmfs/volumes/<uuid>."""
        self.kind = kind
        self.remote = remote
        """"server:/path" of NFS, else ""."""
        self.capacity = capacity
        """Bytes."""
        self.read_only = False
        """Whether nothing may be written: an NFS mount of that access mode."""
        self._locks = FileLocks()
        self._tally = Tally()
        self._trusted = ""
        self._read: set[int] = set()
        """The inodes of files that were handed to readers and may still be open."""
        self._past = past
        self._clock: Callable[[], float] | None = None
        try:
            new = past is not None and not Path(root).exists()
            Path(root).mkdir(parents=True, exist_ok=True)
            self._root = str(Path(root).resolve(strict=True))
            if past is not None and new:
                past.made(self._root)
        except FileExistsError as error:
            raise NotADirectory(str(root)) from error
        except OSError as error:
            raise from_os_error(error, str(root), name) from error

    @property
    def root(self) -> Path:
        """The folder on the disk under the simulation, with no link in its path."""
        return Path(self._root)

    @property
    def identity(self) -> str:
        """The host's key for it: the uuid, or "server:/path" of NFS (recorded)."""
        return self.remote or self.uuid

    @property
    def url(self) -> str:
        """Where the host mounts it."""
        return f"/vmfs/volumes/{self.uuid}"

    # Space

    @property
    def used(self) -> int:
        """Bytes taken: thick files in full, thin ones as far as they were written, uploads so far."""
        return self._tally.used

    @property
    def free_space(self) -> int:
        """Bytes left of the capacity, never below 0."""
        return max(0, self.capacity - self._tally.used)

    @property
    def uncommitted(self) -> int:
        """Bytes that thin files may yet grow by."""
        return self._tally.provisioned - self._tally.allocated

    @property
    def withheld(self) -> int:
        """Bytes in use by something that no door shows."""
        return self._tally.withheld

    @withheld.setter
    def withheld(self, count: int) -> None:
        self._tally.withheld = count

    def usage(self, path: str) -> Usage:
        """What a file takes (0 for a directory). Raises FileNotFound."""
        found = self.stat(path)
        known = self._tally.get(found.path)
        return Usage(found.allocated, max(found.allocated, found.size, known.provisioned if known else 0))

    def is_zeroed(self, path: str) -> bool:
        """Whether every block of a file has been written, if only with zeros. Raises FileNotFound, IsADirectory."""
        path = normalise(path)
        _, info = self._existing_file(path)
        return _fs.is_marked(info) or info.st_blocks * 512 >= info.st_size

    def owner(self, path: str) -> str:
        """The user that a file or directory was given to; "root" when to none."""
        return _fs.owner(self._look(normalise(path))[0]) or "root"

    def refresh(self) -> None:
        """Count all files anew: somebody may have put some there behind the simulation's back."""
        tally = Tally()
        tally.pending, tally.withheld = self._tally.pending, self._tally.withheld
        try:
            for path, usage in survey(self._root, STAGING):
                tally.put(path, usage)
        except OSError as error:
            raise self._error(error, "") from error
        self._tally = tally

    # Looking

    @contextmanager
    def holding(self, directory: str) -> Iterator[None]:
        """Within, the way to a directory is not looked at anew for each of its files: it was when this began.

        For a few calls in a row that nothing comes between. Raises FileNotFound.
        """
        before, directory = self._trusted, normalise(directory)
        self._directory(directory)
        self._trusted = directory
        try:
            yield
        finally:
            self._trusted = before

    def text(self, path: str) -> str:
        """A normalised path as errors and clients name it: ``[datastore1] path``."""
        return f"[{self.name}] {path}" if path else f"[{self.name}]"

    def resolve(self, path: str) -> Path:
        """The place on the disk, whether something is there or not; never outside the root or by a link."""
        return Path(self._look(normalise(path))[0])

    def exists(self, path: str) -> bool:
        """Whether there is a file or directory."""
        try:
            return self._look(normalise(path))[1] is not None
        except NotADirectory:
            return False

    def stat(self, path: str) -> FileStat:
        """Size, allocation and time of a file or directory. Raises FileNotFound."""
        path = normalise(path)
        info = self._look(path)[1]
        if info is None:
            raise FileNotFound(self.text(path))
        return file_stat(path, info, self._tally.get(path), self._clock)

    def listing(self, path: str = "") -> list[FileStat]:
        """What a directory holds, sorted by name, without links and special files. Raises FileNotFound."""
        path = normalise(path)
        try:
            found = _fs.scan(self._directory(path))
        except OSError as error:
            raise self._error(error, path) from error
        return [
            file_stat(place, info, self._tally.get(place), self._clock)
            for name, info in sorted(found, key=lambda pair: pair[0])
            if is_addressable(name) and not is_staging(place := join(path, name))
        ]

    def names(self, path: str = "") -> tuple[list[str], list[str]]:
        """The names in a directory: (directories, everything else), links and special files too. Raises FileNotFound."""
        path = normalise(path)
        try:
            return _fs.names(self._directory(path))
        except OSError as error:
            raise self._error(error, path) from error

    def walk(self, path: str = "") -> Iterator[tuple[str, list[FileStat]]]:
        """Each directory from `path` downwards with its listing, parents first. Raises FileNotFound."""
        waiting = [normalise(path)]
        while waiting:
            directory = waiting.pop()
            files = self.listing(directory)
            yield directory, files
            waiting.extend(each.path for each in reversed(files) if each.is_directory)

    # Reading

    def open_read(self, path: str, *, owner: str | None = None) -> io.FileIO:
        """An unbuffered reader of the file as it is now: one that takes its name later is another file.

        Raises FileNotFound, IsADirectory, FileLocked (for EXCLUSIVE locks only).
        """
        path = normalise(path)
        full, info = self._existing_file(path)
        if holder := self._locks.against_reading(path, owner):
            raise FileLocked(self.text(path), holder)
        self._read.add(info.st_ino)
        try:
            return _fs.open_read(full)
        except OSError as error:
            raise self._error(error, path) from error

    def read_file(self, path: str, *, limit: int = 1024 * 1024, owner: str | None = None) -> bytes:
        """A small file. Raises as `open_read` does; InvalidFile for more than `limit` bytes."""
        with self.open_read(path, owner=owner) as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise InvalidFile(self.text(normalise(path)), f"more than {limit} bytes")
        return data

    # Locks

    def require_unlocked(self, path: str, owner: str | None = None) -> None:
        """Raise FileLocked when somebody's lock keeps `owner` from writing, moving or deleting the file."""
        self._unlocked(normalise(path), owner)

    def locked_by(self, path: str) -> tuple[str, ...]:
        """The owners of the file's locks."""
        return self._locks.owners(normalise(path))

    def lock_mode(self, path: str, owner: str) -> LockMode | None:
        """How `owner` holds the file, None when it does not."""
        return self._locks.mode(normalise(path), owner)

    @property
    def lock_owners(self) -> tuple[str, ...]:
        """Everybody who holds a lock on any file, sorted."""
        return self._locks.all_owners()

    # For the methods here and in Datastore; paths are normalised

    def _error(self, error: OSError, path: str) -> StorageError:
        return from_os_error(error, self.text(path), self.name)

    def _unlocked(self, path: str, owner: str | None) -> None:
        if holder := self._locks.against_writing(path, owner):
            raise FileLocked(self.text(path), holder)

    def _look(self, path: str) -> tuple[str, _fs.Info | None]:
        """The place on the disk and what is there. Raises NotADirectory, CannotAccessFile."""
        if not path:
            return self._root, _fs.look(self._root)
        directory, full = parent_of(path), f"{self._root}/{path}"
        if directory and directory != self._trusted and not self._reaches(directory):
            return full, None
        return full, self._allowed(path, full)

    def _reaches(self, directory: str) -> bool:
        """Whether a directory is there, with nothing but directories on the way. Raises NotADirectory, CannotAccessFile."""
        end = -1
        while end < len(directory):
            end = directory.find("/", end + 1)
            if end < 0:
                end = len(directory)
            below = directory[:end]
            info = self._allowed(below, f"{self._root}/{below}")
            if info is None:
                return False
            if not _fs.is_directory(info):
                raise NotADirectory(self.text(below))
        return True

    def _allowed(self, path: str, full: str) -> _fs.Info | None:
        """What is at `path`, whose directory was looked at. Raises CannotAccessFile for links etc."""
        if is_staging(path):
            raise CannotAccessFile(self.text(path), "reserved")
        try:
            info = _fs.look(full)
        except OSError as error:
            raise self._error(error, path) from error
        if info is not None and not _fs.is_ordinary(info):
            raise CannotAccessFile(self.text(path), "a symbolic link or a special file")
        return info

    def _directory(self, path: str) -> str:
        """The place of an existing directory. Raises FileNotFound, NotADirectory."""
        if not path or path == self._trusted:
            return f"{self._root}/{path}" if path else self._root
        full, info = self._look(path)
        if info is None:
            raise FileNotFound(self.text(path))
        if not _fs.is_directory(info):
            raise NotADirectory(self.text(path))
        return full

    def _existing_file(self, path: str) -> tuple[str, _fs.Info]:
        """The place of an existing file and what it is. Raises FileNotFound, IsADirectory."""
        full, info = self._look(path)
        if info is None:
            raise FileNotFound(self.text(path))
        if _fs.is_directory(info):
            raise IsADirectory(self.text(path))
        return full, info


def is_staging(path: str) -> bool:
    """Whether the normalised path is the staging directory."""
    # Letter case does not tell names apart on every disk under the simulation.
    return len(path) == len(STAGING) and path.casefold() == STAGING
