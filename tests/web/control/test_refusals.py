"""Who may not use the control API, and what is wrong with requests: told as JSON with what would be right."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from talking import Talk

from fakeesx.web.control.routes import Route
from fakeesx.web.control.table import ROUTES

GUEST = "Basic " + b64encode(b"guest:guest").decode()
WRONG = "Basic " + b64encode(b"root:wrong").decode()
IDS = {"ids": lambda route: f"{route.method} {route.path}"}


def path_of(route: Route) -> str:
    """A path of the route; what its parameters name is not there."""
    return "/".join("nothing" if part.startswith("{") else part for part in route.path.split("/"))


@pytest.mark.parametrize("route", ROUTES, **IDS)
def test_who_may_not(control: Any, route: Route) -> None:
    """Nobody without the password, nor somebody who is no administrator, whatever they ask; and nothing is changed."""
    before = dict(control.host.inventory.snapshot().nodes)
    for user, status in ((None, 401), (WRONG, 401), ("Bearer x", 401), (GUEST, 403)):
        answer = control.ask(route.method, path_of(route), {} if route.body else None, user=user)
        assert answer.status == status
        assert (answer.headers["WWW-Authenticate"] is not None) is (status == 401)
        assert "error" in answer.text
    assert dict(control.host.inventory.snapshot().nodes) == before
    assert control.wrong(route.method, path_of(route), user=None)[0] == 401


@pytest.mark.parametrize("route", ROUTES, **IDS)
def test_unknown_parameters_and_other_methods(control: Any, route: Route) -> None:
    """A parameter that there is not is named; another method is told which there are."""
    if route.body is None:
        status, text = control.wrong(route.method, path_of(route) + "?sinse=1")
        assert status == 400
        assert "there is no query parameter 'sinse'" in text
        status, text = control.wrong(route.method, path_of(route), {"x": 1})
        assert (status, text) == (400, "no body is wanted here")
    else:
        assert control.wrong(route.method, path_of(route))[0] == 400
        assert control.wrong(route.method, path_of(route), b"{}", headers={"Content-Type": "text/plain"})[0] == 415
        assert control.wrong(route.method, path_of(route), b"{")[0] == 400
    answer = control.ask("PROPFIND", path_of(route))
    assert answer.status == 405
    assert route.method in answer.headers["Allow"].split(", ")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "text"),
    [
        ("GET", "helth", None, 404, "there is no path 'helth'; nearest: health"),
        ("GET", "%ff", None, 404, "the path is not UTF-8"),
        ("GET", "requests?%ff=1", None, 400, "the query is not UTF-8"),
        ("GET", "requests?since=x", None, 400, "since=x: it is a whole number"),
        ("GET", "requests?since=-1", None, 400, "since=-1: it must be at least 0"),
        ("GET", "requests?since=1&since=2", None, 400, "since is given 2 times"),
        ("GET", "requests?wait=1e3", None, 400, "wait=1e3: it must be from 0 to 60.0"),
        ("GET", "requests?wait=nan", None, 400, "wait=nan"),
        ("GET", "requests?kind=ftp", None, 400, "kind=ftp: it must be one of soap, http"),
        ("GET", "requests?with=all", None, 400, "with=all: it must be one of soap, result"),
        ("GET", "requests?follow=true&wait=1", None, 400, "wait does not go together with follow"),
        ("GET", "requests?method=AddPortGrup", None, 400, "nearest: AddPortGroup"),
        ("GET", "requests?argument=x", None, 400, "'x' is not PATH=VALUE"),
        ("GET", "requests?method=Login&argument=user=1", None, 400, "Login has no parameter 'user'; nearest: userName"),
        ("GET", "requests?argument=a=1&argument=a=2", None, 400, "the argument a is given twice"),
        ("GET", "requests?argument=a=1&argument=a.b=2", None, 400, "a is expected to be 1"),
        ("GET", "requests?argument=" + "a." * 5000 + "b=1", None, 400, "nested too deeply"),
        ("GET", "requests?argument=a=" + "[" * 500 + "]" * 500, None, 400, "nested too deeply"),
        ("GET", "requests/0", None, 404, "there is no request '0' in the log; there are none"),
        ("GET", "requests/x", None, 404, "there is no request 'x'"),
        ("GET", "requests/\u0662", None, 404, "there is no request"),
        ("POST", "clock/advance", {"seconds": "x"}, 400, "seconds: it must be a number"),
        ("POST", "clock/advance", {"seconds": True}, 400, "seconds: it must be a number"),
        ("POST", "clock/advance", {"seconds": -1}, 400, "seconds: it must be at least 0"),
        ("POST", "clock/advance", b'{"seconds": NaN}', 400, "NaN is no number of JSON"),
        ("POST", "clock/advance", b'{"seconds": 1, "seconds": 2}', 400, "'seconds' is there twice"),
        ("POST", "clock/advance", {"second": 1}, 400, "there is no key 'second'; nearest: seconds"),
        ("POST", "clock/advance", [], 400, "it must be an object"),
        ("POST", "clock/advance", {}, 400, "seconds is missing"),
        ("POST", "clock/advance", b"\xff", 400, "the body is not UTF-8"),
        ("POST", "clock/advance", b"[" * 100_000, 400, "the body is nested too deeply"),
        ("POST", "clock/advance", b'{"seconds": ' + b"9" * 5000 + b"}", 400, "the body is no JSON"),
        ("POST", "chaos/rules", {"efect": {}}, 400, "there is no key 'efect'; nearest: effect"),
        ("POST", "chaos/rules", {"effect": {"fualt": "x"}}, 400, "effect: there is no key 'fualt'; nearest: fault"),
        ("POST", "chaos/rules", {"match": {"metod": "x"}, "effect": {"hang": True}}, 400, "nearest: method"),
        ("POST", "chaos/rules", {"effect": {"fault": "NoFault"}}, 422, "NoFault"),
        ("POST", "chaos/rules", {}, 422, "a rule needs an effect"),
        ("POST", "chaos/rules", [], 400, "a rule is an object"),
        ("PUT", "chaos/rules/a", {"id": "b", "effect": {"hang": True}}, 422, "'a' by its address and 'b' in the body"),
        ("GET", "chaos/rules/x", None, 404, 'there is no rule "x"'),
        ("DELETE", "chaos/rules/x", None, 404, 'there is no rule "x"'),
        ("POST", "chaos/rules/x/release", None, 404, 'there is no rule "x"'),
        ("GET", "guests/vm-1", None, 404, "there is no virtual machine 'vm-1'; nearest: vm-0001"),
        ("PATCH", "guests/vm-0001", {}, 400, "nothing is to be changed"),
        ("PATCH", "guests/vm-0001", {"tool": "running"}, 400, "there is no key 'tool'; nearest: tools"),
        ("PATCH", "guests/vm-0001", {"tools": "on"}, 400, "tools: it must be one of notInstalled, notRunning, running"),
        ("PATCH", "guests/vm-0001", {"ip_addresses": ["x"]}, 422, "'x' does not appear to be an IPv4 or IPv6 address"),
        ("PATCH", "guests/vm-0001", {"ip_addresses": {"x": []}}, 422, "no network adapter 'x'"),
        ("PATCH", "guests/vm-0001", {"ip_addresses": {"x": "y"}}, 400, "ip_addresses.x: it must be a list"),
        ("PATCH", "guests/vm-0001", {"host_name": "a b"}, 422, "'a b' is no host name"),
    ],
)  # fmt: skip
def test_what_is_wrong(control: Any, method: str, path: str, body: Any, status: int, text: str) -> None:
    """The status says what kind of mistake it is, the text which."""
    from urllib.parse import quote

    told, found = control.wrong(method, quote(path, safe="/%?=&+"), body)
    assert told == status
    assert text in found


def test_large_bodies(control: Any) -> None:
    """They are refused before they are read, and when no length was announced."""
    assert control.wrong("POST", "clock/advance", b"x" * 1_100_000)[0] == 413
    talk = Talk(control.site)
    talk.head("POST", "/fakeesx/v1/clock/advance", {"Transfer-Encoding": "chunked", "Content-Type": "application/json"})
    talk.send(b"80000\r\n" + b" " * 0x80000 + b"\r\n" + b"80001\r\n" + b" " * 0x80001 + b"\r\n")
    assert talk.read().status == 413


def test_pages_of_other_sites(control: Any) -> None:
    """A browser that has the password sends it along for any page: a page of another site is refused."""
    assert control.wrong("DELETE", "requests", headers={"Origin": "https://evil.example"})[0] == 403
    assert control.ask("DELETE", "requests", headers={"Origin": "https://esx.example.test"}).status == 204
    assert control.ask("DELETE", "requests", headers={"Origin": "null"}).status == 403


def test_nothing_of_it_is_in_the_log(control: Any) -> None:
    """The control API is no client of the host."""
    control.ask("GET", "requests")
    control.ask("GET", "nothing")
    control.ask("GET", "health", user=None)
    assert list(control.host.requests) == []
