"""Which parts of a file a ``Range`` header wants."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNIT = re.compile(rb"bytes[ \t]*=", re.IGNORECASE)
_RANGE = re.compile(rb"[ \t]*([0-9]{0,40})[ \t]*-[ \t]*([0-9]{0,40})[ \t]*")
MOST = 32
"""Ranges that are answered at once; who asks for more gets the whole file."""


class Part(NamedTuple):
    """Bytes of a file: the offset of the first, and how many."""

    offset: int
    length: int


class Unsatisfiable(Exception):
    """All ranges begin behind the end of the file."""


def wanted(header: bytes | None, size: int) -> tuple[Part, ...]:
    """The parts of a file of ``size`` bytes that a header asks for, in its order; none for all of the file.

    A range is from-to, from, or the last so many bytes; those behind the end are left out. Other units and what can't be
    read are ignored, as a server may (RFC 9110, 14.2); so are more ranges than ``MOST``, ranges that together are larger
    than the file, and any range of an empty file. Raises ``Unsatisfiable``.
    """
    header = header.strip() if header else b""
    unit = _UNIT.match(header)
    if unit is None or not size:
        return ()
    texts = header[unit.end() :].split(b",", MOST)
    if len(texts) > MOST:
        return ()
    parts: list[Part] = []
    for text in texts:
        match = _RANGE.fullmatch(text)
        if match is None or not (match[1] or match[2]) or (match[1] and match[2] and int(match[2]) < int(match[1])):
            return ()
        part = _part(match[1], match[2], size)
        if part.length:
            parts.append(part)
    if not parts:
        raise Unsatisfiable
    return tuple(parts) if sum(part.length for part in parts) <= size else ()


def _part(first: bytes, last: bytes, size: int) -> Part:
    """A range as a part, without a length when it lies behind the end."""
    if not first:
        length = min(int(last), size)
        return Part(size - length, length)
    offset = min(int(first), size)
    end = min(int(last) + 1, size) if last else size
    return Part(offset, end - offset)
