"""Snapshots of a VM that is registered again."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from failures import warned
from snapshot_rig import Machine
from vms import FOLDER, reconfigure


@pytest.fixture
def machine(root: Client) -> Machine:
    """A VM with two snapshots, of which it goes on from the first."""
    machine = Machine(root)
    reconfigure(root, machine.vm, annotation="then")
    machine.run("PowerOnVM_Task")
    machine.write(0, b"0")
    first = machine.take("first", description="of\ntwo", memory=True)
    machine.write(0, b"1")
    machine.take("second")
    machine.revert(first)
    machine.run("PowerOffVM_Task")
    machine.write(1, b"2")
    reconfigure(root, machine.vm, annotation="now")
    return machine


def again(machine: Machine) -> Machine:
    """The VM taken off the inventory and registered again."""
    client = machine.client
    client.call(machine.vm, "UnregisterVM")
    vm = client.task(FOLDER, "RegisterVM_Task", path="[datastore1] vm1/vm1.vmx", asTemplate=False)
    return Machine(client, vm)


def test_the_tree_and_the_disks(machine: Machine) -> None:
    """All is as it was, under the new VM's name."""
    before = machine.get("snapshot")
    found = again(machine)
    after = found.get("snapshot")
    assert after.currentSnapshot.value == f"{found.vm.value}-snapshot-1"
    assert found.tree() == {"first": {"second": {}}}

    def facts(tree: Any) -> Any:
        return (tree.id, tree.name, tree.description, tree.createTime, tree.state, tree.quiesced,
                [facts(each) for each in tree.childSnapshotList])

    assert [facts(tree) for tree in after.rootSnapshotList] == [facts(tree) for tree in before.rootSnapshotList]
    first, second = found.get("rootSnapshot").items[0], after.rootSnapshotList[0].childSnapshotList[0].snapshot
    assert found.line(of=first) == ["vm1.vmdk"]
    assert found.line(of=second) == ["vm1-000001.vmdk", "vm1.vmdk"]
    assert found.read(0, 2) == b"02"
    assert (found.get("config.annotation", first), found.get("config.annotation", second)) == ("then", "then")
    assert len(found.get("layoutEx.snapshot").items) == 2
    assert "RemoveAllSnapshots_Task" not in found.get("disabledMethod").items
    found.revert(second)
    assert found.read(0, 2) == b"1\0"
    found.revert(first)
    assert found.power == "poweredOn"
    found.run("RemoveAllSnapshots_Task")
    assert found.read(0, 2) == b"0\0"
    assert found.take().value.endswith("-snapshot-3")


def test_a_vm_without_snapshots(root: Client) -> None:
    """Nothing is entered."""
    found = again(Machine(root))
    assert found.tree() is None
    root.host.volumes.get("datastore1").delete_file("vm1/vm1.vmsd")
    assert again(found).tree() is None


def test_a_list_that_cannot_be_read(machine: Machine) -> None:
    """The log tells; the VM has no snapshots, and the file stays."""
    machine.client.host.volumes.get("datastore1").write_file("vm1/vm1.vmsd", b"\xff\xff no list")
    with warned() as told:
        found = again(machine)
    assert len(told) == 1
    assert found.tree() is None
    assert found.client.host.volumes.get("datastore1").read_file("vm1/vm1.vmsd") == b"\xff\xff no list"


def test_a_state_that_cannot_be_read(machine: Machine) -> None:
    """The snapshot is there with its disks, and with the VM's own settings."""
    machine.client.host.volumes.get("datastore1").delete_file("vm1/vm1-Snapshot2.vmsn")
    with warned() as told:
        found = again(machine)
    assert len(told) == 1
    second = found.get("snapshot").rootSnapshotList[0].childSnapshotList[0].snapshot
    assert found.line(of=second) == ["vm1-000001.vmdk", "vm1.vmdk"]


def test_a_disk_that_is_gone(machine: Machine) -> None:
    """The snapshot is there; going back to it is not possible, removing it is."""
    volume = machine.client.host.volumes.get("datastore1")
    volume.delete_files(["vm1/vm1-000001.vmdk", "vm1/vm1-000001-delta.vmdk"])
    with warned() as told:
        found = again(machine)
    assert len(told) == 1
    assert found.tree() == {"first": {"second": {}}}
    found.run("RemoveAllSnapshots_Task")
    assert found.read(0, 2) == b"02"
