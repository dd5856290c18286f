"""The content of disks, for tests of the driver's images."""

from __future__ import annotations

import io
from collections.abc import Iterator

from esx_driver.images.vmdk import reading
from esx_driver.images.vmdk.header import Header
from hypothesis import strategies as st

GRAIN = 65536


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """The content of a disk: mostly zeros, with some runs of other bytes; whole sectors."""
    size = draw(st.integers(1, 20 * GRAIN // 512)) * 512
    disk = bytearray(size)
    for start in draw(st.lists(st.integers(0, size - 1), max_size=4)):
        run = draw(st.binary(min_size=1, max_size=64)) * draw(st.sampled_from([1, 40, 3000]))
        disk[start:start + len(run)] = run[: size - start]
    return bytes(disk)


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content in blocks."""
    return (content[start:start + size] for start in range(0, len(content), size))


def flat(data: bytes) -> bytes:
    """The flat content of a sparse or streamOptimized file."""
    reader = io.BytesIO(data)
    header = Header.decode(reader.read(512))
    if header.is_stream:
        return b"".join(reading.stream_optimized(reader, header, data[:512]))
    return b"".join(reading.monolithic_sparse(reader, header, data[:512]))
