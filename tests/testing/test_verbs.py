"""What a test can do with a host in this process, seen by pyVmomi: its time, its guests."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim

from fakeesx import FakeESX
from fakeesx.chaos import NoSuchRule
from fakeesx.clock import NotVirtual, VirtualClock
from fakeesx.host.services.checkpoints import CheckpointError
from fakeesx.inventory.file import load


@contextlib.contextmanager
def connected(esx: FakeESX) -> Iterator[vim.ServiceInstance]:
    """A session of pyVmomi."""
    instance = SmartConnect(host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context)
    try:
        yield instance
    finally:
        with contextlib.suppress(vim.fault.NotAuthenticated):
            Disconnect(instance)
        instance._stub.DropConnections()


def machine(instance: vim.ServiceInstance) -> vim.VirtualMachine:
    """The first VM."""
    return instance.content.rootFolder.childEntity[0].vmFolder.childEntity[0]


def test_a_session_that_is_waited_out() -> None:
    """Half an hour passes at once, and the session with it."""
    with FakeESX(clock="virtual") as esx, connected(esx) as instance:
        before = esx.now
        esx.advance(29 * 60)
        assert instance.content.sessionManager.currentSession is not None
        esx.advance(timedelta(minutes=31))
        assert esx.now - before == timedelta(minutes=60)
        with pytest.raises(vim.fault.NotAuthenticated):
            instance.content.rootFolder.childEntity  # noqa: B018


def test_tasks_that_take_long() -> None:
    """A client that waits need not be told when: virtual time jumps to the task's end."""
    clock = VirtualClock(datetime(2011, 1, 1, tzinfo=UTC))
    seconds = {"PowerOnVM_Task": 600.0}
    with FakeESX(vms=1, clock=clock, tasks=lambda name: seconds.get(name, 0.0)) as esx, connected(esx) as instance:
        WaitForTask(machine(instance).PowerOnVM_Task())
        assert esx.vms["vm-0001"].power_state == "poweredOn"
        assert clock.now >= datetime(2011, 1, 1, 0, 10, tzinfo=UTC)


def test_realistic_tasks() -> None:
    """They take time: none has passed when the task has begun, all when a client has seen its end."""
    with FakeESX(vms=1, clock="virtual", tasks="realistic") as esx, connected(esx) as instance:
        before = esx.now
        task = machine(instance).PowerOnVM_Task()
        assert esx.vms["vm-0001"].power_state == "poweredOff"
        WaitForTask(task)
        assert esx.vms["vm-0001"].power_state == "poweredOn"
        assert esx.now > before


def test_a_clock_is_one_hosts() -> None:
    """Another host can have it when the first has stopped."""
    clock = VirtualClock()
    with FakeESX(clock=clock), pytest.raises(RuntimeError, match="attached to a reactor already"):
        FakeESX(clock=clock).start()
    with FakeESX(clock=clock) as esx:
        esx.advance(60)
        assert esx.now == clock.now


def test_real_time() -> None:
    """Can't be moved, which is said with what to do."""
    with FakeESX() as esx:
        assert abs(esx.now - datetime.now(UTC)) < timedelta(minutes=5)
        with pytest.raises(NotVirtual, match="virtual clock"):
            esx.advance(1)


def test_a_guest_in_the_hand_of_the_test() -> None:
    """What a test says of a guest, a client that waits for it hears."""
    with FakeESX({"vms": [{"name": "web", "power": "on", "nics": [{"network": "VM Network"}]}]}) as esx:
        with connected(esx) as instance:
            vm = machine(instance)
            assert vm.guest.ipAddress is None
            guest = esx.guest("web")
            guest.set(tools="running", ip_addresses=["10.0.0.5"], host_name="web")
            assert (vm.guest.ipAddress, vm.guest.net[0].ipAddress[0]) == ("10.0.0.5", "10.0.0.5")
            assert vm.guest.toolsRunningStatus == "guestToolsRunning"
        assert guest.state == esx.vms["web"].guest
        assert (guest.state.tools, guest.state.ip_addresses) == ("running", ("10.0.0.5",))
        assert repr(guest) == "<GuestControl 'web': Tools running>"
        with pytest.raises(ValueError, match="not 'on'"):
            guest.set(tools="on")
        with pytest.raises(KeyError, match="did you mean 'web'"):
            esx.guest("wep")


