"""Does a request fit what was expected of it? Subsets match: what is not expected may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from fakeesx.calls.foreign import members_of, moid_of, type_named
from fakeesx.calls.plain import Reference, plain
from fakeesx.patterns import text_matches
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference


class _Unset:
    """What stands for a value that is not there."""

    def __repr__(self) -> str:
        return "(not set)"


UNSET = _Unset()
_DEEPEST = 60


def matches(expected: Any, value: Any) -> bool:
    """Whether a plain value holds what is expected.

    A mapping matches one that has at least these members; a list one in which each expected item is found; anything else
    also a list in which it is found. Texts may be patterns. ``None`` matches what is not set. A reference matches by its
    moid too.
    """
    if isinstance(value, list) and not isinstance(expected, list):
        return any(matches(expected, item) for item in value)
    if isinstance(expected, Mapping):
        value = {} if value is UNSET else value
        return isinstance(value, Mapping) and all(matches(item, value.get(key, UNSET)) for key, item in expected.items())
    if isinstance(expected, list):
        return isinstance(value, list) and all(any(matches(item, each) for each in value) for item in expected)
    if expected is None:
        return value is None or value is UNSET
    if isinstance(expected, str) and isinstance(value, str):
        return text_matches(expected, value) or (isinstance(value, Reference) and text_matches(expected, value.moid))
    if isinstance(expected, bool) or isinstance(value, bool):
        return expected is value
    return bool(expected == value)


def normal(expected: Mapping[str, Any]) -> dict[str, Any]:
    """Expected arguments in plain form, with dotted names as nested mappings: ``{"a.b": 1}`` is ``{"a": {"b": 1}}``.

    Raises ``ValueError`` when a name is given twice with values that can't both be, and for what is nested too deeply.
    """
    found: dict[str, Any] = {}
    for name, item in expected.items():
        where, (*outer, last) = found, name.split(".")
        if len(outer) > _DEEPEST:
            raise ValueError(f"{name[:60]}…: it is nested too deeply")
        for part in outer:
            inner = where.setdefault(part, {})
            if not isinstance(inner, dict):
                raise ValueError(f"{name}: {part} is expected to be {inner!r} as well")
            where = inner
        value = _plain(item, 0)
        if isinstance(value, dict) and isinstance(where.get(last), dict):
            where[last].update(value)
        else:
            where[last] = value
    return found


def _plain(item: Any, depth: int) -> Any:
    """An expected value in plain form: vim25 values too, and the objects of clients."""
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(item, DataObject):
        return plain(item, type(item).__name__)  # which type was declared is not known here
    if isinstance(item, ManagedObjectReference | Array):
        return plain(item)
    moid = moid_of(item) or type_named(item)
    if moid is not None:
        return moid
    members = members_of(item)
    if members is not None:
        item = members
    if isinstance(item, Mapping):
        return {str(key): _plain(each, depth + 1) for key, each in item.items()}
    if isinstance(item, (list, tuple)):
        return [_plain(each, depth + 1) for each in item]
    return plain(item)


def compare(expected: Any, value: Any, path: str = "") -> tuple[float, float, list[tuple[str, Any]]]:
    """How near a value is to what is expected: points, points there could be, and (path, value) where it differs."""
    if isinstance(expected, Mapping) and expected:
        if isinstance(value, list) and value:
            return max((compare(expected, item, path) for item in value), key=lambda found: found[0])
        if value is UNSET:
            return _compare_members(expected, {}, path)
        if isinstance(value, Mapping):
            return _compare_members(expected, value, path)
    if matches(expected, value):
        return 1.0, 1.0, []
    return _likeness(expected, value), 1.0, [(path, value)]


def _compare_members(
    expected: Mapping[str, Any], value: Mapping[str, Any], path: str,
) -> tuple[float, float, list[tuple[str, Any]]]:
    points, most, wrong = 0.0, 0.0, []
    for key, item in expected.items():
        got, could, differs = compare(item, value.get(key, UNSET), f"{path}.{key}" if path else key)
        points, most = points + got, most + could
        wrong += differs
    return points, most, wrong


def _likeness(expected: Any, value: Any) -> float:
    """Below one half for two values that differ, the more alike the more."""
    if value is UNSET:
        return 0.0
    return 0.1 + 0.35 * SequenceMatcher(None, str(expected)[:200], str(value)[:200]).ratio()
