"""Upgrading a VM's virtual hardware and its VMware Tools, and what else goes through Tools to its screen."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import extra_config
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment
from fakeesx.host.virtual_machine.devices import apply
from fakeesx.host.virtual_machine.lifecycle import Lifecycle
from fakeesx.host.virtual_machine.machine import OFF, ON
from fakeesx.schema import vim

NEWEST = "vmx-07"
_LARGEST_SCREEN = 1 << 14


class Upgrade(Lifecycle):
    """Upgrades of a VirtualMachine."""

    @task
    def UpgradeVM_Task(self, call: Call, version: str | None = None) -> TaskBody:
        """Bring the virtual hardware to version 7.

        Raises AlreadyUpgraded, InvalidPowerState, NoDiskFound, InvalidArgument.
        """
        self._require_upgradable(version)
        self.host.events.post("VmUpgradingEvent", call=call, vm=self.ref, version=NEWEST)
        if (yield None):
            self._require_upgradable(version)
        config = self.config
        environment = DeviceEnvironment(self.host, self.datastore, self.machine.home, config.uuid, NEWEST, vm=self.ref)
        add = vim.VirtualDeviceConfigSpec(
            operation=vim.VirtualDeviceConfigSpecOperation.add, device=vim.VirtualMachineVMCIDevice(key=-1),
        )
        devices = apply(config.hardware.device, [add], environment).devices
        config = config.replace(
            version=NEWEST, hardware=config.hardware.replace(device=devices),
            extraConfig=extra_config.with_bridges(config.extraConfig),
            changeVersion=configs.next_version(self.host.now(), config.changeVersion),
        )
        self.save(config)
        self.host.events.post("VmUpgradeCompleteEvent", call=call, vm=self.ref, version=NEWEST)

    @task
    def UpgradeTools_Task(self, call: Call, installerOptions: str | None = None) -> TaskBody:
        """Bring VMware Tools to the host's version, which those of simulated guests have.

        Raises ToolsUnavailable, InvalidState.
        """
        self.require_tools(ON)
        if self.runtime.toolsInstallerMounted:
            raise fault("InvalidState")
        if (yield None):
            self.require_tools(ON)

    @method
    def SetScreenResolution(self, call: Call, width: int, height: int) -> None:
        """Set the size of the guest's screen, in pixels. Raises ToolsUnavailable, InvalidPowerState, InvalidArgument."""
        self.require_tools(ON)
        for name, value in (("width", width), ("height", height)):
            if not 0 < value <= _LARGEST_SCREEN:
                raise invalid_argument(name)
        self.change(guest=self.get("guest").replace(screen=vim.GuestScreenInfo(width=width, height=height)))

    def _require_upgradable(self, version: str | None) -> None:
        if self.config.version == NEWEST:
            raise fault("AlreadyUpgraded")
        if version not in (None, "", NEWEST):
            raise invalid_argument("version")
        self.require_power(OFF)
        if not any(isinstance(device, vim.VirtualDisk) for device in self.config.hardware.device):
            raise fault("NoDiskFound")
