"""The network that a host starts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fakeesx.network import addresses, bridges, cards, port_groups, switches, vnics
from fakeesx.network.settling import settle
from fakeesx.network.specs import GroupSpec, InterfaceSpec, NetworkSpec, NicSpec, SeenSubnet, SwitchSpec
from fakeesx.network.state import Card, Net, PortSet, Wiring, uplinks
from fakeesx.network.vnics import CONSOLE, KERNEL, Asked
from fakeesx.schema import vim

_NO_POLICY = vim.HostNetworkPolicy()


def wired(info: vim.HostNetworkInfo) -> Wiring:
    """What a profile does not say of its network: all cables are in one LAN, that of the host's own interfaces (made up)."""
    subnets = []
    for nic in (*info.consoleVnic, *info.vnic):
        network = addresses.subnet(nic.spec.ip.ipAddress, nic.spec.ip.subnetMask) if nic.spec.ip is not None else None
        if network is not None and str(network) not in subnets:
            subnets.append(str(network))
    seen = tuple(SeenSubnet(each) for each in subnets)
    sets = []
    for number, switch in enumerate(info.vswitch, 1):
        base = number << 24
        keys = [port.key for group in info.portgroup if group.vswitch == switch.key for port in group.port]
        last = max((int((key or "").rpartition("-")[2]) for key in keys), default=base + 2)
        sets.append(PortSet(switch.name, base, last))
    return Wiring(
        tuple(Card(nic.device, nic.linkSpeed, seen if nic.linkSpeed is not None else ()) for nic in info.pnic), tuple(sets),
    )


def provided(net: Net, spec: NetworkSpec, new_mac: Callable[[str], str]) -> Net:
    """The network of a host as somebody asks for it, in place of the profile's.

    It is built up by the same steps as clients take. Raises ``ValueError`` for cards that can't be, and as those steps do.
    """
    old = net.info
    if spec.nics is not None:
        net = _carded(net, spec.nics)
    wanted = spec.switches if spec.switches is not None else _usual_switches(net)
    groups = spec.groups if spec.groups is not None else _usual_groups(old, wanted)
    net = replace(
        net, info=net.info.replace(vswitch=None, portgroup=None, vnic=None, consoleVnic=None),
        wiring=replace(net.wiring, port_sets=()),
    )
    for switch in wanted:
        bridge = bridges.bond(switch.nics) if switch.nics else None
        net = switches.add(net, switch.name, vim.HostVirtualSwitchSpec(
            numPorts=switch.ports, bridge=bridge, mtu=None if switch.mtu == switches.DEFAULT_MTU else switch.mtu,
            policy=switch.policy,
        ))
    bridges.require_unshared(net)
    net = settle(net)
    named = {group.name for group in groups}
    interfaces = _interfaces(CONSOLE, old.consoleVnic, spec.console) + _interfaces(KERNEL, old.vnic, spec.kernel)
    missing = [name for _, name, _ in interfaces if name not in named]
    if missing and not wanted:
        raise ValueError("there is no switch for the host's own interfaces")
    for group in (*groups, *(GroupSpec(name, wanted[0].name) for name in dict.fromkeys(missing))):
        net = settle(port_groups.add(net, vim.HostPortGroupSpec(
            name=group.name, vlanId=group.vlan, vswitchName=group.switch,
            policy=_NO_POLICY if group.policy is None else group.policy,
        )))
    for kind, name, asked in interfaces:
        net, _ = vnics.add(net, kind, name, Asked(asked, kind), new_mac)
    return settle(net)


def _interfaces(
    kind: str, old: Sequence[vim.HostVirtualNic], wanted: tuple[InterfaceSpec, ...] | None,
) -> list[tuple[str, str, vim.HostVirtualNicSpec]]:
    """The host's own interfaces of a kind: of each the port group and what it is to be."""
    if wanted is None:
        return [(kind, nic.portgroup, nic.spec) for nic in old]
    return [
        (kind, each.group, vim.HostVirtualNicSpec(
            ip=vim.HostIpConfig(dhcp=each.ip is None, ipAddress=each.ip, subnetMask=each.netmask), mac=each.mac,
            mtu=each.mtu,
        ))
        for each in wanted
    ]


def _carded(net: Net, specs: tuple[NicSpec, ...]) -> Net:
    known = {nic.device: nic for nic in net.info.pnic}
    first = int(net.info.pnic[0].mac.replace(":", ""), 16) if net.info.pnic else 0x0024E8613A10
    taken = {(spec.mac or "").lower() for spec in specs} | {nic.mac for nic in known.values()}
    places = {spec.pci for spec in specs} | {nic.pci for nic in known.values()}
    made = []
    for spec in specs:
        usual = known.get(spec.name)
        mac = spec.mac.lower() if spec.mac else usual.mac if usual is not None else _next_mac(first, taken)
        pci = spec.pci or (usual.pci if usual is not None else _next_place(places))
        taken.add(mac)
        places.add(pci)
        made.append(cards.physical_nic(spec, mac, pci))
    for name in ("device", "mac", "pci"):
        values = [getattr(nic, name) for nic in made]
        if len(set(values)) < len(values):
            raise ValueError(f"two network cards have one {name}")
    wiring = replace(net.wiring, cards=tuple(
        Card(spec.name, nic.linkSpeed, spec.seen) for spec, nic in zip(specs, made, strict=True)
    ))
    return replace(net.with_info(pnic=made), wiring=wiring)


def _next_mac(first: int, taken: set[str]) -> str:
    number = first
    while (mac := ":".join(f"{number:012x}"[i:i + 2] for i in range(0, 12, 2))) in taken:
        number += 1
    return mac


def _next_place(places: set[str | None]) -> str:
    """A free PCI address: two functions to a card (made up)."""
    number = 0
    while (place := f"{2 + number // 2:02x}:00.{number % 2}") in places:
        number += 1
    return place


def _usual_switches(net: Net) -> tuple[SwitchSpec, ...]:
    """The profile's switches with those of their cards that are there; the first has the first card if it has none."""
    there = [nic.device for nic in net.info.pnic]
    found = []
    for switch in net.info.vswitch:
        nics = tuple(nic for nic in uplinks(switch) if nic in there)
        found.append(SwitchSpec(switch.name, nics, switch.spec.numPorts, switch.mtu or switches.DEFAULT_MTU))
    if found and there and not any(switch.nics for switch in found):
        found[0] = replace(found[0], nics=(there[0],))
    return tuple(found)


def _usual_groups(info: vim.HostNetworkInfo, wanted: tuple[SwitchSpec, ...]) -> tuple[GroupSpec, ...]:
    """The profile's port groups; where their switch is not there, on the first one."""
    names = {switch.name for switch in wanted}
    if not names:
        return ()
    specs = [group.spec for group in info.portgroup]
    return tuple(
        GroupSpec(spec.name, spec.vswitchName if spec.vswitchName in names else wanted[0].name, spec.vlanId)
        for spec in specs
    )
