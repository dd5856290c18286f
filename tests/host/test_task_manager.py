"""TaskManager, Task and TaskHistoryCollector: cancelling tasks and reading their history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, POOL
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call, TaskBody
from fakeesx.host.services.access import READ_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-taskmgr"
ROOT = ManagedObjectReference("Folder", "ha-folder-root")


def create(client: Client, name: str = "web") -> ManagedObjectReference:
    """A VM through the API."""
    spec = vim.VirtualMachineConfigSpec(name=name, files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))
    vm: ManagedObjectReference = client.task(FOLDER, "CreateVM_Task", config=spec, pool=POOL)
    return vm


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM: its creation is the first task."""
    return create(root)


def collector(client: Client, **spec: Any) -> ManagedObjectReference:
    """A new collector."""
    made: ManagedObjectReference = client.call(
        MANAGER, "CreateCollectorForTasks", filter=vim.TaskFilterSpec(**spec)
    )
    return made


def read(client: Client, **spec: Any) -> list[str]:
    """The methods of the tasks a filter lets through, oldest first."""
    ref = collector(client, **spec)
    infos = client.call(ref, "ReadNextTasks", maxCount=100)
    client.call(ref, "DestroyCollector")
    return [str(info.name) for info in infos]


def start(host: Esx, client: Client, vm: ManagedObjectReference, *, cancelable: bool) -> ManagedObjectReference:
    """A task of the VM that takes 40 seconds."""
    host.tasks.duration = lambda name: 40.0

    def body() -> TaskBody:
        yield None

    method = host.model.methods["ResetVM_Task"]
    session = next(iter(host.sessions))
    call = Call(method, vm, {}, session, host.encoder)
    return host.tasks.start(call, body(), cancelable=cancelable)


# cancelling


