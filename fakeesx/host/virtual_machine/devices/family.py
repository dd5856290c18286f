"""How devices of one family are added, changed and removed; the base of all families."""

from __future__ import annotations

from typing import Any, ClassVar

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.layout import connection
from fakeesx.schema import vim


class Family:
    """Base of all families. What a family does not allow is refused with InvalidDeviceOperation."""

    removable: ClassVar[bool] = True
    hot: ClassVar[bool] = False
    """Whether devices can be added to and removed from a VM that runs (hardware version 7)."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add the device of a change."""
        raise change.bad_operation()

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change the device that a change names."""
        raise change.bad_operation()

    def remove(self, change: Change, chassis: Chassis) -> None:
        """Remove the device that a change names."""
        device = chassis.take(change)
        if not self.removable or change.file_operation is not None:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        chassis.drop(change, device)

    def require_hot(self, change: Change, chassis: Chassis) -> None:
        """Raise DeviceHotPlugNotSupported where the VM runs and the device can't come or go then."""
        environment = chassis.environment
        if environment.powered_on and not (self.hot and environment.hardware_version == "vmx-07"):
            raise change.not_hot()


def require_off(chassis: Chassis) -> None:
    """Raise InvalidPowerState where the VM runs: the change needs it powered off."""
    if chassis.environment.powered_on:
        state = vim.VirtualMachinePowerState
        raise fault("InvalidPowerState", requestedState=state.poweredOff, existingState=state.poweredOn)


def connect(
    wanted: vim.VirtualDeviceConnectInfo | None, old: vim.VirtualDeviceConnectInfo | None, environment: Environment,
    start: bool = True,
) -> vim.VirtualDeviceConnectInfo:
    """``connectable`` of a device that is added (no ``old``) or changed; ``start``: whether it starts connected by default.

    Nothing is connected in a VM that is powered off (recorded).
    """
    given = wanted or old
    starts = start if given is None else bool(given.startConnected)
    guest = True if given is None else bool(given.allowGuestControl)
    if not environment.powered_on:
        return connection(starts, guest, False, "untried")
    connected = starts if given is None else bool(given.connected)
    tried = connected or (old is not None and old.status == "ok")
    return connection(starts, guest, connected, "ok" if tried else "untried")


def at_power(info: vim.VirtualDeviceConnectInfo, powered_on: bool) -> vim.VirtualDeviceConnectInfo:
    """``connectable`` after a power on or off (recorded: off is not connected and untried)."""
    connected = powered_on and bool(info.startConnected)
    return connection(
        bool(info.startConnected), bool(info.allowGuestControl), connected, "ok" if connected else "untried"
    )


def backing_named(change: Change, names: tuple[str, ...]) -> Any:
    """The device backing of a change. Raises InvalidDeviceBacking for a host device that is not there."""
    backing = change.device.backing
    if backing.deviceName not in names and not (backing.useAutoDetect and not backing.deviceName):
        raise change.wrong_backing()
    return backing
