"""A host as one file: there and back, and what is no such file."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.state import archive
from fakeesx.state.changes import Rules
from fakeesx.state.codec import Registry
from fakeesx.state.errors import Corrupt, InUse, NotEmpty, NotState, StateError, UnknownFormat
from fakeesx.state.store import Store

RULES = Rules(Registry())
LARGE = 5 << 30


def save(folder: Path, file: Path, **more: Any) -> None:
    """Save a folder."""
    archive.save(folder, file, vim.TYPES, RULES, **more)


def load(file: Path, folder: Path, **more: Any) -> None:
    """Load a file."""
    archive.load(file, folder, vim.TYPES, RULES, **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A kept host with one object and files of all kinds."""
    store = Store(tmp_path / "state", vim.TYPES, RULES)
    store.begin([Node(ManagedObjectReference("Folder", "a"), {"name": "x"})], {"n": 1}, (), ())
    store.commit([("b", None, Node(ManagedObjectReference("Folder", "b"), {}))], (), (), None)
    root = store.datastores / "uuid"
    (root / "vm" / "empty").mkdir(parents=True)
    (root / ".fakeesx-staging").mkdir()
    (root / ".fakeesx-staging" / "1").write_bytes(b"half")
    (root / "vm" / "vm.vmx").write_bytes(b"x" * 1000)
    (root / "vm" / "nothing").touch()
    (root / "vm" / os.fsdecode("ü\n".encode() + b"\xff")).write_bytes(b"odd")
    (root / ("n" * 200)).mkdir()
    (root / ("n" * 200) / ("m" * 200)).write_bytes(b"long")
    (root / "link").symlink_to("/etc/passwd")
    with (root / "vm" / "flat.vmdk").open("wb") as file:
        file.truncate(LARGE)
        for at in (0, 1 << 20, 3 << 30):
            file.seek(at)
            file.write(b"data" * 5000)
    with (root / "vm" / "hole.vmdk").open("wb") as file:
        file.truncate(1 << 20)
    (root / "vm" / "hole.vmdk").chmod(0o744)
    os.utime(root / "vm" / "vm.vmx", (1_300_000_000, 1_300_000_000))
    store.close()
    return tmp_path / "state"


