"""The page of the keys: ``python -m fakeesx.inventory.file.reference > docs/reference/inventory-file.md``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import MISSING
from typing import Any

from fakeesx.inventory.file.keys import LAB, SECTIONS
from fakeesx.inventory.file.kinds import Kind
from fakeesx.inventory.file.nodes import DEEPEST, LARGEST_BYTES, MOST_NODES
from fakeesx.inventory.file.sections import Key, ListOf, Section

_INTRODUCTION = f"""\
# Inventory file

What `fakeesx serve --inventory FILE.yaml` makes a host of. How to write one is told in
[describe a host](../how-to/describe-a-host.md); this page lists every key. It is made from the table that files are read
with (`fakeesx/inventory/file/keys.py`); `fakeesx inventory schema` prints the same as a JSON Schema.

A file is YAML with the scalars of YAML 1.2: `on`, `no` and `00:50:56:00:00:01` are text, `true` and `1` are not. Tags,
merge keys and a second document are refused; aliases are taken. A file has at most {LARGEST_BYTES >> 20} MiB,
{MOST_NODES:,} values (what aliases repeat is counted each time) and {DEEPEST} levels. Keys may be left out unless they are
*required*; an empty list or section may be written as nothing.

Sizes are whole numbers with a unit, all powers of 1024: `512 MiB`, `8 GiB`, `8 GB`, `8G`.

Every problem is told as `FILE:LINE:COLUMN: PATH: what is wrong`, all problems of a file at once, and no host is started.
What only the host can find out (a datastore that is full, say) comes in the same form, one at a time.
"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join([_INTRODUCTION, *(part for section in SECTIONS for part in _section(section))])


def _section(section: Section) -> Iterator[str]:
    yield f"## {_title(section)}\n\n{section.about}\n"
    yield "| key | value | default | |\n|---|---|---|---|"
    for key in section.keys:
        yield f"| `{key.name}` | {_cell(_value(key.kind))} | {_default(section, key)} | {_cell(key.about)} |"
    yield ""


def _title(section: Section) -> str:
    return "The file" if section is LAB else section.name


def _value(kind: Kind) -> str:
    if isinstance(kind, Section):
        return f"[{kind.name}](#{kind.name})"
    if isinstance(kind, ListOf):
        return f"list of {_value(kind.item)}"
    return kind.what


def _default(section: Section, key: Key) -> str:
    value: Any = section.default(key.name)
    if value is MISSING:
        return "*required*"
    if value in (None, (), "") or isinstance(key.kind, Section):
        return ""
    plain = key.kind.write(value)
    return f"`{plain if isinstance(plain, str) else json.dumps(plain)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
