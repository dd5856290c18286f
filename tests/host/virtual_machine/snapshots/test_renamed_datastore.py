"""Snapshots of a VM whose datastore gets another name, or whose directory is copied."""

from __future__ import annotations

import pytest
from calling import Client
from snapshot_rig import Machine

from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def machine(root: Client) -> Machine:
    """A usual VM that runs, with two snapshots, the first with memory."""
    machine = Machine(root)
    machine.run("PowerOnVM_Task")
    machine.take("a", memory=True)
    machine.take("b")
    return machine


def test_another_name(root: Client, machine: Machine) -> None:
    """All files of the snapshots are found under the new name: going back and removing work, and nothing is left."""
    (a, b) = machine.get("rootSnapshot").items[0], machine.current
    root.call(root.host.datastores.ref("datastore1"), "RenameDatastore", newName="new")
    assert all(file.name.startswith("[new] ") for file in machine.get("layoutEx").file)
    machine.revert(a)
    assert machine.power == "poweredOn"
    machine.remove(b)
    machine.run("RemoveAllSnapshots_Task")
    _, names = root.host.volumes.get("new").names("vm1")
    assert not [name for name in names if "Snapshot" in name or "-0000" in name]


def test_a_copy_stands_alone(root: Client, machine: Machine) -> None:
    """A VM's files name each other without their directory: registered, a copy of it has disks and snapshots of its own."""
    machine.run("PowerOffVM_Task")
    copying = {"sourceName": "[datastore1] vm1", "destinationName": "[datastore1] copy"}
    root.task("ha-nfc-file-manager", "CopyDatastoreFile_Task", **copying)
    vm: ManagedObjectReference = root.task(
        "ha-folder-vm", "RegisterVM_Task", path="[datastore1] copy/vm1.vmx", name="copy", asTemplate=False,
    )
    copy = Machine(root, vm)
    names = [file.name for file in copy.get("layoutEx").file]
    assert names
    assert all(name.startswith("[datastore1] copy/") for name in names)
    assert copy.tree() == {"a": {"b": {}}}
    root.task(machine.vm, "Destroy_Task")
    copy.remove(copy.current)
    assert copy.tree() == {"a": {}}
