"""Hosts to run tests on: `fakeesx serve` in a process of its own, or a real one; bare connections to them."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import ssl
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = (
    f'<soapenv:Envelope xmlns:soapenv="{SOAP}" xmlns:xsi="{XSI}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
    "<soapenv:Body>"
)
TAIL = "</soapenv:Body></soapenv:Envelope>"


@dataclass(frozen=True)
class Server:
    """A host that answers: ``process`` is ``None`` for a real one."""

    url: str
    user: str
    password: str
    cafile: str | None
    insecure: bool = False
    process: subprocess.Popen[str] | None = None

    @property
    def host(self) -> str:
        """Where it is."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port it listens on."""
        return urlsplit(self.url).port or 443

    @property
    def fake(self) -> bool:
        """Whether it is ours."""
        return self.process is not None

    @property
    def memory(self) -> int:
        """Bytes of memory that the process has in use."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def context(self) -> ssl.SSLContext:
        """What verifies the host's certificate."""
        context = ssl.create_default_context(cafile=self.cafile)
        if self.insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def connect(self, timeout: float = 60) -> ssl.SSLSocket:
        """A bare TLS connection."""
        plain = socket.create_connection((self.host, self.port), timeout)
        return self.context().wrap_socket(plain, server_hostname=self.host)

    def http(self, timeout: float = 60) -> http.client.HTTPSConnection:
        """An HTTP connection that stays open between requests."""
        return http.client.HTTPSConnection(self.host, self.port, timeout=timeout, context=self.context())


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def xml(self) -> etree._Element:
        """The child of the SOAP body."""
        body = etree.fromstring(self.body).find(f"{{{SOAP}}}Body")
        assert body is not None
        assert len(body) == 1
        return body[0]

    @property
    def fault(self) -> str | None:
        """The name of the vim25 fault, the faultcode when there is no detail, ``None`` for a result."""
        if self.xml.tag != f"{{{SOAP}}}Fault":
            return None
        detail = self.xml.find("detail")
        return self.xml.findtext("faultcode") if detail is None else detail[0].get(f"{{{XSI}}}type")

    @property
    def cookie(self) -> str | None:
        """The cookie's name and value as they stand in Set-Cookie."""
        header = self.headers["Set-Cookie"]
        return header.partition(";")[0] if header else None


def read(sock: socket.socket) -> Answer:
    """One HTTP answer from a bare connection."""
    response = http.client.HTTPResponse(sock)
    response.begin()
    return Answer(response.status, response.headers, response.read())


def call(
    connection: http.client.HTTPConnection,
    inner: str,
    cookie: str | None = None,
    action: str | None = '"urn:vim25/4.1"',
) -> Answer:
    """Send what is inside the SOAP body; the answer."""
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    if cookie is not None:
        headers["Cookie"] = cookie
    if action is not None:
        headers["SOAPAction"] = action
    connection.request("POST", "/sdk", (HEAD + inner + TAIL).encode(), headers)
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read())


def operation(name: str, moid: str, type: str, inner: str = "") -> str:
    """The request element of a method."""
    return f'<{name} xmlns="urn:vim25"><_this type="{type}">{moid}</_this>{inner}</{name}>'


CONTENT = operation("RetrieveServiceContent", "ServiceInstance", "ServiceInstance")
TIME = operation("CurrentTime", "ServiceInstance", "ServiceInstance")


def login(user: str, password: str) -> str:
    """The request element of a login."""
    inner = f"<userName>{user}</userName><password>{password}</password>"
    return operation("Login", "ha-sessionmgr", "SessionManager", inner)


def fakeesx() -> str:
    """The command of this environment."""
    return str(Path(sysconfig.get_path("scripts")) / "fakeesx")


@contextmanager
def serve(*options: str, **popen: Any) -> Iterator[Server]:
    """A fake host in a process of its own. At the end it is told to end, and must do so well."""
    process = subprocess.Popen([fakeesx(), "serve", *options], stdout=subprocess.PIPE, text=True, **popen)
    assert process.stdout is not None
    with process.stdout:
        try:
            ready = json.loads(process.stdout.readline())
            yield Server(ready["url"], ready["user"], ready["password"], ready["cafile"], process=process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                code = process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert code == 0
