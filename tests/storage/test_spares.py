"""Deleted files that are used again: never seen, never with old content, never somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakeesx.storage.datastore import STAGING, Datastore
from fakeesx.storage.errors import DirectoryNotEmpty, FileAlreadyExists


@pytest.fixture
def store(tmp_path: Path) -> Datastore:
    """A datastore whose staging directory is there, so that spares are kept from the first."""
    store = Datastore(tmp_path / "store", name="store", uuid="4d3ea5ac-45d89fb1-847e-001b24f06a45", capacity=2**30)
    (store.root / STAGING).mkdir()
    return store


def inode(store: Datastore, path: str) -> int:
    """The inode of a file."""
    return (store.root / path).stat().st_ino


def test_file_is_used_again(store: Datastore) -> None:
    """The next file is the one that went, with nothing of its content."""
    store.create_files({"a": b"old content"})
    first = inode(store, "a")
    store.delete_file("a")
    assert [each.name for each in store.listing()] == []
    store.create_files({"b": b"new"})
    assert inode(store, "b") == first
    assert store.read_file("b") == b"new"
    assert store.used == (store.root / "b").stat().st_blocks * 512


def test_directory_is_used_again(store: Datastore) -> None:
    """Likewise directories; one that is not empty stays."""
    store.mkdir("d")
    first = inode(store, "d")
    store.create_files({"d/a": b""})
    with pytest.raises(DirectoryNotEmpty):
        store.rmdir("d")
    store.delete_file("d/a")
    store.rmdir("d")
    store.mkdir("e")
    assert inode(store, "e") == first
    assert store.listing("e") == []


def test_reader_keeps_its_file(store: Datastore) -> None:
    """Who reads a file that is deleted reads it to its end."""
    store.create_files({"a": b"old content"})
    with store.open_read("a") as file:
        store.delete_file("a")
        store.create_files({"b": b"new"})
        assert file.read() == b"old content"


def test_other_name_keeps_its_file(store: Datastore) -> None:
    """A file that has another name outside is let alone."""
    store.create_files({"a": b"old content"})
    other = store.root.parent / "other"
    os.link(store.root / "a", other)
    store.delete_file("a")
    store.create_files({"b": b"new"})
    assert other.read_bytes() == b"old content"


def test_name_that_is_taken(store: Datastore) -> None:
    """A spare replaces nothing."""
    store.create_files({"a": b"a", "b": b"b"})
    store.mkdir("d")
    store.mkdir("e")
    store.delete_file("b")
    store.rmdir("e")
    with pytest.raises(FileAlreadyExists):
        store.create_files({"a": b"other"})
    with pytest.raises(FileAlreadyExists):
        store.mkdir("d")
    assert store.read_file("a") == b"a"


def test_spares_that_somebody_took(store: Datastore) -> None:
    """Files are made anew where the spares are gone."""
    store.create_files({"a": b"a"})
    store.mkdir("d")
    store.delete_file("a")
    store.rmdir("d")
    for spare in (store.root / STAGING).iterdir():
        if spare.is_dir():
            spare.rmdir()
        else:
            spare.unlink()
    store.create_files({"b": b"b"})
    store.mkdir("e")
    assert store.read_file("b") == b"b"
    assert store.stat("e").is_directory


def test_what_shall_last_is_not_kept(store: Datastore) -> None:
    """A durable deletion deletes."""
    store.create_files({"a": b"a"})
    store.delete_file("a", durable=True)
    assert list((store.root / STAGING).iterdir()) == []


def test_not_more_than_enough(store: Datastore) -> None:
    """A hundred deleted files leave 64 spares."""
    names = [str(number) for number in range(100)]
    store.create_files(dict.fromkeys(names, b"x"))
    store.delete_files(names)
    assert len(list((store.root / STAGING).iterdir())) == 64
