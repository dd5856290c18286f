"""Text in cells of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.drawing.cells import clean, cut, width


@pytest.mark.parametrize(("text", "cells"), [
    ("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("日本", 4), ("\uff46", 2), ("🙂", 2),
])
def test_width(text: str, cells: int) -> None:
    """Wide characters take two cells, combining ones none."""
    assert width(text) == cells


@given(st.text(), st.integers(0, 20), st.sampled_from(["…", "..."]))
def test_cut(text: str, most: int, ellipsis: str) -> None:
    """Never longer than its room; what fits stays as it is, what does not begins as before."""
    found = cut(text, most, ellipsis)
    assert width(found) <= most
    assert (found == text) == (width(text) <= most) or found == text
    if found != text:
        assert ellipsis.startswith(found) or text.startswith(found.removesuffix(ellipsis))


@given(st.text())
def test_clean(text: str) -> None:
    """No controls, no changes of direction, no line ends: a line stays a line."""
    found = clean(text)
    assert len(found) == len(text)
    assert len(found.splitlines()) <= 1
    assert not set(found) & set("\x1b\x00\x9b\u202e\u2066\u200b\r\n\t")
