"""Constructors of the data objects that are made often, written out and compiled: several times as fast as the general ones.

A data object is frozen, so its constructor has to go around its own ``__setattr__``, and calling each slot's descriptor is
slow. Therefore each of these classes has a twin: the same slots, and not frozen. A value is made as an instance of the twin
and becomes one of the frozen class when it is complete.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Constructors: TypeAlias = tuple[Callable[..., None], Callable[..., Any]]

_INIT = """
def __init__(self, *, {parameters}):
    set_class(self, Twin)
    {assignments}
    self._encoded = None
    self.__class__ = Frozen
"""
_REPLACE = """
def replace(self, **changes):
    new = Twin.__new__(Twin)
    {copies}
    for name, value in changes.items():
        if name in arrays and value.__class__ is not tuple:
            value = as_tuple(value)
        elif name not in names:
            raise TypeError(f"{{Frozen.__name__}} has no property {{name!r}}")
        setattr(new, name, value)
    new._encoded = None
    new.__class__ = Frozen
    return new
"""


def constructors(cls: type[Any], defaults: dict[str, Any]) -> Constructors | None:
    """``__init__`` and ``replace`` of a slotted class; ``None`` when a property is named as a keyword of Python is.

    ``defaults``: the names of all properties, each with ``()`` when it is an array and ``None`` when it is not.
    """
    if any(keyword.iskeyword(name) for name in defaults):
        return None
    twin = type(cls.__name__, cls.__bases__, {
        "__slots__": cls.__slots__, "__setattr__": object.__setattr__, "__delattr__": object.__delattr__,
    })
    arrays = frozenset(name for name, default in defaults.items() if default == ())
    scope: dict[str, Any] = {
        "Frozen": cls, "Twin": twin, "set_class": object.__dict__["__class__"].__set__, "as_tuple": as_tuple,
        "names": frozenset(defaults), "arrays": arrays,
    }
    assignments = [
        f"self.{name} = {name}" + (f" if {name}.__class__ is tuple else as_tuple({name})" if name in arrays else "")
        for name in defaults
    ]
    text = _INIT.format(
        parameters=", ".join(f"{name}={default!r}" for name, default in defaults.items()),
        assignments="\n    ".join(assignments),
    ) + _REPLACE.format(copies="\n    ".join(f"new.{name} = self.{name}" for name in defaults))
    exec(text, scope)  # noqa: S102 - the text is made of the schema's names only
    return scope["__init__"], scope["replace"]


def as_tuple(value: Iterable[Any] | None) -> tuple[Any, ...]:
    """The items of an array; ``None`` is one that is not set."""
    return () if value is None else tuple(value)
