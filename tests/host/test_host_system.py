"""HostSystem: maintenance mode, reboot, and a summary that always agrees."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
from bare_vms import HOST, add_vm, create_vm, power
from calling import Client, Faulted
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim

ENTER, EXIT = "EnterMaintenanceMode_Task", "ExitMaintenanceMode_Task"


def events(host: Esx) -> list[str]:
    """The names of the events so far."""
    return [type(event).__name__ for event in host.events.history.events]


def agrees(host: Esx) -> bool:
    """Whether the summary repeats the host's other properties."""
    values = host.inventory.node(HOST).values
    summary, config = values["summary"], values["config"]
    return bool(
        summary.runtime == values["runtime"] and summary.config.name == values["name"]
        and summary.config.product == config.product and summary.hardware.numNics == len(config.network.pnic)
        and summary.hardware.memorySize == values["hardware"].memorySize
    )


def test_boot_time(host: Esx, esxi: Client) -> None:
    """The host booted when it was made; ESX writes that with its offset, ESXi in UTC."""
    runtime = host.inventory.get(HOST, "runtime")
    assert runtime.bootTime == host.now()
    assert str(runtime.bootTime.utcoffset()) == "1:00:00"
    assert str(esxi.get("ha-host", "runtime").bootTime.utcoffset()) == "0:00:00"
    assert agrees(host)


def test_summary_follows(host: Esx) -> None:
    """Whoever changes runtime, configuration, hardware or name: the summary agrees at once."""
    seen: list[bool] = []
    host.inventory.subscribe(lambda changes: seen.append(agrees(host)))
    config = host.inventory.get(HOST, "config")
    set_config(host, network=config.network.replace(pnic=config.network.pnic[:1]))
    assert host.inventory.get(HOST, "summary").hardware.numNics == 1
    host.inventory.update(HOST, name="other.example.test")
    assert host.inventory.get(HOST, "summary").config.name == "other.example.test"
    compute = vim.ManagedObjectReference("ComputeResource", "ha-compute-res")
    assert host.inventory.get(compute, "name") == "other.example.test"
    set_config(host, product=config.product.replace(build="1"))
    host.inventory.update(HOST, hardware=host.inventory.get(HOST, "hardware").replace(memorySize=1 << 30))
    assert seen == [True] * 4


def test_maintenance_mode(root: Client, host: Esx) -> None:
    """In and out of maintenance mode, with events and the right methods disabled."""
    root.task("ha-host", ENTER, timeout=0)
    assert root.get("ha-host", "runtime").inMaintenanceMode
    assert root.get("ha-host", "summary.runtime.inMaintenanceMode")
    disabled = root.get("ha-host", "disabledMethod").items
    assert ENTER in disabled
    assert EXIT not in disabled
    with pytest.raises(Faulted, match="InvalidState"):
        root.task("ha-host", ENTER, timeout=0)
    root.task("ha-host", EXIT, timeout=0)
    disabled = root.get("ha-host", "disabledMethod").items
    assert EXIT in disabled
    assert ENTER not in disabled
    with pytest.raises(Faulted, match="InvalidState"):
        root.task("ha-host", EXIT, timeout=0)
    assert [name for name in events(host) if "Maintenance" in name] == [
        "EnteringMaintenanceModeEvent", "EnteredMaintenanceModeEvent", "ExitMaintenanceModeEvent",
    ]


def test_maintenance_mode_waits_for_vms(root: Client, host: Esx, clock: Clock) -> None:
    """Entering maintenance mode waits until the last VM is off."""
    vms = [add_vm(host, name) for name in ("one", "two")]
    for vm in vms:
        power(host, vm, True)
    task = root.call("ha-host", ENTER, timeout=0)
    clock.advance(100)
    power(host, vms[0], False)
    clock.advance(100)
    info = root.get(task, "info")
    assert (info.state, info.cancelable) == ("running", True)
    assert not host.in_maintenance
    power(host, vms[1], False)
    clock.advance(0)
    assert root.get(task, "info").state == "success"
    assert host.in_maintenance


def test_maintenance_mode_times_out(root: Client, host: Esx, clock: Clock) -> None:
    """After the timeout the task fails with Timedout."""
    power(host, add_vm(host), True)
    task = root.call("ha-host", ENTER, timeout=60)
    clock.advance(59)
    assert root.get(task, "info").state == "running"
    clock.advance(2)
    info = root.get(task, "info")
    assert info.state == "error"
    assert isinstance(info.error.fault, vim.Timedout)
    assert not host.in_maintenance


def test_maintenance_mode_cancelled(root: Client, host: Esx, clock: Clock) -> None:
    """A task that waits for VMs can be cancelled; nothing of it is left."""
    vm = add_vm(host)
    power(host, vm, True)
    task = root.call("ha-host", ENTER, timeout=60)
    assert host.tasks.cancel(task)
    assert isinstance(root.get(task, "info").error.fault, vim.RequestCanceled)
    power(host, vm, False)
    clock.advance(100)
    assert not host.in_maintenance
    root.task("ha-host", ENTER, timeout=0)


def test_reboot(root: Client, host: Esx, clock: Clock) -> None:
    """A reboot needs maintenance mode; it ends sessions and starts the uptime anew."""
    clock.advance(500)
    with pytest.raises(Faulted, match="InvalidState"):
        root.task("ha-host", "RebootHost_Task", force=False)
    root.task("ha-host", ENTER, timeout=0)
    task = root.call("ha-host", "RebootHost_Task", force=False)
    assert not list(host.sessions)
    with pytest.raises(Faulted, match="NotAuthenticated"):
        root.call("ha-host", "RetrieveHardwareUptime")
    root.login()
    assert root.get(task, "info").state == "success"
    runtime = root.get("ha-host", "runtime")
    assert (runtime.connectionState, runtime.powerState, runtime.inMaintenanceMode) == ("connected", "poweredOn", True)
    assert runtime.bootTime == host.now()
    assert agrees(host)
    assert "HostShutdownEvent" in events(host)
    clock.advance(10)
    assert root.call("ha-host", "RetrieveHardwareUptime") < 200


