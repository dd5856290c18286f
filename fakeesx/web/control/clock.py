"""The time of a host: what it is, and letting it pass."""

from __future__ import annotations

from typing import Any

from fakeesx.clock import NotVirtual, VirtualClock
from fakeesx.web.control.problems import Problem
from fakeesx.web.control.routes import FLAG, NUMBER, TEXT, Asked, Body, Route, object_of

_TIME = object_of(
    ("now", "seconds", "virtual"), now={**TEXT, "format": "date-time"}, seconds=NUMBER, virtual=FLAG,
)


def _now(asked: Asked) -> Any:
    host = asked.host
    return {
        "now": host.now().isoformat(), "seconds": host.clock.seconds(), "virtual": isinstance(host.clock, VirtualClock),
    }


def _advance(asked: Asked) -> Any:
    try:
        asked.host.clock.advance(asked.body["seconds"])
    except NotVirtual as error:
        raise Problem(409, str(error)) from None
    except (ValueError, OverflowError) as error:
        raise Problem(422, str(error)) from None
    return _now(asked)


ROUTES = (
    Route(
        "GET", "clock", "Tell the date and time on the host, the seconds of its clock, and whether that is virtual.", _now,
        _TIME, tag="clock",
    ),
    Route(
        "POST", "clock/advance", "Let time pass at once: what falls due in it has happened when this is answered.", _advance,
        _TIME, body=Body("How long.", object_of(("seconds",), seconds={**NUMBER, "minimum": 0})),
        problems={409: "the host's clock is the real one", 422: "there is no date so late"}, tag="clock",
    ),
)
