"""Datastores get other names: one truth wherever a datastore is named."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import cdrom, controller, disk
from hypothesis import given
from hypothesis import strategies as st
from unchanged import unchanged
from vms import make, make_usual, reconfigure
from watching import Watch, of

from fakeesx.host.virtual_machine.paths import renamed
from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.storage.vmfiles import read_vmx

SYSTEM = "ha-datastoresystem"
HOST = ManagedObjectReference("HostSystem", "ha-host")


@pytest.fixture
def store(root: Client) -> ManagedObjectReference:
    """The default datastore."""
    return root.host.datastores.ref("datastore1")


def texts(value: Any) -> list[str]:
    """All texts in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Array):
        value = value.items
    if isinstance(value, tuple | list):
        return [text for each in value for text in texts(each)]
    if isinstance(value, DataObject):
        return [text for _, part in value.items() for text in texts(part)]
    return []


def naming(root: Client, name: str) -> set[str]:
    """Objects, tasks and events apart, in whose properties a name stands by itself or in a path."""
    return {
        f"{node.ref.value}.{key}" for node in root.host.inventory.nodes() if node.ref.type not in ("Task", "EventManager")
        for key, value in node.values.items() for text in texts(value) if text == name or f"[{name}]" in text
    }


@pytest.mark.parametrize("method", ["RenameDatastore", "Rename_Task"])
def test_renamed(root: Client, store: ManagedObjectReference, method: str) -> None:
    """Nothing names it as before; its reference, its place and its files stay."""
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    known = naming(root, "datastore1")
    (root.task if method.endswith("_Task") else root.call)(store, method, newName="fast disk")
    assert naming(root, "datastore1") == set()
    assert naming(root, "fast disk") == known
    assert root.host.datastores.ref("fast disk") == store
    event = root.get("ha-eventmgr", "latestEvent")
    assert (type(event).__name__, event.oldName, event.newName) == (
        "DatastoreRenamedOnHostEvent", "datastore1", "fast disk",
    )
    assert root.get(vm, "config.files.vmPathName").startswith("[fast disk] ")
    assert [pair.name for pair in root.get(vm, "config.datastoreUrl").items] == ["fast disk"]
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "Destroy_Task")
    assert root.host.volumes.get("fast disk").listing() == []


def test_vms_go_on(root: Client, store: ManagedObjectReference) -> None:
    """One that runs when its datastore is renamed is reconfigured, stopped, started, registered again."""
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    root.call(store, "RenameDatastore", newName="new")
    assert root.host.volumes.get("new").lock_owners == (f"vm-{vm.value}",)
    root.task(vm, "PowerOffVM_Task")
    assert root.host.volumes.get("new").lock_owners == ()
    reconfigure(root, vm, disk(controller=1000, unit=1), annotation="more")
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "ResetVM_Task")
    datacenter = ManagedObjectReference("Datacenter", "ha-datacenter")
    path = root.get(vm, "config.files.vmPathName")
    assert root.call("ha-searchindex", "FindByDatastorePath", datacenter=datacenter, path=path) == vm


def test_the_configuration_file_names_it_too(root: Client, store: ManagedObjectReference) -> None:
    """A disk in another directory than the VM's is found after the rename."""
    vm = make(root, "vm1", controller(), disk(name="[datastore1] else/where.vmdk"))
    root.call(store, "RenameDatastore", newName="new")
    vmx = read_vmx(root.host.volumes.get("new"), "vm1/vm1.vmx")
    path = vmx.get("scsi0:0.fileName")
    assert path is not None
    assert root.host.volumes.resolve_mount(path)[1] == "else/where.vmdk"
    root.task(vm, "PowerOnVM_Task")


def test_a_vm_elsewhere_with_a_file_on_it(root: Client, store: ManagedObjectReference) -> None:
    """The image in a drive of a VM on another datastore, and the drive's summary."""
    nas = vim.HostNasVolumeSpec(remoteHost="nas", remotePath="/x", localPath="iso", accessMode="readWrite")
    ref = root.call(SYSTEM, "CreateNasDatastore", spec=nas)
    root.host.volumes.get("iso").write_file("a.iso", b"")
    vm = make(root, "vm1", cdrom(backing=vim.VirtualCdromIsoBackingInfo(fileName="[iso] a.iso", datastore=ref)))
    text = "[iso] is not a path here"
    reconfigure(root, vm, annotation=text)
    root.call(ref, "RenameDatastore", newName="images")
    drive = next(each for each in root.get(vm, "config").hardware.device if isinstance(each, vim.VirtualCdrom))
    assert (drive.backing.fileName, drive.deviceInfo.summary) == ("[images] a.iso", "ISO [images] a.iso")
    assert root.get(vm, "config").annotation == text
    assert root.get(vm, "config.files.vmPathName").startswith("[datastore1] ")
    assert sorted(pair.name for pair in root.get(vm, "config.datastoreUrl").items) == ["datastore1", "images"]


