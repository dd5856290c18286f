"""One client of a VM's VNC server: RFB 3.3, 3.7 or 3.8 (RFC 6143), no authentication or that of VNC, raw pixels.

Keys and pointers are taken, and nobody is there who would see them. A client that breaks the protocol is cut off, one that
reads slowly gets the screen of when it reads: never more than one update waits to be sent. All that it asks for at once is
answered by one update (RFC 6143 lets a server do that), however often it asks.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeAlias

from twisted.internet.interfaces import IPushProducer
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from fakeesx.host.services.console_image import HEIGHT, WIDTH
from fakeesx.web.vnc import pixels, secret
from fakeesx.web.vnc.areas import UNKNOWN, Area

if TYPE_CHECKING:
    from fakeesx.web.vnc.displays import Display

VERSION = b"RFB 003.008\n"
HANDSHAKE_SECONDS = 30.0
"""How long a client may take until it sees something (inferred)."""
_NONE, _VNC = 1, 2
_FORMAT, _ENCODINGS, _UPDATE, _KEY, _POINTER, _CUT_TEXT = 0, 2, 3, 4, 5, 6
_LONGEST_TEXT = 1 << 20
_PIECE = 4096

Reading: TypeAlias = Generator[int, bytes, None]
"""Yields how many bytes it wants next, and is sent them."""


class Broken(Exception):
    """The client does not keep to the protocol."""


@implementer(IPushProducer)
class Client(Protocol):
    """A connection. ``_had`` is the frame that the client has, ``_wanted`` the part that it waits to see changed,
    ``_afresh`` the part of that which it wants to be sent in any case."""

    transport: Any

    def __init__(self, display: Display) -> None:
        self._display = display
        self._reading = self._conversation()
        self._buffer = bytearray()
        self._needs = next(self._reading)
        self._format = pixels.SERVER
        self._had = UNKNOWN
        self._wanted: Area | None = None
        self._afresh: Area | None = None
        self._paused = False
        self._ended = False
        self._timer: Any = None

    # what Twisted tells

    def connectionMade(self) -> None:
        """Greet the client, if there is room for it."""
        if not self._display.enter(self):
            self._end()
            return
        self.transport.setTcpNoDelay(True)
        self.transport.setTcpKeepAlive(True)
        self.transport.registerProducer(self, True)
        self._timer = self._display.reactor.callLater(HANDSHAKE_SECONDS, self._end, "it took too long to log in")
        self.transport.write(VERSION)

    def dataReceived(self, data: bytes) -> None:
        """Take what is there, message by message, and answer it."""
        self._buffer += data
        try:
            while len(self._buffer) >= self._needs and not self._ended:
                taken = bytes(self._buffer[: self._needs])
                del self._buffer[: self._needs]
                self._needs = self._reading.send(taken)
        except StopIteration:
            self._leave()
        except Broken as error:
            self._end(str(error))
        self.refresh()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """It is gone."""
        self._ended = True
        self._stop_timer()
        self._display.leave(self)

    def pauseProducing(self) -> None:
        """It reads more slowly than it asks: it is not listened to until it has read."""
        self._paused = True
        self.transport.pauseProducing()

    def resumeProducing(self) -> None:
        """All was read: what it has asked for meanwhile, as it is now."""
        self._paused = False
        self.transport.resumeProducing()
        self.refresh()

    def stopProducing(self) -> None:
        """It will read no more."""

    # what the display tells

    def refresh(self) -> None:
        """Send what has changed of what the client waits for."""
        if self._wanted is None or self._paused or self._ended:
            return
        now = self._display.frame()
        if self._afresh is not None:
            self._had, self._afresh = self._afresh.over(self._had, UNKNOWN), None
        areas = self._wanted.differing(self._had, now)
        if not areas:
            return
        self._had, self._wanted = self._wanted.over(self._had, now), None
        parts = [struct.pack(">BxH", 0, len(areas))]
        for area in areas:
            parts += [area.head(), self._format.encode(area.of(now))]
        self.transport.write(b"".join(parts))

    def cut(self) -> None:
        """The VM's console is gone."""
        self._ended = True
        self.transport.abortConnection()

    # what is said

    def _conversation(self) -> Reading:
        yield from self._greeting()
        yield 1  # whether others may stay: they may, here (inferred)
        self._stop_timer()
        name = self._display.name().encode()
        self.transport.write(struct.pack(">HH", WIDTH, HEIGHT) + self._format.packed() + struct.pack(">I", len(name)) + name)
        while True:
            kind = (yield 1)[0]
            message = _MESSAGES.get(kind)
            if message is None:
                raise Broken(f"there is no message {kind}")
            yield from message(self)

    def _greeting(self) -> Reading:
        """Agree on the version, and let in whoever knows the password. Ends the connection of others."""
        said = yield len(VERSION)
        minor = _minor(said)
        password = self._display.password
        kind = _NONE if password is None else _VNC
        if minor == 3:
            self.transport.write(struct.pack(">I", kind))
        else:
            self.transport.write(bytes((1, kind)))
            chosen = (yield 1)[0]
            if chosen != kind:
                yield from self._refuse(minor, f"Security type {chosen} was not offered")
        if password is not None:
            challenge = self._display.random(secret.CHALLENGE)
            self.transport.write(challenge)
            response = yield secret.CHALLENGE
            if not secret.knows(password, challenge, response):
                yield from self._refuse(minor, "Authentication failed")
        if password is not None or minor == 8:
            self.transport.write(struct.pack(">I", 0))

    def _refuse(self, minor: int, text: str) -> Reading:
        reason = struct.pack(">I", len(text)) + text.encode() if minor == 8 else b""
        self.transport.write(struct.pack(">I", 1) + reason)
        self._log(text)
        self._leave()
        yield 1  # nobody answers

    def _set_format(self) -> Reading:
        data = yield 3 + pixels.SIZE
        try:
            self._format = pixels.PixelFormat.parse(data[3:])
        except ValueError as error:
            raise Broken(str(error)) from None
        if not self._format.true_colour:
            self.transport.write(pixels.colour_map())

    def _set_encodings(self) -> Reading:
        """Raw pixels may be sent to everybody, so it does not matter what else it knows. The screen's size never changes."""
        (count,) = struct.unpack(">xH", (yield 3))
        yield from _skipping(4 * count)

    def _update(self) -> Reading:
        incremental, *area = struct.unpack(">B4H", (yield 9))
        wanted = Area(*area).on_screen
        if not wanted.width or not wanted.height:
            return
        self._wanted = wanted if self._wanted is None else self._wanted.around(wanted)
        if not incremental:
            self._afresh = wanted if self._afresh is None else self._afresh.around(wanted)

    def _key(self) -> Reading:
        yield 7

    def _pointer(self) -> Reading:
        yield 5

    def _cut_text(self) -> Reading:
        (length,) = struct.unpack(">3xI", (yield 7))
        if length > _LONGEST_TEXT:
            raise Broken(f"a text of {length} bytes: {_LONGEST_TEXT} are taken")
        yield from _skipping(length)

    # its end

    @property
    def _peer(self) -> str:
        return str(getattr(self.transport.getPeer(), "host", ""))

    def _leave(self) -> None:
        """Let what was written arrive, and close."""
        self._ended = True
        self.transport.unregisterProducer()
        self.transport.loseConnection()

    def _end(self, why: str = "") -> None:
        if why and not self._ended:
            self._log(f"cut off, {why}")
        self.cut()

    def _log(self, text: str) -> None:
        self._display.log.info("VNC of {name}, {peer}: {text}", name=self._display.name(), peer=self._peer, text=text)

    def _stop_timer(self) -> None:
        if self._timer is not None and self._timer.active():
            self._timer.cancel()


_MESSAGES: dict[int, Any] = {
    _FORMAT: Client._set_format, _ENCODINGS: Client._set_encodings, _UPDATE: Client._update, _KEY: Client._key,  # noqa: SLF001
    _POINTER: Client._pointer, _CUT_TEXT: Client._cut_text,  # noqa: SLF001
}
_SAID = re.compile(rb"RFB (\d{3})\.(\d{3})\n")


def _minor(said: bytes) -> int:
    """The version to speak: 3.8, 3.7, or 3.3 with whoever names another (RFC 6143). Raises ``Broken``."""
    match = _SAID.fullmatch(said)
    if match is None:
        raise Broken("it does not speak RFB")
    return {(3, 7): 7, (3, 8): 8}.get((int(match[1]), int(match[2])), 3)


def _skipping(count: int) -> Reading:
    while count:
        count -= len((yield min(count, _PIECE)))
