"""HostSystem: maintenance mode, reboot and shutdown, resources of the kernel, tickets.

``summary`` repeats what ``runtime``, ``config`` and ``hardware`` say; whoever changes one of these, the summary follows in
the same transaction.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from twisted.internet.defer import Deferred

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services.host_config import get_config, set_config
from fakeesx.inventory import Change, Kind, Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.clock import DelayedCall
    from fakeesx.host.esx import Esx

HOST = ManagedObjectReference("HostSystem", "ha-host")
_COMPUTE_RESOURCE = ManagedObjectReference("ComputeResource", "ha-compute-res")
_ENTER, _EXIT = "EnterMaintenanceMode_Task", "ExitMaintenanceMode_Task"
_BEFORE_BOOT = 95
"""Seconds that the hardware runs before the kernel does (made up)."""
_CIM_PORT = 5989


class HostSystem(ManagedEntity):
    """The host."""

    refused: ClassVar[dict[str, str]] = dict.fromkeys(
        ("DisconnectHost_Task", "ReconnectHost_Task", "ReconfigureHostForDAS_Task", "PowerUpHostFromStandBy_Task",
         "PowerDownHostToStandBy_Task", "EnterLockdownMode", "ExitLockdownMode"),
        "NotSupported",
    )
    """What only a vCenter server does with a host."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """The host boots."""
        host.inventory.derive(partial(_follow, host), "HostSystem")
        if host.restored:
            return
        runtime: vim.HostRuntimeInfo = host.inventory.get(HOST, "runtime")
        host.inventory.update(HOST, runtime=runtime.replace(bootTime=host.power.boot_time()))

    # maintenance mode

    @task(cancelable=True)
    def EnterMaintenanceMode_Task(
        self, call: Call, timeout: int, evacuatePoweredOffVms: bool | None = None,
    ) -> TaskBody:
        """Enter maintenance mode as soon as no VM is on. Raises InvalidState in maintenance mode, Timedout.

        ``timeout`` is in seconds; 0 or less waits without end. ``evacuatePoweredOffVms`` is for clusters and has no effect.
        """
        if self.host.in_maintenance:
            raise fault("InvalidState")
        self.host.events.post("EnteringMaintenanceModeEvent", call=call)
        yield None
        deadline = self.host.clock.seconds() + timeout if timeout > 0 else None
        while self.host.load.running():
            yield _no_vm_runs(self.host, deadline)
        self._set_maintenance(True)
        self.host.events.post("EnteredMaintenanceModeEvent", call=call)

    @task
    def ExitMaintenanceMode_Task(self, call: Call, timeout: int) -> TaskBody:
        """Leave maintenance mode. Raises InvalidState outside of it."""
        if not self.host.in_maintenance:
            raise fault("InvalidState")
        yield None
        self._set_maintenance(False)
        self.host.events.post("ExitMaintenanceModeEvent", call=call)

    # power

    @task
    def RebootHost_Task(self, call: Call, force: bool) -> TaskBody:
        """Reboot: VMs lose their power, sessions end. Raises InvalidState outside of maintenance mode, unless forced."""
        self._require_maintenance(force)
        self.host.events.post("HostShutdownEvent", call=call, reason=f"Reboot requested by {call.user}")
        yield None
        self.host.power.reboot()

    @task
    def ShutdownHost_Task(self, call: Call, force: bool) -> TaskBody:
        """Shut down: VMs lose their power, sessions end. Raises InvalidState outside of maintenance mode, unless forced."""
        self._require_maintenance(force)
        self.host.events.post("HostShutdownEvent", call=call, reason=f"Shutdown requested by {call.user}")
        yield None
        self.host.power.go_down()

    @method
    def RetrieveHardwareUptime(self, call: Call) -> int:
        """Seconds since the hardware was switched on."""
        return int(self.host.clock.seconds() - self.host.boot_seconds) + _BEFORE_BOOT

    # questions

    @method
    def QueryHostConnectionInfo(self, call: Call) -> vim.HostConnectInfo:
        """What a server that wants to manage this host needs to know."""
        inventory = self.host.inventory
        return vim.HostConnectInfo(
            host=self.get("summary"), vm=[node.values["summary"] for node in inventory.of_type("VirtualMachine")],
            vimAccountNameRequired=False, clusterSupported=False,
            network=[
                vim.HostNewNetworkConnectInfo(summary=node.values["summary"]) for node in inventory.of_type("Network")
            ],
            datastore=[
                vim.HostDatastoreConnectInfo(summary=node.values["summary"]) for node in inventory.of_type("Datastore")
            ],
        )

    @method
    def QueryMemoryOverhead(
        self, call: Call, memorySize: int, numVcpus: int, videoRamSize: int | None = None,
    ) -> int:
        """Bytes that running a VM takes beyond its memory; sizes in bytes. Raises InvalidArgument."""
        if memorySize < 0:
            raise invalid_argument("memorySize")
        if not 1 <= numVcpus <= self.get("capability").maxSupportedVcpus:
            raise invalid_argument("numVcpus")
        if videoRamSize is not None and videoRamSize < 0:
            raise invalid_argument("videoRamSize")
        return _overhead(numVcpus, memorySize >> 20) + (videoRamSize or 0)

    @method
    def QueryMemoryOverheadEx(self, call: Call, vmConfigInfo: vim.VirtualMachineConfigInfo) -> int:
        """Bytes that running a VM of a configuration takes beyond its memory."""
        return _overhead(vmConfigInfo.hardware.numCPU, vmConfigInfo.hardware.memoryMB)

    @method
    def AcquireCimServicesTicket(self, call: Call) -> vim.HostServiceTicket:
        """A ticket with which a CIM client can log in (form inferred)."""
        return vim.HostServiceTicket(
            port=_CIM_PORT, sslThumbprint=self.host.ssl_thumbprint or None, service="cim", serviceVersion="1.0",
            sessionId=self.host.ids.uuid("52"),
        )

    # settings

    @method
    def UpdateFlags(self, call: Call, flagInfo: vim.HostFlagInfo) -> None:
        """Change the flags that are set in ``flagInfo``."""
        flags = get_config(self.host).flags or vim.HostFlagInfo()
        set_config(self.host, flags=flags.replace(**dict(flagInfo.items())))

    @method
    def UpdateIpmi(self, call: Call, ipmiInfo: vim.HostIpmiInfo) -> None:
        """Change how the management board is reached; the password is not shown again."""
        set_config(self.host, ipmi=ipmiInfo.replace(password=None))

    @method
    def UpdateSystemResources(self, call: Call, resourceInfo: vim.HostSystemResourceInfo) -> None:
        """Change the allocations of the kernel's resource pools that ``resourceInfo`` names. Raises InvalidArgument."""
        tree: vim.HostSystemResourceInfo = self.get("systemResources")
        self.update(systemResources=_merged(tree, resourceInfo))

    # inside

    def _require_maintenance(self, force: bool) -> None:
        if not force and not self.host.in_maintenance:
            raise fault("InvalidState")

    def _set_maintenance(self, on: bool) -> None:
        runtime: vim.HostRuntimeInfo = self.get("runtime")
        disabled = [name for name in self.get("disabledMethod") if name not in (_ENTER, _EXIT)]
        self.update(
            runtime=runtime.replace(inMaintenanceMode=on), disabledMethod=(*disabled, _ENTER if on else _EXIT)
        )


