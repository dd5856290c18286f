"""Failure on demand, as a test asks for it: ``esx.chaos``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

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
        those of docs/reference/chaos-rules.md. Or a ``Rule``, or its JSON form. Raises ``RuleError``, ``RuleExists``.
        """
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


def _id(rule: Rule | str) -> str:
    return rule.id if isinstance(rule, Rule) else rule
