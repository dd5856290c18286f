"""The way of a request to a door: refusals, lingering, silence."""

from __future__ import annotations

import pytest
from talking import Talk
from twisted.internet.task import Clock

from fakeesx.web.authentication import refusal
from fakeesx.web.server import Buffer, Discard, Refused, Request, Sink, Site, reason

BIG = {"Content-Length": "1000000"}


class Door:
    """Refuses in one of its steps; counts what it took."""

    def __init__(self, error: Exception | None = None, at: str = "body") -> None:
        self.error, self.at = error, at
        self.closed = 0
        self.taken = 0

    def body(self, request: Request, length: int | None) -> Sink:
        """Itself."""
        self._fail("body")
        return self

    def write(self, data: bytes) -> None:
        """Take a piece."""
        self._fail("write")
        self.taken += len(data)

    def close(self) -> None:
        """The end."""
        self.closed += 1

    def answer(self, request: Request) -> None:
        """Say how much came."""
        self._fail("answer")
        request.reply(200, b"%d" % self.taken)

    def _fail(self, at: str) -> None:
        if self.error is not None and self.at == at:
            raise self.error


@pytest.fixture
def bare(clock: Clock) -> Site:
    """A site without a host."""
    return Site(clock)


def connect(site: Site, door: Door) -> Talk:
    """A connection to a site that has one door."""
    site.add(b"/door", door)
    return Talk(site)


def test_refused_with_a_large_body(bare: Site, clock: Clock) -> None:
    """Answered at once; what still comes is thrown away, and when all has come the connection ends in peace."""
    talk = connect(bare, Door(refusal(403, "no")))
    talk.head("PUT", "/door", BIG)
    answer = talk.read()
    assert (answer.status, answer.text) == (403, "403 Forbidden: no\n")
    for _ in range(10):
        assert talk.open
        talk.send(b"x" * 100_000)
    assert not talk.open
    assert not talk.transport.disconnected, "cut instead of closed: the client might lose its answer"
    assert talk.transport.value() == b""


def test_refused_client_that_falls_silent(bare: Site, clock: Clock) -> None:
    """It is cut off after two seconds of silence."""
    talk = connect(bare, Door(refusal(403)))
    talk.head("PUT", "/door", BIG)
    for _ in range(5):
        clock.advance(1.9)
        talk.send(b"x")
    assert talk.open
    clock.advance(2.1)
    assert talk.transport.disconnected
    talk.hang_up()


def test_refused_client_that_never_ends(bare: Site, clock: Clock) -> None:
    """It is cut off after half a minute, however much it sends."""
    talk = connect(bare, Door(refusal(403)))
    talk.head("PUT", "/door", {"Transfer-Encoding": "chunked"})
    for _ in range(29):
        clock.advance(1)
        talk.send(b"1\r\nx\r\n")
    assert talk.open
    clock.advance(1.1)
    assert talk.transport.disconnected
    talk.hang_up()
    assert clock.getDelayedCalls() == []


def test_refused_chunks_that_are_none(bare: Site) -> None:
    """Nonsense after the answer gets no second one."""
    talk = connect(bare, Door(refusal(403)))
    talk.head("PUT", "/door", {"Transfer-Encoding": "chunked"})
    talk.send(b"zz\r\n")
    assert talk.transport.value().count(b"HTTP/1.1") == 1
    assert not talk.open


def test_refused_with_a_small_body(bare: Site) -> None:
    """The body is swallowed and the connection goes on."""
    talk = connect(bare, Door(refusal(403)))
    answer = talk.request("PUT", "/door", b"x" * 100)
    assert (answer.status, answer.headers["Connection"]) == (403, "Keep-Alive")
    assert talk.request("GET", "/nothing").status == 404


def test_refused_client_that_waits_for_100(bare: Site) -> None:
    """A client that waits with its body is told at once, however small the body is."""
    talk = connect(bare, Door(refusal(403)))
    talk.head("PUT", "/door", {"Content-Length": "5", "Expect": "100-continue"})
    assert talk.read().status == 403


def test_refused_in_the_middle(bare: Site) -> None:
    """A sink that has had enough answers then, and is closed once."""
    door = Door(refusal(507), "write")
    talk = connect(bare, door)
    talk.head("PUT", "/door", BIG)
    assert talk.transport.value() == b""
    talk.send(b"x")
    assert talk.read().status == 507
    talk.send(b"x" * 100)
    assert (door.closed, door.taken) == (1, 0)


