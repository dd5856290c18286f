"""The guest tool: what it reads in machine.id, of old drivers and of this one."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
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
    assert told.returncode == 1
    assert told.stderr.startswith("guest_tool: ")
