"""One request that a host got, and what became of it.

A record holds references to what was there anyway (decoded arguments, the bytes of request and reply); all else is made when
it is asked for. What it shows, it shows without secrets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from fakeesx.calls.plain import open_moid, plain, plain_arguments, short_session, without_session_keys
from fakeesx.calls.reading import Reading
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.decode import Request
from fakeesx.soap.masking import HIDDEN, mask_arguments, mask_value

_TEXT = 200
"""How many characters of the arguments a record's line shows."""


class Outcome(StrEnum):
    """How a request ended."""

    WAITING = "waiting"
    """It has not."""
    RESULT = "result"
    """A call was answered with its result."""
    FAULT = "fault"
    """A call was answered with a fault."""
    STATUS = "status"
    """Any other answer over HTTP: its status says more."""
    RESET = "reset"
    """The connection was cut in place of an answer."""
    GONE = "gone"
    """The client went away before the answer was complete."""


class Soap(NamedTuple):
    """The envelopes of a call, as text and without secrets; ``None`` for one that was not kept."""

    request: str | None
    reply: str | None


class End(NamedTuple):
    """How a request ended: after how many seconds of the host's clock and really, with what."""

    outcome: Outcome
    host_seconds: float
    wall_seconds: float
    status: int | None
    sent: int
    """Bytes of the answer's body."""
    reply: Sequence[bytes] | None = None
    """The reply of a call, in pieces, when it was kept."""
    fault: str | None = None
    fault_text: str | None = None


Ending: TypeAlias = tuple[Outcome, float, float, int | None, int, Sequence[bytes] | None, str | None, str | None]
"""The fields of an ``End``: a bare tuple is made faster, and one is made for each call."""

_WAITING = End(Outcome.WAITING, 0.0, 0.0, None, 0)


