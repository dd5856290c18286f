"""A network as somebody asks for it who starts a host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network

from fakeesx.schema import vim

MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", re.IGNORECASE)
PCI = re.compile(r"([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]", re.IGNORECASE)
SPEEDS = (10, 100, 1000, 10000)
"""Speeds of network cards in Mb/s."""
TRUNK = 4095
"""The VLAN id of a port group that takes the frames of all VLANs as they are."""


@dataclass(frozen=True, slots=True)
class SeenSubnet:
    """Traffic that a card sees on its wire: IPv4 addresses of a subnet (``10.1.2.0/24``), on a VLAN or on none."""

    subnet: str
    vlan: int | None = None

    def __post_init__(self) -> None:
        IPv4Network(self.subnet)  # raises ValueError
        if self.vlan is not None and not 1 <= self.vlan <= TRUNK - 1:
            raise ValueError(f"{self.vlan} is no VLAN that frames are tagged with; there are 1 to {TRUNK - 1}")

    def range(self) -> str:
        """The first and the last address of a station: ``10.1.2.1-10.1.2.254``."""
        network = IPv4Network(self.subnet)
        edge = 0 if network.prefixlen >= 31 else 1
        return f"{network[edge]}-{network[-1 - edge]}"


@dataclass(frozen=True, slots=True)
class NicSpec:
    """One physical network card. Raises ``ValueError`` for what can't be.

    ``mac`` and ``pci`` are made up where they are not given; ``speed`` is in Mb/s; ``link``: whether a cable is in it.
    """

    name: str
    mac: str | None = None
    speed: int = 1000
    duplex: bool = True
    link: bool = True
    driver: str = "bnx2"
    pci: str | None = None
    seen: tuple[SeenSubnet, ...] = ()

    def __post_init__(self) -> None:
        if not is_device(self.name):
            raise ValueError(f"{self.name!r} can't be the name of a network card")
        if self.mac is not None and (not MAC.fullmatch(self.mac) or int(self.mac[:2], 16) & 1):
            raise ValueError(f"{self.mac!r} is no MAC address of a network card")
        if self.speed not in SPEEDS:
            raise ValueError(f"{self.speed} Mb/s is no speed of a network card; there are 10, 100, 1000 and 10000")
        if self.pci is not None and not PCI.fullmatch(self.pci):
            raise ValueError(f"{self.pci!r} is no PCI address (01:00.0)")


@dataclass(frozen=True, slots=True)
class SwitchSpec:
    """One virtual switch: the cards it goes out by, its ports (a multiple of 8 is made of it), the MTU in bytes.

    ``policy``: what of its policy is not as on a new switch.
    """

    name: str
    nics: tuple[str, ...] = ()
    ports: int = 128
    mtu: int = 1500
    policy: vim.HostNetworkPolicy | None = None


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """One port group on a switch; ``vlan`` is 0 for none and 4095 for all. ``policy``: what of it is not the switch's."""

    name: str
    switch: str
    vlan: int = 0
    policy: vim.HostNetworkPolicy | None = None


@dataclass(frozen=True, slots=True)
class InterfaceSpec:
    """One of the host's own interfaces on a port group; without ``ip`` it gets its address by DHCP."""

    group: str
    ip: str | None = None
    netmask: str | None = None
    mac: str | None = None
    mtu: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """The network of a host; what is ``None`` stays as the profile has it.

    The interfaces of the host itself are those of ``kernel`` (the VMkernel's) and ``console`` (the service console's). Their
    port groups are made on the first switch where ``groups`` does not name them, which it may do to put them on another
    switch or a VLAN. Where there are ``nics`` and no ``switches``, the profile's switch takes those of its cards that are
    there, or else the first card.
    """

    nics: tuple[NicSpec, ...] | None = None
    switches: tuple[SwitchSpec, ...] | None = None
    groups: tuple[GroupSpec, ...] | None = None
    kernel: tuple[InterfaceSpec, ...] | None = None
    console: tuple[InterfaceSpec, ...] | None = None


def is_device(name: str) -> bool:
    """Whether a network card may bear the name: letters, digits, ``.``, ``_`` and ``-``, at most 31."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]{0,30}", name) is not None
