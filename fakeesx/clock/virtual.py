"""A clock that moves when it is told to, or by itself when all that clients do is wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fakeesx.clock.errors import AlreadyMoving
from fakeesx.clock.protocols import Clock
from fakeesx.clock.timers import Timers, VirtualCall, check
from fakeesx.clock.turns import Turns
from fakeesx.clock.waiting import Waiting

START = datetime(2010, 7, 13, tzinfo=UTC)
"""When virtual time begins unless told otherwise: the day ESX 4.1 came out."""
_END = datetime(9999, 12, 31, tzinfo=UTC).timestamp()
"""There is no date beyond it."""


class VirtualClock:
    """Virtual time. Fulfils ``Clock``; all calls must come from one thread.

    ``start``: an aware datetime, or seconds since the epoch. Time passes in two ways. ``advance(seconds)`` lets it pass at
    once. And when the clock was attached to a reactor and ``autojump`` is on, it jumps to the next foreground timer whenever
    a client waits and nothing else is to be done. Timers set through ``background`` never make it jump, but happen when it
    passes them.
    """

    def __init__(self, start: datetime | float = START, *, autojump: bool = True) -> None:
        """Raises ValueError for a naive datetime or a time that no date can show."""
        self.background: Clock = _Background(self)
        """This clock for what only keeps house: an auto-jump never jumps for its timers."""
        self._autojump = autojump
        self.waiting = Waiting()
        """Who waits; told by those who serve clients."""
        self.at_rest: list[Callable[[], None]] = []
        """Called at the end of each move, when all that was due has happened."""
        self._now = _seconds(start)
        self._foreground, self._housekeeping = Timers(), Timers()
        self._made = 0
        self._moving_to: float | None = None
        self._jumped = 0.0
        self._jump_from: float | None = None
        self._turns: Turns | None = None

    # as a clock

    def seconds(self) -> float:
        """The time, in seconds since the epoch; for a call that the clock makes, the time it was due."""
        return self._now

    @property
    def now(self) -> datetime:
        """The date and time, UTC."""
        return datetime.fromtimestamp(self._now, UTC)

    def callLater(self, delay: float, callable: Callable[..., Any], *args: Any, **kwargs: Any) -> VirtualCall:  # noqa: N802
        """Call a function after some seconds; calls due at the same time happen in the order they were made.

        Raises ValueError for negative, infinite or undefined seconds.
        """
        return self._later(self._foreground, delay, callable, args, kwargs)

    def getDelayedCalls(self) -> list[VirtualCall]:  # noqa: N802
        """The calls that are still to happen, in order."""
        return sorted((*self._foreground, *self._housekeeping), key=lambda call: (call.time, call.number))

    # moving

    def advance(self, seconds: float) -> None:
        """Let time pass: what falls due is called in order, each at its own time, also what is set up meanwhile.

        When this returns, the answers that became due have been handed to their connections. Raises ValueError for negative,
        infinite or undefined seconds, ``AlreadyMoving`` when it is called from within a move, and, when all is done, an
        ExceptionGroup of what calls raised.
        """
        self._move(self._now + check(seconds), _never)

    def jump(self) -> bool:
        """Go on to the next foreground timer, as an auto-jump does; false when there is none.

        Stops on the way as soon as a waiting call has been answered. Raises as ``advance``.
        """
        if self._moving_to is not None:
            raise AlreadyMoving
        first = self._foreground.first()
        if first is None:
            return False
        self.waiting.forget_looks()
        answered, start = self.waiting.answered, self._now
        self._jump_from = start
        try:
            self._move(max(first.time, start), lambda: self.waiting.answered != answered)
        finally:
            self._jump_from = None
            self._jumped += self._now - start
        return True

    def call_due(self) -> None:
        """Make the calls that are due now, and not yet those that they set up. Raises as ``advance``."""
        made = self._made
        self._move(self._now, lambda: (first := self._first()) is not None and first.number > made)

    @property
    def horizon(self) -> float:
        """The time up to which the clock is moving without a stop, as far as it is known; now when it rests."""
        return self._now if self._moving_to is None else self._moving_to

    @property
    def jumped(self) -> float:
        """How many of the seconds that have passed were auto-jumps."""
        return self._jumped + (0.0 if self._jump_from is None else self._now - self._jump_from)

    @property
    def autojump(self) -> bool:
        """Whether it jumps by itself, which needs a reactor. May be changed at any time."""
        return self._autojump

    @autojump.setter
    def autojump(self, on: bool) -> None:
        self._autojump = on
        if self._turns is not None:
            self._turns.consider()

    # in a reactor

    def attach(self, reactor: Any) -> None:
        """Move in the turns of a reactor: what is due happens, and auto-jumps. Raises RuntimeError if it was."""
        if self._turns is not None:
            raise RuntimeError("the clock is attached to a reactor already")
        self._turns = Turns(self, reactor)
        self.waiting.at_change = self._turns.consider
        self._turns.consider()

    def detach(self) -> None:
        """Move by ``advance`` alone from now on."""
        if self._turns is not None:
            self._turns.stop()
            self._turns = self.waiting.at_change = None

    @property
    def due(self) -> bool:
        """Whether something is to happen now."""
        first = self._first()
        return first is not None and first.time <= self._now

    @property
    def may_jump(self) -> bool:
        """Whether a client waits, nothing is to be done, and there is a foreground timer to jump to."""
        return (
            self.autojump and self.waiting.anyone and self.waiting.idle and self._moving_to is None
            and (first := self._foreground.first()) is not None and first.time <= _END
        )

    # inside

    def put(self, call: VirtualCall, delay: float) -> None:
        """Enter a call as the last of those due in so many seconds."""
        self._made += 1
        call.number, call.time = self._made, self._now + delay
        call._timers.push(call)  # noqa: SLF001 - made here
        if self._turns is not None and self._moving_to is None:
            self._turns.consider()

    def _later(
        self, timers: Timers, delay: float, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any],
    ) -> VirtualCall:
        call = VirtualCall(self, timers, function, args, kwargs)
        self.put(call, check(delay))
        return call

    def _first(self) -> VirtualCall | None:
        one, other = self._foreground.first(), self._housekeeping.first()
        if one is None or other is None:
            return one or other
        return one if (one.time, one.number) < (other.time, other.number) else other

    def _move(self, end: float, enough: Callable[[], bool]) -> None:
        if self._moving_to is not None:
            raise AlreadyMoving
        if end > _END:
            raise ValueError("there is no date beyond the year 9999")
        self._moving_to = end
        errors: list[Exception] = []
        try:
            self._run(end, enough, errors)
            self._moving_to = self._now
            for callback in self.at_rest:
                _attempt(callback, errors)
        finally:
            self._moving_to = None
        if self._turns is not None:
            self._turns.consider()
        if errors:
            raise ExceptionGroup("calls that the clock made have failed", errors)

    def _run(self, end: float, enough: Callable[[], bool], errors: list[Exception]) -> None:
        while (call := self._first()) is not None and call.time <= end:
            call._timers.pop()  # noqa: SLF001 - made here
            self._now = max(self._now, call.time)
            _attempt(call.happen, errors)
            if enough():
                return
        self._now = end


class _Background:
    """A virtual clock for timers that it does not jump for."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock

    def seconds(self) -> float:
        return self._clock.seconds()

    def callLater(self, delay: float, callable: Callable[..., Any], *args: Any, **kwargs: Any) -> VirtualCall:  # noqa: N802
        return self._clock._later(self._clock._housekeeping, delay, callable, args, kwargs)  # noqa: SLF001 - a part of it


def background(clock: Clock) -> Clock:
    """A clock for what only keeps house. A clock that does not jump is its own."""
    return clock.background if isinstance(clock, VirtualClock) else clock


def waiting_of(clock: Clock) -> Waiting:
    """Where to note who waits; with a clock that does not jump nobody asks."""
    return clock.waiting if isinstance(clock, VirtualClock) else Waiting()


def horizon(clock: Clock) -> float:
    """The time up to which a clock is moving; now for one that moves by itself."""
    return clock.horizon if isinstance(clock, VirtualClock) else clock.seconds()


def jumped(clock: Clock) -> float:
    """How many seconds a clock has passed in auto-jumps."""
    return clock.jumped if isinstance(clock, VirtualClock) else 0.0


def _attempt(function: Callable[[], None], errors: list[Exception]) -> None:
    try:
        function()
    except Exception as error:  # noqa: BLE001 - the others are called all the same; whoever moves the clock gets it
        errors.append(error)


def _seconds(start: datetime | float) -> float:
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("start needs a time zone: datetime(…, tzinfo=UTC)")
        start = start.timestamp()
    if check(start) > _END:
        raise ValueError("there is no date beyond the year 9999")
    return float(start)


def _never() -> bool:
    return False
