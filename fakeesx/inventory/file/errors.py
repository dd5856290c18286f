"""What is wrong with an inventory file, and where.

```
ValueError
  InventoryError     one or more problems, each with its place
```
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; lines and columns begin at 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``path`` is that of the value (``vms[2].disks[0].size``), empty for the file as a whole."""

    place: Place
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


class InventoryError(ValueError):
    """An inventory file that no host can be made of: a line ``FILE:LINE:COLUMN: PATH: what`` for each problem."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
        lines = [f"{file}:{problem.place.line}:{problem.place.column}: {problem}" for problem in self.problems]
        super().__init__("\n".join(map(_printable, lines)))


def _printable(text: str) -> str:
    """A text that can be shown on a terminal, whatever keys and values a file has."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)
