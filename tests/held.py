"""Blocking work that waits until a test has it done: what a server's threads do, at moments that a test chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred, execute


class Held:
    """A ``Blocking``: nothing is done before ``go``."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Deferred[Any]]] = []

    def run(self, work: Callable[[], Any]) -> Deferred[Any]:
        """Keep it."""
        ended: Deferred[Any] = Deferred()
        self.waiting.append((work, ended))
        return ended

    def tell(self, function: Callable[..., Any], *args: Any) -> None:
        """Call now: work is done in the test's thread."""
        function(*args)

    def go(self) -> None:
        """Do the oldest piece of work."""
        work, ended = self.waiting.pop(0)
        execute(work).chainDeferred(ended)

    def go_on(self) -> None:
        """Do all work, that which comes of it too."""
        while self.waiting:
            self.go()

    def settle(self) -> None:
        """The host waits for the work: do what there is."""
        self.go_on()
