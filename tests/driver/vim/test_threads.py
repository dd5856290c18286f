"""One session in several threads: native ones, and green ones of eventlet (as Nova's of that time has them)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from driver_sessions import session_of
from esx_driver.vim.session import SERVICE_INSTANCE

from fakeesx import FakeESX

_SCRIPT = """
import sys, threading
green = sys.argv[1] == "green"
if green:
    import eventlet
    eventlet.monkey_patch()
from esx_driver import options
from esx_driver.host import Host
from esx_driver.vim import Ref, connect, properties

address, password, ca_file, vm = sys.argv[2:]
conf = options.load(
    vmwareapi_host_ip=address, vmwareapi_host_username="root", vmwareapi_host_password=password, vmwareapi_ca_file=ca_file,
)
order = []
with connect(conf) as session:
    host = Host(session)
    waiting = threading.Event()

    def long():
        waiting.set()
        host.tasks.run("PowerOnVM_Task", Ref("VirtualMachine", vm))
        order.append("powered on")

    def short():
        waiting.wait(30)
        for _ in range(20):
            properties.get(session, Ref("HostSystem", "ha-host"), "name")
        order.append("read")
        session.call("RefreshNetworkSystem", Ref("HostNetworkSystem", "networkSystem"))  # lets the test go on

    threads = [threading.Thread(target=each) for each in (long, short)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if green:
        assert eventlet.patcher.is_monkey_patched("thread") and eventlet.patcher.is_monkey_patched("socket")
    print(*order, session.logins, sep=",")
"""


@pytest.mark.parametrize("kind", ["native", "green"])
def test_wait_that_blocks_nobody(kind: str) -> None:
    """While one thread waits for a task, another reads; the task goes on only when that has been done."""
    with FakeESX(seed=1, vms=1) as esx:
        (vm,) = esx.vms.values()
        esx.chaos.add("WaitForUpdatesEx", hang=True, times=1, id="held")
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", _SCRIPT, kind, f"{esx.host}:{esx.port}", esx.password, str(esx.cafile),
             vm.ref.value],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        try:
            while process.poll() is None and not (esx.chaos.held("held") and esx.calls("RefreshNetworkSystem")):
                try:
                    process.wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
            esx.chaos.release("held")
            said, problem = process.communicate(timeout=60)
        finally:
            process.kill()
            process.communicate()
        assert (said.strip(), problem) == ("read,powered on,1", "")


def test_sessions_side_by_side() -> None:
    """Two hosts, two sessions: neither knows of the other."""
    with FakeESX(seed=1) as one, FakeESX(seed=2) as two, session_of(one) as first, session_of(two) as second:
        one.chaos.add("CurrentTime", session="expired", times=1)
        for session in (first, second):
            session.call("CurrentTime", SERVICE_INSTANCE)
        assert (first.logins, second.logins) == (2, 1)
        assert first.cookie != second.cookie
