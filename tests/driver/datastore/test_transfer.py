"""Files to and from a host: whole, or not at all, whatever happens on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from driver_sessions import last
from esx_driver.datastore.paths import DatastorePath
from esx_driver.datastore.transfer import Transfer
from esx_driver.errors import TransferError, Unreachable
from esx_driver.host import Host

from fakeesx import FakeESX

PATH = DatastorePath("datastore1", "a file")
BLOCKS = [bytes([number]) * 100_000 for number in range(20)]
SIZE = sum(map(len, BLOCKS))
LOST: list[dict[str, Any]] = [{"reset": "before"}, {"reset": "after"}, {"status": 503}, {"status": 401}]


def content(blocks: Iterable[bytes], opened: list[int]) -> Callable[[], AbstractContextManager[Iterable[bytes]]]:
    """Something to send that notes how often it is opened."""

    @contextmanager
    def open_() -> Iterator[Iterable[bytes]]:
        opened.append(1)
        yield iter(blocks)

    return open_


def refuse_sleep(seconds: float) -> None:
    """In place of ``time.sleep``."""
    raise AssertionError(f"{seconds} seconds are slept away")


@pytest.fixture
def transfer(host: Host) -> Transfer:
    """The files of a host without machines."""
    return host.transfer


def read(transfer: Transfer) -> bytes:
    """All of the file."""
    with transfer.download(PATH) as (size, blocks):
        data = b"".join(blocks)
        assert len(data) == size
        return data


def test_nothing_sleeps(monkeypatch: pytest.MonkeyPatch, transfer: Transfer) -> None:
    """W7: neither on the way there nor back (the original slept between two blocks, which made 6.5 MB/s)."""
    monkeypatch.setattr(time, "sleep", refuse_sleep)
    transfer.upload(PATH, 8 << 20, content([bytes(1 << 20)] * 8, []))
    assert read(transfer) == bytes(8 << 20)


def test_there_and_back(fresh: FakeESX, host: Host, transfer: Transfer) -> None:
    """W10: what was sent is there, whole, and comes back; on the connection that there is."""
    told: list[int] = []
    assert transfer.size(PATH) is None
    transfer.upload(PATH, SIZE, content(BLOCKS, []), told.append)
    assert told == [100_000 * number for number in range(1, 21)]
    assert fresh.datastores["datastore1"].read("a file") == b"".join(BLOCKS)
    assert transfer.exists(PATH)
    assert transfer.size(PATH) == SIZE
    assert read(transfer) == b"".join(BLOCKS)
    assert len({call.peer for call in fresh.calls()}) == 1
    assert host.session.logins == 1


def test_empty_file(transfer: Transfer) -> None:
    """Nothing is as good as any content."""
    transfer.upload(PATH, 0, content([], []))
    assert transfer.size(PATH) == 0
    assert read(transfer) == b""


@pytest.mark.parametrize("method", ["PUT", "HEAD"])
def test_lost_on_the_way(fresh: FakeESX, host: Host, transfer: Transfer, method: str) -> None:
    """Sent again from the start; a session that has ended is made anew."""
    for effect in [*LOST, *([{"cut_at": 1_000_000}] if method == "PUT" else [])]:
        opened: list[int] = []
        rule = fresh.chaos.add(request=f"{method} /folder/*", times=1, **effect)
        transfer.upload(PATH, SIZE, content(BLOCKS, opened))
        assert len(opened) == (2 if method == "PUT" else 1)
        assert fresh.datastores["datastore1"].read("a file") == b"".join(BLOCKS)
        fresh.chaos.remove(rule)
    assert host.session.logins == 2


def test_ended_session(fresh: FakeESX, host: Host, transfer: Transfer) -> None:
    """The host's own refusal, for each door."""
    for turn, run in enumerate((
        lambda: transfer.upload(PATH, SIZE, content(BLOCKS, [])), lambda: transfer.size(PATH), lambda: read(transfer),
    ), 2):
        fresh.run(lambda host: [host.sessions.end(session) for session in list(host.sessions)])
        run()
        assert host.session.logins == turn


