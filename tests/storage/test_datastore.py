"""Files and directories of a datastore."""

from __future__ import annotations

import io
import os

import pytest

from fakeesx.storage.datastore import STAGING, Datastore, DatastoreKind
from fakeesx.storage.errors import (
    CannotAccessFile,
    DirectoryNotEmpty,
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    FileTooLarge,
    InvalidDatastorePath,
    InvalidFile,
    IsADirectory,
    NotADirectory,
)
from fakeesx.storage.locks import LockMode


def shown(datastore, path=""):
    """The names in a directory."""
    return [each.name for each in datastore.listing(path)]


def everything(datastore):
    """All paths and contents."""
    return {
        each.path: None if each.is_directory else datastore.read_file(each.path)
        for _, files in datastore.walk()
        for each in files
    }


def test_identity(tmp_path):
    """A VMFS volume is known by its uuid, an NFS one by its remote path."""
    vmfs = Datastore(tmp_path / "a", name="datastore1", uuid="4d3ea5ac-45d89fb1", capacity=1)
    nfs = Datastore(
        tmp_path / "b",
        name="nas",
        uuid="6954b300-01710358",
        capacity=1,
        kind=DatastoreKind.NFS,
        remote="srv:/iso",
    )
    assert (vmfs.kind, vmfs.identity, vmfs.url) == ("VMFS", vmfs.uuid, "/vmfs/volumes/4d3ea5ac-45d89fb1")
    assert (nfs.kind, nfs.identity) == ("NFS", "srv:/iso")


def test_a_fresh_datastore_is_empty(datastore, folder):
    """The folder is made and nothing else."""
    assert datastore.root == folder
    assert list(folder.iterdir()) == []
    assert (datastore.used, datastore.free_space) == (0, datastore.capacity)


def test_the_root_must_be_a_folder(tmp_path):
    """A file in its place is refused."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectory):
        Datastore(tmp_path / "file", name="d", uuid="u", capacity=1)


def test_the_name_must_fit_into_paths(tmp_path):
    """A name that would break ``[name] path`` is refused."""
    with pytest.raises(InvalidDatastorePath):
        Datastore(tmp_path, name="a]b", uuid="u", capacity=1)


def test_write_and_read(datastore, folder):
    """A written file is there, on the disk too, and can be replaced."""
    datastore.mkdir("vm")
    found = datastore.write_file("vm/vm.vmx", b"one")
    assert (found.path, found.name, found.size, found.is_directory) == ("vm/vm.vmx", "vm.vmx", 3, False)
    assert (folder / "vm" / "vm.vmx").read_bytes() == b"one"
    again = datastore.write_file("vm//vm.vmx", b"other")
    assert again.inode != found.inode
    assert datastore.read_file("vm/vm.vmx") == b"other"
    assert datastore.stat("vm/vm.vmx") == again


def test_writing_fails(datastore):
    """No directory, a file for one, a directory in the way, the root: nothing is made."""
    datastore.mkdir("d")
    datastore.write_file("f", b"")
    for path, error in (
        ("no/f", FileNotFound),
        ("f/f", NotADirectory),
        ("d", IsADirectory),
        ("", IsADirectory),
    ):
        with pytest.raises(error):
            datastore.write_file(path, b"x")
        with pytest.raises(error):
            datastore.begin_upload(path)
    assert everything(datastore) == {"d": None, "f": b""}


def test_error_names_the_missing_directory(datastore):
    """What is missing is the directory, in the form that clients know."""
    with pytest.raises(FileNotFound) as caught:
        datastore.write_file("no/such/file", b"")
    assert caught.value.path == "[datastore1] no/such"


@pytest.mark.parametrize("durable", [False, True])
def test_create_files_all_or_none(datastore, durable):
    """When one of several files can't be made none is there."""
    datastore.write_file("b", b"old")
    with pytest.raises(FileAlreadyExists):
        datastore.create_files({"a": b"1", "b": b"2", "c": b"3"}, durable=durable)
    assert everything(datastore) == {"b": b"old"}
    datastore.create_files({"a": b"1", "c": b""}, durable=durable)
    assert everything(datastore) == {"a": b"1", "b": b"old", "c": b""}


def test_reading_fails(datastore):
    """Directories and missing files can't be read."""
    datastore.mkdir("d")
    with pytest.raises(IsADirectory):
        datastore.open_read("d")
    with pytest.raises(FileNotFound):
        datastore.open_read("none")
    datastore.write_file("f", b"")
    with pytest.raises(NotADirectory):
        datastore.open_read("f/x")


