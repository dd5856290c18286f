"""Quick statistics."""

from __future__ import annotations

from bare_vms import HOST, POOL, add_vm, power
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx


def _uptime(host: Esx, vm: object) -> int | None:
    quick = host.inventory.get(vm, "summary").quickStats  # type: ignore[arg-type]
    return quick.uptimeSeconds  # type: ignore[no-any-return]


def test_no_timer_without_running_vms(host: Esx, clock: Clock) -> None:
    """No VM on, no timer; it starts with the first and ends within a slot after the last."""
    assert not host.statistics.armed
    vm = add_vm(host)
    power(host, vm, True)
    assert host.statistics.armed
    power(host, vm, False)
    clock.advance(20)
    assert not host.statistics.armed


def test_every_vm_every_twenty_seconds(host: Esx, clock: Clock) -> None:
    """Each running VM gets new statistics once in 20 seconds, and not all at the same second."""
    vms = [add_vm(host, f"vm{n}") for n in range(40)]
    for vm in vms:
        power(host, vm, True)
    seconds = set()
    seen = {}
    for second in range(1, 41):
        clock.advance(1)
        for vm in vms:
            uptime = _uptime(host, vm)
            if uptime != seen.get(vm):
                seen[vm] = uptime
                seconds.add(second)
                assert uptime == second
    assert len(seconds) > 10
    assert all(20 < uptime <= 40 for uptime in seen.values() if uptime)
    assert len(seen) == 40


def test_jump_of_the_clock(host: Esx, clock: Clock) -> None:
    """After a jump of the clock the statistics are those of now, taken once."""
    vm = add_vm(host)
    power(host, vm, True)
    changes: list[object] = []
    host.inventory.subscribe(changes.append)
    clock.advance(10_000)
    assert _uptime(host, vm) == 10_000
    assert len(changes) == 1


def test_heartbeat_is_kept(host: Esx, clock: Clock) -> None:
    """The heartbeat of the guest stays as it is."""
    vm = add_vm(host)
    summary = host.inventory.get(vm, "summary")
    quick = summary.quickStats.replace(guestHeartbeatStatus="green")
    host.inventory.update(vm, summary=summary.replace(quickStats=quick))
    power(host, vm, True)
    clock.advance(20)
    quick = host.inventory.get(vm, "summary").quickStats
    assert quick.guestHeartbeatStatus == "green"
    assert quick.overallCpuUsage > 0
    assert quick.hostMemoryUsage >= quick.privateMemory + quick.consumedOverheadMemory


def test_host_and_pool_follow(host: Esx, clock: Clock) -> None:
    """The statistics of host and root pool rise with VMs, and fall when these are off."""
    vms = [add_vm(host, f"vm{n}", memory=1024) for n in range(4)]
    for vm in vms:
        power(host, vm, True)
    clock.advance(40)
    clock.advance(20)
    quick = host.inventory.get(HOST, "summary").quickStats
    runtime = host.inventory.get(POOL, "runtime")
    assert quick.uptime == 60
    assert runtime.cpu.overallUsage == sum(
        host.inventory.get(vm, "summary").quickStats.overallCpuUsage for vm in vms
    ) > 0
    assert runtime.memory.overallUsage >= 4 << 28
    assert host.inventory.get(POOL, "summary").runtime == runtime
    assert quick.overallMemoryUsage > 2048
    for vm in vms:
        power(host, vm, False)
        summary = host.inventory.get(vm, "summary")
        host.inventory.update(vm, summary=summary.replace(quickStats=summary.quickStats.replace(overallCpuUsage=0)))
    clock.advance(20)
    assert host.inventory.get(POOL, "runtime").cpu.overallUsage == 0
    assert host.inventory.get(HOST, "summary").quickStats.overallMemoryUsage < 2048


def test_stop(host: Esx, clock: Clock) -> None:
    """A host that stopped leaves no timer."""
    vm = add_vm(host)
    power(host, vm, True)
    host.stop()
    assert not clock.getDelayedCalls()
