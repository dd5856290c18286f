"""``--network BRIDGE[,vlan=N][,mac=…][,ip=…,netmask=…,gateway=…,broadcast=…,dns=…]``."""

from __future__ import annotations

import random
import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Interface, NetmaskValueError
from typing import Any

import click

from esx_driver.machine_id import NicSettings
from esx_driver.vm.spawning import NicRequest

_KEYS = ("vlan", "mac", "ip", "netmask", "gateway", "broadcast", "dns", "ip6", "gateway6")
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


def parsed(text: str, source: random.Random | None) -> NicRequest:
    """Read the option ``--network``. Raises ``click.BadParameter``, also for a missing MAC when ``source`` is ``None``."""
    try:
        return parse(text, source)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--network") from None


def parse(text: str, source: random.Random | None) -> NicRequest:
    """Read an option's value; a missing MAC is drawn from those that OpenStack takes. ValueError names what is wrong."""
    bridge, *parts = text.split(",")
    if "=" in bridge:
        raise ValueError(f"it begins with the name of a port group, not with {bridge!r}")
    values: dict[str, Any] = {}
    dns: list[str] = []
    addresses: list[str] = []
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals or key not in _KEYS:
            raise ValueError(f"{part!r} is none of {', '.join(f'{each}=' for each in _KEYS)}")
        if key in ("dns", "ip6"):
            (dns if key == "dns" else addresses).append(value)
        elif key in values:
            raise ValueError(f"{key}= is given twice")
        else:
            values[key] = value
    try:
        settings = NicSettings(
            _mac(values.get("mac"), source), _ipv4(values, "ip"), _netmask(values),
            _ipv4(values, "gateway"), _ipv4(values, "broadcast"),
            tuple(IPv6Address(each) if ":" in each else IPv4Address(each) for each in dns),
            tuple(map(IPv6Interface, addresses)), IPv6Address(values["gateway6"]) if "gateway6" in values else None,
        )
    except (AddressValueError, NetmaskValueError) as error:  # of dns= and ip6=, which show the address
        raise ValueError(f"{error}") from None
    return NicRequest(settings, bridge, _vlan(values.get("vlan")))


def _ipv4(values: dict[str, str], key: str) -> IPv4Address | None:
    try:
        return IPv4Address(values[key]) if key in values else None
    except AddressValueError:
        raise ValueError(f"{key}={values[key]} is no IPv4 address") from None


def _netmask(values: dict[str, str]) -> IPv4Address | None:
    mask = _ipv4(values, "netmask")
    rest = ~int(mask) & 0xFFFFFFFF if mask is not None else 0
    if rest & (rest + 1):
        raise ValueError(f"netmask={mask} is no netmask, such as 255.255.255.0")
    return mask


def _mac(text: str | None, source: random.Random | None) -> str:
    if text is None:
        if source is None:
            raise ValueError("mac= is needed: of which card is it?")
        return "fa:16:3e:" + ":".join(f"{source.randrange(256):02x}" for _ in range(3))
    mac = text.lower().replace("-", ":")
    if not _MAC.fullmatch(mac):
        raise ValueError(f"{text!r} is no MAC address")
    if int(mac[:2], 16) & 1 or not mac.strip("0:"):
        raise ValueError(f"{mac} is no MAC address of a network card: it is {'a group' if mac.strip('0:') else 'nobody'}'s")
    return mac


def _vlan(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise ValueError(f"vlan={text} is no number")
    return int(text)
