"""zeep and pyVmomi read the same values as we wrote, for all data types of vim25 4.1."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import zeep
from hypothesis import given
from lxml import etree
from pyVmomi import SoapAdapter, VmomiSupport, vmodl
from strategies import every_type, instances

from fakeesx.schema import vim, wsdl
from fakeesx.schema.model import load
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, VimEnum
from fakeesx.soap.encode import encoder

NAMES = (
    b'xmlns="urn:vim25" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def as_property(value: Any) -> bytes:
    """A DynamicProperty with a value."""
    return b"<propSet %b><name>x</name>%b</propSet>" % (NAMES, encoder().any("val", value))


# What all three are brought to: (type, {name: …}) for data objects, (type, id) for references, lists, plain scalars.
# An unset property and an empty element are the same to zeep; neither reader keeps the name of an enumeration.


def is_set(value: Any) -> bool:
    """Whether a property with this value counts: it is not empty."""
    return value is not None and value not in ("", b"", []) and not (isinstance(value, tuple) and value[1] == {})


def items_of(values: Any, read: Callable[[Any], Any]) -> list[Any]:
    """A list, with ``None`` for its empty items."""
    return [item if is_set(item) else None for item in map(read, values)]


def plain(value: Any) -> Any:
    """Our value."""
    if isinstance(value, DataObject):
        members = {name: plain(item) for name, item in value.items()}
        return type(value).__name__, {name: item for name, item in members.items() if is_set(item)}
    if isinstance(value, ManagedObjectReference):
        return value.type, value.value
    if isinstance(value, Array | tuple):
        return items_of(value, plain)
    return str(value) if isinstance(value, VimEnum) else value


def of_zeep(value: Any) -> Any:
    """zeep's value."""
    if isinstance(value, list):
        return items_of(value, of_zeep)
    if not hasattr(value, "_xsd_type"):
        return value
    name = value._xsd_type.name
    if name == "ManagedObjectReference":
        return value.type, value._value_1
    members = {key: of_zeep(value[key]) for key in value}
    if name.startswith("ArrayOf"):
        (items,) = members.values()
        return items
    return name, {key: item for key, item in members.items() if is_set(item)}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> zeep.Client:
    """A zeep client of our WSDL."""
    folder = tmp_path_factory.mktemp("wsdl")
    for name, content in wsdl.files(load("4.1")).items():
        (folder / name).write_bytes(content)
    return zeep.Client(str(folder / "vimService.wsdl"))


def zeep_reads(client: zeep.Client, value: Any) -> Any:
    """A value as zeep understands it."""
    holder = client.get_type("{urn:vim25}DynamicProperty")
    return of_zeep(holder.parse_xmlelement(etree.fromstring(as_property(value)), client.wsdl.types).val)


@pytest.mark.parametrize("fill", [0.0, 0.4, 1.0])
def test_zeep_reads_every_type(client: zeep.Client, fill: float) -> None:
    """In strict mode."""
    for value in every_type(fill):
        assert zeep_reads(client, value) == plain(value)


# pyVmomi


def of_pyvmomi(value: Any) -> Any:
    """pyVmomi's value."""
    if isinstance(value, vmodl.MethodFault) and not isinstance(value, vmodl.LocalizedMethodFault):
        inner = _wsdl_name(value), dict(_members(value, skip="msg"))
        members = {"fault": inner, "localizedMessage": value.msg}
        return "LocalizedMethodFault", {name: item for name, item in members.items() if is_set(item)}
    if isinstance(value, VmomiSupport.DataObject):
        return _wsdl_name(value), dict(_members(value))
    if isinstance(value, VmomiSupport.ManagedObject):
        return VmomiSupport.GetWsdlName(type(value)), value._moId
    if isinstance(value, list):
        return items_of(value, of_pyvmomi)
    if isinstance(value, type):
        return VmomiSupport.GetWsdlName(value)
    if isinstance(value, VmomiSupport.ManagedMethod):
        return value.info.wsdlName
    return value


def _wsdl_name(value: Any) -> str:
    name: str = VmomiSupport.GetWsdlName(type(value))
    return name


def _members(value: Any, skip: str = "") -> Iterator[tuple[str, Any]]:
    for prop in vim.TYPES.model.properties(_wsdl_name(value)):  # it fills in what later versions added
        item = of_pyvmomi(getattr(value, prop.name)) if prop.name != skip else None
        if is_set(item):
            yield prop.name, item


def pyvmomi_reads(value: Any) -> Any:
    """A value as pyVmomi understands it."""
    holder = VmomiSupport.GetWsdlType("urn:vim25", "DynamicProperty")
    return of_pyvmomi(SoapAdapter.Deserialize(as_property(value).decode(), holder).val)


def named(value: Any) -> Any:
    """The value with what pyVmomi insists on: names of types, no bare faults or lists of lists in xsd:anyType."""
    if isinstance(value, tuple) and not isinstance(value, ManagedObjectReference):
        return tuple(named(item) for item in value)
    if isinstance(value, Array):
        inner = "a list" if value.type == "ArrayOfAnyType" else None
        return Array(value.type, (inner if inner and isinstance(i, Array) else localized(named(i)) for i in value.items))
    if not isinstance(value, DataObject):
        return value
    if isinstance(value, vim.LocalizedMethodFault):  # it becomes the fault itself, and keeps no more than the message
        value = value.replace(dynamicType=None, dynamicProperty=())
    known = VmomiSupport.GetWsdlType("urn:vim25", type(value).__name__)
    changes: dict[str, Any] = {
        info.name: info.type() for info in known._GetPropertyList()  # later mandatory: it fills them in
        if info.type in (bool, int, VmomiSupport.long, float) and value.property_named(info.name) is not None
        and not info.flags & VmomiSupport.F_OPTIONAL and getattr(value, info.name) is None
    }  # fmt: skip
    for name, item in value.items():
        declared = known._GetPropertyInfo(name).type
        one: Any = getattr(declared, "Item", declared)
        instead = {type: "VirtualMachine", VmomiSupport.ManagedMethod: "PowerOnVM_Task"}.get(one)
        if instead is not None:
            changes[name] = instead if isinstance(item, str) else (instead,) * len(item)
        elif one is object and isinstance(item, tuple) and not isinstance(item, ManagedObjectReference):
            changes[name] = tuple("a list" if isinstance(i, Array) else localized(named(i)) for i in item)
        else:
            changes[name] = localized(named(item)) if one is object else named(item)
    return value.replace(**changes)


def localized(value: Any) -> Any:
    """A bare fault as hosts put it into an xsd:anyType; the one enumeration that pyVmomi lacks as a string."""
    if isinstance(value, VimEnum) and type(value).__name__ not in VmomiSupport._wsdlNameMap:
        return str(value)
    return vim.LocalizedMethodFault(fault=value) if isinstance(value, vim.MethodFault) else value


@pytest.mark.parametrize("fill", [0.0, 0.4, 1.0])
def test_pyvmomi_reads_every_type(fill: float) -> None:
    """All of 4.1 is known to it, under the same names."""
    for value in every_type(fill):
        value = localized(named(value))
        assert pyvmomi_reads(value) == plain(value)


@given(instances())
def test_pyvmomi_reads_any_instance(value: Any) -> None:
    """Values that Hypothesis makes."""
    value = localized(named(value))
    assert pyvmomi_reads(value) == plain(value)
