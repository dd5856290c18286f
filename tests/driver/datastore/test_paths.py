"""Datastore paths."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import NoDatastorePath
from hypothesis import given
from hypothesis import strategies as st

PARTS = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12,
).filter(lambda part: part not in (".", ".."))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="[]/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)
PATHS = st.builds(lambda store, parts: DatastorePath(store, "/".join(parts)), NAMES, st.lists(PARTS, max_size=4)).filter(
    lambda path: not path.path.startswith(" ")
)


@given(PATHS)
def test_round_trip(path: DatastorePath) -> None:
    """What is written is read."""
    assert DatastorePath.parse(str(path)) == path


@given(PATHS, PARTS)
def test_joining(path: DatastorePath, name: str) -> None:
    """A part more has the rest as its parent."""
    assert (path / name).parent == path
    assert (path / name).name == name


@given(PATHS)
def test_url(path: DatastorePath) -> None:
    """Any name survives the way through a URL."""
    url = urlsplit(path.url("ha-datacenter"))
    assert unquote(url.path) == f"/folder/{path.path}"
    assert parse_qs(url.query, strict_parsing=True) == {"dcPath": ["ha-datacenter"], "dsName": [path.datastore]}


def test_extent() -> None:
    """The file that holds a disk's content."""
    assert str(DatastorePath.parse("[ds] a/a.vmdk").extent) == "[ds] a/a-flat.vmdk"


def test_beside() -> None:
    """Up to the last dot of the name, and no dot of a folder's."""
    assert str(DatastorePath.parse("[ds] a.b/c.d.vmx").beside(".vmdk")) == "[ds] a.b/c.d.vmdk"
    assert str(DatastorePath.parse("[ds] a.b/c").beside("-x.vmdk")) == "[ds] a.b/c-x.vmdk"


@pytest.mark.parametrize("text", ["", "a/b", "[] a", "[ds", "ds] a", "[ds] ./a", "[ds] a/../b", "[ds] .."])
def test_no_paths(text: str) -> None:
    """Are refused."""
    with pytest.raises(NoDatastorePath):
        DatastorePath.parse(text)