@pytest.mark.parametrize("at", ["body", "write"])
@pytest.mark.parametrize("headers", [BIG, {"Content-Length": "1"}])
def test_silence(bare: Site, at: str, headers: dict[str, str]) -> None:
    """Status 0 hangs up without a word."""
    talk = connect(bare, Door(Refused(0), at))
    talk.head("PUT", "/door", headers)
    talk.send(b"x")
    assert talk.transport.value() == b""
    assert not talk.open


def test_silence_in_the_answer(bare: Site) -> None:
    """Also when the body was taken."""
    talk = connect(bare, Door(Refused(0), "answer"))
    talk.head("GET", "/door")
    assert talk.transport.value() == b""
    assert not talk.open


@pytest.mark.parametrize("at", ["body", "write", "answer"])
def test_a_door_that_breaks(bare: Site, at: str) -> None:
    """500 without a traceback, and the failure is in the log."""
    from twisted.logger import globalLogPublisher

    seen = []
    globalLogPublisher.addObserver(seen.append)
    try:
        answer = connect(bare, Door(RuntimeError("inside"), at)).request("PUT", "/door", b"x")
    finally:
        globalLogPublisher.removeObserver(seen.append)
    assert answer.status == 500
    assert b"inside" not in answer.body
    assert any("inside" in str(event.get("log_failure")) for event in seen)


def test_client_that_goes_away(bare: Site) -> None:
    """The sink is told, once."""
    door = Door()
    talk = connect(bare, door)
    talk.head("PUT", "/door", BIG)
    talk.send(b"x")
    talk.hang_up()
    assert (door.closed, door.taken) == (1, 1)


def test_absolute_form(bare: Site) -> None:
    """A client that takes the host for a proxy names it in the request line."""
    assert connect(bare, Door()).request("GET", "https://esx.example.test/door?x=1").status == 200
    assert connect(bare, Door()).request("GET", "http://esx.example.test").status == 404


@pytest.mark.parametrize("part", [b"0\r\nX: ", b"1;name=", b"1\r\na\r\n0\r\nX: y\r\nY: "])
def test_endless_trailers(bare: Site, part: bytes) -> None:
    """What is neither head nor body is bounded like a head: a parser keeps it in memory."""
    talk = connect(bare, Door())
    talk.head("PUT", "/door", {"Transfer-Encoding": "chunked"})
    talk.send(part)
    for _ in range(40):
        talk.send(b"x" * 1000)
    assert b" 400 " in talk.transport.value()
    assert not talk.open


def test_long_chunked_bodies_are_no_trailers(bare: Site) -> None:
    """However the pieces fall."""
    talk = connect(bare, Door())
    talk.head("PUT", "/door", {"Transfer-Encoding": "chunked"})
    body = b"100\r\n" + b"x" * 256 + b"\r\n"
    for _ in range(300):
        talk.send(body[:3])
        talk.send(body[3:])
    talk.send(b"0\r\n\r\n")
    assert talk.read().body == b"76800"


def test_bodies_sent_ahead(bare: Site) -> None:
    """Behind an answer that is not there yet a client can't fill the memory."""

    class Slow(Door):
        def answer(self, request: Request) -> None:
            self.waits = request

    slow = Slow()
    bare.add(b"/slow", slow)
    talk = connect(bare, Door())
    talk.head("GET", "/slow")
    talk.head("PUT", "/door", {"Content-Length": "100000000"})
    for _ in range(17):
        talk.send(b"x" * 65536)
    slow.waits.reply(200, b"done")
    assert talk.read().body == b"done"
    assert not talk.open


def test_phrases() -> None:
    """Each status has one, those that Twisted lacks too."""
    assert reason(423) == b"Locked"
    assert reason(507) == b"Insufficient Storage Space"
    assert reason(799) == b"Unknown"


def test_sinks() -> None:
    """A buffer has a limit, and one that discards has none."""
    buffer = Buffer(3)
    buffer.write(b"ab")
    with pytest.raises(Refused):
        buffer.write(b"cd")
    with pytest.raises(Refused):
        Buffer(3, 4)
    Discard().write(b"x")


def test_a_value_begins_no_line(bare: Site) -> None:
    """Line ends in the value of a header become blanks: an answer can't be split."""

    class Splitting(Door):
        def answer(self, request: Request) -> None:
            request.reply(200, b"ok", [(b"X", b"a\r\nSet-Cookie: b\nc")], b"text/plain")

    answer = connect(bare, Splitting()).request("GET", "/door")
    assert (answer.headers["X"], answer.headers["Set-Cookie"]) == ("a Set-Cookie: b c", None)
    assert (answer.headers["Content-Type"], answer.body) == ("text/plain", b"ok")
