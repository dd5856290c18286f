"""Looking through the folders of datastores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from esx_driver.datastore.paths import DatastorePath
from esx_driver.host import Host
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import SERVICE_INSTANCE


@dataclass(frozen=True)
class Listed:
    """A file or folder, and when it was changed by the host's clock, where that was asked for and is known."""

    path: DatastorePath
    changed: datetime | None = None

    def age(self, now: datetime) -> float:
        """Seconds since it was changed; one of which nobody knows that is new."""
        return 0.0 if self.changed is None else max(0.0, (now - self.changed).total_seconds())


@dataclass(frozen=True)
class Browser:
    """A datastore that can be reached, to be looked through."""

    host: Host
    store: str
    ref: Ref

    def files(self, path: str = "", pattern: str | None = None) -> Iterator[Listed]:
        """What is in a folder; nothing where there is no such folder. ``pattern``: of names, with ``*``. Raises
        ``HostError``."""
        types = self.host.session.types
        return self._search(path, types.HostDatastoreBrowserSearchSpec(matchPattern=[pattern]) if pattern else None)

    def folders(self, path: str = "", pattern: str | None = None) -> Iterator[Listed]:
        """The folders in one, and when they were changed. As ``files``."""
        types = self.host.session.types
        return self._search(path, types.HostDatastoreBrowserSearchSpec(
            matchPattern=[pattern] if pattern else [], query=[types.FolderFileQuery()],
            details=types.FileQueryFlags(fileType=True, fileSize=False, modification=True),
        ))

    def _search(self, path: str, spec: object) -> Iterator[Listed]:
        folder = DatastorePath(self.store, path)
        try:
            result = self.host.tasks.run("SearchDatastore_Task", self.ref, datastorePath=str(folder), searchSpec=spec)
        except faults.FileNotFound:
            return
        for file in result.file or ():
            yield Listed(folder / file.path.rstrip("/"), file.modification)


def browsers(host: Host) -> Iterator[Browser]:
    """Of all datastores that can be reached. Raises ``HostError``."""
    for store in host.datastores():
        if store.accessible:
            (ref,) = properties.get(host.session, store.ref, "browser")
            yield Browser(host, store.name, ref)


def now(host: Host) -> datetime:
    """The time by the host's clock. Raises ``HostError``."""
    time: datetime = host.session.call("CurrentTime", SERVICE_INSTANCE)
    return time
