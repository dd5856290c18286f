"""The real time, as a reactor tells it."""

from __future__ import annotations

from typing import NoReturn, cast

from fakeesx.clock.errors import NotVirtual
from fakeesx.clock.protocols import Clock, MovableClock


class RealClock:
    """A reactor's time. It can't be moved, and says so."""

    def __init__(self, reactor: Clock) -> None:
        self.seconds = reactor.seconds
        self.callLater = reactor.callLater

    def advance(self, seconds: float) -> NoReturn:  # noqa: ARG002 - as a virtual clock's
        """Raises ``NotVirtual``."""
        raise NotVirtual


def movable(clock: Clock) -> MovableClock:
    """A clock with ``advance``: itself when it has that, else its time as a `RealClock`."""
    return cast("MovableClock", clock) if hasattr(clock, "advance") else RealClock(clock)
