"""Disks with their parents: a delta disk holds what was written since its parent was frozen, and shows the rest of it."""

from __future__ import annotations

import os
import random
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import NamedTuple, Protocol

from fakeesx.storage import cowd, mappings, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import FRESH_CID, MAPPED, NO_PARENT, SECTOR, Descriptor, Extent
from fakeesx.storage.errors import InvalidDatastorePath, InvalidDescriptor, StorageError
from fakeesx.storage.in_place import InPlace
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, normalise, parent_of
from fakeesx.storage.volumes import MOUNTS

LONGEST = 256
"""Disks of a chain that are followed; hosts allow 32 snapshots one upon the other."""
_FLAT = ("VMFS", "FLAT")
_SPARSE = "VMFSSPARSE"


class Mounts(Protocol):
    """Where absolute names of parents lead (see ``Volumes``)."""

    def resolve_mount(self, path: str) -> tuple[Datastore, str]:
        """The datastore and path of ``/vmfs/volumes/…``."""


class Link(NamedTuple):
    """One disk of a chain."""

    datastore: Datastore
    path: str
    descriptor: Descriptor

    def __str__(self) -> str:
        return self.datastore.text(self.path)


def chain(mounts: Mounts, datastore: Datastore, path: str) -> tuple[Link, ...]:
    """A disk, its parent, and so on down to the base disk.

    Raises FileNotFound (also for a parent), IsADirectory, InvalidDescriptor (also for a parent that was written to since its
    child was made, which the content ids tell, or that was made larger).
    """
    links: list[Link] = []
    place: tuple[Datastore, str] | None = (datastore, normalise(path))
    while place is not None:
        link = Link(*place, vmdk.read_descriptor(*place))
        if len(links) == LONGEST or any((each.datastore, each.path) == place for each in links):
            raise InvalidDescriptor(str(link), "a chain of parents without an end")
        if links and links[-1].descriptor.parent_cid != link.descriptor.cid:
            raise InvalidDescriptor(str(links[-1]), "the parent was modified since the disk was made")
        if links and links[-1].descriptor.capacity != link.descriptor.capacity:
            raise InvalidDescriptor(str(links[-1]), "the parent has another size than the disk")
        links.append(link)
        place = parent_place(mounts, link)
    return tuple(links)


def parent_place(mounts: Mounts, link: Link) -> tuple[Datastore, str] | None:
    """Where the parent of a disk is, ``None`` for a base disk. Raises InvalidDescriptor, UnknownDatastore."""
    if link.descriptor.parent_cid == NO_PARENT:
        return None
    hint = link.descriptor.parent_hint
    try:
        if hint.startswith(MOUNTS):
            return mounts.resolve_mount(hint)
        if not hint or hint.startswith("/"):
            raise InvalidDatastorePath(hint)
        return link.datastore, join(parent_of(link.path), normalise(hint))
    except InvalidDatastorePath:
        raise InvalidDescriptor(str(link), f"no name of a parent: {hint[:60]!r}") from None


def lock(
    mounts: Mounts, datastore: Datastore, path: str, owner: str, mode: LockMode = LockMode.EXCLUSIVE,
) -> None:
    """Hold a disk for a running virtual machine in `mode`, and its parents so that nobody writes them.

    Raises as ``chain`` and ``vmdk.lock_disk`` do, and FileNotFound for a mapping of a LUN that the host does not see; then
    nothing is held that was not before.
    """
    descriptor = vmdk.lock_disk(datastore, path, owner, mode)
    if descriptor.parent_cid == NO_PARENT and not descriptor.maps_device:
        return
    held = [Link(datastore, path, descriptor)]
    try:
        if descriptor.maps_device:
            mappings.content_of(datastore, path, descriptor, owner=owner)
        for link in chain(mounts, datastore, path)[1:]:
            vmdk.lock_disk(link.datastore, link.path, owner, LockMode.READ_ONLY)
            held.append(link)
            if link.descriptor.maps_device:
                mappings.content_of(*link, owner=owner)
    except StorageError:
        for link in held:
            vmdk.unlock_disk(link.datastore, link.path, owner)
        raise


def unlock(mounts: Mounts, datastore: Datastore, path: str, owner: str, but: Container[str] = ()) -> None:
    """Give up what ``lock`` holds; ``but``: those parents that other disks of the owner are based on, too."""
    for number, link in enumerate(chain(mounts, datastore, path)):
        if not number or str(link) not in but:
            vmdk.unlock_disk(link.datastore, link.path, owner)


