"""Changes of files that were not kept are taken back, wherever the process died."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.storage import undo as undo_module
from fakeesx.storage.copying import Copy
from fakeesx.storage.datastore import STAGING, Datastore
from fakeesx.storage.errors import NoDiskSpace, StorageError
from fakeesx.storage.undo import UndoLog, recover, settle, sync

CALLS = (
    "chmod", "link", "mkdir", "open", "rename", "replace", "rmdir", "symlink", "truncate", "ftruncate", "unlink", "utime",
    "write", "pwrite", "fchmod",
)  # fmt: skip
"""What changes files."""


class Killed(BaseException):
    """The process is dead."""


class Mortal:
    """``os`` for the modules of the package: at one of its calls the process dies, and does nothing ever after."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __getattr__(self, name):
        function = getattr(os, name)
        if name not in CALLS:
            return function

        def call(*args, **kwargs):
            self.left -= 1
            if self.left < 0:
                raise Killed
            return function(*args, **kwargs)

        return call


class Disk:
    """A folder with a datastore and its undo log."""

    def __init__(self, base: Path) -> None:
        self.base = base
        (base / "undo").mkdir(parents=True)
        (base / "ds").mkdir()
        self.lives = 0
        self.kept: set[str] = set()
        self.open()

    def open(self) -> None:
        self.lives += 1
        self.log = UndoLog(str(self.base), str(self.base / "undo"), str(self.lives))
        self.datastore = Datastore(self.base / "ds", name="d", uuid="u", capacity=10**9, undo=self.log)

    def keep(self) -> None:
        """What a journal does."""
        units, dirty = self.log.cut()
        sync(dirty)
        self.kept.update(unit.name for unit in units)
        settle(units)

    def restart(self) -> None:
        recover(str(self.base), str(self.base / "undo"), self.kept)
        self.open()

    def entries(self) -> bytes:
        """All entries of the undo log."""
        return b"".join(path.read_bytes() for path in (self.base / "undo").iterdir())

    def picture(self) -> dict[str, bytes | None]:
        """All there is: paths and contents; files with a mark have a longer name."""
        root = self.base / "ds"
        return {
            f"{path.relative_to(root)}{'*' * bool(path.stat().st_mode & 0o100 and path.is_file())}":
                None if path.is_dir() else path.read_bytes()
            for path in sorted(root.rglob("*")) if STAGING not in path.relative_to(root).parts
        }


NAMES = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
DATA = st.binary(max_size=8)
OPERATIONS = st.one_of(
    st.tuples(st.just("mkdir"), PATHS),
    st.tuples(st.just("rmdir"), PATHS),
    st.tuples(st.just("write_file"), PATHS, DATA),
    st.tuples(st.just("create_files"), st.dictionaries(PATHS, DATA, max_size=3)),
    st.tuples(st.just("delete"), PATHS),
    st.tuples(st.just("delete_files"), st.lists(PATHS, max_size=3)),
    st.tuples(st.just("move"), PATHS, PATHS, st.booleans()),
    st.tuples(st.just("grow"), PATHS, st.integers(8, 20)),
    st.tuples(st.just("mark_zeroed"), PATHS, st.booleans()),
    st.tuples(st.just("scribble"), PATHS, st.integers(0, 20), DATA),
    st.tuples(st.just("upload"), PATHS, DATA),
    st.tuples(st.just("copy"), PATHS, PATHS),
)


def do(datastore: Datastore, name: str, *arguments) -> None:
    """One operation; a refusal is fine."""
    try:
        if name == "move":
            datastore.move(arguments[0], arguments[1], overwrite=arguments[2])
        elif name == "grow":
            datastore.resize(arguments[0], arguments[1], thick=False)
        elif name == "scribble":
            file = datastore.open_in_place(arguments[0])
            try:
                file.write(*arguments[1:])
            finally:
                file.close()
        elif name == "upload":
            with datastore.begin_upload(arguments[0]) as upload:
                upload.write(arguments[1])
                upload.commit()
        elif name == "copy":
            copy = Copy(datastore, arguments[0], datastore, arguments[1], overwrite=True)
            try:
                copy.run()
                copy.commit()
            finally:
                copy.close()
        else:
            getattr(datastore, name)(*arguments)
    except StorageError:
        pass


