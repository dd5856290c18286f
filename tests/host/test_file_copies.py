"""Copies and moves that take long: in threads, with progress, cancelled, out of space. Work waits until a test does it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from held import Held
from twisted.internet.task import Clock
from unchanged import staged, state, unchanged
from watching import Watch, of

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.datastore_files import SMALL
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import copying, vmdk
from fakeesx.storage.datastore import Datastore

FILES = "ha-nfc-file-manager"
MIB = 1 << 20
LARGE = SMALL + MIB
BOTH = ["CopyDatastoreFile_Task", "MoveDatastoreFile_Task"]


@pytest.fixture
def held() -> Held:
    """Work that a test does."""
    return Held()


@pytest.fixture
def host(tmp_path: Path, clock: Clock, held: Held) -> Iterator[Esx]:
    """A host with a usual datastore and one of 20 MiB."""
    specs = (DatastoreSpec("datastore1"), DatastoreSpec("small", capacity=20 * MIB))
    host = Esx(Settings(tmp_path, datastores=specs), clock, random.Random(0), held)
    yield host
    held.go_on()
    host.stop()


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The first datastore: a directory with two large files and a small one in it."""
    store = host.volumes.get("datastore1")
    store.mkdir("vm/deep", parents=True)
    for path, content in (("vm/a", b"a" * LARGE), ("vm/deep/b", b"b" * LARGE), ("vm/c", b"c")):
        upload = store.begin_upload(path)
        upload.write(content)
        upload.commit()
    host.datastores.refresh()
    return store


@pytest.fixture
def small(host: Esx) -> Datastore:
    """The second datastore."""
    return host.volumes.get("small")


def begin(root: Client, method: str, source: str, target: str, **more: Any) -> ManagedObjectReference:
    ref = root.call(FILES, method, sourceName=source, destinationName=target, **more)
    assert isinstance(ref, ManagedObjectReference)
    return ref


def outcome(root: Client, task: ManagedObjectReference) -> str:
    info = root.get(task, "info")
    return type(info.error.fault).__name__ if info.error is not None else str(info.state)


def tree(store: Datastore, path: str) -> dict[str, int]:
    return {each.path: each.size for _, files in store.walk(path) for each in files if not each.is_directory}


def test_the_target_appears_when_it_is_whole(root: Client, store: Datastore, held: Held) -> None:
    """The task runs meanwhile; its end is the end of the thread."""
    task = begin(root, "CopyDatastoreFile_Task", "[datastore1] vm/a", "[datastore1] x")
    assert (outcome(root, task), store.exists("x")) == ("running", False)
    held.go()
    assert (outcome(root, task), store.stat("x").size) == ("success", LARGE)
    assert store.in_use == ()


