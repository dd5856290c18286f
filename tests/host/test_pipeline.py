"""The way of a call, step by step: who is stopped where, with which fault, and what a reply looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from lxml import etree
from twisted.internet.defer import Deferred
from vms import FOLDER, HOST, make

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call
from fakeesx.host.pipeline import Reply
from fakeesx.host.service_instance import ServiceInstance
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import SoapError
from fakeesx.soap.parsing import parse

HEAD = ('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>')
TIME = '<CurrentTime xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></CurrentTime>'
CONTENT = TIME.replace("CurrentTime", "RetrieveServiceContent")


def send(host: Esx, inner: str, cookie: str | None = None, action: str | None = None) -> Reply:
    """A raw request's raw reply."""
    reply, _ = host.pipeline.handle(f"{HEAD}{inner}</e:Body></e:Envelope>".encode(), action, cookie)
    assert isinstance(reply, Reply)
    return reply


def refused(reply: Reply) -> tuple[str, str]:
    """The type of a fault's detail (empty without one) and its text."""
    assert reply.status == 500
    fault = parse(reply.body)[0][0]
    assert etree.QName(fault).localname == "Fault"
    detail = fault.find("detail")
    name = "" if detail is None else detail[0].get("{http://www.w3.org/2001/XMLSchema-instance}type")
    return str(name), fault.findtext("faultstring") or ""


@pytest.mark.parametrize("body", [
    b"", b"<", b"nonsense", b"<a/>", b"<e:Envelope/>", f"{HEAD}</e:Body></e:Envelope>".encode(),
])  # fmt: skip
def test_what_is_no_request(host: Esx, body: bytes) -> None:
    """1: a fault, and a cookie all the same."""
    reply, call = host.pipeline.handle(body)
    assert isinstance(reply, Reply)
    assert (reply.status, call) == (500, None)
    assert reply.set_cookie
    assert b"Fault>" in reply.body


@pytest.mark.parametrize("inner", [
    TIME.replace("CurrentTime", "Nonsense"), TIME.replace("urn:vim25", "urn:other"),
    TIME.replace("</_this>", "</_this><x/>"), '<CurrentTime xmlns="urn:vim25"/>',
])  # fmt: skip
def test_what_is_no_call(root: Client, inner: str) -> None:
    """1: unknown methods, foreign namespaces, unknown and missing parameters."""
    assert refused(send(root.host, inner, root.cookie))[0] in ("InvalidRequest", "")


def test_views(host: Esx) -> None:
    """2: a client of 4.0 does not see what 4.1 has added; any other action gets all of it."""
    for action in (None, '"urn:vim25/4.1"', "urn:vim25/4.1", '"urn:vim25#Login"', '"urn:vim25/9.9"'):
        assert b"<storageResourceManager" in send(host, CONTENT, action=action).body
    for action in ('"urn:vim25/4.0"', "urn:vim25/4.0", "'urn:vim25/2.5'"):
        assert b"<storageResourceManager" not in send(host, CONTENT, action=action).body


def test_cookies(host: Esx) -> None:
    """3: given to who has none or a foreign one, not to who has one."""
    reply = send(host, CONTENT)
    assert reply.set_cookie
    assert send(host, CONTENT, reply.set_cookie).set_cookie is None
    other = send(host, CONTENT, "foreign").set_cookie
    assert other not in (None, "foreign", reply.set_cookie)


def test_objects(root: Client) -> None:
    """4: gone, of another type, of a base type, without such a method."""
    for type, moid, name in (
        ("ServiceInstance", "nowhere", "ManagedObjectNotFound"), ("Folder", "ServiceInstance", "ManagedObjectNotFound"),
        ("Folder", "ha-folder-vm", "InvalidRequest"),
    ):
        inner = TIME.replace('type="ServiceInstance">ServiceInstance', f'type="{type}">{moid}')
        assert refused(send(root.host, inner, root.cookie))[0] == name
    reload = '<Reload xmlns="urn:vim25"><_this type="ManagedEntity">ha-folder-vm</_this></Reload>'
    assert send(root.host, reload, root.cookie).status == 200


