"""Files to and from a datastore over HTTP, streamed: no more than a block of them is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import urllib3

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError, Unreachable
from esx_driver.vim.session import Session
from esx_driver.vim.wire import Lost, NotSent

BLOCK = 1 << 20
_TRIES = 3
Told = Callable[[int], None]
"""Told of the bytes that were moved so far."""
Content = Callable[[], AbstractContextManager[Iterable[bytes]]]
"""Opens what is to be sent; a second time when it has to be sent again."""


class _OfContent(Exception):
    """What went wrong was the content, and not the connection, whose errors look alike."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class Transfer:
    """Moves files for a session. ``datacenter`` is the name of the host's datacenter."""

    def __init__(self, session: Session, datacenter: str) -> None:
        self._session = session
        self._datacenter = datacenter

    def upload(self, path: DatastorePath, size: int, content: Content, told: Told | None = None) -> None:
        """Send a file of ``size`` bytes; it is there whole at the end, or not.

        Tried again from the start where the session or the connection was lost: the host keeps nothing of a part. What
        ``content`` raises passes through. Raises ``TransferError``, ``Unreachable``.
        """
        problem = ""
        for turn in range(_TRIES):
            if turn:
                self._session.sleep(0.2 * turn)
            logins = self._session.logins
            try:
                with content() as blocks:
                    status = self._put(path, size, _counted(path, blocks, size, told))
            except _OfContent as error:
                raise error.error from None
            except (NotSent, Lost) as error:
                problem = str(error)
                continue
            if status == 401:
                problem = "the session has ended"
                self._session.renew(logins)
            elif status in (502, 503, 504):
                problem = f"the host is busy (HTTP {status})"
            elif status in (200, 201, 204):
                self._check(path, size)
                return
            else:
                raise TransferError(f"the host refuses {path}: HTTP {status}{_meaning(status)}")
        raise TransferError(f"{path} could not be sent: {problem}")

    @contextmanager
    def download(self, path: DatastorePath) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Read a file: its size and its blocks. Raises ``TransferError``, also when less comes than was announced."""
        response = self._get(path)
        try:
            size = _length(path, response)
            yield size, _blocks(path, response, size)
        finally:
            response.close()

    def exists(self, path: DatastorePath) -> bool:
        """Whether there is a file or folder. Raises ``TransferError``, ``Unreachable``."""
        return self.size(path) is not None

    def size(self, path: DatastorePath) -> int | None:
        """A file's size, ``None`` when it is not there. Raises ``TransferError``, ``Unreachable``."""
        return self._head(path)

    # parts of the above

    def _put(self, path: DatastorePath, size: int, blocks: Iterable[bytes]) -> int:
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream", "Cookie": self._session.cookie}
        response = self._session.wire.stream("PUT", path.url(self._datacenter), headers, blocks)
        try:
            response.read(BLOCK)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Lost(f"the answer to the upload of {path} was lost: {error}") from error
        finally:
            response.close()
        return response.status

    def _check(self, path: DatastorePath, size: int) -> None:
        found = self._head(path)
        if found != size:
            there = "is not there" if found is None else f"has {found} bytes"
            raise TransferError(f"{path} {there} after an upload of {size}")

    def _head(self, path: DatastorePath) -> int | None:
        response = self._asked("HEAD", path)
        _finish(response)
        if response.status == 404:
            return None
        if response.status != 200:
            raise TransferError(f"the host does not show {path}: HTTP {response.status}{_meaning(response.status)}")
        return _length(path, response)

    def _get(self, path: DatastorePath) -> urllib3.BaseHTTPResponse:
        response = self._asked("GET", path)
        if response.status != 200:
            response.close()
            raise TransferError(f"the host does not give {path}: HTTP {response.status}{_meaning(response.status)}")
        return response

    def _asked(self, method: str, path: DatastorePath) -> urllib3.BaseHTTPResponse:
        """The answer to a request without a body; again where the session or the connection was lost."""
        problem = ""
        for turn in range(_TRIES):
            if turn:
                self._session.sleep(0.2 * turn)
            logins = self._session.logins
            try:
                headers = {"Cookie": self._session.cookie}
                response = self._session.wire.stream(method, path.url(self._datacenter), headers)
            except (NotSent, Lost) as error:
                problem = str(error)
                continue
            if response.status not in (401, 502, 503, 504):
                return response
            response.close()
            problem = f"HTTP {response.status}"
            if response.status == 401:
                self._session.renew(logins)
        raise Unreachable(f"{method} of {path}: {problem}")


def _counted(path: DatastorePath, blocks: Iterable[bytes], size: int, told: Told | None) -> Iterator[bytes]:
    """Blocks on their way; no more and no less than was announced. What goes wrong here is ``_OfContent``."""
    try:
        yield from _exactly(path, blocks, size, told)
    except Exception as error:
        raise _OfContent(error) from error


def _exactly(path: DatastorePath, blocks: Iterable[bytes], size: int, told: Told | None) -> Iterator[bytes]:
    """The last block goes when it is known to be the last: what is too long or too short is never whole on the host."""
    sent = 0
    held = b""
    for block in filter(len, blocks):
        if sent + len(block) > size:
            raise TransferError(f"there is more to send for {path} than the {size} bytes that were announced")
        if held:
            yield held
            if told is not None:
                told(sent)
        held = block
        sent += len(block)
    if sent != size:
        raise TransferError(f"only {sent} of {size} bytes for {path} are there to send")
    if held:
        yield held
    if told is not None and sent:
        told(sent)


def _blocks(path: DatastorePath, response: urllib3.BaseHTTPResponse, size: int) -> Iterator[bytes]:
    left = size
    try:
        while left and (block := response.read(min(BLOCK, left))):
            left -= len(block)
            yield block
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise TransferError(f"{path} was cut after {size - left} of {size} bytes: {error}") from error
    if left:
        raise TransferError(f"{path} was cut after {size - left} of {size} bytes")


def _length(path: DatastorePath, response: urllib3.BaseHTTPResponse) -> int:
    said = response.headers.get("Content-Length", "")
    if not (said.isascii() and said.isdigit()):
        raise TransferError(f"the host does not say how large {path} is")
    return int(said)


def _finish(response: urllib3.BaseHTTPResponse) -> None:
    """End an answer without a body, so that its connection is used again."""
    with suppress(urllib3.exceptions.HTTPError, OSError):
        response.read(1)
    response.close()


def _meaning(status: int) -> str:
    return {
        401: ", the user name or password is refused", 403: ", it is not allowed", 404: ", there is no such place",
        409: ", something is in the way", 413: ", it is too large", 423: ", it is in use", 507: ", the datastore is full",
    }.get(status, "")
