"""Values to and from plain data (what JSON and YAML hold): the form of profiles and inventory files.

A data object is a mapping of its properties, with ``_type`` where its type is not the declared one; an array is a list; a
reference is its moid, or ``{"_ref": [type, moid]}`` where the declared target does not say the type; a scalar that needs an
exact type inside ``xsd:anyType`` is ``{"_any": [wire type, value]}``.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

from fakeesx.schema import scalars
from fakeesx.schema.model import Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, Types, VimEnum


class PlainError(ValueError):
    """Plain data that does not fit the schema; the message starts with the path of the value."""


def load(types: Types, prop: Property, plain: Any, path: str = "") -> Any:
    """The value of a property from its plain form. Raises ``PlainError``."""
    path = path or prop.name
    if not prop.array:
        return _load(types, prop.type, prop.target, plain, path)
    if not isinstance(plain, list):
        raise PlainError(f"{path}: a list is needed")
    return tuple(_load(types, prop.type, prop.target, item, f"{path}[{i}]") for i, item in enumerate(plain))


def load_data(types: Types, name: str, plain: Any, path: str = "") -> DataObject:
    """A data object from its plain form. Raises ``PlainError``."""
    if not isinstance(plain, dict):
        raise PlainError(f"{path}: a mapping is needed for {name}")
    name = plain.get("_type", name)
    if name not in types.model.data:
        raise PlainError(f"{path}: there is no data type {name}")
    cls = types.data(name)
    properties = {p.name: p for p in cls._properties}
    values = {}
    for key, item in plain.items():
        if key == "_type":
            continue
        if key not in properties:
            raise PlainError(f"{path}: {name} has no property {key}")
        values[key] = load(types, properties[key], item, f"{path}.{key}")
    return cls(**values)


def _load(types: Types, type: str, target: str | None, plain: Any, path: str) -> Any:
    if type == "ManagedObjectReference":
        if isinstance(plain, dict):
            return ManagedObjectReference(*plain["_ref"])
        if not target:
            raise PlainError(f"{path}: a reference needs its type")
        return ManagedObjectReference(target, plain)
    if type == "xsd:anyType":
        return _load_any(types, plain, path)
    if type in types.model.data:
        return load_data(types, type, plain, path)
    if type in types.model.enums:
        try:
            return types.enum(type)(plain)
        except ValueError as error:
            raise PlainError(f"{path}: {error}") from None
    return _load_scalar(type, plain, path)


def _load_scalar(type: str, plain: Any, path: str) -> Any:
    if isinstance(plain, datetime):
        return plain
    if type == "xsd:base64Binary":
        return b64decode(plain)
    if type == "xsd:boolean" and not isinstance(plain, bool):
        raise PlainError(f"{path}: true or false is needed")
    text = plain if isinstance(plain, str) else str(plain).lower() if isinstance(plain, bool) else str(plain)
    try:
        return scalars.PARSE[type](text)
    except ValueError as error:
        raise PlainError(f"{path}: {error}: {text}") from None


def _load_any(types: Types, plain: Any, path: str) -> Any:
    if isinstance(plain, dict):
        if "_any" in plain:
            type_, value = plain["_any"]
            if type_ in types.model.enums:
                return types.enum(type_)(value)
            keep = scalars.ANY_CLASS.get(type_)
            scalar = _load_scalar(type_, value, path)
            return keep(scalar) if keep else scalar
        if "_ref" in plain:
            return ManagedObjectReference(*plain["_ref"])
        if "_array" in plain:
            name, items = plain["_array"]
            item_type = types.arrays[name][1]
            return Array(name, [_load(types, item_type, None, item, f"{path}[{i}]") for i, item in enumerate(items)])
        return load_data(types, "", plain, path)
    return plain


def dump(value: Any, type: str, target: str | None = None) -> Any:
    """The plain form of a value of a declared wire type."""
    if isinstance(value, tuple) and not isinstance(value, ManagedObjectReference):
        return [dump(item, type, target) for item in value]
    if isinstance(value, DataObject):
        plain: dict[str, Any] = {} if value.__class__.__name__ == type else {"_type": value.__class__.__name__}
        properties = {p.name: p for p in value._properties}
        plain.update((name, dump(item, properties[name].type, properties[name].target)) for name, item in value.items())
        return plain
    if isinstance(value, ManagedObjectReference):
        return value.value if target == value.type else {"_ref": [value.type, value.value]}
    if isinstance(value, Array):
        return {"_array": [value.type, [dump(item, "xsd:anyType") for item in value.items]]}
    if isinstance(value, VimEnum):
        return str(value) if type != "xsd:anyType" else {"_any": [value.__class__.__name__, str(value)]}
    return _dump_scalar(value, type)


def _dump_scalar(value: Any, type: str) -> Any:
    text: Any = value
    if isinstance(value, datetime):
        text = scalars.date_time(value).decode()
    elif isinstance(value, bytes):
        text = b64encode(value).decode()
    elif isinstance(value, str):
        text = str(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        text = int(value)
    if type == "xsd:anyType" and (exact := scalars.any_type(value)) not in ("xsd:string", "xsd:boolean", "xsd:int"):
        return {"_any": [exact, text]}
    return text
