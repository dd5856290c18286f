"""Disks with their parents: what a guest reads and writes."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from delta_rig import BASE, MIB, ONE, TWO, Rig

from fakeesx.storage import chains, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import Descriptor, Extent
from fakeesx.storage.errors import (
    FileLocked,
    FileNotFound,
    InvalidDescriptor,
    NoDiskSpace,
    UnknownDatastore,
)
from fakeesx.storage.locks import LockMode

needs_qemu_img = pytest.mark.skipif(shutil.which("qemu-img") is None, reason="qemu-img is not installed (qemu-utils)")


@pytest.fixture
def rig(datastore: Datastore) -> Rig:
    """A disk without deltas."""
    return Rig(datastore)


@pytest.fixture
def two(rig: Rig) -> Rig:
    """A disk with two deltas, each with something written."""
    rig.write(BASE, 0, b"base" * 1000)
    rig.delta(BASE, ONE)
    rig.write(ONE, 1000, b"one")
    rig.delta(ONE, TWO)
    rig.write(TWO, 2000, b"two")
    return rig


def test_a_flat_disk(rig: Rig) -> None:
    """Is written where it is, and takes room where it is written."""
    rig.write(BASE, 3 * MIB - 1, b"abc")
    assert rig.read(BASE, 3 * MIB - 2, 5) == b"\0abc\0"
    assert 0 < rig.datastore.stat("vm/vm-flat.vmdk").allocated < MIB


def test_a_thick_disk_stays_thick(datastore: Datastore) -> None:
    """Writing takes no more room."""
    rig = Rig(datastore, thin=False)
    before = datastore.used
    rig.write(BASE, 0, b"x" * MIB)
    assert datastore.used == before


def test_the_top_shows_all_and_takes_the_writes(two: Rig) -> None:
    """Each disk of the chain reads as when it was frozen."""
    base = (b"base" * 1000).ljust(8 * MIB, b"\0")
    one = base[:1000] + b"one" + base[1003:]
    assert two.read(BASE) == base
    assert two.read(ONE) == one
    assert two.read(TWO) == one[:2000] + b"two" + one[2003:]


def test_content_ids(rig: Rig) -> None:
    """A delta has its parent's until it is written to; each time it is opened the first write changes it, and no other."""
    rig.write(BASE, 0, b"x")
    base = rig.link(BASE).descriptor
    assert base.cid != 0xFFFFFFFE
    made = rig.delta(BASE, ONE)
    assert (made.cid, made.parent_cid) == (base.cid, base.cid)
    assert made.content_id.endswith(f"{base.cid:08x}")
    rig.write(ONE, 0, b"x")
    first = rig.link(ONE).descriptor
    assert first.cid != base.cid
    assert first.content_id.endswith(f"{first.cid:08x}")
    with chains.Disk(rig.volumes, rig.datastore, ONE, writable=True) as disk:
        disk.write(9, b"x", rig.source)
        second = rig.link(ONE).descriptor
        disk.write(9, b"y", rig.source)
    assert rig.link(ONE).descriptor == second
    assert second.cid not in (first.cid, base.cid)


def test_a_parent_that_was_written_to_is_noticed(rig: Rig) -> None:
    """The chain is broken then, as on a host."""
    rig.write(BASE, 0, b"x")
    rig.delta(BASE, ONE)
    rig.write(BASE, 0, b"x")
    with pytest.raises(InvalidDescriptor, match="modified"):
        rig.read(ONE)


def test_a_loop_of_parents_ends(two: Rig) -> None:
    """InvalidDescriptor."""
    one = two.link(ONE).descriptor
    vmdk.write_descriptor(two.datastore, ONE, replace(one, parent_hint="vm-000001.vmdk", parent_cid=one.cid))
    with pytest.raises(InvalidDescriptor, match="without an end"):
        two.link(TWO)


@pytest.mark.parametrize(("hint", "error"), [
    ("", InvalidDescriptor), ("/etc/passwd", InvalidDescriptor), ("../../vm.vmdk", InvalidDescriptor),
    ("/vmfs/volumes/nowhere/vm.vmdk", UnknownDatastore), ("gone.vmdk", FileNotFound),
    ("/vmfs/volumes/datastore1/../x.vmdk", InvalidDescriptor),
])  # fmt: skip
def test_parents_that_are_none(two: Rig, hint: str, error: type[Exception]) -> None:
    """The error for each name that leads nowhere."""
    vmdk.write_descriptor(two.datastore, TWO, replace(two.link(TWO).descriptor, parent_hint=hint))
    with pytest.raises(error):
        two.read(TWO)


def test_a_parent_on_another_datastore(rig: Rig, tmp_path: Path) -> None:
    """Is named in full, and found."""
    other = Datastore(tmp_path / "other", name="other", uuid="4d3ea5ac-45d89fb1-847e-001b24f06a46", capacity=1 << 30)
    rig.volumes.add(other)
    rig.write(BASE, 0, b"base")
    made = rig.delta(BASE, "a.vmdk", other)
    assert made.parent_hint == f"/vmfs/volumes/{rig.datastore.uuid}/vm/vm.vmdk"
    chains.write(rig.volumes, other, "a.vmdk", 1, b"A", rig.source)
    assert chains.read(rig.volumes, other, "a.vmdk", 0, 4) == b"bAse"


