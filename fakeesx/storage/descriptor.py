"""The text of a virtual disk's descriptor: geometry, extents and the disk data base (ddb)."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from fakeesx.storage.errors import InvalidDescriptor

SECTOR = 512
NO_PARENT = 0xFFFFFFFF
MAPPED = "VMFSRDM"
"""The kind of an extent that points to a LUN."""
FRESH_CID = 0xFFFFFFFE
"""Content id of a disk that nobody has written to (recorded: contentId ends in fffffffe)."""

_EXTENT = re.compile(r'(RW|RDONLY|NOACCESS)\s+([0-9]{1,15})\s+(\w+)(?:\s+"([^"]*)"(?:\s+([0-9]{1,15}))?)?')
_ACCESS = ("RW", "RDONLY", "NOACCESS")
_SETTING = re.compile(r'([A-Za-z][\w.:\-]*)\s*=\s*(?:"([^"]*)"|([^"\s]*))')
_HEXADECIMAL = re.compile("[0-9a-fA-F]+")
_HEADER = ("version", "encoding", "CID", "parentCID", "isNativeSnapshot", "createType", "parentFileNameHint")
_KNOWN = {key.lower(): key for key in _HEADER}
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Geometry:
    """Cylinders, heads and sectors as the guest's BIOS sees them."""

    cylinders: int
    heads: int
    sectors: int


