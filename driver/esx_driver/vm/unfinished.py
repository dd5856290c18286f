"""What snapshots have left whose driver was killed: a snapshot on the machine, and a folder with a copy of its disk.

Both have names that nobody else gives. Those of a snapshot that is being taken look the same: only old ones are removed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from esx_driver.files import browsing
from esx_driver.files.folders import delete_folder
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vm import snapshotting

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
    now, snapshots, folders = browsing.now(host), [], []
    for machine in properties.objects(host.session, "VirtualMachine", "name", "snapshot.rootSnapshotList"):
        for tree in snapshotting.all_of(machine.get("snapshot.rootSnapshotList") or ()):
            if _is_ours(tree) and max(0.0, (now - tree.createTime).total_seconds()) >= seconds:
                with suppress(faults.ManagedObjectNotFound):
                    snapshotting.remove(host, Ref.of(tree.snapshot))
                snapshots.append((escapes.plain(str(machine.get("name"))), str(tree.name)))
    for browser in browsing.browsers(host):
        for listed in browser.folders(pattern=f"{snapshotting.FOLDER}-*"):
            if _OUR_FOLDER.fullmatch(listed.path.name) and listed.age(now) >= seconds:
                twice(partial(delete_folder, host, listed.path))
                folders.append(str(listed.path))
    return Removed(tuple(folders), tuple(snapshots))


def _is_ours(tree: Any) -> bool:
    return bool(_OUR_TITLE.fullmatch(str(tree.name)) and tree.description == snapshotting.DESCRIPTION)
