"""When a rule acts: its own count of calls and its own stream of random numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from fakeesx.chaos.match import Match


@dataclass(frozen=True, slots=True)
class Count:
    """How far a schedule has come: the calls that fitted, how often it acted, where its randomness is."""

    seen: int
    hits: int
    state: Any


class Schedule:
    """Decides, for one rule, which of the calls that fit it is hit.

    ``seed`` and the rule's id begin its random numbers: other rules and what they draw do not matter.
    """

    def __init__(self, match: Match, seed: str, id: str) -> None:
        self._match = match
        self._random = random.Random(f"{seed} {id}")
        self.seen = 0
        """Calls that fitted all conditions but those that count."""
        self.hits = 0
        """How often the rule acted."""

    def due(self) -> bool:
        """A call fits: whether it is to be hit. Whoever acts on it counts it with ``hit``."""
        match = self._match
        self.seen += 1
        drawn = match.probability is None or self._random.random() < match.probability  # drawn for each call alike
        past = self.seen - (match.after or 0)
        return (
            drawn and past > 0
            and (match.nth is None or self.seen == match.nth)
            and (match.every is None or past % match.every == 0)
            and (match.times is None or self.hits < match.times)
        )

    def hit(self) -> None:
        """The rule acts."""
        self.hits += 1

    def draw(self) -> float:
        """A random number from 0 to 1."""
        return self._random.random()

    def capture(self) -> Count:
        """How far it has come."""
        return Count(self.seen, self.hits, self._random.getstate())

    def restore(self, count: Count) -> None:
        """Go back to there."""
        self.seen, self.hits = count.seen, count.hits
        self._random.setstate(count.state)
