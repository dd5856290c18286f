"""The real time behind the interface of one that can be moved."""

from __future__ import annotations

from unittest import mock

import pytest
from twisted.internet.task import Clock as TwistedClock

from fakeesx.clock import NotVirtual, VirtualClock, movable


def test_tells_time_and_refuses_to_be_moved() -> None:
    """A reactor's own functions; advance says how to get a clock that moves."""
    reactor = mock.Mock(spec=["seconds", "callLater"])
    clock = movable(reactor)
    assert clock.seconds is reactor.seconds
    assert clock.callLater is reactor.callLater
    with pytest.raises(NotVirtual, match="--clock virtual"):
        clock.advance(1)


def test_what_can_be_moved_is_left_alone() -> None:
    """A virtual clock, and Twisted's."""
    for clock in (VirtualClock(), TwistedClock()):
        assert movable(clock) is clock
