"""HostNetworkSystem: virtual switches, port groups, the host's own interfaces, DNS, routes, physical cards.

What can be and what not is decided in ``fakeesx.network``; ``host.networks`` keeps all that shows it of one piece. The
methods post no events (the schema has none for them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from fakeesx.host.managed_entity import ExtensibleManagedObject
from fakeesx.host.managed_object import Call, method
from fakeesx.host.services import vnic_selection
from fakeesx.host.services.networks import network_faults
from fakeesx.network import bridges, cards, dns, port_groups, routes, switches, update, vnics
from fakeesx.network.errors import refused
from fakeesx.network.settling import settle
from fakeesx.network.state import Net
from fakeesx.network.vnics import CONSOLE, KERNEL, Asked
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


class HostNetworkSystem(ExtensibleManagedObject):
    """The network of a host. Where no fault is named that a bad value gets, it is InvalidArgument."""

    privileges: ClassVar[dict[str, str]] = dict.fromkeys(
        ("UpdateNetworkConfig", "AddVirtualNic", "UpdateVirtualNic", "AddServiceConsoleVirtualNic",
         "UpdateServiceConsoleVirtualNic"),
        "Host.Config.Network",
    )
    """Documented; the schema names none."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """What waits for a reboot holds after one."""
        host.power.at_change.append(lambda up: host.networks.rebooted() if up else None)

    @property
    def net(self) -> Net:
        """The network now."""
        return self.host.networks.net

    # switches

    @method
    def AddVirtualSwitch(self, call: Call, vswitchName: str, spec: vim.HostVirtualSwitchSpec | None = None) -> None:
        """Make a switch; without a spec it has 128 ports and no cards. Raises AlreadyExists, ResourceInUse (a card)."""
        with network_faults():
            net = switches.add(self.net, vswitchName, spec)
            bridges.require_unshared(net)
            self._keep(net)

    @method
    def UpdateVirtualSwitch(self, call: Call, vswitchName: str, spec: vim.HostVirtualSwitchSpec) -> None:
        """Change cards, policy and MTU at once, the number of ports at the next reboot. Raises NotFound, ResourceInUse."""
        with network_faults():
            net = switches.update(self.net, vswitchName, spec)
            bridges.require_unshared(net)
            self._keep(net)

    @method
    def RemoveVirtualSwitch(self, call: Call, vswitchName: str) -> None:
        """Remove a switch and its port groups. Raises NotFound, ResourceInUse while something is connected to it."""
        with network_faults():
            self._keep(switches.remove(self.net, vswitchName))

    # port groups

    @method
    def AddPortGroup(self, call: Call, portgrp: vim.HostPortGroupSpec) -> None:
        """Make a port group. Raises AlreadyExists, NotFound (the switch)."""
        with network_faults():
            self._keep(port_groups.add(self.net, portgrp))

    @method
    def UpdatePortGroup(self, call: Call, pgName: str, portgrp: vim.HostPortGroupSpec) -> None:
        """Change a port group; with another name, its Network is another object. Raises NotFound, AlreadyExists."""
        with network_faults():
            net = port_groups.update(self.net, pgName, portgrp)
            self._keep(net, {pgName: portgrp.name} if portgrp.name != pgName else None)

    @method
    def RemovePortGroup(self, call: Call, pgName: str) -> None:
        """Remove a port group. Raises NotFound, ResourceInUse while a running VM or the host itself is on it."""
        with network_faults():
            self._keep(port_groups.remove(self.net, pgName))

    # the host's own interfaces

    @method
    def AddVirtualNic(self, call: Call, portgroup: str, nic: vim.HostVirtualNicSpec) -> str:
        """Make a VMkernel interface: its device. Raises AlreadyExists where the group has one, HostConfigFault."""
        return self._add(KERNEL, portgroup, nic)

    @method
    def UpdateVirtualNic(self, call: Call, device: str, nic: vim.HostVirtualNicSpec) -> None:
        """Change a VMkernel interface; what is not given stays. Raises NotFound, HostConfigFault."""
        self._update(KERNEL, device, nic)

    @method
    def RemoveVirtualNic(self, call: Call, device: str) -> None:
        """Remove a VMkernel interface. Raises NotFound, HostConfigFault for the last one of management (inferred)."""
        with network_faults():
            net = vnics.remove(self.net, KERNEL, device)
            vnic_selection.require_removable(self.host, device)
            self._keep(net)

    @method
    def AddServiceConsoleVirtualNic(self, call: Call, portgroup: str, nic: vim.HostVirtualNicSpec) -> str:
        """Make an interface of the service console: its device. Raises HostConfigFault, NotSupported without a console."""
        with network_faults():
            if self.net.capabilities.usesServiceConsoleNic and self.net.interface_on(portgroup) is not None:
                raise refused("HostConfigFault", f"{portgroup} has an interface already.")  # AlreadyExists is not declared
        return self._add(CONSOLE, portgroup, nic)

    @method
    def UpdateServiceConsoleVirtualNic(self, call: Call, device: str, nic: vim.HostVirtualNicSpec) -> None:
        """Change an interface of the service console. Raises NotFound, HostConfigFault, NotSupported without a console."""
        self._update(CONSOLE, device, nic)

    @method
    def RemoveServiceConsoleVirtualNic(self, call: Call, device: str) -> None:
        """Remove an interface of the service console. Raises NotFound, ResourceInUse for the last one, NotSupported."""
        with network_faults():
            self._keep(vnics.remove(self.net, CONSOLE, device))

    @method
    def RestartServiceConsoleVirtualNic(self, call: Call, device: str) -> None:
        """Take an interface of the service console down and up: nothing else changes. Raises NotFound, NotSupported."""
        with network_faults():
            if not self.net.capabilities.usesServiceConsoleNic:
                raise refused("NotSupported")
            vnics.find(self.net, CONSOLE, device)

    # names and routes

    @method
    def UpdateDnsConfig(self, call: Call, config: vim.HostDnsConfig) -> None:
        """Set the host's name, domain and name servers. Raises NotFound for an interface that is not there."""
        with network_faults():
            self._keep(dns.set_dns(self.net, config))

    @method
    def UpdateIpRouteConfig(self, call: Call, config: vim.HostIpRouteConfig) -> None:
        """Set the VMkernel's default gateway, which an interface must reach."""
        with network_faults():
            self._keep(routes.set_gateway(self.net, config))

    @method
    def UpdateConsoleIpRouteConfig(self, call: Call, config: vim.HostIpRouteConfig) -> None:
        """Set the service console's default gateway. Raises NotSupported without a console."""
        with network_faults():
            self._keep(routes.set_gateway(self.net, config, console=True))

    @method
    def UpdateIpRouteTableConfig(self, call: Call, config: vim.HostIpRouteTableConfig) -> None:
        """Add and remove routes of the VMkernel. Raises HostConfigFault for one to remove that is not there."""
        with network_faults():
            self._keep(routes.change_table(self.net, config))

    # everything

    @method
    def UpdateNetworkConfig(
        self, call: Call, config: vim.HostNetworkConfig, changeMode: str,
    ) -> vim.HostNetworkConfigResult:
        """Make many changes, all or none: the devices of new interfaces. Raises what the single methods raise."""
        with network_faults():
            done = update.update(self.net, config, changeMode, self.host.networks.new_mac)
            there = {nic.device for nic in done.net.info.vnic}
            for nic in self.net.info.vnic:
                if nic.device not in there:
                    vnic_selection.require_removable(self.host, nic.device)
            self._keep(done.net)
        return vim.HostNetworkConfigResult(vnicDevice=done.vnics, consoleVnicDevice=done.console)

    # physical cards

    @method
    def UpdatePhysicalNicLinkSpeed(
        self, call: Call, device: str, linkSpeed: vim.PhysicalNicLinkInfo | None = None,
    ) -> None:
        """Set a card to a speed, or to what its cable offers. Raises NotFound."""
        with network_faults():
            self._keep(cards.set_link(self.net, device, linkSpeed))

    @method
    def QueryNetworkHint(self, call: Call, device: Sequence[str] = ()) -> list[vim.PhysicalNicHintInfo]:
        """The subnets and VLANs that cards see; of all cards where none is named. Raises NotFound, NotSupported."""
        with network_faults():
            if not self.net.capabilities.supportsNetworkHints:
                raise refused("NotSupported")
            return cards.hints(self.net, device)

    @method
    def RefreshNetworkSystem(self, call: Call) -> None:
        """Look at the network again; nothing else than clients can have changed it here."""

    # inside

    def _add(self, kind: str, group: str, spec: vim.HostVirtualNicSpec) -> str:
        with network_faults():
            net, device = vnics.add(self.net, kind, group, Asked(spec), self.host.networks.new_mac)
            self._keep(net)
        return device

    def _update(self, kind: str, device: str, spec: vim.HostVirtualNicSpec) -> None:
        with network_faults():
            self._keep(vnics.update(self.net, kind, device, Asked(spec)))

    def _keep(self, net: Net, renamed: Mapping[str, str] | None = None) -> None:
        self.host.networks.keep(settle(net), renamed)