def test_failure_on_demand() -> None:
    """By id or by the rule; what is wrong with a rule is raised here."""
    with FakeESX(vms=1) as esx, connected(esx) as instance:
        rule = esx.chaos.add("PowerOnVM_Task", fault="InvalidState", times=1)
        assert (esx.chaos.rules, esx.chaos.find(rule.id), esx.chaos.hits(rule)) == ((rule,), rule, 0)
        with pytest.raises(vim.fault.InvalidState):
            WaitForTask(machine(instance).PowerOnVM_Task())
        assert esx.chaos.hits(rule.id) == 1
        WaitForTask(machine(instance).PowerOnVM_Task())
        assert rule.id in repr(esx.chaos)
        esx.chaos.remove(rule)
        with pytest.raises(NoSuchRule):
            esx.chaos.remove(rule)
        with pytest.raises(ValueError, match="InvalidStat"):
            esx.chaos.add("PowerOnVM_Task", fault="InvalidStat")


def test_faults_of_pyvmomi() -> None:
    """Are taken as they are: a class, or a fault whose fields and text clients see."""
    with FakeESX(vms=1) as esx, connected(esx) as instance:
        vm = machine(instance)
        esx.chaos.add("PowerOnVM_Task", fault=vim.fault.InvalidState, times=1)
        with pytest.raises(vim.fault.InvalidState):
            vm.PowerOnVM_Task()
        esx.chaos.add(
            "PowerOnVM_Task", times=1,
            fault=vim.fault.DuplicateName(name="web", object=vim.VirtualMachine("16", None), msg="There are two."),
        )
        with pytest.raises(vim.fault.DuplicateName) as caught:
            vm.PowerOnVM_Task()
        assert (caught.value.name, caught.value.object._moId, caught.value.msg) == ("web", "16", "There are two.")
        reached = vim.fault.CannotAccessNetwork(device="eth0", backing="nic", connected=True)
        cause = vim.fault.DuplicateName(name="a", object=vim.Folder("ha-folder-vm", None), faultCause=reached)
        esx.chaos.add("PowerOnVM_Task", fault=cause, times=1)
        with pytest.raises(vim.fault.DuplicateName) as caught:
            vm.PowerOnVM_Task()
        assert caught.value.faultCause.device == "eth0"
        with pytest.raises(ValueError, match=r"effect\.fault: <class 'int'> is not text"):
            esx.chaos.add("PowerOnVM_Task", fault=int)


def test_a_dump_has_no_password() -> None:
    """A host is told with the hash of its administrator's; one that is made of it takes the password, and has not got it."""
    with FakeESX(password="not the usual one") as esx:
        text = esx.dump()
    assert "not the usual one" not in text
    lab = load(text)
    with FakeESX(lab) as esx, pytest.raises(RuntimeError, match="only a hash"):
        esx.password  # noqa: B018
    with FakeESX(lab, password="not the usual one") as esx, connected(esx) as instance:
        assert instance.content.sessionManager.currentSession.userName == "root"
    with FakeESX(lab) as esx:
        instance = SmartConnect(
            host=esx.host, port=esx.port, user="root", pwd="not the usual one", sslContext=esx.ssl_context,
        )
        Disconnect(instance)
        instance._stub.DropConnections()


def test_a_call_that_hangs() -> None:
    """Until it is released."""
    with FakeESX(vms=1) as esx, connected(esx) as instance, ThreadPoolExecutor(1) as pool:
        rule = esx.chaos.add("CurrentTime", hang=True)
        asking = pool.submit(instance.CurrentTime)
        while not esx.chaos.held(rule):
            assert not asking.done()
        assert (esx.chaos.held(), asking.done()) == (1, False)
        assert esx.chaos.release() == 1
        assert asking.result(10)
        esx.chaos.clear()
        assert repr(esx.chaos) == "<chaos: no rules>"


