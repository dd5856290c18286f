"""Texts with ``*`` and ``?``: one definition for chaos rules and for who looks for requests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakeesx.patterns import text_matches


@given(st.text(), st.text())
def test_only_stars_and_question_marks_are_patterns(expected: str, value: str) -> None:
    """Any other text matches itself alone."""
    if "*" not in expected and "?" not in expected:
        assert text_matches(expected, value) is (expected == value)
    assert text_matches(expected, expected)


@given(st.text("ab*?[]\\n", max_size=8), st.text("ab[]\\n", max_size=8))
def test_patterns(pattern: str, text: str) -> None:
    """As a plain definition has it."""

    def fits(pattern: str, text: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "*":
            return any(fits(pattern[1:], text[start:]) for start in range(len(text) + 1))
        return bool(text) and pattern[0] in ("?", text[0]) and fits(pattern[1:], text[1:])

    assert text_matches(pattern, text) is (pattern == text or fits(pattern, text))


def test_many_stars_take_no_time() -> None:
    """A pattern that a naive matcher would take for ever over."""
    assert not text_matches("*a" * 500 + "b", "a" * 5000)
