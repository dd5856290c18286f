"""``machine.id``: the network settings that a guest reads with VMware Tools.

The original form is one record ``MAC;IPv4;netmask;gateway;broadcast;DNS`` and a ``#`` for each NIC, in order. An old guest
tool takes one IPv4 address, and DNS servers separated by commas. What it must not stumble over is put where it does not
look: a record whose count of fields is no multiple of six ends its reading, so IPv6 follows in records of its own last:
``ipv6;MAC;address/prefix,…;gateway;DNS,…``, five fields each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Interface

KEY = "machine.id"
_IPV6 = "ipv6"
_OLD_FIELDS, _NEW_FIELDS = 6, 5


@dataclass(frozen=True)
class NicSettings:
    """The settings of one NIC; what is ``None`` or empty is left to the guest. DNS servers are of either family."""

    mac: str
    address: IPv4Address | None = None
    netmask: IPv4Address | None = None
    gateway: IPv4Address | None = None
    broadcast: IPv4Address | None = None
    dns: tuple[IPv4Address | IPv6Address, ...] = ()
    addresses6: tuple[IPv6Interface, ...] = ()
    gateway6: IPv6Address | None = None


def compose(nics: Iterable[NicSettings]) -> str:
    """The text for NICs, in order; empty for none."""
    nics = tuple(nics)
    old = [
        ";".join((
            nic.mac, _text(nic.address), _text(nic.netmask), _text(nic.gateway), _text(nic.broadcast),
            ",".join(str(each) for each in nic.dns if each.version == 4),
        ))
        for nic in nics
    ]
    new = [
        ";".join((
            _IPV6, nic.mac, ",".join(map(str, nic.addresses6)), _text(nic.gateway6),
            ",".join(str(each) for each in nic.dns if each.version == 6),
        ))
        for nic in nics if nic.addresses6 or nic.gateway6 or any(each.version == 6 for each in nic.dns)
    ]
    return "".join(f"{record}#" for record in (*old, *new))


def parse(text: str) -> tuple[NicSettings, ...]:
    """The NICs of a text, MAC addresses in lower case. Raises ValueError for a text that says nothing sensible."""
    nics: dict[str, NicSettings] = {}
    for record in text.strip().split("#"):
        fields = [field.strip() for field in record.split(";")]
        if len(fields) == _NEW_FIELDS and fields[0] == _IPV6:
            old = nics.get(fields[1].lower(), NicSettings(fields[1].lower()))
            nics[old.mac] = NicSettings(
                old.mac, old.address, old.netmask, old.gateway, old.broadcast,
                (*old.dns, *map(IPv6Address, _split(fields[4]))), tuple(map(IPv6Interface, _split(fields[2]))),
                IPv6Address(fields[3]) if fields[3] else None,
            )
        elif record.strip():
            nics |= {nic.mac: nic for nic in _old(fields)}
    return tuple(nics.values())


def _old(fields: Sequence[str]) -> Iterable[NicSettings]:
    if len(fields) % _OLD_FIELDS:
        raise ValueError(f"a record of machine.id has {len(fields)} fields, where there should be {_OLD_FIELDS}")
    for start in range(0, len(fields), _OLD_FIELDS):
        mac, address, netmask, gateway, broadcast, dns = fields[start:start + _OLD_FIELDS]
        yield NicSettings(
            mac.lower(), _ipv4(address), _ipv4(netmask), _ipv4(gateway), _ipv4(broadcast),
            tuple(IPv6Address(each) if ":" in each else IPv4Address(each) for each in _split(dns)),
        )


def _ipv4(text: str) -> IPv4Address | None:
    return IPv4Address(text) if text else None


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _text(value: object) -> str:
    return "" if value is None else str(value)
