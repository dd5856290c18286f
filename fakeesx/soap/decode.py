"""XML to values, strictly by the schema: unknown elements, wrong order, wrong types and missing values are refused.

There is no DTD, no entity, no network and a bounded depth; the caller bounds the body. What real clients are known to do
is taken: ``versionId`` and ``serverGuid`` attributes, prefixes of ``xsi:type`` that are never declared (suds 0.4).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from fakeesx.schema import scalars, vim
from fakeesx.schema.model import Method, Model, Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, Types
from fakeesx.soap import errors
from fakeesx.soap.parsing import parse

_HEADER = "{http://schemas.xmlsoap.org/soap/envelope/}Header"
_BODY = "{http://schemas.xmlsoap.org/soap/envelope/}Body"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_XSD = "http://www.w3.org/2001/XMLSchema"
NAMESPACE = "urn:vim25"
_DEPTH = 120

Read: TypeAlias = Callable[[etree._Element, int], Any]
"""Reads an element's value; the number is how deep it stands below the call."""


class DecodeError(Exception):
    """The XML does not fit the schema; ``line`` is where."""

    def __init__(self, text: str, element: etree._Element | None = None) -> None:
        super().__init__(text)
        self.line = _line(element)


@dataclass(frozen=True, slots=True)
class Request:
    """One decoded call: the method, the object it is for and its arguments by parameter name."""

    method: Method
    this: ManagedObjectReference
    arguments: dict[str, Any]
    operation_id: str | None = None


class _Child(NamedTuple):
    """What is known of one child element: its place in the schema's order and how its value is read."""

    place: int
    name: str
    array: bool
    read: Read


class _Shape(NamedTuple):
    """What an element of a type, or a call of a method, may and must hold."""

    children: dict[str, _Child]
    """By tag as lxml has it; tags in vim25's namespace and in none are there, others are looked up by their local name."""
    required: tuple[str, ...]


