"""The host's own interfaces: the VMkernel's (``vmk0``) and, where there is one, the service console's (``vswif0``).

``kind`` is the list of ``HostNetworkInfo`` that they are in: ``vnic`` or ``consoleVnic``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Any

from fakeesx.network import addresses, ports
from fakeesx.network.errors import Refused, already, failed, in_use, invalid, not_found, refused
from fakeesx.network.state import VNIC_KEY, Net, uplinks
from fakeesx.network.switches import MTUS
from fakeesx.schema import vim

KERNEL, CONSOLE = "vnic", "consoleVnic"
_PREFIXES = {KERNEL: "vmk", CONSOLE: "vswif"}
_MOST = {KERNEL: 16, CONSOLE: 16}
"""Interfaces of a kind (documented for 4.x)."""
_MACS = {KERNEL: "00:50:56:7", CONSOLE: "00:50:56:4"}
"""What a generated MAC address begins with (recorded: one of each)."""
_PORTS = {KERNEL: ports.KERNEL, CONSOLE: ports.CONSOLE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client wants of an interface, and where that stands in its request."""

    spec: vim.HostVirtualNicSpec
    path: str = "nic"
    ip: str = ""
    """Where the address stands, if not at ``ip`` below ``path``."""

    def at_ip(self, name: str) -> str:
        """Where a property of the address stands."""
        return f"{self.ip or f'{self.path}.ip'}.{name}"


def add(net: Net, kind: str, group: str, asked: Asked, new_mac: Callable[[str], str]) -> tuple[Net, str]:
    """An interface comes on a port group: the network with it, and its device.

    Raises AlreadyExists where the group has one, HostConfigFault for a group that is not there, that VMs use or whose switch
    is full, InvalidArgument for addresses and numbers that can't be, NotSupported where there is no service console.
    """
    _require_kind(net, kind)
    spec = asked.spec
    if spec.distributedVirtualPort is not None:
        raise invalid(f"{asked.path}.distributedVirtualPort")
    if spec.portgroup and spec.portgroup != group:
        raise invalid(f"{asked.path}.portgroup")
    if spec.ip is None:
        raise invalid(f"{asked.path}.ip")
    _require_free_group(net, group)
    numbers = {nic.device for nic in getattr(net.info, kind)}
    device = next((f"{_PREFIXES[kind]}{n}" for n in range(_MOST[kind]) if f"{_PREFIXES[kind]}{n}" not in numbers), None)
    if device is None:
        raise failed(f"A host has no more than {_MOST[kind]} such interfaces.")
    mac = _mac(net, asked, None) or new_mac(_MACS[kind])
    ip = _address(net, asked, group, mac, None)
    net, port = _connected(net, group, mac, kind)
    values: dict[str, Any] = {"ip": ip, "mac": mac, "portgroup": group}
    if kind == KERNEL:
        values |= {"mtu": _mtu(asked) or 1500, "tsoEnabled": True if spec.tsoEnabled is None else spec.tsoEnabled}
    nic = vim.HostVirtualNic(
        device=device, key=f"{VNIC_KEY}{device}", portgroup=group, spec=vim.HostVirtualNicSpec(**values), port=port,
    )
    return net.put_interface(None, nic, kind), device


def update(net: Net, kind: str, device: str, asked: Asked) -> Net:
    """An interface changes: address, group, MTU, offload; what is not given stays.

    Raises NotFound, HostConfigFault (a group that is not there or in use), InvalidArgument, NotSupported.
    """
    _require_kind(net, kind)
    old, spec = find(net, kind, device), asked.spec
    if spec.distributedVirtualPort is not None:
        raise invalid(f"{asked.path}.distributedVirtualPort")
    group = spec.portgroup or old.portgroup
    mac = _mac(net, asked, old) or old.spec.mac or ""
    changes: dict[str, Any] = {"mac": mac, "portgroup": group}
    if kind == KERNEL:
        changes["mtu"] = _mtu(asked) or old.spec.mtu
        if spec.tsoEnabled is not None:
            changes["tsoEnabled"] = spec.tsoEnabled
    if spec.ip is not None:
        changes["ip"] = _address(net, asked, group, mac, old)
    port = old.port
    if group != old.portgroup:
        try:
            _require_free_group(net, group)
        except Refused as refusal:
            if isinstance(refusal.fault, vim.AlreadyExists):  # not among the faults of this method
                raise failed(f"{group} has an interface already.") from refusal
            raise
    if (group, mac) != (old.portgroup, old.spec.mac):
        net = ports.disconnect(net, old.portgroup, old.spec.mac or "", _PORTS[kind])
        net, port = _connected(net, group, mac, kind)
    new = old.replace(portgroup=group, port=port, spec=old.spec.replace(**changes))
    return net if new == old else net.put_interface(old, new, kind)


