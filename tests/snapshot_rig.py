"""A VM with snapshots, for tests: short ways to its operations and to the content of its disk."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from calling import Client, Faulted
from vms import files, make_usual

from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains
from fakeesx.storage.errors import CannotAccessFile


class Machine:
    """A usual VM; ``disk`` is the key of its disk, of 4 MB."""

    def __init__(self, client: Client, vm: ManagedObjectReference | None = None, **values: Any) -> None:
        self.client = client
        self.vm = vm or make_usual(client, **values)
        self.source = random.Random(5)

    # operations

    def run(self, name: str, /, **arguments: Any) -> Any:
        """Run a task of the VM: its result."""
        return self.client.task(self.vm, name, **arguments)

    def take(self, name: str = "s", memory: bool = False, quiesce: bool = False, **arguments: Any) -> ManagedObjectReference:
        """Take a snapshot."""
        found: ManagedObjectReference = self.run(
            "CreateSnapshot_Task", name=name, memory=memory, quiesce=quiesce, **arguments
        )
        return found

    def revert(self, snapshot: ManagedObjectReference, **arguments: Any) -> None:
        """Go back to a snapshot."""
        self.client.task(snapshot, "RevertToSnapshot_Task", **arguments)

    def remove(self, snapshot: ManagedObjectReference, children: bool = False) -> None:
        """Remove a snapshot."""
        self.client.task(snapshot, "RemoveSnapshot_Task", removeChildren=children)

    def fails(self, of: ManagedObjectReference | None, name: str, /, **arguments: Any) -> str:
        """Run a task that fails: the name of its fault."""
        try:
            self.client.task(of or self.vm, name, **arguments)
        except Faulted as error:
            return error.name
        raise AssertionError(f"{name} was to fail")

    # looking

    def get(self, path: str, of: ManagedObjectReference | None = None) -> Any:
        """A property, ``None`` when it is not set."""
        return self.client.read(of or self.vm, path)[0].get(path)

    @property
    def power(self) -> str:
        """The power state."""
        return str(self.get("runtime.powerState"))

    def device(self, key: int = 2000, of: ManagedObjectReference | None = None) -> Any:
        """The disk of a key, of the VM or of a snapshot."""
        return next(device for device in self.get("config", of).hardware.device if device.key == key)

    def line(self, key: int = 2000, of: ManagedObjectReference | None = None) -> list[str]:
        """The names of a disk's files, its own first, then its parents'."""
        found, backing = [], self.device(key, of).backing
        while backing is not None:
            found.append(backing.fileName.rpartition("/")[2])
            backing = backing.parent
        return found

    def tree(self) -> Any:
        """The snapshots' names as nested dictionaries; ``None`` without any."""
        info = self.get("snapshot")
        return None if info is None else _names(info.rootSnapshotList)

    @property
    def current(self) -> ManagedObjectReference | None:
        """The current snapshot."""
        info = self.get("snapshot")
        return None if info is None else info.currentSnapshot

    def files(self) -> list[str]:
        """The files in the VM's directory."""
        return [path.rpartition("/")[2] for path in files(self.client, "vm1")]

    def text(self, name: str) -> str:
        """The content of a small file of the VM."""
        return self.client.host.volumes.get("datastore1").read_file(f"vm1/{name}", owner=self.owner).decode()

    @property
    def owner(self) -> str:
        """The name under which the VM locks files."""
        return f"vm-{self.vm.value}"

    def break_write(
        self, monkeypatch: pytest.MonkeyPatch, number: int,
        names: Sequence[str] = ("create_sparse", "create_files", "write_file", "lock"), more: Sequence[tuple[Any, str]] = (),
    ) -> list[str]:
        """Let the n-th of the writes that follow fail, with CannotAccessFile: the writes, as they come.

        ``names``: what of the datastore's counts as one; ``more``: of other owners.
        """
        volume = self.client.host.volumes.get("datastore1")
        calls: list[str] = []

        def failing(owner: Any, name: str) -> None:
            real = getattr(owner, name)

            def call(*arguments: Any, **options: Any) -> Any:
                calls.append(name)
                if len(calls) == number:
                    raise CannotAccessFile("[datastore1] x", "broken")
                return real(*arguments, **options)

            monkeypatch.setattr(owner, name, call)

        for name in names:
            failing(volume, name)
        for owner, name in more:
            failing(owner, name)
        return calls

    # what the guest does

    def write(self, offset: int, data: bytes, key: int = 2000) -> None:
        """Write to the disk, whether the VM runs or not."""
        volumes = self.client.host.volumes
        place = volumes.resolve(self._path(key))
        chains.write(volumes, *place, offset, data, self.source, owner=self.owner)

    def read(self, offset: int = 0, length: int = 8, key: int = 2000) -> bytes:
        """Read from the disk."""
        volumes = self.client.host.volumes
        return chains.read(volumes, *volumes.resolve(self._path(key)), offset, length, owner=self.owner)

    def _path(self, key: int) -> str:
        redo = dict(self.client.host.inventory.node(self.vm).private.redo)
        return redo.get(key) or self.device(key).backing.fileName


def _names(trees: Any) -> dict[str, Any]:
    return {tree.name: _names(tree.childSnapshotList) for tree in trees}
