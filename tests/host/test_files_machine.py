"""Files of two datastores against a dictionary: put, copy, move, delete, make directories, lock, in any order."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from calling import Client, Faulted
from files_model import DIRECTORY, Model, Place, text
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from twisted.internet.task import Clock
from unchanged import staged

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError

FILES = "ha-nfc-file-manager"
NAMES = ("one", "two")
CAPACITY = 400_000

paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)
places = st.tuples(st.sampled_from(NAMES), paths)
contents = st.integers(0, 60_000).flatmap(lambda size: st.sampled_from([b"x" * size, b"y" * size]))


class Files(RuleBasedStateMachine):
    """One host with two small datastores, and the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        specs = tuple(DatastoreSpec(name, capacity=CAPACITY) for name in NAMES)
        self.host = Esx(Settings(Path(self.folder.name), datastores=specs), Clock(), random.Random(1))
        self.root = Client(self.host).login()
        self.model = Model(NAMES)

    def teardown(self) -> None:
        self.host.stop()
        self.folder.cleanup()

    def store(self, name: str) -> Datastore:
        return self.host.volumes.get(name)

    def call(self, method: str, **arguments: Any) -> str | None:
        """The name of the fault."""
        try:
            (self.root.task if method.endswith("_Task") else self.root.call)(FILES, method, **arguments)
        except Faulted as error:
            return error.name
        return None

    @rule(place=places, content=contents)
    def put(self, place: Place, content: bytes) -> None:
        """As the folder door does, without making directories."""
        store = self.store(place[0])
        full = False
        try:
            with store.begin_upload(place[1], len(content)) as upload:
                upload.write(content)
                upload.commit()
            done = True
        except StorageError as error:
            done, full = False, type(error).__name__ == "NoDiskSpace"
        self.host.datastores.refresh()
        can = not (self.model.on_the_way(place) or self.model.is_directory(place) or place in self.model.locked)
        assert done == (can and not full)
        if done:
            self.model.files[place] = content

    @rule(place=places)
    def make(self, place: Place) -> None:
        assert self.call("MakeDirectory", name=text(place)) == self.model.make(place)

    @rule(place=places)
    def delete(self, place: Place) -> None:
        assert self.call("DeleteDatastoreFile_Task", name=text(place)) == self.model.delete(place)

    @rule(source=places, goal=places, force=st.booleans(), move=st.booleans())
    def transfer(self, source: Place, goal: Place, force: bool, move: bool) -> None:
        method = "MoveDatastoreFile_Task" if move else "CopyDatastoreFile_Task"
        free = self.store(goal[0]).free_space
        fault = self.call(method, sourceName=text(source), destinationName=text(goal), force=force)
        if fault == "NoDiskSpace":
            size = sum(len(self.model.files[each] or b"") for each in self.model.below(source))
            assert size + 4096 * len(self.model.below(source)) > free
            assert not (move and source[0] == goal[0])
            return
        faults = self.model.transfer(source, goal, force, move)
        assert fault in faults if faults else fault is None

    @rule(place=places)
    def lock(self, place: Place) -> None:
        """By a VM."""
        if place in self.model.files and not self.model.is_directory(place):
            self.store(place[0]).lock(place[1], "vm-16")
            self.model.locked.add(place)

    @rule()
    def unlock(self) -> None:
        for name in NAMES:
            self.store(name).unlock("vm-16")
        self.model.locked.clear()

    @invariant()
    def same_files(self) -> None:
        """Paths and contents, on the disk and by listing."""
        found: dict[Place, bytes | None] = {(name, ""): DIRECTORY for name in NAMES}
        for name in NAMES:
            store = self.store(name)
            for _, files in store.walk():
                for each in files:
                    found[name, each.path] = DIRECTORY if each.is_directory else (store.root / each.path).read_bytes()
        assert found == self.model.files

    @invariant()
    def space_follows(self) -> None:
        """Free space is what a new count gives, and the objects say so."""
        for name in NAMES:
            store = self.store(name)
            free = store.free_space
            summary = self.host.inventory.get(self.host.datastores.ref(name), "summary")
            assert summary.freeSpace == free
            store.refresh()
            assert store.free_space == free
            assert staged(store.root) == []


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=40, stateful_step_count=40)