def contents(folder: Path) -> dict[str, Any]:
    """All files with size, a sum over their beginnings, and time; of large ones the blocks they take."""
    found: dict[str, Any] = {}
    for path in sorted((folder / "datastores").rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink() or ".fakeesx-staging" in name:
            continue
        info = path.stat()
        found[name] = None
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(2 << 20)
            marked = bool(info.st_mode & 0o100)
            found[name] = (info.st_size, hash(head), int(info.st_mtime), info.st_blocks < 1000, marked)
    return found


def test_there_and_back(folder: Path, tmp_path: Path) -> None:
    """Objects, facts and files are the same; holes are holes, in the archive too; nothing staged, no links."""
    file = tmp_path / "host.tar"
    save(folder, file)
    assert file.stat().st_size < 1 << 20
    load(file, tmp_path / "new" / "place")
    assert contents(tmp_path / "new" / "place") == contents(folder)
    one, other = (Store(each, vim.TYPES, RULES) for each in (folder, tmp_path / "new" / "place"))
    assert (one.objects, one.facts) == (other.objects, other.facts)
    assert list(other.objects) == ["a", "b"]
    one.close()
    other.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["host.tar", "new", "state"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["place"]
    assert (tmp_path / "new" / "place").stat().st_mode & 0o077 == 0


def test_empty_folder_is_taken(folder: Path, tmp_path: Path) -> None:
    """One that is there and empty."""
    save(folder, tmp_path / "host.tar")
    (tmp_path / "new").mkdir()
    load(tmp_path / "host.tar", tmp_path / "new")
    assert contents(tmp_path / "new") == contents(folder)


def test_gnu_tar_reads_it(folder: Path, tmp_path: Path) -> None:
    """The format is a known one."""
    tar = shutil.which("tar")
    if tar is None:
        pytest.skip("needs tar")
    save(folder, tmp_path / "host.tar")
    (tmp_path / "out").mkdir()
    subprocess.run([tar, "-xf", tmp_path / "host.tar", "-C", tmp_path / "out"], check=True)
    with (tmp_path / "out" / "datastores" / "uuid" / "vm" / "flat.vmdk").open("rb") as file:
        assert file.seek(0, os.SEEK_END) == LARGE
        file.seek(3 << 30)
        assert file.read(8) == b"datadata"
        file.seek(1 << 30)
        assert file.read(8) == bytes(8)


def test_progress(folder: Path, tmp_path: Path) -> None:
    """Told in bytes, up to what was announced."""
    for action, arguments in ((save, (folder, tmp_path / "f")), (load, (tmp_path / "f", tmp_path / "n"))):
        totals: list[int] = []
        done: list[int] = []

        def begin(total: int, totals: list[int] = totals, done: list[int] = done) -> Callable[[int], None]:
            totals.append(total)
            return done.append

        action(*arguments, progress=begin)
        assert 0 < sum(done) <= totals[0]


def test_running_host(folder: Path, tmp_path: Path) -> None:
    """Is refused with what to do."""
    store = Store(folder, vim.TYPES, RULES)
    with pytest.raises(InUse, match=f"kill -TERM {os.getpid()}"):
        save(folder, tmp_path / "host.tar")
    store.close()
    assert not (tmp_path / "host.tar").exists()


def test_what_is_in_the_way(folder: Path, tmp_path: Path) -> None:
    """Nothing is overwritten; a folder without a host is told, and stays as it is."""
    file = tmp_path / "host.tar"
    save(folder, file)
    before = file.read_bytes()
    with pytest.raises(NotEmpty, match="there already"):
        save(folder, file)
    assert file.read_bytes() == before
    full = contents(folder)
    with pytest.raises(NotEmpty, match="not empty"):
        load(file, folder)
    with pytest.raises(NotEmpty, match="not empty"):
        load(file, file)
    assert contents(folder) == full
    (tmp_path / "none").mkdir()
    for other in (tmp_path / "none", tmp_path / "nowhere", file):
        with pytest.raises(NotState, match="no fakeesx host"):
            save(other, tmp_path / "other.tar")
    assert list((tmp_path / "none").iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_half_a_file_is_none(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full nothing is left, neither of the file nor of the folder."""

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(folder, tmp_path / "host.tar")
    monkeypatch.undo()
    save(folder, tmp_path / "good.tar")
    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        load(tmp_path / "good.tar", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.tar", "state"]


def archive_of(*members: tuple[str, bytes, bytes], head: Any = None, linkname: str = "") -> bytes:
    """An archive with members of name, type and content."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        first = json.dumps({"format": 1, "members": len(members)} if head is None else head).encode()
        for name, type, content in ((archive.FIRST, tarfile.REGTYPE, first), *members):
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = type, len(content), linkname
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("name", [
    "../evil", "/tmp/evil", "datastores/../../evil", "evil", "datastores", "undo/1", "lock", "host.image/x",
    "datastores/u/.fakeesx-staging/1", "./../evil",
])  # fmt: skip
def test_names_that_no_snapshot_has(tmp_path: Path, name: str) -> None:
    """Nothing is written anywhere."""
    (tmp_path / "f").write_bytes(archive_of((name, tarfile.REGTYPE, b"x")))
    with pytest.raises(Corrupt, match="no snapshot does"):
        load(tmp_path / "f", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
    assert not Path("/tmp/evil").exists()


@pytest.mark.parametrize("type", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices(tmp_path: Path, type: bytes) -> None:
    """Are refused."""
    (tmp_path / "f").write_bytes(archive_of(("datastores/u/x", type, b""), linkname="/etc/passwd"))
    with pytest.raises(Corrupt, match="no snapshot does"):
        load(tmp_path / "f", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_through_a_directory_that_is_a_file(tmp_path: Path) -> None:
    """A member below another that is a file, and one that comes twice."""
    for second in ("datastores/u/x", "datastores/u/x/y"):
        (tmp_path / "f").write_bytes(archive_of(
            ("datastores/u/x", tarfile.REGTYPE, b"1"), (second, tarfile.REGTYPE, b"2"),
        ))
        with pytest.raises(Corrupt, match="twice"):
            load(tmp_path / "f", tmp_path / "new")
        assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize(("content", "error", "words"), [
    (b"", Corrupt, "damaged"), (b"hello" * 1000, Corrupt, "damaged"), (archive_of(head=[]), NotState, "not a snapshot"),
    (archive_of(head={"format": 2, "members": 0}), UnknownFormat, "format 2"), (archive_of(head={}), NotState, "not a"),
    (archive_of(head={"format": 1, "members": 3}), Corrupt, "0 of 3"), (bytes(10240), NotState, "not a snapshot"),
    (archive_of(), NotState, "holds no fakeesx host"),
])  # fmt: skip
def test_other_files(tmp_path: Path, content: bytes, error: type[Exception], words: str) -> None:
    """What is no snapshot, or one of another format."""
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(error, match=words):
        load(tmp_path / "f", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@settings(max_examples=60)
@given(st.data())
def test_changed_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A bit that fell over on the way is told, wherever it matters: no file has other content than was saved."""
    place = tmp_path_factory.mktemp("changed")
    store = Store(place / "state", vim.TYPES, RULES)
    store.begin([], {}, (), ())
    (store.datastores / "u").mkdir()
    (store.datastores / "u" / "f").write_bytes(b"x" * 3000)
    with (store.datastores / "u" / "sparse").open("wb") as sparse:
        sparse.truncate(1 << 20)
        sparse.seek(1 << 18)
        sparse.write(b"y" * 4096)
    store.close()
    save(place / "state", place / "f")
    raw = bytearray((place / "f").read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    (place / "f").write_bytes(raw)
    try:
        load(place / "f", place / "new")
    except StateError:
        assert not (place / "new").exists()
    else:
        assert contents(place / "new") == contents(place / "state")
    assert list(place.glob(".*")) == []
    shutil.rmtree(place)


def test_content_of_a_disk_that_was_damaged(folder: Path, tmp_path: Path) -> None:
    """The file is named."""
    save(folder, tmp_path / "f")
    raw = (tmp_path / "f").read_bytes()
    assert raw.count(b"datadata")
    (tmp_path / "f").write_bytes(raw.replace(b"datadata", b"datAdata", 1))
    with pytest.raises(Corrupt, match=r"flat.vmdk' is not as it was saved"):
        load(tmp_path / "f", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_archive_without_its_sums(tmp_path: Path) -> None:
    """One that says it has sums is refused without them; one that never had any is taken for what it is."""
    (tmp_path / "f").write_bytes(archive_of(head={"format": 1, "members": 0, "sums": True}))
    with pytest.raises(Corrupt, match="not complete"):
        load(tmp_path / "f", tmp_path / "new")
    (tmp_path / "f").write_bytes(archive_of((archive.SUMS, tarfile.REGTYPE, b"[1]"), head={"format": 1, "members": 0}))
    with pytest.raises(Corrupt, match="damaged"):
        load(tmp_path / "f", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@settings(max_examples=60)
@given(st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A file that is not complete is refused, unless only the padding at its end is missing."""
    place = tmp_path_factory.mktemp("cut")
    store = Store(place / "state", vim.TYPES, RULES)
    store.begin([], {}, (), ())
    (store.datastores / "u").mkdir()
    (store.datastores / "u" / "f").write_bytes(b"x" * 700)
    store.close()
    save(place / "state", place / "f")
    raw = (place / "f").read_bytes()
    cut = data.draw(st.integers(0, len(raw) - 1))
    (place / "f").write_bytes(raw[:cut])
    try:
        load(place / "f", place / "new")
    except StateError:
        assert not (place / "new").exists()
    else:
        assert contents(place / "new") == contents(place / "state")
    assert list(place.glob(".*")) == []
    shutil.rmtree(place)
