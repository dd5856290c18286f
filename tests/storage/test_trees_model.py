"""Directories and files in any order of operations."""

from __future__ import annotations

import tempfile

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError


class TreeModel(RuleBasedStateMachine):
    """Directories, files, moves and deletes in any order, against a dictionary: None for a directory."""

    places = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map("/".join)

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.datastore = Datastore(self.folder.name, name="d", uuid="u", capacity=10**9)
        self.model = {}

    def teardown(self):
        self.folder.cleanup()

    def is_directory(self, path):
        return path == "" or (path in self.model and self.model[path] is None)

    def attempt(self, allowed, call):
        """The datastore agrees with the model on what may be done."""
        try:
            call()
        except StorageError:
            assert not allowed
        else:
            assert allowed
        return allowed

    @rule(path=places, data=st.binary(max_size=10))
    def write(self, path, data):
        allowed = self.is_directory(path.rpartition("/")[0]) and not self.is_directory(path)
        if self.attempt(allowed, lambda: self.datastore.write_file(path, data)):
            self.model[path] = data

    @rule(path=places)
    def mkdir(self, path):
        allowed = self.is_directory(path.rpartition("/")[0]) and path not in self.model
        if self.attempt(allowed, lambda: self.datastore.mkdir(path)):
            self.model[path] = None

    @rule(path=places, durable=st.booleans())
    def delete(self, path, durable):
        if self.attempt(path in self.model, lambda: self.datastore.delete(path, durable=durable)):
            self.model = {
                each: data
                for each, data in self.model.items()
                if each != path and not each.startswith(f"{path}/")
            }

    @rule(path=places)
    def rmdir(self, path):
        empty = not any(each.startswith(f"{path}/") for each in self.model)
        if self.attempt(self.is_directory(path) and empty, lambda: self.datastore.rmdir(path)):
            del self.model[path]

    @rule(source=places, goal=places, overwrite=st.booleans())
    def move(self, source, goal, overwrite):
        free = goal not in self.model or (
            overwrite and source != goal and not self.is_directory(goal) and not self.is_directory(source)
        )
        allowed = (
            source in self.model
            and self.is_directory(goal.rpartition("/")[0])
            and not goal.startswith(f"{source}/")
            and free
        )
        if self.attempt(allowed, lambda: self.datastore.move(source, goal, overwrite=overwrite)):
            moved = {each: data for each, data in self.model.items() if f"{each}/".startswith(f"{source}/")}
            self.model = {each: data for each, data in self.model.items() if each not in moved}
            self.model |= {f"{goal}{each[len(source) :]}": data for each, data in moved.items()}

    @invariant()
    def trees_agree(self):
        shown = {
            each.path: None if each.is_directory else self.datastore.read_file(each.path)
            for _, files in self.datastore.walk()
            for each in files
        }
        assert shown == self.model
        used = self.datastore.used
        self.datastore.refresh()
        assert self.datastore.used == used


TreeModel.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
test_trees_against_a_model = TreeModel.TestCase
