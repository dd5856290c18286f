"""Flat content as a monolithicSparse VMDK of a size that is known before it is sent: what a host makes thin disks of.

Its tables come first. So the content is read twice: once to find out which grains are zeros, and once to be written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from esx_driver.errors import TransferError
from esx_driver.images.vmdk.header import NEW_LINES, REDUNDANT, SECTOR, Header
from esx_driver.images.vmdk.writing import DESCRIPTOR_SECTORS, ENTRIES, GRAIN, GRAIN_BYTES, descriptor, parts

_TABLE_SECTORS = ENTRIES * 4 // SECTOR
_NOTHING = bytes(GRAIN_BYTES)


@dataclass(frozen=True)
class Sparse:
    """A disk of ``capacity`` bytes of which a byte of ``used`` per grain says whether it is not all zeros."""

    capacity: int
    used: bytes

    @classmethod
    def of(cls, blocks: Iterable[bytes], capacity: int) -> Sparse:
        """Look at the content, ``capacity`` bytes in order. Raises ``ImageError`` when it is longer or shorter."""
        used = bytearray(-(-capacity // GRAIN_BYTES))
        for number, grain in _grains(blocks, capacity):
            used[number] = grain != _NOTHING
        return cls(capacity, bytes(used))

    @property
    def size(self) -> int:
        """The bytes of the file."""
        return self._header.overhead * SECTOR + sum(self.used) * GRAIN_BYTES

    def file(self, blocks: Iterable[bytes], adapter_type: str, name: str = "disk.vmdk") -> Iterator[bytes]:
        """The file of a name, in pieces; ``blocks`` are the content again.

        Raises ``TransferError`` where there is something now that was zeros, ``ImageError`` as ``of``.
        """
        header = self._header
        text = descriptor(
            header.capacity, adapter_type, kind="monolithicSparse", access="RW", file=name.replace('"', "_"),
        ).encode()
        yield header.encode() + text.ljust(DESCRIPTOR_SECTORS * SECTOR, b"\0")
        yield from self._tables(header.redundant_gd_offset, header)
        yield from self._tables(header.gd_offset, header)
        yield bytes(header.overhead * SECTOR - (header.gd_offset + self._tables_size) * SECTOR)
        for number, grain in _grains(blocks, self.capacity):
            if self.used[number]:
                yield grain
            elif grain != _NOTHING:
                raise TransferError("the image has changed since it was looked at")

    @property
    def _count(self) -> int:
        """How many tables there are."""
        return -(-len(self.used) // ENTRIES)

    @property
    def _directory_size(self) -> int:
        return -(-4 * self._count // SECTOR)

    @property
    def _tables_size(self) -> int:
        """The sectors of a directory and its tables, of which there are two."""
        return self._directory_size + self._count * _TABLE_SECTORS

    @property
    def _header(self) -> Header:
        first = 1 + DESCRIPTOR_SECTORS
        second = first + self._tables_size
        overhead = -(-(second + self._tables_size) // GRAIN) * GRAIN
        return Header(
            1, NEW_LINES | REDUNDANT, -(-self.capacity // SECTOR), GRAIN, 1, DESCRIPTOR_SECTORS, ENTRIES, first, second,
            overhead, 0,
        )

    def _tables(self, at: int, header: Header) -> Iterator[bytes]:
        """The directory at a sector, and the tables behind it."""
        first = at + self._directory_size
        directory = struct.pack(f"<{self._count}I", *range(first, first + self._count * _TABLE_SECTORS, _TABLE_SECTORS))
        yield directory.ljust(self._directory_size * SECTOR, b"\0")
        place = header.overhead
        for start in range(0, len(self.used), ENTRIES):
            table = []
            for used in self.used[start:start + ENTRIES]:
                table.append(place if used else 0)
                place += GRAIN if used else 0
            yield struct.pack(f"<{len(table)}I", *table).ljust(_TABLE_SECTORS * SECTOR, b"\0")


def _grains(blocks: Iterable[bytes], capacity: int) -> Iterator[tuple[int, bytes]]:
    """The content in grains with their numbers; the last one is filled up with zeros."""
    for number, part in parts(blocks, capacity):
        for start in range(0, len(part), GRAIN_BYTES):
            yield number + start // GRAIN_BYTES, part[start:start + GRAIN_BYTES]
