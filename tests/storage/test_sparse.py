"""Sparse extents: what was written is read, whatever it was; what is damaged is refused."""

import os
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.storage.errors import InvalidDescriptor
from fakeesx.storage.sparse import GRAIN, Header, SparseReader, SparseWriter, embedded_descriptor

SECTORS = 3 * 65536 + 100  # three tables and a bit
PIECES = st.lists(
    st.tuples(st.integers(0, SECTORS * 512 - 1), st.sampled_from([1, 511, 512, GRAIN, 3 * GRAIN + 7]), st.integers(0, 255)),
    max_size=6,
)


def written(pieces, descriptor=b""):
    """An extent with pieces at ascending places: its bytes, and what was written as a dictionary of grains."""
    grains, end = {}, 0
    with tempfile.TemporaryFile() as file:
        writer = SparseWriter(file.fileno(), SECTORS, descriptor)
        for offset, length, value in sorted(pieces):
            offset = max(offset, end)
            data = bytes([value]) * min(length, SECTORS * 512 - offset)
            writer.write(offset, data)
            end = offset + len(data)
            start = offset
            while value and start < end:
                number, within = divmod(start, GRAIN)
                part = min(end - start, GRAIN - within)
                grains.setdefault(number, bytearray(GRAIN))[within : within + part] = bytes([value]) * part
                start += part
        writer.finish()
        file.seek(0)
        return file.read(), grains


def reread(data):
    """The grains of an extent's bytes."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return dict(SparseReader(file.fileno(), "x").grains())


@given(PIECES)
@settings(max_examples=30, deadline=None)
def test_round_trip(pieces):
    """Each grain as it was written; grains of zeros are none."""
    data, grains = written(pieces)
    limit = SECTORS * 512
    assert reread(data) == {
        number * GRAIN: bytes(grain)[: limit - number * GRAIN] for number, grain in grains.items()
    }
    assert len(data) == SparseWriter.overhead(SECTORS) + GRAIN * len(grains)


def test_descriptor_inside():
    """A monolithic disk has its descriptor at the start."""
    data, _ = written([(5, 10, 1)], b"# Disk DescriptorFile\n")
    assert embedded_descriptor(data, "x") == b"# Disk DescriptorFile\n"
    with pytest.raises(InvalidDescriptor):
        embedded_descriptor(written([])[0], "x")


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_damage(data):
    """Bytes changed anywhere in header and tables: a refusal, or grains, never more and nothing else."""
    extent, _ = written([(0, 3 * GRAIN + 7, 7), (70 * GRAIN, 512, 9)])
    bad = bytearray(extent)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.one_of(st.integers(0, 79), st.integers(512, 9000)))
        bad[place] = data.draw(st.integers(0, 255))
    try:
        found = reread(bytes(bad))
    except InvalidDescriptor:
        return
    assert all(len(grain) <= 1 << 23 for grain in found.values())


@pytest.mark.parametrize("data", [b"", b"KDMV", b"VMDK" + bytes(508), os.urandom(512), b"KDMV" + bytes(508)])
def test_no_header(data):
    """Anything else is refused."""
    with pytest.raises(InvalidDescriptor):
        Header.parse(data, "x")


def test_fragmentation():
    """In the order of writing nothing is out of place."""
    extent, _ = written([(0, 3 * GRAIN, 7)])
    with tempfile.TemporaryFile() as file:
        file.write(extent)
        file.flush()
        assert SparseReader(file.fileno(), "x").fragmentation() == 0
