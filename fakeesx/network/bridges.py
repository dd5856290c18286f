"""How a switch reaches the physical network.

ESX documents the bond bridge as the only valid one; a simple bridge has one card, an automatic one takes a card that nobody
else has. What ESX itself says to these two is unknown: they are taken here.
"""

from __future__ import annotations

from collections.abc import Sequence

from fakeesx.network.errors import in_use, invalid
from fakeesx.network.state import NIC_KEY, Net, uplinks
from fakeesx.schema import vim

_OPERATIONS = ("none", "listen", "advertise", "both")
_DISCOVERY = vim.LinkDiscoveryProtocolConfig(protocol="cdp", operation="listen")
_BEACON = vim.HostVirtualSwitchBeaconConfig(interval=1)


def bond(nics: Sequence[str]) -> vim.HostVirtualSwitchBondBridge:
    """A bond of cards with what a host sets where a client does not (recorded)."""
    return vim.HostVirtualSwitchBondBridge(nicDevice=nics, beacon=_BEACON, linkDiscoveryProtocolConfig=_DISCOVERY)


def completed(bridge: vim.HostVirtualSwitchBridge, path: str) -> vim.HostVirtualSwitchBridge:
    """A bridge as it is shown. Raises InvalidArgument for beacons and link discovery that can't be.

    Cards may be named by their keys, too: libvirt's driver does so.
    """
    if isinstance(bridge, vim.HostVirtualSwitchSimpleBridge):
        return bridge.replace(nicDevice=bridge.nicDevice.removeprefix(NIC_KEY))
    if not isinstance(bridge, vim.HostVirtualSwitchBondBridge):
        return bridge
    if bridge.beacon is not None and bridge.beacon.interval < 1:
        raise invalid(f"{path}.beacon.interval")
    discovery = bridge.linkDiscoveryProtocolConfig
    if discovery is not None:
        if discovery.protocol != "cdp":  # LLDP is for distributed switches
            raise invalid(f"{path}.linkDiscoveryProtocolConfig.protocol")
        if discovery.operation not in _OPERATIONS:
            raise invalid(f"{path}.linkDiscoveryProtocolConfig.operation")
    return bridge.replace(
        nicDevice=[nic.removeprefix(NIC_KEY) for nic in bridge.nicDevice], beacon=bridge.beacon or _BEACON,
        linkDiscoveryProtocolConfig=discovery or _DISCOVERY,
    )


def cards_of(bridge: vim.HostVirtualSwitchBridge | None, net: Net, switch: str, path: str) -> tuple[str, ...]:
    """The cards that a bridge gives a switch. Raises InvalidArgument for one that is not there or named twice."""
    match bridge:
        case None:
            return ()
        case vim.HostVirtualSwitchBondBridge():
            names = bridge.nicDevice
        case vim.HostVirtualSwitchSimpleBridge():
            names = (bridge.nicDevice,)
        case vim.HostVirtualSwitchAutoBridge():
            return _automatic(bridge, net, switch, path)
        case _:
            raise invalid(path)
    known = {nic.device for nic in net.info.pnic}
    if len(set(names)) < len(names) or not known.issuperset(names):
        raise invalid(f"{path}.nicDevice")
    return tuple(names)


def require_unshared(net: Net) -> None:
    """Raise ResourceInUse where two switches have one card."""
    owned: set[str] = set()
    for switch in net.info.vswitch:
        for nic in uplinks(switch):
            if nic in owned:
                raise in_use("PhysicalNic", nic)
            owned.add(nic)


def _automatic(bridge: vim.HostVirtualSwitchAutoBridge, net: Net, switch: str, path: str) -> tuple[str, ...]:
    """The card that the switch has already, or the first free one, one with a link before others."""
    known = {nic.device for nic in net.info.pnic}
    if not known.issuperset(bridge.excludedNicDevice):
        raise invalid(f"{path}.excludedNicDevice")
    mine = [nic for each in net.info.vswitch if each.name == switch for nic in uplinks(each)]
    taken = {nic for each in net.info.vswitch if each.name != switch for nic in uplinks(each)}
    free = [nic for nic in net.info.pnic if nic.device not in taken and nic.device not in bridge.excludedNicDevice]
    free.sort(key=lambda nic: (nic.device not in mine, nic.linkSpeed is None))
    return tuple(nic.device for nic in free[:1])
