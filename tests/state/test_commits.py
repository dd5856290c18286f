"""Batches: what is kept together, who is told when, and what happens when the disk refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.state import records, store
from fakeesx.state.changes import Rules
from fakeesx.state.codec import Registry
from fakeesx.state.commits import Commits
from fakeesx.state.store import Store
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.undo import UndoLog

RULES = Rules(Registry(), transient=frozenset({"Task"}), forgotten=frozenset({"recentTask"}))


class Threads:
    """Does in its own time what it is asked to."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Deferred[Any]]] = []

    def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Deferred[Any]:
        done: Deferred[Any] = Deferred()
        self.jobs.append((lambda: function(*arguments), done))
        return done

    def run(self, number: int = 0) -> None:
        """Do one job."""
        job, done = self.jobs.pop(number)
        try:
            result = job()
        except Exception:  # noqa: BLE001 - as a thread does
            result = Failure()
        done.callback(result)


class Host:
    """An inventory and a datastore that are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder, vim.TYPES, RULES)
        self.inventory = Inventory(vim.TYPES.model)
        for stored in self.store.objects.values():
            self.inventory.add(stored.ref, stored.values, stored.private)
        self.files = UndoLog(str(self.store.datastores), str(self.store.undo), "1")
        self.datastore = Datastore(self.store.datastores / "d", name="d", uuid="u", capacity=10**9, undo=self.files)
        self.counter = 0
        self.threads = Threads()
        self.later: list[Callable[[], None]] = []
        self.commits = Commits(
            self.store, self.inventory, self.files, RULES, lambda: {"counter": self.counter}, lambda: self.counter,
            lambda function: self.later.append(function), self.threads,
        )

    def turn(self) -> None:
        """One turn of the reactor."""
        later, self.later = self.later, []
        for function in later:
            function()

    def add(self, moid: str, type: str = "Folder") -> None:
        """One more object."""
        self.inventory.add(ManagedObjectReference(type, moid), {"name": moid} if type == "Folder" else {})

    def batches(self) -> int:
        """How many records are in the journal."""
        return len(list(records.read(self.folder / "host.journal", "journal")))

    def kept(self) -> list[str]:
        """The objects that another process would find now."""
        self.store.close()
        found = Store(self.folder, vim.TYPES, RULES)
        found.close()
        return list(found.objects)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A host without objects."""
    return Host(tmp_path / "state")


def test_one_turn_is_one_batch(host: Host) -> None:
    """All transactions of a turn share a record; all who wait are told after it."""
    told: list[int] = []
    before = host.batches()
    for number in range(3):
        host.add(str(number))
        assert host.commits.wait(lambda number=number: told.append(number))  # type: ignore[misc]
    host.turn()
    assert (told, len(host.threads.jobs)) == ([], 1)
    host.threads.run()
    assert told == [0, 1, 2]
    assert host.batches() == before + 1
    assert not host.commits.busy
    assert host.kept() == ["0", "1", "2"]


def test_what_comes_meanwhile_is_the_next_batch(host: Host) -> None:
    """Who waits for a change is told with the batch that has it; who has none, with the one under way."""
    told: list[str] = []
    host.add("a")
    host.turn()
    host.commits.wait(lambda: told.append("reader"))
    host.add("b")
    host.commits.wait(lambda: told.append("b"))
    host.turn()
    assert len(host.threads.jobs) == 1
    host.threads.run()
    assert told == ["reader"]
    host.turn()
    host.threads.run()
    assert told == ["reader", "b"]
    assert host.kept() == ["a", "b"]


def test_what_is_not_kept_keeps_nobody_waiting(host: Host) -> None:
    """Tasks, what sessions own, measurements."""
    host.add("t", "Task")
    host.inventory.add(ManagedObjectReference("Folder", "mine"), {}, owner="session")
    host.commits.ignore(True)
    host.add("measured")
    host.commits.ignore(False)
    assert not host.commits.busy
    assert not host.commits.wait(lambda: None)
    assert host.later == []


def test_private_state_alone(host: Host) -> None:
    """A change that no client can see is kept as well."""
    host.add("a")
    host.turn()
    host.threads.run()
    host.inventory.update(ManagedObjectReference("Folder", "a"), private=7)
    assert host.commits.busy
    host.turn()
    host.threads.run()
    host.store.close()
    found = Store(host.folder, vim.TYPES, RULES)
    assert found.objects["a"].private == 7
    found.close()


def test_counters_alone(host: Host) -> None:
    """A number that was given out, though all else of the transaction is not kept."""
    host.counter = 5
    host.add("t", "Task")
    assert host.commits.busy
    host.turn()
    host.threads.run()
    host.store.close()
    found = Store(host.folder, vim.TYPES, RULES)
    assert found.facts == {"counter": 5}
    found.close()


