"""What virtual time costs in real time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

from fakeesx import FakeESX
from fakeesx.clock import VirtualClock
from fakeesx.host.esx import Esx, Settings
from fakeesx.host.managed_object import Call
from fakeesx.host.services.datastore_specs import DatastoreSpec
from tests.bench.measures import MS, Figure, median

_VMS = 1000


def virtual_time(quick: bool) -> list[Figure]:
    """An hour on a host with many running VMs; half an hour of a session and an hour of tasks, with pyVmomi."""
    times = 3 if quick else 10
    with tempfile.TemporaryDirectory() as folder:
        clock = VirtualClock()
        host = Esx(
            Settings(Path(folder), vms=_VMS, datastores=(DatastoreSpec.parse("datastore1:2T"),)), clock, random.Random(1),
        )
        _power_on(host)
        clock.advance(3600)
        hour = median(lambda: clock.advance(3600), times)
        host.stop()
    timers = VirtualClock()
    return [
        Figure(f"advance(3600), {_VMS:,} running VMs", hour * MS, "ms", 500),
        Figure("a timer set, put off and cancelled", median(lambda: _timers(timers), times) * MS, "us"),
        Figure("a session's 30 minutes and an hour of tasks, pyVmomi", median(_show, times), "s", 1),
    ]


def _power_on(host: Esx) -> None:
    method = host.model.methods["PowerOnVM_Task"]
    for node in list(host.inventory.of_type("VirtualMachine")):
        target = host.object(node.ref)
        function: Callable[..., Any] | None = target.declared(method.name)
        assert function is not None
        with host.inventory.transaction():
            for _ in function(target, Call(method, node.ref, {}, None, host.encoder)):
                pass


def _timers(clock: VirtualClock) -> None:
    for _ in range(1000):
        call = clock.callLater(10, perf_counter)
        call.reset(20)
        call.cancel()


def _show() -> None:
    from pyVim.connect import Disconnect, SmartConnect
    from pyVim.task import WaitForTask
    from pyVmomi import vim

    def connect(stack: ExitStack, esx: FakeESX) -> Any:
        connection = SmartConnect(
            host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context,
            connectionPoolTimeout=-1,
        )
        stack.callback(Disconnect, connection)
        return connection

    with FakeESX(clock="virtual", tasks="realistic", seed=1) as esx, ExitStack() as stack:
        idle = connect(stack, esx)
        esx.advance(1800)
        try:
            idle.content.sessionManager.AcquireCloneTicket()
        except vim.fault.NotAuthenticated:
            pass
        else:
            raise AssertionError("the session has not run out")
        disks, before = connect(stack, esx).content.virtualDiskManager, esx.now
        spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(
            diskType="thin", adapterType="lsiLogic", capacityKb=100 << 20,
        )
        WaitForTask(disks.CreateVirtualDisk_Task("[datastore1] disk.vmdk", None, spec))
        while (esx.now - before).total_seconds() < 3600:
            WaitForTask(disks.CopyVirtualDisk_Task("[datastore1] disk.vmdk", None, "[datastore1] copy.vmdk", None, spec))
            WaitForTask(disks.DeleteVirtualDisk_Task("[datastore1] copy.vmdk", None))
