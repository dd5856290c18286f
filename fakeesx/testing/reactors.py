"""Where a host in this process runs: in a reactor of its own with a thread of its own, or in one that is there already."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from threading import Thread, get_ident
from typing import Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.threads import blockingCallFromThread
from twisted.python import threadable
from twisted.python.failure import Failure
from twisted.python.runtime import platform
from twisted.python.threadpool import ThreadPool

from fakeesx.host.services.blocking import InThreads
from fakeesx.testing.errors import NotRunning

T = TypeVar("T")

_THREADS = 4
"""How many copies and the like go on at once; threads are made when there is work for them."""


class Place(Protocol):
    """Where a host runs. ``reactor`` is its reactor."""

    reactor: Any

    def call(self, function: Callable[[], T]) -> T:
        """The result of a function in the host's thread. Raises what it raises, and ``NotRunning``."""

    def require_other_thread(self) -> None:
        """``RuntimeError`` in a thread that can't wait for the host's end."""

    def end(self, stop: Callable[[], Deferred[None]], after: Callable[[], None]) -> Deferred[None] | None:
        """Stop the host with ``stop``, then do ``after``; a Deferred where it is not done yet when this returns."""


class InPool(InThreads):
    """A ``Blocking`` with threads of its own, which end with the host and never keep Python from ending."""

    def __init__(self, reactor: Any, name: str) -> None:
        self._own = _Daemons(0, _THREADS, name)
        self._own.start()
        super().__init__(reactor, self._own)

    def stop(self) -> None:
        """Wait for what is under way, which has been told to stop, and end the threads."""
        self._own.stop()


class OwnThread:
    """A reactor that nobody else has, in a daemon thread. Signals, and the process's own reactor, it leaves alone."""

    def __init__(self, name: str) -> None:
        self.reactor = _new_reactor()
        self._awake = _Awake(self.reactor)
        self._name = name
        self._thread: Thread | None = None
        self._waiting: set[Future[Any]] = set()
        self._ended = threading.Event()

    def start(self) -> None:
        """Let it run. What was put into the reactor before is there."""
        self._thread = Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], T]) -> T:
        """The result of a function in the host's thread, also of a Deferred. Raises what it raises, ``NotRunning``."""
        if self._thread is None or get_ident() == self._thread.ident:
            return function()
        future: Future[T] = Future()
        self._waiting.add(future)
        try:
            if self._ended.is_set():
                raise NotRunning("this host has been stopped")
            self.reactor.callFromThread(_call, function, future)
            return future.result()
        finally:
            self._waiting.discard(future)

    def require_other_thread(self) -> None:
        """``RuntimeError`` in the host's own thread."""
        if self._thread is not None and get_ident() == self._thread.ident:
            raise RuntimeError("a host can't be stopped by a function that runs in its own thread")

    def end(self, stop: Callable[[], Deferred[None]], after: Callable[[], None]) -> None:
        """Stop the host and its thread; all is gone when this returns. ``RuntimeError`` in the host's own thread."""
        self.require_other_thread()
        self.begin_to_end(stop, after)
        if self._thread is None:
            self._close(after)
        else:
            self._thread.join()

    def begin_to_end(self, stop: Callable[[], Deferred[None]], after: Callable[[], None]) -> None:
        """Stop the host and its thread without waiting for it."""
        self._after = after
        if self._thread is None:
            stop()
        else:
            self.reactor.callFromThread(self._stop, stop)

    def join(self, seconds: float) -> None:
        """Wait for the thread's end, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    _after: Callable[[], None] = staticmethod(lambda: None)

    def _stop(self, stop: Callable[[], Deferred[None]]) -> None:
        # one turn more, in which connections that were cut are closed and threads tell what became of their work
        maybeDeferred(stop).addBoth(lambda _: self.reactor.callLater(0, self.reactor.stop))

    def _run(self) -> None:
        try:
            self.reactor.run(installSignalHandlers=False)
        finally:
            self._close(self._after)

    def _close(self, after: Callable[[], None]) -> None:
        self._awake.end()
        _close_reactor(self.reactor)
        try:
            after()
        finally:
            self._ended.set()
            for future in list(self._waiting):
                with suppress(InvalidStateError):
                    future.set_exception(NotRunning("this host was stopped meanwhile"))


class InReactor:
    """A reactor that runs, or will run, in this thread or another. ``TypeError`` for what is none of Twisted."""

    def __init__(self, reactor: Any) -> None:
        if not hasattr(reactor, "callWhenRunning"):  # an event loop of asyncio, say
            raise TypeError(f"reactor is a Twisted reactor, not {reactor!r}")
        self.reactor = reactor
        self._thread = get_ident()
        if not reactor.running:
            reactor.callWhenRunning(self._note_thread)
        elif getattr(reactor, "_registerAsIOThread", False) and threadable.ioThread is not None:
            self._thread = threadable.ioThread

    def call(self, function: Callable[[], T]) -> T:
        """The result of a function in the reactor's thread. Raises what it raises, ``NotRunning``."""
        if get_ident() == self._thread:
            return function()
        if not self.reactor.running:
            raise NotRunning("the reactor of this host does not run")
        result: T = blockingCallFromThread(self.reactor, function)
        return result

    def require_other_thread(self) -> None:
        """Any will do: the reactor's own gets a Deferred."""

    def end(self, stop: Callable[[], Deferred[None]], after: Callable[[], None]) -> Deferred[None] | None:
        """Stop the host. In the reactor's thread a Deferred that fires when its sockets are closed."""

        def stopped() -> Deferred[None]:
            return maybeDeferred(stop).addBoth(_passing(after))

        ending: Any = self.call(stopped)
        return ending if isinstance(ending, Deferred) else None

    def _note_thread(self) -> None:
        self._thread = get_ident()


