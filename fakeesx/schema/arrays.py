"""The ``ArrayOf…`` types of a model: what an array is called where the wire needs its type.

Arrays inside data objects are repeated elements. Only an array that is the value of an ``xsd:anyType`` (a
property that RetrieveProperties returns, say) is wrapped, in an element whose ``xsi:type`` is one of these
names.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from fakeesx.schema.model import Method, Model

_FAULT = "LocalizedMethodFault"


def array_names(wire_type: str) -> tuple[str, str]:
    """The ``ArrayOf…`` name for items of a wire type, and the name of the element that holds one item.

    ``xsd:string`` gives ``("ArrayOfString", "string")``, ``HostSystem`` references
    (``ManagedObjectReference``) give ``("ArrayOfManagedObjectReference", "ManagedObjectReference")``. Faults
    are named as VMODL names them and not as the wire does: items of type ``LocalizedMethodFault`` give
    ``("ArrayOfMethodFault", "MethodFault")``.
    """
    element = "MethodFault" if wire_type == _FAULT else wire_type.removeprefix("xsd:")
    return "ArrayOf" + element[0].upper() + element[1:], element


def array_types(model: Model) -> dict[str, tuple[str, str]]:
    """All ``ArrayOf…`` types of a model, sorted by name: name -> (element name, element wire type).

    There is one for every type that is used as an array in a property of a data or managed type, a parameter,
    a result or a task's result, and no other: 330 at 4.1 (``ArrayOfBoolean``, say, is not among them).
    """
    found: dict[str, tuple[str, str]] = {}
    for item in _array_items(model):
        name, element = array_names(item)
        found[name] = (element, item)
    return dict(sorted(found.items()))


def _array_items(model: Model) -> Iterator[str]:
    properties = chain.from_iterable(owner.properties for owner in model.data.values())
    managed = chain.from_iterable(owner.properties for owner in model.managed.values())
    yield from (p.type for p in chain(properties, managed) if p.array)
    for method in model.methods.values():
        yield from _method_items(method)


def _method_items(method: Method) -> Iterator[str]:
    yield from (p.type for p in method.params if p.array)
    if method.result:
        if method.result.array:
            yield method.result.type
        if method.result.task_array and method.result.task_type:
            yield method.result.task_type
