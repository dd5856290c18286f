"""The layout of pictures: all that has a name is drawn, within its room, and nothing lies over something else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictured_networks import PICTURES, awkward

from fakeesx.drawing.cells import clean, width
from fakeesx.drawing.layout import Box, Item, Join, Mark, Scene, Text, layout
from fakeesx.drawing.network import Picture

WIDTHS = st.sampled_from([1, 40, 53, 80, 120, 500])


def area(item: Item) -> set[tuple[int, int]]:
    """The cells of an item; of a frame only its border, of a line only what is between its ends."""
    if isinstance(item, Box):
        right, bottom = item.x + item.width - 1, item.y + item.height - 1
        return {
            (x, y) for x in range(item.x, right + 1) for y in range(item.y, bottom + 1)
            if x in (item.x, right) or y in (item.y, bottom)
        }
    if isinstance(item, Text):
        return {(item.x + n, item.y) for n in range(width(item.content))}
    if isinstance(item, Join):
        return {(x, item.y) for x in range(item.x + 1, item.end)}
    return {(item.x, item.y)}


@given(PICTURES, WIDTHS, st.integers(1, 5))
def test_no_overlaps(picture: Picture, columns: int, most: int) -> None:
    """Each cell belongs to one item at the most, and lies within the scene."""
    scene = layout(picture, columns, most)
    taken: dict[tuple[int, int], Item] = {}
    for item in scene.items:
        for cell in area(item):
            assert cell not in taken, (item, taken[cell])
            taken[cell] = item
            assert 0 <= cell[0] < scene.width
            assert 0 <= cell[1] < scene.height
    assert scene.width <= max(40, min(columns, 120))


@given(PICTURES, WIDTHS, st.integers(1, 5))
def test_everything_is_drawn(picture: Picture, columns: int, most: int) -> None:
    """Switches, groups, VLANs, cards, the host's interfaces; and of the VMs each one or how many are left."""
    scene = layout(picture, columns, most)
    drawn: dict[str, list[str]] = {}
    for item in scene.items:
        if isinstance(item, Text):
            drawn.setdefault(item.kind, []).append(item.full)
    groups = [*(group for switch in picture.switches for group in switch.groups), *picture.lost]
    uplinks = [*(uplink for switch in picture.switches for uplink in switch.uplinks), *picture.spare]
    assert set(drawn.get("title", ())) >= {clean(switch.name) for switch in picture.switches}
    assert sorted(drawn.get("name", ())) == sorted(clean(group.name) for group in groups)
    assert sorted(drawn.get("vlan", ())) == sorted(group.vlan_text for group in groups if group.vlan_text)
    assert sorted(drawn.get("uplink", ())) == sorted(clean(uplink.name) for uplink in uplinks)
    members = [member for group in groups for member in group.members]
    left = sum(int(text.split()[1]) for text in drawn.get("more", ()))
    assert len(drawn.get("member", ())) + left == len(members)
    assert set(drawn.get("member", ())) >= {clean(member.name) for member in members if not member.is_vm}


@given(PICTURES, WIDTHS)
def test_joined_to_frames(picture: Picture, columns: int) -> None:
    """Each group has a line from its frame to that of its switch, each uplink one from its switch to its sign."""
    scene = layout(picture, columns)
    edges = {(box.x + box.width - 1, y) for box in boxes(scene) for y in range(box.y + 1, box.y + box.height - 1)}
    lefts = {(box.x, y) for box in boxes(scene) for y in range(box.y + 1, box.y + box.height - 1)}
    marks = {(mark.x, mark.y) for mark in scene.items if isinstance(mark, Mark)}
    joins = [item for item in scene.items if isinstance(item, Join)]
    assert all((join.x, join.y) in edges for join in joins)
    assert all((join.end, join.y) in lefts for join in joins if join.kind == "group")
    assert all((join.end + 1, join.y) in marks for join in joins if join.kind != "group")
    assert len([join for join in joins if join.kind == "group"]) == sum(len(switch.groups) for switch in picture.switches)
    assert len([join for join in joins if join.kind != "group"]) == sum(len(switch.uplinks) for switch in picture.switches)


def boxes(scene: Scene) -> list[Box]:
    """The frames."""
    return [item for item in scene.items if isinstance(item, Box)]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_an_awkward_network(columns: int) -> None:
    """44 frames of groups in three switches and beside them, none within another of its kind."""
    scene = layout(awkward(), columns)
    found = boxes(scene)
    assert len([box for box in found if box.kind == "group"]) == 43
    assert [box.name for box in found if box.kind == "switch"] == ["vSwitch0", "a switch-with dashes", "empty"]
    for one, other in combinations(found, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x or one.y + one.height <= other.y \
            or other.y + other.height <= one.y
        assert apart


def test_many_machines() -> None:
    """Are summed up: the first few by name, the rest as a number with how many of all run; few are all named."""
    scene = layout(awkward(), 80, 5)
    texts = [item.full for item in scene.items if isinstance(item, Text)]
    assert "w-004" in texts
    assert "w-005" not in texts
    assert "and 195 more (150 of 200 on)" in texts
    assert "w-199" in [item.full for item in layout(awkward(), 80, 200).items if isinstance(item, Text)]
