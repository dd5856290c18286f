"""Objects of pyVmomi, zeep and suds as expected values, so that a test can expect the spec that its code has sent.

They are known by what they have: none of these clients is imported. What is not set in them is not expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def moid_of(item: Any) -> str | None:
    """The moid of a reference: of pyVmomi's managed objects, of references of zeep and suds, of ``FakeESX``'s views."""
    if isinstance(item, str | Mapping | type):
        return None
    for name in ("_moId", "moid"):
        found = getattr(item, name, None)
        if isinstance(found, str):
            return str(found)
    if hasattr(item, "__values__"):  # zeep: the text of the element, and its attribute
        members = item.__values__
        return str(members["_value_1"]) if members.keys() == {"_value_1", "type"} else None
    if hasattr(item, "__keylist__") and hasattr(item, "_type") and hasattr(item, "value"):  # suds: a property
        return str(item.value)
    return None


def members_of(item: Any) -> dict[str, Any] | None:
    """What is set in a data object of a client; ``None`` for anything else."""
    if isinstance(item, type) or moid_of(item) is not None:
        return None
    if hasattr(item, "_GetPropertyList"):
        return _of_pyvmomi(item)
    if hasattr(item, "__values__"):
        return _set(item.__values__.items())
    if hasattr(item, "__keylist__"):
        return _set((name, getattr(item, name)) for name in item.__keylist__)
    return None


def type_named(item: Any) -> str | None:
    """The name of a type of pyVmomi, which it sends as text; ``None`` for anything else."""
    name = getattr(item, "_wsdlName", None)
    return name if isinstance(item, type) and isinstance(name, str) else None


def _of_pyvmomi(item: Any) -> dict[str, Any]:
    found = {}
    for info in item._GetPropertyList():  # noqa: SLF001 - the way to a data object's fields
        value = getattr(item, info.name)
        if _is_set(value):
            found[info.name] = _typed(value, info.type)
    return found


def _typed(value: Any, declared: Any) -> Any:
    """A value with the name of its type where that is not the declared one, as the log has it."""
    if isinstance(value, list):
        inner = getattr(declared, "Item", None)
        return [_typed(each, inner) for each in value]
    members = members_of(value)
    if members is None or type(value) is declared or not isinstance(declared, type):
        return value if members is None else members
    return {"_type": type(value)._wsdlName, **members}  # noqa: SLF001


def _set(members: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in members if _is_set(value)}


def _is_set(value: Any) -> bool:
    return value is not None and not (isinstance(value, list) and not value)
