"""A small vim25 client over HTTP(S): typed values in, typed values out, nothing hidden.

It is for demos, tests and tools of this project. For real work use pyVmomi or the driver.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference
from fakeesx.soap.decode import decoder
from fakeesx.soap.encode import encoder
from fakeesx.soap.parsing import parse

SERVICE_INSTANCE = ManagedObjectReference("ServiceInstance", "ServiceInstance")
PROPERTY_COLLECTOR = ManagedObjectReference("PropertyCollector", "ha-property-collector")
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
    b' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>'
)
_TAIL = b"</soapenv:Body></soapenv:Envelope>"


class Fault(Exception):
    """A SOAP fault: ``name`` is the vim25 fault's, ``fault`` its value (``None`` when the reply had none)."""

    def __init__(self, text: str, fault: DataObject | None) -> None:
        self.name = type(fault).__name__ if fault is not None else ""
        self.fault = fault
        super().__init__(f"{self.name}: {text}" if self.name else text)


class HttpError(Exception):
    """An HTTP answer that is no success."""

    def __init__(self, status: int, reason: str, where: str) -> None:
        self.status = status
        super().__init__(f"{status} {reason} for {where}")


class VimClient:
    """One session on one connection. ``url`` ends in ``/sdk``; ``cafile`` verifies the certificate (``None``: the system's).

    ``timeout`` is in seconds.
    """

    def __init__(self, url: str, cafile: str | None = None, timeout: float = 60.0) -> None:
        parts = urlsplit(url)
        self._path = parts.path or "/sdk"
        host = parts.hostname or ""
        self._connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=cafile)
            self._connection = http.client.HTTPSConnection(host, parts.port or 443, context=context, timeout=timeout)
        else:
            self._connection = http.client.HTTPConnection(host, parts.port or 80, timeout=timeout)
        self._cookie = ""
        self._decoder = decoder()
        self.content: vim.ServiceContent = self.call("RetrieveServiceContent", SERVICE_INSTANCE)

    def login(self, user: str, password: str) -> vim.UserSession:
        """Begin a session. Raises ``Fault`` (InvalidLogin)."""
        manager = self.content.sessionManager
        assert manager is not None
        session: vim.UserSession = self.call("Login", manager, userName=user, password=password)
        return session

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def call(self, method: str, this: ManagedObjectReference, **arguments: Any) -> Any:
        """Call a vim25 method. The result is a value, a tuple of values or ``None``. Raises ``Fault``, ``HttpError``."""
        declared = vim.TYPES.model.methods[method]
        body = [b'<%b xmlns="urn:vim25">' % method.encode(), encoder().element("_this", this, "ManagedObjectReference")]
        for param in declared.params:
            value = arguments.pop(param.name, None)
            if value is not None:
                body.append(encoder().element(param.name, value, param.type, param.array))
        if arguments:
            raise TypeError(f"{method} has no parameter {next(iter(arguments))!r}")
        body.append(b"</%b>" % method.encode())
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:vim25/4.1"'}
        status, reason, answer = self._request("POST", self._path, b"".join((_HEAD, *body, _TAIL)), headers)
        if status not in (200, 500):
            raise HttpError(status, reason, method)
        reply = parse(answer)[-1][0]
        if status == 500:
            raise self._fault(reply)
        if declared.result is None:
            return None
        values = tuple(self._decoder.value(child, declared.result.type) for child in reply)
        return values if declared.result.array else (values[0] if values else None)

    def get(self, ref: ManagedObjectReference, *paths: str) -> tuple[Any, ...]:
        """Properties of an object; ``None`` for one that is not set, a tuple for an array."""
        spec = vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type=ref.type, pathSet=paths)], objectSet=[vim.ObjectSpec(obj=ref)],
        )
        found = self.call("RetrieveProperties", PROPERTY_COLLECTOR, specSet=[spec])
        values = {item.name: item.val for item in found[0].propSet}
        return tuple(v.items if isinstance(v := values.get(path), vim.Array) else v for path in paths)

    def task(self, method: str, this: ManagedObjectReference, **arguments: Any) -> Any:
        """Call a task method, wait for its end by WaitForUpdatesEx and return its result. Raises ``Fault``."""
        ref: ManagedObjectReference = self.call(method, this, **arguments)
        spec = vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type="Task", pathSet=["info"])], objectSet=[vim.ObjectSpec(obj=ref)],
        )
        filter_ = self.call("CreateFilter", PROPERTY_COLLECTOR, spec=spec, partialUpdates=False)
        version = ""
        try:
            while True:
                updates = self.call("WaitForUpdatesEx", PROPERTY_COLLECTOR, version=version)
                version = updates.version
                for info in _task_infos(updates, ref):
                    if info.state == "success":
                        return info.result
                    if info.state == "error":
                        assert info.error is not None
                        raise Fault(info.error.localizedMessage or "", info.error.fault)
        finally:
            self.call("DestroyPropertyFilter", filter_)

    def put(self, datastore: str, path: str, content: Iterable[bytes], length: int) -> None:
        """Stream a file into a datastore. Raises ``HttpError``."""
        headers = {"Content-Length": str(length), "Content-Type": "application/octet-stream"}
        status, reason, _ = self._request("PUT", folder_url(datastore, path), content, headers)
        if status not in (200, 201):
            raise HttpError(status, reason, f"[{datastore}] {path}")

    def file(self, datastore: str, path: str, method: str = "GET") -> bytes:
        """The content of a datastore file (or what DELETE answers). Raises ``HttpError``."""
        status, reason, content = self._request(method, folder_url(datastore, path), None, {})
        if status not in (200, 204):
            raise HttpError(status, reason, f"[{datastore}] {path}")
        return content

    def stream(self, datastore: str, path: str, block: int = 1 << 20) -> Iterator[bytes]:
        """The content of a datastore file in blocks of bytes; take it to its end before the next call.

        Raises ``HttpError``, also when less comes than was announced.
        """
        self._connection.request("GET", folder_url(datastore, path), None, {"Cookie": self._cookie} if self._cookie else {})
        answer = self._connection.getresponse()
        if answer.status != 200:
            answer.read()
            raise HttpError(answer.status, answer.reason, f"[{datastore}] {path}")
        left = int(answer.getheader("Content-Length", "0"))
        while data := answer.read(block):
            left -= len(data)
            yield data
        if left:
            raise HttpError(answer.status, f"{left} bytes too few", f"[{datastore}] {path}")

    def _request(self, method: str, path: str, body: Any, headers: dict[str, str]) -> tuple[int, str, bytes]:
        if self._cookie:
            headers = {**headers, "Cookie": self._cookie}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self._cookie = cookie.partition(";")[0]
        return answer.status, answer.reason, content

    def _fault(self, element: Any) -> Fault:
        text, fault = "", None
        for child in element:
            if child.tag == "faultstring":
                text = child.text or ""
            elif child.tag == "detail" and len(child):
                fault = self._decoder.value(child[0], "xsd:anyType")
        return Fault(text.strip(), fault)


def folder_url(datastore: str, path: str) -> str:
    """The path and query under which a host serves a datastore file."""
    return f"/folder/{quote(path)}?{urlencode({'dcPath': 'ha-datacenter', 'dsName': datastore})}"


def _task_infos(updates: vim.UpdateSet, task: ManagedObjectReference) -> Iterable[vim.TaskInfo]:
    for filter_set in updates.filterSet:
        for update in filter_set.objectSet:
            if update.obj == task:
                yield from (change.val for change in update.changeSet if isinstance(change.val, vim.TaskInfo))


__all__ = ["Fault", "HttpError", "VimClient", "folder_url"]