def test_read_limit(datastore):
    """A small file is read only when it is small."""
    datastore.write_file("f", b"12345")
    assert datastore.read_file("f", limit=5) == b"12345"
    with pytest.raises(InvalidFile):
        datastore.read_file("f", limit=4)


def test_writing_over(datastore):
    """Content that fits the room of the file it replaces goes into that file; other content makes a new one."""
    datastore.write_file("f", b"x" * 100)
    inode = datastore.stat("f").inode
    for data in (b"longer" * 50, b"short", b""):
        found = datastore.write_file("f", data, in_place=True)
        assert (found.inode, found.size, datastore.read_file("f")) == (inode, len(data), data)
    datastore.write_file("f", b"x" * 100_000, in_place=True)
    assert datastore.stat("f").inode != inode
    assert datastore.used == datastore.stat("f").allocated
    datastore.write_file("new", b"x", in_place=True)
    assert datastore.read_file("new") == b"x"


def test_names(datastore, folder):
    """Directories and the rest, links too; no directory is no answer."""
    datastore.mkdir("d")
    datastore.write_file("f", b"")
    (folder / "link").symlink_to("f")
    directories, others = datastore.names()
    assert (directories, sorted(others)) == (["d"], ["f", "link"])
    with pytest.raises(FileNotFound):
        datastore.names("nothing")
    with pytest.raises(NotADirectory):
        datastore.names("f")


def test_a_reader_keeps_its_file(datastore):
    """Replacing or deleting does not disturb who reads already."""
    datastore.write_file("f", b"first")
    with datastore.open_read("f") as reader:
        datastore.write_file("f", b"second")
        datastore.delete_file("f")
        reader.seek(1)
        assert isinstance(reader, io.FileIO)
        assert reader.readall() == b"irst"


def test_listing(datastore, folder):
    """Sorted, with sizes; not the staging directory, links and pipes, nor names that no path can have."""
    datastore.mkdir("b")
    datastore.write_file("a", b"12")
    datastore.write_file("a", b"123")  # through the staging directory, which now exists
    (folder / "link").symlink_to(folder / "a")
    os.mkfifo(folder / "pipe")
    (folder / "line\nbreak").write_bytes(b"")
    (folder / os.fsdecode(b"\xff")).write_bytes(b"")
    assert (folder / STAGING).is_dir()
    assert [(each.path, each.size, each.is_directory) for each in datastore.listing()] == [
        ("a", 3, False),
        ("b", 0, True),
    ]
    with pytest.raises(NotADirectory):
        datastore.listing("a")
    with pytest.raises(FileNotFound):
        datastore.listing("none")


def test_walk(datastore):
    """Every directory once, parents first."""
    datastore.mkdir("a/b", parents=True)
    datastore.mkdir("c")
    datastore.write_file("a/b/f", b"")
    found = [(path, [each.name for each in files]) for path, files in datastore.walk()]
    assert found == [("", ["a", "c"]), ("a", ["b"]), ("a/b", ["f"]), ("c", [])]


def test_exists(datastore):
    """Files, directories, the root; not what is below a file."""
    datastore.write_file("f", b"")
    answers = {path: datastore.exists(path) for path in ("", "f", "f/x", "none", "none/x")}
    assert answers == {"": True, "f": True, "f/x": False, "none": False, "none/x": False}


def test_mkdir(datastore):
    """Parents only on request, and never over something."""
    datastore.write_file("f", b"")
    with pytest.raises(FileNotFound):
        datastore.mkdir("a/b")
    datastore.mkdir("a/b/c", parents=True)
    for taken in ("a", "a/b/c", "f", ""):
        with pytest.raises(FileAlreadyExists):
            datastore.mkdir(taken, parents=True)
    with pytest.raises(NotADirectory):
        datastore.mkdir("f/d", parents=True)
    assert everything(datastore) == {"a": None, "a/b": None, "a/b/c": None, "f": b""}


def test_rmdir(datastore):
    """Only empty directories go."""
    datastore.mkdir("a/b", parents=True)
    with pytest.raises(DirectoryNotEmpty):
        datastore.rmdir("a")
    datastore.rmdir("a/b")
    datastore.rmdir("a")
    with pytest.raises(FileNotFound):
        datastore.rmdir("a")
    datastore.write_file("f", b"")
    with pytest.raises(NotADirectory):
        datastore.rmdir("f")
    assert everything(datastore) == {"f": b""}


