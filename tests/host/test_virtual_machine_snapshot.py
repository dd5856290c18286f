"""The VirtualMachineSnapshot object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from snapshot_rig import Machine
from twisted.internet.task import Clock
from vms import FOLDER, POOL, Slow, make_usual, picture, spec

from fakeesx.host.esx import Esx


@pytest.fixture
def machine(root: Client) -> Machine:
    """A usual VM, off."""
    return Machine(root)


def test_properties(machine: Machine) -> None:
    """The configuration at that time, and the snapshots taken on it."""
    first = machine.take()
    second = machine.take()
    found = machine.client.get(first, "config", "childSnapshot")
    assert found["childSnapshot"].items == (second,)
    assert found["config"].name == "vm1"


def test_rename(machine: Machine) -> None:
    """Name, description, or both; in the tree and in the list."""
    snapshot = machine.take("old", description="text")
    machine.client.call(snapshot, "RenameSnapshot", name="new")
    (tree,) = machine.get("snapshot").rootSnapshotList
    assert (tree.name, tree.description) == ("new", "text")
    machine.client.call(snapshot, "RenameSnapshot", description="other")
    (tree,) = machine.get("snapshot").rootSnapshotList
    assert (tree.name, tree.description) == ("new", "other")
    assert 'snapshot0.displayName = "new"' in machine.text("vm1.vmsd")
    assert 'snapshot0.description = "other"' in machine.text("vm1.vmsd")
    machine.client.call(snapshot, "RenameSnapshot")


@pytest.mark.parametrize("name", ["", "x" * 81, "a\tb"])
def test_bad_names(machine: Machine, name: str) -> None:
    """InvalidName, and nothing has changed."""
    snapshot = machine.take()
    before = picture(machine.client)
    with pytest.raises(Faulted) as caught:
        machine.client.call(snapshot, "RenameSnapshot", name=name)
    assert caught.value.name == "InvalidName"
    assert picture(machine.client) == before


def test_rename_without_room(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault of the file; nothing has changed."""
    snapshot = machine.take()
    volume = machine.client.host.volumes.get("datastore1")
    before = picture(machine.client)
    monkeypatch.setattr(volume, "capacity", 0)
    with pytest.raises(Faulted) as caught:
        machine.client.call(snapshot, "RenameSnapshot", description="x" * 5000)
    assert caught.value.name == "NoDiskSpace"
    monkeypatch.undo()
    assert picture(machine.client) == before


def test_tasks_are_the_vms(machine: Machine) -> None:
    """Their ids and what they are about (seen on hosts: scripts look for them in the VM's list)."""
    snapshot = machine.take()
    task = machine.client.call(snapshot, "RemoveSnapshot_Task", removeChildren=False)
    info = machine.client.get(task, "info")
    assert task.value.startswith(f"haTask-{snapshot.value}-vim.vm.Snapshot.remove-")
    assert (info.name, info.descriptionId) == ("RemoveSnapshot_Task", "vm.Snapshot.remove")
    assert (info.entity, info.entityName) == (machine.vm, "vm1")
    assert task in machine.get("recentTask").items


def test_one_at_a_time(root: Client, make_host: Callable[..., Esx], clock: Clock) -> None:
    """TaskInProgress for the VM and for all of its snapshots; what is gone when its turn comes has gone."""
    client = Client(make_host(task_seconds=lambda _: 2.0)).login()
    slow = Slow(client, clock, 2.0)
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    arguments = {"name": "a", "memory": False, "quiesce": False}
    first = slow.run(vm, "CreateSnapshot_Task", **arguments)
    second = slow.run(vm, "CreateSnapshot_Task", **arguments)
    task = client.call(first, "RemoveSnapshot_Task", removeChildren=True)
    for of, name, values in (
        (vm, "CreateSnapshot_Task", arguments), (second, "RevertToSnapshot_Task", {}), (vm, "RemoveAllSnapshots_Task", {}),
        (vm, "PowerOnVM_Task", {}),
    ):
        assert slow.state(client.call(of, name, **values)) == "TaskInProgress"
    with pytest.raises(Faulted) as caught:
        client.call(second, "RenameSnapshot", name="x")
    assert caught.value.name == "TaskInProgress"
    slow.wait()
    assert slow.state(task) == "success"
    assert client.host.inventory.count("VirtualMachineSnapshot") == 0


def test_the_free_licence(make_host: Callable[..., Esx]) -> None:
    """Nothing of it (RestrictedVersion)."""
    client = Client(make_host(license="free", vms=1)).login()
    (vm,) = client.get("ha-folder-vm", "childEntity").items
    for name, arguments in (
        ("CreateSnapshot_Task", {"name": "a", "memory": False, "quiesce": False}), ("RemoveAllSnapshots_Task", {}),
        ("RevertToCurrentSnapshot_Task", {}),
    ):
        with pytest.raises(Faulted) as caught:
            client.call(vm, name, **arguments)
        assert caught.value.name == "RestrictedVersion"


def test_privileges(machine: Machine) -> None:
    """A user who may look only is refused."""
    client, snapshot = machine.client, machine.take()
    client.host.add_user("guest", "secret", -2)
    other = Client(client.host).login("guest", "secret")
    assert other.get(snapshot, "config").name == "vm1"
    for of, name, arguments in (
        (machine.vm, "CreateSnapshot_Task", {"name": "a", "memory": False, "quiesce": False}),
        (snapshot, "RemoveSnapshot_Task", {"removeChildren": False}), (snapshot, "RevertToSnapshot_Task", {}),
        (snapshot, "RenameSnapshot", {"name": "x"}),
    ):
        with pytest.raises(Faulted) as caught:
            other.call(of, name, **arguments)
        assert caught.value.name == "NoPermission"


def test_two_vms(root: Client) -> None:
    """Each has its own snapshots and its own disks."""
    one, two = Machine(root), Machine(root, make_usual(root, "vm2"))
    one.take("a")
    snapshot: Any = two.take("b")
    assert snapshot.value == f"{two.vm.value}-snapshot-1"
    one.run("RemoveAllSnapshots_Task")
    assert (one.tree(), two.tree()) == (None, {"b": {}})
    assert two.line() == ["vm2-000001.vmdk", "vm2.vmdk"]
