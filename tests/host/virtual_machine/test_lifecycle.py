"""Renaming, unregistering, destroying, looking again."""

from __future__ import annotations

import pytest
from calling import Client, Faulted
from device_rig import add, controller, disk, nic
from vms import FOLDER, HOST, POOL, files, make, make_usual, picture, reconfigure

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A usual VM, off."""
    return make_usual(root)


def gone(client: Client, vm: ManagedObjectReference) -> bool:
    """Whether nothing of a VM is left in the inventory."""
    lists = [client.get(FOLDER, "childEntity").items]
    lists += [client.get(owner, "vm").items for owner in (HOST, POOL)]
    lists += [node.get("vm") for kind in ("Datastore", "Network") for node in client.host.inventory.of_type(kind)]
    browser = f"{vm.value}-envmgr"
    return not any(vm in each for each in lists) and client.host.inventory.find(browser) is None


@pytest.mark.parametrize("state", ["off", "on", "suspended"])
def test_rename(root: Client, vm: ManagedObjectReference, state: str) -> None:
    """In any state; files keep their names."""
    before = files(root)
    if state != "off":
        root.task(vm, "PowerOnVM_Task")
    if state == "suspended":
        root.task(vm, "SuspendVM_Task")
    root.task(vm, "Rename_Task", newName="new/name")
    assert set(root.get(vm, "name", "config.name", "summary.config.name").values()) == {"new%2fname"}
    assert set(before) <= set(files(root))
    assert b'displayName = "new/name"' in root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")


@pytest.mark.parametrize(("name", "fault"), [
    ("", "InvalidName"), ("x" * 81, "InvalidName"), ("other", "DuplicateName"), ("vm1", "DuplicateName"),
])  # fmt: skip
def test_bad_names(root: Client, vm: ManagedObjectReference, name: str, fault: str) -> None:
    """The fault, and nothing changed."""
    make(root, "other")
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, "Rename_Task", newName=name)
    assert caught.value.name == fault
    assert picture(root) == before


def test_duplicates_name_the_other(root: Client, vm: ManagedObjectReference) -> None:
    """DuplicateName says who has the name."""
    other = make(root, "other")
    with pytest.raises(Faulted) as caught:
        root.task(vm, "Rename_Task", newName="other")
    assert (caught.value.fault.name, caught.value.fault.object) == ("other", other)


def test_unregister(root: Client, vm: ManagedObjectReference) -> None:
    """The VM goes, its files stay, its name is free."""
    before = files(root)
    root.call(vm, "UnregisterVM")
    assert gone(root, vm)
    assert files(root) == before
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(vm, "UnregisterVM")
    assert make(root, "vm1") != vm


def test_destroy(root: Client, vm: ManagedObjectReference) -> None:
    """The VM goes with all its files; the space is free again."""
    store = root.get(vm, "datastore").items[0]
    free = root.get(store, "summary.freeSpace")
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "Destroy_Task")
    assert gone(root, vm)
    assert files(root) == []
    assert not root.host.volumes.get("datastore1").exists("vm1")
    assert root.get(store, "summary.freeSpace") > free


def test_destroying_leaves_what_is_of_others(root: Client, vm: ManagedObjectReference) -> None:
    """A file that somebody put into the directory stays, and so does the directory."""
    root.host.volumes.get("datastore1").write_file("vm1/notes.txt", b"mine")
    root.task(vm, "Destroy_Task")
    assert files(root) == ["vm1/notes.txt"]


def test_destroying_takes_disks_elsewhere(root: Client) -> None:
    """All disks of the VM go, wherever they are; one whose file is gone already is no hindrance."""
    volume = root.host.volumes.get("datastore1")
    volume.mkdir("disks")
    vm = make(root, "vm1", controller(), disk(name="[datastore1] disks/a.vmdk"), disk(unit=1))
    volume.delete_file("vm1/vm1.vmdk")
    volume.delete_file("vm1/vm1-flat.vmdk")
    root.task(vm, "Destroy_Task")
    assert files(root) == []


@pytest.mark.parametrize("name", ["UnregisterVM", "Destroy_Task"])
def test_not_while_it_runs(root: Client, vm: ManagedObjectReference, name: str) -> None:
    """InvalidPowerState, and nothing changed."""
    root.task(vm, "PowerOnVM_Task")
    before = picture(root)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        (root.task if name.endswith("_Task") else root.call)(vm, name)
    assert picture(root) == before


def test_a_suspended_vm_can_go(root: Client, vm: ManagedObjectReference) -> None:
    """Suspended is not running."""
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "SuspendVM_Task")
    root.task(vm, "Destroy_Task")
    assert gone(root, vm)
    assert files(root) == []


def test_destroying_what_somebody_holds(root: Client, vm: ManagedObjectReference) -> None:
    """A locked file: FileLocked, and the VM with all its files is still there."""
    root.host.volumes.get("datastore1").lock("vm1/vm1.vmx", "somebody")
    before = picture(root)
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(vm, "Destroy_Task")
    assert picture(root) == before


def test_reload_looks_again(root: Client, vm: ManagedObjectReference) -> None:
    """What somebody did to the files shows after Reload."""
    root.host.volumes.get("datastore1").delete_file("vm1/vm1.vmsd")
    assert "snapshotList" in [file.type for file in root.get(vm, "layoutEx.file").items]
    root.call(vm, "Reload")
    assert "snapshotList" not in [file.type for file in root.get(vm, "layoutEx.file").items]
    assert root.get(vm, "layout.configFile").items == ("vm1.vmxf",)


def test_events(root: Client, vm: ManagedObjectReference) -> None:
    """Renamed, reconfigured, removed."""
    root.task(vm, "Rename_Task", newName="b")
    reconfigure(root, vm, nic(key=-5))
    root.task(vm, "Destroy_Task")
    events = [type(e).__name__ for e in root.host.events.history.events if e.vm is not None]
    assert events == ["VmCreatedEvent", "VmRenamedEvent", "VmReconfiguredEvent", "VmRemovedEvent"]


def test_shared_disk(root: Client, vm: ManagedObjectReference) -> None:
    """A disk attached to a second VM goes with the first that is destroyed; the second does not start any more."""
    other = make(root, "other", controller(), add(disk(name="[datastore1] vm1/vm1.vmdk")))
    root.task(vm, "Destroy_Task")
    with pytest.raises(Faulted, match="FileNotFound"):
        root.task(other, "PowerOnVM_Task")
    assert root.get(other, "runtime.powerState") == "poweredOff"
    assert isinstance(root.get(other, "config.hardware.device[2000]"), vim.VirtualDisk)
