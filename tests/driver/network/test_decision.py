"""The VLAN decision, apart from any host: the six steps in their order, whatever the host's network is."""

from __future__ import annotations

import pytest
from esx_driver.network import decision
from esx_driver.network.decision import Group, HostNetwork, Make, Nic, Switch, Use
from esx_driver.network.errors import (
    BadName,
    BadVlan,
    NetworkNotFound,
    NicNotFound,
    NicWithoutSwitch,
    OnOtherSwitch,
    OtherVlan,
)
from hypothesis import given
from hypothesis import strategies as st

NICS = ("vmnic0", "vmnic1", "vmnic10", "vmnic11")
SWITCHES = ("vSwitch0", "vSwitch1", "my-switch", "my-switch-0", "switch")
GROUPS = ("VM Network", "br100", "br10", "br100 ")


@st.composite
def networks(draw: st.DrawFn) -> HostNetwork:
    """A host's network: each card is used by one switch at most, each group is on a switch there is."""
    nics = [Nic(f"key-vim.host.PhysicalNic-{name}", name) for name in draw(st.lists(st.sampled_from(NICS), unique=True))]
    names = draw(st.lists(st.sampled_from(SWITCHES), unique=True))
    owner = {nic.key: draw(st.sampled_from([None, *names])) for nic in nics}
    switches = [
        Switch(f"key-vim.host.VirtualSwitch-{name}", name, tuple(key for key, of in owner.items() if of == name))
        for name in names
    ]
    groups = [
        Group(name, draw(st.sampled_from(names)), draw(st.sampled_from([0, 1, 100, 101, 4095])))
        for name in draw(st.lists(st.sampled_from(GROUPS), unique=True)) if names
    ]
    return HostNetwork(tuple(nics), tuple(switches), tuple(groups))


def steps(network: HostNetwork, name: str, vlan: int, nic: str) -> object:
    """The six steps as the original's document words them: what comes of them."""
    keys = {each.device: each.key for each in network.nics}
    if nic not in keys:
        return NicNotFound
    of_nic = [switch.name for switch in network.switches if keys[nic] in switch.nics]
    if not of_nic:
        return NicWithoutSwitch
    groups = {group.name: group for group in network.groups}
    if name not in groups:
        return Make(name, of_nic[0], vlan)
    if groups[name].switch != of_nic[0]:
        return OnOtherSwitch
    if groups[name].vlan != vlan:
        return OtherVlan
    return Use(name)


@given(networks(), st.sampled_from(GROUPS), st.sampled_from([0, 1, 100, 101, 4094, 4095]), st.sampled_from(NICS))
def test_steps_in_order(network: HostNetwork, name: str, vlan: int, nic: str) -> None:
    """Each of them, in that order, whatever there is."""
    expected = steps(network, name, vlan, nic)
    if isinstance(expected, type) and issubclass(expected, Exception):
        with pytest.raises(expected):
            decision.vlan(network, name, vlan, nic)
    else:
        assert decision.vlan(network, name, vlan, nic) == expected


@given(networks(), st.sampled_from(GROUPS), st.sampled_from([0, 100, 4095]), st.sampled_from(NICS))
def test_what_was_made_is_used(network: HostNetwork, name: str, vlan: int, nic: str) -> None:
    """Once a group was made as decided, the same request takes it."""
    try:
        decided = decision.vlan(network, name, vlan, nic)
    except Exception:  # noqa: BLE001 - those are the other tests' matter
        return
    if isinstance(decided, Make):
        made = HostNetwork(network.nics, network.switches, (*network.groups, Group(name, decided.switch, decided.vlan)))
        assert decision.vlan(made, name, vlan, nic) == Use(name)


def lab(*groups: Group) -> HostNetwork:
    """Two cards whose names begin alike, each with a switch; both switches have dashes in their names."""
    return HostNetwork(
        (Nic("k-1", "vmnic1"), Nic("k-10", "vmnic10")),
        (Switch("s-1", "vSwitch-a", ("k-10",)), Switch("s-2", "vSwitch-a-1", ("k-1",))), groups,
    )


def test_cards_are_compared_whole() -> None:
    """vmnic1 is not vmnic10 (the original matched the end of a key)."""
    assert decision.vlan(lab(), "br100", 100, "vmnic1") == Make("br100", "vSwitch-a-1", 100)
    assert decision.vlan(lab(), "br100", 100, "vmnic10") == Make("br100", "vSwitch-a", 100)


def test_dashes_in_names_of_switches() -> None:
    """Do not matter (the original cut a name at its last dash)."""
    assert decision.vlan(lab(Group("br100", "vSwitch-a-1", 100)), "br100", 100, "vmnic1") == Use("br100")


def test_errors_say_what_was_found() -> None:
    """Names and numbers, as attributes too."""
    with pytest.raises(OnOtherSwitch, match="'br100' is on 'vSwitch-a', and not on 'vSwitch-a-1', the switch of 'vmnic1'"):
        decision.vlan(lab(Group("br100", "vSwitch-a", 100)), "br100", 100, "vmnic1")
    with pytest.raises(OtherVlan) as caught:
        decision.vlan(lab(Group("br100", "vSwitch-a-1", 7)), "br100", 100, "vmnic1")
    assert (caught.value.group, caught.value.vlan, caught.value.wanted) == ("br100", 7, 100)
    with pytest.raises(NicNotFound, match="no network card 'vmnic2'; it has 'vmnic1', 'vmnic10'"):
        decision.vlan(lab(), "br100", 100, "vmnic2")


@pytest.mark.parametrize("vlan", [-1, 4096, True, "7", 1.0])
def test_no_vlans(vlan: object) -> None:
    """Are refused before anything is looked at."""
    with pytest.raises(BadVlan):
        decision.vlan(HostNetwork(), "br100", vlan, "vmnic0")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_no_names(name: str) -> None:
    """Likewise."""
    with pytest.raises(BadName):
        decision.vlan(HostNetwork(), name, 1, "vmnic0")


def test_flat() -> None:
    """The group must be there, by its whole name."""
    network = lab(Group("br100", "vSwitch-a", 0))
    assert decision.flat(network, "br100") == Use("br100")
    with pytest.raises(NetworkNotFound, match="no port group 'br10'; it has 'br100'"):
        decision.flat(network, "br10")
