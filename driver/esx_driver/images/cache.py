"""Images kept on the datastores: a machine's disk is copied there, by the host itself, and not sent once more.

An image is kept in ``[datastore] FOLDER/ID/ID.vmdk``, and beside it a file ``used`` with the time of its last use, in
seconds since 1970. It is sent under another name and moved to its place when it is whole; whoever comes second finds it
there. One that goes is moved away first, so that nobody takes a copy of half of it.

The copies are whole: a delta on the cached disk (a linked copy) would break with the first snapshot that is removed from its
machine, since ESX then writes the delta into what all the others stand on.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from oslo_config import cfg

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.host import Host
from esx_driver.images.image import Image
from esx_driver.progress import Reporter
from esx_driver.undoing import Undoing
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE
from esx_driver.vm import disks
from esx_driver.vm.destroying import delete_folder

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
_UNFINISHED = re.compile(rf"{_ID.pattern}\.(?:part|going)-[0-9a-f-]{{36}}")
_TRIES = 3
_LEFT_OVER = 24 * 3600
"""Seconds after which a name that is not final was left by somebody who did not come to the end, even of a large image."""
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


def serves(conf: cfg.ConfigOpts, image: Image) -> bool:
    """Whether machines are to be made from a cached copy of an image: it is switched on, and the image never changes."""
    return bool(conf.use_linked_clone and image.identity is not None and _ID.fullmatch(image.identity))


def fill(
    host: Host, conf: cfg.ConfigOpts, image: Image, disk: DatastorePath, adapter: str, clock: Clock, report: Reporter,
) -> None:
    """Make a disk with the content of an image that the cache serves; it is put into the cache if it is not there.

    Raises ``VimFault``, ``ImageError``, ``TransferError``.
    """
    folder = DatastorePath(disk.datastore, conf.vmwareapi_cache_folder)
    entry = Entry(image.identity or "", folder / (image.identity or ""), image.capacity, 0)
    for turn in range(_TRIES):
        _ensure(host, entry, image, adapter, clock, report)
        try:
            disks.copy(host, entry.disk, disk, adapter, report)
            return
        except faults.FileNotFound:  # it was removed between the two
            if turn == _TRIES - 1:
                raise


def entries(host: Host, conf: cfg.ConfigOpts) -> Iterator[Entry]:
    """The cached images of all datastores. Raises ``HostError``, ``TransferError``."""
    for folder, listed in _folders(host, conf):
        entry = _entry(host, listed.path, folder / listed.path)
        if entry is not None:
            yield entry


def clean_cache(host: Host, conf: cfg.ConfigOpts, now: float) -> list[Entry]:
    """Remove images that were not used for ``vmwareapi_cache_age`` seconds before ``now``: those that are gone.

    One that is in use stays: one that is copied from, and one that a machine's disk stands on. Raises ``HostError``,
    ``TransferError``.
    """
    removed: list[Entry] = []
    used_by_machines: set[str] | None = None
    for folder, listed in _folders(host, conf):
        place = folder / listed.path
        if _UNFINISHED.fullmatch(listed.path):
            begun = _used(host, place)
            if (now - begun if begun else _age(host, listed)) > max(_LEFT_OVER, conf.vmwareapi_cache_age):
                delete_folder(host, place)
            continue
        entry = _entry(host, listed.path, place)
        if entry is None or now - entry.used < conf.vmwareapi_cache_age:
            continue
        if used_by_machines is None:
            used_by_machines = _files_of_machines(host)
        if not any(name.startswith(f"{place}/") for name in used_by_machines) and _remove(host, entry):
            removed.append(entry)
    return removed


# putting in

def _ensure(host: Host, entry: Entry, image: Image, adapter: str, clock: Clock, report: Reporter) -> None:
    if host.transfer.size(entry.disk.extent) == entry.size:
        _stamp(host, entry.folder, clock)
        return
    part = entry.folder.parent / f"{entry.image_id}.part-{uuid.uuid4()}"
    with _temporary(host, part):
        _make_folder(host, part)
        _stamp(host, part, clock)
        disks.upload(host, part / entry.disk.name, image, adapter, report)
        _stamp(host, part, clock)
        try:
            _move(host, part, entry.folder)
        except faults.FileAlreadyExists:
            if host.transfer.size(entry.disk.extent) != entry.size:  # not somebody who was faster, but remains
                delete_folder(host, entry.folder)
                _move(host, part, entry.folder)
            else:
                delete_folder(host, part)


@contextmanager
def _temporary(host: Host, folder: DatastorePath) -> Iterator[None]:
    with Undoing() as undoing:
        undoing.add(f"the folder {folder}", lambda: delete_folder(host, folder))
        yield


def _make_folder(host: Host, folder: DatastorePath) -> None:
    with suppress(faults.FileAlreadyExists):
        host.session.call(
            "MakeDirectory", host.manager("fileManager"), name=str(folder), datacenter=host.places.datacenter,
            createParentDirectories=True, look=lambda: UNDONE,
        )


def _stamp(host: Host, folder: DatastorePath, clock: Clock) -> None:
    text = f"{int(clock())}\n".encode()
    host.transfer.upload(folder / "used", len(text), lambda: _opened(text))


@contextmanager
def _opened(data: bytes) -> Iterator[list[bytes]]:
    yield [data]


def _move(host: Host, source: DatastorePath, target: DatastorePath) -> None:
    datacenter = host.places.datacenter
    host.tasks.run(
        "MoveDatastoreFile_Task", host.manager("fileManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destinationName=str(target), destinationDatacenter=datacenter, force=False,
    )


# taking out


def _remove(host: Host, entry: Entry) -> bool:
    """Whether an image could be removed: not when somebody uses it, or did so meanwhile."""
    going = entry.folder.parent / f"{entry.image_id}.going-{uuid.uuid4()}"
    try:
        _move(host, entry.folder, going)
    except (faults.FileFault, faults.ResourceInUse):
        return False
    if _used(host, going) != entry.used:
        with suppress(faults.FileAlreadyExists, faults.FileNotFound):
            _move(host, going, entry.folder)
            return False
    delete_folder(host, going)
    return True


def _files_of_machines(host: Host) -> set[str]:
    """The paths of all files that the host's machines consist of, the parents of their disks among them."""
    found = properties.objects(host.session, "VirtualMachine", "layoutEx")
    return {file.name for each in found if each.get("layoutEx") is not None for file in each.values["layoutEx"].file or ()}


