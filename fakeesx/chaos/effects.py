"""What a rule can do: one value class for each effect. Their fields are named as the keys of the JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, TypeAlias

CALL, REQUEST, STATE = "call", "request", "state"
"""What an effect is for: a vim25 call, an HTTP request, the state of the host for as long as the rule is there."""


def _no_fields() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Fault:
    """The call is answered with a vim25 fault and does nothing."""

    on: ClassVar[tuple[str, ...]] = (CALL,)
    fault: str
    fields: Mapping[str, Any] = field(default_factory=_no_fields, hash=False)
    text: str | None = None

    def __str__(self) -> str:
        return f"the fault {_fault(self)}"


@dataclass(frozen=True)
class TaskFails:
    """The task starts, gets as far as ``task_fails`` per cent and ends in a fault; its work is not done."""

    on: ClassVar[tuple[str, ...]] = (CALL,)
    task_fails: int
    fault: str
    fields: Mapping[str, Any] = field(default_factory=_no_fields, hash=False)
    text: str | None = None

    def __str__(self) -> str:
        return f"its task fails at {self.task_fails} % with {_fault(self)}"


@dataclass(frozen=True)
class Delay:
    """A call runs ``delay`` to ``delay + jitter`` seconds later; a task is answered at once and takes so much longer."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    delay: float
    jitter: float = 0

    def __str__(self) -> str:
        return f"{self.delay:g} to {self.delay + self.jitter:g} s later" if self.jitter else f"{self.delay:g} s later"


@dataclass(frozen=True)
class Status:
    """An HTTP status goes in place of the reply; ``when`` tells whether the call has run."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    status: int
    body: str = ""
    content_type: str = "text/html; charset=utf-8"
    when: Literal["before", "after"] = "before"

    def __str__(self) -> str:
        body = f" and {len(self.body.encode(errors='replace'))} bytes of {self.content_type}" if self.body else ""
        return f"HTTP status {self.status}{body} in place of the reply, {_WHEN[self.when]}"


@dataclass(frozen=True)
class Truncate:
    """The call runs; of its reply only so many bytes come, below the full Content-Length, then the connection ends."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    truncate: int

    def __str__(self) -> str:
        return f"the reply ends after {self.truncate} bytes"


@dataclass(frozen=True)
class Reset:
    """The connection is reset: before the call has run (the request was lost) or after (the reply was lost)."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    reset: Literal["before", "after"]

    def __str__(self) -> str:
        return f"the connection is reset {_WHEN[self.reset]}"


@dataclass(frozen=True)
class Hang:
    """The call waits until it is released, and runs then. One whose client goes away meanwhile is never run."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    hang: Literal[True] = True

    def __str__(self) -> str:
        return "no answer until it is released"


@dataclass(frozen=True)
class EndSession:
    """The session has ended: NotAuthenticated; RetrieveProperties answers with ``missingSet``, or (``empty``) nothing."""

    on: ClassVar[tuple[str, ...]] = (CALL,)
    session: Literal["expired", "empty"]

    def __str__(self) -> str:
        empty = "; RetrieveProperties answers with nothing" if self.session == "empty" else ""
        return f"the session has ended{empty}"


@dataclass(frozen=True)
class Stale:
    """Clients see the value that a property had when the rule came, for ``seconds`` or as long as the rule is there."""

    on: ClassVar[tuple[str, ...]] = (STATE,)
    stale: tuple[str, ...]
    seconds: float | None = None

    def __post_init__(self) -> None:
        paths = (self.stale,) if isinstance(self.stale, str) else tuple(self.stale)
        object.__setattr__(self, "stale", paths)

    def __str__(self) -> str:
        time = "" if self.seconds is None else f" for {self.seconds:g} s"
        return f"the value of {' and '.join(self.stale)} is not brought up to date{time}"


@dataclass(frozen=True)
class Full:
    """Somebody else has filled the datastore: so many bytes are left."""

    on: ClassVar[tuple[str, ...]] = (STATE,)
    datastore_free: int

    def __str__(self) -> str:
        return f"{self.datastore_free} bytes are left on it"


@dataclass(frozen=True)
class Cut:
    """The connection drops when so many bytes of an upload's body have come, or of a download's have gone."""

    on: ClassVar[tuple[str, ...]] = (REQUEST,)
    cut_at: int

    def __str__(self) -> str:
        return f"the connection drops at byte {self.cut_at}"


@dataclass(frozen=True)
class Slow:
    """Bodies go no faster than so many bytes per second, by the real clock."""

    on: ClassVar[tuple[str, ...]] = (REQUEST,)
    bytes_per_second: int

    def __str__(self) -> str:
        return f"{self.bytes_per_second} bytes per second"


@dataclass(frozen=True)
class NicDown:
    """Physical NICs have no link."""

    on: ClassVar[tuple[str, ...]] = (STATE,)
    nic_down: str

    def __str__(self) -> str:
        return f"{self.nic_down} has no link"


@dataclass(frozen=True)
class Reboot:
    """The host reboots: VMs lose their power, sessions end, connections drop; it is back after a time on its clock."""

    on: ClassVar[tuple[str, ...]] = (CALL, REQUEST)
    reboot: float | Literal[True] = True

    def __str__(self) -> str:
        return "the host reboots" if self.reboot is True else f"the host reboots and is back after {self.reboot:g} s"


Effect: TypeAlias = (
    Fault | TaskFails | Delay | Status | Truncate | Reset | Hang | EndSession | Stale | Full | Cut | Slow | NicDown | Reboot
)

BY_KEY: dict[str, type[Any]] = {
    "task_fails": TaskFails, "fault": Fault, "delay": Delay, "status": Status, "truncate": Truncate, "reset": Reset,
    "hang": Hang, "session": EndSession, "stale": Stale, "datastore_free": Full, "cut_at": Cut, "bytes_per_second": Slow,
    "nic_down": NicDown, "reboot": Reboot,
}
"""The class of each effect by the key that names it; of two that are there, the first here counts."""


def keys_of(effect: type[Any]) -> tuple[str, ...]:
    """The keys that an effect has, its own first."""
    return tuple(each.name for each in fields(effect))


_WHEN = {"before": "before the call has run", "after": "after the call has run"}


def _fault(effect: Fault | TaskFails) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in effect.fields.items())
    return f"{effect.fault}({values})" if values else effect.fault
