"""Parts of the screen, and what of it differs from what a client has."""

from __future__ import annotations

import struct
from typing import NamedTuple

from fakeesx.host.services.console_image import HEIGHT, WIDTH

UNKNOWN = b"\xff" * (WIDTH * HEIGHT)
"""What a client has that was sent nothing yet: no colour has this number."""
_RAW = 0


class Area(NamedTuple):
    """A rectangle in pixels; one that is empty has no width or no height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def on_screen(self) -> Area:
        """The part of it that is on the screen."""
        left, top = min(self.left, WIDTH), min(self.top, HEIGHT)
        return Area(left, top, min(self.width, WIDTH - left), min(self.height, HEIGHT - top))

    def around(self, other: Area) -> Area:
        """The least rectangle with both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right = max(self.left + self.width, other.left + other.width)
        return Area(left, top, right - left, max(self.top + self.height, other.top + other.height) - top)

    def of(self, frame: bytes) -> bytes:
        """The pixels that it has in a frame."""
        if self.width == WIDTH:
            return frame[self.top * WIDTH : (self.top + self.height) * WIDTH]
        return b"".join(frame[start : start + self.width] for start in self._starts)

    def over(self, frame: bytes, new: bytes) -> bytes:
        """A frame that is another one within this."""
        if self == WHOLE:
            return new
        mixed = bytearray(frame)
        for start in self._starts:
            mixed[start : start + self.width] = new[start : start + self.width]
        return bytes(mixed)

    def differing(self, had: bytes, now: bytes) -> list[Area]:
        """What differs between two frames within this: runs of whole lines of it, from the top."""
        if had is now:
            return []
        found: list[Area] = []
        for line, start in enumerate(self._starts, self.top):
            if had[start : start + self.width] == now[start : start + self.width]:
                continue
            if found and found[-1].top + found[-1].height == line:
                found[-1] = found[-1]._replace(height=found[-1].height + 1)
            else:
                found.append(Area(self.left, line, self.width, 1))
        return found

    def head(self) -> bytes:
        """What stands before its pixels in an update."""
        return struct.pack(">4Hi", *self, _RAW)

    @property
    def _starts(self) -> range:
        first = self.top * WIDTH + self.left
        return range(first, first + self.height * WIDTH, WIDTH)


WHOLE = Area(0, 0, WIDTH, HEIGHT)
