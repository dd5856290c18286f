"""What of the screen differs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.host.services.console_image import HEIGHT, WIDTH
from fakeesx.web.vnc.areas import UNKNOWN, WHOLE, Area

AREAS = st.builds(
    Area, st.integers(0, WIDTH + 5), st.integers(0, HEIGHT + 5), st.integers(0, 65535), st.integers(0, 65535),
).map(lambda area: area.on_screen)
POINTS = st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1)), max_size=8)
BLACK = bytes(WIDTH * HEIGHT)


@settings(max_examples=30)
@given(AREAS, POINTS)
def test_who_gets_what_differs_has_it(area: Area, points: list[tuple[int, int]]) -> None:
    """Within the area all is new then, without it nothing; and there is nothing left to send."""
    now = bytearray(BLACK)
    for x, y in points:
        now[y * WIDTH + x] = 7
    frame = bytes(now)
    had = bytearray(BLACK)
    for part in area.differing(BLACK, frame):
        data = part.of(frame)
        assert len(data) == part.width * part.height
        for line in range(part.height):
            start = (part.top + line) * WIDTH + part.left
            had[start:start + part.width] = data[line * part.width:][:part.width]
    assert bytes(had) == area.over(BLACK, frame)
    assert area.differing(area.over(BLACK, frame), frame) == []
    inside = [(x, y) for x, y in points
              if area.left <= x < area.left + area.width and area.top <= y < area.top + area.height]
    assert had.count(7) == len(set(inside))


@settings(max_examples=30)
@given(AREAS)
def test_what_is_unknown_differs(area: Area) -> None:
    """As one piece, if there is any of it."""
    pieces = area.differing(UNKNOWN, BLACK)
    assert pieces == ([area] if area.width and area.height else [])


@settings(max_examples=30)
@given(AREAS, AREAS)
def test_around(one: Area, other: Area) -> None:
    """Has both."""
    both = one.around(other)
    for each in (one, other):
        assert both.left <= each.left
        assert both.top <= each.top
        assert both.left + both.width >= each.left + each.width
        assert both.top + both.height >= each.top + each.height
    assert WHOLE.around(both) == WHOLE
