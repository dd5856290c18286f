"""Where everything of a picture goes, in cells: port groups on the left, the switch in the middle, uplinks on the right.

A scene is a flat list of items, none of which knows how it will be drawn. Texts are cut to the room they have; ``full`` is
what they said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fakeesx.drawing.cells import clean, cut, width
from fakeesx.drawing.network import Group, Member, Picture, Switch, Uplink

NARROWEST, WIDEST = 40, 120
MOST_MEMBERS = 8
"""Members of a port group that are shown by name where there are more."""

_JOIN, _SWITCH_WIDTH = 3, 5
_LEGEND = (
    ("poweredOn", "on"), ("poweredOff", "off"), ("suspended", "suspended"), ("interface", "of the host"), ("up", "link up"),
    ("down", "link down"),
)


@dataclass(frozen=True)
class Box:
    """A frame, border included. ``kind``: group, switch or lost."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    name: str


@dataclass(frozen=True)
class Text:
    """One line of text. ``kind``: host, title, about, name, vlan, member, detail, more, uplink, link or down."""

    x: int
    y: int
    content: str
    kind: str
    full: str


@dataclass(frozen=True)
class Mark:
    """A sign of one cell: poweredOn, poweredOff, suspended, interface, up or down."""

    x: int
    y: int
    kind: str


@dataclass(frozen=True)
class Join:
    """A line from the cell at ``x`` to the one at ``end``, both within it. ``kind``: group, up or down.

    Where a frame is at an end, it is joined to the frame.
    """

    x: int
    y: int
    end: int
    kind: str


Item: TypeAlias = Box | Text | Mark | Join


@dataclass(frozen=True)
class Scene:
    """All items of a drawing, and its size in cells."""

    width: int
    height: int
    items: tuple[Item, ...]


def layout(picture: Picture, columns: int = 80, most: int = MOST_MEMBERS, ellipsis: str = "\u2026") -> Scene:
    """Lay a picture out for so many columns (``NARROWEST`` at the least); ``most`` VMs of each group are named.

    ``ellipsis`` stands at the end of what has no room.
    """
    return _Layout(picture, max(NARROWEST, min(columns, WIDEST)), max(1, most), ellipsis).scene()


