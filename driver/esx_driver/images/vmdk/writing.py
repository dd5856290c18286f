"""Flat content as a streamOptimized VMDK, written as it is read. It is what today's Glance takes for a vmdk."""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator

from esx_driver.errors import ImageError
from esx_driver.images.vmdk.header import AT_END, COMPRESSED, DEFLATE, MARKERS, NEW_LINES, SECTOR, Header

_GRAIN = 128
"""Sectors: 64 KiB, as VMware's tools write them."""
_GRAIN_BYTES = _GRAIN * SECTOR
_ENTRIES = 512
_OVERHEAD = 128
_DESCRIPTOR_SECTORS = 20
_MARKER = struct.Struct("<QI")
_GRAIN_TABLE, _GRAIN_DIRECTORY, _FOOTER = 1, 2, 3
_NOTHING = bytes(_GRAIN_BYTES)


def stream_optimized(
    blocks: Iterable[bytes], capacity: int, *, adapter_type: str = "lsilogic", hardware_version: int = 7, level: int = 1,
) -> Iterator[bytes]:
    """The file, in pieces; ``blocks`` are ``capacity`` bytes of content in order. Grains of zeros take no room.

    ``level`` is zlib's: snapshots are worth speed more than the last per cent. Raises ``ImageError`` when the content is
    longer or shorter.
    """
    sectors = -(-capacity // SECTOR)
    header = Header(
        3, NEW_LINES | COMPRESSED | MARKERS, sectors, _GRAIN, 1, _DESCRIPTOR_SECTORS, _ENTRIES, 0, AT_END, _OVERHEAD,
        DEFLATE,
    )
    text = _descriptor(sectors, adapter_type, hardware_version).encode()
    start = header.encode() + text.ljust(_DESCRIPTOR_SECTORS * SECTOR, b"\0")
    yield start.ljust(_OVERHEAD * SECTOR, b"\0")
    at = _OVERHEAD
    directory, table = array("I"), array("I")
    for number, grain in enumerate(_grains(blocks, capacity)):
        if grain == _NOTHING:
            table.append(0)
        else:
            piece = _grain(number * _GRAIN, grain, level)
            table.append(at)
            yield piece
            at += len(piece) // SECTOR
        if len(table) == _ENTRIES:
            at, piece = _table(table, directory, at)
            yield piece
    if table:
        table.extend(array("I", bytes(4 * (_ENTRIES - len(table)))))
        at, piece = _table(table, directory, at)
        yield piece
    packed = _packed(directory)
    yield _meta(_GRAIN_DIRECTORY, len(packed) // SECTOR) + packed
    at += 1
    footer = Header(
        3, header.flags, sectors, _GRAIN, 1, _DESCRIPTOR_SECTORS, _ENTRIES, 0, at, _OVERHEAD, DEFLATE,
    )
    yield _meta(_FOOTER, 1) + footer.encode() + bytes(SECTOR)  # the last sector of zeros is the marker of the end


def _grains(blocks: Iterable[bytes], capacity: int) -> Iterator[bytes]:
    """The content in grains, the last one filled up with zeros."""
    held = b""
    came = 0
    for block in blocks:
        came += len(block)
        data = held + block if held else block
        view = memoryview(data)
        whole = len(data) - len(data) % _GRAIN_BYTES
        for start in range(0, whole, _GRAIN_BYTES):
            yield bytes(view[start:start + _GRAIN_BYTES])
        held = data[whole:]
    if came != capacity:
        raise ImageError(f"{came} bytes came of a disk of {capacity}")
    if held:
        yield held.ljust(_GRAIN_BYTES, b"\0")


def _grain(sector: int, grain: bytes, level: int) -> bytes:
    data = zlib.compress(grain, level)
    piece = _MARKER.pack(sector, len(data)) + data
    return piece.ljust(-(-len(piece) // SECTOR) * SECTOR, b"\0")


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


def _descriptor(sectors: int, adapter_type: str, hardware_version: int) -> str:
    ide = adapter_type.lower() == "ide"
    heads, per_track = (16, 63) if ide else (255, 63)
    cylinders = max(1, min(sectors // (heads * per_track), 16383 if ide else 65535))
    kind = {"ide": "ide", "buslogic": "buslogic"}.get(adapter_type.lower(), "lsilogic")
    return (
        "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"streamOptimized\"\n\n"
        f"# Extent description\nRDONLY {sectors} SPARSE \"disk.vmdk\"\n\n# The Disk Data Base\n#DDB\n\n"
        f"ddb.virtualHWVersion = \"{hardware_version}\"\nddb.adapterType = \"{kind}\"\n"
        f"ddb.geometry.cylinders = \"{cylinders}\"\nddb.geometry.heads = \"{heads}\"\n"
        f"ddb.geometry.sectors = \"{per_track}\"\n"
    )
