"""The copy-on-write extents of delta disks, in memory."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.storage.cowd import Extent, NotCowd, new_extent

SECTOR = 512


class Memory:
    """A file in memory."""

    def __init__(self, sectors: int = 20_000, parent: str = "vm.vmdk") -> None:
        head, size = new_extent(sectors, parent)
        self.data = bytearray(head) + bytes(size - len(head))

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        found = bytes(self.data[offset : offset + length])
        return found + bytes(length - len(found))

    def write(self, offset: int, data: bytes, /) -> None:
        assert offset + len(data) <= len(self.data)
        self.data[offset : offset + len(data)] = data

    def resize(self, size: int, /) -> None:
        self.data += bytes(size - len(self.data))


def content(extent: Extent, first: int, count: int) -> list[bytes | None]:
    """The sectors that are there, ``None`` for others."""
    found: list[bytes | None] = []
    for run in extent.runs(first, count):
        assert run.first == first + len(found)
        assert run.length > 0
        if run.place:
            data = extent.read(run.place, run.length)
            found += [data[start : start + SECTOR] for start in range(0, len(data), SECTOR)]
        else:
            found += [None] * run.length
    assert len(found) == count
    return found


def test_header() -> None:
    """What the format's description and other readers of it expect."""
    head, size = new_extent(16_777_216, "vm.vmdk")
    assert head[:4] == b"COWD"
    version, flags, sectors, grain, directory, entries, free = struct.unpack_from("<7I", head, 4)
    assert (version, flags, sectors, grain, directory, entries) == (1, 3, 16_777_216, 1, 4, 4096)
    assert free * SECTOR == len(head) == 2048 + 4 * 4096
    assert head[32:40] == b"vm.vmdk\0"
    assert size == len(head) + (16 << 20)


@pytest.mark.parametrize("sectors", [0, -1, 1 << 32])
def test_sizes_beyond_the_format(sectors: int) -> None:
    """The format counts sectors in 32 bits."""
    with pytest.raises(ValueError, match="not a size"):
        new_extent(sectors, "")


def test_nothing_is_there_at_first() -> None:
    """All of it is the parent's."""
    assert content(Extent(Memory(9000)), 0, 9000) == [None] * 9000


def test_written_sectors_are_there_for_another_reader() -> None:
    """Across two grain tables, and nothing beside them."""
    file = Memory(9000)
    data = bytes(range(256)) * 2
    Extent(file).write(4094, data * 4)
    assert content(Extent(file), 4093, 6) == [None, data, data, data, data, None]


def test_writing_again_takes_no_room() -> None:
    """A grain that is there is written over."""
    file = Memory()
    extent = Extent(file)
    assert extent.cost(7, 3) == 3 * SECTOR + 4 * 4096
    extent.write(7, bytes(3 * SECTOR))
    free = file.read(28, 4)
    assert extent.cost(7, 3) == 0
    assert extent.cost(7, 4) == SECTOR
    extent.write(7, b"x" * (3 * SECTOR))
    assert file.read(28, 4) == free
    assert content(Extent(file), 7, 3) == [b"x" * SECTOR] * 3


def test_the_file_grows_in_steps() -> None:
    """By 16 MB, as sizes on hosts show."""
    file = Memory(200_000)
    before = file.size
    extent = Extent(file)
    for start in range(0, 40_000, 4000):
        extent.write(start, bytes(4000 * SECTOR))
    assert file.size == before + (16 << 20)


class Broken(Memory):
    """A file that fails at a write."""

    left = 10**9

    def write(self, offset: int, data: bytes, /) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError
        super().write(offset, data)


@pytest.mark.parametrize("left", range(12))
def test_a_failing_write_adds_nothing_wrong(left: int) -> None:
    """Wherever it stops, each sector is as before or as it was to be, and later writes don't disturb others."""
    file = Broken(9000)
    extent = Extent(file)
    extent.write(10, b"a" * SECTOR)
    file.left = left
    try:
        extent.write(8, b"b" * SECTOR * 5)
        extent.write(4090, b"b" * SECTOR * 10)
    except OSError:
        pass
    file.left = 10**9
    Extent(file).write(100, b"c" * SECTOR * 9)
    found = content(Extent(file), 0, 9000)
    assert found[10] in (b"a" * SECTOR, b"b" * SECTOR)
    assert all(found[at] in (None, b"b" * SECTOR) for at in (8, 9, 11, 12, *range(4090, 4100)))
    assert found[100:109] == [b"c" * SECTOR] * 9


@pytest.mark.parametrize("damage", [
    (0, b"COWX"), (4, b"\2"), (12, bytes(4)), (16, bytes(4)), (16, b"\xff\xff"), (20, b"\0"), (24, b"\1\0"),
    (24, b"\xff\xff\xff\xff"), (12, b"\xff\xff\xff\xff"),
])  # fmt: skip
def test_damaged_headers_are_refused(damage: tuple[int, bytes]) -> None:
    """NotCowd, whatever field makes no sense."""
    file = Memory()
    file.data[damage[0] : damage[0] + len(damage[1])] = damage[1]
    with pytest.raises(NotCowd):
        Extent(file)


def test_a_short_file_is_refused() -> None:
    """Its directory is not all there."""
    file = Memory(1 << 26)
    del file.data[3000:]
    with pytest.raises(NotCowd):
        Extent(file)


@given(st.lists(st.integers(0, 0xFFFFFFFF), min_size=1, max_size=40))
def test_any_entries_can_be_read(entries: list[int]) -> None:
    """A table that somebody made up leads to zeros at worst."""
    file = Memory(9000)
    Extent(file).write(0, bytes(SECTOR))
    table = struct.unpack_from("<I", file.data, 2048)[0] * SECTOR
    struct.pack_into(f"<{len(entries)}I", file.data, table, *entries)
    assert len(content(Extent(file), 0, 100)) == 100


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 8999), st.integers(1, 300), st.binary(min_size=1, max_size=1)), max_size=12))
def test_against_a_dictionary(writes: list[tuple[int, int, bytes]]) -> None:
    """Any writes read as a dictionary of sectors does; each run is as long as can be told from its table."""
    file, model = Memory(9000), dict[int, bytes]()
    extent = Extent(file)
    for first, count, letter in writes:
        count = min(count, 9000 - first)
        extent.write(first, letter * (count * SECTOR))
        model.update(dict.fromkeys(range(first, first + count), letter * SECTOR))
    assert content(extent, 0, 9000) == content(Extent(file), 0, 9000) == [model.get(sector) for sector in range(9000)]
