"""Tasks: every ``…_Task`` method answers with one; it is queued, runs for as long as the profile says, succeeds or fails.

Tasks of one object run one at a time (TaskInProgress for the next). A finished task stays for ten minutes, at most
``KEPT`` of them. What a client reads of a running task, or of the object it is about, counts as waiting for it (see
``fakeesx.clock``).
"""

from __future__ import annotations

import json
import random
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import CancelledError, Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from fakeesx.chaos.fate import TaskFailure
from fakeesx.clock import DelayedCall
from fakeesx.durations import Durations
from fakeesx.host.managed_object import Call, TaskBody
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

KEPT = 200
"""How many finished tasks ``TaskManager.recentTask`` keeps."""
_AT_ONCE = 50
"""How many tasks beyond ``KEPT`` there may be until the oldest are dropped together."""
_KEEP_SECONDS = 600.0
_RECENT_OF_ENTITY = 10
_MANAGER = ManagedObjectReference("TaskManager", "ha-taskmgr")
_VMODL_TYPES = {"VirtualMachineSnapshot": "vm.Snapshot"}
"""Types whose VMODL name, which tasks bear, is another one (clients look for it)."""
_ROUNDS = 8
"""How often a task that is dropped may wait for something else before it is left no choice."""
_SECONDS_OF_STEP, _MOST_STEPS = 2.0, 20
"""How often a task that takes time reports progress, and in how many steps (inferred)."""


@cache
def vmodl_names() -> dict[str, str]:
    """The VMODL name of each task method, as it stands in a task's id: ``PowerOnVM_Task`` is ``powerOn``."""
    file = resources.files("fakeesx.schema") / "data" / "task-names-4.1.json"
    names: dict[str, str] = json.loads(file.read_text("utf-8"))
    return names


@dataclass(eq=False)
class Running:
    """A task that has not ended. ``cancel`` asks it to stop."""

    ref: ManagedObjectReference
    entity: ManagedObjectReference
    body: TaskBody
    duration: float
    cancelable: bool
    locks_entity: bool
    timer: DelayedCall | None = None
    ticker: DelayedCall | None = None
    waiting: Deferred[Any] | None = None
    cancelled: bool = False
    slept_from: float = 0.0
    failure: TaskFailure | None = None
    """How it is to end, where a chaos rule says so."""

    @property
    def reaches(self) -> int:
        """How far it gets, in per cent."""
        return 100 if self.failure is None else self.failure.percent

    def stop_timers(self) -> bool:
        """Let time change nothing any more; whether it was to."""
        was = self.timer is not None and self.timer.active()
        for timer in (self.timer, self.ticker):
            if timer is not None and timer.active():
                timer.cancel()
        return was


