"""Making a VM: from a spec to its files and its managed object.

Everything is checked and worked out first; then the files are made, then the object enters. An error at any point leaves
neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, fault, invalid_argument
from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import derived, extra_config
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, FileWork
from fakeesx.host.virtual_machine.devices import Outcome, apply, default_devices
from fakeesx.host.virtual_machine.guest import no_tools
from fakeesx.host.virtual_machine.machine import Machine, storage_faults
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.soap.errors import VimFault
from fakeesx.storage import vmfiles
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmfiles import VmHome

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

DEFAULT_MEMORY_MB = 32
_FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
_HOST = ManagedObjectReference("HostSystem", "ha-host")
_BROWSER = ManagedObjectReference("HostDatastoreBrowser", "ha-host-datastorebrowser")


@dataclass(frozen=True)
class Plan:
    """A VM that has been worked out and not been made."""

    config: vim.VirtualMachineConfigInfo
    datastore: Datastore
    home: VmHome
    outcome: Outcome
    swap_tag: int
    standby: str | None
    """The ``standbyAction`` that was asked for."""


def plan(host: Esx, spec: vim.VirtualMachineConfigSpec) -> Plan:
    """Check a spec and work out the VM. Raises the vim25 fault for what is wrong; nothing has changed."""
    name = configs.check_name(spec.name)
    host.vms.require_free(name)
    version = spec.version or "vmx-07"
    if version not in configs.MOST_MEMORY_MB:
        raise wrong_version(host)
    cpus = 1 if spec.numCPUs is None else spec.numCPUs
    memory = DEFAULT_MEMORY_MB if spec.memoryMB is None else spec.memoryMB
    configs.check_hardware(version, cpus, memory)
    for part, part_name in ((spec.tools, "tools"), (spec.flags, "flags"), (spec.powerOpInfo, "powerOpInfo"),
                            (spec.bootOptions, "bootOptions")):
        configs.check_choices(part, part_name)
    configs.check_npiv(spec)
    guest_id = spec.guestId or "otherGuest"
    guest_name = configs.check_guest(guest_id)
    uuid = configs.check_uuid(spec.uuid, "configSpec.uuid") if spec.uuid else host.ids.bios_uuid()
    instance = (
        configs.check_uuid(spec.instanceUuid, "configSpec.instanceUuid") if spec.instanceUuid else host.ids.instance_uuid()
    )
    with storage_faults():
        datastore, home = _home(host, spec, unescaped(name))
    directory = f"[{datastore.name}] {home.directory}"
    environment = DeviceEnvironment(host, datastore, home, uuid, version)
    outcome = apply(default_devices(environment), spec.deviceChange, environment)
    host_mhz, host_mb = host.capacity()
    config = vim.VirtualMachineConfigInfo(
        changeVersion=configs.next_version(host.now(), None), modified=configs.EPOCH, name=name, guestFullName=guest_name,
        version=version, uuid=uuid, instanceUuid=instance, npivWorldWideNameType="", npivTemporaryDisabled=True,
        locationId=uuid, template=False, guestId=guest_id,
        alternateGuestName=spec.alternateGuestName or "", annotation=configs.check_annotation(spec.annotation or ""),
        files=configs.merge_files(
            vim.VirtualMachineFileInfo(
                vmPathName=f"[{datastore.name}] {home.vmx}", snapshotDirectory=directory, suspendDirectory=directory,
                logDirectory=directory,
            ), spec.files and spec.files.replace(vmPathName=None), host.volumes,
        ),
        tools=configs.merge(configs.default_tools(), spec.tools),
        flags=configs.merge(configs.default_flags(), spec.flags),
        consolePreferences=spec.consolePreferences,
        defaultPowerOps=configs.merge(configs.default_power_ops(), spec.powerOpInfo),
        hardware=vim.VirtualHardware(numCPU=cpus, memoryMB=memory, device=outcome.devices),
        cpuAllocation=configs.allocation("cpu", cpus, spec.cpuAllocation, None, host_mhz),
        memoryAllocation=configs.allocation("memory", memory, spec.memoryAllocation, None, host_mb),
        memoryHotAddEnabled=bool(spec.memoryHotAddEnabled), cpuHotAddEnabled=bool(spec.cpuHotAddEnabled),
        cpuHotRemoveEnabled=bool(spec.cpuHotRemoveEnabled),
        networkShaper=spec.networkShaper, **affinities(host, spec),
        extraConfig=extra_config.merge(
            extra_config.initial(f"{home.stem}.nvram", version == "vmx-07"), spec.extraConfig,
        ),
        cpuFeatureMask=configs.merge_features(configs.default_cpu_features(), spec.cpuFeatureMask),
        datastoreUrl=datastore_urls(host, datastore.name, outcome.devices),
        swapPlacement=swap_placement(spec.swapPlacement),
        bootOptions=configs.merge(configs.default_boot(), spec.bootOptions),
        vAssertsEnabled=bool(spec.vAssertsEnabled), changeTrackingEnabled=bool(spec.changeTrackingEnabled),
    )
    standby = spec.powerOpInfo.standbyAction if spec.powerOpInfo is not None else None
    config = configs.of_power_state(config, running=False, standby=standby)
    return Plan(config, datastore, home, outcome, _swap_tag(uuid), standby)


def make(host: Esx, planned: Plan, pool: ManagedObjectReference, *, link: bool = True) -> ManagedObjectReference:
    """Make the files and the managed object of a plan. Raises the vim25 fault for a storage error; nothing is left then.

    ``link``: enter the VM in the lists of the objects around it; else the caller does, with ``VmTree.link_all``.
    """
    config, home, datastore = planned.config, planned.home, planned.datastore
    vmx = vmx_of(config, standby=planned.standby)
    with storage_faults(), ExitStack() as undo:
        vmfiles.create_home(datastore, home, vmx, uuid=config.locationId or config.uuid)
        undo.callback(vmfiles.delete_home, datastore, home)
        work = FileWork(host, planned.outcome, undo)
        work.begin()
        machine = Machine(datastore.name, home, planned.swap_tag, standby=planned.standby)
        work.finish()
        ref = enter(host, config, machine, pool, link=link)
        undo.pop_all()
    return ref


def tell_mac_conflicts(
    host: Esx, call: Call, vm: ManagedObjectReference, before: vim.VirtualMachineConfigInfo | None = None,
) -> None:
    """Post an event for each MAC address that was set by hand and that another VM has too: a host takes it nevertheless.

    ``before``: the VM's configuration until now, of which nothing is told again.
    """
    old = {getattr(device, "macAddress", None) for device in before.hardware.device} if before is not None else set()
    for device in host.inventory.get(vm, "config").hardware.device:
        if isinstance(device, vim.VirtualEthernetCard) and device.addressType == "manual" and device.macAddress not in old:
            other = host.vms.mac_owner(device.macAddress or "", vm)
            if other is not None:
                host.events.post(
                    "VmStaticMacConflictEvent", call=call, vm=vm, conflictedVm=host.events.vm_argument(other),
                    mac=device.macAddress,
                )


def enter(
    host: Esx, config: vim.VirtualMachineConfigInfo, machine: Machine, pool: ManagedObjectReference, *, link: bool = True,
) -> ManagedObjectReference:
    """Put a VM whose files are there into the inventory; ``link`` as for ``make``."""
    ref = ManagedObjectReference("VirtualMachine", host.ids.vm())
    browser = ManagedObjectReference("EnvironmentBrowser", f"{ref.value}-envmgr")
    runtime = off_runtime(host, config)
    guest = no_tools()
    values: dict[str, Any] = {
        "config": config, "runtime": runtime, "guest": guest,
        "environmentBrowser": browser, "resourcePool": pool, "parent": _FOLDER,
        "overallStatus": vim.ManagedEntityStatus.green, "configStatus": vim.ManagedEntityStatus.green,
        "effectiveRole": _admin(),
    }
    values |= derived.follow(host, ref, machine, config, runtime, guest, {})
    host.inventory.add(ref, values, machine)
    host.inventory.add(browser, {"datastoreBrowser": _BROWSER})
    if link:
        host.vms.link(ref, pool, (*values["datastore"], *values["network"]))
        host.datastores.refresh((machine.datastore,))
    return ref


@lru_cache(maxsize=1)
def _admin() -> Array:
    return Array("ArrayOfInt", (-1,))


def off_runtime(host: Esx, config: vim.VirtualMachineConfigInfo) -> vim.VirtualMachineRuntimeInfo:
    """The runtime of a VM that is powered off."""
    hardware = config.hardware
    return vim.VirtualMachineRuntimeInfo(
        device=nic_runtime(config), host=_HOST, connectionState=vim.VirtualMachineConnectionState.connected,
        powerState=vim.VirtualMachinePowerState.poweredOff,
        faultToleranceState=vim.VirtualMachineFaultToleranceState.notConfigured, toolsInstallerMounted=False,
        suspendInterval=0, memoryOverhead=memory_overhead(hardware.numCPU, hardware.memoryMB),
        maxCpuUsage=hardware.numCPU * host.cpu_mhz, maxMemoryUsage=hardware.memoryMB, numMksConnections=0,
        recordReplayState=vim.VirtualMachineRecordReplayState.inactive, cleanPowerOff=True,
    )


def nic_runtime(config: vim.VirtualMachineConfigInfo) -> tuple[vim.VirtualMachineDeviceRuntimeInfo, ...]:
    """``runtime.device``: one entry for each NIC (recorded)."""
    state = vim.VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState(
        vmDirectPathGen2Active=False, vmDirectPathGen2InactiveReasonVm=["vmNptIncompatibleAdapterType"],
    )
    return tuple(
        vim.VirtualMachineDeviceRuntimeInfo(runtimeState=state, key=device.key)
        for device in config.hardware.device
        if isinstance(device, vim.VirtualEthernetCard)
    )


def memory_overhead(cpus: int, memory: int) -> int:
    """Bytes that running a VM takes beyond its memory (a straight line through the recorded values; inferred)."""
    return (96 << 20) + cpus * (9 << 20) + memory * 13_000


def datastore_urls(
    host: Esx, home: str, devices: Sequence[vim.VirtualDevice],
) -> tuple[vim.VirtualMachineConfigInfoDatastoreUrlPair, ...]:
    """``config.datastoreUrl``: each datastore that the VM uses, its home first."""
    names = {home: None}
    for device in devices:
        backing: Any = device.backing
        while backing is not None:  # and what a delta disk is based on
            name = getattr(backing, "fileName", None)
            if name and name.startswith("["):
                names[DatastorePath.parse(name).datastore] = None
            backing = getattr(backing, "parent", None)
    return tuple(host.datastores.url_pair(name) for name in names if name in host.volumes)


def _swap_tag(uuid: str) -> int:
    """The number in the name of the VM's swap file: it follows from ``config.uuid`` (made up)."""
    return int(hashlib.sha256(uuid.encode()).hexdigest()[:8], 16)


