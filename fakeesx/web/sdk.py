"""``/sdk``: the SOAP endpoint, and the WSDL files beside it."""

from __future__ import annotations

from functools import lru_cache, partial

from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call
from fakeesx.host.pipeline import Reply
from fakeesx.schema import wsdl
from fakeesx.schema.model import load
from fakeesx.web.server import Buffer, Door, Page, Refused, Request, Sink, Site

LARGEST_BODY = 64 * 1024 * 1024
COOKIE = "vmware_soap_session"
_ADDRESS = b"/sdk/vimService"
"""The endpoint as the WSDL names it."""
_TYPE = b"text/xml; charset=utf-8"


def cookie_of(request: Request) -> str | None:
    """The session cookie of a request: quoted or not, followed by attributes or other cookies."""
    for header, text in request.headers:
        if header == b"cookie":
            for part in text.decode("latin-1").split(";"):
                name, _, value = part.strip().partition("=")
                if name == COOKIE:
                    return value.strip().strip('"')
    return None


def set_cookie(value: str, secure: bool = True) -> tuple[bytes, bytes]:
    """The header that gives a client its cookie (form as recorded)."""
    attributes = "Path=/; HttpOnly; Secure;" if secure else "Path=/; HttpOnly;"
    return b"Set-Cookie", f'{COOKIE}="{value}"; {attributes}'.encode()


class Sdk:
    """The SOAP endpoint of a host."""

    def __init__(self, host: Esx, secure: bool, service: Door) -> None:
        self._host = host
        self._secure = secure
        self._service = service
        """Answers with the WSDL's first file: clients ask for ``/sdk/vimService?wsdl`` as well."""

    def body(self, request: Request, length: int | None) -> Sink:
        """The envelope, in memory."""
        return Buffer(LARGEST_BODY, length)

    def answer(self, request: Request) -> None:
        """Hand the envelope to the host's pipeline."""
        if request.method != b"POST":
            if request.path == _ADDRESS and request.query.lower() == b"wsdl":
                self._service.answer(request)
            else:
                request.reply(400)
            return
        action = request.header(b"soapaction")
        reply, call = self._host.pipeline.handle(
            request.sink.value(), action.decode("latin-1") if action else None, cookie_of(request),
            request.peer,
        )
        if isinstance(reply, Deferred):
            if call is not None:
                request.on_gone(partial(_gone, call))
            self._host.waiting.wait(request)
            reply.addCallback(lambda done: self._answer(request, done))
        else:
            self._send(request, reply)

    def _answer(self, request: Request, reply: Reply) -> None:
        """What it waited for has come."""
        self._host.waiting.go_on(request)
        self._send(request, reply)

    def _send(self, request: Request, reply: Reply) -> None:
        headers = [(b"Cache-Control", b"no-cache")]
        if reply.set_cookie:
            headers.append(set_cookie(reply.set_cookie, self._secure))
        if reply.fate is not None:
            request.fate = reply.fate
        request.reply_pieces(reply.status, reply.pieces, headers, _TYPE)


def _gone(call: Call) -> None:
    for callback in call.on_gone:
        callback()


@lru_cache(maxsize=64)
def _file(version: str, name: str, faults: wsdl.WsdlFaults) -> bytes:
    return wsdl.file(load(version), name, faults)


def add_sdk(site: Site, host: Esx, *, secure: bool = True, faults: wsdl.WsdlFaults = wsdl.WsdlFaults()) -> None:  # noqa: B008
    """Put a host's SOAP endpoint and its WSDL files on a site."""
    version = host.model.version

    def served(name: str) -> Page:
        def make(_: Request) -> tuple[bytes, bytes]:
            try:
                return _file(version, name, faults), b"text/xml; charset=utf-8"
            except LookupError:
                raise Refused(404) from None

        return Page(make)

    for name in wsdl.FILES:
        site.add(f"/sdk/{name}".encode(), served(name))
    endpoint = Sdk(host, secure, served("vimService.wsdl"))
    for path in (b"/sdk", b"/sdk/", _ADDRESS):
        site.add(path, endpoint)
    site.add(b"/sdk/vimServiceVersions.xml", Page(lambda _: (wsdl.versions_xml(version), b"text/xml")))
