"""Requests at the doors of a host that are no calls are in its log of requests."""

from __future__ import annotations

import json

import pytest
from talking import ROOT, Talk

from fakeesx.calls import Outcome, Record
from fakeesx.host.esx import Esx
from fakeesx.web.server import Site


def only(host: Esx) -> Record:
    """The one request there was."""
    (record,) = host.requests
    return record


def test_upload(host: Esx, talk: Talk) -> None:
    """A file that is put: bytes, status, who, and what for."""
    talk.request("PUT", "/folder/a%20b/c.txt?dcPath=ha-datacenter&dsName=datastore1", b"12345")
    record = only(host)
    assert str(record).startswith(
        "call 1 PUT /folder/a b/c.txt(dcPath='ha-datacenter', dsName='datastore1') by root: 201, "
    )
    told = record.to_json()
    assert (told["kind"], told["status"], told["bytes"], told["user"]) == ("http", 201, {"in": 5, "out": 0}, "root")
    assert told["object"] == {"type": None, "moid": None, "name": "/folder/a b/c.txt"}
    assert host.requests.find("PUT", object="/folder/*.txt", dsName="datastore1") == [record]
    assert host.requests.find("PUT", dsName="other") == []
    assert "dsName='datastore1'" in str(host.requests.nearest("PUT", dsName="other"))


def test_download(host: Esx, talk: Talk) -> None:
    """The bytes of the body, not those of the head."""
    target = "/folder/c.txt?dcPath=ha-datacenter&dsName=datastore1"
    talk.request("PUT", target, b"12345")
    talk.request("GET", target)
    (record,) = host.requests.find("GET")
    assert (record.status, record.to_json()["bytes"]) == (200, {"in": 0, "out": 5})


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [("GET", "/", 200), ("GET", "/mob", 401), ("GET", "/nothing", 404), ("DELETE", "/mob", 401), ("GET", "/sdk", 400),
     ("GET", "/sdk/vimService.wsdl", 200), ("POST", "/screen?id=1", 401)],
)  # fmt: skip
def test_every_door(host: Esx, talk: Talk, method: str, target: str, status: int) -> None:
    """Whatever the answer is."""
    talk.request(method, target, user=None)
    record = only(host)
    assert (record.method, record.status, record.outcome, record.user) == (method, status, Outcome.STATUS, "")


def test_refused_before_the_body(host: Esx, site: Site) -> None:
    """A body that is not read: of a file, and of a call."""
    head = b"%b HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n"
    for line in (b"PUT /folder/x?dcPath=ha-datacenter&dsName=datastore1", b"POST /sdk"):
        Talk(site).send(head % line)
    assert [(r.method, r.status, r.kind) for r in host.requests] == [("PUT", 401, "http"), ("POST", 413, "http")]


def test_client_that_goes_away(host: Esx, talk: Talk) -> None:
    """In the middle of a body."""
    talk.send(
        b"PUT /folder/x?dcPath=ha-datacenter&dsName=datastore1 HTTP/1.1\r\nHost: x\r\nAuthorization: %b\r\n"
        b"Content-Length: 10\r\n\r\n12345" % ROOT.encode()
    )
    record = only(host)
    assert record.outcome is Outcome.WAITING
    talk.hang_up()
    assert (record.outcome, record.size, record.status) == (Outcome.GONE, 5, None)


def test_calls_and_the_control_api_are_not_noted_twice(host: Esx, talk: Talk) -> None:
    """A call is a call; what controls the host is no request of its clients."""
    talk.request("POST", "/sdk", b"<no", user=None)
    talk.request("GET", "/fakeesx/v1/health")
    assert only(host).kind == "soap"


def test_secrets_of_the_query(host: Esx, talk: Talk) -> None:
    """They are not shown, nor is a password in the headers or in a URL."""
    talk.request("GET", "/mob?password=hunter2&x=1&x=2&ticket=hunter2&a_passwd=hunter2", user="Basic aHVudGVyMg==")
    talk.request("GET", "http://root:hunter2@host/mob", user=None)
    shown = "\n".join([*host.requests.json_lines(), *map(str, host.requests)])
    assert "hunter2" not in shown
    assert "aHVudGVyMg" not in shown
    assert next(iter(host.requests)).arguments == {"password": "***", "x": ["1", "2"], "ticket": "***", "a_passwd": "***"}


def test_bytes_that_are_no_text(host: Esx, talk: Talk) -> None:
    """A path that is no UTF-8 can be told as JSON all the same."""
    talk.request("GET", "/%ff%fe?%ff=%fe")
    told = json.loads(next(host.requests.json_lines()))
    assert told["object"]["name"] == "/\ufffd\ufffd"


def test_what_chaos_rules_did(host: Esx, site: Site) -> None:
    """Another status in place of an answer; a connection that is reset before it and after it."""
    host.chaos.add(request="GET /mob*", status=503, id="busy")
    Talk(site).request("GET", "/mob")
    host.chaos.clear()
    for when in ("before", "after"):
        host.chaos.add(request="GET /folder*", reset=when, id=when)
        Talk(site).head("GET", "/folder")
        host.chaos.clear()
    assert [(r.outcome, r.status, r.effects[0].partition(":")[0]) for r in host.requests] == [
        (Outcome.STATUS, 503, "busy"), (Outcome.RESET, None, "before"), (Outcome.RESET, None, "after"),
    ]
