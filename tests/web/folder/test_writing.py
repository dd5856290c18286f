"""PUT and DELETE."""

from __future__ import annotations

import errno
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import ROOT, Talk
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.storage import _fs
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.locks import LockMode
from fakeesx.web.server import Site

FILE = "/folder/vm/a.txt?dcPath=ha-datacenter&dsName=datastore1"
GUEST = "Basic Z3Vlc3Q6Z3Vlc3Q="


@pytest.fixture(autouse=True)
def directory(store: Datastore) -> None:
    """The directory of a VM."""
    store.mkdir("vm")


def tree(store: Datastore) -> dict[str, bytes]:
    """All files, staged ones too, but none of those that were deleted and are kept for new ones."""
    return {
        str(each.relative_to(store.root)): each.read_bytes()
        for each in store.root.rglob("*") if each.is_file() and not each.name.startswith("spare-")
    }


def test_new_and_replaced(talk: Talk, store: Datastore) -> None:
    """201 for a new file, 200 for one that took another's name."""
    assert talk.request("PUT", FILE, b"one").status == 201
    assert talk.request("PUT", FILE, b"two").status == 200
    assert tree(store) == {"vm/a.txt": b"two"}


def test_empty(talk: Talk, store: Datastore) -> None:
    """A file of no bytes."""
    assert talk.request("PUT", FILE, b"").status == 201
    assert tree(store) == {"vm/a.txt": b""}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=3000), st.lists(st.integers(1, 700)), st.booleans(), st.integers(0, 2**32))
def test_any_content_in_any_pieces(
    site: Site, store: Datastore, content: bytes, chunks: list[int], chunked: bool, seed: int
) -> None:
    """However the bytes come, with a length or in chunks, the file has just these."""
    body = b""
    if chunked:
        rest = content
        for size in chunks:
            if rest:
                body += b"%x;x=y\r\n%b\r\n" % (len(rest[:size]), rest[:size])
                rest = rest[size:]
        body += (b"%x\r\n%b\r\n" % (len(rest), rest) if rest else b"") + b"0\r\n\r\n"
    else:
        body = content
    talk = Talk(site)
    talk.head("PUT", FILE, {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(content))})
    source = random.Random(seed)
    while body:
        size = source.randint(1, 600)
        talk.send(body[:size])
        body = body[size:]
    assert talk.read("PUT").status in (200, 201)
    assert store.read_file("vm/a.txt") == content
    assert talk.request("GET", FILE).body == content


def test_appears_when_it_is_complete(talk: Talk, store: Datastore) -> None:
    """Until the last byte has come the old file is there, or none."""
    talk.head("PUT", FILE, {"Content-Length": "10"})
    talk.send(b"12345")
    assert not store.exists("vm/a.txt")
    talk.send(b"67890")
    assert talk.read().status == 201
    assert store.read_file("vm/a.txt") == b"1234567890"


def test_client_that_goes_away_leaves_nothing(talk: Talk, store: Datastore, host: Esx) -> None:
    """No file, no staged file, no space taken, no directory that was made for it."""
    free = store.free_space
    talk.head("PUT", "/folder/new/deep/a.txt?dsName=datastore1", {"Content-Length": "10"})
    talk.send(b"12345")
    talk.hang_up()
    assert tree(store) == {}
    assert [each.name for each in store.listing()] == ["vm"]
    assert store.free_space == free


def test_directory_that_another_made_meanwhile_stays(talk: Talk, store: Datastore) -> None:
    """Only the one that was made for the upload goes with it, not one that took its name."""
    talk.head("PUT", "/folder/new/deep/a.txt?dsName=datastore1", {"Content-Length": "10"})
    store.rmdir("new/deep")
    store.mkdir("new/deep")
    talk.hang_up()
    assert [each.path for each in store.listing("new")] == ["new/deep"]


