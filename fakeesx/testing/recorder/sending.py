"""A request's body on its way to the host, no faster than the host takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.web.iweb import UNKNOWN_LENGTH, IBodyProducer
from zope.interface import implementer

from fakeesx.testing.recorder.format import Ending
from fakeesx.testing.recorder.tee import Tee
from fakeesx.web.server import Refused


@implementer(IBodyProducer)
class Upload:
    """Takes a body from the client's connection and gives it to the host's. While the host takes nothing, neither is
    anything read from the client; what was read already is held."""

    def __init__(self, client: Any, length: int | None) -> None:
        self.length: Any = UNKNOWN_LENGTH if length is None else length
        self.seen = Tee()
        self.refuse: Callable[[Refused, Ending], None] = lambda _refusal, _ending: None
        """Called when the client is to get an answer that does not come from the host's stream."""
        self._client = client
        self._consumer: Any | None = None
        self._done: Deferred[None] | None = None
        self._held: list[bytes] = []
        self._paused = True
        self._client_waits = False
        self._complete = False
        self._stopped = False
        self._refusal: tuple[Refused, Ending] | None = None

    # from the client

    def write(self, data: bytes) -> None:
        """A piece of the body. Raises ``Refused`` when the answer is known before the end of the body."""
        if self._refusal is not None:
            self.refuse(*self._refusal)
            raise self._refusal[0]
        self.seen.add(data)
        if self._stopped:
            return
        if self._paused or self._consumer is None:
            self._held.append(bytes(data))
            self._let_client_wait()
        else:
            self._consumer.write(bytes(data))

    def end(self) -> None:
        """All of the body has come."""
        self._complete = True
        if self._refusal is not None:
            self.refuse(*self._refusal)
        elif not self._held:
            self._finish()

    def close(self) -> None:
        """The request is over; who must know has been told."""

    # from the passage

    def give_up(self, refusal: Refused, ending: Ending = "complete") -> None:
        """The client is to get this answer, and the host nothing more. It is given at the next piece of a body that still
        comes, for only then is it sure that the client reads it."""
        self._refusal = refusal, ending
        self.stopProducing()
        if self._complete:
            self.refuse(refusal, ending)

    # from the host's connection

    def startProducing(self, consumer: Any) -> Deferred[None]:
        """The host takes the body from now on."""
        self._consumer = consumer
        done: Deferred[None] = Deferred()
        self._done = done
        self.resumeProducing()
        return done

    def pauseProducing(self) -> None:
        """The host is slower than the client."""
        self._paused = True

    def resumeProducing(self) -> None:
        """The host takes more."""
        self._paused = False
        while self._held and not self._paused and self._consumer is not None:
            self._consumer.write(self._held.pop(0))
        if not self._held and not self._paused:
            self._let_client_go_on()
            if self._complete:
                self._finish()

    def stopProducing(self) -> None:
        """The host takes no more: the rest of the body is only counted."""
        self._stopped = True
        self._consumer = None
        self._held.clear()
        self._let_client_go_on()

    def _finish(self) -> None:
        done, self._done = self._done, None
        if done is not None and not self._stopped:
            done.callback(None)

    def _let_client_wait(self) -> None:
        if not self._client_waits:
            self._client_waits = True
            self._client.pauseProducing()

    def _let_client_go_on(self) -> None:
        if self._client_waits:
            self._client_waits = False
            self._client.resumeProducing()
