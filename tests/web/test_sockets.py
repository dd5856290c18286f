"""Files over real sockets and TLS."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest
from served import Server, call, login, operation, read
from talking import ROOT

MIB = 1024 * 1024
AUTH = {"Authorization": ROOT}
QUERY = "?dcPath=ha-datacenter&dsName=datastore1"


def pieces(size: int) -> Iterator[bytes]:
    """A body of so many bytes that is not in memory."""
    piece = bytes(range(256)) * 4096
    for _ in range(size // len(piece)):
        yield piece


def exchange(server: Server, method: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """A request as root."""
    connection = server.http(30)
    connection.request(method, path + QUERY, headers={**AUTH, **(headers or {})})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_session_cookie_alone(server: Server) -> None:
    """As the OpenStack driver uploads: the cookie of the SOAP session, a length, no password."""
    connection = server.http()
    cookie = call(connection, login(server.user, server.password)).cookie
    assert cookie is not None
    make = operation("MakeDirectory", "ha-nfc-file-manager", "FileManager", "<name>[datastore1] 1</name>")
    assert call(connection, make, cookie).status == 200
    connection.request("PUT", f"/folder/1/1-flat.vmdk{QUERY}", b"disk", {"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 201
    connection.request("GET", f"/folder/1/1-flat.vmdk{QUERY}", headers={"Cookie": cookie})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Length"), answer.read()) == (200, "4", b"disk")
    connection.close()


def test_unauthorised_upload_is_told_at_once(server: Server) -> None:
    """The answer is there before any of a gigabyte is sent."""
    with server.connect() as sock:
        sock.sendall(f"PUT /folder/x{QUERY} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**9}\r\n\r\n".encode())
        assert read(sock).status == 401


def test_unauthorised_client_that_sends_all_first(server: Server) -> None:
    """It gets its answer when it has sent its body."""
    connection = server.http(30)
    connection.request("PUT", f"/folder/x{QUERY}", pieces(64 * MIB), {"Content-Length": str(64 * MIB)})
    answer = connection.getresponse()
    assert answer.status == 401
    answer.read()
    connection.close()


def test_half_an_upload_leaves_nothing(server: Server) -> None:
    """A client that hangs up in the middle: the name stays free."""
    with server.connect() as sock:
        head = f"PUT /folder/half{QUERY} HTTP/1.1\r\nHost: x\r\nAuthorization: {ROOT}\r\nContent-Length: 1000\r\n\r\n"
        sock.sendall(head.encode() + b"x" * 500)
    assert exchange(server, "GET", "/folder/half")[0] == 404


def test_many_downloads_of_slow_clients(server: Server) -> None:
    """Clients that do not read hold a block each, and others are served meanwhile."""
    connection = server.http(60)
    connection.request("PUT", f"/folder/large{QUERY}", pieces(64 * MIB), {**AUTH, "Content-Length": str(64 * MIB)})
    connection.getresponse().read()
    before = server.memory
    slow: list[socket.socket] = []
    for _ in range(20):
        sock = server.connect()
        sock.sendall(f"GET /folder/large{QUERY} HTTP/1.1\r\nHost: x\r\nAuthorization: {ROOT}\r\n\r\n".encode())
        slow.append(sock)
    assert exchange(server, "GET", "/folder/large", {"Range": "bytes=0-3"}) == (206, b"\x00\x01\x02\x03")
    assert server.memory - before < 60 * MIB
    for sock in slow:
        sock.close()
    connection.request("DELETE", f"/folder/large{QUERY}", headers=AUTH)
    assert connection.getresponse().status == 204
    connection.close()


def test_web_access_closed(server: Server) -> None:
    """A client of /ui sees the connection end, others do not notice."""
    connection = server.http()
    cookie = call(connection, login(server.user, server.password)).cookie
    firewall = ("firewallSystem", "HostFirewallSystem", "<id>webAccess</id>")
    assert call(connection, operation("DisableRuleset", *firewall), cookie).status == 200
    other = server.http()
    try:
        other.request("GET", "/ui")
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            other.getresponse()
    finally:
        other.close()
        assert call(connection, operation("EnableRuleset", *firewall), cookie).status == 200
        connection.close()
    other = server.http()
    other.request("GET", "/ui")
    assert other.getresponse().status == 200
    other.close()
