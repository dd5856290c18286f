"""A file on its way from a client into a datastore."""

from __future__ import annotations

from collections.abc import Callable

from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure

from fakeesx.host.services.blocking import Blocking
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.paths import parent_of
from fakeesx.web.authentication import refusal
from fakeesx.web.folder.refusals import refused
from fakeesx.web.server import Refused, Request


class Receiving:
    """Where the body of a PUT goes. What is not committed leaves nothing, nor do directories that were made for it.

    Directories that are missing are made, as vCenter does (govmomi's issue 1332; that ESX 4.1 does it is inferred).
    """

    def __init__(
        self, datastore: Datastore, path: str, length: int | None, undone: Callable[[Datastore], None]
    ) -> None:
        """``undone`` is called when the space that was taken is given back. Raises ``Refused`` for all that can be known
        beforehand."""
        self.datastore = datastore
        self._undone = undone
        self._committed = False
        self._made: list[str] = []
        with refused():
            self.replaces = datastore.exists(path)
            self._make_directories(parent_of(path))
            try:
                self._upload = datastore.begin_upload(path, length)
            except StorageError:
                self._return_directories(keep=False)
                raise

    def write(self, data: bytes) -> None:
        """Take a piece. Raises ``Refused`` for a datastore that is full, a body that is too long."""
        self._require_open()
        with refused():
            self._upload.write(data)

    def synced(self, blocking: Blocking) -> Deferred[None]:
        """Fires when all that came is on the disk, at once where the datastore does not wait for that."""
        return blocking.run(self._upload.sync) if self.datastore.durable else succeed(None)

    def commit(self) -> FileStat:
        """Give the file its name. Raises ``Refused``."""
        self._require_open()
        with refused():
            stat = self._upload.commit()
        self._committed = True
        self._return_directories(keep=True)
        return stat

    def close(self) -> None:
        """The request is over or its client gone: what was not committed goes."""
        if not self._committed:
            self._upload.abort()
            self._return_directories(keep=False)
            self._undone(self.datastore)

    def _require_open(self) -> None:
        """Raise ``Refused`` where somebody has broken the upload off."""
        if not self._upload.open:
            raise refusal(503, "The host has gone back to an earlier state, or the datastore has gone.")

    def _make_directories(self, path: str) -> None:
        missing = []
        while path and not self.datastore.exists(path):
            missing.append(path)
            path = parent_of(path)
        for directory in reversed(missing):
            self.datastore.lend_directory(directory, self)
            self._made.append(directory)

    def _return_directories(self, *, keep: bool) -> None:
        while self._made:
            self.datastore.return_directory(self._made.pop(), self, keep=keep)


def receive(
    request: Request, datastore: Datastore, path: str, length: int | None, undone: Callable[[Datastore], None]
) -> Receiving:
    """Where the body of a PUT goes, when it says how long it is and is a whole file; ``undone`` as for ``Receiving``.

    Raises ``Refused``.
    """
    if length is not None and request.header(b"content-length") is None:
        raise refusal(411, "A file needs Content-Length or chunks.")
    if request.header(b"content-range") is not None:
        raise refusal(400, "A file is written as a whole.")
    return Receiving(datastore, path, length, undone)


def store(request: Request, blocking: Blocking, done: Callable[[Datastore], None]) -> None:
    """All of a PUT's body is there: when the disk has it too, give the file its name, call ``done`` and answer."""
    receiving: Receiving = request.sink

    def commit(_: None) -> None:
        if request.sink is None:  # the client went away while the disk wrote
            return
        receiving.commit()
        done(receiving.datastore)
        request.reply(200 if receiving.replaces else 201)

    receiving.synced(blocking).addCallback(commit).addErrback(_failed, request)


def _failed(failure: Failure, request: Request) -> None:
    """Answer for what went wrong when the body was there."""
    error = failure.value
    if isinstance(error, Refused):
        request.reply(error.status, error.body, error.headers, error.type)
    else:
        request.log.failure("{method} {path} failed", failure, method=request.method, path=request.path)
        request.reply(500)
