"""A client that calls a host's pipeline without a socket: values in, values out, faults raised."""

from __future__ import annotations

from typing import Any

from lxml import etree
from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.host.pipeline import Reply
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference
from fakeesx.soap.decode import Decoder
from fakeesx.soap.encode import encoder
from fakeesx.soap.parsing import parse

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
HEAD = b"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>"""


class Reader:
    """Reads values from XML. What was read is remembered: clients look at the same things again and again, and reading takes
    most of that; values are immutable.
    """

    def __init__(self, size: int = 256) -> None:
        self._decoder = Decoder(vim.TYPES)
        self._size = size
        self._read: dict[tuple[str, bytes], Any] = {}

    def value(self, element: etree._Element, declared: str) -> Any:
        """The value of an element of a declared type."""
        key = declared, etree.tostring(element, with_tail=False)
        if key not in self._read:
            if len(self._read) >= self._size:
                self._read.clear()
            self._read[key] = self._decoder.value(element, declared)
        return self._read[key]


READER = Reader()


class Faulted(Exception):
    """The host answered with a fault: its name, its value and its text."""

    def __init__(self, name: str, fault: DataObject | None, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.fault: Any = fault
        self.text = text


class Client:
    """One client of a host."""

    def __init__(self, host: Esx) -> None:
        self.host = host
        self.cookie: str | None = None

    def login(self, user: str = "root", password: str = "vmware") -> Client:
        """Log in; the client itself."""
        self.call("ha-sessionmgr", "Login", userName=user, password=password)
        return self

    def call(self, moid: str | ManagedObjectReference, name: str, /, **arguments: Any) -> Any:
        """Call a method: its result, a list for an array; a Deferred while it waits. Raises ``Faulted``."""
        method = self.host.model.methods[name]
        node = self.host.inventory.find(moid if isinstance(moid, str) else moid.value)
        this = node.ref if node is not None else moid
        assert isinstance(this, ManagedObjectReference)
        inner = b"".join(
            encoder().element(p.name, arguments.pop(p.name), p.type, p.array)
            for p in method.params if arguments.get(p.name) is not None
        )
        assert all(value is None for value in arguments.values()), f"{name} has no {list(arguments)}"
        reply, _ = self.host.pipeline.handle(
            b'%b<%b xmlns="urn:vim25"><_this type="%b">%b</_this>%b</%b></e:Body></e:Envelope>'
            % (HEAD, name.encode(), this.type.encode(), this.value.encode(), inner, name.encode()),
            '"urn:vim25/4.1"', self.cookie, "192.0.2.7",
        )
        if isinstance(reply, Deferred):
            return reply.addCallback(lambda done: self._result(name, done))
        return self._result(name, reply)

    def get(self, moid: str | ManagedObjectReference, *paths: str) -> Any:
        """Properties of an object through RetrieveProperties: the value of one path, a dict for several."""
        found, missing = self.read(moid, *paths)
        assert not missing
        return found.get(paths[0]) if len(paths) == 1 else found

    def read(self, moid: str | ManagedObjectReference, *paths: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Properties of an object by path, and the faults of those the caller may not see."""
        node = self.host.inventory.find(moid if isinstance(moid, str) else moid.value)
        assert node is not None
        spec = vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type=node.ref.type, pathSet=paths)],
            objectSet=[vim.ObjectSpec(obj=node.ref)],
        )
        content = self.call("ha-property-collector", "RetrieveProperties", specSet=[spec])[0]
        return {p.name: p.val for p in content.propSet}, {m.path: m.fault.fault for m in content.missingSet}

    def task(self, moid: str | ManagedObjectReference, name: str, /, **arguments: Any) -> Any:
        """Run a ``_Task`` method that takes no time: its result. Raises ``Faulted`` when the task failed."""
        info = self.get(self.call(moid, name, **arguments), "info")
        if info.error is not None:
            fault = info.error.fault
            raise Faulted(type(fault).__name__, fault, info.error.localizedMessage)
        assert info.state == "success"
        return info.result

    def _result(self, name: str, reply: Reply) -> Any:
        self.cookie = reply.set_cookie or self.cookie
        response = parse(reply.body)[0][0]
        if response.tag == f"{SOAP}Fault":
            assert reply.status == 500
            text, detail = response.findtext("faultstring") or "", response.find("detail")
            if detail is None:
                raise Faulted(response.findtext("faultcode") or "", None, text)
            fault = READER.value(detail[0], "MethodFault")
            raise Faulted(type(fault).__name__, fault, text)
        result = self.host.model.methods[name].result
        if result is None:
            assert not len(response)
            return None
        values = [READER.value(child, result.type) for child in response]
        return values if result.array else values[0] if values else None
