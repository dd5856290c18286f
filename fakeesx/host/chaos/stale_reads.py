"""Properties that are not brought up to date: what readers see differs from what is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fakeesx.chaos.errors import RuleError
from fakeesx.host.property_collector.paths import Path, UnknownPath, check, element_key, parse, resolve
from fakeesx.inventory import Change, Kind, Node
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


@dataclass(eq=False)
class Frozen:
    """What one rule keeps as it was: for each object, values by path."""

    reads: StaleReads
    values: dict[ManagedObjectReference, list[tuple[Path, Any]]]

    @property
    def count(self) -> int:
        """How many objects."""
        return len(self.values)

    def lift(self) -> None:
        """Readers and those who watch see what is."""
        self.reads.drop(self)
        self.reads.tell(self)

    def resume(self) -> None:
        """In force again."""
        self.reads.put(self)

    def suspend(self) -> None:
        """Not in force; who watches is told when all else is as it was."""
        self.reads.drop(self)
        self.reads.tell_later(self)


@dataclass(eq=False)
class _View:
    """An object as readers see it: what is frozen, and the node made of that and of the real one."""

    frozen: list[Frozen] = field(default_factory=list)
    real: Node | None = None
    node: Node | None = None


class StaleReads:
    """Shows objects with values that are frozen. ``on`` tells whether there are any."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._views: dict[str, _View] = {}
        self.on = False

    def see(self, node: Node) -> Node:
        """An object as readers see it; the same one as long as nothing changes."""
        view = self._views.get(node.ref.value)
        if view is None:
            return node
        if view.real is not node or view.node is None:
            view.real = node
            view.node = _frozen(node, [pair for each in view.frozen for pair in each.values[node.ref]])
        return view.node

    def freeze(self, nodes: Sequence[Node], texts: Sequence[str]) -> Frozen:
        """Keep what paths lead to on some objects. Raises ``RuleError`` for one that the schema does not have."""
        values = {node.ref: [(path, resolve(node, path)[0]) for path in self._paths(node, texts)] for node in nodes}
        frozen = Frozen(self, values)
        self.put(frozen)
        return frozen

    def put(self, frozen: Frozen) -> None:
        """These values are shown from now on."""
        for ref in frozen.values:
            view = self._views.setdefault(ref.value, _View())
            view.frozen.append(frozen)
            view.node = None
        self.on = bool(self._views)

    def drop(self, frozen: Frozen) -> None:
        """They are not shown any more."""
        for ref in frozen.values:
            view = self._views[ref.value]
            view.frozen.remove(frozen)
            view.node = None
            if not view.frozen:
                del self._views[ref.value]
        self.on = bool(self._views)

    def tell_later(self, frozen: Frozen) -> None:
        """Those who watch hear of it in a later turn."""
        self._host.clock.callLater(0, self.tell, frozen)

    def tell(self, frozen: Frozen) -> None:
        """Those who watch hear of what they have not been shown so far."""
        changes = []
        for ref, values in frozen.values.items():
            node = self._host.inventory.find(ref.value)
            if node is not None:
                names = frozenset(path.top for path, _ in values)
                changes.append(Change(Kind.MODIFY, ref, node, node, names))
        if changes:
            self._host.collectors.note(changes)

    def _paths(self, node: Node, texts: Iterable[str]) -> list[Path]:
        paths = []
        for text in texts:
            try:
                path = parse(text)
                check(self._host.model, node.ref.type, path)
            except UnknownPath:
                raise RuleError("effect.stale", f"a {node.ref.type} has no property {text}; narrow match.type") from None
            if path.top in self._host.class_of(node.ref.type).per_session:
                raise RuleError("effect.stale", f"{text} of a {node.ref.type} depends on who asks")
            paths.append(path)
        return paths


def _frozen(node: Node, pairs: Iterable[tuple[Path, Any]]) -> Node:
    values = dict(node.values)
    for path, value in pairs:
        name, key = path.steps[0]
        new = value if len(path.steps) == 1 and key is None else _put(values.get(name), key, path.steps[1:], value)
        if new is None:
            values.pop(name, None)
        else:
            values[name] = new
    return Node(node.ref, MappingProxyType(values), node.private, node.owner)


def _put(value: Any, key: str | None, steps: Sequence[tuple[str, str | None]], new: Any) -> Any:
    """A value with what ``steps`` lead to replaced; as it is where they lead nowhere now."""
    if key is not None:
        return _at_key(value, key, lambda item: _inside(item, steps, new))
    return _inside(value, steps, new)


def _inside(value: Any, steps: Sequence[tuple[str, str | None]], new: Any) -> Any:
    if not steps:
        return new
    name, key = steps[0]
    if not isinstance(value, DataObject) or value.property_named(name) is None:
        return value
    old = getattr(value, name)
    changed = new.items if isinstance(new, Array) and len(steps) == 1 and key is None else new
    return value.replace(**{name: changed if len(steps) == 1 and key is None else _put(old, key, steps[1:], new)})


def _at_key(items: Any, key: str, change: Callable[[Any], Any]) -> Any:
    """An array with the element of a key changed; one that has gone is not brought back."""
    if items is None:
        return None
    new = tuple(
        each for item in items if (each := change(item) if element_key(item) == key else item) is not None
    )
    return Array(items.type, new) if isinstance(items, Array) else new
