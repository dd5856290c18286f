"""What can be wrong with a chaos rule.

```
ValueError
  ChaosError
    RuleError      a rule that can't be; ``path`` is the key that is wrong
    RuleExists     there is a rule of this id
    NoSuchRule     there is no rule of this id
```
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class ChaosError(ValueError):
    """Something about chaos rules that can't be done; the message says what would be right."""


class RuleError(ChaosError):
    """A rule that can't be. ``path`` is the key (``match.nth``, ``effect.fields.name``), empty for the rule as a whole."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        super().__init__(f"{path}: {text}" if path else text)


class RuleExists(ChaosError):
    """The id of a new rule is taken."""

    def __init__(self, id: str) -> None:
        super().__init__(f'there is a rule "{id}" already; remove it first, or give the new one another id')


class NoSuchRule(ChaosError):
    """No rule has the id."""

    def __init__(self, id: str, ids: Iterable[str]) -> None:
        ids = list(ids)
        known = f"there are {', '.join(ids[:20])}" if ids else "there are no rules"
        super().__init__(f'there is no rule "{id}"{nearest(id, ids)}; {known}')


def shown(value: Any) -> str:
    """A value for a message."""
    try:
        text = repr(value)
    except RecursionError:
        return f"a {type(value).__name__} that is nested too deeply"
    return f"{text[:57]}..." if len(text) > 60 else text


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint at the names that were meant, or nothing."""
    lowered = {each.lower(): each for each in names}
    close = get_close_matches(name.lower()[:60], lowered, 3, 0.6)
    return f" (did you mean {' or '.join(lowered[each] for each in close)}?)" if close else ""
