"""How callers hear of what long operations do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Reporter: TypeAlias = Callable[[str, int], None]
"""Called with what is being done, and how far it is in per cent."""


def silent(step: str, percent: int) -> None:
    """Tells nobody."""


def of_bytes(report: Reporter, step: str, size: int) -> Callable[[int], None]:
    """A function that takes a number of bytes and reports each new per cent of ``size``."""
    told = -1

    def tell(done: int) -> None:
        nonlocal told
        percent = 100 if size == 0 else min(100, done * 100 // size)
        if percent != told:
            told = percent
            report(step, percent)

    return tell
