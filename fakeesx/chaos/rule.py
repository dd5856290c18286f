"""One rule: an id, which calls it is for, what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from fakeesx.chaos import checks
from fakeesx.chaos.effects import BY_KEY, STATE, Effect, keys_of
from fakeesx.chaos.errors import RuleError, nearest, shown
from fakeesx.chaos.keys import EFFECT, ID, MATCH, Key
from fakeesx.chaos.match import Match

_MEANT = {
    "object": "name", "vm": "name", "path": "request", "url": "request", "error": "fault", "exception": "fault",
    "raises": "fault", "http": "status", "code": "status", "wait": "delay", "sleep": "delay", "count": "times", "n": "nth",
}
"""Keys of a rule by names that one could expect them to have."""


@dataclass(frozen=True)
class Rule:
    """What goes wrong, and when. ``id`` may be empty: the host makes one."""

    match: Match
    effect: Effect
    id: str = ""

    @classmethod
    def from_json(cls, plain: Any) -> Rule:
        """The rule of a JSON object ``{"id": …, "match": {…}, "effect": {…}}``.

        ``match`` and ``id`` may be missing. Raises ``RuleError`` for an unknown or missing key, a value that does not fit,
        and what the vim25 schema does not know.
        """
        if not isinstance(plain, Mapping):
            raise RuleError("", "a rule is a mapping with match and effect")
        _require_known(plain, ("id", "match", "effect"), "", "a rule")
        if "effect" not in plain:
            raise RuleError("effect", f"a rule needs an effect: one of {', '.join(sorted(BY_KEY))}")
        id = plain.get("id", "")
        if id != "" and not ID.fits(id):
            raise RuleError("id", f"{shown(id)} is not {ID.wanted}")
        match = _read(plain.get("match", {}), MATCH, "match", tuple(MATCH))
        rule = cls(Match(**match), _effect(plain["effect"]), id)
        checks.check(rule.match, rule.effect)
        return rule

    def to_json(self) -> dict[str, Any]:
        """The JSON form, which reads as an equal rule."""
        plain: dict[str, Any] = {"id": self.id} if self.id else {}
        match = self.match.to_json()
        if match:
            plain["match"] = match
        plain["effect"] = {
            each.name: _plain(getattr(self.effect, each.name)) for number, each in enumerate(fields(self.effect))
            if number == 0 or getattr(self.effect, each.name) != _default(each)
        }
        return plain

    def describe(self) -> str:
        """What it does, in words."""
        if STATE in self.effect.on:
            return f"{self.match.objects()}: {self.effect}" if self.match.to_json() else str(self.effect)
        counting = self.match.counting()
        when = f" ({counting})" if counting else ""
        return f"{self.match}{when}: {self.effect}"

    def __str__(self) -> str:
        return f"{self.id}: {self.describe()}" if self.id else self.describe()


def rule(method: str | None = None, /, **keywords: Any) -> Rule:
    """A rule from the keys of its match and of its effect together: ``rule("AddPortGroup", fault="AlreadyExists", nth=2)``.

    Raises ``RuleError`` as ``Rule.from_json`` does.
    """
    plain: dict[str, Any] = {"match": {}, "effect": {}}
    if method is not None:
        if "method" in keywords:
            raise RuleError("method", "it is given twice")
        plain["match"]["method"] = method
    _require_known(keywords, ("id", *MATCH, *EFFECT), "", "a rule")
    for name, value in keywords.items():
        if value is None and name not in ("property", "argument"):
            continue
        if name == "id":
            plain["id"] = value
        else:
            plain["match" if name in MATCH else "effect"][name] = value
    if not plain["effect"]:
        del plain["effect"]
    return Rule.from_json(plain)


def _effect(plain: Any) -> Effect:
    if not isinstance(plain, Mapping):
        raise RuleError("effect", f"an effect is a mapping with one of {', '.join(sorted(BY_KEY))}")
    _require_known(plain, EFFECT, "effect", "an effect")
    leading = next((key for key in BY_KEY if key in plain), None)
    if leading is None:
        raise RuleError("effect", f"it says nothing of what happens: one of {', '.join(sorted(BY_KEY))} is needed")
    cls = BY_KEY[leading]
    allowed = keys_of(cls)
    for key in plain:
        if key not in allowed:
            beside = f", only with {', '.join(allowed[1:])}" if allowed[1:] else ""
            raise RuleError(f"effect.{key}", f"{leading} does not go together with {key}{beside}")
    values = _read(plain, EFFECT, "effect", allowed)
    if "fault" in allowed and "fault" not in values:
        raise RuleError("effect.fault", f"{leading} needs the name of a fault")
    effect: Effect = cls(**values)
    return effect


def _read(plain: Any, table: Mapping[str, Key], path: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(plain, Mapping):
        raise RuleError(path, "a mapping is needed")
    _require_known(plain, allowed, path, f"a rule's {path}")
    values = {}
    for name, value in plain.items():
        if not table[name].fits(value):
            raise RuleError(f"{path}.{name}", f"{shown(value)} is not {table[name].wanted}")
        values[name] = dict(value) if isinstance(value, Mapping) else value
    return values


def _require_known(plain: Mapping[Any, Any], known: Any, path: str, what: str) -> None:
    for name in plain:
        if name not in known:
            meant = _MEANT.get(str(name), "")
            hint = f" (did you mean {meant}?)" if meant in known else nearest(str(name), known)
            where = f"{path}.{name}" if path else str(name)
            raise RuleError(where, f"{what} has no such key{hint or '; there are ' + ', '.join(known)}")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _default(each: Any) -> Any:
    return {} if each.name == "fields" else each.default
