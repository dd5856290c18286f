"""Values of ``fakeesx.schema.vim`` as objects of pyVmomi, for tests whose code speaks through it."""

from __future__ import annotations

from typing import Any

from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, VimEnum


def to_pyvmomi(value: Any, stub: Any = None) -> Any:
    """The pyVmomi object of a value, its parts likewise; what is no vim value stays as it is.

    ``stub``: the connection's (``ServiceInstance._stub``), for references to managed objects that are to be called. Raises
    ``ImportError`` where pyVmomi is not installed.
    """
    from pyVmomi import VmomiSupport

    type_of: Any = VmomiSupport.GetWsdlType
    if isinstance(value, DataObject):
        made = type_of("urn:vim25", type(value).__name__)()
        for name, part in value.items():
            setattr(made, name, to_pyvmomi(part, stub))
        return made
    if isinstance(value, ManagedObjectReference):
        return type_of("urn:vim25", value.type)(value.value, stub)
    if isinstance(value, Array):
        return [to_pyvmomi(item, stub) for item in value.items]
    if isinstance(value, VimEnum):
        return str(value)
    if isinstance(value, tuple | list):
        return [to_pyvmomi(item, stub) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value
