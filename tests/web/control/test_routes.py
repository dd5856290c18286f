"""What each route of the control API does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from talking import ROOT, Talk

from fakeesx.clock import VirtualClock
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.web.listening import build_site


@pytest.fixture
def client(control: Any) -> Client:
    """A client of the host, logged in, with an empty log."""
    client = Client(control.host).login()
    control.host.requests.clear()
    return client


def test_overview(control: Any) -> None:
    """A page for people, which names every route."""
    for path in ("", "?"):
        answer = control.ask("GET", path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert 'href="/fakeesx/v1/requests"' in answer.text
        assert "chaos/rules/{id}" in answer.text
    assert control.ask("HEAD", "").body == b""
    assert control.ask("POST", "").status == 404
    assert control.ask("GET", "?x=1").status == 400


def test_head(control: Any) -> None:
    """What GET answers, without its body."""
    answer = control.ask("HEAD", "health")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 10


def test_requests(control: Any, client: Client) -> None:
    """They are found by method, arguments, number; with the envelopes when asked for; as lines; the last ones."""
    spec = vim.HostPortGroupSpec(name="br10", vlanId=10, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
    client.call("networkSystem", "AddPortGroup", portgrp=spec)
    client.call("ServiceInstance", "CurrentTime")
    told = control.do("GET", "requests")
    assert (told["last"], [each["method"] for each in told["requests"]]) == (3, ["AddPortGroup", "CurrentTime"])
    (added,) = control.do("GET", "requests?method=Add*&argument=portgrp.name=br1*&argument=portgrp.vlanId=10")["requests"]
    assert added["arguments"]["portgrp"]["vswitchName"] == "vSwitch0"
    assert control.do("GET", "requests?since=2&user=root")["requests"] == told["requests"][1:]
    assert control.do("GET", "requests?limit=1")["requests"] == told["requests"][1:]
    assert control.do("GET", "requests?fault=NotFound")["requests"] == []
    one = control.do("GET", "requests/3?with=soap&with=result")
    assert one["result"].startswith("2010-")
    assert "CurrentTimeResponse" in one["soap"]["reply"]
    lines = control.ask("GET", "requests?lines=true")
    assert lines.headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == told["requests"]
    assert control.ask("DELETE", "requests").status == 204
    assert control.do("GET", "requests") == {"last": 3, "requests": []}


def test_nearest(control: Any, client: Client) -> None:
    """The text for a test that fails, and the request that it speaks of."""
    spec = vim.HostPortGroupSpec(name="br10", vlanId=10, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
    client.call("networkSystem", "AddPortGroup", portgrp=spec)
    found = control.do("GET", "requests/nearest?method=AddPortGroup&argument=portgrp.name=br100")
    assert found["text"].startswith("expected AddPortGroup(portgrp.name='br100'); nearest: call 2 AddPortGroup(")
    assert found["request"]["number"] == 2
    assert control.do("GET", "requests/nearest?method=Logout")["request"] is None


def test_waiting_for_a_request(control: Any, client: Client, clock: Any) -> None:
    """The answer comes with the request that fits; or when the time is up; or at once."""
    talk = Talk(control.site)
    talk.head("GET", "/fakeesx/v1/requests?method=CurrentTime&wait=30")
    client.call("ServiceInstance", "RetrieveServiceContent")
    assert talk.transport.value() == b""
    client.call("ServiceInstance", "CurrentTime")
    assert [each["method"] for each in json.loads(talk.read().body)["requests"]] == ["CurrentTime"]
    assert len(control.do("GET", "requests?method=CurrentTime&wait=30")["requests"]) == 1
    talk.head("GET", "/fakeesx/v1/requests?method=Logout&wait=30")
    clock.advance(29)
    assert talk.transport.value() == b""
    clock.advance(2)
    assert json.loads(talk.read().body)["requests"] == []


def test_a_client_that_waits_and_goes(control: Any, client: Client, clock: Any) -> None:
    """Nothing is left of it."""
    log = control.host.requests
    for path in ("wait=30&method=Logout", "follow=true"):
        talk = Talk(control.site)
        talk.head("GET", f"/fakeesx/v1/requests?{path}")
        assert len(log._followers) == 1
        talk.hang_up()
        assert log._followers == []
    assert not [call for call in clock.getDelayedCalls() if "_next" in repr(call.func)]


def lines_of(talk: Talk) -> list[Any]:
    """The lines that have come on a connection so far, as JSON."""
    return [json.loads(line) for line in talk.transport.value().partition(b"\r\n\r\n")[2].splitlines()]


def test_following(control: Any, client: Client) -> None:
    """What is there since a number, then each request that fits as it ends."""
    client.call("ServiceInstance", "CurrentTime")
    old, new = Talk(control.site), Talk(control.site)
    old.head("GET", "/fakeesx/v1/requests?follow=true&since=0&method=CurrentTime")
    new.head("GET", "/fakeesx/v1/requests?follow=true")
    client.call("ServiceInstance", "RetrieveServiceContent")
    client.call("ServiceInstance", "CurrentTime")
    assert [each["number"] for each in lines_of(old)] == [2, 4]
    assert [each["method"] for each in lines_of(new)] == ["RetrieveServiceContent", "CurrentTime"]


def test_followers_of_a_host_that_ends(control: Any, client: Client) -> None:
    """They get what there is, and are let go; one that waits for a request is answered."""
    talk, waiting = Talk(control.site), Talk(control.site)
    talk.head("GET", "/fakeesx/v1/requests?follow=true")
    waiting.head("GET", "/fakeesx/v1/requests?wait=60&method=Logout")
    talk.transport.producer.pauseProducing()
    client.call("ServiceInstance", "CurrentTime")
    kept = list(control.host.at_stop)
    control.host.stop()
    assert [each["method"] for each in lines_of(talk)] == ["CurrentTime"]
    assert not talk.open
    assert json.loads(waiting.read().body)["requests"] == []
    assert control.host.requests._followers == []
    assert len(control.host.at_stop) == len(kept) - 2


def test_a_follower_that_does_not_read(control: Any, client: Client) -> None:
    """Lines wait for it up to a bound; then its connection is cut."""
    talk = Talk(control.site)
    talk.head("GET", "/fakeesx/v1/requests?follow=true")
    producer = talk.transport.producer
    assert producer is not None
    producer.pauseProducing()
    client.call("ServiceInstance", "CurrentTime")
    assert lines_of(talk) == []
    producer.resumeProducing()
    assert len(lines_of(talk)) == 1
    producer.pauseProducing()
    for _ in range(1001):
        client.call("ServiceInstance", "CurrentTime")
    assert not talk.open
    assert control.host.requests._followers == []


def test_chaos_rules(control: Any, client: Client) -> None:
    """Added, listed with their hits, told of, replaced, removed."""
    body = {"match": {"method": "CurrentTime", "times": 1}, "effect": {"fault": "InvalidState"}}
    answer = control.ask("POST", "chaos/rules", body)
    assert (answer.status, answer.headers["Location"]) == (201, "/fakeesx/v1/chaos/rules/rule-1")
    rule = json.loads(answer.body)
    assert (rule["id"], rule["hits"], rule["held"]) == ("rule-1", 0, 0)
    with pytest.raises(Faulted, match="InvalidState"):
        client.call("ServiceInstance", "CurrentTime")
    assert control.do("GET", "chaos/rules") == [{**rule, "hits": 1}]
    assert control.do("GET", "chaos/rules/rule-1")["hits"] == 1
    assert control.do("PUT", "chaos/rules/rule-1", {"effect": {"delay": 1}})["effect"] == {"delay": 1}
    assert control.do("PUT", "chaos/rules/mine", {"effect": {"delay": 2}}, 201)["id"] == "mine"
    assert control.wrong("POST", "chaos/rules", {"id": "mine", "effect": {"delay": 2}})[0] == 409
    control.do("DELETE", "chaos/rules/mine", status=204)
    assert [each["id"] for each in control.do("GET", "chaos/rules")] == ["rule-1"]
    control.do("DELETE", "chaos/rules", status=204)
    assert control.do("GET", "chaos/rules") == []
    assert control.do("GET", "chaos/schema")["title"] == "fakeesx chaos rule"


def test_a_replacement_that_can_not_be(control: Any) -> None:
    """The old rule stays."""
    control.do("PUT", "chaos/rules/a", {"effect": {"delay": 2}}, 201)
    assert control.wrong("PUT", "chaos/rules/a", {"effect": {"fault": "Nothing"}})[0] == 422
    assert control.do("GET", "chaos/rules/a")["effect"] == {"delay": 2}


@pytest.mark.parametrize("effect", [{"fault": "NotSupported"}, {"nic_down": "vmnic0"}], ids=["calls", "state"])
def test_a_replacement_that_this_host_can_not_hold(control: Any, client: Client, effect: dict[str, Any]) -> None:
    """The old rule stays as it is, with what it has done."""
    match = {"match": {"method": "CurrentTime"}} if "fault" in effect else {}
    control.do("PUT", "chaos/rules/a", {**match, "effect": effect}, 201)
    if match:
        with pytest.raises(Faulted, match="NotSupported"):
            client.call("ServiceInstance", "CurrentTime")
    before = control.do("GET", "chaos/rules")
    assert before[0]["hits"] == 1
    assert control.wrong("PUT", "chaos/rules/a", {"effect": {"nic_down": "vmnic9"}})[0] == 422
    assert control.do("GET", "chaos/rules") == before
    replaced = control.do("PUT", "chaos/rules/a", {"effect": {"nic_down": "vmnic*"}})
    assert (replaced["id"], replaced["hits"]) == ("a", 2)
    control.do("DELETE", "chaos/rules/a", status=204)


def test_release(control: Any, client: Client) -> None:
    """Calls that a rule holds go on: those of one rule, or all."""
    for path in ("chaos/rules/hold/release", "chaos/release"):
        control.do("PUT", "chaos/rules/hold", {"match": {"method": "CurrentTime"}, "effect": {"hang": True}},
                   201 if path != "chaos/release" else 200)  # fmt: skip
        answers: list[Any] = []
        client.call("ServiceInstance", "CurrentTime").addCallback(answers.append)
        assert control.do("GET", "chaos/rules/hold")["held"] == 1
        assert answers == []
        assert control.do("POST", path) == {"released": 1}
        assert len(answers) == 1


def test_guests(control: Any, client: Client) -> None:
    """Listed, told of by name and by moid, changed; the client sees it."""
    vm = next(control.host.inventory.of_type("VirtualMachine")).ref
    client.task(vm, "PowerOnVM_Task")
    told = {"tools": "running", "host_name": "web.example.test", "ip_addresses": ["192.0.2.9"]}
    changed = control.do("PATCH", "guests/vm-0001", told)
    assert changed == {"name": "vm-0001", "moid": vm.value, "power": "poweredOn", **told}
    assert control.do("GET", "guests") == [changed]
    assert control.do("GET", f"guests/{vm.value}") == changed
    assert client.get(vm, "guest").ipAddress == "192.0.2.9"


def test_several_of_a_name(control: Any) -> None:
    """They are told apart by their moids."""
    first = next(control.host.inventory.of_type("VirtualMachine"))
    other = vim.ManagedObjectReference("VirtualMachine", "999")
    control.host.inventory.add(other, {**first.values}, first.private)
    status, text = control.wrong("GET", "guests/vm-0001")
    assert status == 409
    assert "16, 999" in text
    control.host.inventory.remove(other)


def test_real_clock(control: Any) -> None:
    """It tells the time."""
    told = control.do("GET", "clock")
    assert (told["now"], told["virtual"]) == ("2010-11-05T23:33:20+00:00", False)


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[Esx]:
    """A host with a virtual clock."""
    host = Esx(Settings(tmp_path), VirtualClock(), random.Random(1))
    yield host
    host.stop()


def test_virtual_clock(virtual: Esx) -> None:
    """It is moved; what falls due has happened."""
    talk = Talk(build_site(virtual, virtual.clock))
    called: list[int] = []
    virtual.clock.callLater(3600, called.append, 1)
    body, headers = json.dumps({"seconds": 3600}).encode(), {"Content-Type": "application/json"}
    told = json.loads(talk.request("POST", "/fakeesx/v1/clock/advance", body, headers, ROOT).body)
    assert told == {"now": "2010-07-13T01:00:00+00:00", "seconds": 1278982800.0, "virtual": True}
    assert called == [1]
    late = talk.request("POST", "/fakeesx/v1/clock/advance", b'{"seconds": 1e300}', headers, ROOT)
    assert late.status == 422
