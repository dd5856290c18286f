"""Delta disks: made on a disk that is frozen from then on, and put together with it again."""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from dataclasses import replace

from fakeesx.storage import cowd, vmdk
from fakeesx.storage.chains import Layer, Link
from fakeesx.storage.copying import CopyCancelled
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import SECTOR, Descriptor, Extent, is_hexadecimal, uuid_to_ddb
from fakeesx.storage.errors import FileTooLarge, InvalidDatastorePath, InvalidDescriptor, StorageError
from fakeesx.storage.paths import join, name_of, normalise, parent_of
from fakeesx.storage.volumes import MOUNTS

_NUMBERED = re.compile(r"(.*)-[0-9]{6}", re.DOTALL)
_PIECE = 2048
"""Sectors that are copied at once."""


def delta_name(path: str) -> str:
    """The extent's path for a delta disk's descriptor: ``vm/vm-000001-delta.vmdk`` for ``vm/vm-000001.vmdk``.

    That of a redo log ``vm.vmdk.REDO_a1b2c3`` is ``vm.vmdk-delta.REDO_a1b2c3``.
    """
    stem, mark, rest = path.rpartition(".REDO_")
    if mark:
        return f"{stem}-delta{mark}{rest}"
    return f"{path.removesuffix('.vmdk')}-delta.vmdk"


def stem_of(path: str) -> str:
    """What the names of a disk's deltas begin with: ``vm_1`` for ``vm/vm_1.vmdk`` and for ``vm/vm_1-000003.vmdk``."""
    stem = name_of(path).removesuffix(".vmdk")
    match = _NUMBERED.fullmatch(stem)
    return match[1] if match is not None else stem


def is_numbered(path: str) -> bool:
    """Whether a disk has a name as ``free_delta`` gives to those that hosts make by themselves."""
    return _NUMBERED.fullmatch(name_of(path).removesuffix(".vmdk")) is not None


def free_delta(datastore: Datastore, directory: str, stem: str, taken: Container[str] = ()) -> str:
    """The path of the next delta disk of a name: the first number from 000001 on that no file has and that is not
    `taken`."""
    number = 1
    while True:
        path = join(directory, f"{stem}-{number:06d}.vmdk")
        if path not in taken and not datastore.exists(path) and not datastore.exists(delta_name(path)):
            return path
        number += 1


def create_delta(
    parent: Link, datastore: Datastore, path: str, content_id: str, *, uuid: str | None = None,
    durable: bool | None = None,
) -> Descriptor:
    """Make a delta disk that reads as its parent: the descriptor at `path` and ``<stem>-delta.vmdk``; all or nothing.

    `content_id`: 32 hexadecimal digits, of which the last eight, the CID, are the parent's until somebody writes; `uuid`:
    one of its own, where it has not its parent's. Raises FileAlreadyExists, FileNotFound (no directory), NoDiskSpace,
    FileTooLarge (beyond 2 TB).
    """
    path = normalise(path)
    if not is_hexadecimal(content_id, 32):
        raise ValueError(f"not a content id: {content_id!r}")
    old = parent.descriptor
    if '"' in path or '"' in parent.path:  # the descriptor's text has no way to write it
        raise InvalidDatastorePath(datastore.text(path))
    sectors, extent = old.capacity // SECTOR, delta_name(path)
    hint = hint_for(datastore, path, parent)
    if sectors > cowd.MOST_SECTORS:
        raise FileTooLarge(datastore.text(path), old.capacity, cowd.MOST_SECTORS * SECTOR)
    try:
        head, size = cowd.new_extent(sectors, hint)
    except ValueError as error:
        raise InvalidDescriptor(str(parent), str(error)) from None
    ddb = {"longContentID": f"{content_id[:24]}{old.cid:08x}", **({} if uuid is None else {"uuid": uuid_to_ddb(uuid)})}
    descriptor = Descriptor(
        extents=(Extent("RW", sectors, "VMFSSPARSE", name_of(extent)),), create_type="vmfsSparse", cid=old.cid,
        parent_cid=old.cid, parent_hint=hint, ddb=ddb,
    )
    datastore.create_sparse(extent, size, thick=False, head=head, durable=durable)
    try:
        datastore.create_files({path: descriptor.format().encode()}, durable=durable)
    except StorageError:
        datastore.delete_file(extent, durable=durable)
        raise
    return descriptor


