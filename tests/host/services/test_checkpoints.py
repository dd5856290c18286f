"""A host goes back to what it was: everything a client can see, and everything that services keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bare_vms import create_vm
from calling import Client, Faulted
from host_record import differing, record
from twisted.internet.task import Clock

from fakeesx.host.esx import HOST, Esx
from fakeesx.host.services.checkpoints import CheckpointError
from fakeesx.schema import vim


def test_everything_comes_back(host: Esx, root: Client) -> None:
    """VMs, their power, their files, users and networks: what a client reads is byte for byte what it was."""
    first = create_vm(root, "first")
    root.task(first, "PowerOnVM_Task")
    host.checkpoints.take("one")
    before = record(root)
    root.task(first, "PowerOffVM_Task")
    root.task(first, "Destroy_Task")
    second = create_vm(root, "second")
    root.task(second, "PowerOnVM_Task")
    root.call("ha-nfc-file-manager", "MakeDirectory", name="[datastore1] made")
    assert differing(before, record(root))
    host.checkpoints.restore("one")
    assert differing(before, record(root)) == {}


def test_again_and_again(host: Esx, root: Client) -> None:
    """The same operations after a restore give the same identifiers, names and files, each time."""
    host.checkpoints.take("one")
    seen = []
    for _ in range(3):
        vm = create_vm(root, "vm")
        root.task(vm, "PowerOnVM_Task")
        seen.append((vm, root.get(vm, "config.uuid"), record(root)["objects"]))
        host.checkpoints.restore("one")
    assert seen[0] == seen[1] == seen[2]


def test_older_and_newer(host: Esx, root: Client) -> None:
    """After going back to an older one, a newer one is still complete."""
    records = {}
    for name in ("one", "two", "three"):
        create_vm(root, name)
        host.checkpoints.take(name)
        records[name] = record(root)
    for name in ("one", "three", "two", "one", "two", "three"):
        host.checkpoints.restore(name)
        assert differing(records[name], record(root)) == {}
        create_vm(root, "another")
    host.checkpoints.drop("two")
    host.checkpoints.restore("one")
    assert differing(records["one"], record(root)) == {}
    host.checkpoints.drop("one")
    host.checkpoints.restore("three")
    assert differing(records["three"], record(root)) == {}


def test_names(host: Esx) -> None:
    """A name that is taken, unknown or impossible is refused, and the text says what there is."""
    take = host.checkpoints.take
    for name in ("", " a", "a\n", "a" * 101, None):
        with pytest.raises(CheckpointError, match="can't be the name"):
            take(name)  # type: ignore[arg-type]
    with pytest.raises(CheckpointError, match='no snapshot "none"; there is: none'):
        host.checkpoints.restore("none")
    take("one")
    take("two")
    with pytest.raises(CheckpointError, match='"one" already'):
        take("one")
    take("one", replace=True)
    assert host.checkpoints.names == ("two", "one")
    with pytest.raises(CheckpointError, match='there is: "two", "one"'):
        host.checkpoints.drop("three")
    host.checkpoints.drop("two")
    assert host.checkpoints.names == ("one",)


def test_reset(make_host: Callable[..., Esx]) -> None:
    """The host is as it was at its start, its sessions are over, and it gives the same identifiers again."""
    host = make_host(vms=2)
    fresh = record(Client(make_host_like(host, make_host)).login())
    del fresh["files"], fresh["space"]
    root = Client(host).login()
    vm = create_vm(root, "vm")
    root.task(vm, "PowerOnVM_Task")
    host.checkpoints.reset()
    with pytest.raises(Faulted, match="NotAuthenticated"):
        root.call("ServiceInstance", "CurrentTime")
    again = record(Client(host).login())
    assert create_vm(Client(host).login(), "vm") == vm
    del again["files"], again["space"]
    assert fresh["order"] == again["order"]


def make_host_like(host: Esx, make_host: Callable[..., Esx]) -> Esx:
    """Another host with the same settings."""
    return make_host(vms=host.settings.vms)


def test_sessions(host: Esx, root: Client, clock: Clock) -> None:
    """Those that came since end; one that ended since is there again; one that lives goes on."""
    other = Client(host).login()
    host.checkpoints.take("one")
    later = Client(host).login()
    other.call("ha-sessionmgr", "Logout")
    host.checkpoints.restore("one")
    with pytest.raises(Faulted, match="NotAuthenticated"):
        later.call("ServiceInstance", "CurrentTime")
    assert other.get("ha-host", "name") == root.get("ha-host", "name")
    assert {session.userName for session in root.get("ha-sessionmgr", "sessionList")} == {"root"}
    assert len(root.get("ha-sessionmgr", "sessionList")) == 2
    clock.advance(29 * 60)
    assert other.get("ha-host", "name")


def test_waiting_client(host: Esx, root: Client) -> None:
    """A client that waits for updates is told of what a restore changed, and only of that."""
    vm = create_vm(root, "vm")
    host.checkpoints.take("one")
    root.task(vm, "PowerOnVM_Task")
    answers: list[Any] = []
    version = _watch(root, vm)
    root.call("ha-property-collector", "WaitForUpdatesEx", version=version).addCallback(answers.append)
    assert answers == []
    host.checkpoints.restore("one")
    (update,) = answers[0].filterSet[0].objectSet
    assert (update.obj, update.kind) == (vm, "modify")
    assert [(change.name, change.val) for change in update.changeSet] == [("runtime.powerState", "poweredOff")]


def test_waiting_client_of_a_session_that_ends(host: Esx) -> None:
    """It is answered with NotAuthenticated, not left alone."""
    host.checkpoints.take("one")
    late = Client(host).login()
    version = _watch(late, HOST)
    failures: list[Any] = []
    late.call("ha-property-collector", "WaitForUpdatesEx", version=version).addErrback(failures.append)
    host.checkpoints.restore("one")
    assert failures[0].value.name == "NotAuthenticated"


def _watch(client: Client, ref: Any) -> str:
    path = "runtime.powerState"
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type=ref.type, pathSet=[path])], objectSet=[vim.ObjectSpec(obj=ref)],
    )
    client.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    version: str = client.call("ha-property-collector", "WaitForUpdatesEx", version="").version
    return version


def test_what_a_living_session_holds(host: Esx, root: Client) -> None:
    """Its views and collectors stay, those made since too, and show what there is now; those of one that ended come back."""
    other = Client(host).login()
    theirs = other.call("ViewManager", "CreateInventoryView")
    host.checkpoints.take("one")
    vm = create_vm(root, "vm")
    view = root.call(
        "ViewManager", "CreateContainerView", container=host.root, type=["VirtualMachine"], recursive=True,
    )
    events = root.call("ha-eventmgr", "CreateCollectorForEvents", filter=vim.EventFilterSpec())
    assert root.get(view, "view").items == (vm,)
    assert any(isinstance(event, vim.VmCreatedEvent) for event in root.get(events, "latestPage").items)
    other.call("ha-sessionmgr", "Logout")
    assert host.inventory.find(theirs.value) is None
    host.checkpoints.restore("one")
    assert root.get(view, "view") is None or not root.get(view, "view").items
    assert not any(isinstance(event, vim.VmCreatedEvent) for event in root.get(events, "latestPage").items)
    assert other.get(theirs, "view").items == (host.root,)
    create_vm(root, "again")
    assert len(root.get(view, "view").items) == 1


def test_not_while_a_call_is_answered(host: Esx) -> None:
    """A call can't take the host away under itself; nothing has changed then."""
    with host.inventory.transaction():
        for verb in (lambda: host.checkpoints.take("one"), host.checkpoints.reset):
            with pytest.raises(CheckpointError, match="between two calls"):
                verb()
    assert host.checkpoints.names == ()
