"""HostPciPassthruSystem: PCI devices that VMs may have for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_THIS = ManagedObjectReference("HostPciPassthruSystem", "ha-pcipassthrusystem")


class HostPciPassthruSystem(ManagedObject):
    """Passthrough of PCI devices. A change takes effect when the host has booted."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """A boot makes what is enabled active."""
        host.power.at_change.append(partial(_changed, host))

    @method
    def Refresh(self, call: Call) -> None:
        """Look at the devices anew; here they are always as they are shown."""

    @method
    def UpdatePassthruConfig(self, call: Call, config: Sequence[vim.HostPciPassthruConfig]) -> None:
        """Enable or disable devices, all or none.

        Raises InvalidArgument for an unknown device, HostConfigFault for one that can't be passed through.
        """
        devices = {device.id: device for device in self.get("pciPassthruInfo")}
        for item in config:
            device = devices.get(item.id)
            if device is None:
                raise invalid_argument("config.id")
            if item.passthruEnabled and not device.passthruCapable:
                raise fault("HostConfigFault")
            devices[item.id] = device.replace(passthruEnabled=item.passthruEnabled)
        _keep(self.host, devices.values())


def _changed(host: Esx, up: bool) -> None:
    devices = host.inventory.get(_THIS, "pciPassthruInfo")
    if up and any(device.passthruActive != device.passthruEnabled for device in devices):
        _keep(host, (device.replace(passthruActive=device.passthruEnabled) for device in devices))


def _keep(host: Esx, devices: Iterable[vim.HostPciPassthruInfo]) -> None:
    kept = tuple(devices)
    host.inventory.update(_THIS, pciPassthruInfo=kept)
    set_config(host, pciPassthruInfo=kept)
