"""Text consoles as pictures."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fakeesx.host.services.console_image import COLUMNS, HEIGHT, ROWS, WHITE, WIDTH, Part, Row, png, rows_of


def picture(data: bytes) -> Image.Image:
    """A PNG, decoded."""
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image.convert("RGB")


def lit(image: Image.Image, column: int, row: int) -> int:
    """How many pixels of a cell are not black."""
    cell = image.crop((column * 9, row * 16, column * 9 + 9, row * 16 + 16)).convert("L")
    return sum(cell.histogram()[1:])


def test_size_and_cells() -> None:
    """720 by 400 pixels; letters are in their cells, the cursor behind the last one, and nothing else is lit."""
    image = picture(png((Row("i i"), Row("i"))))
    assert image.size == (WIDTH, HEIGHT) == (720, 400)
    shown = {(column, row) for column in range(COLUMNS) for row in range(ROWS) if lit(image, column, row)}
    assert shown == {(0, 0), (2, 0), (0, 1), (1, 1)}


def test_colours() -> None:
    """Each row has its own."""
    image = picture(png((Row("A"), Row("A", WHITE), Row(""))))
    colours = [{c for _, c in image.crop((0, y, 9, y + 16)).getcolors()} for y in (0, 16)]  # type: ignore[union-attr]
    assert colours == [{(0, 0, 0), (170, 170, 170)}, {(0, 0, 0), (255, 255, 255)}]


def test_letters_differ() -> None:
    """What is printable looks different from every other letter."""
    letters = [chr(code) for code in range(33, 127)]
    images = [picture(png((Row(letter), Row("")))).crop((0, 0, 9, 16)).tobytes() for letter in letters]
    assert len(set(images)) == len(letters)


def test_only_the_last_rows_are_seen() -> None:
    """What has scrolled out is gone."""
    rows = tuple(Row(f"row {number}") for number in range(40))
    assert png(rows) == png(rows[-ROWS:])
    assert png(rows) != png(rows[:ROWS])


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Rows fit the screen and can be drawn, whatever a guest writes."""
    rows = rows_of(text)
    assert rows
    assert all(len(row.text) <= COLUMNS and (row.text.isprintable() or not row.text) for row in rows)
    assert picture(png(tuple(rows))).size == (WIDTH, HEIGHT)


def test_long_lines_go_on_below() -> None:
    """At the right edge, as on a console."""
    assert [row.text for row in rows_of("x" * 100 + "\n\ty")] == ["x" * 80, "x" * 20, " " * 8 + "y"]


def test_part() -> None:
    """Just these pixels."""
    rows = (Row("abc"), Row("def"))
    part = Part(9, 16, 18, 32)
    assert picture(png(rows, part)).tobytes() == picture(png(rows)).crop(part).tobytes()


@pytest.mark.parametrize("size", [(1440, 800), (360, 200), (100, 800), (1, 1)])
def test_scaled(size: tuple[int, int]) -> None:
    """Larger, smaller, distorted: the size that was asked for; something is lit where something was."""
    image = picture(png((Row("M" * 80, WHITE),) * 25, size=size))
    assert image.size == size
    assert image.convert("L").getextrema()[1] > 60


def test_the_same_again_is_not_drawn_again() -> None:
    """The very same bytes."""
    assert png((Row("once"),)) is png((Row("once"),))
