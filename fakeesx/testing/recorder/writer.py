"""Writing a recording: whole lines, so that a crash leaves whole exchanges."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from fakeesx import __version__
from fakeesx.testing.recorder.format import Body, Ending, Exchange, Header
from fakeesx.testing.recorder.masking import REPLY_HEADERS, REQUEST_HEADERS, Masker
from fakeesx.testing.recorder.tee import Tee

CONTENT_LIMIT = 65536
"""Bytes of a datastore file whose content is recorded, unless told otherwise."""
_MOST_SESSIONS = 5000
_SESSION_COOKIE = re.compile(r"vmware_soap_session=([^;\s]+)")


@dataclass
class Passed:
    """An exchange as it passed the proxy, secrets and all. ``start`` is in seconds of the proxy's clock."""

    start: float
    seconds: float
    connection: int
    method: str
    uri: str
    request_headers: dict[str, str]
    request: Tee
    status: int
    reply_headers: dict[str, str]
    reply: Tee
    ending: Ending


class Writer:
    """Writes exchanges to a file without their secrets. ``begun`` is the proxy's time at the first line."""

    def __init__(
        self, file: IO[str], masker: Masker, about: dict[str, str], when: datetime, begun: float,
        content_limit: int = CONTENT_LIMIT,
    ) -> None:
        self.count = 0
        """Exchanges that were written."""
        self._file = file
        self._masker = masker
        self._begun = begun
        self._content_limit = content_limit
        self._sessions: OrderedDict[str, int] = OrderedDict()
        self._next_session = 1
        about = {name: masker.text(value) for name, value in about.items()}
        header = Header(about, when.isoformat(), f"fakeesx {__version__}", masker.anonymiser is not None)
        self._line(header.to_json())

    def write(self, passed: Passed) -> None:
        """Write an exchange. Raises ``OSError``."""
        masker = self._masker
        request_headers = masker.headers(passed.request_headers, REQUEST_HEADERS)  # first: what they tell is known then
        reply_headers = masker.headers(passed.reply_headers, REPLY_HEADERS)
        folder = passed.uri.partition("?")[0].startswith("/folder")
        exchange = Exchange(
            passed.start - self._begun, passed.seconds, passed.connection, self._session(request_headers, reply_headers),
            passed.method, masker.uri(passed.uri), request_headers,
            self._body(passed, passed.request, passed.request_headers, folder), passed.status, reply_headers,
            self._body(passed, passed.reply, passed.reply_headers, folder), passed.ending,
        )
        self._line(exchange.to_json())
        self.count += 1

    def close(self) -> None:
        """No more comes."""
        self._file.close()

    def _line(self, data: dict[str, Any]) -> None:
        self._file.write(json.dumps(data, ensure_ascii=False) + "\n")
        self._file.flush()

    def _body(self, passed: Passed, tee: Tee, headers: dict[str, str], folder: bool) -> Body:
        content = tee.value()
        if content and not headers.get("content-encoding"):
            if folder and tee.size <= self._content_limit:
                return self._file_body(content, tee)
            if passed.method == "POST" and "xml" in headers.get("content-type", "text/xml"):
                return Body(tee.size, self._masker.envelope(content))
        # a digest of a form or a page would confirm a guess at what is secret in it
        public = folder or (passed.method == "GET" and passed.uri.startswith("/sdk"))
        return Body(tee.size, sha256=tee.sha256 if public and tee.size > self._smallest(folder) else None)

    def _file_body(self, content: bytes, tee: Tee) -> Body:
        kept = self._masker.file(content)
        if isinstance(kept, str):
            return Body(tee.size, kept, None, tee.sha256 if kept.encode() == content else None)
        return Body(tee.size) if kept is None else Body(tee.size, None, kept, tee.sha256)

    def _smallest(self, folder: bool) -> int:
        """Files whose content was left out for a secret in it have no digest either."""
        return self._content_limit if folder else 0

    def _session(self, request: dict[str, str], reply: dict[str, str]) -> int:
        """The number of the cookie in use, 0 without one. What a reply gives in its place has the same number."""
        sent, given = _session_cookie(request.get("cookie", "")), _session_cookie(reply.get("set-cookie", ""))
        if not sent and not given:
            return 0
        number = self._sessions.get(sent or given)
        if number is None:
            number, self._next_session = self._next_session, self._next_session + 1
        for cookie in {sent, given} - {""}:
            self._sessions[cookie] = number
            self._sessions.move_to_end(cookie)
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return number


def _session_cookie(header: str) -> str:
    found = _SESSION_COOKIE.search(header)
    return found[1] if found else ""