def test_progress(root: Client, store: Datastore, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """It rises from 0 to 100 over all files of a tree; those who wait are told."""
    monkeypatch.setattr(copying, "PIECE", MIB)
    task = begin(root, "CopyDatastoreFile_Task", "[datastore1] vm", "[datastore1] new")
    watch = Watch(root, of(task, "info.progress"))
    watch.check()
    told: list[int] = []
    while held.waiting:
        held.tell = lambda function, *args: (function(*args), told.extend(  # type: ignore[method-assign]
            change[2] for _, _, changes in watch.check() for change in changes
        ))
        held.go()
    assert outcome(root, task) == "success"
    assert told == sorted(set(told))
    assert len(told) >= 8
    assert told[0] < 20
    assert told[-1] > 90
    assert tree(store, "new") == {"new/a": LARGE, "new/c": 1, "new/deep/b": LARGE}


@pytest.mark.parametrize("steps", [0, 1, 2])
@pytest.mark.parametrize(
    ("method", "target"), [(BOTH[0], "[datastore1] new"), (BOTH[0], "[small] new"), (BOTH[1], "[small] new")],
)
def test_cancelled(root: Client, host: Esx, store: Datastore, held: Held, method: str, target: str, steps: int) -> None:
    """At any point: nothing is left of it, the source is as it was."""
    before = state(host)
    task = begin(root, method, "[datastore1] vm", target)
    for _ in range(steps):
        held.go()
    root.call(task, "CancelTask")
    assert outcome(root, task) == "running"
    held.go_on()
    assert outcome(root, task) == "RequestCanceled"
    assert state(host) == before


def test_a_host_that_stops(tmp_path: Path, root: Client, host: Esx, store: Datastore, held: Held) -> None:
    """What the thread had begun goes when it ends."""
    begin(root, "CopyDatastoreFile_Task", "[datastore1] vm/a", "[datastore1] x")
    host.stop()
    held.go_on()
    assert sorted(store.names()[1]) == []
    assert staged(store.root) == []


@pytest.mark.parametrize("method", BOTH)
def test_files_are_kept_meanwhile(root: Client, store: Datastore, small: Datastore, held: Held, method: str) -> None:
    """What is copied can be read, not changed; what is moved elsewhere neither, to its last file."""
    task = begin(root, method, "[datastore1] vm", "[small] vm")
    locked = ["vm/a"] if method.startswith("Copy") else ["vm/a", "vm/deep/b", "vm/c"]
    for path in locked:
        with pytest.raises(Faulted, match="FileLocked"):
            root.task(FILES, "DeleteDatastoreFile_Task", name=f"[datastore1] {path}")
    with pytest.raises(Faulted, match="ResourceInUse"):
        root.call("ha-datastoresystem", "RemoveDatastore", datastore=root.host.datastores.ref("small"))
    held.go_on()
    assert outcome(root, task) == "success"
    assert tree(small, "vm") == {"vm/a": LARGE, "vm/c": 1, "vm/deep/b": LARGE}
    assert store.exists("vm") is method.startswith("Copy")
    assert store.in_use == small.in_use == ()


def test_what_comes_meanwhile_stays(root: Client, store: Datastore, small: Datastore, held: Held) -> None:
    """A file put beside those that move is neither moved nor lost; one put into the copy survives a cancel."""
    task = begin(root, "MoveDatastoreFile_Task", "[datastore1] vm", "[small] vm")
    store.write_file("vm/deep/late", b"late")
    held.go_on()
    assert outcome(root, task) == "success"
    assert tree(store, "") == {"vm/deep/late": 4}
    task = begin(root, "CopyDatastoreFile_Task", "[small] vm", "[datastore1] new")
    store.write_file("new/mine", b"mine")
    root.call(task, "CancelTask")
    held.go_on()
    assert tree(store, "new") == {"new/mine": 4}


def test_a_name_that_is_taken_meanwhile(root: Client, store: Datastore, held: Held) -> None:
    """Is not replaced."""
    task = begin(root, "CopyDatastoreFile_Task", "[datastore1] vm/a", "[datastore1] x")
    store.write_file("x", b"mine")
    held.go()
    assert outcome(root, task) == "FileAlreadyExists"
    assert store.read_file("x") == b"mine"


def test_a_rename_meanwhile(root: Client, store: Datastore, held: Held) -> None:
    """Of the datastore: the copy goes on, and comes under the new name."""
    task = begin(root, "CopyDatastoreFile_Task", "[datastore1] vm/a", "[datastore1] x")
    root.call(root.host.datastores.ref("datastore1"), "RenameDatastore", newName="new")
    held.go()
    assert outcome(root, task) == "success"
    assert root.host.volumes.get("new").stat("x").size == LARGE


@pytest.mark.parametrize("method", BOTH)
@pytest.mark.parametrize("source", ["big", "pile"])
def test_no_space(root: Client, host: Esx, store: Datastore, held: Held, method: str, source: str) -> None:
    """NoDiskSpace, at once; nothing is left on the target, the source is as it was."""
    store.create_sparse("big", 30 * MIB, thick=True)
    store.mkdir("pile")
    for number in range(6):
        store.create_sparse(f"pile/{number}", 4 * MIB, thick=True)
    host.datastores.refresh()
    with unchanged(host), pytest.raises(Faulted) as caught:
        root.task(FILES, method, sourceName=f"[datastore1] {source}", destinationName="[small] x")
    assert (caught.value.name, caught.value.fault.datastore) == ("NoDiskSpace", "small")
    assert not held.waiting


def test_space_is_taken_from_the_start(root: Client, store: Datastore, small: Datastore, held: Held) -> None:
    """Two copies that do not fit together: the second is refused while the first runs."""
    store.create_sparse("big", 12 * MIB, thick=True)
    first = begin(root, "CopyDatastoreFile_Task", "[datastore1] big", "[small] one")
    with pytest.raises(Faulted, match="NoDiskSpace"):
        root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] big", destinationName="[small] two")
    held.go()
    assert outcome(root, first) == "success"
    assert tree(small, "") == {"one": 12 * MIB}


def test_disk_that_fills_meanwhile(
    root: Client, host: Esx, store: Datastore, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk under the simulation says so in the thread: NoDiskSpace, and nothing is left."""
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    before = state(host)
    task = begin(root, "MoveDatastoreFile_Task", "[datastore1] vm", "[small] vm")
    monkeypatch.setattr(copying, "_move", full)
    held.go_on()
    assert outcome(root, task) == "NoDiskSpace"
    assert state(host) == before


def test_holes_stay_holes(root: Client, store: Datastore, held: Held, make_file: Callable[..., None]) -> None:
    """A sparse file of 64 GiB costs what is written in it."""
    make_file(store, "sparse", 64 << 30, {0: 3 * MIB, 40 << 30: 3 * MIB})
    used = store.used
    task = begin(root, "CopyDatastoreFile_Task", "[datastore1] sparse", "[datastore1] copy")
    held.go()
    assert outcome(root, task) == "success"
    found = store.stat("copy")
    assert found.size == 64 << 30
    assert found.allocated == store.used - used < 7 * MIB


def test_copy_of_a_thick_disk_takes_its_room(root: Client, store: Datastore) -> None:
    """With its descriptor: what is counted is what a new count finds."""
    store.mkdir("d")
    vmdk.create_disk(store, "d/a.vmdk", MIB, thin=False, adapter="lsilogic", uuid=root.host.ids.disk_uuid())
    root.task(FILES, "CopyDatastoreFile_Task", sourceName="[datastore1] d", destinationName="[datastore1] e")
    used = store.used
    assert store.stat("e/a-flat.vmdk").allocated == MIB
    store.refresh()
    assert store.used == used


@pytest.fixture
def make_file() -> Callable[..., None]:
    """Makes a sparse file of a size with so many bytes at some offsets."""
    def make(store: Datastore, path: str, size: int, pieces: dict[int, int]) -> None:
        with (store.root / path).open("wb") as file:
            for offset, count in pieces.items():
                file.seek(offset)
                file.write(b"x" * count)
            file.truncate(size)
        store.refresh()

    return make