class Decoder:
    """Decodes XML into the values of one model, and calls of its methods and of ``extra_methods``.

    What the schema says of a type is put into the form that reading needs when the type first occurs.
    """

    def __init__(self, types: Types, extra_methods: dict[str, Method] | None = None) -> None:
        self.types = types
        self.model: Model = types.model
        self._methods = {**self.model.methods, **(extra_methods or {})}
        self._readers: dict[str, Read] = {}
        self._shapes: dict[str, _Shape] = {}
        """By the name of a data type or a method; no name is both."""

    def request(self, body: bytes) -> Request:
        """Decode the body of a call. Raises ``SoapError`` with the fault to answer."""
        envelope = parse(body)
        operation_id, soap_body = None, None
        for part in envelope:
            if part.tag == _BODY and soap_body is None:
                soap_body = part
            elif part.tag == _HEADER and operation_id is None:
                operation_id = next((e.text for e in part if _local(e) == "operationID"), None)
        if _local(envelope) != "Envelope" or soap_body is None or len(soap_body) == 0:
            raise errors.invalid_request("Unable to find a method call in the SOAP body")
        call = soap_body[0]
        namespace, name = _split(call)
        method = self._methods.get(name) if namespace == NAMESPACE else None
        if method is None:
            raise errors.invalid_request(
                f"Unable to resolve WSDL method name {name} for namespace {namespace}", line=_line(call),
            )
        try:
            return self._call(call, method, operation_id)
        except DecodeError as error:
            raise errors.invalid_request(str(error), name, error.line) from None

    def value(self, element: etree._Element, declared: str, depth: int = 0) -> Any:
        """The value of an element of a declared type. Raises ``DecodeError``."""
        return self._reader(declared)(element, depth)

    def _call(self, call: etree._Element, method: Method, operation_id: str | None) -> Request:
        if not len(call) or _local(call[0]) != "_this":
            raise DecodeError("Required parameter _this is missing", call)
        this = self._reference(call[0])
        if this.type not in self.model.managed:
            raise DecodeError(f'Unknown managed object type "{this.type}"', call[0])
        shape = self._shapes.get(method.name)
        if shape is None:
            shape = self._shapes[method.name] = self._shape(method.params)
        arguments = self._members(islice(call, 1, None), shape, call, 0)
        for name in shape.required:
            if name not in arguments:
                raise DecodeError(f"Required parameter {name} is missing", call)
        return Request(method, this, arguments, operation_id)

    def _members(
        self, children: Iterable[etree._Element], shape: _Shape, parent: etree._Element, depth: int,
    ) -> dict[str, Any]:
        """The children's values by name; they must come in the schema's order."""
        found: dict[str, Any] = {}
        known, position, depth = shape.children, 0, depth + 1
        for child in children:
            try:
                place, name, array, read = known[child.tag]
            except KeyError:
                place, name, array, read = self._foreign(child, shape, parent)
            if place < position:
                raise DecodeError(f'Element out of order: tag "{name}" was not expected in "{_local(parent)}"', child)
            position = place
            if array:
                if name in found:
                    found[name].append(read(child, depth))
                else:
                    found[name] = [read(child, depth)]
            elif name in found:
                raise DecodeError(f'Element "{name}" may occur only once', child)
            elif not child.keys() or child.get(_XSI_NIL) not in ("true", "1"):
                found[name] = read(child, depth)
        return found

    def _foreign(self, child: etree._Element, shape: _Shape, parent: etree._Element) -> _Child:
        """A child in another namespace than vim25's: there are clients that name one (nested types of other versions)."""
        name = _local(child)
        known = shape.children.get(name)
        if known is None:
            raise DecodeError(f'Unexpected element: tag "{name}" was not expected in "{_local(parent)}"', child)
        return known

    def _shape(self, properties: tuple[Property, ...]) -> _Shape:
        children: dict[str, _Child] = {}
        for place, prop in enumerate(properties):
            child = _Child(place, prop.name, prop.array, self._reader(prop.type))
            children[prop.name] = children[f"{{{NAMESPACE}}}{prop.name}"] = child
        return _Shape(children, tuple(prop.name for prop in properties if not prop.optional))

    def _reader(self, declared: str) -> Read:
        """The function that reads an element of a declared type."""
        read = self._readers.get(declared)
        if read is None:
            read = self._readers[declared] = self._new_reader(declared)
        return read

    def _new_reader(self, declared: str) -> Read:
        if declared == "xsd:anyType":
            return self._any
        if declared == "ManagedObjectReference":
            return self._declared_reference
        if declared in self.model.data:
            return partial(self._declared_data, declared)
        parse_text = self.types.enum(declared) if declared in self.model.enums else scalars.PARSE[declared]
        return partial(_scalar, declared, parse_text)

    def _declared_reference(self, element: etree._Element, _: int) -> ManagedObjectReference:
        actual = _actual_type(element)
        if actual not in (None, "ManagedObjectReference"):
            raise DecodeError(f"Type {actual} is not a ManagedObjectReference", element)
        return self._reference(element)

    def _declared_data(self, declared: str, element: etree._Element, depth: int) -> DataObject:
        name = _actual_type(element) or declared if element.keys() else declared
        if name != declared:
            if name not in self.model.data:
                raise DecodeError(f"Unknown type {name}", element)
            if not self.model.data_is_a(name, declared):
                raise DecodeError(f"Type {name} is not a {declared}", element)
        return self._data(element, name, depth)

    def _any(self, element: etree._Element, depth: int) -> Any:
        actual = _actual_type(element)
        if actual is None:
            if len(element):
                raise DecodeError(f'Element "{_local(element)}" needs an xsi:type', element)
            return element.text or ""  # inferred: an untyped simple value is taken as a string
        if actual == "ManagedObjectReference":
            return self._reference(element)
        if actual in self.model.data:
            return self._data(element, actual, depth)
        if actual in self.types.arrays:
            return self._array(element, actual, depth)
        if actual in self.model.enums or actual in scalars.PARSE:
            value = self._reader(actual)(element, depth)
            keep = scalars.ANY_CLASS.get(actual)
            return keep(value) if keep else value
        raise DecodeError(f"Unknown type {actual}", element)

    def _array(self, element: etree._Element, name: str, depth: int) -> Array:
        if depth > _DEPTH:
            raise DecodeError("The request is nested too deeply", element)
        tag, item = self.types.arrays[name]
        read, items = self._reader(item), []
        for child in element:
            if _local(child) != tag:
                raise DecodeError(f'Unexpected element: tag "{_local(child)}" in {name}', child)
            items.append(read(child, depth + 1))
        return Array(name, items)

    def _data(self, element: etree._Element, name: str, depth: int) -> DataObject:
        if depth > _DEPTH:
            raise DecodeError("The request is nested too deeply", element)
        cls = self.types.data(name)
        shape = self._shapes.get(name)
        if shape is None:
            shape = self._shapes[name] = self._shape(cls._properties)
        members = self._members(element, shape, element, depth)
        if not members and not len(element) and (element.text or "").strip():
            raise DecodeError(f'Text is not expected in "{_local(element)}" of type {name}', element)
        for required in shape.required:
            if required not in members:
                raise DecodeError(f"Required property {required} is missing from data object of type {name}", element)
        return cls(**members)

    def _reference(self, element: etree._Element) -> ManagedObjectReference:
        if len(element):
            raise DecodeError(f'Element "{_local(element)}" must hold only text', element)
        type_ = element.get("type") or element.get("{urn:vim25}type")
        if not type_:
            raise DecodeError("Required attribute type is missing from a managed object reference", element)
        if type_ not in self.model.managed and type_ != "ManagedObject":
            raise DecodeError(f'Unknown managed object type "{type_}"', element)
        return ManagedObjectReference(type_, (element.text or "").strip())


