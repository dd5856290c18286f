"""Pictures of networks by chance, and one with all that is awkward."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from fakeesx.drawing.network import Group, Member, Picture, Switch, Uplink

_NAMES = st.one_of(st.text(min_size=1, max_size=24), st.sampled_from([
    "VM Network", "a" * 80, "日本語の長い名前" * 5, "<b>&\"'", "a - b_c", "\x1b[31mred", "e\u0301\u202ex", "vmnic10",
]))
_MEMBERS = st.builds(
    Member, _NAMES, st.sampled_from(["poweredOn", "poweredOff", "suspended", "interface"]),
    st.sampled_from(["", "DHCP", "192.0.2.10"]),
)
_GROUPS = st.builds(
    Group, _NAMES, st.integers(0, 4095), st.lists(_MEMBERS, max_size=14, unique=True).map(
        lambda members: tuple(sorted(members, key=lambda member: member.is_vm))
    ),
)
_UPLINKS: Any = st.builds(Uplink, _NAMES, st.sampled_from([None, 10, 1000, 10000]), st.booleans())
_SWITCHES = st.builds(
    Switch, _NAMES, st.just("128 ports, 124 free, MTU 1500"), st.lists(_GROUPS, max_size=4).map(tuple),
    st.lists(_UPLINKS, max_size=5).map(tuple),
)
PICTURES = st.builds(
    Picture, _NAMES, st.lists(_SWITCHES, max_size=3).map(tuple), st.lists(_UPLINKS, max_size=3).map(tuple),
    st.lists(_GROUPS, max_size=2).map(tuple),
)


def awkward() -> Picture:
    """Blanks, dashes, other scripts, markup, 40 port groups, 200 VMs on one, no uplinks, a link that is down."""
    crowd = Group("Front \u2013 of <house> & co", 101, tuple(
        Member(f"w-{n:03d}", "poweredOn" if n < 150 else "poweredOff") for n in range(200)
    ))
    few = Group("VM Network", 0, (Member("vswif0", "interface", "192.0.2.10"), Member("日本語", "suspended")))
    many = tuple(Group(f"Group {n}", n, (Member("db", "poweredOff"),)) for n in range(40))
    return Picture("esx1.example.test", (
        Switch("vSwitch0", "128 ports, 124 free, MTU 1500", (few, crowd, Group("Trunk", 4095, ())),
               (Uplink("vmnic0", 1000), Uplink("vmnic10", None))),
        Switch("a switch-with dashes", "248 ports, 200 free", many, ()),
        Switch("empty", "8 ports", (), (Uplink("vmnic2", 10000),)),
    ), (Uplink("vmnic3", 100, full_duplex=False),), (Group("gone", 0, (Member("orphan", "poweredOn"),)),))
