"""How two hosts differ, as clients see them: property by property of every object.

What differs between any two hosts does not count: dates and times, what is measured (load, uptime, statistics), sessions and
tasks, events, the numbers of switch ports, the names and content ids of delta disks, and the order of settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

UNCOUNTED_TYPES = frozenset({
    "Task", "TaskManager", "EventManager", "SessionManager", "PropertyCollector", "PropertyFilter", "ViewManager",
    "PerformanceManager", "HostHealthStatusSystem",
})
UNCOUNTED = frozenset({
    "recentTask", "changeVersion", "changeTag", "quickStats", "overallUsage", "overallCpuUsage", "overallMemoryUsage",
    "uptime", "uptimeSeconds", "modified", "sslThumbprint", "layoutEx", "logFile", "committed", "uncommitted", "unshared",
    "freeSpace", "configFile", "swapFile", "diskFile", "snapshotFile",
})
"""Properties that are measurements, sizes of files that tell of times, or name things of the moment."""
_OF_DELTAS = frozenset({"fileName", "contentId"})
_OF_PORTS = frozenset({"key", "port"})
_PORT = "key-vim.host.PortGroup.Port-"


class Setting(str):
    """The key of a setting in a list of them, as a part of a path."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; ``path`` leads to it through data objects and lists."""

    ref: ManagedObjectReference
    path: tuple[str | int, ...]
    one: Any
    other: Any

    @property
    def where(self) -> str:
        """The path as vim25 writes it: ``config.hardware.device[3].backing``."""
        text = "".join(f"[{part}]" if isinstance(part, int | Setting) else f".{part}" for part in self.path)
        return f"{self.ref.type} {self.ref.value}{text}"

    @property
    def shown(self) -> str:
        """The one value, in short."""
        return _shown(self.one)

    @property
    def shown_other(self) -> str:
        """The other value, in short."""
        return _shown(self.other)

    def __str__(self) -> str:
        return f"{self.where}: {self.shown}, not {self.shown_other}"


def differences(one: Inventory, other: Inventory) -> Iterator[Difference]:
    """What the second host's objects show otherwise than the first's."""
    mine = {node.ref.value: node for node in one.nodes() if _counts(node)}
    others = {node.ref.value: node for node in other.nodes() if _counts(node)}
    for moid, node in mine.items():
        if moid not in others or others[moid].ref.type != node.ref.type:
            yield Difference(node.ref, (), "an object", None)
            continue
        values, theirs = node.values, others[moid].values
        for name in (*values, *(name for name in theirs if name not in values)):
            if name not in UNCOUNTED:
                for path, left, right in unlike(values.get(name), theirs.get(name), (name,)):
                    yield Difference(node.ref, path, left, right)
    for moid, node in others.items():
        if moid not in mine:
            yield Difference(node.ref, (), None, "an object")


def unlike(one: Any, other: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """The places where two values differ, with what is there."""
    if one is other or (isinstance(one, datetime) and isinstance(other, datetime)):
        return
    if isinstance(one, Array) and isinstance(other, Array):
        one, other = one.items, other.items
    left, right = _by_key(one), _by_key(other)
    if left is not None and right is not None:
        for key in (*left, *(key for key in right if key not in left)):
            yield from unlike(left.get(key), right.get(key), (*path, Setting(key)))
    elif isinstance(one, DataObject) and one.__class__ is other.__class__:
        names = dict.fromkeys(name for value in (one, other) for name, _ in value.items())
        for name in names:
            if name not in UNCOUNTED and not (name in _OF_DELTAS and _is_delta(one)):
                yield from unlike(getattr(one, name), getattr(other, name), (*path, name))
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other) and not _is_reference(one):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from unlike(left, right, (*path, index))
    elif (one.__class__ is not other.__class__ or one != other) and not (
        path and path[-1] in _OF_PORTS and _is_port(one) and _is_port(other)
    ):
        yield path, one, other


def _by_key(value: Any) -> dict[str, Any] | None:
    """Settings, or what is set for machines and pools, by what it is for: their order says nothing. ``None`` for others."""
    if not isinstance(value, tuple) or not value:
        return None
    if all(isinstance(each, vim.OptionValue) for each in value):
        return {each.key: each.value for each in value}
    if all(isinstance(each, vim.ResourceConfigSpec) and each.entity is not None for each in value):
        return {each.entity.value: each for each in value}
    return None


def _is_delta(value: DataObject) -> bool:
    """Whether this is the backing of a disk that is based on another: its name and content id come about as it is made."""
    return getattr(value, "parent", None) is not None


def _counts(node: Any) -> bool:
    return node.owner is None and node.ref.type not in UNCOUNTED_TYPES


def _is_reference(value: Any) -> bool:
    return isinstance(value, ManagedObjectReference)


def _is_port(value: Any) -> bool:
    return isinstance(value, str) and (value.startswith(_PORT) or value.isdigit())


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, DataObject):
        return f"a {value.__class__.__name__}"
    if isinstance(value, Array) or (isinstance(value, tuple) and not _is_reference(value)):
        return f"{len(value.items if isinstance(value, Array) else value)} entries"
    if isinstance(value, ManagedObjectReference):
        return value.value
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
