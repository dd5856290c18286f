"""The tree of resource pools: what is reserved, what is left, what is used; ``ResourcePool.runtime`` says so.

CPU is counted in MHz, memory in MB; a pool's runtime tells memory in bytes. Of a VM's memory only its reservation counts,
not its overhead: a simulated host runs more VMs than a real one has room for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fakeesx.host.managed_object import fault
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

Amount: TypeAlias = tuple[int, int]
"""MHz of CPU and MB of memory."""

ROOT_POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
_LARGEST = 2**63 - 1
_ON = vim.VirtualMachinePowerState.poweredOn


@dataclass(frozen=True, slots=True)
class PoolState:
    """What a pool has reserved and used. ``unreserved`` includes what an expandable pool can borrow above it."""

    reserved: Amount
    for_vms: Amount
    unreserved: Amount
    most: Amount
    used: Amount
    quick: vim.ResourcePoolQuickStats


def reservation(node: Node) -> Amount:
    """The reservation of a VM."""
    config = node.values["config"]
    cpu, memory = config.cpuAllocation, config.memoryAllocation
    return (cpu.reservation or 0) if cpu else 0, (memory.reservation or 0) if memory else 0


def unreserved(host: Esx, pool: ManagedObjectReference) -> Amount:
    """What a VM or a child pool can still reserve in a pool."""
    return _states(host)[pool.value].unreserved


def reserved_inside(host: Esx, pool: ManagedObjectReference) -> Amount:
    """What the VMs that are on and the child pools of a pool have reserved."""
    return _states(host)[pool.value].reserved


def require(host: Esx, requested: Amount) -> None:
    """Raise InsufficientResourcesFault's kin when a pool has more reserved inside than it may; call it after a change.

    ``requested`` is what the change asked for; the fault names it.
    """
    for moid, state in _states(host).items():
        node = host.inventory.find(moid)
        assert node is not None
        for kind, allocation in enumerate(_allocations(node)):
            limit = -1 if allocation.limit is None else allocation.limit
            most = limit if allocation.expandableReservation else allocation.reservation or 0
            if 0 <= most < state.reserved[kind]:
                left = max(0, most - max(0, state.reserved[kind] - requested[kind]))
                if kind == 0:
                    raise fault("InsufficientCpuResourcesFault", unreserved=left, requested=requested[kind])
                raise fault(
                    "InsufficientMemoryResourcesFault", unreserved=left << 20,
                    requested=min(requested[kind] << 20, _LARGEST),
                )


def subtree(host: Esx, pool: ManagedObjectReference) -> Iterator[ManagedObjectReference]:
    """A pool and all pools below it, the nearest first."""
    waiting = [pool]
    while waiting:
        ref = waiting.pop(0)
        yield ref
        waiting.extend(host.inventory.get(ref, "resourcePool"))


def refresh(host: Esx) -> None:
    """Bring ``runtime`` and ``summary`` of every pool up to date with configuration, VMs and what these use."""
    for moid, state in _states(host).items():
        node = host.inventory.find(moid)
        assert node is not None
        values = node.values
        runtime = vim.ResourcePoolRuntimeInfo(
            memory=_usage(state, 1, 1 << 20), cpu=_usage(state, 0, 1), overallStatus=values["runtime"].overallStatus
        )
        old = values["summary"]
        summary = old.replace(name=values["name"], config=values["config"], runtime=runtime, quickStats=state.quick)
        if summary != old or runtime != values["runtime"]:
            host.inventory.update(node.ref, runtime=runtime, summary=summary)


def _usage(state: PoolState, kind: int, unit: int) -> vim.ResourcePoolResourceUsage:
    return vim.ResourcePoolResourceUsage(
        reservationUsed=state.reserved[kind] * unit, reservationUsedForVm=state.for_vms[kind] * unit,
        unreservedForPool=state.unreserved[kind] * unit, unreservedForVm=state.unreserved[kind] * unit,
        overallUsage=state.used[kind] * unit, maxUsage=state.most[kind] * unit,
    )


def _states(host: Esx) -> dict[str, PoolState]:
    """The state of every pool, parents before children."""
    order = [ref for ref in subtree(host, ROOT_POOL) if host.inventory.get(ref, "config") is not None]
    inner: dict[str, tuple[Amount, Amount, vim.ResourcePoolQuickStats]] = {}
    for ref in reversed(order):
        inner[ref.value] = _inner(host, host.inventory.node(ref), inner)
    states: dict[str, PoolState] = {}
    for ref in order:
        node = host.inventory.node(ref)
        reserved, for_vms, quick = inner[ref.value]
        above = states.get(node.values["parent"].value)
        limits = [
            _limits(allocation, reserved[kind], above.unreserved[kind] if above else 0, above.most[kind] if above else None)
            for kind, allocation in enumerate(_allocations(node))
        ]
        states[ref.value] = PoolState(
            reserved, for_vms, (limits[0][0], limits[1][0]), (limits[0][1], limits[1][1]),
            (int(quick.overallCpuUsage or 0), int(quick.hostMemoryUsage or 0)), quick,
        )
    return states


def _allocations(node: Node) -> tuple[vim.ResourceAllocationInfo, vim.ResourceAllocationInfo]:
    config: vim.ResourceConfigSpec = node.values["config"]
    return config.cpuAllocation, config.memoryAllocation


def _limits(
    allocation: vim.ResourceAllocationInfo, reserved: int, unreserved_above: int, most_above: int | None
) -> tuple[int, int]:
    """What is left to reserve in a pool, and how much it can use at most."""
    left = (allocation.reservation or 0) - reserved
    limit = -1 if allocation.limit is None else allocation.limit
    if allocation.expandableReservation:
        left = max(0, left) + unreserved_above
        if limit >= 0:
            left = min(left, limit - reserved)
    if most_above is None:
        most = limit
    else:
        most = most_above if limit < 0 else min(limit, most_above)
    return max(0, left), most


def _inner(
    host: Esx, node: Node, known: dict[str, tuple[Amount, Amount, vim.ResourcePoolQuickStats]]
) -> tuple[Amount, Amount, vim.ResourcePoolQuickStats]:
    """What is reserved in a pool, the part of it that is for VMs, and what its VMs use."""
    mhz = mb = cpu = guest = memory = shared = overhead = 0
    for ref in node.get("vm"):
        vm = host.inventory.find(ref.value)
        if vm is None or vm.values["runtime"].powerState != _ON:
            continue
        one = reservation(vm)
        mhz, mb = mhz + one[0], mb + one[1]
        quick = vm.values["summary"].quickStats
        cpu, guest = cpu + (quick.overallCpuUsage or 0), guest + (quick.guestMemoryUsage or 0)
        memory, shared = memory + (quick.hostMemoryUsage or 0), shared + (quick.sharedMemory or 0)
        overhead += quick.consumedOverheadMemory or 0
    for_vms, reserved = (mhz, mb), [mhz, mb]
    for child in node.get("resourcePool"):
        if child.value not in known:
            continue
        inside, _, quick = known[child.value]
        for kind, allocation in enumerate(_allocations(host.inventory.node(child))):
            reserved[kind] += max(allocation.reservation or 0, inside[kind])
        cpu, guest = cpu + (quick.overallCpuUsage or 0), guest + (quick.guestMemoryUsage or 0)
        memory, shared = memory + (quick.hostMemoryUsage or 0), shared + (quick.sharedMemory or 0)
        overhead += quick.overheadMemory or 0
    stats = vim.ResourcePoolQuickStats(
        overallCpuUsage=cpu, guestMemoryUsage=guest, hostMemoryUsage=memory, sharedMemory=shared, swappedMemory=0,
        balloonedMemory=0, overheadMemory=overhead,
    )
    return (reserved[0], reserved[1]), for_vms, stats
