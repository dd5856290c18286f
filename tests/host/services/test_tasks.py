"""Tasks: how they begin, go on and end, one at a time for each object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import add_vm
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from vms import FOLDER, POOL, Slow, make, spec

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call, TaskBody, fault, task
from fakeesx.host.services import tasks
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def slow(make_host: Callable[..., Esx], clock: Clock) -> Slow:
    """A client of a host whose tasks take 8 seconds."""
    return Slow(Client(make_host(task_seconds=lambda name: 8.0)).login(), clock, 8.0)


def probe(monkeypatch: pytest.MonkeyPatch, body: Callable[[Any], TaskBody], **options: Any) -> None:
    """Let ResetVM_Task run a body."""

    def ResetVM_Task(self: Any, call: Call) -> TaskBody:
        return body(self)

    declared = task(**options)(ResetVM_Task) if options else task(ResetVM_Task)
    monkeypatch.setattr(VirtualMachine, "ResetVM_Task", declared)


def test_info_of_a_task(root: Client) -> None:
    """Key, names, entity, reason, times and chain, as recorded; the result when it has ended."""
    ref = root.call(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    info = root.get(ref, "info")
    assert ref.value == info.key == f"haTask-ha-folder-vm-vim.Folder.createVm-{info.eventChainId}"
    assert (info.name, info.descriptionId, info.entity, info.entityName) == (
        "CreateVM_Task", "Folder.createVm", FOLDER, root.get(FOLDER, "name"),
    )
    assert (info.state, info.progress, info.cancelable, info.cancelled, info.error) == ("success", 100, False, False, None)
    assert info.reason == vim.TaskReasonUser(userName="root")
    assert info.queueTime == info.startTime == info.completeTime == root.host.now()
    assert root.get(info.result, "name") == "vm1"


def test_chain(root: Client) -> None:
    """Ids grow with each task; events of a task have its chain."""
    vm = make(root)
    first = root.get(root.call(vm, "PowerOnVM_Task"), "info")
    second = root.get(root.call(vm, "PowerOffVM_Task"), "info")
    assert second.eventChainId == first.eventChainId + 1
    assert root.get("ha-eventmgr", "latestEvent").chainId == second.eventChainId


def test_progress(slow: Slow) -> None:
    """Running, a quarter at a time, done when its time has passed."""
    ref = slow.client.call(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    seen = []
    for _ in range(5):
        info = slow.client.get(ref, "info")
        seen.append((str(info.state), info.progress))
        slow.clock.advance(2)
    assert seen == [("running", None), ("running", 25), ("running", 50), ("running", 75), ("success", 100)]
    assert (info.completeTime - info.startTime).total_seconds() == 8


def test_an_error(root: Client) -> None:
    """The fault with its text, and no result."""
    vm = make(root)
    info = root.get(root.call(vm, "PowerOffVM_Task"), "info")
    assert (info.state, info.result, info.progress) == ("error", None, 100)
    assert isinstance(info.error.fault, vim.InvalidPowerState)
    assert info.error.localizedMessage
    assert info.completeTime is not None


def test_one_at_a_time(slow: Slow) -> None:
    """A second task of the same object is TaskInProgress at once, another object's goes on; later the object is free."""
    vms = [slow.run(FOLDER, "CreateVM_Task", config=spec(name, path="[datastore1]"), pool=POOL) for name in "ab"]
    first = slow.client.call(vms[0], "PowerOnVM_Task")
    second = slow.client.call(vms[0], "PowerOnVM_Task")
    other = slow.client.call(vms[1], "PowerOnVM_Task")
    error = slow.client.get(second, "info.error.fault")
    assert isinstance(error, vim.TaskInProgress)
    assert error.task == first
    slow.wait()
    assert (slow.state(first), slow.state(other)) == ("success", "success")
    slow.run(vms[0], "PowerOffVM_Task")


def test_a_failed_task_frees_its_object(slow: Slow) -> None:
    """At the beginning or at the end."""
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("a", path="[datastore1]"), pool=POOL)
    assert slow.state(slow.client.call(vm, "PowerOffVM_Task")) == "InvalidPowerState"
    assert slow.client.host.tasks.of(vm) is None
    running = slow.client.call(vm, "PowerOnVM_Task")
    assert slow.client.host.tasks.of(vm) == running
    slow.client.host.volumes.get("datastore1").delete_file("a/a.vmx")
    slow.wait()
    assert slow.state(running) == "FileNotFound"
    assert slow.client.host.tasks.of(vm) is None


