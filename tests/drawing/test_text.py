"""Pictures as text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pictured_networks import PICTURES, awkward

from fakeesx.drawing.cells import width
from fakeesx.drawing.layout import layout
from fakeesx.drawing.network import Group, Member, Picture, Switch, Uplink
from fakeesx.drawing.text import ASCII, render

SMALL = Picture("esx1", (Switch("vSwitch0", "8 ports", (
    Group("Front", 101, (Member("web", "poweredOn"), Member("日本", "poweredOff"))),
    Group("Own", 0, (Member("vmk0", "interface"),)),
), (Uplink("vmnic0", 1000), Uplink("vmnic1", None))),), (), ())

DRAWN = """\
Network of esx1

vSwitch0  8 ports
┌──────────────────────┐   ┌───┐
│ Front       VLAN 101 ├───┤   ├── ● vmnic0  1000 Mb/s full
│ ▶ web                │   │   ├╌╌ ○ vmnic1  down
│ ■ 日本               │   │   │
└──────────────────────┘   │   │
┌──────────────────────┐   │   │
│ Own                  ├───┤   │
│ ◆ vmk0               │   │   │
└──────────────────────┘   └───┘

▶ on   ■ off   ‖ suspended   ◆ of the host   ● link up   ○ link down
"""


def test_box_drawing() -> None:
    """As the vSphere client draws it: groups at the left, the switch in the middle, uplinks at the right."""
    assert render(layout(SMALL)) == DRAWN


def test_ascii() -> None:
    """The same in plain ASCII, cell by cell."""
    plain = render(layout(SMALL, ellipsis="..."), ASCII)
    assert plain.isascii()
    assert "| Front       VLAN 101 +---+   +-- o vmnic0  1000 Mb/s full" in plain
    assert "| - ????               |   |   |" in plain


def test_colours() -> None:
    """Pieces are painted by their kinds; without the paint they are the same text."""
    kinds = set()

    def paint(piece: str, kind: str) -> str:
        kinds.add(kind)
        return f"<{piece}>"

    painted = render(layout(SMALL), paint=paint)
    assert painted.replace("<", "").replace(">", "") == DRAWN
    assert {"name", "vlan", "up", "down", "poweredOn", "member", "switch"} <= kinds


@given(PICTURES, st.sampled_from([40, 80, 120]))
@example(Picture(" ", (), (), ()), 40)
def test_any_picture(picture: Picture, columns: int) -> None:
    """Lines are no wider than the terminal, without trailing blanks, and without what could disturb it."""
    for line in render(layout(picture, columns)).split("\n"):
        assert width(line) <= columns
        assert line == line.rstrip() or not line.isascii()
        assert "\x1b" not in line
    assert render(layout(picture, columns, ellipsis="..."), ASCII).isascii()


def test_an_awkward_network() -> None:
    """Is all there."""
    text = render(layout(awkward(), 80))
    for name in (
        "Front \u2013 of <house> & co", "Group 39", "a switch-with dashes", "vmnic10", "no uplinks", "no port groups",
        "orphan",
    ):
        assert name in text
