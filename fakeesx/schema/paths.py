"""Parts of the properties of managed objects by path (``config.network.dnsConfig``), in plain form.

A path leads through data objects, by the names of their properties; a list is a whole.
"""

from __future__ import annotations

from typing import Any

from fakeesx.schema import plain
from fakeesx.schema.arrays import array_names
from fakeesx.schema.values import Array, DataObject, Types


def plain_at(types: Types, type: str, values: Any, path: tuple[str, ...]) -> Any:
    """The plain form of what is at a path of an object; ``None`` where it is not set. ``values``: its properties."""
    prop: Any = types.model.managed_properties(type)[path[0]]
    value = values.get(path[0])
    for name in path[1:]:
        prop = next(each for each in value._properties if each.name == name)
        value = getattr(value, name)
    if value is None:
        return None
    return plain.dump(tuple(value.items) if isinstance(value, Array) else value, prop.type, prop.target)


def patched(types: Types, type: str, values: Any, path: str, new: Any) -> tuple[str, Any]:
    """A property of a managed object with the value at a path replaced: its name and its new value.

    ``type`` is that of the object, ``values`` are its properties, ``new`` is in plain form (``None`` unsets). Raises
    ``ValueError``, which says why.
    """
    name, _, rest = path.partition(".")
    properties = types.model.managed_properties(type)
    if name not in properties:
        raise ValueError(f"{type} has no property {name}")
    prop = properties[name]
    return name, _replaced(types, prop, values.get(name), rest, new, name)


def _replaced(types: Types, prop: Any, old: Any, rest: str, new: Any, path: str) -> Any:
    if not rest:
        if new is None:
            return None
        try:
            value = plain.load(types, prop, new, path)
        except (plain.PlainError, TypeError, KeyError, ValueError) as error:
            raise ValueError(_said(error)) from None
        return Array(array_names(prop.type)[0], value) if prop.array else value
    if not isinstance(old, DataObject):
        raise ValueError(f"{path} has no parts: it is not set, or a list")
    name, _, rest = rest.partition(".")
    inner = next((each for each in old._properties if each.name == name), None)
    if inner is None:
        raise ValueError(f"{type(old).__name__} has no property {name}")
    value = _replaced(types, inner, getattr(old, name), rest, new, f"{path}.{name}")
    return old.replace(**{name: value.items if isinstance(value, Array) and inner.array else value})


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