def geometry_for(capacity: int, adapter: str) -> Geometry:
    """The geometry VMware gives a disk of `capacity` bytes.

    IDE: 16 heads of 63 sectors, at most 16383 cylinders (ATA). SCSI (lsilogic, buslogic): 64/32 below 1 GiB,
    128/32 below 2 GiB, else 255/63, the rule of BusLogic's adapters. (inferred: where exactly 1 and 2 GiB
    belong)
    """
    sectors = capacity // SECTOR
    if adapter == "ide":
        return Geometry(min(sectors // (16 * 63), 16383), 16, 63)
    if capacity < 1024 * _MIB:
        heads, per_track = 64, 32
    elif capacity < 2048 * _MIB:
        heads, per_track = 128, 32
    else:
        heads, per_track = 255, 63
    return Geometry(sectors // (heads * per_track), heads, per_track)


@dataclass(frozen=True, slots=True)
class Extent:
    """One line of the extent description: `sectors` of 512 bytes in `file`, a name beside the descriptor.

    `kind` is VMFS, VMFSSPARSE, FLAT, SPARSE, ZERO, VMFSRDM, … `offset` counts sectors and belongs to FLAT.
    """

    access: str
    sectors: int
    kind: str
    file: str = ""
    offset: int | None = None

    def __str__(self) -> str:
        text = f"{self.access} {self.sectors} {self.kind}"
        if self.file:
            text += f' "{self.file}"'
        return text if self.offset is None else f"{text} {self.offset}"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A disk as its descriptor tells it: `ddb` by key without "ddb.", `other` the header's unknown keys."""

    extents: tuple[Extent, ...]
    create_type: str = "vmfs"
    cid: int = FRESH_CID
    parent_cid: int = NO_PARENT
    ddb: Mapping[str, str] = field(default_factory=dict)
    parent_hint: str = ""
    """File name of the parent disk, for a delta disk (parentFileNameHint)."""
    other: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nobody changes the mappings from outside."""
        object.__setattr__(self, "ddb", MappingProxyType(dict(self.ddb)))
        object.__setattr__(self, "other", MappingProxyType(dict(self.other)))

    @property
    def capacity(self) -> int:
        """What the guest sees, in bytes."""
        return sum(extent.sectors for extent in self.extents) * SECTOR

    @property
    def thin(self) -> bool:
        """Whether the extents take space only where they were written."""
        return self.ddb.get("thinProvisioned", "0") not in ("", "0")

    @property
    def maps_device(self) -> bool:
        """Whether the disk is a raw device mapping: its content is a LUN."""
        return any(extent.kind == MAPPED for extent in self.extents)

    @property
    def adapter(self) -> str:
        """ide, buslogic, lsilogic or legacyESX; "" when it is not told."""
        return self.ddb.get("adapterType", "")

    @property
    def uuid(self) -> str:
        """The disk's uuid as ``6000C299-347c-24f7-f268-a7bc6ae5b19a``; "" when it has none."""
        return uuid_from_ddb(self.ddb.get("uuid", ""))

    @property
    def content_id(self) -> str:
        """32 hexadecimal digits, the last eight of which are the CID; "" when it has none."""
        return self.ddb.get("longContentID", "")

    @property
    def thick_files(self) -> tuple[str, ...]:
        """The names of the extents that take all their space from the start."""
        return () if self.thin else tuple(each.file for each in self.extents if each.kind in ("VMFS", "FLAT"))

    def format(self) -> str:
        """The text, in VMware's order (recorded: its length for four disks, to the byte)."""
        header = [
            "# Disk DescriptorFile",
            "version=1",
            'encoding="UTF-8"',
            f"CID={self.cid:08x}",
            f"parentCID={self.parent_cid:08x}",
            'isNativeSnapshot="no"',
            f'createType="{self.create_type}"',
            *([f'parentFileNameHint="{self.parent_hint}"'] if self.parent_hint else []),
            *(f'{key}="{value}"' for key, value in self.other.items()),
        ]
        extents = ["# Extent description", *map(str, self.extents)]
        ddb = ["# The Disk Data Base ", "#DDB", "", *(f'ddb.{k} = "{v}"' for k, v in self.ddb.items())]
        return "\n".join([*header, "", *extents, "", *ddb, ""])

    @classmethod
    def parse(cls, text: str, path: str = "") -> Descriptor:
        """Read a descriptor, of VMware's or anybody's making.

        Order, blanks, quotes, letter case of keys and unknown keys don't matter. Raises
        InvalidDescriptor(path) when there is no extent, or a line is none of comment, setting and extent.
        """
        header: dict[str, str] = {}
        ddb: dict[str, str] = {}
        extents: list[Extent] = []
        for line in map(str.strip, text.rstrip("\0").split("\n")):
            if not line or line.startswith("#"):
                continue
            if line.startswith(_ACCESS) and (match := _EXTENT.fullmatch(line)):
                access, sectors, kind, file, offset = match.groups()
                extents.append(Extent(access, int(sectors), kind, file or "", _integer(offset)))
            elif match := _SETTING.fullmatch(line):
                key, value = match[1], match[2] if match[2] is not None else match[3]
                if key.startswith("ddb."):
                    ddb[key[4:]] = value
                else:
                    header[_KNOWN.get(key.lower(), key)] = value
            else:
                raise InvalidDescriptor(path, f"not a line of a disk descriptor: {line[:60]!r}")
        if not extents:
            raise InvalidDescriptor(path, "no extent description")
        return cls(
            extents=tuple(extents),
            create_type=header.get("createType", ""),
            cid=_content_id(header.get("CID", "fffffffe"), path),
            parent_cid=_content_id(header.get("parentCID", "ffffffff"), path),
            ddb=ddb,
            parent_hint=header.get("parentFileNameHint", ""),
            other={key: value for key, value in header.items() if key not in _KNOWN.values()},
        )


def _integer(text: str | None) -> int | None:
    return None if text is None else int(text)


def _content_id(text: str, path: str) -> int:
    if len(text) > 8 or _HEXADECIMAL.fullmatch(text) is None:
        raise InvalidDescriptor(path, f"not a content id: {text[:20]!r}")
    return int(text, 16)


def uuid_to_ddb(uuid: str) -> str:
    """``6000C299-347c-…`` as the descriptor writes it: ``60 00 C2 99 34 7c 24 f7-f2 68 a7 bc 6a e5 b1 9a``.

    Raises ValueError for anything but 32 hexadecimal digits.
    """
    digits = uuid.replace("-", "")
    if not is_hexadecimal(digits, 32):
        raise ValueError(f"not a disk uuid: {uuid!r}")
    letters = iter(digits)
    pairs = " ".join(map("".join, zip(letters, letters, strict=True)))
    return f"{pairs[:23]}-{pairs[24:]}"


def is_hexadecimal(text: str, digits: int) -> bool:
    """Whether the text is that many hexadecimal digits and nothing else."""
    return len(text) == digits and _HEXADECIMAL.fullmatch(text) is not None


def uuid_from_ddb(text: str) -> str:
    """The uuid in the form of vim25's backing.uuid; "" for what is none."""
    digits = re.sub(r"[\s-]", "", text)
    if not is_hexadecimal(digits, 32):
        return ""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def new_disk_uuid(source: random.Random) -> str:
    """A uuid for a new disk, ``6000C29x-…`` (recorded: the first seven digits of four disks)."""
    return uuid_from_ddb(f"6000C29{source.getrandbits(100):025x}")


def new_content_id(source: random.Random, cid: int = FRESH_CID) -> str:
    """A content id for a new disk: 24 random digits and the CID."""
    return f"{source.getrandbits(96):024x}{cid:08x}"
