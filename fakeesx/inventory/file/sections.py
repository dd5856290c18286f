"""Kinds of values of an inventory file that have parts: lists, mappings with fixed keys, mappings of names."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from typing import Any

from fakeesx.inventory.file import nodes
from fakeesx.inventory.file.errors import Place
from fakeesx.inventory.file.kinds import BAD, NO_XML, Kind, Reader, Text, nearest, other, shown


@dataclass(frozen=True)
class ListOf:
    """A list of values of a kind."""

    item: Kind
    most: int = 20_000

    @property
    def what(self) -> str:
        """As in a sentence."""
        return f"a list; each entry is {self.item.what}"

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """A tuple of the entries; nothing at all is an empty list."""
        if isinstance(node, nodes.Scalar) and node.value is None:
            return ()
        if not isinstance(node, nodes.Sequence):
            return reader.report(node.place, path, other(node, f"a list (each entry after a dash: {self.item.what})"))
        if len(node.items) > self.most:
            return reader.report(node.place, path, f"{len(node.items)} entries; there can be {self.most}")
        values = []
        for index, item in enumerate(node.items):
            reader.places[f"{path}[{index}]"] = item.place
            values.append(self.item.read(item, f"{path}[{index}]", reader))
        return BAD if any(value is BAD for value in values) else tuple(values)

    def write(self, value: Any) -> Any:
        """A list."""
        return [self.item.write(each) for each in value]

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """An array."""
        return {"type": ["array", "null"], "items": self.item.schema(definitions), "maxItems": self.most}


@dataclass(frozen=True)
class TextByName:
    """A mapping of names to text.

    ``none``: a name may also be there with nothing (``null``); ``scalars``: also with a number, true or false.
    """

    what: str = "a mapping of names to text"
    most: int = 1000
    longest_name: int = 255
    longest_text: int = 4096
    none: bool = False
    scalars: bool = False

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """A tuple of (name, text)."""
        if isinstance(node, nodes.Scalar) and node.value is None:
            return ()
        if not isinstance(node, nodes.Mapping):
            return reader.report(node.place, path, other(node, self.what))
        if len(node.pairs) > self.most:
            return reader.report(node.place, path, f"{len(node.pairs)} entries; there can be {self.most}")
        known, bad = _keys(node, path, reader)
        text = Text("text", least=0, most=self.longest_text)
        found = []
        for name, (_, value) in known.items():
            if not 1 <= len(name) <= self.longest_name or NO_XML.search(name):
                bad = True
                reader.report(value.place, path, f"{shown(name)} is no name of 1 to {self.longest_name} characters of XML")
                continue
            reader.places[f"{path}.{name}"] = value.place
            given = value.value if isinstance(value, nodes.Scalar) else BAD
            as_it_is = (self.none and given is None) or (self.scalars and isinstance(given, int | float))
            found.append((name, given if as_it_is else text.read(value, f"{path}.{name}", reader)))
        return BAD if bad or any(value is BAD for _, value in found) else tuple(found)

    def write(self, value: Any) -> Any:
        """A mapping."""
        return dict(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """An object."""
        return {
            "type": ["object", "null"], "maxProperties": self.most,
            "propertyNames": {"minLength": 1, "maxLength": self.longest_name},
            "additionalProperties": {"type": self._types, "maxLength": self.longest_text},
        }

    @property
    def _types(self) -> str | list[str]:
        if self.none:
            return ["string", "null"]
        return ["string", "number", "boolean"] if self.scalars else "string"


@dataclass(frozen=True)
class Key:
    """A key of a section."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True)
class Section:
    """A mapping with fixed keys, read into a dataclass whose fields are named as the keys; their defaults are the keys'."""

    name: str
    make: type[Any]
    keys: tuple[Key, ...]
    about: str

    @property
    def what(self) -> str:
        """As in a sentence."""
        return f"a mapping ({self.name})"

    def default(self, name: str) -> Any:
        """What a key is when it is not there; ``MISSING`` for one that must be."""
        return self._defaults[name]

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The dataclass."""
        if isinstance(node, nodes.Scalar) and node.value is None and not self._required:
            node = nodes.Mapping(node.place)
        if not isinstance(node, nodes.Mapping):
            names = ", ".join(key.name for key in self.keys)
            return reader.report(node.place, path, other(node, f"a mapping with the keys {names}"))
        known, bad = _keys(node, path, reader)
        kinds = {key.name: key.kind for key in self.keys}
        values: dict[str, Any] = {}
        for name, (place, value) in known.items():
            inner = f"{path}.{name}" if path else name
            if name not in kinds:
                bad = True
                hint = nearest(name, tuple(kinds))
                reader.report(place, inner, f"there is no such key{hint}; there are {', '.join(kinds)}")
                continue
            reader.places[inner] = value.place
            values[name] = kinds[name].read(value, inner, reader)
        missing = [name for name in self._required if name not in known]
        for name in missing:
            reader.report(node.place, path, f"the key {name} is missing: {kinds[name].what}")
        if bad or missing or any(value is BAD for value in values.values()):
            return BAD
        return self.make(**values, path=path)

    def write(self, value: Any) -> Any:
        """A mapping of what differs from the defaults."""
        return {
            key.name: key.kind.write(getattr(value, key.name))
            for key in self.keys if getattr(value, key.name) != self.default(key.name)
        }

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """A reference to the section's definition."""
        if self.name not in definitions:
            definitions[self.name] = {}
            properties = {}
            for key in self.keys:
                properties[key.name] = {"description": key.about, **key.kind.schema(definitions)}
                default = self.default(key.name)
                if default not in (MISSING, None, ()):
                    properties[key.name]["default"] = key.kind.write(default)
            definitions[self.name] = {
                "type": "object" if self._required else ["object", "null"], "description": self.about,
                "properties": properties, "additionalProperties": False,
            }
            if self._required:
                definitions[self.name]["required"] = list(self._required)
        return {"$ref": f"#/$defs/{self.name}"}

    @cached_property
    def _required(self) -> tuple[str, ...]:
        return tuple(key.name for key in self.keys if self.default(key.name) is MISSING)

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {each.name: each.default for each in fields(self.make)}


def _keys(node: nodes.Mapping, path: str, reader: Reader) -> tuple[dict[str, tuple[Place, nodes.Node]], bool]:
    """The values of a mapping by key, with the keys' places; whether something was wrong."""
    known: dict[str, tuple[Place, nodes.Node]] = {}
    bad = False
    for key, value in node.pairs:
        if not isinstance(key, nodes.Scalar) or not isinstance(key.value, str):
            bad = True
            reader.report(key.place, path, other(key, "the name of a key", text=True))
        elif key.value in known:
            bad = True
            inner = f"{path}.{key.value}" if path else key.value
            reader.report(key.place, inner, f"this key is there twice, first in line {known[key.value][0].line}")
        else:
            known[key.value] = (key.place, value)
    return known, bad
