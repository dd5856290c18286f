"""What to do for a machine's network, as a pure function of the host's network and the request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TypeAlias

from esx_driver.network.errors import (
    BadName,
    BadVlan,
    NetworkNotFound,
    NicNotFound,
    NicWithoutSwitch,
    OnOtherSwitch,
    OtherVlan,
)

NO_VLAN, ALL_VLANS = 0, 4095
"""VLAN ids of port groups without one, and of those that carry all (the guest sees the tags)."""


@dataclass(frozen=True)
class Nic:
    """A physical network card: the host's key for it, and its name."""

    key: str
    device: str


@dataclass(frozen=True)
class Switch:
    """A virtual switch; ``nics`` are the keys of the cards it uses."""

    key: str
    name: str
    nics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A port group; ``switch`` is the name of the switch it is on."""

    name: str
    switch: str
    vlan: int


@dataclass(frozen=True)
class HostNetwork:
    """A host's network as far as it matters here."""

    nics: tuple[Nic, ...] = ()
    switches: tuple[Switch, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Use:
    """Take this port group."""

    name: str


@dataclass(frozen=True)
class Make:
    """Make this port group, and take it."""

    name: str
    switch: str
    vlan: int


Decision: TypeAlias = Use | Make


def flat(network: HostNetwork, name: str) -> Use:
    """The port group must be there. Raises ``NetworkNotFound``."""
    names = [group.name for group in network.groups]
    if name not in names:
        raise NetworkNotFound(name, names)
    return Use(name)


def vlan(network: HostNetwork, name: str, vlan: int, nic: str) -> Decision:
    """A port group of that name for a VLAN, on the switch of a network card.

    The steps, in this order: the card is there (``NicNotFound``); a switch uses it (``NicWithoutSwitch``); without a port
    group of the name, make it; it is on that switch (``OnOtherSwitch``); it is for that VLAN (``OtherVlan``); take it. Cards
    and switches are found by their keys, and names compared whole. Raises ``BadVlan`` and ``BadName`` before all that.
    """
    if isinstance(vlan, bool) or not isinstance(vlan, int) or not NO_VLAN <= vlan <= ALL_VLANS:
        raise BadVlan(vlan)
    if not name or len(name) > 80:
        raise BadName(name)
    switch = switch_of(network, nic)
    group = next((each for each in network.groups if each.name == name), None)
    if group is None:
        return Make(name, switch.name, vlan)
    if group.switch != switch.name:
        raise OnOtherSwitch(name, group.switch, nic, switch.name)
    if group.vlan != vlan:
        raise OtherVlan(name, group.vlan, vlan)
    return Use(name)


def switch_of(network: HostNetwork, nic: str) -> Switch:
    """The switch that uses a network card. Raises ``NicNotFound``, ``NicWithoutSwitch``."""
    card = next((each for each in network.nics if each.device == nic), None)
    if card is None:
        raise NicNotFound(nic, [each.device for each in network.nics])
    switch = next((each for each in network.switches if card.key in each.nics), None)
    if switch is None:
        raise NicWithoutSwitch(nic)
    return switch


def removable(network: HostNetwork, nic: str, names: Collection[str] | None = None) -> list[str]:
    """The port groups of single VLANs on the switch of a network card, or those of ``names`` that are such.

    Raises ``NicNotFound``, ``NicWithoutSwitch``.
    """
    switch = switch_of(network, nic)
    return [
        group.name for group in network.groups
        if group.switch == switch.name and NO_VLAN < group.vlan < ALL_VLANS and (names is None or group.name in names)
    ]


def with_group(network: HostNetwork, made: Make) -> HostNetwork:
    """The network as it is with one more port group."""
    return replace(network, groups=(*network.groups, Group(made.name, made.switch, made.vlan)))
