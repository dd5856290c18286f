"""vim25 faults from their names and fields, checked against the schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from fakeesx.chaos.effects import Fault, TaskFails
from fakeesx.chaos.errors import RuleError, nearest, shown
from fakeesx.schema import vim
from fakeesx.schema.model import Property
from fakeesx.schema.plain import PlainError, load, load_data
from fakeesx.soap.errors import VimFault

_NUMBERS = ("xsd:byte", "xsd:short", "xsd:int", "xsd:long")
_FLOATS = ("xsd:float", "xsd:double")


@cache
def names() -> tuple[str, ...]:
    """The names of all faults of the model, sorted."""
    return tuple(sorted(name for name, data in vim.TYPES.model.data.items() if data.fault))


def make(effect: Fault | TaskFails) -> VimFault:
    """The fault of an effect, to raise. Raises ``RuleError``: no such fault or field, a missing or wrongly typed one."""
    if effect.fault not in names():
        hint = nearest(effect.fault, names()) or f"; the schema has {len(names())}"
        raise RuleError("effect.fault", f'vim25 has no fault "{effect.fault}"{hint}')
    try:
        _check_data(effect.fault, effect.fields, "effect.fields")
        value = load_data(vim.TYPES, effect.fault, dict(effect.fields), "effect.fields")
    except PlainError as error:
        path, _, text = str(error).partition(": ")
        raise RuleError(path, text) from None
    except RecursionError:
        raise RuleError("effect.fields", "they are nested too deeply") from None
    return VimFault(value, effect.text)


def _check_data(name: str, plain: Any, path: str) -> None:
    """What ``load_data`` takes for granted: a mapping, of known and right values, with all that is needed."""
    model = vim.TYPES.model
    if not isinstance(plain, Mapping):
        raise RuleError(path, f"{shown(plain)} is not a mapping of the properties of {name}")
    actual = plain.get("_type", name)
    if not isinstance(actual, str) or actual not in model.data or not model.data_is_a(actual, name):
        raise RuleError(f"{path}._type", f"{shown(actual)} is no data type that is a {name}")
    known = {prop.name: prop for prop in model.properties(actual)}
    for key, value in plain.items():
        if key == "_type":
            continue
        if key not in known:
            has = f"; it has {', '.join(sorted(known))}" if known else "; it has none"
            raise RuleError(f"{path}.{key}", f"{actual} has no such field{nearest(str(key), known) or has}")
        _check(known[key], value, f"{path}.{key}")
    missing = [prop for prop in known.values() if not prop.optional and not prop.array and prop.name not in plain]
    if missing:
        wanted = ", ".join(f"{prop.name} ({_kind(prop)})" for prop in missing)
        raise RuleError(path, f"{actual} needs {wanted}")


def _check(prop: Property, plain: Any, path: str) -> None:
    if not prop.array:
        _check_one(prop, plain, path)
    elif not isinstance(plain, list | tuple):
        raise RuleError(path, f"{shown(plain)} is not a list of {prop.type.removeprefix('xsd:')}")
    else:
        for number, item in enumerate(plain):
            _check_one(prop, item, f"{path}[{number}]")


def _check_one(prop: Property, plain: Any, path: str) -> None:
    type = prop.type
    if type in vim.TYPES.model.data:
        _check_data(type, plain, path)
        return
    if type in vim.TYPES.model.enums:
        words = vim.TYPES.model.enums[type]
        if plain not in words:
            hint = nearest(str(plain), words) or f"; there are {', '.join(words)}"
            raise RuleError(path, f"{shown(plain)} is not a {type}{hint}")
        return
    if not _fits(prop, plain):
        raise RuleError(path, f"{shown(plain)} is not {_kind(prop)}")
    try:
        load(vim.TYPES, Property(prop.name, type, True, False, prop.target), plain, path)
    except (PlainError, TypeError, KeyError, ValueError) as error:
        text = str(error).removeprefix(f"{path}: ")
        raise RuleError(path, f"{shown(plain)} is not {_kind(prop)}: {text}") from None


def _fits(prop: Property, plain: Any) -> bool:
    type, is_number = prop.type, isinstance(plain, int) and not isinstance(plain, bool)
    if type == "ManagedObjectReference":
        if isinstance(plain, Mapping):
            return set(plain) == {"_ref"} and _is_reference(plain["_ref"])
        return isinstance(plain, str) and bool(plain) and _is_exact(prop.target)
    if type in _NUMBERS:
        return is_number
    if type in _FLOATS:
        return is_number or isinstance(plain, float)
    if type == "xsd:boolean":
        return isinstance(plain, bool)
    if type == "xsd:dateTime":
        return isinstance(plain, str | datetime)
    return type == "xsd:anyType" or isinstance(plain, str)


def _is_exact(target: str | None) -> bool:
    """Whether a reference's declared type is the only one that it can have."""
    return bool(target) and not any(managed.base == target for managed in vim.TYPES.model.managed.values()) and (
        target != "ManagedObject"
    )


def _is_reference(plain: Any) -> bool:
    return (
        isinstance(plain, list | tuple) and len(plain) == 2 and all(isinstance(part, str) and part for part in plain)
        and plain[0] in vim.TYPES.model.managed
    )


def _kind(prop: Property) -> str:
    """What a property holds, as a phrase."""
    type = prop.type
    if type == "ManagedObjectReference":
        if _is_exact(prop.target):
            return f'the moid of a {prop.target} or {{"_ref": [type, moid]}}'
        return '{"_ref": [type, moid]}'
    words = {
        "xsd:string": "text", "xsd:boolean": "true or false", "xsd:dateTime": "a date and time such as 2010-11-05T23:33:20Z",
        "xsd:base64Binary": "base64",
    }
    if type in words:
        return words[type]
    return "a number" if type in _FLOATS else "a whole number" if type in _NUMBERS else f"a {type.removeprefix('xsd:')}"
