"""Removing snapshots: what their disks hold is put together."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk, remove
from failures import warned
from snapshot_rig import Machine
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from vms import files, make, picture, reconfigure

from fakeesx.host.services.blocking import AtOnce
from fakeesx.host.virtual_machine.snapshots import removing
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains
from fakeesx.storage.copying import CopyCancelled
from fakeesx.storage.deltas import create_delta
from fakeesx.storage.errors import CannotAccessFile, StorageError

needs_qemu_img = pytest.mark.skipif(shutil.which("qemu-img") is None, reason="qemu-img is not installed (qemu-utils)")
NO_SNAPSHOTS = ["vm1-flat.vmdk", "vm1.vmdk", "vm1.vmsd", "vm1.vmx", "vm1.vmxf"]


@pytest.fixture
def machine(root: Client) -> Machine:
    """A usual VM, off."""
    return Machine(root)


@pytest.fixture
def three(machine: Machine) -> tuple[Machine, list[ManagedObjectReference]]:
    """One with three snapshots, each with something written after it."""
    snapshots = []
    machine.write(0, b"0")
    for number in range(1, 4):
        snapshots.append(machine.take(str(number)))
        machine.write(number, str(number).encode())
    return machine, snapshots


@pytest.mark.parametrize("on", [False, True])
def test_the_only_one(machine: Machine, on: bool) -> None:
    """The VM goes on with its base disk, with what was written since; nothing is left."""
    if on:
        machine.run("PowerOnVM_Task")
    machine.write(0, b"before")
    snapshot = machine.take(memory=True)
    machine.write(3, b"after.")
    machine.remove(snapshot)
    assert machine.read(0, 9) == b"befafter."
    assert machine.line() == ["vm1.vmdk"]
    assert (machine.tree(), machine.get("rootSnapshot").items) == (None, ())
    assert machine.client.host.inventory.find(snapshot.value) is None
    assert [name for name in machine.files() if not name.endswith((".vswp", ".log", ".nvram"))] == NO_SNAPSHOTS
    assert "vm1.vmdk" in machine.text("vm1.vmx")
    assert 'snapshot.numSnapshots = "0"' in machine.text("vm1.vmsd")
    assert 'snapshot.lastUID = "1"' in machine.text("vm1.vmsd")
    volume = machine.client.host.volumes.get("datastore1")
    assert volume.locked_by("vm1/vm1-flat.vmdk") == ((machine.owner,) if on else ())
    assert machine.get("layoutEx.snapshot").items == ()
    assert "RemoveAllSnapshots_Task" in machine.get("disabledMethod").items


def test_numbers_are_not_given_again(machine: Machine) -> None:
    """To snapshots; the names of deltas are."""
    machine.remove(machine.take())
    assert machine.take().value.endswith("-snapshot-2")
    assert machine.line() == ["vm1-000001.vmdk", "vm1.vmdk"]


@pytest.mark.parametrize(("index", "tree", "line"), [
    (0, {"2": {"3": {}}}, ["vm1-000003.vmdk", "vm1-000002.vmdk", "vm1.vmdk"]),
    (1, {"1": {"3": {}}}, ["vm1-000003.vmdk", "vm1-000001.vmdk", "vm1.vmdk"]),
    (2, {"1": {"2": {}}}, ["vm1-000002.vmdk", "vm1-000001.vmdk", "vm1.vmdk"]),
])  # fmt: skip
@pytest.mark.parametrize("on", [False, True])
def test_one_of_three(three: Any, index: int, tree: Any, line: list[str], on: bool) -> None:
    """The child's content goes into the parent, on hosts too; all that is left reads as before."""
    machine, snapshots = three
    if on:
        machine.run("PowerOnVM_Task")
    machine.remove(snapshots[index])
    assert machine.tree() == tree
    assert machine.line() == line
    assert machine.read(0, 5) == b"0123\0"
    volume = machine.client.host.volumes.get("datastore1")
    assert set(volume.lock_owners) == ({machine.owner} if on else set())
    for number, snapshot in enumerate(snapshots):
        if number != index:
            machine.revert(snapshot)
            assert machine.read(0, 5) == b"0123"[: number + 1].ljust(5, b"\0")


