"""Flat content as a streamOptimized VMDK, written as it is read. It is what today's Glance takes for a vmdk."""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing

from esx_driver.errors import ImageError
from esx_driver.images.vmdk.header import AT_END, COMPRESSED, DEFLATE, MARKERS, NEW_LINES, SECTOR, Header
from esx_driver.images.vmdk.workers import in_order

GRAIN = 128
"""Sectors of a grain: 64 KiB, as VMware's tools write them."""
GRAIN_BYTES = GRAIN * SECTOR
ENTRIES = 512
_PART = 16 * GRAIN_BYTES
"""What one thread compresses at a time; tables end where parts do."""
_OVERHEAD = 128
DESCRIPTOR_SECTORS = 20
_MARKER = struct.Struct("<QI")
_GRAIN_TABLE, _GRAIN_DIRECTORY, _FOOTER = 1, 2, 3
_NOTHING = bytes(GRAIN_BYTES)


def stream_optimized(
    blocks: Iterable[bytes], capacity: int, *, adapter_type: str = "lsilogic", hardware_version: int = 7, level: int = 1,
    threads: int | None = None,
) -> Generator[bytes, None, None]:
    """The file, in pieces; ``blocks`` are ``capacity`` bytes of content in order. Grains of zeros take no room.

    ``level`` is zlib's: snapshots are worth speed more than the last per cent. ``threads``: see ``workers.in_order``. Raises
    ``ImageError`` when the content is longer or shorter.
    """
    sectors = -(-capacity // SECTOR)
    header = Header(
        3, NEW_LINES | COMPRESSED | MARKERS, sectors, GRAIN, 1, DESCRIPTOR_SECTORS, ENTRIES, 0, AT_END, _OVERHEAD,
        DEFLATE,
    )
    text = descriptor(sectors, adapter_type, hardware_version).encode()
    start = header.encode() + text.ljust(DESCRIPTOR_SECTORS * SECTOR, b"\0")
    yield start.ljust(_OVERHEAD * SECTOR, b"\0")
    at = _OVERHEAD
    directory, table = array("I"), array("I")

    def packed(part: tuple[int, bytes]) -> tuple[bytes, list[int]]:
        return _grains(*part, level)

    with closing(in_order(packed, parts(blocks, capacity), threads)) as results:
        for data, sizes in results:
            for size in sizes:
                table.append(at if size else 0)
                at += size
            if data:
                yield data
            if len(table) == ENTRIES:
                at, piece = _table(table, directory, at)
                yield piece
    if table:
        table.extend(array("I", bytes(4 * (ENTRIES - len(table)))))
        at, piece = _table(table, directory, at)
        yield piece
    entries = _packed(directory)
    yield _meta(_GRAIN_DIRECTORY, len(entries) // SECTOR) + entries
    at += 1
    footer = Header(
        3, header.flags, sectors, GRAIN, 1, DESCRIPTOR_SECTORS, ENTRIES, 0, at, _OVERHEAD, DEFLATE,
    )
    yield _meta(_FOOTER, 1) + footer.encode() + bytes(SECTOR)  # the last sector of zeros is the marker of the end


def parts(blocks: Iterable[bytes], capacity: int) -> Iterator[tuple[int, bytes]]:
    """The content in parts of ``_PART`` bytes, each with the number of its first grain; the last one ends with a grain."""
    held: list[bytes] = []
    have = came = number = 0
    for block in blocks:
        came += len(block)
        held.append(block)
        have += len(block)
        if have < _PART:
            continue
        data = b"".join(held) if len(held) > 1 else block
        whole = have - have % _PART
        for start in range(0, whole, _PART):
            yield number, data[start:start + _PART]
            number += _PART // GRAIN_BYTES
        held, have = [data[whole:]], have - whole
    if came != capacity:
        raise ImageError(f"{came} bytes came of a disk of {capacity}")
    if have:
        data = b"".join(held)
        yield number, data.ljust(-(-have // GRAIN_BYTES) * GRAIN_BYTES, b"\0")


def _grains(number: int, content: bytes, level: int) -> tuple[bytes, list[int]]:
    """Grains as they are in the file, one after the other, and how many sectors each has; those of zeros have none."""
    pieces: list[bytes] = []
    sizes = []
    for start in range(0, len(content), GRAIN_BYTES):
        grain = content[start:start + GRAIN_BYTES]
        if grain == _NOTHING:
            sizes.append(0)
            continue
        data = zlib.compress(grain, level)
        size = _MARKER.size + len(data)
        sectors = -(-size // SECTOR)
        pieces += (_MARKER.pack((number + start // GRAIN_BYTES) * GRAIN, len(data)), data, bytes(sectors * SECTOR - size))
        sizes.append(sectors)
    return b"".join(pieces), sizes


def _table(table: array[int], directory: array[int], at: int) -> tuple[int, bytes]:
    """The piece of a table of grains, which is entered in the directory and emptied; and where the file goes on.

    A table of zeros alone is not written.
    """
    if not any(table):
        directory.append(0)
        del table[:]
        return at, b""
    packed = _packed(table)
    directory.append(at + 1)
    del table[:]
    return at + 1 + len(packed) // SECTOR, _meta(_GRAIN_TABLE, len(packed) // SECTOR) + packed


def _packed(words: array[int]) -> bytes:
    data = struct.pack(f"<{len(words)}I", *words)
    return data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")


def _meta(kind: int, sectors: int) -> bytes:
    return struct.pack("<QII", sectors, 0, kind).ljust(SECTOR, b"\0")


def descriptor(
    sectors: int, adapter_type: str, hardware_version: int = 7, kind: str = "streamOptimized", access: str = "RDONLY",
    file: str = "disk.vmdk",
) -> str:
    """The text in a sparse file that describes its disk; ``kind`` is its createType, ``file`` its name."""
    ide = adapter_type.lower() == "ide"
    heads, per_track = (16, 63) if ide else (255, 63)
    cylinders = max(1, min(sectors // (heads * per_track), 16383 if ide else 65535))
    adapter = {"ide": "ide", "buslogic": "buslogic"}.get(adapter_type.lower(), "lsilogic")
    return (
        f"# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"{kind}\"\n\n"
        f"# Extent description\n{access} {sectors} SPARSE \"{file}\"\n\n# The Disk Data Base\n#DDB\n\n"
        f"ddb.virtualHWVersion = \"{hardware_version}\"\nddb.adapterType = \"{adapter}\"\n"
        f"ddb.geometry.cylinders = \"{cylinders}\"\nddb.geometry.heads = \"{heads}\"\n"
        f"ddb.geometry.sectors = \"{per_track}\"\n"
    )
