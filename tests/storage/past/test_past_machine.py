"""Whatever happens to the files of a datastore, each version that was marked can be gone back to, in any order."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from host_record import files
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fakeesx.storage.datastore import Captured, Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.past import History, Version
from fakeesx.storage.reading import STAGING

_NAMES = ("a", "b", "c")
_PATHS = st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3).map("/".join)
_DATA = st.binary(max_size=40)
_OFFSETS = st.sampled_from((0, 5, 65_530, 65_536, 131_000, 300_000))
_SIZES = st.sampled_from((0, 3, 70_000, 131_072, 400_000))


class Files(RuleBasedStateMachine):
    """A datastore and its versions; ``records`` is the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.past = History(f"{self.folder}/{STAGING}")
        self.root = self.folder / "datastore"
        self.time = 1000.0
        self.datastore = Datastore(
            self.root, name="d", uuid="u", capacity=1 << 40, clock=lambda: self.time, past=self.past,
        )
        self.versions: list[tuple[Version, Captured, Any]] = []

    def teardown(self) -> None:
        for version, _, _ in self.versions:
            self.past.forget(version)
        assert self.past.kept == 0
        kept = Path(f"{self.folder}/{STAGING}")
        assert not kept.exists() or not any(kept.iterdir())
        shutil.rmtree(self.folder)

    @invariant()
    def time_passes(self) -> None:
        """So that times of files differ."""
        self.time += 1

    def record(self) -> Any:
        """All that there is to the files."""
        listed = [
            each._replace(inode=0, modified=0.0 if each.is_directory else each.modified)  # never later than now
            for _, found in self.datastore.walk() for each in found
        ]
        return files(self.root), self.datastore.used, self.datastore.uncommitted, listed

    # changes

    @rule(path=_PATHS, data=_DATA, in_place=st.booleans())
    def write(self, path: str, data: bytes, in_place: bool) -> None:
        """A small file."""
        with suppress(StorageError):
            self.datastore.write_file(path, data, in_place=in_place)

    @rule(path=_PATHS, size=_SIZES, thick=st.booleans(), head=_DATA)
    def sparse(self, path: str, size: int, thick: bool, head: bytes) -> None:
        """A large file."""
        with suppress(StorageError):
            self.datastore.create_sparse(path, max(size, len(head)), thick=thick, head=head)

    @rule(path=_PATHS, size=_SIZES)
    def resize(self, path: str, size: int) -> None:
        """Cut or lengthened."""
        with suppress(StorageError):
            self.datastore.resize(path, size, thick=False)

    @rule(path=_PATHS, places=st.lists(st.tuples(_OFFSETS, _DATA), max_size=3), undo=st.booleans())
    def write_in_place(self, path: str, places: list[tuple[int, bytes]], undo: bool) -> None:
        """As a guest writes to a disk."""
        with suppress(StorageError):
            file = self.datastore.open_in_place(path, undo=undo)
            for offset, data in places:
                file.write(offset, data)
            if undo:
                file.undo()
            file.close()

    @rule(path=_PATHS, data=_DATA, commit=st.booleans())
    def upload(self, path: str, data: bytes, commit: bool) -> None:
        """A file comes in pieces."""
        with suppress(StorageError):
            upload = self.datastore.begin_upload(path)
            upload.write(data)
            if commit:
                upload.commit()
            else:
                upload.abort()

    @rule(path=_PATHS)
    def make_directory(self, path: str) -> None:
        """With those above it."""
        with suppress(StorageError):
            self.datastore.mkdir(path, parents=True)

    @rule(path=_PATHS)
    def remove_directory(self, path: str) -> None:
        """An empty one."""
        with suppress(StorageError):
            self.datastore.rmdir(path)

    @rule(path=_PATHS)
    def delete(self, path: str) -> None:
        """A file or a tree."""
        with suppress(StorageError):
            self.datastore.delete(path)

    @rule(paths=st.lists(_PATHS, max_size=3))
    def delete_files(self, paths: list[str]) -> None:
        """Several files."""
        with suppress(StorageError):
            self.datastore.delete_files(paths)

    @rule(source=_PATHS, to=_PATHS, overwrite=st.booleans())
    def move(self, source: str, to: str, overwrite: bool) -> None:
        """A file or a tree."""
        with suppress(StorageError):
            self.datastore.move(source, to, overwrite=overwrite)

    @rule(path=_PATHS, zeroed=st.booleans())
    def mark_zeroed(self, path: str, zeroed: bool) -> None:
        """A mark."""
        with suppress(StorageError):
            self.datastore.mark_zeroed(path, zeroed)

    @rule(path=_PATHS, owner=st.sampled_from(("root", "joe")))
    def set_owner(self, path: str, owner: str) -> None:
        """An owner."""
        with suppress(StorageError):
            self.datastore.set_owner(path, owner)

    # versions

    @precondition(lambda self: len(self.versions) < 5)
    @rule()
    def mark(self) -> None:
        """Another version."""
        self.versions.append((self.past.mark(), self.datastore.capture(), self.record()))

    @precondition(lambda self: self.versions)
    @rule(number=st.integers(0, 4))
    def go_back(self, number: int) -> None:
        """All is as it was then."""
        version, captured, record = self.versions[number % len(self.versions)]
        self.past.go_back(version)
        self.datastore.restore(captured)
        assert self.record() == record

    @precondition(lambda self: self.versions)
    @rule(number=st.integers(0, 4))
    def forget(self, number: int) -> None:
        """One is of no use any more; the others still are."""
        version, _, _ = self.versions.pop(number % len(self.versions))
        self.past.forget(version)


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=60, stateful_step_count=40)
