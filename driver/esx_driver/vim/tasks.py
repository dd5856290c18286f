"""Waiting for tasks: one filter on the host's recent tasks tells of all of them as they change, and nothing polls.

Whoever waits first does the waiting for all (``WaitForUpdatesEx``), and hands over when its own task has ended; so there is
no thread that could be left behind. A host that lacks the method is asked with ``WaitForUpdates``, and one that lacks that,
too, at intervals.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from esx_driver.errors import OutcomeUnknown, TaskCancelled
from esx_driver.vim import faults, properties
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE, Session

Progress = Callable[[int], None]
"""Told of a task's progress, in per cent."""
_PATHS = ("info.state", "info.progress", "info.error", "info.result", "info.key")
_ENDED = ("success", "error")
_LONGEST_WAIT = 30
"""Seconds of one wait: whoever waits for all looks up that often."""
_KNOWN = 512
"""How many tasks are remembered."""


@dataclass
class _State:
    """What is known of a task."""

    state: str = "queued"
    progress: int | None = None
    error: Any = None
    result: Any = None

    @property
    def ended(self) -> bool:
        return self.state in _ENDED


class Tasks:
    """The tasks of one session's host; thread-safe. ``interval``: seconds between two looks where a host can't tell."""

    def __init__(self, session: Session, interval: float = 5.0) -> None:
        self._session = session
        self._interval = interval
        self._states: OrderedDict[str, _State] = OrderedDict()
        self._turn = threading.Condition()
        self._leading = False
        self._filter_of = 0
        """The login that the filter belongs to: 0 when there is none."""
        self._version = ""
        self._how = "WaitForUpdatesEx" if session.api_version >= (4, 1) else "WaitForUpdates"

    def run(
        self, method: str, this: Ref, *, progress: Progress | None = None, cancel: threading.Event | None = None,
        **params: Any,
    ) -> Any:
        """Start a task and wait for its end: its result. When the answer is lost, the recent tasks are looked through.

        Raises ``VimFault`` (the task's), ``TaskCancelled`` (``cancel`` was set), ``OutcomeUnknown``, and as ``call``.
        """
        begun = self._session.clock()
        task = self._session.call(method, this, look=lambda: self._look(method, this, begun), **params)
        return self.wait(task, method, progress=progress, cancel=cancel)

    def wait(
        self, task: Ref, method: str = "", *, progress: Progress | None = None, cancel: threading.Event | None = None,
    ) -> Any:
        """Wait for the end of a task: its result. Raises as ``run``."""
        told: int | None = None
        asked = False
        while True:
            state = self._states.get(task.value)
            if state is not None and progress is not None and state.progress not in (None, told):
                told = state.progress
                progress(state.progress or 0)
            if state is not None and state.ended:
                return self._outcome(state, method, asked)
            if cancel is not None and cancel.is_set() and not asked:
                asked = True
                self._cancel(task)
            self._follow(task)

    def _outcome(self, state: _State, method: str, asked: bool) -> Any:
        if state.state == "success":
            return state.result
        error = state.error
        fault = None if error is None else error.fault
        if asked and fault is not None and "RequestCanceled" in self._session.types.lineage(fault):
            raise TaskCancelled(f"{method or 'the task'} was cancelled")
        lineage = () if fault is None else self._session.types.lineage(fault)
        raise faults.exception(lineage, (error.localizedMessage if error is not None else None) or "", fault, method)

    def _cancel(self, task: Ref) -> None:
        try:
            self._session.call("CancelTask", task, look=lambda: None)
        except VimFault:  # it has ended, or can't be cancelled: then its end is waited for
            return

    # waiting together

    def _follow(self, task: Ref) -> None:
        """Wait until something was heard of some task, by waiting for all or by letting another do so."""
        with self._turn:
            if self._leading:
                self._turn.wait(1.0)
                return
            self._leading = True
        try:
            self._lead(task)
        finally:
            with self._turn:
                self._leading = False
                self._turn.notify_all()

    def _lead(self, task: Ref) -> None:
        state = self._states.get(task.value)
        if state is not None and state.ended:  # another heard of it just now
            return
        first = self._filter_of != self._session.logins
        try:
            if first:
                self._watch()
            update = self._updates()
        except (faults.ManagedObjectNotFound, faults.InvalidCollectorVersion, faults.InvalidArgument):
            self._filter_of = 0  # the filter went with its session
            return
        if update is None:
            self._read(task)  # nothing for a long time
            return
        self._version = update.version
        for filters in update.filterSet or ():
            for change in filters.objectSet or ():
                self._take(change)
        if first and task.value not in self._states:  # not among the recent ones
            self._read(task)

    def _updates(self) -> Any:
        session, collector = self._session, self._session.manager("propertyCollector")
        try:
            if self._how == "WaitForUpdatesEx":
                options = session.types.WaitOptions(maxWaitSeconds=_LONGEST_WAIT)
                return session.call(
                    "WaitForUpdatesEx", collector, version=self._version, options=options, silence=_LONGEST_WAIT + 30,
                )
            if self._how == "WaitForUpdates":
                return session.call("WaitForUpdates", collector, version=self._version, silence=3600)
        except (faults.NotSupported, faults.NotImplemented, faults.UnknownFault):
            self._how = "WaitForUpdates" if self._how == "WaitForUpdatesEx" else "looking"
            return self._updates()
        session.sleep(self._interval)
        return None

    def _watch(self) -> None:
        """Make the filter: the task list of the task manager, and what is to be known of the tasks in it."""
        session, types = self._session, self._session.types
        logins = session.logins
        recent = types.TraversalSpec(name="recent", type="TaskManager", path="recentTask", skip=False)
        spec = types.PropertyFilterSpec(
            propSet=[types.PropertySpec(type="Task", pathSet=list(_PATHS))],
            objectSet=[types.ObjectSpec(obj=session.manager("taskManager"), skip=True, selectSet=[recent])],
        )
        self._version = ""
        session.call("CreateFilter", session.manager("propertyCollector"), spec=spec, partialUpdates=False)
        self._filter_of = logins if logins == session.logins else 0

    def _take(self, change: Any) -> None:
        """What an update says of a task."""
        key = Ref.of(change.obj).value
        state = self._states.get(key) or _State()
        for entry in change.changeSet or ():
            name = entry.name.removeprefix("info.")
            if hasattr(state, name):
                setattr(state, name, properties.unwrapped(entry.val))
        self._remember(key, state)

    def _read(self, task: Ref) -> None:
        """Look at a task itself. Raises ``OutcomeUnknown`` when the host has forgotten it."""
        try:
            state, progress, error, result = properties.get(self._session, task, *_PATHS[:4])
        except faults.ManagedObjectNotFound:
            raise OutcomeUnknown("", f"the host has forgotten the {task}, whose end was not seen") from None
        self._remember(task.value, _State(state, progress, error, result))

    def _remember(self, key: str, state: _State) -> None:
        self._states[key] = state
        self._states.move_to_end(key)
        while len(self._states) > _KNOWN:
            self._states.popitem(last=False)

    # a task whose start was not heard of

    def _look(self, method: str, this: Ref, begun: float) -> Any:
        """The task that a call started whose answer was lost: the one of that method on that object since then."""
        session = self._session
        now = session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
        since = now.timestamp() - (session.clock() - begun)  # by the host's clock, and rather too early than too late
        (refs,) = properties.get(session, session.manager("taskManager"), "recentTask")
        verb = _VERBS.get(method, method.removesuffix("_Task")).lower()
        found = [
            task.ref for task in properties.get_all(session, refs or [], "info")
            if (info := task.get("info")) is not None and info.queueTime.timestamp() >= since
            and info.descriptionId.rpartition(".")[2].lower() == verb
            and (info.entity is None or Ref.of(info.entity) == this)
        ]
        if len(found) > 1:
            raise OutcomeUnknown(method, f"{method}: the answer was lost, and several tasks could be its own")
        return found[0] if found else UNDONE


_VERBS = {
    "CreateVM_Task": "createVm", "PowerOnVM_Task": "powerOn", "PowerOffVM_Task": "powerOff", "ResetVM_Task": "reset",
    "SuspendVM_Task": "suspend", "ReconfigVM_Task": "reconfigure", "RemoveSnapshot_Task": "remove",
    "RemoveAllSnapshots_Task": "removeAllSnapshots", "DeleteDatastoreFile_Task": "deleteFile",
    "MoveDatastoreFile_Task": "moveFile", "CopyDatastoreFile_Task": "copyFile", "RebootHost_Task": "reboot",
    "ShutdownHost_Task": "shutdown", "RegisterVM_Task": "registerVm",
}
"""What ``info.descriptionId`` ends with, where that is not the method's own name."""
