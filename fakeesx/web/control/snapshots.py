"""The host as a whole: snapshots of it, going back to them and to its start."""

from __future__ import annotations

from typing import Any

from fakeesx.host.services.checkpoints import CheckpointError
from fakeesx.web.control.problems import Problem, unknown
from fakeesx.web.control.routes import FLAG, TEXT, Asked, Body, Parameter, Route, list_of, object_of

_NAME = object_of(("name",), name={**TEXT, "minLength": 1, "maxLength": 100})
_NAMES = object_of(("snapshots",), snapshots=list_of(TEXT))
_BUSY = "tasks run, or files can't be brought back"
_NO_SUCH = {404: "there is no such snapshot"}


def _list(asked: Asked) -> Any:
    return {"snapshots": list(asked.host.checkpoints.names)}


def _take(asked: Asked, name: str, *, replace: bool) -> Any:
    taken = name in asked.host.checkpoints.names
    try:
        asked.host.checkpoints.take(name, replace=replace)
    except CheckpointError as error:
        wrong = not name.isprintable() or name != name.strip() or not 1 <= len(name) <= 100
        raise Problem(422 if wrong and not taken else 409, str(error)) from None
    return _list(asked)


def _post(asked: Asked) -> Any:
    return _take(asked, asked.body["name"], replace=False)


def _put(asked: Asked) -> Any:
    return _take(asked, asked.path["name"], replace=asked.query.get("replace", False))


def _existing(asked: Asked) -> str:
    name, names = asked.path["name"], asked.host.checkpoints.names
    if name not in names:
        raise Problem(404, unknown("snapshot", name, names))
    return name


def _restore(asked: Asked) -> None:
    name = _existing(asked)
    try:
        asked.host.checkpoints.restore(name)
    except CheckpointError as error:
        raise Problem(409, str(error)) from None


def _drop(asked: Asked) -> None:
    asked.host.checkpoints.drop(_existing(asked))


def _reset(asked: Asked) -> None:
    try:
        asked.host.checkpoints.reset(keep_requests=asked.query.get("keep_requests", False))
    except CheckpointError as error:
        raise Problem(409, str(error)) from None


ROUTES = (
    Route("POST", "reset", "Let the whole host be as it was when it had started: sessions that began since are over, and "
          "the log of requests is empty.", _reset, status=204, problems={409: _BUSY},
          query=(Parameter("keep_requests", "Leave the log of requests as it is.", FLAG),), tag="state"),
    Route("GET", "snapshots", "List the snapshots, oldest first.", _list, _NAMES, tag="state"),
    Route("POST", "snapshots", "Take a snapshot of the whole host: inventory, files, sessions, chaos rules. Time is no part "
          "of it.", _post, _NAMES, body=Body("What it is to be called.", _NAME), status=201,
          problems={409: "the name is taken, or " + _BUSY, 422: "no name"}, tag="state"),
    Route("PUT", "snapshots/{name}", "The same, the name being that of the path.", _put, _NAMES, status=201,
          query=(Parameter("replace", "Take the place of one that has the name.", FLAG),),
          problems={409: "the name is taken, or " + _BUSY, 422: "no name"}, tag="state"),
    Route("DELETE", "snapshots/{name}", "Forget a snapshot.", _drop, status=204, problems=_NO_SUCH, tag="state"),
    Route("POST", "snapshots/{name}/restore", "Let the whole host be as it was at a snapshot, as often as one likes. Tasks "
          "that run end with RequestCanceled, sessions that were not there are over.", _restore, status=204,
          problems={**_NO_SUCH, 409: _BUSY}, tag="state"),
)
