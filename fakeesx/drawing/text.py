"""A scene as lines of text, with box drawing or in plain ASCII."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fakeesx.drawing.cells import width
from fakeesx.drawing.layout import Box, Join, Mark, Scene, Text


@dataclass(frozen=True)
class Style:
    """The characters of a drawing. ``frame``: across, down, the four corners, and the joints to the right and left."""

    frame: str
    marks: dict[str, str]
    ascii: bool


LINES = Style("─│┌┐└┘├┤", {
    "poweredOn": "▶", "poweredOff": "■", "suspended": "‖", "interface": "◆", "up": "●", "down": "○", "dashed": "╌",
}, ascii=False)
ASCII = Style("-|++++++", {
    "poweredOn": ">", "poweredOff": "-", "suspended": "=", "interface": "*", "up": "o", "down": "x", "dashed": ".",
}, ascii=True)

Paint = Callable[[str, str], str]
"""Gives a piece of text the look of a kind."""


def render(scene: Scene, style: Style = LINES, paint: Paint | None = None) -> str:
    """The scene as text, each line without trailing blanks; ``paint`` colours pieces by the kinds of their items."""
    grid = _Grid(scene.width, scene.height)
    for item in scene.items:
        if isinstance(item, Box):
            _box(grid, item, style)
    for item in scene.items:
        if isinstance(item, Join):
            _join(grid, item, style)
        elif isinstance(item, Mark):
            grid.put(item.x, item.y, style.marks[item.kind], item.kind)
        elif isinstance(item, Text):
            grid.write(item.x, item.y, _plain(item.content) if style.ascii else item.content, item.kind)
    return grid.text(paint)


class _Grid:
    """Cells with a character and a kind each; a wide character is followed by an empty cell."""

    def __init__(self, columns: int, rows: int) -> None:
        self._cells = [[(" ", "")] * columns for _ in range(rows)]

    def put(self, x: int, y: int, character: str, kind: str) -> None:
        self._cells[y][x] = (character, kind)

    def write(self, x: int, y: int, text: str, kind: str) -> None:
        for character in text:
            size = width(character)
            if size == 0:  # it belongs to the one before it
                before, kind_before = self._cells[y][x - 1]
                self._cells[y][x - 1] = (before + character, kind_before)
                continue
            self._cells[y][x] = (character, kind)
            if size == 2:
                self._cells[y][x + 1] = ("", kind)
            x += size

    def text(self, paint: Paint | None) -> str:
        return "\n".join(self._line(row, paint) for row in self._cells) + "\n"

    @staticmethod
    def _line(row: list[tuple[str, str]], paint: Paint | None) -> str:
        end = len(row)
        while end and row[end - 1][0] == " ":  # also where a name ends in blanks
            end -= 1
        if paint is None:
            return "".join(character for character, _ in row[:end])
        pieces: list[tuple[str, str]] = []
        for character, kind in row[:end]:
            if pieces and pieces[-1][1] == kind:
                pieces[-1] = (pieces[-1][0] + character, kind)
            else:
                pieces.append((character, kind))
        return "".join(paint(piece, kind) if kind else piece for piece, kind in pieces)


def _box(grid: _Grid, box: Box, style: Style) -> None:
    across, down, *corners = list(style.frame[:6])
    left, top, right, bottom = box.x, box.y, box.x + box.width - 1, box.y + box.height - 1
    for x in range(left + 1, right):
        grid.put(x, top, across, box.kind)
        grid.put(x, bottom, across, box.kind)
    for y in range(top + 1, bottom):
        grid.put(left, y, down, box.kind)
        grid.put(right, y, down, box.kind)
    for (x, y), corner in zip(((left, top), (right, top), (left, bottom), (right, bottom)), corners, strict=True):
        grid.put(x, y, corner, box.kind)


def _join(grid: _Grid, join: Join, style: Style) -> None:
    line = style.marks["dashed"] if join.kind == "down" else style.frame[0]
    grid.put(join.x, join.y, style.frame[6], "group" if join.kind == "group" else "switch")
    for x in range(join.x + 1, join.end):
        grid.put(x, join.y, line, join.kind)
    if join.kind == "group":
        grid.put(join.end, join.y, style.frame[7], "switch")


def _plain(text: str) -> str:
    """A text in ASCII that takes the same cells."""
    return "".join(character if character.isascii() else "?" * width(character) for character in text)
