"""The blocks of a file as they were before it was changed in place.

Blocks are kept in a file of their own, one behind the other, holes as holes: a block that comes back takes the room it took.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from fakeesx.storage import _fs

SIZE = 64 * 1024
"""Bytes of a block."""
_KEEP_SIZE, _PUNCH_HOLE = 1, 2


class Blocks:
    """Blocks of one file, by number. ``note`` may be called in another thread than the rest, by one thread at a time."""

    __slots__ = ("_fd", "_place", "_places", "size")

    def __init__(self, place: str, size: int) -> None:
        """``place`` is a free name for the file that holds them, ``size`` how long the file is whose blocks they are."""
        self.size = size
        self._place = place
        self._places: dict[int, int] = {}
        self._fd = -1

    def __iter__(self) -> Iterator[int]:
        """The numbers of the blocks that are kept."""
        return iter(tuple(self._places))

    def __len__(self) -> int:
        return len(self._places)

    def note(self, fd: int, offset: int, length: int) -> None:
        """Keep the blocks of an open file in which bytes are about to change, those that are not kept yet."""
        end = min(offset + length, self.size)
        for number in range(offset // SIZE, -(-end // SIZE)):
            if number not in self._places:
                self.take(number, fd, number * SIZE)

    def take(self, number: int, fd: int, offset: int) -> None:
        """Keep one block: what is at an offset of an open file. Raises OSError."""
        if self._fd < 0:
            self._fd = os.open(self._place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        slot = len(self._places)
        length = min(SIZE, self.size - number * SIZE)
        _copy(fd, offset, self._fd, slot * SIZE, length)
        self._places[number] = slot

    def put_back(self, fd: int) -> None:
        """Give an open file its length and its blocks again. Raises OSError."""
        os.ftruncate(fd, self.size)
        for number, slot in self._places.items():
            length = min(SIZE, self.size - number * SIZE)
            if length > 0:
                punch(fd, number * SIZE, length)
                _copy(self._open(), slot * SIZE, fd, number * SIZE, length)

    def add(self, older: Blocks) -> None:
        """Take over from blocks of the version in between those that are not among these. Raises OSError."""
        for number, slot in older._places.items():
            if number not in self._places and number * SIZE < self.size:
                self.take(number, older._open(), slot * SIZE)

    def close(self) -> None:
        """Let go of the file descriptor; blocks can still be kept and put back."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def drop(self) -> None:
        """They are of no use any more. What the disk does not let go stays until the host ends."""
        self.close()
        if self._places:
            with suppress(OSError):
                _fs.remove_any(self._place)
            self._places = {}

    def _open(self) -> int:
        if self._fd < 0:
            self._fd = os.open(self._place, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        return self._fd


def _copy(source: int, offset: int, target: int, at: int, length: int) -> None:
    """Copy the data between two files that have a hole there, at most a block. Holes stay holes."""
    for start, end in data(source, offset, offset + length):
        piece = os.pread(source, end - start, start)
        done = 0
        while done < len(piece):
            done += os.pwrite(target, piece[done:], at + start - offset + done)


def data(fd: int, offset: int, end: int) -> Iterator[tuple[int, int]]:
    """Where there is data in a part of an open file; all of it where the file system knows no holes."""
    while offset < end:
        try:
            start = os.lseek(fd, offset, os.SEEK_DATA)
            stop = os.lseek(fd, start, os.SEEK_HOLE)
        except OSError as error:
            if error.errno != errno.ENXIO:  # else nothing but a hole from here on
                yield offset, end
            return
        if start >= end:
            return
        yield start, min(stop, end)
        offset = stop


def punch(fd: int, offset: int, length: int) -> None:
    """Make a hole in an open file, or write zeros where the file system has none. Raises OSError."""
    fallocate = _fallocate()
    if fallocate is None or fallocate(fd, _PUNCH_HOLE | _KEEP_SIZE, offset, length):
        os.pwrite(fd, bytes(length), offset)


@cache
def _fallocate() -> ctypes._NamedFuncPointer | None:
    function = getattr(ctypes.CDLL(None, use_errno=True), "fallocate64", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
    return function
