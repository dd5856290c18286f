"""Console tickets that were handed out: each opens one console once, for a short time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fakeesx.clock import Clock
from fakeesx.schema.values import ManagedObjectReference

LIFETIME = 30.0
"""Seconds a ticket can wait to be used (inferred)."""
_MOST = 1024


@dataclass(frozen=True)
class ConsoleTicket:
    """A ticket: which VM, what for, and until when (clock seconds)."""

    vm: ManagedObjectReference
    kind: str
    expires: float


class ConsoleTickets:
    """The tickets of one host that were not used yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tickets: dict[str, ConsoleTicket] = {}

    def add(self, secret: str, vm: ManagedObjectReference, kind: str) -> None:
        """Remember a ticket; expired ones and, beyond a limit, the oldest are forgotten."""
        now = self._clock.seconds()
        if len(self._tickets) >= _MOST:
            self._tickets = {s: t for s, t in self._tickets.items() if t.expires > now}
            while len(self._tickets) >= _MOST:
                del self._tickets[next(iter(self._tickets))]
        self._tickets[secret] = ConsoleTicket(vm, kind, now + LIFETIME)

    def capture(self) -> Any:
        """The tickets there are."""
        return self._tickets.copy()

    def restore(self, state: Any) -> None:
        """Let these be the tickets."""
        self._tickets = state.copy()

    def use(self, secret: str) -> ConsoleTicket | None:
        """The ticket, once; ``None`` when it is unknown, used or expired."""
        ticket = self._tickets.pop(secret, None)
        return ticket if ticket is not None and ticket.expires > self._clock.seconds() else None
