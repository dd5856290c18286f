"""Addresses and names: what is one, and what is not."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest

from fakeesx.network import addresses


@pytest.mark.parametrize(("address", "mask", "network"), [
    ("10.1.2.3", "255.0.0.0", "10.0.0.0/8"), ("192.0.2.1", "255.255.255.252", "192.0.2.0/30"),
    ("10.1.2.3", "8", None), ("10.1.2.3", "0.255.255.255", None), ("10.1.2.3", "0.0.0.0", None), ("10.1.2.3", None, None),
    ("224.0.0.1", "255.0.0.0", None), (None, "255.0.0.0", None), ("10.1.2.3/8", "255.0.0.0", None),
    ("::1", "255.0.0.0", None), ("10.1.2.3", "255.255.255.255", "10.1.2.3/32"), ("10.1.2.03", "255.0.0.0", None),
])  # fmt: skip
def test_subnets(address: str | None, mask: str | None, network: str | None) -> None:
    """Of an address and a mask in dotted notation."""
    found = addresses.subnet(address, mask)
    assert (str(found) if found is not None else None) == network


@pytest.mark.parametrize(("text", "good"), [
    ("00:50:56:00:00:01", True), ("00:50:56:00:00:0G", False), ("01:50:56:00:00:01", False), ("00:00:00:00:00:00", False),
    ("0050.5600.0001", False), ("00:50:56:00:00:01\n", False), ("ff:ff:ff:ff:ff:ff", False),
])  # fmt: skip
def test_macs(text: str, good: bool) -> None:
    """Of one station."""
    assert (addresses.mac(text) is not None) == good
    assert (addresses.mac(text.upper()) == text.lower()) == good


@pytest.mark.parametrize(("text", "good"), [
    ("esx1", True), ("esx1.example.test", True), ("esx1.", True), ("", False), (".", False), ("a..b", False), ("-a", False),
    ("a-", False), ("a b", False), ("a" * 63, True), ("a" * 64, False), (".".join(["a" * 60] * 5), False), ("ä", False),
])  # fmt: skip
def test_names_of_hosts(text: str, good: bool) -> None:
    """Labels of letters, digits, hyphens and underscores."""
    assert addresses.is_host_name(text) == good


def test_leases() -> None:
    """The first that is free, none where all are taken."""
    small = IPv4Network("192.0.2.0/29")
    assert str(addresses.free_in(IPv4Network("10.0.0.0/8"), [])) == "10.0.0.100"
    assert str(addresses.free_in(IPv4Network("192.0.2.0/24"), ["192.0.2.100"])) == "192.0.2.101"
    assert [str(addresses.free_in(small, [f"192.0.2.{n}" for n in range(4, 4 + taken)])) for taken in (0, 2)] == [
        "192.0.2.4", "192.0.2.6"]
    assert addresses.free_in(small, ["192.0.2.4", "192.0.2.5", "192.0.2.6"]) is None
