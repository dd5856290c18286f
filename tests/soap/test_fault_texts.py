"""What a host says of its faults: something, for clients show it and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import fakeesx
from fakeesx.schema import vim
from fakeesx.soap.errors import fault_text

SILENT = {"InvalidProperty"}
"""Faults whose text is empty on real hosts, too; its name says what is wrong."""


def raised() -> set[str]:
    """The names of the faults that the project makes without a text of their own."""
    names = set()
    for file in Path(fakeesx.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fault"
                and len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
    return names


def test_every_fault_has_a_text() -> None:
    """Also a fault of which nothing more is known than its name."""
    names = raised()
    assert {"SnapshotNoChange", "VirtualHardwareVersionNotSupported", "AuthMinimumAdminPermission"} <= names
    silent = {name for name in names if not fault_text(vim.TYPES.data(name)()).strip()}
    assert silent <= SILENT
