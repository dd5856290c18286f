"""A file on its way into a datastore: it has no name there until all of it has come."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from fakeesx.storage import _fs
from fakeesx.storage.listing import FileStat


class Upload:
    """Made by `Datastore.begin_upload`. Exactly one of `commit` and `abort` ends it; a failed write or commit
    aborts.

    As a context manager it aborts what the block did not commit. Only `sync`, and writing to `fileno`
    what was reserved, may happen in another thread, while nothing else is done.
    """

    __slots__ = (
        "_discard",
        "_failed",
        "_fd",
        "_finish",
        "_room",
        "_synced",
        "length",
        "path",
        "received",
        "staged",
    )

    def __init__(
        self,
        path: str,
        length: int | None,
        staged: str,
        *,
        room: Callable[[Upload, int], None],
        finish: Callable[[Upload], FileStat],
        discard: Callable[[Upload], None],
        failed: Callable[[OSError], Exception],
    ) -> None:
        self.path = path
        """The normalised path below the datastore's root that the file will have."""
        self.length = length
        """The announced number of bytes, None when it is not known."""
        self.received = 0
        """Bytes written so far."""
        self.staged = staged
        """Where the bytes are meanwhile, on the disk under the simulation."""
        self._fd = _fs.create(staged)
        self._room = room
        self._finish = finish
        self._discard = discard
        self._failed = failed
        self._synced = -1

    @property
    def open(self) -> bool:
        """Whether it was neither committed nor aborted."""
        return self._fd >= 0

    def fileno(self) -> int:
        """The descriptor of the staged file; raises ValueError when the upload has ended."""
        if self._fd < 0:
            raise ValueError("the upload has ended")
        return self._fd

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes.

        Raises NoDiskSpace, IncompleteUpload (more than announced) or CannotAccessFile, after aborting;
        ValueError when the upload has ended.
        """
        fd = self.fileno()
        try:
            self._room(self, len(data))
            self.received += len(data)
            _fs.write_all(fd, data)
        except OSError as error:
            self.abort()
            raise self._failed(error) from error
        except BaseException:
            self.abort()
            raise

    def reserve(self, count: int) -> None:
        """Count bytes as written that another thread will write to `fileno` (a copy). Raises as `write` does."""
        self.fileno()
        try:
            self._room(self, count)
            self.received += count
        except BaseException:
            self.abort()
            raise

    def sync(self) -> None:
        """Wait until all bytes so far are on the disk: a durable `commit` then has little to wait for."""
        _fs.fsync(self.fileno())
        self.is_synced()

    def is_synced(self) -> None:
        """Note that the disk has all bytes so far; from any thread."""
        self._synced = self.received

    @property
    def synced(self) -> bool:
        """Whether the disk has all that was written."""
        return self._synced == self.received

    def commit(self) -> FileStat:
        """Give the file its name, in place of what bears it, in one step.

        Raises IncompleteUpload, FileLocked, FileNotFound (the directory is gone meanwhile), IsADirectory,
        CannotAccessFile, after aborting; ValueError when the upload has ended.
        """
        self.fileno()
        try:
            found = self._finish(self)
        except BaseException:
            self.abort()
            raise
        self._close()
        return found

    def abort(self) -> None:
        """Leave nothing behind. Does nothing when the upload has ended."""
        if self._fd >= 0:
            self._close()
            self._discard(self)

    def _close(self) -> None:
        fd, self._fd = self._fd, -1
        _fs.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.abort()
