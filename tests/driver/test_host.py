"""The host itself: what it is and has, its power, its maintenance mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern
from esx_driver import capacity, host_power
from esx_driver.errors import HostBusy, Unreachable
from esx_driver.host import Host
from esx_driver.vim import connect, faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, power, spawning

from fakeesx import FakeESX

BOOT = 300.0


def spawned(esx: FakeESX, host: Host, name: str = "web", uuid: str = UUID) -> Ref:
    """A machine that runs: 2 CPUs, 256 MB."""
    return spawning.spawn(host, conf_of(esx), replace(REQUEST, name=name, uuid=uuid, nics=()), Pattern())


def test_what_it_has(fresh: FakeESX, host: Host) -> None:
    """W17: what a scheduler needs, each figure as another client of the host sees it, in one call."""
    before = host.session.calls
    found = capacity.capacity(host)
    assert host.session.calls - before == 1
    hardware = fresh.run(lambda fake: next(iter(fake.inventory.of_type("HostSystem"))).get("summary").hardware)
    store = fresh.datastores["datastore1"]
    assert (found.vcpus, found.memory_mb) == (hardware.numCpuThreads, hardware.memorySize >> 20)
    assert (found.cpu.sockets, found.cpu.cores, found.cpu.mhz) == (
        hardware.numCpuPkgs, hardware.numCpuCores, hardware.cpuMhz,
    )
    assert (found.disk_gb, found.disk_gb_free) == (store.capacity >> 30, store.free >> 30)
    assert (found.hypervisor_type, found.hypervisor_version) == ("VMware ESX", "4.1.0")
    assert found.cpu.arch == "x86_64"
    assert ("x86_64", "vmware", "hvm") in found.supported_instances
    assert found.name
    assert found.address.count(".") == 3
    assert (found.vcpus_used, found.machines, found.machines_running, found.in_maintenance) == (0, 0, 0, False)


def test_what_is_used(fresh: FakeESX, host: Host) -> None:
    """Machines that run count; one that is off takes its disk only."""
    first, second = spawned(fresh, host), spawned(fresh, host, "other", UUID[:-1] + "2")
    found = capacity.capacity(host)
    assert (found.vcpus_used, found.memory_mb_promised, found.machines, found.machines_running) == (4, 512, 2, 2)
    power.power_off(host, second, "other")
    found = capacity.capacity(host)
    assert (found.vcpus_used, found.memory_mb_promised, found.machines, found.machines_running) == (2, 256, 2, 1)
    assert lookup.info(host, first, "web").state == "running"


def test_uptime(connected: Callable[..., Host]) -> None:
    """By the host's clock."""
    with FakeESX(seed=1, clock="virtual") as esx:
        host = connected(esx)
        before = capacity.uptime(host)
        esx.advance(1000)
        assert 1000 <= capacity.uptime(host) - before <= 1001


def test_other_kinds_of_hosts(connected: Callable[..., Host]) -> None:
    """An ESXi has no service console, and an address all the same."""
    with FakeESX(seed=1, profile="esxi-4.1") as esx:
        found = capacity.capacity(connected(esx))
        assert found.address.count(".") == 3
        assert "ESXi" in found.product


def test_maintenance(fresh: FakeESX, host: Host) -> None:
    """In and out; as it is already is as good. Machines that run keep the host from it, and are named."""
    vm = spawned(fresh, host)
    with pytest.raises(HostBusy, match="while machines run: web") as busy:
        host_power.enter_maintenance(host)
    assert busy.value.machines == ["web"]
    power.power_off(host, vm, "web")
    for _ in range(2):
        host_power.enter_maintenance(host)
        assert capacity.capacity(host).in_maintenance
    with pytest.raises(faults.VimFault):
        power.power_on(host, vm, "web")
    for _ in range(2):
        host_power.exit_maintenance(host)
        assert not capacity.capacity(host).in_maintenance
    power.power_on(host, vm, "web")
    assert len(fresh.calls("EnterMaintenanceMode_Task")) == len(fresh.calls("ExitMaintenanceMode_Task")) == 1


