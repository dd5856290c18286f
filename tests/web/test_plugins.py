"""The remote console's plug-in files."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from lxml import etree
from talking import Talk

from fakeesx.host.esx import Esx
from fakeesx.web.plugins import PLUGINS, Plugin, content

EXE = next(plugin for plugin in PLUGINS if plugin.name.endswith(".exe"))
XPIS = [plugin for plugin in PLUGINS if plugin.name.endswith(".xpi")]


def test_names() -> None:
    """Those that consoles ask for."""
    assert [plugin.name for plugin in PLUGINS] == [
        "vmware-vmrc-win32-x86.exe",
        "vmware-vmrc-win32-x86.xpi",
        "vmware-vmrc-linux-x86.xpi",
        "vmware-vmrc-linux-x64.xpi",
    ]


@pytest.mark.parametrize("plugin", XPIS)
def test_xpi(plugin: Plugin) -> None:
    """A sound archive with an install manifest for its platform; it says what it is."""
    with zipfile.ZipFile(io.BytesIO(content(plugin))) as archive:
        assert archive.testzip() is None
        manifest = etree.fromstring(archive.read("install.rdf"))
        readme = archive.read("README.txt").decode()
    platform = manifest.findtext(".//{http://www.mozilla.org/2004/em-rdf#}targetPlatform")
    assert platform == plugin.platform
    assert plugin.name in readme
    assert "stands for" in readme


def test_exe_is_a_windows_program() -> None:
    """The headers that Windows reads, and sections that lie in the file."""
    data = content(EXE)
    assert data[:2] == b"MZ"
    at = struct.unpack_from("<I", data, 60)[0]
    assert data[at : at + 4] == b"PE\0\0"
    machine, sections = struct.unpack_from("<HH", data, at + 4)
    assert (machine, sections) == (0x14C, 1)
    optional = at + 24
    magic, entry = struct.unpack_from("<H14xI", data, optional)
    assert magic == 0x10B
    size_of_image, size_of_headers = struct.unpack_from("<II", data, optional + 56)
    size, rva, raw_size, raw_at = struct.unpack_from("<IIII", data, optional + 0xE0 + 8)
    assert entry == rva == 0x1000
    assert size_of_image == 0x2000
    assert size <= raw_size
    assert (raw_at, raw_at + raw_size) == (size_of_headers, len(data))


def test_exe_calls_what_it_imports() -> None:
    """MessageBoxA with the text, ExitProcess with 0, through the addresses that the loader fills in."""
    data = content(EXE)
    code = data[0x400:]

    def text(address: int) -> bytes:
        at = address - 0x401000
        return code[at : code.index(b"\0", at)]

    imports = struct.unpack_from("<II", data, 0x140 + 24 + 96 + 8)
    found = {}
    at = imports[0] - 0x1000
    while (entry := struct.unpack_from("<IIIII", code, at)) != (0, 0, 0, 0, 0):
        name = struct.unpack_from("<I", code, entry[4] - 0x1000)[0]
        found[entry[4] + 0x400000] = (text(entry[3] + 0x400000), text(name + 0x400002))
        at += 20
    push, caption, push2, message = struct.unpack_from("<BIBI", code, 2)
    assert (push, push2) == (0x68, 0x68)
    assert b"placeholder" in text(caption)
    assert EXE.name.encode() in text(message)
    calls = [struct.unpack_from("<I", code, n + 2)[0] for n in (14, 22)]
    assert [found[call] for call in calls] == [(b"USER32.dll", b"MessageBoxA"), (b"KERNEL32.dll", b"ExitProcess")]


def test_exe_prints_under_dos() -> None:
    """The program in front loads DX with its own text, which ends with a dollar."""
    data = content(EXE)
    assert data[0x40:0x4E].hex() == "0e1fba0e00b409cd21b8014ccd21"
    assert data[0x4E : data.index(b"$", 0x4E)].endswith(b".\r\n")
    used, pages = struct.unpack_from("<HH", data, 2)
    assert data.index(b"$", 0x4E) + 1 == (pages - 1) * 512 + used


@pytest.mark.parametrize("plugin", PLUGINS)
def test_served_to_all(talk: Talk, plugin: Plugin) -> None:
    """Without a password, as a download."""
    answer = talk.request("GET", f"/ui/plugin/{plugin.name}", user=None)
    assert (answer.status, answer.body) == (200, content(plugin))
    assert answer.headers["Content-Type"] == plugin.type.decode()
    assert plugin.name in answer.headers["Content-Disposition"]
    assert talk.request("HEAD", f"/ui/plugin/{plugin.name}", user=None).headers["Content-Length"] == str(len(answer.body))


def test_pages(talk: Talk) -> None:
    """The list at /ui, nothing else below it, and no other methods."""
    for path in ("/ui", "/ui/", "/ui/plugin", "/ui/plugin/"):
        assert all(plugin.name in talk.request("GET", path, user=None).text for plugin in PLUGINS)
    assert talk.request("GET", "/ui/plugin/other.exe", user=None).status == 404
    assert talk.request("GET", "/ui/plugin/../../mob", user=None).status == 404
    assert talk.request("POST", "/ui", b"", user=None).status == 405


@pytest.mark.parametrize("path", ["/ui", "/ui/plugin/vmware-vmrc-linux-x64.xpi"])
def test_closed_by_the_firewall(host: Esx, talk: Talk, path: str) -> None:
    """With "vSphere Web Access" disabled the connection ends without an answer; with it enabled again it does not."""
    system = host.inventory.find("firewallSystem")
    assert system is not None
    info = system.get("firewallInfo")
    closed = [each.replace(enabled=False) if each.key == "webAccess" else each for each in info.ruleset]
    host.inventory.update(system.ref, firewallInfo=info.replace(ruleset=closed))
    talk.head("GET", path, user=None)
    assert talk.transport.value() == b""
    assert not talk.open
    host.inventory.update(system.ref, firewallInfo=info)
    other = Talk(talk.channel.site)
    assert other.request("GET", path, user=None).status == 200
    assert other.request("GET", "/", user=None).status == 200
