"""The managed objects of a host as immutable nodes, and the only way to change them.

``Inventory.update``, ``add`` and ``remove`` are the one door. A node is never changed: a new one takes its place, so that
whoever holds an old node (a property filter, a snapshot) still has the old state. Observers are told of changes when the
outermost transaction ends, once per object, with the node before and after; a transaction that fails leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType, TracebackType
from typing import Any, Final, NamedTuple, TypeAlias

from fakeesx.schema.arrays import array_names
from fakeesx.schema.model import Model
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference


class _Unchanged(Enum):
    UNCHANGED = 0


UNCHANGED: Final = _Unchanged.UNCHANGED


class Kind(Enum):
    """What happened to an object; the names are those of ``ObjectUpdateKind``."""

    ENTER = "enter"
    MODIFY = "modify"
    LEAVE = "leave"


class Node:
    """One managed object's state at one moment.

    ``values`` holds the properties that are set, by name; array properties are ``Array`` values. ``private`` is what the
    host knows of the object beyond vim25 (an immutable value), ``owner`` the session a view or filter belongs to.
    ``fragments`` remembers encoded pieces of this node; it dies with the node.
    """

    __slots__ = ("fragments", "owner", "private", "ref", "values")

    def __init__(
        self, ref: ManagedObjectReference, values: Mapping[str, Any], private: Any = None, owner: str | None = None,
    ) -> None:
        self.ref = ref
        self.values: Mapping[str, Any] = values
        self.private = private
        self.owner = owner
        self.fragments: dict[Any, bytes] = {}

    def get(self, name: str) -> Any:
        """A property's value: an array as a tuple, ``None`` when it is not set."""
        value = self.values.get(name)
        return value.items if value.__class__ is Array else value

    def __repr__(self) -> str:
        return f"<Node {self.ref} {sorted(self.values)}>"


class Change(NamedTuple):
    """What a transaction did to one object; ``names`` are the properties that differ."""

    kind: Kind
    ref: ManagedObjectReference
    before: Node | None
    after: Node | None
    names: frozenset[str]


Observer: TypeAlias = Callable[[list[Change]], None]

_Put: TypeAlias = tuple[str, Node | None, Iterable[str] | None]
"""A moid, the node it had before, and the names of the properties that may differ now (``None``: all)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All nodes of a host at one moment: a copy of references."""

    nodes: Mapping[str, Node]


