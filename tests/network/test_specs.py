"""Networks as somebody asks for them who starts a host."""

from __future__ import annotations

from typing import Any

import pytest

from fakeesx.network.specs import NicSpec, SeenSubnet


@pytest.mark.parametrize("values", [
    {"name": ""}, {"name": "vmnic 1"}, {"name": "1vmnic"}, {"name": "v" * 32}, {"mac": "00:11:22:33:44"},
    {"mac": "01:11:22:33:44:55"}, {"mac": "00-11-22-33-44-55"}, {"speed": 0}, {"speed": 54}, {"pci": "01:00"},
])
def test_impossible_cards(values: dict[str, Any]) -> None:
    """A name, an address, a speed or a place that no card has."""
    with pytest.raises(ValueError, match=r"."):
        NicSpec(**{"name": "vmnic0", **values})


@pytest.mark.parametrize("values", [
    {"subnet": "10.0.0.1/24"}, {"subnet": "x"}, {"subnet": "fd00::/64"}, {"vlan": 0}, {"vlan": 4095}, {"vlan": -1},
])
def test_impossible_traffic(values: dict[str, Any]) -> None:
    """A subnet that is none, a tag that frames do not bear."""
    with pytest.raises(ValueError, match=r"."):
        SeenSubnet(**{"subnet": "10.0.0.0/24", **values})


def test_a_card() -> None:
    """Names such as vmnic10 and a card without a cable are fine."""
    nic = NicSpec("vmnic10", "00:24:e8:61:3a:12", 10000, link=False, pci="0000:02:00.1", seen=(SeenSubnet("10.0.0.0/8", 7),))
    assert (nic.name, nic.link, nic.seen[0].vlan) == ("vmnic10", False, 7)
