"""What VMs and the host consume at a moment: worked out from identity, size and power history, never drawn or stored.

The same VM with the same power history uses the same at the same time on every run. A usage is the mean over the part of a
20-second slot that has passed: slots end at multiples of 20 seconds of the host's clock, and the noise is that of the slot.
Sizes follow what a recorded host reported of idle guests: about one percent of a CPU, consumed memory between a half and all
of what is configured, a tenth of it shared; the shapes in time (boot, bursts) are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, exp, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeesx.inventory import Change, Kind, Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

SLOT = 20
"""Seconds of a sample."""
KEPT = 3600
"""For how many seconds the past is known."""

_GONE = 1000
"""Of how many VMs that were removed the past is known at most."""
_HOST = ManagedObjectReference("HostSystem", "ha-host")
_ON = vim.VirtualMachinePowerState.poweredOn
_MASK = 2**64 - 1
_CONSOLE = 4100
"""The seed of the console's noise."""


class VmUsage(NamedTuple):
    """What one VM uses: MHz, KB, KB per second, operations and packets per second. ``uptime`` is in seconds."""

    uptime: float = 0.0
    cpu: float = 0.0
    active: int = 0
    private: int = 0
    shared: int = 0
    consumed: int = 0
    """Host memory behind the guest's memory, without overhead."""
    overhead: int = 0
    read: float = 0.0
    written: float = 0.0
    reads: float = 0.0
    writes: float = 0.0
    received: float = 0.0
    sent: float = 0.0

    @property
    def granted(self) -> int:
        """KB of guest memory that host memory stands behind, shared or not."""
        return self.private + self.shared


