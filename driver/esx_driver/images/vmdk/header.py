"""The header of a sparse extent, and the descriptor in it."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from esx_driver.errors import ImageError

SECTOR = 512
MAGIC = b"KDMV"
AT_END = (1 << 64) - 1
"""``gd_offset`` of a file whose grain directory comes last: the footer tells where."""
NEW_LINES, REDUNDANT, COMPRESSED, MARKERS = 1, 1 << 1, 1 << 16, 1 << 17
DEFLATE = 1
_FORM = struct.Struct("<4sIIQQQQIQQQB4sH")
_LARGEST = 64 << 40
"""No disk of VMware's has more bytes."""
_LARGEST_GRAIN = 1 << 20
_LARGEST_DESCRIPTOR = 1 << 20
_ENDS = b"\n \r\n"


@dataclass(frozen=True)
class Header:
    """A sparse extent's header; sizes and offsets are sectors."""

    version: int
    flags: int
    capacity: int
    grain: int
    descriptor_offset: int
    descriptor_size: int
    entries: int
    """How many grains a grain table has."""
    redundant_gd_offset: int
    gd_offset: int
    overhead: int
    compression: int

    @property
    def is_stream(self) -> bool:
        """Whether it is streamOptimized: compressed grains, each behind a marker."""
        return bool(self.flags & COMPRESSED and self.flags & MARKERS)

    @property
    def size(self) -> int:
        """The capacity in bytes."""
        return self.capacity * SECTOR

    @property
    def grain_bytes(self) -> int:
        """The size of a grain in bytes."""
        return self.grain * SECTOR

    def encode(self) -> bytes:
        """The sector."""
        packed = _FORM.pack(
            MAGIC, self.version, self.flags, self.capacity, self.grain, self.descriptor_offset, self.descriptor_size,
            self.entries, self.redundant_gd_offset, self.gd_offset, self.overhead, 0, _ENDS, self.compression,
        )
        return packed.ljust(SECTOR, b"\0")

    @classmethod
    def decode(cls, sector: bytes) -> Header:
        """Read a sector. Raises ``ImageError`` for one that no sound disk has."""
        if len(sector) < _FORM.size or sector[:4] != MAGIC:
            raise ImageError("this is no sparse VMDK")
        (_, version, flags, capacity, grain, descriptor_offset, descriptor_size, entries, redundant, directory, overhead, _,
         ends, compression) = _FORM.unpack_from(sector)
        header = cls(
            version, flags, capacity, grain, descriptor_offset, descriptor_size, entries, redundant, directory, overhead,
            compression,
        )
        header._check(ends)
        return header

    def _check(self, ends: bytes) -> None:
        if self.version not in (1, 2, 3):
            raise ImageError(f"the VMDK is of version {self.version}; 1 to 3 are known")
        if self.flags & NEW_LINES and ends != _ENDS:
            raise ImageError("the VMDK is damaged: its line ends were changed on the way, as a transfer of text does")
        if not 0 < self.size <= _LARGEST:
            raise ImageError(f"the VMDK is damaged: it would have {self.size} bytes")
        if self.grain < 8 or self.grain & (self.grain - 1) or self.grain_bytes > _LARGEST_GRAIN:
            raise ImageError(f"the VMDK is damaged: its grains would have {self.grain} sectors")
        if self.entries != 512:
            raise ImageError(f"the VMDK is damaged: its grain tables would have {self.entries} entries")
        if self.compression not in (0, DEFLATE) or bool(self.flags & COMPRESSED) != (self.compression == DEFLATE):
            raise ImageError(f"the VMDK is compressed in a way that is not known ({self.compression})")
        if self.descriptor_size * SECTOR > _LARGEST_DESCRIPTOR:
            raise ImageError("the VMDK is damaged: its descriptor would be too large")


@dataclass(frozen=True)
class Descriptor:
    """The text that describes a disk: what of it matters here."""

    create_type: str = ""
    adapter_type: str | None = None
    parent: bool = False
    extents: tuple[tuple[int, str, str], ...] = ()
    """Each: sectors, kind (FLAT, VMFS, SPARSE, …), file name."""


def descriptor(text: str) -> Descriptor:
    """Read a descriptor; it may be empty, as in extents of a disk that is described elsewhere."""
    values = {
        match[1].lower(): match[2] for match in re.finditer(r'^\s*([\w.]+)\s*=\s*"?([^"\r\n]*?)"?\s*$', text, re.MULTILINE)
    }
    extents = tuple(
        (int(match[1]), match[2].upper(), match[3])
        for match in re.finditer(r'^\s*(?:RW|RDONLY)\s+(\d{1,15})\s+(\w+)\s+"([^"\r\n]*)"', text, re.MULTILINE)
    )
    return Descriptor(
        values.get("createtype", ""), values.get("ddb.adaptertype") or None,
        values.get("parentcid", "ffffffff").lower() != "ffffffff", extents,
    )
