"""What becomes of a tree of disks when some of them need no longer stay as they are.

Pure: disks are paths, each with its parent or none. A delta that nobody needs and that has no children goes; one that nobody
needs and that has one child takes its content, and its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, in this order."""

    merges: tuple[tuple[str, str], ...]
    """(child, parent): the child's content goes into the parent, and the child goes."""
    deleted: tuple[str, ...]
    """Deltas that go with what is in them."""
    moved: Mapping[str, str]
    """What is read from another disk afterwards, and from which."""
    parents: Mapping[str, str | None]
    """The tree afterwards."""
    kept: frozenset[str]
    """Disks that nobody needs as they are, but that several deltas are based on."""


def plan(parents: Mapping[str, str | None], needed: Set[str], ours: Set[str]) -> Plan:
    """Work out what to do; ``needed``: disks that are read as they are, ``ours``: those that may be changed and deleted.

    Merges go from the base upwards, so that each content is copied once.
    """
    tree, wanted = dict(parents), set(needed)
    deleted: list[str] = []
    while loose := next(
        (disk for disk, parent in tree.items()
         if parent is not None and disk in ours and disk not in wanted and not _children(tree, disk)), None,
    ):
        deleted.append(loose)
        del tree[loose]
    merges: list[tuple[str, str]] = []
    moved: dict[str, str] = {}
    while (disk := _lowest(tree, wanted, ours)) is not None:
        (child,) = _children(tree, disk)
        merges.append((child, disk))
        for each in _children(tree, child):
            tree[each] = disk
        del tree[child]
        if child in wanted:
            wanted.discard(child)
            wanted.add(disk)
            moved[child] = disk
    kept = frozenset(disk for disk in tree if disk in ours and disk not in wanted and len(_children(tree, disk)) > 1)
    return Plan(tuple(merges), tuple(deleted), moved, tree, kept)


def _children(tree: Mapping[str, str | None], disk: str) -> list[str]:
    return [each for each, parent in tree.items() if parent == disk]


def _lowest(tree: Mapping[str, str | None], wanted: Set[str], ours: Set[str]) -> str | None:
    """The disk next to the base that only one child needs, which is ours as well."""

    def depth(disk: str) -> int:
        count, parent = 0, tree.get(disk)
        while parent is not None:
            count, parent = count + 1, tree.get(parent)
        return count

    found = [
        disk for disk in tree
        if disk in ours and disk not in wanted and len(each := _children(tree, disk)) == 1 and each[0] in ours
    ]
    return min(found, key=depth, default=None)