def test_back_to_where_it_was() -> None:
    """To any snapshot, and to the start: what a client did meanwhile is gone, its session lives."""
    with FakeESX(vms=1) as esx, connected(esx) as instance:
        first = esx.snapshot()
        esx.guest("vm-0001").set(host_name="web")
        WaitForTask(machine(instance).PowerOnVM_Task())
        assert esx.snapshot("on") == "on"
        files = esx.datastores["datastore1"].files
        WaitForTask(machine(instance).PowerOffVM_Task())
        WaitForTask(machine(instance).Destroy_Task())
        assert dict(esx.vms) == {}
        esx.restore("on")
        assert machine(instance).runtime.powerState == "poweredOn"
        assert esx.datastores["datastore1"].files == files
        esx.restore(first)
        assert (first, esx.vms["vm-0001"].power_state) == ("snapshot-1", "poweredOff")
        assert esx.snapshot() == "snapshot-2"
        with pytest.raises(CheckpointError, match="already"):
            esx.snapshot("on")
        assert esx.snapshot("on", replace=True) == "on"
        with pytest.raises(CheckpointError, match='there is: "snapshot-1", "snapshot-2", "on"'):
            esx.restore("off")
        esx.drop("on")
        assert esx.snapshots == ("snapshot-1", "snapshot-2")
        with pytest.raises(CheckpointError, match='no snapshot "on"'):
            esx.drop("on")
    with FakeESX({"vms": [{"name": "web"}]}) as esx:
        with connected(esx) as instance:
            WaitForTask(machine(instance).Destroy_Task())
            assert dict(esx.vms) == {}
        esx.reset(keep_calls=True)
        assert list(esx.vms) == ["web"]
        assert len(esx.calls("Destroy_Task")) == 1
        esx.reset()
        assert esx.calls() == []


def test_what_was_called() -> None:
    """By method, object and arguments; one that did not come is told beside the one that came nearest."""
    with FakeESX(vms=2) as esx, connected(esx) as instance:
        host = instance.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
        for name in ("br10", "br11"):
            spec = vim.host.PortGroup.Specification(
                name=name, vlanId=10, vswitchName="vSwitch0", policy=vim.host.NetworkPolicy(),
            )
            host.configManager.networkSystem.AddPortGroup(spec)
        WaitForTask(machine(instance).PowerOnVM_Task())
        assert [call.arguments["portgrp"]["name"] for call in esx.calls("AddPortGroup")] == ["br10", "br11"]
        found = esx.expect_call("AddPortGroup", portgrp={"name": "br10"}, user="root")
        assert (found.method, found.outcome, found.user) == ("AddPortGroup", "result", "root")
        assert esx.expect_call("PowerOnVM_Task", object="vm-0001").name == "vm-0001"
        assert esx.calls("PowerOnVM_Task", object="vm-0002") == []
        assert esx.expect_call("AddPortGroup", times=2).number > found.number
        with pytest.raises(AssertionError, match=r"expected AddPortGroup\(portgrp.vlanId=20\); nearest: .*vlanId=10"):
            esx.expect_call("AddPortGroup", arguments={"portgrp": {"vlanId": 20}})
        with pytest.raises(AssertionError, match=r"expected AddPortGroup 3 times, it came 2 times:\n  call .*br10"):
            esx.expect_call("AddPortGroup", times=3)
        with pytest.raises(AssertionError, match="was not called; called were"):
            esx.expect_call("RemovePortGroup")
        with pytest.raises(ValueError, match="AddPortGroups"):
            esx.calls("AddPortGroups")
        with pytest.raises(ValueError, match="1 or more"):
            esx.expect_call("AddPortGroup", times=0)
        esx.forget_calls()
        assert esx.calls() == []
