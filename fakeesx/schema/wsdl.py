"""The WSDL and XSD files of a vim25 host, written from the model as text.

A 4.1 host serves seven files: ``vimService.wsdl`` imports ``vim.wsdl``, which holds the elements and
operations and includes the schema files. Each schema file includes what it refers to. Source of the form: the
WSDL of the 4.1 SDK, as described in the project's facts; how a schema file is laid out inside is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from fakeesx.schema.arrays import array_types
from fakeesx.schema.model import DataType, Method, Model, Property, Result

NAMESPACE = "urn:vim25"
ADDRESS = "https://localhost/sdk/vimService"
"""The service address in ``vimService.wsdl``: real hosts name localhost there, and clients are used to
replacing it.
"""

FILES = (
    "vimService.wsdl",
    "vim.wsdl",
    "vim-types.xsd",
    "vim-messagetypes.xsd",
    "query-types.xsd",
    "query-messagetypes.xsd",
    "core-types.xsd",
)
"""The names of the files, the root first."""


@dataclass(frozen=True, slots=True)
class WsdlFaults:
    """Ways in which hosts have served a broken set.

    ``missing``: files that answer 404. ``reflect_import``: ``vim.wsdl`` imports ``urn:reflect`` from
    ``reflect-messagetypes.xsd``, which is not served (5.0 hosts). Raises ``ValueError`` for a name not in
    ``FILES``.
    """

    missing: frozenset[str] = frozenset()
    reflect_import: bool = False

    def __post_init__(self) -> None:
        if unknown := self.missing.difference(FILES):
            raise ValueError(f"not files of the WSDL: {', '.join(sorted(unknown))}")


SOUND = WsdlFaults()
"""No faults: the complete set."""


def files(model: Model, faults: WsdlFaults = SOUND) -> dict[str, bytes]:
    """All files that the host serves, by name."""
    return {name: file(model, name, faults) for name in FILES if name not in faults.missing}


def file(model: Model, name: str, faults: WsdlFaults = SOUND) -> bytes:
    """One file; ``LookupError`` when the host has none of that name (or, with faults, does not serve it)."""
    if name in faults.missing or name not in FILES:
        raise LookupError(name)
    if name == "vim.wsdl":
        return _vim_wsdl(model, faults.reflect_import).encode()
    if name == "vimService.wsdl":
        return _service_wsdl().encode()
    includes, part, content = _SCHEMA_FILES[name]
    return _schema(includes, content(_Parts(model), part)).encode()


def xsd_single(model: Model) -> bytes:
    """One self-contained XSD with every type and every element: for validating what goes over the wire."""
    parts = _Parts(model)
    everything = [*parts.types("core"), *parts.types("query"), *parts.types("vim")]
    requests = [_request_type(method) for method in model.methods.values()]
    return _schema((), [*everything, *requests, *_elements(model)]).encode()


_RELEASES = ("4.1", "4.0", "2.5u2", "2.5")


def versions_xml(model_version: str) -> bytes:
    """``vimServiceVersions.xml``: the API version and those before it that the host speaks, newest first.

    Raises ``LookupError`` for an unknown version. Inferred from a 5.5 host's list, which goes back to 2.5.
    """
    if model_version not in _RELEASES:
        raise LookupError(f"unknown API version {model_version}")
    prior = _RELEASES[_RELEASES.index(model_version) + 1 :]
    listed = "".join(f"   <version>{version}</version>\n" for version in prior)
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<namespaces version="1.0">\n'
        f" <namespace>\n  <name>{NAMESPACE}</name>\n  <version>{model_version}</version>\n"
        f"  <priorVersions>\n{listed}  </priorVersions>\n </namespace>\n"
        " <namespace>\n  <name>urn:vim2</name>\n  <version>2.0</version>\n </namespace>\n</namespaces>\n"
    ).encode()


_XSD = "http://www.w3.org/2001/XMLSchema"

# The types of VMODL's own package; the model knows no packages.
_CORE = frozenset({
    "DynamicArray", "DynamicData", "DynamicProperty", "KeyAnyValue", "LocalizableMessage",
    "LocalizedMethodFault", "MethodFault", "RuntimeFault", "HostCommunication", "HostNotConnected",
    "HostNotReachable", "InvalidArgument", "InvalidRequest", "InvalidType", "ManagedObjectNotFound",
    "MethodNotFound", "NotEnoughLicenses", "NotImplemented", "NotSupported", "RequestCanceled",
    "SecurityError", "SystemError", "UnexpectedFault",
})  # fmt: skip
_QUERY_MANAGED = frozenset({"PropertyCollector", "PropertyFilter"})

_MOREF = """\
 <complexType name="ManagedObjectReference">
  <simpleContent>
   <extension base="xsd:string">
    <attribute name="type" type="xsd:string"/>
   </extension>
  </simpleContent>
 </complexType>
