"""Machines whose disks are deltas on one disk that they share: what each writes, and what becomes of what they share."""

from __future__ import annotations

import random
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk, remove
from lives import Life
from snapshot_rig import Machine
from vms import FOLDER, POOL, files, make, picture, reconfigure

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains

BASE = "[datastore1] cache/base.vmdk"
SIZE = 4 << 20
OF_BASE = ["cache/base-flat.vmdk", "cache/base.vmdk"]


def make_base(client: Client, name: str = BASE) -> None:
    """A disk that no machine has, with something in it."""
    volume, path = client.host.volumes.resolve(name)
    volume.mkdir(path.rpartition("/")[0])
    spec = vim.FileBackedVirtualDiskSpec(diskType="thick", adapterType="lsiLogic", capacityKb=SIZE >> 10)
    client.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name=name, spec=spec)
    write(client, name, 0, b"base")


def linked(parent: str = BASE, name: str = "", **values: Any) -> vim.VirtualDisk:
    """A disk as a client asks for it that wants a delta."""
    backing = vim.VirtualDiskFlatVer2BackingInfo(fileName=parent, diskMode="persistent")
    return disk(kb=0, name=name, **{"parent": backing, **values})


def clone(client: Client, name: str, parent: str = BASE, file: str = "") -> Machine:
    """A machine with such a disk."""
    return Machine(client, make(client, name, controller(), linked(parent, file)))


def write(client: Client, name: str, offset: int, data: bytes) -> None:
    """Write to a disk that no machine has."""
    chains.write(client.host.volumes, *client.host.volumes.resolve(name), offset, data, random.Random(3))


def read(client: Client, name: str = BASE, length: int = 16, owner: str | None = None) -> bytes:
    """Read a disk."""
    return chains.read(client.host.volumes, *client.host.volumes.resolve(name), 0, length, owner=owner)


@pytest.fixture
def base(root: Client) -> Client:
    """A client, and the disk."""
    make_base(root)
    return root


def test_two_at_once(base: Client) -> None:
    """Each sees what it and the base hold; what is shared stays to the byte, and is locked against writing meanwhile."""
    volume = base.host.volumes.get("datastore1")
    before = [volume.read_file(path, limit=SIZE) for path in OF_BASE]
    one, two = clone(base, "one"), clone(base, "two")
    for machine, word in ((one, b"1111"), (two, b"2222")):
        machine.run("PowerOnVM_Task")
        machine.write(4, word)
    assert (one.read(0, 12), two.read(0, 12)) == (b"base1111\0\0\0\0", b"base2222\0\0\0\0")
    assert [volume.read_file(path, limit=SIZE) for path in OF_BASE] == before
    for name, arguments in (("DeleteVirtualDisk_Task", {}), ("ExtendVirtualDisk_Task", {"newCapacityKb": 8192}),
                            ("MoveVirtualDisk_Task", {"destName": "[datastore1] b.vmdk"})):
        argument = "sourceName" if "Move" in name else "name"
        with pytest.raises(Faulted, match="FileLocked"):
            base.task("ha-vdiskmanager", name, **{argument: BASE}, **arguments)
    two.run("PowerOffVM_Task")
    one.run("PowerOffVM_Task")
    assert volume.lock_owners == ()


def test_files(base: Client) -> None:
    """Beside the machine a descriptor, which names its parent in full, and a -delta extent; the ``.vmx`` names the first."""
    one = clone(base, "one")
    volume = base.host.volumes.get("datastore1")
    assert files(base, "one") == [f"one/one{end}" for end in ("-delta.vmdk", ".vmdk", ".vmsd", ".vmx", ".vmxf")]
    descriptor = volume.read_file("one/one.vmdk").decode()
    assert f'parentFileNameHint="/vmfs/volumes/{volume.uuid}/cache/base.vmdk"' in descriptor
    assert 'createType="vmfsSparse"' in descriptor
    assert 'scsi0:0.fileName = "one.vmdk"' in volume.read_file("one/one.vmx").decode()
    assert one.get("layout").disk[0].diskFile == (BASE, "[datastore1] one/one.vmdk")
    shown = {file.key: file.name for file in one.get("layoutEx").file}
    (line,) = one.get("layoutEx").disk
    assert [[shown[key] for key in unit.fileKey] for unit in line.chain] == [
        [BASE, "[datastore1] cache/base-flat.vmdk"],
        ["[datastore1] one/one.vmdk", "[datastore1] one/one-delta.vmdk"],
    ]


