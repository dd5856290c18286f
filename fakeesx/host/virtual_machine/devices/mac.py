"""MAC addresses of virtual network adapters."""

from __future__ import annotations

import re

from fakeesx.host.virtual_machine.devices.environment import Environment

_FORM = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}")
_RESERVED = ("00:0c:29:", "00:05:69:")
"""Prefixes that hosts generate addresses in; a static address can't have them."""
_STEP = 10
"""Generated addresses of one VM are this far apart (``generatedAddressOffset``)."""


def normal(text: str) -> str | None:
    """A MAC address in lower case with colons; ``None`` when it is none."""
    lower = text.strip().lower()
    return lower.replace("-", ":") if _FORM.fullmatch(lower) else None


def allowed_static(mac: str) -> bool:
    """Whether a NIC may have a normal address by hand: unicast, and of VMware's ranges only 00:50:56:00 to 3f."""
    if mac.startswith("00:50:56:"):
        return int(mac[9:11], 16) <= 0x3F
    return not int(mac[:2], 16) & 1 and mac != "00:00:00:00:00:00" and not mac.startswith(_RESERVED)


def generated(environment: Environment, index: int, taken: set[str]) -> str:
    """The address of NIC number ``index``: 00:0c:29 and the last three bytes of ``config.uuid`` (recorded).

    Later NICs are ten further each (inferred from ``generatedAddressOffset``); an address in use is passed over.
    """
    number = int(environment.uuid.replace("-", "")[-6:], 16) + _STEP * index
    for offset in range(1 << 24):
        last = f"{(number + offset) & 0xFFFFFF:06x}"
        mac = f"00:0c:29:{last[:2]}:{last[2:4]}:{last[4:]}"
        if mac not in taken and not environment.mac_in_use(mac):
            return mac
    raise AssertionError("all 16777216 addresses of the range are in use")
