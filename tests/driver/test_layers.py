"""Which part of the driver knows which: arrows point one way."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRIVER = ROOT / "driver" / "esx_driver"
PARTS = {path.name for path in DRIVER.iterdir() if (path / "__init__.py").exists()}
EVERYWHERE = {"options"}
KNOWS = {
    "options": set[str](),
    "vim": set[str](),
    "datastore": {"vim"},
    "network": {"vim"},
    "storage": {"vim"},
    "images": {"vim", "datastore"},
    "files": {"vim", "datastore", "images"},
    "cache": {"vim", "datastore", "images", "files"},
    "vm": {"vim", "datastore", "network", "storage", "images", "files", "cache"},
    "console": {"vim", "vm"},
    "cli": {"vim", "datastore", "images", "storage", "cache", "vm", "console"},
}


def imported(file: Path) -> Iterator[str]:
    """The modules that a file names, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, file
            yield from (f"{node.module}.{each.name}" for each in node.names)


def known(file: Path) -> set[str]:
    """The parts of the driver that a file names."""
    names = [name.split(".") for name in imported(file)]
    return {name[1] for name in names if name[0] == "esx_driver" and len(name) > 1 and name[1] in PARTS}


def test_nothing_of_the_fake() -> None:
    """The two meet on the wire alone."""
    files = list(DRIVER.rglob("*.py"))
    assert len(files) > 50
    assert [file for file in files if any(name.split(".")[0] == "fakeesx" for name in imported(file))] == []


@pytest.mark.parametrize("part", sorted(PARTS))
def test_arrows(part: str) -> None:
    """A part knows those that `KNOWS` says, and no others."""
    for file in (DRIVER / part).rglob("*.py"):
        assert known(file) <= KNOWS[part] | EVERYWHERE | {part}, file


def test_the_guest_tool_stands_alone() -> None:
    """It needs Python's own library, and nothing else."""
    found = {name.split(".")[0] for name in imported(ROOT / "guest_tool" / "guest_tool.py")}
    assert found - {"__future__"} <= set(sys.stdlib_module_names)
