"""The log of a host's requests: bounded, cheap to write, read when somebody asks."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from twisted.logger import Logger

from fakeesx.calls.nearest import Nearest, nearest
from fakeesx.calls.query import Query
from fakeesx.calls.reading import Reading
from fakeesx.calls.record import HttpRecord, Outcome, Record
from fakeesx.clock import Clock
from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference, Types
from fakeesx.soap.errors import SoapError

_MOST_TASKS = 1024
"""Tasks whose end is waited for: more than can run at once in a sane host."""


_RESULT = Outcome.RESULT


class Answer(Protocol):
    """What is told of the answer to a call."""

    @property
    def status(self) -> int:
        """The status of HTTP."""

    @property
    def pieces(self) -> Sequence[bytes]:
        """The envelope."""

    @property
    def error(self) -> SoapError | None:
        """What is wrong, when it is a fault."""


@dataclass(frozen=True)
class Bounds:
    """How much a log keeps: ``records``, and ``total`` bytes of requests and replies (older records go first).

    A request or reply of more than ``largest`` bytes is told by its size only; of such a request the arguments are not kept
    either.
    """

    records: int = 5000
    total: int = 8 * 1024 * 1024
    largest: int = 64 * 1024
    largest_request: int = 1024 * 1024


class RequestLog:
    """What clients asked of one host, over SOAP and over HTTP.

    ``offset``: seconds from the clock to the host's date. ``wall``: the real time, in seconds since the epoch; it
    differs from ``clock`` where that is virtual.
    """

    log = Logger()

    def __init__(
        self, types: Types, clock: Clock, inventory: Inventory, offset: Callable[[], float], bounds: Bounds,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.bounds = bounds
        self._most, self._total = max(1, bounds.records), bounds.total
        self._largest, self._largest_request = bounds.largest, bounds.largest_request
        self._model = types.model
        self._reading = Reading(types)
        self._seconds = clock.seconds
        self._inventory = inventory
        self._offset = offset
        self._wall = wall
        self._records: deque[Record] = deque()
        self._weight = 0
        self._number = 0
        self._dropped = 0
        """The number of the last record that was forgotten."""
        self._tasks: dict[str, Record] = {}
        self._followers: list[Callable[[Record], None]] = []

    # reading

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(tuple(self._records))

    @property
    def last(self) -> int:
        """The number of the latest request; 0 when there was none. ``clear`` does not change it."""
        return self._number

    def record(self, number: int) -> Record | None:
        """The record of a number, ``None`` when it is not there any more."""
        return next((record for record in self._records if record.number == number), None)

    def find(
        self, method: str | None = None, *, object: Any = None, type: str | None = None, user: str | None = None,
        fault: str | None = None, kind: str | None = None, since: int | None = None,
        arguments: Mapping[str, Any] | None = None, **more: Any,
    ) -> list[Record]:
        """The requests that fit, oldest first. Texts may be patterns with ``*`` and ``?``.

        ``method``: of vim25, or of HTTP (``PUT``). ``object``: its name when it was called, its moid or ``Type:moid``, or a
        client's reference to it; over HTTP the path. ``type``: of the object. ``fault``: by name. ``kind``: ``soap`` or
        ``http``. ``since``: only those with a higher number. Further names are parameters of the
        method (in ``arguments`` where Python or this method has another use for the name): a request fits when it has at
        least these, see ``matching.matches``.

        Raises ``ValueError`` for a method, type, fault, parameter or property within one that vim25 does not have.
        """
        query = Query(method, object, type, user, fault, kind, since, {**(arguments or {}), **more}).check(self._model)
        return [record for record in self._records if query.fits(record)]

    def nearest(
        self, method: str | None = None, *, object: Any = None, type: str | None = None, user: str | None = None,
        fault: str | None = None, kind: str | None = None, since: int | None = None,
        arguments: Mapping[str, Any] | None = None, **more: Any,
    ) -> Nearest:
        """The request that comes nearest to what ``find`` did not find, and a message that compares the two."""
        query = Query(method, object, type, user, fault, kind, since, {**(arguments or {}), **more}).check(self._model)
        return nearest(query, tuple(self._records))

    def json_lines(self, records: Sequence[Record] | None = None) -> Iterator[str]:
        """Records (default: all) as lines of JSON without their ends."""
        for record in tuple(self._records) if records is None else records:
            yield record.json_line()

    def clear(self) -> None:
        """Forget all requests. Numbers go on."""
        self._dropped = self._number
        self._records.clear()
        self._tasks.clear()
        self._weight = 0

    def subscribe(self, follower: Callable[[Record], None]) -> Callable[[], None]:
        """Call ``follower`` with each record when it has ended; the result ends that."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower) if follower in self._followers else None

    # writing; all that is done for each call counts, so it is little

    def begin(self, body: bytes, peer: str) -> Record:
        """A SOAP request has come. What is known of it later is set on the record."""
        self._number = number = self._number + 1
        size = len(body)
        record = Record(number, self._reading, self._seconds(), self._offset(), self._wall(), peer, body, size)
        self._records.append(record)
        self._weight += size
        if self._weight > self._total or len(self._records) > self._most:
            self._drop()
        return record

    def ended(self, record: Record, reply: Answer, task: ManagedObjectReference | None) -> None:
        """It was answered: with a result or fault, or (``status`` other than 200 and 500) over HTTP alone."""
        if record.ending is not None:
            return
        pieces, name, text = reply.pieces, None, None
        size = len(pieces[0]) if len(pieces) == 1 else sum(map(len, pieces))
        outcome = _RESULT
        if reply.status != 200:
            error = reply.error
            outcome = Outcome.STATUS
            if error is not None:
                outcome, text = Outcome.FAULT, error.text
                name = type(error.fault).__name__ if error.fault is not None else error.code
        if task is not None:
            self._note_task(record, task)
        kept = None
        if size <= self._largest and record.number > self._dropped:
            kept = pieces
            self._weight += size
        record.ending = (
            outcome, self._seconds() - record.seconds, self._wall() - record.wall, reply.status, size, kept, name, text,
        )
        if record.size > self._largest_request:
            self._forget_request(record)
        if self._weight > self._total:
            self._drop()
        if self._followers:
            self._tell(record)

    def replaced(
        self, record: Record, status: int | None, sent: int, task: ManagedObjectReference | None,
    ) -> None:
        """Something else was sent in place of its reply: this status, or ``None`` when the connection was reset."""
        if task is not None:
            self._note_task(record, task)
        self._end(record, Outcome.RESET if status is None else Outcome.STATUS, status, sent)

    def gone(self, record: Record, status: int | None = None, sent: int = 0) -> None:
        """The client went away before the answer, or before all of it was sent."""
        self._end(record, Outcome.GONE, status, sent)

    def begin_http(self, method: str, path: str, query: Mapping[str, Any], peer: str) -> HttpRecord:
        """A request over HTTP that is no SOAP has come; ``query`` has no secrets."""
        self._number += 1
        now = self._seconds(), self._offset(), self._wall()
        record = HttpRecord(self._number, self._reading, *now, peer, method, path, query)
        self._records.append(record)
        if len(self._records) > self._most:
            self._drop()
        return record

    def ended_http(self, record: Record, status: int | None, sent: int) -> None:
        """It was answered, or (``None``) its connection was cut; ``sent`` are bytes of the body."""
        self._end(record, Outcome.RESET if status is None else Outcome.STATUS, status, sent)

    def task_ended(self, info: vim.TaskInfo) -> None:
        """A task of this host has ended."""
        record = self._tasks.pop(info.key, None)
        if record is not None:
            record.task_info = info

    # inside

    def _drop(self) -> None:
        """Forget the oldest that are too many."""
        records = self._records
        while len(records) > self._most or (self._weight > self._total and len(records) > 1):
            record = records.popleft()
            self._dropped = record.number
            end = record.end
            if end is not None and end.reply is not None:
                self._weight -= end.sent
            if record.body is not None:
                self._weight -= record.size

    def _forget_request(self, record: Record) -> None:
        """It was too large for its bytes and arguments to be kept."""
        if record.body is not None:
            if record.number > self._dropped:
                self._weight -= record.size
            record.body = None
        if record.request is not None:
            record.request = replace(record.request, arguments={})

    def _note_task(self, record: Record, task: ManagedObjectReference) -> None:
        node = self._inventory.find(task.value)
        if node is None:
            return
        info: vim.TaskInfo = node.values["info"]
        record.task_info = info
        if info.completeTime is None:
            self._tasks[task.value] = record
            if len(self._tasks) > _MOST_TASKS:
                del self._tasks[next(iter(self._tasks))]

    def _end(self, record: Record, outcome: Outcome, status: int | None, sent: int) -> None:
        if record.ending is None:
            passed = self._seconds() - record.seconds, self._wall() - record.wall
            record.ending = (outcome, *passed, status, sent, None, None, None)
            if record.size > self._largest_request:
                self._forget_request(record)
            self._tell(record)

    def _tell(self, record: Record) -> None:
        for follower in tuple(self._followers):
            try:
                follower(record)
            except Exception:  # noqa: BLE001 - who looks on must not disturb the answer
                self.log.failure("somebody who follows the requests failed, and hears no more of them")
                if follower in self._followers:
                    self._followers.remove(follower)
