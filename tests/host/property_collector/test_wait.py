"""WaitForUpdates: who waits is told at once, and nobody else; every wait ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import add_vm, remove_vm
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.python.failure import Failure
from vms import FOLDER, HOST, make, spec
from watching import COLLECTOR, Watch, follow, of, props, start
from watching import spec as wanted_of

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

VMS = wanted_of(props("VirtualMachine", "name"), start(FOLDER, follow("Folder", "childEntity")))


class Answer:
    """What became of a call that waits."""

    def __init__(self, deferred: Any) -> None:
        assert isinstance(deferred, Deferred), "the call did not wait"
        self.result: Any = None
        self.failure = ""
        self.done = False
        deferred.addCallbacks(self._ok, self._failed)

    def _ok(self, result: Any) -> None:
        self.result, self.done = result, True

    def _failed(self, failure: Failure) -> None:
        assert isinstance(failure.value, Faulted)
        self.failure, self.done = failure.value.name, True


@pytest.fixture
def vm(host: Esx) -> ManagedObjectReference:
    """A VM without files."""
    return add_vm(host, 1)


@pytest.fixture
def watch(root: Client, vm: ManagedObjectReference) -> Watch:
    """A client that knows the VM's name."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    return watch


def test_told_at_once(watch: Watch, vm: ManagedObjectReference) -> None:
    """The change ends the wait, without any time passing."""
    answer = Answer(watch.wait())
    assert not answer.done
    watch.client.host.inventory.update(vm, name="new")
    assert answer.result == [("modify", vm.value, [("assign", "name", "new")])]


def test_something_to_tell_already(watch: Watch, vm: ManagedObjectReference) -> None:
    """Then there is no wait."""
    watch.client.host.inventory.update(vm, name="new")
    assert watch.wait() == [("modify", vm.value, [("assign", "name", "new")])]


def test_first_call_waits_when_nothing_is_selected(root: Client) -> None:
    """Without filters and without objects."""
    watch = Watch(root)
    answer = Answer(watch.wait())
    watch.add(VMS)
    assert not answer.done
    ref = add_vm(root.host, 3)
    assert answer.result == [("enter", ref.value, [("assign", "name", "vm3")])]


def test_a_filter_made_meanwhile(root: Client) -> None:
    """Its first update ends a wait that is under way."""
    watch = Watch(root)
    answer = Answer(watch.wait())
    watch.add(of(HOST, "name"))
    assert [(kind, moid) for kind, moid, _ in answer.result] == [("enter", HOST.value)]


def test_what_was_not_asked_for(watch: Watch, vm: ManagedObjectReference) -> None:
    """Changes of other objects and properties, and changes that are none, leave a client waiting."""
    host = watch.client.host
    answer = Answer(watch.wait())
    other = add_vm(host, 2)
    host.inventory.update(other, name="x")
    host.inventory.update(vm, overallStatus=vim.ManagedEntityStatus.red)
    host.inventory.update(vm, name="vm1")
    remove_vm(host, other)
    with suppress(RuntimeError), host.inventory.transaction():
        host.inventory.update(vm, name="undone")
        raise RuntimeError
    assert not answer.done
    host.inventory.update(vm, name="new")
    assert answer.done


def test_one_transaction_one_update(watch: Watch, vm: ManagedObjectReference) -> None:
    """All that changes together is told together."""
    host = watch.client.host
    watch.add(VMS)
    watch.check()
    answer = Answer(watch.wait())
    with host.inventory.transaction():
        host.inventory.update(vm, name="a")
        host.inventory.update(vm, name="b")
        add_vm(host, 2)
        assert not answer.done
    assert {(kind, moid) for kind, moid, _ in answer.result} == {("modify", vm.value), ("enter", "vm-2")}


def test_time_is_up(watch: Watch, clock: Clock) -> None:
    """After maxWaitSeconds: no result; the version is still good."""
    answer = Answer(watch.wait(30))
    clock.advance(29.9)
    assert not answer.done
    clock.advance(0.2)
    assert (answer.done, answer.result) == (True, [])
    assert watch.check() == []


def test_no_time_at_all(watch: Watch) -> None:
    """maxWaitSeconds 0 is CheckForUpdates."""
    assert watch.wait(0) == []


