"""Images kept on the datastores: a machine's disk is made from there by the host itself, and the image is sent once.

An image is kept in ``[datastore] FOLDER/ID/ID.vmdk``, and beside it a file ``used`` with the time of its last use, in
seconds since 1970. It is sent under another name and moved to its place when it is whole; whoever comes second finds it
there.

A machine's disk is a delta on the kept one (a linked copy), or a whole copy of it. A delta is as large as what it stands on:
for machines with larger disks there is a larger one beside the image, ``ID.GB.vmdk``, made when it is first wanted. What
deltas stand on is never written to, and stays for as long as a machine needs it (``aging``).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from oslo_config import cfg

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.host import Host
from esx_driver.images.image import Image
from esx_driver.progress import Reporter
from esx_driver.undoing import Undoing
from esx_driver.vim import faults
from esx_driver.vim.session import UNDONE
from esx_driver.vm import disks
from esx_driver.vm.destroying import delete_folder

ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
TRIES = 3
"""How often a disk is made where the image was removed meanwhile."""
Clock = Callable[[], float]
"""Seconds since 1970."""


@dataclass(frozen=True)
class Entry:
    """A cached image: its folder, its size in bytes, when it was last used (seconds since 1970; 0: that is not known)."""

    image_id: str
    folder: DatastorePath
    size: int
    used: float

    @property
    def disk(self) -> DatastorePath:
        """The image as a virtual disk."""
        return self.folder / f"{self.image_id}.vmdk"

    def sized(self, gb: int) -> DatastorePath:
        """The same as a disk of so many GB."""
        return self.folder / f"{self.image_id}.{gb}.vmdk"


def is_linked(conf: cfg.ConfigOpts, image: Image) -> bool:
    """Whether a machine's disk is to be a delta on a cached image: as the image says, or else the options.

    Not for an image that may change: nobody could tell what the delta stands on.
    """
    wanted = conf.use_linked_clone if image.linked_clone is None else image.linked_clone
    return bool(wanted and _can_be_kept(image))


def serves(conf: cfg.ConfigOpts, image: Image) -> bool:
    """Whether a machine's disk, whole or not, is to be made from a cached copy of an image."""
    return is_linked(conf, image) or bool(conf.use_linked_clone and _can_be_kept(image))


def fill(
    host: Host, conf: cfg.ConfigOpts, image: Image, disk: DatastorePath, adapter: str, clock: Clock, report: Reporter,
) -> None:
    """Make a disk with the content of an image that the cache serves; it is put into the cache if it is not there.

    Raises ``VimFault``, ``ImageError``, ``TransferError``.
    """
    entry = _entry(conf, image, disk.datastore)
    for turn in range(TRIES):
        _ensure(host, entry, image, adapter, clock, report)
        try:
            disks.copy(host, entry.disk, disk, adapter, report)
            return
        except faults.FileNotFound:  # it was removed between the two
            if turn == TRIES - 1:
                raise


def base(
    host: Host, conf: cfg.ConfigOpts, image: Image, datastore: str, gb: int, adapter: str, clock: Clock, report: Reporter,
) -> DatastorePath:
    """The disk for deltas of an image to stand on, of ``gb`` GB where the image is smaller; it is made if it is not there.

    It may be removed again until a machine has a delta on it. Raises as ``fill``.
    """
    entry = _entry(conf, image, datastore)
    for turn in range(TRIES):
        _ensure(host, entry, image, adapter, clock, report)
        if gb << 30 <= image.capacity:
            break
        try:
            return _ensure_sized(host, entry, gb, adapter, clock, report)
        except faults.FileNotFound:
            if turn == TRIES - 1:
                raise
    return entry.disk


def _can_be_kept(image: Image) -> bool:
    return image.identity is not None and ID.fullmatch(image.identity) is not None


def _entry(conf: cfg.ConfigOpts, image: Image, datastore: str) -> Entry:
    name = image.identity or ""
    return Entry(name, DatastorePath(datastore, conf.vmwareapi_cache_folder) / name, image.capacity, 0)


# putting in


def _ensure(host: Host, entry: Entry, image: Image, adapter: str, clock: Clock, report: Reporter) -> None:
    if _is_there(host, entry.disk, entry.size):
        try:
            _stamp(host, entry.folder, clock)
            return
        except TransferError:
            if _is_there(host, entry.disk, entry.size):  # else it is being removed just now
                raise
    with _unfinished(host, entry, clock) as part:
        disks.upload(host, part / entry.disk.name, image, adapter, report)
        _stamp(host, part, clock)
        try:
            move(host, part, entry.folder)
        except faults.FileAlreadyExists:
            _put(host, part / entry.disk.name, entry.disk, entry.size)
            _stamp(host, entry.folder, clock)


def _ensure_sized(
    host: Host, entry: Entry, gb: int, adapter: str, clock: Clock, report: Reporter,
) -> DatastorePath:
    disk, size = entry.sized(gb), gb << 30
    if not _is_there(host, disk, size):
        with _unfinished(host, entry, clock) as part:
            disks.copy(host, entry.disk, part / disk.name, adapter, report)
            disks.grow(host, part / disk.name, size, report)
            _put(host, part / disk.name, disk, size)
    return disk


def _is_there(host: Host, disk: DatastorePath, size: int) -> bool:
    return host.transfer.size(disk.extent) == size


def _put(host: Host, part: DatastorePath, disk: DatastorePath, size: int) -> None:
    """Move a whole disk to its place, unless somebody was faster; remains of one are replaced, whatever is beside them."""
    if _is_there(host, disk, size):
        return
    with suppress(faults.FileAlreadyExists):
        disks.move(host, part, disk)
        return
    if not _is_there(host, disk, size):
        disks.delete(host, disk)
        disks.move(host, part, disk)


@contextmanager
def _unfinished(host: Host, entry: Entry, clock: Clock) -> Iterator[DatastorePath]:
    """A folder to make a disk in; what is in it afterwards is deleted."""
    part = entry.folder.parent / f"{entry.image_id}.part-{uuid.uuid4()}"
    with Undoing() as undoing:
        undoing.add(f"the folder {part}", lambda: delete_folder(host, part))
        with suppress(faults.FileAlreadyExists):
            host.session.call(
                "MakeDirectory", host.manager("fileManager"), name=str(part), datacenter=host.places.datacenter,
                createParentDirectories=True, look=lambda: UNDONE,
            )
        _stamp(host, part, clock)
        yield part
        delete_folder(host, part)


def _stamp(host: Host, folder: DatastorePath, clock: Clock) -> None:
    text = f"{int(clock())}\n".encode()
    host.transfer.upload(folder / "used", len(text), lambda: _opened(text))


@contextmanager
def _opened(data: bytes) -> Iterator[list[bytes]]:
    yield [data]


def move(host: Host, source: DatastorePath, target: DatastorePath) -> None:
    """Give a folder another name. Raises ``VimFault``."""
    datacenter = host.places.datacenter
    host.tasks.run(
        "MoveDatastoreFile_Task", host.manager("fileManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destinationName=str(target), destinationDatacenter=datacenter, force=False,
    )


__all__ = ["Entry", "base", "fill", "is_linked", "serves"]
