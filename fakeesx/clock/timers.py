"""Later calls in the order they are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from math import isfinite
from typing import TYPE_CHECKING, Any

from twisted.internet.error import AlreadyCalled, AlreadyCancelled

if TYPE_CHECKING:
    from fakeesx.clock.virtual import VirtualClock

_FEW = 64
"""Stale entries that are never worth a clearing up."""


class VirtualCall:
    """A call that will happen on a virtual clock; as Twisted's ``DelayedCall``."""

    __slots__ = ("_args", "_clock", "_function", "_kwargs", "_state", "_timers", "number", "time")

    def __init__(
        self, clock: VirtualClock, timers: Timers, function: Callable[..., Any], args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        self._clock = clock
        self._timers = timers
        self._function = function
        self._args = args
        self._kwargs = kwargs
        self._state = "waiting"
        self.time = 0.0
        self.number = 0
        """Of calls that are due at the same time, the lower number is called first."""

    def getTime(self) -> float:  # noqa: N802
        """When it is due, in the clock's seconds."""
        return self.time

    def active(self) -> bool:
        """Whether it is still to happen."""
        return self._state == "waiting"

    def cancel(self) -> None:
        """See that it does not happen. Raises Twisted's ``AlreadyCalled``, ``AlreadyCancelled``."""
        self._require_active()
        self._state = "cancelled"
        self._function, self._args, self._kwargs = _nothing, (), {}  # the heap may hold it for a while: nothing else does
        self._timers.drop()

    def reset(self, secondsFromNow: float) -> None:  # noqa: N803
        """Have it happen so many seconds from now, as if it were new. Raises as ``cancel``; ValueError."""
        self._require_active()
        self._clock.put(self, check(secondsFromNow))
        self._timers.drop()

    def delay(self, secondsLater: float) -> None:  # noqa: N803
        """Have it happen so many seconds later than it would. Raises as ``reset``."""
        self.reset(self.time + secondsLater - self._clock.seconds())

    def happen(self) -> None:
        """Call the function."""
        self._state = "called"
        self._function(*self._args, **self._kwargs)

    def _require_active(self) -> None:
        if self._state == "called":
            raise AlreadyCalled
        if self._state == "cancelled":
            raise AlreadyCancelled


class Timers:
    """Calls by time. Cancelling and putting off leave a stale entry; it goes when it comes up or when many have piled up."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, VirtualCall]] = []
        self._stale = 0

    def __len__(self) -> int:
        return len(self._heap) - self._stale

    def __iter__(self) -> Iterator[VirtualCall]:
        return (call for _, number, call in self._heap if call.number == number and call.active())

    def push(self, call: VirtualCall) -> None:
        """Enter a call under its time and number."""
        heappush(self._heap, (call.time, call.number, call))

    def drop(self) -> None:
        """One entry has become stale."""
        self._stale += 1
        if self._stale > _FEW and self._stale * 2 > len(self._heap):
            self._heap = [(call.time, call.number, call) for call in self]
            heapify(self._heap)
            self._stale = 0

    def first(self) -> VirtualCall | None:
        """The call that is due next."""
        while self._heap:
            _, number, call = self._heap[0]
            if call.number == number and call.active():
                return call
            heappop(self._heap)
            self._stale -= 1
        return None

    def pop(self) -> None:
        """Remove the entry of ``first``."""
        heappop(self._heap)


def check(seconds: float) -> float:
    """A number of seconds from now on. Raises ValueError."""
    if not isfinite(seconds) or seconds < 0:
        raise ValueError(f"{seconds!r} is not a number of seconds: it must be 0 or more, and finite")
    return float(seconds)


def _nothing() -> None:
    pass
