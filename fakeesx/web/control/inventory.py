"""The host as an inventory file says it."""

from __future__ import annotations

from typing import Any

from fakeesx.host.lab_of import lab_of
from fakeesx.inventory.file import dump
from fakeesx.web.control.routes import TEXT, Answer, Asked, Parameter, Route

YAML = "application/yaml"


def _get(asked: Asked) -> Any:
    text = dump(lab_of(asked.host))
    if asked.query.get("format", "yaml") == "yaml":
        return Answer(200, text.encode(), type=YAML.encode())
    import yaml  # only when it is asked for

    return yaml.safe_load(text) or {}


ROUTES = (
    Route(
        "GET", "inventory", "The host as an inventory file, of which `fakeesx serve --inventory` makes an equal host. What "
        "no such file can say of it stands in remarks at the top.", _get, TEXT,
        (Parameter("format", "What to answer with.", {**TEXT, "enum": ["yaml", "json"]}),),
        media=YAML, others=("application/json",), tag="state",
    ),
)
