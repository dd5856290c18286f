"""Powering VMs on and off, resetting and suspending them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from fakeesx.host.managed_object import Call, TaskBody, fault, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import extra_config, redo_logs
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, lock_disks
from fakeesx.host.virtual_machine.devices import power as power_devices
from fakeesx.host.virtual_machine.guest import GuestTime, guest_after
from fakeesx.host.virtual_machine.machine import OFF, ON, SUSPENDED, storage_faults
from fakeesx.host.virtual_machine.questions import CANCEL, REPLACE, Answering, cancelled
from fakeesx.host.virtual_machine.remote_display import remote_display
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmfiles
from fakeesx.storage.errors import StorageError

_HOST = ManagedObjectReference("HostSystem", "ha-host")


class Power(Answering, GuestTime):
    """The power operations of a VirtualMachine."""

    @task
    def PowerOnVM_Task(self, call: Call, host: ManagedObjectReference | None = None) -> TaskBody:
        """Start the VM, or go on with a suspended one. Raises InvalidPowerState, InsufficientResourcesFault, FileFault."""
        self.require_power(OFF, SUSPENDED, requested=ON)
        self._require_host(host)
        resumed = self.power_state == SUSPENDED
        self.host.events.post("VmResumingEvent" if resumed else "VmStartingEvent", call=call, vm=self.ref)
        yield None
        replaced: list[str] = []
        for path, question, answer in [] if resumed else self.outputs():
            if self.exists(path):
                chosen = answer or (yield self.host.questions.ask(self.ref, question, call))
                if chosen == CANCEL:
                    raise cancelled()
                if chosen == REPLACE:
                    replaced.append(path)
        self.require_power(OFF, SUSPENDED, requested=ON)
        self._require_host(host)
        self._power_on(resumed, replaced, boots=not resumed and call.task is not None)
        self.host.events.post("VmPoweredOnEvent", call=call, vm=self.ref)

    @task
    def PowerOffVM_Task(self, call: Call) -> TaskBody:
        """Stop the VM at once. Raises InvalidPowerState."""
        self.require_power(ON, SUSPENDED, requested=OFF)
        self.host.events.post("VmStoppingEvent", call=call, vm=self.ref)
        yield None
        self.require_power(ON, SUSPENDED, requested=OFF)
        self._power_off(OFF)
        self.host.events.post("VmPoweredOffEvent", call=call, vm=self.ref)

    @task
    def ResetVM_Task(self, call: Call) -> TaskBody:
        """Reset the running VM. Raises InvalidPowerState."""
        self.require_power(ON)
        self.host.events.post("VmResettingEvent", call=call, vm=self.ref)
        yield None
        self.require_power(ON)
        with storage_faults():
            redo = redo_logs.restart(self)
        self.guest_reboot()
        if redo:
            self.change(machine=self.change_machine(redo=redo))

    @task
    def SuspendVM_Task(self, call: Call) -> TaskBody:
        """Suspend the running VM. Raises InvalidPowerState."""
        self.require_power(ON, requested=SUSPENDED)
        self.host.events.post("VmSuspendingEvent", call=call, vm=self.ref)
        yield None
        self.require_power(ON, requested=SUSPENDED)
        self._power_off(SUSPENDED)
        self.host.events.post("VmSuspendedEvent", call=call, vm=self.ref)

    # what a guest does by itself

    def guest_power_off(self) -> None:
        """The guest has shut down."""
        self._power_off(OFF)
        self.host.events.post("VmPoweredOffEvent", vm=self.ref)

    def guest_standby(self) -> None:
        """The guest has gone to standby, which suspends the VM."""
        self._power_off(SUSPENDED)
        self.host.events.post("VmSuspendedEvent", vm=self.ref)

    def guest_reboot(self) -> None:
        """The guest starts anew."""
        now = self.host.clock.seconds()
        tools, guest, seconds = self.guest_starts(self.config)
        self.change(
            machine=self.change_machine(booted_at=now, tools=tools, screen=()), guest=guest,
            runtime=self.runtime.replace(bootTime=self.host.power.boot_time()),
        )
        if seconds > 0:
            self.guest_later(seconds, "guest_booted")

    def _require_host(self, host: ManagedObjectReference | None) -> None:
        if host is not None and host.value != "ha-host":
            raise fault("InvalidArgument", invalidProperty="host")
        if self.host.in_maintenance:
            raise fault("InvalidState")

    def _power_on(self, resumed: bool, replaced: Sequence[str] = (), *, boots: bool) -> None:
        """Let it run. ``boots``: its guest has yet to start; one that is on when the host begins has done so."""
        machine, config, host = self.machine, self.config, self.host
        self.require_resources(config)
        environment = DeviceEnvironment(
            host, self.datastore, machine.home, config.uuid, config.version, vm=self.ref, powered_on=True,
        )
        devices = power_devices(config.hardware.device, True, environment)
        host.networks.require_ports((), devices)
        config = config.replace(hardware=config.hardware.replace(device=devices))
        tools, guest, seconds = self.guest_starts(config) if boots else (*guest_after(config, True, machine), 0.0)
        options = extra_config.powered_on(
            config.extraConfig, devices, f"{self.datastore.url}/{machine.home.swap(machine.swap_tag)}",
            host.inventory.get(_HOST, "hardware").cpuFeature, guest.toolsVersion or "0",
        )
        config = configs.of_power_state(
            config.replace(
                extraConfig=options,
                tools=(config.tools or vim.ToolsConfigInfo()).replace(toolsVersion=int(guest.toolsVersion or 0)),
            ),
            running=True, standby=machine.standby,
        )
        vmx = vmx_of(config, machine.foreign, machine.standby)
        reserved = (config.memoryAllocation.reservation or 0) if config.memoryAllocation else 0
        swap = max(0, config.hardware.memoryMB - reserved) << 20
        with storage_faults(), ExitStack() as undo:
            vmfiles.power_on(
                self.datastore, machine.home, owner=self.owner, swap_size=swap, tag=machine.swap_tag, log=_log(config),
            )
            undo.callback(vmfiles.power_off, self.datastore, machine.home, owner=self.owner, tag=machine.swap_tag)
            lock_disks(host, devices, self.owner, options)
            redo = redo_logs.resume(self) if resumed and machine.redo else redo_logs.begin(self, devices, undo)
            vmfiles.write_vmx(self.datastore, machine.home, vmx, owner=self.owner)
            if not resumed:
                self._open_outputs(replaced)
            undo.pop_all()
        now = host.clock.seconds()
        self.change(
            config=config, guest=guest,
            machine=self.change_machine(
                booted_at=now, has_run=True, tools=tools, screen=machine.screen if resumed else (), redo=redo,
                display=remote_display(options),
            ),
            runtime=self.runtime.replace(
                powerState=ON, bootTime=host.power.boot_time(), cleanPowerOff=None, suspendTime=None, question=None,
            ),
        )
        host.datastores.refresh()
        if seconds > 0:
            self.guest_later(seconds, "guest_booted")

    def _open_outputs(self, replaced: Sequence[str]) -> None:
        """Make the files that ports write to, and empty those that are to be replaced. Raises ``StorageError``."""
        for path, _, _ in self.outputs():
            datastore, below = self.host.volumes.resolve(path)
            if path in replaced or not datastore.exists(below):
                datastore.write_file(below, b"", owner=self.owner)

    def _power_off(self, state: vim.VirtualMachinePowerState) -> None:
        machine, config, host = self.machine, self.config, self.host
        environment = DeviceEnvironment(
            host, self.datastore, machine.home, config.uuid, config.version, vm=self.ref,
        )
        devices = power_devices(config.hardware.device, False, environment)
        try:
            for datastore in host.volumes:
                datastore.unlock(self.owner)
            vmfiles.power_off(self.datastore, machine.home, owner=self.owner, tag=machine.swap_tag)
        except StorageError:
            host.log.failure("powering off {vm}", vm=self.ref.value)
        redo = machine.redo
        if redo and state == OFF:
            redo_logs.discard(self, redo)
            redo = ()
        tools, guest = guest_after(config, False, machine)
        changes: dict[str, Any] = {"powerState": state, "bootTime": None, "toolsInstallerMounted": False}
        if state == SUSPENDED:
            changes["suspendTime"] = host.now()
        else:
            changes["cleanPowerOff"] = True
            changes["suspendTime"] = None
        config = config.replace(hardware=config.hardware.replace(device=devices))
        self.change(
            look=self.get("layout").swapFile is not None,
            config=configs.of_power_state(config, state == ON, machine.standby), guest=guest,
            machine=self.change_machine(booted_at=None, tools=tools, redo=redo, display=None),
            runtime=self.runtime.replace(**changes),
        )
        host.datastores.refresh()


def _log(config: vim.VirtualMachineConfigInfo) -> str:
    return f"Log for {config.name}: {config.hardware.numCPU} vCPU, {config.hardware.memoryMB} MB, {config.guestId}\n"
