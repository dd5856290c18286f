"""The rules of one host: adding and removing them, and what they decide for a call or a request."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred

from fakeesx.chaos.effects import CALL, REQUEST, STATE, Stale
from fakeesx.chaos.errors import ChaosError, NoSuchRule, RuleError, RuleExists
from fakeesx.chaos.fate import Fate, Intercepted
from fakeesx.chaos.match import Seen
from fakeesx.chaos.rule import Rule
from fakeesx.chaos.rule import rule as made
from fakeesx.chaos.schedule import Count
from fakeesx.clock import DelayedCall
from fakeesx.host.chaos import calls, requests, states
from fakeesx.host.chaos.active import Active, choose
from fakeesx.host.chaos.seen import SeenCall
from fakeesx.host.chaos.stale_reads import Frozen, StaleReads
from fakeesx.host.managed_object import Call, ManagedObject
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import SoapError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

MOST_RULES = 1000


@dataclass(frozen=True, slots=True)
class Captured:
    """The rules at one moment, how far each had come, in how many seconds it goes, and the number of the last made id."""

    rules: tuple[tuple[Active, Count, float | None], ...]
    last: int


class Chaos:
    """The rules of one host. All methods run in the host's thread. Without rules a call costs the look at one attribute."""

    def __init__(self, host: Esx, source: random.Random) -> None:
        self._host = host
        self._beginning = None if isinstance(source, random.SystemRandom) else source.getstate()
        self._rules: dict[str, Active] = {}
        self._last = 0
        self._held: dict[Deferred[None], str] = {}
        """Calls that wait for their release, by the id of the rule that holds them."""
        self._delayed: dict[Deferred[None], DelayedCall] = {}
        self._calls: tuple[Active, ...] = ()
        self._requests: tuple[Active, ...] = ()
        self.on_calls = False
        """Whether there are rules for vim25 calls; likewise for HTTP requests, and for what readers see."""
        self.on_requests = False
        self.reads = StaleReads(host)
        self.cables = states.Cables(host)
        self.fills = states.Fills(host)
        self.at_reboot: list[Callable[[], None]] = []
        """Called when a rule reboots the host: connections drop, and there are no new ones until the host is up."""
        self.at_restore: list[Callable[[bool], None]] = []
        """Called when the host went back to another moment: whether it was up then."""

    # rules

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the order they came."""
        return tuple(active.rule for active in self._rules.values())

    def add(self, rule: Rule | Mapping[str, Any] | str | None = None, /, **keywords: Any) -> Rule:
        """Add a rule: a ``Rule``, its JSON form, or the keywords of ``fakeesx.chaos.rule``; the result has an id.

        Raises ``RuleError``, ``RuleExists``.
        """
        rule = _rule(rule, keywords)
        id = rule.id or self._made_id()
        if id in self._rules:
            raise RuleExists(id)
        if len(self._rules) >= MOST_RULES:
            raise ChaosError(f"a host takes {MOST_RULES} rules")
        rule = replace(rule, id=id)
        self._rules[id] = self._in_force(rule)
        self._sort()
        return rule

    def put(self, rule: Rule) -> bool:
        """Put a rule, as the last one, in the place of that of its id; whether there was one.

        Raises what ``add`` does; the old one is there then.
        """
        old = self._rules.get(rule.id)
        if old is None:
            self.add(rule)
            return False
        if old.force is None:
            active = self._in_force(rule)  # what can't be is refused before the old one's calls go on and its hits are gone
            self.remove(rule.id)
            self._rules[rule.id] = active
            self._sort()
            return True
        self.remove(rule.id)  # the new one is in force for what is there without the old one
        try:
            self.add(rule)
        except (ChaosError, SoapError):
            self.add(old.rule)
            raise
        return True

    def _in_force(self, rule: Rule) -> Active:
        active = Active.of(rule, self._seed)
        if STATE in rule.effect.on:
            active.force = states.enforce(self._host, self, rule)
            if isinstance(rule.effect, Stale) and rule.effect.seconds is not None:
                self._go_in(active, rule.effect.seconds)
        return active

    def remove(self, id: str) -> None:
        """Remove a rule: what it held in force is as it was, calls that it holds go on. Raises ``NoSuchRule``."""
        active = self._active(id)
        del self._rules[id]
        self._sort()
        self._lift(active)

    def clear(self) -> None:
        """Remove all rules; the next ids that are made begin anew."""
        gone = list(self._rules.values())
        self._rules.clear()
        self._last = 0
        self._sort()
        for active in reversed(gone):
            self._lift(active)

    def find(self, id: str) -> Rule | None:
        """The rule of an id, ``None`` when there is none."""
        active = self._rules.get(id)
        return None if active is None else active.rule

    def hits(self, id: str) -> int:
        """How often a rule acted (of one that holds something in force: on how many objects). Raises ``NoSuchRule``."""
        return self._active(id).hits

    def held(self, id: str | None = None) -> int:
        """How many calls wait for their release: those of one rule, or all. Raises ``NoSuchRule``."""
        if id is not None:
            self._active(id)
        return sum(1 for owner in self._held.values() if id in (None, owner))

    def release(self, id: str | None = None) -> int:
        """Let the calls go on that a rule holds, or all; the result is how many. Raises ``NoSuchRule``."""
        if id is not None:
            self._active(id)
        return self._release(id)

    # checkpoints

    def capture(self) -> Captured:
        """The rules and how far each has come."""
        now = self._host.clock.seconds()
        rules = self._rules.values()
        return Captured(tuple((each, each.schedule.capture(), each.left(now)) for each in rules), self._last)

    def restore(self, captured: Captured) -> None:
        """Go back to there, after the inventory and the files have; calls that wait are never run."""
        self._drop_waiting()
        before = {active for active, _, _ in captured.rules}
        for active in reversed(self._rules.values()):
            self._stay(active)
            if active.force is not None and active not in before:
                active.force.suspend()
        for active, count, left in captured.rules:
            active.schedule.restore(count)
            if active.force is not None and self._rules.get(active.rule.id) is not active:
                active.force.resume()
            if left is not None:
                self._go_in(active, left)
        self._rules = {active.rule.id: active for active, _, _ in captured.rules}
        self._last = captured.last
        self._sort()
        self.fills.apply()
        for callback in self.at_restore:
            callback(self._host.power.is_up)

    # what the pipeline and the doors ask

    def meet(self, call: Call, target: ManagedObject, proceed: Callable[[Call], Any]) -> Any:
        """The result of a call as the rules have it: ``proceed`` runs it. Raises ``VimFault``, ``Intercepted``."""
        seconds, acting = choose(self._calls, SeenCall(self._host, call, target.node))
        call.effects = _told(seconds, acting)
        if seconds and call.method.is_task:
            call.delay, seconds = seconds, 0.0
        if not seconds:
            return proceed(call) if acting is None else calls.act(self, acting, call, proceed)
        later: Deferred[Any] = self.wait(seconds)
        if acting is None:
            return later.addCallback(lambda _: proceed(call))
        return later.addCallback(lambda _: calls.act(self, acting, call, proceed))

    def request(self, seen: Seen) -> requests.Encounter | None:
        """What the rules decide for an HTTP request, ``None`` when nothing."""
        seconds, acting = choose(self._requests, seen)
        found = requests.encounter(self, seconds, acting)
        return found and replace(found, told=_told(seconds, acting))

    # what effects use

    def wait(self, seconds: float) -> Deferred[None]:
        """Fires when so many seconds of the host's clock have passed."""
        later: Deferred[None] = Deferred()
        self._delayed[later] = self._host.clock.callLater(seconds, self._go_on, later)
        return later

    def hold(self, active: Active, on_gone: Callable[[Callable[[], None]], Any]) -> Deferred[None]:
        """Fires when the rule's calls are released; fails with ``Intercepted`` when the client goes away before."""
        held: Deferred[None] = Deferred()
        self._held[held] = active.rule.id
        on_gone(lambda: self._abandon(held))
        return held

    def end_session(self, call: Call) -> None:
        """The session of a call ends now, and the call has none."""
        if call.session is not None:
            self._host.sessions.end(call.session)
            call.session = None

    def reboot(self, seconds: float | None) -> None:
        """The host goes down with all connections, and comes up after ``seconds`` (``None``: the profile's time)."""
        host = self._host
        with host.inventory.transaction():
            host.events.post("HostShutdownEvent", reason="Reboot requested by a chaos rule")
            for callback in self.at_reboot:
                callback()
            host.power.reboot(seconds)

    def stop(self) -> None:
        """The host stops: nothing waits any more, and what rules held in force goes back."""
        self._drop_waiting()
        self.clear()

    # inside

    def _active(self, id: str) -> Active:
        active = self._rules.get(id)
        if active is None:
            raise NoSuchRule(id, self._rules)
        return active

    @cached_property
    def _seed(self) -> str:
        """What all rules' randomness begins with: the same for the same seed, without drawing from the host's source."""
        if self._beginning is None:
            return f"{random.SystemRandom().getrandbits(64):x}"
        return hashlib.sha256(repr(self._beginning).encode()).hexdigest()

    def _made_id(self) -> str:
        while True:
            self._last += 1
            id = f"rule-{self._last}"
            if id not in self._rules:
                return id

    def _sort(self) -> None:
        rules = self._rules.values()
        self._calls = tuple(
            each for each in rules if CALL in each.rule.effect.on and each.rule.match.request is None
        )
        self._requests = tuple(
            each for each in rules if REQUEST in each.rule.effect.on and each.rule.match.request is not None
        )
        self.on_calls, self.on_requests = bool(self._calls), bool(self._requests)

    def _drop_waiting(self) -> None:
        for later, timer in list(self._delayed.items()):
            timer.cancel()
            self._fail(self._delayed, later)
        for held in list(self._held):
            self._fail(self._held, held)

    def _go_in(self, active: Active, seconds: float) -> None:
        active.timer = self._host.clock.callLater(seconds, self._expire, active)
        for ref in self._frozen(active):
            self._host.waiting.expect(ref.value)

    def _stay(self, active: Active) -> None:
        """It does not go by itself any more."""
        if active.timer is None:
            return
        if active.timer.active():
            active.timer.cancel()
        active.timer = None
        for ref in self._frozen(active):
            self._host.waiting.settle(ref.value)

    @staticmethod
    def _frozen(active: Active) -> Iterable[ManagedObjectReference]:
        return active.force.values if isinstance(active.force, Frozen) else ()

    def _lift(self, active: Active) -> None:
        self._stay(active)
        if active.force is not None:
            active.force.lift()
        self._release(active.rule.id)

    def _expire(self, active: Active) -> None:
        if self._rules.get(active.rule.id) is active:
            self.remove(active.rule.id)

    def _release(self, id: str | None) -> int:
        going = [held for held, owner in self._held.items() if id in (None, owner)]
        for held in going:
            if self._held.pop(held, None) is not None:
                held.callback(None)
        return len(going)

    def _go_on(self, later: Deferred[None]) -> None:
        del self._delayed[later]
        later.callback(None)

    def _abandon(self, held: Deferred[None]) -> None:
        if held in self._held:
            self._fail(self._held, held)

    def _fail(self, waiting: dict[Deferred[None], Any], later: Deferred[None]) -> None:
        if waiting.pop(later, None) is not None:
            later.errback(Intercepted(Fate(reset=True)))


def _told(seconds: float, acting: Active | None) -> tuple[str, ...]:
    """What becomes of a call, in words."""
    told = (f"delayed by {seconds:g} s",) if seconds else ()
    return told if acting is None else (*told, str(acting.rule))


def _rule(rule: Rule | Mapping[str, Any] | str | None, keywords: dict[str, Any]) -> Rule:
    if rule is None or isinstance(rule, str):
        return made(rule, **keywords)
    if keywords:
        raise RuleError("", f"a whole rule goes without keywords: {', '.join(keywords)}")
    return Rule.from_json(rule.to_json() if isinstance(rule, Rule) else rule)