def test_with_children(three: Any) -> None:
    """All below it go; the VM goes on from the one above."""
    machine, snapshots = three
    machine.remove(snapshots[1], children=True)
    assert machine.tree() == {"1": {}}
    assert machine.current == snapshots[0]
    assert machine.line() == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.read(0, 5) == b"0123\0"
    machine.revert(snapshots[0])
    assert machine.read(0, 5) == b"0\0\0\0\0"


@pytest.mark.parametrize("on", [False, True])
def test_all(three: Any, on: bool) -> None:
    """The VM reads as before, from its base disk."""
    machine, _ = three
    if on:
        machine.run("PowerOnVM_Task")
    machine.run("RemoveAllSnapshots_Task")
    assert machine.tree() is None
    assert machine.read(0, 5) == b"0123\0"
    assert [name for name in machine.files() if not name.endswith((".vswp", ".log", ".nvram"))] == NO_SNAPSHOTS
    machine.write(0, b"x")


def test_all_of_none(machine: Machine) -> None:
    """Nothing happens."""
    before = picture(machine.client)
    machine.run("RemoveAllSnapshots_Task")
    assert picture(machine.client) == before


def test_a_branch(machine: Machine) -> None:
    """One that the VM does not go on from: its files go, nothing else changes."""
    first = machine.take("1")
    machine.write(0, b"a")
    second = machine.take("2")
    machine.revert(first)
    machine.write(0, b"b")
    third = machine.take("3")
    machine.remove(second)
    assert machine.tree() == {"1": {"3": {}}}
    assert machine.line(of=third) == ["vm1-000003.vmdk", "vm1.vmdk"]
    assert machine.read(0, 1) == b"b"
    assert not any("000001" in name for name in machine.files())


def test_the_root_of_two_branches(machine: Machine) -> None:
    """Its disk stays as long as both need it, and is put together when one is left."""
    first = machine.take("1")
    machine.write(0, b"a")
    second = machine.take("2")
    machine.revert(first)
    machine.write(1, b"b")
    third = machine.take("3")
    machine.remove(first)
    assert machine.tree() == {"2": {}, "3": {}}
    assert machine.line(of=second) == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.read(0, 2) == b"\0b"
    machine.remove(second)
    assert machine.tree() == {"3": {}}
    assert machine.line(of=third) == ["vm1.vmdk"]
    assert machine.read(0, 2) == b"\0b"
    machine.run("RemoveAllSnapshots_Task")
    assert machine.files() == NO_SNAPSHOTS
    assert machine.read(0, 2) == b"\0b"


def test_a_disk_that_the_vm_no_longer_has(machine: Machine) -> None:
    """The base disk of a snapshot that goes stays as a file; its deltas don't."""
    machine.take("1")
    machine.take("2")
    reconfigure(machine.client, machine.vm, remove(machine.device()))
    machine.run("RemoveAllSnapshots_Task")
    assert "vm1.vmdk" in machine.files()
    assert not any(name.startswith("vm1-000001") for name in machine.files())


def test_gone(machine: Machine) -> None:
    """A snapshot that was removed is no object any more."""
    snapshot = machine.take()
    machine.remove(snapshot)
    with pytest.raises(Faulted) as caught:
        machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
    assert caught.value.name == "ManagedObjectNotFound"


def test_destroying_the_vm(three: Any) -> None:
    """All files and objects go."""
    machine, snapshots = three
    machine.revert(snapshots[0])
    machine.take("4")
    machine.run("Destroy_Task")
    assert files(machine.client) == []
    assert machine.client.host.inventory.count("VirtualMachineSnapshot") == 0


def test_unregistering_the_vm(three: Any) -> None:
    """All files stay."""
    machine, _ = three
    before = machine.files()
    machine.client.call(machine.vm, "UnregisterVM")
    assert machine.files() == before
    assert machine.client.host.inventory.count("VirtualMachineSnapshot") == 0


