"""HostMemorySystem: memory for the service console (ESX only) and for VMs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.host_config import get_config, set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_THIS = ManagedObjectReference("HostMemorySystem", "memoryManagerSystem")
_MIB = 2**20
_SMALLEST, _LARGEST = 300 * _MIB, 800 * _MIB
"""What the console of ESX 4.1 can be given (documented)."""
_POLICIES = frozenset({"swapNone", "swapSome", "swapMost"})


class HostMemorySystem(ManagedObject):
    """The memory of a host."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """A boot gives the console what was configured."""
        host.power.at_change.append(partial(_changed, host))

    @method
    def ReconfigureServiceConsoleReservation(self, call: Call, cfgBytes: int) -> None:
        """Give the console so many bytes from the next boot on.

        Raises NotSupported where there is no console, InvalidArgument outside of 300 to 800 MiB.
        """
        info: vim.ServiceConsoleReservationInfo | None = self.get("consoleReservationInfo")
        if info is None:
            raise fault("NotSupported")
        if not _SMALLEST <= cfgBytes <= _LARGEST:
            raise invalid_argument("cfgBytes")
        _keep(self.host, info.replace(serviceConsoleReservedCfg=cfgBytes))

    @method
    def ReconfigureVirtualMachineReservation(self, call: Call, spec: vim.VirtualMachineMemoryReservationSpec) -> None:
        """Change the memory kept for VMs and how much of theirs may be swapped; what is not set stays.

        Raises NotSupported where the host has no such reservation, InvalidArgument.
        """
        info: vim.VirtualMachineMemoryReservationInfo | None = self.get("virtualMachineReservationInfo")
        if info is None:
            raise fault("NotSupported")
        if spec.virtualMachineReserved is not None:
            if not info.virtualMachineMin <= spec.virtualMachineReserved <= info.virtualMachineMax:
                raise invalid_argument("spec.virtualMachineReserved")
            info = info.replace(virtualMachineReserved=spec.virtualMachineReserved)
        if spec.allocationPolicy is not None:
            if spec.allocationPolicy not in _POLICIES:
                raise invalid_argument("spec.allocationPolicy")
            info = info.replace(allocationPolicy=spec.allocationPolicy)
        self.update(virtualMachineReservationInfo=info)
        if get_config(self.host).virtualMachineReservation is not None:  # the recorded host does not show it there
            set_config(self.host, virtualMachineReservation=info)


def _changed(host: Esx, up: bool) -> None:
    info: vim.ServiceConsoleReservationInfo | None = host.inventory.get(_THIS, "consoleReservationInfo")
    if up and info is not None and info.serviceConsoleReserved != info.serviceConsoleReservedCfg:
        more = info.serviceConsoleReservedCfg - info.serviceConsoleReserved
        _keep(host, info.replace(
            serviceConsoleReserved=info.serviceConsoleReservedCfg, unreserved=info.unreserved - more,
        ))


def _keep(host: Esx, info: vim.ServiceConsoleReservationInfo) -> None:
    host.inventory.update(_THIS, consoleReservationInfo=info)
    set_config(host, consoleReservation=info)
