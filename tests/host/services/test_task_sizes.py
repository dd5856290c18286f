"""How many bytes tasks handle, and what that makes of their time."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from twisted.internet.task import Clock
from vms import FOLDER, POOL, make, spec

from fakeesx.durations import Durations
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim

GIB = 1 << 30
DISKS = "virtualDiskManager"
SIZED = (
    "SuspendVM_Task", "PowerOnVM_Task", "CreateSnapshot_Task", "CreateVirtualDisk_Task", "CopyVirtualDisk_Task",
    "MoveVirtualDisk_Task", "ExtendVirtualDisk_Task", "EagerZeroVirtualDisk_Task", "CopyDatastoreFile_Task",
    "MoveDatastoreFile_Task",
)
SIZE = 3 << 20


class Timed:
    """A client of a host where a task takes a second for each MiB it handles."""

    def __init__(self, host: Esx, clock: Clock) -> None:
        self.client = Client(host).login()
        self.clock = clock

    def seconds(self, moid: Any, name: str, /, **arguments: Any) -> float:
        """How long a task takes."""
        ref = self.client.call(moid, name, **arguments)
        begin = self.clock.seconds()
        for _ in range(100):
            if self.client.get(ref, "info.state") != "running":
                assert self.client.get(ref, "info.error") is None
                return self.clock.seconds() - begin
            self.clock.advance(1)
        raise AssertionError("it does not end")


@pytest.fixture
def timed(make_host: Callable[..., Esx], clock: Clock) -> Timed:
    """A host with a machine of 4 MB."""
    return Timed(make_host(task_seconds=Durations(per_gib=dict.fromkeys(SIZED, 1024.0))), clock)


def disks_of(timed: Timed) -> Any:
    """The disk manager's moid."""
    return next(timed.client.host.inventory.of_type("VirtualDiskManager")).ref


def disk_spec(kind: str, size: int = SIZE) -> vim.FileBackedVirtualDiskSpec:
    """A disk of so many bytes."""
    return vim.FileBackedVirtualDiskSpec(diskType=kind, adapterType="lsiLogic", capacityKb=size >> 10)


def test_memory(timed: Timed) -> None:
    """Of a machine that is suspended, resumed, or kept in a snapshot; not of one that starts, or kept without it."""
    vm = make(timed.client, memoryMB=8)
    snapshot = {"name": "s", "quiesce": False}
    assert timed.seconds(vm, "CreateSnapshot_Task", memory=True, **snapshot) == 0
    assert timed.seconds(vm, "PowerOnVM_Task") == 0
    assert timed.seconds(vm, "CreateSnapshot_Task", memory=True, **snapshot) == 8
    assert timed.seconds(vm, "CreateSnapshot_Task", memory=False, **snapshot) == 0
    assert timed.seconds(vm, "SuspendVM_Task") == 8
    assert timed.seconds(vm, "PowerOnVM_Task") == 8


def test_disks(timed: Timed) -> None:
    """The capacity of a disk that is copied or zeroed; a rename handles nothing."""
    manager = disks_of(timed)
    assert timed.seconds(manager, "CreateVirtualDisk_Task", name="[datastore1] a.vmdk", spec=disk_spec("thin")) == 0
    assert timed.seconds(
        manager, "CreateVirtualDisk_Task", name="[datastore1] b.vmdk", spec=disk_spec("eagerZeroedThick")) == 3
    copy = {"sourceName": "[datastore1] a.vmdk", "destName": "[datastore1] c.vmdk"}
    assert timed.seconds(manager, "CopyVirtualDisk_Task", **copy) == 3
    moved = {"sourceName": "[datastore1] a.vmdk", "destName": "[datastore1] d.vmdk"}
    assert timed.seconds(manager, "MoveVirtualDisk_Task", **moved) == 0
    larger = {"name": "[datastore1] c.vmdk", "newCapacityKb": (2 * SIZE) >> 10}
    assert timed.seconds(manager, "ExtendVirtualDisk_Task", eagerZero=True, **larger) == 3
    assert timed.seconds(manager, "EagerZeroVirtualDisk_Task", name="[datastore1] c.vmdk") == 6


def test_files(timed: Timed) -> None:
    """The size of a file that is copied."""
    timed.client.host.volumes.get("datastore1").write_file("a.iso", bytes(SIZE))
    manager = next(timed.client.host.inventory.of_type("FileManager")).ref
    copy = {"sourceName": "[datastore1] a.iso", "destinationName": "[datastore1] b.iso"}
    assert timed.seconds(manager, "CopyDatastoreFile_Task", **copy) == 3
    move = {"sourceName": "[datastore1] a.iso", "destinationName": "[datastore1] c.iso"}
    assert timed.seconds(manager, "MoveDatastoreFile_Task", **move) == 0


def test_what_is_not_there(timed: Timed) -> None:
    """Takes no time to fail, as the task does then."""
    copy = {"sourceName": "[datastore1] none.vmdk", "destName": "[datastore1] c.vmdk"}
    ref = timed.client.call(disks_of(timed), "CopyVirtualDisk_Task", **copy)
    assert timed.client.get(ref, "info.state") == "error"


def test_jitter_is_from_the_hosts_source(tmp_path: Path, clock: Clock) -> None:
    """Two hosts of the same seed take the same times, another one others."""
    times = []
    for number, seed in enumerate((5, 5, 6)):
        host = Esx(Settings(tmp_path / f"jitter{number}", task_seconds="realistic"), clock, random.Random(seed))
        client = Client(host).login()
        ref = client.call(FOLDER, "CreateVM_Task", config=spec("a", path="[datastore1]"), pool=POOL)
        running = host.tasks.running(ref)
        assert running is not None
        times.append(running.duration)
        host.stop()
    assert times[0] == times[1] != times[2]
