"""From a ``Lab`` to YAML text: keys in the order of the reference, defaults left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from fakeesx.inventory.file import nodes
from fakeesx.inventory.file.keys import LAB
from fakeesx.inventory.file.lab import Lab

_WIDTH = 125
"""Characters of a mapping or list that is written on one line."""
_LEVELS = 2
"""From this level on mappings that fit are written on one line; the sections of the file never are."""
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_OLD: Any = yaml.SafeLoader("").resolve
"""What readers of YAML 1.1 take a scalar for."""


def text_of(lab: Lab) -> str:
    """The file for a lab; what it does not say of its host is told in remarks at the top."""
    plain = LAB.write(lab)
    remarks = [line for text in lab.omissions for line in f"not in this file: {text}".splitlines()]
    head = "".join(f"# {_printable(line)}\n" for line in remarks)
    if not plain:
        return head or "# nothing differs from the default host\n"
    sections = [_emitted({key: value}) for key, value in plain.items()]
    return "\n".join([head, *sections] if head else sections)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _emitted(plain: Any) -> str:
    events = [
        yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False), *_events(plain, 0, False),
        yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent(),
    ]
    text: str = yaml.emit(events, Dumper=_DUMPER, width=1 << 20, allow_unicode=True)
    return text


def _events(value: Any, level: int, flow: bool, key: str = "") -> Iterator[yaml.Event]:
    if isinstance(value, dict):
        flow = flow or not value or (level >= _LEVELS and _fits(value))
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=flow)
        for name, part in value.items():
            yield _scalar(name)
            yield from _events(part, level + 1, flow, name)
        yield yaml.MappingEndEvent()
    elif isinstance(value, list):
        flow = flow or not value or _simple(value)
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=flow)
        for item in value:
            yield from _events(item, level + 1, flow)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(value, plainly=key == "power", flow=flow)


def _simple(value: list[Any]) -> bool:
    return not any(isinstance(each, dict | list) for each in value) and len(str(value)) <= _WIDTH


def _fits(value: Any) -> bool:
    text = str(value)
    return len(text) <= _WIDTH and "\\n" not in text


def _scalar(value: Any, *, plainly: bool = False, flow: bool = True) -> yaml.ScalarEvent:
    """A scalar; text is in quotes where this or another reader takes it for something else. ``plainly``: this one only."""
    if value is None or isinstance(value, bool):
        return yaml.ScalarEvent(None, None, (True, False), "null" if value is None else str(value).lower())
    if isinstance(value, int | float):
        return yaml.ScalarEvent(None, None, (True, False), repr(value))
    text: str = value
    bare = text.isprintable() and isinstance(nodes.resolved(text), str) and (
        plainly or _OLD(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    )
    style = None
    if not bare and not text.isprintable():
        lines = text.replace("\n", "").isprintable() and text.strip() == text
        style = "|" if lines and not flow else '"'
    return yaml.ScalarEvent(None, None, (bare, True), text, style=style)
