"""The control API as commands use it, and the host whose it is."""

from __future__ import annotations

import http.client
import json
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import click

from fakeesx.cli.password import asked
from fakeesx.cli.show import EX_DATAERR, EX_NOINPUT, EX_NOPERM, EX_UNAVAILABLE, end, ready

EX_TEMPFAIL = 75
"""Exit code of sysexits.h: it does not go with the state the host is in."""
_CODES = {
    **dict.fromkeys((400, 404, 413, 422), EX_DATAERR), 409: EX_TEMPFAIL, **dict.fromkeys((401, 403), EX_NOPERM),
}
_TIMEOUT = 600.0
"""How long a host may take to answer: the dump of a large one takes a while."""


class Client:
    """The control API of one host. Each request has a connection of its own; what goes wrong ends the command."""

    def __init__(self, url: str, user: str, password: str, cafile: str | None) -> None:
        """``url`` is that of the host, with any path."""
        self._parts = urlsplit(url)
        self._cafile = cafile
        self._headers = {
            "Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode(), "Accept": "application/json",
        }

    def ask(
        self, method: str, path: str, query: Mapping[str, Any] | None = None, body: Any = None, text: str | None = None,
    ) -> Any:
        """Send a request, with ``body`` as JSON or ``text`` as YAML.

        The result is the JSON of the answer, its text when it is none, ``None`` for an empty one.
        """
        content, type_ = (None, "") if body is None else (json.dumps(body).encode(), "application/json")
        if text is not None:
            content, type_ = text.encode(), "application/yaml"
        with self._answer(method, path, query, content, type_, _TIMEOUT) as answer:
            told = answer.read().decode()
            plain = answer.headers.get_content_type() != "application/json"
        return told if plain and told else json.loads(told) if told else None

    def follow(self, path: str, query: Mapping[str, Any]) -> Iterator[Any]:
        """The JSON of each line that comes, until the host ends it."""
        with self._answer("GET", path, query, None, "", None) as answer:
            while line := answer.readline():
                yield json.loads(line)

    @contextmanager
    def _answer(
        self, method: str, path: str, query: Mapping[str, Any] | None, content: bytes | None, type: str,
        timeout: float | None,
    ) -> Iterator[http.client.HTTPResponse]:
        given = {name: value for name, value in (query or {}).items() if value not in (None, (), [])}
        target = f"/fakeesx/v1/{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")
        headers = {**self._headers, "Content-Type": type} if content is not None else self._headers
        where = self._parts.geturl()
        connection: http.client.HTTPConnection | None = None
        try:
            connection = self._connect(timeout)
            connection.request(method, target, content, headers)
            answer = connection.getresponse()
            if answer.status >= 400:
                raise _refused(answer)
            yield answer
        except ssl.SSLError as error:
            raise end(EX_UNAVAILABLE, f"can't trust {where}: {error.reason or error}; is --cafile the host's?") from None
        except (OSError, http.client.HTTPException) as error:
            raise end(EX_UNAVAILABLE, f"can't reach {where}: {error}") from None
        finally:
            if connection is not None:
                connection.close()

    def _connect(self, timeout: float | None) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=timeout)
        context = ssl.create_default_context(cafile=self._cafile)
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=context)


def client_of(
    ready_file: Path | None, url: str | None, user: str | None, password: str | None, cafile: Path | None, **_: Any,
) -> Client:
    """The client of the host that the options of a command name. Ends the command when they name none."""
    known = ready(ready_file) if ready_file is not None and url is None else {}
    url = url or known.get("url")
    if not url:
        raise click.UsageError("say which host: --ready-file FILE or --url URL")
    try:
        good = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname) and urlsplit(url).port != 0
    except ValueError:
        good = False
    if not good:
        raise click.BadParameter(f"{url!r} is no URL such as https://HOST:PORT", param_hint="--url")
    authority = known.get("cafile") if cafile is None else str(cafile)
    if authority is not None and not Path(authority).is_file():
        raise end(EX_NOINPUT, f"there is no certificate {authority}; does the host still run?")
    password = password or known.get("password")
    if password is None:
        password = asked()
    return Client(url, user or known.get("user") or "root", str(password), authority)


def part(name: str) -> str:
    """A name as a part of a path."""
    return quote(name, safe="")


def _refused(answer: http.client.HTTPResponse) -> SystemExit:
    content = answer.read()
    try:
        text = json.loads(content)["error"]
    except (ValueError, KeyError, TypeError):
        text = f"{answer.status} {answer.reason}: is this the control API of a fake host?"
    return end(_CODES.get(answer.status, EX_UNAVAILABLE), str(text))
