"""A rule at work on a host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fakeesx.chaos.effects import Delay, EndSession, Fault, TaskFails
from fakeesx.chaos.faults import make
from fakeesx.chaos.match import Seen
from fakeesx.chaos.rule import Rule
from fakeesx.chaos.schedule import Schedule
from fakeesx.clock import DelayedCall
from fakeesx.host.chaos.seen import SeenCall
from fakeesx.soap.errors import VimFault


class InForce(Protocol):
    """What a rule does to the host's state as long as it is there."""

    @property
    def count(self) -> int:
        """How many objects it is about."""

    def lift(self) -> None:
        """The rule goes: all is as it would be without it."""

    def resume(self) -> None:
        """The inventory went back to a moment when the rule was in force: so does what is not in it."""

    def suspend(self) -> None:
        """The inventory went to a moment when it was not: so does what is not in it."""


@dataclass(eq=False)
class Active:
    """A rule with its schedule, the fault that it makes, and what it holds in force."""

    rule: Rule
    schedule: Schedule
    error: VimFault | None = None
    force: InForce | None = None
    timer: DelayedCall | None = None
    """When it goes by itself."""

    @classmethod
    def of(cls, rule: Rule, seed: str) -> Active:
        """The rule, ready to act."""
        effect = rule.effect
        error = make(effect) if isinstance(effect, Fault | TaskFails) else None
        return cls(rule, Schedule(rule.match, seed, rule.id), error)

    def left(self, now: float) -> float | None:
        """The seconds until it goes by itself, ``None`` when it does not."""
        return self.timer.getTime() - now if self.timer is not None and self.timer.active() else None

    @property
    def hits(self) -> int:
        """How often it has acted; of one that holds something in force, on how many objects."""
        return self.schedule.hits if self.force is None else self.force.count


def choose(rules: Sequence[Active], seen: Seen) -> tuple[float, Active | None]:
    """What is to happen to a call: seconds that it waits, and the first rule that does more than that.

    Each rule that fits counts the call, also when another one acts on it.
    """
    seconds, acting = 0.0, None
    for active in rules:
        effect = active.rule.effect
        if not active.rule.match.fits(seen) or not _possible(active, seen) or not active.schedule.due():
            continue
        if isinstance(effect, Delay):
            active.schedule.hit()
            seconds += effect.delay + (effect.jitter * active.schedule.draw() if effect.jitter else 0.0)
        elif acting is None:
            active.schedule.hit()
            acting = active
    return seconds, acting


def _possible(active: Active, seen: Seen) -> bool:
    """Whether the effect can be had by this call: no session ends where there is none, no task fails where none is."""
    if not isinstance(seen, SeenCall):
        return True
    effect = active.rule.effect
    if isinstance(effect, EndSession):
        return seen.call.session is not None
    return not isinstance(effect, TaskFails) or seen.call.method.is_task
