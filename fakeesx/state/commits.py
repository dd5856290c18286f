"""Group commit: the changes of one turn of the reactor are kept together, and whoever waits for them is told afterwards.

Inventory and files are changed in the reactor's thread and go on changing while a batch is written in another: what comes
meanwhile is the next batch. A batch holds whole transactions and whole units of file changes only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

from twisted.internet.defer import Deferred, maybeDeferred, succeed
from twisted.python.failure import Failure

from fakeesx.inventory import Inventory, Node
from fakeesx.state.changes import Rules
from fakeesx.state.store import Facts, Store
from fakeesx.storage.undo import UndoLog, Unit

Waiter: TypeAlias = Callable[[], None]


class Threads(Protocol):
    """Where a batch is written."""

    def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Deferred[Any]:
        """Call a function, in a thread or at once."""


class Commits:
    """Keeps what happens to an inventory and its files in a store."""

    def __init__(
        self, store: Store, inventory: Inventory, files: UndoLog, rules: Rules, facts: Callable[[], Facts],
        stamp: Callable[[], Any], later: Callable[[Callable[[], None]], Any], threads: Threads,
    ) -> None:
        """Begin to keep.

        ``stamp`` is something that differs when facts differ; ``later`` calls a function in the next turn of the reactor.
        Raises OSError when the first image can't be written.
        """
        self._store, self._inventory, self._files, self._rules = store, inventory, files, rules
        self._facts, self._stamp = facts, stamp
        self._later, self._threads = later, threads
        self._before: dict[str, Node | None] = {}
        self._waiting: list[Waiter] = []
        self._told_later: list[Waiter] = []
        self._scheduled = self._in_flight = self._writing = self._stopped = False
        self._ignoring = 0
        self._imaging = False
        self._imaged: int | None = None
        self._idle: list[Deferred[None]] = []
        self.failure: Failure | None = None
        """Why nothing can be kept any more: from then on no client gets an answer."""
        self.at_failure: list[Callable[[Failure], None]] = []
        if store.is_new:
            store.begin(inventory.nodes(), facts(), *files.cut())
        else:
            units, dirty = files.cut()
            store.commit(_moved(store, inventory, rules), units, dirty, facts())
            store.settle(units)
        store.objects = {}
        self._known = stamp()
        inventory.record(self._note)
        files.on_change = self._touch

    @property
    def busy(self) -> bool:
        """Whether something has happened that is not kept yet."""
        return self._writing or self._has_more

    def wait(self, waiter: Waiter) -> bool:
        """Call a function when all that has happened until now is kept; false (and no call) when it is already."""
        if self._has_more or self.failure is not None:
            self._waiting.append(waiter)
        elif self._writing:
            self._told_later.append(waiter)
        else:
            return False
        return True

    def ignore(self, ignore: bool) -> None:
        """While this holds, changes of objects are measurements that nobody misses: they are not kept by themselves."""
        self._ignoring += 1 if ignore else -1

    def stop(self) -> Deferred[None]:
        """Keep what is left and close the store; fires when that is done."""
        self._stopped = True
        if self._in_flight or self._imaging:
            idle: Deferred[None] = Deferred()
            self._idle.append(idle)
        else:
            idle = succeed(None)
        return idle.addCallback(lambda _: self._end())

    # inside

    @property
    def _has_more(self) -> bool:
        return bool(self._before) or self._files.pending or self._stamp() != self._known

    def _note(self, log: Sequence[tuple[str, Node | None, Any]]) -> None:
        """A transaction has ended; ``log`` holds moids, nodes before, and names that may differ."""
        forgotten = self._rules.forgotten
        for moid, old, names in log:
            if self._ignoring or moid in self._before or (names and forgotten.issuperset(names)):
                continue
            node = old or self._inventory.find(moid)
            if node is not None and self._rules.keeps(node):
                self._before[moid] = old
        if self._has_more:
            self._touch()

    def _touch(self) -> None:
        if not (self._scheduled or self._in_flight or self._stopped):
            self._scheduled = True
            self._later(self._cut)

    def _cut(self) -> None:
        self._scheduled = False
        if self._in_flight or self._stopped or self.failure is not None:
            return
        self._in_flight = self._writing = True
        self._told_later, self._waiting = self._waiting, []
        batch = self._batch()
        image = self._imaged is None and not self._imaging and self._store.outgrown
        nodes = list(self._inventory.nodes()) if image else None
        written = self._threads(self._write, batch, self._take_imaged())
        written.addCallback(self._written, batch[1], nodes, batch[3] or (self._facts() if image else None))
        written.addCallbacks(self._settled, self._failed)

    def _batch(self) -> tuple[Any, Any, Any, Facts | None]:
        before, self._before = self._before, {}
        find, stamp = self._inventory.find, self._stamp()
        facts = None if stamp == self._known else self._facts()
        self._known = stamp
        units, dirty = self._files.cut()
        return [(moid, old, find(moid)) for moid, old in before.items()], units, dirty, facts

    def _take_imaged(self) -> int | None:
        offset, self._imaged = self._imaged, None
        return offset

    def _write(self, batch: tuple[Any, Any, Any, Facts | None], imaged: int | None) -> tuple[int, int]:
        """In a thread: keep a batch; the journal's position then."""
        if imaged is not None:
            self._store.switch(imaged)
        self._store.commit(*batch)
        return self._store.position

    def _written(
        self, position: tuple[int, int], units: Sequence[Unit], nodes: list[Node] | None, facts: Facts | None,
    ) -> Deferred[None] | None:
        """A batch is kept: tell who waited, then clear up, then begin an image if one is due."""
        self._writing = False
        waiters, self._told_later = self._told_later, []
        for waiter in waiters:
            waiter()
        image = nodes is not None and not self._stopped
        if not units and not image:
            return None
        settled = self._threads(self._store.settle, units)
        if image:
            settled.addCallback(lambda _: self._image(position, nodes, facts))
        return settled

    def _settled(self, _: None) -> None:
        self._in_flight = False
        if self._has_more:
            self._touch()
        self._tell_idle()

    def _image(self, position: tuple[int, int], nodes: list[Node] | None, facts: Facts | None) -> None:
        assert nodes is not None
        assert facts is not None
        self._imaging = True
        self._threads(self._store.write_image, nodes, facts, position).addCallbacks(
            self._image_written, self._failed, callbackArgs=(position[1],),
        )

    def _image_written(self, _: None, offset: int) -> None:
        self._imaging = False
        self._imaged = offset
        self._touch()
        self._tell_idle()

    def _tell_idle(self) -> None:
        if not (self._in_flight or self._imaging):
            waiting, self._idle = self._idle, []
            for idle in waiting:
                idle.callback(None)

    def _failed(self, failure: Failure) -> None:
        """Nothing more can be kept: what was not told stays untold."""
        first = self.failure is None
        self._in_flight = self._writing = self._imaging = False
        self.failure = self.failure or failure
        if first:
            for callback in self.at_failure:
                callback(failure)
        self._tell_idle()

    def _end(self) -> Deferred[None] | None:
        if self.failure is not None:
            self._files.close()
            self._store.close()
            return None
        return maybeDeferred(self._last).addErrback(self._failed)

    def _last(self) -> None:
        """Keep what is left, and begin the next life with an image where that takes no time."""
        try:
            batch = self._batch()
            self._write(batch, self._take_imaged())
            self._store.settle(batch[1])
            nodes = list(self._inventory.nodes())
            if len(nodes) <= _QUICK:
                position = self._store.position
                self._store.write_image(nodes, self._facts(), position)
                self._store.switch(position[1])
        finally:
            self._files.close()
            self._store.close()


_QUICK = 1000
"""Objects whose image is written when a host ends: it has two seconds for all it has to do."""


def _moved(store: Store, inventory: Inventory, rules: Rules) -> list[tuple[str, Node | None, Node | None]]:
    """What a host changed of the objects it was given while it started."""
    found: list[tuple[str, Node | None, Node | None]] = []
    for moid, stored in store.objects.items():
        now = inventory.find(moid)
        before = Node(stored.ref, stored.values, stored.private)
        if now is None or now.ref != before.ref or not _same(before, now, rules):
            found.append((moid, before, now))
    found.extend(
        (node.ref.value, None, node) for node in inventory.nodes()
        if node.ref.value not in store.objects and rules.keeps(node)
    )
    return found


def _same(before: Node, now: Node, rules: Rules) -> bool:
    old, new = rules.properties(before), rules.properties(now)
    return before.private is now.private and len(old) == len(new) and all(old.get(name) is new[name] for name in new)
