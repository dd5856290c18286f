"""Uploads: whole or not at all."""

from __future__ import annotations

import tempfile

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from fakeesx.storage.datastore import STAGING, Datastore
from fakeesx.storage.errors import (
    FileLocked,
    FileNotFound,
    IncompleteUpload,
    IsADirectory,
    NoDiskSpace,
)


def staged(datastore):
    """The unfinished files on the disk."""
    return list((datastore.root / STAGING).iterdir())


def test_appears_when_complete(datastore):
    """The name is there from the commit on, with everything that was written in any form."""
    upload = datastore.begin_upload("f", 9)
    for data in (b"abc", bytearray(b"def"), memoryview(b"xghix")[1:4], b""):
        upload.write(data)
        assert not datastore.exists("f")
    assert (upload.path, upload.received, upload.open) == ("f", 9, True)
    found = upload.commit()
    assert (found.path, found.size) == ("f", 9)
    assert datastore.read_file("f") == b"abcdefghi"
    assert staged(datastore) == []


def test_abort_leaves_nothing(datastore):
    """Neither the name nor a trace; a second abort is no error."""
    datastore.write_file("f", b"old")
    upload = datastore.begin_upload("f")
    upload.write(b"new")
    upload.abort()
    upload.abort()
    assert not upload.open
    assert datastore.read_file("f") == b"old"
    assert staged(datastore) == []


def test_context(datastore):
    """Leaving the block without a commit aborts."""
    with datastore.begin_upload("f") as upload:
        upload.write(b"x")
    assert not upload.open
    assert not datastore.exists("f")
    with datastore.begin_upload("f") as upload:
        upload.commit()
    assert datastore.read_file("f") == b""


def test_ended(datastore):
    """After its end an upload takes nothing."""
    upload = datastore.begin_upload("f")
    upload.commit()
    for call in (upload.commit, upload.sync, lambda: upload.write(b"x")):
        with pytest.raises(ValueError, match="has ended"):
            call()
    assert datastore.read_file("f") == b""


@pytest.mark.parametrize("sent", [b"", b"1234", b"123456"])
def test_announced_length(datastore, sent):
    """Fewer or more bytes than announced make no file."""
    upload = datastore.begin_upload("f", 5)

    def send():
        upload.write(sent)
        upload.commit()

    with pytest.raises(IncompleteUpload) as caught:
        send()
    assert (caught.value.received, caught.value.expected) == (len(sent), 5)
    assert datastore.listing() == []
    assert staged(datastore) == []
    assert datastore.used == 0


def test_two_at_once(datastore):
    """One whole file remains: that of the last commit."""
    first, second = datastore.begin_upload("f"), datastore.begin_upload("f")
    first.write(b"1" * 10)
    second.write(b"2" * 5)
    second.commit()
    first.commit()
    assert datastore.read_file("f") == b"1" * 10


def test_meanwhile_locked(datastore):
    """A file that a machine took meanwhile is not replaced."""
    datastore.write_file("f", b"old")
    upload = datastore.begin_upload("f")
    datastore.lock("f", "16")
    with pytest.raises(FileLocked):
        upload.commit()
    assert not upload.open
    assert datastore.read_file("f") == b"old"


def test_meanwhile_no_directory(datastore):
    """The directory may go, or the name become a directory, while bytes come."""
    datastore.mkdir("d")
    first, second = datastore.begin_upload("d/f"), datastore.begin_upload("g")
    datastore.delete("d")
    datastore.mkdir("g")
    with pytest.raises(FileNotFound):
        first.commit()
    with pytest.raises(IsADirectory):
        second.commit()
    assert staged(datastore) == []


def test_a_new_process_cleans_up(datastore):
    """What a killed process had staged is gone when the datastore opens again."""
    upload = datastore.begin_upload("f")
    upload.write(b"x" * 10000)
    again = Datastore(datastore.root, name="datastore1", uuid="u", capacity=10**9)
    assert list(again.root.iterdir()) == []
    assert again.used == 0
    upload.abort()


def test_close_aborts(datastore):
    """Closing a datastore ends what is under way."""
    uploads = [datastore.begin_upload(name) for name in "ab"]
    datastore.close()
    assert not any(upload.open for upload in uploads)
    assert staged(datastore) == []


class UploadModel(RuleBasedStateMachine):
    """Uploads and other writes in any order, against a dictionary of contents."""

    uploads = Bundle("uploads")
    names = st.sampled_from(["a", "b", "d/a"])

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.datastore = Datastore(self.folder.name, name="d", uuid="u", capacity=100_000)
        self.datastore.mkdir("d")
        self.files = {}
        self.sent = {}

    def teardown(self):
        self.datastore.close()
        self.folder.cleanup()

    @rule(target=uploads, name=names, length=st.one_of(st.none(), st.integers(0, 40_000)))
    def begin(self, name, length):
        upload = self.datastore.begin_upload(name, length)
        self.sent[upload] = b""
        return upload

    @rule(upload=uploads, size=st.integers(0, 30_000), byte=st.integers(0, 255))
    def write(self, upload, size, byte):
        data = bytes([byte]) * size
        try:
            upload.write(data)
        except (NoDiskSpace, IncompleteUpload):
            assert not upload.open
        except ValueError:
            assert upload not in self.sent
        if upload.open:
            self.sent[upload] += data
        else:
            self.sent.pop(upload, None)

    @rule(upload=consumes(uploads))
    def commit(self, upload):
        data = self.sent.pop(upload, None)
        try:
            upload.commit()
        except IncompleteUpload:
            assert len(data) != upload.length
        except ValueError:
            assert data is None
        else:
            self.files[upload.path] = data

    @rule(upload=consumes(uploads))
    def abort(self, upload):
        upload.abort()
        self.sent.pop(upload, None)

    @rule(name=names, size=st.integers(0, 30_000))
    def put(self, name, size):
        try:
            self.datastore.write_file(name, b"p" * size)
        except NoDiskSpace:
            return
        self.files[name] = b"p" * size

    @rule(name=names)
    def delete(self, name):
        try:
            self.datastore.delete_file(name)
        except FileNotFound:
            assert name not in self.files
        self.files.pop(name, None)

    @rule()
    def reopen(self):
        used = self.datastore.used - sum(map(len, self.sent.values()))
        self.datastore.close()
        self.sent.clear()
        self.datastore = Datastore(self.folder.name, name="d", uuid="u", capacity=100_000)
        assert self.datastore.used == used

    @invariant()
    def contents_are_the_models(self):
        shown = {
            each.path: self.datastore.read_file(each.path)
            for _, files in self.datastore.walk()
            for each in files
            if not each.is_directory
        }
        assert shown == self.files
        assert self.datastore.used <= 100_000 + 3 * 4096  # small files take whole blocks
        assert self.datastore.used >= sum(map(len, self.sent.values()))


UploadModel.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_uploads_against_a_model = UploadModel.TestCase
