"""What a picture of a host's network shows: switches with their uplinks, port groups, and who is on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fakeesx.inventory.entity_names import unescaped
from fakeesx.schema import vim

TRUNK = 4095


@dataclass(frozen=True)
class Machine:
    """A VM: its name as vim25 writes it, its power state, and the networks of its adapters by name."""

    name: str
    state: str
    networks: Sequence[str]


@dataclass(frozen=True)
class Member:
    """Someone on a port group. ``kind``: poweredOn, poweredOff or suspended for a VM, else ``interface``."""

    name: str
    kind: str
    detail: str = ""

    @property
    def is_vm(self) -> bool:
        """Whether it is a VM and not an interface of the host."""
        return self.kind != "interface"


@dataclass(frozen=True)
class Group:
    """A port group; the host's own interfaces come first among its members."""

    name: str
    vlan: int
    members: tuple[Member, ...]

    @property
    def vlan_text(self) -> str:
        """The VLAN in words; empty for none."""
        return {0: "", TRUNK: "all VLANs"}.get(self.vlan, f"VLAN {self.vlan}")


@dataclass(frozen=True)
class Uplink:
    """A physical card; ``speed`` is in Mb/s, ``None`` while its link is down."""

    name: str
    speed: int | None
    full_duplex: bool = True

    @property
    def link_text(self) -> str:
        """The state of the link in words."""
        return "down" if self.speed is None else f"{self.speed} Mb/s {'full' if self.full_duplex else 'half'}"


@dataclass(frozen=True)
class Switch:
    """A virtual switch."""

    name: str
    about: str
    groups: tuple[Group, ...]
    uplinks: tuple[Uplink, ...]


@dataclass(frozen=True)
class Picture:
    """The network of a host. ``spare``: cards on no switch; ``lost``: networks that VMs are on and that are not there."""

    host: str
    switches: tuple[Switch, ...]
    spare: tuple[Uplink, ...]
    lost: tuple[Group, ...]


def picture(host: str, info: vim.HostNetworkInfo, machines: Iterable[Machine]) -> Picture:
    """The picture of ``HostNetworkSystem.networkInfo`` and of the VMs of a host."""
    by_network: dict[str, dict[Member, None]] = {}
    for machine in machines:
        member = Member(unescaped(machine.name), machine.state)
        for network in machine.networks:
            by_network.setdefault(unescaped(network), {})[member] = None
    for nic in (*info.consoleVnic, *info.vnic):
        ip = nic.spec.ip
        address = (ip.ipAddress if ip is not None else None) or ("DHCP" if ip is not None and ip.dhcp else "")
        own = by_network.setdefault(unescaped(nic.portgroup), {})
        own[Member(nic.device, "interface", address)] = None
    cards = {nic.key: _uplink(nic) for nic in info.pnic}
    names = {group.key: group.spec for group in info.portgroup}
    taken = {key for switch in info.vswitch for key in switch.pnic}
    there = {unescaped(spec.name) for spec in names.values()}
    return Picture(
        host,
        tuple(
            Switch(
                switch.name, _about(switch),
                tuple(_group(names[key].name, names[key].vlanId, by_network) for key in switch.portgroup if key in names),
                tuple(cards[key] for key in switch.pnic if key in cards),
            )
            for switch in info.vswitch
        ),
        tuple(uplink for key, uplink in cards.items() if key not in taken),
        tuple(_group(name, 0, by_network) for name in by_network if name not in there),
    )


def _group(name: str, vlan: int, by_network: dict[str, dict[Member, None]]) -> Group:
    members = sorted(by_network.get(unescaped(name), ()), key=lambda member: (member.is_vm, member.name))
    return Group(unescaped(name), vlan, tuple(members))


def _uplink(nic: vim.PhysicalNic) -> Uplink:
    speed = nic.linkSpeed
    return Uplink(nic.device, None) if speed is None else Uplink(nic.device, speed.speedMb, speed.duplex)


def _about(switch: vim.HostVirtualSwitch) -> str:
    parts = [f"{switch.numPorts} ports", f"{switch.numPortsAvailable} free"]
    return ", ".join([*parts, f"MTU {switch.mtu}"] if switch.mtu else parts)