@settings(max_examples=150)
@given(st.lists(OPERATIONS, max_size=8), st.lists(OPERATIONS, max_size=6), st.integers(0, 60))
def test_killed_anywhere(tmp_path_factory, before, after, calls):
    """What was kept is there, what was not is wholly absent, and the datastore can be worked with."""
    base = tmp_path_factory.mktemp("disk")
    disk = Disk(base / "state")
    for operation in before:
        do(disk.datastore, *operation)
    disk.keep()
    picture = disk.picture()
    with pytest.MonkeyPatch.context() as patch:
        mortal = Mortal(calls)
        for module in ("_fs", "undo", "copying", "in_place"):
            patch.setattr(f"fakeesx.storage.{module}.os", mortal)
        for ours, theirs in (("remove_directory", "rmdir"), ("remove_file", "unlink"), ("rename", "rename"),
                             ("replace", "replace")):
            patch.setattr(f"fakeesx.storage._fs.{ours}", getattr(mortal, theirs))
        try:
            for operation in after:
                do(disk.datastore, *operation)
            mortal.left = 0
        except Killed:
            pass
    disk.restart()
    assert disk.picture() == picture
    assert disk.entries() == b""
    assert not (disk.base / "ds" / STAGING).exists()
    do(disk.datastore, "write_file", "new", b"1")
    disk.keep()
    shutil.rmtree(base)


@settings(max_examples=60)
@given(st.lists(OPERATIONS, max_size=8))
def test_kept_is_kept(tmp_path_factory, operations):
    """A unit that the journal has is finished, also when the process died before its entries were gone."""
    base = tmp_path_factory.mktemp("disk")
    disk = Disk(base / "state")
    for operation in operations:
        do(disk.datastore, *operation)
    picture = disk.picture()
    units, _ = disk.log.cut()
    disk.kept.update(unit.name for unit in units)
    disk.restart()
    assert disk.picture() == picture
    assert disk.entries() == b""
    assert not (disk.base / "ds" / STAGING).exists()
    shutil.rmtree(base)


@pytest.fixture
def disk(tmp_path):
    return Disk(tmp_path / "state")


def test_units_go_apart(disk):
    """Work over several turns is taken back as a whole, what others did meanwhile stays."""
    unit = disk.log.open()
    with disk.log.within(unit):
        disk.datastore.mkdir("tree")
        disk.datastore.write_file("tree/a", b"1")
    disk.datastore.write_file("other", b"2")
    disk.keep()
    with disk.log.within(unit):
        disk.datastore.write_file("tree/b", b"3")
    disk.keep()
    disk.restart()
    assert disk.picture() == {"other": b"2"}


def test_finished_unit_is_kept_with_the_next(disk):
    """It joins what is cut after its end, once."""
    changes = []
    disk.log.on_change = lambda: changes.append(1)
    unit = disk.log.open()
    with disk.log.within(unit):
        disk.datastore.mkdir("tree")
    assert (disk.log.pending, changes) == (False, [])
    disk.log.finish(unit)
    assert (disk.log.pending, changes) == (True, [1])
    disk.keep()
    assert not disk.log.pending
    disk.restart()
    assert disk.picture() == {"tree": None}


def test_what_others_put_into_a_directory_stays(disk):
    """A directory that is taken back stays for what was kept in it."""
    unit = disk.log.open()
    with disk.log.within(unit):
        disk.datastore.mkdir("tree")
    disk.datastore.write_file("tree/theirs", b"1")
    disk.keep()
    disk.restart()
    assert disk.picture() == {"tree": None, "tree/theirs": b"1"}


def test_long_names(disk):
    """Names of any length and kind."""
    path = "/".join(["ü" * 120] * 8)
    disk.datastore.mkdir(path, parents=True)
    disk.datastore.write_file(f"{path}/f", b"")
    disk.restart()
    assert disk.picture() == {}


def test_half_written_entry(disk):
    """Its change was not begun."""
    (disk.base / "undo" / "1-0").write_bytes(b'[1,"make","1')
    disk.restart()
    assert disk.entries() == b""


def test_killed_while_taking_back(disk, monkeypatch):
    """The next process goes on where this one ended: what came back is not taken for what was made."""
    disk.datastore.write_file("f", b"old")
    disk.datastore.mkdir("d")
    disk.keep()
    disk.datastore.write_file("f", b"new")
    disk.datastore.move("f", "d/f")
    disk.datastore.write_file("f", b"newer")
    content = disk.entries()
    for calls in range(20):
        left = [calls]

        def take_back(base, entry, left=left, real=undo_module._take_back):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(base, entry)

        monkeypatch.setattr(undo_module, "_take_back", take_back)
        try:
            recover(str(disk.base), str(disk.base / "undo"), disk.kept)
        except Killed:
            assert disk.entries() != content or calls == 0
        else:
            break
        finally:
            monkeypatch.undo()
    assert disk.picture() == {"d": None, "f": b"old"}


