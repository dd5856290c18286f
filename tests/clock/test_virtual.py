"""A clock that tests move."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from twisted.internet.error import AlreadyCalled, AlreadyCancelled
from twisted.internet.task import Clock as TwistedClock
from twisted.internet.task import LoopingCall

from fakeesx.clock import AlreadyMoving, VirtualClock, background, horizon, jumped, waiting_of

NONSENSE = [-1.0, -1e-9, math.nan, math.inf, -math.inf]


def noting(clock: VirtualClock, *delays: float) -> list[float]:
    """Timers that note how many seconds had passed when they happened."""
    begin, seen = clock.seconds(), list[float]()
    for delay in delays:
        clock.callLater(delay, lambda: seen.append(clock.seconds() - begin))
    return seen


def test_begins_where_told() -> None:
    """By default on the day ESX 4.1 came out; else at an aware datetime or at seconds since the epoch."""
    assert VirtualClock().now == datetime(2010, 7, 13, tzinfo=UTC)
    assert VirtualClock(86400.5).seconds() == 86400.5
    there = datetime(2011, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert VirtualClock(there).now == datetime(2011, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("start", [datetime(2010, 1, 1), -1.0, math.nan, math.inf, 1e12])  # noqa: DTZ001
def test_refuses_a_start_that_is_no_date(start: datetime | float) -> None:
    """ValueError, for a datetime without a zone as well."""
    with pytest.raises(ValueError, match=r"time zone|seconds|year 9999"):
        VirtualClock(start)


def test_each_at_its_own_time() -> None:
    """In the order they are due, ties in the order they were made; then all of the span has passed."""
    clock = VirtualClock()
    seen = noting(clock, 5, 1, 3, 1, 7)
    clock.advance(6)
    assert seen == [1, 1, 3, 5]
    assert clock.now == datetime(2010, 7, 13, 0, 0, 6, tzinfo=UTC)
    clock.advance(1)
    assert seen[-1] == 7


def test_what_is_set_up_meanwhile() -> None:
    """A timer made by a timer happens in the same move when it is due within the span."""
    clock = VirtualClock(0)
    ticks: list[float] = []
    loop = LoopingCall(lambda: ticks.append(clock.seconds()))
    loop.clock = clock
    loop.start(2, now=False)
    clock.advance(7)
    assert ticks == [2, 4, 6]
    loop.stop()
    assert clock.getDelayedCalls() == []


def test_nothing_moves_backwards() -> None:
    """A timer of no delay happens with the next move, even one of no seconds."""
    clock = VirtualClock(10)
    seen = noting(clock, 0)
    assert seen == []
    clock.advance(0)
    assert (seen, clock.seconds()) == ([0], 10)


def test_one_that_fails_does_not_lose_the_others() -> None:
    """All happen, the time passes, and what failed is raised together at the end."""
    clock = VirtualClock(0)
    clock.callLater(1, lambda: 1 / 0)
    seen = noting(clock, 2)
    clock.callLater(3, lambda: [][0])
    with pytest.raises(ExceptionGroup) as caught:
        clock.advance(4)
    assert [type(error) for error in caught.value.exceptions] == [ZeroDivisionError, IndexError]
    assert (seen, clock.seconds(), clock.getDelayedCalls()) == ([2], 4, [])
    clock.advance(1)


def test_a_timer_can_not_move_the_clock() -> None:
    """AlreadyMoving, which says what to do instead; the move goes on."""
    clock = VirtualClock(0)
    clock.callLater(1, clock.advance, 1)
    clock.callLater(2, clock.jump)
    with pytest.raises(ExceptionGroup) as caught:
        clock.advance(5)
    assert [type(error) for error in caught.value.exceptions] == [AlreadyMoving] * 2
    assert "callLater" in str(caught.value.exceptions[0])
    assert clock.seconds() == 5


@pytest.mark.parametrize("seconds", NONSENSE)
def test_refuses_what_is_no_span(seconds: float) -> None:
    """ValueError from all that takes seconds, and nothing has changed."""
    clock = VirtualClock(0)
    call = clock.callLater(1, lambda: None)
    for ask in (clock.advance, lambda s: clock.callLater(s, lambda: None), call.reset):
        with pytest.raises(ValueError, match="0 or more, and finite"):
            ask(seconds)
    assert (clock.seconds(), clock.getDelayedCalls(), call.getTime()) == (0, [call], 1)


def test_the_end_of_dates() -> None:
    """Beyond the year 9999 no host could tell its time."""
    clock = VirtualClock()
    seen = noting(clock, 1)
    with pytest.raises(ValueError, match="year 9999"):
        clock.advance(1e12)
    assert seen == []
    clock.advance(1)
    assert seen == [1]


def test_cancelling_and_putting_off() -> None:
    """As Twisted's delayed calls, with its exceptions."""
    clock = VirtualClock(0)
    seen: list[str] = []
    gone = clock.callLater(1, seen.append, "gone")
    later = clock.callLater(1, seen.append, "later")
    sooner = clock.callLater(9, seen.append, "sooner")
    gone.cancel()
    later.reset(4)
    sooner.delay(-7)
    assert [call.getTime() for call in clock.getDelayedCalls()] == [2, 4]
    clock.advance(10)
    assert seen == ["sooner", "later"]
    assert not gone.active()
    assert not later.active()
    with pytest.raises(AlreadyCancelled):
        gone.cancel()
    with pytest.raises(AlreadyCalled):
        later.reset(1)


