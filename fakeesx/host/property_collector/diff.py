"""What changed between two values of a property, as nested paths (partial updates)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fakeesx.host.property_collector.paths import element_key
from fakeesx.schema.arrays import array_names
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

Difference = tuple[str, str, Any, str | None]
"""Path, op (``assign``, ``add``, ``remove``), value (``None`` when unset) and a scalar's wire type where it is needed."""


def differences(path: str, old: Any, new: Any, wire_type: str | None = None) -> Iterator[Difference]:
    """The smallest changes that turn ``old`` into ``new``; nothing where both are the same object or equal."""
    if old is new or (old.__class__ is new.__class__ and old == new):
        return
    if isinstance(new, DataObject) and old.__class__ is new.__class__:
        for prop in new._properties:
            before, after = getattr(old, prop.name), getattr(new, prop.name)
            if before is after:
                continue
            if prop.array:
                name = array_names(prop.type)[0]
                yield from differences(f"{path}.{prop.name}", Array(name, before), Array(name, after))
            else:
                scalar = prop.type if prop.type.startswith("xsd:") and prop.type != "xsd:anyType" else None
                yield from differences(f"{path}.{prop.name}", before, after, scalar)
    elif isinstance(new, Array) and isinstance(old, Array):
        yield from _array(path, old, new)
    else:
        yield path, "assign", new, wire_type


def _array(path: str, old: Array, new: Array) -> Iterator[Difference]:
    before, after = _keyed(old), _keyed(new)
    if before is None or after is None or not _same_order(before, after):
        yield path, "assign", new, None
        return
    for text in before:
        if text not in after:
            yield f"{path}[{text}]", "remove", None, None
    for text, item in after.items():
        if text not in before:
            yield f"{path}[{text}]", "add", item, None
        else:
            yield from differences(f"{path}[{text}]", before[text], item)


def _keyed(array: Array) -> dict[str, Any] | None:
    """The elements by the text of their key in a path; ``None`` when they have none or share one."""
    keyed: dict[str, Any] = {}
    for item in array.items:
        key = element_key(item)
        if key is None or '"' in key:
            return None
        quoted = isinstance(item, ManagedObjectReference) or not isinstance(item.key, int)
        keyed[f'"{key}"' if quoted else key] = item
    return keyed if len(keyed) == len(array.items) else None


def _same_order(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether removing and appending elements turns one order into the other."""
    kept = [key for key in before if key in after]
    return list(after)[: len(kept)] == kept
