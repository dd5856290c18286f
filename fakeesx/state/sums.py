"""Sums of files, which tell whether an archive is as it was saved."""

from __future__ import annotations

import zlib
from typing import Any


class Sum:
    """A file's sum: the CRC-32 of where its parts lie, what is in them, and how long it is."""

    def __init__(self) -> None:
        self.value = 0

    def part(self, start: int, size: int) -> None:
        """A part begins, in bytes from the start of the file; one of no size is the end."""
        self.data(b"%d %d\n" % (start, size))

    def data(self, data: bytes) -> None:
        """More of the part."""
        self.value = zlib.crc32(data, self.value)


def first_difference(found: dict[str, int], saved: Any) -> str | None:
    """The first file whose sum is another than was saved, or that is in one of the two only; `saved` may be anything."""
    if not isinstance(saved, dict):
        return ""
    return min((name for name in {*found, *saved} if found.get(name) != saved.get(name)), default=None)
