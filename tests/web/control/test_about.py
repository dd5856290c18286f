"""The control API over a real socket."""

import http.client
import json
from base64 import b64encode
from collections.abc import Iterator

import pytest
from served import Server, serve


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A host of its own."""
    with serve() as server:
        yield server


def _get(server: Server, path: str, password: str | None = None) -> tuple[int, bytes]:
    connection: http.client.HTTPSConnection = server.http()
    headers = {}
    if password is not None:
        headers["Authorization"] = "Basic " + b64encode(f"root:{password}".encode()).decode()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_health(server: Server) -> None:
    """A host that answers is healthy, and says so to the administrator."""
    status, body = _get(server, "/fakeesx/v1/health", server.password)
    assert status == 200
    assert json.loads(body)["status"] == "ok"


def test_methods(server: Server) -> None:
    """The method table has a row for each of the 491 methods."""
    assert len(json.loads(_get(server, "/fakeesx/v1/methods", server.password)[1])) == 491


def test_needs_the_password(server: Server) -> None:
    """Nothing is told to somebody without the password, or with a wrong one."""
    assert _get(server, "/fakeesx/v1/health")[0] == 401
    assert _get(server, "/fakeesx/v1/health", "wrong")[0] == 401


def test_unknown_path(server: Server) -> None:
    """What is not there is 404."""
    assert _get(server, "/fakeesx/v1/nothing", server.password)[0] == 404
