"""Delta disks: made, named, put together with their parents."""

from __future__ import annotations

import pytest
from delta_rig import BASE, MIB, ONE, TWO, Rig

from fakeesx.storage import chains, deltas, vmdk
from fakeesx.storage.copying import CopyCancelled
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import (
    CannotAccessFile,
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    FileTooLarge,
    InvalidDatastorePath,
    NoDiskSpace,
    StorageError,
)


@pytest.fixture
def rig(datastore: Datastore) -> Rig:
    """A disk with a delta, each with something written."""
    rig = Rig(datastore)
    rig.write(BASE, 0, b"base" * 1000)
    rig.delta(BASE, ONE)
    rig.write(ONE, 1000, b"one" * 1000)
    return rig


def test_the_files(rig: Rig) -> None:
    """A descriptor and an extent that takes no room."""
    made = rig.delta(ONE, TWO)
    assert made.create_type == "vmfsSparse"
    assert str(made.extents[0]) == 'RW 16384 VMFSSPARSE "vm-000002-delta.vmdk"'
    assert made.parent_hint == "vm-000001.vmdk"
    assert vmdk.read_descriptor(rig.datastore, TWO) == made
    extent = rig.datastore.stat("vm/vm-000002-delta.vmdk")
    assert extent.size > 16 * MIB
    assert extent.allocated <= 8192


@pytest.mark.parametrize(("path", "stem"), [
    ("vm/vm.vmdk", "vm"), ("vm/vm-000003.vmdk", "vm"), ("vm_1-000001.vmdk", "vm_1"), ("a/b-1234567.vmdk", "b-1234567"),
    ("a/-000001.vmdk", ""), ("a/x-000001-000002.vmdk", "x-000001"),
])  # fmt: skip
def test_stems(path: str, stem: str) -> None:
    """A delta's delta is named after the base disk."""
    assert deltas.stem_of(path) == stem


def test_free_names(rig: Rig) -> None:
    """The lowest number that no file has."""
    assert deltas.free_delta(rig.datastore, "vm", "vm") == TWO
    assert deltas.free_delta(rig.datastore, "vm", "vm", {TWO}) == "vm/vm-000003.vmdk"
    rig.datastore.delete_file(ONE)
    assert deltas.free_delta(rig.datastore, "vm", "vm") == TWO
    rig.datastore.delete_file("vm/vm-000001-delta.vmdk")
    assert deltas.free_delta(rig.datastore, "vm", "vm") == ONE


def test_refusals_leave_nothing(rig: Rig) -> None:
    """Neither descriptor nor extent of a delta that can't be made."""
    link = rig.link(ONE)
    rig.datastore.write_file("vm/taken.vmdk", b"")
    rig.datastore.write_file("vm/other-delta.vmdk", b"")
    before = [each.path for each in rig.datastore.listing("vm")]
    large = link._replace(descriptor=vmdk.Descriptor(extents=(vmdk.Extent("RW", 1 << 32, "VMFS", "x"),)))
    for parent, path, error in (
        (link, "vm/taken.vmdk", FileAlreadyExists), (link, "vm/other.vmdk", FileAlreadyExists),
        (link, "no/x.vmdk", FileNotFound), (link, 'vm/"x.vmdk', InvalidDatastorePath), (large, "vm/x.vmdk", FileTooLarge),
    ):
        with pytest.raises(error):
            deltas.create_delta(parent, rig.datastore, path, "0" * 32)
    assert [each.path for each in rig.datastore.listing("vm")] == before
    with pytest.raises(ValueError, match="content id"):
        deltas.create_delta(link, rig.datastore, "vm/x.vmdk", "0")


@pytest.mark.parametrize("thin", [True, False])
def test_merge_into_a_flat_disk(datastore: Datastore, thin: bool) -> None:
    """The parent reads as the delta did, the delta still does, and the room is counted."""
    rig = Rig(datastore, thin)
    rig.write(BASE, 0, b"base" * 1000)
    rig.delta(BASE, ONE)
    for offset in (1, 300_000, 3 * MIB, 8 * MIB - 5):
        rig.write(ONE, offset, b"12345")
    wanted = rig.read(ONE)
    merge = deltas.Merge(rig.link(ONE), rig.link(BASE))
    assert merge.size > 0
    merge.run()
    merge.close()
    assert merge.done == merge.size
    assert rig.read(BASE) == rig.read(ONE) == wanted
    used = datastore.used
    datastore.refresh()
    assert datastore.used == used


