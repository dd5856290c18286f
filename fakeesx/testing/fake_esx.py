"""``FakeESX``: a host in this process, for tests and for trying things out."""

from __future__ import annotations

import os
import ssl
import sys
import threading
import warnings
import weakref
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from fakeesx.testing.calls import Wanted
from fakeesx.testing.chaos import ChaosControl
from fakeesx.testing.errors import CannotStart, NotRunning, Unknown
from fakeesx.testing.iscsi import IscsiControl
from fakeesx.testing.running import Inventory, Options, Running, Tasks, Time
from fakeesx.testing.views import Datastore, Datastores, GuestControl, Network, Networks, Vm, Vms

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred

    from fakeesx.calls import Record
    from fakeesx.host.esx import Esx

T = TypeVar("T")


class FakeESX:
    """A fake ESX host on a free port of 127.0.0.1, in this process::

        with FakeESX(inventory="lab.yaml") as esx:
            connection = SmartConnect(
                host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context,
            )

    ``async with`` does the same in coroutines of asyncio, trio and Twisted; ``start()`` and ``stop()`` where there is no
    block. Any number of hosts live side by side and know nothing of each other.

    ``inventory``: the path of an inventory file, its text, its keys as a dictionary, or a ``Lab``. ``profile`` (esx-4.1,
    esxi-4.1), ``license`` (licensed, evaluation, free), ``user`` and ``password`` go before what it says; without either
    the user is root and the password vmware. ``vms``: how many machines there are beside those of the inventory. ``clock``:
    real, virtual, or a ``VirtualClock`` that no other host has; a virtual one moves by ``advance``, and by itself when a
    client waits. ``tasks``: how long they take: instant, realistic, or a function that gives the seconds of a method by its
    name (``CreateVM_Task``). ``seed`` makes the same identifiers each time. ``tls=False`` speaks plain HTTP. ``port=0``
    takes a free one.

    A host has a reactor and a daemon thread of its own, and every method may be called from any thread. With ``reactor``
    it lives in that one, which runs or will run; create it in that reactor's thread. There ``stop()`` gives a Deferred.

    Raises ``ValueError`` and ``TypeError`` for arguments that no host can be made of; ``start`` raises ``InventoryError``
    (every problem with its place), ``OSError`` for a file that can't be read, ``CannotStart`` (an
    ``OSError``, too). What needs a host that runs raises ``NotRunning`` when it does not.
    """

    def __init__(
        self,
        inventory: Inventory | None = None,
        *,
        profile: str | None = None,
        license: str | None = None,
        user: str = "root",
        password: str | None = None,
        vms: int = 0,
        clock: Time = "real",
        tasks: Tasks = "instant",
        seed: int | None = None,
        tls: bool = True,
        port: int = 0,
        reactor: Any = None,
    ) -> None:
        self._options = Options(inventory, profile, license, user, password, vms, clock, tasks, seed, tls, port)
        self._reactor = reactor
        self._running: Running | None = None
        self._finalizer: weakref.finalize[Any, Any] | None = None
        self._process = os.getpid()
        self._was_started = False
        self._changing = threading.Lock()  # for threads that start or stop it at once; the host's own never waits for it

    # its life

    def start(self) -> Self:
        """Start the host; it accepts connections when this returns. ``RuntimeError`` when it runs already."""
        with self._changing:
            if self._running is not None:
                raise RuntimeError(
                    "this FakeESX runs already: it needs no start() and no `with`; a second host is a FakeESX of its own"
                )
            self._process, self._was_started = os.getpid(), True
            self._running = running = Running(self._options, self._reactor)
        self._finalizer = weakref.finalize(self, _abandoned, running, self._process, repr(self))
        self._finalizer.atexit = False
        return self

    def stop(self) -> Deferred[None] | None:
        """Stop the host: connections are cut, its files and its thread are gone. One that does not run is left alone.

        In the thread of a reactor that was given: a Deferred that fires when the sockets are closed. ``RuntimeError`` in
        the host's own thread, where it can't be waited for: it goes on then.
        """
        running = self._running
        if running is None:
            return None
        forked = self._process != os.getpid()  # threads do not survive it: the host is the parent's
        if not forked:
            running.require_other_thread()
        with self._changing:
            running, self._running = self._running, None
        if running is None:  # another thread does it
            return None
        if self._finalizer is not None:
            self._finalizer.detach()
        if forked:
            return None
        return running.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        stopping = self.stop()
        if stopping is not None:
            await _awaitable(stopping)

    def __repr__(self) -> str:
        running = self._running
        return "<FakeESX (not running)>" if running is None else f"<FakeESX {running.listening.url}>"

    # where it is

    @property
    def url(self) -> str:
        """The URL of the SOAP endpoint: ``https://127.0.0.1:PORT/sdk``."""
        return self._here.listening.url

    @property
    def host(self) -> str:
        """The address it listens on."""
        return self._here.listening.address

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._here.listening.port

    @property
    def user(self) -> str:
        """The administrator."""
        return self._here.host.settings.user

    @property
    def password(self) -> str:
        """The administrator's password at the start. ``RuntimeError`` where the inventory has only a hash of it."""
        password = self._here.password
        if password is None:
            raise RuntimeError("the inventory has only a hash of the administrator's password: say FakeESX(password=…)")
        return password

    @property
    def cafile(self) -> str | None:
        """The path of the certificate that verifies the host (PEM), ``None`` without TLS. It is gone when the host is."""
        return self._here.cafile

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """A new client context that trusts this host and no other. ``RuntimeError`` without TLS."""
        certificate = self._here.certificate
        if certificate is None:
            raise RuntimeError("this host speaks plain HTTP (tls=False); no client needs an ssl_context for it")
        return ssl.create_default_context(cadata=certificate.decode("ascii"))

    @property
    def control(self) -> str:
        """The URL of the control API; it ends in a slash."""
        return f"{self._here.listening.base_url}/fakeesx/v1/"

    # what is on it

    @property
    def vms(self) -> Vms:
        """The virtual machines by name, templates among them."""
        here = self._here
        return Vms(here.place.call, here.host_now)

    @property
    def networks(self) -> Networks:
        """The networks that machines can be on, by name."""
        here = self._here
        return Networks(here.place.call, here.host_now)

    @property
    def datastores(self) -> Datastores:
        """The datastores by name."""
        here = self._here
        return Datastores(here.place.call, here.host_now)

    @property
    def iscsi_targets(self) -> IscsiControl:
        """The iSCSI targets around it, and what their LUNs hold: ``esx.iscsi_targets.add(address, iqn, {1: 10 << 30})``."""
        here = self._here
        return IscsiControl(here.place.call, here.host_now)

    def guest(self, name: str) -> GuestControl:
        """The guest of a virtual machine, to say what its Tools tell: ``esx.guest("web").set(tools="running")``.

        Raises ``Unknown``.
        """
        here, vm = self._here, self.vms[name]
        return GuestControl(here.place.call, here.host_now, vm.ref, name)

    # as an inventory file

    def dump(self) -> str:
        """The host as the text of an inventory file, which makes an equal host (``FakeESX(esx.dump())``).

        What it does not say of this one stands at its top.
        """
        from fakeesx.host.lab.telling import reading_of
        from fakeesx.inventory.file import dump

        return dump(self.run(reading_of)())

    def load(self, inventory: Inventory) -> None:
        """Let another host take this one's place, at the same port: connections are cut, sessions gone, files deleted.

        ``inventory`` is as for ``FakeESX``; the administrator is the same. Raises ``InventoryError``, ``OSError``,
        ``TypeError``; the host is as it was then.
        """
        from fakeesx.host.lab import successor

        here, lab = self._here, Options(inventory).lab()
        here.place.call(lambda: here.listening.replace(successor(here.host, lab)))

    # time

    @property
    def now(self) -> datetime:
        """The date and time on the host, UTC."""
        return self.run(lambda host: host.now())

    def advance(self, seconds: float | timedelta) -> None:
        """Let time pass at once: whatever falls due in it has happened, in order, when this returns.

        Raises ``NotVirtual`` for a host whose clock is the real one, ``ValueError`` for negative or undefined seconds, and
        an ExceptionGroup of what went wrong in calls that the clock made.
        """
        passing = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        self.run(lambda host: host.clock.advance(passing))

    # back to where it was

    def snapshot(self, name: str | None = None, *, replace: bool = False) -> str:
        """Remember the whole host: its inventory, files, sessions, identifiers, chaos rules. The result is the name.

        Without ``name`` one is made. Raises ``CheckpointError`` for a name that is taken (unless ``replace``), and while
        tasks run.
        """
        return self.run(lambda host: _take(host, name, replace))

    def restore(self, name: str) -> None:
        """Let the whole host be as it was at a ``snapshot``, which stays. Time does not go back.

        Tasks that run are cancelled, uploads broken off, sessions that were not there end. Raises ``CheckpointError``.
        """
        self.run(lambda host: host.checkpoints.restore(name))

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The names of the snapshots there are, oldest first."""
        return self.run(lambda host: host.checkpoints.names)

    def drop(self, name: str) -> None:
        """Forget a snapshot, and what is kept only for it. Raises ``CheckpointError`` for an unknown name."""
        self.run(lambda host: host.checkpoints.drop(name))

    def reset(self, *, keep_calls: bool = False) -> None:
        """Let the whole host be as it was when it had started; ``calls`` begins anew, unless ``keep_calls``.

        Raises ``CheckpointError``.
        """
        self.run(lambda host: host.checkpoints.reset(keep_requests=keep_calls))

    # what was done with it

    def calls(
        self, method: str | None = None, *, object: Any = None, type: str | None = None, user: str | None = None,
        fault: str | None = None, kind: str | None = None, since: int | None = None,
        arguments: Mapping[str, Any] | None = None, **more: Any,
    ) -> list[Record]:
        """What clients asked, oldest first: ``esx.calls("AddPortGroup", portgrp={"name": "br10"})``.

        ``method``: of vim25, or of HTTP (``PUT``). ``object``: name, moid or ``Type:moid``, or a client's reference to it
        (over HTTP the path); ``type``: of the object; ``fault``: the name of the one it was answered with; ``kind``: soap or
        http; ``since``: only those with a higher number. Texts may be patterns with ``*`` and ``?``. Further
        names are parameters of the method (in ``arguments`` where Python has another use for the name): a call fits when it
        has at least these. A value may be an object of pyVmomi, zeep or suds, in which what is not set does not matter.

        Raises ``ValueError`` for a method, type, fault or parameter that vim25 does not have.
        """
        wanted = Wanted(method, object, type, user, fault, kind, since, {**(arguments or {}), **more})
        return self.run(wanted.find)

    def expect_call(
        self, method: str, *, object: Any = None, type: str | None = None, user: str | None = None,
        fault: str | None = None, kind: str | None = None, since: int | None = None, times: int | None = None,
        arguments: Mapping[str, Any] | None = None, **more: Any,
    ) -> Record:
        """The last call that fits, as ``calls`` has it. ``AssertionError`` when none does; it tells what came nearest.

        ``times``: how many must fit, where any number but none will not do. Raises ``ValueError`` as ``calls`` does.
        """
        __tracebackhide__ = True
        wanted = Wanted(method, object, type, user, fault, kind, since, {**(arguments or {}), **more})
        found, text = self.run(lambda host: wanted.expect(host, times))
        if text is not None:
            raise AssertionError(text)
        return found[-1]

    def forget_calls(self) -> None:
        """Let ``calls`` begin anew."""
        self.run(lambda host: host.requests.clear())

    # what can be done with it

    @property
    def chaos(self) -> ChaosControl:
        """Failure on demand: ``esx.chaos.add("PowerOnVM_Task", fault="InvalidState", nth=2)``."""
        here = self._here
        return ChaosControl(here.place.call, here.host_now)

    def run(self, function: Callable[[Esx], T]) -> T:
        """The result of ``function(host)`` in the host's own thread, where everything of ``fakeesx.host`` may be used.

        In a thread of its own, a Deferred is waited for. Raises what the function raises.
        """
        here = self._here
        return here.place.call(lambda: function(here.host))

    @property
    def _here(self) -> Running:
        running = self._running  # another thread may stop it meanwhile
        if running is None:
            if self._was_started:
                raise NotRunning("this FakeESX has been stopped")
            raise NotRunning("this FakeESX has not been started: use `with FakeESX() as esx:`, or call start()")
        if self._process != os.getpid():
            raise NotRunning(
                f"this FakeESX runs in process {self._process}; after a fork start one in the child, or connect to its URL"
            )
        return running


def _take(host: Esx, name: str | None, replace: bool) -> str:
    checkpoints = host.checkpoints
    if name is None:
        name = next(each for each in map("snapshot-{}".format, count(1)) if each not in checkpoints.names)
    checkpoints.take(name, replace=replace)
    return name


def _abandoned(running: Running, process: int, what: str) -> None:
    """Nobody has the FakeESX any more, and nobody stopped it. May run in any thread, between any two steps."""
    if os.getpid() == process:
        running.abandon()
        warnings.warn(f"{what} was never stopped", ResourceWarning, stacklevel=2)


def _awaitable(stopping: Deferred[None]) -> Any:
    """What a coroutine can await, be it one of asyncio (on its reactor) or of Twisted."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None:
        try:
            if asyncio.current_task() is not None:
                return stopping.asFuture(asyncio.get_running_loop())
        except RuntimeError:  # there is no loop of asyncio
            pass
    return stopping


__all__ = [
    "CannotStart", "ChaosControl", "Datastore", "Datastores", "FakeESX", "GuestControl", "Inventory", "Network", "Networks",
    "NotRunning", "Unknown", "Vm", "Vms",
]
