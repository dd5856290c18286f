"""The methods of PropertyCollector and PropertyFilter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from twisted.internet.defer import Deferred

from fakeesx.clock import DelayedCall
from fakeesx.host.managed_object import Call, Encoded, ManagedObject, fault, invalid_argument, method
from fakeesx.host.property_collector.filters import Collector, Filter
from fakeesx.host.property_collector.paths import UnknownPath, check, parse, resolve_in
from fakeesx.host.property_collector.report import Reader
from fakeesx.host.property_collector.selection import PathSet, Selector
from fakeesx.host.services.sight import sight_of
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.soap.errors import VimFault

_MOST_TOKENS = 64
_MOST_FILTERS, _MOST_COLLECTORS = 1000, 1000
"""Of one collector, and of one session (inferred)."""


@dataclass
class Pages:
    """The rest of paged retrievals of one session: token to what is left. Bounded; the oldest goes first."""

    left: dict[str, tuple[list[tuple[Node, PathSet]], int]] = field(default_factory=dict)


class PropertyCollector(ManagedObject):
    """Reads properties of objects and reports their changes."""

    per_session = frozenset({"filter"})

    def read_filter(self, call: Call) -> tuple[ManagedObjectReference, ...]:
        """The filters of the caller's session on this collector."""
        if call.session is None:
            return ()
        collector = self.host.collectors.get(call.session.key, self.ref)
        return tuple(filter_.ref for filter_ in collector.filters.values())

    # reading

    @method
    def RetrieveProperties(self, call: Call, specSet: Sequence[vim.PropertyFilterSpec]) -> Encoded:
        """Every selected object with its properties."""
        return Encoded(self._objects(call, self._select(call, specSet), b"returnval"))

    @method
    def RetrievePropertiesEx(
        self, call: Call, specSet: Sequence[vim.PropertyFilterSpec], options: vim.RetrieveOptions,
    ) -> Encoded | None:
        """As RetrieveProperties, in pages of ``options.maxObjects``; ``None`` when nothing is selected."""
        most = options.maxObjects
        if most is not None and most <= 0:
            raise invalid_argument("options.maxObjects")
        found = self._select(call, specSet)
        return self._page(call, found, most) if found else None

    @method
    def ContinueRetrievePropertiesEx(self, call: Call, token: str) -> Encoded:
        """The next page of a retrieval."""
        found, most = self._pages(call).left.pop(token, (None, 0))
        if found is None:
            raise invalid_argument("token")
        return self._page(call, found, most)

    @method
    def CancelRetrievePropertiesEx(self, call: Call, token: str) -> None:
        """Forget the rest of a retrieval."""
        if self._pages(call).left.pop(token, None) is None:
            raise invalid_argument("token")

    def _select(self, call: Call, specs: Sequence[vim.PropertyFilterSpec]) -> list[tuple[Node, PathSet]]:
        inventory, session = self.host.inventory, call.session.key if call.session else None
        sight = sight_of(self.host.access, call.user if call.session else None)
        found: dict[str, PathSet] = {}
        for spec in specs:
            selected = self.host.selector(spec, call.session).evaluate(inventory, session, sight).objects
            if not found:
                found = selected
                continue
            for moid, path_set in selected.items():
                known = found.get(moid)
                found[moid] = path_set if known is None or known is path_set else self._union(known, path_set)
        self.host.waiting.look(found, inventory.find)
        shown = [
            (node, path_set) for moid, path_set in found.items()
            if (node := inventory.find(moid)) is not None and (node.owner is None or node.owner == session)
        ]
        reads = self.host.chaos.reads
        return [(reads.see(node), path_set) for node, path_set in shown] if reads.on else shown

    def _objects(self, call: Call, found: list[tuple[Node, PathSet]], tag: bytes) -> list[bytes]:
        """The elements of the objects, in pieces."""
        return Reader(self.host, call).objects(found, tag)

    def _union(self, first: PathSet, second: PathSet) -> PathSet:
        if first.all or second.all:
            return first if first.all else second
        return self.host.path_sets.of(first.type, (*first.paths, *second.paths))

    def _page(self, call: Call, found: list[tuple[Node, PathSet]], most: int | None) -> Encoded:
        """The next page and how to get the one after it. Objects are shown as they are now, those that are gone left out.

        When all are gone, they are shown as they were: a page can't be empty.
        """
        find, see = self.host.inventory.find, self.host.chaos.reads.see
        now = [(see(node), path_set) for old, path_set in found if (node := find(old.ref.value)) is not None] or found
        token = b""
        if most is not None and len(now) > most:
            name = self.host.ids.uuid("52")
            pages = self._pages(call).left
            pages[name] = (now[most:], most)
            while len(pages) > _MOST_TOKENS:
                del pages[next(iter(pages))]
            token = b"<token>%b</token>" % name.encode()
            now = now[:most]
        return Encoded([b"<returnval>", token, *self._objects(call, now, b"objects"), b"</returnval>"])

    def _pages(self, call: Call) -> Pages:
        return self.host.session_data(call, f"pages-{self.ref.value}", Pages)

    # watching

    @method
    def CreateFilter(
        self, call: Call, spec: vim.PropertyFilterSpec, partialUpdates: bool,
    ) -> ManagedObjectReference:
        """Begin to watch what a spec selects."""
        assert call.session is not None
        selector = Selector(self.host.path_sets, spec)
        selector.require_starts(self.host.inventory, call.session.key)
        collector = self.host.collectors.of(call)
        if len(collector.filters) >= _MOST_FILTERS:
            raise fault("SystemError", reason="too many property filters")
        number = self.host.ids.number("filter")
        ref = ManagedObjectReference("PropertyFilter", f"session[{call.session.key}]{self.host.ids.uuid('52')}-{number}")
        self.host.inventory.add(ref, {"spec": spec, "partialUpdates": partialUpdates}, owner=call.session.key)
        collector.filters[ref.value] = Filter(ref, selector, partialUpdates, call.session.key)
        if collector.wake is not None:
            collector.wake()
        return ref

    @method
    def CheckForUpdates(self, call: Call, version: str | None = None) -> Encoded | None:
        """What changed since ``version``, ``None`` when nothing did."""
        collector = self._at_version(call, version)
        ready = self._again(collector, version) or self._collect(call, collector, None, version)
        if ready is None:
            self.host.waiting.look_out()
        return ready

    @method
    def WaitForUpdates(self, call: Call, version: str | None = None) -> Encoded | Deferred[Encoded | None] | None:
        """What changed since ``version``; waits until something does."""
        return self._wait(call, version, None, None)

    @method
    def WaitForUpdatesEx(
        self, call: Call, version: str | None = None, options: vim.WaitOptions | None = None,
    ) -> Encoded | Deferred[Encoded | None] | None:
        """As WaitForUpdates, for at most ``maxWaitSeconds`` and with at most ``maxObjectUpdates`` objects at a time."""
        seconds = options.maxWaitSeconds if options else None
        most = options.maxObjectUpdates if options else None
        if seconds is not None and seconds < 0:
            raise invalid_argument("options.maxWaitSeconds")
        if most is not None and most <= 0:
            raise invalid_argument("options.maxObjectUpdates")
        return self._wait(call, version, seconds, most)

    @method
    def CancelWaitForUpdates(self, call: Call) -> None:
        """End a wait of this session on this collector with RequestCanceled."""
        waiting = self.host.session_data(call, f"wait-{self.ref.value}", _Slot)
        if waiting.wait is not None:
            waiting.wait.fail(fault("RequestCanceled"))

    @method
    def CreatePropertyCollector(self, call: Call) -> ManagedObjectReference:
        """Another collector of this session, with filters and versions of its own."""
        assert call.session is not None
        owners = [node.owner for node in self.host.inventory.of_type("PropertyCollector")]
        if owners.count(call.session.key) >= _MOST_COLLECTORS:
            raise fault("SystemError", reason="too many property collectors")
        ref = ManagedObjectReference("PropertyCollector", f"session[{call.session.key}]{self.host.ids.uuid('52')}")
        self.host.inventory.add(ref, {}, owner=call.session.key)
        return ref

    @method
    def DestroyPropertyCollector(self, call: Call) -> None:
        """End a collector made by CreatePropertyCollector, with its filters."""
        assert call.session is not None
        if self.node.owner is None:
            raise fault("NotSupported")
        self.host.inventory.remove(self.ref)
        self.host.collectors.drop(call.session.key, self.ref.value)
        self.host.forget_session_data(call.session, f"wait-{self.ref.value}", f"pages-{self.ref.value}")

    def _at_version(self, call: Call, version: str | None) -> Collector:
        collector = self.host.collectors.of(call)
        if not version:
            collector.start_over()
            collector.last = None
        elif version != str(collector.version) and (collector.last is None or collector.last[0] != version):
            raise fault("InvalidCollectorVersion")
        return collector

    def _again(self, collector: Collector, version: str | None) -> Encoded | None:
        """The last update set once more, for a client that did not get it."""
        if version and version != str(collector.version) and collector.last is not None:
            return Encoded((collector.last[1],))
        return None

    def _collect(self, call: Call, collector: Collector, most: int | None, version: str | None) -> Encoded | None:
        sets, truncated = collector.collect(self.host, call, most)
        if not sets:
            return None
        collector.version += 1
        more = b"<truncated>true</truncated>" if truncated else b""
        content = b"<returnval><version>%d</version>%b%b</returnval>" % (collector.version, sets, more)
        collector.last = (version or "", content)
        return Encoded((content,))

    def _wait(
        self, call: Call, version: str | None, seconds: int | None, most: int | None,
    ) -> Encoded | Deferred[Encoded | None] | None:
        slot = self.host.session_data(call, f"wait-{self.ref.value}", _Slot)
        if slot.wait is not None:  # of two waits, one would get what the other waits for
            slot.wait.fail(fault("RequestCanceled"))
        collector = self._at_version(call, version)
        ready = self._again(collector, version) or self._collect(call, collector, most, version)
        if ready is not None or seconds == 0:
            if ready is None:
                self.host.waiting.look_out()
            return ready
        slot.wait = _Wait(slot, collector, lambda: self._woken(call, collector, most, version))
        if seconds is not None:
            slot.wait.timer = self.host.clock.callLater(seconds, slot.wait.finish, None)
        call.on_gone.append(slot.wait.abandon)
        return slot.wait.result

    def _woken(self, call: Call, collector: Collector, most: int | None, version: str | None) -> Encoded | None:
        if call.session is None or call.session.ended:
            raise fault("NotAuthenticated", object=self.ref, privilegeId="System.View")
        if self.host.inventory.find(self.ref.value) is None:
            raise fault("ManagedObjectNotFound", obj=self.ref)
        return self._collect(call, collector, most, version)


