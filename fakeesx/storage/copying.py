"""The content of a file on its way to another one, on the same datastore or on another. Holes stay holes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileAlreadyExists, FileLocked, FileTooLarge, StorageError, from_os_error
from fakeesx.storage.listing import FileStat
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import normalise
from fakeesx.storage.tally import usage_of

PIECE = 8 * 1024 * 1024
"""Bytes that are copied between two looks at `cancel`."""


class CopyCancelled(Exception):
    """`run` ended early, as `cancel` asked."""


class Copy:
    """One file's copy. The space is taken at the start; the target has its name only after `commit`.

    Until `close` nobody may write, move or delete the source, unless somebody has locked it for writing himself. `run` alone
    may be called in another thread, once, and then nothing else until it has ended but `cancel` and `progress`.
    """

    def __init__(
        self,
        source: Datastore,
        path: str,
        target: Datastore,
        target_path: str,
        *,
        overwrite: bool = False,
        thick: bool | None = False,
        at_least: int = 0,
        owner: str | None = None,
    ) -> None:
        """Take the space for the copy; `thick`: for all of its size, holes included (None: if the source is so);
        `at_least`: bytes that the copy shall have where the source has fewer; `owner`: whose locks on the source are not in
        the way.

        Raises FileNotFound (the source, the target's directory), IsADirectory, FileLocked, FileAlreadyExists,
        FileTooLarge, NoDiskSpace.
        """
        self._target, self._path = target, normalise(target_path)
        self._source, self._source_path = source, normalise(path)
        self._overwrite = overwrite
        self._text = target.text(self._path)
        self._file = source.open_read(path, owner=owner)
        try:
            found = source.stat(path)
            if thick is None:
                thick = usage_of(os.fstat(self._file.fileno())).allocated < found.size <= found.allocated
            self._thick = thick
            self._content = found.size
            self.size = max(found.size, at_least)
            """Bytes that a reader of the copy gets."""
            self.allocated = self.size if thick else min(found.size, found.allocated)
            """Bytes that are there to be copied, about."""
            if target.max_file_size is not None and self.size > target.max_file_size:
                raise FileTooLarge(self._text, self.size, target.max_file_size)
            if not overwrite and target.exists(self._path):
                raise FileAlreadyExists(self._text)
            self._upload = target.begin_upload(self._path)
            self._upload.reserve(self.allocated)
        except StorageError:
            self._file.close()
            raise
        # of its own: a datastore that closes aborts the upload, and with it the descriptor, under a thread that writes
        self._descriptor = os.dup(self._upload.fileno())
        self._lock = f"copy {id(self):x}"
        with suppress(FileLocked):  # open to readers, but its owner writes to it
            source.lock(path, self._lock, LockMode.READ_ONLY)
        self.done = 0
        """Bytes copied so far, from any thread."""
        self._cancelled = False

    @property
    def progress(self) -> int:
        """How far it is, in percent."""
        return 100 * self.done // self._content if self._content else 100

    def cancel(self) -> None:
        """Ask `run` to end, from any thread."""
        self._cancelled = True

    def run(self, told: Callable[[int], None] | None = None) -> None:
        """Copy the content; `told` hears after each piece how many bytes of the source are done, holes included.

        Raises CopyCancelled, NoDiskSpace, CannotAccessFile.
        """
        source, target = self._file.fileno(), self._descriptor
        try:
            os.ftruncate(target, self.size)
            while self.done < self._content:
                start = next_data(source, self.done, self._content, os.SEEK_DATA)
                end = next_data(source, start, self._content, os.SEEK_HOLE)
                self.done = start
                while self.done < end:
                    if self._cancelled:
                        raise CopyCancelled
                    count = _move(source, target, self.done, min(PIECE, end - self.done))
                    if not count:  # somebody cut the source meanwhile
                        self.done = end = self._content
                    self.done += count
                    if told is not None:
                        told(self.done)
            if self._target.durable:
                os.fsync(target)
                self._upload.is_synced()
        except OSError as error:
            raise from_os_error(error, self._text, self._target.name) from error

    def commit(self) -> FileStat:
        """Give the copy its name. Raises as `Upload.commit` does; FileAlreadyExists when another took the name meanwhile."""
        self._file.close()
        if not self._overwrite and self._target.exists(self._path):
            raise FileAlreadyExists(self._text)
        found = self._upload.commit()
        return self._target.resize(self._path, found.size, thick=True) if self._thick else found

    def close(self) -> None:
        """Leave nothing behind of what was not committed."""
        self._file.close()
        self._upload.abort()
        self._source.unlock(self._lock)
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def next_data(fd: int, offset: int, size: int, what: int) -> int:
    """Where the next data or the next hole begins, at or after `offset`."""
    if offset >= size:
        return size
    try:
        return min(os.lseek(fd, offset, what), size)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a hole up to the end
            return size
        return offset if what == os.SEEK_DATA else size  # a file system that does not know holes


def _by_hand(source: int, target: int, offset: int, count: int) -> int:
    data = os.pread(source, min(count, 1024 * 1024), offset)
    return os.pwrite(target, data, offset) if data else 0


def _move(source: int, target: int, offset: int, count: int) -> int:
    """Copy some bytes to the same place; how many. 0 at the end of the source."""
    in_kernel: Callable[..., int] | None = getattr(os, "copy_file_range", None)
    if in_kernel is not None:
        try:
            return in_kernel(source, target, count, offset, offset)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
                raise
    return _by_hand(source, target, offset, count)