def test_objects_of_other_sessions(root: Client) -> None:
    """4: are not there."""
    view = root.call("ViewManager", "CreateListView", obj=[HOST])
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        Client(root.host).login().call(view, "DestroyView")
    root.call(view, "DestroyView")


@pytest.mark.parametrize("moid", ["ServiceInstance", "nowhere"])
def test_without_a_session(host: Esx, moid: str) -> None:
    """5: NotAuthenticated with object and privilege, whether the object is there or not; what is anonymous works."""
    reply = send(host, TIME.replace(">ServiceInstance<", f">{moid}<"))
    assert refused(reply) == ("NotAuthenticated", "The session is not authenticated.")
    assert f'type="ServiceInstance">{moid}</object>'.encode() in reply.body
    assert b"<privilegeId>System.View</privilegeId>" in reply.body
    assert send(host, CONTENT).status == 200


def test_not_simulated_and_refused(root: Client) -> None:
    """6: as ESX refuses it; what is simulated on no host is NotSupported and noted."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(FOLDER, "CreateFolder", name="x")
    with pytest.raises(Faulted, match="NotImplemented"):
        root.call("ha-sessionmgr", "SessionIsActive", sessionID="x", userName="root")
    vm = make(root)
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(vm, "ExportVm")


def test_without_the_privilege(root: Client) -> None:
    """7: NoPermission with object and privilege; nothing has happened."""
    vm = make(root)
    root.host.add_user("reader", "secret", -2)
    reader = Client(root.host).login("reader", "secret")
    with pytest.raises(Faulted) as caught:
        reader.call(vm, "PowerOnVM_Task")
    fault = caught.value.fault
    assert (caught.value.name, fault.object, fault.privilegeId) == ("NoPermission", vm, "VirtualMachine.Interact.PowerOn")
    assert root.get(vm, "runtime.powerState") == "poweredOff"
    assert root.host.inventory.count("Task") == 1


def test_licence(make_host: Callable[..., Esx]) -> None:
    """8: a free host refuses writes."""
    client = Client(make_host(license="free")).login()
    with pytest.raises(Faulted, match="RestrictedVersion"):
        make(client)
    assert client.get(FOLDER, "name") == "vm"


def test_observers_of_calls(root: Client) -> None:
    """Who watches calls hears of those that passed all checks, and of faults."""
    calls: list[str] = []
    faults: list[str] = []
    root.host.on_call.append(lambda call: calls.append(call.method.name))
    root.host.on_failure.append(lambda call, error: faults.append(type(error.fault).__name__))
    root.call("ServiceInstance", "CurrentTime")
    for name in ("CreateFolder", "CreateFolder"):
        with pytest.raises(Faulted):
            root.call(FOLDER, name, name="x")
    assert (calls, faults) == (["CurrentTime"], ["NotSupported", "NotSupported"])


def broken(monkeypatch: pytest.MonkeyPatch, act: Callable[[Any], Any]) -> None:
    """Let CurrentTime do something else."""

    def CurrentTime(self: Any, call: Call) -> Any:
        return act(self)

    CurrentTime.__vim_kind__ = "method"  # type: ignore[attr-defined]
    monkeypatch.setattr(ServiceInstance, "CurrentTime", CurrentTime)


def test_a_body_that_breaks(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """9: SystemError that tells nothing of the inside; what it did is undone; the next call works."""

    def act(self: Any) -> Any:
        self.host.inventory.update(HOST, name="half done")
        raise ZeroDivisionError("inside")

    with monkeypatch.context() as patch:
        broken(patch, act)
        with pytest.raises(Faulted) as caught:
            root.call("ServiceInstance", "CurrentTime")
    assert caught.value.name == "SystemError"
    assert "inside" not in caught.value.text
    assert root.get(HOST, "name") != "half done"
    assert root.call("ServiceInstance", "CurrentTime") == root.host.now()


def test_a_result_that_can_not_be_written(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """10: SystemError."""
    broken(monkeypatch, lambda self: object())
    with pytest.raises(Faulted, match="SystemError"):
        root.call("ServiceInstance", "CurrentTime")


def test_a_fault_undoes_what_its_method_did(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """9: a method is one transaction."""

    def act(self: Any) -> Any:
        self.host.inventory.update(HOST, name="half done")
        raise SoapError("no", vim.InvalidState())

    broken(monkeypatch, act)
    with pytest.raises(Faulted, match="InvalidState"):
        root.call("ServiceInstance", "CurrentTime")
    assert root.get(HOST, "name") != "half done"


def test_a_call_that_waits(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Deferred is waited for; meanwhile the session is not idle; its failure is a fault."""
    waiting: list[Deferred[Any]] = [Deferred(), Deferred()]
    broken(monkeypatch, lambda self: waiting[0] if not waiting[0].called else waiting[1])
    session = root.host.sessions.find(root.cookie)
    assert session is not None
    found: list[Any] = []
    root.call("ServiceInstance", "CurrentTime").addCallback(found.append)
    assert session.waiting == 1
    waiting[0].callback(root.host.now())
    assert (found, session.waiting) == ([root.host.now()], 0)
    failed: list[Any] = []
    root.call("ServiceInstance", "CurrentTime").addErrback(lambda failure: failed.append(failure.value.name))
    waiting[1].errback(ZeroDivisionError("inside"))
    assert (failed, session.waiting) == (["SystemError"], 0)


