"""The content of a delta disk together with its parents, for a copy that stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fakeesx.storage import chains, vmdk
from fakeesx.storage.converting import STEP, DiskReader
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileLocked
from fakeesx.storage.locks import LockMode


class ChainReader(DiskReader):
    """As `DiskReader`, of what a guest sees of a disk with parents."""

    def __init__(self, mounts: chains.Mounts, datastore: Datastore, path: str) -> None:
        """Open the disk and all its parents.

        Raises FileNotFound (also for a parent), InvalidDescriptor (also for a parent that was written to), FileLocked.
        """
        self.lock = f"read {id(self):x}"
        self.allocated = 0
        self._links = chains.chain(mounts, datastore, path)
        self._disk = chains.Disk(mounts, datastore, path)
        self.descriptor = self._links[0].descriptor
        try:
            for link in self._links:
                self._hold(link)
        except BaseException:
            self.close()
            raise

    def _hold(self, link: chains.Link) -> None:
        for file in vmdk.extents(link.descriptor, link.path):
            found = link.datastore.stat(file)
            self.allocated += min(found.size, found.allocated)
            with suppress(FileLocked):
                link.datastore.lock(file, self.lock, LockMode.READ_ONLY)

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """All of it, zeros too. Raises InvalidDescriptor, OSError."""
        for offset in range(0, self._disk.capacity, STEP):
            yield offset, self._disk.read(offset, min(STEP, self._disk.capacity - offset))

    def close(self) -> None:
        """Let the files go."""
        self._disk.__exit__(None, None, None)
        for link in self._links:
            link.datastore.unlock(self.lock)