class Tasks:
    """The tasks of one host. ``duration`` gives the seconds a method takes (0: it ends within the call).

    ``source`` is where durations that vary have it from.
    """

    log = Logger()

    def __init__(self, host: Esx, duration: Durations, source: random.Random) -> None:
        self._host = host
        self._source = source
        self.duration: Callable[[str], float] = duration
        self._forgetting: DelayedCall | None = None
        self._running: dict[str, Running] = {}
        self._busy: dict[str, Running] = {}
        self._finished: OrderedDict[str, float] = OrderedDict()
        self.at_end: list[Callable[[vim.TaskInfo], None]] = []

    def start(
        self, call: Call, body: TaskBody, *, instant: bool = False, cancelable: bool = False, locks_entity: bool = True,
    ) -> ManagedObjectReference:
        """Run a task body for a call; the result is the reference of its Task."""
        host, entity = self._host, _entity(call.this)
        name = call.method.name
        duration = (0.0 if instant else self.seconds(name, call)) + call.delay
        vmodl = vmodl_names().get(name, name)
        owner = _VMODL_TYPES.get(call.method.owner, call.method.owner)
        number = call.chain = host.ids.number("task")
        ref = call.task = ManagedObjectReference("Task", f"haTask-{call.this.value}-vim.{owner}.{vmodl}-{number}")
        now = host.now()
        node = host.inventory.find(entity.value)
        is_entity = host.model.managed_is_a(entity.type, "ManagedEntity")
        info = vim.TaskInfo(
            key=ref.value, task=ref, name=name, descriptionId=f"{owner}.{vmodl}",
            entity=entity if is_entity else None, entityName=node.get("name") if is_entity and node else None,
            state=vim.TaskInfoState.running, cancelled=False, cancelable=cancelable,
            reason=vim.TaskReasonUser(userName=call.user), queueTime=now, startTime=now, eventChainId=number,
        )
        if host.kept is not None:
            body = host.kept.body(body)
        running = Running(ref, entity, body, duration, cancelable, locks_entity)
        with host.inventory.transaction():
            host.inventory.add(ref, {"info": info}, owner=None)
            self._list(ref, entity)
            other = self._busy.get(entity.value) if locks_entity else None
            if other is not None:
                body.close()
                self._fail(running, VimFault(vim.TaskInProgress(task=other.ref)))
                return ref
            self._running[ref.value] = running
            for moid in (ref.value, entity.value):
                host.waiting.expect(moid)
            if locks_entity:
                self._busy[entity.value] = running
            if call.failure is not None:
                self._begin_to_fail(running, call.failure)
            else:
                self._advance(running, None)
        return ref

    def seconds(self, name: str, call: Call | None = None) -> float:
        """How long a method takes this time; ``call`` is what tells of sizes."""
        if not isinstance(self.duration, Durations):
            return self.duration(name)
        return self.duration.of(name, lambda: 0 if call is None else self._size(call), self._source)

    def _size(self, call: Call) -> int:
        from fakeesx.host.services.task_sizes import size_of  # what measures knows hosts, and hosts know tasks

        return size_of(self._host, call)

    @property
    def guest_boot(self) -> float:
        """Seconds until Tools run in a guest that starts."""
        return self.duration.varied(self.duration.guest_boot, self._source) if isinstance(self.duration, Durations) else 0.0

    @property
    def host_boot(self) -> float:
        """Seconds until the host is up again: what its profile says, or the durations."""
        profile = float(self._host.profile.settings.get("bootSeconds", 0))
        return profile or (self.duration.host_boot if isinstance(self.duration, Durations) else 0.0)

    def of(self, entity: ManagedObjectReference) -> ManagedObjectReference | None:
        """The task that has an object to itself now."""
        running = self._busy.get(entity.value)
        return None if running is None else running.ref

    def running(self, ref: ManagedObjectReference) -> Running | None:
        """The running task of a reference."""
        return self._running.get(ref.value)

    def cancel(self, ref: ManagedObjectReference) -> bool:
        """Ask a task to stop; false when it can't be cancelled or has ended."""
        running = self._running.get(ref.value)
        if running is None or not running.cancelable:
            return False
        running.cancelled = True
        self._change(ref, cancelled=True)
        if running.stop_timers():
            running.body.close()
            self._fail(running, VimFault(vim.RequestCanceled()))
        elif running.waiting is not None:
            running.waiting.cancel()
        return True

    def set_progress(self, ref: ManagedObjectReference, percent: int) -> None:
        """Tell how far a running task is, 0 to 100. It never goes back."""
        if ref.value in self._running:
            before = self._host.inventory.get(ref, "info").progress or 0
            self._change(ref, progress=max(before, min(100, percent)))

    def stop(self) -> None:
        """Drop all that runs, without effects."""
        for running in list(self._running.values()):
            running.stop_timers()
            if running.waiting is not None:
                running.waiting.cancel()
            if running.ref.value in self._running:  # else it has ended for being cancelled
                self._settle(running)
        if self._forgetting is not None and self._forgetting.active():
            self._forgetting.cancel()
        self._running.clear()
        self._busy.clear()

    def drop(self) -> None:
        """End all that runs with RequestCanceled, whether it can be cancelled or not; no thread is at work for it then."""
        with self._host.inventory.transaction():
            for _ in range(_ROUNDS):
                if not self._running:
                    return
                for running in list(self._running.values()):
                    running.cancelled = True
                    if running.waiting is not None:
                        running.waiting.cancel()
                    else:
                        self._close(running)
                self._host.blocking.settle()
            for running in list(self._running.values()):
                self._close(running)

    def _close(self, running: Running) -> None:
        running.stop_timers()
        try:
            running.body.close()
        except Exception:  # noqa: BLE001 - what breaks as it ends is that task's error
            self.log.failure("task {task} failed as it was dropped", task=running.ref.value)
        self._fail(running, VimFault(vim.RequestCanceled()))

    def busy(self) -> list[str]:
        """The methods whose tasks run."""
        return [self._host.inventory.get(running.ref, "info").name for running in self._running.values()]

    def capture(self) -> Any:
        """When which task ended, of those that are still known."""
        return self._finished.copy()

    def restore(self, state: Any) -> None:
        """Know these tasks again; none runs."""
        self._finished = state.copy()
        if self._forgetting is not None and self._forgetting.active():
            self._forgetting.cancel()
        self._forgetting = None
        self._forget_later()

    def _advance(self, running: Running, sent: Any) -> None:
        """Run the body up to its next yield; each stretch changes all or nothing."""
        while True:
            try:
                with self._host.inventory.transaction():
                    ended, wait = _step(running.body, sent)
            except VimFault as error:
                self._fail(running, error)
                return
            except Exception:  # noqa: BLE001 - whatever breaks inside a task is that task's error, not the host's end
                self.log.failure("task {task} failed", task=running.ref.value)
                self._fail(running, VimFault(vim.SystemError(reason="internal error"), "A general system error occurred"))
                return
            if ended:
                self._succeed(running, wait)
                return
            if isinstance(wait, Deferred):
                running.waiting = wait
                wait.addBoth(self._resumed, running)
                return
            if running.duration > 0:
                self._sleep(running)
                return
            sent = None

    def _resumed(self, result: Any, running: Running) -> None:
        running.waiting = None
        if running.ref.value not in self._running:  # the host has stopped: the body may clear up
            running.body.close()
            return
        if isinstance(result, Failure) and (running.cancelled or result.check(CancelledError)):
            result = Failure(VimFault(vim.RequestCanceled()))
        with self._host.inventory.transaction():
            self._advance(running, result)

    def _sleep(self, running: Running) -> None:
        running.timer = self._host.clock.callLater(running.duration, self._rested, running)
        steps = min(_MOST_STEPS, int(running.duration / _SECONDS_OF_STEP))
        running.slept_from = self._host.clock.seconds()
        self._tick_later(running, 1, steps)

    def _tick_later(self, running: Running, step: int, steps: int) -> None:
        if step < steps:  # nobody waits for a step: who watches sees it as time passes it
            due = running.slept_from + step * running.duration / steps
            delay = max(0.0, due - self._host.clock.seconds())
            running.ticker = self._host.background.callLater(delay, self._tick, running, step, steps)

    def _tick(self, running: Running, step: int, steps: int) -> None:
        self._tick_later(running, step + 1, steps)
        with self._host.inventory.transaction():
            self.set_progress(running.ref, running.reaches * step // steps)

    def _rested(self, running: Running) -> None:
        running.stop_timers()
        running.duration = 0.0
        failure = running.failure
        with self._host.inventory.transaction():
            if failure is not None:
                error = failure.error.localized()
                self._end(running, state=vim.TaskInfoState.error, error=error, progress=failure.percent)
                return
            self._advance(running, True)  # the body hears that time has passed

    def _begin_to_fail(self, running: Running, failure: TaskFailure) -> None:
        """Get as far as a failure lets the task, without its body, whose work can't be taken back."""
        running.body.close()
        running.failure = failure
        if running.duration:
            running.duration *= failure.percent / 100
        else:
            self._change(running.ref, progress=failure.percent)
        self._sleep(running)

    def _succeed(self, running: Running, result: Any) -> None:
        self._end(running, state=vim.TaskInfoState.success, result=result, progress=100)

    def _fail(self, running: Running, error: VimFault) -> None:
        self._end(running, state=vim.TaskInfoState.error, error=error.localized(), progress=100)

    def _end(self, running: Running, **changes: Any) -> None:
        if self._running.pop(running.ref.value, None) is not None:
            self._settle(running)
        if self._busy.get(running.entity.value) is running:
            del self._busy[running.entity.value]
        info = self._change(running.ref, completeTime=self._host.now(), cancelable=False, **changes)
        self._finished[running.ref.value] = self._host.clock.seconds()
        self._forget()
        self._forget_later()
        for callback in self.at_end:
            callback(info)

    def _settle(self, running: Running) -> None:
        for moid in (running.ref.value, running.entity.value):
            self._host.waiting.settle(moid)

    def _change(self, ref: ManagedObjectReference, **changes: Any) -> vim.TaskInfo:
        info: vim.TaskInfo = self._host.inventory.get(ref, "info").replace(**changes)
        self._host.inventory.update(ref, info=info)
        return info

    def _list(self, ref: ManagedObjectReference, entity: ManagedObjectReference) -> None:
        inventory = self._host.inventory
        inventory.update(_MANAGER, recentTask=(*inventory.get(_MANAGER, "recentTask"), ref))
        if inventory.model.managed_is_a(entity.type, "ManagedEntity") and entity in inventory:
            recent = inventory.get(entity, "recentTask")
            inventory.update(entity, recentTask=(*recent[-_RECENT_OF_ENTITY + 1 :], ref))

    def _forget_later(self) -> None:
        if self._finished and (self._forgetting is None or not self._forgetting.active()):
            oldest = next(iter(self._finished.values()))
            delay = max(1.0, oldest + _KEEP_SECONDS - self._host.clock.seconds())
            self._forgetting = self._host.background.callLater(delay, self._forget_due)

    def _forget_due(self) -> None:
        self._forgetting = None
        with self._host.inventory.transaction():
            self._forget()
        self._forget_later()

    def _forget(self) -> None:
        """Drop finished tasks that are too many or too old."""
        inventory, oldest = self._host.inventory, self._host.clock.seconds() - _KEEP_SECONDS
        gone: set[str] = set()
        moid, ended = next(iter(self._finished.items()))
        if len(self._finished) < KEPT + _AT_ONCE and ended > oldest:
            return
        while self._finished:
            moid, ended = next(iter(self._finished.items()))
            if len(self._finished) <= KEPT and ended > oldest:
                break
            del self._finished[moid]
            gone.add(moid)
            node = inventory.find(moid)
            if node is not None:
                inventory.remove(node.ref)
                self._unlist(node.values["info"].entity, moid)
        if gone:
            kept = tuple(ref for ref in inventory.get(_MANAGER, "recentTask") if ref.value not in gone)
            inventory.update(_MANAGER, recentTask=kept)

    def _unlist(self, entity: ManagedObjectReference | None, moid: str) -> None:
        inventory = self._host.inventory
        if entity is not None and entity in inventory:
            recent = inventory.get(entity, "recentTask")
            if any(ref.value == moid for ref in recent):
                inventory.update(entity, recentTask=tuple(ref for ref in recent if ref.value != moid))


def _entity(this: ManagedObjectReference) -> ManagedObjectReference:
    """The object that a task is about: a snapshot's tasks are its VM's."""
    if this.type != "VirtualMachineSnapshot":
        return this
    return ManagedObjectReference("VirtualMachine", this.value.partition("-snapshot-")[0])


def _step(body: TaskBody, sent: Any) -> tuple[bool, Any]:
    """Run a body to its next yield: whether it has ended, and what it returned or yielded."""
    try:
        return False, body.throw(_error(sent)) if isinstance(sent, Failure) else body.send(sent)
    except StopIteration as end:
        return True, end.value


def _error(failure: Failure) -> BaseException:
    return failure.value or RuntimeError("failed")


def from_seconds(seconds: float) -> datetime:
    """The date and time (UTC) of a clock's seconds."""
    return datetime.fromtimestamp(seconds, UTC)
