"""From YAML to a ``Lab``: the nodes, by the table of keys, and then what only shows between values."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from fakeesx.inventory.file import references
from fakeesx.inventory.file.errors import InventoryError, Place
from fakeesx.inventory.file.keys import LAB
from fakeesx.inventory.file.kinds import BAD, Reader
from fakeesx.inventory.file.lab import Lab
from fakeesx.inventory.file.nodes import LARGEST_BYTES, Scalar, parse

_FILE_NAME = re.compile(r"\S+\.ya?ml")


def of_file(file: Path) -> Lab:
    """The lab of a file. Raises as ``load``."""
    with file.open("rb") as stream:
        return _read(stream.read(LARGEST_BYTES + 1), str(file))


def of_text(text: str) -> Lab:
    """The lab of a text. Raises ``InventoryError``; one that looks like the name of a file gets a hint."""
    return _read(text, "<text>")


def _read(text: str | bytes, file: str) -> Lab:
    root = parse(text, file) or Scalar(Place(1, 1), None, "")
    reader = Reader()
    if isinstance(text, str) and _FILE_NAME.fullmatch(text):
        reader.report(Place(1, 1), "", f"{text} is taken as YAML text; a file is given as a pathlib.Path")
        raise InventoryError(file, reader.problems)
    lab = LAB.read(root, "", reader)
    if lab is BAD:
        raise InventoryError(file, reader.problems)
    found: Lab = replace(lab, file=file, places=MappingProxyType(reader.places))
    problems = references.check(found)
    if problems:
        raise InventoryError(file, problems)
    return found
