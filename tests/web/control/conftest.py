"""The control API of a host without a socket."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from talking import ROOT, Answer, Talk

from fakeesx.host.esx import Esx
from fakeesx.web.listening import build_site
from fakeesx.web.server import Site

GUEST = "Basic " + b64encode(b"guest:guest").decode()


class Control:
    """A client of the control API."""

    def __init__(self, host: Esx, site: Site) -> None:
        self.host = host
        self.site = site

    def ask(
        self, method: str, path: str, body: Any = None, *, user: str | None = ROOT, headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request (a body that is no bytes as JSON); its answer."""
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        type_ = {} if body is None else {"Content-Type": "application/json"}
        return Talk(self.site).request(method, f"/fakeesx/v1/{path}", content, {**type_, **(headers or {})}, user)

    def do(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """Send a request that must be answered with this status; the JSON of the answer."""
        answer = self.ask(method, path, body)
        assert answer.status == status, answer.text
        return json.loads(answer.body) if answer.body else None

    def wrong(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, str]:
        """Send a request that must be refused: with which status, and the text."""
        answer = self.ask(method, path, body, **more)
        assert answer.headers["Content-Type"] == "application/json"
        (text,) = json.loads(answer.body).values()
        return answer.status, text


@pytest.fixture
def host(make_host: Callable[..., Esx]) -> Esx:
    """A host with one VM and a user "guest" who may only look."""
    from fakeesx.host.services.access import READ_ONLY

    host = make_host(vms=1)
    host.add_user("guest", "guest", READ_ONLY)
    return host


@pytest.fixture
def control(host: Esx, clock: Any) -> Control:
    """The control API of `host`."""
    return Control(host, build_site(host, clock))
