"""Connections that are up to no good: bodies without end, headers without end, clients that wait or go."""

from __future__ import annotations

import http.client
import resource
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from served import CONTENT, HEAD, TAIL, TIME, Answer, Server, call, operation, read

MEMORY = 200 * 2**20
"""What the server may hold while 400 MB are thrown at it, in bytes."""
BODY = 400 * 2**20
PIECE = b"x" * 2**20
AT_ONCE = 10.0
"""Seconds. It is a tenth of one where nothing else runs; what grows without bounds takes minutes, or for ever."""


@pytest.fixture(autouse=True)
def still_there(server: Server, cookie: str) -> Iterator[None]:
    """Afterwards the host answers others at once and has not grown."""
    yield
    connection = server.http()
    begin = time.monotonic()
    assert call(connection, TIME, cookie).status == 200
    assert time.monotonic() - begin < AT_ONCE
    connection.close()
    assert server.memory < MEMORY


def answered(sock: ssl.SSLSocket, within: float = AT_ONCE) -> Answer:
    """The answer, which must come in time."""
    begin = time.monotonic()
    answer = read(sock)
    assert time.monotonic() - begin < within
    assert b"Traceback" not in answer.body
    return answer


def pour(sock: ssl.SSLSocket, total: int, chunked: bool = False) -> int:
    """Send that many bytes of a body or as many as the other side takes; how many it were."""
    sent = 0
    piece = b"%x\r\n%b\r\n" % (len(PIECE), PIECE) if chunked else PIECE
    with suppress(OSError):
        while sent < total:
            sock.sendall(piece)
            sent += len(PIECE)
    return sent


def test_body_of_400_mb(server: Server) -> None:
    """Is refused when its length is known, before it has been sent; what is sent nevertheless is thrown away."""
    with server.connect() as sock:
        sock.sendall(f"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: {BODY}\r\n\r\n".encode())
        assert answered(sock).status == 413
        pour(sock, BODY)


