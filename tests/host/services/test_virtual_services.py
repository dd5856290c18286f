"""Services on a virtual clock: what is in its background, and what somebody may wait for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.defer import Deferred
from vms import FOLDER, HOST, POOL, TOOLS, make, spec

from fakeesx.clock import VirtualClock
from fakeesx.durations import Durations
from fakeesx.host.esx import Esx, Settings
from fakeesx.inventory import Change
from fakeesx.schema import vim

LONG = Durations(others=3600.0, methods={"CreateVM_Task": 0.0}, host_boot=300.0)


@pytest.fixture
def clock() -> VirtualClock:
    """The clock of all hosts here."""
    return VirtualClock()


@pytest.fixture
def make_host(tmp_path: Path, clock: VirtualClock) -> Iterator[Callable[..., Esx]]:
    """Makes hosts; keyword arguments are those of `Settings`."""
    hosts: list[Esx] = []

    def make(**settings: Any) -> Esx:
        hosts.append(Esx(Settings(tmp_path / str(len(hosts)), **settings), clock, random.Random(1)))
        return hosts[-1]

    yield make
    for host in hosts:
        host.stop()


@pytest.fixture
def root(make_host: Callable[..., Esx]) -> Client:
    """A client of a host whose tasks take no time."""
    return Client(make_host()).login()


@pytest.fixture
def slow(make_host: Callable[..., Esx]) -> Client:
    """A client of a host whose tasks take an hour, all but the making of machines, and which boots in five minutes."""
    return Client(make_host(task_seconds=LONG)).login()


def test_idle_sessions_are_no_reason_to_jump(root: Client, clock: VirtualClock) -> None:
    """They run out by advance."""
    assert not clock.jump()
    clock.advance(1799)
    assert len(root.host.sessions) == 1
    clock.advance(1)
    assert len(root.host.sessions) == 0


def test_jumps_are_no_idle_time(slow: Client, clock: VirtualClock) -> None:
    """A session that was idle for 29 minutes still is after an hour's jump; one minute more ends it."""
    vm = make(slow)
    slow.call(vm, "PowerOnVM_Task")
    clock.advance(29 * 60)
    assert clock.jump()
    assert len(slow.host.sessions) == 1
    clock.advance(59)
    assert len(slow.host.sessions) == 1
    clock.advance(1)
    assert len(slow.host.sessions) == 0


def test_an_expired_session_reads_nothing(root: Client, clock: VirtualClock) -> None:
    """As on a host: a property is missing with NotAuthenticated, other calls get the fault."""
    clock.advance(1800)
    _, missing = root.read("ha-host", "name")
    assert isinstance(missing["name"], vim.NotAuthenticated)
    with pytest.raises(Faulted, match="NotAuthenticated"):
        root.call("ha-sessionmgr", "AcquireCloneTicket")


def test_old_tasks_are_forgotten(root: Client, clock: VirtualClock) -> None:
    """Ten minutes after their end, each, without another that ends; a jump does not go there."""
    vm = make(root)
    clock.advance(300)
    root.call(vm, "PowerOnVM_Task")
    assert not clock.jump()
    clock.advance(299)
    assert root.host.inventory.count("Task") == 2
    clock.advance(1)
    assert root.host.inventory.count("Task") == 1
    clock.advance(300)
    assert root.host.inventory.count("Task") == 0
    assert root.get("ha-taskmgr", "recentTask").items == ()


def test_progress_is_no_reason_to_jump(slow: Client, clock: VirtualClock) -> None:
    """Who polls jumps to the end; who watches hears of each step on the way."""
    vm = make(slow)
    task = slow.call(vm, "PowerOnVM_Task")
    seen: list[int] = []

    def note(changes: list[Change]) -> None:
        seen.extend(c.after.get("info").progress for c in changes if c.ref == task and c.after is not None)

    slow.host.inventory.subscribe(note, "Task")
    begin = clock.seconds()
    assert clock.jump()
    assert slow.get(task, "info.state") == "success"
    assert clock.seconds() - begin == 3600
    assert seen == [*range(5, 100, 5), 100]


@pytest.mark.parametrize("moid", ["task", "vm"])
def test_reading_what_a_task_changes(slow: Client, clock: VirtualClock, moid: str) -> None:
    """The task or its object; the second time counts as waiting, for as long as it runs."""
    vm = make(slow)
    found = {"vm": vm, "task": slow.call(vm, "PowerOnVM_Task")}[moid]
    path = {"vm": "runtime.powerState", "task": "info.state"}[moid]
    slow.get("ha-host", "name")
    slow.get("ha-host", "name")
    slow.get(found, path)
    assert not clock.waiting.anyone
    slow.get(found, path)
    assert clock.waiting.anyone
    clock.jump()
    slow.get(found, path)
    slow.get(found, path)
    assert not clock.waiting.anyone


