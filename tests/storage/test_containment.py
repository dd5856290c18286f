"""Nothing reaches outside of a datastore's folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.storage.datastore import STAGING, Datastore
from fakeesx.storage.errors import CannotAccessFile, StorageError

ATTEMPTS = {
    "exists": lambda datastore, path: datastore.exists(path),
    "stat": lambda datastore, path: datastore.stat(path),
    "resolve": lambda datastore, path: datastore.resolve(path),
    "listing": lambda datastore, path: datastore.listing(path),
    "names": lambda datastore, path: datastore.names(path),
    "write over": lambda datastore, path: datastore.write_file(path, b"evil", in_place=True),
    "open_read": lambda datastore, path: datastore.open_read(path).close(),
    "write_file": lambda datastore, path: datastore.write_file(path, b"evil"),
    "create_files": lambda datastore, path: datastore.create_files({path: b"evil"}),
    "resize": lambda datastore, path: datastore.resize(path, 1, thick=False),
    "upload": lambda datastore, path: datastore.begin_upload(path).commit(),
    "delete_file": lambda datastore, path: datastore.delete_file(path),
    "delete_files": lambda datastore, path: datastore.delete_files([path]),
    "delete": lambda datastore, path: datastore.delete(path),
    "mkdir": lambda datastore, path: datastore.mkdir(path, parents=True),
    "rmdir": lambda datastore, path: datastore.rmdir(path),
    "move from": lambda datastore, path: datastore.move(path, "elsewhere"),
    "move to": lambda datastore, path: datastore.move("mine", path, overwrite=True),
    "lock": lambda datastore, path: datastore.lock(path, "16"),
    "sync": lambda datastore, path: datastore.sync(path),
}


@pytest.fixture
def outside(folder, datastore):
    """A folder beside the datastore, with links to it from within."""
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    (folder / "dir").symlink_to(outside)
    (folder / "file").symlink_to(outside / "secret")
    (folder / "dangling").symlink_to(outside / "new")
    datastore.write_file("mine", b"mine")
    return outside


@pytest.mark.parametrize("path", ["dir", "dir/secret", "dir/new", "file", "file/x", "dangling"])
@pytest.mark.parametrize("name", ATTEMPTS)
def test_links_are_refused(datastore, outside, name, path):
    """No method follows, replaces or removes a symbolic link, on the way or at the end."""
    with pytest.raises(StorageError):
        ATTEMPTS[name](datastore, path)
    assert {each.name: each.read_bytes() for each in outside.iterdir()} == {"secret": b"secret"}
    assert (datastore.root / "file").is_symlink()
    assert [each.name for each in datastore.listing()] == ["mine"]


@pytest.mark.parametrize("path", [STAGING, f"{STAGING}/1", STAGING.upper(), f"./{STAGING}//x"])
@pytest.mark.parametrize("name", ATTEMPTS)
def test_staging_is_out_of_reach(datastore, name, path):
    """The directory of unfinished files can't be seen or touched, in any spelling."""
    datastore.write_file("mine", b"mine")
    upload = datastore.begin_upload("f")
    upload.write(b"partial")
    with pytest.raises(CannotAccessFile):
        ATTEMPTS[name](datastore, path)
    upload.commit()
    assert [each.name for each in datastore.listing()] == ["f", "mine"]


def test_a_link_planted_as_staging_is_removed(tmp_path):
    """A link in the place of the staging directory is not followed when the datastore opens."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "keep").write_bytes(b"")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / STAGING).symlink_to(outside)
    datastore = Datastore(tmp_path / "d", name="d", uuid="u", capacity=10**6)
    with datastore.begin_upload("f") as upload:
        upload.write(b"x")
        upload.commit()
    assert [each.name for each in outside.iterdir()] == ["keep"]


def test_the_root_may_be_a_link(tmp_path):
    """The folder itself is the user's choice, link or not."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    datastore = Datastore(tmp_path / "link", name="d", uuid="u", capacity=10**6)
    datastore.write_file("f", b"x")
    assert datastore.root == tmp_path / "real"


def test_special_files_are_refused(datastore):
    """A pipe does not hang a reader."""
    os.mkfifo(datastore.root / "pipe")
    for name in ("open_read", "write_file", "stat", "delete_file"):
        with pytest.raises(CannotAccessFile):
            ATTEMPTS[name](datastore, "pipe")


def test_holding_a_directory_reaches_no_further(datastore, outside):
    """While the way to a directory is trusted, links in it and beside it are refused as ever."""
    datastore.mkdir("vm")
    (datastore.root / "vm" / "link").symlink_to(outside / "secret")
    with datastore.holding("vm/"):
        datastore.create_files({"vm/new": b"1"})
        assert datastore.exists("vm/new")
        for name in ("stat", "open_read", "write_file", "delete_file", "lock"):
            for path in ("vm/link", "dir/secret"):
                with pytest.raises(CannotAccessFile):
                    ATTEMPTS[name](datastore, path)
    for path in ("dir", "dir/x", "file", "mine", "nothing"):
        with pytest.raises(StorageError), datastore.holding(path):
            pytest.fail("held")
    assert (outside / "secret").read_bytes() == b"secret"


def test_what_is_held_is_held_no_longer(datastore, outside):
    """A directory that became a link is refused when nobody holds it any more."""
    datastore.mkdir("vm")
    with datastore.holding("vm"):
        pass
    (datastore.root / "vm").rmdir()
    (datastore.root / "vm").symlink_to(outside)
    with pytest.raises(CannotAccessFile):
        datastore.read_file("vm/secret")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(list(ATTEMPTS)),
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(["..", ".", "", "a", "link", STAGING, "\0", "x" * 300])).map("/".join),
    ),
)
def test_no_text_reaches_outside(name, path):
    """Whatever the path says, only StorageError comes out and what is outside stays as it is."""
    base = Path(tempfile.mkdtemp())
    try:
        (base / "outside").mkdir()
        (base / "outside" / "secret").write_bytes(b"secret")
        datastore = Datastore(base / "d", name="d", uuid="u", capacity=10**6)
        (base / "d" / "link").symlink_to(base / "outside")
        datastore.write_file("mine", b"")
        datastore.mkdir("a")
        with contextlib.suppress(StorageError):
            ATTEMPTS[name](datastore, path)
        assert {each.name for each in base.iterdir()} == {"d", "outside"}
        assert [each.name for each in (base / "outside").iterdir()] == ["secret"]
        assert (base / "outside" / "secret").read_bytes() == b"secret"
        assert (base / "d" / "link").is_symlink()
    finally:
        shutil.rmtree(base)
