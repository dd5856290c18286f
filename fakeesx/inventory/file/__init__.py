"""Inventory files: a host described in YAML. ``load`` reads one, ``Lab`` is what it says, ``InventoryError`` what is wrong.

The keys are those of ``docs/reference/inventory-file.md``, which is made from the same table as the reading.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from fakeesx.inventory.file import references
from fakeesx.inventory.file.errors import InventoryError, Place, Problem
from fakeesx.inventory.file.keys import LAB
from fakeesx.inventory.file.kinds import BAD, Reader
from fakeesx.inventory.file.lab import Lab
from fakeesx.inventory.file.nodes import LARGEST_BYTES, Scalar, parse

__all__ = ["InventoryError", "Lab", "Place", "Problem", "load"]


def load(source: Path | str) -> Lab:
    """Read an inventory: from a file when ``source`` is a path, else ``source`` is the YAML text itself.

    Raises ``InventoryError`` with all that is wrong, and ``OSError`` when there is no such file or it can't be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return _read(stream.read(LARGEST_BYTES + 1), str(source))
    return _read(source, "<text>")


def _read(text: str | bytes, file: str) -> Lab:
    root = parse(text, file) or Scalar(Place(1, 1), None, "")
    reader = Reader()
    lab = LAB.read(root, "", reader)
    if lab is BAD:
        raise InventoryError(file, reader.problems)
    found: Lab = replace(lab, file=file, places=MappingProxyType(reader.places))
    problems = references.check(found)
    if problems:
        raise InventoryError(file, problems)
    return found
