"""What guests will do when some time has passed: finish booting, shut down, go to standby."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeesx.clock import DelayedCall
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


@dataclass(eq=False, slots=True)
class _Pending:
    ref: ManagedObjectReference
    act: Callable[[], None]
    timer: DelayedCall | None = None


class GuestTimers:
    """The timers of one host's guests."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._pending: dict[_Pending, None] = {}

    def later(self, seconds: float, ref: ManagedObjectReference, act: Callable[[], None]) -> None:
        """Call a function, which changes a VM, when so many seconds have passed."""
        pending = _Pending(ref, act)
        self._host.waiting.expect(ref.value)
        self._pending[pending] = None
        pending.timer = self._host.clock.callLater(seconds, self._due, pending)

    def capture(self) -> Any:
        """What is to happen, and in how many seconds."""
        now = self._host.clock.seconds()
        return [
            (pending.timer.getTime() - now, pending.ref, pending.act)
            for pending in self._pending if pending.timer is not None and pending.timer.active()
        ]

    def restore(self, state: Any) -> None:
        """Let that happen, in as many seconds, and nothing else."""
        for pending in list(self._pending):
            if pending.timer is not None and pending.timer.active():
                pending.timer.cancel()
            self._forget(pending)
        for seconds, ref, act in state:
            self.later(max(0.0, seconds), ref, act)

    def stop(self) -> None:
        """Let nothing of it happen."""
        self.restore([])

    def _forget(self, pending: _Pending) -> None:
        del self._pending[pending]
        self._host.waiting.settle(pending.ref.value)

    def _due(self, pending: _Pending) -> None:
        self._forget(pending)
        pending.act()
