"""What is kept of a body that streams past: its size, its digest, and its content up to a limit."""

from __future__ import annotations

import hashlib

LIMIT = 16 * 1024 * 1024
"""Bytes of a body that are kept in memory until it has passed."""


class Tee:
    """Sees a body pass."""

    __slots__ = ("_digest", "_limit", "_parts", "size")

    def __init__(self, limit: int = LIMIT) -> None:
        self.size = 0
        self._limit = limit
        self._digest = hashlib.sha256()
        self._parts: list[bytes] | None = []

    def add(self, data: bytes) -> None:
        """A piece passes."""
        self.size += len(data)
        self._digest.update(data)
        if self._parts is not None:
            if self.size > self._limit:
                self._parts = None
            else:
                self._parts.append(bytes(data))

    def value(self) -> bytes | None:
        """All that passed, ``None`` when it was more than the limit."""
        return None if self._parts is None else b"".join(self._parts)

    @property
    def sha256(self) -> str:
        """The digest of all that passed, in hexadecimal."""
        return self._digest.hexdigest()