def test_repeated_requests_are_decoded_once(root: Client) -> None:
    """The same bytes are the same arguments: of two sessions too."""
    seen: list[Any] = []
    root.host.on_call.append(lambda call: seen.append(call.arguments))
    other = Client(root.host).login()
    seen.clear()
    for client in (root, root, other):
        client.call("ha-property-collector", "RetrieveProperties", specSet=[vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type="Folder", pathSet=["name"])], objectSet=[vim.ObjectSpec(obj=FOLDER)],
        )])
    assert seen[0]["specSet"][0] is seen[1]["specSet"][0] is seen[2]["specSet"][0]


def test_fetch(root: Client) -> None:
    """The undocumented operation that pyVmomi reads with: one property of any object, nested paths too."""
    def fetch(moid: str, type: str, prop: str, client: Client = root) -> Reply:
        inner = f'<Fetch xmlns="urn:vim25"><_this type="{type}">{moid}</_this><prop>{prop}</prop></Fetch>'
        return send(client.host, inner, client.cookie)

    assert b">vm</returnval>" in fetch("ha-folder-vm", "Folder", "name").body
    assert b"<returnval" not in fetch("ha-folder-vm", "Folder", "alarmActionsEnabled").body
    assert b">4.1.0</returnval>" in fetch("ha-host", "HostSystem", "config.product.version").body
    assert b">root</returnval>" in fetch("ha-sessionmgr", "SessionManager", "currentSession.userName").body
    vm = make(root)
    element = fetch("ha-folder-vm", "Folder", f'childEntity["{vm.value}"]').body
    assert f'type="VirtualMachine" xsi:type="ManagedObjectReference">{vm.value}</returnval>'.encode() in element
    assert b"<returnval" not in fetch("ha-folder-vm", "Folder", 'childEntity["0"]').body
    assert refused(fetch("ha-folder-vm", "Folder", "nonsense"))[0] == "InvalidProperty"
    anonymous = Client(root.host)
    assert refused(fetch("ha-folder-vm", "Folder", "name", anonymous))[0] == "NotAuthenticated"
    assert b"<returnval" in fetch("ServiceInstance", "ServiceInstance", "content", anonymous).body


def test_void_and_lists(root: Client) -> None:
    """A method without a result has an empty response; a list has an element for each item."""
    assert root.call("ha-sessionmgr", "SetLocale", locale="en") is None
    counters = root.get("ha-perfmgr", "perfCounter").items
    found = root.call("ha-perfmgr", "QueryPerfCounter", counterId=[counters[0].key, counters[1].key])
    assert [each.key for each in found] == [counters[0].key, counters[1].key]


def test_references_of_a_reply(root: Client) -> None:
    """A reference bears its type."""
    vm = make(root)
    assert vm == ManagedObjectReference("VirtualMachine", "16")
