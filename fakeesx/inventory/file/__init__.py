"""Inventory files: a host described in YAML. ``load`` reads one, ``dump`` writes one, ``Lab`` is what it says,
``InventoryError`` what is wrong.

The keys are those of ``docs/reference/inventory-file.md``, which is made from the same table as the reading.
"""

from __future__ import annotations

from pathlib import Path

from fakeesx.inventory.file.errors import InventoryError, Place, Problem
from fakeesx.inventory.file.lab import Lab

__all__ = ["InventoryError", "Lab", "Place", "Problem", "dump", "load"]


def load(source: Path | str) -> Lab:
    """Read an inventory: from a file when ``source`` is a path, else ``source`` is the YAML text itself.

    Raises ``InventoryError`` with all that is wrong, and ``OSError`` when there is no such file or it can't be read.
    """
    from fakeesx.inventory.file import reading  # a host without a file need not wait for YAML and the table of keys

    return reading.of_file(source) if isinstance(source, Path) else reading.of_text(source)


def dump(lab: Lab) -> str:
    """The YAML text of a lab: ``load`` makes an equal lab of it.

    Keys are in the order of the reference, defaults are left out. What ``lab_of`` could not say of a host stands in remarks
    at the top.
    """
    from fakeesx.inventory.file import dumping

    return dumping.text_of(lab)
