"""What clients asked of a host: the log of requests, found, followed and cleared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from twisted.internet.defer import Deferred

from fakeesx.calls import Outcome, Record
from fakeesx.calls.query import KINDS, Query
from fakeesx.web.control.following import Following, subscribed
from fakeesx.web.control.problems import Problem
from fakeesx.web.control.routes import (
    FLAG,
    NUMBER,
    SENT,
    TEXT,
    WHOLE,
    Answer,
    Asked,
    Parameter,
    Route,
    Schema,
    list_of,
    object_of,
    or_null,
)

LINES = "application/x-ndjson"
_LONGEST_WAIT = 60.0
_EXTRAS = ("soap", "result")

RECORD: Schema = object_of(
    ("number", "kind", "time", "wall", "duration_ms", "host_ms", "user", "session", "peer", "method", "object", "arguments",
     "operation_id", "outcome", "status", "fault", "task", "effects", "bytes"),
    number=WHOLE, kind={"enum": list(KINDS)}, time={**TEXT, "format": "date-time"}, wall={**TEXT, "format": "date-time"},
    duration_ms=or_null(NUMBER), host_ms=or_null(NUMBER), user=or_null(TEXT), session=or_null(TEXT), peer=or_null(TEXT),
    method=or_null(TEXT),
    object=object_of(("type", "moid", "name"), type=or_null(TEXT), moid=or_null(TEXT), name=or_null(TEXT)),
    arguments={"type": "object"}, operation_id=or_null(TEXT), outcome={"enum": [str(each) for each in Outcome]},
    status=or_null(WHOLE),
    fault={"type": ["object", "null"], "properties": {"name": TEXT, "text": TEXT}, "required": ["name", "text"]},
    task={"type": ["object", "null"], "properties": {
        "moid": TEXT, "state": TEXT, "progress": or_null(WHOLE), "fault": {"type": ["object", "null"]}, "result": {},
    }},
    effects=list_of(TEXT), bytes=object_of(("in", "out"), **{"in": WHOLE, "out": WHOLE}),
    result={"description": "what the call returned; only when asked for"},
    soap=object_of(("request", "reply"), request=or_null(TEXT), reply=or_null(TEXT)),
)  # fmt: skip

_FILTERS = (
    Parameter("method", "A vim25 method, or one of HTTP. `*` and `?` stand for any characters, here and in the next four."),
    Parameter("object", "The object's name when it was called, its moid or `Type:moid`; over HTTP the path."),
    Parameter("type", "The managed type of the object."),
    Parameter("user", "Who called."),
    Parameter("fault", "The name of the fault that it was answered with."),
    Parameter("kind", "Calls, or other requests over HTTP.", {"type": "string", "enum": list(KINDS)}),
    Parameter("since", "Only those with a higher number.", {"type": "integer", "minimum": 0}),
    Parameter("argument", "An argument as `path=value`, such as `portgrp.name=br10`; a value that is JSON is that. May be "
              "repeated.", repeated=True),
)
_WITH = Parameter("with", "What else is to be told of each: `soap` (the envelopes) or `result`.",
                  {"type": "string", "enum": list(_EXTRAS)}, repeated=True)


def argument(text: str) -> tuple[str, Any]:
    """An argument filter ``path=value``. Raises ``ValueError``."""
    path, equals, value = text.partition("=")
    if not equals or not path:
        raise ValueError(f"{text[:60]!r} is not PATH=VALUE, such as portgrp.name=br10")
    try:
        return path, json.loads(value)
    except (ValueError, RecursionError):
        return path, value


def _query(asked: Asked) -> Query:
    names = ("method", "object", "type", "user", "fault", "kind", "since")
    try:
        arguments: dict[str, Any] = {}
        for text in asked.query.get("argument", ()):
            path, value = argument(text)
            if path in arguments:
                raise ValueError(f"the argument {path} is given twice")
            arguments[path] = value
        return Query(**{name: asked.query.get(name) for name in names}, arguments=arguments).check(asked.host.model)
    except (ValueError, RecursionError) as problem:
        raise Problem(400, str(problem)) from None


def _found(asked: Asked, query: Query) -> list[Record]:
    found = [record for record in asked.host.requests if query.fits(record)]
    limit = asked.query.get("limit")
    return found if limit is None else found[len(found) - min(limit, len(found)):]


def _told(asked: Asked, record: Record) -> dict[str, Any]:
    extras = asked.query.get("with", ())
    return record.to_json(soap="soap" in extras, result="result" in extras)


def _list(asked: Asked) -> Any:
    query, follow = _query(asked), asked.query.get("follow", False)
    if follow and "wait" in asked.query:
        raise Problem(400, "wait does not go together with follow")
    if follow:
        first = [record for record in _found(asked, query) if record.end] if "since" in asked.query else []
        Following(asked.request, asked.host, query.fits, lambda r: json.dumps(_told(asked, r)), LINES).start(first)
        return SENT
    found, wait = _found(asked, query), asked.query.get("wait", 0)
    if wait and not any(record.end for record in found):
        return _next(asked, query, wait).addCallback(lambda _: _answer(asked, _found(asked, query)))
    return _answer(asked, found)


def _answer(asked: Asked, found: Sequence[Record]) -> Any:
    told = [_told(asked, record) for record in found]
    if asked.query.get("lines"):
        return Answer(200, "".join(json.dumps(each) + "\n" for each in told).encode(), type=LINES.encode())
    return {"last": asked.host.requests.last, "requests": told}


def _next(asked: Asked, query: Query, seconds: float) -> Deferred[None]:
    """Fires when a request that fits or the host has ended, or the time is up; never when the client goes away."""
    ready: Deferred[None] = Deferred()

    def look(record: Record) -> None:
        if query.fits(record):
            done(True)

    def done(fire: bool) -> None:
        end()
        if timer.active():
            timer.cancel()
        if fire and not ready.called:
            ready.callback(None)

    end = subscribed(asked.host, look, lambda: done(True))
    timer = asked.request.channel.site.clock.callLater(seconds, done, True)
    asked.request.on_gone(lambda: done(False))
    return ready


def _nearest(asked: Asked) -> Any:
    query, log = _query(asked), asked.host.requests
    found = log.nearest(
        query.method, object=query.object, type=query.type, user=query.user, fault=query.fault, kind=query.kind,
        since=query.since, arguments=query.arguments,
    )
    return {"text": found.text, "request": None if found.record is None else _told(asked, found.record)}


def _one(asked: Asked) -> Any:
    number = asked.path["number"]
    record = asked.host.requests.record(int(number)) if number.isdecimal() and len(number) < 20 else None
    if record is None:
        log = asked.host.requests
        numbers = [each.number for each in log]
        there = f"there are {numbers[0]} to {numbers[-1]}" if numbers else "there are none"
        raise Problem(404, f"there is no request {number[:20]!r} in the log; {there}")
    return _told(asked, record)


def _clear(asked: Asked) -> None:
    asked.host.requests.clear()


ROUTES = (
    Route(
        "GET", "requests",
        "Find requests, oldest first. With `wait` the answer comes when one that fits has ended, or the time is up. With "
        "`follow` each one that fits is a line, sent when the request has ended, until the client hangs up or the host "
        "ends (also when another takes its place); those that were there before come first when `since` is given.",
        _list, object_of(("last", "requests"), last=WHOLE, requests=list_of(RECORD)),
        (*_FILTERS, _WITH,
         Parameter("limit", "Only the last ones.", {"type": "integer", "minimum": 1}),
         Parameter("wait", "Seconds to wait for one.", {"type": "number", "minimum": 0, "maximum": _LONGEST_WAIT}),
         Parameter("lines", "Answer with one JSON object in each line.", FLAG),
         Parameter("follow", "Go on with what comes.", FLAG)),
        others=(LINES,), tag="requests",
    ),
    Route("DELETE", "requests", "Forget all requests; numbers go on.", _clear, status=204, tag="requests"),
    Route(
        "GET", "requests/nearest", "Compare what was expected with the request that came nearest to it.", _nearest,
        object_of(("text", "request"), text=TEXT, request={**RECORD, "type": ["object", "null"]}), (*_FILTERS, _WITH),
        tag="requests",
    ),
    Route("GET", "requests/{number}", "Tell of one request.", _one, RECORD, (_WITH,),
          problems={404: "it is not in the log, or not any more"}, tag="requests"),
)  # fmt: skip
