"""The log of requests of a host without a socket."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from failures import failures
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.calls import Bounds, Outcome, Record
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim


@pytest.fixture
def clock() -> Clock:
    """The clock of `host`, in seconds."""
    clock = Clock()
    clock.advance(1_289_000_000.0)
    return clock


@pytest.fixture
def make(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Client]]:
    """Makes clients of new hosts with one VM, logged in, with an empty log."""
    hosts: list[Esx] = []

    def make(**settings: Any) -> Client:
        host = Esx(Settings(tmp_path / str(len(hosts)), vms=1, **settings), clock, random.Random(1))
        hosts.append(host)
        client = Client(host).login()
        host.requests.clear()
        return client

    yield make
    for host in hosts:
        host.stop()


@pytest.fixture
def client(make: Callable[..., Client]) -> Client:
    """A client of a host with one VM, `vm-0001`."""
    return make()


def vm_of(client: Client) -> str:
    """The moid of the VM."""
    return next(client.host.inventory.of_type("VirtualMachine")).ref.value


def add_port_group(client: Client, name: str, vlan: int = 10) -> None:
    """Add a port group to vSwitch0."""
    spec = vim.HostPortGroupSpec(name=name, vlanId=vlan, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
    client.call("networkSystem", "AddPortGroup", portgrp=spec)


def test_a_call(client: Client) -> None:
    """Everything that is told of one that succeeds."""
    add_port_group(client, "br10")
    (record,) = client.host.requests.find("AddPortGroup")
    told = record.to_json(soap=True, result=True)
    soap, wall = told.pop("soap"), told.pop("wall")
    assert 'vSwitch0</vswitchName>' in soap["request"]
    assert "AddPortGroupResponse" in soap["reply"]
    assert wall.endswith("+00:00")
    assert told.pop("duration_ms") > 0
    assert told.pop("bytes")["in"] > 300
    assert told == {
        "number": 2, "kind": "soap", "time": "2010-11-05T23:33:20+00:00", "host_ms": 0.0, "user": "root",
        "session": record.session, "peer": "192.0.2.7", "method": "AddPortGroup",
        "object": {"type": "HostNetworkSystem", "moid": "networkSystem", "name": None},
        "arguments": {"portgrp": {"name": "br10", "vlanId": 10, "vswitchName": "vSwitch0", "policy": {}}},
        "operation_id": None, "outcome": "result", "status": 200, "fault": None, "task": None, "effects": [], "result": None,
    }
    assert len(record.session) == 8


def test_a_fault(client: Client) -> None:
    """Its name and its text."""
    add_port_group(client, "br10")
    with pytest.raises(Faulted):
        add_port_group(client, "br10")
    (record,) = client.host.requests.find(fault="AlreadyExists")
    assert record.outcome is Outcome.FAULT
    assert record.fault_text == "The specified key, name, or identifier 'br10' already exists."


def test_what_can_not_be_decoded(client: Client) -> None:
    """No XML, and XML that is no call: the log has it with its fault."""
    client.host.pipeline.handle(b"<no", None, client.cookie, "192.0.2.7")
    client.host.pipeline.handle(b"<Envelope/>", None, client.cookie, "192.0.2.7")
    first, second = client.host.requests
    assert (first.method, first.fault, first.outcome) == (None, "ClientFaultCode", Outcome.FAULT)
    assert (second.method, second.fault) == (None, "InvalidRequest")
    assert "no XML" in str(first.soap.request)
    assert "(not decoded)" in str(second)


def test_a_refused_call(client: Client) -> None:
    """Without a session: by nobody."""
    with pytest.raises(Faulted):
        Client(client.host).call(vm_of(client), "PowerOnVM_Task")
    (record,) = client.host.requests.find("PowerOnVM_Task")
    assert (record.user, record.session, record.fault) == ("", "", "NotAuthenticated")


def test_the_name_at_that_time(client: Client) -> None:
    """An object that has another name now, or is gone, had one when it was called."""
    vm = vm_of(client)
    client.task(vm, "Rename_Task", newName="other")
    client.task(vm, "Destroy_Task")
    log = client.host.requests
    assert [record.method for record in log.find(object="vm-0001")] == ["Rename_Task"]
    assert [record.method for record in log.find(object="other")] == ["Destroy_Task"]
    assert {record.method for record in log.find(object=vm)} == {"Rename_Task", "Destroy_Task"}
    assert log.find(object=f"VirtualMachine:{vm}") == log.find(type="VirtualMachine")


def test_tasks(make: Callable[..., Client], clock: Clock) -> None:
    """How the task of a call ended, when that was long after the answer."""
    client = make(task_seconds=lambda name: 60.0)
    task = client.call(vm_of(client), "PowerOnVM_Task")
    (record,) = client.host.requests.find("PowerOnVM_Task")
    assert record.task is not None
    assert (record.task["state"], record.task["moid"]) == ("running", task.value)
    clock.pump([20.0] * 4)
    assert record.task is not None
    assert (record.task["state"], record.task["fault"]) == ("success", None)


def test_a_task_that_fails(client: Client) -> None:
    """Its fault."""
    client.call(vm_of(client), "PowerOffVM_Task")
    (record,) = client.host.requests.find("PowerOffVM_Task")
    assert record.outcome is Outcome.RESULT
    assert record.task is not None
    assert (record.task["state"], record.task["fault"]["name"]) == ("error", "InvalidPowerState")


def waiting(client: Client) -> tuple[Record, Any, Any]:
    """A call that waits for updates: its record, what it will answer, and the call."""
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=["name"])],
        objectSet=[vim.ObjectSpec(obj=vim.ManagedObjectReference("VirtualMachine", vm_of(client)))],
    )
    client.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    version = client.call("ha-property-collector", "WaitForUpdatesEx").version
    body = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><WaitForUpdatesEx xmlns="urn:vim25">'
        f'<_this type="PropertyCollector">ha-property-collector</_this><version>{version}</version></WaitForUpdatesEx>'
        "</e:Body></e:Envelope>"
    )
    reply, call = client.host.pipeline.handle(body.encode(), None, client.cookie, "192.0.2.7")
    assert isinstance(reply, Deferred)
    return client.host.requests.find("WaitForUpdatesEx")[-1], reply, call


def test_a_call_that_waits(client: Client, clock: Clock) -> None:
    """It is there at once, and has its duration when it ends."""
    record, _, _ = waiting(client)
    assert (record.outcome, record.duration, record.status) == (Outcome.WAITING, None, None)
    clock.advance(30.0)
    client.task(vm_of(client), "Rename_Task", newName="other")
    assert record.outcome is Outcome.RESULT
    assert record.to_json()["host_ms"] == 30000.0
    assert record.result["filterSet"][0]["objectSet"][0]["changeSet"][0]["val"] == "other"


def test_a_client_that_goes_away(client: Client) -> None:
    """The call that waited has no answer."""
    record, _, call = waiting(client)
    for callback in call.on_gone:
        callback()
    assert (record.outcome, record.status) == (Outcome.GONE, None)
    client.task(vm_of(client), "Rename_Task", newName="other")
    assert record.outcome is Outcome.GONE


def test_subscribers(client: Client) -> None:
    """They hear of each request when it has ended, until they want no more."""
    heard: list[str | None] = []
    end = client.host.requests.subscribe(lambda record: heard.append(record.method))
    waiting(client)
    assert heard == ["CreateFilter", "WaitForUpdatesEx"]
    client.task(vm_of(client), "Rename_Task", newName="other")
    assert heard[2:] == ["WaitForUpdatesEx", "Rename_Task", "RetrieveProperties"]
    end()
    end()
    client.call("ServiceInstance", "CurrentTime")
    assert len(heard) == 5


def test_a_subscriber_that_fails(client: Client) -> None:
    """It hears no more, others do, and the client gets its answer."""
    heard: list[Record] = []
    client.host.requests.subscribe(lambda record: 1 / 0)
    client.host.requests.subscribe(heard.append)
    with failures() as found:
        client.call("ServiceInstance", "CurrentTime")
        client.call("ServiceInstance", "CurrentTime")
    assert len(heard) == 2
    assert len(found) == 1


def test_find(client: Client) -> None:
    """By method, arguments, user, number; a pattern means any of several."""
    add_port_group(client, "br10")
    add_port_group(client, "br20", 20)
    log = client.host.requests
    first, second = log.find("*PortGroup")
    assert log.find("AddPortGroup", portgrp={"name": "br2*"}) == [second]
    assert log.find("AddPortGroup", arguments={"portgrp.vlanId": 10}) == [first]
    assert log.find(since=first.number) == [second]
    assert log.find("AddPortGroup", user="nobody") == []
    assert log.find(kind="http") == []
    assert log.record(second.number) is second
    assert log.record(999) is None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"method": "AddPortGrup"}, "there is no method 'AddPortGrup'; nearest: AddPortGroup"),
        ({"method": "Power*Of"}, "there is no method"),
        ({"method": "AddPortGroup", "portgroup": 1}, "AddPortGroup has no parameter 'portgroup'; nearest: portgrp"),
        ({"method": "Logout", "portgroup": 1}, "Logout has no parameter 'portgroup'; it has none"),
        ({"method": "Fetch", "property": 1}, "nearest: prop"),
        ({"method": "AddPortGroup", "portgrp": {"nam": "br10"}},
         "portgrp of AddPortGroup has no property 'nam'; nearest: name"),
        ({"method": "AddPortGroup", "arguments": {"portgrp.policy.securty.allowPromiscuous": True}},
         "portgrp.policy of AddPortGroup has no property 'securty'; nearest: security"),
        ({"method": "CreateVM_Task", "config": {"deviceChange": [{"device": {"kee": 1}}]}},
         "config.deviceChange.device of CreateVM_Task has no property 'kee'"),
        ({"fault": "AlreadyExist"}, "nearest: AlreadyExists"),
        ({"type": "VirtualMachin"}, "nearest: VirtualMachine"),
        ({"kind": "ftp"}, "there are soap, http"),
        ({"method": 5}, "a method is a text, not 5"),
    ],
)
def test_misspelt(client: Client, query: dict[str, Any], message: str) -> None:
    """What vim25 does not have is an error with what could be meant, and not "it was never called"."""
    with pytest.raises(ValueError, match=r".") as caught:
        client.host.requests.find(**query)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (
            {"method": "AddPortGroup", "portgrp": {"name": "br100"}},
            "expected AddPortGroup(portgrp.name='br100'); nearest: call 2 AddPortGroup(portgrp.name='br10') by root",
        ),
        (
            {"method": "AddPortGroup", "portgrp": {"name": "x20", "vlanId": 20}},
            ("expected AddPortGroup(portgrp.name='x20', portgrp.vlanId=20); nearest: "
            "call 3 AddPortGroup(portgrp.name='br20', portgrp.vlanId=20) by root"),
        ),
        (
            {"method": "AddPortGroup", "portgrp": {"name": "br10"}, "user": "guest"},
            ("expected AddPortGroup(portgrp.name='br10') with user 'guest'; "
            "nearest: call 2 AddPortGroup(portgrp.name='br10') by root, user 'root'"),
        ),
        (
            {"method": "AddPortGroup", "portgrp": {"policy": {"security": {"macChanges": True}}}},
            ("expected AddPortGroup(portgrp.policy.security.macChanges=True); "
            "nearest: call 3 AddPortGroup(portgrp.policy.security.macChanges=(not set)) by root"),
        ),
        (
            {"method": "UpdatePortGroup", "pgName": "br10"},
            "expected UpdatePortGroup(pgName='br10'); it was not called; called were AddPortGroup (2 times)",
        ),
    ],
)  # fmt: skip
def test_nearest(client: Client, query: dict[str, Any], text: str) -> None:
    """The message says what was expected, what came nearest, and what of it is otherwise."""
    add_port_group(client, "br10")
    add_port_group(client, "br20", 20)
    assert client.host.requests.find(**query) == []
    assert str(client.host.requests.nearest(**query)) == text


def test_nearest_of_nothing(client: Client) -> None:
    """When there was no request at all; and when one does match."""
    assert str(client.host.requests.nearest("Logout")) == "expected Logout(); nothing was called"
    client.call("ServiceInstance", "CurrentTime")
    found = client.host.requests.nearest("CurrentTime")
    assert found.record is client.host.requests.find("CurrentTime")[0]
    assert "found: call 2 CurrentTime()" in found.text


def test_clear(client: Client) -> None:
    """Nothing is left, and numbers go on."""
    client.call("ServiceInstance", "CurrentTime")
    log = client.host.requests
    log.clear()
    assert (len(log), log.last) == (0, 2)
    client.call("ServiceInstance", "CurrentTime")
    assert [record.number for record in log] == [3]


def test_json_lines(client: Client) -> None:
    """Each line is JSON by itself."""
    add_port_group(client, "br\u00e9 10")
    client.call("ServiceInstance", "CurrentTime")
    lines = list(client.host.requests.json_lines())
    assert [json.loads(line)["method"] for line in lines] == ["AddPortGroup", "CurrentTime"]
    assert all("\n" not in line for line in lines)


def test_as_many_as_are_wanted(make: Callable[..., Client]) -> None:
    """The oldest are forgotten."""
    client = make(log_bounds=Bounds(records=3))
    for _ in range(5):
        client.call("ServiceInstance", "CurrentTime")
    assert [record.number for record in client.host.requests] == [4, 5, 6]


def test_as_many_bytes_as_are_wanted(make: Callable[..., Client]) -> None:
    """Bytes of requests and replies are bounded together, waiting and cleared ones included."""
    client = make(log_bounds=Bounds(total=10_000))
    log = client.host.requests
    record, _, _ = waiting(client)
    for _ in range(50):
        client.call("ServiceInstance", "CurrentTime")
    assert 2 <= len(log) < 50
    client.task(vm_of(client), "Rename_Task", newName="other")  # the one that waited is not in the log any more
    assert record.outcome is Outcome.RESULT
    kept = sum((r.size if r.body else 0) + (r.end.sent if r.end and r.end.reply else 0) for r in log)
    assert log._weight == kept <= 10_000
    waited, _, _ = waiting(client)
    log.clear()
    client.task(vm_of(client), "Rename_Task", newName="another")
    assert waited.outcome is Outcome.RESULT
    assert log._weight == sum((r.size if r.body else 0) + (r.end.sent if r.end and r.end.reply else 0) for r in log)


def test_large_replies_and_requests(make: Callable[..., Client]) -> None:
    """They are told by their size: nothing of them is kept."""
    client = make(log_bounds=Bounds(largest=1000, largest_request=1000))
    client.get("ha-host", "summary")
    (reply,) = client.host.requests
    assert (reply.result, reply.soap.reply) == (None, None)
    assert reply.to_json()["bytes"]["out"] > 1000
    assert reply.arguments["specSet"]
    with pytest.raises(Faulted):
        client.call("networkSystem", "RemovePortGroup", pgName="x" * 2000)
    request = client.host.requests.find("RemovePortGroup")[0]
    assert (request.arguments, request.soap.request, request.size > 2000) == ({}, None, True)
    assert request.fault == "NotFound"


def test_what_chaos_rules_did(client: Client) -> None:
    """The log says so, with the rule; also of a call that waits for its release, and of one that got no reply."""
    chaos, log = client.host.chaos, client.host.requests
    chaos.add("CurrentTime", id="refused", fault="InvalidState", times=1)
    with pytest.raises(Faulted):
        client.call("ServiceInstance", "CurrentTime")
    (record,) = log.find("CurrentTime")
    assert (record.fault, record.outcome) == ("InvalidState", Outcome.FAULT)
    assert record.effects[0].startswith("refused: ")
    chaos.clear()
    chaos.add("CurrentTime", id="held", hang=True, times=1)
    client.call("ServiceInstance", "CurrentTime")
    record = log.find("CurrentTime")[-1]
    assert (record.outcome, record.to_json()["effects"][0][:4]) == (Outcome.WAITING, "held")
    chaos.release()
    assert record.outcome is Outcome.RESULT
    chaos.add("RetrieveServiceContent", id="lost", reset="before")
    client.host.pipeline.handle(
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><RetrieveServiceContent xmlns="urn:vim25">'
        b'<_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent></e:Body></e:Envelope>'
    )
    record = log.find("RetrieveServiceContent")[-1]
    assert (record.outcome, record.status, record.effects[0][:4]) == (Outcome.RESET, None, "lost")
