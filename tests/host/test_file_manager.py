"""FileManager."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calling import Client, Faulted

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import READ_ONLY
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.locks import LockMode

FILES = "ha-nfc-file-manager"


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The datastore."""
    return host.volumes.get("datastore1")


def paths(store: Datastore) -> dict[str, bytes]:
    """Every file with its content, and every directory with nothing."""
    return {
        each.path + ("/" if each.is_directory else ""): b"" if each.is_directory else store.read_file(each.path)
        for _, files in store.walk()
        for each in files
    }


@pytest.mark.parametrize(("datacenter", "expected"), [
    (ManagedObjectReference("Datacenter", "gone"), "ManagedObjectNotFound"),
    (ManagedObjectReference("Datacenter", "ha-host"), "ManagedObjectNotFound"),
    (ManagedObjectReference("HostSystem", "ha-host"), "InvalidArgument"),
])  # fmt: skip
def test_a_datacenter_that_is_none(
    root: Client, store: Datastore, datacenter: ManagedObjectReference, expected: str,
) -> None:
    """A reference to something else is refused, and nothing is deleted."""
    store.write_file("a", b"1")
    before = paths(store)
    with pytest.raises(Faulted) as caught:
        root.task(FILES, "DeleteDatastoreFile_Task", name="[datastore1] a", datacenter=datacenter)
    assert caught.value.name == expected
    assert paths(store) == before


def test_make_directory(root: Client, store: Datastore) -> None:
    """One directory; with parents also those above it."""
    root.call(FILES, "MakeDirectory", name="[datastore1] a")
    root.call(FILES, "MakeDirectory", name="[datastore1] b/c/d", createParentDirectories=True)
    assert set(paths(store)) == {"a/", "b/", "b/c/", "b/c/d/"}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("[datastore1] a", "FileAlreadyExists"), ("[datastore1] x/y", "FileNotFound"), ("[other] x", "InvalidDatastore"),
        ("x", "InvalidDatastorePath"), ("[datastore1] ../x", "InvalidDatastorePath"), ("[datastore1]", "FileAlreadyExists"),
        ("[datastore1] f/x", "CannotAccessFile"),
    ],
)  # fmt: skip
def test_make_directory_refused(root: Client, store: Datastore, name: str, fault: str) -> None:
    """Where something is or can't be."""
    store.mkdir("a")
    store.write_file("f", b"")
    with pytest.raises(Faulted) as refused:
        root.call(FILES, "MakeDirectory", name=name)
    assert refused.value.name == fault
    assert set(paths(store)) == {"a/", "f"}


@pytest.fixture
def tree(store: Datastore) -> dict[str, bytes]:
    """A directory with files below it."""
    return plant(store)


def plant(store: Datastore) -> dict[str, bytes]:
    store.mkdir("vm/deep", parents=True)
    store.write_file("vm/a", b"a")
    store.write_file("vm/deep/b", b"b")
    return {"vm/": b"", "vm/a": b"a", "vm/deep/": b"", "vm/deep/b": b"b"}


def test_delete(root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """A file; a directory with all that is in it."""
    root.task(FILES, "DeleteDatastoreFile_Task", name="[datastore1] vm/a")
    assert "vm/a" not in paths(store)
    root.task(FILES, "DeleteDatastoreFile_Task", name="[datastore1] vm")
    assert paths(store) == {}


def test_copy(root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """A file; a directory with all that is in it; the source stays."""
    root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] vm/a", destinationName="[datastore1] x")
    root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] vm", destinationName="[datastore1] new")
    copied = {f"new{path.removeprefix('vm')}": content for path, content in tree.items()}
    assert paths(store) == {**tree, **copied, "x": b"a"}


def test_move(root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """A directory under another name."""
    root.task(FILES, "MoveDatastoreFile_Task", sourceName="[datastore1] vm", destinationName="[datastore1] new")
    assert paths(store) == {f"new{path.removeprefix('vm')}": content for path, content in tree.items()}


@pytest.mark.parametrize("method", ["CopyDatastoreFile_Task", "MoveDatastoreFile_Task"])
def test_force(root: Client, store: Datastore, method: str) -> None:
    """Only force replaces a file."""
    store.write_file("a", b"a")
    store.write_file("b", b"b")
    names = {"sourceName": "[datastore1] a", "destinationName": "[datastore1] b"}
    with pytest.raises(Faulted, match="FileAlreadyExists"):
        root.task(FILES, method, **names)
    assert paths(store) == {"a": b"a", "b": b"b"}
    root.task(FILES, method, **names, force=True)
    assert paths(store)["b"] == b"a"


@pytest.mark.parametrize("method", ["CopyDatastoreFile_Task", "MoveDatastoreFile_Task"])
@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        ("nothing", "x", "FileNotFound"), ("vm/a", "none/x", "FileNotFound"), ("vm", "vm/deep/x", "CannotAccessFile"),
        ("vm", "vm/deep", "FileAlreadyExists|CannotAccessFile"), ("vm/a", "vm/deep", "FileAlreadyExists"),
        ("locked", "x", "FileLocked"),
    ],
)  # fmt: skip
def test_refused(
    root: Client, store: Datastore, tree: dict[str, bytes], method: str, source: str, target: str, fault: str
) -> None:
    """The task fails and nothing has changed."""
    store.write_file("locked", b"")
    store.lock("locked", "vm-16", LockMode.EXCLUSIVE)
    with pytest.raises(Faulted, match=fault):
        root.task(FILES, method, sourceName=f"[datastore1] {source}", destinationName=f"[datastore1] {target}")
    store.unlock("vm-16")
    assert paths(store) == {**tree, "locked": b""}


