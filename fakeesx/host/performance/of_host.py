"""Performance counters of the host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fakeesx.host.performance.sampling import (
    COMMANDS,
    IO,
    MEMORY,
    MILLISECONDS,
    NET,
    PATHS,
    RESCPU,
    STORES,
    Part,
    Reading,
    Sample,
    Source,
    Table,
    latency,
    pick,
    slots,
    table,
    used_ms,
    zero,
)
from fakeesx.host.services import resources
from fakeesx.host.services.load import KEPT, SLOT, HostUsage, VmUsage
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_HOST = ManagedObjectReference("HostSystem", "ha-host")
_SEED = 4101
_HEAP = 262144
"""KB of the kernel's heap (made up)."""


def source(host: Esx, node: Node) -> Source:
    """The samples of the host since it booted."""
    hardware = node.values["summary"].hardware
    capacity = host.capacity()

    def times() -> list[float]:
        now = host.clock.seconds()
        return slots(max(host.boot_seconds, now - KEPT), now)

    def samples(wanted: list[float]) -> list[Sample]:
        reserved = resources.reserved_inside(host, resources.ROOT_POOL)
        memory = int(hardware.memorySize) >> 10
        facts = {
            "reservedCpu": float(reserved[0]), "reservedMemory": float(reserved[1]), "totalCpu": float(capacity[0]),
            "totalMemory": float(capacity[1]), "memory": float(memory), "cores": float(hardware.numCpuCores),
        }
        found = []
        for t in wanted:
            use = host.load.host(t)
            found.append(Sample(
                t, _whole(use), hardware.numCpuCores, float(hardware.cpuMhz), memory, _SEED,
                facts={**facts, "console": use.console_cpu, "consoleMemory": float(use.console_memory)},
            ))
        return found

    return Source(node.ref, _TABLE, _instances(host, node), times, samples)


def _whole(use: HostUsage) -> VmUsage:
    """What host and VMs use together; the console reads and writes a little."""
    console = use.console_cpu
    vms = use.vms
    return vms._replace(
        uptime=use.uptime, cpu=use.cpu, consumed=use.consumed, active=vms.active + use.console_memory // 8,
        written=vms.written + 0.2 * console, writes=vms.writes + 0.02 * console, read=vms.read + 0.05 * console,
        reads=vms.reads + 0.002 * console, received=vms.received + 0.02 * console, sent=vms.sent + 0.02 * console,
    )


def luns(host: Esx) -> tuple[str, ...]:
    """The canonical names of the host's disks."""
    config = host.inventory.get(_HOST, "config")
    device = config.storageDevice if config is not None else None
    return tuple(
        lun.canonicalName for lun in (device.scsiLun if device else ())
        if isinstance(lun, vim.HostScsiDisk) and lun.canonicalName
    )


def _instances(host: Esx, node: Node) -> dict[str, tuple[str, ...]]:
    """CPU threads by number, physical NICs and adapters by name, disks by canonical name, datastores by moid."""
    config: vim.HostConfigInfo = node.values["config"]
    storage, network = config.storageDevice, config.network
    system: vim.HostSystemResourceInfo | None = node.get("systemResources")
    return {
        "": ("",), "cpu": tuple(str(n) for n in range(node.values["summary"].hardware.numCpuThreads)),
        "lun": luns(host), "nic": tuple(nic.device for nic in network.pnic) if network else (),
        "adapter": tuple(hba.device for hba in storage.hostBusAdapter) if storage else (),
        "path": tuple(path.name for path in config.multipathState.path) if config.multipathState else (),
        "datastore": tuple(store.ref.value for store in host.inventory.of_type("Datastore")),
        "system": tuple(child.key for child in system.child) if system else (),
    }


def _of_capacity(p: Part) -> float:
    return min(10000.0, 10000.0 * p.use.cpu * p.used / (p.sample.mhz * p.sample.cpus * p.of))


def _idle_ms(p: Part) -> float:
    return max(0.0, MILLISECONDS * p.sample.cpus * p.of - used_ms(p))


