"""Sparse extents of VMware's hosted products: a header, tables, and grains of 64 KiB where something was written.

Source: VMware's published description of the virtual disk format 5.0. ESX keeps such disks, copies from and to them, and
does not run them.
"""

from __future__ import annotations

import os
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fakeesx.storage.descriptor import SECTOR
from fakeesx.storage.errors import InvalidDescriptor

MAGIC = b"KDMV"
GRAIN = 64 * 1024
"""Bytes of a grain in extents that are made here."""
_HEADER = struct.Struct("<4sIIQQQQIQQQB4sH433x")
_MARKER = struct.Struct("<QI")
_LINES = b"\n \r\n"
_REDUNDANT, _ZEROED, _COMPRESSED = 2, 4, 1 << 16
_AT_END = (1 << 64) - 1
_PER_TABLE = 512
_TABLE = _PER_TABLE * 4 // SECTOR
"""Sectors of a grain table."""
_DESCRIPTOR = 20
"""Sectors that an embedded descriptor has."""
_MOST_TABLES = 1 << 18
"""Grain tables of the largest extent that is read: 8 TiB in grains of 64 KiB."""
_ZEROS = bytes(GRAIN)


@dataclass(frozen=True, slots=True)
class Header:
    """What an extent says of itself; counts are sectors."""

    flags: int
    capacity: int
    grain: int
    descriptor: tuple[int, int]
    """Offset and size of the embedded descriptor, (0, 0) without one."""
    per_table: int
    directory: int

    @classmethod
    def parse(cls, data: bytes, path: str) -> Header:
        """Read the first sector of an extent. Raises InvalidDescriptor."""
        if len(data) < SECTOR or not data.startswith(MAGIC):
            raise InvalidDescriptor(path, "not a sparse extent")
        found = _HEADER.unpack(data[:SECTOR])
        _, version, flags, capacity, grain, offset, size, per_table, _, directory, _, _, lines, _ = found
        if version not in (1, 2, 3) or lines != _LINES:
            raise InvalidDescriptor(path, "a sparse extent of an unknown version, or changed on its way")
        if not 1 <= grain <= 1 << 14 or grain & (grain - 1) or per_table not in (_PER_TABLE, 1024, 256):
            raise InvalidDescriptor(path, "a sparse extent of an unknown layout")
        if -(-capacity // (grain * per_table)) > _MOST_TABLES:
            raise InvalidDescriptor(path, "a sparse extent that is too large")
        return cls(flags, capacity, grain, (offset, size) if offset and size <= 128 else (0, 0), per_table, directory)


def embedded_descriptor(data: bytes, path: str) -> bytes:
    """The text of the descriptor that is in the first 64 KiB of a monolithic disk. Raises InvalidDescriptor."""
    offset, size = Header.parse(data, path).descriptor
    text = data[offset * SECTOR : (offset + size) * SECTOR]
    if not text.strip(b"\0"):
        raise InvalidDescriptor(path, "an extent without a descriptor")
    return text.rstrip(b"\0")


class SparseReader:
    """The content of a sparse extent, in ascending order. `fd` is the caller's."""

    def __init__(self, fd: int, path: str) -> None:
        """Raises InvalidDescriptor."""
        self._fd, self._path = fd, path
        self._size = os.fstat(fd).st_size
        header = Header.parse(os.pread(fd, SECTOR, 0), path)
        if header.directory == _AT_END:  # streamOptimized: the tables came after the content
            header = Header.parse(os.pread(fd, SECTOR, max(0, self._size - 2 * SECTOR)), path)
        self._header = header
        self._grain = header.grain * SECTOR

    def grains(self) -> Iterator[tuple[int, bytes]]:
        """Offset and content of what was written; everything else is zeros. Raises InvalidDescriptor, OSError."""
        header = self._header
        tables = -(-header.capacity // (header.grain * header.per_table))
        most = header.capacity * SECTOR
        for number, table in enumerate(self._numbers(header.directory, tables)):
            if not table:
                continue
            base = number * header.per_table * self._grain
            for index, place in enumerate(self._numbers(table, header.per_table)):
                offset = base + index * self._grain
                if place == 0 or (place == 1 and header.flags & _ZEROED) or offset >= most:
                    continue
                yield offset, self._read(place)[: most - offset]

    def fragmentation(self) -> int:
        """How many percent of the grains do not follow the grain before them."""
        places = [place for table in self._numbers(
            self._header.directory, -(-self._header.capacity // (self._header.grain * self._header.per_table)),
        ) if table for place in self._numbers(table, self._header.per_table) if place > 1]
        if len(places) < 2 or self._header.flags & _COMPRESSED:
            return 0
        apart = sum(after != before + self._header.grain for before, after in pairwise(places))
        return 100 * apart // (len(places) - 1)

    def _read(self, place: int) -> bytes:
        if not self._header.flags & _COMPRESSED:
            if (place + self._header.grain) * SECTOR > self._size + self._grain:
                raise InvalidDescriptor(self._path, "a grain beyond the end of the file")
            return os.pread(self._fd, self._grain, place * SECTOR).ljust(self._grain, b"\0")
        head = os.pread(self._fd, _MARKER.size, place * SECTOR)
        if len(head) < _MARKER.size:
            raise InvalidDescriptor(self._path, "a grain beyond the end of the file")
        count = _MARKER.unpack(head)[1]
        if count > 2 * self._grain + 1024:
            raise InvalidDescriptor(self._path, "a compressed grain that is too large")
        try:
            data = zlib.decompressobj().decompress(os.pread(self._fd, count, place * SECTOR + _MARKER.size), self._grain)
        except zlib.error:
            raise InvalidDescriptor(self._path, "a compressed grain that is damaged") from None
        return data.ljust(self._grain, b"\0")

    def _numbers(self, sector: int, count: int) -> array[int]:
        if sector * SECTOR + count * 4 > self._size:
            raise InvalidDescriptor(self._path, "a table beyond the end of the file")
        numbers = array("I")
        numbers.frombytes(os.pread(self._fd, count * 4, sector * SECTOR))
        if struct.pack("=I", 1) != struct.pack("<I", 1):
            numbers.byteswap()
        return numbers


class SparseWriter:
    """Writes an extent of `sectors` from ascending pieces of content; nothing is an extent before `finish`."""

    def __init__(self, fd: int, sectors: int, descriptor: bytes = b"") -> None:
        self._fd, self._sectors, self._descriptor = fd, sectors, descriptor
        self._tables = -(-sectors * SECTOR // (GRAIN * _PER_TABLE))
        self._first, self._second, self._start = _places(self._tables, bool(descriptor))
        self._next = self._start
        self._entries = array("I", bytes(4 * self._tables * _PER_TABLE))
        self._number, self._grain = -1, bytearray()

    @staticmethod
    def overhead(sectors: int, descriptor: bool = False) -> int:
        """Bytes that an extent takes which nobody has written to."""
        return _places(-(-sectors * SECTOR // (GRAIN * _PER_TABLE)), descriptor)[2] * SECTOR

    def write(self, offset: int, data: bytes) -> None:
        """Put content at an offset that is not before the end of the last one. Raises OSError."""
        while data:
            number, within = divmod(offset, GRAIN)
            if number != self._number:
                self._flush()
                self._number, self._grain = number, bytearray(GRAIN)
            part = data[: GRAIN - within]
            self._grain[within : within + len(part)] = part
            data, offset = data[len(part) :], offset + len(part)

    def finish(self) -> None:
        """Write tables and header. Raises OSError."""
        self._flush()
        os.ftruncate(self._fd, self._next * SECTOR)
        size = -(-self._tables * 4 // SECTOR)
        for place in (self._first, self._second):
            self._put(place, array("I", [place + size + _TABLE * number for number in range(self._tables)]))
            self._put(place + size, self._entries)
        if self._descriptor:
            os.pwrite(self._fd, self._descriptor.ljust(_DESCRIPTOR * SECTOR, b"\0"), SECTOR)
        os.pwrite(self._fd, _HEADER.pack(
            MAGIC, 1, 1 | _REDUNDANT, self._sectors, GRAIN // SECTOR, 1 if self._descriptor else 0,
            _DESCRIPTOR if self._descriptor else 0, _PER_TABLE, self._first, self._second, self._start, 0, _LINES, 0,
        ), 0)

    def _flush(self) -> None:
        if self._number >= 0 and self._grain != _ZEROS:
            os.pwrite(self._fd, self._grain, self._next * SECTOR)
            self._entries[self._number] = self._next
            self._next += GRAIN // SECTOR
        self._number = -1

    def _put(self, sector: int, numbers: array[int]) -> None:
        if struct.pack("=I", 1) != struct.pack("<I", 1):
            numbers = array("I", numbers)
            numbers.byteswap()
        os.pwrite(self._fd, numbers.tobytes(), sector * SECTOR)


def _places(tables: int, descriptor: bool) -> tuple[int, int, int]:
    """The sectors of the two grain directories and of the first grain."""
    size = -(-tables * 4 // SECTOR)
    first = 1 + (_DESCRIPTOR if descriptor else 0)
    second = first + size + _TABLE * tables
    end = second + size + _TABLE * tables
    return first, second, -(-end * SECTOR // GRAIN) * (GRAIN // SECTOR)
