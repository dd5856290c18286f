"""What answers requests: doors, and where the bodies of requests go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fakeesx.web.request import Request

Headers = Iterable[tuple[bytes, bytes]]


class Sink(Protocol):
    """Where a request's body goes."""

    def write(self, data: bytes) -> None:
        """Take a piece of the body."""

    def close(self) -> None:
        """The request is over or its client gone; called once."""


class Door(Protocol):
    """Something that answers requests."""

    def body(self, request: Request, length: int | None) -> Sink:
        """Where the body of a request goes; ``length`` is ``None`` when it is not known beforehand.

        Raises ``Refused`` to answer at once without reading it.
        """

    def answer(self, request: Request) -> None:
        """Answer a request whose body has been received."""


class Refused(Exception):
    """A request that is answered before its body was read. Status 0 closes the connection without an answer."""

    def __init__(self, status: int, body: bytes = b"", headers: Headers = (), type: bytes = b"") -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers
        self.type = type


class TooLarge(Refused):
    """A body that is larger than the door takes."""

    def __init__(self) -> None:
        super().__init__(413)


class Buffer:
    """Collects a body in memory, up to a limit."""

    __slots__ = ("_limit", "_parts", "_size")

    def __init__(self, limit: int, length: int | None = None) -> None:
        if length is not None and length > limit:
            raise TooLarge
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Take a piece. Raises ``TooLarge``."""
        self._size += len(data)
        if self._size > self._limit:
            self._parts.clear()
            raise TooLarge
        self._parts.append(data)

    def value(self) -> bytes:
        """All that came."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    def close(self) -> None:
        """Nothing to do."""


class Discard:
    """Takes a body and forgets it."""

    def write(self, data: bytes) -> None:
        """Forget a piece."""

    def close(self) -> None:
        """Nothing to do."""


class NotHere:
    """Answers paths that nothing is at: 400 for POST without a body (recorded), 404 for the rest."""

    def body(self, request: Request, length: int | None) -> Sink:
        """The body does not matter."""
        return Discard()

    def answer(self, request: Request) -> None:
        """Say so."""
        request.reply(400 if request.method == b"POST" else 404)


class Page:
    """A door that answers GET and HEAD with what a function makes, and takes no body."""

    def __init__(self, make: Callable[[Request], tuple[bytes, bytes]], headers: Headers = ()) -> None:
        self._make = make
        self._headers = headers

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted."""
        return Buffer(65536, length)

    def answer(self, request: Request) -> None:
        """Send the page."""
        if request.method not in (b"GET", b"HEAD"):
            request.reply(405, headers=[(b"Allow", b"GET, HEAD")])
            return
        content, type_ = self._make(request)
        request.reply(200, content, self._headers, type_)
