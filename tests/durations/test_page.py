"""The reference page of durations."""

from __future__ import annotations

from pathlib import Path

from fakeesx.durations.page import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "durations.md"


def test_page_is_made_from_the_data() -> None:
    """It lies otherwise: python -m fakeesx.durations.page > docs/reference/durations.md."""
    assert PAGE.read_text() == page()
