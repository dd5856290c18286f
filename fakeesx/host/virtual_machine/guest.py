"""What VMware Tools report from inside a guest, and the guest operations of a VM.

A simulated guest has Tools when the VM's extraConfig says so (``fakeesx.guest.tools`` = ``running``), for no operating
system is really installed; a real host keeps such a key and does nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, fault, method
from fakeesx.host.virtual_machine import guest_os
from fakeesx.host.virtual_machine.machine import OFF, ON, Machine, VmBase
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

TOOLS_KEY = "fakeesx.guest.tools"
"""extraConfig key: notInstalled (default), notRunning or running."""
TOOLS_VERSION = "8290"
_NO_CARD = vim.GuestNicInfo(connected=False, deviceConfigId=0)


@lru_cache(maxsize=1)
def no_tools() -> vim.GuestInfo:
    """``guest`` of a VM without Tools; the same whether it runs or not (recorded)."""
    return vim.GuestInfo(
        toolsStatus=vim.VirtualMachineToolsStatus.toolsNotInstalled, toolsVersionStatus="guestToolsNotInstalled",
        toolsRunningStatus="guestToolsNotRunning", guestState="notRunning",
    )


@lru_cache(maxsize=1)
def tools_stopped() -> vim.GuestInfo:
    """``guest`` of a VM whose Tools are installed and do not run."""
    return vim.GuestInfo(
        toolsStatus=vim.VirtualMachineToolsStatus.toolsNotRunning, toolsVersionStatus="guestToolsCurrent",
        toolsRunningStatus="guestToolsNotRunning", toolsVersion=TOOLS_VERSION, guestState="notRunning",
    )


def tools_running(config: vim.VirtualMachineConfigInfo, machine: Machine) -> vim.GuestInfo:
    """``guest`` of a VM whose Tools run: the guest's name, its system and its network cards with their addresses."""
    told = [_NO_CARD.replace(deviceConfigId=key, ipAddress=addresses) for key, addresses in machine.addresses]
    net = cards(config, told)
    return vim.GuestInfo(
        toolsStatus=vim.VirtualMachineToolsStatus.toolsOk, toolsVersionStatus="guestToolsCurrent",
        toolsRunningStatus="guestToolsRunning", toolsVersion=TOOLS_VERSION, guestId=config.guestId,
        guestFamily=guest_os.family(config.guestId), guestFullName=config.guestFullName, hostName=machine.host_name,
        ipAddress=next((address for card in net for address in card.ipAddress), None),
        net=net, screen=vim.GuestScreenInfo(width=640, height=480), guestState="running",
        appHeartbeatStatus="appStatusGray",
    )


def cards(config: vim.VirtualMachineConfigInfo, old: Iterable[vim.GuestNicInfo] = ()) -> tuple[vim.GuestNicInfo, ...]:
    """``guest.net``: the VM's network cards, with what the guest told of each that is still there."""
    known = {card.deviceConfigId: card for card in old}
    return tuple(
        known.get(device.key, _NO_CARD).replace(
            network=getattr(device.backing, "deviceName", None), macAddress=device.macAddress,
            connected=bool(device.connectable and device.connectable.connected), deviceConfigId=device.key,
        )
        for device in config.hardware.device
        if isinstance(device, vim.VirtualEthernetCard)
    )


def tools_of(config: vim.VirtualMachineConfigInfo) -> str:
    """What a VM's extraConfig says of Tools."""
    for option in config.extraConfig:
        if option.key == TOOLS_KEY and option.value in ("running", "notRunning"):
            return str(option.value)
    return "notInstalled"


def guest_after(config: vim.VirtualMachineConfigInfo, running: bool, machine: Machine) -> tuple[str, vim.GuestInfo]:
    """Tools' state and ``guest`` of a VM after a power operation; ``running``: whether it is powered on now."""
    tools = tools_of(config)
    if tools == "notInstalled":
        return "notInstalled", no_tools()
    if running and tools == "running":
        return "running", tools_running(config, machine)
    return "notRunning", tools_stopped()


