"""Physical network cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fakeesx.network.errors import invalid, refused
from fakeesx.network.specs import NicSpec
from fakeesx.network.state import NIC_KEY, Card, Net
from fakeesx.schema import vim

_DOWN = vim.PhysicalNicLinkInfo(speedMb=0, duplex=False)
_NO_ADDRESS = vim.HostIpConfig(dhcp=False, ipAddress="", subnetMask="")
_FULL_ONLY = 1000
"""From this speed on, in Mb/s, there is full duplex only (recorded of bnx2 and forcedeth)."""


def physical_nic(spec: NicSpec, mac: str, pci: str) -> vim.PhysicalNic:
    """A card as it is shown; without a cable there is no link, and the configured one is of speed 0 (recorded)."""
    link = vim.PhysicalNicLinkInfo(speedMb=spec.speed, duplex=spec.duplex) if spec.link else None
    return vim.PhysicalNic(
        key=f"{NIC_KEY}{spec.name}", device=spec.name, pci=pci, driver=spec.driver, linkSpeed=link,
        validLinkSpecification=valid_links(spec), spec=vim.PhysicalNicSpec(ip=_NO_ADDRESS, linkSpeed=link or _DOWN),
        wakeOnLanSupported=True, mac=mac, vmDirectPathGen2Supported=False, resourcePoolSchedulerAllowed=True,
        autoNegotiateSupported=True,
    )


def valid_links(spec: NicSpec) -> list[vim.PhysicalNicLinkInfo]:
    """The links that a card can be set to: all speeds up to its own, a fast one's own only."""
    speeds = [10, 100, 1000] if spec.speed <= _FULL_ONLY else [spec.speed]
    return [
        vim.PhysicalNicLinkInfo(speedMb=speed, duplex=duplex)
        for speed in speeds for duplex in ((False, True) if speed < _FULL_ONLY else (True,))
    ]


def set_link(net: Net, device: str, link: vim.PhysicalNicLinkInfo | None) -> Net:
    """Set the link of a card, ``None``: as the cable offers.

    Raises NotFound, InvalidArgument for one that the card does not know, NotSupported where none can be set.
    """
    nic = net.nic(device)
    if not net.capabilities.canSetPhysicalNicLinkSpeed:
        raise refused("NotSupported")
    if link is not None and link not in nic.validLinkSpecification:
        raise invalid("linkSpeed")
    card = net.wiring.card(device)
    cable = card.cable if card is not None else nic.linkSpeed
    new = nic.replace(
        linkSpeed=None if cable is None else link or cable, spec=nic.spec.replace(linkSpeed=link or cable or _DOWN),
    )
    return net if new == nic else net.put_nic(nic, new)


def unplug(net: Net, device: str) -> tuple[Net, vim.PhysicalNicLinkInfo]:
    """Pull the cable out of a card that has a link: the network without it, and what the cable offers. Raises NotFound."""
    nic, card = net.nic(device), net.wiring.card(device)
    cable = card.cable if card is not None and card.cable is not None else nic.linkSpeed
    assert cable is not None
    spec = nic.spec if nic.spec.linkSpeed not in (None, cable) else nic.spec.replace(linkSpeed=_DOWN)
    return _cabled(net.put_nic(nic, nic.replace(linkSpeed=None, spec=spec)), device, None), cable


def plug(net: Net, device: str, cable: vim.PhysicalNicLinkInfo) -> Net:
    """Put a cable into a card: the link is the one that is set, or else the one that the cable offers. Raises NotFound."""
    nic = net.nic(device)
    link = nic.spec.linkSpeed if nic.spec.linkSpeed not in (None, _DOWN) else cable
    return _cabled(net.put_nic(nic, nic.replace(linkSpeed=link, spec=nic.spec.replace(linkSpeed=link))), device, cable)


def _cabled(net: Net, device: str, cable: vim.PhysicalNicLinkInfo | None) -> Net:
    wired = tuple(replace(card, cable=cable) if card.name == device else card for card in net.wiring.cards)
    return replace(net, wiring=replace(net.wiring, cards=wired))


def change(net: Net, configs: Sequence[vim.PhysicalNicConfig]) -> Net:
    """Set the links of cards as UpdateNetworkConfig has it. Raises NotFound, InvalidArgument.

    What comes back as it is shown changes nothing. An address on a card can't be set (documented for hosted products).
    """
    for config in configs:
        nic = net.nic(config.device)
        if config.spec.ip is not None and config.spec.ip not in (nic.spec.ip, _NO_ADDRESS):
            raise invalid("config.pnic.spec.ip")
        if config.spec.linkSpeed != nic.spec.linkSpeed:
            net = set_link(net, config.device, config.spec.linkSpeed)
    return net


def hints(net: Net, devices: Sequence[str]) -> list[vim.PhysicalNicHintInfo]:
    """What cards see on their wires, all where none is named. Raises NotFound."""
    found = [net.nic(device) for device in devices] if devices else list(net.info.pnic)
    return [vim.PhysicalNicHintInfo(device=nic.device, subnet=_subnets(nic, net.wiring.card(nic.device))) for nic in found]


def _subnets(nic: vim.PhysicalNic, card: Card | None) -> list[vim.PhysicalNicIpHint]:
    """The subnets as ranges of addresses (as the client shows them); no VLAN is 0 (inferred)."""
    if card is None or nic.linkSpeed is None:
        return []
    return [vim.PhysicalNicIpHint(vlanId=seen.vlan or 0, ipSubnet=seen.range()) for seen in card.seen]