def test_merge_into_a_delta(rig: Rig) -> None:
    """What both wrote, and no more; a third one on top still fits once the content ids are right."""
    rig.delta(ONE, TWO)
    rig.write(TWO, 2000, b"two")
    rig.write(TWO, 4 * MIB, b"far")
    rig.delta(TWO, "vm/vm-000003.vmdk")
    wanted = rig.read("vm/vm-000003.vmdk")
    child, parent = rig.link(TWO), rig.link(ONE)
    merge = deltas.Merge(child, parent)
    merge.run()
    merge.close()
    merged = parent._replace(descriptor=chains.with_cid(parent.descriptor, child.descriptor.cid))
    vmdk.write_descriptor(rig.datastore, ONE, merged.descriptor)
    third = deltas.on_parent(chains.Link(rig.datastore, "vm/vm-000003.vmdk",
                                         vmdk.read_descriptor(rig.datastore, "vm/vm-000003.vmdk")), merged)
    vmdk.write_descriptor(rig.datastore, "vm/vm-000003.vmdk", third)
    vmdk.delete_disk(rig.datastore, TWO)
    assert [link.path for link in chains.chain(rig.volumes, rig.datastore, "vm/vm-000003.vmdk")] == [
        "vm/vm-000003.vmdk", ONE, BASE,
    ]
    assert rig.read("vm/vm-000003.vmdk") == wanted
    assert rig.read(ONE) == wanted


def test_undo_after_a_merge(rig: Rig) -> None:
    """The parent is what it was, byte for byte."""
    before = rig.read(BASE)
    merge = deltas.Merge(rig.link(ONE), rig.link(BASE))
    merge.run()
    assert rig.read(BASE) != before
    merge.undo()
    merge.close()
    assert rig.read(BASE) == before


def test_undo_of_a_merge_into_a_delta(rig: Rig) -> None:
    """Grains that were not there are not there again."""
    rig.delta(ONE, TWO)
    rig.write(TWO, 4 * MIB, b"two" * 10_000)
    before = rig.datastore.resolve("vm/vm-000001-delta.vmdk").read_bytes()
    merge = deltas.Merge(rig.link(TWO), rig.link(ONE))
    merge.run()
    merge.undo()
    merge.close()
    assert rig.datastore.resolve("vm/vm-000001-delta.vmdk").read_bytes() == before


def test_no_room(rig: Rig) -> None:
    """NoDiskSpace before anything is copied; nothing is taken."""
    rig.write(ONE, 2 * MIB, b"x" * MIB)
    before = rig.read(BASE)
    rig.datastore.capacity = rig.datastore.used + MIB // 2
    with pytest.raises(NoDiskSpace):
        deltas.Merge(rig.link(ONE), rig.link(BASE))
    assert rig.read(BASE) == before
    assert rig.datastore.free_space == MIB // 2


def test_locked(rig: Rig) -> None:
    """Not into a disk that others read."""
    chains.lock(rig.volumes, rig.datastore, ONE, "vm-2")
    with pytest.raises(FileLocked):
        deltas.Merge(rig.link(ONE), rig.link(BASE), owner="vm-1")


def test_cancel(rig: Rig) -> None:
    """It ends before the next piece."""
    merge = deltas.Merge(rig.link(ONE), rig.link(BASE))
    merge.cancel()
    with pytest.raises(CopyCancelled):
        merge.run()
    merge.undo()
    merge.close()


def test_a_disk_that_fails(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is the storage's, and undo brings everything back."""
    rig.write(ONE, 5 * MIB, b"x" * 5000)
    before = rig.read(BASE)
    merge = deltas.Merge(rig.link(ONE), rig.link(BASE))
    real, calls = chains.Layer.write, []

    def write(layer: chains.Layer, first: int, data: bytes) -> None:
        calls.append(first)
        if len(calls) == 2:
            raise CannotAccessFile("x", "the disk is broken")
        real(layer, first, data)

    monkeypatch.setattr(chains.Layer, "write", write)
    with pytest.raises(StorageError):
        merge.run()
    merge.undo()
    merge.close()
    assert len(calls) == 2
    assert rig.read(BASE) == before


def test_outdated(rig: Rig) -> None:
    """A guest that writes meanwhile is noticed."""
    merge = deltas.Merge(rig.link(ONE), rig.link(BASE))
    assert not merge.outdated
    rig.write(ONE, 0, b"late")
    assert merge.outdated
    merge.close()