"""


class _Parts:
    """Which type goes into which file: ``core``, ``query`` (what the PropertyCollector speaks) or ``vim``."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._query = _query_types(model)

    def part(self, name: str) -> str:
        if name.startswith("xsd:") or name == "ManagedObjectReference" or name in _CORE:
            return "core"
        return "query" if name in self._query else "vim"

    def types(self, part: str) -> Iterator[str]:
        """The definitions of a part's types."""
        if part == "core":
            yield _MOREF
        yield from (_data_type(data) for data in self._model.data.values() if self.part(data.name) == part)
        yield from (
            _enum(name, values) for name, values in self._model.enums.items() if self.part(name) == part
        )
        for name, (element, item) in array_types(self._model).items():
            if self.part(item) == part:
                yield _complex_type(name, [_element(element, item, optional=True, array=True)])

    def requests(self, part: str) -> Iterator[str]:
        """The definitions of the request types of a part's methods."""
        for method in self._model.methods.values():
            if (method.owner in _QUERY_MANAGED) == (part == "query"):
                yield _request_type(method)


def _query_types(model: Model) -> frozenset[str]:
    """Everything that the PropertyCollector's methods mention, directly or not, with subtypes; nothing of the
    core.
    """
    found: set[str] = set()
    wanted = list(_mentioned(model))
    while wanted:
        name = wanted.pop()
        if name in found or name in _CORE or (name not in model.data and name not in model.enums):
            continue
        found.add(name)
        if name in model.data:
            wanted += (p.type for p in model.data[name].properties)
            wanted += (other.name for other in model.data.values() if other.base == name)
    return frozenset(found)


def _mentioned(model: Model) -> Iterator[str]:
    for managed in (model.managed[name] for name in _QUERY_MANAGED if name in model.managed):
        yield from (p.type for p in managed.properties)
        for method in managed.methods:
            yield from (p.type for p in method.params)
            yield from method.faults
            if method.result:
                yield method.result.type


def _qualified(name: str) -> str:
    return name if name.startswith("xsd:") else "vim25:" + name


def _element(name: str, type: str, *, optional: bool, array: bool) -> str:
    bounds = (' minOccurs="0"' if optional else "") + (' maxOccurs="unbounded"' if array else "")
    return f'<element name="{name}" type="{_qualified(type)}"{bounds}/>'


def _property(prop: Property | Result, name: str) -> str:
    return _element(name, prop.type, optional=prop.optional, array=prop.array)


def _sequence(elements: Iterable[str], indent: str) -> str:
    inner = "".join(f"{indent} {element}\n" for element in elements)
    return f"{indent}<sequence>\n{inner}{indent}</sequence>\n" if inner else f"{indent}<sequence/>\n"


def _complex_type(name: str, elements: Iterable[str]) -> str:
    return f' <complexType name="{name}">\n{_sequence(elements, "  ")} </complexType>\n'


def _data_type(data: DataType) -> str:
    elements = [_property(prop, prop.name) for prop in data.properties]
    if data.base is None:
        return _complex_type(data.name, elements)
    return (
        f' <complexType name="{data.name}">\n  <complexContent>\n   <extension base="vim25:{data.base}">\n'
        f"{_sequence(elements, '    ')}   </extension>\n  </complexContent>\n </complexType>\n"
    )


def _enum(name: str, values: Iterable[str]) -> str:
    inner = "".join(f'   <enumeration value="{value}"/>\n' for value in values)
    return (
        f' <simpleType name="{name}">\n  <restriction base="xsd:string">\n{inner}'
        "  </restriction>\n </simpleType>\n"
    )


def _request_type(method: Method) -> str:
    this = _element("_this", "ManagedObjectReference", optional=False, array=False)
    return _complex_type(
        method.request_type, [this, *(_property(param, param.name) for param in method.params)],
    )


def _schema(includes: Iterable[str], definitions: Iterable[str]) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<schema targetNamespace="{NAMESPACE}" xmlns="{_XSD}"'
        f' xmlns:vim25="{NAMESPACE}" xmlns:xsd="{_XSD}" elementFormDefault="qualified">\n'
        + "".join(f' <include schemaLocation="{name}"/>\n' for name in includes)
        + "".join(definitions)
        + "</schema>\n"
    )