def test_checking_for_updates(slow: Client, clock: VirtualClock) -> None:
    """One that finds nothing is a client that waits, if there is anything to wait for."""
    collector = "ha-property-collector"
    vm = make(slow)
    watched = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=["runtime.powerState"])],
        objectSet=[vim.ObjectSpec(obj=vm)],
    )
    slow.call(collector, "CreateFilter", spec=watched, partialUpdates=False)
    version = slow.call(collector, "CheckForUpdates", version="").version
    assert slow.call(collector, "CheckForUpdates", version=version) is None
    assert not clock.waiting.anyone
    slow.call(vm, "PowerOnVM_Task")
    options = vim.WaitOptions(maxWaitSeconds=0)
    assert slow.call(collector, "WaitForUpdatesEx", version=version, options=options) is None
    assert clock.waiting.anyone
    clock.jump()
    assert slow.call(collector, "CheckForUpdates", version=version) is not None


def test_a_host_that_stops_expects_nothing(make_host: Callable[..., Esx], clock: VirtualClock) -> None:
    """And leaves no timer, whatever was under way: a task, a guest that boots, a host that does."""
    root = Client(make_host(task_seconds=Durations(methods={"SuspendVM_Task": 60.0}, guest_boot=60.0))).login()
    first, second = (make(root, name, extra=TOOLS) for name in ("a", "b"))
    for vm in (first, second):
        root.task(vm, "PowerOnVM_Task")
    root.call(first, "SuspendVM_Task")
    other = Client(make_host(task_seconds=LONG)).login()
    other.call(HOST, "RebootHost_Task", force=True)
    clock.advance(10)
    other.host.power.reboot()
    assert clock.waiting._expected
    root.host.stop()
    other.host.stop()
    assert not clock.waiting._expected
    assert clock.getDelayedCalls() == []


def test_a_reboot_of_the_host(slow: Client, clock: VirtualClock) -> None:
    """Goes down at the end of its task, comes up after its boot; both can be waited for."""
    slow.call(HOST, "RebootHost_Task", force=True)
    clock.jump()
    assert not slow.host.power.is_up
    assert len(slow.host.sessions) == 0
    clock.jump()
    assert slow.host.power.is_up
    assert clock.jumped == 3600 + 300


def test_machines_that_start_with_the_host(root: Client, clock: VirtualClock) -> None:
    """Are started in the background when the host has booted, in the foreground when a client asks."""
    vms = [make(root, name) for name in ("a", "b")]
    root.call("ha-autostart-mgr", "ReconfigureAutostart", spec=vim.HostAutoStartManagerConfig(
        defaults=vim.AutoStartDefaults(enabled=True, startDelay=120),
        powerInfo=[
            vim.AutoStartPowerInfo(
                key=vm, startOrder=order, startDelay=-1, waitForHeartbeat="no", startAction="powerOn", stopDelay=-1,
                stopAction="none",
            )
            for order, vm in enumerate(vms, 1)
        ],
    ))

    def on() -> list[bool]:
        return [root.host.load.is_running(vm) for vm in vms]

    root.call("ha-autostart-mgr", "AutoStartPowerOn")
    assert on() == [True, False]
    assert clock.jump()
    assert on() == [True, True]
    for vm in vms:
        root.task(vm, "PowerOffVM_Task")
    root.call(HOST, "RebootHost_Task", force=True)
    assert on() == [True, False]
    assert not clock.jump()
    clock.advance(120)
    assert on() == [True, True]


def test_two_hosts_of_one_clock(make_host: Callable[..., Esx], clock: VirtualClock) -> None:
    """Share its time and who waits, nothing else."""
    clients = [Client(make_host(task_seconds=LONG)).login() for _ in range(2)]
    for client in clients:
        client.call(make(client), "PowerOnVM_Task")
    clients[0].host.stop()
    assert clock.jump()
    assert clients[1].host.load.running()


def test_a_wait_ends_in_its_time(root: Client, clock: VirtualClock) -> None:
    """Its deadline can be jumped to."""
    options = vim.WaitOptions(maxWaitSeconds=90)
    reply = root.call("ha-property-collector", "WaitForUpdatesEx", version="", options=options)
    assert isinstance(reply, Deferred)
    answers: list[Any] = []
    reply.addCallback(answers.append)
    begin = clock.seconds()
    clock.jump()
    assert (answers, clock.seconds() - begin) == ([None], 90)


def test_a_task_of_a_function_that_is_wrong(make_host: Callable[..., Esx]) -> None:
    """SystemError to the client, without a task, and the host goes on."""
    root = Client(make_host(task_seconds=lambda _: -1.0)).login()
    with pytest.raises(Faulted, match="SystemError"):
        root.call(FOLDER, "CreateVM_Task", config=spec("a", path="[datastore1]"), pool=POOL)
    assert root.host.inventory.count("Task") == 0
    assert root.get("ha-host", "name")


def test_durations_that_there_are_not(make_host: Callable[..., Esx]) -> None:
    """ValueError before there is a host."""
    with pytest.raises(ValueError, match="instant, realistic"):
        make_host(task_seconds="slow")