def test_chunked_body_of_400_mb(server: Server) -> None:
    """Is refused as soon as it is too long."""
    with server.connect() as sock:
        sock.sendall(b"POST /sdk HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert pour(sock, 65 * 2**20, chunked=True) > 60 * 2**20
        assert answered(sock).status == 413


@pytest.mark.parametrize("path", ["/", "/nothing", "/sdk/vim.wsdl", "/mob", "/ui/"])
def test_large_body_where_none_belongs(server: Server, path: str) -> None:
    """Is refused or thrown away."""
    with server.connect() as sock:
        sock.sendall(f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {BODY}\r\n\r\n".encode())
        pour(sock, 80 * 2**20)
        assert server.memory < MEMORY


def test_length_that_is_a_lie(server: Server) -> None:
    """More promised than sent: the client gets nothing and nobody waits for it."""
    with server.connect() as sock:
        body = (HEAD + CONTENT + TAIL).encode()
        sock.sendall(b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%b" % (len(body) + 10, body))
        sock.settimeout(0.3)
        with pytest.raises(TimeoutError):
            sock.recv(1)


def test_length_that_is_too_short(server: Server) -> None:
    """Less promised than sent: half a document is no XML, and the rest no request."""
    with server.connect() as sock:
        body = (HEAD + CONTENT + TAIL).encode()
        sock.sendall(b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%b" % (len(body) - 50, body))
        assert answered(sock).status == 500


@pytest.mark.parametrize(
    "head",
    [
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nContent-Length: +5\r\n\r\n12345",
        b"POST /sdk HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
        b"POST /sdk HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        b"POST /sdk HTTP/1.1\r\nA header without colon\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\n: no name\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\nA: " + b"x" * 100_000 + b"\r\n\r\n",
        b"POST /sdk HTTP/1.1\r\n" + b"A: b\r\n" * 10_000 + b"\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / FTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1 more\r\n\r\n",
        b"\x00" * 1000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=lambda head: head[:60].decode("latin-1").encode("unicode_escape").decode(),
)
def test_malformed_head(server: Server, head: bytes) -> None:
    """An HTTP status of the 400s, or the end of the connection; at once."""
    with server.connect() as sock:
        begin = time.monotonic()
        with suppress(OSError):
            sock.sendall(head)
        data = b""
        with suppress(OSError):
            data = sock.recv(65536)
        assert time.monotonic() - begin < AT_ONCE
        assert data == b"" or data.split()[1][:1] in (b"4", b"5", b"2")
        assert b"Traceback" not in data
        assert b"<html" not in data.lower()


@pytest.mark.parametrize(
    "path",
    ["/%", "/%zz", "/%00", "/..%2f..%2fetc/passwd", "//", "/sdk?" + "a=b&" * 5000, "/sdk/../etc/passwd", "/\xff", "*",
     "http://elsewhere/sdk", "/folder/../../etc/passwd", "/mob?moid=%00", "/mob?moid=" + "x" * 20000, "/ui/../../x"],
    ids=lambda path: path[:30],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT", "OPTIONS", "BREW"])
def test_odd_paths_and_methods(server: Server, method: str, path: str) -> None:
    """A status, and no file of this machine."""
    with server.connect() as sock:
        sock.sendall(f"{method} {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n".encode("latin-1"))
        answer = answered(sock)
        assert answer.status in (200, 400, 401, 403, 404, 405, 413, 414, 500, 501)
        assert b"root:" not in answer.body


def test_plain_http_on_the_tls_port(server: Server) -> None:
    """Is not answered, and does no harm."""
    with socket.create_connection((server.host, server.port), 5) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        with suppress(OSError):
            assert b"200" not in sock.recv(4096)


def test_500_idle_connections(server: Server, cookie: str) -> None:
    """Some that have said nothing, some in the middle of a request: the others are served."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 2048)), hard))
    context = server.context()
    with ExitStack() as stack:
        for number in range(500):
            plain = stack.enter_context(socket.create_connection((server.host, server.port), 10))
            if number % 10 == 0:
                sock = stack.enter_context(context.wrap_socket(plain, server_hostname=server.host))
                sock.sendall(b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Le")
        connection = server.http()
        for _ in range(20):
            begin = time.monotonic()
            assert call(connection, TIME, cookie).status == 200
            assert time.monotonic() - begin < AT_ONCE
        connection.close()


def test_slow_loris(server: Server, cookie: str) -> None:
    """Clients that send a byte now and then do not hold up one that works."""
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(20)]
        connection = server.http()
        for byte in b"POST /sdk HTTP/1.1\r\nX":
            for sock in slow:
                sock.sendall(bytes([byte]))
            begin = time.monotonic()
            assert call(connection, TIME, cookie).status == 200
            assert time.monotonic() - begin < AT_ONCE
        connection.close()


def test_half_closed(server: Server) -> None:
    """A client that has sent its request and closes its sending side still gets the answer, or nothing."""
    with server.connect() as sock:
        body = (HEAD + CONTENT + TAIL).encode()
        sock.sendall(b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        socket.socket.shutdown(sock, socket.SHUT_WR)
        with suppress(OSError):
            while sock.recv(65536):
                pass


def test_reset_in_the_middle(server: Server) -> None:
    """Clients that vanish while they send, and while they wait."""
    wait = operation("WaitForUpdates", "ha-property-collector", "PropertyCollector")
    for inner, part in ((CONTENT, 0.5), (CONTENT, 1.0), (wait, 1.0)):
        sock = server.connect()
        body = (HEAD + inner + TAIL).encode()
        data = b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        sock.sendall(data[: int(len(data) * part)])
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()


def test_many_requests_at_once(server: Server, cookie: str) -> None:
    """Two hundred, pipelined on one connection that reads nothing until all are sent."""
    body = (HEAD + TIME + TAIL).encode()
    one = f"POST /sdk HTTP/1.1\r\nHost: h\r\nCookie: {cookie}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    with server.connect(30) as sock:
        sock.sendall(one * 200)
        with sock.makefile("rb") as stream:
            for _ in range(200):
                assert stream.readline().startswith(b"HTTP/1.1 200")
                stream.read(int(http.client.parse_headers(stream)["Content-Length"]))