class Inventory:
    """The managed objects of one host, by moid."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._nodes: dict[str, Node] = {}
        self._empty: dict[str, Mapping[str, Array]] = {}
        self._by_type: dict[str, dict[str, None]] = {}
        self._observers: list[Observer] = []
        self._last_observers: list[Observer] = []
        self._derivers: list[Observer] = []
        self._schema: dict[str, dict[str, str | None]] = {}
        self._depth = 0
        self._log: list[_Put] = []

    # reading

    def __contains__(self, ref: ManagedObjectReference) -> bool:
        return ref.value in self._nodes

    def __len__(self) -> int:
        return len(self._nodes)

    def find(self, moid: str) -> Node | None:
        """The node of a moid, ``None`` when there is none."""
        return self._nodes.get(moid)

    def node(self, ref: ManagedObjectReference) -> Node:
        """The node of a reference; ``KeyError`` when it is gone."""
        return self._nodes[ref.value]

    def get(self, ref: ManagedObjectReference, name: str) -> Any:
        """A property: an array as a tuple, ``None`` when not set; ``KeyError`` when the object is gone."""
        return self._nodes[ref.value].get(name)

    def of_type(self, type: str) -> Iterator[Node]:
        """The nodes of exactly one managed type, oldest first."""
        for moid in list(self._by_type.get(type, ())):
            yield self._nodes[moid]

    def count(self, type: str) -> int:
        """How many objects of exactly one managed type there are."""
        return len(self._by_type.get(type, ()))

    def nodes(self) -> Iterator[Node]:
        """Every node, oldest first."""
        yield from list(self._nodes.values())

    # the one door

    def add(
        self,
        ref: ManagedObjectReference,
        values: Mapping[str, Any],
        private: Any = None,
        owner: str | None = None,
    ) -> Node:
        """A new object enters; arrays that are not given are there and empty (recorded).

        ``ValueError`` when its moid is taken, ``KeyError`` for an unknown property.
        """
        if ref.value in self._nodes:
            raise ValueError(f"{ref} exists already")
        all_values = {**self._no_items(ref.type), **self._normal(ref.type, values)}
        node = Node(ref, MappingProxyType(all_values), private, owner)
        self._put(ref.value, node)
        return node

    def update(self, ref: ManagedObjectReference, /, private: Any = UNCHANGED, **values: Any) -> Node:
        """Change properties of an object; ``None`` unsets one. ``KeyError`` for an unknown object or property."""
        old = self._nodes[ref.value]
        arrays = self._schema.get(old.ref.type) or self._arrays(old.ref.type)
        new_values = old.values | values  # type: ignore[operator]  # a MappingProxyType can do that
        for name, value in values.items():
            array = arrays[name]
            if value is None:
                del new_values[name]
            elif array is not None and value.__class__ is not Array:
                new_values[name] = Array(array, value)
        node = Node(
            old.ref, MappingProxyType(new_values), old.private if private is UNCHANGED else private, old.owner,
        )
        self._put(ref.value, node, values)
        return node

    def remove(self, ref: ManagedObjectReference) -> None:
        """An object leaves; ``KeyError`` when it is gone already."""
        if ref.value not in self._nodes:
            raise KeyError(ref.value)
        self._put(ref.value, None)

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside become visible to observers together, or, when an exception leaves it, never were.

        Transactions nest; one that fails undoes its own changes only, and observers hear at the end of the outermost.
        """
        return _Transaction(self._begin, self._end)

    # observers

    def subscribe(self, observer: Observer, *, last: bool = False) -> Callable[[], None]:
        """Call ``observer`` with the changes of each finished transaction; the result ends that.

        ``last``: after those that are not; for one that answers clients, who may ask for more at once.
        """
        observers = self._last_observers if last else self._observers
        observers.append(observer)
        return lambda: observers.remove(observer)

    def derive(self, deriver: Observer) -> Callable[[], None]:
        """Call ``deriver`` with the changes of each outermost transaction as it ends; the result ends that.

        What it changes (a view that follows the tree, say) belongs to the same transaction: observers hear of
        both at once, and an exception undoes both. Derivers do not hear of each other's changes.
        """
        self._derivers.append(deriver)
        return lambda: self._derivers.remove(deriver)

    # snapshots

    def snapshot(self) -> Snapshot:
        """The whole state now."""
        return Snapshot(dict(self._nodes))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot; observers are told of every difference."""
        with self.transaction():
            for moid in [moid for moid in self._nodes if moid not in snapshot.nodes]:
                self._put(moid, None)
            for moid, node in snapshot.nodes.items():
                if self._nodes.get(moid) is not node:
                    self._put(moid, node)

    # inside

    def _no_items(self, type: str) -> Mapping[str, Array]:
        """The array properties of a managed type, all empty."""
        found = self._empty.get(type)
        if found is None:
            properties = self.model.managed_properties(type).values()
            found = {prop.name: Array(array_names(prop.type)[0], ()) for prop in properties if prop.array}
            self._empty[type] = found
        return found

    def _arrays(self, type: str) -> dict[str, str | None]:
        """The properties of a managed type; of those that are arrays, the name of the array type."""
        found = self._schema.get(type)
        if found is None:
            properties = self.model.managed_properties(type).values()
            found = {prop.name: array_names(prop.type)[0] if prop.array else None for prop in properties}
            self._schema[type] = found
        return found

    def _normal(self, type: str, values: Mapping[str, Any]) -> dict[str, Any]:
        arrays = self._arrays(type)
        normal = {}
        for name, value in values.items():
            array = arrays[name]
            if value is not None:
                normal[name] = value if array is None or value.__class__ is Array else Array(array, value)
        return normal

    def _put(self, moid: str, node: Node | None, names: Iterable[str] | None = None) -> None:
        """Put a node in place of another; ``names`` are the properties that may differ, ``None`` when all may."""
        if not self._depth:
            with self.transaction():
                self._put(moid, node, names)
            return
        old = self._nodes.get(moid)
        self._set(moid, old, node)
        self._log.append((moid, old, names))

    def _set(self, moid: str, old: Node | None, node: Node | None) -> None:
        if node is None:
            if old is not None:
                del self._nodes[moid]
                del self._by_type[old.ref.type][moid]
        else:
            self._nodes[moid] = node
            if old is None:
                self._by_type.setdefault(node.ref.type, {})[moid] = None

    def _begin(self) -> int:
        """Open a transaction; the result is the place in the log where it starts."""
        self._depth += 1
        return len(self._log)

    def _end(self, start: int, failed: bool) -> None:
        if failed:
            self._undo(start)
        elif self._depth == 1 and self._log:
            self._finish()
        else:
            self._depth -= 1

    def _finish(self) -> None:
        """End the outermost transaction: what derives from its changes joins it, then all is told."""
        try:
            draft = _Draft(self._nodes)
            draft.take(self._log)
            changes = draft.changes()
            if changes:
                taken = len(self._log)
                for deriver in tuple(self._derivers):
                    deriver(changes)
                if len(self._log) > taken:
                    draft.take(self._log[taken:])
                    changes = draft.changes()
        except BaseException:
            self._undo(0)
            raise
        self._depth -= 1
        self._log.clear()
        if changes:
            for observer in (*self._observers, *self._last_observers):
                observer(changes)

    def _undo(self, start: int) -> None:
        """End a transaction that failed: put back what was there before, the last first."""
        self._depth -= 1
        for moid, old, _ in reversed(self._log[start:]):
            self._set(moid, self._nodes.get(moid), old)
        del self._log[start:]


class _Transaction:
    """One transaction, for a ``with`` statement."""

    __slots__ = ("_begin", "_end", "_start")

    def __init__(self, begin: Callable[[], int], end: Callable[[int, bool], None]) -> None:
        self._begin = begin
        self._end = end
        self._start = 0

    def __enter__(self) -> None:
        self._start = self._begin()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None,
    ) -> None:
        self._end(self._start, kind is not None)


class _Draft:
    """What a transaction did so far, object by object, in the order they were first touched."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self._nodes = nodes
        self._before: dict[str, Node | None] = {}
        self._names: dict[str, set[str] | None] = {}
        self._changes: dict[str, Change | None] = {}

    def take(self, log: Iterable[_Put]) -> None:
        """Take in what was put since the last time."""
        for moid, old, names in log:
            if moid not in self._before:
                self._before[moid] = old
                self._names[moid] = None if names is None else set(names)
            elif names is None:
                self._names[moid] = None
            elif (known := self._names[moid]) is not None:
                known.update(names)
            self._changes.pop(moid, None)

    def changes(self) -> list[Change]:
        """What became of each object; nothing of those that are as they were."""
        known, found = self._changes, []
        for moid, old in self._before.items():
            if moid in known:
                change = known[moid]
            else:
                change = known[moid] = _change(old, self._nodes.get(moid), self._names[moid])
            if change is not None:
                found.append(change)
        return found


def _differs(old: Any, new: Any) -> bool:
    """Whether a property has a new value. Data objects are not compared in depth: a new object counts as a new value."""
    if old is new:
        return False
    return old.__class__ is not new.__class__ or isinstance(new, DataObject) or bool(old != new)


def _change(before: Node | None, after: Node | None, candidates: set[str] | None) -> Change | None:
    """What became of an object; ``candidates`` are the properties that may differ, ``None`` when all may."""
    if before is after:
        return None
    if after is None:
        assert before is not None
        return Change(Kind.LEAVE, before.ref, before, None, frozenset())
    if before is None:
        return Change(Kind.ENTER, after.ref, None, after, frozenset(after.values))
    old, new = before.values, after.values
    names = frozenset([
        name for name in (old.keys() | new.keys() if candidates is None else candidates)
        if _differs(old.get(name), new.get(name))
    ])
    return Change(Kind.MODIFY, after.ref, before, after, names) if names else None
