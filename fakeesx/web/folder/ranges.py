"""Which part of a file a ``Range`` header wants."""

from __future__ import annotations

import re
from typing import NamedTuple

_RANGE = re.compile(rb"bytes[ \t]*=[ \t]*([0-9]{0,40})[ \t]*-[ \t]*([0-9]{0,40})[ \t]*", re.IGNORECASE)


class Part(NamedTuple):
    """Bytes of a file: the offset of the first, and how many."""

    offset: int
    length: int


class Unsatisfiable(Exception):
    """The range begins behind the end of the file."""


def wanted(header: bytes | None, size: int) -> Part | None:
    """The part of a file of ``size`` bytes that a header asks for, ``None`` for all of it.

    One range is answered, from-to, from, or the last so many bytes. Several at once, other units and what can't be read are
    ignored, as a server may (RFC 9110, 14.2); so is any range of an empty file. Raises ``Unsatisfiable``.
    """
    match = _RANGE.fullmatch(header.strip()) if header and size else None
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        if not length:
            raise Unsatisfiable
        return Part(size - length, length)
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Part(first, last - first + 1)