@pytest.mark.parametrize("effect", LOST, ids=str)
def test_what_does_not_get_better(fresh: FakeESX, transfer: Transfer, effect: dict[str, Any]) -> None:
    """Three tries, and an error that says why."""
    fresh.chaos.add(request="PUT /folder/*", **effect)
    with pytest.raises(TransferError, match=r"^\[datastore1\] a file could not be sent: "):
        transfer.upload(PATH, SIZE, content(BLOCKS, []))
    assert len(fresh.calls("PUT")) == 3
    fresh.chaos.add(request="GET /folder/*", **effect)
    with pytest.raises(Unreachable, match=r"^GET of \[datastore1\] a file: "):
        read(transfer)
    assert len(fresh.calls("GET")) == 3


@pytest.mark.parametrize(("status", "meaning"), [(403, "not allowed"), (404, "no such place"), (507, "is full"), (418, "")])
def test_refused(fresh: FakeESX, transfer: Transfer, status: int, meaning: str) -> None:
    """W10: asked once; the status is in the error, with what it means."""
    fresh.chaos.add(request="PUT /folder/*", status=status)
    with pytest.raises(TransferError, match=f"HTTP {status}.*{meaning}"):
        transfer.upload(PATH, SIZE, content(BLOCKS, []))
    assert len(fresh.calls("PUT")) == 1
    assert not transfer.exists(PATH)


def test_host_that_says_yes_and_keeps_nothing(fresh: FakeESX, transfer: Transfer) -> None:
    """W10: it is looked at afterwards."""
    fresh.chaos.add(request="PUT /folder/*", status=201)
    with pytest.raises(TransferError, match="is not there after an upload of 2000000"):
        transfer.upload(PATH, SIZE, content(BLOCKS, []))


@pytest.mark.parametrize(("blocks", "says"), [(BLOCKS[:-1], "only 1900000 of"), ([*BLOCKS, b"x"], "there is more to send")])
def test_content_of_another_size(fresh: FakeESX, transfer: Transfer, blocks: list[bytes], says: str) -> None:
    """Not sent again: it would be the same. Nothing of it is left."""
    opened: list[int] = []
    with pytest.raises(TransferError, match=says):
        transfer.upload(PATH, SIZE, content(blocks, opened))
    assert len(opened) == 1
    assert fresh.datastores["datastore1"].files == ()


def test_content_that_fails(fresh: FakeESX, transfer: Transfer) -> None:
    """Its own error passes through, also one that looks like the connection's."""

    def failing() -> Iterator[bytes]:
        yield BLOCKS[0]
        raise ConnectionResetError("of the image service")

    with pytest.raises(ConnectionResetError, match="of the image service"):
        transfer.upload(PATH, SIZE, content(failing(), []))
    assert fresh.datastores["datastore1"].files == ()


def test_cut_download(fresh: FakeESX, transfer: Transfer) -> None:
    """Less than was announced is an error, and not a shorter file."""
    transfer.upload(PATH, SIZE, content(BLOCKS, []))
    fresh.chaos.add(request="GET /folder/*", cut_at=700_000)
    with pytest.raises(TransferError, match=r"was cut after \d+ of 2000000 bytes"):
        read(transfer)


def test_file_that_is_not_there(transfer: Transfer) -> None:
    """Its own error."""
    with pytest.raises(TransferError, match=r"does not give \[datastore1\] a file: HTTP 404, there is no such place"):
        read(transfer)


def test_download_that_is_broken_off(fresh: FakeESX, transfer: Transfer) -> None:
    """One who stops reading leaves nothing behind that later ones would get."""
    transfer.upload(PATH, SIZE, content(BLOCKS, []))
    with transfer.download(PATH) as (_, blocks):
        next(blocks)
    since = last(fresh)
    assert read(transfer) == b"".join(BLOCKS)
    assert len(fresh.calls("GET", since=since)) == 1
