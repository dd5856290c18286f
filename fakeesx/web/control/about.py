"""What a host says of itself: whether it is well, what it is, what it can do."""

from __future__ import annotations

from typing import Any

from fakeesx import __version__
from fakeesx.host.coverage import STATUSES, coverage
from fakeesx.web.control.routes import TEXT, WHOLE, Asked, Route, list_of, object_of


def _health(asked: Asked) -> Any:
    host = asked.host
    return {"status": "ok", "sessions": len(host.sessions), "objects": len(host.inventory)}


def _version(asked: Asked) -> Any:
    profile = asked.host.profile
    return {"fakeesx": __version__, "profile": profile.name, "about": profile.about.fullName}


def _methods(_: Asked) -> Any:
    return [{"type": r.type, "method": r.method, "status": r.status, "fault": r.fault} for r in coverage()]


ROUTES = (
    Route(
        "GET", "health", "Say that the host answers, with how many sessions and objects it has.", _health,
        object_of(("status", "sessions", "objects"), status={"const": "ok"}, sessions=WHOLE, objects=WHOLE), tag="about",
    ),
    Route(
        "GET", "version", "Say which fakeesx this is, and which host it plays.", _version,
        object_of(("fakeesx", "profile", "about"), fakeesx=TEXT, profile=TEXT, about=TEXT), tag="about",
    ),
    Route(
        "GET", "methods", "List the vim25 methods and what the host does with each.", _methods,
        list_of(object_of(
            ("type", "method", "status", "fault"), type=TEXT, method=TEXT, status={"enum": list(STATUSES)}, fault=TEXT,
        )),
        tag="about",
    ),
)
