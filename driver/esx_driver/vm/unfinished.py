"""What snapshots have left whose driver was killed: a snapshot on the machine, and a folder with a copy of its disk.

Both have names that nobody else gives. Those of a snapshot that is being taken look the same: only old ones are removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import SERVICE_INSTANCE
from esx_driver.vm import snapshotting
from esx_driver.vm.destroying import delete_folder

_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OUR_FOLDER = re.compile(f"{snapshotting.FOLDER}-{_UUID}")
_OUR_TITLE = re.compile(f"snapshot-{_UUID}")


@dataclass(frozen=True)
class Removed:
    """What was removed: folders, and snapshots as machine and title."""

    folders: tuple[str, ...]
    snapshots: tuple[tuple[str, str], ...]


def remove(host: Host, seconds: float) -> Removed:
    """Remove what was begun so many seconds ago, or earlier, by the host's clock. Raises ``HostError``."""
    now = host.session.call("CurrentTime", SERVICE_INSTANCE)
    snapshots = []
    for machine in properties.objects(host.session, "VirtualMachine", "name", "snapshot.rootSnapshotList"):
        for tree in _all(machine.get("snapshot.rootSnapshotList") or ()):
            if _is_ours(tree) and _age(now, tree.createTime) >= seconds:
                with suppress(faults.ManagedObjectNotFound):
                    snapshotting.remove(host, Ref.of(tree.snapshot))
                snapshots.append((escapes.plain(str(machine.get("name"))), str(tree.name)))
    folders = []
    for folder, changed in _folders(host):
        if _age(now, changed) >= seconds:
            twice(partial(delete_folder, host, folder))
            folders.append(str(folder))
    return Removed(tuple(folders), tuple(snapshots))


def _is_ours(tree: Any) -> bool:
    return bool(_OUR_TITLE.fullmatch(str(tree.name)) and tree.description == snapshotting.DESCRIPTION)


def _all(trees: Iterable[Any]) -> Iterator[Any]:
    waiting = list(trees)
    while waiting:
        tree = waiting.pop()
        yield tree
        waiting += tree.childSnapshotList or ()


def _folders(host: Host) -> Iterator[tuple[DatastorePath, datetime | None]]:
    """The folders of copies on all datastores, and when each was changed."""
    types = host.session.types
    spec = types.HostDatastoreBrowserSearchSpec(
        matchPattern=[f"{snapshotting.FOLDER}-*"], query=[types.FolderFileQuery()],
        details=types.FileQueryFlags(fileType=True, fileSize=False, modification=True),
    )
    for store in host.datastores():
        if not store.accessible:
            continue
        root = DatastorePath(store.name)
        (browser,) = properties.get(host.session, store.ref, "browser")
        result = host.tasks.run("SearchDatastore_Task", browser, datastorePath=str(root), searchSpec=spec)
        for listed in result.file or ():
            name = listed.path.rstrip("/")
            if _OUR_FOLDER.fullmatch(name):
                yield root / name, listed.modification


def _age(now: datetime, then: datetime | None) -> float:
    """Seconds; what nobody knows the time of is new."""
    return 0.0 if then is None else max(0.0, (now - then).total_seconds())
