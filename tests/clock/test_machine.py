"""A virtual clock against a simple model of one, and against Twisted's own."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from twisted.internet.task import Clock as TwistedClock

from fakeesx.clock import VirtualCall, VirtualClock, background

TENTHS = st.integers(0, 40).map(lambda n: n / 8)
"""Seconds that floats can add up exactly."""


class Machine(RuleBasedStateMachine):
    """The model is a list of what is due when, searched for its least."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = VirtualClock(1000)
        self.now = 1000.0
        self.calls: dict[int, VirtualCall] = {}
        self.due: dict[int, tuple[float, int, bool, float | None]] = {}
        """By number: when, which of those, whether it is foreground, and after how long it sets up another."""
        self.made = self.names = 0
        self.seen: list[tuple[int, float]] = []
        self.expected: list[tuple[int, float]] = []

    def _make(self, delay: float, front: bool, again: float | None) -> None:
        name = self.names = self.names + 1
        clock = self.clock if front else background(self.clock)
        self.calls[name] = clock.callLater(delay, self._happen, name, front, again)  # type: ignore[assignment]

    def _happen(self, name: int, front: bool, again: float | None) -> None:
        self.seen.append((name, self.clock.seconds()))
        if again is not None:
            self._make(again, front, None)

    def _model_make(self, name: int, delay: float, front: bool, again: float | None) -> None:
        self.made += 1
        self.due[name] = (self.now + delay, self.made, front, again)

    def _model_move(self, end: float) -> None:
        names = max(self.calls, default=0)
        while self.due:
            name, (time, _, front, again) = min(self.due.items(), key=lambda item: item[1][:2])
            if time > end:
                break
            del self.due[name]
            self.now = time
            self.expected.append((name, time))
            if again is not None:
                names += 1
                self._model_make(names, again, front, None)
        self.now = end

    @rule(delay=TENTHS, front=st.booleans(), again=st.none() | TENTHS)
    def later(self, delay: float, front: bool, again: float | None) -> None:
        """Set up a timer, perhaps one that sets up another."""
        self._make(delay, front, again)
        self._model_make(self.names, delay, front, again)

    @precondition(lambda self: self.due)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Cancel one."""
        name = data.draw(st.sampled_from(sorted(self.due)))
        self.calls[name].cancel()
        del self.due[name]

    @precondition(lambda self: self.due)
    @rule(data=st.data(), delay=TENTHS)
    def put_off(self, data: st.DataObject, delay: float) -> None:
        """Put one off, or bring it forward."""
        name = data.draw(st.sampled_from(sorted(self.due)))
        self.calls[name].reset(delay)
        self.made += 1
        _, _, front, again = self.due[name]
        self.due[name] = (self.now + delay, self.made, front, again)

    @rule(seconds=TENTHS)
    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._model_move(self.now + seconds)
        self.clock.advance(seconds)

    @rule()
    def jump(self) -> None:
        """Jump."""
        fronts = [time for time, _, front, _ in self.due.values() if front]
        if fronts:
            self._model_move(max(self.now, min(fronts)))
        assert self.clock.jump() == bool(fronts)

    @invariant()
    def as_modelled(self) -> None:
        """The same calls at the same times; the same are left, in the same order."""
        assert self.seen == self.expected
        assert self.clock.seconds() == self.now
        left = sorted(self.due, key=lambda name: self.due[name][:2])
        assert [call.getTime() for call in self.clock.getDelayedCalls()] == [self.due[name][0] for name in left]
        assert [name for name, call in self.calls.items() if call.active()] == sorted(self.due)


TestMachine = Machine.TestCase


@given(st.lists(st.tuples(TENTHS, st.none() | TENTHS), max_size=12), st.lists(TENTHS, max_size=8))
def test_equals_twisted(timers: list[tuple[float, float | None]], moves: list[float]) -> None:
    """The same calls in the same order as Twisted's clock, which has to be led from one call to the next."""
    seen: list[list[tuple[int, float]]] = []
    clocks: list[Any] = [VirtualClock(0), TwistedClock()]
    for clock in clocks:
        notes: list[tuple[int, float]] = []
        seen.append(notes)

        def happen(number: int, again: float | None, clock: Any = clock, notes: Any = notes) -> None:
            notes.append((number, clock.seconds()))
            if again is not None:
                clock.callLater(again, happen, number + 100, None, clock, notes)

        for number, (delay, again) in enumerate(timers):
            clock.callLater(delay, happen, number, again)
    mine, its = clocks
    for seconds in moves:
        mine.advance(seconds)
        end = its.seconds() + seconds
        while (times := [call.getTime() for call in its.getDelayedCalls()]) and min(times) <= end:
            its.advance(max(0.0, min(times) - its.seconds()))
        its.advance(end - its.seconds())
    assert seen[0] == seen[1]
    assert sorted(c.getTime() for c in mine.getDelayedCalls()) == sorted(c.getTime() for c in its.getDelayedCalls())
