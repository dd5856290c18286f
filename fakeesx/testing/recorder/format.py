"""The form of a recording: JSON lines, a header and then one line for each exchange (``docs/reference/recordings.md``)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

VERSION = 1
MARK = "fakeesx-recording"
"""The member of the first line that holds the version of the format."""

Ending = Literal["complete", "client-gone", "upstream-failed", "cut"]
"""How an exchange ended: well; the client went away before that; the host gave no answer; its answer broke off, or the
recording ended before it."""

ENDINGS: tuple[Ending, ...] = ("complete", "client-gone", "upstream-failed", "cut")


class BadRecording(Exception):
    """A file that is no recording, or one of another format; ``line`` is where, from 1."""

    def __init__(self, text: str, line: int = 1) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Header:
    """What was recorded. ``about`` has some of ``AboutInfo``: fullName, version, build, apiVersion, productLineId."""

    about: Mapping[str, str]
    recorded: str
    """When, in ISO 8601 with UTC."""
    by: str
    anonymised: bool = False

    def to_json(self) -> dict[str, Any]:
        """The first line."""
        return {
            MARK: VERSION, "about": dict(self.about), "recorded": self.recorded, "by": self.by,
            "anonymised": self.anonymised,
        }

    @classmethod
    def from_json(cls, data: Any) -> Header:
        """Read the first line. Raises ``BadRecording``."""
        if not isinstance(data, dict) or MARK not in data:
            raise BadRecording(f"this is no recording: its first line has no {MARK!r}")
        if data[MARK] != VERSION:
            raise BadRecording(f"this recording is of format {data[MARK]!r}; this fakeesx reads format {VERSION}")
        about = data.get("about")
        if not isinstance(about, dict) or not all(isinstance(value, str) for value in about.values()):
            raise BadRecording("about must be an object of strings")
        return cls(about, str(data.get("recorded", "")), str(data.get("by", "")), bool(data.get("anonymised", False)))


@dataclass(frozen=True)
class Body:
    """A body: an envelope or small text as ``text``, other small content as ``content``, everything else by its ``size``."""

    size: int
    """Bytes as they went over the wire."""
    text: str | None = None
    content: bytes | None = None
    sha256: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Its place in a line."""
        content = None if self.content is None else base64.b64encode(self.content).decode()
        members = {"size": self.size, "text": self.text, "base64": content, "sha256": self.sha256}
        return {name: value for name, value in members.items() if value is not None}

    @classmethod
    def from_json(cls, data: Any) -> Body:
        """Read one. Raises ``ValueError``."""
        if not isinstance(data, dict) or type(data.get("size")) is not int or data["size"] < 0:
            raise ValueError("a body needs its size")
        for name in ("text", "base64", "sha256"):
            if not isinstance(data.get(name), str | None):
                raise ValueError(f"{name} of a body must be a string")
        content = data.get("base64")
        return cls(
            data["size"], data.get("text"), None if content is None else base64.b64decode(content, validate=True),
            data.get("sha256"),
        )


EMPTY = Body(0)


@dataclass(frozen=True)
class Exchange:
    """One request and its answer. ``start`` and ``seconds`` are seconds; names of headers are in lower case.

    ``session`` numbers the cookies that were in use (0: none), ``connection`` the clients' connections; both from 1.
    ``status`` is 0 where no answer came.
    """

    start: float
    seconds: float
    connection: int
    session: int
    method: str
    uri: str
    request_headers: Mapping[str, str] = field(default_factory=dict)
    request: Body = EMPTY
    status: int = 0
    reply_headers: Mapping[str, str] = field(default_factory=dict)
    reply: Body = EMPTY
    ending: Ending = "complete"

    def to_json(self) -> dict[str, Any]:
        """Its line."""
        return {
            "start": round(self.start, 6), "seconds": round(self.seconds, 6), "connection": self.connection,
            "session": self.session, "ending": self.ending,
            "request": {
                "method": self.method, "uri": self.uri, "headers": dict(self.request_headers),
                "body": self.request.to_json(),
            },
            "reply": {"status": self.status, "headers": dict(self.reply_headers), "body": self.reply.to_json()},
        }

    @classmethod
    def from_json(cls, data: Any) -> Exchange:
        """Read a line. Raises ``ValueError`` with what is wrong."""
        if not isinstance(data, dict):
            raise ValueError("an exchange must be an object")
        try:
            request, reply = data["request"], data["reply"]
            if data["ending"] not in ENDINGS:
                raise ValueError(f"ending must be one of {', '.join(ENDINGS)}")
            return cls(
                float(data["start"]), float(data["seconds"]), int(data["connection"]), int(data["session"]),
                _text(request, "method"), _text(request, "uri"), _headers(request), Body.from_json(request["body"]),
                int(reply["status"]), _headers(reply), Body.from_json(reply["body"]), data["ending"],
            )
        except KeyError as missing:
            raise ValueError(f"{missing.args[0]} is missing") from None
        except TypeError as problem:
            raise ValueError(str(problem)) from None


def _text(part: Any, name: str) -> str:
    value = part[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string")
    return value


def _headers(part: Any) -> dict[str, str]:
    headers = part["headers"]
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise TypeError("headers must be an object of strings")
    return headers