def test_delete(datastore):
    """A file or a tree; the root stays."""
    datastore.mkdir("a/b", parents=True)
    datastore.write_file("a/b/f", b"x" * 5000)
    datastore.write_file("g", b"")
    with pytest.raises(IsADirectory):
        datastore.delete_file("a")
    with pytest.raises(CannotAccessFile):
        datastore.delete("")
    datastore.delete("a")
    datastore.delete("g")
    with pytest.raises(FileNotFound):
        datastore.delete("g")
    assert everything(datastore) == {}
    assert datastore.used == 0


def test_delete_takes_what_is_not_shown(datastore, folder):
    """A tree goes with the links in it; what they point to stays."""
    datastore.mkdir("a")
    outside = folder.parent / "outside"
    outside.write_bytes(b"keep")
    (folder / "a" / "link").symlink_to(outside)
    (folder / "a" / "dirlink").symlink_to(folder.parent)
    (folder / "a" / "odd\nname").write_bytes(b"")
    datastore.delete("a")
    assert not datastore.exists("a")
    assert outside.read_bytes() == b"keep"


def test_delete_deep_tree(datastore):
    """A tree as deep as paths allow is made, listed and deleted."""
    path = "/".join("d" * 500)
    datastore.mkdir(path, parents=True)
    assert sum(1 for _ in datastore.walk()) == 501
    datastore.delete("d")
    assert everything(datastore) == {}


def test_delete_files(datastore):
    """Missing ones are no error, a directory stops all."""
    datastore.mkdir("d")
    for path in ("a", "b", "d/c"):
        datastore.write_file(path, b"")
    with pytest.raises(IsADirectory):
        datastore.delete_files(["a", "d"])
    assert shown(datastore) == ["a", "b", "d"]
    datastore.delete_files(["a", "none", "no/dir", "d/c", "a"])
    assert everything(datastore) == {"b": b"", "d": None}


def test_move(datastore):
    """Files and trees get new names."""
    datastore.mkdir("a/b", parents=True)
    datastore.write_file("a/b/f", b"f")
    datastore.move("a/b/f", "g")
    datastore.move("a", "c")
    assert everything(datastore) == {"c": None, "c/b": None, "g": b"f"}


def test_move_over(datastore):
    """A file replaces a file on request; nothing replaces a directory."""
    datastore.mkdir("d")
    datastore.write_file("a", b"a")
    datastore.write_file("b", b"b")
    for source, target, overwrite in (
        ("a", "b", False),
        ("a", "d", True),
        ("d", "a", True),
        ("a", "a", True),
    ):
        with pytest.raises(FileAlreadyExists):
            datastore.move(source, target, overwrite=overwrite)
    datastore.move("a", "b", overwrite=True)
    assert everything(datastore) == {"b": b"a", "d": None}


def test_move_fails(datastore):
    """Missing source, missing directory, into itself, the root."""
    datastore.mkdir("d")
    for source, target, error in (
        ("none", "x", FileNotFound),
        ("d", "no/x", FileNotFound),
        ("d", "d/x", CannotAccessFile),
        ("", "x", CannotAccessFile),
        ("d", "", CannotAccessFile),
    ):
        with pytest.raises(error):
            datastore.move(source, target)
    assert everything(datastore) == {"d": None}


def test_resize(datastore):
    """Cutting keeps the head, lengthening adds zeros."""
    datastore.write_file("f", b"abcdef")
    datastore.resize("f", 3, thick=False)
    datastore.resize("f", 5, thick=False)
    assert datastore.read_file("f") == b"abc\0\0"
    with pytest.raises(FileNotFound):
        datastore.resize("none", 3, thick=False)


def test_max_file_size(tmp_path):
    """A file system of small blocks takes no large files."""
    datastore = Datastore(tmp_path, name="d", uuid="u", capacity=10**9, max_file_size=1000)
    datastore.create_sparse("f", 1000, thick=False)
    with pytest.raises(FileTooLarge) as caught:
        datastore.create_sparse("g", 1001, thick=False)
    assert (caught.value.size, caught.value.limit) == (1001, 1000)
    with pytest.raises(FileTooLarge):
        datastore.resize("f", 1001, thick=False)
    with pytest.raises(FileTooLarge):
        datastore.begin_upload("g", 1001)
    upload = datastore.begin_upload("g")
    with pytest.raises(FileTooLarge):
        upload.write(b"x" * 1001)
    assert everything(datastore).keys() == {"f"}


