"""What became of managed objects, as records; and the objects that records add up to.

A change is told by the object before and after: only the properties that differ are written, and of a list only what came
and went, so that a host of a thousand machines writes as little for one of them as a host of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fakeesx.inventory import Node
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.state.codec import Reader, Registry, Writer
from fakeesx.state.errors import Corrupt

_SHORT = 16
"""Items up to which a list is written as a whole."""


@dataclass(frozen=True)
class Rules:
    """What of an inventory is kept. ``transient`` types are not, nor what belongs to a session."""

    registry: Registry
    transient: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()
    """Properties that are not kept, of whatever type: ``recentTask``."""
    forgotten_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Properties that are not kept of one type."""

    def keeps(self, node: Node) -> bool:
        """Whether an object outlives the process."""
        return node.owner is None and node.ref.type not in self.transient

    def properties(self, node: Node) -> dict[str, Any]:
        """The properties of an object that are kept."""
        skip = self.forgotten | self.forgotten_of.get(node.ref.type, frozenset())
        return {name: value for name, value in node.values.items() if name not in skip}


@dataclass
class Stored:
    """An object as it was kept."""

    ref: ManagedObjectReference
    values: dict[str, Any]
    private: Any


def entered(writer: Writer, rules: Rules, node: Node) -> list[Any]:
    """The record of an object with all it has."""
    return [
        "+", node.ref.type, node.ref.value, {name: writer.dump(value) for name, value in rules.properties(node).items()},
        writer.dump(node.private),
    ]


def changed(writer: Writer, rules: Rules, moid: str, before: Node | None, after: Node | None) -> list[Any] | None:
    """The record of what became of an object; ``None`` when nothing of that is kept."""
    was = before if before is not None and rules.keeps(before) else None
    now = after if after is not None and rules.keeps(after) else None
    if now is None:
        return None if was is None else ["-", moid]
    if was is None or was.ref != now.ref:
        return entered(writer, rules, now)
    old, new = rules.properties(was), rules.properties(now)
    values: dict[str, Any] = {}
    splices: dict[str, Any] = {}
    for name, value in new.items():
        other = old.get(name)
        if other is value or (other.__class__ is value.__class__ and not isinstance(value, DataObject) and other == value):
            continue
        splice = _splice(other, value)
        if splice is None:
            values[name] = writer.dump(value)
        else:
            splices[name] = [*splice[:2], *map(writer.dump, splice[2])]
    gone = [name for name in old if name not in new]
    private = [] if was.private is now.private else _private(writer, rules.registry, was.private, now.private)
    return ["~", moid, values, splices, gone, *private] if values or splices or gone or private else None


def apply(objects: dict[str, Stored], reader: Reader, registry: Registry, record: Any) -> None:
    """Let a record change the objects. Raises ``Corrupt``, ``UnknownFormat``."""
    load = reader.load
    try:
        match record:
            case ["+", type, moid, values, private]:
                ref = ManagedObjectReference(type, moid)
                objects.pop(moid, None)
                objects[moid] = Stored(ref, {name: load(value) for name, value in values.items()}, load(private))
            case ["-", moid]:
                del objects[moid]
            case ["~", moid, values, splices, gone, *private]:
                stored = objects[moid]
                for name, value in values.items():
                    stored.values[name] = load(value)
                for name, (start, count, *items) in splices.items():
                    old = stored.values[name]
                    kept = list(old.items)
                    kept[start : start + count] = map(load, items)
                    stored.values[name] = Array(old.type, kept)
                for name in gone:
                    del stored.values[name]
                if private:
                    stored.private = _joined(registry, stored.private, private, load)
            case _:
                raise Corrupt("it holds what is no change of an object")
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Corrupt(f"it holds a change that does not fit: {error}") from error


def _private(writer: Writer, registry: Registry, before: Any, after: Any) -> list[Any]:
    known = registry.of(after.__class__)
    if known is not None and known.difference is not None and before.__class__ is after.__class__:
        difference = known.difference(before, after)
        if difference is not None:
            return [known.name, writer.dump(difference)]
    return [writer.dump(after)]


def _joined(registry: Registry, before: Any, private: list[Any], load: Callable[[Any], Any]) -> Any:
    if len(private) == 1:
        return load(private[0])
    known = registry.named(private[0])
    if known.join is None:
        raise Corrupt(f"it holds what is new in a {known.name}, which is written as a whole")
    return known.join(before, load(private[1]))


def _splice(before: Any, after: Any) -> tuple[int, int, Iterable[Any]] | None:
    """Where a long list differs from the one before: start, how many went, what came; ``None`` to write it as a whole."""
    if before.__class__ is not Array or after.__class__ is not Array or before.type != after.type:
        return None
    old, new = before.items, after.items
    if len(new) < _SHORT:
        return None
    start = _same(old, new)
    end = _same(old[:start - 1 if start else None:-1], new[:start - 1 if start else None:-1])
    return start, len(old) - start - end, new[start : len(new) - end]


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """How many items two lists have in common at their start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