def test_space_of_an_upload_that_ended_is_free_again(talk: Talk, site: Site, store: Datastore, host: Esx) -> None:
    """The Datastore object says so too, when it was brought up to date while the upload came."""
    ref = host.datastores.ref("datastore1")
    before = host.inventory.get(ref, "summary").freeSpace
    talk.head("PUT", FILE, {"Content-Length": "10000"})
    talk.send(b"x" * 8000)
    assert Talk(site).request("PUT", "/folder/vm/b?dsName=datastore1", b"").status == 201
    assert host.inventory.get(ref, "summary").freeSpace == before - 8000
    talk.hang_up()
    assert host.inventory.get(ref, "summary").freeSpace == store.free_space == before


def test_silent_client_is_cut_off(talk: Talk, store: Datastore, clock: Clock) -> None:
    """An upload that does not go on ends with the connection."""
    talk.head("PUT", FILE, {"Content-Length": "10"})
    talk.send(b"12345")
    clock.advance(301)
    assert not talk.open


def test_two_at_once(site: Site, store: Datastore) -> None:
    """Both are told that it worked; the file is one of the two, whole."""
    first, second = Talk(site), Talk(site)
    for talk in (first, second):
        talk.head("PUT", FILE, {"Content-Length": "4"})
    first.send(b"aa")
    second.send(b"bbbb")
    first.send(b"aa")
    assert {first.read().status, second.read().status} <= {200, 201}
    assert tree(store) == {"vm/a.txt": b"aaaa"}


def test_missing_directories_are_made(talk: Talk, store: Datastore) -> None:
    """As vCenter does."""
    assert talk.request("PUT", "/folder/new/deep/a.txt?dsName=datastore1", b"x").status == 201
    assert store.read_file("new/deep/a.txt") == b"x"


def test_free_space_moves(talk: Talk, host: Esx) -> None:
    """In the Datastore object, by what the file takes, and back when it goes."""
    node = next(host.inventory.of_type("Datastore"))
    before = node.get("summary").freeSpace
    talk.request("PUT", FILE, b"x" * 100_000)
    after = host.inventory.get(node.ref, "summary").freeSpace
    assert 100_000 <= before - after < 120_000
    assert host.inventory.get(node.ref, "info").freeSpace == after
    talk.request("DELETE", FILE)
    assert host.inventory.get(node.ref, "summary").freeSpace == before


def refused(talk: Talk, path: str, headers: dict[str, str], user: str, status: int) -> None:
    """The answer is there before any of the body is sent, and says that the connection ends."""
    talk.head("PUT", path, headers, user)
    answer = talk.read("PUT")
    assert answer.status == status
    assert answer.headers["Connection"] == "close"


@pytest.mark.parametrize(
    ("path", "user", "status"),
    [
        (FILE, "Basic bm9ib2R5Ong=", 401),
        (FILE, GUEST, 403),
        ("/folder/a?dsName=other", None, 404),
        ("/folder/a?dcPath=x&dsName=datastore1", None, 404),
        ("/folder/../a?dsName=datastore1", None, 400),
        ("/folder/vm?dsName=datastore1", None, 405),
        ("/folder/vm/?dsName=datastore1", None, 405),
        ("/folder?dsName=datastore1", None, 405),
        ("/folder", None, 405),
    ],
)
@pytest.mark.parametrize("headers", [{"Content-Length": "1000000000"}, {"Transfer-Encoding": "chunked"}])
def test_refused_before_the_body(
    talk: Talk, store: Datastore, path: str, user: str | None, status: int, headers: dict[str, str]
) -> None:
    """Who may not, and where nothing can be written: told at once."""
    refused(talk, path, headers, user or ROOT, status)
    assert tree(store) == {}


def test_too_large_for_the_space(talk: Talk, site: Site, store: Datastore) -> None:
    """507 before the body when the length tells, while it comes when it does not; nothing is left."""
    store.capacity = 1000
    assert talk.request("PUT", FILE, b"x" * 1001).status == 507
    talk.head("PUT", FILE, {"Transfer-Encoding": "chunked"})
    talk.send(b"3e9\r\n" + b"x" * 1001 + b"\r\n")
    assert talk.read().status == 507
    refused(Talk(site), FILE, {"Content-Length": str(10**9)}, ROOT, 507)
    assert tree(store) == {}
    assert store.free_space == 1000


