"""Virtual disks of every kind: made, copied into each other, grown, filled, shrunk; what runs, fails or is cancelled."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from held import Held
from vms import files

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.disk_kinds import DiskKind, kind_of

DISKS = "ha-vdiskmanager"
DISK, COPY = "[datastore1] vm/disk.vmdk", "[datastore1] vm/copy.vmdk"
MIB = 1 << 20
KINDS = [str(kind) for kind in DiskKind]
CREATE_TYPES = {
    "thin": "vmfs", "thick": "vmfs", "eagerZeroedThick": "vmfs", "flatMonolithic": "monolithicFlat",
    "sparseMonolithic": "monolithicSparse", "thick2Gb": "twoGbMaxExtentFlat", "sparse2Gb": "twoGbMaxExtentSparse",
}
needs_qemu_img = pytest.mark.skipif(
    shutil.which("qemu-img") is None, reason="qemu-img is missing (Debian: apt-get install qemu-utils)"
)


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The datastore, with a directory."""
    store = host.volumes.get("datastore1")
    store.mkdir("vm")
    return store


def spec(type: str, mib: int = 8, adapter: str = "lsiLogic") -> vim.FileBackedVirtualDiskSpec:
    return vim.FileBackedVirtualDiskSpec(diskType=type, adapterType=adapter, capacityKb=mib << 10)


def create(client: Client, type: str = "thin", mib: int = 8, name: str = DISK) -> None:
    """Make the disk."""
    client.task(DISKS, "CreateVirtualDisk_Task", name=name, spec=spec(type, mib))


def run(client: Client, what: str, name: str = DISK, **values: Any) -> Any:
    """Run a task of a disk."""
    return client.task(DISKS, f"{what}VirtualDisk_Task", name=name, **values)


def copy(client: Client, type: str, adapter: str = "ide", source: str = DISK, to: str = COPY) -> Any:
    """Copy the disk into another kind."""
    wanted = vim.VirtualDiskSpec(diskType=type, adapterType=adapter)
    return client.task(DISKS, "CopyVirtualDisk_Task", sourceName=source, destName=to, destSpec=wanted)


def fill(store: Datastore, content: bytes, path: str = "vm/disk-flat.vmdk") -> None:
    """Write content into a flat extent; zeros stay holes."""
    with store.resolve(path).open("r+b") as file:
        for start in range(0, len(content), 4096):
            if content[start : start + 4096].strip(b"\0"):
                file.seek(start)
                file.write(content[start : start + 4096])


def sample(mib: int, seed: int = 1) -> bytes:
    """Content with holes, at odd places."""
    source, content = random.Random(seed), bytearray(mib * MIB)
    for _ in range(6):
        start, length = source.randrange(len(content)), source.randrange(1, 300_000)
        content[start : start + length] = source.randbytes(length)[: len(content) - start]
    content[-5:] = b"*end*"
    return bytes(content)


def raw(store: Datastore, path: str, to: Path) -> bytes:
    """The content of a disk as qemu-img reads it."""
    target = to / "raw"
    subprocess.run(["qemu-img", "convert", "-O", "raw", store.resolve(path), target], check=True, capture_output=True)
    return target.read_bytes()


