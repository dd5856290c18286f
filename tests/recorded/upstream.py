"""A host that does what a test wants, as bytes on a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from served import Server

CONTENT = (
    b'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    b'<RetrieveServiceContentResponse xmlns="urn:vim25"><returnval><about><fullName>Scripted</fullName>'
    b"<version>4.1.0</version><build>1</build><apiVersion>4.1</apiVersion><productLineId>esx</productLineId></about></returnval>"
    b"</RetrieveServiceContentResponse></soapenv:Body></soapenv:Envelope>"
)


@dataclass
class Asked:
    """A request as it came to the host: its head, and a connection to read the rest from and answer on."""

    head: bytes
    rest: bytes
    sock: socket.socket
    last: bool = False
    """The host hangs up after its answer, and says so: a proxy would ask its next question on a connection that ends."""

    @property
    def path(self) -> str:
        """The path of the request line."""
        return self.head.split(b" ", 2)[1].decode()

    def body(self) -> bytes:
        """All of a body with a length."""
        wanted = next(
            (int(line[15:]) for line in self.head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0,
        )
        while len(self.rest) < wanted:
            data = self.sock.recv(1 << 16)
            if not data:
                break
            self.rest += data
        return self.rest

    def answer(self, body: bytes, *headers: bytes, status: bytes = b"200 OK") -> None:
        """A whole answer."""
        if self.last:
            headers += (b"Connection: close",)
        lines = (b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers)
        self.sock.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)

    def gone(self, timeout: float = 20) -> bool:
        """Whether the other side hangs up."""
        self.sock.settimeout(timeout)
        try:
            while self.sock.recv(1 << 16):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True


@dataclass
class Scripted:
    """The host: what it does by path. Every path that is not there answers with a ServiceContent."""

    server: Server
    script: dict[str, Callable[[Asked], None]] = field(default_factory=dict)
    raw: Callable[[Asked], None] | None = None
    """What to do with a connection before anything is read from it."""

    def serve(self, sock: socket.socket) -> None:
        """One connection."""
        with sock, suppress(OSError):
            sock.settimeout(60)
            data = b""
            if self.raw is not None:
                self.raw(Asked(b"", b"", sock))
                return
            while True:
                while b"\r\n\r\n" not in data:
                    more = sock.recv(1 << 16)
                    if not more:
                        return
                    data += more
                head, _, rest = data.partition(b"\r\n\r\n")
                asked = Asked(head, rest, sock)
                script = self.script.get(asked.path)
                asked.last = script is not None
                if script is not None:
                    script(asked)
                    return
                asked.body()
                asked.answer(CONTENT, b"Content-Type: text/xml")
                data = b""


@contextmanager
def scripted() -> Iterator[Scripted]:
    """A scripted host, until the end of the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    host = Scripted(Server(f"http://127.0.0.1:{listener.getsockname()[1]}/sdk", "root", "vmware", None))
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=host.serve, args=(sock,), daemon=True)
            thread.start()
            threads.append(thread)

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield host
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(10)
        for thread in threads:
            thread.join(10)