def test_parent_beside_it(base: Client) -> None:
    """Is named by its name alone."""
    clone(base, "one", file="[datastore1] cache/child.vmdk")
    text = base.host.volumes.get("datastore1").read_file("cache/child.vmdk").decode()
    assert 'parentFileNameHint="base.vmdk"' in text


def test_parent_that_a_machine_writes_to(base: Client) -> None:
    """FileLocked while it runs, and nothing is left; when it is off the delta is made, and the other then breaks it."""
    owner = Machine(base, make(base, "owner", controller(), vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation.add, device=disk(name=BASE),
    )))
    other = Machine(base, make(base, "other", controller()))
    owner.run("PowerOnVM_Task")
    before = {key: value for key, value in picture(base).items() if "event" not in key}
    with pytest.raises(Faulted, match="FileLocked"):
        clone(base, "one")
    with pytest.raises(Faulted, match="FileLocked"):
        reconfigure(base, other.vm, linked(controller=1000))
    assert {key: value for key, value in picture(base).items() if "event" not in key} == before
    owner.run("PowerOffVM_Task")
    one = clone(base, "one")
    one.run("PowerOnVM_Task")
    assert owner.fails(None, "PowerOnVM_Task") == "FileLocked"
    one.run("PowerOffVM_Task")
    owner.write(0, b"else")
    assert one.fails(None, "PowerOnVM_Task") == "CannotAccessFile"


@pytest.mark.parametrize(("name", "arguments", "fault"), [
    ("DeleteVirtualDisk_Task", {"name": BASE}, "FileNotFound"),
    ("MoveVirtualDisk_Task", {"sourceName": BASE, "destName": "[datastore1] moved.vmdk"}, "FileNotFound"),
    ("ExtendVirtualDisk_Task", {"name": BASE, "newCapacityKb": 8192}, "CannotAccessFile"),
])  # fmt: skip
def test_base_that_goes(base: Client, name: str, arguments: dict[str, Any], fault: str) -> None:
    """A host does not know what is based on a disk that nobody holds: it does as it is told, and the deltas are broken."""
    one = clone(base, "one")
    base.task("ha-vdiskmanager", name, **arguments)
    assert one.fails(None, "PowerOnVM_Task") == fault


def test_running_machine_gets_one(base: Client) -> None:
    """It is locked from then on, and so is what it is based on; all is let go when it is taken out."""
    machine = Machine(base, make(base, "one", controller()))
    machine.run("PowerOnVM_Task")
    reconfigure(base, machine.vm, linked(controller=1000))
    machine.write(0, b"hot ")
    assert read(base) == b"base".ljust(16, b"\0")
    with pytest.raises(Faulted, match="FileLocked"):
        base.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)
    reconfigure(base, machine.vm, remove(machine.device(), "destroy"))
    assert files(base, "cache") == OF_BASE
    base.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)


def test_two_disks_on_one_base(base: Client) -> None:
    """Of a machine that runs: one is taken out, and the base stays locked for the other."""
    machine = Machine(base, make(base, "one", controller(), linked(), linked(unit=1)))
    machine.run("PowerOnVM_Task")
    reconfigure(base, machine.vm, remove(machine.device(2001), "destroy"))
    with pytest.raises(Faulted, match="FileLocked"):
        base.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)
    assert machine.read(0, 4) == b"base"


