"""Disks on a datastore."""

from __future__ import annotations

import json
import random
import shutil
import subprocess

import pytest

from fakeesx.storage.descriptor import Descriptor, Extent, new_content_id, new_disk_uuid
from fakeesx.storage.errors import (
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    InvalidDatastorePath,
    InvalidDescriptor,
    IsADirectory,
    NoDiskSpace,
)
from fakeesx.storage.locks import LockMode
from fakeesx.storage.vmdk import (
    create_disk,
    delete_disk,
    disk_files,
    disk_size,
    extents,
    lock_disk,
    read_descriptor,
    unlock_disk,
    write_descriptor,
)

MIB = 1024**2
GIB = 1024**3
UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"


@pytest.fixture
def vm(datastore):
    """The datastore with a directory "vm"."""
    datastore.mkdir("vm")
    return datastore


def make(datastore, path="vm/vm.vmdk", capacity=8 * GIB, thin=True, adapter="lsilogic", **more):
    """A disk."""
    return create_disk(datastore, path, capacity, thin=thin, adapter=adapter, uuid=UUID, **more)


def names(datastore):
    """What is in the directory."""
    return [each.name for each in datastore.listing("vm")]


def test_create_thin(vm):
    """Descriptor and a full-size extent that takes no space."""
    disk = make(vm)
    assert names(vm) == ["vm-flat.vmdk", "vm.vmdk"]
    assert read_descriptor(vm, "vm/vm.vmdk") == disk
    assert (disk.capacity, disk.thin, disk.uuid, disk.cid) == (8 * GIB, True, UUID, 0xFFFFFFFE)
    extent = vm.stat("vm/vm-flat.vmdk")
    assert (extent.size, extent.allocated) == (8 * GIB, 0)
    size = disk_size(vm, "vm/vm.vmdk")
    assert size.capacity == 8 * GIB
    assert size.allocated < 65536
    assert size.provisioned == size.allocated + 8 * GIB


def test_create_thick(vm):
    """A thick disk counts in full."""
    disk = make(vm, thin=False)
    assert "thinProvisioned" not in disk.ddb
    size = disk_size(vm, "vm/vm.vmdk")
    assert size.allocated == size.provisioned >= 8 * GIB
    assert vm.used >= 8 * GIB


def test_content_id(vm):
    """The CID is the end of the content id; without one it comes from the uuid."""
    disk = make(vm, content_id="0123456789abcdef0123456789ABCDEF")
    assert (disk.content_id[-8:], disk.cid) == ("89ABCDEF", 0x89ABCDEF)
    other = make(vm, "vm/other.vmdk")
    assert other.content_id == "347c24f7f268a7bc6ae5b19afffffffe"


def test_create_fails(vm):
    """Names that are taken, no directory, no room: nothing is left."""
    make(vm)
    vm.write_file("vm/b-flat.vmdk", b"")
    vm.write_file("vm/c.vmdk", b"")
    before = (names(vm), vm.used)
    for path, capacity, error in (
        ("vm/vm.vmdk", GIB, FileAlreadyExists),
        ("vm/b.vmdk", GIB, FileAlreadyExists),
        ("vm/c.vmdk", GIB, FileAlreadyExists),
        ("no/d.vmdk", GIB, FileNotFound),
        ("vm/d.vmdk", 1000 * GIB, NoDiskSpace),
        ('vm/"d".vmdk', GIB, InvalidDatastorePath),
    ):
        with pytest.raises(error):
            make(vm, path, capacity, thin=False)
        assert (names(vm), vm.used) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"capacity": 0},
        {"capacity": -512},
        {"capacity": 1000},
        {"adapter": "scsi"},
        {"content_id": "12"},
    ],
)
def test_wrong_arguments(vm, wrong):
    """What no disk can be is an error of the caller."""
    with pytest.raises(ValueError, match="not a"):
        make(vm, **wrong)
    assert names(vm) == []


def test_delete(vm):
    """Both files go, and the space comes back."""
    make(vm, thin=False)
    delete_disk(vm, "vm/vm.vmdk")
    assert names(vm) == []
    assert vm.used == 0
    with pytest.raises(FileNotFound):
        delete_disk(vm, "vm/vm.vmdk")


def test_delete_without_extent(vm):
    """An extent that somebody deleted alone does not keep the descriptor."""
    make(vm)
    vm.delete_file("vm/vm-flat.vmdk")
    assert disk_size(vm, "vm/vm.vmdk").capacity == 8 * GIB
    delete_disk(vm, "vm/vm.vmdk")
    assert names(vm) == []


def test_delete_locked(vm):
    """A disk in use stays whole."""
    make(vm)
    lock_disk(vm, "vm/vm.vmdk", "16")
    with pytest.raises(FileLocked):
        delete_disk(vm, "vm/vm.vmdk")
    assert len(names(vm)) == 2
    unlock_disk(vm, "vm/vm.vmdk", "16")
    delete_disk(vm, "vm/vm.vmdk")


def test_lock(vm):
    """Of a disk in use the descriptor can be read by others, the extent can't."""
    make(vm)
    lock_disk(vm, "vm/vm.vmdk", "16")
    read_descriptor(vm, "vm/vm.vmdk")
    with pytest.raises(FileLocked):
        vm.open_read("vm/vm-flat.vmdk")
    with pytest.raises(FileLocked):
        lock_disk(vm, "vm/vm.vmdk", "32")
    assert vm.lock_owners == ("16",)


