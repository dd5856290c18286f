"""Every HTTP request into the host's log of requests, but for calls (the pipeline notes them) and the control API."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

from twisted.web import http

from fakeesx.calls import Record, RequestLog
from fakeesx.soap.masking import HIDDEN, NAMES, secret_option
from fakeesx.web.request import Request
from fakeesx.web.server import Site

_CONTROL = b"/fakeesx"
_CALLS = frozenset({b"/sdk", b"/sdk/", b"/sdk/vimService"})


class DoorLog:
    """Notes the requests of one site; see ``Site.watch``."""

    def __init__(self, log: RequestLog) -> None:
        self._log = log

    def begin(self, request: Request) -> Record | None:
        """A request has come; ``None`` when it is not to be noted here."""
        if request.path in _CALLS and request.method == b"POST":
            return None
        return self._begin(request)

    def refused(self, request: Request) -> None:
        """A request is answered before its body was read: also a call, which the pipeline never sees."""
        if request.record is None:
            request.record = self._begin(request)
        self.ended(request)

    def ended(self, request: Request) -> None:
        """The answer to a request is complete."""
        record = request.record
        if record is not None:
            record.size, record.user = request.received, request.user
            self._log.ended_http(record, request.status or None, request.sent)

    def cut(self, request: Request) -> None:
        """Its connection is about to be cut in place of an answer."""
        record = request.record
        if record is not None:
            record.size, record.user = request.received, request.user
            self._log.ended_http(record, None, 0)

    def gone(self, request: Request) -> None:
        """The client has gone before the answer was complete."""
        record = request.record
        if record is not None:
            record.size, record.user = request.received, request.user
            self._log.gone(record, request.status or None, request.sent)

    def _begin(self, request: Request) -> Record | None:
        if request.path == _CONTROL or request.path.startswith(b"/fakeesx/"):
            return None
        path = unquote_to_bytes(request.path).decode("utf-8", "replace")
        return self._log.begin_http(request.method.decode("latin-1"), path, _arguments(request), request.peer)


def _arguments(request: Request) -> dict[str, Any]:
    """The arguments of a query, without secrets; a list for one that is there more than once."""
    if not request.query:
        return {}
    found: dict[str, Any] = {}
    for name, values in http.parse_qs(request.query, True).items():
        key = name.decode("utf-8", "replace")
        if key in NAMES or secret_option(key):
            found[key] = HIDDEN
        else:
            texts = [value.decode("utf-8", "replace") for value in values]
            found[key] = texts[0] if len(texts) == 1 else texts
    return found


def add_log(site: Site, log: RequestLog) -> None:
    """Have the requests of a site noted."""
    site.watch = DoorLog(log)
