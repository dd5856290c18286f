"""Sparse and streamOptimized VMDKs as flat content, in order, block by block.

A streamOptimized file is read as it comes. Of a monolithicSparse one the tables come first; where its grains lie in order,
which is how converters write them, it is read as it comes too, and otherwise from a seekable copy.
"""

from __future__ import annotations

import struct
import sys
import tempfile
import zlib
from array import array
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain, islice
from typing import BinaryIO, Protocol

from esx_driver.errors import ImageError
from esx_driver.images.vmdk.header import AT_END, SECTOR, Header
from esx_driver.images.vmdk.workers import in_order

BLOCK = 1 << 20
_ZEROS = bytes(BLOCK)
_MARKER = struct.Struct("<QI")
_END, _GRAIN_TABLE, _GRAIN_DIRECTORY, _FOOTER = range(4)
_MOST_TABLES = 256 << 20
"""Bytes of tables that are held at most: those of a disk of 4 TiB."""


class Reader(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


def whole(reader: Reader, size: int, what: str) -> bytes:
    """So many bytes. Raises ``ImageError`` when the stream ends before."""
    data = reader.read(size)
    if len(data) == size:
        return data
    parts = [data]
    left = size - len(data)
    while left and (data := reader.read(left)):
        parts.append(data)
        left -= len(data)
    if left:
        raise ImageError(f"the image is cut: it ends in the middle of {what}")
    return b"".join(parts)


def skip(reader: Reader, size: int) -> None:
    """Leave out so many bytes. Raises ``ImageError`` when the stream ends before."""
    while size:
        size -= len(whole(reader, min(size, BLOCK), "its tables"))


def zeros(size: int) -> Iterator[bytes]:
    """So many zeros."""
    while size >= BLOCK:
        yield _ZEROS
        size -= BLOCK
    if size:
        yield bytes(size)


def stream_optimized(
    reader: Reader, header: Header, head: bytes, threads: int | None = None,
) -> Generator[bytes, None, None]:
    """The flat content of a streamOptimized file; ``head`` is what of ``reader`` has been read, at least its header.

    ``threads``: see ``workers.in_order``. Raises ``ImageError`` for a damaged or cut file, and for one whose grains are out
    of order.
    """
    last = _last_place(reader, header, head)

    def inflated(part: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        return [(start, _inflated(data, header, header.size - start)) for start, data in part]

    done = 0
    with closing(in_order(inflated, _parts(reader, header, last), threads)) as parts:
        for start, grain in chain.from_iterable(parts):
            if start < done:
                raise ImageError("the grains of this streamOptimized VMDK are out of order: it was not written as a stream")
            if start + len(grain) > header.size + header.grain_bytes:
                raise ImageError("the VMDK is damaged: it has grains beyond its end")
            yield from zeros(start - done)
            yield grain[: header.size - start]
            done = min(start + len(grain), header.size)
    yield from zeros(header.size - done)


def _last_place(reader: Reader, header: Header, head: bytes) -> int | None:
    """Read up to the grains: where in the file the last one begins by the tables before them, ``None`` if those don't say.

    A stream has its tables after its grains and ends with a marker; some converters go back and write them before, as
    qemu-img does, and write no marker.
    """
    overhead = header.overhead * SECTOR
    if header.gd_offset in (0, AT_END) or not len(head) <= overhead <= _MOST_TABLES:
        skip(reader, overhead - len(head))
        return None
    tables = head + whole(reader, overhead - len(head), "its tables")
    last = 0
    for table in _entries(tables, header.gd_offset, -(-_count(header) // header.entries)) or ():
        if table:
            entries = _entries(tables, table, header.entries)
            if entries is None:
                return None
            last = max(last, *entries)
    return last * SECTOR


def _parts(reader: Reader, header: Header, last: int | None) -> Iterator[list[tuple[int, bytes]]]:
    """The compressed grains of a streamOptimized file, in lists that inflate to some ``BLOCK`` bytes."""
    grains = _grains(reader, header, last)
    while part := list(islice(grains, max(1, BLOCK // header.grain_bytes))):
        yield part


def _grains(reader: Reader, header: Header, last: int | None) -> Iterator[tuple[int, bytes]]:
    """The compressed grains of a streamOptimized file and where in the disk each begins.

    ``last``: where in the file the last one begins, if that is known; the file may end after it without a marker.
    """
    most = header.grain_bytes + header.grain_bytes // 2 + 1024
    at, seen = header.overhead * SECTOR, 0
    while True:
        sector = reader.read(SECTOR)
        if not sector and seen == last:
            return
        if len(sector) < SECTOR:
            sector += whole(reader, SECTOR - len(sector), "its grains")
        begin = at
        at += SECTOR
        value, size = _MARKER.unpack_from(sector)
        if size:
            if size > most:
                raise ImageError("the VMDK is damaged: a compressed grain would be larger than one that is not")
            have = SECTOR - _MARKER.size
            data = sector[_MARKER.size:_MARKER.size + size]
            if size > have:
                rest = -(-(size - have) // SECTOR) * SECTOR
                data += whole(reader, rest, "a grain")[: size - have]
                at += rest
            seen = begin
            yield value * SECTOR, data
            continue
        kind = int.from_bytes(sector[_MARKER.size:_MARKER.size + 4], "little")
        if kind == _END and value == 0:
            return
        if kind not in (_GRAIN_TABLE, _GRAIN_DIRECTORY, _FOOTER) or value * SECTOR > _MOST_TABLES:
            raise ImageError("the VMDK is damaged: there is something that is neither a grain nor a table")
        skip(reader, value * SECTOR)
        at += value * SECTOR


def _inflated(data: bytes, header: Header, left: int) -> bytes:
    """A grain; some writers make the one at the end of the disk only as long as what is ``left`` of it."""
    inflate = zlib.decompressobj()
    try:
        grain = inflate.decompress(data, header.grain_bytes + 1)
    except zlib.error as error:
        raise ImageError(f"the VMDK is damaged: a grain can't be decompressed ({error})") from None
    if not min(header.grain_bytes, left) <= len(grain) <= header.grain_bytes or not inflate.eof:
        raise ImageError("the VMDK is damaged: a grain is not as large as a grain")
    return grain


def monolithic_sparse(reader: Reader, header: Header, head: bytes) -> Generator[bytes, None, None]:
    """The flat content of a monolithicSparse file; ``head`` is what of ``reader`` has been read, at least its header.

    Raises ``ImageError`` for a damaged or cut file.
    """
    overhead = header.overhead * SECTOR
    if not len(head) <= overhead <= _MOST_TABLES:
        raise ImageError("the VMDK is damaged: its tables are not where they should be")
    if 4 * _count(header) > _MOST_TABLES:
        raise ImageError(f"the VMDK is damaged, or of a kind that nobody makes: it would have {_count(header)} grains")
    tables = head + whole(reader, overhead - len(head), "its tables")
    places = _places(header, tables)
    if places is not None and _in_order(places):
        yield from _as_it_comes(reader, header, places)
        return
    with tempfile.TemporaryFile(prefix="esx-driver-") as copy:
        copy.write(tables)
        del tables
        while data := reader.read(BLOCK):
            copy.write(data)
        if places is None:
            places = _read_places(header, copy)
        yield from _from_copy(copy, header, places)


def _count(header: Header) -> int:
    return -(-header.capacity // header.grain)


def _places(header: Header, tables: bytes) -> array[int] | None:
    """The sector of each grain (0: zeros, 1: zeros too), ``None`` when the tables are not all at the start."""
    if header.gd_offset == AT_END:
        raise ImageError("the VMDK is damaged: a sparse disk has its directory at the start")
    count = -(-_count(header) // header.entries)
    directory = _entries(tables, header.gd_offset, count)
    if directory is None:
        return None
    places = array("I")
    for table in directory:
        if not table:
            places.extend(array("I", bytes(4 * header.entries)))
            continue
        entries = _entries(tables, table, header.entries)
        if entries is None:
            return None
        places.extend(entries)
    return places[: _count(header)]


def _entries(tables: bytes, sector: int, count: int) -> array[int] | None:
    start = sector * SECTOR
    if start + 4 * count > len(tables):
        return None
    return _words(tables[start:start + 4 * count])


def _words(data: bytes) -> array[int]:
    words = array("I", data)
    if sys.byteorder == "big":
        words.byteswap()
    return words


def _in_order(places: array[int]) -> bool:
    last = 1
    for place in places:
        if place > 1:
            if place <= last:
                return False
            last = place
    return True


def _as_it_comes(reader: Reader, header: Header, places: array[int]) -> Iterator[bytes]:
    at, size = header.overhead * SECTOR, header.grain_bytes
    for length, sector in _present(header, places):
        if sector is None:
            yield from zeros(length)
            continue
        if sector * SECTOR < at:
            raise ImageError("the VMDK is damaged: a grain lies among its tables")
        skip(reader, sector * SECTOR - at)
        yield whole(reader, size, "a grain")[:length]
        at = sector * SECTOR + size


def _from_copy(copy: BinaryIO, header: Header, places: array[int]) -> Iterator[bytes]:
    for length, sector in _present(header, places):
        if sector is None:
            yield from zeros(length)
            continue
        copy.seek(sector * SECTOR)
        yield whole(copy, header.grain_bytes, "a grain")[:length]


def _present(header: Header, places: array[int]) -> Iterator[tuple[int, int | None]]:
    """Runs of the disk: how many bytes, and the sector in the file, ``None`` for zeros."""
    empty, left = 0, header.size
    for place in places:
        length = min(header.grain_bytes, left)
        left -= length
        if place > 1:
            if empty:
                yield empty, None
                empty = 0
            yield length, place
        else:
            empty += length
    if empty:
        yield empty, None


def _read_places(header: Header, copy: BinaryIO) -> array[int]:
    """The sector of each grain from tables that are anywhere in the file."""
    count = -(-_count(header) // header.entries)
    copy.seek(header.gd_offset * SECTOR)
    places = array("I")
    for table in _words(whole(copy, 4 * count, "its directory")):
        if table:
            copy.seek(table * SECTOR)
            places.extend(_words(whole(copy, 4 * header.entries, "a table")))
        else:
            places.extend(array("I", bytes(4 * header.entries)))
    return places[: _count(header)]