def _scalar(declared: str, parse_text: Callable[[str], Any], element: etree._Element, _: int) -> Any:
    """The value of an element that holds only text: an enumeration's or a simple type's."""
    if len(element):
        raise DecodeError(f'Element "{_local(element)}" must hold only text', element)
    text = element.text or ""
    try:
        return parse_text(text)
    except (ValueError, OverflowError) as problem:
        raise DecodeError(
            f'Invalid value "{text[:80]}" for element "{_local(element)}" of type {declared}: {problem}', element,
        ) from None


def _actual_type(element: etree._Element) -> str | None:
    """What ``xsi:type`` says: ``xsd:…`` for simple types, the plain name for others."""
    name = element.get(_XSI_TYPE)
    if name is None:
        return None
    prefix, colon, local = name.strip().rpartition(":")
    if not colon:
        return local
    namespace = element.nsmap.get(prefix)
    if namespace == _XSD or (namespace is None and f"xsd:{local}" in scalars.PARSE):
        return f"xsd:{local}"
    return local


class RequestCache:
    """Remembers decoded requests by their bytes: clients repeat themselves, and values are immutable.

    ``size`` bodies at the most, none longer than ``longest`` bytes; calls that carry a password are never kept.
    """

    _SECRET = frozenset({
        "AddInternetScsiSendTargets", "AddInternetScsiStaticTargets", "AddStandaloneHost_Task", "CloneSession",
        "ConfigureDatastorePrincipal", "CreateGroup", "CreateNasDatastore", "CreateUser", "JoinDomain_Task", "Login",
        "LoginBySSPI", "QueryConnectionInfo", "ReconnectHost_Task", "UpdateInternetScsiAuthenticationProperties",
        "UpdateIpmi", "UpdateUser",
    })

    def __init__(self, decoder: Decoder, size: int = 512, longest: int = 8192) -> None:
        self._decoder = decoder
        self._size = size
        self._longest = longest
        self._kept: OrderedDict[bytes, Request] = OrderedDict()

    def request(self, body: bytes) -> Request:
        """As ``Decoder.request``."""
        request = self._kept.get(body)
        if request is not None:
            self._kept.move_to_end(body)
            return request
        request = self._decoder.request(body)
        if len(body) <= self._longest and request.method.name not in self._SECRET:
            self._kept[body] = request
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return request


def _split(element: etree._Element) -> tuple[str, str]:
    tag = str(element.tag)
    if tag[0] == "{":
        namespace, _, name = tag[1:].partition("}")
        return namespace, name
    return "", tag


def _line(element: etree._Element | None) -> int:
    line = element.sourceline if element is not None else None
    return line if isinstance(line, int) else 1


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


@lru_cache(maxsize=8)
def decoder(types: Types = vim.TYPES, *extra_methods: Method) -> Decoder:
    """The decoder of a model: one for all hosts of a process, for it holds nothing but what the schema says."""
    return Decoder(types, {each.name: each for each in extra_methods})
