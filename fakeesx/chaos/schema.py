"""The JSON Schema (2020-12) of rules, made from the table of keys.

What the schema accepts may still be refused: it knows neither vim25 nor which match goes with which effect.
"""

from __future__ import annotations

from typing import Any

from fakeesx.chaos.effects import BY_KEY, keys_of
from fakeesx.chaos.keys import EFFECT, ID, MATCH, Key


def schema() -> dict[str, Any]:
    """The schema of one rule as plain JSON values."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "fakeesx chaos rule",
        "type": "object", "additionalProperties": False, "required": ["effect"],
        "properties": {
            "id": {"description": ID.what, "type": "string", "maxLength": ID.schema["maxLength"]},
            "match": {
                "description": "which calls it is for: all conditions hold together", "type": "object",
                "additionalProperties": False, "properties": {name: _described(key) for name, key in MATCH.items()},
            },
            "effect": {"description": "what happens to them", "anyOf": [_effect(name) for name in BY_KEY]},
        },
    }


def _effect(name: str) -> dict[str, Any]:
    cls = BY_KEY[name]
    keys = keys_of(cls)
    return {
        "title": name, "description": " ".join((cls.__doc__ or "").split()), "type": "object",
        "additionalProperties": False, "required": [name, "fault"] if "fault" in keys and name != "fault" else [name],
        "properties": {key: _described(EFFECT[key]) for key in keys},
    }


def _described(key: Key) -> dict[str, Any]:
    return {"description": key.what, **key.schema}