def test_files_alone(host: Host) -> None:
    """A file that was written."""
    told: list[int] = []
    host.datastore.write_file("f", b"1")
    assert host.commits.wait(lambda: told.append(1))
    host.turn()
    host.threads.run()
    assert told == [1]
    host.threads.run()
    assert [path.stat().st_size for path in host.store.undo.iterdir()] == [0]
    host.datastore.write_file("g", b"1")
    host.store.close()
    Store(host.folder, vim.TYPES, RULES).close()
    assert host.datastore.exists("f")
    assert not host.datastore.exists("g")


def test_content_goes_before_the_record(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and directories are on the disk before the journal says so, and nothing is dropped before that."""
    steps: list[str] = []
    monkeypatch.setattr("fakeesx.storage._fs.sync", lambda path: steps.append(Path(path).name))
    synced = records.Appending.sync
    monkeypatch.setattr(records.Appending, "sync", lambda self: (synced(self), steps.append("journal"))[0])
    monkeypatch.setattr("fakeesx.storage.undo.settle", lambda units: steps.append("settled"))
    host.datastore.write_file("f", b"1")
    host.turn()
    host.threads.run()
    assert sorted(steps[:2]) == ["d", "f"]
    assert steps[2:] == ["journal"]
    host.threads.run()
    assert steps[3:] == ["settled"]


def test_disk_refuses(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nobody is told anything any more, and the host hears of it once."""
    told: list[str] = []
    failed: list[Failure] = []
    host.commits.at_failure.append(failed.append)
    host.add("a")
    host.turn()
    host.threads.run()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records.Appending, "add", full)
    host.add("b")
    host.commits.wait(lambda: told.append("b"))
    host.turn()
    host.threads.run()
    host.add("c")
    assert host.commits.wait(lambda: told.append("c"))
    host.turn()
    monkeypatch.undo()
    assert (told, len(failed), host.threads.jobs) == ([], 1, [])
    assert host.commits.stop().called
    assert host.kept() == ["a"]


def test_new_image_while_work_goes_on(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that has grown too long gives way to an image; batches go on meanwhile and none is lost."""
    monkeypatch.setattr(store, "_SMALLEST_JOURNAL", 10_000)
    numbers = iter(range(10_000))
    made = []
    for turn in range(400):
        made.append(f"object{next(numbers)}")
        host.add(made[-1])
        host.turn()
        assert len(host.threads.jobs) <= 2
        host.threads.run(-1)  # a batch before an image that waits
        if len(host.threads.jobs) == 1 and not turn % 7:
            host.threads.run()
    while host.threads.jobs or host.later:
        host.turn()
        while host.threads.jobs:
            host.threads.run()
    assert host.store.position[0] > 2
    assert host.kept() == made


def test_end_while_a_batch_is_written(host: Host) -> None:
    """It is waited for, and what came meanwhile is kept too."""
    host.add("a")
    host.turn()
    host.add("b")
    ended: list[None] = []
    host.commits.stop().addCallback(ended.append)
    assert ended == []
    host.threads.run()
    assert ended == [None]
    assert host.kept() == ["a", "b"]
    assert len(list(records.read(host.folder / "host.journal", "journal"))) == 1


def test_next_life_notes_what_it_changed_at_its_start(host: Host) -> None:
    """Objects that the new process changed before it began to keep."""
    host.add("a")
    host.add("b")
    host.turn()
    host.threads.run()
    host.store.close()

    opened = Store(host.folder, vim.TYPES, RULES)
    inventory = Inventory(vim.TYPES.model)
    for stored in opened.objects.values():
        inventory.add(stored.ref, stored.values, stored.private)
    inventory.update(ManagedObjectReference("Folder", "a"), name="other")
    inventory.remove(ManagedObjectReference("Folder", "b"))
    inventory.add(ManagedObjectReference("Folder", "c"), {})
    Commits(
        opened, inventory, UndoLog(str(opened.datastores), str(opened.undo), "2"), RULES, dict, int, lambda _: None,
        Threads(),
    )
    opened.close()
    found = Store(host.folder, vim.TYPES, RULES)
    assert list(found.objects) == ["a", "c"]
    assert found.objects["a"].values["name"] == "other"
    found.close()


def test_nobody_waits_for_the_clearing_up(host: Host) -> None:
    """What was moved aside goes after the answers; who comes meanwhile has nothing to wait for."""
    told: list[str] = []
    host.datastore.write_file("f", b"1")
    host.turn()
    host.threads.run()
    host.threads.run()
    host.datastore.write_file("f", b"2")
    host.commits.wait(lambda: told.append("writer"))
    host.turn()
    host.threads.run()
    assert told == ["writer"]
    assert len(host.threads.jobs) == 1
    assert not host.commits.wait(lambda: told.append("reader"))
    assert not host.commits.busy
    host.add("a")
    assert host.commits.wait(lambda: told.append("next"))
    host.turn()
    host.threads.run()
    host.turn()
    host.threads.run()
    assert told == ["writer", "next"]
    assert host.kept() == ["a"]
