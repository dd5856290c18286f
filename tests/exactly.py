"""Equality that looks at classes too: what ``==`` takes for the same number or text need not be the same value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from fakeesx.schema.values import Array, DataObject


def exactly(one: Any, other: Any) -> bool:
    """Whether two values are the same in all their parts."""
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, DataObject):
        return all(exactly(getattr(one, name), getattr(other, name)) for name, _, _ in one._setters)
    if isinstance(one, Array):
        return one.type == other.type and exactly(one.items, other.items)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(exactly, one, other))
    if is_dataclass(one):
        return all(exactly(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(exactly(one[key], other[key]) for key in one)
    if hasattr(one, "utcoffset"):
        return bool(one == other and one.utcoffset() == other.utcoffset())
    return bool(one == other) or (one != one and other != other)  # not a number