# looking


def _folders(host: Host, conf: cfg.ConfigOpts) -> Iterator[tuple[DatastorePath, Any]]:
    """The cache's folder of each datastore and what is in it."""
    types = host.session.types
    spec = types.HostDatastoreBrowserSearchSpec(
        query=[types.FolderFileQuery()], details=types.FileQueryFlags(fileType=True, fileSize=False, modification=True),
    )
    for store in host.datastores():
        if not store.accessible:
            continue
        folder = DatastorePath(store.name, conf.vmwareapi_cache_folder)
        (browser,) = properties.get(host.session, store.ref, "browser")
        try:
            result = host.tasks.run("SearchDatastore_Task", browser, datastorePath=str(folder), searchSpec=spec)
        except faults.FileNotFound:
            continue
        for listed in result.file or ():
            yield folder, listed


def _entry(host: Host, image_id: str, folder: DatastorePath) -> Entry | None:
    """What is in a folder of the cache; ``None`` when it is no image of ours."""
    if not _ID.fullmatch(image_id):
        return None
    entry = Entry(image_id, folder, 0, _used(host, folder))
    size = host.transfer.size(entry.disk.extent)
    return Entry(image_id, folder, size or 0, entry.used) if size is not None or entry.used else None


def _used(host: Host, folder: DatastorePath) -> float:
    path = folder / "used"
    if host.transfer.size(path) is None:
        return 0
    try:
        with host.transfer.download(path) as (size, blocks):
            text = b"".join(blocks) if size < 100 else b""
        return float(text)
    except (TransferError, ValueError):
        return 0


def _age(host: Host, listed: Any) -> float:
    """Seconds since a folder was changed, by the host's clock."""
    if listed.modification is None:
        return 0
    now = host.session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
    return float((now - listed.modification).total_seconds())


__all__ = ["Entry", "clean_cache", "entries", "fill", "serves"]
