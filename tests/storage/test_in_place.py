"""Content that is changed where it is, and what that takes."""

from __future__ import annotations

import pytest

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import CannotAccessFile, FileLocked, FileNotFound, IsADirectory, NoDiskSpace

MIB = 1 << 20


@pytest.fixture
def thin(datastore: Datastore) -> Datastore:
    """A datastore with a thin file of 8 MiB."""
    datastore.create_sparse("a", 8 * MIB, thick=False)
    return datastore


def test_written_content_is_there_and_counted(thin: Datastore) -> None:
    """Free space follows when the file is let go."""
    file = thin.open_in_place("a")
    file.reserve(MIB)
    assert thin.used == MIB
    file.write(3 * MIB, b"x" * MIB)
    assert file.read(3 * MIB - 1, 3) == b"\0xx"
    file.close()
    file.close()
    assert thin.used == thin.stat("a").allocated == MIB
    with thin.open_read("a") as reader:
        assert reader.read()[3 * MIB - 1 : 3 * MIB + 1] == b"\0x"


def test_beyond_the_end_are_zeros(thin: Datastore) -> None:
    """Reading goes on."""
    file = thin.open_in_place("a")
    assert file.read(8 * MIB - 2, 4) == bytes(4)
    file.close()


def test_no_room(datastore: Datastore) -> None:
    """NoDiskSpace before anything is written; what was taken is given back."""
    datastore.create_sparse("a", 8 * MIB, thick=False)
    datastore.capacity = datastore.used + MIB
    file = datastore.open_in_place("a")
    file.reserve(MIB // 2)
    with pytest.raises(NoDiskSpace):
        file.reserve(MIB)
    file.close()
    assert datastore.free_space == MIB


def test_thick_files_have_their_room(datastore: Datastore) -> None:
    """Writing there takes nothing more, and they stay thick."""
    datastore.create_sparse("a", 8 * MIB, thick=True)
    datastore.capacity = 8 * MIB
    file = datastore.open_in_place("a")
    file.reserve(8 * MIB)
    file.write(0, b"x")
    file.close()
    assert datastore.used == 8 * MIB


def test_holes(thin: Datastore) -> None:
    """What writing somewhere would take."""
    file = thin.open_in_place("a")
    file.write(MIB, b"x" * MIB)
    assert file.holes(0, 4 * MIB) == 3 * MIB
    assert file.holes(MIB, MIB) == 0
    assert file.holes(7 * MIB, MIB) == MIB
    file.close()


def test_undo(thin: Datastore) -> None:
    """All is as it was: content, overlapping writes, size."""
    file = thin.open_in_place("a")
    file.write(MIB, bytes(range(256)) * 4096)
    file.close()
    before = thin.resolve("a").read_bytes()
    file = thin.open_in_place("a", undo=True)
    for offset, letter in ((MIB - 5, b"1"), (MIB + 100, b"2"), (2 * MIB - 3, b"3"), (5 * MIB, b"4")):
        file.write(offset, letter * 70_000)
    file.resize(9 * MIB)
    file.write(8 * MIB + 5, b"5")
    file.undo()
    file.close()
    assert thin.resolve("a").read_bytes() == before


def test_the_log_has_no_name(thin: Datastore) -> None:
    """A crash would leave nothing of it."""
    file = thin.open_in_place("a", undo=True)
    file.write(0, b"x")
    file.write(0, b"y")
    names = {path.name for path in thin.root.rglob("*") if path.is_file()}
    assert names == {"a"}
    file.close()


def test_refusals(thin: Datastore) -> None:
    """What can't be opened."""
    thin.mkdir("d")
    (thin.root / "link").symlink_to(thin.resolve("a"))
    thin.lock("a", "vm")
    for path, error in (("b", FileNotFound), ("d", IsADirectory), ("link", CannotAccessFile), ("a", FileLocked)):
        with pytest.raises(error):
            thin.open_in_place(path)
    thin.open_in_place("a", owner="vm").close()


def test_a_file_that_was_deleted_meanwhile(thin: Datastore) -> None:
    """Is not counted again."""
    file = thin.open_in_place("a")
    file.write(0, b"x" * MIB)
    thin.delete_file("a")
    file.close()
    assert thin.used == 0
