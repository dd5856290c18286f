"""Anything at all is sent to every route: the answer is a status that is declared, and nothing is done by halves."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from failures import failures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import ROOT, Talk

from fakeesx.clock import VirtualClock
from fakeesx.host.esx import Esx, Settings
from fakeesx.web.control.openapi import problems
from fakeesx.web.control.routes import Route
from fakeesx.web.control.table import ROUTES
from fakeesx.web.listening import build_site

WORDS = st.sampled_from((
    "", "0", "1", "-1", "true", "soap", "result", "AddPortGroup", "PowerOnVM_Task", "*", "a=1", "a.b=1", "a=", "=",
    "vm-0001", "16", "root", "nan", "1e999", "NotFound", "yaml", "http", "\u0663", "a\x00b", "running", "192.0.2.1", "..",
    "%2F",
))  # fmt: skip
TEXTS = WORDS | st.text(max_size=12)
KEYS = st.sampled_from((
    "seconds", "name", "tools", "host_name", "ip_addresses", "id", "match", "effect", "fault", "delay", "hang", "method",
    "times", "reset", "status", "nth", "fields",
)) | st.text(max_size=6)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 10) | st.floats(0, 1e6) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=10,
)  # fmt: skip
BODIES = (
    VALUES.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(KEYS, VALUES, max_size=4).map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=40)
)
SLOW = {("GET", "methods"), ("GET", "inventory")}
NAMES = st.sampled_from([parameter.name for route in ROUTES for parameter in route.query]) | st.text(max_size=6)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Esx]:
    """A host with a virtual clock and one VM."""
    host = Esx(Settings(tmp_path_factory.mktemp("host"), vms=1), VirtualClock(), random.Random(1))
    host.checkpoints.started()
    yield host
    host.stop()


def state(host: Esx) -> Any:
    """All that the control API can change."""
    chaos = [(rule, host.chaos.hits(rule.id)) for rule in host.chaos.rules]
    return dict(host.inventory.snapshot().nodes), chaos, host.checkpoints.names, host.clock.seconds()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("route", [r for r in ROUTES if (r.method, r.path) not in SLOW],
                         ids=lambda route: f"{route.method} {route.path}")  # fmt: skip
def test_any_request(host: Esx, route: Route, data: st.DataObject) -> None:
    """What is refused has changed nothing; the host is well afterwards."""
    parts = [
        quote(data.draw(TEXTS), safe="") or "x" if part.startswith("{") else part for part in route.path.split("/")
    ]  # fmt: skip
    query = "&".join(
        f"{quote(name)}={quote(value)}" for name, value in data.draw(st.lists(st.tuples(NAMES, TEXTS), max_size=3))
        if name != "wait"
    )  # fmt: skip
    body = data.draw(BODIES) if route.body is not None or data.draw(st.booleans()) else None
    headers = {} if body is None else {"Content-Type": data.draw(st.sampled_from(("application/json", "text/plain", "")))}
    before = state(host)
    talk = Talk(build_site(host, host.clock))
    with failures() as found:
        talk.head(route.method, f"/fakeesx/v1/{'/'.join(parts)}?{query}",
                  {**headers, **({} if body is None else {"Content-Length": str(len(body))})}, ROOT)  # fmt: skip
        if body:
            talk.send(body)
        answer = talk.read(route.method)
    assert found == []
    assert answer.status in {route.status, 200, 201, 404, *problems(route)} - {401, 403}
    if answer.status >= 400:
        assert list(json.loads(answer.body)) == ["error"]
        assert state(host) == before
    host.chaos.clear()
    host.checkpoints.reset()
    assert Talk(talk.channel.site).request("GET", "/fakeesx/v1/health").status == 200
