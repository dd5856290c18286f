"""Property paths: ``config.hardware.device[2000].backing.fileName``, checked against the schema and resolved on nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fakeesx.inventory import Node
from fakeesx.schema.arrays import array_names
from fakeesx.schema.model import Model, Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

_STEP = re.compile(r'([A-Za-z_]\w*)(?:\[(?:"([^"]*)"|([^\]"]*))\])?', re.ASCII)


class UnknownPath(Exception):
    """A path that the schema has no property for."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path: its text and its steps (a property's name and, for one element of an array, the element's key)."""

    text: str
    steps: tuple[tuple[str, str | None], ...]

    @property
    def top(self) -> str:
        """The managed object's property the path starts with."""
        return self.steps[0][0]

    @property
    def plain(self) -> bool:
        """Whether the path is that property's name and nothing more."""
        return len(self.steps) == 1 and self.steps[0][1] is None


def parse(text: str) -> Path:
    """Parse a path; ``UnknownPath`` when it is none."""
    steps: list[tuple[str, str | None]] = []
    position = 0
    while True:
        match = _STEP.match(text, position)
        if match is None:
            raise UnknownPath(text)
        key = match[2] if match[2] is not None else match[3]
        steps.append((match[1], key))
        position = match.end()
        if position == len(text):
            return Path(text, tuple(steps))
        if text[position] != ".":
            raise UnknownPath(text)
        position += 1


def check(model: Model, type: str, path: Path) -> Property:
    """The schema of what a path leads to on a managed type; ``UnknownPath`` when it leads nowhere.

    A property that only a subtype of the declared type has is accepted: which type an element has is known only later.
    """
    candidates = [model.managed_properties(type).get(path.top)]
    for index, (_, key) in enumerate(path.steps):
        found = [prop for prop in candidates if prop is not None]
        if not found or (key is not None and not any(prop.array for prop in found)):
            raise UnknownPath(path.text)
        if index == len(path.steps) - 1:
            return found[0]
        name = path.steps[index + 1][0]
        if all(prop.array and key is None for prop in found):
            raise UnknownPath(path.text)
        candidates = [prop for owner in found for prop in _members(model, owner.type, name)]
    raise UnknownPath(path.text)


def _members(model: Model, type: str, name: str) -> list[Property]:
    if type not in model.data:
        return []
    for prop in model.properties(type):
        if prop.name == name:
            return [prop]
    return [
        prop
        for sub, data in model.data.items()
        for prop in data.properties
        if prop.name == name and model.data_is_a(sub, type)
    ][:1]


def resolve(node: Node, path: Path) -> tuple[Any, str | None]:
    """What a path leads to on a node: the value (``None`` when unset) and a scalar's wire type where it is not evident."""
    return resolve_in(node.values.get(path.top), path)


def resolve_in(value: Any, path: Path) -> tuple[Any, str | None]:
    """As ``resolve``, of a value that the property has at which the path starts."""
    if value is None:
        return None, None
    key = path.steps[0][1]
    if key is not None:
        value = element(value, key)
    wire_type: str | None = None
    for name, key in path.steps[1:]:
        if not isinstance(value, DataObject):
            return None, None
        prop = value.property_named(name)
        if prop is None:
            return None, None
        value = getattr(value, name)
        wire_type = prop.type
        if key is not None:
            value = element(value, key)
        elif prop.array:
            value = Array(array_names(prop.type)[0], value)
    return value, wire_type if wire_type and wire_type.startswith("xsd:") and wire_type != "xsd:anyType" else None


def element(array: Any, key: str) -> Any:
    """The element of an array that has a key (a ``key`` property, a reference's moid, or the string itself)."""
    items = array.items if isinstance(array, Array) else array
    for item in items or ():
        if element_key(item) == key:
            return item
    return None


def element_key(item: Any) -> str | None:
    """The text of an array element's key; ``None`` for elements without one."""
    if isinstance(item, ManagedObjectReference):
        return item.value
    if isinstance(item, DataObject):
        key = getattr(item, "key", None)
        return None if key is None or isinstance(key, DataObject) else str(key)
    return None
