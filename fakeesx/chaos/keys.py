"""The keys of a rule: what each holds, how it is checked, what the JSON Schema and the reference say of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_MOST = 2**53
"""The largest whole number that every JSON reader takes."""
_LONGEST = 10_000_000.0
"""Seconds: more than a hundred days."""
_TEXT = 10_000


@dataclass(frozen=True)
class Key:
    """One key. ``wanted`` says what its value is, ``fits`` tells whether one is, ``schema`` is the JSON Schema of it."""

    what: str
    wanted: str
    fits: Callable[[Any], bool]
    schema: Mapping[str, Any]


def _is_unicode(value: str) -> bool:
    """Whether a text can be sent: JSON lets one half of a pair of surrogates through."""
    return not any("\ud800" <= each <= "\udfff" for each in value)


def _text(what: str, wanted: str = "text, such as {}", example: str = "", least: int = 1) -> Key:
    return Key(
        what, wanted.format(example), lambda v: isinstance(v, str) and least <= len(v) <= _TEXT and _is_unicode(v),
        {"type": "string", "minLength": least, "maxLength": _TEXT},
    )


def _whole(what: str, least: int, most: int = _MOST) -> Key:
    wanted = f"a whole number from {least} to {most}" if most < _MOST else f"a whole number, {least} or more"
    return Key(
        what, wanted, lambda v: isinstance(v, int) and not isinstance(v, bool) and least <= v <= most,
        {"type": "integer", "minimum": least, "maximum": most},
    )


def _is_seconds(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LONGEST


_SECONDS: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": _LONGEST}


def _seconds(what: str) -> Key:
    return Key(what, "a number of seconds, 0 or more", _is_seconds, _SECONDS)


def _choice(what: str, *words: str) -> Key:
    wanted = " or ".join(f'"{word}"' for word in words)
    return Key(what, wanted, lambda v: isinstance(v, str) and v in words, {"enum": [*words]})


def _is_values(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(
        isinstance(path, str) and path
        and (wanted is None or isinstance(wanted, str | int) or (isinstance(wanted, float) and math.isfinite(wanted)))
        for path, wanted in value.items()
    )


def _values(what: str, example: str) -> Key:
    return Key(
        what, f"a mapping of paths to values, such as {example}", _is_values,
        {
            "type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
            "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
        },
    )


def _is_paths(value: Any) -> bool:
    return (isinstance(value, str) and bool(value)) or (
        isinstance(value, list | tuple) and bool(value) and all(isinstance(each, str) and each for each in value)
    )


_PATH: dict[str, Any] = {"type": "string", "minLength": 1}

MATCH: dict[str, Key] = {
    "method": _text("the WSDL name of the method; a glob", example="AddPortGroup or *_Task"),
    "type": _text("the managed type of the object, or one that it derives from", example="VirtualMachine"),
    "name": _text("the name of the object; a glob", example="web*"),
    "moid": _text("the id of the object; a glob", example="ha-host"),
    "property": _values("properties of the object, by path; text is a glob", '{"runtime.powerState": "poweredOn"}'),
    "argument": _values(
        "arguments of the call, by path (for a request: of its query); text is a glob", '{"spec.name": "db*"}',
    ),
    "user": _text("who calls; a glob", example="root"),
    "request": _text(
        "an HTTP request in place of a vim25 call: its method and its path, each a glob", example="PUT /folder/*",
    ),
    "nth": _whole("only the nth of the calls that fit", 1),
    "after": _whole("only those after so many that fit", 0),
    "every": _whole("every nth of those that fit (after `after`)", 1),
    "times": _whole("at most so many times", 1),
    "probability": Key(
        "each with this probability, drawn from the host's seed and the rule's id", "a number from 0 to 1",
        lambda v: isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v <= 1,
        {"type": "number", "minimum": 0, "maximum": 1},
    ),
}
"""Which calls a rule is for: all conditions hold together."""

COUNTED = ("nth", "after", "every", "times", "probability")
"""Those that count the calls which fit the others."""

EFFECT: dict[str, Key] = {
    "fault": _text("the name of a vim25 fault", example="InvalidState"),
    "fields": Key(
        "the fault's own fields", "a mapping of the fault's fields to values",
        lambda v: isinstance(v, Mapping) and all(isinstance(each, str) for each in v), {"type": "object"},
    ),
    "text": _text("the message beside the fault (default: what a host says)", "text", least=0),
    "task_fails": _whole("at how many per cent the task ends in `fault`", 0, 100),
    "delay": _seconds("seconds that the call waits before it runs; a task takes so much longer"),
    "jitter": _seconds("up to so many seconds more, drawn from the rule's randomness"),
    "status": _whole("the HTTP status in place of the reply", 200, 599),
    "body": Key(
        "the body of that answer", "text", lambda v: isinstance(v, str) and len(v) <= 1 << 20 and _is_unicode(v),
        {"type": "string", "maxLength": 1 << 20},
    ),
    "content_type": Key(
        "the type of that body", "a media type in ASCII, such as text/html",
        lambda v: isinstance(v, str) and 1 <= len(v) <= 200 and v.isascii() and v.isprintable(),
        {"type": "string", "pattern": "^[ -~]{1,200}$"},
    ),
    "when": _choice("whether the call is not run, or has run", "before", "after"),
    "truncate": _whole("bytes of the reply's body that are sent, below its full Content-Length", 0),
    "reset": _choice("the connection is reset before the call has run, or after", "before", "after"),
    "hang": Key("the call waits until it is released", "true", lambda v: v is True, {"const": True}),
    "session": _choice(
        "the session of the call has ended; `empty`: RetrieveProperties answers with nothing", "expired", "empty",
    ),
    "stale": Key(
        "paths of properties that show the value they had when the rule came",
        "the path of a property, or a list of such", _is_paths,
        {"anyOf": [_PATH, {"type": "array", "minItems": 1, "items": _PATH}]},
    ),
    "seconds": _seconds("for how long (default: as long as the rule is there)"),
    "datastore_free": _whole("bytes that are left on the datastore; the rest is taken", 0),
    "cut_at": _whole("bytes of an upload's or a download's body after which the connection drops", 0),
    "bytes_per_second": _whole("how fast an upload or a download goes", 1),
    "nic_down": _text("physical NICs that have no link; a glob", example="vmnic0"),
    "reboot": Key(
        "the host reboots: seconds until it is back, or true for the profile's", "true or a number of seconds",
        lambda v: v is True or _is_seconds(v), {"anyOf": [{"const": True}, _SECONDS]},
    ),
}
"""What a rule does: each effect has a key of its own, some have more beside it."""

ID = Key(
    "the rule's name; made when not given", "up to 100 printable characters, such as no-room",
    lambda v: isinstance(v, str) and 1 <= len(v) <= 100 and v.isprintable(),
    {"type": "string", "minLength": 1, "maxLength": 100},
)
