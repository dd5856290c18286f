"""Sums of files."""

from __future__ import annotations

from typing import Any

import pytest

from fakeesx.state.sums import Sum, first_difference


def total(*parts: tuple[int, bytes], size: int) -> int:
    """The sum of a file of a size with such parts."""
    found = Sum()
    for start, data in parts:
        found.part(start, len(data))
        found.data(data)
    found.part(size, 0)
    return found.value


def test_what_counts() -> None:
    """Content, where it lies and how long the file is; not in which pieces it came."""
    usual = total((0, b"ab"), size=9)
    assert len({usual, total((0, b"ac"), size=9), total((1, b"ab"), size=9), total((0, b"ab"), size=8), total(size=9)}) == 5
    pieces = Sum()
    pieces.part(0, 2)
    pieces.data(b"a")
    pieces.data(b"b")
    pieces.part(9, 0)
    assert pieces.value == usual


@pytest.mark.parametrize(("saved", "first"), [
    ({"a": 1, "b": 2}, None), ({"a": 1, "b": 3}, "b"), ({"a": 1}, "b"), ({"0": 5, "a": 1, "b": 2}, "0"),
    ({"a": [], "b": None}, "a"), ([], ""), (None, ""),
])  # fmt: skip
def test_first_difference(saved: Any, first: str | None) -> None:
    """The first name by the alphabet; whatever the archive holds is no error."""
    assert first_difference({"a": 1, "b": 2}, saved) == first