def remove(net: Net, kind: str, device: str) -> Net:
    """An interface goes. Raises NotFound, ResourceInUse for the console's last one (inferred), NotSupported."""
    _require_kind(net, kind)
    nic = find(net, kind, device)
    if kind == CONSOLE and len(net.info.consoleVnic) == 1:
        raise in_use("HostVirtualNic", device)
    net = ports.disconnect(net, nic.portgroup, nic.spec.mac or "", _PORTS[kind])
    for name in ("ipRouteConfig", "consoleIpRouteConfig"):
        config = getattr(net.info, name)
        if config is not None and device in (config.gatewayDevice, config.ipV6GatewayDevice):
            left = {n: None for n in ("gatewayDevice", "ipV6GatewayDevice") if getattr(config, n) == device}
            net = net.with_info(**{name: config.replace(**left)})
    dns = net.info.dnsConfig
    if dns is not None and dns.virtualNicDevice == device:
        net = net.with_info(dnsConfig=dns.replace(dhcp=False, virtualNicDevice=None))
    return net.put_interface(nic, None, kind)


def find(net: Net, kind: str, device: str) -> vim.HostVirtualNic:
    """The interface of a name. Raises NotFound."""
    for nic in getattr(net.info, kind):
        if nic.device == device:
            found: vim.HostVirtualNic = nic
            return found
    raise not_found()


def _require_kind(net: Net, kind: str) -> None:
    if kind == CONSOLE and not net.capabilities.usesServiceConsoleNic:
        raise refused("NotSupported")


def _require_free_group(net: Net, group: str) -> None:
    if not net.has_group(group):
        raise failed(f"There is no port group {group}.")
    if net.interface_on(group) is not None:
        raise already(group)
    if net.group(group).port:
        raise failed(f"Virtual machines use {group}.")


def _connected(net: Net, group: str, mac: str, kind: str) -> tuple[Net, str]:
    return ports.connect(net, group, mac, _PORTS[kind])


def _mtu(asked: Asked) -> int | None:
    if asked.spec.mtu is not None and asked.spec.mtu not in MTUS:
        raise invalid(f"{asked.path}.mtu")
    return asked.spec.mtu


def _mac(net: Net, asked: Asked, old: vim.HostVirtualNic | None) -> str | None:
    """The MAC address that a client wants; ``None`` when it does not say."""
    if not asked.spec.mac:
        return None
    mac = addresses.mac(asked.spec.mac)
    others = {nic.spec.mac for nic in net.interfaces if nic is not old}
    if mac is None or mac in others:
        raise invalid(f"{asked.path}.mac")
    return mac


def _address(net: Net, asked: Asked, group: str, mac: str, old: vim.HostVirtualNic | None) -> vim.HostIpConfig:
    """The address that an interface gets: checked, or by DHCP."""
    given = asked.spec.ip
    assert given is not None
    _check_ipv6(net, given, asked)
    others = {nic.spec.ip.ipAddress for nic in net.interfaces if nic is not old and nic.spec.ip is not None}
    if given.dhcp:
        known = old.spec.ip if old is not None and old.portgroup == group else None
        if known is not None and known.dhcp:
            return given.replace(ipAddress=known.ipAddress, subnetMask=known.subnetMask)
        address, mask = _leased(net, group, mac, {other for other in others if other}, old)
        return given.replace(ipAddress=address, subnetMask=mask)
    if addresses.ipv4(given.ipAddress) is None or given.ipAddress in others:
        raise invalid(asked.at_ip("ipAddress"))
    network = addresses.subnet(given.ipAddress, given.subnetMask)
    if network is None:
        raise invalid(asked.at_ip("subnetMask"))
    edges = (str(network.network_address), str(network.broadcast_address))
    if network.prefixlen < 31 and given.ipAddress in edges:
        raise invalid(asked.at_ip("ipAddress"))
    return given


def _check_ipv6(net: Net, given: vim.HostIpConfig, asked: Asked) -> None:
    config = given.ipV6Config
    if config is None:
        return
    if not net.info.ipV6Enabled and (config.ipV6Address or config.autoConfigurationEnabled or config.dhcpV6Enabled):
        raise invalid(asked.at_ip("ipV6Config"))
    for each in config.ipV6Address:
        if addresses.ipv6(each.ipAddress) is None or not 1 <= each.prefixLength <= 128:
            raise invalid(asked.at_ip("ipV6Config.ipV6Address"))


def _leased(
    net: Net, group: str, mac: str, taken: set[str], old: vim.HostVirtualNic | None,
) -> tuple[str, str]:
    """What a DHCP server tells: an address of a subnet that the uplinks see on the group's VLAN, else a link-local one.

    Who has an address of the subnet keeps it.
    """
    spec = net.group(group).spec
    now = addresses.ipv4(old.spec.ip.ipAddress) if old is not None and old.spec.ip is not None else None
    for nic in uplinks(net.switch(spec.vswitchName)):
        card = net.wiring.card(nic)
        for seen in card.seen if card is not None and card.cable is not None else ():
            if (seen.vlan or 0) == spec.vlanId:
                network = IPv4Network(seen.subnet)
                address = now if now is not None and now in network else addresses.free_in(network, taken)
                if address is not None:
                    return str(address), str(network.netmask)
    digits = [int(part, 16) for part in mac.split(":")]
    return f"169.254.{max(1, min(254, digits[-2]))}.{digits[-1]}", "255.255.0.0"