def test_reboot_takes_power_from_vms(root: Client, host: Esx, clock: Clock) -> None:
    """A forced reboot powers VMs off; they have left their files unlocked and can be started again."""
    vm = create_vm(root)
    root.task(vm, "PowerOnVM_Task")
    root.call("ha-host", "RebootHost_Task", force=True)
    root.login()
    assert root.get(vm, "runtime.powerState") == "poweredOff"
    assert not host.load.running()
    root.task(vm, "PowerOnVM_Task")


def test_no_power_on_in_maintenance_mode(root: Client) -> None:
    """In maintenance mode no VM can be powered on or created."""
    vm = create_vm(root)
    root.task("ha-host", ENTER, timeout=0)
    with pytest.raises(Faulted, match="InvalidState"):
        root.task(vm, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="InvalidState"):
        create_vm(root, "second")


def test_slow_reboot(make_host: Callable[..., Esx], clock: Clock) -> None:
    """With a boot time in the profile the host is away for that long."""
    host = make_host()
    settings = MappingProxyType({**host.profile.settings, "bootSeconds": 240})
    object.__setattr__(host, "profile", type(host.profile)(host.profile.name, settings, host.profile.objects))
    told: list[bool] = []
    host.power.at_change.append(told.append)
    Client(host).login().call("ha-host", "RebootHost_Task", force=True)
    assert not host.power.is_up
    assert host.inventory.get(HOST, "runtime").connectionState == "notResponding"
    clock.advance(240)
    assert host.power.is_up
    assert told == [False, True]


def test_shutdown(root: Client, host: Esx, clock: Clock) -> None:
    """A host that was shut down stays so."""
    root.call("ha-host", "ShutdownHost_Task", force=True)
    clock.advance(10_000)
    runtime = host.inventory.get(HOST, "runtime")
    assert (runtime.connectionState, runtime.powerState) == ("notResponding", "poweredOff")
    assert not host.power.is_up


@pytest.mark.parametrize(("name", "arguments"), [
    ("DisconnectHost_Task", {}), ("ReconnectHost_Task", {}), ("ReconfigureHostForDAS_Task", {}),
    ("PowerUpHostFromStandBy_Task", {"timeoutSec": 0}), ("PowerDownHostToStandBy_Task", {"timeoutSec": 0}),
    ("EnterLockdownMode", {}), ("ExitLockdownMode", {}), ("Rename_Task", {"newName": "x"}), ("Destroy_Task", {}),
])
def test_refused(root: Client, name: str, arguments: dict[str, Any]) -> None:
    """What only a vCenter server can do is refused."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call("ha-host", name, **arguments)


def test_memory_overhead(root: Client) -> None:
    """More CPUs and more memory mean more overhead."""
    small = root.call("ha-host", "QueryMemoryOverhead", memorySize=512 << 20, numVcpus=1)
    large = root.call("ha-host", "QueryMemoryOverhead", memorySize=4096 << 20, numVcpus=4, videoRamSize=4 << 20)
    assert 50 << 20 < small < large < 1 << 30
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call("ha-host", "QueryMemoryOverhead", memorySize=1, numVcpus=9)


def test_connection_info(root: Client, host: Esx) -> None:
    """The connection info has the summaries of host, VMs, networks and datastores."""
    vm = add_vm(host)
    info = root.call("ha-host", "QueryHostConnectionInfo")
    assert info.host == root.get("ha-host", "summary")
    assert [summary.vm for summary in info.vm] == [vm]
    assert [one.summary.name for one in info.network] == ["VM Network"]
    assert [one.summary.name for one in info.datastore] == ["datastore1"]


def test_settings(root: Client) -> None:
    """Flags, IPMI and the kernel's resources can be changed; an IPMI password is not shown."""
    root.call("ha-host", "UpdateFlags", flagInfo=vim.HostFlagInfo(backgroundSnapshotsEnabled=True))
    assert root.get("ha-host", "config.flags").backgroundSnapshotsEnabled
    root.call("ha-host", "UpdateIpmi", ipmiInfo=vim.HostIpmiInfo(login="admin", password="secret"))
    ipmi = root.get("ha-host", "config.ipmi")
    assert (ipmi.login, ipmi.password) == ("admin", None)
    tree = root.get("ha-host", "systemResources")
    child = tree.child[1]
    changed = child.config.replace(cpuAllocation=child.config.cpuAllocation.replace(reservation=300))
    root.call("ha-host", "UpdateSystemResources", resourceInfo=vim.HostSystemResourceInfo(
        key="host", child=[vim.HostSystemResourceInfo(key=child.key, config=changed)],
    ))
    after = root.get("ha-host", "systemResources")
    assert after.child[1].config.cpuAllocation.reservation == 300
    assert after.child[1].child == child.child
    assert after.config == tree.config
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call("ha-host", "UpdateSystemResources", resourceInfo=vim.HostSystemResourceInfo(key="nothing"))


def test_cim_ticket(root: Client) -> None:
    """Each CIM ticket is another."""
    first, second = (root.call("ha-host", "AcquireCimServicesTicket") for _ in range(2))
    assert first.sessionId != second.sessionId
