"""What of a host outlives its process, and how: the side of ``fakeesx.state`` that knows managed objects."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred

from fakeesx.host.services.access import Account, Accounts
from fakeesx.host.services.datastore_values import Extent, Volume
from fakeesx.host.services.events import History
from fakeesx.host.services.iscsi_specs import IscsiState, IscsiTarget, Secret, TargetLun
from fakeesx.network.specs import SeenSubnet
from fakeesx.network.state import Card, PortSet, Wiring
from fakeesx.schema import vim
from fakeesx.state.changes import Rules, Stored
from fakeesx.state.codec import Form, Registry, form
from fakeesx.state.commits import Commits, Threads
from fakeesx.state.store import Store
from fakeesx.storage.undo import UndoLog
from fakeesx.storage.vmfiles import VmHome
from fakeesx.storage.vmx import Vmx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fakeesx.host.esx import Esx
    from fakeesx.host.managed_object import TaskBody


def registry() -> Registry:
    """The classes of values in ``Node.private`` (of what outlives the process). A new one is entered here."""
    from fakeesx.host.virtual_machine.machine import Machine
    from fakeesx.host.virtual_machine.remote_display import RemoteDisplay
    from fakeesx.host.virtual_machine.snapshots.state import Snapshots, Taken

    return Registry((
        form(Account),
        form(Accounts),
        form(Extent),
        form(IscsiState),
        form(IscsiTarget),
        form(History, difference=_new_events, join=_with_events),
        form(Card),
        form(Machine),
        form(PortSet),
        form(RemoteDisplay),
        form(Secret),
        form(SeenSubnet),
        form(Snapshots),
        form(Taken),
        form(TargetLun),
        form(VmHome),
        form(Volume),
        form(Wiring),
        Form(Vmx, "Vmx", lambda vmx: {"text": vmx.encode()}, lambda parts: Vmx.parse(parts["text"])),
    ))


def rules() -> Rules:
    """What of an inventory is kept: not what belongs to sessions, nor tasks, nor the lists that name such."""
    return Rules(
        registry(),
        transient=frozenset({"Task", "PropertyFilter"}),
        forgotten=frozenset({"recentTask"}),
        forgotten_of={
            "PropertyCollector": frozenset({"filter"}), "ViewManager": frozenset({"viewList"}),
            "SessionManager": frozenset({"sessionList", "currentSession"}),
        },
    )


class Kept:
    """A folder that a host is kept in, opened before the host is made."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, or make one. Raises ``StateError``, OSError."""
        self.rules = rules()
        self.store = Store(folder, vim.TYPES, self.rules)
        facts = self.store.facts
        self.life = int(facts.get("life", 0)) + 1
        """Counts the processes that had this host."""
        self.files = UndoLog(str(self.store.datastores), str(self.store.undo), str(self.life))
        self._commits: Commits | None = None
        self._host: Esx | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is no host in it yet."""
        return self.store.is_new

    @property
    def objects(self) -> list[Stored]:
        """The objects of the host that is in it, oldest first."""
        return list(self.store.objects.values())

    def fact(self, name: str, default: Any = None) -> Any:
        """Something the host that is in it had."""
        return self.store.facts.get(name, default)

    @property
    def commits(self) -> Commits:
        """What keeps the host's changes."""
        assert self._commits is not None
        return self._commits

    def source(self, seed: int | None) -> random.Random:
        """A source of randomness that gives no identifier again which an earlier life gave."""
        if seed is None:
            return random.SystemRandom()
        return random.Random(seed if self.life == 1 else f"{seed} {self.life}")

    def keep(self, host: Esx, later: Callable[[Callable[[], None]], Any], threads: Threads) -> Commits:
        """Begin to keep a host, which is on the disk when this returns. Raises OSError."""
        self._host = host
        self._commits = Commits(
            self.store, host.inventory, self.files, self.rules, self._facts, self._stamp, later, threads,
        )
        return self._commits

    def stop(self) -> Deferred[None]:
        """Keep what is left; fires when the folder is closed."""
        return self.commits.stop()

    def measuring(self) -> AbstractContextManager[None]:
        """Changes of objects made within are measurements, and not kept by themselves."""
        return _ignoring(self._commits) if self._commits is not None else nullcontext()

    def body(self, body: TaskBody) -> TaskBody:
        """A task's body whose changes of files are kept when it ends, and not before."""
        return _in_unit(self.files, body)

    def _facts(self) -> dict[str, Any]:
        host = self._host
        assert host is not None
        return {
            "life": self.life, "profile": host.settings.profile, "license": host.settings.license,
            "user": host.settings.user, "boot": host.boot_seconds, "ids": host.ids.counters,
            "time": host.clock.seconds(),
        }

    def _stamp(self) -> Any:
        """Differs when facts do. Filters belong to sessions: their number does not matter."""
        host = self._host
        assert host is not None
        counters = host.ids.counters
        counters.pop("filter", None)
        return host.boot_seconds, counters


def _in_unit(files: UndoLog, body: TaskBody) -> TaskBody:
    unit = files.open()
    step: Callable[[Any], Any] = body.send
    sent: Any = None
    try:
        while True:
            with files.within(unit):
                try:
                    wait = step(sent)
                except StopIteration as end:
                    return end.value
            try:
                step, sent = body.send, (yield wait)
            except GeneratorExit:
                with files.within(unit):
                    body.close()
                raise
            except BaseException as error:  # noqa: BLE001 - the body deals with it
                step, sent = body.throw, error
    finally:
        files.finish(unit)


def _new_events(before: History, after: History) -> tuple[vim.Event, ...] | None:
    """The events of a history that came after another; ``None`` when that is not how it came about."""
    count = after.last_key - before.last_key
    if not 0 <= count <= len(after.newest) + sum(map(len, after.older)):
        return None
    new = after.events[-count:] if count else ()
    return new if [event.key for event in new] == list(range(before.last_key + 1, after.last_key + 1)) else None


def _with_events(before: History, new: tuple[vim.Event, ...]) -> History:
    for event in new:
        before += event
    return before


@contextmanager
def _ignoring(commits: Commits) -> Iterator[None]:
    commits.ignore(True)
    try:
        yield
    finally:
        commits.ignore(False)
