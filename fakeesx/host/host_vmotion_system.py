"""HostVMotionSystem: the VMkernel interface for vMotion, as interfaces were chosen before 4.0."""

from __future__ import annotations

from fakeesx.host.managed_entity import ExtensibleManagedObject
from fakeesx.host.managed_object import Call, fault, method
from fakeesx.host.services import vnic_selection
from fakeesx.host.services.networks import network_faults
from fakeesx.host.services.vnic_selection import VMOTION
from fakeesx.network import vnics
from fakeesx.network.settling import settle
from fakeesx.network.vnics import Asked
from fakeesx.schema import vim


class HostVMotionSystem(ExtensibleManagedObject):
    """The interface for vMotion of a host. No VM migrates: that takes a vCenter."""

    @method
    def SelectVnic(self, call: Call, device: str) -> None:
        """Use an interface for vMotion. Raises InvalidArgument."""
        vnic_selection.select(self.host, VMOTION, device)

    @method
    def DeselectVnic(self, call: Call) -> None:
        """Use none."""
        nic = vnic_selection.selected(self.host, VMOTION)
        if nic is not None:
            vnic_selection.deselect(self.host, VMOTION, nic.device)

    @method
    def UpdateIpConfig(self, call: Call, ipConfig: vim.HostIpConfig) -> None:
        """Give the interface for vMotion another address; with DHCP it keeps one that is in the server's subnet.

        Raises NotFound when there is none, InvalidArgument for what is no IPv4 address or mask.
        """
        nic = vnic_selection.selected(self.host, VMOTION)
        if nic is None:
            raise fault("NotFound")
        with network_faults():
            asked = Asked(vim.HostVirtualNicSpec(ip=ipConfig), "ipConfig", ip="ipConfig")
            net = vnics.update(self.host.networks.net, vnics.KERNEL, nic.device, asked)
            self.host.networks.keep(settle(net))