class _Reader:
    """A file that is only read."""

    def __init__(self, datastore: Datastore, path: str, owner: str | None) -> None:
        self._file = datastore.open_read(path, owner=owner)
        self._text = datastore.text(path)

    @property
    def size(self) -> int:
        """Bytes."""
        return os.fstat(self._file.fileno()).st_size

    def read(self, offset: int, length: int) -> bytes:
        """Bytes at a place, zeros beyond the end."""
        data = os.pread(self._file.fileno(), length, offset)
        while len(data) < length:
            more = os.pread(self._file.fileno(), length - len(data), offset + len(data))
            if not more:
                return data + bytes(length - len(data))
            data += more
        return data

    def write(self, _offset: int, _data: bytes, /) -> None:
        """Never called."""
        raise InvalidDescriptor(self._text, "opened for reading")

    def resize(self, _size: int, /) -> None:
        """Never called."""
        raise InvalidDescriptor(self._text, "opened for reading")

    def close(self) -> None:
        """Let it go."""
        self._file.close()


class _Part(NamedTuple):
    """One extent of a disk: sectors ``first`` up to ``end``, which begin in the file at sector ``offset``."""

    first: int
    end: int
    file: _Reader | InPlace | None
    offset: int
    sparse: cowd.Extent | None


class Layer:
    """The extents of one disk of a chain. Sectors are the guest's."""

    def __init__(self, link: Link, *, owner: str | None = None, writable: bool = False, undo: bool = False) -> None:
        """Open its files. Raises FileNotFound, FileLocked, InvalidDescriptor."""
        self.link = link
        self._parts: list[_Part] = []
        first = 0
        try:
            for extent in link.descriptor.extents:
                self._parts.append(self._open(extent, first, owner, writable, undo))
                first += extent.sectors
        except BaseException:
            self.close()
            raise
        self.sectors = first

    def runs(self, first: int, count: int) -> Iterator[tuple[int, int, bool]]:
        """Sectors in runs (first, how many, whether they are here or the parent's), as far as the disk goes."""
        for part, start, end in self._within(first, count):
            if part.sparse is None:
                yield start, end - start, True
            else:
                for run in part.sparse.runs(start - part.first, end - start):
                    yield run.first + part.first, run.length, bool(run.place)

    def read(self, first: int, count: int) -> bytes:
        """Sectors that are here; zeros for others."""
        pieces = []
        for part, start, end in self._within(first, count):
            if part.file is None:
                pieces.append(bytes((end - start) * SECTOR))
            elif part.sparse is None:
                pieces.append(part.file.read((start - part.first + part.offset) * SECTOR, (end - start) * SECTOR))
            else:
                for run in part.sparse.runs(start - part.first, end - start):
                    pieces.append(part.sparse.read(run.place, run.length) if run.place else bytes(run.length * SECTOR))
        return b"".join(pieces)

    def write(self, first: int, data: bytes) -> None:
        """Write sectors."""
        view = memoryview(data)
        for part, start, end in self._within(first, len(data) // SECTOR):
            piece = view[(start - first) * SECTOR : (end - first) * SECTOR]
            if part.sparse is not None:
                part.sparse.write(start - part.first, piece)
            elif part.file is not None:
                part.file.write((start - part.first + part.offset) * SECTOR, bytes(piece))

    def reserve(self, runs: Sequence[tuple[int, int]]) -> None:
        """Take the room for sectors (first, how many) that are to be written. Raises NoDiskSpace."""
        needed = dict.fromkeys(range(len(self._parts)), 0)
        for first, count in runs:
            for part, start, end in self._within(first, count):
                if isinstance(part.file, InPlace):
                    needed[self._parts.index(part)] += (
                        part.file.holes((start - part.first + part.offset) * SECTOR, (end - start) * SECTOR)
                        if part.sparse is None else part.sparse.cost(start - part.first, end - start)
                    )
        for number, more in needed.items():
            file = self._parts[number].file
            if more and isinstance(file, InPlace):
                file.reserve(more)

    @property
    def grain(self) -> int:
        """Sectors that can only be written together."""
        return max((part.sparse.grain for part in self._parts if part.sparse is not None), default=1)

    def undo(self) -> None:
        """Put back what stood there before."""
        for part in self._parts:
            if isinstance(part.file, InPlace):
                part.file.undo()

    def close(self) -> None:
        """Let the files go."""
        for part in self._parts:
            if part.file is not None:
                part.file.close()

    def _open(self, extent: Extent, first: int, owner: str | None, writable: bool, undo: bool) -> _Part:
        link, end = self.link, first + extent.sectors
        if extent.kind == "ZERO":
            return _Part(first, end, None, 0, None)
        if extent.kind not in (*_FLAT, _SPARSE, MAPPED):
            raise InvalidDescriptor(str(link), f"extents of kind {extent.kind} can't be read")
        store, path = link.datastore, vmdk.extent_path(extent, link.path)
        if extent.kind == MAPPED:
            store, path = mappings.content_of(*link, owner=owner)
        file: _Reader | InPlace = (
            store.open_in_place(path, owner=owner, undo=undo) if writable else _Reader(store, path, owner)
        )
        if extent.kind in (*_FLAT, MAPPED):
            return _Part(first, end, file, extent.offset or 0, None)
        try:
            sparse = cowd.Extent(file)
            if sparse.sectors < extent.sectors:
                raise cowd.NotCowd("shorter than the disk")
        except cowd.NotCowd as error:
            file.close()
            raise InvalidDescriptor(link.datastore.text(path), str(error)) from None
        return _Part(first, end, file, 0, sparse)

    def _within(self, first: int, count: int) -> Iterator[tuple[_Part, int, int]]:
        for part in self._parts:
            start, end = max(first, part.first), min(first + count, part.end)
            if start < end:
                yield part, start, end


class Disk:
    """A disk with its parents, open to be read, and to be written as a guest does: into the top of the chain.

    Use it in a ``with`` statement.
    """

    def __init__(
        self, mounts: Mounts, datastore: Datastore, path: str, *, owner: str | None = None, writable: bool = False,
    ) -> None:
        """Raises as ``chain`` does; FileLocked where somebody else than ``owner`` holds a file."""
        self._owner = owner
        self._touched = False
        links = chain(mounts, datastore, path)
        self._files = ExitStack()
        self._layers: list[Layer] = []
        try:
            for link in links:
                layer = Layer(link, owner=owner, writable=writable and not self._layers)
                self._files.callback(layer.close)
                self._layers.append(layer)
        except BaseException:
            self._files.close()
            raise
        self.capacity = links[0].descriptor.capacity
        """Bytes."""

    def __enter__(self) -> Disk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._files.close()

    def read(self, offset: int, length: int) -> bytes:
        """Bytes as the guest sees them. ValueError beyond the disk's end."""
        self._require(offset, length)
        first = offset // SECTOR
        count = -(-(offset + length) // SECTOR) - first
        whole = bytearray(count * SECTOR)
        self._fill(0, first, count, memoryview(whole))
        start = offset - first * SECTOR
        return bytes(whole[start : start + length])

    def write(self, offset: int, data: bytes, source: random.Random) -> None:
        """Write bytes as the guest does; the first ones since it was opened give it a new content id, drawn from ``source``.

        Raises NoDiskSpace, ValueError beyond the disk's end.
        """
        self._require(offset, len(data))
        if not data:
            return
        top = self._layers[0]
        unit = top.grain * SECTOR
        start, end = offset // unit * unit, min(-(-(offset + len(data)) // unit) * unit, top.sectors * SECTOR)
        data = self.read(start, offset - start) + data + self.read(offset + len(data), end - offset - len(data))
        try:
            top.reserve([(start // SECTOR, len(data) // SECTOR)])
            top.write(start // SECTOR, data)
        except cowd.NotCowd as error:
            raise InvalidDescriptor(str(top.link), str(error)) from None
        self._touch(source)

    def _touch(self, source: random.Random) -> None:
        top = self._layers[0]
        link = top.link
        if not self._touched:
            cid = source.randrange(1, FRESH_CID)
            while cid in (link.descriptor.cid, link.descriptor.parent_cid):
                cid = source.randrange(1, FRESH_CID)
            changed = with_cid(link.descriptor, cid)
            vmdk.write_descriptor(link.datastore, link.path, changed, owner=self._owner)
            top.link = link._replace(descriptor=changed)
            self._touched = True

    def _fill(self, level: int, first: int, count: int, view: memoryview) -> None:
        if level == len(self._layers):
            return
        layer = self._layers[level]
        for start, length, here in layer.runs(first, count):
            part = view[(start - first) * SECTOR : (start - first + length) * SECTOR]
            if here:
                part[:] = layer.read(start, length)
            else:
                self._fill(level + 1, start, length, part)

    def _require(self, offset: int, length: int) -> None:
        if offset < 0 or length < 0 or offset + length > self.capacity:
            raise ValueError(f"{length} bytes at {offset} are not within a disk of {self.capacity}")


def with_cid(descriptor: Descriptor, cid: int) -> Descriptor:
    """A descriptor with another content id."""
    ddb = dict(descriptor.ddb)
    if descriptor.content_id:
        ddb["longContentID"] = f"{descriptor.content_id[:24]}{cid:08x}"
    return replace(descriptor, cid=cid, ddb=ddb)


def read(mounts: Mounts, datastore: Datastore, path: str, offset: int, length: int, *, owner: str | None = None) -> bytes:
    """Bytes of a disk as a guest sees them. Raises as ``Disk`` does."""
    with Disk(mounts, datastore, path, owner=owner) as disk:
        return disk.read(offset, length)


def write(
    mounts: Mounts, datastore: Datastore, path: str, offset: int, data: bytes, source: random.Random, *,
    owner: str | None = None,
) -> None:
    """Write bytes to a disk as a guest does. Raises as ``Disk`` does."""
    with Disk(mounts, datastore, path, owner=owner, writable=True) as disk:
        disk.write(offset, data, source)
