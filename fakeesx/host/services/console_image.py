"""A text console as a picture: 80 columns and 25 rows of 9 by 16 pixels in the 16 colours of a VGA card, as PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

COLUMNS, ROWS = 80, 25
WIDTH, HEIGHT = 720, 400
"""Pixels of the whole screen."""
LARGEST = 1920
"""Pixels of width or height that a scaled picture may have."""
GRAY, WHITE, CYAN, YELLOW = 7, 15, 11, 14
_CELL_WIDTH, _CELL_HEIGHT = WIDTH // COLUMNS, HEIGHT // ROWS
_GLYPH_WIDTH, _GLYPH_HEIGHT = 6, 11
"""Pixels of Pillow's own bitmap font."""
_THRESHOLD = 110
"""How much of a pixel a scaled letter must cover to be drawn."""
COLOURS = (
    0x000000, 0x0000AA, 0x00AA00, 0x00AAAA, 0xAA0000, 0xAA00AA, 0xAA5500, 0xAAAAAA,
    0x555555, 0x5555FF, 0x55FF55, 0x55FFFF, 0xFF5555, 0xFF55FF, 0xFFFF55, 0xFFFFFF,
)  # fmt: skip
"""Red, green and blue of each colour, eight bits each."""


class Row(NamedTuple):
    """One row of the console, and the colour of its letters (an index of the card's palette)."""

    text: str
    colour: int = GRAY


class Part(NamedTuple):
    """A rectangle of the screen in pixels: the right and lower edges are outside of it."""

    left: int = 0
    top: int = 0
    right: int = WIDTH
    bottom: int = HEIGHT


WHOLE = Part()


def rows_of(text: str, colour: int = GRAY) -> list[Row]:
    """Text as rows: tabs become blanks, long lines go on in the next row, what no console shows becomes ``?``."""
    found: list[Row] = []
    for line in text.replace("\r", "").split("\n"):
        shown = line.expandtabs(8).encode("latin-1", "replace").decode("latin-1")
        shown = "".join(c if c.isprintable() else "?" for c in shown)
        found += [Row(shown[at : at + COLUMNS], colour) for at in range(0, max(1, len(shown)), COLUMNS)]
    return found


@lru_cache(maxsize=16)
def png(rows: tuple[Row, ...], part: Part = WHOLE, size: tuple[int, int] | None = None) -> bytes:
    """The picture of a console that shows ``rows`` (the last 25 of them, the cursor behind the last letter).

    ``part`` is what is wanted of it, ``size`` the width and height in pixels that it is scaled to. What was drawn last is
    kept: who asks again for the same gets the same bytes.
    """
    picture = _draw(rows[-ROWS:]).crop(part)
    if size is not None and size != picture.size:
        if size[0] >= picture.width and size[1] >= picture.height:
            picture = picture.resize(size)  # the nearest pixel: letters stay sharp, and the palette
        else:
            picture = picture.convert("RGB").resize(size, resample=_box())
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=6)
    return target.getvalue()


def frame(rows: Sequence[Row]) -> bytes:
    """The same picture as the number of each pixel's colour, a byte each, from the upper left corner."""
    return _draw(rows[-ROWS:]).tobytes()


def _draw(rows: Sequence[Row]) -> Image.Image:
    from PIL import Image  # here, for most hosts never draw and a start is timed

    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    picture.putpalette([component for colour in COLOURS for component in colour.to_bytes(3, "big")])
    letters = _letters([row.text for row in rows])
    top = 0
    for colour, run in groupby(rows, lambda row: row.colour):
        bottom = top + len(list(run)) * _CELL_HEIGHT
        picture.paste(colour, (0, top, WIDTH, bottom), letters.crop((0, top, WIDTH, bottom)))
        top = bottom
    if rows:
        left, bottom = min(len(rows[-1].text), COLUMNS - 1) * _CELL_WIDTH, len(rows) * _CELL_HEIGHT
        picture.paste(rows[-1].colour, (left, bottom - 3, left + _CELL_WIDTH, bottom - 1))
    return picture


def _letters(lines: Sequence[str]) -> Image.Image:
    """The letters of all lines as a mask: Pillow's small font, enlarged to the cells of the console."""
    from PIL import Image, ImageDraw, ImageFont

    small = Image.new("L", (COLUMNS * _GLYPH_WIDTH, len(lines) * _GLYPH_HEIGHT), 0)
    draw, font = ImageDraw.Draw(small), ImageFont.load_default_imagefont()
    for number, line in enumerate(lines):
        draw.text((0, number * _GLYPH_HEIGHT), line, fill=255, font=font)
    large = small.resize((WIDTH, len(lines) * _CELL_HEIGHT), Image.Resampling.LANCZOS)
    return large.point([0] * _THRESHOLD + [255] * (256 - _THRESHOLD))


def _box() -> Image.Resampling:
    from PIL import Image

    return Image.Resampling.BOX