def test_a_base_that_others_use_stays(machine: Machine) -> None:
    """A VM on a delta of another's disk takes only its own files along."""
    client = machine.client
    snapshot = machine.take()
    volume = client.host.volumes.get("datastore1")
    other = Machine(client, name="other")
    link = chains.chain(client.host.volumes, volume, "vm1/vm1.vmdk")[0]
    create_delta(link, volume, "other/linked.vmdk", "0" * 32)
    spec = vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation.edit,
        device=other.device().replace(
            backing=vim.VirtualDiskFlatVer2BackingInfo(fileName="[datastore1] other/linked.vmdk", diskMode="persistent"),
        ),
    )
    reconfigure(client, other.vm, spec)
    assert other.line() == ["linked.vmdk", "vm1.vmdk"]
    linked = other.take()
    other.remove(linked)
    assert other.line() == ["linked.vmdk", "vm1.vmdk"]
    other.run("Destroy_Task")
    assert "vm1-flat.vmdk" in machine.files()
    machine.revert(snapshot)


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("on", [False, True])
def test_any_failing_write_changes_nothing(
    three: Any, monkeypatch: pytest.MonkeyPatch, number: int, on: bool,
) -> None:
    """The n-th time that something is written: content, files, locks and inventory are as before."""
    machine, snapshots = three
    if on:
        machine.run("PowerOnVM_Task")
    before = _picture(machine)
    machine.break_write(monkeypatch, number, ("write_file", "open_in_place"), [(chains.Layer, "write")])
    assert machine.fails(None, "RemoveAllSnapshots_Task") == "CannotAccessFile"
    monkeypatch.undo()
    assert _picture(machine) == before
    assert machine.read(0, 5) == b"0123\0"
    for index, snapshot in enumerate(snapshots):
        machine.revert(snapshot)
        assert machine.read(0, 5) == b"0123"[: index + 1].ljust(5, b"\0")


def _picture(machine: Machine) -> dict[str, Any]:
    return {key: value for key, value in picture(machine.client).items() if not key.endswith("free")}


def test_no_room(machine: Machine) -> None:
    """NoDiskSpace before anything is touched."""
    client = machine.client
    machine = Machine(client, make(client, "thin", controller(), disk(thinProvisioned=True, kb=8192)))
    machine.write(0, b"x" * 1000)
    snapshot = machine.take()
    machine.write(0, b"y" * (4 << 20))
    volume = client.host.volumes.get("datastore1")
    volume.capacity = volume.used + (1 << 20)
    before = picture(client)
    assert machine.fails(snapshot, "RemoveSnapshot_Task", removeChildren=False) == "NoDiskSpace"
    assert picture(client) == before