@dataclass(frozen=True, slots=True)
class HostUsage:
    """What the host uses, its VMs included; units as in ``VmUsage``."""

    uptime: float
    cpu: float
    consumed: int
    vms: VmUsage
    """The sum over the VMs."""
    console_cpu: float
    """What the console and the kernel use, MHz."""
    console_memory: int
    """What they use, KB."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a VM's configuration decides how much it can use."""

    seed: int
    cpus: int
    most_cpu: float
    memory: int
    overhead: int
    disks: int
    nics: int
    traits: tuple[float, float, float, float]
    """How busy this VM is and how it fills its memory, for its whole life: numbers from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Record:
    """The power history of one VM: since when it is on, and the spans (from, to] before."""

    config: vim.VirtualMachineConfigInfo
    shape: Shape
    on: float | None = None
    past: tuple[tuple[float, float], ...] = ()
    gone: bool = False

    def since(self, seconds: float) -> float | None:
        """When the VM that is on at a moment was powered on; ``None`` when it is off then."""
        if self.on is not None and self.on < seconds:
            return self.on
        for start, end in reversed(self.past):
            if start < seconds <= end:
                return start
        return None


class Load:
    """The consumption of one host and its VMs."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._records: dict[str, _Record] = {}
        self._running: dict[str, None] = {}
        self._slots: dict[int, HostUsage] = {}
        self.at_power: list[Callable[[ManagedObjectReference, bool], None]] = []
        """Called when a VM was powered on (true) or off; must not change the inventory."""
        summary = host.inventory.get(_HOST, "summary")
        quick = host.profile.objects[_HOST]["summary"].quickStats  # what it uses without VMs, also when some run already
        self._base_cpu, self._base_memory = float(quick.overallCpuUsage or 0), (quick.overallMemoryUsage or 0) * 1024
        self._mhz = int(summary.hardware.cpuMhz)
        self._most_cpu = self._mhz * int(summary.hardware.numCpuCores)
        self._most_memory = int(summary.hardware.memorySize) >> 10
        self._unsubscribe = host.inventory.subscribe(self._note, "VirtualMachine")
        for node in host.inventory.of_type("VirtualMachine"):
            if node.values["runtime"].powerState == _ON:
                self._powered(node)

    def stop(self) -> None:
        """Take no more note of changes."""
        self._unsubscribe()

    def capture(self) -> Any:
        """The power history of all VMs, and what is known of past slots."""
        return self._records.copy(), self._running.copy(), self._slots.copy()

    def restore(self, state: Any) -> None:
        """Let that be the history."""
        records, running, slots = state
        self._records, self._running, self._slots = records.copy(), running.copy(), slots.copy()

    # asking

    def running(self) -> tuple[ManagedObjectReference, ...]:
        """The VMs that are on now."""
        return tuple(ManagedObjectReference("VirtualMachine", moid) for moid in self._running)

    def is_running(self, ref: ManagedObjectReference) -> bool:
        """Whether a VM is on now."""
        return ref.value in self._running

    def spans(self, ref: ManagedObjectReference) -> list[tuple[float, float]]:
        """When a VM was on during the last hour: (from, to] in the clock's seconds, oldest first."""
        record = self._records.get(ref.value)
        if record is None:
            return []
        now = self._host.clock.seconds()
        spans = [(start, end) for start, end in record.past if end > now - KEPT]
        return spans if record.on is None else [*spans, (record.on, now)]

    def shape(self, ref: ManagedObjectReference) -> Shape | None:
        """How large a VM is; ``None`` for one that was not on during the last hour."""
        record = self._records.get(ref.value)
        return None if record is None else self._shape(ref.value, record)

    def vm(self, ref: ManagedObjectReference, seconds: float) -> VmUsage:
        """What a VM uses at a moment; nothing when it is off."""
        record = self._records.get(ref.value)
        since = None if record is None else record.since(seconds)
        if record is None or since is None:
            return _NOTHING
        return usage(self._shape(ref.value, record), since, seconds)

    def host(self, seconds: float) -> HostUsage:
        """What the host uses at a moment."""
        slot = ceil(seconds / SLOT)
        known = self._slots.get(slot) if seconds == slot * SLOT else None
        if known is not None:
            return known
        found = self._sum(seconds)
        if seconds == slot * SLOT <= self._host.clock.seconds():  # what has been does not change any more
            self._slots[slot] = found
            while len(self._slots) > KEPT // SLOT + 1:
                del self._slots[min(self._slots)]
        return found

    def forget(self) -> None:
        """Drop what is older than an hour."""
        oldest = self._host.clock.seconds() - KEPT
        for moid, record in list(self._records.items()):
            if record.past and record.past[0][1] <= oldest:
                record = self._records[moid] = replace(
                    record, past=tuple(span for span in record.past if span[1] > oldest)
                )
            if record.on is None and not record.past:
                del self._records[moid]

    # inside

    def _sum(self, seconds: float) -> HostUsage:
        used = [
            usage(self._shape(moid, record), since, seconds)
            for moid, record in self._records.items() if (since := record.since(seconds)) is not None
        ]
        vms = VmUsage(*map(sum, zip(*used, strict=True)))._replace(uptime=0.0) if used else _NOTHING
        first, second, *_ = noise(_CONSOLE, ceil(seconds / SLOT))
        console = self._base_cpu * (0.8 + 0.4 * first)
        memory = int(self._base_memory * (0.98 + 0.04 * second))
        return HostUsage(
            uptime=max(0.0, seconds - self._host.boot_seconds), cpu=min(console + vms.cpu, float(self._most_cpu)),
            consumed=min(memory + vms.consumed + vms.overhead, self._most_memory), vms=vms, console_cpu=console,
            console_memory=memory,
        )

    def _shape(self, moid: str, record: _Record) -> Shape:
        """The shape by the VM's configuration now, or the last one known."""
        node = None if record.gone else self._host.inventory.find(moid)
        if node is not None:
            config = node.values["config"]
            if config is not record.config:
                shape = self._shape_of(config, node.values["runtime"])
                record = self._records[moid] = replace(record, config=config, shape=shape)
        return record.shape

    def _shape_of(self, config: vim.VirtualMachineConfigInfo, runtime: vim.VirtualMachineRuntimeInfo) -> Shape:
        hardware, limit = config.hardware, config.cpuAllocation.limit if config.cpuAllocation else None
        most = float(hardware.numCPU * self._mhz)
        if limit is not None and limit >= 0:
            most = min(most, float(limit))
        seed = int(config.uuid.replace("-", "")[-16:], 16)
        return Shape(
            seed=seed, traits=noise(seed, -1), cpus=hardware.numCPU, most_cpu=most,
            memory=hardware.memoryMB << 10, overhead=int(runtime.memoryOverhead or 0) >> 10,
            disks=sum(isinstance(device, vim.VirtualDisk) for device in hardware.device),
            nics=sum(
                isinstance(device, vim.VirtualEthernetCard)
                and device.connectable is not None and bool(device.connectable.connected)
                for device in hardware.device
            ),
        )

    def _note(self, changes: list[Change]) -> None:
        for change in changes:
            before = change.before.values["runtime"] if change.before is not None else None
            after = change.after.values["runtime"] if change.after is not None else None
            if before is after:
                continue
            was_on, is_on = before is not None and before.powerState == _ON, after is not None and after.powerState == _ON
            if was_on and (not is_on or (before and after and before.bootTime != after.bootTime)):
                self._unpowered(change.ref)
            if change.after is not None and after is not None and is_on and not self.is_running(change.ref):
                self._powered(change.after, entered=change.kind is Kind.ENTER)
            if change.kind is Kind.LEAVE:
                self._left(change.ref.value)

    def _powered(self, node: Node, *, entered: bool = True) -> None:
        ref, config, runtime = node.ref, node.values["config"], node.values["runtime"]
        now = self._host.clock.seconds()
        if entered:  # it was on before this host knew it
            now = min(now, getattr(node.private, "booted_at", None) or now)
        record = self._records.get(ref.value)
        if record is None or record.gone:
            record = _Record(config, self._shape_of(config, runtime))
        self._records[ref.value] = replace(record, on=now)
        self._running[ref.value] = None
        for callback in self.at_power:
            callback(ref, True)

    def _unpowered(self, ref: ManagedObjectReference) -> None:
        record = self._records[ref.value]
        start, end, past = record.on, self._host.clock.seconds(), record.past
        self._running.pop(ref.value, None)
        if start is not None and floor(end / SLOT) > floor(start / SLOT):  # else no sample was taken in that time
            past = (*(span for span in past if span[1] > end - KEPT), (start, end))
        self._records[ref.value] = replace(record, on=None, past=past)
        for callback in self.at_power:
            callback(ref, False)

    def _left(self, moid: str) -> None:
        record = self._records.get(moid)
        if record is None:
            return
        if not record.past:
            del self._records[moid]
            return
        self._records[moid] = replace(record, gone=True)
        gone = [moid for moid, record in self._records.items() if record.gone] if len(self._records) > _GONE else []
        for old in gone[:-_GONE]:
            del self._records[old]


