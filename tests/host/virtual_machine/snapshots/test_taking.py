"""Taking snapshots."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk, edit
from snapshot_rig import Machine
from vms import TOOLS, files, make, picture, reconfigure

from fakeesx.schema import vim
from fakeesx.storage.vmsn import read_config

MIB = 1 << 20


@pytest.fixture
def machine(root: Client) -> Machine:
    """A usual VM, off."""
    return Machine(root)


def test_a_snapshot_of_a_vm_that_is_off(machine: Machine) -> None:
    """Its reference, its place in the tree, its configuration, the new disk."""
    before = machine.get("config")
    snapshot = machine.take("first", description="of all")
    assert (snapshot.type, snapshot.value) == ("VirtualMachineSnapshot", f"{machine.vm.value}-snapshot-1")
    info = machine.get("snapshot")
    assert info.currentSnapshot == snapshot
    (tree,) = info.rootSnapshotList
    assert (tree.snapshot, tree.vm, tree.name, tree.description) == (snapshot, machine.vm, "first", "of all")
    assert (tree.id, str(tree.state), tree.quiesced, tree.replaySupported) == (1, "poweredOff", False, False)
    assert tree.createTime == machine.client.host.now()
    assert machine.get("rootSnapshot").items == (snapshot,)
    assert machine.get("config", snapshot) == before
    assert machine.line() == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.line(of=snapshot) == ["vm1.vmdk"]
    assert machine.get("config.changeVersion") > before.changeVersion


def test_the_files(machine: Machine) -> None:
    """List, state, delta; the configuration names the delta."""
    machine.take("a")
    assert machine.files() == [
        "vm1-000001-delta.vmdk", "vm1-000001.vmdk", "vm1-Snapshot1.vmsn", "vm1-flat.vmdk", "vm1.vmdk", "vm1.vmsd", "vm1.vmx",
        "vm1.vmxf",
    ]  # fmt: skip
    assert "vm1-000001.vmdk" in machine.text("vm1.vmx")
    listed = machine.text("vm1.vmsd").splitlines()
    assert 'snapshot0.filename = "vm1-Snapshot1.vmsn"' in listed
    assert 'snapshot0.disk0.fileName = "vm1.vmdk"' in listed
    assert 'snapshot0.disk0.node = "scsi0:0"' in listed
    assert 'snapshot.current = "1"' in listed
    kept = read_config(machine.client.host.volumes.get("datastore1"), "vm1/vm1-Snapshot1.vmsn")
    assert kept["scsi0:0.fileName"] == "vm1.vmdk"


def test_one_upon_the_other(machine: Machine) -> None:
    """A chain of disks; each snapshot shows its children."""
    first, second = machine.take("a"), machine.take("b")
    assert machine.tree() == {"a": {"b": {}}}
    assert machine.line() == ["vm1-000002.vmdk", "vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.line(of=second) == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.get("childSnapshot", first).items == (second,)
    assert machine.get("childSnapshot", second).items == ()
    assert machine.current == second


def test_layout_and_storage(machine: Machine) -> None:
    """Whole chains, the base disk first; the snapshot's files; what it takes."""
    snapshot = machine.take()
    layout, extended = machine.get("layout"), machine.get("layoutEx")
    paths = ["[datastore1] vm1/vm1.vmdk", "[datastore1] vm1/vm1-000001.vmdk"]
    assert [list(each.diskFile) for each in layout.disk] == [paths]
    (shown,) = layout.snapshot
    assert (shown.key, list(shown.snapshotFile)) == (snapshot, ["vm1-Snapshot1.vmsn", paths[0]])
    names = {file.key: file.name for file in extended.file}
    assert len(set(names.values())) == len(names)
    assert [[names[key].rpartition("/")[2] for key in unit.fileKey] for unit in extended.disk[0].chain] == [
        ["vm1.vmdk", "vm1-flat.vmdk"], ["vm1-000001.vmdk", "vm1-000001-delta.vmdk"],
    ]
    (shown,) = extended.snapshot
    assert (shown.key, names[shown.dataKey]) == (snapshot, "[datastore1] vm1/vm1-Snapshot1.vmsn")
    assert [len(each.chain) for each in shown.disk] == [1]
    (usage,) = machine.get("storage.perDatastoreUsage").items
    assert usage.committed == sum(file.size for file in extended.file) == machine.get("summary.storage.committed")
    assert usage.uncommitted >= 4 * MIB


def test_free_space_follows(machine: Machine) -> None:
    """Of the datastore, with the memory that goes to it."""
    datastore = machine.get("datastore").items[0]
    machine.run("PowerOnVM_Task")
    before = machine.get("summary.freeSpace", datastore)
    machine.take(memory=True)
    memory = machine.get("config.hardware.memoryMB") * MIB
    assert before - memory - MIB < machine.get("summary.freeSpace", datastore) <= before - memory


