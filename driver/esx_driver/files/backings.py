"""The files that a device is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import NoDatastorePath


def file_of(device: Any) -> DatastorePath | None:
    """The file of a disk or of a drive's medium, if it is on a datastore: the CD of VMware Tools is not."""
    return _file_of(device.backing)


def files_of(disk: Any) -> Iterator[DatastorePath]:
    """The file of a disk, and of the disks below it when it is a delta."""
    backing = disk.backing
    while backing is not None:
        path = _file_of(backing)
        if path is not None:
            yield path
        backing = getattr(backing, "parent", None)


def _file_of(backing: Any) -> DatastorePath | None:
    name = getattr(backing, "fileName", None)
    try:
        return DatastorePath.parse(name) if name else None
    except NoDatastorePath:
        return None
