"""The managed objects of a host as immutable nodes, and the only way to change them.

``Inventory.update``, ``add`` and ``remove`` are the one door. A node is never changed: a new one takes its place, so that
whoever holds an old node (a property filter, a snapshot) still has the old state. Observers are told of changes when the
outermost transaction ends, once per object, with the node before and after; a transaction that fails leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from itertools import compress
from operator import is_not, itemgetter
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

_Follower: TypeAlias = tuple[Observer, tuple[str, ...]]
"""An observer or deriver and the managed types it wants to hear of (none: all)."""

_Put: TypeAlias = tuple[str, Node | None, Collection[str] | None]
"""A moid, the node it had before, and the names of the properties that may differ now (``None``: all)."""


Recorder: TypeAlias = Callable[[Sequence[_Put]], None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All nodes of a host at one moment: a copy of references."""

    nodes: Mapping[str, Node]
    by_type: Mapping[str, Mapping[str, None]]
    owned: Sequence[str]
    """The moids of nodes that have an owner."""


class Inventory:
    """The managed objects of one host, by moid."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._nodes: dict[str, Node] = {}
        self._empty: dict[str, Mapping[str, Array]] = model.derived.setdefault("arrays without items", {})
        self._schema: dict[str, dict[str, str | None]] = model.derived.setdefault("names of arrays", {})
        self._by_type: dict[str, dict[str, None]] = {}
        self._owned: dict[str, None] = {}
        self._observers: list[_Follower] = []
        self._last_observers: list[_Follower] = []
        self._derivers: list[_Follower] = []
        self._steady: list[_Follower] = []
        """The derivers that are told of a snapshot that comes back, too."""
        self._going_back = False
        self._recorder: Recorder | None = None
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
        if self._depth:
            self._nodes[ref.value] = node
            self._log.append((ref.value, old, values))
        else:
            self._put(ref.value, node, values)
        return node

    def remove(self, ref: ManagedObjectReference) -> None:
        """An object leaves; ``KeyError`` when it is gone already."""
        if ref.value not in self._nodes:
            raise KeyError(ref.value)
        self._put(ref.value, None)

    @property
    def changing(self) -> bool:
        """Whether a transaction is open."""
        return self._depth > 0

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside become visible to observers together, or, when an exception leaves it, never were.

        Transactions nest; one that fails undoes its own changes only, and observers hear at the end of the outermost.
        """
        return _Transaction(self._begin, self._end)

    # observers

    def subscribe(self, observer: Observer, *types: str, last: bool = False) -> Callable[[], None]:
        """Call ``observer`` with the changes of each finished transaction; the result ends that.

        ``types``: tell only of objects of exactly these managed types. ``last``: after those that are not; for one that
        answers clients, who may ask for more at once.
        """
        return _enlist(self._last_observers if last else self._observers, observer, types)

    def derive(self, deriver: Observer, *types: str, restored: bool = False) -> Callable[[], None]:
        """Call ``deriver`` with the changes of each outermost transaction as it ends; the result ends that.

        What it changes (a view that follows the tree, say) belongs to the same transaction: observers hear of
        both at once, and an exception undoes both. Derivers do not hear of each other's changes. ``types`` as in
        ``subscribe``. ``restored``: also where a snapshot comes back, which has all that derives from it already.
        """
        end = _enlist(self._derivers, deriver, types)
        end_steady = _enlist(self._steady, deriver, types) if restored else None

        def end_both() -> None:
            end()
            if end_steady is not None:
                end_steady()

        return end_both

    def record(self, recorder: Recorder) -> None:
        """Tell ``recorder`` of all that each finished transaction put, before observers hear of it.

        It is told of changes of ``private`` alone too, and each time of the node that was there before that time.
        """
        self._recorder = recorder

    # snapshots

    def snapshot(self) -> Snapshot:
        """The whole state now."""
        by_type = {type: moids.copy() for type, moids in self._by_type.items()}
        return Snapshot(self._nodes.copy(), by_type, tuple(self._owned))

    def restore(self, snapshot: Snapshot, living: Container[str] = ()) -> None:
        """Go back to a snapshot, also to its order; observers are told of every difference.

        What belongs to ``living`` owners stays as it is now.
        """
        with self.transaction():
            nodes, target = self._nodes, self._with_living(snapshot, living)
            same = list(nodes) == list(target)
            if same:
                put = list(compress(target, map(is_not, nodes.values(), target.values())))
                gone = []
            else:
                put = [moid for moid, node in target.items() if nodes.get(moid) is not node]
                gone = [moid for moid in nodes if moid not in target]
            self._going_back = bool(gone or put)
            for moid in gone:
                self._put(moid, None)
            for moid in put:
                self._put(moid, target[moid])
            if not same:
                self._order(target, snapshot if target is snapshot.nodes else None)

    # inside

    def _with_living(self, snapshot: Snapshot, living: Container[str]) -> Mapping[str, Node]:
        """The nodes of a snapshot, but what belongs to living owners as it is now."""
        now = {moid: node for moid in self._owned if (node := self._nodes[moid]).owner in living}
        then = [moid for moid in snapshot.owned if snapshot.nodes[moid].owner in living]
        if not now and not then:
            return snapshot.nodes
        target = dict(snapshot.nodes)
        for moid in then:
            del target[moid]
        return {**target, **now}

    def _order(self, target: Mapping[str, Node], snapshot: Snapshot | None) -> None:
        """Let the nodes that are there be in the order of others, which are the same; ``snapshot``: those of it."""
        self._nodes = dict(target)
        if snapshot is not None:
            self._by_type = {type: dict(moids) for type, moids in snapshot.by_type.items()}
            return
        self._by_type = {}
        for moid, node in target.items():
            self._by_type.setdefault(node.ref.type, {})[moid] = None

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

    def _put(self, moid: str, node: Node | None, names: Collection[str] | None = None) -> None:
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
                self._owned.pop(moid, None)
        else:
            self._nodes[moid] = node
            if old is None:
                self._by_type.setdefault(node.ref.type, {})[moid] = None
                if node.owner is not None:
                    self._owned[moid] = None

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
            changes = draft.take(self._log)
            if changes:
                taken = len(self._log)
                _tell(self._steady if self._going_back else self._derivers, changes)
                if len(self._log) > taken:
                    changes = draft.take(self._log[taken:])
        except BaseException:
            self._undo(0)
            raise
        self._depth -= 1
        self._going_back = False
        if self._recorder is not None:
            self._recorder(self._log)
        self._log.clear()
        if changes:
            _tell((*self._observers, *self._last_observers), changes)

    def _undo(self, start: int) -> None:
        """End a transaction that failed: put back what was there before, the last first."""
        self._depth -= 1
        self._going_back = False
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
        self._names: dict[str, Collection[str] | None] = {}
        self._changes: dict[str, Change | None] = {}

    def take(self, log: Sequence[_Put]) -> list[Change]:
        """Take in what was put since the last time; the result is what became of each object that is not as it was."""
        before, names, changes = self._before, self._names, self._changes
        for moid, old, some in log:
            if moid not in before:
                before[moid], names[moid] = old, some
            else:
                known = names[moid]
                names[moid] = None if known is None or some is None else {*known, *some}
        for moid in dict.fromkeys(map(itemgetter(0), log)):
            changes[moid] = _change(before[moid], self._nodes.get(moid), names[moid])
        return [change for change in changes.values() if change is not None]


