"""The sequence in which VMs are started and stopped with the host."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from fakeesx.clock import Clock, DelayedCall
from fakeesx.host.managed_object import Call
from fakeesx.inventory import Change
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_STOPS = {"poweroff": "PowerOffVM_Task", "suspend": "SuspendVM_Task", "guestshutdown": "ShutdownGuest"}


Step: TypeAlias = Callable[[], "tuple[float, ManagedObjectReference | None]"]
"""Does something to a VM; says how many seconds to wait after it at the most, and for which VM's heartbeat."""


class AutoStart:
    """Steps with waits between them, one sequence at a time."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._steps: list[Step] = []
        self._clock: Clock = host.background
        self._timer: DelayedCall | None = None
        self._watched: ManagedObjectReference | None = None
        self._end_watch: Callable[[], None] | None = None
        host.at_stop.append(self.stop)

    def run(self, steps: Iterable[Step], *, asked: bool) -> None:
        """Do these steps in place of those that are left. ``asked``: by a client, who may wait for them."""
        self.stop()
        self._clock = self._host.clock if asked else self._host.background
        self._steps = list(steps)
        self._next()

    def stop(self) -> None:
        """Forget the steps that are left."""
        self._steps = []
        self._end_wait()

    def capture(self) -> Any:
        """The steps that are left, how many seconds the next one waits, and for whose heartbeat."""
        timer = self._timer
        waits = timer.getTime() - self._host.clock.seconds() if timer is not None and timer.active() else None
        return tuple(self._steps), self._clock, waits, self._watched

    def restore(self, state: Any) -> None:
        """Go on with these steps."""
        self.stop()
        steps, self._clock, waits, watched = state
        if waits is not None:
            self._steps = list(steps)
            self._wait(max(0.0, waits), watched)

    def _wait(self, seconds: float, watched: ManagedObjectReference | None) -> None:
        """Wait before the next step."""
        self._timer = self._clock.callLater(seconds, self._next)
        if watched is not None:
            self._watched = watched
            self._end_watch = self._host.inventory.subscribe(self._note, "VirtualMachine")

    def _next(self) -> None:
        self._end_wait()
        while self._steps:
            step = self._steps.pop(0)
            with self._host.inventory.transaction():
                seconds, watched = step()
            if seconds > 0 and self._steps:
                self._wait(seconds, watched)
                return

    def _note(self, changes: list[Change]) -> None:
        for change in changes:
            if change.ref == self._watched and change.after is not None and _beats(change.after.get("guestHeartbeatStatus")):
                self._next()
                return

    def _end_wait(self) -> None:
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        if self._end_watch is not None:
            self._end_watch()
        self._timer = self._end_watch = self._watched = None


def start_steps(host: Esx, call: Call | None, config: vim.HostAutoStartManagerConfig) -> Iterable[Step]:
    """A step for each VM that is to be powered on, in order; ``call`` is what asked for it, ``None`` for the host itself."""
    defaults = config.defaults or vim.AutoStartDefaults()
    for info in ordered(config.powerInfo):
        if info.startAction.lower() != "poweron":
            continue
        heartbeat = info.waitForHeartbeat == "yes" or (
            info.waitForHeartbeat == "systemDefault" and bool(defaults.waitForHeartbeat)
        )
        delay = info.startDelay if info.startDelay >= 0 else defaults.startDelay or 0

        def step(
            vm: ManagedObjectReference = info.key, delay: int = delay, heartbeat: bool = heartbeat
        ) -> tuple[float, ManagedObjectReference | None]:
            if _power(host, vm) in ("poweredOff", "suspended") and _do(host, call, vm, "PowerOnVM_Task"):
                return delay, vm if heartbeat else None
            return 0, None

        yield step


def stop_steps(host: Esx, call: Call, config: vim.HostAutoStartManagerConfig) -> Iterable[Step]:
    """A step for each VM that is to be stopped, the last one started first."""
    defaults = config.defaults or vim.AutoStartDefaults()
    for info in reversed(ordered(config.powerInfo)):
        action = info.stopAction.lower()
        if action == "systemdefault":
            action = (defaults.stopAction or "").lower()
        if action not in _STOPS:
            continue
        delay = info.stopDelay if info.stopDelay >= 0 else defaults.stopDelay or 0

        def step(
            vm: ManagedObjectReference = info.key, delay: int = delay, name: str = _STOPS[action]
        ) -> tuple[float, ManagedObjectReference | None]:
            if _power(host, vm) == "poweredOn" and _do(host, call, vm, name):
                return delay, None
            return 0, None

        yield step


def ordered(entries: Iterable[vim.AutoStartPowerInfo]) -> list[vim.AutoStartPowerInfo]:
    """Entries in the order VMs are started: those with a number by it, then the others."""
    return sorted(entries, key=lambda info: (info.startOrder < 1, info.startOrder))


def _power(host: Esx, vm: ManagedObjectReference) -> str | None:
    node = host.inventory.find(vm.value)
    return node.values["runtime"].powerState if node is not None else None


def _beats(status: Any) -> bool:
    return status in ("green", "yellow")


def _do(host: Esx, call: Call | None, vm: ManagedObjectReference, name: str) -> bool:
    """Run a method of a VM for a call; false when it can't be."""
    target, method = host.object(vm), host.model.methods[name]
    function: Any = target.declared(name)
    if function is None:
        return False
    mine = replace(call, method=method, this=vm, arguments={}) if call else Call(method, vm, {}, None, host.encoder)
    try:
        if function.__vim_kind__ == "task":
            host.tasks.start(mine, function(target, mine), **function.__vim_task__)
        else:
            with host.inventory.transaction():
                function(target, mine)
    except VimFault:
        return False  # a VM that can't be started or stopped does not keep the others from it
    return True
