"""Waiting for tasks: what comes of them, many at once, and when the session, the filter or an answer is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from driver_sessions import last, methods_of
from driver_tasks import Rig, minute, snapshot
from driver_threads import in_threads
from esx_driver.errors import OutcomeUnknown, TaskCancelled, Unreachable
from esx_driver.vim import Ref, faults
from esx_driver.vim.tasks import Tasks

from fakeesx.clock import VirtualClock

WAITS = ("WaitForUpdatesEx", "WaitForUpdates", "CheckForUpdates")


# one task


def test_result(rig: Rig) -> None:
    """A reference as ``Ref``, ``None`` where there is none; the first task costs a filter, each further one a wait."""
    since = last(rig.esx)
    assert snapshot(rig).type == "VirtualMachineSnapshot"
    assert methods_of(rig.esx, since) == ["CreateSnapshot_Task", "CreateFilter", "WaitForUpdatesEx"]
    since = last(rig.esx)
    assert rig.tasks.run("PowerOnVM_Task", rig.vm) is None
    assert methods_of(rig.esx, since) == ["PowerOnVM_Task", "WaitForUpdatesEx"]


def test_error(rig: Rig) -> None:
    """The fault's own class, with its fields, the host's text and the method."""
    with pytest.raises(faults.InvalidPowerState, match=r"^PowerOffVM_Task: InvalidPowerState: ") as caught:
        rig.tasks.run("PowerOffVM_Task", rig.vm)
    assert (caught.value.existingState, caught.value.requestedState) == ("poweredOff", "poweredOff")
    assert caught.value.method == "PowerOffVM_Task"


def test_task_without_a_name(rig: Rig) -> None:
    """W9: ``info.name`` is not needed; after a failed task nothing goes on looking at it."""
    rig.esx.chaos.add("PowerOnVM_Task", task_fails=40, fault="NoDiskSpace", fields={"file": "f", "datastore": "d"})

    def nameless(host: Any) -> None:
        start = host.tasks.start

        def without_name(*args: Any, **keywords: Any) -> Any:
            ref = start(*args, **keywords)
            host.tasks._change(ref, name=None)
            return ref

        host.tasks.start = without_name

    rig.esx.run(nameless)
    with pytest.raises(faults.NoDiskSpace) as caught:
        rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert caught.value.datastore == "d"
    calls = rig.session.calls
    rig.session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
    assert len(rig.esx.calls(kind="soap")) == calls + 1


def test_no_time_is_lost(rigs: Callable[..., Rig]) -> None:
    """W5: a task that takes a minute is waited for with a call or two per change, and its end is known when it comes."""
    pauses: list[float] = []
    rig = rigs(pauses=pauses, clock="virtual", tasks=minute)
    told: list[int] = []
    begun = rig.esx.now
    assert rig.tasks.run("PowerOnVM_Task", rig.vm, progress=told.append) is None
    assert (rig.esx.now - begun).total_seconds() == 60
    assert told == sorted(set(told))
    assert len(told) > 5
    assert pauses == []
    assert rig.count("WaitForUpdatesEx") <= len(told) + 5


def test_progress_that_raises(rigs: Callable[..., Rig]) -> None:
    """It is the caller's own; the next one can wait."""
    rig = rigs(clock="virtual", tasks=minute)

    def fail(percent: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rig.tasks.run("PowerOnVM_Task", rig.vm, progress=fail)
    with pytest.raises(faults.InvalidPowerState):  # after the end of the first
        rig.tasks.run("PowerOnVM_Task", rig.vm)


def test_other_task_of_the_object(rigs: Callable[..., Rig]) -> None:
    """Is waited for, not asked again and again; then this one is started."""
    rig = rigs(clock="virtual", tasks=minute)
    rig.session.call("CreateSnapshot_Task", rig.vm, name="other's", memory=False, quiesce=False)
    assert snapshot(rig).type == "VirtualMachineSnapshot"
    assert rig.count("CreateSnapshot_Task") == 3
    assert [call.fault for call in rig.esx.calls("CreateSnapshot_Task")] == [None, None, None]


def test_object_that_is_always_busy(rigs: Callable[..., Rig]) -> None:
    """Is told as it is after some times."""
    rig = rigs()
    ended = rig.session.call("CreateSnapshot_Task", rig.vm, name="other's", memory=False, quiesce=False)
    rig.esx.chaos.add("PowerOnVM_Task", fault="TaskInProgress", fields={"task": f"{ended.type}:{ended.value}"})
    with pytest.raises(faults.TaskInProgress):
        rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert rig.count("PowerOnVM_Task") == 10


def test_cancelled_while_another_task_is_waited_for(rigs: Callable[..., Rig]) -> None:
    """The other one goes on: nothing asks the host to cancel it."""
    rig = rigs(clock="virtual", tasks=minute)
    other = rig.session.call("CreateSnapshot_Task", rig.vm, name="other's", memory=False, quiesce=False)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(TaskCancelled, match="PowerOnVM_Task was cancelled while it waited for the Task:"):
        rig.tasks.run("PowerOnVM_Task", rig.vm, cancel=cancel)
    assert other.value not in [call.moid for call in rig.esx.calls("CancelTask")]
    assert rig.tasks.wait(other).type == "VirtualMachineSnapshot"


def let_pass(rig: Rig, seconds: float, thread: threading.Thread) -> None:
    """Let time pass until a thread has ended, so much at once, and only while its call waits for that."""
    while thread.is_alive():
        if rig.esx.run(lambda host: bool(host.waiting._calls) and host.waiting.idle):
            rig.esx.advance(seconds)
        thread.join(0.005)


def copy(rig: Rig, cancel: threading.Event) -> None:
    """A task that can be cancelled."""
    rig.tasks.run(
        "CopyDatastoreFile_Task", rig.session.manager("fileManager"), cancel=cancel, sourceName="[datastore1] a",
        destinationName="[datastore1] b",
    )


def test_cancel(rigs: Callable[..., Rig]) -> None:
    """A task that can be cancelled is; one that can't, or has ended, is waited for to its own end."""
    rig = rigs(clock="virtual", tasks=minute)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(TaskCancelled, match="CopyDatastoreFile_Task was cancelled"):
        copy(rig, cancel)
    assert rig.tasks.run("PowerOnVM_Task", rig.vm, cancel=cancel) is None
    assert rig.count("CancelTask") == 2


def test_cancel_while_waiting(rigs: Callable[..., Rig]) -> None:
    """The one who waits for all looks up in time, though nothing changes on the host."""
    rig = rigs(clock=VirtualClock(autojump=False), tasks=minute)
    cancel = threading.Event()
    caught: list[Exception] = []

    def run() -> None:
        try:
            copy(rig, cancel)
        except TaskCancelled as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while rig.count("WaitForUpdatesEx") < 2:
        thread.join(0.005)
    cancel.set()
    let_pass(rig, 0.2, thread)
    assert len(caught) == 1
    assert {call.request.arguments["options"].maxWaitSeconds for call in rig.esx.calls("WaitForUpdatesEx")[:2]} == {1}


def test_cancelled_by_another(rigs: Callable[..., Rig]) -> None:
    """That is an error of the task, and not the caller's wish."""
    rig = rigs()
    rig.esx.chaos.add("PowerOnVM_Task", task_fails=10, fault="RequestCanceled")
    with pytest.raises(faults.RequestCanceled):
        rig.tasks.run("PowerOnVM_Task", rig.vm)


# many at once


def test_many_threads(rigs: Callable[..., Rig]) -> None:
    """Each hears of its own task, whoever does the waiting; it costs about a call per change, not one per thread."""
    count = 12
    rig = rigs(vms=count, clock="virtual", tasks=lambda method: 1.0 + len(method) if method.endswith("_Task") else 0.0)
    done: list[Ref] = []
    cycles = 2

    def cycle(vm: Ref) -> None:
        for _ in range(cycles):
            rig.tasks.run("PowerOnVM_Task", vm)
            with pytest.raises(faults.InvalidPowerState):
                rig.tasks.run("PowerOnVM_Task", vm)
            rig.tasks.run("PowerOffVM_Task", vm)
        done.append(vm)

    in_threads([lambda vm=vm: cycle(vm) for vm in rig.vms])
    assert sorted(done) == sorted(rig.vms)
    assert rig.count("CreateFilter") == 1
    assert rig.session.logins == 1


def test_end_that_is_heard_of_between_look_and_wait(rigs: Callable[..., Rig]) -> None:
    """News that comes after one has looked and before one waits is not waited for again: no lost wake-up."""
    rig = rigs()
    watch = rig.tasks._watch
    task = rig.session.call("PowerOnVM_Task", rig.vm)
    with watch.wanting(task):
        state, heard = watch.now(task)
        assert state is None
        assert rig.tasks.wait(task) is None  # somebody else leads, and hears of it
        calls = rig.session.calls
        watch.follow(task, heard, impatient=False)
        assert rig.session.calls == calls
        state, _ = watch.now(task)
        assert state is not None
        assert state.ended


def test_failure_of_the_one_who_waits(rigs: Callable[..., Rig]) -> None:
    """The others are woken and fail with it, each once; later ones can wait again."""
    count = 5
    rig = rigs(vms=count, clock=VirtualClock(autojump=False), tasks=minute)
    rig.esx.chaos.add("WaitForUpdatesEx", hang=True, nth=1, id="held")
    problems: list[Exception] = []
    started = threading.Barrier(count)

    def run(vm: Ref) -> None:
        task = rig.session.call("PowerOnVM_Task", vm)
        started.wait(30)
        try:
            rig.tasks.wait(task)
        except Unreachable as error:
            problems.append(error)

    def breaking() -> None:
        watch = rig.tasks._watch
        while not (rig.esx.chaos.held("held") and len(watch._turn._waiters) == count - 1):  # type: ignore[attr-defined]
            threading.Event().wait(0.005)
        rig.esx.chaos.add("WaitForUpdatesEx", reset="before", id="cut")
        rig.esx.chaos.add(request="POST /sdk", reset="before", id="all")
        rig.esx.chaos.release("held")
        rig.esx.advance(1)

    in_threads([breaking, *(lambda vm=vm: run(vm) for vm in rig.vms)])
    assert len(problems) == count
    assert sum(str(problem).startswith("waiting for Task:") for problem in problems) == count - 1
    rig.esx.chaos.clear()
    rig.esx.advance(60)
    for task in rig.esx.run(lambda host: [node.ref.value for node in host.inventory.of_type("Task")]):
        assert rig.tasks.wait(Ref("Task", task)) is None


def test_interrupted_leader(rigs: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is interrupted, as by Ctrl-C, leaves the lead to others, who are not touched by that."""
    rig = rigs()
    watch = rig.tasks._watch

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(watch, "_lead", interrupt)
        with pytest.raises(KeyboardInterrupt):
            rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert rig.tasks.run("PowerOffVM_Task", rig.vm) is None


class Interrupted(BaseException):
    """As Ctrl-C, or a green thread that is ended."""


def interrupt(*_: Any) -> None:
    """Somebody is told of progress, and is interrupted just then."""
    raise Interrupted


def test_interrupted_while_a_task_runs(rigs: Callable[..., Rig]) -> None:
    """Its end is seen all the same, for what it did may have to be taken back; one that makes something is cancelled."""
    rig = rigs(clock="virtual", tasks=minute)
    with pytest.raises(Interrupted):
        rig.tasks.run("PowerOnVM_Task", rig.vm, progress=interrupt)
    assert rig.esx.vms["vm-0001"].power_state == "poweredOn"
    assert rig.count("CancelTask") == 0
    with pytest.raises(Interrupted):
        rig.tasks.run("CreateSnapshot_Task", rig.vm, name="s", memory=False, quiesce=False, progress=interrupt)
    assert rig.count("CancelTask") == 1
    rig.tasks.run("PowerOffVM_Task", rig.vm)


def test_interrupted_while_a_task_is_started(rigs: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch) -> None:
    """The task that came of it is looked for, and its end is seen."""
    rig = rigs(clock="virtual", tasks=minute)
    call = rig.session.call

    def interrupted(method: str, this: Ref, **params: Any) -> Any:
        result = call(method, this, **params)
        if method == "PowerOnVM_Task":
            raise Interrupted
        return result

    monkeypatch.setattr(rig.session, "call", interrupted)
    with pytest.raises(Interrupted):
        rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert rig.esx.vms["vm-0001"].power_state == "poweredOn"


def test_interrupted_while_a_host_is_stuck(rigs: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for for ever."""
    rig = rigs(clock="virtual", tasks=minute)
    monkeypatch.setattr("esx_driver.vim.tasks._LONGEST_END", 0)
    with pytest.raises(Interrupted):
        rig.tasks.run("PowerOnVM_Task", rig.vm, progress=interrupt)
    assert rig.esx.vms["vm-0001"].power_state == "poweredOff"


def test_what_is_remembered_is_bounded(rigs: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch) -> None:
    """And never what somebody waits for."""
    monkeypatch.setattr("esx_driver.vim.watching._KNOWN", 3)
    rig = rigs()
    for _ in range(4):
        rig.tasks.run("PowerOnVM_Task", rig.vm)
        rig.tasks.run("PowerOffVM_Task", rig.vm)
    assert len(rig.tasks._watch.known) <= 4


# what gets lost


@pytest.mark.parametrize("effect", ["expired", "empty"])
@pytest.mark.parametrize("method", ["CreateFilter", "WaitForUpdatesEx"])
@pytest.mark.parametrize("nth", [1, 2])
def test_session_lost_while_waiting(rigs: Callable[..., Rig], method: str, effect: str, nth: int) -> None:
    """W1: one login, a filter in the new session, and the task's end is heard of."""
    rig = rigs(clock="virtual", tasks=minute)
    rig.esx.chaos.add(method, session=effect, nth=nth, id="lost")
    begun = rig.esx.now
    assert rig.tasks.run("PowerOnVM_Task", rig.vm) is None
    hit = rig.esx.chaos.hits("lost")
    assert (rig.session.logins, rig.esx.chaos.hits("lost")) == (1 + hit, 1 if (method, nth) != ("CreateFilter", 2) else 0)
    assert (rig.esx.now - begun).total_seconds() <= 60
    assert rig.count("PowerOnVM_Task") == 1


def test_another_thread_logs_in(rigs: Callable[..., Rig]) -> None:
    """The filter goes with the earlier session; the waiting goes on in the new one."""
    rig = rigs()
    rig.tasks.run("PowerOnVM_Task", rig.vm)
    rig.session.renew(1)
    rig.tasks.run("PowerOffVM_Task", rig.vm)
    assert rig.count("CreateFilter") == 2
    assert len(rig.esx.run(lambda host: list(host.inventory.of_type("PropertyFilter")))) == 1


@pytest.mark.parametrize("fault", ["InvalidCollectorVersion", "ManagedObjectNotFound"])
def test_filter_lost(rigs: Callable[..., Rig], fault: str) -> None:
    """The host does not know the version, or the filter, any more: another is made."""
    fields = {"obj": {"_ref": ["PropertyFilter", "x"]}} if fault == "ManagedObjectNotFound" else {}
    rig = rigs(clock="virtual", tasks=minute)
    rig.esx.chaos.add("WaitForUpdatesEx", fault=fault, fields=fields, nth=2)
    assert rig.tasks.run("PowerOnVM_Task", rig.vm) is None
    assert rig.count("CreateFilter") == 2


def test_host_whose_filters_never_hold(rigs: Callable[..., Rig]) -> None:
    """After a few of them it is asked at intervals; nothing turns round for ever."""
    pauses: list[float] = []
    rig = rigs(pauses=pauses, interval=7.0)
    rig.esx.chaos.add("WaitForUpdatesEx", fault="InvalidCollectorVersion")
    assert rig.tasks.run("PowerOnVM_Task", rig.vm) is None
    assert rig.count("CreateFilter") <= 6
    assert rig.tasks.run("PowerOffVM_Task", rig.vm) is None
    assert pauses == []  # both had ended at the first look


@pytest.mark.parametrize("effect", [{"reset": "before"}, {"reset": "after"}, {"truncate": 50}, {"status": 503}], ids=str)
@pytest.mark.parametrize("method", ["CreateFilter", "WaitForUpdatesEx"])
def test_lost_answers_while_waiting(rigs: Callable[..., Rig], method: str, effect: dict[str, Any]) -> None:
    """They are asked for again, and no change is missed."""
    rig = rigs()
    rig.esx.chaos.add(method, times=2, **effect)
    assert snapshot(rig).type == "VirtualMachineSnapshot"
    assert rig.session.logins == 1


def test_task_that_the_host_has_forgotten(rigs: Callable[..., Rig]) -> None:
    """Its end was not seen: nobody knows it."""
    rig = rigs(clock="virtual")
    with pytest.raises(OutcomeUnknown, match="PowerOnVM_Task: the host has forgotten the Task:gone, whose end was not seen"):
        rig.tasks.wait(Ref("Task", "gone"), "PowerOnVM_Task")
    assert rig.tasks.run("PowerOnVM_Task", rig.vm) is None
    with pytest.raises(OutcomeUnknown):
        rig.tasks.wait(Ref("Task", "gone"))


def test_task_that_leaves_the_list(rigs: Callable[..., Rig]) -> None:
    """A host that has other things to remember: the task itself is looked at."""
    rig = rigs(clock=VirtualClock(autojump=False), tasks=minute)
    task = rig.session.call("PowerOnVM_Task", rig.vm)
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(rig.tasks.wait(task)))
    thread.start()
    while rig.count("WaitForUpdatesEx") < 2:
        thread.join(0.005)

    def unlisted(host: Any) -> None:
        host.inventory.update(host.inventory.find("ha-taskmgr").ref, recentTask=())

    rig.esx.run(unlisted)
    let_pass(rig, 10, thread)
    assert results == [None]


# hosts that lack methods


@pytest.mark.parametrize("fault", ["NotSupported", "NotImplemented", "MethodNotFound", "InvalidRequest"])
def test_host_without_wait_for_updates_ex(rigs: Callable[..., Rig], fault: str) -> None:
    """The older method, which has no limit of its own; the newer one is not tried again."""
    fields = {"receiver": {"_ref": ["Folder", "x"]}, "method": "x"} if fault == "MethodNotFound" else {}
    rig = rigs(clock="virtual", tasks=minute)
    rig.esx.chaos.add("WaitForUpdatesEx", fault=fault, fields=fields)
    for method in ("PowerOnVM_Task", "PowerOffVM_Task"):
        rig.tasks.run(method, rig.vm)
    assert rig.count("WaitForUpdatesEx") == 1
    assert rig.count("WaitForUpdates") >= 2


def test_host_of_4_0(rigs: Callable[..., Rig]) -> None:
    """It never had the newer method; cancelling is looked at all the same."""
    rig = rigs(clock="virtual", tasks=minute)
    rig.session.content.about.apiVersion = "4.0"
    rig.tasks = Tasks(rig.session)
    rig.tasks.run("PowerOnVM_Task", rig.vm, cancel=threading.Event())
    assert rig.count("WaitForUpdatesEx") == 0
    assert rig.count("CheckForUpdates") >= 1


def test_host_that_can_not_tell(rigs: Callable[..., Rig]) -> None:
    """W5: neither: it is asked at intervals, at once for the first time, and about all tasks in one call."""
    pauses: list[float] = []
    rig = rigs(vms=3, pauses=pauses, interval=7.0, clock=VirtualClock(autojump=False), tasks=minute)
    for method in WAITS:
        rig.esx.chaos.add(method, fault="NotSupported")
    rig.session.sleep = lambda seconds: (pauses.append(seconds), rig.esx.advance(seconds))  # type: ignore[assignment]
    rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert pauses == [7.0] * 9
    since = last(rig.esx)
    in_threads([lambda vm=vm: rig.tasks.run("PowerOnVM_Task", vm) for vm in rig.vms[1:]])
    looks = rig.esx.calls("RetrievePropertiesEx", since=since)
    assert len(looks) <= 2 * 9 + 4


def test_filters_do_not_pile_up(rigs: Callable[..., Rig]) -> None:
    """After many tasks and lost sessions there is one filter and one session on the host."""
    rig = rigs()
    for turn in range(6):
        rig.tasks.run("PowerOnVM_Task" if turn % 2 == 0 else "PowerOffVM_Task", rig.vm)
        rig.esx.chaos.add("CurrentTime", session="expired", times=1)
        rig.session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
    assert rig.session.logins == 7
    assert rig.esx.run(lambda host: len(host.sessions)) == 1
    assert len(rig.esx.run(lambda host: list(host.inventory.of_type("PropertyFilter")))) <= 1
