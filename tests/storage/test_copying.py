"""Copies of files: content, holes, space, refusals, cancelling."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeesx.storage import copying
from fakeesx.storage.copying import Copy, CopyCancelled
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import (
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    FileTooLarge,
    IsADirectory,
    NoDiskSpace,
    StorageError,
)
from fakeesx.storage.locks import LockMode

MIB = 1024 * 1024


@pytest.fixture
def other(tmp_path: Path) -> Datastore:
    """A second datastore, of 10 MiB."""
    return Datastore(tmp_path / "other", name="other", uuid="4d3ea5ac-45d89fb1-847e-001b24f06a46", capacity=10 * MIB)


def copy(source: Datastore, path: str, target: Datastore, to: str, **options: object) -> None:
    """A whole copy."""
    each = Copy(source, path, target, to, **options)  # type: ignore[arg-type]
    try:
        each.run()
        each.commit()
    finally:
        each.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.binary(min_size=1, max_size=9000)), max_size=6), st.integers(0, 400_000))
def test_content_with_holes(datastore: Datastore, other: Datastore, writes: list[tuple[int, bytes]], size: int) -> None:
    """A copy reads as its source does, and takes no more space on the disk."""
    datastore.write_file("a", b"")
    with (datastore.root / "a").open("r+b") as file:
        for block, data in writes:
            file.seek(block * 8192)
            file.write(data)
        file.truncate(max(size, file.seek(0, os.SEEK_END)))
    datastore.refresh()
    copy(datastore, "a", other, "b", overwrite=True)
    assert (other.root / "b").read_bytes() == (datastore.root / "a").read_bytes()
    assert other.stat("b").allocated <= datastore.stat("a").allocated + 4096


@pytest.mark.parametrize("in_kernel", [True, False])
def test_without_help_of_the_kernel(datastore: Datastore, monkeypatch: pytest.MonkeyPatch, in_kernel: bool) -> None:
    """Where the operating system can't copy by itself, it is done by hand."""
    if not in_kernel:
        monkeypatch.delattr(os, "copy_file_range", raising=False)
    content = bytes(range(256)) * 10_000
    datastore.write_file("a", content)
    copy(datastore, "a", datastore, "b")
    assert datastore.read_file("b", limit=10 * MIB) == content


def test_target_appears_at_the_end(datastore: Datastore) -> None:
    """Nothing under the name before commit, nothing at all without it; the space is taken from the start."""
    datastore.write_file("a", b"x" * 100_000)
    used = datastore.used
    each = Copy(datastore, "a", datastore, "b")
    assert datastore.used >= used + 100_000
    each.run()
    assert not datastore.exists("b")
    assert each.progress == 100
    each.close()
    assert not datastore.exists("b")
    assert datastore.used == used


def test_thick_and_longer(datastore: Datastore) -> None:
    """A thick copy counts in full, and may be longer than its source."""
    datastore.write_file("a", b"x")
    copy(datastore, "a", datastore, "b", thick=True, at_least=5 * MIB)
    found = datastore.stat("b")
    assert (found.size, found.allocated) == (5 * MIB, 5 * MIB)
    with datastore.open_read("b") as file:
        assert file.read(3) == b"x\0\0"


def test_source_is_kept(datastore: Datastore) -> None:
    """While it is copied it is neither written nor deleted; others may read and copy it."""
    datastore.write_file("a", b"old")
    first, second = Copy(datastore, "a", datastore, "b"), Copy(datastore, "a", datastore, "c")
    first.close()
    for change in (lambda: datastore.write_file("a", b"new"), lambda: datastore.delete_file("a")):
        with pytest.raises(FileLocked):
            change()
    assert datastore.read_file("a") == b"old"
    second.close()
    datastore.write_file("a", b"new")
    assert datastore.lock_owners == ()


