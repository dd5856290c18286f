"""Work that would keep the host's thread too long, and tasks that wait for it.

A host does not choose where such work is done: it is given a ``Blocking``. A server has it done in threads; elsewhere
(tests, a host without a reactor) it is done at once, so that a task has ended when its call returns.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, execute
from twisted.python.failure import Failure

from fakeesx.clock import Waiting
from fakeesx.host.managed_object import Call, fault

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.schema.values import ManagedObjectReference

T = TypeVar("T")


class Blocking(Protocol):
    """Where blocking work is done."""

    def run(self, work: Callable[[], T]) -> Deferred[T]:
        """Do it; the Deferred fires in the host's thread with what it returned or raised. It can't be cancelled."""

    def tell(self, function: Callable[..., Any], *args: Any) -> None:
        """For work that runs: have a function called in the host's thread."""


    def settle(self) -> None:
        """Wait for all work that is under way, and let its Deferreds fire before this returns."""


class AtOnce:
    """In the caller's thread, before ``run`` returns."""

    def run(self, work: Callable[[], T]) -> Deferred[T]:
        """Do it now."""
        return execute(work)

    def tell(self, function: Callable[..., Any], *args: Any) -> None:
        """Call now."""
        function(*args)

    def settle(self) -> None:
        """Nothing is ever under way."""


class _Work:
    """Work for a thread. Whoever takes it first does it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.ended: Deferred[Any] = Deferred()
        self._work = work
        self._taken = threading.Lock()
        self._left = threading.Event()
        self._result: Any = None

    def do(self) -> bool:
        """Do it, unless somebody has taken it already."""
        if not self._taken.acquire(blocking=False):
            return False
        try:
            self._result = self._work()
        except BaseException:  # noqa: BLE001 - whoever waits for it hears of it
            self._result = Failure()
        self._left.set()
        return True

    def tell(self) -> None:
        """Wait until it is done, and let ``ended`` fire."""
        self._left.wait()
        if isinstance(self._result, Failure):
            self.ended.errback(self._result)
        else:
            self.ended.callback(self._result)


class InThreads:
    """In the thread pool of a reactor, or in another one."""

    def __init__(self, reactor: Any, pool: Any = None) -> None:
        self._reactor = reactor
        self._pool = pool
        self._under_way: dict[_Work, None] = {}

    def run(self, work: Callable[[], T]) -> Deferred[T]:
        """Do it in a thread."""
        task = _Work(work)
        self._under_way[task] = None

        def in_thread() -> None:
            if task.do():
                self._reactor.callFromThread(self._end, task)

        (self._pool or self._reactor.getThreadPool()).callInThread(in_thread)
        return task.ended

    def tell(self, function: Callable[..., Any], *args: Any) -> None:
        """Call in the reactor's thread."""
        self._reactor.callFromThread(function, *args)

    def settle(self) -> None:
        """Wait for the threads; what none has begun is done here."""
        for task in list(self._under_way):
            task.do()
            self._end(task)

    def _end(self, task: _Work) -> None:
        if task in self._under_way:
            del self._under_way[task]
            task.tell()


class Counted:
    """Where another `Blocking` says, and noted: a virtual clock does not jump while such work goes on."""

    def __init__(self, blocking: Blocking, waiting: Waiting) -> None:
        self._blocking = blocking
        self._waiting = waiting

    def run(self, work: Callable[[], T]) -> Deferred[T]:
        """Do it."""
        mark = object()
        self._waiting.begin(mark)

        def ended(result: Any) -> Any:
            self._waiting.end(mark)
            return result

        return self._blocking.run(work).addBoth(ended)

    def tell(self, function: Callable[..., Any], *args: Any) -> None:
        """Call in the host's thread."""
        self._blocking.tell(function, *args)

    def settle(self) -> None:
        """Wait for all work."""
        self._blocking.settle()


class Job:
    """What work in a thread knows of the task it is done for."""

    def __init__(self, host: Esx, task: ManagedObjectReference | None) -> None:
        self._host = host
        self._task = task
        self._told = 0
        self.cancelled = False
        """Whether it shall stop: somebody cancelled the task, or the host ends."""
        self.at_cancel: Callable[[], None] | None = None
        """Called, in the host's thread, when it is cancelled."""

    def progress(self, percent: int) -> None:
        """Tell, from the thread, how far it is; 0 to 100. The host's thread enters it in the task."""
        if percent > self._told and self._task is not None:
            self._told = percent
            self._host.blocking.tell(self._host.tasks.set_progress, self._task, percent)

    def cancel(self) -> None:
        """Ask the work to stop, from the host's thread."""
        self.cancelled = True
        if self.at_cancel is not None:
            self.at_cancel()


class _Ending(Deferred[None]):
    """Fires when work has ended. Cancelling it asks the work to stop, and nothing is cleared up before it has."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def cancel(self) -> None:
        self._job.cancel()


def blocking(
    host: Esx, call: Call, work: Callable[[Job], T], *, at_cancel: Callable[[], None] | None = None
) -> Generator[Deferred[Any] | None, Any, T]:
    """Have ``work(job)`` done as a part of a task's body: ``yield from blocking(…)`` gives what it returned.

    The work must look at ``job.cancelled`` (or hear of ``at_cancel``) every tenth of a second or so and then raise whatever
    it likes; a ``finally`` around this runs when the thread has ended, never before. Raises what the work raised;
    RequestCanceled when the task was cancelled meanwhile.
    """
    job = Job(host, call.task)
    job.at_cancel = at_cancel
    ending = _Ending(job)
    outcome: list[Any] = []

    def ended(result: Any) -> None:
        outcome.append(result)
        ending.callback(None)

    host.blocking.run(lambda: work(job)).addBoth(ended)
    if not outcome:  # done at once it may come a thousand times in a row: a wait each would pile up on the stack
        yield ending
    if job.cancelled:
        raise fault("RequestCanceled")
    (result,) = outcome
    if isinstance(result, Failure):
        result.raiseException()
    done: T = result
    return done


def pause(host: Esx, call: Call) -> Generator[Deferred[Any] | None, Any, None]:
    """Let others have the host's thread, between two parts of a task's body. Raises RequestCanceled."""
    yield from blocking(host, call, lambda _: None)
