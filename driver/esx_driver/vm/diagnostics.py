"""What a machine does right now, as the host measured it: not what it was made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup

INTERVAL = 20
"""Seconds that a sample stands for."""
_READ = ("runtime.powerState", "summary.quickStats", "config.hardware.device")
_WHOLE, _EACH = "", "*"
_COUNTERS = {
    "cpu.used.summation": _EACH, "mem.active.average": _WHOLE, "mem.consumed.average": _WHOLE,
    "net.received.average": _EACH, "net.transmitted.average": _EACH, "virtualDisk.read.average": _EACH,
    "virtualDisk.write.average": _EACH, "sys.uptime.latest": _WHOLE,
}


@dataclass(frozen=True)
class CpuUse:
    """A virtual CPU: milliseconds that it ran in the last interval."""

    number: int
    used_ms: int


@dataclass(frozen=True)
class NicUse:
    """A network card: KB per second in the last interval; ``None`` for what was not measured."""

    mac: str
    received_kbps: int | None
    sent_kbps: int | None


@dataclass(frozen=True)
class DiskUse:
    """A disk: KB per second in the last interval; ``None`` for what was not measured."""

    path: str
    read_kbps: int | None
    written_kbps: int | None


@dataclass(frozen=True)
class Diagnostics:
    """What the host measured last. ``None``, and nothing at all, for what it did not: of a machine that is off, most."""

    state: str
    sampled: datetime | None
    uptime_seconds: int | None
    cpu_mhz: int | None
    memory_active_kb: int | None
    memory_consumed_kb: int | None
    memory_overhead_kb: int | None
    cpus: tuple[CpuUse, ...] = ()
    nics: tuple[NicUse, ...] = ()
    disks: tuple[DiskUse, ...] = ()


def diagnostics(host: Host, vm: Ref, name: str) -> Diagnostics:
    """What a machine does. Raises ``InstanceNotFound``, ``VimFault``."""
    power, quick, devices = lookup.read(host, vm, name, *_READ)
    state = lookup.POWER_STATES.get(power, "nostate")
    sampled, found = _latest(host, vm) if power == "poweredOn" else (None, {})

    def whole(counter: str) -> int | None:
        return found.get((counter, _WHOLE))

    overhead = getattr(quick, "consumedOverheadMemory", None) if found else None
    return Diagnostics(
        state, sampled, whole("sys.uptime.latest"), getattr(quick, "overallCpuUsage", None) if found else None,
        whole("mem.active.average"), whole("mem.consumed.average"), None if overhead is None else overhead << 10,
        tuple(sorted(
            (CpuUse(int(instance), value) for (counter, instance), value in found.items()
             if counter == "cpu.used.summation" and instance.isdigit()), key=lambda each: each.number,
        )),
        tuple(_nics(devices or (), host, found)), tuple(_disks(devices or (), host, found)),
    )


def _nics(devices: Sequence[Any], host: Host, found: dict[tuple[str, str], int]) -> Iterable[NicUse]:
    for card in host.session.types.of_type(devices, "VirtualEthernetCard"):
        instance = str(card.key)
        yield NicUse(
            card.macAddress or "", found.get(("net.received.average", instance)),
            found.get(("net.transmitted.average", instance)),
        )


def _disks(devices: Sequence[Any], host: Host, found: dict[tuple[str, str], int]) -> Iterable[DiskUse]:
    types = host.session.types
    buses = {device.key: device.busNumber for device in types.of_type(devices, "VirtualController")}
    for disk in of.disks(devices, types):
        kind = "ide" if of.is_ide(disk, devices, types) else "scsi"
        instance = f"{kind}{buses[disk.controllerKey]}:{disk.unitNumber or 0}"
        yield DiskUse(
            str(backings.file_of(disk)), found.get(("virtualDisk.read.average", instance)),
            found.get(("virtualDisk.write.average", instance)),
        )


def _latest(host: Host, vm: Ref) -> tuple[datetime | None, dict[tuple[str, str], int]]:
    """The last sample: its time, and its values by counter and instance."""
    types, keys = host.session.types, host.counters
    names = {keys[name]: name for name in _COUNTERS if name in keys}
    spec = types.PerfQuerySpec(
        entity=vm, maxSample=1, intervalId=INTERVAL,
        metricId=[types.PerfMetricId(counterId=key, instance=_COUNTERS[name]) for key, name in names.items()],
    )
    sampled, values = None, {}
    for metric in host.session.call("QueryPerf", host.manager("perfManager"), querySpec=[spec]) or ():
        for info in metric.sampleInfo or ():
            sampled = info.timestamp
        for series in metric.value or ():
            if series.value:
                values[names[series.id.counterId], series.id.instance or _WHOLE] = series.value[-1]
    return sampled, values
