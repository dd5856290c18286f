"""Property filters and the collectors they belong to: who is told what, when something changes.

A filter remembers, for each object it selects, the node it last reported; what is new is the difference to the node of now.
The journal marks objects dirty, a waiting call is answered at once; nothing polls.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call
from fakeesx.host.property_collector.diff import differences
from fakeesx.host.property_collector.report import Reader
from fakeesx.host.property_collector.selection import PathSet, Selection, Selector
from fakeesx.host.services.sight import Sight
from fakeesx.inventory import Change, Inventory, Kind, Node
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


@dataclass(eq=False)
class Filter:
    """One PropertyFilter. ``sent`` is what its client knows: the node and path set of each reported object."""

    ref: ManagedObjectReference
    selector: Selector
    partial: bool
    session: str
    """The key of the session it belongs to."""
    selection: Selection = field(default_factory=Selection)
    sent: dict[str, tuple[Node, PathSet]] = field(default_factory=dict)
    dirty: dict[str, None] = field(default_factory=dict)
    stale: bool = True
    """Whether the selection has to be worked out again."""
    told_missing: bool = False
    """Whether the client knows which start objects are not there."""

    def start_over(self) -> None:
        """Forget what the client knows."""
        self.told_missing = False
        self.sent.clear()
        self.dirty.clear()
        self.stale = True

    def note(self, changes: list[Change]) -> bool:
        """Take in what changed; whether there may be something to report."""
        noted = self.stale
        objects, followed = self.selection.objects, self.selection.followed
        for change in changes:
            moid = change.ref.value
            path_set = objects.get(moid)
            if path_set is not None and (
                change.kind is not Kind.MODIFY or path_set.all or not path_set.tops.isdisjoint(change.names)
            ):
                self.dirty[moid] = None
                noted = True
            properties = followed.get(moid)
            if properties and (change.kind is not Kind.MODIFY or not properties.isdisjoint(change.names)):
                self.stale = True
                noted = True
        return noted

    def refresh(self, inventory: Inventory, sight: Sight | None) -> None:
        """Work out the selection again if something it rests on has changed; ``sight`` is what its session may see."""
        if not self.stale:
            return
        self.stale = False
        old, self.selection = self.selection.objects, self.selector.evaluate(inventory, self.session, sight)
        new = self.selection.objects
        for moid, path_set in new.items():
            if old.get(moid) is not path_set or moid not in self.sent:
                self.dirty[moid] = None
        for moid in self.sent:
            if moid not in new:
                self.dirty[moid] = None

    def missing(self, inventory: Inventory, reader: Reader) -> bytes:
        """The start objects that are not there (elements ``missingSet``), where the spec wants them reported; told once."""
        if self.told_missing or not self.selector.reports_missing:
            return b""
        self.told_missing = True
        return b"".join(reader.missing_object(ref) for ref in self.selector.missing(inventory, self.session))

    def updates(self, inventory: Inventory, reader: Reader) -> Iterator[bytes]:
        """The ObjectUpdates (elements ``objectSet``) that are due; each one given counts as sent."""
        self.refresh(inventory, reader.sight)
        while self.dirty:
            moid = next(iter(self.dirty))
            del self.dirty[moid]
            update = self._update(moid, inventory, reader)
            self._sent(moid, inventory, reader)
            if update is not None:
                yield update

    def due(self, inventory: Inventory, reader: Reader) -> bool:
        """Whether there is anything to report; what turns out to be nothing new is forgotten."""
        self.refresh(inventory, reader.sight)
        while self.dirty:
            moid = next(iter(self.dirty))
            if self._update(moid, inventory, reader) is not None:
                return True
            del self.dirty[moid]
            self._sent(moid, inventory, reader)
        return False

    def _node(self, moid: str, inventory: Inventory, reader: Reader) -> Node | None:
        """An object as it is shown now, ``None`` when it is not there for this session."""
        node = inventory.find(moid)
        return reader.seen(node) if node is not None and node.owner in (None, self.session) else None

    def _sent(self, moid: str, inventory: Inventory, reader: Reader) -> None:
        node, path_set = self._node(moid, inventory, reader), self.selection.objects.get(moid)
        if node is None or path_set is None:
            self.sent.pop(moid, None)
        else:
            self.sent[moid] = (node, path_set)

    def _update(self, moid: str, inventory: Inventory, reader: Reader) -> bytes | None:
        known = self.sent.get(moid)
        node, path_set = self._node(moid, inventory, reader), self.selection.objects.get(moid)
        if node is None or path_set is None:
            return None if known is None else b"<objectSet><kind>leave</kind>%b</objectSet>" % reader.obj(known[0])
        if known is None:
            changes = [
                reader.change(name, "assign", value, wire) for name, value, wire in reader.visible_values(node, path_set)
            ]
            missing = reader.missing(node, path_set)
            return b"<objectSet><kind>enter</kind>%b%b%b</objectSet>" % (reader.obj(node), b"".join(changes), missing)
        changes = list(self._changes(known[0], node, path_set, reader))
        if not changes:
            return None
        return b"<objectSet><kind>modify</kind>%b%b</objectSet>" % (reader.obj(node), b"".join(changes))

    def _changes(self, before: Node, after: Node, path_set: PathSet, reader: Reader) -> Iterator[bytes]:
        if before is after:
            return
        old = {name: (value, wire) for name, value, wire in reader.visible_values(before, path_set)}
        new = {name: (value, wire) for name, value, wire in reader.visible_values(after, path_set)}
        for name in old:
            if name not in new:
                yield reader.change(name, "assign", None, None)
        for name, (value, wire) in new.items():
            was = old.get(name, (None, None))[0]
            if was is value:
                continue
            if self.partial and was is not None:
                for path, op, item, item_wire in differences(name, was, value, wire):
                    yield reader.change(path, op, item, item_wire)
            elif was != value:
                yield reader.change(name, "assign", value, wire)


@dataclass(eq=False)
class Collector:
    """The filters of one session on one PropertyCollector, its version and the call that waits on it."""

    ref: ManagedObjectReference
    filters: dict[str, Filter] = field(default_factory=dict)
    version: int = 0
    last: tuple[str, bytes] | None = None
    """The version the last update set was for and its bytes: a client that lost the reply asks for it again."""
    wake: Callable[[], None] | None = None

    def note(self, changes: list[Change]) -> bool:
        """Take in what changed; whether somebody waits who may have to be told."""
        noted = False
        for filter_ in self.filters.values():
            noted |= filter_.note(changes)
        return noted and self.wake is not None

    def collect(self, host: Esx, call: Call, most: int | None) -> tuple[bytes, bool]:
        """The due PropertyFilterUpdates (elements ``filterSet``), and whether ``most`` objects cut them short."""
        reader = Reader(host, call)
        sets: list[bytes] = []
        left = most
        for filter_ in list(self.filters.values()):
            missing = filter_.missing(host.inventory, reader)
            updates: list[bytes] = []
            for update in filter_.updates(host.inventory, reader):
                updates.append(update)
                if left is not None:
                    left -= 1
                    if left == 0:
                        break
            if updates or missing:
                ref = b'<filter type="PropertyFilter">%b</filter>' % filter_.ref.value.encode()
                sets.append(b"<filterSet>%b%b%b</filterSet>" % (ref, b"".join(updates), missing))
            if left == 0:
                break
        truncated = left == 0 and any(f.due(host.inventory, reader) for f in self.filters.values())
        return b"".join(sets), truncated

    def look_again(self) -> None:
        """What the session may see may have changed."""
        for filter_ in self.filters.values():
            filter_.stale = True

    def start_over(self) -> None:
        """The client asks for everything anew."""
        for filter_ in self.filters.values():
            filter_.start_over()


class Collectors:
    """All collectors of a host, by session and PropertyCollector."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._rights = host.access.generation
        self._all: dict[tuple[str, str], Collector] = {}
        host.inventory.subscribe(self.note, last=True)

    def of(self, call: Call) -> Collector:
        """The collector that a call is for."""
        assert call.session is not None
        return self.get(call.session.key, call.this)

    def get(self, session: str, ref: ManagedObjectReference) -> Collector:
        """The collector of a session on a PropertyCollector."""
        key = (session, ref.value)
        collector = self._all.get(key)
        if collector is None:
            collector = self._all[key] = Collector(ref)
        return collector

    def find_filter(self, session: str, moid: str) -> tuple[Collector, Filter] | None:
        """The filter of a moid in a session."""
        for (key, _), collector in self._all.items():
            if key == session and moid in collector.filters:
                return collector, collector.filters[moid]
        return None

    def awaits(self, moids: Set[str], properties: frozenset[str]) -> bool:
        """Whether a waiting call would be told of a change of one of these properties of one of these objects."""
        return any(
            filter_.stale or any(
                moid in moids and (path_set.all or not path_set.tops.isdisjoint(properties))
                for moid, path_set in filter_.selection.objects.items()
            )
            for collector in self._all.values() if collector.wake is not None
            for filter_ in collector.filters.values()
        )

    def drop(self, session: str, moid: str | None = None) -> None:
        """Forget the collectors of a session (or one of them), its waiting calls and its filters."""
        for key in [k for k in self._all if k[0] == session and moid in (None, k[1])]:
            collector = self._all.pop(key)
            for filter_ in collector.filters.values():
                if filter_.ref in self._host.inventory:
                    self._host.inventory.remove(filter_.ref)
            collector.filters.clear()
            if collector.wake is not None:
                collector.wake()

    def capture(self) -> Any:
        """The collectors with their versions and filters, not what their clients know."""
        return {
            key: (collector.ref, collector.version, collector.last, [
                (filter_.ref, filter_.selector, filter_.partial) for filter_ in collector.filters.values()
            ])
            for key, collector in self._all.items()
        }

    def restore(self, state: Any, returned: Container[str]) -> None:
        """Bring back those of the sessions that have ended since; they report everything as if it were new."""
        for key, (ref, version, last, filters) in state.items():
            if key[0] in returned:
                again = {each.value: Filter(each, selector, partial, key[0]) for each, selector, partial in filters}
                self._all[key] = Collector(ref, again, version, last)

    def note(self, changes: list[Change]) -> None:
        """Something changed, or is shown in another way than before: whoever waits for it is told."""
        if self._rights != self._host.access.generation:  # what sessions may see may be something else
            self._rights = self._host.access.generation
            for collector in self._all.values():
                collector.look_again()
        noted = [collector for collector in self._all.values() if collector.filters and collector.note(changes)]
        for collector in noted:  # whoever is answered may ask for more at once: all must know of the changes by then
            if collector.wake is not None:
                collector.wake()
