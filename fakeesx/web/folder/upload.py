"""A file on its way from a client into a datastore."""

from __future__ import annotations

from contextlib import suppress

from twisted.internet.defer import Deferred, succeed
from twisted.internet.threads import deferToThread

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.paths import parent_of
from fakeesx.web.folder.refusals import refused


class Receiving:
    """Where the body of a PUT goes. What is not committed leaves nothing, nor do directories that were made for it.

    Directories that are missing are made, as vCenter does (govmomi's issue 1332; that ESX 4.1 does it is inferred).
    """

    def __init__(self, datastore: Datastore, path: str, length: int | None) -> None:
        """Raises ``Refused`` for all that can be known beforehand."""
        self.datastore = datastore
        self._made: list[str] = []
        with refused():
            self.replaces = datastore.exists(path)
            self._make_directories(parent_of(path))
            try:
                self._upload = datastore.begin_upload(path, length)
            except StorageError:
                self._unmake_directories()
                raise

    def write(self, data: bytes) -> None:
        """Take a piece. Raises ``Refused`` for a datastore that is full, a body that is too long."""
        with refused():
            self._upload.write(data)

    def synced(self) -> Deferred[None]:
        """Fires when all that came is on the disk, at once where the datastore does not wait for that."""
        return deferToThread(self._upload.sync) if self.datastore.durable else succeed(None)

    def commit(self) -> FileStat:
        """Give the file its name. Raises ``Refused``."""
        with refused():
            stat = self._upload.commit()
        self._made.clear()
        return stat

    def close(self) -> None:
        """The request is over or its client gone: what was not committed goes."""
        self._upload.abort()
        self._unmake_directories()

    def _make_directories(self, path: str) -> None:
        missing = []
        while path and not self.datastore.exists(path):
            missing.append(path)
            path = parent_of(path)
        for directory in reversed(missing):
            self.datastore.mkdir(directory)
            self._made.append(directory)

    def _unmake_directories(self) -> None:
        while self._made:
            with suppress(StorageError):  # somebody else put something there meanwhile
                self.datastore.rmdir(self._made.pop())