def hint_for(datastore: Datastore, path: str, parent: Link) -> str:
    """How the descriptor at `path` names its parent: by its name where both are in one directory, else in full."""
    if datastore is parent.datastore and parent_of(path) == parent_of(parent.path):
        return name_of(parent.path)
    return f"{MOUNTS}{parent.datastore.uuid}/{parent.path}"


def on_parent(child: Link, parent: Link) -> Descriptor:
    """The descriptor of a delta disk as the child of another parent, which must read as the old one does."""
    hint = hint_for(child.datastore, child.path, parent)
    return replace(child.descriptor, parent_hint=hint, parent_cid=parent.descriptor.cid)


class Merge:
    """What a delta disk holds on its way into its parent, which then reads as the delta does.

    The delta reads as before meanwhile. `run` alone may be called in another thread, once, and then nothing else until it
    has ended but `cancel` and `done`. The descriptors are the caller's to change: the parent gets the delta's content id,
    so that the delta's children fit it.
    """

    def __init__(self, child: Link, parent: Link, *, owner: str | None = None) -> None:
        """Open both and take the room. Raises FileLocked, NoDiskSpace, InvalidDescriptor, FileNotFound."""
        self.child, self.parent = child, parent
        self._cancelled = False
        self._seen = _changes(child)
        self._source = Layer(child, owner=owner)
        try:
            self._target = Layer(parent, owner=owner, writable=True, undo=True)
            try:
                sectors = min(self._source.sectors, self._target.sectors)
                self._runs = [
                    (first, count) for first, count, here in self._source.runs(0, sectors) if here
                ]
                self._target.reserve([_whole(first, count, self._target.grain, sectors) for first, count in self._runs])
            except BaseException:
                self._target.close()
                raise
        except BaseException:
            self._source.close()
            raise
        self.size = sum(count for _, count in self._runs) * SECTOR
        """Bytes to be copied."""
        self.done = 0
        """Bytes copied so far, from any thread."""

    def run(self) -> None:
        """Copy the content. Raises ``StorageError``, CopyCancelled; then call `undo`."""
        try:
            for first, count in self._runs:
                for start in range(first, first + count, _PIECE):
                    if self._cancelled:
                        raise CopyCancelled
                    length = min(_PIECE, first + count - start)
                    self._target.write(start, self._source.read(start, length))
                    self.done += length * SECTOR
        except cowd.NotCowd as error:
            raise InvalidDescriptor(str(self.parent), str(error)) from None

    def cancel(self) -> None:
        """Ask `run` to end, from any thread."""
        self._cancelled = True

    @property
    def outdated(self) -> bool:
        """Whether somebody has written to the delta since."""
        return _changes(self.child) != self._seen

    def undo(self) -> None:
        """Make the parent's content again what it was. Raises nothing of the storage's."""
        with suppress(StorageError):
            self._target.undo()

    def close(self) -> None:
        """Let the files go."""
        self._source.close()
        self._target.close()


def _whole(first: int, count: int, grain: int, sectors: int) -> tuple[int, int]:
    start = first // grain * grain
    return start, min(-(-(first + count) // grain) * grain, sectors) - start


def _changes(link: Link) -> tuple[int, ...]:
    """When the disk's extents were last changed, as the operating system knows it; -1 for one that is not there."""
    found: list[int] = []
    for path in vmdk.extents(link.descriptor, link.path):
        try:
            found.append(link.datastore.resolve(path).stat().st_ctime_ns)
        except FileNotFoundError:
            found.append(-1)
    return tuple(found)
