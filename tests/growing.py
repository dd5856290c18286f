"""A private value that grows, of which only what is new is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Growing:
    """``size`` stands for as many bytes."""

    size: int
    content: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", "x" * self.size)

    @staticmethod
    def difference(before: Growing, after: Growing) -> str | None:
        """What came; ``None`` when something went."""
        return None if after.size < before.size else "x" * (after.size - before.size)

    @staticmethod
    def join(before: Growing, new: str) -> Growing:
        """What it is with that."""
        return Growing(before.size + len(new))
