"""Which calls a rule is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Protocol

from fakeesx.patterns import text_matches
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference


class Seen(Protocol):
    """A call or a request as rules look at it. For a request ``method`` is ``"PUT /folder/a"`` and there is no object."""

    @property
    def method(self) -> str:
        """The WSDL name of the method."""

    @property
    def user(self) -> str:
        """Who calls; empty for somebody who has not logged in."""

    @property
    def moid(self) -> str:
        """The id of the object."""

    @property
    def name(self) -> str | None:
        """The name of the object, if it has one."""

    def is_a(self, type: str) -> bool:
        """Whether the object is of a managed type."""

    def property(self, path: str) -> Iterable[Any]:
        """What a property path of the object leads to."""

    def argument(self, path: str) -> Iterable[Any]:
        """What a path into the arguments leads to."""


def _none() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Match:
    """Conditions that hold together; one that is ``None`` (or empty) always holds. See ``keys.MATCH`` for each."""

    method: str | None = None
    type: str | None = None
    name: str | None = None
    moid: str | None = None
    property: Mapping[str, Any] = field(default_factory=_none, hash=False)
    argument: Mapping[str, Any] = field(default_factory=_none, hash=False)
    user: str | None = None
    request: str | None = None
    nth: int | None = None
    after: int | None = None
    every: int | None = None
    times: int | None = None
    probability: float | None = None

    def fits(self, seen: Seen) -> bool:
        """Whether a call fits all conditions but those that count."""
        wanted = self.method if self.request is None else _request(self.request)
        return (
            (wanted is None or text_matches(wanted, seen.method))
            and (self.moid is None or text_matches(self.moid, seen.moid))
            and (self.type is None or seen.is_a(self.type))
            and (self.user is None or text_matches(self.user, seen.user))
            and (self.name is None or (seen.name is not None and text_matches(self.name, seen.name)))
            and all(_holds(seen.property(path), value) for path, value in self.property.items())
            and all(_holds(seen.argument(path), value) for path, value in self.argument.items())
        )

    def to_json(self) -> dict[str, Any]:
        """The conditions that are set, as plain JSON values."""
        return {
            each.name: dict(value) if isinstance(value, Mapping) else value
            for each in fields(self) if (value := getattr(self, each.name)) is not None and value != {}
        }

    def __str__(self) -> str:
        return self._described(self.request or self.method or "every call", "of ")

    def objects(self) -> str:
        """What it selects where there is no call."""
        return self._described("" if self.type else "objects" if self.moid is None else "", "")

    def _described(self, what: str, of: str) -> str:
        parts = [f"{of}{self.type}" if self.type else "", f'"{self.name}"' if self.name else "", self.moid or ""]
        where = [f"{path} is {value!r}" for each in (self.property, self.argument) for path, value in each.items()]
        where += [f"the user is {self.user}"] if self.user else []
        text = " ".join(filter(None, (what, *parts)))
        return f"{text} where {' and '.join(where)}" if where else text

    def counting(self) -> str:
        """The conditions that count, in words; empty without any."""
        parts = (
            f"the {ordinal(self.nth)} time" if self.nth is not None else "",
            f"each {ordinal(self.every)} time" if self.every is not None and self.every > 1 else "",
            f"after {self.after} of them" if self.after is not None else "",
            f"at most {self.times} times" if self.times is not None else "",
            f"with probability {self.probability:g}" if self.probability is not None else "",
        )
        return ", ".join(filter(None, parts))


def values_at(value: Any, path: str) -> list[Any]:
    """What a dotted path leads to within a value; through arrays it leads to each of their elements."""
    found = [value]
    for name in path.split("."):
        found = [inner for outer in found for inner in _elements(_member(outer, name))]
    return found


def equals(actual: Any, wanted: Any) -> bool:
    """Whether a vim25 value is what a condition says; text is a glob, a reference is its moid."""
    if isinstance(wanted, str):
        return actual is not None and text_matches(wanted, _text(actual))
    if isinstance(wanted, bool) or isinstance(actual, bool):
        return actual is wanted
    return bool(actual == wanted)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, …"""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _holds(found: Iterable[Any], wanted: Any) -> bool:
    values = [value for value in found if value is not None]
    return not values if wanted is None else any(equals(value, wanted) for value in values)


def _request(pattern: str) -> str:
    method, _, path = pattern.partition(" ")
    return f"{method.upper()} {path}"


def _member(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        value = value.get(name)
    else:
        value = getattr(value, name) if isinstance(value, DataObject) and value.property_named(name) is not None else None
    return value


def _elements(value: Any) -> Iterable[Any]:
    if isinstance(value, Array):
        return value.items
    if isinstance(value, tuple | list) and not isinstance(value, ManagedObjectReference):
        return value
    return () if value is None else (value,)


def _text(value: Any) -> str:
    if isinstance(value, ManagedObjectReference):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)