def facts(store: Datastore, path: str) -> Any:
    """What qemu-img says of a disk."""
    command = ["qemu-img", "info", "--output=json", store.resolve(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@needs_qemu_img
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_by_qemu(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """A new disk of it: size, kind and zeros."""
    create(root, kind)
    found = facts(store, "vm/disk.vmdk")
    assert (found["format"], found["virtual-size"]) == ("vmdk", 8 * MIB)
    assert found["format-specific"]["data"]["create-type"] == CREATE_TYPES[kind]
    assert raw(store, "vm/disk.vmdk", tmp_path) == bytes(8 * MIB)
    run(root, "Delete")
    assert files(root) == []


@needs_qemu_img
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_from_and_to(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """A thin disk's content in another kind is what it was, and it is when that is made thin again."""
    create(root)
    content = sample(8)
    fill(store, content)
    assert copy(root, kind) == COPY
    found = vmdk.read_descriptor(store, "vm/copy.vmdk")
    assert (found.capacity, found.adapter, found.ddb["geometry.heads"]) == (8 * MIB, "ide", "16")
    assert str(kind_of(found)) == {"eagerZeroedThick": "thick"}.get(kind, kind)
    assert found.uuid != vmdk.read_descriptor(store, "vm/disk.vmdk").uuid
    assert raw(store, "vm/copy.vmdk", tmp_path) == content
    copy(root, "thin", "busLogic", source=COPY, to="[datastore1] vm/back.vmdk")
    assert store.resolve("vm/back-flat.vmdk").read_bytes() == content
    assert store.stat("vm/back-flat.vmdk").allocated < 4 * MIB
    assert store.lock_owners == ()


@needs_qemu_img
@pytest.mark.parametrize("kind", ["thick2Gb", "sparse2Gb"])
def test_extents_of_two_gigabytes(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """A larger disk is split; content that lies across the border is whole."""
    create(root, mib=4100)
    place = 2047 * MIB - 100
    with store.resolve("vm/disk-flat.vmdk").open("r+b") as file:
        file.seek(place)
        file.write(b"x" * 200)
    copy(root, kind)
    letter = "s" if kind == "sparse2Gb" else "f"
    names = [f"copy-{letter}00{number}.vmdk" for number in (1, 2, 3)]
    found = vmdk.read_descriptor(store, "vm/copy.vmdk")
    assert [(extent.file, extent.sectors) for extent in found.extents] == [
        (names[0], 4192256), (names[1], 4192256), (names[2], 6 * 2048 // 1)
    ]
    assert facts(store, "vm/copy.vmdk")["virtual-size"] == 4100 * MIB
    command = ["qemu-io", "-r", "-f", "vmdk", "-c", f"read -P 0x78 {place} 200", str(store.resolve("vm/copy.vmdk"))]
    if shutil.which("qemu-io"):
        assert "failed" not in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    copy(root, "thin", source=COPY, to="[datastore1] vm/back.vmdk")
    with store.resolve("vm/back-flat.vmdk").open("rb") as file:
        file.seek(place - 1)
        assert file.read(202) == b"\0" + b"x" * 200 + b"\0"
    run(root, "Delete", COPY)
    assert not [name for name in files(root) if name.startswith("vm/copy")]


@needs_qemu_img
@pytest.mark.parametrize("kind", ["monolithicSparse", "streamOptimized", "twoGbMaxExtentSparse", "monolithicFlat"])
def test_images_that_qemu_made(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """As a client uploads them: copied into a thin disk."""
    content = sample(8, 3)
    (tmp_path / "image").write_bytes(content)
    subprocess.run(
        ["qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", f"subformat={kind}", tmp_path / "image",
         store.resolve("vm/disk.vmdk")], check=True, capture_output=True,
    )
    store.refresh()
    copy(root, "thin")
    assert store.resolve("vm/copy-flat.vmdk").read_bytes() == content


def test_damaged_sparse_disks(root: Client, store: Datastore) -> None:
    """Tables that lead nowhere, a file that is cut: a fault, and nothing is left of the copy."""
    create(root)
    fill(store, sample(8))
    copy(root, "sparseMonolithic", to="[datastore1] vm/sparse.vmdk")
    good = store.resolve("vm/sparse.vmdk").read_bytes()
    table = good.index(bytes(4), 512 * 21)
    before = None
    for bad in (
        good[:70_000], good[:5000], good[: table - 4] + b"\xff" * 4096 + good[table + 4092 :],
        good[:8] + b"\xff" * 70 + good[78:],
        good[:21 * 512] + b"\xfe" * 2048 + good[25 * 512 :].replace(b"\0\0", b"\xfe\xff"),
    ):
        store.resolve("vm/sparse.vmdk").write_bytes(bad)
        before = before or files(root)
        with pytest.raises(Faulted, match="CannotAccessFile"):
            copy(root, "thin", source="[datastore1] vm/sparse.vmdk")
        assert files(root) == before
        assert store.lock_owners == ()


@needs_qemu_img
def test_inflate(root: Client, store: Datastore, tmp_path: Path) -> None:
    """A thin disk has all its space then, zeroed; its content stays. A second time there is nothing to inflate."""
    create(root)
    content = sample(8)
    fill(store, content)
    free = store.free_space
    run(root, "Inflate")
    found = vmdk.read_descriptor(store, "vm/disk.vmdk")
    assert not found.thin
    assert free - store.free_space > 4 * MIB
    assert store.is_zeroed("vm/disk-flat.vmdk")
    assert raw(store, "vm/disk.vmdk", tmp_path) == content
    with pytest.raises(Faulted, match="NotSupported"):
        run(root, "Inflate")


@needs_qemu_img
def test_extend(root: Client, store: Datastore, tmp_path: Path) -> None:
    """The new part reads as zeros; with eagerZero an eager disk stays one, without it is one no more."""
    create(root, "eagerZeroedThick")
    content = sample(8)
    fill(store, content)
    run(root, "Extend", newCapacityKb=16 << 10, eagerZero=True)
    assert store.is_zeroed("vm/disk-flat.vmdk")
    run(root, "Extend", newCapacityKb=3072 << 10)
    assert not store.is_zeroed("vm/disk-flat.vmdk")
    assert vmdk.read_descriptor(store, "vm/disk.vmdk").ddb["geometry.heads"] == "255"
    assert facts(store, "vm/disk.vmdk")["virtual-size"] == 3072 * MIB
    with store.resolve("vm/disk-flat.vmdk").open("rb") as file:
        assert file.read(16 * MIB) == content + bytes(8 * MIB)


def test_eager_zero(root: Client, store: Datastore) -> None:
    """A thick disk becomes an eager one; a thin one is refused."""
    create(root, "thick")
    assert not store.is_zeroed("vm/disk-flat.vmdk")
    run(root, "EagerZero")
    assert store.is_zeroed("vm/disk-flat.vmdk")
    create(root, "thin", name=COPY)
    with pytest.raises(Faulted, match="NotSupported"):
        run(root, "EagerZero", COPY)


@needs_qemu_img
@pytest.mark.parametrize("kind", KINDS)
def test_zero_fill(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """Whatever was in it is gone; flat disks have all their space then."""
    create(root)
    fill(store, sample(8))
    copy(root, kind)
    free = store.free_space
    run(root, "ZeroFill", COPY)
    assert raw(store, "vm/copy.vmdk", tmp_path) == bytes(8 * MIB)
    if kind == "thin":
        assert free - store.free_space > 4 * MIB


@needs_qemu_img
@pytest.mark.parametrize("kind", ["thin", "sparse2Gb", "sparseMonolithic"])
@pytest.mark.parametrize("in_place", [True, False])
def test_shrink(root: Client, store: Datastore, kind: str, in_place: bool, tmp_path: Path) -> None:
    """Blocks that were written with zeros are given back; the content stays, and so do uuid and name."""
    create(root)
    content = sample(8)
    store.resolve("vm/disk-flat.vmdk").write_bytes(content)
    store.refresh()
    if kind != "thin":
        copy(root, kind, to="[datastore1] vm/x.vmdk")
        run(root, "Delete")
        root.task(DISKS, "MoveVirtualDisk_Task", sourceName="[datastore1] vm/x.vmdk", destName=DISK)
    uuid = vmdk.read_descriptor(store, "vm/disk.vmdk").uuid
    used, names = store.used, files(root)
    run(root, "Shrink", copy=not in_place)
    assert raw(store, "vm/disk.vmdk", tmp_path) == content
    assert (vmdk.read_descriptor(store, "vm/disk.vmdk").uuid, files(root)) == (uuid, names)
    assert store.used < used if kind == "thin" else store.used <= used
    assert store.lock_owners == ()


@pytest.mark.parametrize("kind", ["thick", "eagerZeroedThick", "flatMonolithic", "thick2Gb"])
def test_what_is_thick_does_not_shrink(root: Client, store: Datastore, kind: str) -> None:
    """NotSupported."""
    create(root, kind)
    with pytest.raises(Faulted, match="NotSupported"):
        run(root, "Shrink")


@needs_qemu_img
def test_defragment(root: Client, store: Datastore, tmp_path: Path) -> None:
    """A sparse disk that was written out of order; a flat one is never fragmented."""
    if shutil.which("qemu-io") is None:
        pytest.skip("qemu-io is missing (Debian: apt-get install qemu-utils)")
    create(root, "sparseMonolithic")
    assert root.call(DISKS, "QueryVirtualDiskFragmentation", name=DISK) == 0
    path = store.resolve("vm/disk.vmdk")
    for place in (5, 2, 6, 1):
        subprocess.run(
            ["qemu-io", "-f", "vmdk", "-c", f"write -P {place} {place}M 64k", str(path)], check=True, capture_output=True)
    store.refresh()
    assert root.call(DISKS, "QueryVirtualDiskFragmentation", name=DISK) == 100
    content = raw(store, "vm/disk.vmdk", tmp_path)
    run(root, "Defragment")
    assert root.call(DISKS, "QueryVirtualDiskFragmentation", name=DISK) == 0
    assert raw(store, "vm/disk.vmdk", tmp_path) == content
    create(root, "thin", name=COPY)
    run(root, "Defragment", COPY)
    assert root.call(DISKS, "QueryVirtualDiskFragmentation", name=COPY) == 0


@needs_qemu_img
@pytest.mark.parametrize("kind", KINDS)
def test_move(root: Client, store: Datastore, kind: str, tmp_path: Path) -> None:
    """All files bear the new name; with force a disk that was there goes, however many files it had."""
    create(root)
    content = sample(8)
    fill(store, content)
    copy(root, kind)
    create(root, "sparse2Gb", mib=2100, name="[datastore1] other.vmdk")
    with pytest.raises(Faulted, match="FileAlreadyExists"):
        root.task(DISKS, "MoveVirtualDisk_Task", sourceName=COPY, destName="[datastore1] other.vmdk")
    assert "other-s002.vmdk" in files(root)
    uuid = vmdk.read_descriptor(store, "vm/copy.vmdk").uuid
    root.task(DISKS, "MoveVirtualDisk_Task", sourceName=COPY, destName="[datastore1] other.vmdk", force=True)
    left = files(root)
    assert not [name for name in left if "copy" in name or name.endswith("~") or name == "other-s002.vmdk"]
    assert raw(store, "other.vmdk", tmp_path) == content
    assert vmdk.read_descriptor(store, "other.vmdk").uuid == uuid


CHANGES = ("Extend", "Inflate", "EagerZero", "ZeroFill", "Shrink", "Defragment", "Delete")


@pytest.mark.parametrize("what", CHANGES)
def test_of_a_running_machine(root: Client, store: Datastore, what: str) -> None:
    """FileLocked, and nothing has changed."""
    create(root, "thick" if what == "EagerZero" else "thin")
    fill(store, sample(8))
    before = {name: store.read_file(name, limit=10**8) for name in files(root)}
    vmdk.lock_disk(store, "vm/disk.vmdk", "vm-16")
    values = {"newCapacityKb": 9 << 10} if what == "Extend" else {}
    with pytest.raises(Faulted, match="FileLocked"):
        run(root, what, **values)
    store.unlock("vm-16")
    assert {name: store.read_file(name, limit=10**8) for name in files(root)} == before


@pytest.mark.parametrize("what", CHANGES)
def test_of_no_disk(root: Client, store: Datastore, what: str) -> None:
    """FileNotFound for what is not there, CannotAccessFile for what is no disk, InvalidDatastore for no datastore."""
    store.write_file("vm/text.vmdk", b"text")
    values = {"newCapacityKb": 9 << 10} if what == "Extend" else {}
    for name, fault in (
        (DISK, "FileNotFound"), ("[datastore1] vm/text.vmdk", "CannotAccessFile"), ("[x] a", "InvalidDatastore")
    ):
        with pytest.raises(Faulted) as caught:
            run(root, what, name, **values)
        assert caught.value.name == fault
    assert files(root) == ["vm/text.vmdk"]


@pytest.mark.parametrize("what", ["Inflate", "ZeroFill", "Extend"])
def test_no_room(root: Client, store: Datastore, what: str) -> None:
    """NoDiskSpace, and the disk is as it was."""
    mib = store.capacity // MIB + 1000 if store.capacity < 200 << 30 else 250_000
    create(root, "thin", mib)
    store.capacity = 100 * MIB
    before = store.read_file("vm/disk.vmdk"), store.stat("vm/disk-flat.vmdk")
    if what == "Extend":
        create(root, "thick", 50, COPY)
    values = {"newCapacityKb": 200 << 10} if what == "Extend" else {}
    with pytest.raises(Faulted, match="NoDiskSpace"):
        run(root, what, COPY if what == "Extend" else DISK, **values)
    assert (store.read_file("vm/disk.vmdk"), store.stat("vm/disk-flat.vmdk")) == before


def test_a_delta_disk(root: Client, store: Datastore) -> None:
    """Not supported by what works on one disk."""
    create(root)
    text = store.read_file("vm/disk.vmdk").replace(b"parentCID=ffffffff", b"parentCID=12345678")
    store.write_file("vm/disk.vmdk", text)
    for what in ("Extend", "Inflate", "EagerZero", "ZeroFill", "Shrink", "Defragment"):
        with pytest.raises(Faulted, match="NotSupported"):
            run(root, what, **({"newCapacityKb": 9 << 10} if what == "Extend" else {}))


@pytest.fixture
def slow(make_host: Callable[..., Esx]) -> tuple[Client, Held]:
    """A host whose blocking work waits, with a large thin disk."""
    host, held = make_host(), Held()
    host.blocking = held
    store = host.volumes.get("datastore1")
    store.mkdir("vm")
    client = Client(host).login()
    create(client, mib=64)
    store.resolve("vm/disk-flat.vmdk").write_bytes(random.Random(0).randbytes(6 * MIB) + bytes(58 * MIB))
    store.refresh()
    return client, held


def start(client: Client, what: str) -> Any:
    """A task that takes long."""
    if what == "Shrink":
        return client.call(DISKS, "ShrinkVirtualDisk_Task", name=DISK)
    spec = vim.VirtualDiskSpec(diskType="sparse2Gb" if what == "convert" else "thin", adapterType="ide")
    return client.call(DISKS, "CopyVirtualDisk_Task", sourceName=DISK, destName=COPY, destSpec=spec)


@pytest.mark.parametrize("what", ["Shrink", "convert", "copy"])
def test_long_work_waits_its_turn(slow: tuple[Client, Held], what: str) -> None:
    """The host answers meanwhile; the disk can't be written until it is done; the task ends with success."""
    client, held = slow
    task = start(client, what)
    assert client.get(task, "info.state") == "running"
    with pytest.raises(Faulted, match="FileLocked"):
        run(client, "ZeroFill")
    held.go_on()
    assert client.get(task, "info.state") == "success"
    run(client, "ZeroFill")


@pytest.mark.parametrize("what", ["Shrink", "convert", "copy"])
def test_cancelled(slow: tuple[Client, Held], what: str) -> None:
    """RequestCanceled; no file, no lock and no space is left."""
    client, held = slow
    store = client.host.volumes.get("datastore1")
    before = (files(client), store.used, store.resolve("vm/disk-flat.vmdk").read_bytes())
    task = start(client, what)
    client.call(task, "CancelTask")
    held.go_on()
    assert type(client.get(task, "info").error.fault).__name__ == "RequestCanceled"
    assert (files(client), store.used, store.resolve("vm/disk-flat.vmdk").read_bytes()) == before
    assert store.lock_owners == ()


@pytest.mark.parametrize("what", ["Shrink", "convert"])
def test_progress(slow: tuple[Client, Held], what: str) -> None:
    """The task tells how far it is."""
    client, held = slow
    told: list[int] = []
    client.host.tasks.set_progress = lambda ref, percent: told.append(percent)  # type: ignore[method-assign]
    start(client, what)
    held.go_on()
    assert told == sorted(told)
    assert len(told) > 2


def test_somebody_takes_the_name(slow: tuple[Client, Held]) -> None:
    """A copy that finds its name taken at the end leaves what is there."""
    client, held = slow
    store = client.host.volumes.get("datastore1")
    task = start(client, "convert")
    store.write_file("vm/copy.vmdk", b"mine")
    held.go_on()
    assert type(client.get(task, "info").error.fault).__name__ == "FileAlreadyExists"
    assert files(client) == ["vm/copy.vmdk", "vm/disk-flat.vmdk", "vm/disk.vmdk"]


@pytest.mark.parametrize(("kind", "backing"), [
    ("thin", "VirtualDiskFlatVer2BackingInfo"), ("thick2Gb", "VirtualDiskFlatVer2BackingInfo"),
    ("sparse2Gb", "VirtualDiskSparseVer2BackingInfo"), ("sparseMonolithic", "VirtualDiskSparseVer2BackingInfo"),
])  # fmt: skip
def test_browsed(root: Client, store: Datastore, kind: str, backing: str) -> None:
    """A datastore browser finds one disk, whatever its extents; they are no disks."""
    create(root, mib=4100)
    copy(root, kind)
    run(root, "Delete")
    details = vim.VmDiskFileQueryFlags(
        diskType=True, capacityKb=True, hardwareVersion=True, controllerType=True, diskExtents=True, thin=True,
    )
    wanted = vim.HostDatastoreBrowserSearchSpec(query=[vim.VmDiskFileQuery(details=details)])
    result = root.task(
        "ha-host-datastorebrowser", "SearchDatastore_Task", datastorePath="[datastore1] vm", searchSpec=wanted,
    )
    (found,) = result.file
    assert (found.path, found.diskType, found.capacityKb) == ("copy.vmdk", backing, 4100 << 10)
    assert (found.controllerType, found.thin) == ("VirtualIDEController", kind == "thin")
    assert sorted({*found.diskExtents, COPY}) == sorted(f"[datastore1] {name}" for name in files(root))
