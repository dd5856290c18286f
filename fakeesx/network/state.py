"""The whole network of a host as one value, and looking things up in it.

``Net.info`` is what clients see. Operations make a new ``Net`` and leave what follows from the rest (computed policies, free
ports, keys, the route table) to ``settle``; what did not change stays the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from fakeesx.network.errors import not_found
from fakeesx.network.specs import SeenSubnet
from fakeesx.schema import vim

T = TypeVar("T")

SWITCH_KEY = "key-vim.host.VirtualSwitch-"
GROUP_KEY = "key-vim.host.PortGroup-"
PORT_KEY = "key-vim.host.PortGroup.Port-"
NIC_KEY = "key-vim.host.PhysicalNic-"
VNIC_KEY = "key-vim.host.VirtualNic-"


@dataclass(frozen=True, slots=True)
class Card:
    """What vim25 does not show of a physical card: the link that its cable offers (none: no cable) and what comes by it."""

    name: str
    cable: vim.PhysicalNicLinkInfo | None
    seen: tuple[SeenSubnet, ...] = ()


@dataclass(frozen=True, slots=True)
class PortSet:
    """The numbers of a switch's ports: the one before the first, and the last one that was given out."""

    switch: str
    base: int
    last: int


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a host knows of its network beyond vim25."""

    cards: tuple[Card, ...] = ()
    port_sets: tuple[PortSet, ...] = ()

    def card(self, name: str) -> Card | None:
        """The card of a name."""
        return next((card for card in self.cards if card.name == name), None)


@dataclass(frozen=True, slots=True)
class Net:
    """The network of a host at one moment."""

    info: vim.HostNetworkInfo
    wiring: Wiring
    capabilities: vim.HostNetCapabilities

    def with_info(self, **parts: Any) -> Net:
        """The same with some parts of ``info`` replaced."""
        return replace(self, info=self.info.replace(**parts))

    # looking up; each raises NotFound

    def switch(self, name: str) -> vim.HostVirtualSwitch:
        """The switch of a name."""
        return _found(self.info.vswitch, lambda switch: switch.name == name)

    def group(self, name: str) -> vim.HostPortGroup:
        """The port group of a name."""
        return _found(self.info.portgroup, lambda group: group.spec.name == name)

    def nic(self, device: str) -> vim.PhysicalNic:
        """The physical card of a name."""
        return _found(self.info.pnic, lambda nic: nic.device == device)

    def has_switch(self, name: str) -> bool:
        """Whether there is a switch of a name."""
        return any(switch.name == name for switch in self.info.vswitch)

    def has_group(self, name: str) -> bool:
        """Whether there is a port group of a name."""
        return any(group.spec.name == name for group in self.info.portgroup)

    def groups_of(self, switch: str) -> list[vim.HostPortGroup]:
        """The port groups of a switch."""
        return [group for group in self.info.portgroup if group.spec.vswitchName == switch]

    @property
    def interfaces(self) -> tuple[vim.HostVirtualNic, ...]:
        """All interfaces of the host itself: the VMkernel's and the service console's."""
        return (*self.info.vnic, *self.info.consoleVnic)

    def interface_on(self, group: str) -> vim.HostVirtualNic | None:
        """The host's own interface on a port group."""
        return next((nic for nic in self.interfaces if nic.portgroup == group), None)

    def for_guests(self) -> list[str]:
        """The port groups that VMs can be on: those without an interface of the host (recorded)."""
        taken = {nic.portgroup for nic in self.interfaces}
        return [group.spec.name for group in self.info.portgroup if group.spec.name not in taken]

    # replacing

    def put_switch(self, old: vim.HostVirtualSwitch | None, new: vim.HostVirtualSwitch | None) -> Net:
        """The same with one switch changed, added (no ``old``) or removed (no ``new``)."""
        return self.with_info(vswitch=_put(self.info.vswitch, old, new))

    def put_group(self, old: vim.HostPortGroup | None, new: vim.HostPortGroup | None) -> Net:
        """The same with one port group changed, added or removed."""
        return self.with_info(portgroup=_put(self.info.portgroup, old, new))

    def put_interface(self, old: vim.HostVirtualNic | None, new: vim.HostVirtualNic | None, kind: str) -> Net:
        """The same with one interface changed, added or removed; ``kind`` is ``vnic`` or ``consoleVnic``."""
        return self.with_info(**{kind: _put(getattr(self.info, kind), old, new)})

    def put_nic(self, old: vim.PhysicalNic, new: vim.PhysicalNic) -> Net:
        """The same with one physical card changed."""
        return self.with_info(pnic=_put(self.info.pnic, old, new))

    def put_port_set(self, old: PortSet | None, new: PortSet | None) -> Net:
        """The same with the port numbers of a switch changed, added or removed."""
        return replace(self, wiring=replace(self.wiring, port_sets=_put(self.wiring.port_sets, old, new)))


def uplinks(switch: vim.HostVirtualSwitch) -> tuple[str, ...]:
    """The names of the physical cards of a switch."""
    return tuple(key.removeprefix(NIC_KEY) for key in switch.pnic)


def _found(items: Iterable[T], fits: Callable[[T], bool]) -> T:
    for item in items:
        if fits(item):
            return item
    raise not_found()


def _put(items: tuple[T, ...], old: T | None, new: T | None) -> tuple[T, ...]:
    """A tuple with the object ``old`` replaced by ``new``."""
    if old is None:
        return items if new is None else (*items, new)
    return tuple(each for item in items if (each := new if item is old else item) is not None)