def test_told_before_the_time_is_up(watch: Watch, clock: Clock, vm: ManagedObjectReference) -> None:
    """The timer goes with the wait."""
    answer = Answer(watch.wait(30))
    watch.client.host.inventory.update(vm, name="new")
    assert len(answer.result) == 1
    before = len(clock.getDelayedCalls())
    again = Answer(watch.wait(30))
    assert len(clock.getDelayedCalls()) == before + 1
    clock.advance(31)
    assert again.result == []


def test_cancelled(watch: Watch, vm: ManagedObjectReference) -> None:
    """CancelWaitForUpdates ends the wait with RequestCanceled, if there is one; what changes then is told later."""
    watch.client.call(COLLECTOR, "CancelWaitForUpdates")
    answer = Answer(watch.wait())
    watch.client.call(COLLECTOR, "CancelWaitForUpdates")
    assert answer.failure == "RequestCanceled"
    watch.client.host.inventory.update(vm, name="new")
    assert len(watch.check()) == 1


def test_only_ones_own_wait_is_cancelled(watch: Watch, vm: ManagedObjectReference) -> None:
    """Another session, another collector: their waits go on."""
    other = Watch(Client(watch.client.host).login(), of(vm, "name"))
    own = Watch(watch.client, of(vm, "name"), own=True)
    other.check(), own.check()
    answers = [Answer(watch.wait()), Answer(other.wait()), Answer(own.wait())]
    watch.client.call(COLLECTOR, "CancelWaitForUpdates")
    assert [answer.done for answer in answers] == [True, False, False]
    watch.client.host.inventory.update(vm, name="new")
    assert [len(answer.result or ()) for answer in answers] == [0, 1, 1]


def test_two_waits_on_one_collector(watch: Watch, vm: ManagedObjectReference) -> None:
    """The second ends the first with RequestCanceled, whether it has to wait itself or not."""
    first = Answer(watch.wait())
    second = Answer(watch.wait())
    assert (first.failure, second.done) == ("RequestCanceled", False)
    watch.client.host.inventory.update(vm, name="new")
    assert len(second.result) == 1
    third = Answer(watch.wait())
    watch.version = ""
    assert isinstance(watch.wait(), list)
    assert third.failure == "RequestCanceled"


def test_a_wrong_version(watch: Watch) -> None:
    """InvalidCollectorVersion at once, no wait."""
    watch.version = "99"
    with pytest.raises(Faulted, match="InvalidCollectorVersion"):
        watch.wait()


def test_the_filter_goes(watch: Watch, vm: ManagedObjectReference) -> None:
    """The wait goes on, for what other filters may tell."""
    answer = Answer(watch.wait())
    watch.client.call(watch.filters[0], "DestroyPropertyFilter")
    watch.client.host.inventory.update(vm, name="new")
    assert not answer.done
    watch.add(of(HOST, "name"))
    assert answer.done


def test_the_collector_goes(root: Client, vm: ManagedObjectReference) -> None:
    """ManagedObjectNotFound."""
    watch = Watch(root, of(vm, "name"), own=True)
    watch.check()
    answer = Answer(watch.wait())
    root.call(watch.collector, "DestroyPropertyCollector")
    assert answer.failure == "ManagedObjectNotFound"


def test_the_session_logs_out(watch: Watch) -> None:
    """NotAuthenticated."""
    answer = Answer(watch.wait())
    watch.client.call("ha-sessionmgr", "Logout")
    assert answer.failure == "NotAuthenticated"


def test_the_session_is_terminated(watch: Watch) -> None:
    """NotAuthenticated, too."""
    answer = Answer(watch.wait())
    session = watch.client.get("ha-sessionmgr", "currentSession").key
    Client(watch.client.host).login().call("ha-sessionmgr", "TerminateSession", sessionId=[session])
    assert answer.failure == "NotAuthenticated"


def test_who_waits_is_not_idle(watch: Watch, clock: Clock, vm: ManagedObjectReference) -> None:
    """A session with a call under way does not expire."""
    answer = Answer(watch.wait())
    for _ in range(12):
        clock.advance(600)
    assert not answer.done
    watch.client.host.inventory.update(vm, name="new")
    assert len(answer.result) == 1


