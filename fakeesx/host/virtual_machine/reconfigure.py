"""ReconfigVM_Task: changing a VM's configuration, all or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, TaskBody, fault, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create, extra_config
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, FileWork
from fakeesx.host.virtual_machine.devices import Outcome, apply
from fakeesx.host.virtual_machine.guest import cards
from fakeesx.host.virtual_machine.machine import OFF, ON, SUSPENDED, VmBase, storage_faults
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmfiles

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_ONLY_OFF = (
    "version", "uuid", "instanceUuid", "locationId", "guestId", "alternateGuestName", "cpuHotAddEnabled",
    "cpuHotRemoveEnabled", "memoryHotAddEnabled", "cpuFeatureMask", "bootOptions",
)
"""What can't change while the VM runs (inferred from the documentation of 4.1)."""

_AS_GIVEN = (
    "alternateGuestName", "consolePreferences", "networkShaper", "memoryHotAddEnabled", "cpuHotAddEnabled",
    "cpuHotRemoveEnabled", "vAssertsEnabled", "changeTrackingEnabled", "npivTemporaryDisabled", "npivOnNonRdmDisks",
)
_PARTS = (("tools", "tools"), ("flags", "flags"), ("bootOptions", "bootOptions"), ("powerOpInfo", "defaultPowerOps"))
"""Parts of a spec and the parts of the configuration they are laid over."""

_PRIVILEGES = {
    "name": "VirtualMachine.Config.Rename", "annotation": "VirtualMachine.Config.Settings",
    "numCPUs": "VirtualMachine.Config.CPUCount", "memoryMB": "VirtualMachine.Config.Memory",
    "cpuAllocation": "VirtualMachine.Config.Resource", "memoryAllocation": "VirtualMachine.Config.Resource",
    "extraConfig": "VirtualMachine.Config.AdvancedConfig", "swapPlacement": "VirtualMachine.Config.SwapPlacement",
}
"""The privilege each part of a spec needs; VirtualMachine.Config.Settings for the others."""