def test_too_large_for_a_file(talk: Talk, store: Datastore) -> None:
    """413 for more than the file system takes in one file."""
    store.max_file_size = 10**6
    refused(talk, FILE, {"Content-Length": str(10**7)}, ROOT, 413)


def test_disk_that_fails(talk: Talk, store: Datastore, monkeypatch: pytest.MonkeyPatch) -> None:
    """507 when the disk under the simulation is full, and nothing is left."""

    def full(fd: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(_fs, "write_all", full)
    assert talk.request("PUT", FILE, b"x").status == 507
    assert tree(store) == {}


@pytest.mark.parametrize("mode", [LockMode.WRITE, LockMode.EXCLUSIVE, LockMode.READ_ONLY])
def test_locked(talk: Talk, store: Datastore, mode: LockMode) -> None:
    """423 for a file that a running VM holds; it is neither replaced nor deleted."""
    store.write_file("vm/a.txt", b"old")
    store.lock("vm/a.txt", "vm-16", mode)
    refused(talk, FILE, {"Content-Length": str(10**7)}, ROOT, 423)
    assert tree(store) == {"vm/a.txt": b"old"}


def test_locked_while_it_came(site: Site, store: Datastore) -> None:
    """A VM that took the file meanwhile keeps it."""
    store.write_file("vm/a.txt", b"old")
    talk = Talk(site)
    talk.head("PUT", FILE, {"Content-Length": "3"})
    store.lock("vm/a.txt", "vm-16", LockMode.EXCLUSIVE)
    talk.send(b"new")
    assert talk.read().status == 423
    assert tree(store) == {"vm/a.txt": b"old"}


def test_needs_a_length(talk: Talk, store: Datastore) -> None:
    """411 for a PUT without length and chunks; a part of a file can't be written."""
    assert talk.request("PUT", FILE).status == 411
    assert talk.request("PUT", FILE, b"x", {"Content-Range": "bytes 0-0/5"}).status == 400
    assert tree(store) == {}


def test_bad_chunks(talk: Talk, store: Datastore) -> None:
    """400 and nothing left."""
    talk.head("PUT", FILE, {"Transfer-Encoding": "chunked"})
    talk.send(b"zz\r\nabc")
    assert talk.read().status == 400
    talk.hang_up()
    assert tree(store) == {}


def test_delete(talk: Talk, store: Datastore) -> None:
    """A file, an empty directory; nothing that is not there, is full, locked, or the datastore itself."""
    store.write_file("vm/a.txt", b"x")
    assert talk.request("DELETE", "/folder/vm?dsName=datastore1").status == 409
    assert talk.request("DELETE", FILE, user=GUEST).status == 403
    store.lock("vm/a.txt", "vm-16")
    assert talk.request("DELETE", FILE).status == 423
    store.unlock("vm-16")
    assert talk.request("DELETE", "/folder?dsName=datastore1").status == 405
    assert talk.request("DELETE", "/folder").status == 405
    assert tree(store) == {"vm/a.txt": b"x"}
    answer = talk.request("DELETE", FILE)
    assert (answer.status, answer.headers["Content-Length"]) == (204, None)
    assert talk.request("DELETE", FILE).status == 404
    assert talk.request("DELETE", "/folder/vm?dsName=datastore1").status == 204
    assert store.listing() == []


def test_keep_alive(talk: Talk, store: Datastore) -> None:
    """One connection for many requests, refused ones with small bodies among them."""
    assert talk.request("PUT", "/folder/a?dsName=other", b"x").status == 404
    assert talk.request("PUT", FILE, b"x").status == 201
    assert talk.request("PUT", FILE, b"x", user=None).status == 401
    assert talk.request("DELETE", FILE).status == 204
    assert talk.open