class _Awake:
    """Wakes a reactor up as long as it runs: whoever calls from a thread may be about to when it ends."""

    def __init__(self, reactor: Any) -> None:
        self._wake_up = reactor.wakeUp
        self._lock = threading.Lock()
        self._ended = False
        reactor.wakeUp = self._wake

    def _wake(self) -> None:
        with self._lock:
            if not self._ended:
                self._wake_up()

    def end(self) -> None:
        """What wakes it up goes now."""
        with self._lock:
            self._ended = True


def _passing(after: Callable[[], None]) -> Callable[[Any], Any]:
    def call(result: Any) -> Any:
        after()
        return result

    return call


class _Daemon(Thread):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, daemon=True, **kwargs)


class _Daemons(ThreadPool):
    threadFactory = _Daemon  # noqa: N815 - Twisted's name


def _call(function: Callable[[], Any], future: Future[Any]) -> None:
    def ended(result: Any) -> None:
        with suppress(InvalidStateError):
            if isinstance(result, Failure):
                future.set_exception(result.value or RuntimeError("failed"))
            else:
                future.set_result(result)

    maybeDeferred(function).addBoth(ended)


def _new_reactor() -> Any:
    """A reactor of the kind that Twisted would take on this platform; it is not installed."""
    reactor: Any
    if platform.isLinux():
        from twisted.internet.epollreactor import EPollReactor

        reactor = EPollReactor()
    elif platform.getType() == "posix" and not platform.isMacOSX():
        from twisted.internet.pollreactor import PollReactor

        reactor = PollReactor()
    else:
        from twisted.internet.selectreactor import SelectReactor

        reactor = SelectReactor()
    reactor._registerAsIOThread = False  # noqa: SLF001 - Twisted's own way to say so; there is no other
    return reactor


def _close_reactor(reactor: Any) -> None:
    """Give back what a reactor that has stopped still holds, for it expects the process to end."""
    for reader in reactor.removeAll():
        reader.connectionLost(Failure(ConnectionAbortedError()))
    for reader in list(reactor._internalReaders):  # noqa: SLF001 - the pipe that wakes it up; Twisted's own tests do so
        reactor._removeInternalReader(reader)  # noqa: SLF001
        reader.connectionLost(None)
    poller: Any = getattr(reactor, "_poller", None)
    if hasattr(poller, "close"):
        poller.close()
    for call in reactor.getDelayedCalls():
        call.cancel()
