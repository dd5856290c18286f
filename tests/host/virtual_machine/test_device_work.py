"""The file work of a change of devices: done in order, and taken back when a later part fails."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import pytest
from calling import Client
from vms import files, make

from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, FileWork, lock_disks
from fakeesx.host.virtual_machine.devices import (
    AttachDisk,
    CreateDisk,
    CreateFile,
    DestroyDisk,
    DetachDisk,
    ExtendDisk,
    Operation,
    Outcome,
)
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileAlreadyExists, FileLocked, FileNotFound, StorageError

UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"
CONTENT = "8480078affb030dea9450e9cfffffffe"


def create(name: str, kb: int = 1024, replace: bool = False, thin: bool = False) -> CreateDisk:
    return CreateDisk(f"[datastore1] {name}", kb, thin, False, "lsiLogic", UUID, CONTENT, replace)


@pytest.fixture
def volume(root: Client) -> Datastore:
    """A datastore with one disk, ``d/old.vmdk``."""
    volume = root.host.volumes.get("datastore1")
    volume.mkdir("d")
    vmdk.create_disk(volume, "d/old.vmdk", 1 << 20, thin=False, adapter="ide", uuid=UUID)
    return volume


def state(client: Client, volume: Datastore) -> Any:
    """Files, their content, their locks, directories, space."""
    found = {path: (volume.read_file(path), volume.locked_by(path)) for path in files(client)}
    return found, sorted(each.path for each in volume.listing("")), volume.free_space, volume.uncommitted


def work(client: Client, *operations: Operation, running: bool = False) -> None:
    """Do it all; when it fails, it is taken back."""
    with ExitStack() as undo:
        job = FileWork(client.host, Outcome((), operations), undo, "vm-1", running)
        job.begin()
        job.finish()
        undo.pop_all()


def test_everything(root: Client, volume: Datastore) -> None:
    """Made, extended, deleted; directories that are missing are made."""
    work(root, create("new/deep/a.vmdk"), create("d/thin.vmdk", thin=True), ExtendDisk("[datastore1] d/old.vmdk", 2048),
         CreateFile("[datastore1] d/a.flp", 1474560))
    assert set(files(root)) == {
        "new/deep/a.vmdk", "new/deep/a-flat.vmdk", "d/thin.vmdk", "d/thin-flat.vmdk", "d/old.vmdk", "d/old-flat.vmdk",
        "d/a.flp",
    }
    assert vmdk.read_descriptor(volume, "d/old.vmdk").capacity == 2 << 20
    assert volume.stat("d/old-flat.vmdk").size == 2 << 20
    assert volume.stat("d/a.flp").size == 1474560
    work(root, DestroyDisk("[datastore1] d/old.vmdk"))
    assert "d/old.vmdk" not in files(root)


FAILING: list[tuple[type[StorageError], list[Operation]]] = [
    (FileAlreadyExists, [create("new/a.vmdk"), ExtendDisk("[datastore1] d/old.vmdk", 2048), create("d/old.vmdk")]),
    (FileAlreadyExists, [create("d/old.vmdk", replace=True), create("d/b.vmdk"), create("d/b.vmdk")]),
    (FileNotFound, [
        CreateFile("[datastore1] d/a.flp", 9), create("x/y/z.vmdk"), ExtendDisk("[datastore1] d/no.vmdk", 2048),
    ]),
    (FileNotFound, [create("d/b.vmdk"), DestroyDisk("[datastore1] d/no.vmdk")]),
    (FileLocked, [create("d/b.vmdk"), AttachDisk("[datastore1] d/old.vmdk"), AttachDisk("[datastore1] d/held.vmdk")]),
    (FileLocked, [create("d/b.vmdk"), create("d/old.vmdk", replace=True), DestroyDisk("[datastore1] d/held.vmdk")]),
]


@pytest.mark.parametrize(("error", "operations"), FAILING, ids=[f"{e.__name__}-{n}" for n, (e, _) in enumerate(FAILING)])
@pytest.mark.parametrize("running", [False, True], ids=["off", "on"])
def test_an_error_leaves_all_as_it_was(
    root: Client, volume: Datastore, error: type[StorageError], operations: list[Operation], running: bool,
) -> None:
    """Files, content, locks, directories and free space."""
    vmdk.create_disk(volume, "d/held.vmdk", 1 << 20, thin=False, adapter="ide", uuid=UUID)
    volume.lock("d/held-flat.vmdk", "somebody")
    before = state(root, volume)
    if error is FileLocked and not running and isinstance(operations[-1], AttachDisk):
        work(root, *operations)  # a VM that is off locks nothing
        return
    with pytest.raises(error):
        work(root, *operations, running=running)
    assert state(root, volume) == before


def test_replacing(root: Client, volume: Datastore) -> None:
    """The old disk is away only when all else is done."""
    with ExitStack() as undo:
        job = FileWork(root.host, Outcome((), (create("d/old.vmdk", kb=4096, replace=True),)), undo)
        job.begin()
        assert len(files(root)) == 4
        job.finish()
        undo.pop_all()
    assert files(root) == ["d/old-flat.vmdk", "d/old.vmdk"]
    assert volume.stat("d/old-flat.vmdk").size == 4 << 20
    work(root, create("d/fresh.vmdk", replace=True))
    assert "d/fresh.vmdk" in files(root)


def test_locks_of_a_vm_that_runs(root: Client, volume: Datastore) -> None:
    """What comes is locked, what goes is free; a VM that is off has no locks."""
    work(root, create("d/a.vmdk"), AttachDisk("[datastore1] d/old.vmdk"), running=True)
    assert volume.locked_by("d/a-flat.vmdk") == volume.locked_by("d/old-flat.vmdk") == ("vm-1",)
    work(root, DetachDisk("[datastore1] d/old.vmdk"), running=True)
    assert volume.locked_by("d/old-flat.vmdk") == ()
    work(root, create("d/b.vmdk"))
    assert volume.locked_by("d/b-flat.vmdk") == ()


def test_locking_all_disks(root: Client, volume: Datastore) -> None:
    """At power on; a second time changes nothing; what is missing or held is an error."""
    backing = vim.VirtualDiskFlatVer2BackingInfo(fileName="[datastore1] d/old.vmdk")
    devices = [vim.VirtualDisk(key=2000, capacityInKB=1, backing=backing)]
    lock_disks(root.host, devices, "me")
    lock_disks(root.host, devices, "me")
    assert volume.locked_by("d/old-flat.vmdk") == ("me",)
    with pytest.raises(FileLocked):
        lock_disks(root.host, devices, "you")
    volume.unlock("me")
    volume.delete_file("d/old.vmdk")
    with pytest.raises(FileNotFound):
        lock_disks(root.host, devices, "me")


def test_what_devices_ask(root: Client, volume: Datastore) -> None:
    """The environment answers from the host: datastores, networks, disks, files, addresses."""
    vm = make(root)
    home = root.host.inventory.node(vm).private.home
    environment = DeviceEnvironment(root.host, volume, home, UUID, "vmx-07", vm=vm)
    store = root.get(vm, "datastore").items[0]
    assert (environment.home, environment.stem) == ("[datastore1] vm1", "vm1")
    assert (environment.datastore("datastore1"), environment.datastore("no")) == (store, None)
    assert environment.datastore_name(store) == "datastore1"
    assert environment.datastore_name(vim.ManagedObjectReference("Datastore", "no")) is None
    assert environment.network("VM Network") is not None
    assert environment.network("no") is None
    found = environment.disk("[datastore1] d/old.vmdk")
    assert found is not None
    assert (found.capacity_kb, found.thin, found.adapter) == (1024, False, "ide")
    assert environment.disk("[datastore1] d/no.vmdk") is environment.disk("[no] a.vmdk") is None
    assert environment.file_exists("[datastore1] d/old.vmdk")
    assert not environment.file_exists("[no] x")
    assert environment.largest_file("datastore1") > 1 << 30
    assert not environment.mac_in_use("00:50:56:00:00:01")
    assert environment.new_disk_uuid().startswith("6000C29")
    assert environment.new_content_id().endswith("fffffffe")
    assert isinstance(environment.host_devices("cdrom"), tuple)
