"""GET and HEAD of files, directories, datastores and datacenters."""

from __future__ import annotations

import email
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import Talk
from twisted.internet.task import Clock

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.locks import LockMode
from fakeesx.web.sending import BLOCK
from fakeesx.web.server import Site

FILE = "/folder/vm/a.txt?dcPath=ha-datacenter&dsName=datastore1"
CONTENT = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def content(store: Datastore) -> None:
    """A directory with a file in it."""
    store.mkdir("vm")
    store.write_file("vm/a.txt", CONTENT)


def test_get(talk: Talk) -> None:
    """The bytes, their number, and that ranges may be asked for."""
    answer = talk.request("GET", FILE)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["Content-Length"] == "1024"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Last-Modified"] == "Fri, 05 Nov 2010 23:33:20 GMT"
    assert answer.headers["ETag"]
    assert answer.headers["Server"] is None


def test_head(talk: Talk) -> None:
    """The same headers and no body; the connection goes on."""
    get, head = talk.request("GET", FILE), talk.request("HEAD", FILE)
    assert head.body == b""
    assert head.headers.items() == get.headers.items()
    assert talk.request("GET", FILE).body == CONTENT


@pytest.mark.parametrize(
    ("asked", "part", "where"),
    [
        ("0-0", CONTENT[:1], "0-0"),
        ("10-19", CONTENT[10:20], "10-19"),
        ("1000-", CONTENT[1000:], "1000-1023"),
        ("-24", CONTENT[-24:], "1000-1023"),
    ],
)
def test_range(talk: Talk, asked: str, part: bytes, where: str) -> None:
    """206 with just that part; HEAD says the same."""
    answer = talk.request("GET", FILE, headers={"Range": f"bytes={asked}"})
    assert (answer.status, answer.body) == (206, part)
    assert answer.headers["Content-Range"] == f"bytes {where}/1024"
    assert talk.request("HEAD", FILE, headers={"Range": f"bytes={asked}"}).headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("count", [2, 5])
def test_several_ranges(talk: Talk, count: int) -> None:
    """One message of many parts, each with its place, in the order they were asked for; HEAD has its length."""
    ranges = [(1000 - 30 * number, 1019 - 30 * number) for number in range(count)]
    asked = {"Range": "bytes=" + ", ".join(f"{first}-{last}" for first, last in ranges)}
    answer = talk.request("GET", FILE, headers=asked)
    assert answer.status == 206
    assert answer.headers["Content-Range"] is None
    text = b"Content-Type: " + answer.headers["Content-Type"].encode() + b"\r\n\r\n" + answer.body
    found = email.message_from_bytes(text).get_payload()
    assert isinstance(found, list)
    for part, (first, last) in zip(found, ranges, strict=True):
        assert part["Content-Range"] == f"bytes {first}-{last}/1024"
        assert part["Content-Type"] == "application/octet-stream"
        assert CONTENT[first : last + 1] in answer.body
    head = talk.request("HEAD", FILE, headers=asked)
    assert (head.headers["Content-Length"], head.body) == (str(len(answer.body)), b"")
    assert int(head.headers["Content-Length"]) == len(answer.body)


def test_range_behind_the_end(talk: Talk) -> None:
    """416 with the size."""
    answer = talk.request("GET", FILE, headers={"Range": "bytes=1024-"})
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */1024")
    assert talk.open


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.sampled_from("bytes=-0123456789, "), max_size=20))
def test_any_range(site: Site, text: str) -> None:
    """Whatever is asked: the whole file, a true part of it, or 416."""
    answer = Talk(site).request("GET", FILE, headers={"Range": text})
    assert answer.status in (200, 206, 416)
    if answer.status == 206:
        first, last = answer.headers["Content-Range"].removeprefix("bytes ").partition("/")[0].split("-")
        assert answer.body == CONTENT[int(first) : int(last) + 1]
    elif answer.status == 200:
        assert answer.body == CONTENT


def test_not_modified(talk: Talk) -> None:
    """304 for a client that has the file already; another file under the name has another tag."""
    tag = talk.request("GET", FILE).headers["ETag"]
    answer = talk.request("GET", FILE, headers={"If-None-Match": f'"x", {tag}'})
    assert (answer.status, answer.body) == (304, b"")
    talk.request("PUT", FILE, CONTENT)
    assert talk.request("GET", FILE, headers={"If-None-Match": tag}).status == 200