def test_disabled_methods(machine: Machine) -> None:
    """Going back and removing are possible with a snapshot only."""
    names = {"RevertToCurrentSnapshot_Task", "RemoveAllSnapshots_Task"}
    assert names <= set(machine.get("disabledMethod").items)
    machine.take()
    assert not names & set(machine.get("disabledMethod").items)


@pytest.mark.parametrize("memory", [True, False])
def test_of_a_running_vm(machine: Machine, memory: bool) -> None:
    """With memory its state is kept, without it the snapshot is one of a VM that is off (vendor documentation)."""
    machine.run("PowerOnVM_Task")
    machine.write(0, b"before")
    snapshot = machine.take(memory=memory)
    tree = machine.get("snapshot").rootSnapshotList[0]
    assert str(tree.state) == ("poweredOn" if memory else "poweredOff")
    assert machine.power == "poweredOn"
    size = machine.client.host.volumes.get("datastore1").stat("vm1/vm1-Snapshot1.vmsn").size
    assert (size > machine.get("config.hardware.memoryMB") * MIB) == memory
    assert ('snapshot0.type = "1"' in machine.text("vm1.vmsd")) == memory
    machine.write(0, b"after.")
    assert machine.read(0, 6) == b"after."
    assert machine.line(of=snapshot) == ["vm1.vmdk"]


def test_locks_of_a_running_vm(machine: Machine) -> None:
    """It writes to the delta alone; others may read the base."""
    machine.run("PowerOnVM_Task")
    machine.take()
    volume = machine.client.host.volumes.get("datastore1")
    for name in ("vm1.vmdk", "vm1-flat.vmdk", "vm1-000001.vmdk", "vm1-000001-delta.vmdk"):
        assert volume.locked_by(f"vm1/{name}") == (machine.owner,)
    volume.open_read("vm1/vm1-flat.vmdk").close()
    machine.run("PowerOffVM_Task")
    assert volume.lock_owners == ()


@pytest.mark.parametrize(("extra", "memory", "on", "quiesced"), [
    (TOOLS, False, True, True), (TOOLS, True, True, False), (TOOLS, False, False, False), ({}, False, True, False),
])  # fmt: skip
def test_quiesced(root: Client, extra: dict[str, Any], memory: bool, on: bool, quiesced: bool) -> None:
    """Where Tools run and no memory is taken; else the wish is not heeded (vendor documentation)."""
    machine = Machine(root, extra=extra)
    if on:
        machine.run("PowerOnVM_Task")
    machine.take(memory=memory, quiesce=True)
    assert machine.get("snapshot").rootSnapshotList[0].quiesced is quiesced


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\nb"])
def test_bad_names(machine: Machine, name: str) -> None:
    """InvalidName, and nothing has changed."""
    before = picture(machine.client)
    assert machine.fails(None, "CreateSnapshot_Task", name=name, memory=False, quiesce=False) == "InvalidName"
    assert picture(machine.client) == before


def test_names_as_they_come(machine: Machine) -> None:
    """Any characters; two may have the same."""
    machine.take('a/b%"|ü')
    machine.take('a/b%"|ü')
    assert machine.tree() == {'a/b%"|ü': {'a/b%"|ü': {}}}


@pytest.mark.parametrize("mode", ["independent_persistent", "independent_nonpersistent"])
def test_independent_disks_are_left_alone(root: Client, mode: str) -> None:
    """They keep their file; with the memory of a running VM they are refused."""
    vm = make(root, "vm1", controller(), disk(unit=0), disk(unit=1, diskMode=mode))
    machine = Machine(root, vm)
    machine.take(memory=True)
    assert machine.line(2000) == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert machine.line(2001) == ["vm1_1.vmdk"]
    machine.run("PowerOnVM_Task")
    before = picture(root)
    fault = machine.fails(None, "CreateSnapshot_Task", name="a", memory=True, quiesce=False)
    assert fault == "MemorySnapshotOnIndependentDisk"
    assert picture(root) == before
    machine.take()


def test_deltas_are_named_after_their_disks(root: Client) -> None:
    """Each disk has its own numbers."""
    vm = make(root, "vm1", controller(), disk(unit=0), disk(unit=1))
    machine = Machine(root, vm)
    machine.take()
    machine.take()
    assert machine.line(2001) == ["vm1_1-000002.vmdk", "vm1_1-000001.vmdk", "vm1_1.vmdk"]


def test_a_shared_bus(root: Client) -> None:
    """SnapshotIncompatibleDeviceInVm: other VMs write to such disks as well."""
    shared = vim.VirtualLsiLogicController(key=-101, busNumber=0, sharedBus=vim.VirtualSCSISharing.virtualSharing)
    machine = Machine(root, make(root, "vm1", shared, disk()))
    with pytest.raises(Faulted) as caught:
        machine.take()
    assert caught.value.name == "SnapshotIncompatibleDeviceInVm"
    assert type(caught.value.fault.fault.fault).__name__ == "SharedBusControllerNotSupported"


def test_no_more_than_32_levels(machine: Machine) -> None:
    """TooManySnapshotLevels."""
    first = machine.take()
    for _ in range(31):
        machine.take()
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=False, quiesce=False) == "TooManySnapshotLevels"
    machine.revert(first)
    machine.take()


