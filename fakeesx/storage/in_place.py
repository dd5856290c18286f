"""Content that is changed where it is: what guests write to their disks, what a snapshot's removal puts together."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from fakeesx.storage import _fs
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.storage.past.blocks import Blocks

_PIECE = 1024 * 1024


class InPlace:
    """A file that is open for reading and writing at any place.

    All but ``reserve`` and ``close`` may be called in another thread, by one thread at a time. Errors of the operating
    system come as ``StorageError``.
    """

    def __init__(
        self, fd: int, *, failed: Callable[[OSError], StorageError], reserve: Callable[[int], None],
        closed: Callable[[InPlace], None], scratch: Callable[[], int] | None = None, blocks: Blocks | None = None,
    ) -> None:
        self.fd = fd
        self.written = False
        """Whether anything was changed."""
        self.reserved = 0
        """Bytes of the datastore that are kept for what is yet to be written."""
        self._failed, self._reserve, self._closed = failed, reserve, closed
        self._log: UndoLog | None = UndoLog(fd, scratch) if scratch is not None else None
        self._blocks = blocks
        """Keeps what an earlier version of the file had."""
        self._open = True

    def reserve(self, more: int) -> None:
        """Take room for bytes that the file does not have so far. Raises NoDiskSpace. Not for another thread."""
        self._reserve(more)
        self.reserved += more

    @property
    def size(self) -> int:
        """Bytes that a reader of the whole file gets."""
        return os.fstat(self.fd).st_size

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at a place; zeros beyond the file's end."""
        pieces, end = [], offset + length
        try:
            while offset < end:
                piece = os.pread(self.fd, end - offset, offset)
                if not piece:
                    pieces.append(bytes(end - offset))
                    break
                pieces.append(piece)
                offset += len(piece)
        except OSError as error:
            raise self._failed(error) from error
        return b"".join(pieces)

    def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Put bytes at a place."""
        try:
            if self._blocks is not None:
                self._blocks.note(self.fd, offset, len(data))
            if self._log is not None:
                self._log.note(offset, len(data))
            self.written = True
            _write(self.fd, offset, data)
        except OSError as error:
            raise self._failed(error) from error

    def resize(self, size: int) -> None:
        """Lengthen the file by a hole."""
        try:
            self.written = True
            os.ftruncate(self.fd, size)
        except OSError as error:
            raise self._failed(error) from error

    def holes(self, offset: int, length: int) -> int:
        """How many of the bytes at a place lie in holes: writing there takes room."""
        end, found = offset + length, 0
        while offset < end:
            data = _seek(self.fd, offset, end, os.SEEK_DATA)
            found += data - offset
            offset = _seek(self.fd, data, end, os.SEEK_HOLE) if data < end else end
        return found

    def undo(self) -> None:
        """Put back what was there when the file was opened with a log; in holes zeros. Raises ``StorageError``."""
        if self._log is not None:
            try:
                self._log.undo()
            except OSError as error:
                raise self._failed(error) from error

    def close(self) -> None:
        """Let the file go; its datastore looks what it takes now. No error when it is closed already."""
        if self._open:
            self._open = False
            try:
                self._closed(self)
            finally:
                if self._log is not None:
                    self._log.close()
                if self._blocks is not None:
                    self._blocks.close()
                os.close(self.fd)


class UndoLog:
    """What stood at places that were written, in a file without a name, so that a crash leaves none."""

    def __init__(self, fd: int, scratch: Callable[[], int]) -> None:
        self._fd, self._scratch = fd, scratch
        self._saved: int | None = None
        self._length = 0
        self._size = os.fstat(fd).st_size
        self._places: list[tuple[int, int, int | None]] = []

    def note(self, offset: int, length: int) -> None:
        """Keep the bytes at a place, which is about to be written."""
        end = min(offset + length, self._size)
        while offset < end:
            data = _seek(self._fd, offset, end, os.SEEK_DATA)
            if data > offset:
                self._places.append((offset, data - offset, None))
            if data == end:
                return
            offset = _seek(self._fd, data, end, os.SEEK_HOLE)
            while data < offset:
                piece = os.pread(self._fd, min(_PIECE, offset - data), data)
                if not piece:
                    return
                if self._saved is None:
                    self._saved = self._scratch()
                _write(self._saved, self._length, piece)
                self._places.append((data, len(piece), self._length))
                self._length += len(piece)
                data += len(piece)

    def undo(self) -> None:
        """Put everything back, the last first."""
        for offset, length, saved in reversed(self._places):
            if saved is None or self._saved is None:
                for start in range(offset, offset + length, _PIECE):
                    _write(self._fd, start, bytes(min(_PIECE, offset + length - start)))
            else:
                _write(self._fd, offset, os.pread(self._saved, length, saved))
        os.ftruncate(self._fd, self._size)
        self._places.clear()

    def close(self) -> None:
        """Forget what was kept."""
        if self._saved is not None:
            os.close(self._saved)
            self._saved = None


def _write(fd: int, offset: int, data: bytes | bytearray | memoryview) -> None:
    with memoryview(data) as view:
        done = 0
        while done < len(view):
            done += os.pwrite(fd, view[done:], offset + done)


def _seek(fd: int, offset: int, end: int, what: int) -> int:
    """Where the next data or hole begins, ``end`` when it is not before that."""
    try:
        return min(os.lseek(fd, offset, what), end)
    except OSError as error:
        if error.errno == errno.ENXIO:  # nothing but a hole from here on
            return end
        return offset if what == os.SEEK_DATA else end  # a file system that does not know holes


def open_both(path: str) -> int:
    """Open a file for reading and writing, without following a link or waiting for a pipe."""
    return os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def nameless(path: str) -> int:
    """A new file that goes when it is closed; ``path`` is a free name, which it has for a moment."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    _fs.remove_file(path)
    return fd
