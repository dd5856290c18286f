"""Which requests are meant: checked once, so that a misspelt method or parameter is an error and not an empty answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from fakeesx.calls.foreign import moid_of
from fakeesx.calls.matching import UNSET, compare, matches, normal
from fakeesx.calls.record import Record
from fakeesx.patterns import text_matches
from fakeesx.schema import members
from fakeesx.schema.model import Model

HTTP_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH")
KINDS = ("soap", "http")
_UNDECLARED = {"Fetch": ("prop",)}
"""Operations that the schema does not have, with their parameters."""


@dataclass(frozen=True)
class Query:
    """What a request must be like. ``None`` for what does not matter; see ``RequestLog.find``."""

    method: str | None = None
    object: Any = None
    type: str | None = None
    user: str | None = None
    fault: str | None = None
    kind: str | None = None
    since: int | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def check(self, model: Model) -> Query:
        """The same with its arguments in plain form. Raises ``ValueError`` for names that the schema does not have."""
        faults = [name for name, data in model.data.items() if model.data_is_a(name, "MethodFault")]
        _known("method", self.method, (*model.methods, *_UNDECLARED, *HTTP_METHODS))
        _known("managed type", self.type, model.managed)
        _known("fault", self.fault, (*faults, "RuntimeFault", "ClientFaultCode", "ServerFaultCode"))
        _known("kind", self.kind, KINDS)
        arguments = normal(self.arguments)
        params = self._params(model)
        for name in arguments if params is not None else ():
            if name not in (params or ()):
                raise ValueError(f"{self.method} has no parameter {name!r}; {_instead(name, params or ())}")
        if self.method in model.methods:
            for path in _paths(arguments):
                wrong = members.unknown(model, model.methods[self.method].params, path)
                if wrong is not None:
                    where = ".".join(path[:path.index(wrong[0])])
                    raise ValueError(f"{where} of {self.method} has no property {wrong[0]!r}; {_instead(*wrong)}")
        object = moid_of(self.object) or self.object
        if object is not None and not isinstance(object, str):
            raise ValueError(f"an object is named by its name or moid, or by a client's reference to it, not by {object!r}")
        return Query(self.method, object, self.type, self.user, self.fault, self.kind, self.since, arguments)

    def fits(self, record: Record) -> bool:
        """Whether a request is one of those."""
        if self.since is not None and record.number <= self.since:
            return False
        return all(
            expected is None or text_matches(expected, value)
            for expected, value in ((self.method, record.method or ""), (self.kind, record.kind))
        ) and not self._wrong(record) and matches(self.arguments, record.matchable)

    def distance(self, record: Record) -> tuple[float, list[tuple[str, Any]]]:
        """How near a request comes, 0 to 1, and what is otherwise: (``argument path`` or ``object``…, its value)."""
        points, most, wrong = compare(self.arguments, record.matchable)
        others = self._wrong(record)
        asked = sum(item is not None for item in (self.object, self.type, self.user, self.fault))
        share = (points + asked - len(others)) / (most + asked) if most + asked else 1.0
        return share, [*others, *wrong]

    def _wrong(self, record: Record) -> list[tuple[str, Any]]:
        wrong: list[tuple[str, Any]] = []
        if self.object is not None and not any(text_matches(self.object, name) for name in record.names):
            wrong.append(("object", record.name or record.moid or UNSET))
        for name, value in (("type", record.type), ("user", record.user or None), ("fault", record.fault)):
            expected = getattr(self, name)
            if expected is not None and not text_matches(expected, value or ""):
                wrong.append((name, value if value is not None else UNSET))
        return wrong

    def _params(self, model: Model) -> tuple[str, ...] | None:
        """The names that arguments can have; ``None`` when it is not one method of vim25 that is meant."""
        if self.method in _UNDECLARED:
            return _UNDECLARED[self.method]
        method = model.methods.get(self.method or "")
        return None if method is None else tuple(param.name for param in method.params)


def _paths(expected: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[str, ...]]:
    """The ways to all names in arguments; those that begin with _ are not the schema's."""
    for item in expected if isinstance(expected, list) else (expected,):
        for name, inner in item.items() if isinstance(item, Mapping) else ():
            if not name.startswith("_"):
                yield (*path, name)
                yield from _paths(inner, (*path, name))


def _known(what: str, name: str | None, names: Iterable[str]) -> None:
    """Raise ``ValueError`` when no name is meant by a name or pattern."""
    if name is None:
        return
    if not isinstance(name, str):
        raise ValueError(f"a {what} is a text, not {name!r}")
    names = tuple(names)
    if name not in names and not any(text_matches(name, each) for each in names):
        raise ValueError(f"there is no {what} {name!r}; {_instead(name, names)}")


def _instead(name: str, names: Iterable[str]) -> str:
    """What could be meant by a name that is not there."""
    names = tuple(names)
    near = get_close_matches(name, names, 3, 0.6)
    if near:
        return f"nearest: {', '.join(near)}"
    return f"there are {', '.join(names)}" if 0 < len(names) <= 12 else "nothing is like it" if names else "it has none"
