"""The recording proxy between real sockets: it passes on what comes, whatever comes, and says what went wrong."""

from __future__ import annotations

import hashlib
import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from recorded.rig import lines, recorder
from recorded.upstream import Asked, Scripted, scripted
from served import Server, serve


@dataclass(frozen=True)
class Rig:
    """A scripted host, the proxy in front of it, and the recording."""

    host: Scripted
    proxy: Server
    file: Path

    def last(self, path: str) -> dict[str, Any]:
        """The last exchange about a path; it is there soon after the client has its answer."""
        for _ in range(400):
            found = [line for line in lines(self.file) if line["request"]["uri"] == path]
            if found:
                return found[-1]
            threading.Event().wait(0.05)  # another process writes the file
        raise AssertionError(f"no exchange about {path}")


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One for all tests here: whatever one of them does to it, the next one works."""
    file = tmp_path_factory.mktemp("recording") / "out.jsonl"
    with scripted() as host, recorder(host.server, file) as proxy:
        yield Rig(host, proxy, file)


@pytest.fixture
def line(rig: Rig) -> Iterator[http.client.HTTPSConnection]:
    """A client's connection."""
    connection = rig.proxy.http(30)
    yield connection
    connection.close()


def test_answers_pass(rig: Rig, line: http.client.HTTPSConnection) -> None:
    """Status, headers and body, on one connection that goes on; what is for one connection only stays behind."""
    seen: list[bytes] = []

    def script(asked: Asked) -> None:
        seen.append(asked.head)
        asked.body()
        asked.answer(b"<a/>", b"Content-Type: text/xml", b'Set-Cookie: a="1"; Path=/', b"X-Other: yes", status=b"207 Multi")

    rig.host.script["/pass"] = script
    for _ in range(2):
        line.request("POST", "/pass", b"<b/>", {"Cookie": "c=2", "TE": "trailers", "X-Mine": "z", "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (207, b"<a/>")
        assert (answer.headers["Set-Cookie"], answer.headers["X-Other"]) == ('a="1"; Path=/', "yes")
    head = seen[0].lower()
    assert b"cookie: c=2" in head
    assert b"x-mine: z" in head
    assert b"\r\nte:" not in head
    assert b"gzip" not in head
    assert head.count(b"\r\nhost:") == 1
    assert f"host: 127.0.0.1:{rig.host.server.port}".encode() in head


def test_chunks_pass_both_ways(rig: Rig, line: http.client.HTTPSConnection) -> None:
    """Bodies whose length nobody knows beforehand."""
    seen: list[bytes] = []

    def script(asked: Asked) -> None:
        data = asked.rest
        while not data.endswith(b"0\r\n\r\n"):
            data += asked.sock.recv(1 << 16)
        seen.append(data)
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        asked.sock.sendall(head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")

    rig.host.script["/chunks"] = script
    line.request("PUT", "/chunks", iter([b"one", b"two"]), {"Transfer-Encoding": "chunked"}, encode_chunked=True)
    answer = line.getresponse()
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert answer.read() == b"abcde"
    assert b"one" in seen[0].replace(b"\r\n3\r\n", b"")
    assert rig.last("/chunks")["reply"]["body"]["size"] == 5
    line.request("GET", "/sdk")
    assert line.getresponse().read()  # the connection goes on


def test_old_client_gets_no_chunks(rig: Rig) -> None:
    """One of HTTP/1.0: the end of the connection is that of the body."""
    rig.host.script["/old"] = lambda asked: asked.sock.sendall(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    )
    with rig.proxy.connect(30) as sock:
        sock.sendall(b"GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        data = b""
        while more := sock.recv(4096):
            data += more
    assert data.endswith(b"\r\n\r\nabc")


def test_host_breaks_off_its_answer(rig: Rig, line: http.client.HTTPSConnection) -> None:
    """So the client's answer breaks off too; nobody takes half for the whole."""
    rig.host.script["/cut"] = lambda asked: asked.sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    line.request("GET", "/cut")
    answer = line.getresponse()
    with pytest.raises((http.client.IncompleteRead, ssl.SSLError, OSError)):
        answer.read()
    assert rig.last("/cut")["ending"] == "cut"


@pytest.mark.parametrize(
    ("path", "said", "text"),
    [
        ("/garbage", b"\x00\x01garbage\r\n\r\n", "no HTTP"),
        ("/nothing", b"", "closed the connection before it answered"),
        ("/half", b"HTTP/1.1 200 OK\r\nContent-", "closed the connection before it answered"),
    ],
)
def test_host_gives_no_answer(rig: Rig, line: http.client.HTTPSConnection, path: str, said: bytes, text: str) -> None:
    """502 with the reason; the connection to the proxy goes on."""

    def script(asked: Asked) -> None:
        asked.body()
        asked.sock.sendall(said)

    rig.host.script[path] = script
    line.request("POST", path, b"<a/>")
    answer = line.getresponse()
    body = answer.read().decode()
    assert answer.status == 502
    assert text in body
    assert rig.last(path)["ending"] == "upstream-failed"
    assert rig.last(path)["reply"]["status"] == 0
    line.request("GET", "/sdk")
    assert line.getresponse().read()


def test_client_goes_away(rig: Rig) -> None:
    """While it waits for an answer: the host is hung up on, and the exchange is recorded as what it was."""
    waiting, gone = threading.Event(), threading.Event()

    def script(asked: Asked) -> None:
        asked.body()
        waiting.set()
        if asked.gone():
            gone.set()

    rig.host.script["/wait"] = script
    with rig.proxy.connect(30) as sock:
        sock.sendall(b"POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n<a/>")
        assert waiting.wait(60)
    assert gone.wait(60)
    assert rig.last("/wait")["ending"] == "client-gone"


def test_large_upload(rig: Rig, line: http.client.HTTPSConnection) -> None:
    """64 MiB come through whole, and are recorded by size and digest; the proxy holds none of it for long."""
    block, blocks = bytes(range(256)) * 4096, 64
    seen = hashlib.sha256()

    def script(asked: Asked) -> None:
        seen.update(asked.rest)
        left = len(block) * blocks - len(asked.rest)
        while left:
            data = asked.sock.recv(1 << 20)
            seen.update(data)
            left -= len(data)
        asked.answer(b"", status=b"201 Created")

    rig.host.script["/folder/large"] = script
    before = rig.proxy.memory
    line.request("PUT", "/folder/large", (block for _ in range(blocks)), {"Content-Length": str(len(block) * blocks)})
    answer = line.getresponse()
    assert answer.read() == b""
    assert answer.status == 201
    digest = hashlib.sha256(block * blocks).hexdigest()
    assert seen.hexdigest() == digest
    assert rig.last("/folder/large")["request"]["body"] == {"size": 64 << 20, "sha256": digest}
    assert rig.proxy.memory - before < 48 << 20


def test_host_that_takes_nothing_stops_the_client(rig: Rig) -> None:
    """Back-pressure: what the client can send is what buffers hold, not all that it has."""
    go_on = threading.Event()

    def script(asked: Asked) -> None:
        go_on.wait(30)
        asked.body()
        asked.answer(b"")

    rig.host.script["/folder/slow"] = script
    size = 256 << 20
    with rig.proxy.connect(3) as sock:
        sock.sendall(b"PUT /folder/slow HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size)
        sent = 0
        with suppress(TimeoutError):
            while sent < size:
                sent += sock.send(bytes(1 << 16))
    assert 0 < sent < 64 << 20
    go_on.set()
    assert rig.last("/folder/slow")["ending"] == "client-gone"


def test_redirect_leads_to_the_proxy(rig: Rig, line: http.client.HTTPSConnection) -> None:
    """One to the host itself; one to elsewhere is passed on as it is."""
    for path, where in (("/here", rig.host.server.url), ("/there", "https://elsewhere.example/x")):
        location = b"Location: " + where.encode()
        rig.host.script[path] = lambda asked, location=location: asked.answer(b"", location, status=b"302 Found")
        line.request("GET", path, headers={"Host": f"{rig.proxy.host}:{rig.proxy.port}"})
        answer = line.getresponse()
        answer.read()
        assert answer.status == 302
        assert answer.headers["Location"] == (rig.proxy.url if path == "/here" else where)


def test_two_clients_are_told_apart(rig: Rig) -> None:
    """By their connections, and by their cookies whatever connection they come on."""
    clients = rig.proxy.http(), rig.proxy.http()
    for client, cookie, path in ((0, "s1", "/sdk?a"), (1, "s2", "/sdk?b"), (1, "s1", "/sdk?c")):
        clients[client].request("GET", path, headers={"Cookie": f'vmware_soap_session="{cookie}-cookie"'})
        clients[client].getresponse().read()
    first, second, third = (rig.last(path) for path in ("/sdk?a", "/sdk?b", "/sdk?c"))
    assert first["session"] == third["session"] != second["session"]
    assert first["connection"] != second["connection"] == third["connection"]
    assert "s1-cookie" not in rig.file.read_text()
    for each in clients:
        each.close()


def test_host_that_is_down(tmp_path: Path) -> None:
    """502 that says so, and it is recorded; when it is up again it is reached."""
    file = tmp_path / "out.jsonl"
    with serve() as esx, recorder(esx, file) as proxy:
        line = proxy.http()
        line.request("GET", "/sdk/vimService.wsdl")
        assert line.getresponse().read()
        assert esx.process is not None
        esx.process.terminate()
        esx.process.wait(60)
        line.request("GET", "/sdk/vimService.wsdl")
        answer = line.getresponse()
        assert answer.status == 502
        assert b"can't connect to 127.0.0.1" in answer.read()
        line.close()
    assert [each["ending"] for each in lines(file)] == ["complete", "upstream-failed"]
