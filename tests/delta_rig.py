"""A disk with deltas on a datastore, for tests: short ways to what its guest reads and writes."""

from __future__ import annotations

import random

from fakeesx.storage import chains, deltas, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import Descriptor
from fakeesx.storage.volumes import Volumes

MIB = 1 << 20
BASE, ONE, TWO = "vm/vm.vmdk", "vm/vm-000001.vmdk", "vm/vm-000002.vmdk"
UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"


class Rig:
    """A datastore with a disk of 8 MiB in ``vm``, and short ways to its content."""

    def __init__(self, datastore: Datastore, thin: bool = True) -> None:
        self.datastore, self.volumes = datastore, Volumes([datastore])
        self.source = random.Random(1)
        datastore.mkdir("vm")
        vmdk.create_disk(datastore, BASE, 8 * MIB, thin=thin, adapter="lsilogic", uuid=UUID)

    def delta(self, parent: str, path: str, datastore: Datastore | None = None) -> Descriptor:
        return deltas.create_delta(self.link(parent), datastore or self.datastore, path, f"{7:032x}")

    def link(self, path: str) -> chains.Link:
        return chains.chain(self.volumes, self.datastore, path)[0]

    def write(self, path: str, offset: int, data: bytes, owner: str | None = None) -> None:
        chains.write(self.volumes, self.datastore, path, offset, data, self.source, owner=owner)

    def read(self, path: str, offset: int = 0, length: int = 8 * MIB, owner: str | None = None) -> bytes:
        return chains.read(self.volumes, self.datastore, path, offset, length, owner=owner)