class Record:
    """One request: a call over SOAP. ``to_json`` tells what its attributes are."""

    __slots__ = (
        "body", "effects", "ending", "name", "number", "offset", "peer", "reading", "request", "seconds", "session_key",
        "size", "task_info", "user", "wall",
    )
    kind = "soap"

    def __init__(
        self, number: int, reading: Reading, seconds: float, offset: float, wall: float, peer: str, body: bytes | None,
        size: int,
    ) -> None:
        self.number = number
        self.reading = reading
        self.seconds = seconds
        self.offset = offset
        self.wall = wall
        self.peer = peer
        self.body = body
        """The request's bytes; ``None`` when they were not kept."""
        self.size = size
        """How many there were."""
        self.request: Request | None = None
        """What was decoded of it; ``None`` when it could not be, or was too large to be kept."""
        self.user = ""
        self.session_key = ""
        self.name: str | None = None
        """The name that the object had."""
        self.ending: Ending | None = None
        """What ``end`` is made of."""
        self.task_info: vim.TaskInfo | None = None
        self.effects: tuple[str, ...] = ()
        """What chaos rules did to it."""

    # what was asked

    @property
    def method(self) -> str | None:
        """The method of vim25, or of HTTP; ``None`` for a call that could not be decoded."""
        return self.request.method.name if self.request is not None else None

    @property
    def this(self) -> ManagedObjectReference | None:
        """The object that was called."""
        return self.request.this if self.request is not None else None

    @property
    def type(self) -> str | None:
        """The type of the object that was called; ``None`` over HTTP."""
        return self.this.type if self.this is not None else None

    @property
    def moid(self) -> str | None:
        """The id of the object that was called, as it may be shown; ``None`` over HTTP."""
        return open_moid(self.this.value) if self.this is not None else None

    @property
    def names(self) -> tuple[str, ...]:
        """What the object can be called by: its moid, ``Type:moid``, its name; over HTTP the path."""
        if self.this is None:
            return ()
        return (self.this.value, str(self.this), *((self.name,) if self.name else ()))

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments in plain form without secrets, by parameter name; those of the query over HTTP."""
        if self.request is None:
            return {}
        return plain_arguments(self.request.method, mask_arguments(_tuples(self.request.arguments)))

    @property
    def matchable(self) -> dict[str, Any]:
        """The arguments in plain form as they came, to compare with: not to be shown."""
        return {} if self.request is None else plain_arguments(self.request.method, self.request.arguments)

    @property
    def operation_id(self) -> str | None:
        """The operationID of the SOAP header."""
        return self.request.operation_id if self.request is not None else None

    @property
    def session(self) -> str:
        """The beginning of the key of the caller's session; empty without one."""
        return short_session(self.session_key)

    @property
    def time(self) -> datetime:
        """When it came: the date and time of the host."""
        return datetime.fromtimestamp(self.seconds + self.offset, UTC)

    # what became of it

    @property
    def end(self) -> End | None:
        """How it ended; ``None`` while it has not."""
        return None if self.ending is None else End(*self.ending)

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        return (self.end or _WAITING).outcome

    @property
    def status(self) -> int | None:
        """The status of HTTP it was answered with; ``None`` when it was not."""
        return (self.end or _WAITING).status

    @property
    def fault(self) -> str | None:
        """The name of the fault it was answered with; of one that vim25 does not have, the faultcode."""
        return (self.end or _WAITING).fault

    @property
    def fault_text(self) -> str | None:
        """The text of the fault, without secrets."""
        text = (self.end or _WAITING).fault_text
        if text is None:
            return None
        for secret in self.reading.secrets(_tuples(self.request.arguments)) if self.request is not None else ():
            text = text.replace(secret, HIDDEN)
        return without_session_keys(text)

    @property
    def duration(self) -> float | None:
        """The seconds until the answer, of real time; ``None`` while there is none."""
        return None if self.ending is None else self.ending[2]

    @property
    def result(self) -> Any:
        """What the call returned, in plain form without secrets; ``None`` when it did not or its reply was not kept."""
        end = self.end
        if end is None or end.outcome is not Outcome.RESULT or end.reply is None or self.request is None:
            return None
        return self.reading.result(self.request.method, b"".join(end.reply))

    @property
    def soap(self) -> Soap:
        """Request and reply as they went over the wire, but for what is secret."""
        reply = (self.end or _WAITING).reply
        return Soap(
            self.reading.text(self.body) if self.body is not None else None,
            self.reading.text(b"".join(reply)) if reply is not None else None,
        )

    @property
    def task(self) -> dict[str, Any] | None:
        """The task that a call started: ``moid``, ``state``, ``progress``, ``fault``, ``result``; ``None`` without one.

        It is told as it was when the call was answered, or, when it has ended, as it ended.
        """
        info = self.task_info
        if info is None:
            return None
        error = info.error
        return {
            "moid": info.key, "state": str(info.state), "progress": info.progress,
            "fault": None if error is None else {"name": type(error.fault).__name__, "text": error.localizedMessage},
            "result": plain(mask_value(info.result)),
        }

    def to_json(self, *, soap: bool = False, result: bool = False) -> dict[str, Any]:
        """The record as a mapping that JSON can hold.

        ``number`` counts the requests of a host from 1. ``kind`` is soap or http. ``time`` is the host's time and ``wall``
        the real one; ``duration_ms`` is the real time until the answer, ``host_ms`` that on the host's clock; both are
        ``null`` while the call waits. ``session`` is the beginning of the session's key. ``object`` bears the name it had
        at that time. ``outcome`` is waiting, result, fault, status, reset or gone. ``bytes`` are those of the bodies.
        ``effects`` says what a chaos rule did to it. ``soap`` and ``result`` are there when asked for.
        """
        end = self.end
        found: dict[str, Any] = {
            "number": self.number, "kind": self.kind, "time": self.time.isoformat(),
            "wall": datetime.fromtimestamp(self.wall, UTC).isoformat(), "duration_ms": end and _ms(end.wall_seconds),
            "host_ms": end and _ms(end.host_seconds), "user": self.user or None, "session": self.session or None,
            "peer": self.peer or None, "method": self.method,
            "object": {"type": self.type, "moid": self.moid, "name": self.name},
            "arguments": self.arguments, "operation_id": self.operation_id, "outcome": str(self.outcome),
            "status": self.status, "fault": None if self.fault is None else {"name": self.fault, "text": self.fault_text},
            "task": self.task, "effects": list(self.effects),
            "bytes": {"in": self.size, "out": (end or _WAITING).sent},
        }
        if result:
            found["result"] = self.result
        if soap:
            found["soap"] = self.soap._asdict()
        return found

    def json_line(self) -> str:
        """The record as one line of JSON, without its end."""
        return json.dumps(self.to_json())

    def call_text(self) -> str:
        """Who called what with which arguments, for people: ``call 12 AddPortGroup(portgrp.name='br10') by root``."""
        text = ", ".join(f"{path}={value!r}" for path, value in leaves(self.arguments))
        text = text if len(text) <= _TEXT else text[:_TEXT] + "…"
        where = f" on {self.name}" if self.name and self.this is not None else ""
        return f"call {self.number} {self._title()}({text}){where} by {self.user or 'nobody'}"

    def __str__(self) -> str:
        ended = self.fault or (str(self.status) if self.outcome is Outcome.STATUS else str(self.outcome))
        took = "" if self.duration is None else f", {self.duration * 1000:.1f} ms"
        return f"{self.call_text()}: {ended}{took}"

    def __repr__(self) -> str:
        return f"<{self}>"

    def _title(self) -> str:
        return self.method or "(not decoded)"


class HttpRecord(Record):
    """One request over HTTP that is no SOAP."""

    __slots__ = ("path", "query", "verb")
    kind = "http"

    def __init__(
        self, number: int, reading: Reading, seconds: float, offset: float, wall: float, peer: str, verb: str, path: str,
        query: Mapping[str, Any],
    ) -> None:
        super().__init__(number, reading, seconds, offset, wall, peer, None, 0)
        self.verb = verb
        self.path = path
        """The path without escapes."""
        self.query = query

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return self.verb

    @property
    def names(self) -> tuple[str, ...]:
        """The path."""
        return (self.path,)

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of the query, without secrets; a list for one that is there more than once."""
        return dict(self.query)

    @property
    def matchable(self) -> dict[str, Any]:
        """The same."""
        return dict(self.query)

    def to_json(self, *, soap: bool = False, result: bool = False) -> dict[str, Any]:
        """As for a call; ``object.name`` is the path."""
        found = super().to_json(soap=soap, result=result)
        found["object"]["name"] = self.path
        return found

    def _title(self) -> str:
        return f"{self.verb} {self.path}"


def leaves(value: Mapping[str, Any], path: str = "") -> list[tuple[str, Any]]:
    """What plain arguments hold, each with its path: ``portgrp.name``, ``deviceChange[0].operation``."""
    found: list[tuple[str, Any]] = []
    for name, item in value.items():
        found += _leaves(item, f"{path}.{name}" if path else name)
    return found


def _leaves(item: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(item, Mapping) and item:
        return leaves(item, path)
    if isinstance(item, list) and item:
        return [leaf for index, each in enumerate(item) for leaf in _leaves(each, f"{path}[{index}]")]
    return [(path, item)]


def _tuples(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