def test_source_that_its_owner_writes(datastore: Datastore) -> None:
    """The file that was there at the start is copied."""
    datastore.write_file("a", b"old")
    datastore.lock("a", "vm-16")
    each = Copy(datastore, "a", datastore, "b")
    datastore.write_file("a", b"new", owner="vm-16")
    each.run()
    each.commit()
    each.close()
    assert datastore.read_file("b") == b"old"


def test_name_that_is_taken_meanwhile(datastore: Datastore) -> None:
    """Nothing is replaced."""
    datastore.write_file("a", b"a")
    each = Copy(datastore, "a", datastore, "b")
    datastore.write_file("b", b"b")
    each.run()
    with pytest.raises(FileAlreadyExists):
        each.commit()
    each.close()
    assert datastore.read_file("b") == b"b"
    assert datastore.used == datastore.stat("a").allocated + datastore.stat("b").allocated


def test_datastore_that_closes_meanwhile(datastore: Datastore) -> None:
    """The thread writes on, to a file that nobody sees; nothing is left."""
    datastore.write_file("a", b"a" * 10_000)
    each = Copy(datastore, "a", datastore, "b")
    datastore.close()
    each.run()
    each.close()
    assert datastore.names() == ([".fakeesx-staging"], ["a"])
    assert list((datastore.root / ".fakeesx-staging").iterdir()) == []


def test_tells_how_far_it_is(datastore: Datastore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes that are done after each piece."""
    monkeypatch.setattr(copying, "PIECE", 4096)
    datastore.write_file("a", b"x" * 10_000)
    each = Copy(datastore, "a", datastore, "b")
    told: list[int] = []
    each.run(told.append)
    each.close()
    assert told == [4096, 8192, 10_000]


def test_source_that_is_cut_meanwhile(datastore: Datastore) -> None:
    """No endless loop."""
    datastore.write_file("a", b"x" * 10_000)
    each = Copy(datastore, "a", datastore, "b")
    os.truncate(datastore.root / "a", 10)
    each.run()
    each.commit()
    assert datastore.stat("b").size == 10_000


@pytest.mark.parametrize(
    ("path", "to", "error"),
    [
        ("nothing", "b", FileNotFound),
        ("dir", "b", IsADirectory),
        ("a", "dir", FileAlreadyExists),
        ("a", "none/b", FileNotFound),
        ("a", "a", FileAlreadyExists),
        ("running", "b", FileLocked),
        ("large", "b", FileTooLarge),
        ("thick", "b", NoDiskSpace),
    ],
)
def test_refusals(datastore: Datastore, other: Datastore, path: str, to: str, error: type[StorageError]) -> None:
    """At once, and with nothing changed."""
    other.max_file_size = 50 * MIB
    datastore.mkdir("dir")
    other.mkdir("dir")
    for name in ("a", "running"):
        datastore.write_file(name, b"x")
    other.write_file("a", b"y")
    datastore.lock("running", "vm-16", LockMode.EXCLUSIVE)
    datastore.create_sparse("large", 60 * MIB, thick=False)
    datastore.create_sparse("thick", 20 * MIB, thick=True)
    used = other.used
    with pytest.raises(error):
        Copy(datastore, path, other, to)
    assert other.used == used
    assert {each.name for each in other.listing()} == {"a", "dir"}


def test_locked_target(datastore: Datastore) -> None:
    """A file that a running VM holds is not replaced."""
    datastore.write_file("a", b"x")
    datastore.write_file("b", b"y")
    datastore.lock("b", "vm-16")
    with pytest.raises(FileLocked):
        Copy(datastore, "a", datastore, "b", overwrite=True)


def test_cancelled(datastore: Datastore, monkeypatch: pytest.MonkeyPatch) -> None:
    """From another thread, between two pieces."""
    monkeypatch.setattr(copying, "PIECE", 4096)
    datastore.write_file("a", b"x" * 100_000)
    each = Copy(datastore, "a", datastore, "b")
    thread = threading.Thread(target=each.cancel)
    thread.start()
    thread.join()
    with pytest.raises(CopyCancelled):
        each.run()
    each.close()
    assert not datastore.exists("b")
