"""Blocking work within tasks."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from held import Held
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.managed_object import Call, TaskBody
from fakeesx.host.services.blocking import InThreads, Job, blocking, pause
from fakeesx.host.services.tasks import Tasks
from fakeesx.schema.values import ManagedObjectReference

Start = Callable[..., ManagedObjectReference]


@pytest.fixture
def held() -> Held:
    """Work that a test has done."""
    return Held()


@pytest.fixture
def host(tmp_path: Path, clock: Clock, held: Held) -> Iterator[Esx]:
    """A host whose blocking work is held."""
    host = Esx(Settings(tmp_path), clock, random.Random(0), held)
    yield host
    host.stop()


@pytest.fixture
def start(host: Esx, root: Client) -> Start:
    """Start a task that does blocking work; further arguments go to ``blocking``."""

    def start(work: Callable[[Job], Any], ends: list[str] | None = None, **options: Any) -> ManagedObjectReference:
        def body() -> TaskBody:
            try:
                return (yield from blocking(host, call, work, **options))
            finally:
                if ends is not None:
                    ends.append("cleared")

        call = Call(host.model.methods["DeleteDatastoreFile_Task"], _FILES, {}, None, host.encoder)
        return host.tasks.start(call, body(), cancelable=True, locks_entity=False)

    return start


_FILES = ManagedObjectReference("FileManager", "ha-nfc-file-manager")


def info(root: Client, task: ManagedObjectReference) -> Any:
    return root.get(task, "info")


def test_task_waits_for_its_work(root: Client, held: Held, start: Start) -> None:
    """It runs, tells its progress, and has the work's result."""
    seen = []

    def work(job: Job) -> str:
        job.progress(30)
        job.progress(20)
        seen.append(info(root, task).progress)
        return "done"

    task = start(work)
    assert info(root, task).state == "running"
    held.go()
    assert seen == [30]
    assert (info(root, task).state, info(root, task).result) == ("success", "done")


def test_error_of_the_work(root: Client, held: Held, start: Start) -> None:
    """It is the body's."""
    def work(job: Job) -> None:
        raise ZeroDivisionError

    ends: list[str] = []
    task = start(work, ends)
    root.host.tasks.log = _Silent()
    held.go()
    assert type(info(root, task).error.fault).__name__ == "SystemError"
    assert ends == ["cleared"]


class _Silent:
    def failure(self, *args: Any, **values: Any) -> None:
        """Do not fail the test for a log entry."""


def test_cancelled_task_waits_for_its_thread(root: Client, held: Held, start: Start) -> None:
    """The body clears up when the work has ended, and then the task has."""
    def work(job: Job) -> None:
        assert job.cancelled
        raise InterruptedError

    ends: list[str] = []
    task = start(work, ends, at_cancel=lambda: ends.append("asked"))
    root.call(task, "CancelTask")
    assert (info(root, task).state, info(root, task).cancelled, ends) == ("running", True, ["asked"])
    held.go()
    assert type(info(root, task).error.fault).__name__ == "RequestCanceled"
    assert ends == ["asked", "cleared"]


def test_work_that_does_not_stop_in_time(root: Client, held: Held, start: Start) -> None:
    """The task is cancelled all the same."""
    task = start(lambda _: "done")
    root.call(task, "CancelTask")
    held.go()
    assert type(info(root, task).error.fault).__name__ == "RequestCanceled"


def test_host_that_stops(host: Esx, held: Held, start: Start) -> None:
    """The work is asked to stop; its end clears up."""
    ends: list[str] = []
    start(lambda job: ends.append(str(job.cancelled)), ends)
    host.stop()
    assert ends == []
    held.go()
    assert ends == ["True", "cleared"]


def test_at_once_many_times(make_host: Callable[..., Esx]) -> None:
    """Thousands of pieces in one body need no stack, and end within the call."""
    host = make_host()
    client = Client(host).login()

    def body() -> TaskBody:
        for _ in range(5000):
            yield from pause(host, call)

    call = Call(host.model.methods["DeleteDatastoreFile_Task"], _FILES, {}, None, host.encoder)
    assert info(client, host.tasks.start(call, body())).state == "success"


def test_threads() -> None:
    """Work is done in another thread; its end and what it tells come to the reactor's."""
    class Reactor:
        def __init__(self) -> None:
            self.calls: list[Any] = []

        def getThreadPool(self) -> Any:
            return self

        def callInThread(self, work: Any) -> None:
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()

        def callFromThread(self, function: Any, *args: Any) -> None:
            self.calls.append((function, args))

    reactor, told, results = Reactor(), [], []
    threads = InThreads(reactor)

    def work() -> int:
        threads.tell(told.append, threading.get_ident())
        return threading.get_ident()

    threads.run(work).addCallback(results.append)
    assert (told, results) == ([], [])
    for function, args in reactor.calls:
        function(*args)
    assert told == results != [threading.get_ident()]


def test_threads_settle() -> None:
    """Work that a thread is at is waited for, what none has begun is done at once; each Deferred fires once."""
    class Reactor:
        def __init__(self) -> None:
            self.threads: list[threading.Thread] = []
            self.calls: list[Any] = []

        def getThreadPool(self) -> Any:
            return self

        def callInThread(self, work: Any) -> None:
            self.threads.append(threading.Thread(target=work))

        def callFromThread(self, function: Any, *args: Any) -> None:
            self.calls.append((function, args))

    reactor, begun, go_on = Reactor(), threading.Event(), threading.Event()
    threads = InThreads(reactor)
    results: list[Any] = []

    def slow() -> str:
        begun.set()
        go_on.wait(60)
        return "slow"

    def broken() -> None:
        raise OSError("broken")

    threads.run(slow).addCallback(results.append)
    reactor.threads[0].start()
    assert begun.wait(60)
    threads.run(lambda: "not begun").addCallback(results.append)
    threads.run(broken).addErrback(lambda failure: results.append(str(failure.value)))
    timer = threading.Timer(0.05, go_on.set)
    timer.start()
    threads.settle()
    assert results == ["slow", "not begun", "broken"]
    for thread in reactor.threads[1:]:
        thread.start()
    for thread in (*reactor.threads, timer):
        thread.join(60)
    for function, args in reactor.calls:
        function(*args)
    threads.settle()
    assert len(results) == 3


def test_tasks_know_themselves(root: Client, host: Esx) -> None:
    """``Call.task`` is the task's reference."""
    assert isinstance(host.tasks, Tasks)
    calls: list[Call] = []
    host.on_call.append(calls.append)
    with pytest.raises(Faulted):
        root.task("ha-nfc-file-manager", "DeleteDatastoreFile_Task", name="[datastore1] none")
    task = next(call for call in calls if call.method.name == "DeleteDatastoreFile_Task").task
    assert task is not None
    assert task.value.startswith("haTask-ha-nfc-file-manager-vim.FileManager.")