def test_files_that_cannot_be_deleted_stay(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The snapshot is removed nevertheless, and the log tells of them."""
    snapshot = machine.take()
    volume = machine.client.host.volumes.get("datastore1")

    def broken(*_: Any, **__: Any) -> None:
        raise CannotAccessFile("[datastore1] x", "broken")

    monkeypatch.setattr(volume, "delete_files", broken)
    with warned() as told:
        machine.remove(snapshot)
    assert len(told) == 2
    assert machine.tree() is None


class TestInAThread:
    """Much content is put together in a thread."""

    @pytest.fixture
    def threads(self, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        """Work for threads, which waits here until a test lets it run."""
        waiting: list[Any] = []

        def later(work: Any) -> Any:
            ended: Any = Deferred()
            waiting.append((work, ended))
            return ended

        monkeypatch.setattr(AtOnce, "run", staticmethod(later))
        monkeypatch.setattr(removing, "SMALL", 0)
        return waiting

    @staticmethod
    def run(waiting: list[Any]) -> None:
        """Let one piece of work run."""
        work, ended = waiting.pop(0)
        try:
            result = work()
        except StorageError:
            ended.errback(Failure())
        else:
            ended.callback(result)

    def state(self, machine: Machine, task: Any) -> str:
        """The state of a task, or its error."""
        info = machine.client.get(task, "info")
        return type(info.error.fault).__name__ if info.error else str(info.state)

    def test_it_waits(self, machine: Machine, threads: list[Any]) -> None:
        """Nothing has changed meanwhile, and nothing else can be done to the VM."""
        machine.write(0, b"a")
        snapshot = machine.take()
        machine.write(1, b"b")
        before = machine.get("snapshot")
        task = machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
        assert self.state(machine, task) == "running"
        assert machine.get("snapshot") == before
        assert machine.fails(None, "PowerOnVM_Task") == "TaskInProgress"
        assert machine.fails(snapshot, "RevertToSnapshot_Task") == "TaskInProgress"
        with pytest.raises(Faulted) as caught:
            machine.client.call(snapshot, "RenameSnapshot", name="x")
        assert caught.value.name == "TaskInProgress"
        self.run(threads)
        assert self.state(machine, task) == "success"
        assert machine.read(0, 2) == b"ab"
        assert machine.line() == ["vm1.vmdk"]

    def test_the_guest_writes_meanwhile(self, machine: Machine, threads: list[Any]) -> None:
        """Nothing of it is lost."""
        machine.run("PowerOnVM_Task")
        snapshot = machine.take()
        machine.write(0, b"early")
        task = machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
        work, ended = threads.pop(0)
        work()
        machine.write(100_000, b"late")
        ended.callback(None)
        assert self.state(machine, task) == "success"
        assert (machine.read(0, 5), machine.read(100_000, 4)) == (b"early", b"late")

    def test_the_guest_stops_meanwhile(self, root: Client, threads: list[Any]) -> None:
        """The VM is off, holds nothing, and has its content."""
        machine = Machine(root)
        machine.run("PowerOnVM_Task")
        snapshot = machine.take()
        machine.write(0, b"x")
        task = root.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
        power: Any = root.host.object(machine.vm)
        power.guest_power_off()
        self.run(threads)
        assert self.state(machine, task) == "success"
        assert machine.power == "poweredOff"
        assert root.host.volumes.get("datastore1").lock_owners == ()
        assert machine.read(0, 1) == b"x"

    def test_a_failing_thread(self, machine: Machine, threads: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        """The fault of what went wrong; nothing has changed."""
        machine.write(0, b"a")
        snapshot = machine.take()
        machine.write(0, b"b")
        before = _picture(machine)
        task = machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)

        def broken(*_: Any) -> None:
            raise CannotAccessFile("[datastore1] x", "broken")

        monkeypatch.setattr(chains.Layer, "write", broken)
        self.run(threads)
        assert self.state(machine, task) == "CannotAccessFile"
        assert _picture(machine) == before

    def test_the_host_stops(self, machine: Machine, threads: list[Any]) -> None:
        """The thread is waited for, and what it did is taken back."""
        machine.write(0, b"a")
        snapshot = machine.take()
        machine.write(0, b"b" * 4_000_000)
        machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
        work, _ = threads.pop(0)
        ended: list[BaseException] = []

        def run() -> None:
            try:
                work()
            except CopyCancelled as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        machine.client.host.stop()
        thread.join()
        volume = machine.client.host.volumes.get("datastore1")
        found = chains.read(machine.client.host.volumes, volume, "vm1/vm1.vmdk", 0, 2)
        assert found == b"a\0"


@needs_qemu_img
def test_qemu_img_reads_the_chains(three: Any, tmp_path: Path) -> None:
    """What qemu-img converts is what the VM and its snapshots hold."""
    machine, snapshots = three
    machine.remove(snapshots[0])
    volume = machine.client.host.volumes.get("datastore1")
    for of, wanted in ((None, b"0123"), (snapshots[1], b"01"), (snapshots[2], b"012")):
        path = volume.resolve(f"vm1/{machine.line(of=of)[0]}")
        subprocess.run(["qemu-img", "convert", "-O", "raw", path, tmp_path / "raw"], check=True)
        assert (tmp_path / "raw").read_bytes() == wanted.ljust(4096 * 1024, b"\0")