def test_those_who_wait_hear(root: Client, store: ManagedObjectReference) -> None:
    """The datastore, its volume on the host, the VM's paths."""
    vm = make_usual(root)
    watch = Watch(
        root, of(store, "name", "summary.name", "info.name"), of(HOST, "config.fileSystemVolume"),
        of(vm, "config.files.vmPathName", "layout.disk", "summary.config.vmPathName", "config.datastoreUrl"),
    )
    watch.check()
    root.call(store, "RenameDatastore", newName="new")
    told = {(moid, name) for _, moid, changes in watch.check() for _, name, _ in changes}
    assert told == {
        (store.value, "name"), (store.value, "summary.name"), (store.value, "info.name"),
        ("ha-host", "config.fileSystemVolume"), (vm.value, "config.files.vmPathName"), (vm.value, "layout.disk"),
        (vm.value, "summary.config.vmPathName"), (vm.value, "config.datastoreUrl"),
    }


@pytest.mark.parametrize("method", ["RenameDatastore", "Rename_Task"])
@pytest.mark.parametrize(
    ("name", "fault"),
    [("", "InvalidName"), ("a/b", "InvalidName"), ("a\\b", "InvalidName"), ("[a]", "InvalidName"), ("x" * 43, "InvalidName"),
     ("..", "InvalidName"), (" ", "InvalidName"), ("other", "DuplicateName")],
)
def test_refused(root: Client, store: ManagedObjectReference, method: str, name: str, fault: str) -> None:
    """Characters, length, a name that another has: nothing has changed."""
    nas = vim.HostNasVolumeSpec(remoteHost="nas", remotePath="/x", localPath="other", accessMode="readWrite")
    root.call(SYSTEM, "CreateNasDatastore", spec=nas)
    make_usual(root)
    with unchanged(root.host), pytest.raises(Faulted) as caught:
        (root.task if method.endswith("_Task") else root.call)(store, method, newName=name)
    assert caught.value.name == fault


def test_its_own_name(root: Client, store: ManagedObjectReference) -> None:
    """Is no change."""
    with unchanged(root.host):
        root.call(store, "RenameDatastore", newName="datastore1")


def test_longest_names(root: Client, store: ManagedObjectReference) -> None:
    """42 characters of any script."""
    name = "\u00fc \u4e2d" + "x" * 39
    root.call(store, "RenameDatastore", newName=name)
    root.call("ha-nfc-file-manager", "MakeDirectory", name=f"[{name}] a")
    assert root.host.volumes.get(name).exists("a")


def test_a_configuration_that_can_not_be_written(root: Client, store: ManagedObjectReference) -> None:
    """All is as before: names, paths, the files of other VMs."""
    for number in (1, 2):
        make(root, f"vm{number}", controller(), disk(name=f"[datastore1] else{number}/where.vmdk"))
    volume = root.host.volumes.get("datastore1")
    (volume.root / "vm2/vm2.vmx").unlink()
    (volume.root / "vm2/vm2.vmx").mkdir()
    with unchanged(root.host), pytest.raises(Faulted, match="CannotAccessFile"):
        root.call(store, "RenameDatastore", newName="new")


def test_the_service_console_keeps_its_datastore(root: Client, store: ManagedObjectReference) -> None:
    """Its disk is there; under another name, too."""
    root.call(store, "RenameDatastore", newName="new")
    for target, method in ((store, "DestroyDatastore"), (SYSTEM, "RemoveDatastore")):
        with unchanged(root.host), pytest.raises(Faulted, match="ResourceInUse"):
            root.call(target, method, **({"datastore": store} if target == SYSTEM else {}))
    assert root.get("storageSystem", "systemFile").items[0].startswith("[new] ")
    assert root.get("ha-host", "config.systemFile") == root.get("storageSystem", "systemFile")


def test_destroyed(esxi: Client) -> None:
    """Destroy_Task and DestroyDatastore do what RemoveDatastore does."""
    root = esxi
    store = root.host.datastores.ref("datastore1")
    vm = make_usual(root)
    with unchanged(root.host), pytest.raises(Faulted, match="ResourceInUse"):
        root.task(store, "Destroy_Task")
    root.task(vm, "Destroy_Task")
    root.task(store, "Destroy_Task")
    assert not root.get("ha-host", "datastore").items
    with pytest.raises(Faulted, match="InvalidDatastore"):
        root.call("ha-nfc-file-manager", "MakeDirectory", name="[datastore1] a")


@given(st.text(max_size=8), st.text(max_size=8))
def test_only_paths_are_renamed(annotation: str, file: str) -> None:
    """Other texts stay, whatever they look like; the way back gives the same."""
    config = vim.VirtualMachineFileInfo(vmPathName=f"[old] {file}", logDirectory=f"[older] {file}")
    option = vim.OptionValue(key="fileName", value=f"[old] {annotation}")
    changed = renamed((config, option), "old", "new")
    assert changed[0].vmPathName == f"[new] {file}"
    assert changed[0].logDirectory == f"[older] {file}"
    assert changed[1] is option
    assert renamed(changed, "new", "old") == (config, option)