def test_cancelling_is_cheap() -> None:
    """A timer that is put off or cancelled a hundred thousand times leaves next to nothing behind."""
    clock = VirtualClock()
    call = clock.callLater(10, lambda: None)
    for _ in range(100_000):
        call.reset(10)
        clock.callLater(5, lambda: None).cancel()
    assert len(clock._foreground._heap) < 200
    assert clock.getDelayedCalls() == [call]


def test_jumping() -> None:
    """To the next foreground timer; those that keep house happen on the way, but are no reason to go."""
    clock = VirtualClock(0)
    seen: list[tuple[str, float]] = []
    background(clock).callLater(3, lambda: seen.append(("house", clock.seconds())))
    background(clock).callLater(30, lambda: seen.append(("house", clock.seconds())))
    clock.callLater(10, lambda: seen.append(("front", clock.seconds())))
    assert clock.jump()
    assert not clock.jump()
    assert (seen, clock.seconds()) == ([("house", 3), ("front", 10)], 10)
    clock.advance(20)
    assert seen[-1] == ("house", 30)


def test_a_jump_stops_for_an_answer() -> None:
    """A client that was answered on the way gets to speak before more time passes."""
    clock = VirtualClock(0)
    clock.waiting.wait("call")
    background(clock).callLater(3, clock.waiting.go_on, "call")
    clock.callLater(10, lambda: None)
    assert clock.jump()
    assert clock.seconds() == 3
    clock.waiting.end("call")
    clock.advance(1)
    assert clock.seconds() == 4


def test_what_was_jumped() -> None:
    """The seconds of jumps are counted, also while one is under way; those of advance are not."""
    clock = VirtualClock(0)
    seen: list[float] = []
    background(clock).callLater(15, lambda: seen.append(clock.jumped))
    clock.callLater(20, lambda: None)
    clock.advance(10)
    clock.jump()
    assert (seen, clock.jumped, jumped(clock), clock.seconds()) == ([5], 10, 10, 20)


def test_where_it_is_going() -> None:
    """The horizon is the end of the move, and now when the clock rests, as it does when it tells that it does."""
    clock = VirtualClock(0)
    seen: list[float] = []
    clock.callLater(1, lambda: seen.append(horizon(clock)))
    clock.at_rest.append(lambda: seen.append(horizon(clock)))
    clock.advance(5)
    assert (seen, clock.horizon) == ([5, 5], 5)


def test_any_clock_will_do() -> None:
    """A clock that does not jump is its own background, rests always, and has jumped never."""
    clock = TwistedClock()
    clock.advance(4)
    assert background(clock) is clock
    assert (horizon(clock), jumped(clock), waiting_of(clock).anyone) == (4, 0, False)


def test_may_jump() -> None:
    """When a client waits, nothing is to be done, there is something to jump to, and jumping is on."""
    clock = VirtualClock()
    clock.waiting.wait("call")
    background(clock).callLater(1, lambda: None)
    assert not clock.may_jump
    clock.callLater(1, lambda: None)
    assert clock.may_jump
    clock.waiting.begin("upload")
    assert not clock.may_jump
    clock.waiting.end("upload")
    clock.autojump = False
    assert not clock.may_jump
    clock.autojump = True
    clock.waiting.end("call")
    assert not clock.may_jump
    clock.waiting.expect("task-1")
    clock.waiting.look({"task-1"}, lambda _: clock)
    assert not clock.may_jump
    clock.waiting.look({"task-1"}, lambda _: clock)
    assert clock.may_jump
