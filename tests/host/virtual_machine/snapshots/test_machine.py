"""Snapshots against a small model: random operations, and after each one content, tree and files still agree.

The model knows contents as plain bytes and the tree as a dictionary. What is refused has changed nothing. Two clients follow
by updates only. ``FAKEESX_EXAMPLES`` sets how many runs there are.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from device_rig import controller, disk
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pictures import Picture, of_objects, of_type
from snapshot_rig import Machine
from twisted.internet.task import Clock
from vms import FOLDER, TOOLS, make, picture, reconfigure

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains
from fakeesx.storage.errors import CannotAccessFile
from fakeesx.storage.vmsd import SnapshotList

EXAMPLES = int(os.environ.get("FAKEESX_EXAMPLES", "10"))
SIZE = 4096 * 1024
ON, OFF, SUSPENDED = "poweredOn", "poweredOff", "suspended"
POWER = {
    "PowerOnVM_Task": ((OFF, SUSPENDED), ON), "PowerOffVM_Task": ((ON, SUSPENDED), OFF),
    "SuspendVM_Task": ((ON,), SUSPENDED), "ResetVM_Task": ((ON,), ON),
}
PLACES = (0, 511, 512, 4096 * 512 - 3, SIZE - 600)


@dataclass
class Snapshot:
    """What the model knows of one."""

    ref: ManagedObjectReference
    name: str
    parent: int
    content: bytes
    state: str
    memory: int
    suspension: int


class Snapshots(RuleBasedStateMachine):
    """A client that writes, takes, goes back, removes, renames and runs; disk 2000 is persistent, 2001 independent."""

    below: tuple[str, ...] = ()
    """What disk 2000 is based on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fakeesx-test-"))
        self.clock = Clock()
        self.clock.advance(1_289_000_000.0)
        self.host = Esx(Settings(self.folder), self.clock, random.Random(7))
        self.client = Client(self.host).login()
        vm = make(
            self.client, "vm1", controller(), self.first_disk(),
            disk(unit=1, diskMode="independent_persistent"), extra=TOOLS,
        )
        self.machine = Machine(self.client, vm)
        self.content = {2000: self.machine.read(0, SIZE), 2001: bytes(SIZE)}
        self.snapshots: dict[int, Snapshot] = {}
        self.current = 0
        self.power = OFF
        self.suspension = 0
        """Which of its suspensions the VM is in, or was in last."""
        self.memory = 32
        self.taken = self.suspensions = 0
        self.pictures = [
            Picture(self.client, of_type(FOLDER, "childEntity", "VirtualMachine"), partial=True),
            Picture(self.client, of_objects(vm), partial=False),
        ]

    def first_disk(self) -> vim.VirtualDisk:
        """Disk 2000 as it is asked for."""
        return disk(unit=0, thinProvisioned=True)

    def teardown(self) -> None:
        try:
            for key, content in self.content.items():
                assert self.machine.read(0, SIZE, key) == content
        finally:
            self.host.stop()
            shutil.rmtree(self.folder)

    # what is done

    @rule(key=st.sampled_from([2000, 2000, 2001]), place=st.sampled_from(PLACES), data=st.binary(min_size=1, max_size=600),
          times=st.sampled_from([1, 1, 50]))
    def write(self, key: int, place: int, data: bytes, times: int) -> None:
        """The guest writes, or somebody to the disk of a VM that is off."""
        data = (data * times)[: SIZE - place]
        self.machine.write(place, data, key)
        old = self.content[key]
        self.content[key] = old[:place] + data + old[place + len(data) :]

    @rule(name=st.sampled_from(["a", "b/c", "d%"]), memory=st.booleans(), quiesce=st.booleans())
    def take(self, name: str, memory: bool, quiesce: bool) -> None:
        """A snapshot."""
        arguments = {"name": name, "memory": memory, "quiesce": quiesce}
        if memory and self.power == ON:
            self.refused("CreateSnapshot_Task", "MemorySnapshotOnIndependentDisk", **arguments)
            return
        last = self.snapshots.get(self.current)
        if self.power == SUSPENDED and last and last.state == SUSPENDED and last.suspension == self.suspension:
            self.refused("CreateSnapshot_Task", "SnapshotNoChange", **arguments)
            return
        ref = self.machine.take(name, memory, quiesce)
        self.taken += 1
        assert ref.value == f"{self.machine.vm.value}-snapshot-{self.taken}"
        state = OFF if self.power == ON else self.power
        self.snapshots[self.taken] = Snapshot(
            ref, name, self.current, self.content[2000], state, self.memory, self.suspension,
        )
        self.current = self.taken

    @precondition(lambda self: self.snapshots)
    @rule(data=st.data(), by_vm=st.booleans(), suppress=st.booleans())
    def revert(self, data: st.DataObject, by_vm: bool, suppress: bool) -> None:
        """To any, or to the current one."""
        uid = self.current if by_vm and self.current else data.draw(st.sampled_from(sorted(self.snapshots)))
        snapshot = self.snapshots[uid]
        if by_vm and self.current:
            self.machine.run("RevertToCurrentSnapshot_Task", suppressPowerOn=suppress)
        else:
            self.machine.revert(snapshot.ref, suppressPowerOn=suppress)
        self.content[2000] = snapshot.content
        self.power, self.current, self.memory = snapshot.state, uid, snapshot.memory
        if snapshot.state == SUSPENDED:
            self.suspension = snapshot.suspension

    @precondition(lambda self: not self.current)
    @rule()
    def revert_to_none(self) -> None:
        """NotFound."""
        self.refused("RevertToCurrentSnapshot_Task", "NotFound")

    @precondition(lambda self: self.snapshots)
    @rule(data=st.data(), children=st.booleans())
    def remove(self, data: st.DataObject, children: bool) -> None:
        """One, or one with all below it."""
        uid = data.draw(st.sampled_from(sorted(self.snapshots)))
        gone = {uid}
        if children:
            while more := {other for other, each in self.snapshots.items() if each.parent in gone} - gone:
                gone |= more
        self.machine.remove(self.snapshots[uid].ref, children)
        self._without(gone)

    @rule()
    def remove_all(self) -> None:
        """All of them."""
        self.machine.run("RemoveAllSnapshots_Task")
        self._without(set(self.snapshots))

    def _without(self, gone: set[int]) -> None:
        def above(uid: int) -> int:
            while uid in gone:
                uid = self.snapshots[uid].parent
            return uid

        self.current = above(self.current)
        for each in self.snapshots.values():
            each.parent = above(each.parent)
        for uid in gone:
            del self.snapshots[uid]

    @precondition(lambda self: self.snapshots)
    @rule(data=st.data(), name=st.sampled_from(["new", "ünï", 'q"|']))
    def rename(self, data: st.DataObject, name: str) -> None:
        """Any."""
        uid = data.draw(st.sampled_from(sorted(self.snapshots)))
        self.client.call(self.snapshots[uid].ref, "RenameSnapshot", name=name)
        self.snapshots[uid].name = name

    @rule(name=st.sampled_from(sorted(POWER)))
    def change_power(self, name: str) -> None:
        """On, off, suspended, reset; or refused."""
        allowed, after = POWER[name]
        if self.power not in allowed:
            self.refused(name, "InvalidPowerState")
            return
        self.machine.run(name)
        self.power = after
        if after == SUSPENDED:
            self.suspensions += 1
            self.suspension = self.suspensions
            self.clock.advance(1)

    @precondition(lambda self: self.power == OFF)
    @rule(memory=st.sampled_from([32, 64, 128]))
    def reconfigure(self, memory: int) -> None:
        """What going back brings back."""
        reconfigure(self.client, self.machine.vm, memoryMB=memory)
        self.memory = memory

    @precondition(lambda self: self.snapshots)
    @rule(number=st.integers(1, 12), data=st.data())
    def fail(self, number: int, data: st.DataObject) -> None:
        """The n-th write to the datastore fails: what was begun has not happened, or it succeeds with fewer writes."""
        volume, calls = self.host.volumes.get("datastore1"), list[int]()
        names = "create_sparse", "create_files", "write_file", "open_in_place"
        before, real = self._picture(), {name: getattr(volume, name) for name in names}

        def broken(name: str) -> Any:
            def call(*arguments: Any, **options: Any) -> Any:
                calls.append(1)
                if len(calls) == number:
                    raise CannotAccessFile("[datastore1] x", "broken")
                return real[name](*arguments, **options)

            return call

        for name in names:
            setattr(volume, name, broken(name))
        try:
            fault = self.machine.fails(None, "RemoveAllSnapshots_Task")
        except AssertionError:
            self._without(set(self.snapshots))
            return
        finally:
            for name in names:
                delattr(volume, name)
        assert fault == "CannotAccessFile"
        assert self._picture() == before

    def refused(self, name: str, fault: str, /, **arguments: Any) -> None:
        """A task fails with a fault and has changed nothing."""
        before = self._picture()
        assert self.machine.fails(None, name, **arguments) == fault
        assert self._picture() == before

    def _picture(self) -> dict[str, Any]:
        """All but free space (what is written in vain may leave room taken) and events (failures are told)."""
        found = picture(self.client).items()
        return {key: value for key, value in found if not key.endswith("free") and "ha-eventmgr" not in key}

    # what holds at all times

    @invariant()
    def content_is_right(self) -> None:
        """Of both disks, wherever something may have been written; at the end all of it is looked at."""
        for key, content in self.content.items():
            for place in PLACES:
                start, end = max(0, place - 600), min(SIZE, place + 31_000)
                assert self.machine.read(start, end - start, key) == content[start:end]

    @invariant()
    def tree_is_right(self) -> None:
        """Names, nesting, power states, the current one; the objects; the list on the datastore."""
        info = self.machine.get("snapshot")
        assert (info is None) == (not self.snapshots)
        current = info.currentSnapshot if info is not None else None
        assert current == (self.snapshots[self.current].ref if self.current else None)

        def walk(trees: Any, parent: int) -> None:
            assert [tree.id for tree in trees] == sorted(
                uid for uid, each in self.snapshots.items() if each.parent == parent
            )
            for tree in trees:
                each = self.snapshots[tree.id]
                assert (tree.snapshot, tree.name, str(tree.state)) == (each.ref, each.name, each.state)
                walk(tree.childSnapshotList, tree.id)

        walk(info.rootSnapshotList if info is not None else (), 0)
        assert self.host.inventory.count("VirtualMachineSnapshot") == len(self.snapshots)
        listed = SnapshotList.parse(self.machine.text("vm1.vmsd").encode())
        assert {entry.uid: (entry.name, entry.parent) for entry in listed.entries} == {
            uid: (each.name, each.parent) for uid, each in self.snapshots.items()
        }
        assert listed.current == self.current

    @invariant()
    def files_are_right(self) -> None:
        """Each disk of a chain is there, and nothing that nobody needs; a VM that is off holds nothing."""
        assert (self.machine.power, self.machine.get("config").hardware.memoryMB) == (self.power, self.memory)
        needed = {f"vm1-Snapshot{uid}.vmsn" for uid in self.snapshots}
        needed |= {"vm1.vmdk", "vm1-delta.vmdk" if self.below else "vm1-flat.vmdk"}
        for of in (None, *(each.ref for each in self.snapshots.values())):
            line = self.machine.line(of=of)
            for name in reversed(self.below):
                assert line.pop() == name
            assert line[-1] == "vm1.vmdk"
            needed.update(line)
            needed.update(name.replace(".vmdk", "-delta.vmdk") for name in line[:-1])
        found = {name for name in self.machine.files() if name.endswith((".vmsn", ".vmdk")) and not name.startswith("vm1_1")}
        assert found == needed
        volume = self.host.volumes.get("datastore1")
        assert volume.lock_owners == ((self.machine.owner,) if self.power == ON else ())
        used, uncommitted = volume.used, volume.uncommitted
        volume.refresh()
        assert (volume.used, volume.uncommitted) == (used, uncommitted)

    @invariant()
    def clients_see_it(self) -> None:
        """What was put together from updates is what a fresh look shows."""
        for each in self.pictures:
            each.catch_up()
            assert each.seen == each.fresh()


