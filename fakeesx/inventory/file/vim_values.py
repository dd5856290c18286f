"""Kinds of values of an inventory file that are vim25's own: data objects and properties of managed objects.

They are written in the plain form that profiles have (``fakeesx.schema.plain``): vim25's names, ``_type`` where a type is
not the declared one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fakeesx.inventory.file import nodes
from fakeesx.inventory.file.kinds import Reader, other
from fakeesx.schema import plain, vim


@dataclass(frozen=True)
class VimData:
    """A data object of one vim25 type."""

    type: str

    @property
    def what(self) -> str:
        """As in a sentence."""
        return f"a {self.type} of vim25: a mapping of its properties"

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The data object."""
        if not isinstance(node, nodes.Mapping):
            return reader.report(node.place, path, other(node, self.what))
        try:
            return plain.load_data(vim.TYPES, self.type, plain_of(node))
        except (plain.PlainError, TypeError, KeyError, ValueError) as error:
            return reader.report(node.place, path, f"no {self.what}: {_said(error)}")

    def write(self, value: Any) -> Any:
        """Its properties that are set."""
        return plain.dump(value, self.type)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - as all kinds
        """An object: its properties are vim25's."""
        return {"type": "object"}


@dataclass(frozen=True)
class Patches:
    """Properties of managed objects by moid: a mapping of paths (``config.flags``) to values."""

    what: str = "a mapping of moids to mappings of property paths"
    most: int = 5000

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """A tuple of (moid, ((path, plain value), ...)): whether they fit is for the host to say."""
        if isinstance(node, nodes.Scalar) and node.value is None:
            return ()
        if not isinstance(node, nodes.Mapping) or not all(isinstance(each, nodes.Mapping) for _, each in node.pairs):
            return reader.report(node.place, path, other(node, self.what))
        if len(node.pairs) > self.most:
            return reader.report(node.place, path, f"{len(node.pairs)} entries; there can be {self.most}")
        found: dict[str, tuple[tuple[str, Any], ...]] = {}
        for key, value in node.pairs:
            if not isinstance(key, nodes.Scalar) or not isinstance(value, nodes.Mapping):
                return reader.report(key.place, path, other(key, "the moid of an object", text=True))
            inner = f"{path}.{key.raw}"
            if key.raw in found:
                return reader.report(key.place, inner, "this object is there twice")
            reader.places[inner] = value.place
            try:
                found[key.raw] = tuple(plain_of(value).items())
            except ValueError as error:
                return reader.report(value.place, inner, str(error))
        return tuple(found.items())

    def write(self, value: Any) -> Any:
        """A mapping of mappings."""
        return {moid: dict(parts) for moid, parts in value}

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - as all kinds
        """An object of objects."""
        return {
            "type": ["object", "null"], "maxProperties": self.most, "additionalProperties": {"type": ["object"]},
        }


def plain_of(node: nodes.Node) -> Any:
    """A node as plain values. Raises ``ValueError`` for a key that is there twice or no text."""
    if isinstance(node, nodes.Scalar):
        return node.value
    if isinstance(node, nodes.Sequence):
        return [plain_of(item) for item in node.items]
    found: dict[str, Any] = {}
    for key, value in node.pairs:
        if not isinstance(key, nodes.Scalar) or not isinstance(key.value, str):
            raise ValueError("a key that is no text")
        if key.value in found:
            raise ValueError(f"the key {key.value} is there twice")
        found[key.value] = plain_of(value)
    return found


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
