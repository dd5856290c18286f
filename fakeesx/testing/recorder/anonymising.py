"""Names and numbers that tell where a host stands, replaced so that what was equal stays equal.

Host and domain names, IPv4 and MAC addresses, serial numbers, asset tags, licence keys and the UUID of the hardware.
Netmasks, loopback and unspecified addresses stay; of a MAC address the maker's three bytes stay, for hosts check them.
"""

from __future__ import annotations

import re

from lxml import etree

_NAMES = {
    "hostName": "host", "domainName": "domain", "searchDomain": "domain", "serialNumber": "serial",
    "identifierValue": "serial", "licenseKey": "licence", "licenseKeys": "licence", "remoteHost": "host",
    "iScsiName": "iqn", "hostname": "host",
}
"""Elements whose text is replaced, and replaced wherever else it stands as a word."""
_FORMS = {
    "host": "host-{}", "domain": "domain-{}.example", "serial": "SERIAL-{}", "licence": "00000-00000-00000-00000-{:05}",
    "uuid": "00000000-0000-4000-8000-{:012}", "iqn": "iqn.1998-01.com.vmware:host-{}",
}
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_MAC = re.compile(r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])")
_KEEP = re.compile(r"(?:0|127|255)\.")
_SHORT = 3
"""Names of fewer characters are replaced only where they stand."""


class Anonymiser:
    """Replaces names and numbers in one recording."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._addresses: dict[str, str] = {}
        self._words: re.Pattern[str] | None = None

    def name(self, kind: str, text: str) -> str:
        """What stands for a name: the same for the same name."""
        known = self._names.get(text)
        if known is None:
            if text in self._names.values():
                return text
            self._counts[kind] = number = self._counts.get(kind, 0) + 1
            known = self._names[text] = _FORMS[kind].format(number)
            self._words = None
        return known

    def envelope(self, root: etree._Element) -> bool:
        """Learn and replace the names that stand in an envelope; whether there were any."""
        changed = False
        for element in root.iter(etree.Element):
            kind = _kind(element)
            if kind is not None and element.text and element.text.strip() and not _IPV4.fullmatch(element.text):
                new = self.name(kind, element.text)
                changed |= new != element.text
                element.text = new
        return changed

    def text(self, text: str) -> str:
        """Any text with what is known, and all addresses, replaced."""
        words = self._words or self._compile()
        text = words.sub(lambda match: self._names[match[0]], text)
        return _MAC.sub(self._mac, _IPV4.sub(self._ipv4, text))

    def _ipv4(self, match: re.Match[str]) -> str:
        address = match[0]
        if _KEEP.match(address) or any(int(part) > 255 for part in address.split(".")):
            return address
        known = self._addresses.get(address)
        if known is None:
            if address in self._addresses.values():
                return address
            number = self._count("ipv4")
            known = self._addresses[address] = f"198.{18 + (number >> 16) % 2}.{number >> 8 & 255}.{number & 255}"
        return known

    def _mac(self, match: re.Match[str]) -> str:
        address = match[0].lower()
        known = self._addresses.get(address)
        if known is None:
            if address in self._addresses.values():
                return match[0]
            number = self._count("mac")
            known = f"{address[:9]}{number >> 16 & 63:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
            self._addresses[address] = known
        return known

    def _count(self, kind: str) -> int:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        return number

    def _compile(self) -> re.Pattern[str]:
        names = sorted((name for name in self._names if len(name) >= _SHORT), key=len, reverse=True)
        inner = "|".join(map(re.escape, names)) if names else "(?!)"
        self._words = re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])")
        return self._words


def _kind(element: etree._Element) -> str | None:
    name = str(element.tag).rpartition("}")[2]
    parent = element.getparent()
    if name == "uuid" and parent is not None and any(str(child.tag).endswith("vendor") for child in parent):
        return "uuid"  # HostSystemInfo, HostHardwareSummary
    if name == "val" and parent is not None:
        path = next((child.text or "" for child in parent if str(child.tag).endswith("name")), "")
        last = path.rpartition(".")[2]
        if last == "uuid" and "hardware" in path:
            return "uuid"
        return _NAMES.get(last) if not len(element) else None
    return _NAMES.get(name) if not len(element) else None