class _Layout:
    def __init__(self, picture: Picture, columns: int, most: int, ellipsis: str) -> None:
        self._picture = picture
        self._most = most
        self._ellipsis = ellipsis
        self._items: list[Item] = []
        self._y = 0
        uplinks = [uplink for switch in picture.switches for uplink in switch.uplinks]
        wanted = max((_uplink_width(uplink) for uplink in uplinks), default=len("no uplinks"))
        rest = columns - _SWITCH_WIDTH - 2 * _JOIN
        self._uplink = min(max(wanted, len("no uplinks")), rest // 2)
        groups = [*(group for switch in picture.switches for group in switch.groups), *picture.lost]
        content = max((self._group_width(group) for group in groups), default=0)
        self._group = min(max(content + 4, 24), rest - self._uplink)
        self._switch_x = self._group + _JOIN
        self._uplink_x = self._switch_x + _SWITCH_WIDTH + _JOIN
        self._columns = columns
        self._width = min(columns, self._uplink_x + self._uplink)

    def scene(self) -> Scene:
        self._text(0, self._y, f"Network of {self._picture.host}", "host", self._columns)
        self._y += 2
        for switch in self._picture.switches:
            self._draw_switch(switch)
        if self._picture.spare:
            self._title("Not on a switch")
            for uplink in self._picture.spare:
                self._draw_uplink(2, uplink, self._columns - 2)
                self._y += 1
            self._y += 1
        if self._picture.lost:
            self._title("Networks of machines that are not there")
            for group in self._picture.lost:
                self._draw_group(group, "lost")
            self._y += 1
        self._legend()
        right = max(_right(item) for item in self._items)
        return Scene(max(self._width, right), self._y, tuple(self._items))

    def _legend(self) -> None:
        """What the marks mean, in as many lines as it takes."""
        x = 0
        for kind, text in _LEGEND:
            if x and x + 2 + len(text) > self._columns:
                x, self._y = 0, self._y + 1
            self._items.append(Mark(x, self._y, kind))
            x += 2 + self._text(x + 2, self._y, text, "about", self._columns) + 3
        self._y += 1

    def _title(self, title: str, about: str = "") -> None:
        shown = self._text(0, self._y, title, "title", self._columns)
        if about and shown + 2 + len(about) <= self._columns:
            self._text(shown + 2, self._y, about, "about", self._columns - shown - 2)
        elif about:
            self._y += 1
            self._text(0, self._y, about, "about", self._columns)
        self._y += 1

    def _draw_switch(self, switch: Switch) -> None:
        self._title(switch.name, switch.about)
        top = self._y
        for group in switch.groups:
            middle = self._draw_group(group, "group")
            self._items.append(Join(self._group - 1, middle, self._switch_x, "group"))
        if not switch.groups:
            self._text(0, self._y + 1, "no port groups", "about", self._group)
        height = max(self._y - top, len(switch.uplinks) + 2, 3)
        right = self._switch_x + _SWITCH_WIDTH - 1
        for index, uplink in enumerate(switch.uplinks):
            self._y = top + 1 + index
            self._items.append(Join(right, self._y, self._uplink_x - 1, "up" if uplink.speed is not None else "down"))
            self._draw_uplink(self._uplink_x, uplink, self._uplink)
        if not switch.uplinks:
            self._text(self._uplink_x, top + 1, "no uplinks", "about", self._uplink)
        self._items.append(Box(self._switch_x, top, _SWITCH_WIDTH, height, "switch", clean(switch.name)))
        self._y = top + height + 1

    def _draw_group(self, group: Group, kind: str) -> int:
        """Draw a port group below what is there: the line that its switch is joined at."""
        top, inside = self._y, self._group - 4
        vlan = group.vlan_text
        y = top + 2
        taken = self._text(2, top + 1, group.name, "name", inside)
        if vlan and taken + 2 + len(vlan) <= inside:
            self._text(2 + inside - len(vlan), top + 1, vlan, "vlan", len(vlan))
        elif vlan:
            self._text(4, y, vlan, "vlan", inside - 2)
            y += 1
        shown = self._shown(group)
        for member in shown:
            self._draw_member(member, y, inside)
            y += 1
        more = _more(group, shown)
        if more:
            self._text(4, y, more, "more", inside - 2)
            y += 1
        self._items.append(Box(0, top, self._group, y - top + 1, kind, clean(group.name)))
        self._y = y + 1
        return top + 1

    def _draw_member(self, member: Member, y: int, inside: int) -> None:
        self._items.append(Mark(2, y, member.kind))
        room = inside - 2
        detail = member.detail if width(member.detail) + 6 <= room else ""
        taken = self._text(4, y, member.name, "member", room - (len(detail) + 2 if detail else 0))
        if detail:
            self._text(4 + taken + 2, y, detail, "detail", room - taken - 2)

    def _draw_uplink(self, x: int, uplink: Uplink, room: int) -> None:
        down = uplink.speed is None
        self._items.append(Mark(x, self._y, "down" if down else "up"))
        link = uplink.link_text
        name = room - 2 - len(link) - 2
        if name >= min(6, width(uplink.name)):
            taken = self._text(x + 2, self._y, uplink.name, "uplink", name)
            self._text(x + 4 + taken, self._y, link, "down" if down else "link", room - 4 - taken)
        else:
            self._text(x + 2, self._y, uplink.name, "uplink", room - 2)

    def _shown(self, group: Group) -> Sequence[Member]:
        """The members that are named: all, or the first of them where that saves lines."""
        own = [member for member in group.members if not member.is_vm]
        machines = [member for member in group.members if member.is_vm]
        return [*own, *(machines if len(machines) <= self._most + 1 else machines[: self._most])]

    def _group_width(self, group: Group) -> int:
        """The cells that the content of a group wants."""
        shown = self._shown(group)
        vlan = group.vlan_text
        lines = [width(clean(group.name)) + (len(vlan) + 2 if vlan else 0), 2 + len(_more(group, shown))]
        lines += [2 + width(clean(each.name)) + (len(each.detail) + 2 if each.detail else 0) for each in shown]
        return max(lines)

    def _text(self, x: int, y: int, text: str, kind: str, room: int) -> int:
        """Enter a text, cut to its room: the cells that it takes."""
        full = clean(text)
        content = cut(full, room, self._ellipsis)
        self._items.append(Text(x, y, content, kind, full))
        return width(content)


def _uplink_width(uplink: Uplink) -> int:
    return 2 + width(clean(uplink.name)) + 2 + len(uplink.link_text)


def _more(group: Group, shown: Iterable[Member]) -> str:
    machines = [member for member in group.members if member.is_vm]
    left = len(group.members) - len(list(shown))
    running = sum(member.kind == "poweredOn" for member in machines)
    return f"and {left} more ({running} of {len(machines)} on)" if left else ""


def _right(item: Item) -> int:
    if isinstance(item, Box):
        return item.x + item.width
    if isinstance(item, Text):
        return item.x + width(item.content)
    return item.end + 1 if isinstance(item, Join) else item.x + 1
