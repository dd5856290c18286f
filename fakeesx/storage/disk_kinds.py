"""The kinds of virtual disks that a host makes, and what their descriptors and extents are called."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import replace

from fakeesx.storage.descriptor import NO_PARENT, SECTOR, Descriptor, Extent, geometry_for, uuid_to_ddb
from fakeesx.storage.errors import InvalidDatastorePath
from fakeesx.storage.paths import name_of, normalise
from fakeesx.storage.vmdk import flat_name

PIECE = 4192256
"""Sectors of the extents of a disk that is split: 2047 MiB (what hosted products make)."""
_CREATE_TYPES = {
    "thin": "vmfs", "thick": "vmfs", "eagerZeroedThick": "vmfs", "flatMonolithic": "monolithicFlat",
    "sparseMonolithic": "monolithicSparse", "thick2Gb": "twoGbMaxExtentFlat", "sparse2Gb": "twoGbMaxExtentSparse",
}


class DiskKind(enum.StrEnum):
    """How a disk's content is kept; the values are vim25's."""

    THIN = "thin"
    """One flat extent that takes space where it was written."""
    THICK = "thick"
    """One flat extent with all its space; vim25 has also ``preallocated`` for it."""
    EAGER = "eagerZeroedThick"
    """The same, with every block zeroed: the kind that several machines may write to."""
    FLAT = "flatMonolithic"
    """As THICK, for hosted products."""
    SPARSE = "sparseMonolithic"
    """One sparse extent with the descriptor in it, for hosted products."""
    FLAT_2GB = "thick2Gb"
    """Flat extents of 2 GB."""
    SPARSE_2GB = "sparse2Gb"
    """Sparse extents of 2 GB."""

    @property
    def sparse(self) -> bool:
        """Whether its extents are sparse ones, which ESX does not run."""
        return self in (DiskKind.SPARSE, DiskKind.SPARSE_2GB)

    @property
    def thick(self) -> bool:
        """Whether all its space is taken from the start."""
        return not self.sparse and self is not DiskKind.THIN

    @property
    def single_flat(self) -> bool:
        """Whether its content is one flat extent."""
        return not self.sparse and self is not DiskKind.FLAT_2GB


def layout(kind: DiskKind, path: str, sectors: int) -> tuple[Extent, ...]:
    """The extents of a disk whose descriptor is at `path`."""
    if kind is DiskKind.SPARSE:
        return (Extent("RW", sectors, "SPARSE", name_of(path)),)
    if kind is DiskKind.FLAT:
        return (Extent("RW", sectors, "FLAT", name_of(flat_name(path)), 0),)
    if kind.single_flat:
        return (Extent("RW", sectors, "VMFS", name_of(flat_name(path))),)
    stem = name_of(path).removesuffix(".vmdk")
    letter, word, offset = ("s", "SPARSE", None) if kind.sparse else ("f", "FLAT", 0)
    sizes = [min(PIECE, sectors - start) for start in range(0, sectors, PIECE)]
    return tuple(
        Extent("RW", size, word, f"{stem}-{letter}{number:03}.vmdk", offset) for number, size in enumerate(sizes, 1)
    )


def new_descriptor(
    kind: DiskKind, path: str, capacity: int, adapter: str, uuid: str, content_id: str, hardware_version: int = 7,
) -> Descriptor:
    """The descriptor of a new disk. Raises InvalidDatastorePath for a name that no descriptor can write.

    `capacity` in bytes, whole sectors; `uuid` ``6000C29x-…``; `content_id` 32 hexadecimal digits.
    """
    path = normalise(path)
    if '"' in path:
        raise InvalidDatastorePath(path)
    descriptor = Descriptor(
        extents=layout(kind, path, capacity // SECTOR), create_type=_CREATE_TYPES[kind], cid=int(content_id[24:], 16),
        ddb={"virtualHWVersion": str(hardware_version), "longContentID": content_id, "uuid": uuid_to_ddb(uuid)},
    )
    return told(descriptor, kind, adapter)


def kind_of(descriptor: Descriptor) -> DiskKind | None:
    """The kind of a disk, of anybody's making; ``None`` for deltas, raw disks and what else is not made here."""
    kinds = {extent.kind for extent in descriptor.extents}
    if descriptor.parent_cid != NO_PARENT or not kinds <= {"VMFS", "FLAT", "SPARSE"} or len(kinds) != 1:
        return None
    several = len(descriptor.extents) > 1 or descriptor.create_type.startswith("twoGb")
    if kinds == {"SPARSE"}:
        return DiskKind.SPARSE_2GB if several else DiskKind.SPARSE
    if several:
        return DiskKind.FLAT_2GB
    if kinds == {"FLAT"}:
        return DiskKind.FLAT
    return DiskKind.THIN if descriptor.thin else DiskKind.THICK


def told(descriptor: Descriptor, kind: DiskKind, adapter: str) -> Descriptor:
    """A descriptor with the ddb lines that follow from size, kind and adapter."""
    ddb = {key: value for key, value in descriptor.ddb.items() if key not in ("thinProvisioned", "adapterType")}
    ddb |= geometry_lines(descriptor.capacity, adapter)
    if kind is DiskKind.THIN:
        ddb["thinProvisioned"] = "1"
    ddb["adapterType"] = adapter
    return replace(descriptor, ddb=ddb)


def geometry_lines(capacity: int, adapter: str) -> dict[str, str]:
    """The ddb lines of a disk's geometry."""
    geometry = geometry_for(capacity, adapter)
    return {
        "geometry.cylinders": str(geometry.cylinders), "geometry.heads": str(geometry.heads),
        "geometry.sectors": str(geometry.sectors),
    }


def is_sparse(extents: Iterable[Extent]) -> bool:
    """Whether a disk has extents that ESX does not run."""
    return any(extent.kind == "SPARSE" for extent in extents)