@dataclass(frozen=True)
class Planned:
    """A change of a VM that has been worked out and not been made."""

    config: vim.VirtualMachineConfigInfo
    outcome: Outcome
    standby: str | None


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
        planned = self._work_out(spec)
        if (yield None):  # time has passed: the VM and what is around it may have changed
            planned = self._work_out(spec)
        before = self.config
        self._change(planned)
        self.host.events.post("VmReconfiguredEvent", call=call, vm=self.ref, configSpec=spec)
        create.tell_mac_conflicts(self.host, call, self.ref, before)

    def _change(self, planned: Planned) -> None:
        """Make files and inventory what was planned. Raises the fault for a storage error; then nothing has changed."""
        config, machine = planned.config, self.change_machine(standby=planned.standby)
        old_vmx = vmx_of(self.config, machine.foreign, self.machine.standby)
        with storage_faults(), ExitStack() as undo:
            work = FileWork(self.host, planned.outcome, undo, self.owner, running=self.power_state == ON)
            work.begin()
            vmx = vmx_of(config, machine.foreign, machine.standby)
            vmfiles.write_vmx(self.datastore, machine.home, vmx, owner=self.owner)
            undo.callback(vmfiles.write_vmx, self.datastore, machine.home, old_vmx, owner=self.owner)
            work.finish()
            undo.pop_all()
        before = (*self.get("datastore"), *self.get("network"))
        hardware = config.hardware
        runtime = self.runtime.replace(
            device=create.nic_runtime(config), maxCpuUsage=hardware.numCPU * self.host.cpu_mhz,
            maxMemoryUsage=hardware.memoryMB, memoryOverhead=create.memory_overhead(hardware.numCPU, hardware.memoryMB),
        )
        guest = self.get("guest")
        if machine.tools == "running":
            guest = guest.replace(net=cards(config, guest.net))
        self.change(config=config, runtime=runtime, guest=guest, machine=machine)
        self.host.vms.relink(self.ref, before, (*self.get("datastore"), *self.get("network")))
        self.host.datastores.refresh()

    def _require_privileges(self, call: Call, spec: vim.VirtualMachineConfigSpec) -> None:
        needed = {
            _PRIVILEGES.get(name, "VirtualMachine.Config.Settings") for name, _ in spec.items()
            if name not in ("changeVersion", "deviceChange")
        }
        for change in spec.deviceChange:
            needed.add(_device_privilege(change))
        for privilege in sorted(needed) or ["VirtualMachine.Config.Settings"]:  # an empty one too (inferred)
            self.host.access.require(call.user, privilege, self.ref)

    def _work_out(self, spec: vim.VirtualMachineConfigSpec) -> Planned:
        """The new configuration and what its devices need; nothing has changed yet."""
        config, machine, running = self.config, self.machine, self.power_state != OFF
        if spec.changeVersion and spec.changeVersion != config.changeVersion:
            raise fault("ConcurrentAccess")
        changes = self._scalars(spec, config, running)
        environment = DeviceEnvironment(
            self.host, self.datastore, machine.home, changes.get("uuid", config.uuid), config.version,
            vm=self.ref, powered_on=self.power_state == ON,
        )
        if spec.deviceChange and self.power_state == SUSPENDED:
            raise fault("InvalidPowerState", requestedState=OFF, existingState=self.power_state)
        outcome = apply(config.hardware.device, spec.deviceChange, environment)
        cpus = config.hardware.numCPU if spec.numCPUs is None else spec.numCPUs
        memory = config.hardware.memoryMB if spec.memoryMB is None else spec.memoryMB
        if spec.numCPUs is not None or spec.memoryMB is not None:
            configs.check_hardware(config.version, cpus, memory)
        if running:
            self._require_hot(config, cpus, memory)
        mhz, mb = self.host.capacity()
        hardware = vim.VirtualHardware(numCPU=cpus, memoryMB=memory, device=outcome.devices)
        if hardware != config.hardware:
            changes["hardware"] = hardware
            changes["datastoreUrl"] = create.datastore_urls(self.host, machine.datastore, outcome.devices)
            changes["extraConfig"] = extra_config.follow_devices(
                changes.get("extraConfig", config.extraConfig), outcome.devices,
            )
        changes["cpuAllocation"] = configs.allocation("cpu", cpus, spec.cpuAllocation, config.cpuAllocation, mhz)
        changes["memoryAllocation"] = configs.allocation(
            "memory", memory, spec.memoryAllocation, config.memoryAllocation, mb,
        )
        changes["changeVersion"] = configs.next_version(self.host.now(), config.changeVersion)
        standby = machine.standby
        if spec.powerOpInfo is not None and spec.powerOpInfo.standbyAction:
            standby = spec.powerOpInfo.standbyAction
        new = configs.of_power_state(config.replace(**changes), self.power_state == ON, standby)
        if self.power_state == ON:
            self.require_resources(new, config)
            self.host.networks.require_ports(config.hardware.device, new.hardware.device)
        return Planned(new, outcome, standby)

    def _scalars(
        self, spec: vim.VirtualMachineConfigSpec, config: vim.VirtualMachineConfigInfo, running: bool,
    ) -> dict[str, Any]:
        if running:
            for name in _ONLY_OFF:
                value = getattr(spec, name)
                if value not in (None, ()) and value != getattr(config, name, None):
                    raise fault("InvalidPowerState", requestedState=OFF, existingState=self.power_state)
        changes: dict[str, Any] = {}
        if spec.name is not None and (name := configs.check_name(spec.name)) != config.name:
            self.host.vms.require_free(name)
            changes["name"] = name
        if spec.version is not None and spec.version != config.version:
            raise create.wrong_version(self.host)
        if spec.guestId is not None:
            changes["guestFullName"] = configs.check_guest(spec.guestId)
            changes["guestId"] = spec.guestId
        for name in ("uuid", "instanceUuid", "locationId"):
            if getattr(spec, name):
                changes[name] = configs.check_uuid(getattr(spec, name), f"configSpec.{name}")
        for name in _AS_GIVEN:
            if getattr(spec, name) is not None:
                changes[name] = getattr(spec, name)
        for name, target in _PARTS:
            if getattr(spec, name) is not None:
                configs.check_choices(getattr(spec, name), name)
                changes[target] = configs.merge(getattr(config, target), getattr(spec, name))
        return changes | _checked(self.host, spec, config)

    def _require_hot(self, config: vim.VirtualMachineConfigInfo, cpus: int, memory: int) -> None:
        """Raise the fault for a change of CPUs or memory that a VM that is not off does not allow."""
        hardware = config.hardware
        if (cpus, memory) == (hardware.numCPU, hardware.memoryMB):
            return
        if self.power_state == SUSPENDED:  # what was saved is of this hardware (inferred)
            raise fault("InvalidPowerState", requestedState=OFF, existingState=self.power_state)
        more, fewer = cpus > hardware.numCPU, cpus < hardware.numCPU
        if more and not config.cpuHotAddEnabled:
            raise fault("CpuHotPlugNotSupported")
        if fewer and not config.cpuHotRemoveEnabled:
            raise fault("CpuHotPlugNotSupported")
        if memory != hardware.memoryMB and not (memory > hardware.memoryMB and config.memoryHotAddEnabled):
            raise fault("MemoryHotPlugNotSupported")


def _checked(
    host: Esx, spec: vim.VirtualMachineConfigSpec, config: vim.VirtualMachineConfigInfo,
) -> dict[str, Any]:
    """What each has its own rules."""
    configs.check_npiv(spec)
    changes = {name: value for name, value in create.affinities(host, spec).items() if getattr(spec, name) is not None}
    if spec.swapPlacement is not None:
        changes["swapPlacement"] = create.swap_placement(spec.swapPlacement)
    if spec.annotation is not None:
        changes["annotation"] = configs.check_annotation(spec.annotation)
    if spec.files is not None:
        changes["files"] = configs.merge_files(config.files, spec.files, host.volumes)
    if spec.cpuFeatureMask:
        changes["cpuFeatureMask"] = configs.merge_features(config.cpuFeatureMask, spec.cpuFeatureMask)
    if spec.extraConfig:
        changes["extraConfig"] = extra_config.merge(config.extraConfig, spec.extraConfig)
    return changes


def _device_privilege(change: vim.VirtualDeviceConfigSpec) -> str:
    if isinstance(change.device, vim.VirtualDisk):
        if change.operation == "add" and isinstance(change.device.backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo):
            return "VirtualMachine.Config.RawDevice"
        if change.operation == "add":
            return "VirtualMachine.Config." + ("AddNewDisk" if change.fileOperation else "AddExistingDisk")
        return "VirtualMachine.Config.RemoveDisk" if change.operation == "remove" else "VirtualMachine.Config.EditDevice"
    return "VirtualMachine.Config." + ("EditDevice" if change.operation == "edit" else "AddRemoveDevice")
