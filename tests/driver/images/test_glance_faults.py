"""What a Glance can do wrong: each time a typed error, soon, and without secrets."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from driver_conf import conf_of
from driver_glance import Play, answer, playing
from esx_driver.errors import ConfigError, ImageError, TransferError
from esx_driver.images.glance import Glance, GlanceSink, GlanceSource, connect
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import Snapshot

from fakeesx import FakeESX

FACTS = Snapshot("x", 1 << 20, "otherGuest", "lsiLogic")
Request = BaseHTTPRequestHandler


def nothing(_: Request) -> bool:
    """Leave all to the Glance that is played."""
    return False


@contextmanager
def played(fresh: FakeESX, play: Play, seconds: float = 60, **image: object) -> Iterator[Glance]:
    """The driver's connection to a Glance that is played, which may be silent for so long."""
    with playing(play, **image) as url, connect(conf_of(fresh, glance_api_servers=[url], glance_timeout=seconds)) as glance:
        yield glance


def read(source: GlanceSource) -> bytes:
    """All of an image."""
    with look_at(source).open() as blocks:
        return b"".join(blocks)


def test_glance_that_works(fresh: FakeESX) -> None:
    """The one that is played here: filled up to whole KiB."""
    with played(fresh, nothing) as glance:
        assert read(GlanceSource(glance, "1")) == b"disk".ljust(1024, b"\0")


def test_glance_that_is_down(fresh: FakeESX) -> None:
    """No connection: a word about it, and the password in the URL is not in it."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    conf = conf_of(fresh, glance_api_servers=[f"http://admin:secret@127.0.0.1:{port}"])
    said = r"glance:1: no Glance where glance_api_servers, .*127\.0\.0\.1:\d+$"
    with pytest.raises(TransferError, match=said) as caught, connect(conf) as glance:
        look_at(GlanceSource(glance, "1"))
    shown = "".join(str(error) for error in (caught.value, caught.value.__cause__))
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (403, TransferError, "Glance refuses to give it: HTTP 403, no"), (401, TransferError, "HTTP 401"),
        (404, ImageError, "there is no image glance:1"), (500, TransferError, "HTTP 500"),
        (204, TransferError, "has no content: HTTP 204"),
    ],
)
def test_content_that_is_not_given(fresh: FakeESX, status: int, error: type[Exception], message: str) -> None:
    """The status is looked at: a page about the error is not taken for an image."""

    def play(request: Request) -> bool:
        return request.path.endswith("/file") and answer(request, status, b"<html><title>x</title>no</html>")

    with played(fresh, play) as glance, pytest.raises(error, match=message):
        read(GlanceSource(glance, "1"))


@pytest.mark.parametrize(
    ("body", "length", "message"),
    [(b"di", 4, "was cut"), (b"di", 2, "2 bytes are missing"), (b"disks", 5, "1 bytes are too many"),
     (b"desk", 4, "damaged: its sha256")],
)
def test_content_that_is_not_the_image(fresh: FakeESX, body: bytes, length: int, message: str) -> None:
    """W10: cut on its way, shorter or longer than Glance says, or other bytes."""

    def play(request: Request) -> bool:
        return request.path.endswith("/file") and answer(request, 200, body, length)

    digest = "1e3a6e9d0b0c9f7e"  # some other content's
    with played(fresh, play, os_hash_algo="sha256", os_hash_value=digest) as glance:
        source = GlanceSource(glance, "1")
        with pytest.raises(TransferError, match=message):
            read(source)


def test_answer_that_is_no_glance(fresh: FakeESX) -> None:
    """Something else listens there."""
    for body in (b"<html>hello</html>", b"[1]"):
        def play(request: Request, body: bytes = body) -> bool:
            return answer(request, 200, body)

        with played(fresh, play) as glance, pytest.raises(TransferError, match="glance:1: "):
            look_at(GlanceSource(glance, "1"))


def test_connection_that_is_lost(fresh: FakeESX) -> None:
    """Before an answer has come: asked again."""
    seen: list[str] = []

    def play(request: Request) -> bool:
        seen.append(request.path)
        if len(seen) % 2:
            request.connection.shutdown(socket.SHUT_RDWR)
            request.close_connection = True
            return True
        return False

    with played(fresh, play) as glance:
        assert read(GlanceSource(glance, "1")) == b"disk".ljust(1024, b"\0")


def test_glance_that_is_silent(fresh: FakeESX) -> None:
    """W8: is not waited for without an end."""
    over = threading.Event()

    def play(_: Request) -> bool:
        return over.wait(60)

    with played(fresh, play, 0.1) as glance:
        source = GlanceSource(glance, "1")
        with pytest.raises(TransferError, match="timed out"):
            look_at(source)
        over.set()


# snapshots


def refusing(status: int, rest: str = "") -> Play:
    """A Glance that takes the properties, and answers so to an image."""

    def play(request: Request) -> bool:
        if request.command != "PUT":
            return False
        while size := int(request.rfile.readline(), 16):
            request.rfile.read(size + 2)
        return answer(request, status, rest.encode())

    return play


def test_upload_that_is_sent_once(fresh: FakeESX) -> None:
    """W10: the SDK would send it again after a 503, when there is nothing left of it to send, and that would be an image."""
    puts: list[str] = []
    inner = refusing(503, "busy")

    def play(request: Request) -> bool:
        puts.extend([request.path] if request.command == "PUT" else [])
        return inner(request)

    with played(fresh, play, status="queued") as glance, pytest.raises(TransferError, match="the image: HTTP 503, busy"):
        GlanceSink(glance, "1").store(FACTS, iter([b"abc", b"", b"def"]))
    assert puts == ["/v2/images/1/file"]


def test_content_that_is_asked_for_twice(fresh: FakeESX) -> None:
    """A redirection, say: it can't be read again, and half of it would be an image as well."""

    def play(request: Request) -> bool:
        if request.command != "PUT":
            return False
        while size := int(request.rfile.readline(), 16):
            request.rfile.read(size + 2)
        request.send_response(307)
        request.send_header("Location", "/v2/images/2/file")
        request.send_header("Content-Length", "0")
        request.end_headers()
        return True

    with played(fresh, play, status="queued") as glance, pytest.raises(TransferError):
        GlanceSink(glance, "1").store(FACTS, iter([b"abc"]))


