"""Datastores, and the files on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath
from fakeesx.testing.errors import Unknown
from fakeesx.testing.views.base import View, Views

if TYPE_CHECKING:
    from fakeesx.inventory import Node
    from fakeesx.storage.datastore import Datastore as Volume


class Datastore(View):
    """A datastore, and its files."""

    kind, type_name = "datastore", "Datastore"

    @property
    def type(self) -> str:
        """VMFS or NFS."""
        return str(self._read(lambda node: node.get("summary").type))

    @property
    def capacity(self) -> int:
        """Its size, in bytes."""
        return int(self._read(lambda node: node.get("summary").capacity))

    @property
    def free(self) -> int:
        """How much of it is free, in bytes."""
        return self._read(lambda node: self._volume(node).free_space)

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all its files, sorted: ``vm/vm.vmx``."""
        return self._read(lambda node: _files(self._volume(node)))

    def read(self, path: str) -> bytes:
        """The content of a file by its path, ``vm/vm.vmx`` or ``[datastore1] vm/vm.vmx``. Raises ``Unknown``."""
        with self.open(path) as file:
            return file.read()

    def open(self, path: str) -> BinaryIO:
        """A file to read from, also one that a running machine has to itself. Raises ``Unknown``."""
        return self._read(lambda node: _open(self._volume(node), path))

    def _volume(self, node: Node) -> Volume:
        return self._host.datastores.of(node.ref)

    def _told(self, node: Node) -> str:
        summary = node.get("summary")
        return f"{summary.type}, {summary.capacity} bytes, {self._volume(node).free_space} free"


class Datastores(Views[Datastore]):
    """The datastores of a host."""

    view = Datastore


def _files(volume: Volume) -> tuple[str, ...]:
    return tuple(sorted(each.path for _, files in volume.walk() for each in files if not each.is_directory))


def _open(volume: Volume, path: str) -> BinaryIO:
    try:
        if path.startswith("["):
            whole = DatastorePath.parse(path)
            if whole.datastore != volume.name:
                raise Unknown("file", path, _files(volume))
            path = whole.path
        holders = volume.locked_by(path)
        return cast("BinaryIO", volume.open_read(path, owner=holders[0] if holders else None))
    except (StorageError, ValueError):
        raise Unknown("file", path, _files(volume)) from None