@pytest.mark.parametrize(("offset", "length"), [(-1, 1), (8 * MIB, 1), (8 * MIB - 1, 2), (0, -1)])
def test_beyond_the_disk(two: Rig, offset: int, length: int) -> None:
    """ValueError; the guest has no such sectors."""
    with pytest.raises(ValueError, match="not within"):
        two.read(TWO, offset, length)


def test_writing_without_room(two: Rig) -> None:
    """NoDiskSpace, and the disk reads as before."""
    before = two.read(TWO)
    two.datastore.capacity = two.datastore.used + MIB
    with pytest.raises(NoDiskSpace):
        two.write(TWO, 0, b"x" * (2 * MIB))
    assert two.read(TWO) == before
    two.write(TWO, 0, b"x" * 1000)


def test_locks(two: Rig) -> None:
    """A running machine alone writes, and nobody the disks below; they can be read."""
    chains.lock(two.volumes, two.datastore, TWO, "vm-1")
    two.write(TWO, 0, b"x", owner="vm-1")
    for path, owner in ((TWO, None), (TWO, "vm-2"), (ONE, None), (ONE, "vm-1"), (BASE, None)):
        with pytest.raises(FileLocked):
            two.write(path, 0, b"y", owner=owner)
    with pytest.raises(FileLocked):
        two.read(TWO)
    assert two.read(ONE)[1000:1003] == b"one"
    with pytest.raises(FileLocked):
        chains.lock(two.volumes, two.datastore, ONE, "vm-2")
    chains.unlock(two.volumes, two.datastore, TWO, "vm-1")
    assert two.datastore.lock_owners == ()


def test_two_machines_on_one_base(two: Rig) -> None:
    """Deltas of two machines share what is below them; one that wants the base for itself is refused, and holds nothing."""
    two.delta(ONE, "vm/other.vmdk")
    chains.lock(two.volumes, two.datastore, TWO, "vm-1")
    chains.lock(two.volumes, two.datastore, "vm/other.vmdk", "vm-2")
    assert two.datastore.locked_by("vm/vm-flat.vmdk") == ("vm-1", "vm-2")
    two.datastore.unlock("vm-2")
    two.datastore.unlock("vm-1")
    vmdk.lock_disk(two.datastore, BASE, "vm-3", LockMode.EXCLUSIVE)
    with pytest.raises(FileLocked):
        chains.lock(two.volumes, two.datastore, TWO, "vm-1")
    assert two.datastore.lock_owners == ("vm-3",)


def test_disks_of_several_extents(datastore: Datastore) -> None:
    """Flat ones with an offset, and zeros, are read and written as one."""
    rig = Rig(datastore)
    datastore.create_sparse("vm/x-f001.vmdk", 2 * MIB, thick=False)
    vmdk.write_descriptor(datastore, "vm/x.vmdk", Descriptor(extents=(
        Extent("RW", 1024, "FLAT", "x-f001.vmdk", 100), Extent("RW", 8, "ZERO"),
        Extent("RW", 1024, "FLAT", "x-f001.vmdk", 2000),
    )))  # fmt: skip
    rig.write("vm/x.vmdk", 1022 * 512, b"a" * 512 * 12)
    found = rig.read("vm/x.vmdk", 1021 * 512, 512 * 14)
    assert found == bytes(512) + b"a" * 1024 + bytes(8 * 512) + b"a" * 1024 + bytes(512)
    assert datastore.resolve("vm/x-f001.vmdk").read_bytes()[1122 * 512 : 1124 * 512] == b"a" * 1024


def test_extents_that_are_none(rig: Rig) -> None:
    """A delta whose extent is another's, cut, or of an unknown kind is refused, and no file stays open."""
    rig.delta(BASE, ONE)
    rig.datastore.write_file("vm/vm-000001-delta.vmdk", b"KDMV" + bytes(5000))
    with pytest.raises(InvalidDescriptor):
        rig.read(ONE)
    vmdk.write_descriptor(rig.datastore, "vm/y.vmdk", Descriptor(extents=(Extent("RW", 8, "SPARSE", "vm-flat.vmdk"),)))
    with pytest.raises(InvalidDescriptor, match="SPARSE"):
        rig.read("vm/y.vmdk", 0, 1)


@needs_qemu_img
def test_qemu_img_reads_the_chain(two: Rig, tmp_path: Path) -> None:
    """What qemu-img converts is what the guest sees."""
    path = two.datastore.resolve(TWO)
    for offset in (0, 2 * MIB - 700, 5 * MIB):
        two.write(TWO, offset, random.Random(offset).randbytes(100_000))
    out = subprocess.run(["qemu-img", "info", "--output=json", path], check=True, capture_output=True).stdout
    found = json.loads(out)
    assert (found["virtual-size"], found["backing-filename"]) == (8 * MIB, "vm-000001.vmdk")
    assert found["format-specific"]["data"]["create-type"] == "vmfsSparse"
    subprocess.run(["qemu-img", "convert", "-O", "raw", path, tmp_path / "raw"], check=True)
    assert (tmp_path / "raw").read_bytes() == two.read(TWO)
