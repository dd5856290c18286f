"""The guest tool: what it reads in machine.id, of old drivers and of this one."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any

import pytest
from esx_driver.machine_id import NicSettings, compose
from hypothesis import given
from hypothesis import strategies as st

FILE = Path(__file__).parents[2] / "guest_tool" / "guest_tool.py"
MACS = st.integers(0, 2**48 - 1).map(lambda n: ":".join(f"{n:012X}"[i:i + 2] for i in range(0, 12, 2)))
V4, V6 = st.ip_addresses(v=4), st.ip_addresses(v=6)
SETTINGS = st.builds(
    NicSettings, MACS, st.none() | V4, st.none() | V4, st.none() | V4, st.none() | V4,
    st.lists(V4 | V6, max_size=3).map(tuple), gateway6=st.none() | V6,
)


@pytest.fixture(scope="module")
def tool() -> Any:
    """The tool as a module."""
    spec = importlib.util.spec_from_file_location("guest_tool", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The tool as a program, without anything of this environment."""
    command = [sys.executable, "-I", str(FILE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@given(st.lists(SETTINGS, max_size=5, unique_by=lambda nic: nic.mac.lower()))
def test_reads_what_the_driver_writes(tool: Any, nics: list[NicSettings]) -> None:
    """Every card, in order, with all of its settings."""
    cards = tool.parse(compose(nics))
    assert [card["mac"] for card in cards] == [nic.mac.lower() for nic in nics]
    for card, nic in zip(cards, nics, strict=True):
        wanted = (nic.address, nic.netmask, nic.gateway, nic.broadcast)
        assert tuple(card[key] for key in ("address", "netmask", "gateway", "broadcast")) == tuple(
            "" if value is None else str(value) for value in wanted
        )
        assert [*card["dns"], *card.get("dns6", ())] == [
            *(str(each) for each in nic.dns if each.version == 4), *(str(each) for each in nic.dns if each.version == 6),
        ]
        assert card.get("gateway6", "") == ("" if nic.gateway6 is None else str(nic.gateway6))


def test_record_of_the_original(tool: Any) -> None:
    """Also with two cards in one record."""
    text = "AA;1.1.1.2;255.0.0.0;1.0.0.1;1.255.255.255;8.8.8.8,8.8.4.4"
    (card,) = tool.parse(text + "#")
    assert (card["mac"], card["address"], card["dns"]) == ("aa", "1.1.1.2", ["8.8.8.8", "8.8.4.4"])
    assert len(tool.parse(f"{text};{text.replace('AA', 'BB')}#")) == 2


def test_broken_record_ends_the_reading(tool: Any) -> None:
    """What came before counts."""
    assert [card["mac"] for card in tool.parse("aa;;;;;#bb;x#cc;;;;;#")] == ["aa"]


def test_output() -> None:
    """For people, and for programs."""
    text = "AA;192.0.2.2;255.255.255.0;192.0.2.1;192.0.2.255;192.0.2.53#bb;;;;;#"
    told = run("--machine-id", text)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "aa", "  address 192.0.2.2 netmask 255.255.255.0", "  gateway 192.0.2.1", "  broadcast 192.0.2.255",
        "  dns 192.0.2.53", "bb", "  nothing: it is left as it is",
    ]
    assert [card["mac"] for card in json.loads(run("--machine-id", text, "--json").stdout)] == ["aa", "bb"]


def test_no_tools() -> None:
    """Outside a guest it says so (this machine is none)."""
    told = run()
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "guest_tool: VMware Tools are not installed\n"


def tools(folder: Path, script: str) -> tuple[str, ...]:
    """VMware Tools that answer as a shell script does; before them, some that are not there."""
    file = folder / "vmtoolsd"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return ("", str(folder / "none"), str(file))


def test_asks_tools(tool: Any, tmp_path: Path) -> None:
    """As they want to be asked."""
    assert tool.read(tools(tmp_path, '[ "$*" = "--cmd machine.id.get" ] && echo "aa;;;;;#"')) == "aa;;;;;#"


@pytest.mark.parametrize("script", ["echo No machine id >&2; exit 1", "exit 0", "echo"])
def test_machine_without_an_id(tool: Any, tmp_path: Path, script: str) -> None:
    """What Tools say then is nothing, and is no error."""
    assert tool.read(tools(tmp_path, script)) == ""


def test_tools_that_can_not_be_asked(tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They hang, or are no program: an error, in time."""
    monkeypatch.setattr(tool, "SECONDS", 0.01)
    with pytest.raises(tool.NoTools, match="vmtoolsd does not answer"):
        tool.read(tools(tmp_path, "exec sleep 60"))
    (tmp_path / "vmtoolsd").chmod(0o644)
    with pytest.raises(tool.NoTools, match="can't be run: "):
        tool.read((str(tmp_path),))


@pytest.mark.parametrize("text", ["", "#", "aa;bb#cc;;;;;#", "aa;192.0.2.2;255.255.255.0;192.0.2.1;;192.0.2.53#"])
def test_touches_nothing(text: str) -> None:
    """W27: whatever machine.id says, and when there is none, too: no file is written or removed, no program started.

    (The original emptied the guest's interfaces file when there was no id.)
    """
    refuse = (
        "import runpy, sys\n"
        "def hook(event, arguments):\n"
        "    if event == 'open' and not arguments[2] & 3 and not arguments[2] & 64:\n"
        "        return\n"
        "    if event.partition('.')[0] in ('open', 'os', 'shutil', 'subprocess', 'socket') and event not in ('os.listdir',"
        " 'os.scandir'):\n"
        "        raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(hook)\n"
        "file = sys.argv.pop(1)\n"
        "runpy.run_path(file, run_name='__main__')\n"
    )
    command = [sys.executable, "-I", "-B", "-c", refuse, str(FILE), "--cards", "/sys/class/net", "--machine-id", text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (done.stdout == "nothing to set\n") == (not text.startswith("aa;192"))


def test_one_default_gateway(tool: Any) -> None:
    """W27: that of the first card that has one, for each family; the others are told, and not set (the original set all)."""
    text = compose([
        NicSettings("fa:16:3e:00:00:01", IPv4Address("192.0.2.2")),
        NicSettings("fa:16:3e:00:00:02", IPv4Address("192.0.2.18"), gateway=IPv4Address("192.0.2.17")),
        NicSettings("fa:16:3e:00:00:03", gateway=IPv4Address("192.0.2.33"), gateway6=IPv6Address("2001:db8::1")),
    ])
    planned = tool.plan(tool.parse(text))
    assert [(card["gateway"], card.get("gateway6", "")) for card in planned] == [
        ("", ""), ("192.0.2.17", ""), ("", "2001:db8::1"),
    ]
    assert tool.describe(planned[2]) == [
        "gateway 2001:db8::1", "gateway 192.0.2.33 is not set: another card has the default one",
    ]


@given(st.lists(SETTINGS, max_size=5, unique_by=lambda nic: nic.mac.lower()), st.sets(MACS, max_size=3))
def test_at_most_one_gateway_of_each_family(tool: Any, nics: list[NicSettings], others: set[str]) -> None:
    """W27: whatever there is, and whichever cards the guest has; there is one if any card of the guest has one."""
    names = {nic.mac.lower(): f"eth{n}" for n, nic in enumerate(nics) if n % 2} | {mac.lower(): "other" for mac in others}
    for known in (None, names):
        planned = tool.plan(tool.parse(compose(nics)), known)
        for key in ("gateway", "gateway6"):
            could = [nic for nic in nics if getattr(nic, key) is not None and (known is None or nic.mac.lower() in known)]
            is_set = [card for card in planned if card.get(key) and card.get("interface", "") is not None]
            assert len(is_set) == bool(could)


def test_cards_without_an_address(tool: Any, tmp_path: Path) -> None:
    """W27: found by their MAC, also those that have no address yet (the original saw none of them), and never `lo`."""
    for name, mac, is_card in (
        ("lo", "00:00:00:00:00:00", False), ("br0", "fa:16:3e:00:00:01", False), ("eth0", "FA:16:3E:00:00:01", True),
        ("vlan7", "fa:16:3e:00:00:01", False), ("eth1", "fa:16:3e:00:00:02", True),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "address").write_text(f"{mac}\n")
        if is_card:
            (tmp_path / name / "device").mkdir()
    (tmp_path / "bonding_masters").write_text("")
    assert tool.interfaces(str(tmp_path)) == {"fa:16:3e:00:00:01": "eth0", "fa:16:3e:00:00:02": "eth1"}
    assert tool.interfaces(str(tmp_path / "none")) is None
    told = run("--cards", str(tmp_path), "--machine-id", "FA:16:3E:00:00:02;192.0.2.2;;;;#fa:16:3e:00:00:03;192.0.2.3;;;;#")
    assert told.stdout.splitlines() == [
        "fa:16:3e:00:00:02 eth1", "  address 192.0.2.2", "fa:16:3e:00:00:03", "  left out: this guest has no such card",
    ]
