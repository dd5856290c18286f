"""Folders of machines that are no machines any more: what a driver that was killed while it destroyed one has left.

(One that was killed while it made a machine has left a machine, which is destroyed as any other.) On a datastore that
several hosts share such a folder may be that of a machine of another host: none is deleted unless somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceError, TransferError
from esx_driver.files import browsing
from esx_driver.files.folders import delete_folder
from esx_driver.files.needed import Needed
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vm import booting, config_drive, devices

_LARGEST_VMX = 1 << 20
_FIT = re.compile(r"[\w .()+,@#~=!$&^;'{}-]")
"""What names of files can have for certain; for any other character of a machine's name a host may write ``_``."""
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
            rf"{_in_files(self.name)}[-.].+|vmware(-\d+)?\.log|{re.escape(config_drive.FILE)}|{re.escape(booting.ISO)}|"
            rf"{devices.EXTRA.pattern}"
        )
        return [file for file in self.files if not known.fullmatch(file)]


def find(host: Host, name: str) -> list[Leftover]:
    """What is left of a machine that is gone: folders of its name, perhaps with a number as ESX adds it, with its files.

    Raises ``HostError``.
    """
    stem = _in_files(name)
    own, its_file = re.compile(rf"{stem}(_\d+)?"), re.compile(rf"{stem}[-.].*")
    pattern = "".join(each if _FIT.match(each) else "?" for each in name) + "*"
    needed: Needed | None = None
    found = []
    for browser in browsing.browsers(host):
        for listed in browser.files(pattern=pattern):
            folder = listed.path
            if not own.fullmatch(folder.name):
                continue
            left = Leftover(name, folder, tuple(file.path.name for file in browser.files(folder.path)))
            needed = Needed(host) if needed is None else needed
            if any(map(its_file.fullmatch, left.files)) and not needed.has(folder):
                found.append(left)
    return found


def networks(host: Host, left: Leftover) -> list[str]:
    """The names of the networks that it was on, as its ``.vmx`` file says; none where that is gone. Raises ``HostError``."""
    own = re.compile(rf"{_in_files(left.name)}\.vmx")
    file = next(filter(own.fullmatch, left.files), None)
    if file is None:
        return []
    try:
        with host.transfer.download(left.folder / file) as (size, blocks):
            text = b"".join(blocks).decode("utf-8", "replace") if size <= _LARGEST_VMX else ""
    except TransferError:
        return []
    return [re.sub(r"\|([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), each) for each in _NETWORK.findall(text)]


def _in_files(name: str) -> str:
    """A pattern of what a machine's name is in names of files: of ``a/b`` that is ``a_b``."""
    return "".join(re.escape(each) if _FIT.match(each) else f"(?:{re.escape(each)}|_)" for each in name)


def remove(host: Host, found: Sequence[Leftover]) -> None:
    """Delete them. Raises ``InstanceError`` where other files are in one, and all stay; ``HostError``."""
    for left in found:
        if left.strange:
            raise InstanceError(
                left.name, f"{left.folder} has files in it that are of no machine {left.name!r}: {', '.join(left.strange)}",
            )
    for left in found:
        twice(partial(delete_folder, host, left.folder))
