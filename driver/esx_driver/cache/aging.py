"""Cached images that go when nobody has used them for a while; those that a machine needs stay.

One that goes is moved away first, so that nobody makes a disk of half of it. Then the machines are looked at once more: a
delta is only made on a disk that is in its place, so whoever has one by now had it before the move, and the image goes back.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import suppress

from oslo_config import cfg

from esx_driver.cache.entries import ID, Entry
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.files import browsing, disks
from esx_driver.files.browsing import Listed
from esx_driver.files.folders import delete_folder, move
from esx_driver.files.needed import Needed
from esx_driver.host import Host
from esx_driver.vim import faults

_UNFINISHED = re.compile(rf"(?P<id>{ID.pattern})\.(?P<what>part|going)-[0-9a-f-]{{36}}")
_LEFT_OVER = 24 * 3600
"""Seconds after which a name that is not final was left by somebody who did not come to the end, even of a large image."""
_LATEST = 1 << 37
"""Seconds since 1970, some thousand years of them: what is more, or less than none, is no time at which somebody used it."""


def entries(host: Host, conf: cfg.ConfigOpts) -> Iterator[Entry]:
    """The cached images of all datastores. Raises ``HostError``, ``TransferError``."""
    for listed in _folders(host, conf):
        entry = _entry(host, listed.path)
        if entry is not None:
            yield entry


def clean_cache(host: Host, conf: cfg.ConfigOpts, now: float) -> list[Entry]:
    """Remove images that were not used for ``vmwareapi_cache_age`` seconds before ``now``: those that are gone.

    One that is in use stays: one that is copied from, and one that a disk of a machine or of its snapshots stands on, be the
    machine on or off. The machines are read twice at most, however many images there are. Raises ``HostError``,
    ``TransferError``.
    """
    aged: list[Entry] = []
    left: list[tuple[DatastorePath, DatastorePath | None]] = []
    for listed in _folders(host, conf):
        place, unfinished = listed.path, _UNFINISHED.fullmatch(listed.path.name)
        if unfinished is not None:
            begun = _used(host, place)
            if (now - begun if begun else listed.age(browsing.now(host))) > max(_LEFT_OVER, conf.vmwareapi_cache_age):
                left.append((place, place.parent / unfinished["id"] if unfinished["what"] == "going" else None))
        else:
            entry = _entry(host, place)
            if entry is not None and now - entry.used >= conf.vmwareapi_cache_age:
                aged.append(entry)
    if not aged and not left:
        return []
    needed = Needed(host)
    for place, before in left:
        if before is None or not needed.has(before):
            delete_folder(host, place)
        else:  # somebody was interrupted when he took it away
            _bring_back(host, place, before, needed)
    return _remove(host, [entry for entry in aged if not needed.has(entry.folder)])


def _remove(host: Host, aged: list[Entry]) -> list[Entry]:
    """Remove images, but for those that somebody uses, or began to use meanwhile: those that are gone."""
    going: list[tuple[Entry, DatastorePath]] = []
    for entry in aged:
        away = entry.folder.parent / f"{entry.image_id}.going-{uuid.uuid4()}"
        with suppress(faults.FileFault, faults.ResourceInUse):
            move(host, entry.folder, away)
            going.append((entry, away))
    if not going:
        return []
    needed, removed = Needed(host), []
    for entry, away in going:
        if needed.has(entry.folder) or _used(host, away) != entry.used:
            _bring_back(host, away, entry.folder, needed)
        else:
            delete_folder(host, away)
            removed.append(entry)
    return removed


def _bring_back(host: Host, away: DatastorePath, folder: DatastorePath, needed: Needed) -> None:
    """Move an image back; where it was sent anew meanwhile, only those of its disks that machines need and that lack."""
    try:
        move(host, away, folder)
    except faults.FileAlreadyExists:
        for disk in needed.disks(folder):
            if host.transfer.size(disk) is None:
                with suppress(faults.FileNotFound):
                    disks.move(host, away / disk.name, disk)
        delete_folder(host, away)


# looking


def _folders(host: Host, conf: cfg.ConfigOpts) -> Iterator[Listed]:
    """What is in the cache's folder of each datastore."""
    for browser in browsing.browsers(host):
        yield from browser.folders(conf.vmwareapi_cache_folder)


def _entry(host: Host, folder: DatastorePath) -> Entry | None:
    """What is in a folder of the cache; ``None`` when it is no image of ours."""
    if not ID.fullmatch(folder.name):
        return None
    entry = Entry(folder.name, folder, 0, _used(host, folder))
    size = host.transfer.size(entry.disk.extent)
    if size is None:
        size = host.transfer.size(entry.iso)
    return Entry(folder.name, folder, size or 0, entry.used) if size is not None or entry.used else None


def _used(host: Host, folder: DatastorePath) -> float:
    path = folder / "used"
    if host.transfer.size(path) is None:
        return 0
    try:
        with host.transfer.download(path) as (size, blocks):
            text = b"".join(blocks) if size < 100 else b""
        said = float(text)
    except (TransferError, ValueError):
        return 0
    return said if 0 < said < _LATEST else 0


__all__ = ["clean_cache", "entries"]