def _no_vm_runs(host: Esx, deadline: float | None) -> Deferred[None]:
    """Fires when no VM is on any more; fails with Timedout at the deadline (seconds of the clock)."""
    timers: list[DelayedCall] = []
    done: Deferred[None]

    def end() -> None:
        host.load.at_power.remove(power)
        for timer in timers:
            if timer.active():
                timer.cancel()

    def power(*_: object) -> None:
        if not host.load.running():  # a moment later: observers may not change anything
            timers.append(host.clock.callLater(0, fire))

    def fire() -> None:
        end()
        done.callback(None)

    def expire() -> None:
        end()
        done.errback(fault("Timedout"))

    done = Deferred(lambda _: end())
    host.load.at_power.append(power)
    if deadline is not None:
        timers.append(host.clock.callLater(max(0.0, deadline - host.clock.seconds()), expire))
    return done


def _overhead(cpus: int, memory_mb: int) -> int:
    from fakeesx.host.virtual_machine.create import memory_overhead

    return memory_overhead(cpus, memory_mb)


def _merged(tree: vim.HostSystemResourceInfo, change: vim.HostSystemResourceInfo) -> vim.HostSystemResourceInfo:
    """A tree with the configurations of another laid over it. Raises InvalidArgument for a key it lacks."""
    if tree.key != change.key:
        raise invalid_argument("resourceInfo.key")
    children = {child.key: child for child in tree.child}
    for child in change.child:
        if child.key not in children:
            raise invalid_argument("resourceInfo.child")
        children[child.key] = _merged(children[child.key], child)
    return tree.replace(config=change.config or tree.config, child=tuple(children.values()))


# what follows from the host's other properties


def _follow(host: Esx, changes: list[Change]) -> None:
    for change in changes:
        if change.ref == HOST and change.after is not None and (
            change.kind is Kind.ENTER or change.names & {"runtime", "config", "hardware", "name", "summary"}
        ):
            summary = _summary(change.after)
            if summary != change.after.values["summary"]:
                host.inventory.update(HOST, summary=summary)
            if "name" in change.names and host.inventory.get(_COMPUTE_RESOURCE, "name") != change.after.values["name"]:
                host.inventory.update(_COMPUTE_RESOURCE, name=change.after.values["name"])


def _summary(node: Node) -> vim.HostListSummary:
    """``summary`` as it follows from the other properties (recorded: they agree)."""
    values = node.values
    summary: vim.HostListSummary = values["summary"]
    config: vim.HostConfigInfo | None = values.get("config")
    hardware: vim.HostHardwareInfo | None = values.get("hardware")
    about = summary.config.replace(name=values["name"])
    if config is not None:
        selected = config.vmotion.netConfig.selectedVnic if config.vmotion and config.vmotion.netConfig else None
        about = about.replace(
            product=config.product, featureVersion=config.featureVersion, vmotionEnabled=bool(selected),
        )
    machine = summary.hardware
    if hardware is not None and machine is not None:
        machine = _hardware(machine, hardware)
    if config is not None and machine is not None:
        machine = machine.replace(
            numNics=len(config.network.pnic) if config.network else machine.numNics,
            numHBAs=len(config.storageDevice.hostBusAdapter) if config.storageDevice else machine.numHBAs,
        )
    return summary.replace(runtime=values["runtime"], config=about, hardware=machine)


def _hardware(summary: vim.HostHardwareSummary, hardware: vim.HostHardwareInfo) -> vim.HostHardwareSummary:
    system, cpu = hardware.systemInfo, hardware.cpuInfo
    return summary.replace(
        vendor=system.vendor, model=system.model, uuid=system.uuid, otherIdentifyingInfo=system.otherIdentifyingInfo,
        memorySize=hardware.memorySize, cpuModel=hardware.cpuPkg[0].description, cpuMhz=cpu.hz // 1_000_000,
        numCpuPkgs=cpu.numCpuPackages, numCpuCores=cpu.numCpuCores, numCpuThreads=cpu.numCpuThreads,
    )
