"""The vim25 model of one API version, loaded from its JSON file.

The file's layout is described in ``docs/reference/schema.md``. All objects here are immutable; one model per API version
and process is shared by every host.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

CURRENT = "4.1"
"""The API version that the simulated host implements."""

_OPTIONAL = 1
_ARRAY = 2


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a data type or of a managed type.

    ``type`` is the wire type: ``xsd:…``, an enum, a data type or ``ManagedObjectReference``. ``target`` is the managed
    type a reference points to, ``privilege`` what reading a managed property needs (``None``: System.Read for managed
    properties).
    """

    name: str
    type: str
    optional: bool
    array: bool
    target: str | None = None
    privilege: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a method returns; for a task also the type of ``TaskInfo.result``."""

    type: str
    optional: bool
    array: bool
    target: str | None = None
    task_type: str | None = None
    task_array: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """One vim25 operation. ``name`` is its WSDL name (with ``_Task`` where it has one)."""

    name: str
    owner: str
    params: tuple[Property, ...]
    result: Result | None
    faults: tuple[str, ...]
    privilege: str | None

    @property
    def is_task(self) -> bool:
        """Whether the method answers with a Task."""
        return self.result is not None and self.result.target == "Task" and self.name.endswith("_Task")

    @property
    def request_type(self) -> str:
        """The name of the request's complexType."""
        return self.name.removesuffix("_Task") + "RequestType"


@dataclass(frozen=True, slots=True)
class ManagedType:
    """A managed object type with its own (not inherited) properties and methods."""

    name: str
    base: str | None
    properties: tuple[Property, ...]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class DataType:
    """A data object type with its own (not inherited) properties in wire order."""

    name: str
    base: str | None
    fault: bool
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Model:
    """Everything vim25 says of one API version."""

    version: str
    managed: dict[str, ManagedType]
    data: dict[str, DataType]
    enums: dict[str, tuple[str, ...]]
    methods: dict[str, Method] = field(default_factory=dict)
    _flat: dict[str, tuple[Property, ...]] = field(default_factory=dict, repr=False)
    _managed_flat: dict[str, dict[str, Property]] = field(default_factory=dict, repr=False)
    derived: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What others have worked out from the model and need not work out again: tables by name. It follows from the rest."""

    def properties(self, name: str) -> tuple[Property, ...]:
        """All properties of a data type in wire order, inherited ones first."""
        flat = self._flat.get(name)
        if flat is None:
            data = self.data[name]
            inherited = self.properties(data.base) if data.base else ()
            flat = self._flat[name] = inherited + data.properties
        return flat

    def managed_properties(self, name: str) -> dict[str, Property]:
        """All properties of a managed type by name, inherited ones first."""
        flat = self._managed_flat.get(name)
        if flat is None:
            managed = self.managed[name]
            flat = dict(self.managed_properties(managed.base)) if managed.base else {}
            flat.update((p.name, p) for p in managed.properties)
            self._managed_flat[name] = flat
        return flat

    def data_is_a(self, name: str | None, base: str) -> bool:
        """Whether data type ``name`` is ``base`` or derives from it."""
        while name is not None:
            if name == base:
                return True
            name = self.data[name].base if name in self.data else None
        return False

    def managed_is_a(self, name: str | None, base: str) -> bool:
        """Whether managed type ``name`` is ``base`` or derives from it."""
        if base == "ManagedObject":
            return name in self.managed
        while name is not None:
            if name == base:
                return True
            name = self.managed[name].base if name in self.managed else None
        return False


def _property(row: list[Any]) -> Property:
    flags = row[2]
    return Property(row[0], row[1], bool(flags & _OPTIONAL), bool(flags & _ARRAY), row[3] if len(row) > 3 else None)


def _managed_property(row: list[Any]) -> Property:
    flags = row[2]
    target = row[4] if len(row) > 4 else None
    return Property(row[0], row[1], bool(flags & _OPTIONAL), bool(flags & _ARRAY), target, row[3])


def _result(row: list[Any] | None) -> Result | None:
    if row is None:
        return None
    task: list[Any] = row[3] if len(row) > 3 and row[3] else [None, 0]
    return Result(
        row[0], bool(row[1] & _OPTIONAL), bool(row[1] & _ARRAY), row[2] if len(row) > 2 else None, task[0],
        bool(task[1]),
    )


def parse(text: str | bytes) -> Model:
    """Build a model from the text of a model file.

    Raises ``ValueError`` or ``KeyError`` when the text is no model file.
    """
    raw = json.loads(text)
    managed: dict[str, ManagedType] = {}
    methods: dict[str, Method] = {}
    for name, (base, props, rows) in raw["managed"].items():
        own = tuple(
            Method(row[0], name, tuple(map(_property, row[1])), _result(row[2]), tuple(row[3]), row[4]) for row in rows
        )
        managed[name] = ManagedType(name, base, tuple(map(_managed_property, props)), own)
        methods.update((method.name, method) for method in own)
    data = {
        name: DataType(name, base, bool(fault), tuple(map(_property, props)))
        for name, (base, fault, props) in raw["data"].items()
    }
    enums = {name: tuple(values) for name, values in raw["enum"].items()}
    return Model(raw["version"], managed, data, enums, methods)


def model_text(version: str = CURRENT) -> str:
    """The text of the model file of an API version; ``LookupError`` when there is none."""
    file = resources.files("fakeesx.schema") / "data" / f"vim25-{version}.json"
    if not file.is_file():
        raise LookupError(f"no vim25 model for API version {version}")
    return file.read_text("utf-8")


@lru_cache(maxsize=8)
def load(version: str = CURRENT) -> Model:
    """The model of an API version; ``LookupError`` when there is none."""
    return parse(model_text(version))