# What a file includes, whose types it defines and which.
_SCHEMA_FILES = MappingProxyType({
    "core-types.xsd": ((), "core", _Parts.types),
    "query-types.xsd": (("core-types.xsd",), "query", _Parts.types),
    "query-messagetypes.xsd": (("query-types.xsd",), "query", _Parts.requests),
    "vim-types.xsd": (("query-types.xsd",), "vim", _Parts.types),
    "vim-messagetypes.xsd": (("vim-types.xsd", "query-messagetypes.xsd"), "vim", _Parts.requests),
})  # fmt: skip


_WSDL_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<definitions targetNamespace="{target}"'
    ' xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"'
    f' xmlns:vim25="{NAMESPACE}">\n'
)


def _service_wsdl() -> str:
    return _WSDL_HEAD.format(target=NAMESPACE + "Service") + (
        f' <import location="vim.wsdl" namespace="{NAMESPACE}"/>\n'
        ' <service name="VimService">\n'
        '  <port binding="vim25:VimBinding" name="VimPort">\n'
        f'   <soap:address location="{ADDRESS}"/>\n'
        "  </port>\n </service>\n</definitions>\n"
    )


def _vim_wsdl(model: Model, reflect_import: bool) -> str:
    reflect = '   <import namespace="urn:reflect" schemaLocation="reflect-messagetypes.xsd"/>\n'
    methods = model.methods.values()
    messages = [*map(_messages, methods), *map(_fault_message, _faults(model))]
    operations = map(_port_operation, methods)
    bound = (_bound_operation(method, model.version) for method in methods)
    return (
        _WSDL_HEAD.format(target=NAMESPACE)
        + f' <types>\n  <schema targetNamespace="{NAMESPACE}" xmlns="{_XSD}" xmlns:xsd="{_XSD}"'
        + ' elementFormDefault="qualified">\n'
        + (reflect if reflect_import else "")
        + '   <include schemaLocation="vim-types.xsd"/>\n'
        + '   <include schemaLocation="vim-messagetypes.xsd"/>\n'
        + f"{''.join(_elements(model))}  </schema>\n </types>\n{''.join(messages)}"
        + f' <portType name="VimPortType">\n{"".join(operations)} </portType>\n'
        + ' <binding name="VimBinding" type="vim25:VimPortType">\n'
        + '  <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>\n'
        + f"{''.join(bound)} </binding>\n</definitions>\n"
    )


def _faults(model: Model) -> Iterator[str]:
    return (data.name for data in model.data.values() if data.fault)


def _elements(model: Model) -> Iterator[str]:
    """The global elements: the version, then requests and responses, then faults."""
    yield '   <element name="versionURI" type="xsd:string"/>\n'
    for method in model.methods.values():
        yield f'   <element name="{method.name}" type="vim25:{method.request_type}"/>\n'
        returned = [_property(method.result, "returnval")] if method.result else []
        yield (
            f'   <element name="{method.name}Response">\n    <complexType>\n{_sequence(returned, "     ")}'
            "    </complexType>\n   </element>\n"
        )
    for fault in _faults(model):
        yield f'   <element name="{fault}Fault" type="vim25:{fault}"/>\n'


def _message(name: str, part: str, element: str) -> str:
    return f' <message name="{name}">\n  <part name="{part}" element="vim25:{element}"/>\n </message>\n'


def _fault_message(fault: str) -> str:
    return _message(f"{fault}FaultMsg", "fault", f"{fault}Fault")


def _messages(method: Method) -> str:
    return _message(f"{method.name}RequestMsg", "parameters", method.name) + _message(
        f"{method.name}ResponseMsg", "parameters", f"{method.name}Response",
    )


def _declared(method: Method) -> Iterator[tuple[str, str]]:
    """The faults of an operation, (name, message): those it declares, last the one that any may raise."""
    yield from ((f"{fault}Fault", f"{fault}FaultMsg") for fault in method.faults)
    yield "RuntimeFault", "RuntimeFaultFaultMsg"


def _port_operation(method: Method) -> str:
    return (
        f'  <operation name="{method.name}">\n   <input message="vim25:{method.name}RequestMsg"/>\n'
        f'   <output message="vim25:{method.name}ResponseMsg"/>\n'
        + "".join(f'   <fault name="{name}" message="vim25:{msg}"/>\n' for name, msg in _declared(method))
        + "  </operation>\n"
    )


def _bound_operation(method: Method, version: str) -> str:
    return (
        f'  <operation name="{method.name}">\n'
        f'   <soap:operation soapAction="{NAMESPACE}/{version}" style="document"/>\n'
        '   <input>\n    <soap:body use="literal"/>\n   </input>\n'
        '   <output>\n    <soap:body use="literal"/>\n   </output>\n'
        + "".join(
            f'   <fault name="{name}">\n    <soap:fault name="{name}" use="literal"/>\n   </fault>\n'
            for name, _ in _declared(method)
        )
        + "  </operation>\n"
    )