def test_a_body_that_breaks(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its task fails with SystemError that tells nothing of the inside; the host goes on."""
    vm = make(root)

    def body(self: Any) -> TaskBody:
        self.update(name="half done")
        raise ZeroDivisionError("inside")
        yield None

    probe(monkeypatch, body)
    info = root.get(root.call(vm, "ResetVM_Task"), "info")
    assert isinstance(info.error.fault, vim.SystemError)
    assert "inside" not in info.error.localizedMessage
    assert root.get(vm, "name") == "vm1"


def test_stretches_are_all_or_nothing(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done before a yield stays, what was done after it and before a fault does not."""
    vm = make(root)

    def body(self: Any) -> TaskBody:
        self.update(name="first")
        yield None
        self.update(name="second")
        raise fault("InvalidState")

    probe(monkeypatch, body)
    with pytest.raises(Faulted, match="InvalidState"):
        root.task(vm, "ResetVM_Task")
    assert root.get(vm, "name") == "first"


def test_waiting_for_something(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A yielded Deferred is waited for; its result or its failure comes back into the body."""
    vm = make(root)
    steps: list[Deferred[Any]] = [Deferred(), Deferred()]
    heard: list[Any] = []

    def body(self: Any) -> TaskBody:
        heard.append((yield steps[0]))
        try:
            yield steps[1]
        except ZeroDivisionError as error:
            heard.append(str(error))
        return vim.ManagedObjectReference("VirtualMachine", "result")

    probe(monkeypatch, body)
    ref = root.call(vm, "ResetVM_Task")
    steps[0].callback("one")
    assert root.get(ref, "info.state") == "running"
    steps[1].errback(ZeroDivisionError("two"))
    assert (heard, root.get(ref, "info.state"), root.get(ref, "info.result").value) == (["one", "two"], "success", "result")


def test_cancelling(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that can be cancelled ends with RequestCanceled; once ended or cancelled it can't be again."""
    vm = make(root)
    stopped: list[str] = []

    def body(self: Any) -> TaskBody:
        yield Deferred(lambda _: stopped.append("work"))

    probe(monkeypatch, body, cancelable=True)
    ref = root.call(vm, "ResetVM_Task")
    assert root.get(ref, "info.cancelable") is True
    root.call(ref, "CancelTask")
    info = root.get(ref, "info")
    assert (stopped, info.cancelled, info.state, info.cancelable) == (["work"], True, "error", False)
    assert isinstance(info.error.fault, vim.RequestCanceled)
    with pytest.raises(Faulted, match="InvalidState"):
        root.call(ref, "CancelTask")


def test_cancelling_while_time_passes(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is not done, and no timer is left."""
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)

    def body(self: Any) -> TaskBody:
        yield None
        self.update(name="too late")

    probe(monkeypatch, body, cancelable=True)
    ref = slow.client.call(vm, "ResetVM_Task")
    slow.clock.advance(3)
    slow.client.call(ref, "CancelTask")
    assert slow.state(ref) == "RequestCanceled"
    slow.wait()
    assert slow.client.get(vm, "name") == "vm1"


def test_what_can_not_be_cancelled(slow: Slow) -> None:
    """NotSupported while it runs, as for a power on (noted of real hosts); it goes on."""
    ref = slow.client.call(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    with pytest.raises(Faulted, match="NotSupported"):
        slow.client.call(ref, "CancelTask")
    slow.wait()
    assert slow.state(ref) == "success"


def test_the_body_hears_of_time(slow: Slow, root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """True after a duration, None when there was none."""
    heard: list[Any] = []

    def body(self: Any) -> TaskBody:
        heard.append((yield None))

    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    quick = add_vm(root.host, 1)
    probe(monkeypatch, body)
    slow.run(vm, "ResetVM_Task")
    root.task(quick, "ResetVM_Task")
    assert heard == [True, None]


def test_recent_tasks(root: Client) -> None:
    """The manager lists all that the host remembers, the entity its last ten."""
    vm = make(root)
    refs = [root.call(vm, "PowerOffVM_Task") for _ in range(12)]
    assert root.get(vm, "recentTask").items == tuple(refs[2:])
    assert root.get("ha-taskmgr", "recentTask").items[-12:] == tuple(refs)


def test_old_tasks_are_forgotten(root: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten minutes after their end, with the next that ends; sooner when they are too many. Lists follow."""
    monkeypatch.setattr(tasks, "KEPT", 5)
    monkeypatch.setattr(tasks, "_AT_ONCE", 2)
    vm = make(root)
    refs = [root.call(vm, "PowerOffVM_Task") for _ in range(20)]
    left = root.get("ha-taskmgr", "recentTask").items
    assert 5 <= len(left) <= 7
    assert left == tuple(refs[-len(left):])
    clock.advance(601)
    last = root.call(vm, "PowerOffVM_Task")
    assert root.get("ha-taskmgr", "recentTask").items == root.get(vm, "recentTask").items == (last,)
    assert root.host.inventory.count("Task") == 1


def test_running_tasks_are_not_forgotten(slow: Slow) -> None:
    """However long they run."""
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    slow.client.host.tasks.duration = lambda name: 4000.0 if name == "PowerOnVM_Task" else 0.0
    ref = slow.client.call(vm, "PowerOnVM_Task")
    slow.clock.advance(900)
    slow.client.task("ha-host", "EnterMaintenanceMode_Task", timeout=0)
    assert slow.client.get(ref, "info.state") == "running"


def test_an_entity_that_goes(slow: Slow) -> None:
    """The task of a VM that is destroyed is there still, and ends well."""
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    ref = slow.client.call(vm, "Destroy_Task")
    slow.wait()
    assert slow.state(ref) == "success"
    assert slow.client.get(ref, "info.entity") == vm
    assert slow.client.get(ref, "info.entityName") == "vm1"
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        slow.client.call(vm, "PowerOnVM_Task")


def test_a_host_that_stops(slow: Slow) -> None:
    """Leaves no timer and finishes nothing."""
    slow.client.call(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    host = slow.client.host
    host.stop()
    slow.clock.advance(100)
    assert host.inventory.count("VirtualMachine") == 0


def test_names_in_ids() -> None:
    """Each task method of the API has its VMODL name."""
    names = tasks.vmodl_names()
    methods = [name for name, method in vim.TYPES.model.methods.items() if method.is_task]
    assert set(methods) <= set(names)
    assert [names[name] for name in ("PowerOnVM_Task", "CreateVM_Task", "RegisterVM_Task")] == [
        "powerOn", "createVm", "registerVm",
    ]


def test_told_at_the_end(root: Client) -> None:
    """Who asked to be told hears of each task that has ended, with its last info."""
    ended: list[vim.TaskInfo] = []
    root.host.tasks.at_end.append(ended.append)
    vm: ManagedObjectReference = make(root)
    root.call(vm, "PowerOffVM_Task")
    assert [(info.name, str(info.state)) for info in ended] == [("CreateVM_Task", "success"), ("PowerOffVM_Task", "error")]
