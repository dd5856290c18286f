"""``networkConfig``: what of a network can be set, in the form that UpdateNetworkConfig takes."""

from __future__ import annotations

from fakeesx.network import routes
from fakeesx.schema import vim


def network_config(info: vim.HostNetworkInfo) -> vim.HostNetworkConfig:
    """The configuration of a network (recorded form). Given back as it is, it changes nothing."""
    added = [vim.HostIpRouteOp(changeOperation="add", route=route) for route in routes.added(info)]
    v6 = info.routeTableInfo.ipv6Route if info.routeTableInfo is not None else ()
    added6 = [vim.HostIpRouteOp(changeOperation="add", route=route) for route in v6]
    return vim.HostNetworkConfig(
        vswitch=[vim.HostVirtualSwitchConfig(name=switch.name, spec=switch.spec) for switch in info.vswitch],
        portgroup=[vim.HostPortGroupConfig(spec=group.spec) for group in info.portgroup],
        pnic=[vim.PhysicalNicConfig(device=nic.device, spec=nic.spec) for nic in info.pnic],
        vnic=_interfaces(info.vnic), consoleVnic=_interfaces(info.consoleVnic), dnsConfig=info.dnsConfig,
        ipRouteConfig=info.ipRouteConfig, consoleIpRouteConfig=info.consoleIpRouteConfig,
        routeTableConfig=vim.HostIpRouteTableConfig(ipRoute=added, ipv6Route=added6) if added or added6 else None,
        ipV6Enabled=info.ipV6Enabled,
    )


def _interfaces(nics: tuple[vim.HostVirtualNic, ...]) -> list[vim.HostVirtualNicConfig]:
    return [vim.HostVirtualNicConfig(device=nic.device, portgroup=nic.portgroup, spec=nic.spec) for nic in nics]
