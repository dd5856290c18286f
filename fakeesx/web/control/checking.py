"""Strict reading of queries and bodies: what is unknown or does not fit is refused, with what would be right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from twisted.web import http

from fakeesx.web.control.problems import Problem, unknown
from fakeesx.web.control.routes import Parameter, Schema

_NAMES = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "array": "a list",
    "object": "an object", "null": "null",
}
_DEEPEST = 60


def read_query(query: bytes, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values of a query by parameter. Raises ``Problem`` (400)."""
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    for raw, values in http.parse_qs(query, True).items():
        try:
            name, texts = raw.decode(), [value.decode() for value in values]
        except UnicodeDecodeError:
            raise Problem(400, "the query is not UTF-8") from None
        parameter = known.get(name)
        if parameter is None:
            raise Problem(400, unknown("query parameter", name, known))
        if parameter.repeated:
            found[name] = [_value(parameter, text) for text in texts]
        elif len(texts) > 1:
            raise Problem(400, f"{name} is given {len(texts)} times")
        else:
            found[name] = _value(parameter, texts[0])
    return found


def _value(parameter: Parameter, text: str) -> Any:
    kind = parameter.schema["type"]
    value: Any = text
    if kind == "boolean":
        value = {"true": True, "1": True, "": True, "false": False, "0": False}.get(text.lower())
    elif kind in ("integer", "number"):
        try:
            value = (int if kind == "integer" else float)(text) if len(text) <= 40 else None
        except ValueError:
            value = None
    problem = f"it is {_NAMES[kind]}" if value is None else misfit(parameter.schema, value)
    if problem is not None:
        raise Problem(400, f"{parameter.name}={text[:60]}: {problem}")
    return value


def read_json(body: bytes) -> Any:
    """The JSON of a body. Raises ``Problem`` (400), also for names that come twice and numbers that JSON does not have."""
    try:
        return json.loads(body.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        raise Problem(400, "the body is not UTF-8") from None
    except RecursionError:
        raise Problem(400, "the body is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Problem(400, f"the body is no JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:  # a number of too many digits
        raise Problem(400, f"the body is no JSON: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise Problem(400, f"{next(name for name in names if names.count(name) > 1)[:60]!r} is there twice")
    return found


def _constant(text: str) -> Any:
    raise Problem(400, f"the body is no JSON: {text} is no number of JSON")


def require(schema: Schema, value: Any) -> None:
    """Raise ``Problem`` (400) when JSON does not fit a schema."""
    problem = misfit(schema, value)
    if problem is not None:
        raise Problem(400, problem)


def misfit(schema: Schema, value: Any, path: str = "", depth: int = 0) -> str | None:
    """What is wrong with a value by a schema, ``None`` when it fits.

    Known words: type, enum, minimum, maximum, minLength, maxLength, items, properties, additionalProperties, required.
    """
    where = f"{path}: " if path else ""
    if depth > _DEEPEST:
        return f"{where}it is nested too deeply"
    kinds = schema.get("type")
    if kinds is not None:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not any(_is(kind, value) for kind in kinds):
            return f"{where}it must be {' or '.join(_NAMES[kind] for kind in kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where}it must be one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        least, most = schema.get("minimum", -inf), schema.get("maximum", inf)
        if not least <= value <= most or value in (inf, -inf):
            return f"{where}it must be {f'from {least} to {most}' if most < inf else f'at least {least}'}"
    elif isinstance(value, str):
        least, most = schema.get("minLength", 0), schema.get("maxLength", len(value))
        if not least <= len(value) <= most:
            return f"{where}it must have at {f'least {least}' if len(value) < least else f'most {most}'} characters"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            problem = misfit(schema.get("items", {}), item, f"{path}[{index}]", depth + 1)
            if problem is not None:
                return problem
    elif isinstance(value, Mapping):
        return _members(schema, value, path, depth)
    return None


def _members(schema: Schema, value: Mapping[str, Any], path: str, depth: int) -> str | None:
    where = f"{path}: " if path else ""
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, item in value.items():
        if name not in properties and others is False:
            return where + unknown("key", name, properties)
        inner = properties.get(name, others if isinstance(others, Mapping) else {})
        problem = misfit(inner, item, f"{path}.{name}" if path else name, depth + 1)
        if problem is not None:
            return problem
    missing = next((name for name in schema.get("required", ()) if name not in value), None)
    return None if missing is None else f"{where}{missing} is missing"


def _is(kind: str, value: Any) -> bool:
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("integer", "number"):
        return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"string": str, "array": list, "object": dict}[kind])