def test_machine_that_starts_meanwhile(fresh: FakeESX, host: Host) -> None:
    """The host waits for it, and says that it was not in time."""
    spawned(fresh, host)
    fresh.chaos.add("EnterMaintenanceMode_Task", fault="Timedout")
    running, looks = host_power.machines_running, []

    def first_none(host: Host) -> list[str]:
        looks.append(1)
        return [] if len(looks) == 1 else running(host)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(host_power, "machines_running", first_none)
        with pytest.raises(HostBusy, match="not in maintenance in 5 seconds: web"):
            host_power.enter_maintenance(host, timeout=5)


def test_reboot_needs_maintenance(fresh: FakeESX, host: Host) -> None:
    """Unless forced; who would lose power is named."""
    spawned(fresh, host)
    for down in (host_power.reboot, host_power.shut_down):
        with pytest.raises(HostBusy, match=r"not in maintenance mode.*these run, and would lose their power: web$"):
            down(host)
    assert not fresh.calls("RebootHost_Task")
    assert fresh.vms["web"].power_state == "poweredOn"


@pytest.mark.parametrize("force", [True, False])
def test_reboot(fresh: FakeESX, host: Host, force: bool) -> None:
    """It is waited for until it is back; the driver's session is another then, and it works."""
    vm = spawned(fresh, host)
    if not force:
        power.power_off(host, vm, "web")
        host_power.enter_maintenance(host)
    before, logins = host_power._boot_time(host), host.session.logins
    host_power.reboot(host, force=force, timeout=60)
    assert host_power._boot_time(host) != before
    assert host.session.logins > logins
    assert lookup.info(host, vm, "web").state == "shutdown"
    assert len(fresh.calls("RebootHost_Task")) == 1


def test_slow_reboot() -> None:
    """Five minutes without an answer: it is looked at now and then."""
    with FakeESX(seed=1, clock="virtual") as esx, connect(conf_of(esx, vmwareapi_api_retry_count=0)) as session:
        host = Host(session)
        host.session.sleep, host.session.clock = esx.advance, lambda: esx.now.timestamp()
        esx.chaos.add("RebootHost_Task", reboot=BOOT, id="boot")
        began = esx.now
        host_power.reboot(host, force=True, timeout=2 * BOOT)
        assert (esx.now - began).total_seconds() >= BOOT


def test_shutdown(fresh: FakeESX, host: Host) -> None:
    """It is off, and so are its machines."""
    spawned(fresh, host)
    host_power.shut_down(host, force=True)
    assert not fresh.run(lambda fake: fake.power.is_up)
    assert fresh.vms["web"].power_state == "poweredOff"


def test_host_that_does_not_come_back() -> None:
    """In time."""
    with FakeESX(seed=1, clock="virtual") as esx, connect(conf_of(esx, vmwareapi_api_retry_count=0)) as session:
        host = Host(session)
        host.session.sleep, host.session.clock = esx.advance, lambda: esx.now.timestamp()
        esx.chaos.add("RebootHost_Task", fault="InvalidState", id="refused")
        with pytest.raises(faults.InvalidState):
            host_power.reboot(host, force=True, timeout=10)
        esx.chaos.clear()
        boot = host_power._boot_time
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(host_power, "_boot_time", lambda host: "the same")
            with pytest.raises(Unreachable, match="not back 10 seconds after"):
                host_power.reboot(host, force=True, timeout=10)
        assert boot(host) is not None


@pytest.mark.parametrize(
    "effect", [{"reset": "before"}, {"reset": "after"}, {"session": "expired"}, {"status": 503}], ids=str,
)
def test_chaos_of_a_reboot(effect: dict[str, Any]) -> None:
    """Whatever is lost of its call, the host reboots once."""
    with FakeESX(seed=1) as esx, connect(conf_of(esx)) as session:
        host = Host(session)
        esx.chaos.add("RebootHost_Task", nth=1, **effect)
        before = host_power._boot_time(host)
        host_power.reboot(host, force=True, timeout=60)
        assert host_power._boot_time(host) != before
        assert len([call for call in esx.calls("RebootHost_Task") if call.outcome == "result"]) <= 1


def test_maintenance_under_chaos() -> None:
    """A lost answer is no second change."""
    for when in ("before", "after"):
        with FakeESX(seed=1) as esx, connect(conf_of(esx)) as session:
            host = Host(session)
            esx.chaos.add("*MaintenanceMode_Task", every=2, after=0, reset=when)
            host_power.enter_maintenance(host)
            assert capacity.capacity(host).in_maintenance
            host_power.exit_maintenance(host)
            assert not capacity.capacity(host).in_maintenance


