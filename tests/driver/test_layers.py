"""Which part of the driver knows which: arrows point one way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from imports import imported, known, parts

ROOT = Path(__file__).parents[2]
DRIVER = ROOT / "driver" / "esx_driver"
PARTS = parts(DRIVER)
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


def test_nothing_of_the_fake() -> None:
    """The two meet on the wire alone."""
    files = list(DRIVER.rglob("*.py"))
    assert len(files) > 50
    assert [file for file in files if any(name.split(".")[0] == "fakeesx" for name in imported(file))] == []


@pytest.mark.parametrize("part", sorted(PARTS))
def test_arrows(part: str) -> None:
    """A part knows those that `KNOWS` says, and no others."""
    for file in (DRIVER / part).rglob("*.py"):
        assert known(file, DRIVER) <= KNOWS[part] | EVERYWHERE | {part}, file


def test_the_guest_tool_stands_alone() -> None:
    """It needs Python's own library, and nothing else."""
    found = {name.split(".")[0] for name in imported(ROOT / "guest_tool" / "guest_tool.py")}
    assert found - {"__future__"} <= set(sys.stdlib_module_names)
