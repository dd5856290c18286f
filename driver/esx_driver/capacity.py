"""What a host is and has, and what of it is in use: what a scheduler wants to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from esx_driver.errors import HostError
from esx_driver.host import Host
from esx_driver.vim import properties
from esx_driver.vim.properties import Found
from esx_driver.vim.refs import Ref

_HOST = (
    "name", "summary.hardware", "summary.quickStats", "config.product", "hardware.cpuInfo", "hardware.cpuPkg",
    "hardware.cpuFeature", "runtime.bootTime", "runtime.inMaintenanceMode", "config.network",
)
_VM = ("summary.config.numCpu", "summary.config.memorySizeMB", "summary.config.template", "runtime.powerState")
_LONG_MODE = 29
"""Of register EDX at level 0x80000001: the CPU has 64 bits (vendor documentation)."""


@dataclass(frozen=True)
class CpuInfo:
    """The CPUs of a host: as many threads as vcpus can run at once."""

    arch: str
    vendor: str
    model: str
    mhz: int
    sockets: int
    cores: int
    """Of all sockets."""
    threads: int
    """Of all cores."""


@dataclass(frozen=True)
class Capacity:
    """A host at a glance. What is used of memory and CPU is measured, what is promised to machines that run is counted."""

    name: str
    address: str
    hypervisor_type: str
    hypervisor_version: str
    product: str
    uuid: str
    cpu: CpuInfo
    vcpus: int
    vcpus_used: int
    """Of machines that run."""
    cpu_mhz_used: int
    memory_mb: int
    memory_mb_used: int
    memory_mb_promised: int
    """The memory of machines that run."""
    disk_gb: int
    disk_gb_free: int
    machines: int
    machines_running: int
    in_maintenance: bool
    booted: datetime | None
    supported_instances: tuple[tuple[str, str, str], ...]
    """Architecture, hypervisor type and mode of the images that run here."""


def capacity(host: Host) -> Capacity:
    """The host as it is now, in one call. Raises as ``Session.call``."""
    found = list(properties.objects_of(host.session, {
        "HostSystem": _HOST, "Datastore": ("summary",), "VirtualMachine": _VM,
    }))
    system = next((each for each in found if each.ref.type == "HostSystem"), None)
    if system is None:
        raise HostError("this is no standalone host: it has no HostSystem")
    hardware, product = system.values["summary.hardware"], system.values["config.product"]
    quick = system.get("summary.quickStats")
    stores = [each.values["summary"] for each in found if each.ref.type == "Datastore"]
    vms = [each for each in found if each.ref.type == "VirtualMachine" and not each.get("summary.config.template")]
    running = [each for each in vms if each.get("runtime.powerState") == "poweredOn"]
    cpu = _cpu(system, hardware)
    instances = [("i686", "vmware", "hvm")]
    if cpu.arch == "x86_64":
        instances.append(("x86_64", "vmware", "hvm"))
    usable = [store for store in stores if store.accessible]
    return Capacity(
        system.values["name"], _address(system.get("config.network")), product.name, product.version, product.fullName,
        hardware.uuid, cpu, int(hardware.numCpuThreads), _sum(running, "summary.config.numCpu"),
        int(getattr(quick, "overallCpuUsage", None) or 0), int(hardware.memorySize >> 20),
        int(getattr(quick, "overallMemoryUsage", None) or 0), _sum(running, "summary.config.memorySizeMB"),
        sum(store.capacity for store in usable) >> 30, sum(store.freeSpace for store in usable) >> 30,
        len(vms), len(running), bool(system.get("runtime.inMaintenanceMode")), system.get("runtime.bootTime"),
        tuple(instances),
    )


def uptime(host: Host) -> int:
    """Seconds since the host has booted, by its own clock. Raises as ``Session.call``."""
    (booted,) = properties.get(host.session, host.places.host, "runtime.bootTime")
    if booted is None:
        raise HostError("the host does not say when it booted")
    now = host.session.call("CurrentTime", Ref("ServiceInstance", "ServiceInstance"))
    return max(0, int((now - booted).total_seconds()))


def _cpu(system: Found, hardware: Any) -> CpuInfo:
    packages = system.get("hardware.cpuPkg") or ()
    vendor = packages[0].vendor if packages else ""
    return CpuInfo(
        _arch(system.get("hardware.cpuFeature") or ()), str(vendor), " ".join(hardware.cpuModel.split()), hardware.cpuMhz,
        hardware.numCpuPkgs, hardware.numCpuCores, hardware.numCpuThreads,
    )


def _arch(features: Iterable[Any]) -> str:
    """x86_64 where the CPU's features have long mode: bits are written from the highest, with colons between."""
    for feature in features:
        bits = (feature.edx or "").replace(":", "") if feature.level & 0xFFFFFFFF == 0x80000001 else ""
        if len(bits) == 32:
            return "x86_64" if bits[31 - _LONG_MODE] == "1" else "i686"
    return "x86_64"  # a host of 4.x runs on nothing else


def _address(network: Any) -> str:
    """The address that the host is managed at: of its service console, or of its first VMkernel interface."""
    for nic in (*(network.consoleVnic or ()), *(network.vnic or ())) if network is not None else ():
        if nic.spec.ip is not None and nic.spec.ip.ipAddress:
            return str(nic.spec.ip.ipAddress)
    return ""


def _sum(found: Iterable[Found], path: str) -> int:
    return sum(int(each.get(path) or 0) for each in found)
