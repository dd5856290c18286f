"""Folders of machines that are no machines any more: what a driver that was killed while it destroyed one has left.

(One that was killed while it made a machine has left a machine, which is destroyed as any other.) On a datastore that
several hosts share such a folder may be that of a machine of another host: none is deleted unless somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceError, TransferError
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim import faults, properties
from esx_driver.vm import booting, config_drive, devices
from esx_driver.vm.destroying import delete_folder

_LARGEST_VMX = 1 << 20
_NETWORK = re.compile(r'^\s*ethernet\d+\.networkName\s*=\s*"(.*)"\s*$', re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Leftover:
    """A folder of a machine's name with files of one in it, of which the host knows none."""

    name: str
    folder: DatastorePath
    files: tuple[str, ...]

    @property
    def strange(self) -> list[str]:
        """What is in it and is of no machine of that name."""
        known = re.compile(
            rf"{re.escape(self.name)}[-.].+|vmware(-\d+)?\.log|{re.escape(config_drive.FILE)}|{re.escape(booting.ISO)}|"
            rf"{devices.EXTRA.pattern}"
        )
        return [file for file in self.files if not known.fullmatch(file)]


def find(host: Host, name: str) -> list[Leftover]:
    """What is left of a machine that is gone: folders of its name, perhaps with a number as ESX adds it, with its files.

    Raises ``HostError``.
    """
    own = re.compile(rf"{re.escape(name)}(_\d+)?")
    used: set[str] | None = None
    found = []
    for store in host.datastores():
        if not store.accessible:
            continue
        (browser,) = properties.get(host.session, store.ref, "browser")
        for listed in _listed(host, browser, DatastorePath(store.name, ""), f"{name}*"):
            if not own.fullmatch(listed):
                continue
            folder = DatastorePath(store.name, listed)
            left = Leftover(name, folder, tuple(_listed(host, browser, folder)))
            used = _files_of_machines(host) if used is None else used
            own_files = [file for file in left.files if file.startswith((f"{name}.", f"{name}-"))]
            if own_files and not any(path.startswith(f"{folder}/") for path in used):
                found.append(left)
    return found


def networks(host: Host, left: Leftover) -> list[str]:
    """The names of the networks that it was on, as its ``.vmx`` file says; none where that is gone. Raises ``HostError``."""
    path = left.folder / f"{left.name}.vmx"
    if path.name not in left.files:
        return []
    try:
        with host.transfer.download(path) as (size, blocks):
            text = b"".join(blocks).decode("utf-8", "replace") if size <= _LARGEST_VMX else ""
    except TransferError:
        return []
    return [re.sub(r"\|([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), each) for each in _NETWORK.findall(text)]


def remove(host: Host, found: Sequence[Leftover]) -> None:
    """Delete them. Raises ``InstanceError`` where other files are in one, and all stay; ``HostError``."""
    for left in found:
        if left.strange:
            raise InstanceError(
                left.name, f"{left.folder} has files in it that are of no machine {left.name!r}: {', '.join(left.strange)}",
            )
    for left in found:
        twice(partial(delete_folder, host, left.folder))


def _files_of_machines(host: Host) -> set[str]:
    """The paths of all files that the host's machines consist of, as far as the host can tell."""
    used: set[str] = set()
    for each in properties.objects(host.session, "VirtualMachine", "summary.config.vmPathName", "layoutEx"):
        used.add(str(each.get("summary.config.vmPathName")))
        used.update(file.name for file in getattr(each.get("layoutEx"), "file", None) or ())
    return used


def _listed(host: Host, browser: Any, folder: DatastorePath, pattern: str | None = None) -> Iterator[str]:
    types = host.session.types
    spec = types.HostDatastoreBrowserSearchSpec(matchPattern=[pattern]) if pattern else None
    try:
        result = host.tasks.run("SearchDatastore_Task", browser, datastorePath=str(folder), searchSpec=spec)
    except faults.FileNotFound:
        return
    for file in result.file or ():
        yield file.path.rstrip("/")
