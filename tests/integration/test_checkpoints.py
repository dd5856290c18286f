"""A host goes back to a checkpoint under real clients: what they see, and what those are told that wait."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest
from pyVim.connect import SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl

from fakeesx import FakeESX


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host in this process, on a port."""
    with FakeESX(vms=2) as esx:
        yield esx


def connect(esx: FakeESX) -> Any:
    """A session of pyVmomi."""
    return SmartConnect(host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context)


def machines(connection: Any) -> list[Any]:
    """The virtual machines."""
    return list(connection.content.rootFolder.childEntity[0].vmFolder.childEntity)


def watch(connection: Any, vm: Any) -> Queue[Any]:
    """Wait for updates of a VM's power in another thread; the queue gets the first, then what the next wait ends with."""
    collector, told = connection.content.propertyCollector, Queue[Any]()
    spec = vmodl.query.PropertyCollector.FilterSpec(
        objectSet=[vmodl.query.PropertyCollector.ObjectSpec(obj=vm)],
        propSet=[vmodl.query.PropertyCollector.PropertySpec(type=vim.VirtualMachine, pathSet=["runtime.powerState"])],
    )
    collector.CreateFilter(spec, partialUpdates=False)

    def wait() -> None:
        first = collector.WaitForUpdatesEx("")
        told.put(first)
        try:
            told.put(collector.WaitForUpdatesEx(first.version))
        except vmodl.MethodFault as fault:
            told.put(fault)

    threading.Thread(target=wait, daemon=True).start()
    return told


def test_a_client_that_lives_on(esx: FakeESX) -> None:
    """Its session goes on, and it sees what was; its references to what has gone are told to be gone."""
    connection = connect(esx)
    before = [(vm.name, vm.runtime.powerState) for vm in machines(connection)]
    esx.snapshot("one")
    first, second = machines(connection)
    WaitForTask(first.PowerOnVM_Task())
    WaitForTask(second.Destroy_Task())
    esx.restore("one")
    assert [(vm.name, vm.runtime.powerState) for vm in machines(connection)] == before
    WaitForTask(second.PowerOnVM_Task())
    esx.reset()
    with pytest.raises(vim.fault.NotAuthenticated):
        connection.CurrentTime() and machines(connection)


def test_a_client_that_waits(esx: FakeESX) -> None:
    """It is told of the difference, once; one whose session ends gets NotAuthenticated."""
    connection = connect(esx)
    (first, _) = machines(connection)
    esx.snapshot("one")
    late = connect(esx)
    WaitForTask(first.PowerOnVM_Task())
    told = watch(connection, first)
    told_late = watch(late, machines(late)[0])
    for queue in (told, told_late):
        ((change,),) = [each.changeSet for each in queue.get(timeout=60).filterSet[0].objectSet]
        assert change.val == "poweredOn"
    esx.restore("one")
    (update,) = told.get(timeout=60).filterSet[0].objectSet
    assert [(change.name, change.val) for change in update.changeSet] == [("runtime.powerState", "poweredOff")]
    assert isinstance(told_late.get(timeout=60), vim.fault.NotAuthenticated)


def test_a_task_that_runs() -> None:
    """It ends with RequestCanceled; the client that waits for it hears of its end, and then that it is gone."""
    with FakeESX(vms=1, tasks=lambda _: 1000.0) as esx:
        connection = connect(esx)
        esx.snapshot("one")
        (vm,) = machines(connection)
        task = vm.PowerOnVM_Task()
        ended = Queue[Any]()

        def wait() -> None:
            try:
                ended.put(WaitForTask(task))
            except vmodl.MethodFault as fault:
                ended.put(fault)

        threading.Thread(target=wait, daemon=True).start()
        while not esx.run(lambda host: any(each.wake is not None for each in host.collectors._all.values())):
            pass  # until the client waits
        with pytest.raises(ValueError, match="PowerOnVM_Task"):
            esx.snapshot("two")
        esx.restore("one")
        assert isinstance(ended.get(timeout=60), vmodl.fault.RequestCanceled | vmodl.fault.ManagedObjectNotFound)
        assert vm.runtime.powerState == "poweredOff"
        assert vm.runtime.question is None


def test_a_copy_in_a_thread(esx: FakeESX) -> None:
    """The thread is out of the files before they go back; nothing is left of the copy."""
    connection = connect(esx)
    disks, content = connection.content.virtualDiskManager, connection.content
    spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(
        diskType="eagerZeroedThick", adapterType="lsiLogic", capacityKb=64 << 10,
    )
    WaitForTask(disks.CreateVirtualDisk_Task("[datastore1] a.vmdk", None, spec))
    esx.snapshot("one")
    before = _files(esx)
    for _ in range(3):
        disks.CopyVirtualDisk_Task("[datastore1] a.vmdk", None, "[datastore1] b.vmdk", None, spec)
        esx.restore("one")
        assert _files(esx) == before
    WaitForTask(disks.CopyVirtualDisk_Task("[datastore1] a.vmdk", None, "[datastore1] b.vmdk", None, spec))
    assert content.about.name


def test_an_upload(esx: FakeESX) -> None:
    """It is broken off with an answer that says so; the connection's next request works."""
    esx.snapshot("one")
    before = _files(esx)
    context = ssl.create_default_context(cafile=esx.cafile)
    channel = http.client.HTTPSConnection(esx.host, esx.port, timeout=20, context=context)
    channel.putrequest("PUT", "/folder/new/a.iso?dcPath=ha-datacenter&dsName=datastore1")
    channel.putheader("Authorization", _basic(esx))
    channel.putheader("Content-Length", "2000000")
    channel.endheaders()
    channel.send(bytes(1_000_000))
    while not esx.run(lambda host: host.volumes.get("datastore1").uploading):
        pass
    esx.restore("one")
    assert _files(esx) == before
    channel.send(bytes(1_000_000))
    response = channel.getresponse()
    assert response.status == 503
    assert b"earlier state" in response.read()
    channel.close()
    assert _files(esx) == before


def _files(esx: FakeESX) -> list[str]:
    return esx.run(lambda host: [
        each.path for _, found in host.volumes.get("datastore1").walk() for each in found
    ])


def _basic(esx: FakeESX) -> str:
    from base64 import b64encode

    return f"Basic {b64encode(f'{esx.user}:{esx.password}'.encode()).decode()}"
