"""Images kept on the datastores: a machine's disk is made from there by the host itself, and the image is sent once.

An image is kept in ``[datastore] FOLDER/ID/ID.vmdk`` (an ISO image: ``ID.iso``), and beside it a file ``used`` with the time
of its last use, in seconds since 1970. It is sent under another name and moved to its place when it is whole; whoever comes
second finds it there.

A machine's disk is a delta on the kept one (a linked copy), or a whole copy of it. A delta is as large as what it stands on:
for machines with larger disks there is a larger one beside the image, ``ID.GB.vmdk``, made when it is first wanted. What
deltas stand on is never written to, and stays for as long as a machine needs it (``aging``). So does an ISO image, which all
its machines have in their drives.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress

from oslo_config import cfg

from esx_driver.cache.entries import ID, Entry
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.files import disks
from esx_driver.files.folders import delete_file, delete_folder, move
from esx_driver.host import Host
from esx_driver.images import disk_types
from esx_driver.images.image import Image
from esx_driver.images.iso import IsoImage
from esx_driver.progress import Reporter, of_bytes
from esx_driver.undoing import Undoing
from esx_driver.vim import faults
from esx_driver.vim.session import UNDONE

TRIES = 3
"""How often a disk is made where the image was removed meanwhile."""
Clock = Callable[[], float]
"""Seconds since 1970."""
Make = Callable[[DatastorePath], None]
"""Makes the image in a folder."""


def is_linked(conf: cfg.ConfigOpts, image: Image) -> bool:
    """Whether a machine's disk is to be a delta on a cached image: as the image says, or else the options.

    Not for an image that may change: nobody could tell what the delta stands on.
    """
    wanted = conf.use_linked_clone if image.linked_clone is None else image.linked_clone
    return bool(wanted and _can_be_kept(image))


def serves(conf: cfg.ConfigOpts, image: Image | IsoImage) -> bool:
    """Whether a machine's disk, whole or not, or its CD is to be made from a cached copy of an image."""
    wanted = conf.use_linked_clone or (not isinstance(image, IsoImage) and image.linked_clone)
    return bool(wanted and _can_be_kept(image))


def fill(
    host: Host, conf: cfg.ConfigOpts, image: Image, disk: DatastorePath, adapter: str, clock: Clock, report: Reporter,
    disk_type: str = disk_types.THICK,
) -> None:
    """Make a disk with the content of an image that the cache serves; it is put into the cache if it is not there.

    It is thin in the cache if the first disk is to be thin: of a thick one the host copies all blocks, zeros too. Raises
    ``VimFault``, ``ImageError``, ``TransferError``.
    """
    entry = _entry(conf, image, disk.datastore, image.capacity)
    make = _upload(host, image, entry, adapter, report, _kept(disk_type))
    for turn in range(TRIES):
        _ensure(host, entry, entry.disk, make, clock)
        try:
            disks.copy(host, entry.disk, disk, adapter, report, disk_type)
            return
        except faults.FileNotFound:  # it was removed between the two
            if turn == TRIES - 1:
                raise


def base(
    host: Host, conf: cfg.ConfigOpts, image: Image, datastore: str, gb: int, adapter: str, clock: Clock, report: Reporter,
) -> DatastorePath:
    """The disk for deltas of an image to stand on, of ``gb`` GB where the image is smaller; it is made if it is not there.

    It is thin if the image says so. It may be removed again until a machine has a delta on it. Raises as ``fill``.
    """
    entry, kept = _entry(conf, image, datastore, image.capacity), _kept(disk_types.of(image.disk_type))
    make = _upload(host, image, entry, adapter, report, kept)
    for turn in range(TRIES):
        _ensure(host, entry, entry.disk, make, clock)
        if gb << 30 <= image.capacity:
            break
        try:
            return _ensure_sized(host, entry, gb, adapter, clock, report, kept)
        except faults.FileNotFound:
            if turn == TRIES - 1:
                raise
    return entry.disk


def iso(
    host: Host, conf: cfg.ConfigOpts, image: IsoImage, datastore: str, clock: Clock, report: Reporter,
) -> DatastorePath:
    """The file of an ISO image that the cache serves, which is put there if it is not. It is not copied: CDs are only read.

    It may be removed again until a machine has it in a drive. Raises as ``fill``.
    """
    entry = _entry(conf, image, datastore, image.size)

    def make(folder: DatastorePath) -> None:
        told = of_bytes(report, "sending the image", image.size)
        host.transfer.upload(folder / entry.iso.name, image.size, image.open, told)

    _ensure(host, entry, entry.iso, make, clock)
    return entry.iso


def _can_be_kept(image: Image | IsoImage) -> bool:
    return image.identity is not None and ID.fullmatch(image.identity) is not None


def _kept(disk_type: str) -> str:
    """How the disk is kept that disks of a type are made of: zeroing its blocks would be of no use to the copies."""
    return disk_types.THIN if disk_type == disk_types.THIN else disk_types.THICK


def _entry(conf: cfg.ConfigOpts, image: Image | IsoImage, datastore: str, size: int) -> Entry:
    name = image.identity or ""
    return Entry(name, DatastorePath(datastore, conf.vmwareapi_cache_folder) / name, size, 0)


# putting in


def _upload(host: Host, image: Image, entry: Entry, adapter: str, report: Reporter, kept: str) -> Make:
    return lambda folder: disks.upload(host, folder / entry.disk.name, image, adapter, report, kept)


def _ensure(host: Host, entry: Entry, file: DatastorePath, make: Make, clock: Clock) -> None:
    """See that the image is in its place, as this file of the entry's."""
    if _is_there(host, file, entry.size):
        try:
            _stamp(host, entry.folder, clock)
            return
        except TransferError:
            if _is_there(host, file, entry.size):  # else it is being removed just now
                raise
    with _unfinished(host, entry, clock) as part:
        make(part)
        _stamp(host, part, clock)
        try:
            move(host, part, entry.folder)
        except faults.FileAlreadyExists:
            _put(host, part / file.name, file, entry.size)
            _stamp(host, entry.folder, clock)


def _ensure_sized(
    host: Host, entry: Entry, gb: int, adapter: str, clock: Clock, report: Reporter, kept: str,
) -> DatastorePath:
    disk, size = entry.sized(gb), gb << 30
    if not _is_there(host, disk, size):
        with _unfinished(host, entry, clock) as part:
            disks.copy(host, entry.disk, part / disk.name, adapter, report, kept)
            disks.grow(host, part / disk.name, size, report)
            _put(host, part / disk.name, disk, size)
    return disk


def _is_disk(file: DatastorePath) -> bool:
    return file.name.endswith(".vmdk")


def _is_there(host: Host, file: DatastorePath, size: int) -> bool:
    return host.transfer.size(file.extent if _is_disk(file) else file) == size


def _put(host: Host, part: DatastorePath, file: DatastorePath, size: int) -> None:
    """Move a whole disk, or CD, to its place, unless somebody was faster; remains of one are replaced, whatever is beside
    them."""
    if _is_there(host, file, size):
        return
    put, delete = (disks.move, disks.delete) if _is_disk(file) else (move, delete_file)
    with suppress(faults.FileAlreadyExists):
        put(host, part, file)
        return
    if not _is_there(host, file, size):
        delete(host, file)
        put(host, part, file)


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
    host.transfer.upload(folder / "used", len(text), lambda: nullcontext([text]))
