"""A file on its way to a client, read as fast as the client takes it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import Any

from fakeesx.web.folder.ranges import Part
from fakeesx.web.sending import BLOCK, TURN, Sending
from fakeesx.web.server import Request

SLICE = 1024 * 1024
"""Bytes that the operating system is asked to send at once."""


class Download(Sending):
    """Sends parts of an open file, each behind some bytes of its own, and closes the file.

    A file that turns out shorter than promised ends the connection.
    """

    def __init__(self, request: Request, file: io.FileIO, pieces: Iterable[tuple[bytes, Part]]) -> None:
        super().__init__(request)
        self._file = file
        self._pieces = iter(pieces)
        self._offset = self._left = 0
        self._send_file: Any = getattr(request.channel.transport, "send_file", None)  # TLS has none: it has to see the bytes

    def resumeProducing(self) -> None:
        """Send until the client is behind: by the operating system alone where it can, else block by block."""
        if self._send_file is None:
            super().resumeProducing()
            return
        sent = 0
        while not self._ended:
            if not self._left:
                head = self._begin_next()
                if head is None:
                    self.complete()
                    return
                if head:
                    self._request.channel.write(head)
                continue
            count = 0 if sent >= TURN else self._by_system()
            if count is None:
                super().resumeProducing()
                return
            if not count:
                if not self._ended:
                    self.let_others()
                return
            sent += count

    def _by_system(self) -> int | None:
        """How many bytes the socket took; 0 when it is full or all has ended, ``None`` when this way is no way."""
        try:
            count: int | None = self._send_file(self._file.fileno(), self._offset, min(SLICE, self._left))
        except OSError:
            self._send_file = None
            return None
        if count is None:
            return 0
        if not count:
            self.break_off()
            return 0
        self._request.channel.reset_timeout()
        self._offset += count
        self._left -= count
        return count

    def block(self) -> bytes | None:
        """The next bytes of the file."""
        while not self._left:
            head = self._begin_next()
            if head is None or head:
                return head
        data = os.pread(self._file.fileno(), min(BLOCK, self._left), self._offset)
        if not data:
            raise EOFError
        self._offset += len(data)
        self._left -= len(data)
        return data

    def _begin_next(self) -> bytes | None:
        """Go on to the next part: the bytes that stand before it, ``None`` when there is no other."""
        head, part = next(self._pieces, (None, Part(0, 0)))
        self._offset, self._left = part
        return head

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
