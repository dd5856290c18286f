"""Finding the objects that clients refer to in arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, fault, invalid_argument
from fakeesx.inventory import Node
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


def find(host: Esx, call: Call, ref: ManagedObjectReference) -> Node | None:
    """The node of a reference a caller may use: its type fits, and it is no other session's view or filter."""
    node = host.inventory.find(ref.value)
    if node is None or (node.owner is not None and (call.session is None or node.owner != call.session.key)):
        return None
    fits = node.ref.type == ref.type or host.model.managed_is_a(node.ref.type, ref.type)
    return node if fits else None


def require(host: Esx, call: Call, ref: ManagedObjectReference, type: str, parameter: str) -> Node:
    """The node of an argument. Raises ManagedObjectNotFound; InvalidArgument when it is no ``type``."""
    node = find(host, call, ref)
    if node is None:
        raise fault("ManagedObjectNotFound", obj=ref)
    if not host.model.managed_is_a(node.ref.type, type):
        raise invalid_argument(parameter)
    return node