def waiting_call(client: Client, version: str | None) -> tuple[Deferred[Any], Any]:
    """A raw call of WaitForUpdates, and the call itself."""
    body = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><WaitForUpdates xmlns="urn:vim25">'
        f'<_this type="PropertyCollector">{COLLECTOR}</_this><version>{version}</version>'
        "</WaitForUpdates></e:Body></e:Envelope>"
    )
    reply, call = client.host.pipeline.handle(body.encode(), None, client.cookie)
    assert isinstance(reply, Deferred)
    assert call is not None
    return reply, call


def test_the_client_hangs_up(watch: Watch, clock: Clock, vm: ManagedObjectReference) -> None:
    """Its wait ends, what changes then is told when it asks again, and its session may expire."""
    reply, call = waiting_call(watch.client, watch.version)
    for gone in call.on_gone:
        gone()
    assert reply.called
    watch.client.host.inventory.update(vm, name="new")
    assert len(watch.check()) == 1
    for _ in range(4):
        clock.advance(600)
    with pytest.raises(Faulted, match="NotAuthenticated"):
        watch.client.call("ServiceInstance", "CurrentTime")


def test_hanging_up_after_the_answer(watch: Watch, vm: ManagedObjectReference) -> None:
    """Changes nothing, not even for the next wait."""
    _, call = waiting_call(watch.client, watch.version)
    watch.client.host.inventory.update(vm, name="new")
    watch.check()
    answer = Answer(watch.wait())
    for gone in call.on_gone:
        gone()
    assert not answer.done


def test_who_is_answered_may_ask_at_once(watch: Watch, vm: ManagedObjectReference) -> None:
    """In the moment of the answer the whole host knows of the change: the old name is free, the new one taken."""
    client = watch.client
    real = make(client, "real")
    names = Watch(client, of(real, "name"), own=True)
    names.check()
    seen: list[Any] = []

    def ask(_: Any) -> None:
        seen.append(client.call("ha-searchindex", "FindByInventoryPath", inventoryPath="ha-datacenter/vm/renamed"))
        seen.append(make(client, "real"))

    waiting = names.wait()
    assert isinstance(waiting, Deferred)
    waiting.addCallback(ask)
    client.task(real, "Rename_Task", newName="renamed")
    assert seen[0] == real
    assert client.get(seen[1], "name") == "real"


def test_many_wait(root: Client, vm: ManagedObjectReference) -> None:
    """Each of many sessions is told once."""
    watches = [Watch(Client(root.host).login(), of(vm, "name")) for _ in range(10)]
    for each in watches:
        each.check()
    answers = [Answer(each.wait()) for each in watches]
    root.host.inventory.update(vm, name="new")
    assert [len(answer.result) for answer in answers] == [1] * 10


def test_a_reply_that_breaks(watch: Watch, vm: ManagedObjectReference, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong for one who waits is that one's fault, and neither the other's nor that of whose change it was."""
    other = Watch(Client(watch.client.host).login(), of(vm, "name"))
    other.check()
    answers = [Answer(watch.wait()), Answer(other.wait())]
    collector = watch.client.host.collectors._all[next(iter(watch.client.host.collectors._all))]

    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(collector, "collect", broken)
    watch.client.host.inventory.update(vm, name="new")
    assert (answers[0].failure, len(answers[1].result)) == ("SystemError", 1)
    assert watch.client.host.inventory.get(vm, "name") == "new"


def test_following_a_task(make_host: Callable[..., Esx], clock: Clock) -> None:
    """The way drivers wait: state and progress of a task until it has ended."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    task = client.call(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"),
                       pool=ManagedObjectReference("ResourcePool", "ha-root-pool"))
    watch = Watch(client, of(task, "info.state", "info.progress"))
    told = watch.check()
    assert told[0][2] == [("assign", "info.state", "running")]
    progress = []
    for _ in range(4):
        answer = Answer(watch.wait())
        clock.advance(2)
        progress.append({name: value for _, name, value in answer.result[0][2]})
    assert [each.get("info.progress") for each in progress] == [25, 50, 75, 100]
    assert progress[-1]["info.state"] == "success"
