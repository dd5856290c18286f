"""Calls and objects as the conditions of rules look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fakeesx.chaos.match import values_at
from fakeesx.host.managed_object import Call
from fakeesx.inventory import Node

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


class SeenObject:
    """A managed object."""

    method = ""
    user = ""

    def __init__(self, host: Esx, node: Node) -> None:
        self._host = host
        self._node = node

    @property
    def moid(self) -> str:
        """Its id."""
        return self._node.ref.value

    @property
    def name(self) -> str | None:
        """Its name; a datastore bears that of its summary too, others have none."""
        name = self._node.values.get("name")
        return name if isinstance(name, str) else None

    def is_a(self, type: str) -> bool:
        """Whether it is of a managed type."""
        return self._host.model.managed_is_a(self._node.ref.type, type)

    def property(self, path: str) -> Iterable[Any]:
        """What a path leads to; through arrays it leads to each element."""
        return values_at(self._node.values, path)

    def argument(self, path: str) -> Iterable[Any]:
        """An object alone has no arguments."""
        return ()


class SeenCall(SeenObject):
    """A call of a managed object."""

    def __init__(self, host: Esx, call: Call, node: Node) -> None:
        super().__init__(host, node)
        self.call = call
        self.method = call.method.name
        self.user = call.user

    def argument(self, path: str) -> Iterable[Any]:
        """What a path into the arguments leads to."""
        return values_at(self.call.arguments, path)
