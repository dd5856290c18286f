"""Range headers, against a model that counts bytes one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.web.folder.ranges import Part, Unsatisfiable, wanted

NUMBERS = st.integers(0, 30) | st.integers(0, 10**30)


@given(NUMBERS, st.none() | NUMBERS, st.integers(1, 20))
def test_from_to(first: int, last: int | None, size: int) -> None:
    """Exactly the bytes of the file whose position lies in the range."""
    header = f"bytes={first}-{'' if last is None else last}".encode()
    expected = [n for n in range(size) if first <= n and (last is None or n <= last)]
    if last is not None and last < first:
        assert wanted(header, size) == ()
    elif not expected:
        with pytest.raises(Unsatisfiable):
            wanted(header, size)
    else:
        assert wanted(header, size) == (Part(expected[0], len(expected)),)


@given(NUMBERS, st.integers(1, 20))
def test_last_bytes(count: int, size: int) -> None:
    """The last so many bytes; none at all can't be had."""
    if count == 0:
        with pytest.raises(Unsatisfiable):
            wanted(b"bytes=-0", size)
    else:
        (part,) = wanted(b"bytes=-%d" % count, size)
        assert part == Part(max(0, size - count), min(count, size))


@pytest.mark.parametrize("header", [b"Bytes = 2 - 5", b"bytes=2-5 ", b"BYTES=2-5"])
def test_blanks_and_case(header: bytes) -> None:
    """Forgiving where nothing can be misread."""
    assert wanted(header, 10) == (Part(2, 4),)


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"bytes",
        b"bytes=",
        b"bytes=-",
        b"bytes=a-b",
        b"bytes=1-2,",
        b"bytes=1-2,x",
        b"bytes=0-5,3-9",
        b"bytes=" + b",".join([b"0-0"] * 33),
        b"lines=1-2",
        b"bytes=1",
        b"bytes=" + b"9" * 5000 + b"-",
    ],
)
def test_ignored(header: bytes | None) -> None:
    """What can't be read, other units, too many and overlapping ranges: the whole file."""
    assert wanted(header, 10) == ()


@given(st.binary(), st.integers(0, 20))
def test_any_header(header: bytes, size: int) -> None:
    """Whatever comes, the part lies in the file."""
    for each in (header, b"bytes=" + header):
        try:
            parts = wanted(each, size)
        except Unsatisfiable:
            continue
        assert all(part.offset >= 0 and part.length > 0 and part.offset + part.length <= size for part in parts)


def test_empty_file() -> None:
    """Of an empty file there is no range; it is sent as it is."""
    assert wanted(b"bytes=0-", 0) == ()


def test_several() -> None:
    """In the order they were asked for; those behind the end are left out, and only if all are there is none."""
    assert wanted(b"bytes=4-5, 0-0 ,-2,10-", 10) == (Part(4, 2), Part(0, 1), Part(8, 2))
    with pytest.raises(Unsatisfiable):
        wanted(b"bytes=10-,20-30", 10)
