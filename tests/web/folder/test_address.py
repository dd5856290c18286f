"""What a /folder URL names."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import Talk

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import InvalidDatastorePath
from fakeesx.storage.paths import normalise
from fakeesx.web.folder.address import url
from fakeesx.web.server import Site

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="/"), min_size=1, max_size=12
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_any_name_comes_through(site: Site, store: Datastore, names: list[str]) -> None:
    """What is put under a URL that we write is read back from it, and lies where it should."""
    path = "/".join(names)
    if normalise(path).casefold().startswith(".fakeesx-staging"):
        return
    where = url("ha-datacenter", "datastore1", path)
    assert Talk(site).request("PUT", where, path.encode()).status == 201
    try:
        assert Talk(site).request("GET", where).body == path.encode()
        assert store.read_file(path) == path.encode()
    finally:
        store.delete(names[0])


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/folder/a%20b.txt", "a b.txt"),
        ("/folder/a+b.txt", "a+b.txt"),
        ("/folder/100%25.txt", "100%.txt"),
        ("/folder/%C3%BC.txt", "ü.txt"),
        ("/folder/vm%2Fx.txt", "vm/x.txt"),
        ("/folder/vm//x.txt", "vm/x.txt"),
        ("/folder//x.txt", "x.txt"),
        ("/folder/./x.txt", "x.txt"),
        ("/folder/%2e%2e.txt", "...txt"),
        ("/folder/a;b,c&d.txt", "a;b,c&d.txt"),
    ],
)
def test_escapes(talk: Talk, store: Datastore, written: str, path: str) -> None:
    """Escapes as clients write them; a plus is a plus, and %2F separates."""
    assert talk.request("PUT", f"{written}?dsName=datastore1", b"x").status == 201
    assert store.exists(path)


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../x",
        "../../etc/passwd",
        "a/../../x",
        "%2e%2e/x",
        "..%2F..%2Fetc%2Fpasswd",
        "a%00b",
        "a%0ab",
        "%ff",
        "%ed%a0%80",
        "x" * 256,
        "a/" * 600,
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_nothing_leaves_the_datastore(talk: Talk, store: Datastore, method: str, path: str) -> None:
    """Paths that can't be are refused by every method, and nothing comes of it."""
    assert talk.request(method, f"/folder/{path}?dsName=datastore1", b"x" if method == "PUT" else None).status == 400
    assert store.listing() == []
    assert [each.name for each in store.root.parent.iterdir()] == [store.root.name]


def test_links_are_not_followed(talk: Talk, store: Datastore) -> None:
    """A symbolic link that somebody put there leads nowhere."""
    secret = store.root.parent / "secret"
    secret.write_text("x")
    (store.root / "link").symlink_to(secret)
    (store.root / "up").symlink_to(store.root.parent)
    for path in ("link", "up/secret"):
        for method in ("GET", "HEAD", "DELETE", "PUT"):
            answer = talk.request(method, f"/folder/{path}?dsName=datastore1", b"" if method == "PUT" else None)
            assert answer.status == 403
    assert secret.read_text() == "x"


def test_staging_is_no_place(talk: Talk) -> None:
    """Where uploads are meanwhile can't be reached."""
    assert talk.request("GET", "/folder/.fakeesx-staging/1?dsName=datastore1").status in (403, 404)
    assert talk.request("PUT", "/folder/.fakeesx-staging/1?dsName=datastore1", b"x").status in (403, 404)


@pytest.mark.parametrize("place", ["", "/ha-datacenter", "ha-datacenter/", "ha-datacenter"])
def test_datacenter_may_be_missing(talk: Talk, place: str) -> None:
    """There is one datacenter; its path may be written with slashes."""
    named = f"dcPath={place}&" if place else ""
    assert talk.request("GET", f"/folder?{named}dsName=datastore1").status == 200


@pytest.mark.parametrize(
    "query", ["dcPath=other&dsName=datastore1", "dcPath=other", "dsName=other", "dsName=", "dsName=%ff"]
)
def test_unknown_places(talk: Talk, query: str) -> None:
    """404 for another datacenter or datastore."""
    assert talk.request("GET", f"/folder/x?{query}").status == 404
    assert talk.request("PUT", f"/folder/x?{query}", b"x").status == 404


def test_path_without_a_datastore(talk: Talk) -> None:
    """A path needs a datastore to be on."""
    assert talk.request("GET", "/folder/x?dcPath=ha-datacenter").status == 404


@given(NAMES, st.none() | NAMES, st.none() | NAMES)
def test_written_urls_are_ascii(path: str, datacenter: str | None, datastore: str | None) -> None:
    """Each part is escaped, so that no name ends the part it is in."""
    try:
        normalise(path)
    except InvalidDatastorePath:
        return
    parts = urlsplit(url(datacenter, datastore, path))
    assert parts.geturl().isascii()
    assert parts.query.count("&") == (datacenter is not None and datastore is not None)
    assert not parts.fragment
