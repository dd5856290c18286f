"""A virtual clock in the turns of a reactor. Nothing polls: a turn is asked for when something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twisted.logger import Logger

if TYPE_CHECKING:
    from fakeesx.clock.protocols import DelayedCall
    from fakeesx.clock.virtual import VirtualClock


class Turns:
    """Has a clock make the calls that are due, and jump when all is quiet for a whole turn of the reactor.

    A turn is quiet when nothing came from any client while the reactor looked at every connection once.
    """

    log = Logger()

    def __init__(self, clock: VirtualClock, reactor: Any) -> None:
        self._clock = clock
        self._reactor = reactor
        self._planned: DelayedCall | None = None
        self._seen = 0

    def consider(self) -> None:
        """Something has changed: plan a turn if there is something to do."""
        if self._planned is None and (self._clock.due or self._clock.may_jump):
            self._planned = self._reactor.callLater(0, self._turn)

    def stop(self) -> None:
        """Plan nothing more."""
        if self._planned is not None and self._planned.active():
            self._planned.cancel()
        self._planned = None

    def _turn(self) -> None:
        self._planned = None
        if self._clock.due:
            self._move(jump=False)
        elif self._clock.may_jump:  # what has come meanwhile is read first
            self._seen = self._clock.waiting.activity
            self._planned = self._reactor.callLater(0, self._after_quiet)

    def _after_quiet(self) -> None:
        self._planned = None
        if self._clock.may_jump and not self._clock.due and self._clock.waiting.activity == self._seen:
            self._move(jump=True)
        else:
            self.consider()

    def _move(self, *, jump: bool) -> None:
        try:
            if jump:
                self._clock.jump()
            else:
                self._clock.call_due()
        except ExceptionGroup as errors:  # as a reactor does with its own calls
            for error in errors.exceptions:
                self.log.error("a call that the clock made has failed: {error!r}", error=error, log_failure=_failure(error))
        self.consider()


def _failure(error: Exception) -> Any:
    from twisted.python.failure import Failure

    return Failure(error, type(error), error.__traceback__)