class GuestTime(VmBase):
    """What a guest needs time for."""

    def guest_starts(self, config: vim.VirtualMachineConfigInfo) -> tuple[str, vim.GuestInfo, float]:
        """Tools' state and ``guest`` of a VM whose guest begins to boot, and in how many seconds its Tools will run."""
        seconds = self.host.tasks.guest_boot if tools_of(config) == "running" else 0.0
        return (*guest_after(config, seconds <= 0, self.machine), seconds)

    def guest_booted(self) -> None:
        """The guest is up: its Tools run."""
        tools, guest = guest_after(self.config, True, self.machine)
        self.change(machine=self.change_machine(tools=tools), guest=guest)

    def guest_later(self, seconds: float, name: str) -> None:
        """Have a method of this VM called when its guest has run for so long and nothing has changed its power."""
        host, ref, runtime = self.host, self.ref, self.runtime
        host.guest_timers.later(seconds, ref, lambda: _if_same(host, ref, name, runtime))


class Guest(GuestTime):
    """Operations that go through VMware Tools."""

    @method
    def ShutdownGuest(self, call: Call) -> None:
        """Ask the guest to shut down; the VM powers off when it has.

        Raises ToolsUnavailable, InvalidPowerState, TaskInProgress.
        """
        self.require_idle()
        self.require_tools(OFF)
        self.host.events.post("VmGuestShutdownEvent", call=call, vm=self.ref)
        self._later("ShutdownGuest", "guest_power_off")

    @method
    def RebootGuest(self, call: Call) -> None:
        """Ask the guest to reboot. Raises ToolsUnavailable, InvalidPowerState, TaskInProgress."""
        self.require_idle()
        self.require_tools(ON)
        self.host.events.post("VmGuestRebootEvent", call=call, vm=self.ref)
        self._later("RebootGuest", "guest_reboot")

    @method
    def StandbyGuest(self, call: Call) -> None:
        """Ask the guest to go to standby; the VM is suspended then. Raises as ShutdownGuest."""
        self.require_idle()
        self.require_tools(OFF)
        self.host.events.post("VmGuestStandbyEvent", call=call, vm=self.ref)
        self._later("StandbyGuest", "guest_standby")

    @method
    def MountToolsInstaller(self, call: Call) -> None:
        """Put the Tools CD into the VM's drive. Raises InvalidState (off, mounted already), VmConfigFault (no drive)."""
        self.require_idle()
        self.require_power(ON)
        if self.runtime.toolsInstallerMounted:
            raise fault("InvalidState")
        if not any(isinstance(device, vim.VirtualCdrom) for device in self.config.hardware.device):
            raise fault("VmConfigFault")
        self.change(runtime=self.runtime.replace(toolsInstallerMounted=True))

    @method
    def UnmountToolsInstaller(self, call: Call) -> None:
        """Take the Tools CD out. Raises InvalidState."""
        self.require_idle()
        if not self.runtime.toolsInstallerMounted:
            raise fault("InvalidState")
        self.change(runtime=self.runtime.replace(toolsInstallerMounted=False))

    def _later(self, operation: str, name: str) -> None:
        """Let the guest do it in its own time, unless something else has changed the VM's power by then."""
        delay = self.host.tasks.seconds(operation)
        if delay <= 0:
            _guest_acts(self.host, self.ref, name)
        else:
            self.guest_later(delay, name)


def _if_same(host: Esx, ref: vim.ManagedObjectReference, name: str, runtime: vim.VirtualMachineRuntimeInfo) -> None:
    node = host.inventory.find(ref.value)
    if node is not None and node.get("runtime").bootTime == runtime.bootTime and node.get("runtime").powerState == ON:
        _guest_acts(host, ref, name)


def _guest_acts(host: Esx, ref: vim.ManagedObjectReference, name: str) -> None:
    with host.inventory.transaction():
        getattr(host.object(ref), name)()
