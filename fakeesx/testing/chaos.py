"""Failure on demand, as a test asks for it: ``esx.chaos``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from fakeesx.calls.foreign import members_of, moid_of, type_named
from fakeesx.chaos import Rule

if TYPE_CHECKING:
    from fakeesx.host.chaos import Chaos
    from fakeesx.host.esx import Esx
    from fakeesx.testing.views import InHost


class ChaosControl:
    """The chaos rules of a host. Where a rule is asked for, its id or the rule itself does."""

    def __init__(self, call: InHost, host: Callable[[], Esx]) -> None:
        self._call = call
        self._host = host

    @property
    def _chaos(self) -> Chaos:
        return self._host().chaos

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the order they came."""
        return self._call(lambda: self._chaos.rules)

    def add(self, rule: Rule | Mapping[str, Any] | str | None = None, /, **keywords: Any) -> Rule:
        """Add a rule; the result has an id.

        A method and what is to happen to its calls: ``add("AddPortGroup", fault="AlreadyExists", nth=2)``; the keys are
        those of docs/reference/chaos-rules.md; ``fault`` may be a class of pyVmomi as well, or one of its faults with its
        fields set. Or a ``Rule``, or its JSON form. Raises ``RuleError``, ``RuleExists``.
        """
        if "fault" in keywords and not isinstance(keywords["fault"], str):
            keywords = {**_told(keywords["fault"]), **{key: value for key, value in keywords.items() if key != "fault"}}
        return self._call(partial(self._chaos.add, rule, **keywords))

    def remove(self, rule: Rule | str) -> None:
        """Remove a rule: what it held in force is as it was, calls that it holds go on. Raises ``NoSuchRule``."""
        self._call(partial(self._chaos.remove, _id(rule)))

    def clear(self) -> None:
        """Remove all rules."""
        self._call(self._chaos.clear)

    def find(self, id: str) -> Rule | None:
        """The rule of an id, ``None`` when there is none."""
        return self._call(partial(self._chaos.find, id))

    def hits(self, rule: Rule | str) -> int:
        """How often a rule acted. Raises ``NoSuchRule``."""
        return self._call(partial(self._chaos.hits, _id(rule)))

    def held(self, rule: Rule | str | None = None) -> int:
        """How many calls wait for their release: those of one rule, or all. Raises ``NoSuchRule``."""
        return self._call(partial(self._chaos.held, None if rule is None else _id(rule)))

    def release(self, rule: Rule | str | None = None) -> int:
        """Let the calls go on that a rule holds, or all; the result is how many. Raises ``NoSuchRule``."""
        return self._call(partial(self._chaos.release, None if rule is None else _id(rule)))

    def __repr__(self) -> str:
        return f"<chaos: {'; '.join(map(str, self.rules)) or 'no rules'}>"


def _told(fault: Any) -> dict[str, Any]:
    """The keys of a rule for a fault of pyVmomi; what is none is left to be refused."""
    name, members = type_named(fault) or type_named(type(fault)), members_of(fault)
    if name is None:
        return {"fault": fault}
    told: dict[str, Any] = {"fault": name}
    if members:
        text = members.pop("msg", None)
        fields = {key: _plain(value) for key, value in members.items() if key not in ("faultMessage", "faultCause")}
        if isinstance(fault.faultCause, BaseException):  # in the schema a fault within a fault has a wrapping
            cause = _told(fault.faultCause)
            words = {"localizedMessage": cause["text"]} if "text" in cause else {}
            fields["faultCause"] = {"fault": {"_type": cause["fault"], **cause.get("fields", {})}, **words}
        told |= {"text": text} if text else {}
        told |= {"fields": fields} if fields else {}
    return told


def _plain(value: Any) -> Any:
    """A field of a fault as rules have it."""
    moid, members = moid_of(value), members_of(value)
    if moid is not None:
        return {"_ref": [type_named(type(value)), moid]}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping) or members is not None:
        return {key: _plain(each) for key, each in dict(members or value).items()}
    return type_named(value) or value


def _id(rule: Rule | str) -> str:
    id = rule.id if isinstance(rule, Rule) else rule
    if not isinstance(id, str):
        raise TypeError(f"a rule is named by itself or its id, not by {id!r}")
    return id
