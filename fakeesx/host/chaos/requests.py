"""What the effects do to an HTTP request, as far as it is not the connection's business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from twisted.internet.defer import Deferred, succeed

from fakeesx.chaos.effects import Cut, Hang, Reboot, Slow
from fakeesx.chaos.fate import Fate
from fakeesx.host.chaos.active import Active
from fakeesx.host.chaos.calls import fate_of

if TYPE_CHECKING:
    from fakeesx.host.chaos.chaos import Chaos

OnGone: TypeAlias = Callable[[Callable[[], None]], Any]


@dataclass(frozen=True)
class Encounter:
    """What is to happen to a request: ``before`` in place of being answered, ``after`` to its answer.

    ``wait`` is called with what notes callbacks for a client that goes away; the door answers when its result fires.
    """

    before: Fate | None = None
    after: Fate | None = None
    wait: Callable[[OnGone], Deferred[None]] | None = None
    told: tuple[str, ...] = ()
    """All of it in words."""


def encounter(chaos: Chaos, seconds: float, acting: Active | None) -> Encounter | None:
    """What a delay and the effect of a rule make of a request."""
    if acting is None:
        return None if not seconds else Encounter(wait=lambda _: chaos.wait(seconds))
    effect: Any = acting.rule.effect
    before: Fate | None = None
    after: Fate | None = None
    held = None
    match effect:
        case Hang():
            held = acting
        case Reboot(reboot=time):
            chaos.reboot(None if time is True else time)
            before = Fate(reset=True)
        case Cut(cut_at=count):
            after = Fate(cut=count)
        case Slow(bytes_per_second=rate):
            after = Fate(rate=rate)
        case _:
            fate, early = fate_of(effect)
            before, after = (fate, None) if early else (None, fate)
    if not seconds and held is None:
        return Encounter(before, after)

    def wait(on_gone: OnGone) -> Deferred[None]:
        first = chaos.wait(seconds) if seconds else succeed(None)
        if held is not None:
            first.addCallback(lambda _: chaos.hold(held, on_gone))
        return first

    return Encounter(before, after, wait)
