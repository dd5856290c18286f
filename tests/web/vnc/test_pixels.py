"""Pixels as clients want them."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.host.services.console_image import COLOURS
from fakeesx.web.vnc.pixels import SERVER, PixelFormat, colour_map

NUMBERS = bytes(range(16))


@st.composite
def formats(draw: st.DrawFn) -> PixelFormat:
    """True colours in any order, each with bits of its own."""
    bits = draw(st.sampled_from((8, 16, 32)))
    widths = draw(st.lists(st.integers(1, min(16, bits // 3 + 1)), min_size=3, max_size=3).filter(lambda w: sum(w) <= bits))
    order = draw(st.permutations(range(3)))
    shifts, at = [0, 0, 0], draw(st.integers(0, bits - sum(widths)))
    for place in order:
        shifts[place], at = at, at + widths[place]
    largest = tuple((1 << width) - 1 for width in widths)
    return PixelFormat(bits, bits, draw(st.booleans()), True, largest, tuple(shifts))  # type: ignore[arg-type]


@settings(max_examples=40)
@given(formats())
def test_colours_come_back(format: PixelFormat) -> None:
    """Each colour as near as the format's bits allow, in its byte order; and the format as its own bytes."""
    assert PixelFormat.parse(format.packed()) == format
    size = format.bits // 8
    data = format.encode(NUMBERS)
    assert len(data) == 16 * size
    for number, colour in enumerate(COLOURS):
        pixel = int.from_bytes(data[number * size:][:size], "big" if format.big_endian else "little")
        for part, most, shift in zip(colour.to_bytes(3, "big"), format.largest, format.shifts, strict=True):
            assert abs((pixel >> shift & most) * 255 - part * most) * 2 <= 255


def test_the_hosts_own() -> None:
    """Four bytes: blue, green, red, and one that nobody looks at."""
    assert SERVER.encode(bytes([4, 9])) == bytes([0, 0, 0xAA, 0, 0xFF, 0x55, 0x55, 0])


@pytest.mark.parametrize(("layout", "text"), [
    ((24, 24, 0, 1, 255, 255, 255, 16, 8, 0), "24 bits"),
    ((0, 0, 0, 1, 0, 0, 0, 0, 0, 0), "0 bits"),
    ((8, 8, 0, 1, 255, 255, 255, 0, 8, 16), "do not fit into 8 bits"),
    ((16, 16, 0, 1, 65535, 63, 31, 11, 5, 0), "do not fit into 16 bits"),
    ((32, 24, 0, 1, 1, 1, 1, 255, 0, 0), "do not fit into 32 bits"),
    ((16, 16, 0, 0, 0, 0, 0, 0, 0, 0), "they have 8"),
])
def test_what_can_not_be(layout: tuple[int, ...], text: str) -> None:
    """Is refused with the numbers."""
    with pytest.raises(ValueError, match=text):
        PixelFormat.parse(struct.pack(">BBBBHHHBBB3x", *layout))


def test_colour_map() -> None:
    """Numbers of colours are sent as they are, and the map says what they mean."""
    format = PixelFormat.parse(struct.pack(">BBBBHHHBBB3x", 8, 8, 0, 0, 0, 0, 0, 0, 0, 0))
    assert format.encode(NUMBERS) == NUMBERS
    data = colour_map()
    assert struct.unpack(">BxHH", data[:6]) == (1, 0, 16)
    parts = [part >> 8 for (part,) in struct.iter_unpack(">H", data[6:])]
    assert [int.from_bytes(bytes(parts[at:at + 3]), "big") for at in range(0, 48, 3)] == list(COLOURS)
