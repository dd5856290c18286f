"""HostVMotionSystem: the VMkernel interface for vMotion, as interfaces were chosen before 4.0."""

from __future__ import annotations

from ipaddress import IPv4Network, NetmaskValueError, ip_address

from fakeesx.host.managed_entity import ExtensibleManagedObject
from fakeesx.host.managed_object import Call, fault, invalid_argument, method
from fakeesx.host.services import vnic_selection
from fakeesx.host.services.vnic_selection import VMOTION
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
        """Give the interface for vMotion another address; with DHCP it keeps the one it has.

        Raises NotFound when there is none, InvalidArgument for what is no IPv4 address or mask.
        """
        nic = vnic_selection.selected(self.host, VMOTION)
        if nic is None:
            raise fault("NotFound")
        if ipConfig.dhcp:
            address = (nic.spec.ip or ipConfig).replace(dhcp=True)
        else:
            _check(ipConfig)
            address = ipConfig
        vnic_selection.set_address(self.host, nic.device, address)


def _check(config: vim.HostIpConfig) -> None:
    try:
        valid = ip_address(config.ipAddress or "").version == 4
    except ValueError:
        valid = False
    if not valid:
        raise invalid_argument("ipConfig.ipAddress")
    mask = config.subnetMask or ""
    try:
        network = IPv4Network(f"0.0.0.0/{mask}")
    except (NetmaskValueError, ValueError):
        raise invalid_argument("ipConfig.subnetMask") from None
    if str(network.netmask) != mask:  # a prefix length or a wildcard mask
        raise invalid_argument("ipConfig.subnetMask")
