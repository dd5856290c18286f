"""What the effects do to a vim25 call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fakeesx.chaos.effects import EndSession, Fault, Hang, Reboot, Reset, Status, TaskFails, Truncate
from fakeesx.chaos.fate import Fate, Intercepted, TaskFailure
from fakeesx.host.chaos.active import Active
from fakeesx.host.managed_object import Call, Encoded
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.chaos.chaos import Chaos

_READS = ("RetrieveProperties", "RetrievePropertiesEx")


def act(chaos: Chaos, active: Active, call: Call, proceed: Callable[[Call], Any]) -> Any:
    """The result of a call that a rule acts on. Raises ``VimFault``, or ``Intercepted`` where there is no reply."""
    effect: Any = active.rule.effect
    match effect:
        case Fault():
            raise _anew(active)
        case TaskFails(task_fails=percent):
            call.failure = TaskFailure(percent, _anew(active))
        case Hang():
            return chaos.hold(active, call.on_gone.append).addCallback(lambda _: proceed(call))
        case EndSession(session=kind):
            chaos.end_session(call)
            if kind == "empty" and call.method.name in _READS:
                return Encoded(())
        case Reboot(reboot=seconds):
            chaos.reboot(None if seconds is True else seconds)
            raise Intercepted(Fate(reset=True))
        case _:
            fate, before = fate_of(effect)
            if before:
                raise Intercepted(fate)
            call.fate = fate
    return proceed(call)


def fate_of(effect: Reset | Status | Truncate) -> tuple[Fate, bool]:
    """What becomes of an answer, and whether that is so before the call has run."""
    match effect:
        case Reset(reset=when):
            return Fate(reset=True), when == "before"
        case Status(status=status, body=body, content_type=type, when=when):
            return Fate(status, body.encode(errors="replace"), type if body else ""), when == "before"
        case Truncate(truncate=count):
            return Fate(keep=count), False


def _anew(active: Active) -> VimFault:
    """The rule's fault: an exception of its own, as it remembers where it was raised."""
    assert active.error is not None
    return VimFault(active.error.fault, active.error.text)
