"""ReconfigVM_Task: changing a VM's configuration, all or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from fakeesx.host.managed_object import Call, TaskBody, fault, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, carry_out, lock_disks
from fakeesx.host.virtual_machine.devices import apply
from fakeesx.host.virtual_machine.machine import OFF, ON, VmBase, storage_faults
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmfiles

_ONLY_OFF = (
    "version", "uuid", "instanceUuid", "locationId", "guestId", "alternateGuestName", "cpuHotAddEnabled",
    "cpuHotRemoveEnabled", "memoryHotAddEnabled", "cpuFeatureMask", "bootOptions",
)
"""What can't change while the VM runs (inferred from the documentation of 4.1)."""

_PRIVILEGES = {
    "name": "VirtualMachine.Config.Rename", "annotation": "VirtualMachine.Config.Settings",
    "numCPUs": "VirtualMachine.Config.CPUCount", "memoryMB": "VirtualMachine.Config.Memory",
    "cpuAllocation": "VirtualMachine.Config.Resource", "memoryAllocation": "VirtualMachine.Config.Resource",
    "extraConfig": "VirtualMachine.Config.AdvancedConfig", "swapPlacement": "VirtualMachine.Config.SwapPlacement",
}
"""The privilege each part of a spec needs; VirtualMachine.Config.Settings for the others."""