def test_half_a_tree_does_not_stay(root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """A copy that fails in the middle leaves nothing."""
    store.lock("vm/deep/b", "vm-16", LockMode.EXCLUSIVE)
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] vm", destinationName="[datastore1] new")
    store.unlock("vm-16")
    assert paths(store) == tree


def test_running_machine_keeps_its_files(root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """What is locked is neither deleted nor moved, nor is a directory that holds it."""
    store.lock("vm/deep/b", "vm-16")
    for method, names in (
        ("DeleteDatastoreFile_Task", {"name": "[datastore1] vm"}),
        ("MoveDatastoreFile_Task", {"sourceName": "[datastore1] vm", "destinationName": "[datastore1] x"}),
    ):
        with pytest.raises(Faulted, match="FileLocked"):
            root.task(FILES, method, **names)
    assert paths(store) == tree


@pytest.mark.parametrize("method", ["CopyDatastoreFile_Task", "MoveDatastoreFile_Task"])
def test_between_datastores(make_host: Callable[..., Esx], method: str) -> None:
    """A tree goes to another datastore; free space moves on both."""
    host = make_host(datastores=(DatastoreSpec("datastore1"), DatastoreSpec("second", capacity=10**9)))
    root = Client(host).login()
    store, second = host.volumes
    tree = plant(store)
    host.datastores.refresh()
    root.task(FILES, method, sourceName="[datastore1] vm", destinationName="[second] vm")
    assert paths(second) == tree
    assert paths(store) == ({} if method.startswith("Move") else tree)
    for volume in (store, second):
        assert root.get(host.datastores.ref(volume.name), "summary").freeSpace == volume.free_space
    assert second.free_space < 10**9


def test_privilege(host: Esx, root: Client, store: Datastore, tree: dict[str, bytes]) -> None:
    """A read-only user changes nothing."""
    host.add_user("guest", "guest", READ_ONLY)
    guest = Client(host).login("guest", "guest")
    for method, names in (
        ("MakeDirectory", {"name": "[datastore1] x"}),
        ("DeleteDatastoreFile_Task", {"name": "[datastore1] vm"}),
        ("CopyDatastoreFile_Task", {"sourceName": "[datastore1] vm", "destinationName": "[datastore1] x"}),
    ):
        with pytest.raises(Faulted, match="NoPermission"):
            guest.call(FILES, method, **names)
    assert paths(store) == tree


def test_change_owner(root: Client, store: Datastore) -> None:
    """To users there are, of files there are; a search shows it, under another name too, and a copy is root's."""

    def owners() -> dict[str, str]:
        flags = vim.FileQueryFlags(fileType=False, fileSize=False, modification=False, fileOwner=True)
        spec = vim.HostDatastoreBrowserSearchSpec(details=flags)
        found = root.task("ha-host-datastorebrowser", "SearchDatastore_Task", datastorePath="[datastore1]", searchSpec=spec)
        return {file.path: file.owner for file in found.file}

    store.write_file("a", b"")
    store.mkdir("d")
    root.host.add_user("guest", "guest", READ_ONLY)
    root.call(FILES, "ChangeOwner", name="[datastore1] a", owner="guest")
    root.call(FILES, "ChangeOwner", name="[datastore1] d", owner="guest")
    assert owners() == {"a": "guest", "d": "guest"}
    root.task(FILES, "MoveDatastoreFile_Task", sourceName="[datastore1] a", destinationName="[datastore1] b")
    root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] b", destinationName="[datastore1] c")
    assert owners() == {"b": "guest", "c": "root", "d": "guest"}
    store.delete_file("b")
    store.write_file("e", b"")
    assert owners()["e"] == "root"
    root.call(FILES, "ChangeOwner", name="[datastore1] c", owner="root")
    with pytest.raises(Faulted, match="FileNotFound"):
        root.call(FILES, "ChangeOwner", name="[datastore1] x", owner="root")
    with pytest.raises(Faulted, match="UserNotFound"):
        root.call(FILES, "ChangeOwner", name="[datastore1] c", owner="nobody-here")
