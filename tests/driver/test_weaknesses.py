"""The page of the original's weaknesses names tests that there are."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "driver-weaknesses.md"
ROWS = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| W")]


@cache
def named_in(path: str) -> dict[str, str]:
    """The tests in a file, with their intents."""
    folder = HERE.parent if path.startswith("guest_tool/") else HERE
    tree = ast.parse((folder / path).read_text("utf-8"))
    return {node.name: ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_weakness_has_a_row() -> None:
    """W1 to W29, in order, each with what was and what is."""
    assert [row[0] for row in ROWS] == [f"| W{number}" for number in range(1, 30)]
    assert all(len(row) == 4 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("| "))
def test_named_tests_are_there(row: list[str]) -> None:
    """Each is in its file; a row that says what the driver does has one at least that says of which weakness it is."""
    weakness = row[0].strip("| ")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", row[3])
    for path, name in named:
        assert name in named_in(path), f"{path} has no {name}"
    if row[2] != "—":
        assert any(weakness in re.findall(r"W\d+", named_in(path)[name].split(":")[0]) for path, name in named)
    else:
        assert not named