_NOTHING = VmUsage()


def usage(shape: Shape, since: float, seconds: float) -> VmUsage:
    """What a VM of a shape that was powered on at ``since`` uses at a moment after that."""
    slot = ceil(seconds / SLOT)
    start = (slot - 1) * SLOT
    share = 1.0 if since <= start else (seconds - since) / (seconds - start)
    age = seconds - since
    settled, busy, size, sharing = shape.traits
    one, two, three, four = noise(shape.seed, slot)
    boot = exp(-age / 25.0) if age < 300.0 else 0.0
    burst = 0.15 * one if two > 0.94 else 0.0
    load = (0.004 + 0.012 * settled) * (0.6 + 0.8 * one) + burst + 0.75 * boot * (0.8 + 0.4 * two)
    cpu = min(load * shape.most_cpu / shape.cpus + 2.0 * shape.cpus, shape.most_cpu) * share
    filled = min(1.0, 0.12 + (0.45 + 0.4 * size) * (1.0 - exp(-age / 90.0)))
    shared = int(shape.memory * filled * (0.05 + 0.1 * sharing) * (1.0 - exp(-age / 600.0)))
    private = int(shape.memory * filled) - shared
    active = int(shape.memory * min(filled, (0.01 + 0.06 * busy) * (0.5 + three) + 0.35 * boot + burst))
    read = written = received = sent = 0.0
    if shape.disks:
        read = (9000.0 * boot + 40.0 * burst * 100 * three) * share
        written = (3.0 + 25.0 * busy * (0.3 + three) + 1200.0 * boot) * share
    if shape.nics:
        received = (0.3 + 2.5 * settled * four + 60.0 * burst) * share
        sent = (0.1 + 1.5 * settled * four + 40.0 * burst) * share
    return VmUsage(
        age, cpu, active, private, shared, private + int(0.4 * shared), int(shape.overhead * (0.38 + 0.2 * sharing)),
        read, written, read / 24.0, written / 9.0, received, sent,
    )


def noise(seed: int, slot: int, salt: int = 0) -> tuple[float, float, float, float]:
    """Four numbers from 0 to 1 that look random and are always the same for a seed and a slot."""
    x = (seed + slot * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    x ^= x >> 31
    return (x & 0xFFFF) / 65535, (x >> 16 & 0xFFFF) / 65535, (x >> 32 & 0xFFFF) / 65535, (x >> 48) / 65535
