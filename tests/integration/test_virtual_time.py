"""Real clients on hosts whose clock is virtual: nothing here sleeps, and all of it is about time."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl

from fakeesx import FakeESX
from fakeesx.clock import NotVirtual, VirtualClock

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its dependencies warn of themselves while they are imported
    from oslo_vmware import api

BEGIN = datetime.fromisoformat("2010-07-13T00:00:00+00:00")
TOOLS = {"fakeesx.guest.tools": "running"}
MOST_SECONDS = 60
"""How long a thread may take in real time before a test gives up."""


@contextmanager
def connected(esx: FakeESX) -> Iterator[Any]:
    """A pyVmomi connection of its own."""
    connection = SmartConnect(
        host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context, connectionPoolTimeout=-1,
    )
    try:
        yield connection
    finally:
        Disconnect(connection)


def create(connection: Any, name: str = "first", memory: int = 256) -> Any:
    """A machine with Tools in its guest."""
    datacenter = connection.content.rootFolder.childEntity[0]
    task = datacenter.vmFolder.CreateVM_Task(
        vim.vm.ConfigSpec(
            name=name, guestId="otherGuest", numCPUs=1, memoryMB=memory,
            files=vim.vm.FileInfo(vmPathName="[datastore1]"),
            extraConfig=[vim.option.OptionValue(key=key, value=value) for key, value in TOOLS.items()],
        ),
        pool=datacenter.hostFolder.childEntity[0].resourcePool,
    )
    WaitForTask(task)
    return task.info.result


def watch(connection: Any, obj: Any, *paths: str) -> str:
    """Begin to watch properties; the version to wait from."""
    collector = connection.content.propertyCollector
    kind = vmodl.query.PropertyCollector
    collector.CreateFilter(
        kind.FilterSpec(
            objectSet=[kind.ObjectSpec(obj=obj)], propSet=[kind.PropertySpec(type=type(obj), pathSet=list(paths))],
        ), False,
    )
    return str(collector.WaitForUpdatesEx("", None).version)


class Calling(threading.Thread):
    """A client that is in a call."""

    def __init__(self, function: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._function = function
        self.outcome: Any = None
        self.start()

    def run(self) -> None:
        """Call."""
        try:
            self.outcome = self._function()
        except Exception as error:  # noqa: BLE001 - a test looks at it
            self.outcome = error

    def result(self) -> Any:
        """What came of it."""
        self.join(MOST_SECONDS)
        assert not self.is_alive()
        return self.outcome


def when(esx: FakeESX, condition: Callable[[Any], bool]) -> None:
    """Come back when something is so on the host."""
    end = time.monotonic() + MOST_SECONDS
    while not esx.run(condition):
        assert time.monotonic() < end


def waits(host: Any) -> bool:
    """Whether a client is in a call that waits."""
    return bool(host.waiting._calls) and host.waiting.idle


def test_half_an_hour_and_an_hour() -> None:
    """A session runs out by advance; an hour of realistic tasks passes while their client waits for them."""
    with FakeESX(clock="virtual", tasks="realistic", seed=1) as esx:
        with connected(esx) as idle:
            esx.advance(30 * 60)
            with pytest.raises(vim.fault.NotAuthenticated):
                idle.content.sessionManager.AcquireCloneTicket()
        with connected(esx) as connection:
            begin = connection.CurrentTime()
            assert begin == BEGIN + timedelta(minutes=30)
            disks = connection.content.virtualDiskManager
            for number in range(3):
                spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(
                    diskType="thin", adapterType="lsiLogic", capacityKb=60 << 20,
                )
                WaitForTask(disks.CreateVirtualDisk_Task(f"[datastore1] {number}.vmdk", None, spec))
                WaitForTask(disks.CopyVirtualDisk_Task(
                    f"[datastore1] {number}.vmdk", None, f"[datastore1] {number}-copy.vmdk", None, spec,
                ))
            assert connection.CurrentTime() - begin > timedelta(hours=0.9)
            assert connection.content.sessionManager.currentSession is not None


def test_a_task_with_its_progress() -> None:
    """Steps of progress are seen by who waits, up to the end; times of the task agree with the clock."""
    with FakeESX(clock="virtual", tasks=lambda _: 20.0) as esx, connected(esx) as connection:
        vm = create(connection)
        task = vm.PowerOnVM_Task()
        version, seen = watch(connection, task, "info.progress"), [0]
        while seen[-1] != 100:
            update = connection.content.propertyCollector.WaitForUpdatesEx(version, None)
            version = update.version
            seen.append(update.filterSet[0].objectSet[0].changeSet[0].val)
        assert seen == list(range(0, 101, 10))
        assert task.info.completeTime - task.info.startTime == timedelta(seconds=20)
        assert connection.CurrentTime() == BEGIN + timedelta(seconds=40)


def test_polling_a_task() -> None:
    """A client that reads a task again and again sees it end."""
    with FakeESX(clock="virtual", tasks="realistic") as esx, connected(esx) as connection:
        vm = create(connection)
        task = vm.PowerOnVM_Task()
        assert task.info.state == "running"
        polls = 0
        while task.info.state == "running":
            polls += 1
            assert polls < 10
        assert task.info.state == "success"


def test_oslo_vmware_polls_a_task() -> None:
    """Its looping call comes to an end, too."""
    with FakeESX(clock="virtual", tasks="realistic") as esx:
        with connected(esx) as connection:
            create(connection)
        session = api.VMwareAPISession(
            esx.host, esx.user, esx.password, api_retry_count=1, task_poll_interval=0.01, port=esx.port, cacert=esx.cafile,
        )
        try:
            before = esx.now
            (found,) = esx.run(lambda host: [node.ref.value for node in host.inventory.of_type("VirtualMachine")])
            vm = session.vim.client.factory.create("ns0:ManagedObjectReference")
            vm._type, vm.value = "VirtualMachine", found
            info = session.wait_for_task(session.invoke_api(session.vim, "PowerOnVM_Task", vm))
            assert info.state == "success"
            assert esx.now - before > timedelta(seconds=2)
        finally:
            session.logout()


def test_polling_a_guest() -> None:
    """A guest boots and shuts down while a client looks at it; the machine shows no Tools before."""
    with FakeESX(clock="virtual", tasks="realistic") as esx, connected(esx) as connection:
        vm = create(connection)
        WaitForTask(vm.PowerOnVM_Task())
        assert vm.guest.toolsRunningStatus == "guestToolsNotRunning"
        with pytest.raises(vim.fault.ToolsUnavailable):
            vm.ShutdownGuest()
        begin, polls = esx.now, 0
        while vm.guest.toolsRunningStatus != "guestToolsRunning":
            polls += 1
            assert polls < 10
        assert timedelta(seconds=30) < esx.now - begin < timedelta(seconds=60)
        vm.ShutdownGuest()
        while vm.runtime.powerState != "poweredOff":
            polls += 1
            assert polls < 20


def test_waiting_for_so_long() -> None:
    """maxWaitSeconds are seconds of the virtual clock."""
    with FakeESX(clock="virtual") as esx, connected(esx) as connection:
        version = watch(connection, connection.content.rootFolder, "name")
        options = vmodl.query.PropertyCollector.WaitOptions(maxWaitSeconds=600)
        assert connection.content.propertyCollector.WaitForUpdatesEx(version, options) is None
        assert esx.now == BEGIN + timedelta(minutes=10)


def test_waiting_for_nothing() -> None:
    """A client that waits without end for what never comes costs nothing: no turn of the reactor is asked for."""
    with FakeESX(clock="virtual") as esx, connected(esx) as connection:
        version = watch(connection, connection.content.rootFolder, "name")
        calling = Calling(lambda: connection.content.propertyCollector.WaitForUpdatesEx(version, None))
        when(esx, waits)
        assert esx.run(lambda host: host.clock._turns._planned) is None  # type: ignore[attr-defined]
        assert esx.now == BEGIN
        with connected(esx) as other:
            other.content.rootFolder.childEntity[0].vmFolder.CreateFolder  # noqa: B018 - it is there
            esx.run(lambda host: host.inventory.update(host.root, name="renamed"))
        assert calling.result().filterSet[0].objectSet[0].changeSet[0].val == "renamed"


def test_switched_off() -> None:
    """Without auto-jumps a task runs until it is told to, and who waits for it has the answer then."""
    with FakeESX(clock=VirtualClock(autojump=False), tasks=lambda _: 60.0) as esx, connected(esx) as connection:
        calling = Calling(lambda: create(connection).name)
        for _ in range(3):
            when(esx, waits)
            assert esx.run(lambda host: host.inventory.count("VirtualMachine")) == 0
            esx.advance(20)
        assert calling.result() == "first"
        assert esx.now == BEGIN + timedelta(minutes=1)


def test_a_thinking_client() -> None:
    """Hours that pass because another client waits do not end its session; hours of advance do."""
    with FakeESX(clock="virtual", tasks=lambda _: 3600.0) as esx, connected(esx) as thinker:
        with connected(esx) as worker:
            create(worker)
        assert esx.now == BEGIN + timedelta(hours=1)
        assert thinker.content.sessionManager.currentSession is not None
        esx.advance(29 * 60)
        assert thinker.content.sessionManager.currentSession is not None
        esx.advance(30 * 60)
        with pytest.raises(vim.fault.NotAuthenticated):
            thinker.content.sessionManager.AcquireCloneTicket()


def test_an_upload_is_waited_for() -> None:
    """As long as one is under way time stands still, also for who waits."""
    with FakeESX(clock="virtual", tasks=lambda _: 60.0, tls=False) as esx:
        credentials = b64encode(f"{esx.user}:{esx.password}".encode()).decode()
        with socket.create_connection((esx.host, esx.port), 10) as upload:
            upload.sendall(
                "PUT /folder/disk.bin?dcPath=ha-datacenter&dsName=datastore1 HTTP/1.1\r\nHost: h\r\n"
                f"Authorization: Basic {credentials}\r\nContent-Length: 10\r\n\r\n12345".encode()
            )
            when(esx, lambda host: not host.waiting.idle)
            calling = Calling(lambda: _create_over_http(esx))
            when(esx, lambda host: bool(host.waiting._calls))
            assert esx.now == BEGIN
            upload.sendall(b"67890")
            assert upload.recv(100).startswith(b"HTTP/1.1 20")
        assert calling.result() == "first"
        assert esx.now == BEGIN + timedelta(minutes=1)


def _create_over_http(esx: FakeESX) -> str:
    from pyVmomi import SoapStubAdapter

    stub = SoapStubAdapter(
        esx.host, port=-esx.port, version="vim.version.version6", connectionPoolTimeout=-1,
        sslContext=ssl.create_default_context(),
    )
    connection = vim.ServiceInstance("ServiceInstance", stub)
    connection.content.sessionManager.Login(esx.user, esx.password)
    try:
        return str(create(connection).name)
    finally:
        connection.content.sessionManager.Logout()
        stub.DropConnections()


def test_files_and_statistics_are_of_that_time() -> None:
    """A file was changed on a day of 2010; an hour of statistics is there after an hour."""
    with FakeESX(clock="virtual") as esx:
        with connected(esx) as connection:
            create(connection)
        esx.advance(86400)
        with connected(esx) as connection:
            vm = _only_vm(connection)
            WaitForTask(vm.PowerOnVM_Task())
            details = vim.host.DatastoreBrowser.FileInfo.Details(
                fileType=False, fileSize=True, modification=True, fileOwner=False,
            )
            task = vm.datastore[0].browser.SearchDatastore_Task(
                "[datastore1] first", vim.host.DatastoreBrowser.SearchSpec(matchPattern=["*.vswp"], details=details),
            )
            WaitForTask(task)
            assert [file.modification for file in task.info.result.file] == [BEGIN + timedelta(days=1)]
        esx.advance(3600)
        with connected(esx) as connection:
            vm = _only_vm(connection)
            metric = vim.PerformanceManager.MetricId(counterId=6, instance="")
            query = vim.PerformanceManager.QuerySpec(entity=vm, intervalId=20, metricId=[metric])
            samples = connection.content.perfManager.QueryPerf([query])[0].sampleInfo
            assert [sample.timestamp for sample in samples][:: 179] == [esx.now - timedelta(seconds=3580), esx.now]
            assert 3580 <= vm.summary.quickStats.uptimeSeconds <= 3600


def _only_vm(connection: Any) -> Any:
    (vm,) = connection.content.rootFolder.childEntity[0].vmFolder.childEntity
    return vm


def test_no_date_is_in_the_future() -> None:
    """Of files and directories in all ways of their making."""
    with FakeESX(clock="virtual", vms=1) as esx, connected(esx) as connection:
        esx.advance(1000)
        vm = _only_vm(connection)
        WaitForTask(vm.PowerOnVM_Task())
        WaitForTask(vm.CreateSnapshot_Task("s", None, True, False))
        connection.content.fileManager.MakeDirectory("[datastore1] made")
        spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=1024)
        disks = connection.content.virtualDiskManager
        WaitForTask(disks.CreateVirtualDisk_Task("[datastore1] made/a.vmdk", None, spec))
        WaitForTask(disks.CopyVirtualDisk_Task("[datastore1] made/a.vmdk", None, "[datastore1] made/b.vmdk", None, spec))
        details = vim.host.DatastoreBrowser.FileInfo.Details(
            fileType=False, fileSize=False, modification=True, fileOwner=False,
        )
        task = vm.datastore[0].browser.SearchDatastoreSubFolders_Task(
            "[datastore1]", vim.host.DatastoreBrowser.SearchSpec(details=details),
        )
        WaitForTask(task)
        dates = {f"{found.folderPath}{file.path}": file.modification for found in task.info.result for file in found.file}
        assert len(dates) > 10
        assert all(BEGIN <= date <= esx.now for date in dates.values()), dates


def test_the_host_reboots() -> None:
    """It takes its minutes; who looks at it sees it come up, with a new boot time."""
    with FakeESX(clock="virtual", tasks="realistic") as esx:
        with connected(esx) as connection:
            system = connection.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
            booted = system.runtime.bootTime
            task = system.RebootHost_Task(True)
            for _ in range(20):
                try:
                    if task.info.state != "running":
                        break
                except vim.fault.NotAuthenticated:
                    break
        with connected(esx) as connection:
            system = connection.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
            for _ in range(20):
                if system.runtime.connectionState == "connected":
                    break
            assert system.runtime.connectionState == "connected"
            assert system.runtime.bootTime - booted > timedelta(minutes=3)


def test_a_real_clock_is_not_moved() -> None:
    """Says what to do about it."""
    with FakeESX() as esx, pytest.raises(NotVirtual, match="virtual clock"):
        esx.advance(1)
