"""Default gateways and the route table of the VMkernel."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Network

from fakeesx.network.addresses import ipv4, ipv6, subnet
from fakeesx.network.errors import failed, invalid, refused
from fakeesx.network.state import Net
from fakeesx.schema import vim

_DIRECT = "0.0.0.0"  # noqa: S104 - the gateway of a subnet that an interface is in (recorded)
_OPERATIONS = ("add", "remove", "ignore")


def table(info: vim.HostNetworkInfo) -> vim.HostIpRouteTableInfo:
    """The route table: the default route, the subnets of interfaces (recorded), then the routes that clients added."""
    routes: list[vim.HostIpRouteEntry] = []
    gateway = info.ipRouteConfig.defaultGateway if info.ipRouteConfig is not None else None
    device = _device(info.vnic, ipv4(gateway))
    if gateway and device is not None:
        routes.append(vim.HostIpRouteEntry(network=_DIRECT, prefixLength=0, gateway=gateway, deviceName=device))
    for nic in info.vnic:
        network = _subnet(nic)
        if network is not None:
            routes.append(vim.HostIpRouteEntry(
                network=str(network.network_address), prefixLength=network.prefixlen, gateway=_DIRECT, deviceName=nic.device,
            ))
    for route in added(info):
        device = _device(info.vnic, ipv4(route.gateway))
        if device is not None:
            routes.append(route if route.deviceName == device else route.replace(deviceName=device))
    old = info.routeTableInfo
    return vim.HostIpRouteTableInfo(ipRoute=routes, ipv6Route=old.ipv6Route if old is not None else ())


def added(info: vim.HostNetworkInfo) -> list[vim.HostIpRouteEntry]:
    """The IPv4 routes of the table that clients added."""
    if info.routeTableInfo is None:
        return []
    return [route for route in info.routeTableInfo.ipRoute if route.gateway != _DIRECT and route.prefixLength]


def set_gateway(net: Net, config: vim.HostIpRouteConfig, console: bool = False) -> Net:
    """Other default gateways for the VMkernel or the console; what is not given is none.

    Raises InvalidArgument for a gateway that no interface reaches (documented) and for an unknown device, NotSupported
    where there is no console.
    """
    if console and not net.capabilities.usesServiceConsoleNic:
        raise refused("NotSupported")
    nics = net.info.consoleVnic if console else net.info.vnic
    shown = _shown(config, nics)
    if config.defaultGateway and _device(nics, ipv4(config.defaultGateway)) is None:
        raise invalid("config.defaultGateway")
    for name in ("gatewayDevice", "ipV6GatewayDevice"):
        device = getattr(shown, name)
        if device and all(nic.device != device for nic in nics):
            raise invalid(f"config.{name}")
    if config.ipV6DefaultGateway and (not net.info.ipV6Enabled or ipv6(config.ipV6DefaultGateway) is None):
        raise invalid("config.ipV6DefaultGateway")
    return net.with_info(**{"consoleIpRouteConfig" if console else "ipRouteConfig": shown})


def change_table(net: Net, config: vim.HostIpRouteTableConfig) -> Net:
    """Add and remove routes.

    Raises InvalidArgument for a route that can't be, HostConfigFault for one to remove that is not there or not a client's.
    """
    old = net.info.routeTableInfo or vim.HostIpRouteTableInfo()
    v4, v6 = list(old.ipRoute), list(old.ipv6Route)
    own = added(net.info)
    for op in config.ipRoute:
        route = _route(net, op, "config.ipRoute")
        if op.changeOperation == "remove":
            same = [each for each in own if _same(each, route)]
            if not same:
                raise failed("There is no such route.")
            own.remove(same[0])
            v4.remove(same[0])
        elif op.changeOperation == "add" and not any(_same(each, route) for each in v4):
            own.append(route)
            v4.append(route)
    for op in config.ipv6Route:
        route = _route6(net, op)
        if op.changeOperation == "remove":
            if route not in v6:
                raise failed("There is no such route.")
            v6.remove(route)
        elif op.changeOperation == "add" and route not in v6:
            v6.append(route)
    return net.with_info(routeTableInfo=vim.HostIpRouteTableInfo(ipRoute=v4, ipv6Route=v6))


def _route(net: Net, op: vim.HostIpRouteOp, path: str) -> vim.HostIpRouteEntry:
    route = op.route
    if op.changeOperation not in _OPERATIONS:
        raise invalid(f"{path}.changeOperation")
    try:
        IPv4Network(f"{route.network}/{route.prefixLength}")
    except ValueError:
        raise invalid(f"{path}.route.network") from None
    if not 1 <= route.prefixLength <= 32:  # the default route is set by UpdateIpRouteConfig
        raise invalid(f"{path}.route.prefixLength")
    device = _device(net.info.vnic, ipv4(route.gateway))
    if device is None and op.changeOperation == "add":
        raise invalid(f"{path}.route.gateway")
    if route.deviceName and all(nic.device != route.deviceName for nic in net.info.vnic):
        raise invalid(f"{path}.route.deviceName")
    return route.replace(deviceName=device)


def _route6(net: Net, op: vim.HostIpRouteOp) -> vim.HostIpRouteEntry:
    route, path = op.route, "config.ipv6Route"
    if op.changeOperation not in _OPERATIONS:
        raise invalid(f"{path}.changeOperation")
    if not net.info.ipV6Enabled:
        raise invalid("config.ipv6Route")
    try:
        IPv6Network(f"{route.network}/{route.prefixLength}")
    except ValueError:
        raise invalid(f"{path}.route.network") from None
    if ipv6(route.gateway) is None:
        raise invalid(f"{path}.route.gateway")
    if route.deviceName and all(nic.device != route.deviceName for nic in net.info.vnic):
        raise invalid(f"{path}.route.deviceName")
    return route


def _same(one: vim.HostIpRouteEntry, other: vim.HostIpRouteEntry) -> bool:
    return (one.network, one.prefixLength, one.gateway) == (other.network, other.prefixLength, other.gateway)


def _shown(config: vim.HostIpRouteConfig, nics: Iterable[vim.HostVirtualNic]) -> vim.HostIpRouteConfig:
    """A configuration as it is shown: a spec names interfaces by their port groups, too."""
    devices = {"gatewayDevice": config.gatewayDevice, "ipV6GatewayDevice": config.ipV6GatewayDevice}
    if isinstance(config, vim.HostIpRouteConfigSpec):
        for name in devices:
            connection = getattr(config, f"{name}Connection")
            if connection is not None:
                found = next((nic.device for nic in nics if nic.portgroup == connection.portgroup), None)
                if found is None or connection.dvPort is not None:
                    raise invalid(f"config.{name}Connection")
                devices[name] = found
    return vim.HostIpRouteConfig(
        defaultGateway=config.defaultGateway or None, ipV6DefaultGateway=config.ipV6DefaultGateway or None,
        gatewayDevice=devices["gatewayDevice"] or None, ipV6GatewayDevice=devices["ipV6GatewayDevice"] or None,
    )


def _device(nics: Iterable[vim.HostVirtualNic], gateway: IPv4Address | None) -> str | None:
    """The first interface whose subnet a gateway is in."""
    if gateway is None:
        return None
    for nic in nics:
        network = _subnet(nic)
        if network is not None and gateway in network:
            return nic.device
    return None


def _subnet(nic: vim.HostVirtualNic) -> IPv4Network | None:
    ip = nic.spec.ip
    return subnet(ip.ipAddress, ip.subnetMask) if ip is not None else None
