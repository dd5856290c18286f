"""The lock files of NFS."""

import pytest

from fakeesx.storage.datastore import Datastore, DatastoreKind
from fakeesx.storage.errors import FileLocked
from fakeesx.storage.lock_files import SIZE, lock_name
from fakeesx.storage.locks import LockMode


def open_nfs(root):
    """The NFS datastore in a folder."""
    return Datastore(root, name="nfs", uuid="6954b300-01710358", capacity=1 << 30, kind=DatastoreKind.NFS, remote="s:/p")


@pytest.fixture
def nfs(tmp_path):
    """An NFS datastore with a file."""
    store = open_nfs(tmp_path / "nfs")
    store.mkdir("vm")
    store.write_file("vm/a", b"content")
    return store


def names(store):
    """What is in the directory."""
    return [each.name for each in store.listing("vm")]


def test_the_name():
    """The bytes of the inode number backwards."""
    assert lock_name(0x1000903E0) == ".lck-e003090001000000"


def test_while_it_is_held(nfs):
    """One file for all owners, from the first lock to the last."""
    name = lock_name(nfs.resolve("vm/a").stat().st_ino)
    nfs.lock("vm/a", "one", LockMode.READ_ONLY)
    nfs.lock("vm/a", "two", LockMode.READ_ONLY)
    assert names(nfs) == [name, "a"]
    assert nfs.read_file(f"vm/{name}")[20:30] == b"localhost\0"
    assert nfs.stat(f"vm/{name}").size == SIZE
    with pytest.raises(FileLocked):
        nfs.lock("vm/a", "three")
    nfs.unlock("one")
    assert names(nfs) == [name, "a"]
    nfs.unlock("two")
    assert names(nfs) == ["a"]


def test_a_new_file_under_the_name(nfs):
    """Its owner may replace a file that it holds; the lock file goes with the lock all the same."""
    nfs.lock("vm/a", "one")
    nfs.write_file("vm/a", b"longer content than it had before", owner="one")
    nfs.unlock("one")
    assert names(nfs) == ["a"]


def test_moved_and_deleted(nfs):
    """The lock file goes where the file goes."""
    nfs.lock("vm/a", "one")
    nfs.mkdir("other")
    nfs.move("vm/a", "other/b", owner="one")
    assert names(nfs) == []
    assert len(nfs.listing("other")) == 2
    nfs.delete_file("other/b", owner="one")
    assert nfs.listing("other") == []


def test_left_behind(nfs):
    """What a host that was killed left is away when the datastore is opened again; other files stay."""
    nfs.lock("vm/a", "one")
    nfs.write_file("vm/.lck-mine", b"")
    assert len(names(nfs)) == 3
    open_nfs(nfs.root)
    assert names(nfs) == [".lck-mine", "a"]


def test_a_lock_file_that_somebody_deleted(nfs):
    """It is for show: the lock holds without it."""
    nfs.lock("vm/a", "one")
    nfs.delete_file(f"vm/{lock_name(nfs.resolve('vm/a').stat().st_ino)}")
    with pytest.raises(FileLocked):
        nfs.delete_file("vm/a")
    nfs.unlock("one")
    nfs.delete_file("vm/a")


def test_vmfs_has_none(tmp_path):
    """Its locks are not files."""
    store = Datastore(tmp_path / "vmfs", name="vmfs", uuid="u", capacity=1 << 30)
    store.write_file("a", b"")
    store.lock("a", "one")
    assert [each.name for each in store.listing()] == ["a"]