def test_locked_files_stay(datastore):
    """What somebody holds is not written, moved, deleted, resized or replaced, nor goes with its tree."""
    datastore.mkdir("vm/sub", parents=True)
    datastore.write_file("vm/sub/f", b"f")
    datastore.write_file("g", b"g")
    datastore.lock("vm/sub/f", "16")
    before = everything(datastore)
    for attempt in (
        lambda: datastore.write_file("vm/sub/f", b""),
        lambda: datastore.begin_upload("vm/sub/f"),
        lambda: datastore.resize("vm/sub/f", 0, thick=False),
        lambda: datastore.delete_file("vm/sub/f"),
        lambda: datastore.delete_files(["g", "vm/sub/f"]),
        lambda: datastore.delete("vm/sub/f"),
        lambda: datastore.delete("vm"),
        lambda: datastore.move("vm/sub/f", "h"),
        lambda: datastore.move("vm", "wm"),
        lambda: datastore.move("g", "vm/sub/f", overwrite=True),
        lambda: datastore.delete("vm", owner="32"),
    ):
        with pytest.raises(FileLocked) as caught:
            attempt()
        assert (caught.value.path, caught.value.owner) == ("[datastore1] vm/sub/f", "16")
        assert everything(datastore) == before
    assert datastore.read_file("vm/sub/f") == b"f"


def test_the_owner_may(datastore):
    """The owner's locks are not in its own way, and go with the file or follow it."""
    datastore.mkdir("vm")
    datastore.write_file("vm/f", b"")
    datastore.lock("vm/f", "16", LockMode.EXCLUSIVE)
    datastore.write_file("vm/f", b"new", owner="16")
    datastore.move("vm", "wm", owner="16")
    assert (datastore.locked_by("vm/f"), datastore.locked_by("wm/f")) == ((), ("16",))
    datastore.move("wm/f", "wm/g", owner="16")
    assert datastore.locked_by("wm/g") == ("16",)
    datastore.delete("wm", owner="16")
    assert datastore.lock_owners == ()


def test_exclusive_locks_keep_readers_away(datastore):
    """The extents of a running machine can't be read, by others."""
    datastore.write_file("f", b"f")
    datastore.lock("f", "16", LockMode.EXCLUSIVE)
    with pytest.raises(FileLocked):
        datastore.open_read("f")
    assert datastore.read_file("f", owner="16") == b"f"
    datastore.unlock("16")
    assert datastore.read_file("f") == b"f"


def test_locking_fails(datastore):
    """Only files that are there are locked, and by one owner."""
    datastore.mkdir("d")
    datastore.write_file("f", b"")
    datastore.lock("f", "16")
    for path, error in (("none", FileNotFound), ("d", IsADirectory), ("f", FileLocked)):
        with pytest.raises(error):
            datastore.lock(path, "32")
    datastore.unlock("32", "f")
    assert datastore.lock_owners == ("16",)
    datastore.unlock("16", "f")
    datastore.require_unlocked("f")


def test_times_come_from_the_clock(tmp_path):
    """A host with a clock of its own gives its files that time."""
    datastore = Datastore(tmp_path, name="d", uuid="u", capacity=10**9, clock=lambda: 1295962541.25)
    datastore.write_file("a", b"")
    datastore.write_file("a", b"again")
    datastore.create_sparse("b", 10, thick=True)
    with datastore.begin_upload("c") as upload:
        upload.commit()
    assert {each.modified for each in datastore.listing()} == {1295962541.25}


def test_refusal_of_the_operating_system(datastore, monkeypatch):
    """What the disk under the simulation refuses has a name, and leaves nothing."""

    def full(fd, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    datastore.create_files({"empty": b""})
    for attempt in (
        lambda: datastore.write_file("f", b"x"),
        lambda: datastore.write_file("empty", b"x"),
        lambda: datastore.begin_upload("f").write(b"x"),
    ):
        with pytest.raises(Exception, match="Insufficient disk space"):
            attempt()
    monkeypatch.undo()
    assert everything(datastore) == {"empty": b""}
    assert list((datastore.root / STAGING).iterdir()) == []
    assert datastore.used == 0