def _home(host: Esx, spec: vim.VirtualMachineConfigSpec, name: str) -> tuple[Datastore, VmHome]:
    """Where the VM is to live: ``[ds] dir/name.vmx`` as asked, or a free directory of a datastore."""
    text = spec.files.vmPathName if spec.files is not None else None
    if not text:
        raise invalid_argument("configSpec.files.vmPathName")
    path = DatastorePath.parse(text)
    datastore = host.volumes.get(path.datastore)
    if not path.path:
        return datastore, vmfiles.free_home(datastore, name)
    if path.path.endswith(".vmx"):
        if datastore.exists(path.path):
            raise fault("FileAlreadyExists", file=text)
        return datastore, VmHome.of(path.path)
    home = VmHome(path.path, vmfiles.home_name(name))
    if datastore.exists(home.vmx):
        raise fault("FileAlreadyExists", file=f"[{datastore.name}] {home.vmx}")
    return datastore, home


def wrong_version(host: Esx) -> VimFault:
    """The fault for a version of virtual hardware that a VM can't have."""
    return fault("VirtualHardwareVersionNotSupported", hostName=host.inventory.get(_HOST, "name"), host=_HOST)


def affinities(host: Esx, spec: vim.VirtualMachineConfigSpec) -> dict[str, Any]:
    """The CPUs and NUMA nodes of the host that a spec lets a VM use. Raises InvalidArgument for those that it lacks."""
    hardware = host.inventory.get(_HOST, "hardware")
    nodes = hardware.numaInfo.numNodes if hardware.numaInfo is not None else 1
    return {
        "cpuAffinity": configs.affinity("cpu", spec.cpuAffinity, hardware.cpuInfo.numCpuThreads),
        "memoryAffinity": configs.affinity("memory", spec.memoryAffinity, nodes),
    }


def swap_placement(placement: str | None) -> str:
    """A swap placement. Raises InvalidArgument for one that is none."""
    if placement not in (None, "inherit", "vmDirectory", "hostLocal"):
        raise invalid_argument("configSpec.swapPlacement")
    return placement or "inherit"
