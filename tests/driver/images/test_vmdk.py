"""VMDKs as streams: what is written is read back, qemu-img agrees, damage is told."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from driver_images import GRAIN, contents, flat, pieces
from esx_driver.errors import ImageError
from esx_driver.images.opening import look_at
from esx_driver.images.sources import FileSource
from esx_driver.images.vmdk import reading, writing
from esx_driver.images.vmdk.header import Header
from hypothesis import given
from hypothesis import strategies as st


@given(contents(), st.sampled_from([512, 4096, 65536, 100000, 1 << 20]))
def test_round_trip(content: bytes, block: int) -> None:
    """However the blocks fall."""
    assert flat(b"".join(writing.stream_optimized(pieces(content, block), len(content)))) == content


@given(contents(), st.data())
def test_cut_file(content: bytes, data: st.DataObject) -> None:
    """A file that ends too early is an error, never a shorter disk."""
    file = b"".join(writing.stream_optimized(pieces(content, GRAIN), len(content)))
    cut = data.draw(st.integers(512, len(file) - 512))  # without the marker of its end
    with pytest.raises(ImageError):
        flat(file[:cut])


@given(contents(), st.data())
def test_damaged_file(content: bytes, data: st.DataObject) -> None:
    """Whatever byte is changed: an ``ImageError``, or a disk of the same size."""
    file = bytearray(b"".join(writing.stream_optimized(pieces(content, GRAIN), len(content))))
    file[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        size = Header.decode(bytes(file[:512])).size
        if size > 1 << 30:
            return  # a disk of many zeros, as its header says
        assert len(flat(bytes(file))) == size
    except ImageError:
        pass


@given(contents(), st.sampled_from([4096, 100000, 3 << 20]))
def test_threads(content: bytes, block: int) -> None:
    """However many there are, the file is the same, and its content."""
    one, more = (
        b"".join(writing.stream_optimized(pieces(content, block), len(content), threads=threads)) for threads in (1, 3)
    )
    assert one == more
    reader = io.BytesIO(one)
    head = reader.read(512)
    assert b"".join(reading.stream_optimized(reader, Header.decode(head), head, threads=3)) == content


def test_wrong_amount_of_content() -> None:
    """Is an error of the writer."""
    with pytest.raises(ImageError, match="512 bytes came of a disk of 1024"):
        list(writing.stream_optimized([bytes(512)], 1024))


@pytest.fixture(scope="module")
def qemu_img() -> str:
    """The oracle."""
    found = shutil.which("qemu-img")
    if found is None:
        pytest.skip("qemu-img is missing (Debian: apt-get install qemu-utils)")
    return found


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A disk of 5 MiB and a bit, with something here and there."""
    content = bytearray((5 << 20) + 1024)
    for number, start in enumerate(range(0, len(content), 333_333)):
        content[start:start + 5000] = bytes([number + 1]) * min(5000, len(content) - start)
    file = tmp_path / "disk.raw"
    file.write_bytes(content)
    return file


def test_qemu_reads_what_is_written(qemu_img: str, raw: Path, tmp_path: Path) -> None:
    """The same content, and nothing to complain of."""
    file, back = tmp_path / "disk.vmdk", tmp_path / "back.raw"
    content = raw.read_bytes()
    file.write_bytes(b"".join(writing.stream_optimized(pieces(content, 1 << 20), len(content))))
    subprocess.run([qemu_img, "check", "-q", file], check=True)
    subprocess.run([qemu_img, "convert", "-O", "raw", file, back], check=True)
    assert back.read_bytes() == content


@pytest.mark.parametrize("form", ["streamOptimized", "monolithicSparse", "monolithicFlat"])
def test_what_qemu_writes_is_read(qemu_img: str, raw: Path, tmp_path: Path, form: str) -> None:
    """Each form that ESX's thick disks can be made of."""
    file = tmp_path / f"{form}.vmdk"
    options = ["-f", "raw", "-O", "vmdk", "-o", f"subformat={form},adapter_type=lsilogic"]
    subprocess.run([qemu_img, "convert", *options, raw, file], check=True)
    image = look_at(FileSource(file))
    with image.open() as blocks:
        assert b"".join(blocks) == raw.read_bytes()
    assert (image.capacity, image.adapter_type) == (raw.stat().st_size, "lsilogic")


@pytest.mark.parametrize("content", [random.Random(1).randbytes(3 << 20), bytes(3 << 20)], ids=["noise", "zeros"])
def test_stream_without_an_end(qemu_img: str, tmp_path: Path, content: bytes) -> None:
    """qemu-img writes the tables first and no marker at the end: the tables tell whether the file is whole."""
    raw, file = tmp_path / "disk.raw", tmp_path / "disk.vmdk"
    raw.write_bytes(content)
    options = ["-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized"]
    subprocess.run([qemu_img, "convert", *options, raw, file], check=True)
    data = file.read_bytes()
    assert flat(data) == content
    for end in range(len(data) - GRAIN - 1024, len(data) - 1024, 512) if any(content) else ():
        with pytest.raises(ImageError, match="the image is cut"):
            flat(data[:end])


def test_more_grains_than_disks_have() -> None:
    """Is an error, and not a list of them all."""
    header = Header(1, 3, 64 << 31, 8, 1, 20, 512, 0, 21, 128, 0)
    with pytest.raises(ImageError, match="17179869184 grains"):
        next(reading.monolithic_sparse(io.BytesIO(bytes(65536)), header, header.encode()))


def test_grains_out_of_order(qemu_img: str, raw: Path, tmp_path: Path) -> None:
    """A sparse disk that was written to here and there is read all the same."""
    file = tmp_path / "disk.vmdk"
    subprocess.run([qemu_img, "create", "-q", "-f", "vmdk", "-o", "subformat=monolithicSparse", file, "4M"], check=True)
    writes = [f"write -P {n} {start}k 100k" for n, start in ((1, 3000), (2, 100), (3, 2000), (4, 50))]
    commands = [part for write in writes for part in ("-c", write)]
    subprocess.run(["qemu-io", "-f", "vmdk", *commands, file], check=True, capture_output=True)
    back = tmp_path / "back.raw"
    subprocess.run([qemu_img, "convert", "-O", "raw", file, back], check=True)
    with look_at(FileSource(file)).open() as blocks:
        assert b"".join(blocks) == back.read_bytes()


@pytest.mark.parametrize("form", ["qcow2", "vdi", "vpc", "vhdx"])
def test_other_formats(qemu_img: str, raw: Path, tmp_path: Path, form: str) -> None:
    """Are refused, by their names."""
    file = tmp_path / "disk"
    subprocess.run([qemu_img, "convert", "-f", "raw", "-O", form, raw, file], check=True)
    with pytest.raises(ImageError, match="only VMDKs can be booted from"):
        look_at(FileSource(file))


def test_size_that_is_no_multiple_of_1_kib(tmp_path: Path) -> None:
    """W13: is filled up: a descriptor counts in KiB, and must not cut the end off."""
    file = tmp_path / "odd.raw"
    file.write_bytes(b"x" * 1536)
    image = look_at(FileSource(file))
    with image.open() as blocks:
        assert (image.capacity, b"".join(blocks)) == (2048, b"x" * 1536 + bytes(512))
