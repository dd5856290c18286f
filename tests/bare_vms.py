"""VMs for tests of what follows from VMs: bare ones are only objects in the inventory, without files and checks."""

from __future__ import annotations

from typing import Any

from calling import Client

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
HOST = ManagedObjectReference("HostSystem", "ha-host")


def add_vm(
    host: Esx, name: str = "one", *, cpus: int = 1, memory: int = 512, cpu_reservation: int = 0,
    memory_reservation: int = 0, devices: tuple[Any, ...] = (), pool: ManagedObjectReference = POOL,
) -> ManagedObjectReference:
    """Add a VM that is powered off."""
    ref = ManagedObjectReference("VirtualMachine", host.ids.vm())
    cpu = _allocation(cpu_reservation, 1000 * cpus)
    mem = _allocation(memory_reservation, 10 * memory)
    config = vim.VirtualMachineConfigInfo(
        changeVersion="1", modified=host.now(), name=name, guestFullName="Other", version="vmx-07",
        uuid=host.ids.bios_uuid(), instanceUuid=host.ids.instance_uuid(), template=False, guestId="otherGuest",
        files=vim.VirtualMachineFileInfo(), flags=vim.VirtualMachineFlagInfo(),
        defaultPowerOps=vim.VirtualMachineDefaultPowerOpInfo(),
        hardware=vim.VirtualHardware(numCPU=cpus, memoryMB=memory, device=devices), cpuAllocation=cpu, memoryAllocation=mem,
    )
    runtime = vim.VirtualMachineRuntimeInfo(
        connectionState="connected", powerState=vim.VirtualMachinePowerState.poweredOff, toolsInstallerMounted=False,
        memoryOverhead=110 << 20, numMksConnections=0, host=HOST,
    )
    browser = ManagedObjectReference("EnvironmentBrowser", f"{ref.value}-envmgr")
    with host.inventory.transaction():
        host.inventory.add(browser, {})
        host.inventory.add(ref, {
            "name": name, "config": config, "runtime": runtime, "resourcePool": pool, "environmentBrowser": browser,
            "summary": vim.VirtualMachineSummary(
                vm=ref, runtime=runtime, overallStatus="green",
                config=vim.VirtualMachineConfigSummary(name=name, template=False, vmPathName=""),
                quickStats=vim.VirtualMachineQuickStats(guestHeartbeatStatus=vim.ManagedEntityStatus.gray),
            ),
            "resourceConfig": vim.ResourceConfigSpec(entity=ref, cpuAllocation=cpu, memoryAllocation=mem),
            "recentTask": (), "datastore": (), "network": (),
        })
        host.vms.link(ref, pool, ())
    return ref


def power(host: Esx, ref: ManagedObjectReference, on: bool) -> None:
    """Power a VM on or off."""
    node = host.inventory.node(ref)
    runtime = node.values["runtime"].replace(
        powerState=vim.VirtualMachinePowerState.poweredOn if on else vim.VirtualMachinePowerState.poweredOff,
        bootTime=host.now() if on else None,
    )
    host.inventory.update(ref, runtime=runtime, summary=node.values["summary"].replace(runtime=runtime))


def disk() -> vim.VirtualDisk:
    """A disk."""
    return vim.VirtualDisk(key=2000, controllerKey=1000, unitNumber=0, capacityInKB=1024)


def nic() -> vim.VirtualE1000:
    """A network card that is connected."""
    return vim.VirtualE1000(key=4000, connectable=vim.VirtualDeviceConnectInfo(
        startConnected=True, allowGuestControl=True, connected=True,
    ))


def _allocation(reservation: int, shares: int) -> vim.ResourceAllocationInfo:
    return vim.ResourceAllocationInfo(
        reservation=reservation, limit=-1, shares=vim.SharesInfo(shares=shares, level=vim.SharesLevel.normal),
    )


def create_vm(root: Client, name: str = "real", **spec: Any) -> ManagedObjectReference:
    """Create a real VM through CreateVM_Task."""
    config = vim.VirtualMachineConfigSpec(name=name, files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"), **spec)
    ref = root.task("ha-folder-vm", "CreateVM_Task", config=config, pool=POOL)
    assert isinstance(ref, ManagedObjectReference)
    return ref
