"""Large files over sockets, plain and over TLS: every byte, whoever is slow, and nobody waits for long."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import random
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from served import CONTENT, HEAD, TAIL, Server, read, serve
from talking import ROOT, Talk

from fakeesx.storage.datastore import Datastore
from fakeesx.web.server import Site

MIB = 1 << 20
AUTH = {"Authorization": ROOT}
QUERY = "?dcPath=ha-datacenter&dsName=datastore1"
DATA = random.Random(4).randbytes(9 * MIB + 12345)
"""More than a turn, no whole number of blocks, and no two of them alike."""
LARGE = int(os.environ.get("FAKEESX_TEST_MIB", "256")) * MIB
"""Bytes of the file that must not fill the memory; tox's environment `huge` makes it 4 GiB."""


@pytest.fixture(scope="module", params=["plain", "tls"])
def served(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A host of each kind."""
    with serve(*(["--no-tls"] if request.param == "plain" else [])) as server:
        yield server


def connected(served: Server, buffer: int | None = None) -> socket.socket:
    """A bare connection; ``buffer``: bytes that the system takes for a client that does not read."""
    plain = socket.socket()
    if buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    plain.settimeout(60)
    plain.connect((served.host, served.port))
    if served.url.startswith("http:"):
        return plain
    return served.context().wrap_socket(plain, server_hostname=served.host)


def client(served: Server) -> http.client.HTTPConnection:
    """An HTTP connection."""
    connection = http.client.HTTPConnection(served.host, served.port, timeout=60)
    connection.sock = connected(served)
    return connection


def put(served: Server, name: str, data: bytes) -> None:
    """Upload a file."""
    with closing(client(served)) as connection:
        connection.request("PUT", f"/folder/{name}{QUERY}", data, AUTH)
        assert connection.getresponse().status in (200, 201)


def ask(name: str, **headers: str) -> bytes:
    """A GET as bytes."""
    lines = "".join(f"{key}: {value}\r\n" for key, value in {**AUTH, **headers}.items())
    return f"GET /folder/{name}{QUERY} HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode()


@pytest.fixture(scope="module")
def file(served: Server) -> str:
    """A large file on the host."""
    put(served, "large", DATA)
    return "large"


def test_whole(served: Server, file: str) -> None:
    """Up and down again, twice on one connection."""
    with closing(client(served)) as connection:
        for _ in range(2):
            connection.request("GET", f"/folder/{file}{QUERY}", headers=AUTH)
            assert connection.getresponse().read() == DATA


@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 3 * MIB), (5 * MIB - 1, 9 * MIB), (9 * MIB, len(DATA) - 1)])
def test_ranges(served: Server, file: str, first: int, last: int) -> None:
    """Just these bytes."""
    with connected(served) as sock:
        sock.sendall(ask(file, Range=f"bytes={first}-{last}"))
        assert read(sock).body == DATA[first : last + 1]


def test_several_ranges(served: Server, file: str) -> None:
    """Large parts of one file in one answer, with their heads between them."""
    with connected(served) as sock:
        sock.sendall(ask(file, Range=f"bytes=100-{3 * MIB},{5 * MIB}-{8 * MIB},-10"))
        answer = read(sock)
    assert answer.headers["Content-Type"].startswith("multipart/byteranges; boundary=")
    border = answer.headers["Content-Type"].partition("=")[2].encode()
    parts = answer.body.split(b"\r\n--" + border)
    assert [part.partition(b"\r\n\r\n")[2] for part in parts[1:4]] == [
        DATA[100 : 3 * MIB + 1], DATA[5 * MIB : 8 * MIB + 1], DATA[-10:],
    ]  # fmt: skip
    assert (parts[0], parts[4], len(parts)) == (b"", b"--\r\n", 5)


def test_two_asked_for_at_once(served: Server, file: str) -> None:
    """The second comes behind the first."""
    with connected(served) as sock:
        sock.sendall(ask(file) + ask(file, Range="bytes=7-17"))
        stream = sock.makefile("rb")
        assert _body(stream) == DATA
        assert _body(stream) == DATA[7:18]


def _body(stream: object) -> bytes:
    """The body of the next answer of a stream."""
    length = 0
    while line := stream.readline().strip():  # type: ignore[attr-defined]
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    found: bytes = stream.read(length)  # type: ignore[attr-defined]
    return found


def test_slow_reader(served: Server, file: str) -> None:
    """A client with a small window that takes odd pieces gets every byte."""
    with connected(served, 8192) as sock:
        sock.sendall(ask(file))
        received = bytearray()
        while b"\r\n\r\n" not in received or len(received) - received.index(b"\r\n\r\n") - 4 < len(DATA):
            received += sock.recv(3001)
    assert received.partition(b"\r\n\r\n")[2] == DATA


def test_others_are_served_meanwhile(served: Server, file: str) -> None:
    """While several clients load as fast as they can, short calls are answered, before the loads are over."""
    size = 32 * MIB
    put(served, "long", bytes(size))
    loads = [connected(served) for _ in range(3)]
    for sock in loads:
        sock.sendall(ask("long"))
        sock.setblocking(False)
    left = [size] * len(loads)
    answers = 0
    with closing(client(served)) as connection:
        while min(left) > size // 4:
            for index, sock in enumerate(loads):
                with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError):
                    for _ in range(64):  # TLS gives a record of 16 KB at a time
                        left[index] -= len(sock.recv(1 << 15))
            connection.request("POST", "/sdk", HEAD + CONTENT + TAIL)
            assert connection.getresponse().read()
            answers += 1
    for sock in loads:
        sock.close()
    assert answers > 3


def test_client_that_goes_away(served: Server, file: str) -> None:
    """In the middle of a download: the file is let go, and the host lives."""
    assert served.process is not None
    descriptors = Path(f"/proc/{served.process.pid}/fd")
    put(served, "x", b"warm")
    before = len(list(descriptors.iterdir()))
    for _ in range(10):
        with connected(served, 8192) as sock:
            sock.sendall(ask(file))
            sock.recv(1000)
    with closing(client(served)) as connection:
        connection.request("GET", f"/folder/x{QUERY}", headers=AUTH)
        assert connection.getresponse().read() == b"warm"
        for _ in range(100):  # each look is a request: by the last one the ends of the others have long been seen
            connection.request("HEAD", f"/folder/x{QUERY}", headers=AUTH)
            connection.getresponse().read()
            if len(list(descriptors.iterdir())) <= before + 1:
                break
        else:
            pytest.fail("files stay open")


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("chunked", [False, True])
def test_large_file_in_little_memory(served: Server, chunked: bool) -> None:
    """Up and down; the process stays below 100 MB and does not grow by more than a few blocks."""
    piece = DATA[:MIB]
    put(served, "warm", piece)
    before = served.memory
    with closing(client(served)) as connection:
        headers = AUTH if chunked else {**AUTH, "Content-Length": str(LARGE)}
        body = (piece for _ in range(LARGE // MIB))
        connection.request("PUT", f"/folder/huge{QUERY}", body, headers, encode_chunked=chunked)
        assert connection.getresponse().read() == b""
        peak = served.memory
        connection.request("GET", f"/folder/huge{QUERY}", headers=AUTH)
        answer = connection.getresponse()
        assert answer.getheader("Content-Length") == str(LARGE)
        wanted = hashlib.blake2b(piece).digest()
        for _ in range(LARGE // MIB):
            assert hashlib.blake2b(answer.read(MIB)).digest() == wanted
        peak = max(peak, served.memory)
        connection.request("DELETE", f"/folder/huge{QUERY}", headers=AUTH)
        assert connection.getresponse().status == 204
    assert peak - before < 30 * MIB
    assert peak < 100 * 10**6


@pytest.mark.parametrize("seed", range(6))
def test_long_body_and_what_follows_it(site: Site, store: Datastore, seed: int) -> None:
    """However the bytes of a long body are cut, they are the file, and the next request is read where it begins."""
    source = random.Random(seed)
    data = source.randbytes(MIB + source.randint(1, 5000))
    talk = Talk(site)
    stream = (
        f"PUT /folder/a{QUERY} HTTP/1.1\r\nHost: x\r\nAuthorization: {ROOT}\r\nContent-Length: {len(data)}\r\n\r\n"
    ).encode() + data + ask("a", Range="bytes=0-9")
    while stream:
        size = source.choice([source.randint(1, 3000), source.randint(1, len(data) * 2)])
        talk.send(stream[:size])
        stream = stream[size:]
    answers = talk.transport.value()
    assert answers.startswith(b"HTTP/1.1 201 ")
    assert answers.endswith(data[:10])
    assert store.read_file("a", limit=4 * MIB) == data


def test_long_bodies_one_after_the_other(site: Site, store: Datastore) -> None:
    """Three uploads in one stream."""
    bodies = [bytes([number]) * (MIB + number) for number in (1, 2, 3)]
    talk = Talk(site)
    for number, body in enumerate(bodies):
        head = f"PUT /folder/{number}{QUERY} HTTP/1.1\r\nHost: x\r\nAuthorization: {ROOT}\r\nContent-Length: {len(body)}"
        talk.send(head.encode() + b"\r\n\r\n" + body)
    assert talk.transport.value().count(b"HTTP/1.1 201 ") == 3
    assert [store.read_file(str(number), limit=2 * MIB) for number in range(3)] == bodies


def test_nothing_goes_out_in_clear() -> None:
    """TLS has no way to send a file unseen, whatever the transport below it can do."""
    from fakeesx.web.bulk_tls import BulkTls

    class Below:
        send_file = print

    wrapper = BulkTls.__new__(BulkTls)
    wrapper.transport = Below()
    assert wrapper.send_file is None
