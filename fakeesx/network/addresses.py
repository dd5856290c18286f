"""Addresses and names in specs: what is one, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address

from fakeesx.network.specs import MAC

_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


def ipv4(text: str | None) -> IPv4Address | None:
    """An IPv4 address that an interface or a gateway can have; ``None`` for any other text."""
    try:
        address = IPv4Address(text or "")
    except ValueError:
        return None
    unfit = address.is_multicast or address.is_unspecified or address.is_loopback or address.is_reserved
    return None if unfit else address


def ipv6(text: str | None) -> IPv6Address | None:
    """An IPv6 address that an interface or a gateway can have; ``None`` for any other text."""
    try:
        address = IPv6Address(text or "")
    except ValueError:
        return None
    return None if address.is_multicast or address.is_unspecified or address.is_loopback else address


def subnet(address: str | None, mask: str | None) -> IPv4Network | None:
    """The subnet of an address and a mask in dotted notation; ``None`` where one of them is none."""
    host = ipv4(address)
    if host is None or not mask:
        return None
    try:
        network = IPv4Network(f"{host}/{mask}", strict=False)
    except ValueError:
        return None
    if str(network.netmask) != mask or not network.prefixlen:  # a prefix length, a wildcard mask, or no mask at all
        return None
    return network


def is_ip(text: str) -> bool:
    """Whether a text is the address of a server, IPv4 or IPv6."""
    return ipv4(text) is not None or ipv6(text) is not None


def mac(text: str) -> str | None:
    """A MAC address of one station in lower case; ``None`` for any other text."""
    return text.lower() if MAC.fullmatch(text) and not int(text[:2], 16) & 1 and text.strip("0:") else None


def is_domain(text: str) -> bool:
    """Whether a text is the name of a domain."""
    return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in text.removesuffix(".").split("."))


def is_host_name(text: str) -> bool:
    """Whether a text is the name of a host, without or with a domain."""
    return bool(text) and is_domain(text)


def is_name(text: str, longest: int) -> bool:
    """Whether a switch or a port group may bear a name: not blank, printable, not too long."""
    return 0 < len(text) <= longest and text.isprintable() and bool(text.strip())


def free_in(network: IPv4Network, taken: Iterable[str]) -> IPv4Address | None:
    """An address that a DHCP server gives out: the first free one from .100 on, or from the middle of a small subnet."""
    used = set(taken)
    first = 100 if network.num_addresses >= 256 else network.num_addresses // 2
    for number in range(first, min(network.num_addresses - 1, first + 1024)):
        address = network.network_address + number
        if str(address) not in used:
            return address
    return None
