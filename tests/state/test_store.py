"""A folder that holds a host: what is in it after any end of its writer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.state import records
from fakeesx.state.changes import Rules
from fakeesx.state.codec import Registry
from fakeesx.state.errors import Corrupt, InUse, NotState, UnknownFormat
from fakeesx.state.store import Store
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.undo import UndoLog

RULES = Rules(Registry())


def node(moid: str, name: str = "x") -> Node:
    """A folder with a name."""
    return Node(ManagedObjectReference("Folder", moid), {"name": name})


def names(store: Store) -> dict[str, str]:
    """The objects of a store, with their names."""
    return {moid: stored.values["name"] for moid, stored in store.objects.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the state is."""
    return tmp_path / "state"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A store with one object, ``a``."""
    store = Store(folder, vim.TYPES, RULES)
    store.begin([node("a")], {"n": 1}, (), ())
    yield store
    store.close()


def put(store: Store, moid: str, name: str = "x", facts: dict[str, int] | None = None) -> None:
    """One more object."""
    store.commit([(moid, None, node(moid, name))], (), (), facts)


def again(store: Store) -> Store:
    """The same folder, opened anew."""
    store.close()
    return Store(store.folder, vim.TYPES, RULES)


def test_image_and_journal(store: Store) -> None:
    """Objects and facts are there."""
    put(store, "b", facts={"n": 2})
    store.commit([("a", node("a"), node("a", "y")), ("b", node("b"), None)], (), (), None)
    found = again(store)
    assert names(found) == {"a": "y"}
    assert found.facts == {"n": 2}
    assert not found.is_new
    found.close()


def test_empty_batch_writes_nothing(store: Store) -> None:
    """Where nothing is to be kept the journal stays as it is."""
    size = store.position
    store.commit([("a", node("a"), node("a"))], (), (), None)
    assert store.position == size


def test_one_at_a_time(store: Store, folder: Path) -> None:
    """A second process is refused, with the number of the first; when that has died the folder is free."""
    with pytest.raises(InUse, match=rf"in use by process {os.getpid()}\b"):
        Store(folder, vim.TYPES, RULES)
    script = f"""
