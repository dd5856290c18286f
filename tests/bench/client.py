"""A small, fast SOAP client over one TLS connection: what is measured is the server, not a client library."""

from __future__ import annotations

import re
import socket
import ssl
from typing import Any

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>'
)
_TAIL = "</soapenv:Body></soapenv:Envelope>"


class Connection:
    """One keep-alive connection to a server."""

    def __init__(self, ready: dict[str, Any]) -> None:
        context = ssl.create_default_context(cafile=ready["cafile"])
        raw = socket.create_connection((ready["host"], ready["port"]))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = context.wrap_socket(raw, server_hostname=ready["host"])
        self._host = f"{ready['host']}:{ready['port']}"
        self._buffer = b""
        self.cookie = ""

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def post(self, path: str, body: bytes) -> bytes:
        """POST a body and return the body of the answer; ``RuntimeError`` when its status is not 200."""
        self.send(path, body)
        return self.receive()

    def send(self, path: str, body: bytes) -> None:
        """Send a request."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: text/xml; charset=UTF-8\r\n"
            f'SOAPAction: "urn:vim25/4.1"\r\n{cookie}Content-Length: {len(body)}\r\n\r\n'
        )
        self._socket.sendall(head.encode() + body)

    def receive(self) -> bytes:
        """Receive an answer."""
        data = self._buffer
        while (end := data.find(b"\r\n\r\n")) < 0:
            more = self._socket.recv(262144)
            if not more:
                raise ConnectionError("the server hung up")
            data += more
        head, rest = data[:end], data[end + 4 :]
        match = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(match[1]) if match else 0
        if not self.cookie and (found := re.search(rb'(?i)set-cookie: (vmware_soap_session="[^"]*")', head)):
            self.cookie = found[1].decode()
        parts, size = [rest], len(rest)
        while size < length:
            part = self._socket.recv(1 << 20)
            if not part:
                raise ConnectionError("the server hung up")
            parts.append(part)
            size += len(part)
        body = b"".join(parts)
        self._buffer, body = body[length:], body[:length]
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode() + "\n" + body.decode("utf-8", "replace")[:2000])
        return body


class Client(Connection):
    """A logged-in vim25 client."""

    def __init__(self, ready: dict[str, Any]) -> None:
        super().__init__(ready)
        self.call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance")
        self.call(
            "Login", "SessionManager", "ha-sessionmgr",
            f"<userName>{ready['user']}</userName><password>{ready['password']}</password>",
        )

    def call(self, method: str, type: str, moid: str, arguments: str = "") -> bytes:
        """Call a method; the result is the answer's XML."""
        return self.post("/sdk", envelope(method, type, moid, arguments))

    def start(self, method: str, type: str, moid: str, arguments: str = "") -> None:
        """Send a call without waiting for its answer."""
        self.send("/sdk", envelope(method, type, moid, arguments))

    def task(self, method: str, type: str, moid: str, arguments: str = "") -> str:
        """Call a task method; the result is the task's id."""
        return returned(self.call(method, type, moid, arguments))

    def wait(self, task: str) -> str:
        """Poll a task until it has ended; the result is its result (or empty). ``RuntimeError`` when it failed."""
        for _ in range(1000):
            answer = self.retrieve("Task", task, "info.state", "info.result")
            if b">success<" in answer:
                found = re.search(rb"<name>info\.result</name><val[^>]*>([^<]*)<", answer)
                return found[1].decode() if found else ""
            if b">error<" in answer:
                raise RuntimeError(answer.decode())
        raise RuntimeError("the task does not end")

    def retrieve(self, type: str, moid: str, *paths: str) -> bytes:
        """Properties of one object."""
        return self.call("RetrieveProperties", "PropertyCollector", "ha-property-collector", spec_set(type, moid, paths))

    def wait_updates(self, task: str, version: str) -> tuple[str, bytes]:
        """One WaitForUpdatesEx: the new version and the answer."""
        answer = self.call(
            "WaitForUpdatesEx", "PropertyCollector", "ha-property-collector", f"<version>{version}</version>"
        )
        found = re.search(rb"<version>([^<]*)<", answer)
        return (found[1].decode() if found else version), answer


def envelope(method: str, type: str, moid: str, arguments: str = "") -> bytes:
    """The body of a call."""
    this = f'<_this type="{type}">{moid}</_this>'
    return f'{_HEAD}<{method} xmlns="urn:vim25">{this}{arguments}</{method}>{_TAIL}'.encode()


def returned(answer: bytes) -> str:
    """The text of a reply's ``returnval``."""
    found = re.search(rb"<returnval[^>]*>([^<]*)<", answer)
    if found is None:
        raise RuntimeError(answer.decode()[:1000])
    return found[1].decode()


def spec_set(type: str, moid: str, paths: tuple[str, ...] | list[str]) -> str:
    """A specSet for properties of one object."""
    return f"<specSet>{_properties(type, paths)}<objectSet><obj type=\"{type}\">{moid}</obj></objectSet></specSet>"


def view_spec(type: str, view: str, paths: tuple[str, ...] | list[str], tag: str = "specSet") -> str:
    """A spec for properties of the objects in a view."""
    select = (
        '<selectSet xsi:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip>'
        "</selectSet>"
    )
    return (
        f"<{tag}>{_properties(type, paths)}<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip>"
        f"{select}</objectSet></{tag}>"
    )


def _properties(type: str, paths: tuple[str, ...] | list[str]) -> str:
    inside = "".join(f"<pathSet>{path}</pathSet>" for path in paths) if paths else "<all>true</all>"
    return f"<propSet><type>{type}</type>{inside}</propSet>"
