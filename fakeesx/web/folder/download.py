"""A file on its way to a client, read as fast as the client takes it."""

from __future__ import annotations

import io
from collections.abc import Callable

from twisted.internet.interfaces import IPushProducer
from twisted.python.failure import Failure
from zope.interface import implementer

from fakeesx.web.folder.ranges import Part
from fakeesx.web.server import Request

CHUNK = 256 * 1024
"""Bytes that are read at once; a download holds little more than this in memory."""


@implementer(IPushProducer)
class Download:
    """Sends a part of an open file as the body of a started answer, and closes the file.

    A file that turns out shorter than promised, and a client that reads nothing for the site's idle time, end
    the connection.
    """

    def __init__(self, request: Request, file: io.FileIO, part: Part) -> None:
        self._request = request
        self._file = file
        self._left = part.length
        self._paused = False
        file.seek(part.offset)

    def start(self) -> None:
        """Begin to send."""
        channel = self._request.channel
        self._request.notifyFinish().addErrback(self._gone)
        channel.setTimeout(channel.timeOut)
        channel.registerProducer(self, True)
        self.resumeProducing()

    def pauseProducing(self) -> None:
        """The client is slower than the file."""
        self._paused = True

    def resumeProducing(self) -> None:
        """Send until the client is behind."""
        self._paused = False
        channel = self._request.channel
        while not self._paused and not self._file.closed:
            if not self._left:
                self._end(self._request.finish)
                return
            data = self._file.read(min(CHUNK, self._left))
            if not data:
                self._end(channel.abortConnection)
                return
            self._left -= len(data)
            channel.resetTimeout()
            channel.write(data)

    def stopProducing(self) -> None:
        """The client is gone."""
        self._file.close()

    def _end(self, then: Callable[[], None]) -> None:
        self._file.close()
        self._request.channel.unregisterProducer()
        then()

    def _gone(self, failure: Failure) -> None:
        self._file.close()