@dataclass
class _Slot:
    """Where a session's wait on one collector stands."""

    wait: _Wait | None = None


class _Wait:
    """A call that waits for updates. Ends once: with updates, with nothing when time is up, or with a fault."""

    def __init__(self, slot: _Slot, collector: Collector, collect: Callable[[], Encoded | None]) -> None:
        self.result: Deferred[Encoded | None] = Deferred()
        self.timer: DelayedCall | None = None
        self._slot, self._collector, self._collect = slot, collector, collect
        collector.wake = self._wake

    def _wake(self) -> None:
        try:
            updates = self._collect()
        except Exception as error:  # noqa: BLE001 - whose change this was must not suffer from it
            self.fail(error)
            return
        if updates is not None:
            self.finish(updates)

    def finish(self, updates: Encoded | None) -> None:
        """Answer the call."""
        self._end()
        self.result.callback(updates)

    def fail(self, error: Exception) -> None:
        """Answer the call with a fault."""
        self._end()
        self.result.errback(error)

    def abandon(self) -> None:
        """The client is gone: its call ends, and what it would have been told is still due."""
        if self._slot.wait is self:
            self.fail(fault("RequestCanceled"))

    def _end(self) -> None:
        self._slot.wait = None
        self._collector.wake = None
        if self.timer is not None and self.timer.active():
            self.timer.cancel()


