"""Datastore paths."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.errors import InvalidDatastorePath
from fakeesx.storage.paths import DatastorePath, is_datastore_name, normalise

plain = st.characters(exclude_categories=("Cc", "Cs"))
names = st.text(plain, min_size=1, max_size=40).filter(
    lambda text: "/" not in text and text not in (".", "..")
)
paths = st.lists(names, max_size=5).map("/".join)
datastores = st.text(plain, min_size=1, max_size=40).filter(is_datastore_name)


@given(datastores, paths)
def test_round_trip(datastore, path):
    """What is formatted is read back as it was."""
    made = DatastorePath(datastore, path)
    assert DatastorePath.parse(str(made)) == made
    assert made.path == path


@given(st.text(max_size=60))
def test_any_text_stays_inside_or_is_refused(text):
    """No text leads to a path that is absolute, climbs or has empty parts."""
    try:
        path = normalise(text)
    except InvalidDatastorePath:
        return
    assert path == "" or posixpath.normpath(path) == path
    assert not path.startswith(("/", "..", "./"))
    assert normalise(path) == path


@given(st.text(alphabet="[] /.ab\0\n", max_size=20))
def test_parse_any_text(text):
    """Parsing gives a path that can be formatted and parsed again, or the one refusal."""
    try:
        found = DatastorePath.parse(text)
    except InvalidDatastorePath:
        return
    assert DatastorePath.parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "datastore", "path"),
    [
        ("[datastore1] vm/vm.vmx", "datastore1", "vm/vm.vmx"),
        ("[datastore1]vm/vm.vmx", "datastore1", "vm/vm.vmx"),
        ("[datastore1]", "datastore1", ""),
        ("[datastore1] ", "datastore1", ""),
        ("[ISO store] a//b/", "ISO store", "a/b"),
        ("[d] ./a/./b", "d", "a/b"),
        ("[d]  leading", "d", " leading"),
        ("[d] a [b] c.vmdk", "d", "a [b] c.vmdk"),
        ("[d] .hidden/..name", "d", ".hidden/..name"),
        ("[d] Ünïcode/日本.vmdk", "d", "Ünïcode/日本.vmdk"),
        ("[d] back\\slash", "d", "back\\slash"),
    ],
)
def test_accepted(text, datastore, path):
    """The spellings of one path."""
    assert DatastorePath.parse(text) == DatastorePath(datastore, path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vm/vm.vmx",
        "[] vm",
        "[d",
        "d] a",
        " [d] a",
        "[d] /etc/passwd",
        "[d] ..",
        "[d] a/../b",
        "[d] a/..",
        "[d] a\0b",
        "[d] a\nb",
        "[d] a\x7fb",
        "[d] a\x85b",
        "[d] \udc80",
        "[a/b] c",
        "[a\nb] c",
        "[[d]] a",
        "[d] " + "x" * 256,
        "[d] " + "é" * 128,
        "[d] " + "x/" * 600,
    ],
)
def test_refused(text):
    """What is no datastore path, or would lead out of one."""
    with pytest.raises(InvalidDatastorePath) as caught:
        DatastorePath.parse(text)
    assert caught.value.path == text


def test_a_name_may_have_255_bytes():
    """The limit counts bytes, not characters."""
    assert normalise("é" * 127 + "x") == "é" * 127 + "x"


def test_parts():
    """Directory, name, stem and suffix."""
    path = DatastorePath.parse("[d] dir/disk.1.vmdk")
    assert (path.name, path.stem, path.suffix) == ("disk.1.vmdk", "disk.1", ".vmdk")
    assert path.parent == DatastorePath("d", "dir")
    assert path.parent.parent.parent == DatastorePath("d")
    assert DatastorePath("d").name == ""
    assert (DatastorePath("d", ".hidden").stem, DatastorePath("d", ".hidden").suffix) == (".hidden", "")
    assert (DatastorePath("d", "plain").stem, DatastorePath("d", "plain").suffix) == ("plain", "")


def test_joining():
    """Neighbours and what is below."""
    path = DatastorePath("d", "vm/vm.vmx")
    assert str(path.parent / "a/b") == "[d] vm/a/b"
    assert str(DatastorePath("d") / "a") == "[d] a"
    assert str(path.with_suffix(".vmsd")) == "[d] vm/vm.vmsd"
    assert str(path.with_name("vmware.log")) == "[d] vm/vmware.log"


@pytest.mark.parametrize("wrong", ["..", "/a", "a/../../b"])
def test_joining_does_not_climb(wrong):
    """The join is checked as any path."""
    with pytest.raises(InvalidDatastorePath):
        DatastorePath("d", "vm") / wrong


@pytest.mark.parametrize(("name", "path"), [("", "a"), ("a]", "b"), ("d", "/a"), ("d", "..")])
def test_construction_is_checked(name, path):
    """No DatastorePath exists that could not be read back."""
    with pytest.raises(InvalidDatastorePath):
        DatastorePath(name, path)
