"""Cached images that go when nobody has used them for a while; those that a machine needs stay.

One that goes is moved away first, so that nobody makes a disk of half of it. Then the machines are looked at once more: a
delta is only made on a disk that is in its place, so whoever has one by now had it before the move, and the image goes back.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from oslo_config import cfg

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.host import Host
from esx_driver.images.cache import ID, Entry, move
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices, disks, specs
from esx_driver.vm.destroying import delete_folder

_log = logging.getLogger(__name__)
_UNFINISHED = re.compile(rf"(?P<id>{ID.pattern})\.(?P<what>part|going)-[0-9a-f-]{{36}}")
_LEFT_OVER = 24 * 3600
"""Seconds after which a name that is not final was left by somebody who did not come to the end, even of a large image."""
_LATEST = 1 << 37
"""Seconds since 1970, some thousand years of them: what is more, or less than none, is no time at which somebody used it."""
_OF_FILES = ("layoutEx.file", "config.hardware.device")


def entries(host: Host, conf: cfg.ConfigOpts) -> Iterator[Entry]:
    """The cached images of all datastores. Raises ``HostError``, ``TransferError``."""
    for folder, listed in _folders(host, conf):
        entry = _entry(host, listed.path, folder / listed.path)
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
    for folder, listed in _folders(host, conf):
        place, unfinished = folder / listed.path, _UNFINISHED.fullmatch(listed.path)
        if unfinished is not None:
            begun = _used(host, place)
            if (now - begun if begun else _age(host, listed)) > max(_LEFT_OVER, conf.vmwareapi_cache_age):
                left.append((place, folder / unfinished["id"] if unfinished["what"] == "going" else None))
        else:
            entry = _entry(host, listed.path, place)
            if entry is not None and now - entry.used >= conf.vmwareapi_cache_age:
                aged.append(entry)
    if not aged and not left:
        return []
    needed = _Needed(host)
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
    needed, removed = _Needed(host), []
    for entry, away in going:
        if needed.has(entry.folder) or _used(host, away) != entry.used:
            _bring_back(host, away, entry.folder, needed)
        else:
            delete_folder(host, away)
            removed.append(entry)
    return removed


def _bring_back(host: Host, away: DatastorePath, folder: DatastorePath, needed: _Needed) -> None:
    """Move an image back; where it was sent anew meanwhile, only those of its disks that machines need and that lack."""
    try:
        move(host, away, folder)
    except faults.FileAlreadyExists:
        for disk in needed.disks(folder):
            if host.transfer.size(disk) is None:
                with suppress(faults.FileNotFound):
                    disks.move(host, away / disk.name, disk)
        delete_folder(host, away)


class _Needed:
    """The files that the host's machines and their snapshots consist of, the parents of their disks and the CDs in their
    drives among them."""

    def __init__(self, host: Host) -> None:
        """Read them. Raises ``HostError``."""
        self._names: set[str] = set()
        self._unknown: list[str] = []
        for machine in properties.objects(host.session, "VirtualMachine", "name", *_OF_FILES):
            files, hardware = (machine.get(path) for path in _OF_FILES)
            if files is None or hardware is None:
                self._unknown.append(str(machine.get("name") or machine.ref))
                continue
            self._names.update(file.name for file in files)
            for device in specs.of_type(hardware, host.session.types, "VirtualDisk"):
                self._names.update(map(str, devices.files_of(device)))
            for device in specs.of_type(hardware, host.session.types, "VirtualCdrom"):
                self._names.add(str(getattr(device.backing, "fileName", "")))
        if self._unknown:
            _log.warning("no cached image is removed: the host does not tell the files of %s", ", ".join(self._unknown))

    def disks(self, folder: DatastorePath) -> list[DatastorePath]:
        """The disks of a folder that are among them."""
        found = [DatastorePath.parse(name) for name in sorted(self._names) if name.startswith(f"{folder}/")]
        return [path for path in found if path.name.endswith(".vmdk") and not path.name.endswith("-flat.vmdk")]

    def has(self, folder: DatastorePath) -> bool:
        """Whether any of them is in a folder, or may be: of a machine that the host can't reach nobody knows."""
        return bool(self._unknown) or any(name.startswith(f"{folder}/") for name in self._names)


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
    if not ID.fullmatch(image_id):
        return None
    entry = Entry(image_id, folder, 0, _used(host, folder))
    size = host.transfer.size(entry.disk.extent)
    if size is None:
        size = host.transfer.size(entry.iso)
    return Entry(image_id, folder, size or 0, entry.used) if size is not None or entry.used else None


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


def _age(host: Host, listed: Any) -> float:
    """Seconds since a folder was changed, by the host's clock."""
    if listed.modification is None:
        return 0
    now = host.session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
    return float((now - listed.modification).total_seconds())


__all__ = ["clean_cache", "entries"]