def _fact(name: str) -> Reading:
    return lambda p: p.sample.facts[name]


def _console(factor: float) -> Reading:
    """A share of what the console uses, of memory (KB)."""
    return lambda p: p.sample.facts["consoleMemory"] * factor * p.used


def _watts(p: Part) -> float:
    return 140.0 + 110.0 * p.use.cpu / (p.sample.mhz * p.sample.cpus)


def _console_percent(p: Part) -> float:
    return 10000.0 * p.sample.facts["console"] * p.used / p.sample.mhz


_TABLE: Final[Table] = table(
    ("cpu", ("", "cpu"), {"usage": _of_capacity}),
    ("cpu", ("",), {
        "usagemhz": lambda p: p.use.cpu, "reservedCapacity": _fact("reservedCpu"), "totalCapacity": _fact("totalCpu"),
    }),
    ("cpu", ("", "cpu"), {
        "utilization": _of_capacity, "coreUtilization": _of_capacity, "used": used_ms, "idle": _idle_ms,
    }),
    ("mem", ("",), {
        **MEMORY,
        "unreserved": lambda p: (p.sample.facts["totalMemory"] - p.sample.facts["reservedMemory"]) * 1024,
        "sharedcommon": lambda p: 0.3 * p.use.shared, "heap": lambda _: float(_HEAP),
        "heapfree": lambda p: _HEAP * (0.7 + 0.02 * p.sample.noise(5)), "state": zero, "swapused": zero,
        "reservedCapacity": _fact("reservedMemory"), "totalCapacity": _fact("totalMemory"), "sysUsage": _console(0.4),
    }),
    ("disk", ("",), {
        "usage": lambda p: p.use.read + p.use.written, "maxTotalLatency": latency(3, 25), **pick(IO, "read", "write"),
    }),
    ("disk", ("lun",), {
        **COMMANDS, **pick(IO, "commandsAveraged", "totalReadLatency", "totalWriteLatency"),
        "maxQueueDepth": lambda _: 32.0,
        "kernelReadLatency": zero, "kernelWriteLatency": zero, "queueReadLatency": zero, "queueWriteLatency": zero,
        "deviceReadLatency": latency(2, 12), "deviceWriteLatency": latency(3, 20), "totalLatency": latency(4, 16),
        "deviceLatency": latency(4, 16), "kernelLatency": zero, "queueLatency": zero,
    }),
    ("net", ("", "nic"), NET),
    ("sys", ("",), {"uptime": lambda p: p.use.uptime}),
    ("sys", ("system",), {
        "resourceCpuUsage": lambda p: p.sample.facts["console"] * p.used,
        **dict.fromkeys(("resourceCpuAct1", "resourceCpuAct5", "resourceCpuRun1", "resourceCpuRun5"), _console_percent),
        "resourceMemTouched": _console(0.5), "resourceMemMapped": _console(1.0), "resourceMemOverhead": _console(0.01),
        **dict.fromkeys(
            ("resourceCpuMaxLimited1", "resourceCpuMaxLimited5", "resourceMemShared", "resourceMemSwapped", "resourceMemCow",
             "resourceMemZero"), zero,
        ),
    }),
    ("rescpu", ("",), RESCPU),
    ("managementAgent", ("",), {
        "memUsed": _console(0.25), "swapUsed": zero, "swapIn": zero, "swapOut": zero,
        "cpuUsage": lambda p: 0.3 * p.sample.facts["console"],
    }),
    ("power", ("",), {
        "power": lambda p: _watts(p), "energy": lambda p: _watts(p) * SLOT, "powerCap": zero,
    }),
    ("storageAdapter", ("adapter",), PATHS),
    ("storagePath", ("path",), PATHS),
    ("datastore", ("datastore",), {**STORES, "datastoreIops": lambda p: (p.use.reads + p.use.writes) * p.used,
                                   "sizeNormalizedDatastoreLatency": zero}),
)
