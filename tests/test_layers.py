"""Which part of the host knows which: arrows point one way. (Names that only type checkers see do not count.)"""

from __future__ import annotations

from pathlib import Path

import pytest
from imports import known, parts

FAKE = Path(__file__).parents[1] / "fakeesx"
KNOWS = {
    "clock": set[str](),
    "durations": set[str](),
    "schema": set[str](),
    "soap": {"schema"},
    "inventory": {"schema"},
    "network": {"schema"},
    "storage": set[str](),
    "drawing": {"inventory", "schema"},
    "chaos": {"schema", "soap"},
    "calls": {"clock", "inventory", "schema", "soap"},
    "state": {"inventory", "schema", "storage"},
    "host": {"calls", "chaos", "clock", "durations", "inventory", "network", "schema", "soap", "state", "storage"},
    "web": {"calls", "chaos", "clock", "drawing", "host", "inventory", "schema", "soap", "storage"},
    "testing": {
        "calls", "chaos", "clock", "drawing", "durations", "host", "inventory", "schema", "soap", "storage", "web",
    },
}


def test_each_part_is_listed() -> None:
    """The commands know what they like, and nobody knows them."""
    assert parts(FAKE) == {*KNOWS, "cli"}


@pytest.mark.parametrize("part", sorted(KNOWS))
def test_arrows(part: str) -> None:
    """A part knows those that `KNOWS` says, and no others."""
    files = list((FAKE / part).rglob("*.py"))
    assert files
    for file in files:
        assert known(file, FAKE, typing=False) <= KNOWS[part] | {part}, file


def test_no_way_leads_back() -> None:
    """Whatever part one begins with."""
    def reached(part: str) -> set[str]:
        return {*KNOWS[part], *(each for next in KNOWS[part] for each in reached(next))}

    assert [part for part in KNOWS if part in reached(part)] == []
