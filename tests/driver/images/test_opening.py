"""What an image is, seen in its first bytes: before anything is made on the host."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from driver_sources import Said
from esx_driver.errors import ImageError, TransferError
from esx_driver.images.opening import look_at
from esx_driver.images.sources import Facts, FileSource
from esx_driver.images.vmdk import writing

DESCRIPTOR = """\
# Disk DescriptorFile
version=1
CID=fffffffe
parentCID={parent}
createType="{type}"
{extents}
ddb.adapterType = "busLogic"
"""
FLAT = 'RW 4 FLAT "disk-flat.vmdk" 0'


def described(folder: Path, extents: str = FLAT, type: str = "monolithicFlat", parent: str = "ffffffff") -> FileSource:
    """A descriptor, and flat content beside it."""
    (folder / "disk-flat.vmdk").write_bytes(b"x" * 2048)
    file = folder / "disk.vmdk"
    file.write_text(DESCRIPTOR.format(extents=extents, type=type, parent=parent))
    return FileSource(file)


def file_of(folder: Path, content: bytes) -> FileSource:
    """A file with some content."""
    file = folder / "image"
    file.write_bytes(content)
    return FileSource(file)


@pytest.mark.parametrize(("said", "wanted"), [("true", True), ("False", False), (None, None)])
def test_linked_clone(tmp_path: Path, said: str | None, wanted: bool | None) -> None:
    """As the image service says; what is neither yes nor no is refused by its name."""

    class Source(FileSource):
        properties: ClassVar[dict[str, str]] = {} if said is None else {"vmware_linked_clone": said}

        @property
        def facts(self) -> Facts:
            return replace(super().facts, properties=self.properties)

    source = Source(file_of(tmp_path, b"x" * 1024).path)
    assert look_at(source).linked_clone is wanted
    Source.properties = {"vmware_linked_clone": "perhaps"}
    with pytest.raises(ImageError, match="says vmware_linked_clone='perhaps': it can be true or false"):
        look_at(source)


@pytest.mark.parametrize("kind", ["FLAT", "VMFS"])
def test_descriptor(tmp_path: Path, kind: str) -> None:
    """The content is in the file beside it, of ESX's own disks as well; the adapter is the descriptor's."""
    image = look_at(described(tmp_path, FLAT.replace("FLAT", kind, 1)))
    with image.open() as blocks:
        assert b"".join(blocks) == b"x" * 2048
    assert (image.capacity, image.adapter_type) == (2048, "busLogic")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parent": "12345678"}, "describes a delta"),
        ({"extents": f"{FLAT}\n{FLAT}", "type": "twoGbMaxExtentFlat"}, "a disk of the type twoGbMaxExtentFlat"),
        ({"extents": FLAT.replace("FLAT", "VMFSSPARSE", 1), "type": "vmfsSparse"}, "a disk of the type vmfsSparse"),
        ({"extents": ""}, "a disk of the type monolithicFlat"),
        ({"extents": FLAT.replace("disk-flat", "../disk-flat")}, "names an extent in another folder"),
        ({"extents": FLAT.replace("disk-flat", "none-flat")}, "there is no image file"),
        ({"extents": FLAT.replace("4", "8")}, "describes 4096 bytes, but .* has 2048"),
    ],
)
def test_descriptors_that_are_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    """W13: deltas, pieces, and those whose content is not what they say."""
    with pytest.raises(ImageError, match=message):
        look_at(described(tmp_path, **changes))


def tar() -> bytes:
    """An OVA, nearly."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("web.ovf"))
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (tar(), "a tar file"), (b"\x1f\x8b" + bytes(600), "a gzip file"), (b"PK\x03\x04" + bytes(600), "a zip file"),
        (bytes(32769) + b"CD001" + bytes(600), "an ISO image"), (b"COWD" + bytes(600), "a delta disk of ESX"),
        (b"LUKS\xba\xbe" + bytes(600), "an encrypted volume"), (b"", "is empty"),
        (b"QED\0" + bytes(600), "a QED image"), (b"WithouFreSpacExt" + bytes(600), "a Parallels disk"),
    ],
)
def test_other_content(tmp_path: Path, content: bytes, what: str) -> None:
    """W13: is refused by its name."""
    with pytest.raises(ImageError, match=what):
        look_at(file_of(tmp_path, content))


def test_hybrid_iso_is_a_disk(tmp_path: Path) -> None:
    """With a boot sector of a disk it can be booted from as one."""
    content = bytearray(40960)
    content[510:512], content[32769:32774] = b"\x55\xaa", b"CD001"
    assert look_at(file_of(tmp_path, bytes(content))).capacity == 40960


def test_image_that_changes(tmp_path: Path) -> None:
    """Between the look and the reading: told, whatever it has become."""
    packed = [b"".join(writing.stream_optimized([bytes([n]) * 65536 * n], 65536 * n)) for n in (1, 2)]
    for before, after, message in (
        (packed[0], packed[1], "has changed"), (packed[0], packed[0][:-2000], "is cut|ends in the middle"),
        (b"x" * 4096, b"x" * 2048, "is cut: 2048 bytes came of 4096"), (b"x" * 2048, b"x" * 4096, "has grown"),
    ):
        image = look_at(file_of(tmp_path, before))
        file_of(tmp_path, after)
        with image.open() as blocks, pytest.raises((TransferError, ImageError), match=message):
            b"".join(blocks)


@pytest.mark.parametrize(
    ("said", "disk_type"),
    [("thin", "thin"), ("EagerZeroedThick", "EagerZeroedThick"), ("preallocated", "preallocated"), ("sparse", None),
     ("streamOptimized", None), ("", None)],
)
def test_disk_type(tmp_path: Path, said: str, disk_type: str | None) -> None:
    """What the disk is to be, which the names of forms do not say."""
    (tmp_path / "image").write_bytes(bytes(2048))
    assert look_at(Said(tmp_path / "image", vmware_disktype=said)).disk_type == disk_type


def test_disk_type_that_is_none(tmp_path: Path) -> None:
    """W13: by name, before the image is read."""
    with pytest.raises(ImageError, match="vmware_disktype=fat, which is no type of a disk: preallocated, thin"):
        look_at(Said(file_of(tmp_path, b"").path, vmware_disktype="fat"))
