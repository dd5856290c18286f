"""Every vim25 4.1 data type and enumeration by its name: ``vim.VirtualMachineConfigSpec``, ``vim.HostSystemPowerState``.

The classes are made from the model when first used. ``vim.pyi`` is the same, written out for type checkers.
"""

from __future__ import annotations

from typing import Any

from fakeesx.schema.model import CURRENT, load
from fakeesx.schema.values import (
    AnyURI,
    Array,
    Byte,
    DataObject,
    Float,
    Long,
    ManagedObjectReference,
    Short,
    Types,
    VimEnum,
)

TYPES = Types(load(CURRENT))

__all__ = [
    "TYPES",
    "AnyURI",
    "Array",
    "Byte",
    "DataObject",
    "Float",
    "Long",
    "ManagedObjectReference",
    "Short",
    "VimEnum",
]


def __getattr__(name: str) -> Any:
    try:
        cls = TYPES[name]
    except KeyError:
        raise AttributeError(f"vim25 {TYPES.model.version} has no type {name!r}") from None
    globals()[name] = cls
    return cls


def __dir__() -> list[str]:
    return sorted({*__all__, *TYPES.model.data, *TYPES.model.enums})