import os, sys
from pathlib import Path
from fakeesx.state.lock import Lock
lock = Lock(Path({str(folder.parent)!r}))
print("mine", flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdin is not None
    from fakeesx.state.lock import Lock

    assert process.stdout.readline() == "mine\n"
    with pytest.raises(InUse, match=str(process.pid)):
        Lock(folder.parent)
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()
    Lock(folder.parent).release()


def test_image_takes_over(store: Store) -> None:
    """A new image, with what came after it began."""
    put(store, "b")
    _, offset = store.position
    store.write_image([node("a"), node("b")], {"n": 3}, store.position)
    put(store, "c")
    store.switch(offset)
    put(store, "d")
    found = again(store)
    assert list(names(found)) == ["a", "b", "c", "d"]
    assert found.facts == {"n": 3}
    found.close()


@pytest.mark.parametrize("place", range(6))
def test_killed_while_an_image_takes_over(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """At whatever step: nothing is lost, nothing is there twice, and it goes on."""
    put(store, "b")
    position = store.position

    class Killed(BaseException):
        pass

    left = place

    def step(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    real = Path.rename
    monkeypatch.setattr(Path, "rename", lambda self, target: (step(), real(self, target), step())[1])
    synced = records.Appending.sync
    monkeypatch.setattr(records.Appending, "sync", lambda self: (synced(self), step())[0])
    try:
        store.write_image([node("a"), node("b")], {"n": 3}, position)
        store.commit([("c", None, node("c"))], (), (), None)
        store.switch(position[1])
    except Killed:
        pass
    monkeypatch.undo()
    found = again(store)
    assert list(names(found)) in ([["a", "b", "c"]] if place else [["a", "b"]])
    put(found, "d")
    last = again(found)
    assert list(names(last))[-1] == "d"
    _, offset = last.position
    last.write_image([node("z")], {}, last.position)
    last.switch(offset)
    final = again(last)
    assert names(final) == {"z": "x"}
    final.close()


def test_killed_before_the_first_image(folder: Path) -> None:
    """It is a new folder as before, and files that were made are gone."""
    store = Store(folder, vim.TYPES, RULES)
    log = UndoLog(str(store.datastores), str(store.undo), "1")
    Datastore(store.datastores / "ds", name="d", uuid="u", capacity=10**6, undo=log).write_file("f", b"1")
    store._new_journal(1, folder / "host.journal").close()
    store.close()
    found = Store(folder, vim.TYPES, RULES)
    assert found.is_new
    assert found.undone == 1
    assert list((found.datastores / "ds").glob("f")) == []
    found.close()


def test_first_files_are_kept_with_the_first_image(folder: Path) -> None:
    """Also when the process died right after it."""
    store = Store(folder, vim.TYPES, RULES)
    log = UndoLog(str(store.datastores), str(store.undo), "1")
    Datastore(store.datastores / "ds", name="d", uuid="u", capacity=10**6, undo=log).write_file("f", b"1")
    units, dirty = log.cut()
    saved = {path.name: path.read_bytes() for path in store.undo.iterdir()}
    store.begin([], {}, units, dirty)
    for name, content in saved.items():  # as if it had not come to that
        (store.undo / name).write_bytes(content)
    found = again(store)
    assert (found.datastores / "ds" / "f").read_bytes() == b"1"
    assert list(found.undo.iterdir()) == []
    found.close()


def test_torn_batch(store: Store, folder: Path) -> None:
    """Half of a record is cut off; the next goes in its place."""
    put(store, "b")
    put(store, "c")
    store.close()
    journal = folder / "host.journal"
    journal.write_bytes(journal.read_bytes()[:-3])
    found = Store(folder, vim.TYPES, RULES)
    assert list(names(found)) == ["a", "b"]
    put(found, "d")
    last = again(found)
    assert list(names(last)) == ["a", "b", "d"]
    last.close()


def damage(path: Path, place: int) -> None:
    """Change a byte."""
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("file", "place"), [("host.image", 60), ("host.image", -30), ("host.journal", 40), ("host.journal", 90)]
)
def test_damaged(store: Store, folder: Path, file: str, place: int) -> None:
    """A changed byte in an image, or in a journal before its end, is told and nothing is changed."""
    for moid in "bcdef":
        put(store, moid)
    store.close()
    damage(folder / file, place)
    before = {name: (folder / name).read_bytes() for name in ("host.image", "host.journal")}
    with pytest.raises(Corrupt, match=file):
        Store(folder, vim.TYPES, RULES)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_journal_of_another_image(store: Store, folder: Path) -> None:
    """Is refused."""
    store.close()
    journal = records.Appending(folder / "host.journal", "journal")
    journal.add(json.dumps({"generation": 7}).encode())
    journal.close()
    with pytest.raises(Corrupt, match="does not continue"):
        Store(folder, vim.TYPES, RULES)


def test_incomplete_image(store: Store, folder: Path) -> None:
    """Is refused, also when it was cut at the end of a record."""
    store.close()
    path = folder / "host.image"
    ends = [end for end, _ in records.read(path, "image")]
    for end in ends[:-1]:
        path.write_bytes(path.read_bytes()[:end])
        shutil.copy(path, folder / "copy")
        with pytest.raises(Corrupt, match=r"complete|beginning"):
            Store(folder, vim.TYPES, RULES)


def test_folders_of_others(tmp_path: Path) -> None:
    """A folder with something else in it, a file, a state of a later version: refused, and left alone."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "love.txt").write_text("dear")
    with pytest.raises(NotState, match=r"love\.txt"):
        Store(tmp_path / "letters", vim.TYPES, RULES)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["love.txt"]
    with pytest.raises(NotState, match="not a directory"):
        Store(tmp_path / "letters" / "love.txt", vim.TYPES, RULES)
    later = tmp_path / "later"
    later.mkdir()
    (later / "host.image").write_bytes(b"fakeesx image 9\n")
    with pytest.raises(UnknownFormat, match="format 9"):
        Store(later, vim.TYPES, RULES)


def test_only_the_owner_may_look(store: Store, folder: Path) -> None:
    """The folder holds what passwords are checked with."""
    assert folder.stat().st_mode & 0o077 == 0
