"""The event log: what an event holds, and which events a host posts by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, POOL, add_vm, vm_ref
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.services.events import KEPT
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def told(host: Esx) -> list[str]:
    """The type names of all events, oldest first."""
    return [type(event).__name__ for event in host.events.history.events]


def test_an_event_says_who_when_and_where(host: Esx, clock: Clock) -> None:
    """Key, chain, time, user, and the entities by name."""
    vm = add_vm(host, 1, "web")
    clock.advance(5)
    event = host.events.post("VmPoweredOnEvent", vm=vm)
    assert (event.key, event.chainId, event.userName) == (1, 1, "")
    assert event.createdTime == host.now()
    name = host.inventory.get(HOST, "name")
    assert event.host == vim.HostEventArgument(name=name, host=HOST)
    assert event.datacenter.name == "ha-datacenter"
    assert event.computeResource.computeResource.value == "ha-compute-res"
    assert event.vm == vim.VmEventArgument(name="web", vm=vm)
    assert event.fullFormattedMessage == f"web on {name} in ha-datacenter is powered on"
    assert isinstance(event, vim.VmPoweredOnEvent)
    assert event.template is False


def test_a_message_tells_the_event_own_properties(host: Esx) -> None:
    """Names, users, the text of a fault."""
    vm = add_vm(host, 1, "web")
    renamed = host.events.post("VmRenamedEvent", vm=vm, oldName="a", newName="b")
    assert renamed.fullFormattedMessage.endswith("is renamed from a to b")
    reason = vim.LocalizedMethodFault(fault=vim.NotSupported(), localizedMessage="No way.")
    failed = host.events.post("VmFailedToPowerOnEvent", vm=vm, reason=reason)
    assert failed.fullFormattedMessage.endswith("No way.")


def test_a_given_value_overrides_what_would_be_filled_in(host: Esx) -> None:
    """Also with None."""
    event = host.events.post("GeneralHostInfoEvent", message="x", userName="ann", host=None, chainId=7)
    assert (event.userName, event.host, event.chainId) == ("ann", None, 7)


def test_what_is_no_event_is_refused(host: Esx) -> None:
    """An unknown type or property is a mistake of the caller."""
    with pytest.raises(KeyError):
        host.events.post("NoSuchEvent")
    with pytest.raises(TypeError):
        host.events.post("VmPoweredOnEvent", vm=vm_ref(1), colour="red")
    assert told(host) == []


def test_an_event_in_a_transaction_that_fails_never_was(host: Esx) -> None:
    """Nor was its key."""

    def fail() -> None:
        with host.inventory.transaction():
            host.events.post("GeneralHostInfoEvent", message="x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert told(host) == []
    assert host.events.post("GeneralHostInfoEvent", message="y").key == 1


def test_the_oldest_events_are_forgotten(host: Esx) -> None:
    """A thousand are kept; keys go on."""
    with host.inventory.transaction():
        for _ in range(KEPT + 5):
            host.events.post("GeneralHostInfoEvent", message="x")
    keys = [event.key for event in host.events.history.events]
    assert keys == list(range(6, KEPT + 6))


def test_a_snapshot_holds_the_events_of_its_time(host: Esx) -> None:
    """Restoring one brings the log back to that."""
    host.events.post("GeneralHostInfoEvent", message="before")
    snapshot = host.inventory.snapshot()
    host.events.post("GeneralHostInfoEvent", message="after")
    host.inventory.restore(snapshot)
    assert [event.message for event in host.events.history.events] == ["before"]


def test_hosts_have_logs_of_their_own(make_host: Callable[..., Esx]) -> None:
    """What happens on one is no event of another."""
    one, other = make_host(), make_host()
    one.events.post("GeneralHostInfoEvent", message="x")
    assert told(other) == []


# sessions


def test_logging_in_and_out_are_events(host: Esx) -> None:
    """With the client's address; about users, so they name no entity."""
    client = Client(host).login()
    login = host.events.history.events[-1]
    assert isinstance(login, vim.UserLoginSessionEvent)
    assert (login.userName, login.ipAddress, login.datacenter, login.host) == ("root", "192.0.2.7", None, None)
    assert login.sessionId == client.get("ha-sessionmgr", "currentSession").key
    assert login.fullFormattedMessage == "User root@192.0.2.7 logged in"
    client.call("ha-sessionmgr", "Logout")
    assert told(host) == ["UserLoginSessionEvent", "UserLogoutSessionEvent"]
    assert host.events.history.events[-1].userName == "root"


def test_a_wrong_password_is_an_event(host: Esx) -> None:
    """It names the user that was tried; the host is otherwise unchanged."""
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(host).login("mallory", "guess")
    (event,) = host.events.history.events
    assert isinstance(event, vim.BadUsernameSessionEvent)
    assert (event.userName, event.ipAddress) == ("mallory", "192.0.2.7")
    assert event.fullFormattedMessage == "Cannot log in mallory@192.0.2.7"


def test_a_login_on_top_of_a_session_ends_that(host: Esx, root: Client) -> None:
    """The old session has logged out before the new one begins."""
    root.login()
    assert told(host) == ["UserLoginSessionEvent", "UserLogoutSessionEvent", "UserLoginSessionEvent"]


def test_a_session_that_expires_or_is_terminated_has_logged_out(host: Esx, root: Client, clock: Clock) -> None:
    """Who terminated it is told before."""
    other = Client(host).login()
    key = other.get("ha-sessionmgr", "currentSession").key
    root.call("ha-sessionmgr", "TerminateSession", sessionId=[key])
    assert told(host)[2:] == ["SessionTerminatedEvent", "UserLogoutSessionEvent"]
    terminated = host.events.history.events[2]
    assert (terminated.sessionId, terminated.terminatedUsername, terminated.userName) == (key, "root", "root")
    clock.advance(31 * 60)
    assert told(host)[-1] == "UserLogoutSessionEvent"
    assert len(told(host)) == 5


# tasks


def create(client: Client, name: str = "web") -> ManagedObjectReference:
    """A VM through the API."""
    spec = vim.VirtualMachineConfigSpec(name=name, files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))
    vm: ManagedObjectReference = client.task(FOLDER, "CreateVM_Task", config=spec, pool=POOL)
    return vm


def test_events_of_a_task_are_one_chain(host: Esx, root: Client) -> None:
    """The task's eventChainId is theirs."""
    vm = create(root)
    info: Any = root.get(root.call(vm, "PowerOnVM_Task"), "info")
    events = [event for event in host.events.history.events if event.chainId == info.eventChainId]
    assert [type(event).__name__ for event in events][-1] == "VmPoweredOnEvent"
    assert {event.userName for event in events} == {"root"}


def test_a_task_that_fails_leaves_only_the_event_of_its_failure(host: Esx, root: Client) -> None:
    """What it posted before is undone with the rest."""
    vm = create(root)
    before = len(host.events.history.events)
    info: Any = root.get(root.call(vm, "PowerOffVM_Task"), "info")
    (event,) = host.events.history.events[before:]
    assert isinstance(event, vim.VmFailedToPowerOffEvent)
    assert (event.vm.vm, event.userName, event.chainId) == (vm, "root", info.eventChainId)
    assert event.reason == info.error
