"""The network of a host that an inventory file describes: how it starts, and what is set when it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.inventory.file import Lab
from fakeesx.inventory.file.lab import InterfaceLab, NetworkLab
from fakeesx.network import routes
from fakeesx.network.dns import set_dns
from fakeesx.network.errors import Refused
from fakeesx.network.settling import settle
from fakeesx.network.specs import GroupSpec, InterfaceSpec, NetworkSpec, NicSpec, SeenSubnet, SwitchSpec
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


def network_spec(network: NetworkLab) -> NetworkSpec:
    """The network that a host is made with. Raises ``ValueError`` for cards that can't be."""
    nics, switches, groups = network.nics, network.switches, network.port_groups
    return NetworkSpec(
        None if nics is None else tuple(
            NicSpec(
                nic.name, nic.mac.lower().replace("-", ":") if nic.mac else None, nic.speed, nic.duplex == "full",
                nic.link == "up", nic.driver, nic.pci, tuple(SeenSubnet(seen.subnet, seen.vlan) for seen in nic.seen),
            )
            for nic in nics
        ),
        None if switches is None else tuple(
            SwitchSpec(each.name, each.nics, each.ports, each.mtu, _policy(each.policy)) for each in switches
        ),
        None if groups is None else tuple(
            GroupSpec(each.name, each.switch, each.vlan, _policy(each.policy)) for each in groups
        ),
        _interfaces(network.vmkernel_nics), _interfaces(network.console_nics),
    )


def _policy(policy: Any) -> vim.HostNetworkPolicy | None:
    return policy if isinstance(policy, vim.HostNetworkPolicy) else None


def _interfaces(interfaces: tuple[InterfaceLab, ...] | None) -> tuple[InterfaceSpec, ...] | None:
    if interfaces is None:
        return None
    return tuple(
        InterfaceSpec(
            each.port_group, each.ip, each.netmask, each.mac.lower().replace("-", ":") if each.mac else None, each.mtu,
        )
        for each in interfaces
    )


def set_up(host: Esx, lab: Lab) -> None:
    """The host's name, name servers, gateways and routes. Raises ``InventoryError``."""
    if lab.host.name is not None:
        name, _, domain = lab.host.name.partition(".")
        _dns(host, lab, "host.name", f'"{lab.host.name}" can\'t be the name of a host', hostName=name, domainName=domain)
    network = lab.network
    if network is None:
        return
    for key, part, value in (("servers", "address", network.dns.servers), ("search", "searchDomain", network.dns.search)):
        if value is not None:
            _dns(host, lab, f"network.dns.{key}", f"there is one among {', '.join(value)} that can't be", **{part: value})
    for key, gateway, console in (("gateway", network.gateway, False), ("console_gateway", network.console_gateway, True)):
        if gateway is not None:
            _gateway(host, lab, f"network.{key}", gateway, console)
    for route in network.routes:
        address, _, length = route.network.partition("/")
        entry = vim.HostIpRouteEntry(network=address, prefixLength=int(length), gateway=route.gateway)
        operation = vim.HostIpRouteOp(changeOperation="add", route=entry)
        net = host.networks.net
        try:
            host.networks.keep(settle(routes.change_table(net, vim.HostIpRouteTableConfig(ipRoute=[operation]))))
        except Refused:
            text = f"no interface of the VMkernel leads to {route.gateway}, or this is no subnet"
            raise lab.error(route.path, text) from None


def _dns(host: Esx, lab: Lab, path: str, text: str, **changes: Any) -> None:
    net = host.networks.net
    assert net.info.dnsConfig is not None
    try:
        host.networks.keep(set_dns(net, net.info.dnsConfig.replace(**changes)))
    except Refused:
        raise lab.error(path, text) from None


def _gateway(host: Esx, lab: Lab, path: str, gateway: str, console: bool) -> None:
    net = host.networks.net
    old = net.info.consoleIpRouteConfig if console else net.info.ipRouteConfig
    config = (old or vim.HostIpRouteConfig()).replace(defaultGateway=None if gateway == "none" else gateway)
    try:
        host.networks.keep(settle(routes.set_gateway(net, config, console)))
    except Refused as error:
        why = "this host has no service console" if isinstance(error.fault, vim.NotSupported) else "no interface leads to it"
        raise lab.error(path, f"{gateway} can't be the gateway: {why}") from None
