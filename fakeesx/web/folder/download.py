"""A file on its way to a client, read as fast as the client takes it."""

from __future__ import annotations

import io

from fakeesx.web.folder.ranges import Part
from fakeesx.web.sending import BLOCK, Sending
from fakeesx.web.server import Request


class Download(Sending):
    """Sends a part of an open file, and closes it. A file that turns out shorter than promised ends the connection."""

    def __init__(self, request: Request, file: io.FileIO, part: Part) -> None:
        super().__init__(request)
        self._file = file
        self._left = part.length
        file.seek(part.offset)

    def block(self) -> bytes | None:
        """The next bytes of the file."""
        if not self._left:
            return None
        data = self._file.read(min(BLOCK, self._left))
        if not data:
            raise EOFError
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