class PropertyFilter(ManagedObject):
    """One filter of a session."""

    @method
    def DestroyPropertyFilter(self, call: Call) -> None:
        """Stop watching."""
        assert call.session is not None
        found = self.host.collectors.find_filter(call.session.key, self.ref.value)
        if found is not None:
            del found[0].filters[self.ref.value]
        self.host.inventory.remove(self.ref)


def fetch(target: ManagedObject, call: Call, name: str) -> Encoded:
    """The value of one property path as ``returnval``; nothing when it is unset.

    Raises InvalidProperty, NotAuthenticated, NoPermission.
    """
    host = target.host
    node = host.chaos.reads.see(target.node) if host.chaos.reads.on else target.node
    host.waiting.look((node.ref.value,), host.inventory.find)
    try:
        path = parse(name)
        check(host.model, node.ref.type, path)
    except UnknownPath:
        raise fault("InvalidProperty", name=name) from None
    sight = sight_of(host.access, call.user if call.session is not None else None)
    if sight is not None:
        refusal = sight.refusal(node.ref, path.top)
        if refusal is not None:
            raise VimFault(refusal)
    special = path.top in target.per_session or (
        path.top in target.per_user and sight is not None
    )
    if special:
        top: Any = getattr(target, f"read_{path.top}")(call)
        first = host.model.managed_properties(node.ref.type)[path.top]
        top = host.array(first.type, top) if first.array and not isinstance(top, Array) else top
    else:
        top = node.values.get(path.top)
    value, wire_type = resolve_in(top if sight is None else sight.shown(top), path)
    if path.plain:
        wire_type = host.scalar_type(node.ref.type, path.top)
    if sight is not None:
        value = sight.shown(value)
    return Encoded(() if value is None else (call.encoder.any("returnval", value, wire_type),))
