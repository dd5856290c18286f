"""XML to values, strictly by the schema: unknown elements, wrong order, wrong types and missing values are refused.

There is no DTD, no entity, no network and a bounded depth; the caller bounds the body. What real clients are known to do
is taken: ``versionId`` and ``serverGuid`` attributes, prefixes of ``xsi:type`` that are never declared (suds 0.4).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from fakeesx.schema import scalars, vim
from fakeesx.schema.model import Method, Model, Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, Types
from fakeesx.soap import errors

_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_XSD = "http://www.w3.org/2001/XMLSchema"
NAMESPACE = "urn:vim25"
_DEPTH = 120


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


class Decoder:
    """Decodes XML into the values of one model. ``fetch`` is the undocumented method that pyVmomi reads properties with."""

    def __init__(self, types: Types, extra_methods: dict[str, Method] | None = None) -> None:
        self.types = types
        self.model: Model = types.model
        self._methods = {**self.model.methods, **(extra_methods or {})}

    def request(self, body: bytes) -> Request:
        """Decode the body of a call. Raises ``SoapError`` with the fault to answer."""
        envelope = parse(body)
        operation_id = None
        header = envelope.find(f"{{{_SOAP}}}Header")
        if header is not None:
            operation_id = next((e.text for e in header if _local(e) == "operationID"), None)
        soap_body = envelope.find(f"{{{_SOAP}}}Body")
        if _split(envelope)[1] != "Envelope" or soap_body is None or len(soap_body) == 0:
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

    def _call(self, call: etree._Element, method: Method, operation_id: str | None) -> Request:
        children = list(call)
        if not children or _local(children[0]) != "_this":
            raise DecodeError("Required parameter _this is missing", call)
        this = self._reference(children[0])
        if this.type not in self.model.managed:
            raise DecodeError(f'Unknown managed object type "{this.type}"', children[0])
        arguments = self._members(children[1:], method.params, call)
        for param in method.params:
            if not param.optional and param.name not in arguments:
                raise DecodeError(f"Required parameter {param.name} is missing", call)
        return Request(method, this, arguments, operation_id)

    def _members(
        self, children: list[etree._Element], properties: tuple[Property, ...], parent: etree._Element, depth: int = 0,
    ) -> dict[str, Any]:
        """The children's values by name; they must come in the schema's order."""
        found: dict[str, Any] = {}
        position = 0
        for child in children:
            name = _local(child)
            index = position
            while index < len(properties) and properties[index].name != name:
                index += 1
            if index == len(properties):
                known = any(p.name == name for p in properties)
                problem = "Element out of order" if known else "Unexpected element"
                raise DecodeError(f'{problem}: tag "{name}" was not expected in "{_local(parent)}"', child)
            prop = properties[index]
            position = index
            if prop.array:
                found.setdefault(name, []).append(self.value(child, prop.type, depth + 1))
            elif name in found:
                raise DecodeError(f'Element "{name}" may occur only once', child)
            elif child.get(_XSI_NIL) in ("true", "1"):
                continue
            else:
                found[name] = self.value(child, prop.type, depth + 1)
        return found

    def value(self, element: etree._Element, declared: str, depth: int = 0) -> Any:
        """The value of an element of a declared type. Raises ``DecodeError``."""
        if depth > _DEPTH:
            raise DecodeError("The request is nested too deeply", element)
        actual = self._actual_type(element)
        if declared == "xsd:anyType":
            return self._any(element, actual, depth)
        if declared == "ManagedObjectReference":
            if actual not in (None, declared):
                raise DecodeError(f"Type {actual} is not a {declared}", element)
            return self._reference(element)
        if declared in self.model.data:
            name = actual or declared
            if name not in self.model.data:
                raise DecodeError(f"Unknown type {name}", element)
            if not self.model.data_is_a(name, declared):
                raise DecodeError(f"Type {name} is not a {declared}", element)
            return self._data(element, name, depth)
        return self._scalar(element, declared)

    def _any(self, element: etree._Element, actual: str | None, depth: int) -> Any:
        if actual is None:
            if len(element):
                raise DecodeError(f'Element "{_local(element)}" needs an xsi:type', element)
            return _text(element)  # inferred: an untyped simple value is taken as a string
        if actual == "ManagedObjectReference":
            return self._reference(element)
        if actual in self.model.data:
            return self._data(element, actual, depth)
        if actual in self.types.arrays:
            tag, item = self.types.arrays[actual]
            items = []
            for child in element:
                if _local(child) != tag:
                    raise DecodeError(f'Unexpected element: tag "{_local(child)}" in {actual}', child)
                items.append(self.value(child, item, depth + 1))
            return Array(actual, items)
        if actual in self.model.enums or actual in scalars.PARSE:
            value = self._scalar(element, actual)
            keep = scalars.ANY_CLASS.get(actual)
            return keep(value) if keep else value
        raise DecodeError(f"Unknown type {actual}", element)

    def _data(self, element: etree._Element, name: str, depth: int) -> DataObject:
        cls = self.types.data(name)
        if element.text and element.text.strip() and not len(element):
            raise DecodeError(f'Text is not expected in "{_local(element)}" of type {name}', element)
        members = self._members(list(element), cls._properties, element, depth)
        for prop in cls._properties:
            if not prop.optional and prop.name not in members:
                raise DecodeError(f"Required property {prop.name} is missing from data object of type {name}", element)
        return cls(**members)

    def _scalar(self, element: etree._Element, declared: str) -> Any:
        if len(element):
            raise DecodeError(f'Element "{_local(element)}" must hold only text', element)
        text = _text(element)
        try:
            if declared in self.model.enums:
                return self.types.enum(declared)(text)
            return scalars.PARSE[declared](text)
        except (ValueError, OverflowError) as problem:
            raise DecodeError(
                f'Invalid value "{text[:80]}" for element "{_local(element)}" of type {declared}: {problem}', element,
            ) from None

    def _reference(self, element: etree._Element) -> ManagedObjectReference:
        if len(element):
            raise DecodeError(f'Element "{_local(element)}" must hold only text', element)
        type_ = element.get("type") or element.get("{urn:vim25}type")
        if not type_:
            raise DecodeError("Required attribute type is missing from a managed object reference", element)
        if type_ not in self.model.managed and type_ != "ManagedObject":
            raise DecodeError(f'Unknown managed object type "{type_}"', element)
        return ManagedObjectReference(type_, _text(element).strip())

    def _actual_type(self, element: etree._Element) -> str | None:
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
        "AddStandaloneHost_Task", "CloneSession", "ConfigureDatastorePrincipal", "CreateGroup", "CreateNasDatastore",
        "CreateUser", "JoinDomain_Task", "Login", "LoginBySSPI", "QueryConnectionInfo", "ReconnectHost_Task",
        "UpdateInternetScsiAuthenticationProperties", "UpdateIpmi", "UpdateUser",
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


@lru_cache(maxsize=1)
def _parser() -> etree.XMLParser:
    """The parser: no DTD, no entities, no network, bounded depth and sizes."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )


def parse(body: bytes) -> etree._Element:
    """Parse a body with everything dangerous refused. Raises ``SoapError`` as a host answers bad XML."""
    if not body.strip():
        raise errors.not_well_formed("no element found", 1, 0)
    if b"<!DOCTYPE" in body or body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise errors.not_well_formed("document type declarations are not allowed", 1, 0)
    try:
        root = etree.fromstring(body, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position or (1, 0)
        raise errors.not_well_formed("not well-formed (invalid token)", line or 1, max(0, (column or 1) - 1)) from None
    document: Any = root.getroottree().docinfo
    if document.doctype:
        raise errors.not_well_formed("document type declarations are not allowed", 1, 0)
    return root


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


def _text(element: etree._Element) -> str:
    return element.text or ""


def default_decoder() -> Decoder:
    """A decoder of the current API version."""
    return Decoder(vim.TYPES)
