"""Text measured in cells of a terminal, as wide characters take two of them and combining ones none."""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Categories of characters that would disturb a line: controls, changes of direction, surrogates."""


def clean(text: str) -> str:
    """Text without what would disturb a line or a drawing; each such character shows as a replacement character."""
    return "".join("\ufffd" if unicodedata.category(c) in _UNSEEN else c for c in text)


def width(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def cut(text: str, most: int, ellipsis: str = "\u2026") -> str:
    """A text that takes at most so many cells; one that is longer ends in the ellipsis."""
    if width(text) <= most:
        return text
    room = max(0, most - width(ellipsis))
    kept = []
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept.append(character)
    return ("".join(kept) + ellipsis)[: max(0, most)]


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
