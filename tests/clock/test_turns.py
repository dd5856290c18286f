"""A virtual clock in a reactor's turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.task import Clock as TwistedClock
from twisted.logger import globalLogPublisher

from fakeesx.clock import DelayedCall, VirtualClock, background


class Reactor:
    """One that is turned by hand: what was planned for a turn happens in it, what that plans in the next."""

    def __init__(self) -> None:
        self._clock = TwistedClock()
        self._planned: list[tuple[DelayedCall, Callable[[], None]]] = []

    def callLater(self, delay: float, function: Callable[[], None]) -> DelayedCall:
        """Plan for the next turn."""
        assert delay == 0
        self._planned.append((self._clock.callLater(0, function), function))
        return self._planned[-1][0]

    @property
    def planned(self) -> int:
        """How many calls the next turn will make."""
        return sum(call.active() for call, _ in self._planned)

    def turn(self, came: Callable[[], None] = lambda: None) -> None:
        """Take a turn: first what was planned, then what has come from clients."""
        planned, self._planned = self._planned, []
        for call, function in planned:
            if call.active():
                call.cancel()
                function()
        came()


@pytest.fixture
def reactor() -> Reactor:
    """A reactor that is turned by hand."""
    return Reactor()


@pytest.fixture
def clock(reactor: Reactor) -> VirtualClock:
    """A clock at 0 in that reactor."""
    clock = VirtualClock(0)
    clock.attach(reactor)
    return clock


def turns(reactor: Reactor, most: int = 50) -> int:
    """Take turns until nothing is planned; how many there were."""
    for taken in range(most):
        if not reactor.planned:
            return taken
        reactor.turn()
    raise AssertionError("it does not come to rest")


def seen(clock: VirtualClock, *delays: float) -> list[float]:
    """Timers that note the time."""
    notes: list[float] = []
    for delay in delays:
        clock.callLater(delay, lambda: notes.append(clock.seconds()))
    return notes


def test_what_is_due_happens(clock: VirtualClock, reactor: Reactor) -> None:
    """In the next turn and not at once, though nobody waits; what is not due stays."""
    notes = seen(clock, 0, 5)
    assert notes == []
    assert turns(reactor) == 1
    assert (notes, clock.seconds()) == ([0], 0)


def test_one_after_the_other(clock: VirtualClock, reactor: Reactor) -> None:
    """Work in slices, each of which asks for the next at once, lets the reactor have a turn after each."""
    done: list[int] = []

    def work(left: int) -> None:
        done.append(left)
        if left:
            clock.callLater(0, work, left - 1)

    clock.callLater(0, work, 3)
    assert turns(reactor) == 4
    assert done == [3, 2, 1, 0]


def test_jumps_while_a_client_waits(clock: VirtualClock, reactor: Reactor) -> None:
    """From timer to timer; with none left it rests, and goes on with the next that is set up."""
    notes = seen(clock, 5, 9)
    assert turns(reactor) == 0
    clock.waiting.wait("call")
    turns(reactor)
    assert (notes, clock.seconds()) == ([5, 9], 9)
    background(clock).callLater(1, notes.append, -1.0)
    assert turns(reactor) == 0
    more = seen(clock, 2)
    turns(reactor)
    assert (notes, more) == ([5, 9, -1], [11])


def test_what_came_is_read_first(clock: VirtualClock, reactor: Reactor) -> None:
    """As long as clients say something there is no jump."""
    notes = seen(clock, 5)
    clock.waiting.wait("call")
    for _ in range(10):
        reactor.turn(clock.waiting.stir)
    assert notes == []
    turns(reactor)
    assert notes == [5]


def test_work_comes_first(clock: VirtualClock, reactor: Reactor) -> None:
    """No turn is asked for while there is something to do; its end brings the jump."""
    notes = seen(clock, 5)
    clock.waiting.begin("upload")
    clock.waiting.wait("call")
    assert turns(reactor) == 0
    clock.waiting.end("upload")
    turns(reactor)
    assert notes == [5]


def test_work_that_begins_meanwhile(clock: VirtualClock, reactor: Reactor) -> None:
    """Puts an end to a jump that was planned."""
    notes = seen(clock, 5)
    clock.waiting.wait("call")
    reactor.turn()
    clock.waiting.begin("thread")
    assert turns(reactor) == 1
    assert notes == []


def test_one_look_one_jump(clock: VirtualClock, reactor: Reactor) -> None:
    """A client that looks once more at what will change has waited up to the next timer, no further."""
    notes = seen(clock, 5, 9)
    clock.waiting.expect("task")
    for expected in ([], [5], [5, 9]):
        clock.waiting.begin("request")
        clock.waiting.look({"task"}, lambda _: clock)
        clock.waiting.end("request")
        turns(reactor)
        assert notes == expected


def test_switched_off(reactor: Reactor) -> None:
    """Only advance moves time, yet what is due now happens."""
    clock = VirtualClock(0, autojump=False)
    clock.attach(reactor)
    notes = seen(clock, 0, 5)
    clock.waiting.wait("call")
    turns(reactor)
    assert notes == [0]
    clock.advance(5)
    assert notes == [0, 5]
    more = seen(clock, 7)
    clock.autojump = True
    turns(reactor)
    assert more == [12]


def test_failures_are_logged(clock: VirtualClock, reactor: Reactor) -> None:
    """As those of a reactor's own calls; the others happen."""
    events: list[Any] = []
    observer: Callable[[Any], None] = events.append
    globalLogPublisher.addObserver(observer)
    try:
        clock.callLater(0, lambda: 1 / 0)
        notes = seen(clock, 0)
        turns(reactor)
    finally:
        globalLogPublisher.removeObserver(observer)
    assert notes == [0]
    assert [event["log_failure"].type for event in events if "log_failure" in event] == [ZeroDivisionError]


def test_detached(clock: VirtualClock, reactor: Reactor) -> None:
    """Leaves nothing behind in the reactor; may be attached again, but not twice at a time."""
    with pytest.raises(RuntimeError, match="already"):
        clock.attach(reactor)
    notes = seen(clock, 0)
    clock.detach()
    assert reactor.planned == 0
    clock.attach(reactor)
    turns(reactor)
    assert notes == [0]