class Reconfigure(VmBase):
    """Changing the configuration of a VirtualMachine."""

    privileges = {"ReconfigVM_Task": "System.View"}

    @task
    def ReconfigVM_Task(self, call: Call, spec: vim.VirtualMachineConfigSpec) -> TaskBody:
        """Change what the spec names; nothing changes when anything in it is wrong.

        Raises ConcurrentAccess (``changeVersion`` is not the present one), InvalidName, DuplicateName, InvalidPowerState,
        InvalidArgument, InvalidDeviceSpec and its kin, FileFault, InsufficientResourcesFault, NoPermission.
        """
        self._require_privileges(call, spec)
        self._work_out(spec)
        yield None
        config, outcome = self._work_out(spec)
        machine = self.machine
        vmx = vmx_of(config, machine.foreign)
        with storage_faults(), ExitStack() as undo:
            carry_out(self.host, outcome.operations, undo, owner=self.owner)
            if self.power_state == ON:
                lock_disks(self.host, outcome.devices, self.owner)
            vmfiles.write_vmx(self.datastore, machine.home, vmx, owner=self.owner)
            undo.pop_all()
        before = (*self.get("datastore"), *self.get("network"))
        runtime = self.runtime.replace(
            device=create.nic_runtime(config), maxCpuUsage=config.hardware.numCPU * self.host.cpu_mhz,
            maxMemoryUsage=config.hardware.memoryMB,
            memoryOverhead=create.memory_overhead(config.hardware.numCPU, config.hardware.memoryMB),
        )
        self.change(config=config, runtime=runtime)
        self.host.vms.relink(self.ref, before, (*self.get("datastore"), *self.get("network")))
        self.host.datastores.refresh()
        self.host.events.post("VmReconfiguredEvent", call=call, vm=self.ref, configSpec=spec)

    def _require_privileges(self, call: Call, spec: vim.VirtualMachineConfigSpec) -> None:
        needed = {
            _PRIVILEGES.get(name, "VirtualMachine.Config.Settings") for name, _ in spec.items()
            if name not in ("changeVersion", "deviceChange")
        }
        for change in spec.deviceChange:
            needed.add(_device_privilege(change))
        for privilege in sorted(needed):
            self.host.access.require(call.user, privilege, self.ref)

    def _work_out(self, spec: vim.VirtualMachineConfigSpec) -> tuple[vim.VirtualMachineConfigInfo, Any]:
        """The new configuration and what its devices need; nothing has changed yet."""
        config, running = self.config, self.power_state != OFF
        if spec.changeVersion and spec.changeVersion != config.changeVersion:
            raise fault("ConcurrentAccess")
        changes = self._scalars(spec, config, running)
        machine = self.machine
        environment = DeviceEnvironment(
            self.host, self.datastore, machine.home, changes.get("uuid", config.uuid), config.version,
            vm=self.ref, powered_on=self.power_state == ON,
        )
        outcome = apply(config.hardware.device, spec.deviceChange, environment)
        cpus = config.hardware.numCPU if spec.numCPUs is None else spec.numCPUs
        memory = config.hardware.memoryMB if spec.memoryMB is None else spec.memoryMB
        version = changes.get("version", config.version)
        if spec.numCPUs is not None or spec.memoryMB is not None:
            configs.check_hardware(version, cpus, memory)
        if running:
            self._require_hot(config, cpus, memory)
        mhz, mb = self.host.capacity()
        hardware = vim.VirtualHardware(numCPU=cpus, memoryMB=memory, device=outcome.devices)
        if hardware != config.hardware:
            changes["hardware"] = hardware
            changes["datastoreUrl"] = create.datastore_urls(self.host, machine.datastore, outcome.devices)
        changes["cpuAllocation"] = configs.allocation("cpu", cpus, spec.cpuAllocation, config.cpuAllocation, mhz)
        changes["memoryAllocation"] = configs.allocation(
            "memory", memory, spec.memoryAllocation, config.memoryAllocation, mb,
        )
        changes["hotPlugMemoryLimit"] = memory
        changes["changeVersion"] = configs.next_version(self.host.now(), config.changeVersion)
        return config.replace(**changes), outcome

    def _scalars(
        self, spec: vim.VirtualMachineConfigSpec, config: vim.VirtualMachineConfigInfo, running: bool,
    ) -> dict[str, Any]:
        if running:
            for name in _ONLY_OFF:
                value = getattr(spec, name)
                if value not in (None, ()) and value != getattr(config, name, None):
                    raise fault("InvalidPowerState", requestedState=OFF, existingState=self.power_state)
        changes: dict[str, Any] = {}
        if spec.name is not None and spec.name != config.name:
            changes["name"] = configs.check_name(spec.name)
            self.host.vms.require_free(spec.name)
        if spec.version is not None and spec.version != config.version:
            raise fault("VirtualHardwareVersionNotSupported", hostName="", host=self.runtime.host)
        if spec.guestId is not None:
            changes["guestFullName"] = configs.check_guest(spec.guestId)
            changes["guestId"] = spec.guestId
        for name in ("uuid", "instanceUuid", "locationId"):
            if getattr(spec, name):
                changes[name] = configs.check_uuid(getattr(spec, name), f"configSpec.{name}")
        if spec.swapPlacement is not None:
            changes["swapPlacement"] = create.swap_placement(spec.swapPlacement)
        for name in ("annotation", "alternateGuestName", "consolePreferences", "cpuAffinity", "memoryAffinity",
                     "networkShaper", "memoryHotAddEnabled", "cpuHotAddEnabled", "cpuHotRemoveEnabled", "vAssertsEnabled",
                     "changeTrackingEnabled", "npivTemporaryDisabled", "npivOnNonRdmDisks"):
            if getattr(spec, name) is not None:
                changes[name] = getattr(spec, name)
        for name, target in (("tools", "tools"), ("flags", "flags"), ("bootOptions", "bootOptions"),
                             ("powerOpInfo", "defaultPowerOps")):
            if getattr(spec, name) is not None:
                changes[target] = configs.merge(getattr(config, target), getattr(spec, name))
        if spec.extraConfig:
            changes["extraConfig"] = configs.merge_extra(config.extraConfig, spec.extraConfig)
        return changes

    def _require_hot(self, config: vim.VirtualMachineConfigInfo, cpus: int, memory: int) -> None:
        """Raise the fault for a change of CPUs or memory that a running VM does not allow."""
        hardware = config.hardware
        more, fewer = cpus > hardware.numCPU, cpus < hardware.numCPU
        if more and not config.cpuHotAddEnabled:
            raise fault("CpuHotPlugNotSupported")
        if fewer and not config.cpuHotRemoveEnabled:
            raise fault("CpuHotPlugNotSupported")
        if memory != hardware.memoryMB and not (memory > hardware.memoryMB and config.memoryHotAddEnabled):
            raise fault("MemoryHotPlugNotSupported")


def _device_privilege(change: vim.VirtualDeviceConfigSpec) -> str:
    if isinstance(change.device, vim.VirtualDisk):
        if change.operation == "add":
            return "VirtualMachine.Config." + ("AddNewDisk" if change.fileOperation else "AddExistingDisk")
        return "VirtualMachine.Config.RemoveDisk" if change.operation == "remove" else "VirtualMachine.Config.EditDevice"
    return "VirtualMachine.Config." + ("EditDevice" if change.operation == "edit" else "AddRemoveDevice")
