"""What earlier versions of files cost, and what becomes of them when the disk refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from host_record import files

from fakeesx.storage import _fs
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.past import History, blocks, returning
from fakeesx.storage.reading import STAGING

GIB = 1 << 30


@pytest.fixture
def past(tmp_path: Path) -> History:
    """The versions of all files below the test's folder."""
    return History(f"{tmp_path}/{STAGING}")


@pytest.fixture
def datastore(tmp_path: Path, past: History) -> Datastore:
    """An empty datastore of 100 GiB."""
    return Datastore(tmp_path / "datastore", name="d", uuid="u", capacity=100 * GIB, past=past)


def kept(tmp_path: Path) -> int:
    """Bytes on the disk that hold what was."""
    return sum(path.lstat().st_blocks * 512 for path in (tmp_path / STAGING).rglob("*") if path.lstat().st_nlink == 1)


def test_a_large_disk_is_not_copied(tmp_path: Path, past: History, datastore: Datastore) -> None:
    """Of 8 GiB in which a guest writes here and there only those blocks are kept, and they come back with their holes."""
    datastore.create_sparse("disk", 8 * GIB, thick=True, head=b"head")
    with_data = datastore.open_in_place("disk")
    with_data.write(GIB, b"data" * 20000)
    with_data.close()
    before, room = files(tmp_path / "datastore"), (tmp_path / "datastore/disk").stat().st_blocks
    version, free = past.mark(), datastore.free_space
    file = datastore.open_in_place("disk")
    for offset in (0, GIB + 5, 4 * GIB, 8 * GIB - 3):
        file.write(offset, b"new")
    file.resize(8 * GIB + 70_000)
    file.write(8 * GIB + 60_000, b"new")
    file.close()
    assert 0 < kept(tmp_path) <= 3 * blocks.SIZE
    assert datastore.free_space <= free
    past.go_back(version)
    assert files(tmp_path / "datastore") == before
    assert (tmp_path / "datastore/disk").stat().st_blocks == room


def test_what_is_kept_takes_no_space_of_the_datastore(past: History, datastore: Datastore) -> None:
    """A file that is deleted gives its space back, though it can come again."""
    free = datastore.free_space
    datastore.write_file("a", bytes(100_000))
    version = past.mark()
    datastore.delete("a")
    assert datastore.free_space == free
    assert datastore.listing() == []
    datastore.refresh()
    assert datastore.free_space == free
    past.go_back(version)
    assert [each.path for each in datastore.listing()] == ["a"]


def test_files_that_come_and_go_leave_nothing(tmp_path: Path, past: History, datastore: Datastore) -> None:
    """However many there were."""
    past.mark()
    for number in range(50):
        datastore.mkdir(f"d{number}")
        datastore.write_file(f"d{number}/a", b"a")
        datastore.move(f"d{number}/a", f"d{number}/b")
        datastore.delete(f"d{number}")
    assert past.kept <= 2  # the times of the root and of what is above it
    assert not list((tmp_path / STAGING).rglob("*"))


@pytest.mark.parametrize("call", ["rename", "make_directory", "remove_directory", "look"])
def test_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Whichever step fails: all is as before, and going back works when the disk does again."""
    real, failures = getattr(_fs, call), 0
    for number in range(1, 100):
        folder = tmp_path / str(number)
        past = History(f"{folder}/{STAGING}")
        datastore = Datastore(folder / "datastore", name="d", uuid="u", capacity=100 * GIB, past=past)
        version, records = _changed_twice(folder, past, datastore)
        now, left = files(folder / "datastore"), [number]

        def failing(*args: Any, left: list[int] = left) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*args)

        with monkeypatch.context() as patched:
            patched.setattr(_fs, call, failing)
            try:
                past.go_back(version)
            except OSError:
                failures += 1
                assert files(folder / "datastore") == now
            else:  # what failed, if anything, was only a deletion of what is of no use any more
                assert files(folder / "datastore") == records
        if left[0] > 0:  # there are no more steps
            break
        past.go_back(version)
        assert files(folder / "datastore") == records
    assert failures >= 2


def test_no_links(
    tmp_path: Path, past: History, datastore: Datastore, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a file system without them, files are copied."""
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    version, records = _changed_twice(tmp_path, past, datastore)
    past.go_back(version)
    assert files(tmp_path / "datastore") == records


def test_no_holes(tmp_path: Path, past: History, datastore: Datastore, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that can't make them, zeros are written."""
    monkeypatch.setattr(blocks, "_fallocate", lambda: None)
    version, records = _changed_twice(tmp_path, past, datastore)
    past.go_back(version)
    assert files(tmp_path / "datastore") == records


def test_what_strangers_put_there(tmp_path: Path, past: History, datastore: Datastore) -> None:
    """It goes with a directory that was not there; a file whose basis they took is an error, and nothing has changed."""
    datastore.create_sparse("disk", 200_000, thick=False)
    version = past.mark()
    datastore.mkdir("new")
    (tmp_path / "datastore/new/strange").write_bytes(b"strange")
    past.go_back(version)
    assert [each.path for each in datastore.listing()] == ["disk"]
    file = datastore.open_in_place("disk")
    file.write(0, b"new")
    file.close()
    datastore.mkdir("new")
    (tmp_path / "datastore/disk").unlink()
    with pytest.raises(FileNotFoundError):
        past.go_back(version)
    assert [each.path for each in datastore.listing()] == ["new"]
    assert returning.SIZE == blocks.SIZE


def _changed_twice(tmp_path: Path, past: History, datastore: Datastore) -> tuple[Any, Any]:
    """Two versions and changes after each; the older one and what there was."""
    datastore.mkdir("a/b", parents=True)
    datastore.write_file("a/one", b"one")
    datastore.write_file("a/b/two", b"two")
    datastore.create_sparse("disk", 300_000, thick=True, head=b"head")
    version = past.mark()
    records = files(tmp_path / "datastore")
    for text in (b"1", b"2"):
        file = datastore.open_in_place("disk")
        file.write(100_000, text)
        file.close()
        datastore.write_file("a/one", text)
        datastore.move("a/b", "c") if text == b"1" else datastore.delete("c")
        datastore.mkdir(f"new{text.decode()}")
        datastore.write_file(f"new{text.decode()}/file", text)
        past.mark()
    return version, records
