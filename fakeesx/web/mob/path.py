"""The way to a value inside a managed object: ``config.hardware.device[4000].backing``.

An element of an array is named by its key where all elements have one and no two share it, else by its position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from fakeesx.schema.values import Array, DataObject

_STEP = re.compile(r'\.?([A-Za-z_]\w*)|\[(?:"((?:[^"\\]|\\.)*)"|([0-9]{1,9}|-[0-9]{1,9}))\]', re.ASCII | re.DOTALL)


class NoSuchPath(Exception):
    """The path leads nowhere."""


def parse(text: str) -> list[str | int]:
    """The steps of a path: names of properties, ``["key"]`` as ``"[key"``, ``[7]`` as a number. Raises ``NoSuchPath``."""
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        if match is None:
            raise NoSuchPath(text)
        name, key, number = match.groups()
        if name is not None:
            steps.append(name)
        elif key is not None:
            steps.append("[" + re.sub(r"\\(.)", r"\1", key, flags=re.DOTALL))
        else:
            steps.append(int(number))
        position = match.end()
    return steps


def follow(read: Callable[[str], Any], text: str) -> tuple[Any, str]:
    """The value at a path and its schema type (``[]`` at its end for arrays); ``read`` gives a property of the
    managed object.

    Arrays come as tuples. Raises ``NoSuchPath`` for a path that leads nowhere and for what is not set.
    """
    value: Any = None
    wire_type = ""
    for number, step in enumerate(parse(text)):
        if isinstance(step, str) and not step.startswith("["):
            value, wire_type = read(step) if number == 0 else _property(value, step)
            value = value.items if isinstance(value, Array) else value
        else:
            value, wire_type = _element(value, step), wire_type.removesuffix("[]")
        if value is None:
            raise NoSuchPath(text)
    if not wire_type:
        raise NoSuchPath(text)
    return value, wire_type


def keys(items: Iterable[Any]) -> list[str]:
    """How each element of an array is named in a path: ``["key"]``, ``[4000]`` or its position."""
    items = tuple(items)
    found = _own_keys(items)
    if found is None:
        return [f"[{position}]" for position in range(len(items))]
    return [f"[{key}]" if isinstance(key, int) else f"[{quoted(key)}]" for key in found]


def quoted(key: str) -> str:
    """A key in quotes."""
    return '"' + re.sub(r'(["\\])', r"\\\1", key) + '"'


def _own_keys(items: tuple[Any, ...]) -> list[Any] | None:
    """The elements' own keys, ``None`` where they can't serve."""
    if not all(isinstance(item, DataObject) and item.property_named("key") is not None for item in items):
        return None
    found = [item.key for item in items]
    if len({(type(key), key) for key in found if isinstance(key, (str, int))}) != len(items):
        return None
    return found


def _property(value: Any, name: str) -> tuple[Any, str]:
    prop = value.property_named(name) if isinstance(value, DataObject) else None
    if prop is None:
        raise NoSuchPath(name)
    return getattr(value, name), f"{prop.type}[]" if prop.array else prop.type


def _element(value: Any, step: str | int) -> Any:
    if not isinstance(value, tuple):
        raise NoSuchPath(str(step))
    found = _own_keys(value)
    if found is not None:
        wanted: Any = step[1:] if isinstance(step, str) else step
        for key, item in zip(found, value, strict=True):
            if isinstance(key, int) is isinstance(wanted, int) and key == wanted:
                return item
    elif isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    raise NoSuchPath(str(step))
