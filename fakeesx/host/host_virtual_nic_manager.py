"""HostVirtualNicManager: which VMkernel interfaces serve vMotion, fault tolerance logging and management."""

from __future__ import annotations

from fakeesx.host.managed_entity import ExtensibleManagedObject
from fakeesx.host.managed_object import Call, method
from fakeesx.host.services import vnic_selection
from fakeesx.schema import vim


class HostVirtualNicManager(ExtensibleManagedObject):
    """The special interfaces of a host. ESX has no type ``management``: its console has an interface of its own."""

    @method
    def QueryNetConfig(self, call: Call, nicType: str) -> vim.VirtualNicManagerNetConfig:
        """Candidates and selection of a type. Raises InvalidArgument."""
        return vnic_selection.net_config(self.host, nicType)

    @method
    def SelectVnicForNicType(self, call: Call, nicType: str, device: str) -> None:
        """Let an interface serve a type, in place of the one before unless several may. Raises InvalidArgument."""
        vnic_selection.select(self.host, nicType, device)

    @method
    def DeselectVnicForNicType(self, call: Call, nicType: str, device: str) -> None:
        """Let an interface serve a type no more.

        Raises InvalidArgument, also for one that is not selected, HostConfigFault for the last one of management.
        """
        vnic_selection.deselect(self.host, nicType, device)
