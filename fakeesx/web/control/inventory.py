"""The host as an inventory file says it. What reads and writes such files is imported when it is asked for: most hosts start
without."""

from __future__ import annotations

import json
from typing import Any

from fakeesx.web.control.problems import Problem
from fakeesx.web.control.routes import TEXT, Answer, Asked, Body, Parameter, Route

YAML = "application/yaml"


_LARGEST = 16 * 1024 * 1024


def _get(asked: Asked) -> Any:
    from fakeesx.host.lab.telling import reading_of
    from fakeesx.inventory.file import dump

    read = reading_of(asked.host)  # the rest takes long, and needs the host no more
    return asked.host.blocking.run(lambda: dump(read())).addCallback(lambda text: _told(asked, text))


def _told(asked: Asked, text: str) -> Any:
    if asked.query.get("format", "yaml") == "yaml":
        return Answer(200, text.encode(), type=YAML.encode())
    import yaml

    return yaml.safe_load(text) or {}


def _put(asked: Asked) -> None:
    from fakeesx.host.lab import successor
    from fakeesx.inventory.file import InventoryError, load

    replace = asked.request.channel.site.replace
    if replace is None or asked.host.kept is not None:
        raise Problem(409, "a host that is kept in a folder (--state), or does not listen, can't be replaced")
    text = asked.body if isinstance(asked.body, str) else json.dumps(asked.body)
    try:
        replace(successor(asked.host, load(text)))
    except InventoryError as error:
        lines = (f"line {each.place.line}, column {each.place.column}: {each}" for each in error.problems)
        raise Problem(422, "\n".join(lines)) from None


ROUTES = (
    Route(
        "GET", "inventory", "The host as an inventory file, of which `fakeesx serve --inventory` makes an equal host. What "
        "no such file can say of it stands in remarks at the top.", _get, TEXT,
        (Parameter("format", "What to answer with.", {**TEXT, "enum": ["yaml", "json"]}),),
        media=YAML, others=("application/json",), tag="state",
    ),
    Route(
        "PUT", "inventory", "Let the host of an inventory file take this one's place, at the same port, with the same "
        "administrator: connections are cut; sessions, snapshots, files and the log of requests are gone. A file that is "
        "wrong changes nothing.", _put, status=204,
        body=Body("An inventory file.", {"type": "object"}, limit=_LARGEST, text=YAML),
        problems={409: "the host is kept in a folder", 422: "something is wrong with the file: a line for each problem"},
        tag="state",
    ),
)
