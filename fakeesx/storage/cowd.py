"""The extent of a delta disk: a copy-on-write file (COWD), which holds the grains that were written since its parent was
frozen.

Layout (the format's published description): a header of four sectors, the grain directory, then grain tables of 4096
entries and grains as they come; all numbers are 32 bits, little endian, and count sectors. An entry of 0 means: not here.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from typing import NamedTuple, Protocol

SECTOR = 512
MAGIC = b"COWD"
MOST_SECTORS = 0xFFFFFFFF
_HEADER_SECTORS = 4
_ENTRIES = 4096
_TABLE_SECTORS = _ENTRIES * 4 // SECTOR
_STEP = 16 * 1024 * 1024 // SECTOR
"""Sectors by which such a file is lengthened (what hosts are seen to do: their sizes grow by 16 MB)."""
_FIELDS = struct.Struct("<4s7I")
_SLACK = 4096
"""Entries of a directory that may lead nowhere."""
_FREE_SECTOR = 28
"""Where in the header the first free sector stands."""


class File(Protocol):
    """What holds the extent."""

    @property
    def size(self) -> int:
        """Bytes."""

    def read(self, offset: int, length: int) -> bytes:
        """Bytes at a place, zeros beyond the end."""

    def write(self, offset: int, data: bytes, /) -> None:
        """Put bytes at a place."""

    def resize(self, size: int, /) -> None:
        """Lengthen it."""


class Run(NamedTuple):
    """Sectors in a row that are alike: ``place`` is where the first is in the file, 0 when they are not there."""

    first: int
    length: int
    place: int


class NotCowd(ValueError):
    """The file is no copy-on-write extent, or a damaged one."""


def new_extent(sectors: int, parent: str) -> tuple[bytes, int]:
    """The head of a new extent for a disk of ``sectors``, and the file's whole size; ``parent`` is the parent's name.

    Raises ValueError for more sectors than the format can count.
    """
    if not 0 < sectors <= MOST_SECTORS:
        raise ValueError(f"not a size for a delta disk: {sectors} sectors")
    entries = -(-sectors // _ENTRIES)
    directory = -(-entries * 4 // SECTOR)
    free = _HEADER_SECTORS + directory
    head = bytearray((_HEADER_SECTORS + directory) * SECTOR)
    _FIELDS.pack_into(head, 0, MAGIC, 1, 3, sectors, 1, _HEADER_SECTORS, entries, free)
    name = parent.encode()[:1023]
    head[32 : 32 + len(name)] = name
    return bytes(head), (free + _STEP) * SECTOR


class Extent:
    """One such extent, read and written through its file. Not for use by two at once."""

    def __init__(self, file: File) -> None:
        """Raises NotCowd."""
        self._file = file
        head = file.read(0, _FIELDS.size)
        magic, version, _, self.sectors, self.grain, self._directory_at, entries, self._free = _FIELDS.unpack(head)
        if magic != MAGIC or version != 1 or not self.sectors or not 0 < self.grain <= 1024:
            raise NotCowd("not a copy-on-write extent")
        enough = -(-self.sectors // (_ENTRIES * self.grain))
        if not enough <= entries <= enough + _SLACK or self._directory_at < _HEADER_SECTORS:
            raise NotCowd("the grain directory does not cover the disk")
        if self._directory_at * SECTOR + entries * 4 > file.size:
            raise NotCowd("the file ends within the grain directory")
        self._directory = _numbers(file.read(self._directory_at * SECTOR, entries * 4))
        self._tables: dict[int, array[int]] = {}

    def runs(self, first: int, count: int) -> Iterator[Run]:
        """The sectors from ``first`` on, in runs of those that are there one after the other and those that are not."""
        end, span = first + count, _ENTRIES * self.grain
        while first < end:
            start = first - first % span
            stop = min(end, start + span)
            table = self._table(first)
            if table is None:
                yield Run(first, stop - first, 0)
                first = stop
                continue
            index = (first - start) // self.grain
            alike = _alike(table, index, -(-(stop - start) // self.grain), self.grain)
            length = min(start + (index + alike) * self.grain, stop) - first
            place = table[index]
            yield Run(first, length, place + first % self.grain if place else 0)
            first += length

    def read(self, place: int, count: int) -> bytes:
        """Sectors of the file, as a run places them."""
        return self._file.read(place * SECTOR, count * SECTOR)

    def cost(self, first: int, count: int) -> int:
        """Bytes by which writing whole grains from ``first`` on may lengthen what the file takes."""
        new = sum(run.length for run in self.runs(first, count) if not run.place)
        span = _ENTRIES * self.grain
        tables = sum(
            not self._directory[number] for number in range(first // span, (first + count - 1) // span + 1)
        ) if count else 0
        return (new + tables * _TABLE_SECTORS) * SECTOR

    def write(self, first: int, data: bytes | memoryview) -> None:
        """Write whole grains from sector ``first`` on. Grains that are new are there only when their content is."""
        done = 0
        for run in list(self.runs(first, len(data) // SECTOR)):
            piece = data[done * SECTOR : (done + run.length) * SECTOR]
            if run.place:
                self._file.write(run.place * SECTOR, bytes(piece))
            else:
                self._add(run.first, piece)
            done += run.length

    def _add(self, first: int, data: bytes | memoryview) -> None:
        """Write grains that are not there yet, table by table."""
        span = _ENTRIES * self.grain
        done, count = 0, len(data) // SECTOR
        while done < count:
            length = min(count - done, span - (first + done) % span)
            table = self._table(first + done) or self._new_table(first + done)
            place = self._take(length)
            self._file.write(place * SECTOR, bytes(data[done * SECTOR : (done + length) * SECTOR]))
            index = (first + done) % span // self.grain
            grains = -(-length // self.grain)
            entries = array("I", range(place, place + grains * self.grain, self.grain))
            self._file.write(
                self._directory[(first + done) // span] * SECTOR + index * 4, _bytes(entries),
            )
            table[index : index + grains] = entries
            done += length

    def _new_table(self, sector: int) -> array[int]:
        number = sector // (_ENTRIES * self.grain)
        place = self._take(_TABLE_SECTORS)
        table = array("I", bytes(_ENTRIES * 4))
        self._file.write(place * SECTOR, bytes(_ENTRIES * 4))
        self._file.write(self._directory_at * SECTOR + number * 4, struct.pack("<I", place))
        self._directory[number] = place
        self._tables[number] = table
        return table

    def _take(self, sectors: int) -> int:
        """Take free sectors; what is taken is never given out again, also when what follows fails."""
        place: int = self._free
        free = place + sectors + (-sectors % self.grain)
        if free > MOST_SECTORS:
            raise NotCowd("the extent is full")
        if free * SECTOR > self._file.size:
            self._file.resize(self._file.size + -(-(free * SECTOR - self._file.size) // (_STEP * SECTOR)) * _STEP * SECTOR)
        self._file.write(_FREE_SECTOR, struct.pack("<I", free))
        self._free = free
        return place

    def _table(self, sector: int) -> array[int] | None:
        number = sector // (_ENTRIES * self.grain)
        known = self._tables.get(number)
        if known is None and self._directory[number]:
            known = self._tables[number] = _numbers(self._file.read(self._directory[number] * SECTOR, _ENTRIES * 4))
        return known


def _alike(table: array[int], index: int, end: int, grain: int) -> int:
    """How many entries from ``index`` on are empty, or lead to grains that follow each other in the file."""
    place: int = table[index]
    if not place:
        rest = table[index:end].tobytes()
        return max(1, (len(rest) - len(rest.lstrip(b"\0"))) // 4)
    found, step = 1, 1
    while step and index + found < end:
        step = min(step, end - index - found)
        following = range(place + found * grain, place + (found + step) * grain, grain)
        if following[-1] > MOST_SECTORS:
            step //= 2
        elif table[index + found : index + found + step] == array("I", following):
            found += step
            step *= 2
        else:
            step //= 2
    return found


def _numbers(data: bytes) -> array[int]:
    found = array("I", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()
