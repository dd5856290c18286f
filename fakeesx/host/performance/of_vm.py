"""Performance counters of VMs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fakeesx.host.performance.of_host import luns
from fakeesx.host.performance.sampling import (
    COMMANDS,
    IO,
    MEMORY,
    MILLISECONDS,
    NET,
    RESCPU,
    STORES,
    Part,
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
from fakeesx.host.services.load import KEPT, SLOT
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


def source(host: Esx, node: Node) -> Source:
    """The samples of a VM: those of the time it was on."""
    ref = node.ref
    heartbeat = float(node.values["summary"].quickStats.guestHeartbeatStatus == "green")

    def times() -> list[float]:
        oldest = host.clock.seconds() - KEPT
        return [t for start, end in host.load.spans(ref) for t in slots(max(start, oldest), end)]

    def samples(wanted: list[float]) -> list[Sample]:
        shape = host.load.shape(ref)
        if shape is None:
            return []
        facts = {"heartbeat": heartbeat, "overheadMax": float(shape.overhead)}
        mhz = float(host.cpu_mhz)
        return [
            Sample(t, host.load.vm(ref, t), shape.cpus, mhz, shape.memory, shape.seed, facts=facts) for t in wanted
        ]

    return Source(ref, _TABLE, _instances(host, node.values["config"]), times, samples)


def _instances(host: Esx, config: vim.VirtualMachineConfigInfo) -> dict[str, tuple[str, ...]]:
    """CPUs by number, network cards by key, disks by bus and unit, datastores by moid."""
    devices = config.hardware.device
    controllers = {device.key: device for device in devices if isinstance(device, vim.VirtualController)}
    disks: list[str] = []
    stores: dict[str, None] = {}
    for device in devices:
        if isinstance(device, vim.VirtualDisk):
            controller = controllers.get(device.controllerKey or 0)
            kind = "ide" if isinstance(controller, vim.VirtualIDEController) else "scsi"
            disks.append(f"{kind}{controller.busNumber if controller else 0}:{device.unitNumber or 0}")
            store = _datastore(host, getattr(device.backing, "fileName", None))
            if store:
                stores[store] = None
    return {
        "": ("",), "cpu": tuple(str(n) for n in range(config.hardware.numCPU)), "lun": luns(host) if disks else (),
        "disk": tuple(disks), "datastore": tuple(stores),
        "nic": tuple(str(device.key) for device in devices if isinstance(device, vim.VirtualEthernetCard)),
    }


def _datastore(host: Esx, file_name: str | None) -> str | None:
    try:
        return host.datastores.ref(DatastorePath.parse(file_name).datastore).value if file_name else None
    except StorageError:
        return None


def _ready_ms(p: Part) -> float:
    return (0.001 + 0.004 * p.sample.noise(1)) * MILLISECONDS * p.sample.cpus * p.of


def _wait_ms(p: Part) -> float:
    return max(0.0, MILLISECONDS * p.sample.cpus * p.of - used_ms(p) - _ready_ms(p))


def _watts(p: Part) -> float:
    return p.sample.cpus + 14.0 * p.use.cpu / p.sample.mhz


_TABLE: Final[Table] = table(
    ("cpu", ("",), {
        "usage": lambda p: 10000.0 * p.use.cpu / (p.sample.mhz * p.sample.cpus), "guaranteed": zero,
    }),
    ("cpu", ("", "cpu"), {
        "usagemhz": lambda p: p.use.cpu * p.used, "used": used_ms, "ready": _ready_ms, "wait": _wait_ms,
        "idle": _wait_ms, "system": lambda p: 0.01 * used_ms(p), "extra": used_ms, "swapwait": zero,
    }),
    ("mem", ("",), {
        **MEMORY, "overheadMax": lambda p: p.sample.facts["overheadMax"],
        **dict.fromkeys(("swapped", "swaptarget", "vmmemctltarget", "zipped", "zipSaved"), zero),
    }),
    ("disk", ("",), {
        "usage": lambda p: p.use.read + p.use.written, "maxTotalLatency": latency(3, 25), **pick(IO, "read", "write"),
    }),
    ("disk", ("lun",), COMMANDS),
    ("net", ("", "nic"), NET),
    ("sys", ("",), {"uptime": lambda p: p.use.uptime, "heartbeat": lambda p: p.sample.facts["heartbeat"] * SLOT}),
    ("rescpu", ("",), RESCPU),
    ("power", ("",), {"power": lambda p: _watts(p), "energy": lambda p: _watts(p) * SLOT}),
    ("virtualDisk", ("disk",), STORES),
    ("datastore", ("datastore",), STORES),
)