def test_snapshots(base: Client) -> None:
    """Taken, written on, gone back to and removed: what comes together is the machine's own, and never the base."""
    one, two = clone(base, "one"), clone(base, "two")
    one.run("PowerOnVM_Task")
    two.run("PowerOnVM_Task")
    one.write(4, b"1111")
    first = one.take("first")
    one.write(8, b"more")
    second = one.take("second")
    one.write(12, b"last")
    assert one.line() == ["one-000002.vmdk", "one-000001.vmdk", "one.vmdk", "base.vmdk"]
    one.revert(second)
    assert one.read(0, 16) == b"base1111more\0\0\0\0"
    one.remove(first)
    one.remove(second)
    assert one.line() == ["one.vmdk", "base.vmdk"]
    assert one.read(0, 16) == b"base1111more\0\0\0\0"
    assert (read(base), two.read(0, 4)) == (b"base".ljust(16, b"\0"), b"base")
    assert [name for name in files(base, "one") if name.endswith(".vmdk")] == ["one/one-delta.vmdk", "one/one.vmdk"]


def test_going_back_to_before_there_was_a_disk(base: Client) -> None:
    """Its files stay, as those of any disk: they are no snapshot's."""
    machine = Machine(base, make(base, "one", controller()))
    snapshot = machine.take()
    reconfigure(base, machine.vm, linked(controller=1000))
    machine.revert(snapshot)
    assert [name for name in files(base, "one") if name.endswith(".vmdk")] == ["one/one-delta.vmdk", "one/one.vmdk"]


def test_snapshot_whose_delta_lost_its_extent(base: Client) -> None:
    """Is not removed: FileNotFound, as for any file that is not there."""
    machine = Machine(base, make(base, "one", controller(), disk(kb=4096)))
    snapshot = machine.take()
    base.task("ha-nfc-file-manager", "DeleteDatastoreFile_Task", name="[datastore1] one/one-000001-delta.vmdk")
    assert machine.fails(snapshot, "RemoveSnapshot_Task", removeChildren=False) == "FileNotFound"


def test_disk_frozen_by_anothers_snapshot(base: Client) -> None:
    """While the clone runs the snapshot is not removed, since that would write to what both are based on."""
    owner = Machine(base, make(base, "owner", controller(), disk(kb=4096)))
    snapshot = owner.take()
    frozen = owner.device().backing.parent.fileName
    one = clone(base, "one", frozen)
    owner.write(0, b"owner")
    one.run("PowerOnVM_Task")
    assert owner.fails(snapshot, "RemoveSnapshot_Task", removeChildren=False) == "FileLocked"
    assert owner.read(0, 5) == b"owner"
    one.write(8, b"one")
    assert one.read(0, 11) == bytes(8) + b"one"
    one.run("PowerOffVM_Task")
    owner.remove(snapshot)
    assert one.fails(None, "PowerOnVM_Task") == "CannotAccessFile"


def test_going_back_to_before_there_was_a_disk_on_a_frozen_one(base: Client) -> None:
    """Its files stay, too, with what is in them: only what the snapshot made itself is deleted."""
    machine = Machine(base, make(base, "one", controller(), disk(kb=4096)))
    snapshot = machine.take()
    machine.write(0, b"lost")
    reconfigure(base, machine.vm, linked("[datastore1] one/one.vmdk", unit=1, controller=1000))
    machine.write(0, b"kept", 2001)
    name = machine.device(2001).backing.fileName
    machine.revert(snapshot)
    assert read(base, name, 4) == b"kept"
    assert [each for each in files(base, "one") if each.endswith("-delta.vmdk")] == [
        "one/one-000002-delta.vmdk", "one/one_1-delta.vmdk",
    ]


