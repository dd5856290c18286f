"""``machine.id``: what an old guest tool reads stays valid, and what is new comes back."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Interface

import pytest
from esx_driver.machine_id import NicSettings, compose, parse
from hypothesis import given
from hypothesis import strategies as st

MACS = st.integers(0, 2**48 - 1).map(lambda n: ":".join(f"{n:012x}"[i:i + 2] for i in range(0, 12, 2)))
V4 = st.ip_addresses(v=4)
V6 = st.ip_addresses(v=6)
SETTINGS = st.builds(
    NicSettings, MACS, st.none() | V4, st.none() | V4, st.none() | V4, st.none() | V4,
    st.lists(V4 | V6, max_size=4).map(tuple),
    st.lists(st.tuples(V6, st.integers(0, 128)).map(IPv6Interface), max_size=3).map(tuple), st.none() | V6,
)
NICS = st.lists(SETTINGS, max_size=10, unique_by=lambda nic: nic.mac).map(tuple)


def old_tool(text: str) -> list[tuple[str, ...]]:
    """What the guest tool of the original takes from a text: records until one has no multiple of six fields."""
    found: list[tuple[str, ...]] = []
    for chunk in text.split("#"):
        fields = chunk.split(";")
        if len(fields) % 6:
            break
        found += [tuple(fields[i:i + 6]) for i in range(0, len(fields), 6)]
    return found


def by_family(nic: NicSettings) -> NicSettings:
    """With the DNS servers of one family before those of the other, as they are read back."""
    dns = (*(each for each in nic.dns if each.version == 4), *(each for each in nic.dns if each.version == 6))
    return NicSettings(
        nic.mac, nic.address, nic.netmask, nic.gateway, nic.broadcast, dns, nic.addresses6, nic.gateway6,
    )


@given(NICS)
def test_round_trip(nics: tuple[NicSettings, ...]) -> None:
    """All of it comes back."""
    assert parse(compose(nics)) == tuple(map(by_family, nics))


@given(NICS)
def test_old_tool_reads_every_nic(nics: tuple[NicSettings, ...]) -> None:
    """One record of six fields for each NIC, in order, and nothing else that it would take for one."""
    read = old_tool(compose(nics))
    assert [record[:5] for record in read] == [
        tuple("" if each is None else str(each) for each in (nic.mac, nic.address, nic.netmask, nic.gateway, nic.broadcast))
        for nic in nics
    ]
    assert [record[5].split(",") if record[5] else [] for record in read] == [
        [str(each) for each in nic.dns if each.version == 4] for nic in nics
    ]


def test_the_originals_form() -> None:
    """As its driver wrote it, byte by byte."""
    nic = NicSettings(
        "AA:BB:CC:00:00:01", IPv4Address("1.1.1.2"), IPv4Address("255.0.0.0"), IPv4Address("1.0.0.1"),
        IPv4Address("1.255.255.255"), (IPv4Address("8.8.8.8"),),
    )
    record = "AA:BB:CC:00:00:01;1.1.1.2;255.0.0.0;1.0.0.1;1.255.255.255;8.8.8.8#"
    assert compose([nic]) == record
    assert compose([nic, nic]) == record * 2


def test_no_nic_and_nic_without_ipv4() -> None:
    """W22: neither is an error (the original raised for both)."""
    assert compose([]) == ""
    assert compose([NicSettings("aa:bb:cc:00:00:01")]) == "aa:bb:cc:00:00:01;;;;;#"


def test_ipv6_follows() -> None:
    """W22: in records of its own at the end."""
    addresses = (IPv6Interface("2001:db8::2/64"),)
    nic = NicSettings("aa:bb:cc:00:00:01", addresses6=addresses, gateway6=IPv6Address("2001:db8::1"))
    assert compose([nic]) == "aa:bb:cc:00:00:01;;;;;#ipv6;aa:bb:cc:00:00:01;2001:db8::2/64;2001:db8::1;#"


@pytest.mark.parametrize("text", ["a;b", "aa:bb;1.1.1;;;;", "aa;1.1.1.1;;;;x#", "ipv6;aa;nonsense;;"])
def test_nonsense(text: str) -> None:
    """Is a ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - of ipaddress or of ours
        parse(text)
