"""Random vim25 values, built from the model: with a seed for a walk over all types, or drawn by Hypothesis."""

from __future__ import annotations

import random as random_module
from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import strategies as st

from fakeesx.schema import vim
from fakeesx.schema.model import Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

_ALPHABETS = ("abcXYZ019 -_.:/", "&<>\"']]>", "äß\u20ac\u4e2d\U0001f40d\u00a0", " \t\n\r")
_INTEGERS = {"xsd:byte": 7, "xsd:short": 15, "xsd:int": 31, "xsd:long": 63}
_PLAIN = {"xsd:int": int, "xsd:string": str, "xsd:boolean": bool, "xsd:dateTime": datetime, "xsd:double": float}
_EXACT = {
    "xsd:byte": vim.Byte, "xsd:short": vim.Short, "xsd:long": vim.Long, "xsd:float": vim.Float, "xsd:anyURI": vim.AnyURI,
}  # fmt: skip


@cache
def subtypes() -> dict[str, tuple[str, ...]]:
    """Each data type with those that derive from it, itself first."""
    found: dict[str, list[str]] = defaultdict(list)
    data = vim.TYPES.model.data
    for name in data:
        base: str | None = name
        while base is not None:
            found[base].append(name)
            base = data[base].base
    return {name: tuple(sorted(names, key=lambda other: other != name)) for name, names in found.items()}


class Values:
    """Makes values. ``fill`` is how likely an optional property is set, ``depth`` how deep optional ones nest."""

    def __init__(self, random: random_module.Random, fill: float = 0.5, depth: int = 2) -> None:
        self.random = random
        self.fill = fill
        self.depth = depth

    def data(self, name: str, depth: int = 0) -> DataObject:
        """An instance of exactly one data type."""
        cls = vim.TYPES.data(name)
        deep = depth >= self.depth
        values = {}
        for prop in cls._properties:
            if not prop.optional or (not deep and self.random.random() < self.fill):
                values[prop.name] = self._property(prop, depth)
        return cls(**values)

    def any(self, depth: int = 0) -> Any:
        """Something for an ``xsd:anyType``."""
        kind = self.random.randrange(4 if depth >= self.depth else 6)
        if kind <= 1:
            name = self.random.choice([*_PLAIN, "xsd:base64Binary", *_EXACT])
            value = self.scalar(name)
            return _EXACT[name](value) if name in _EXACT else value
        if kind == 2:
            return self.reference()
        if kind == 3:
            return self.scalar(self.random.choice(list(vim.TYPES.model.enums)))
        if kind == 4:
            return self.data(self.random.choice(list(vim.TYPES.model.data)), depth + 1)
        return self.array(self.random.choice(list(vim.TYPES.arrays)), depth + 1)

    def array(self, name: str, depth: int = 0) -> Array:
        """An ``ArrayOf…`` value."""
        item = vim.TYPES.arrays[name][1]
        return vim.TYPES.array(name, [self._value(item, None, depth) for _ in range(self.random.randrange(3))])

    def reference(self, target: str | None = None) -> ManagedObjectReference:
        """A reference to some object of a type."""
        type_ = target or self.random.choice(list(vim.TYPES.model.managed))
        return ManagedObjectReference(type_, self.random.choice(["ha-host", "16", "a&b", "HaNetwork-VM Network"]))

    def scalar(self, name: str) -> Any:
        """A value of a simple type or an enumeration."""
        choose = self.random
        if name in vim.TYPES.model.enums:
            return choose.choice(vim.TYPES.enum(name).members())
        if name in _INTEGERS:
            most = 2 ** _INTEGERS[name]
            return choose.choice([0, 1, -1, most - 1, -most, choose.randrange(-most, most)])
        if name == "xsd:boolean":
            return choose.random() < 0.5
        if name in ("xsd:float", "xsd:double"):
            return choose.choice([0.0, 1.0, -0.25, 1e300, 1e-7, choose.uniform(-1e6, 1e6)])
        if name == "xsd:dateTime":
            return self._time()
        if name == "xsd:base64Binary":
            return bytes(choose.randrange(256) for _ in range(choose.randrange(5)))
        if name == "xsd:anyURI":
            return choose.choice(["urn:x", "https://[::1]:443/a?b=c&d", "/folder/a%20b", "x"])
        return self._text()

    def _property(self, prop: Property, depth: int) -> Any:
        if not prop.array:
            return self._value(prop.type, prop.target, depth)
        return tuple(self._value(prop.type, prop.target, depth) for _ in range(self.random.randrange(1, 3)))

    def _value(self, type: str, target: str | None, depth: int) -> Any:
        if type == "xsd:anyType":
            return self.any(depth)
        if type == "ManagedObjectReference":
            return self.reference(target if target in vim.TYPES.model.managed else None)
        if type in vim.TYPES.model.data:
            some = subtypes()[type]
            return self.data(type if depth >= self.depth else self.random.choice(some), depth + 1)
        return self.scalar(type)

    def _text(self) -> str:
        alphabet = self.random.choice(_ALPHABETS)
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randrange(9)))

    def _time(self) -> datetime:
        choose = self.random
        zone = choose.choice([UTC, UTC, timezone(timedelta(hours=1)), timezone(timedelta(minutes=-570))])
        micro = choose.choice([0, 500_000, choose.randrange(1_000_000)])
        return datetime(1970, 1, 1, tzinfo=zone) + timedelta(seconds=choose.randrange(2**32), microseconds=micro)


def instances(names: list[str] | None = None) -> st.SearchStrategy[DataObject]:
    """Instances of the named data types, of all when none are named."""
    wanted = sorted(vim.TYPES.model.data) if names is None else names
    return st.builds(
        lambda random, name, fill: Values(random, fill).data(name),
        st.randoms(use_true_random=False), st.sampled_from(wanted), st.sampled_from([0.0, 0.3, 1.0]),
    )  # fmt: skip


def every_type(fill: float, depth: int = 2) -> list[DataObject]:
    """An instance of each data type, the same each time."""
    values = Values(random_module.Random(f"every type {fill}"), fill, depth)
    return [values.data(name) for name in vim.TYPES.model.data]
