"""Which datastore a machine goes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from esx_driver.datastore.choice import Datastore, choose
from esx_driver.errors import DatastoreError
from esx_driver.vim.refs import Ref

GOOD = Datastore(Ref("Datastore", "1"), "one", "VMFS", 100, 200)


def test_most_free_space() -> None:
    """W14: the datastore with it wins; the first by name among equals."""
    stores = [replace(GOOD, name="b"), replace(GOOD, name="c", free=150), replace(GOOD, name="a", free=150)]
    assert choose(stores, 10).name == "a"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"accessible": False}, "it can't be reached"), ({"writable": False}, "it is read-only"),
        ({"in_maintenance": True}, "it is in maintenance"), ({"type": "CIFS"}, "its type is CIFS"),
        ({"free": 9}, "it has 9 bytes free"), ({"largest_file": 5}, "its files have at most 5 bytes"),
        ({"name": "two"}, "its name does not match 'on'"),
    ],
)
def test_unfit(changes: dict[str, object], says: str) -> None:
    """Each that can't be taken, with the reason."""
    with pytest.raises(DatastoreError, match=says):
        choose([replace(GOOD, **changes)], 10, "on")  # type: ignore[arg-type]


def test_none() -> None:
    """W3: a host without datastores is told so (the original failed with an UnboundLocalError)."""
    with pytest.raises(DatastoreError, match="the host has none"):
        choose([], 10)


def test_nfs_will_do() -> None:
    """W14: and so will a pattern that matches the start."""
    assert choose([replace(GOOD, type="NFS", name="one-nfs")], 10, "one").name == "one-nfs"


def test_room() -> None:
    """It may be less than the file will have one day, and more than the largest file has."""
    assert choose([GOOD], 150, room=50) == GOOD
    with pytest.raises(DatastoreError, match="it has 100 bytes free, and 101 are needed"):
        choose([GOOD], 60, room=101)


def test_types() -> None:
    """Those that a disk can be on, where not all will do."""
    with pytest.raises(DatastoreError, match="its type is NFS"):
        choose([replace(GOOD, type="NFS")], 10, types=("VMFS",))
