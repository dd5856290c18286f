"""A VNC client on a bare socket, ports that nobody else takes, and machines with a VNC server."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fakeesx import FakeESX
from fakeesx.host.services.console_image import COLOURS, HEIGHT, WIDTH
from fakeesx.schema import vim
from fakeesx.testing import VimClient
from fakeesx.web.vnc.secret import respond

WHOLE = (0, 0, WIDTH, HEIGHT)


@contextmanager
def kept_port() -> Iterator[int]:
    """A port of 127.0.0.1 that only who sets SO_REUSEADDR can have: it is bound, and nobody listens."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        yield holder.getsockname()[1]


class Rfb:
    """A client, connected; ``version`` is what it says, ``None`` to say nothing yet."""

    def __init__(self, port: int, version: bytes | None = b"RFB 003.008\n", timeout: float = 10) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        try:
            self.greeting = self.read(12)
        except BaseException:
            self.socket.close()
            raise
        self.name = ""
        if version is not None:
            self.send(version)

    def __enter__(self) -> Rfb:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.socket.sendall(data)

    def read(self, count: int) -> bytes:
        """So many bytes. Raises ``EOFError`` when the other side closes before."""
        got = bytearray()
        while len(got) < count:
            try:
                piece = self.socket.recv(count - len(got))
            except ConnectionResetError:
                piece = b""
            if not piece:
                raise EOFError(bytes(got))
            got += piece
        return bytes(got)

    def number(self) -> int:
        """A number of four bytes."""
        return int.from_bytes(self.read(4), "big")

    def is_closed(self) -> bool:
        """Whether the other side closes the connection, and says nothing more before."""
        try:
            return self.read(1) is None
        except EOFError as error:
            return error.args == (b"",)

    def log_in(self, password: str | None = None) -> Rfb:
        """Get to the screen, as version 3.8."""
        assert self.read(1) == b"\x01"
        kind = self.read(1)
        assert kind == (b"\x01" if password is None else b"\x02")
        self.send(kind)
        if password is not None:
            self.send(respond(password, self.read(16)))
        assert self.number() == 0
        return self.begin()

    def begin(self) -> Rfb:
        """Say that others may stay, and read what the screen is like."""
        self.send(b"\x01")
        assert struct.unpack(">HH", self.read(4)) == (WIDTH, HEIGHT)
        self.format = self.read(16)
        self.name = self.read(self.number()).decode()
        return self

    def ask(self, area: tuple[int, int, int, int] = WHOLE, *, incremental: bool = False) -> None:
        """Ask for an update."""
        self.send(struct.pack(">BB4H", 3, incremental, *area))

    def update(self, pixel: int = 4) -> list[tuple[tuple[int, int, int, int], bytes]]:
        """An update: rectangles and their pixels, which have so many bytes each."""
        kind, count = struct.unpack(">BxH", self.read(4))
        assert kind == 0
        found = []
        for _ in range(count):
            left, top, width, height, encoding = struct.unpack(">4Hi", self.read(12))
            assert encoding == 0
            found.append(((left, top, width, height), self.read(width * height * pixel)))
        return found

    def screen(self) -> bytes:
        """The whole screen, in the host's own format."""
        self.ask()
        ((area, pixels),) = self.update()
        assert area == WHOLE
        return pixels


def drawn(frame: bytes) -> bytes:
    """Numbers of colours as pixels of the host's own format."""
    pixels = [colour.to_bytes(4, "little") for colour in COLOURS]
    return b"".join(map(pixels.__getitem__, frame))


def vnc(port: int | str, password: str = "", **others: str) -> dict[str, str]:
    """The options of a machine with a VNC server."""
    named = {"enabled": "TRUE", "port": str(port), "password": password, **others}
    return {f"RemoteDisplay.vnc.{key}": value for key, value in named.items() if value}


def machine(name: str, options: dict[str, str], power: str = "on") -> dict[str, Any]:
    """A machine of an inventory file."""
    return {"name": name, "power": power, "extra_config": options}


def do(esx: FakeESX, name: str, method: str, **arguments: Any) -> None:
    """Call a task's method on a machine, and wait for its end."""
    client = VimClient(esx.url, esx.cafile)
    try:
        client.login(esx.user, esx.password)
        client.task(method, esx.vms[name].ref, **arguments)
    finally:
        client.close()


def reconfigure(esx: FakeESX, name: str, options: dict[str, str]) -> None:
    """Change options of a machine."""
    changes = [vim.OptionValue(key=key, value=value) for key, value in options.items()]
    do(esx, name, "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(extraConfig=changes))


def refused(port: int) -> bool:
    """Whether nobody listens on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), 10).close()
    except ConnectionRefusedError:
        return True
    return False
