"""The files that devices are in, and where what is in them is of no datastore."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from esx_driver.datastore.paths import DatastorePath
from esx_driver.files import backings


@pytest.mark.parametrize(
    "name", ["[] /usr/lib/vmware/isoimages/linux.iso", "/usr/lib/vmware/isoimages/linux.iso", "[]", "", None],
)
def test_medium_of_no_datastore(name: str | None) -> None:
    """The CD of VMware Tools, as a real host mounts it, has no path on a datastore: it is no file, and no error.

    (The fake takes no such path from clients, so this is asked of the function itself.)
    """
    drive = SimpleNamespace(backing=SimpleNamespace(fileName=name))
    assert backings.file_of(drive) is None
    assert list(backings.files_of(drive)) == []


def test_drive_of_the_host() -> None:
    """Has no file either."""
    assert backings.file_of(SimpleNamespace(backing=SimpleNamespace(deviceName="/dev/cdrom"))) is None


def test_delta_on_a_disk_of_no_datastore() -> None:
    """The files that are on one are told."""
    parent = SimpleNamespace(fileName="[] x.vmdk", parent=None)
    disk = SimpleNamespace(backing=SimpleNamespace(fileName="[ds] a/b.vmdk", parent=parent))
    assert list(backings.files_of(disk)) == [DatastorePath("ds", "a/b.vmdk")]
