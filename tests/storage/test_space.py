"""Capacity, free space, thick and thin."""

from __future__ import annotations

import pytest

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import NoDiskSpace
from fakeesx.storage.vmdk import create_disk, delete_disk

MIB = 1024**2
UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"


@pytest.fixture
def small(tmp_path):
    """A datastore of 10 MiB."""
    return Datastore(tmp_path / "small", name="small", uuid="u", capacity=10 * MIB)


def test_files_take_and_give_back(small):
    """What is written is taken, what is deleted is free again."""
    small.mkdir("d")
    small.write_file("d/f", b"x" * MIB)
    assert MIB <= small.used < MIB + 65536
    assert small.free_space == small.capacity - small.used
    small.move("d/f", "g")
    small.write_file("g", b"x" * 10)
    assert small.used < 65536
    small.delete("g")
    assert small.used == 0


def test_thick_and_thin(small):
    """A thick file counts in full, a thin one as it is written; neither takes room on the real disk."""
    thick = small.create_sparse("thick", 4 * MIB, thick=True)
    thin = small.create_sparse("thin", 100 * MIB, thick=False)
    assert (thick.size, thick.allocated) == (4 * MIB, 4 * MIB)
    assert (thin.size, thin.allocated) == (100 * MIB, 0)
    assert (small.used, small.uncommitted) == (4 * MIB, 100 * MIB)
    assert small.usage("thin") == (0, 100 * MIB)
    assert sum(each.stat().st_blocks for each in small.root.iterdir()) == 0


def test_full(small):
    """What does not fit is refused whole, by every way."""
    small.create_sparse("thick", 8 * MIB, thick=True)
    small.create_sparse("other", 1, thick=True)
    for attempt in (
        lambda: small.create_sparse("new", 3 * MIB, thick=True),
        lambda: small.write_file("new", b"x" * 3 * MIB),
        lambda: small.create_files({"fits": b"", "new": b"x" * 3 * MIB}),
        lambda: small.begin_upload("new", 3 * MIB),
        lambda: small.resize("other", 3 * MIB, thick=True),
    ):
        used = small.used
        with pytest.raises(NoDiskSpace) as caught:
            attempt()
        assert caught.value.datastore == "small"
        assert (small.used, len(small.listing())) == (used, 2)


def test_replacing_needs_the_difference(small):
    """A file may be replaced where both would not fit."""
    small.create_sparse("f", 9 * MIB, thick=True)
    with small.begin_upload("f", 6 * MIB) as upload:
        upload.write(bytes(6 * MIB))
        upload.commit()
    small.write_file("f", b"x" * 8 * MIB)
    assert small.stat("f").size == 8 * MIB


def test_resize_counts(small):
    """Growing a thick file takes the difference, cutting gives it back."""
    small.create_sparse("f", 2 * MIB, thick=True)
    small.resize("f", 6 * MIB, thick=True)
    assert small.used == 6 * MIB
    small.resize("f", MIB, thick=True)
    assert small.used == MIB


def test_uploads_count_while_they_come(small):
    """Two uploads share what is left; an aborted one gives it back."""
    first, second = small.begin_upload("a"), small.begin_upload("b")
    first.write(bytes(6 * MIB))
    assert small.used == 6 * MIB
    with pytest.raises(NoDiskSpace):
        second.write(bytes(6 * MIB))
    assert not second.open
    first.abort()
    assert (small.used, small.listing()) == (0, [])


def test_what_was_there_counts(small):
    """Opened again, the same datastore has the same figures: descriptors tell which extents are thick."""
    small.mkdir("vm")
    create_disk(small, "vm/thick.vmdk", 2 * MIB, thin=False, adapter="lsilogic", uuid=UUID)
    create_disk(small, "vm/thin.vmdk", 3 * MIB, thin=True, adapter="lsilogic", uuid=UUID)
    small.create_sparse("vm/vm-01020304.vswp", MIB, thick=True)
    small.write_file("vm/bad.vmdk", b"\xff no descriptor")
    again = Datastore(small.root, name="small", uuid="u", capacity=10 * MIB)
    assert 3 * MIB < small.used < 4 * MIB
    assert (again.used, again.uncommitted) == (small.used, small.uncommitted)
    assert again.stat("vm/thick-flat.vmdk").allocated == 2 * MIB
    delete_disk(again, "vm/thick.vmdk")
    again.delete("vm")
    assert (again.used, again.uncommitted) == (0, 0)


def test_refresh_sees_what_others_did(small):
    """Files that came behind the simulation's back count after a refresh, and can be deleted before one."""
    (small.root / "iso").write_bytes(bytes(MIB))
    assert small.used == 0
    small.refresh()
    assert small.used >= MIB
    (small.root / "iso").unlink()
    (small.root / "other").write_bytes(bytes(MIB))
    small.delete("other")
    small.refresh()
    assert small.used == 0


def test_refresh_keeps_uploads(small):
    """Bytes on their way still count after a refresh."""
    upload = small.begin_upload("f")
    upload.write(bytes(MIB))
    small.refresh()
    assert small.used == MIB
    upload.commit()
    assert MIB <= small.used < 2 * MIB
