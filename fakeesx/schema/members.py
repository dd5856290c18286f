"""Names on a way into values: whether the schema has them, whatever subtype a value turns out to be of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fakeesx.schema.model import Model, Property

_OPEN = ("xsd:anyType", "LocalizedMethodFault")
"""Types whose members can't be told: anything, and faults, which pyVmomi has without their wrapping."""


def unknown(model: Model, properties: Iterable[Property], names: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The first of the names, each a member of the one before, that the schema does not have, with those that it has there.

    ``properties`` are those that the first name may be one of. ``None`` when all are known.
    """
    here = tuple(properties)
    for name in names:
        types = {prop.type for prop in here if prop.name == name}
        if not types:
            return name, tuple(dict.fromkeys(prop.name for prop in here))
        if not types.isdisjoint(_OPEN):
            return None
        here = tuple(prop for type in sorted(types) for prop in members(model, type))
    return None


def members(model: Model, type: str) -> tuple[Property, ...]:
    """What a value that is declared as a type can have: its properties and those of the types that derive from it."""
    known = model.derived.setdefault("members", {})
    found: tuple[Property, ...] | None = known.get(type)
    if found is None:
        own = model.properties(type) if type in model.data else ()
        deriving = (data for name, data in model.data.items() if name != type and model.data_is_a(name, type))
        found = known[type] = own + tuple(prop for data in deriving for prop in data.properties)
    return found
