"""Snapshots as a value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fakeesx.host.virtual_machine.snapshots.state import NO_SNAPSHOTS, Snapshots, Taken, info, reference, uid_of
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

VM = ManagedObjectReference("VirtualMachine", "16")
NOW = datetime(2010, 11, 5, tzinfo=UTC)


def taken(uid: int, parent: int = 0) -> Taken:
    """A snapshot named after its uid."""
    off = vim.VirtualMachinePowerState.poweredOff
    return Taken(uid, parent, f"s{uid}", "", NOW + timedelta(seconds=uid), off, False, "")


TREE = Snapshots(6, 5, (taken(1), taken(2, 1), taken(3, 2), taken(5, 2), taken(6, 1)))
"""1 with 2 (with 3 and 5) and 6."""


def shape(snapshots: Snapshots) -> list[tuple[int, int]]:
    """Uids and parents."""
    return [(each.uid, each.parent) for each in snapshots.taken]


def test_references() -> None:
    """``<vm>-snapshot-<uid>`` (recorded), and back."""
    assert reference(VM, 3).value == "16-snapshot-3"
    assert uid_of(reference(VM, 3)) == ("16", 3)


def test_none() -> None:
    """Nothing is shown."""
    assert info(VM, NO_SNAPSHOTS) is None
    assert not NO_SNAPSHOTS
    assert info(VM, Snapshots(4)) is None


def test_the_tree() -> None:
    """Nested, children in the order they were taken."""
    found = info(VM, TREE)
    assert found is not None
    assert found.currentSnapshot == reference(VM, 5)
    (root,) = found.rootSnapshotList
    assert (root.id, root.name, root.vm, root.createTime) == (1, "s1", VM, NOW + timedelta(seconds=1))
    assert [tree.id for tree in root.childSnapshotList] == [2, 6]
    assert [tree.id for tree in root.childSnapshotList[0].childSnapshotList] == [3, 5]


def test_below_and_line() -> None:
    """Down and up the tree."""
    assert set(TREE.below(2)) == {2, 3, 5}
    assert [each.uid for each in TREE.line(5)] == [5, 2, 1]
    assert list(TREE.line(0)) == []


def test_one_more() -> None:
    """Is the current one."""
    more = TREE.plus(taken(7, 5))
    assert (more.last_uid, more.current) == (7, 7)
    assert [each.uid for each in more.line(7)] == [7, 5, 2, 1]


def test_without() -> None:
    """Children move up, and so does the current one."""
    assert shape(TREE.without(frozenset({2}))) == [(1, 0), (3, 1), (5, 1), (6, 1)]
    assert TREE.without(frozenset({2})).current == 5
    fewer = TREE.without(frozenset({2, 3, 5}))
    assert (shape(fewer), fewer.current, fewer.last_uid) == ([(1, 0), (6, 1)], 1, 6)
    assert TREE.without(frozenset({1})).children(0) == (taken(2), taken(6))
    assert TREE.without(frozenset(range(9))) == Snapshots(6)