def _enlist(followers: list[_Follower], follower: Observer, types: tuple[str, ...]) -> Callable[[], None]:
    entry = (follower, types)
    followers.append(entry)
    return lambda: followers.remove(entry)


def _tell(followers: Iterable[_Follower], changes: list[Change]) -> None:
    """Tell each follower of the changes that it wants to hear of."""
    by_type: dict[str, list[Change]] = {}
    for change in changes:
        by_type.setdefault(change.ref.type, []).append(change)
    for follower, types in tuple(followers):
        if not types:
            follower(changes)
        elif len(types) == 1:
            if types[0] in by_type:
                follower(by_type[types[0]])
        elif mine := [change for change in changes if change.ref.type in types]:
            follower(mine)


def _change(before: Node | None, after: Node | None, candidates: Collection[str] | None) -> Change | None:
    """What became of an object; ``candidates`` are the properties that may differ, ``None`` when all may.

    Data objects are not compared in depth: a new object counts as a new value.
    """
    if before is after:
        return None
    if after is None:
        assert before is not None
        return Change(Kind.LEAVE, before.ref, before, None, frozenset())
    if before is None:
        return Change(Kind.ENTER, after.ref, None, after, frozenset(after.values))
    old, new = before.values.get, after.values.get
    names = frozenset([
        name for name in (before.values.keys() | after.values.keys() if candidates is None else candidates)
        if (was := old(name)) is not (now := new(name))
        and (was.__class__ is not now.__class__ or isinstance(now, DataObject) or was != now)
    ])
    return Change(Kind.MODIFY, after.ref, before, after, names) if names else None