@pytest.mark.parametrize("said", [{"status": "queued"}, {"status": "killed"}, {"status": "active", "size": 2}])
def test_upload_that_did_not_get_through(fresh: FakeESX, said: dict[str, object]) -> None:
    """W10: Glance says yes, and has not the whole image afterwards."""
    with played(fresh, refusing(204), **said) as glance, pytest.raises(TransferError, match="after an upload of 6"):
        GlanceSink(glance, "1").store(FACTS, iter([b"abc", b"def"]))


@pytest.mark.parametrize("reading", [True, False])
def test_glance_that_is_stuck(fresh: FakeESX, reading: bool) -> None:
    """W8: it stops reading, or has read all and does not answer: an error, and no hang."""
    over = threading.Event()

    def play(request: Request) -> bool:
        if request.command != "PUT":
            return False
        while reading and (size := int(request.rfile.readline(), 16)):
            request.rfile.read(size + 2)
        return over.wait(60)

    def content() -> Iterator[bytes]:
        for _ in range(2 if reading else 64):
            yield bytes(1 << 20)

    with played(fresh, play, 0.2, status="queued") as glance:
        sink = GlanceSink(glance, "1")
        with pytest.raises(TransferError, match="glance:1: "):
            sink.store(FACTS, content())
        over.set()


# who asks


def test_token_is_sent_and_not_shown(
    fresh: FakeESX, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    """OS_ variables say who asks; neither log nor error has the secret in it."""
    caplog.set_level(logging.DEBUG, "esx_driver")
    tokens: list[str | None] = []

    def play(request: Request) -> bool:
        tokens.append(request.headers["X-Auth-Token"])
        return answer(request, 500, b"no")

    with playing(play) as url:
        for key, value in (("AUTH_TYPE", "admin_token"), ("ENDPOINT", url), ("TOKEN", "very-secret")):
            monkeypatch.setenv(f"OS_{key}", value)
        conf = conf_of(fresh, glance_api_servers=[url], glance_auth=True)
        with connect(conf) as glance, pytest.raises(TransferError) as caught:
            look_at(GlanceSource(glance, "1"))
    assert set(tokens) == {"very-secret"}
    assert "very-secret" not in caplog.text + str(caught.value)


def test_nobody_who_asks(fresh: FakeESX, monkeypatch: pytest.MonkeyPatch) -> None:
    """``glance_auth`` without anything that says who: the option is named."""
    for key in ("AUTH_TYPE", "AUTH_URL", "ENDPOINT", "TOKEN", "CLOUD", "USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"OS_{key}", raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    with pytest.raises(ConfigError, match="glance_auth"), connect(conf_of(fresh, glance_auth=True)) as glance:
        look_at(GlanceSource(glance, "1"))
