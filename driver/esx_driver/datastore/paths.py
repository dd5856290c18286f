"""Datastore paths: ``[datastore1] folder/file.vmdk``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from esx_driver.errors import NoDatastorePath

_PATH = re.compile(r"\[([^\]]+)\] ?(.*)", re.DOTALL)


@dataclass(frozen=True)
class DatastorePath:
    """A file or folder on a datastore; ``path`` has no slash at its ends, and is empty for the datastore itself."""

    datastore: str
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> DatastorePath:
        """Read ``[datastore] path``. Raises ``NoDatastorePath`` for anything else, also for a detour by ``.`` or ``..``:
        one file would have many paths."""
        match = _PATH.fullmatch(text)
        if match is None:
            raise NoDatastorePath(f"{text!r} is not of the form [datastore] path")
        parts = [part for part in match[2].split("/") if part]
        if "." in parts or ".." in parts:
            raise NoDatastorePath(f"{text!r} has . or .. in it: a path on a datastore is that of a file, without detours")
        return cls(match[1], "/".join(parts))

    def __str__(self) -> str:
        return f"[{self.datastore}] {self.path}" if self.path else f"[{self.datastore}]"

    def __truediv__(self, name: str) -> DatastorePath:
        return DatastorePath(self.datastore, f"{self.path}/{name}" if self.path else name)

    @property
    def parent(self) -> DatastorePath:
        """The folder it is in; the datastore itself has itself."""
        return DatastorePath(self.datastore, self.path.rpartition("/")[0])

    @property
    def name(self) -> str:
        """The last part."""
        return self.path.rpartition("/")[2]

    def beside(self, end: str) -> DatastorePath:
        """The file in the same folder whose name is this one's up to its last dot, and ``end``."""
        return self.parent / f"{self.name.rpartition('.')[0] or self.name}{end}"

    @property
    def extent(self) -> DatastorePath:
        """For a disk's descriptor ``x.vmdk``: the file with its content, ``x-flat.vmdk``."""
        return self.beside("-flat.vmdk")

    def url(self, datacenter: str) -> str:
        """Where the host serves it: path and query."""
        query = urlencode({"dcPath": datacenter, "dsName": self.datastore}, quote_via=quote)
        return f"/folder/{quote(self.path)}?{query}"