class LinkedSnapshots(Snapshots):
    """The same, where disk 2000 is a delta on a disk that another machine's is based on, too."""

    below = ("[datastore1] base.vmdk",)

    def first_disk(self) -> vim.VirtualDisk:
        """A delta; the other machine is made at once."""
        wanted = vim.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=SIZE >> 10)
        self.client.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] base.vmdk", spec=wanted)
        volumes = self.host.volumes
        chains.write(volumes, *volumes.resolve("[datastore1] base.vmdk"), 0, b"base" * 1000, random.Random(1))
        self.base = self._base()
        parent = vim.VirtualDiskFlatVer2BackingInfo(fileName="[datastore1] base.vmdk", diskMode="persistent")
        linked = disk(unit=0, kb=0, parent=parent)
        self.other = Machine(self.client, make(self.client, "other", controller(), linked))
        self.other.write(8, b"other")
        return linked

    def _base(self) -> list[bytes]:
        volume = self.host.volumes.get("datastore1")
        return [volume.read_file(path, limit=SIZE) for path in ("base.vmdk", "base-flat.vmdk")]

    @invariant()
    def what_is_shared_stays(self) -> None:
        """To the byte, and so the other machine's disk is what it was."""
        assert self._base() == self.base
        assert self.other.read(0, 16) == b"basebaseotherase"


TestSnapshots = Snapshots.TestCase
TestSnapshots.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestSnapshots.pytestmark = [pytest.mark.timeout(120 + 30 * EXAMPLES)]
TestLinkedSnapshots = LinkedSnapshots.TestCase
TestLinkedSnapshots.settings = settings(
    max_examples=max(1, EXAMPLES // 10), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLinkedSnapshots.pytestmark = TestSnapshots.pytestmark