@pytest.mark.parametrize("with_snapshots", [False, True])
def test_destroyed(base: Client, with_snapshots: bool) -> None:
    """All that is the machine's goes; the base stays, whether others need it or not."""
    one, two = clone(base, "one"), clone(base, "two")
    for machine in (one, two):
        if with_snapshots:
            first = machine.take("first")
            machine.take("second")
            machine.revert(first)
            machine.take("third")
            machine.remove(first)
        machine.run("Destroy_Task")
    assert files(base) == OF_BASE


def test_destroyed_after_registering_again(base: Client) -> None:
    """Deltas that a removed snapshot left between others are the machine's own then, too: they are in its directory."""
    one = clone(base, "one")
    first = one.take("first")
    one.take("second")
    one.revert(first)
    one.take("third")
    one.remove(first)
    base.call(one.vm, "UnregisterVM")
    again = base.task(FOLDER, "RegisterVM_Task", path="[datastore1] one/one.vmx", asTemplate=False, pool=POOL)
    assert Machine(base, again).line()[-2:] == ["one.vmdk", "base.vmdk"]
    base.task(again, "Destroy_Task")
    assert files(base) == OF_BASE


def test_copy(base: Client) -> None:
    """Is whole, and stands alone."""
    one = clone(base, "one")
    one.write(4, b"1111")
    source, target = "[datastore1] one/one.vmdk", "[datastore1] copy.vmdk"
    base.task("ha-vdiskmanager", "CopyVirtualDisk_Task", sourceName=source, destName=target)
    one.run("Destroy_Task")
    base.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)
    assert read(base, target, 12) == b"base1111\0\0\0\0"


def test_base_on_another_datastore(host: Esx, root: Client) -> None:
    """Is named in full, is among the machine's datastores, and keeps its datastore from being taken away."""
    system = ManagedObjectReference("HostDatastoreSystem", "ha-datastoresystem")
    other = root.call(system, "CreateNasDatastore", spec=vim.HostNasVolumeSpec(
        remoteHost="nas.example", remotePath="/images", localPath="other", accessMode=vim.HostMountMode.readWrite,
    ))
    make_base(root, "[other] cache/base.vmdk")
    one = clone(root, "one", "[other] cache/base.vmdk")
    assert other in one.get("datastore").items
    assert [pair.name for pair in one.get("config").datastoreUrl] == ["datastore1", "other"]
    text = host.volumes.get("datastore1").read_file("one/one.vmdk").decode()
    assert f'parentFileNameHint="/vmfs/volumes/{host.volumes.get("other").uuid}/cache/base.vmdk"' in text
    one.take()
    assert other in one.get("datastore").items
    with pytest.raises(Faulted, match="ResourceInUse"):
        root.call(system, "RemoveDatastore", datastore=other)


def test_checkpoint(base: Client) -> None:
    """What was written to a clone since is gone, and the locks are as they were."""
    one = clone(base, "one")
    one.run("PowerOnVM_Task")
    one.write(0, b"then")
    base.host.checkpoints.take("then")
    one.write(0, b"now!")
    one.take()
    one.run("PowerOffVM_Task")
    base.host.checkpoints.restore("then")
    assert (one.read(0, 4), one.line(), read(base, length=4)) == (b"then", ["one.vmdk", "base.vmdk"], b"base")
    with pytest.raises(Faulted, match="FileLocked"):
        base.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)


def test_after_the_hosts_restart(tmp_path: Any) -> None:
    """Kept in a folder: the clone runs on, reads and locks as before."""
    life = Life(tmp_path / "state")
    client = life.login()
    make_base(client)
    one = clone(client, "one")
    one.run("PowerOnVM_Task")
    one.write(4, b"1111")
    life.settle()
    life = life.again(life.kill())
    client = life.login()
    one = Machine(client, one.vm)
    assert (one.line(), one.read(0, 8), one.power) == (["one.vmdk", "base.vmdk"], b"base1111", "poweredOn")
    with pytest.raises(Faulted, match="FileLocked"):
        client.task("ha-vdiskmanager", "DeleteVirtualDisk_Task", name=BASE)
    life.stop()
