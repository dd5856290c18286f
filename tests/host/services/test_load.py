"""What VMs and the host consume."""

from __future__ import annotations

from bare_vms import add_vm, create_vm, disk, nic, power
from calling import Client
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.services.load import KEPT, SLOT, VmUsage, noise


def test_off_uses_nothing(host: Esx) -> None:
    """A VM that is off uses nothing."""
    vm = add_vm(host)
    assert host.load.vm(vm, host.clock.seconds() + 5) == VmUsage()


def test_on_uses_something(host: Esx, clock: Clock) -> None:
    """A running VM uses some CPU, memory and, with disk and card, their bandwidth; never more than it has."""
    vm = add_vm(host, cpus=2, memory=1024, devices=(disk(), nic()))
    power(host, vm, True)
    for _ in range(50):
        clock.advance(7)
        use = host.load.vm(vm, clock.seconds())
        assert 0 < use.cpu <= 2 * host.cpu_mhz
        assert 0 < use.active <= use.granted <= 1024 << 10
        assert 0 < use.consumed <= use.granted
        assert 0 < use.overhead <= 110 << 10
        assert use.written > 0
        assert use.received >= 0


def test_no_devices_no_traffic(host: Esx, clock: Clock) -> None:
    """Without disk and network card nothing is read, written or received."""
    vm = add_vm(host)
    power(host, vm, True)
    clock.advance(100)
    use = host.load.vm(vm, clock.seconds())
    assert (use.read, use.written, use.received, use.sent) == (0, 0, 0, 0)


def test_boot_then_idle(host: Esx, clock: Clock) -> None:
    """CPU use is high while a VM boots and a few percent once it idles; memory grows."""
    vm = add_vm(host, memory=2048)
    power(host, vm, True)
    clock.advance(15)
    booting = host.load.vm(vm, clock.seconds())
    clock.advance(1500)
    idle = [host.load.vm(vm, clock.seconds() + 20 * n) for n in range(40)]
    assert booting.cpu > 0.2 * host.cpu_mhz
    assert sorted(use.cpu for use in idle)[20] < 0.05 * host.cpu_mhz
    assert all(use.consumed > booting.consumed for use in idle)


def test_same_history_same_use(host: Esx, clock: Clock) -> None:
    """Asked again, the answer is the same, and slots differ."""
    vm = add_vm(host)
    power(host, vm, True)
    clock.advance(600)
    at = [clock.seconds() - 20 * n for n in range(10)]
    first = [host.load.vm(vm, seconds) for seconds in at]
    assert first == [host.load.vm(vm, seconds) for seconds in at]
    assert len({use.cpu for use in first}) > 5


def test_past_is_kept(host: Esx, clock: Clock) -> None:
    """What a VM used while it was on is known after it was powered off, for an hour."""
    vm = add_vm(host)
    power(host, vm, True)
    clock.advance(60)
    was = clock.seconds() - 10
    running = host.load.vm(vm, was)
    clock.advance(30)
    power(host, vm, False)
    assert host.load.vm(vm, was) == running
    assert host.load.vm(vm, clock.seconds() + 1) == VmUsage()
    assert len(host.load.spans(vm)) == 1
    clock.advance(KEPT + SLOT)
    host.load.forget()
    assert host.load.spans(vm) == []
    assert host.load.vm(vm, was) == VmUsage()


def test_uptime(host: Esx, clock: Clock) -> None:
    """Uptime counts from the last power on or reset."""
    vm = add_vm(host)
    power(host, vm, True)
    clock.advance(100)
    assert host.load.vm(vm, clock.seconds()).uptime == 100
    power(host, vm, True)  # a reset: only the boot time changes
    clock.advance(10)
    assert host.load.vm(vm, clock.seconds()).uptime == 10
    assert len(host.load.spans(vm)) == 2


def test_host_is_the_sum(host: Esx, clock: Clock) -> None:
    """The host uses what its VMs use and something for itself."""
    idle = host.load.host(clock.seconds())
    assert 0 < idle.cpu < 500
    vms = [add_vm(host, f"vm{n}", memory=256) for n in range(5)]
    for vm in vms:
        power(host, vm, True)
    clock.advance(200)
    now = clock.seconds()
    use = host.load.host(now)
    assert use.vms.cpu == sum(host.load.vm(vm, now).cpu for vm in vms)
    assert use.cpu == use.console_cpu + use.vms.cpu
    assert use.consumed == use.console_memory + use.vms.consumed + use.vms.overhead
    assert host.load.host(now - now % SLOT) == host.load.host(now - now % SLOT)


def test_removed_vm_stays_in_the_hosts_past(host: Esx, clock: Clock) -> None:
    """The host's past does not change when a VM is removed."""
    vm = add_vm(host)
    power(host, vm, True)
    clock.advance(100)
    was = clock.seconds() // SLOT * SLOT
    before = host.load.host(was)
    power(host, vm, False)
    host.inventory.remove(vm)
    host.load._slots.clear()
    assert host.load.host(was) == before


def test_short_lives_leave_nothing(host: Esx, clock: Clock) -> None:
    """VMs that come and go between two samples are not remembered."""
    clock.advance(-clock.seconds() % SLOT + 1)
    for n in range(5):
        vm = add_vm(host, f"vm{n}")
        power(host, vm, True)
        clock.advance(1)
        power(host, vm, False)
        host.inventory.remove(vm)
    assert not host.load._records


def test_failed_transaction_is_no_power_on(host: Esx) -> None:
    """A power on that is undone never was."""
    vm = add_vm(host)
    try:
        with host.inventory.transaction():
            power(host, vm, True)
            raise ValueError
    except ValueError:
        pass
    assert not host.load.is_running(vm)


def test_restored_snapshot(host: Esx, clock: Clock) -> None:
    """Going back to a snapshot in which a VM was off powers it off here too."""
    vm = add_vm(host)
    before = host.inventory.snapshot()
    power(host, vm, True)
    clock.advance(30)
    host.inventory.restore(before)
    assert not host.load.is_running(vm)


def test_real_vm(root: Client, host: Esx, clock: Clock) -> None:
    """Powering a real VM on, resetting, suspending and powering it off makes its history."""
    vm = create_vm(root, memoryMB=256)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(100)
    assert root.get(vm, "summary.quickStats.uptimeSeconds") > 60
    root.task(vm, "ResetVM_Task")
    clock.advance(30)
    assert host.load.vm(vm, clock.seconds()).uptime == 30
    root.task(vm, "SuspendVM_Task")
    clock.advance(30)
    assert not host.load.is_running(vm)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(30)
    root.task(vm, "PowerOffVM_Task")
    assert len(host.load.spans(vm)) == 3
    quick = root.get(vm, "summary.quickStats")
    assert not quick.overallCpuUsage
    assert not quick.uptimeSeconds


def test_noise_is_even() -> None:
    """Noise covers 0 to 1 evenly."""
    numbers = [number for slot in range(500) for number in noise(12345, slot)]
    assert min(numbers) >= 0
    assert max(numbers) <= 1
    assert 0.45 < sum(numbers) / len(numbers) < 0.55