def test_lock_shared(vm):
    """A base disk may be under several machines."""
    make(vm)
    lock_disk(vm, "vm/vm.vmdk", "16", LockMode.READ_ONLY)
    lock_disk(vm, "vm/vm.vmdk", "32", LockMode.READ_ONLY)
    with pytest.raises(FileLocked):
        lock_disk(vm, "vm/vm.vmdk", "48")
    assert vm.locked_by("vm/vm-flat.vmdk") == ("16", "32")


def test_lock_all_or_none(vm):
    """When the extent is missing the descriptor is not held either."""
    make(vm)
    vm.delete_file("vm/vm-flat.vmdk")
    with pytest.raises(FileNotFound):
        lock_disk(vm, "vm/vm.vmdk", "16")
    assert vm.lock_owners == ()


def test_files(vm):
    """Extents lie beside the descriptor, each once; nothing else is a disk."""
    make(vm)
    assert disk_files(vm, "vm//vm.vmdk") == ("vm/vm.vmdk", "vm/vm-flat.vmdk")
    twice = Descriptor(extents=(Extent("RW", 1, "FLAT", "a", 0), Extent("RW", 1, "FLAT", "a", 1)))
    assert extents(twice, "vm/x.vmdk") == ("vm/a",)
    itself = Descriptor(extents=(Extent("RW", 1, "SPARSE", "x.vmdk"),))
    assert extents(itself, "vm/x.vmdk") == ()


@pytest.mark.parametrize("name", ["../other/disk-flat.vmdk", "/etc/passwd", "a/../../b"])
def test_hostile_extent(vm, name):
    """A descriptor that a client wrote does not reach other files."""
    write_descriptor(vm, "vm/evil.vmdk", Descriptor(extents=(Extent("RW", 1, "VMFS", name),)))
    for call in (disk_files, disk_size, delete_disk):
        with pytest.raises(InvalidDescriptor):
            call(vm, "vm/evil.vmdk")


def test_not_a_descriptor(vm):
    """Other files are refused, without reading them whole."""
    vm.create_sparse("vm/large.vmdk", GIB, thick=False, head=b"KDMV")
    vm.write_file("vm/text.vmdk", b"hello")
    for path in ("vm/large.vmdk", "vm/text.vmdk"):
        with pytest.raises(InvalidDescriptor) as caught:
            read_descriptor(vm, path)
        assert caught.value.path == f"[datastore1] {path}"
    with pytest.raises(IsADirectory):
        read_descriptor(vm, "vm")


def test_names_in_an_old_encoding(vm):
    """A descriptor that is not UTF-8 is still read."""
    vm.write_file("vm/x.vmdk", 'RW 1 VMFS "é-flat.vmdk"'.encode("cp1252"))
    assert disk_files(vm, "vm/x.vmdk")[1] == "vm/é-flat.vmdk"


needs_qemu_img = pytest.mark.skipif(
    shutil.which("qemu-img") is None, reason="qemu-img is missing (Debian: apt-get install qemu-utils)"
)


def qemu_img(*arguments):
    """Run qemu-img and return what it prints."""
    return subprocess.run(
        ["qemu-img", *map(str, arguments)], check=True, capture_output=True, text=True
    ).stdout


@needs_qemu_img
@pytest.mark.parametrize("thin", [True, False])
@pytest.mark.parametrize("adapter", ["ide", "buslogic", "lsilogic"])
def test_qemu_img_knows_the_disk(vm, thin, adapter):
    """qemu-img sees a VMFS disk of the right size."""
    make(vm, "vm/A disk é.vmdk", 3 * GIB, thin, adapter)
    found = json.loads(qemu_img("info", "--output=json", vm.resolve("vm/A disk é.vmdk")))
    data = found["format-specific"]["data"]
    assert (found["format"], found["virtual-size"]) == ("vmdk", 3 * GIB)
    assert (data["create-type"], data["cid"], data["parent-cid"]) == ("vmfs", 0xFFFFFFFE, 0xFFFFFFFF)
    assert [extent["filename"] for extent in data["extents"]] == [str(vm.resolve("vm/A disk é-flat.vmdk"))]


@needs_qemu_img
def test_qemu_img_reads_the_content(vm, tmp_path):
    """What was uploaded as the extent comes out of a conversion, byte for byte."""
    content = random.Random(1).randbytes(MIB)
    make(vm, capacity=2 * MIB, thin=False, content_id=new_content_id(random.Random(2)))
    vm.delete_file("vm/vm-flat.vmdk")
    with vm.begin_upload("vm/vm-flat.vmdk", 2 * MIB) as upload:
        upload.write(content + bytes(MIB))
        upload.commit()
    qemu_img("convert", "-O", "raw", vm.resolve("vm/vm.vmdk"), tmp_path / "raw")
    assert (tmp_path / "raw").read_bytes() == content + bytes(MIB)


@needs_qemu_img
def test_a_descriptor_of_qemu_img_is_read(vm):
    """A flat disk that qemu-img made is a disk here."""
    path = vm.resolve("vm/q.vmdk")
    qemu_img("create", "-f", "vmdk", "-o", "subformat=monolithicFlat,adapter_type=lsilogic", path, "10M")
    vm.refresh()
    disk = read_descriptor(vm, "vm/q.vmdk")
    assert (disk.create_type, disk.capacity, disk.adapter) == ("monolithicFlat", 10 * MIB, "lsilogic")
    delete_disk(vm, "vm/q.vmdk")
    assert list(path.parent.iterdir()) == []


def test_new_disks_have_their_own_uuid(vm):
    """Two disks from one source differ."""
    source = random.Random(0)
    assert new_disk_uuid(source) != new_disk_uuid(source)
