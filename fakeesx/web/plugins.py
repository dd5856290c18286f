"""The remote console's plug-in files, as a host offers them below ``/ui/plugin/``.

VMware's own plug-ins can't be given away. Each file here is a small valid one of its kind that says what it stands for: an
.exe that shows a message and ends (under Windows in a box, under DOS as a line), .xpi archives with an install manifest.
"""

from __future__ import annotations

import io
import struct
import zipfile
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

TITLE = "VMware Remote Console plug-in (placeholder)"
TEXT = (
    "This file stands for the VMware Remote Console plug-in {}.\r\n\r\n"
    "It comes from fakeesx, a simulated ESX host, and installs nothing."
)


class Plugin(NamedTuple):
    """One plug-in file: for which system and browser."""

    name: str
    system: str
    browser: str
    type: bytes
    platform: str = ""
    """Mozilla's name of the platform."""


_XPI = b"application/x-xpinstall"
PLUGINS = (
    Plugin("vmware-vmrc-win32-x86.exe", "Windows", "Internet Explorer", b"application/x-msdownload"),
    Plugin("vmware-vmrc-win32-x86.xpi", "Windows", "Mozilla Firefox", _XPI, "WINNT_x86-msvc"),
    Plugin("vmware-vmrc-linux-x86.xpi", "Linux, 32-bit", "Mozilla Firefox", _XPI, "Linux_x86-gcc3"),
    Plugin("vmware-vmrc-linux-x64.xpi", "Linux, 64-bit", "Mozilla Firefox", _XPI, "Linux_x86_64-gcc3"),
)


@lru_cache(maxsize=8)
def content(plugin: Plugin) -> bytes:
    """The bytes of a plug-in file, the same each time."""
    text = TEXT.format(plugin.name)
    return _xpi(plugin, text) if plugin.name.endswith(".xpi") else program(TITLE, text)


def _xpi(plugin: Plugin, text: str) -> bytes:
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:em="http://www.mozilla.org/2004/em-rdf#">\n'
        '  <Description about="urn:mozilla:install-manifest">\n'
        f"    <em:id>{plugin.name.removesuffix('.xpi')}@fakeesx.invalid</em:id>\n"
        f"    <em:name>{escape(TITLE)}</em:name>\n    <em:version>2.5.0.0</em:version>\n    <em:type>2</em:type>\n"
        f"    <em:description>{escape(' '.join(text.split()))}</em:description>\n"
        f"    <em:targetPlatform>{plugin.platform}</em:targetPlatform>\n"
        "    <em:targetApplication>\n      <Description>\n"
        "        <em:id>{ec8030f7-c20a-464f-9b0e-13a3a9e97384}</em:id>\n"
        "        <em:minVersion>3.0</em:minVersion>\n        <em:maxVersion>3.6.*</em:maxVersion>\n"
        "      </Description>\n    </em:targetApplication>\n  </Description>\n</RDF>\n"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("install.rdf", manifest), ("README.txt", text.replace("\r\n", "\n") + "\n")):
            archive.writestr(zipfile.ZipInfo(name, (2010, 7, 13, 0, 0, 0)), data)
    return file.getvalue()


_BASE, _RVA, _ALIGNED = 0x400000, 0x1000, 0x200
_HEADERS = 0x400
_PE_AT = 0x140


def program(title: str, text: str) -> bytes:
    """A 32-bit Windows program that shows a box with a text, and under DOS prints its first line. ASCII only."""
    code, imports, iat = _section(title.encode("ascii"), text.encode("ascii"))
    section = code.ljust(-(-len(code) // _ALIGNED) * _ALIGNED, b"\0")
    coff = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x014C, 1, 0, 0, 0, 0xE0, 0x0103)
    optional = struct.pack(
        "<HBBIIIIIIIIIHHHHHHIIIIHHIIIIII", 0x010B, 1, 0, len(section), 0, 0, _RVA, _RVA, _RVA, _BASE, _RVA, _ALIGNED,
        4, 0, 0, 0, 4, 0, 0, _RVA + -(-len(section) // _RVA) * _RVA, _HEADERS, 0, 2, 0, 0x100000, 0x1000, 0x100000, 0x1000,
        0, 16,
    )
    directories = [(0, 0)] * 16
    directories[1], directories[12] = imports, iat
    table = b"".join(struct.pack("<II", *entry) for entry in directories)
    header = struct.pack(
        "<8sIIIIIIHHI", b".text", len(code), _RVA, len(section), _HEADERS, 0, 0, 0, 0, 0xE0000060
    )
    stub = _dos(text.split("\r\n", 1)[0].encode("ascii"))
    return (stub.ljust(_PE_AT, b"\0") + coff + optional + table + header).ljust(_HEADERS, b"\0") + section


def _dos(line: bytes) -> bytes:
    """The DOS program in front: ``mov dx, line; mov ah, 9; int 21h; mov ax, 4C01h; int 21h``."""
    code = bytes.fromhex("0e1fba0e00b409cd21b8014ccd21") + line + b"\r\n$"
    size = 64 + len(code)
    head = struct.pack(
        "<2s13H8sHH20sI", b"MZ", size % 512, -(-size // 512), 0, 4, 0, 0xFFFF, 0, 0xB8, 0, 0, 0, 0x40, 0, b"", 0, 0, b"",
        _PE_AT,
    )
    return head + code


def _section(title: bytes, text: bytes) -> tuple[bytes, tuple[int, int], tuple[int, int]]:
    """Code, imports and strings; where the import table and the address table are (RVA, size)."""
    libraries = ((b"USER32.dll", b"MessageBoxA"), (b"KERNEL32.dll", b"ExitProcess"))
    code_size, descriptors_at = 32, 32
    lookup_at = descriptors_at + 20 * (len(libraries) + 1)
    iat_at = lookup_at + 8 * len(libraries)
    strings_at = iat_at + 8 * len(libraries)
    strings = bytearray()

    def string(data: bytes) -> int:
        at = strings_at + len(strings)
        strings.extend(data + b"\0" * (2 - len(data) % 2))
        return _RVA + at

    descriptors, lookups = b"", b""
    for number, (library, function) in enumerate(libraries):
        descriptors += struct.pack(
            "<IIIII", _RVA + lookup_at + 8 * number, 0, 0, string(library), _RVA + iat_at + 8 * number
        )
        lookups += struct.pack("<II", string(b"\0\0" + function), 0)
    descriptors += bytes(20)
    message, caption = string(text), string(title)
    show, leave = _BASE + _RVA + iat_at, _BASE + _RVA + iat_at + 8
    code = struct.pack("<BBBIBIBB", 0x6A, 0x40, 0x68, _BASE + caption, 0x68, _BASE + message, 0x6A, 0)
    code += struct.pack("<HIBBHI", 0x15FF, show, 0x6A, 0, 0x15FF, leave)
    body = code.ljust(code_size, b"\xcc") + descriptors + lookups + lookups + bytes(strings)
    return body, (_RVA + descriptors_at, len(descriptors)), (_RVA + iat_at, len(lookups))
