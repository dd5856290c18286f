"""Time as hosts use it: Twisted's `IReactorTime` in a form that type checkers understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class DelayedCall(Protocol):
    """A call that will happen."""

    def getTime(self) -> float:  # noqa: N802
        """When it is due, in the clock's seconds."""

    def reset(self, secondsFromNow: float) -> None:  # noqa: N803
        """Put it off, or bring it forward, to so many seconds from now."""

    def active(self) -> bool:
        """Whether it is still to happen."""

    def cancel(self) -> None:
        """See that it does not happen. Raises when it has happened or was cancelled."""


class Clock(Protocol):
    """A source of time and of later calls: Twisted's reactor, a `VirtualClock`, or ``twisted.internet.task.Clock``."""

    def seconds(self) -> float:
        """The time, in seconds since the epoch."""

    def callLater(self, delay: float, callable: Callable[..., Any], *args: Any, **kwargs: Any) -> DelayedCall:  # noqa: N802
        """Call a function after some seconds."""


class MovableClock(Clock, Protocol):
    """A clock that can be asked to move; a real one refuses."""

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once. Raises ``NotVirtual`` when this is a real clock."""
