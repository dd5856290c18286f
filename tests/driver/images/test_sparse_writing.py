"""monolithicSparse VMDKs whose size is known before they are sent."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from driver_images import GRAIN, contents, pieces
from esx_driver.errors import ImageError, TransferError
from esx_driver.images.vmdk import reading
from esx_driver.images.vmdk.header import Header
from esx_driver.images.vmdk.sparse_writing import Sparse
from hypothesis import given
from hypothesis import strategies as st


def written(content: bytes, block: int = GRAIN) -> bytes:
    """The file of a disk's content; it is as large as was said before."""
    sparse = Sparse.of(pieces(content, block), len(content))
    file = b"".join(sparse.file(pieces(content, block), "lsiLogic"))
    assert len(file) == sparse.size
    return file


@given(contents(), st.sampled_from([512, 100000, 1 << 20]))
def test_round_trip(content: bytes, block: int) -> None:
    """However the blocks fall."""
    file = written(content, block)
    header = Header.decode(file[:512])
    assert b"".join(reading.monolithic_sparse(io.BytesIO(file[512:]), header, file[:512])) == content


def test_qemu_reads_it(tmp_path: Path) -> None:
    """With several tables, of which some are of zeros alone: the file is sound, and the content the same."""
    content = b"first".ljust(70 << 20, b"\0") + b"last".ljust(GRAIN, b"\0")
    file, raw = tmp_path / "disk.vmdk", tmp_path / "disk.raw"
    file.write_bytes(written(content, 1 << 20))
    assert file.stat().st_size < 4 * GRAIN
    said = json.loads(subprocess.run(["qemu-img", "info", "--output=json", file], check=True, capture_output=True).stdout)
    assert (said["virtual-size"], said["format-specific"]["data"]["create-type"]) == (len(content), "monolithicSparse")
    subprocess.run(["qemu-img", "check", "-q", file], check=True)
    subprocess.run(["qemu-img", "convert", "-O", "raw", file, raw], check=True)
    assert raw.read_bytes() == content


def test_content_that_changes() -> None:
    """Between the look and the writing: where it was zeros nothing can be written any more, and it is told."""
    sparse = Sparse.of([bytes(2 * GRAIN)], 2 * GRAIN)
    with pytest.raises(TransferError, match="has changed since it was looked at"):
        b"".join(sparse.file([bytes(GRAIN), b"x" * GRAIN], "lsiLogic"))
    with pytest.raises(ImageError, match="65536 bytes came of a disk of 131072"):
        b"".join(sparse.file([bytes(GRAIN)], "lsiLogic"))