def test_range_of_the_same_file_only(talk: Talk) -> None:
    """If-Range with the tag of a file that is gone gets the whole new one."""
    tag = talk.request("GET", FILE).headers["ETag"]
    assert talk.request("GET", FILE, headers={"Range": "bytes=0-1", "If-Range": tag}).status == 206
    assert talk.request("GET", FILE, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status == 200


def test_empty_file(talk: Talk, store: Datastore) -> None:
    """An empty file has a length of 0, with and without a range."""
    store.write_file("vm/empty", b"")
    for headers in ({}, {"Range": "bytes=0-"}):
        answer = talk.request("GET", "/folder/vm/empty?dsName=datastore1", headers=headers)
        assert (answer.status, answer.headers["Content-Length"]) == (200, "0")


def test_missing(talk: Talk) -> None:
    """404 for what is not there, for a file as a directory, and below a file."""
    for path in ("nothing", "vm/nothing", "vm/a.txt/"):
        assert talk.request("GET", f"/folder/{path}?dsName=datastore1").status == 404
    assert talk.request("GET", "/folder/vm/a.txt/b?dsName=datastore1").status == 409


def test_locked(talk: Talk, store: Datastore) -> None:
    """423 for what a running VM holds for itself; what it only writes can be read."""
    store.lock("vm/a.txt", "vm-16", LockMode.WRITE)
    assert talk.request("GET", FILE).status == 200
    store.lock("vm/a.txt", "vm-16", LockMode.EXCLUSIVE)
    assert talk.request("GET", FILE).status == 423


def test_needs_a_privilege(talk: Talk, site: Site) -> None:
    """403 for a user who may not browse datastores."""
    guest = "Basic Z3Vlc3Q6Z3Vlc3Q="
    assert talk.request("GET", FILE, user=guest).status == 403
    assert talk.request("GET", "/folder?dsName=datastore1", user=guest).status == 403
    assert talk.request("GET", "/folder", user=guest).status == 200


def test_file_of_several_blocks(talk: Talk, store: Datastore) -> None:
    """All of it comes."""
    size = 5 * BLOCK + 7
    store.write_file("vm/large", b"x" * size)
    assert talk.request("GET", "/folder/vm/large?dsName=datastore1").body == b"x" * size


class _Slow(Talk):
    """A client that takes a block and then nothing until told to go on."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        write = self.transport.write

        def slow(data: bytes) -> None:
            write(data)
            if len(data) == BLOCK:
                self.transport.producer.pauseProducing()

        self.transport.write = slow  # type: ignore[method-assign]


def test_waits_for_a_slow_client(site: Site, store: Datastore) -> None:
    """Block by block, as the client asks for more; a new file under the name meanwhile changes nothing."""
    store.write_file("vm/large", b"x" * (3 * BLOCK))
    talk = _Slow(site)
    talk.head("GET", "/folder/vm/large?dsName=datastore1")
    store.write_file("vm/large", b"new")
    sizes = [len(talk.transport.value())]
    while len(sizes) < 4:
        talk.transport.producer.resumeProducing()
        sizes.append(len(talk.transport.value()))
    assert [b - a for a, b in pairwise(sizes)] == [BLOCK, BLOCK, 0]
    assert talk.read().body == b"x" * (3 * BLOCK)
    assert talk.request("GET", "/folder/vm/large?dsName=datastore1").body == b"new"


def test_client_that_does_not_read_is_cut_off(site: Site, store: Datastore, clock: Clock) -> None:
    """After the idle time of the site."""
    store.write_file("vm/large", b"x" * (3 * BLOCK))
    talk = _Slow(site)
    talk.head("GET", "/folder/vm/large?dsName=datastore1")
    clock.advance(299)
    assert talk.open
    clock.advance(2)
    assert not talk.open
    talk.hang_up()


def test_file_cut_while_it_is_sent(site: Site, store: Datastore) -> None:
    """The client sees the connection end too early, not other bytes."""
    store.write_file("vm/large", b"x" * (3 * BLOCK))
    talk = _Slow(site)
    talk.head("GET", "/folder/vm/large?dsName=datastore1")
    store.resize("vm/large", BLOCK, thick=False)
    talk.transport.producer.resumeProducing()
    assert not talk.open
    talk.hang_up()


def test_client_that_goes_away(site: Site, store: Datastore) -> None:
    """The file is let go."""
    store.write_file("vm/large", b"x" * (3 * BLOCK))
    talk = _Slow(site)
    talk.head("GET", "/folder/vm/large?dsName=datastore1")
    talk.hang_up()
    store.delete_file("vm/large")


def test_datacenters_datastores_directories(talk: Talk) -> None:
    """Listings lead from the datacenter to the file; directories come first, names are escaped."""
    talk.request("PUT", "/folder/%3Cscript%3E%26%22.txt?dsName=datastore1", b"x")
    assert "/folder?dcPath=ha-datacenter" in talk.request("GET", "/folder").text
    assert "/folder?dcPath=ha-datacenter&amp;dsName=datastore1" in talk.request("GET", "/folder?dcPath=ha-datacenter").text
    answer = talk.request("GET", "/folder?dcPath=ha-datacenter&dsName=datastore1")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script>" not in answer.text
    assert "&lt;script&gt;&amp;&quot;.txt" in answer.text
    assert answer.text.index(">vm/<") < answer.text.index("&lt;script")
    assert "/folder/vm/a.txt?" in talk.request("GET", "/folder/vm/?dsName=datastore1").text
    assert talk.request("HEAD", "/folder/vm?dsName=datastore1").body == b""


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PROPFIND", "PATCH"])
def test_other_methods(talk: Talk, method: str) -> None:
    """405 with those there are."""
    answer = talk.request(method, FILE, b"")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, PUT, DELETE")