def test_a_cancelable_task_is_cancelled(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """It ends with RequestCanceled, and its object is free again."""
    task = start(host, root, vm, cancelable=True)
    root.call(task, "CancelTask")
    info = root.get(task, "info")
    assert (info.state, info.cancelled) == ("error", True)
    assert info.error.fault == vim.RequestCanceled()
    assert info.error.localizedMessage == "The task was canceled by a user."
    host.tasks.duration = lambda name: 0.0
    root.task(vm, "PowerOnVM_Task")


def test_what_cannot_be_cancelled_runs_on(host: Esx, root: Client, vm: ManagedObjectReference, clock: Clock) -> None:
    """NotSupported, and the task succeeds."""
    task = start(host, root, vm, cancelable=False)
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(task, "CancelTask")
    clock.pump([10, 10, 10, 10])
    assert root.get(task, "info").state == "success"


def test_a_task_that_has_ended_cannot_be_cancelled(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """InvalidState, whether it succeeded or was cancelled before."""
    done = root.call(vm, "PowerOnVM_Task")
    cancelled = start(host, root, vm, cancelable=True)
    root.call(cancelled, "CancelTask")
    for task in (done, cancelled):
        with pytest.raises(Faulted, match="InvalidState"):
            root.call(task, "CancelTask")


def test_cancelling_needs_its_privilege(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """A read-only user has not Global.CancelTask."""
    task = start(host, root, vm, cancelable=True)
    host.add_user("reader", "secret1", READ_ONLY)
    with pytest.raises(Faulted) as refused:
        Client(host).login("reader", "secret1").call(task, "CancelTask")
    assert refused.value.fault == vim.NoPermission(object=task, privilegeId="Global.CancelTask")
    assert root.get(task, "info").state == "running"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("SetTaskState", {"state": "success"}),
        ("UpdateProgress", {"percentDone": 50}),
        ("SetTaskDescription", {"description": vim.LocalizableMessage(key="x", message="x")}),
    ],
)
def test_a_client_cannot_lead_the_task_of_a_host(
    host: Esx, root: Client, vm: ManagedObjectReference, method: str, arguments: dict[str, Any]
) -> None:
    """These are for tasks of extensions."""
    task = start(host, root, vm, cancelable=True)
    before = root.get(task, "info")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(task, method, **arguments)
    assert root.get(task, "info") == before


def test_there_are_no_tasks_of_extensions(root: Client, vm: ManagedObjectReference) -> None:
    """CreateTask is refused."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "CreateTask", obj=vm, taskTypeId="com.example.task", cancelable=True)


def test_methods_are_described(root: Client) -> None:
    """The description knows the method of a task by its descriptionId."""
    vm = create(root)
    info = root.get(root.call(vm, "PowerOnVM_Task"), "info")
    assert info.descriptionId in {method.key for method in root.get(MANAGER, "description").methodInfo}


# history


def test_a_collector_reads_tasks_back_and_forth(root: Client, vm: ManagedObjectReference) -> None:
    """From the oldest on; after a reset, backwards from before the latest page."""
    for _ in range(8):
        root.task(vm, "PowerOnVM_Task")
        root.task(vm, "PowerOffVM_Task")
    ref = collector(root)
    chains = [info.eventChainId for info in root.call(ref, "ReadNextTasks", maxCount=100)]
    assert chains == list(range(chains[0], chains[0] + 17))
    assert root.call(ref, "ReadNextTasks", maxCount=1) == []
    page = [info.eventChainId for info in root.get(ref, "latestPage")]
    assert page == chains[:-11:-1]
    root.call(ref, "ResetCollector")
    older = root.call(ref, "ReadPreviousTasks", maxCount=100)
    assert [info.eventChainId for info in older] == chains[-11::-1]
    root.call(ref, "RewindCollector")
    assert [info.eventChainId for info in root.call(ref, "ReadNextTasks", maxCount=2)] == chains[:2]


def test_the_latest_page_follows_running_tasks(
    host: Esx, root: Client, vm: ManagedObjectReference, clock: Clock
) -> None:
    """A new task appears, its progress and end too."""
    ref = collector(root)
    root.call(ref, "SetCollectorPageSize", maxCount=1)

    def look() -> tuple[str, int | None]:
        (info,) = root.get(ref, "latestPage")
        return str(info.state), info.progress

    assert look() == ("success", 100)
    start(host, root, vm, cancelable=False)
    assert look() == ("running", None)
    clock.advance(10)
    assert look() == ("running", 25)
    clock.pump([10, 10, 10])
    assert look() == ("success", 100)


def test_the_latest_page_and_the_task_change_together(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """A client that watches both is told at once."""
    ref = collector(root)
    heard: list[set[str]] = []
    host.inventory.subscribe(lambda changes: heard.append({change.ref.value for change in changes}))
    task = start(host, root, vm, cancelable=False)
    assert {task.value, ref.value} <= heard[0]


def test_a_filter_by_state(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """The page drops a task that no longer passes."""
    with pytest.raises(Faulted):
        root.task(vm, "PowerOffVM_Task")
    running = [vim.TaskInfoState.running]
    ref = collector(root, state=running)
    task = start(host, root, vm, cancelable=True)
    assert [info.task for info in root.get(ref, "latestPage")] == [task]
    assert read(root, state=running) == ["ResetVM_Task"]
    root.call(task, "CancelTask")
    assert not root.get(ref, "latestPage")
    assert read(root, state=[vim.TaskInfoState.error]) == ["PowerOffVM_Task", "ResetVM_Task"]
    assert read(root, state=["success", "error"]) == ["CreateVM_Task", "PowerOffVM_Task", "ResetVM_Task"]


def test_a_filter_by_entity(root: Client, vm: ManagedObjectReference) -> None:
    """self, children and all; of folders and pools what happens to their contents."""
    root.task(vm, "PowerOnVM_Task")
    root.task(create(root, "db"), "PowerOnVM_Task")

    def about(ref: ManagedObjectReference, recursion: str) -> list[str]:
        option = vim.TaskFilterSpecRecursionOption(recursion)
        return read(root, entity=vim.TaskFilterSpecByEntity(entity=ref, recursion=option))

    assert about(vm, "self") == ["PowerOnVM_Task"]
    assert about(vm, "children") == []
    assert about(HOST, "self") == []
    assert about(HOST, "children") == ["PowerOnVM_Task", "PowerOnVM_Task"]
    assert about(POOL, "all") == ["PowerOnVM_Task", "PowerOnVM_Task"]
    assert about(ManagedObjectReference("Datacenter", "ha-datacenter"), "all") == read(root)
    assert about(ROOT, "all") == read(root)


def test_a_filter_by_time(host: Esx, root: Client, vm: ManagedObjectReference, clock: Clock) -> None:
    """Of queueing, start or end; what has not happened yet is not between any times."""
    first = host.now()
    clock.advance(100)
    start(host, root, vm, cancelable=False)

    def between(kind: str, begin: float, end: float) -> list[str]:
        times = vim.TaskFilterSpecByTime(
            timeType=vim.TaskFilterSpecTimeOption(kind),
            beginTime=first + timedelta(seconds=begin), endTime=first + timedelta(seconds=end),
        )
        return read(root, time=times)

    assert between("queuedTime", 0, 0) == ["CreateVM_Task"]
    assert between("startedTime", 50, 150) == ["ResetVM_Task"]
    assert between("completedTime", 50, 150) == []
    clock.pump([10, 10, 10, 10])
    assert between("completedTime", 140, 140) == ["ResetVM_Task"]


def test_a_filter_by_user_and_chain(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """Who started it, and which chain it is."""
    by_root = vim.TaskFilterSpecByUsername(systemUser=False, userList=["root"])
    assert read(root, userName=by_root) == ["CreateVM_Task"]
    assert read(root, userName=vim.TaskFilterSpecByUsername(systemUser=True, userList=["ann"])) == []
    (info,) = root.call(collector(root), "ReadNextTasks", maxCount=9)
    assert read(root, eventChainId=[info.eventChainId]) == ["CreateVM_Task"]
    assert read(root, eventChainId=[info.eventChainId + 1]) == []
    assert read(root, tag=[""]) == ["CreateVM_Task"]
    for name in ("tag", "parentTaskKey", "rootTaskKey"):
        assert read(root, **{name: ["other"]}) == []


@pytest.mark.parametrize(
    ("spec", "wrong"),
    [
        (
            {
                "entity": vim.TaskFilterSpecByEntity(
                    entity=ManagedObjectReference("VirtualMachine", "gone"),
                    recursion=vim.TaskFilterSpecRecursionOption.self,
                )
            },
            "filter.entity.entity",
        ),
        ({"alarm": ManagedObjectReference("Alarm", "alarm-1")}, "filter.alarm"),
    ],
)
def test_a_filter_that_refers_to_nothing_is_refused(root: Client, spec: dict[str, Any], wrong: str) -> None:
    """InvalidArgument says which part."""
    with pytest.raises(Faulted) as refused:
        collector(root, **spec)
    assert refused.value.fault == vim.InvalidArgument(invalidProperty=wrong)


def test_the_number_of_collectors_is_limited(root: Client) -> None:
    """maxCollector for each session, then InvalidState; collectors of events count apart."""
    for _ in range(root.get(MANAGER, "maxCollector")):
        collector(root)
    with pytest.raises(Faulted, match="InvalidState"):
        collector(root)
    root.call("ha-eventmgr", "CreateCollectorForEvents", filter=vim.EventFilterSpec())
