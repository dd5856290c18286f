"""What becomes of a host's tasks: one filter on the recent ones tells of all of them as they change, and nothing polls.

Whoever waits first does the waiting for all (``WaitForUpdatesEx``) and hands over when its own task has ended; so there is
no thread that could be left behind. A host that lacks the method is asked with ``WaitForUpdates``, and one that lacks that,
too, at intervals, about all tasks at once.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from esx_driver.errors import HostError, Unreachable
from esx_driver.vim import faults, properties
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session

_PATHS = ("info.state", "info.progress", "info.error", "info.result")
_EX, _WAIT, _LOOK = "WaitForUpdatesEx", "WaitForUpdates", "look"
_LONGEST_WAIT = 30
"""Seconds of one wait: whoever waits for all looks up that often."""
_SHORT_WAIT = 1
"""Seconds of one wait for someone who may change their mind, or whose task may be one that the filter does not see."""
_KNOWN = 512
"""How many tasks are remembered that nobody waits for."""
_MOST_FILTERS = 4
"""How many filters may be lost one after the other, until the host is asked at intervals."""


@dataclass(frozen=True)
class State:
    """What is known of a task. ``state``: queued, running, success, error; or ``gone`` where the host knows no such task."""

    state: str = "queued"
    progress: int | None = None
    error: Any = None
    result: Any = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("success", "error", "gone")


class Watch:
    """The tasks of one session's host; thread-safe. ``interval``: seconds between two looks where a host can't tell."""

    def __init__(self, session: Session, interval: float) -> None:
        self._session = session
        self._interval = interval
        self._turn = threading.Condition()
        # what follows is read and written in turn
        self._states: OrderedDict[str, State] = OrderedDict()
        self._wanted: Counter[Ref] = Counter()
        self._leading = False
        self._heard = 0
        """How often somebody has led: a higher number than before says that there may be news."""
        self._failure: tuple[int, HostError] | None = None
        """How the last leader failed, and the number of that."""
        # what follows belongs to the one who leads
        self._filter_of = 0
        """The login that the filter belongs to: 0 when there is none."""
        self._all = False
        """Whether the filter has told of everything once."""
        self._lost = 0
        self._version = ""
        self._how = _EX if session.api_version >= (4, 1) else _WAIT

    @property
    def complete(self) -> bool:
        """Whether the host tells of all recent tasks, so that one that is not known has come since the last news."""
        return self._all and self._has_filter

    @property
    def known(self) -> frozenset[str]:
        """The ids of the tasks that were heard of."""
        with self._turn:
            return frozenset(self._states)

    def forget(self, task: Ref) -> None:
        """Drop what was heard of an earlier task of that id: hosts that have rebooted count from the start again."""
        with self._turn:
            self._states.pop(task.value, None)

    @contextmanager
    def wanting(self, task: Ref) -> Iterator[None]:
        """While somebody waits for a task."""
        with self._turn:
            self._wanted[task] += 1
        try:
            yield
        finally:
            with self._turn:
                self._wanted[task] -= 1
                self._wanted += Counter()  # only positive counts stay

    def now(self, task: Ref) -> tuple[State | None, int]:
        """What is known of a task, and a number for ``follow``."""
        with self._turn:
            return self._states.get(task.value), self._heard

    def follow(self, task: Ref, heard: int, impatient: bool) -> None:
        """Wait for news since ``heard``, by waiting for all or by letting another do so.

        ``impatient``: for about a second. Raises as ``Session.call``; where another was waiting and failed, ``Unreachable``.
        """
        with self._turn:
            if self._heard != heard:
                return
            if self._leading:
                self._turn.wait(_SHORT_WAIT if impatient else _LONGEST_WAIT)
                if self._failure is not None and self._failure[0] > heard:
                    problem = self._failure[1]
                    raise Unreachable(f"waiting for {task}: {problem}") from problem
                return
            self._leading = True
        failure: HostError | None = None
        try:
            self._lead(task, impatient)
        except HostError as error:
            failure = None if isinstance(error, VimFault) else error
            raise
        finally:
            with self._turn:
                self._leading = False
                self._heard += 1
                if failure is not None:
                    self._failure = (self._heard, failure)
                self._turn.notify_all()

    # what the one who leads does

    def _lead(self, task: Ref, impatient: bool) -> None:
        unknown = self.now(task)[0] is None
        if self._how == _LOOK:
            if not unknown:
                self._session.sleep(self._interval)
            self._read(self._waited_for())
            return
        try:
            if not self._has_filter:
                self._make_filter()
            update = self._updates(_SHORT_WAIT if impatient or unknown else _LONGEST_WAIT)
        except (
            faults.NotAuthenticated, faults.ManagedObjectNotFound, faults.InvalidCollectorVersion, faults.InvalidArgument,
        ):  # the filter went with its session
            self._filter_of = 0
            self._lost += 1
            if self._lost > _MOST_FILTERS:
                self._how = _LOOK
            return
        self._lost = 0
        left = self._take(update)
        if self.now(task)[0] is None or (update is None and not impatient):  # not among the recent ones, or long silent
            left.append(task)
        self._read(left)

    @property
    def _has_filter(self) -> bool:
        return self._filter_of != 0 and self._filter_of == self._session.logins

    def _waited_for(self) -> list[Ref]:
        with self._turn:
            return [task for task in self._wanted if not (state := self._states.get(task.value)) or not state.ended]

    def _make_filter(self) -> None:
        """The task list of the task manager, and what is to be known of the tasks in it."""
        session, types = self._session, self._session.types
        logins = session.logins
        recent = types.TraversalSpec(name="recent", type="TaskManager", path="recentTask", skip=False)
        spec = types.PropertyFilterSpec(
            propSet=[types.PropertySpec(type="Task", pathSet=list(_PATHS))],
            objectSet=[types.ObjectSpec(obj=session.manager("taskManager"), skip=True, selectSet=[recent])],
        )
        session.call("CreateFilter", session.manager("propertyCollector"), within=logins, spec=spec, partialUpdates=False)
        self._filter_of, self._version, self._all = logins, "", False
        with self._turn:  # the filter tells anew what is still so
            wanted = {task.value for task in self._wanted}
            for key in [key for key in self._states if key not in wanted]:
                del self._states[key]

    def _updates(self, seconds: int) -> Any:
        """What has changed; ``None`` when nothing did for so long."""
        session, collector, logins = self._session, self._session.manager("propertyCollector"), self._filter_of
        try:
            if self._how == _EX:
                options = session.types.WaitOptions(maxWaitSeconds=seconds)
                return session.call(
                    _EX, collector, within=logins, silence=seconds + 30, version=self._version, options=options,
                )
            if seconds == _LONGEST_WAIT:
                return session.call(_WAIT, collector, within=logins, silence=3600, version=self._version)
            update = session.call("CheckForUpdates", collector, within=logins, version=self._version)
        except (faults.NotSupported, faults.NotImplemented, faults.InvalidRequest, faults.UnknownFault):
            self._how = _WAIT if self._how == _EX else _LOOK
            return None if self._how == _LOOK else self._updates(seconds)
        if update is None:
            session.sleep(min(_SHORT_WAIT, self._interval))
        return update

    def _take(self, update: Any) -> list[Ref]:
        """Know what an update says: the tasks that somebody waits for and that have left the list before their end."""
        left: list[Ref] = []
        if update is None:
            return left
        self._version, self._all = update.version, not update.truncated
        for change in (change for filters in update.filterSet or () for change in filters.objectSet or ()):
            task = Ref.of(change.obj)
            before = self.now(task)[0]
            if change.kind == "leave":
                if before is None or not before.ended:
                    left.append(task)
                continue
            fields = {entry.name.removeprefix("info."): properties.unwrapped(entry.val) for entry in change.changeSet or ()}
            self._know(task, replace(before or State(), **fields))
        with self._turn:
            return [task for task in left if task in self._wanted]

    def _read(self, tasks: Iterable[Ref]) -> None:
        """Look at tasks themselves."""
        tasks = list(dict.fromkeys(tasks))
        found = {each.ref: each for each in properties.get_all(self._session, tasks, *_PATHS)}
        for task in tasks:
            values: dict[str, Any] = found[task].values if task in found else {"info.state": "gone"}
            self._know(task, State(**{name.removeprefix("info."): value for name, value in values.items()}))

    def _know(self, task: Ref, state: State) -> None:
        with self._turn:
            self._states[task.value] = state
            self._states.move_to_end(task.value)
            if len(self._states) > _KNOWN + len(self._wanted):
                wanted = {each.value for each in self._wanted}
                del self._states[next(key for key in self._states if key not in wanted)]