def test_disk_full(disk, monkeypatch):
    """An entry that can't be written is refused with its change; half of it is gone."""
    disk.datastore.write_file("f", b"1")
    before = disk.entries()
    real = undo_module._fs.write_all

    def full(fd, data):
        real(fd, data[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(undo_module._fs, "write_all", full)
    with pytest.raises(NoDiskSpace):
        disk.datastore.mkdir("d")
    monkeypatch.undo()
    assert disk.entries() == before
    disk.datastore.mkdir("e")
    disk.keep()
    assert disk.picture() == {"e": None, "f": b"1"}


def test_pages_are_used_again(disk):
    """However much was done, there are a few files."""
    for number in range(50):
        unit = disk.log.open()
        with disk.log.within(unit):
            disk.datastore.write_file("f", b"%d" % number)
        disk.log.finish(unit)
        disk.datastore.write_file("g", b"%d" % number)
        disk.keep()
    assert len(list((disk.base / "undo").iterdir())) <= 2


def test_unknown_entry(disk):
    """Is refused, not guessed at."""
    (disk.base / "undo" / "1-0").write_text('[1,"frobnicate","1.1","ds/a","",0]\n')
    with pytest.raises(ValueError, match="frobnicate"):
        recover(str(disk.base), str(disk.base / "undo"), set())


def test_syncs_content_and_names(disk, monkeypatch):
    """What is to be on the disk first: each file that was written, each directory whose names changed."""
    found = []
    monkeypatch.setattr(undo_module._fs, "sync", lambda path: found.append(path.removeprefix(f"{disk.base}/ds")))
    disk.datastore.mkdir("d")
    disk.datastore.write_file("d/f", b"1")
    disk.datastore.create_files({"d/log": b""}, durable=False)
    disk.datastore.move("d/f", "g")
    disk.datastore.delete("g")
    assert found == []
    sync(disk.log.cut()[1])
    assert sorted(found) == ["/", "/d", "/d/f"]


def test_datastore_that_goes(disk):
    """Its folder is there again when that was not kept, and gone when it was."""
    disk.datastore.write_file("f", b"1")
    disk.keep()
    disk.datastore.destroy()()
    assert not (disk.base / "ds").exists()
    disk.restart()
    assert disk.picture() == {"f": b"1"}
    disk.datastore.destroy()()
    disk.keep()
    assert sorted(path.name for path in disk.base.iterdir()) == ["undo"]


def test_many_files_are_waited_for_at_once(disk, monkeypatch):
    """Thousands of files cost one wait for their file system, where there is such a thing."""
    found = []
    monkeypatch.setattr(undo_module._fs, "sync", found.append)
    disk.datastore.create_files({f"f{number}": b"1" for number in range(300)})
    paths = disk.log.cut()[1]
    assert len(paths) == 301
    sync(["/nowhere/at/all", *paths])
    assert found in ([], ["/nowhere/at/all", *paths])
    sync(paths[:3])
    assert found[-3:] == paths[:3]


def test_holes_stay_holes_in_what_is_kept_of_a_file(disk):
    """A disk whose content is changed costs as much room as it takes, not as it is large."""
    disk.datastore.create_sparse("disk", 1 << 30, thick=False, head=b"boot")
    file = disk.datastore.open_in_place("disk")
    file.write(1 << 29, b"middle")
    file.close()
    disk.keep()
    before = (disk.base / "ds" / "disk").stat().st_mtime_ns
    file = disk.datastore.open_in_place("disk")
    file.write(0, b"toob")
    file.close()
    (copy,) = [path for path in (disk.base / "ds" / STAGING).iterdir() if path.stat().st_size]
    assert copy.stat().st_blocks * 512 < 1 << 20
    disk.restart()
    found = (disk.base / "ds" / "disk").stat()
    assert (found.st_size, found.st_mtime_ns, found.st_blocks * 512 < 1 << 20) == (1 << 30, before, True)
    with (disk.base / "ds" / "disk").open("rb") as content:
        assert content.read(8) == b"boot" + bytes(4)
        content.seek(1 << 29)
        assert content.read(6) == b"middle"


def test_lock_files_are_nobodys(disk):
    """A directory that is taken back goes though a lock file of NFS is in it."""
    disk.datastore.mkdir("vm")
    (disk.base / "ds" / "vm" / ".lck-e003090001000000").write_bytes(b"")
    disk.restart()
    assert disk.picture() == {}