def test_a_suspended_vm(machine: Machine) -> None:
    """Once; a second one would be the same (vendor documentation of SnapshotNoChange)."""
    machine.run("PowerOnVM_Task")
    machine.run("SuspendVM_Task")
    machine.take()
    assert str(machine.get("snapshot").rootSnapshotList[0].state) == "suspended"
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=False, quiesce=False) == "SnapshotNoChange"
    machine.run("PowerOnVM_Task")
    machine.take()


@pytest.mark.parametrize(("flag", "fault"), [("snapshotDisabled", "SnapshotDisabled"), ("snapshotLocked", "SnapshotLocked")])
def test_flags(machine: Machine, flag: str, fault: str) -> None:
    """What the VM's flags forbid."""
    snapshot = machine.take()
    reconfigure(machine.client, machine.vm, flags=vim.VirtualMachineFlagInfo(**{flag: True}))
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=False, quiesce=False) == fault
    if flag == "snapshotLocked":
        assert machine.fails(snapshot, "RevertToSnapshot_Task") == fault
        assert machine.fails(snapshot, "RemoveSnapshot_Task", removeChildren=False) == fault


@pytest.mark.parametrize("number", range(1, 12))
@pytest.mark.parametrize("on", [True, False])
def test_any_failing_write_leaves_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, number: int, on: bool,
) -> None:
    """The n-th file that can't be written: neither files, nor locks, nor inventory have changed."""
    if on:
        machine.run("PowerOnVM_Task")
    before = picture(machine.client)
    calls = machine.break_write(monkeypatch, number)
    try:
        fault = machine.fails(None, "CreateSnapshot_Task", name="a", memory=True, quiesce=False)
    except AssertionError:
        assert number > len(calls) >= 5
        return
    monkeypatch.undo()
    assert fault == "CannotAccessFile"
    assert picture(machine.client) == before


def test_no_room_for_the_memory(machine: Machine) -> None:
    """NoDiskSpace, and nothing is left."""
    machine.run("PowerOnVM_Task")
    volume = machine.client.host.volumes.get("datastore1")
    volume.capacity = volume.used + 10 * MIB
    before = picture(machine.client)
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=True, quiesce=False) == "NoDiskSpace"
    assert picture(machine.client) == before


def test_a_disk_without_its_file(machine: Machine) -> None:
    """FileNotFound."""
    machine.client.host.volumes.get("datastore1").delete_file("vm1/vm1.vmdk")
    before = picture(machine.client)
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=False, quiesce=False) == "FileNotFound"
    assert picture(machine.client) == before


def test_files_of_an_earlier_life_stay(machine: Machine) -> None:
    """A state file that is there is not written over: the number goes on."""
    machine.client.host.volumes.get("datastore1").write_file("vm1/vm1-Snapshot1.vmsn", b"old")
    assert machine.take().value.endswith("-snapshot-2")
    assert machine.text("vm1-Snapshot1.vmsn") == "old"


def test_growing_is_refused(machine: Machine) -> None:
    """A disk with snapshots keeps its size and its mode; shares can change."""
    machine.take()
    before = picture(machine.client)
    device = machine.device()
    for change in (
        {"capacityInKB": 8192}, {"backing": device.backing.replace(diskMode="independent_persistent")},
    ):
        with pytest.raises(Faulted) as caught:
            reconfigure(machine.client, machine.vm, edit(device.replace(**change)))
        assert caught.value.name == "InvalidDeviceSpec"
        assert picture(machine.client) == before
    high = vim.SharesInfo(shares=0, level=vim.SharesLevel.high)
    reconfigure(machine.client, machine.vm, edit(device.replace(shares=high)))
    assert machine.line() == ["vm1-000001.vmdk", "vm1.vmdk"]


def test_another_directory(machine: Machine) -> None:
    """``files.snapshotDirectory``: states and deltas go there, and leave it empty in the end."""
    client, volume = machine.client, machine.client.host.volumes.get("datastore1")
    reconfigure(client, machine.vm, files=vim.VirtualMachineFileInfo(snapshotDirectory="[datastore1] snaps"))
    before = picture(client)
    assert machine.fails(None, "CreateSnapshot_Task", name="a", memory=False, quiesce=False) == "FileNotFound"
    assert picture(client) == before
    volume.mkdir("snaps")
    first = machine.take()
    machine.write(0, b"x")
    assert [each.name for each in volume.listing("snaps")] == [
        "vm1-000001-delta.vmdk", "vm1-000001.vmdk", "vm1-Snapshot1.vmsn",
    ]
    assert 'fileName = "vm1.vmdk"' in machine.text("vm1.vmsd")
    assert f'filename = "/vmfs/volumes/{volume.uuid}/snaps/vm1-Snapshot1.vmsn"' in machine.text("vm1.vmsd")
    machine.take()
    machine.remove(first)
    assert machine.read(0, 1) == b"x"
    machine.run("Destroy_Task")
    assert files(client) == []
