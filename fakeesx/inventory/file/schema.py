"""The JSON Schema (2020-12) of inventory files, made from the table of keys.

What the schema accepts may still be refused: it knows neither references between values nor the host's own rules.
"""

from __future__ import annotations

from typing import Any

from fakeesx.inventory.file.keys import LAB


def schema() -> dict[str, Any]:
    """The schema as plain JSON values."""
    definitions: dict[str, Any] = {}
    LAB.schema(definitions)
    root = definitions.pop(LAB.name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "fakeesx inventory file",
        **root, "$defs": definitions,
    }
