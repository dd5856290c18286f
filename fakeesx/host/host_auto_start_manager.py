"""HostAutoStartManager: which VMs start and stop with the host, and in which order.

What is merged how follows the vSphere API reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.services import lookup
from fakeesx.host.services.auto_start import ordered, start_steps, stop_steps
from fakeesx.host.services.host_config import set_config
from fakeesx.inventory import Change, Kind
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

AUTO_START = ManagedObjectReference("HostAutoStartManager", "ha-autostart-mgr")

_STARTS = frozenset({"none", "systemdefault", "poweron"})
_STOPS = frozenset({"none", "systemdefault", "poweroff", "guestshutdown", "suspend"})
_DEFAULT_STOPS = _STOPS - {"systemdefault"}


class HostAutoStartManager(ManagedObject):
    """The start and stop of VMs with a host."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """A VM that goes takes its entry with it; a host that has booted starts its VMs."""

        def forget(changes: list[Change]) -> None:
            gone = {c.ref for c in changes if c.kind is Kind.LEAVE}
            if gone:
                config = host.inventory.get(AUTO_START, "config")
                kept = [info for info in config.powerInfo if info.key not in gone]
                if len(kept) != len(config.powerInfo):
                    _keep(host, config.replace(powerInfo=kept))

        def booted(up: bool) -> None:
            config = host.inventory.get(AUTO_START, "config")
            if up and config.defaults is not None and config.defaults.enabled:
                host.auto_start.run(start_steps(host, None, config), asked=False)
            else:
                host.auto_start.stop()

        host.inventory.derive(forget, "VirtualMachine")
        host.power.at_change.append(booted)

    @method
    def ReconfigureAutostart(self, call: Call, spec: vim.HostAutoStartManagerConfig) -> None:
        """Change the defaults that are set and the entries that are given.

        An entry whose actions are both ``none`` goes. Raises InvalidArgument, ManagedObjectNotFound for an unknown VM.
        """
        config: vim.HostAutoStartManagerConfig = self.get("config")
        if spec.defaults is not None:
            _check_defaults(spec.defaults)
            defaults = config.defaults or vim.AutoStartDefaults()
            config = config.replace(defaults=defaults.replace(**dict(spec.defaults.items())))
        entries = {info.key: info for info in config.powerInfo}
        for info in spec.powerInfo:
            self._check(call, info)
            if info.startAction.lower() == info.stopAction.lower() == "none":
                entries.pop(info.key, None)
            else:
                entries[info.key] = info
        _keep(self.host, config.replace(powerInfo=ordered(entries.values())))

    @method
    def AutoStartPowerOn(self, call: Call) -> None:
        """Begin to start the VMs in their order; nothing when auto-start is not enabled."""
        config = self.get("config")
        if config.defaults is not None and config.defaults.enabled:
            self.host.auto_start.run(start_steps(self.host, call, config), asked=True)

    @method
    def AutoStartPowerOff(self, call: Call) -> None:
        """Begin to stop the VMs, the last one first; nothing when auto-start is not enabled."""
        config = self.get("config")
        if config.defaults is not None and config.defaults.enabled:
            self.host.auto_start.run(stop_steps(self.host, call, config), asked=True)

    def _check(self, call: Call, info: vim.AutoStartPowerInfo) -> None:
        lookup.require(self.host, call, info.key, "VirtualMachine", "spec.powerInfo.key")
        if info.startOrder < -1 or info.startOrder == 0:
            raise invalid_argument("spec.powerInfo.startOrder")
        if info.startDelay < -1:
            raise invalid_argument("spec.powerInfo.startDelay")
        if info.stopDelay < -1:
            raise invalid_argument("spec.powerInfo.stopDelay")
        if info.startAction.lower() not in _STARTS:
            raise invalid_argument("spec.powerInfo.startAction")
        if info.stopAction.lower() not in _STOPS:
            raise invalid_argument("spec.powerInfo.stopAction")


def _check_defaults(defaults: vim.AutoStartDefaults) -> None:
    if (defaults.startDelay or 0) < 0:
        raise invalid_argument("spec.defaults.startDelay")
    if (defaults.stopDelay or 0) < 0:
        raise invalid_argument("spec.defaults.stopDelay")
    if defaults.stopAction is not None and defaults.stopAction.lower() not in _DEFAULT_STOPS:
        raise invalid_argument("spec.defaults.stopAction")


def _keep(host: Esx, config: vim.HostAutoStartManagerConfig) -> None:
    host.inventory.update(AUTO_START, config=config)
    set_config(host, autoStart=config)
