"""ISO images: which images are such, by what is said of them and by what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver_isos import iso_content, iso_file
from driver_sources import Said
from esx_driver.errors import ImageError
from esx_driver.images.iso import IsoImage
from esx_driver.images.opening import look_at, look_at_any
from esx_driver.images.sources import FileSource


def hybrid() -> bytes:
    """One that has a disk's boot sector as well."""
    content = bytearray(iso_content())
    content[510:512] = b"\x55\xaa"
    return bytes(content)


@pytest.mark.parametrize("name", ["installer.iso", "INSTALLER.ISO", "no-name"])
def test_file(tmp_path: Path, name: str) -> None:
    """By its name or by its content; its bytes are its content."""
    image = look_at_any(FileSource(iso_file(tmp_path, name)))
    assert isinstance(image, IsoImage)
    assert (image.size, image.identity) == (len(iso_content()), None)
    with image.open() as blocks:
        assert b"".join(blocks) == iso_content()


def test_said_by_the_image_service(tmp_path: Path) -> None:
    """``disk_format`` iso, whatever it is called; with what it says of its machine."""
    image = look_at_any(Said(
        iso_file(tmp_path, "image"), "iso", vmware_ostype="rhel5_64Guest", vmware_adaptertype="busLogic",
        hw_vif_model="e1000", vmware_disktype="thin",
    ))
    assert isinstance(image, IsoImage)
    assert (image.os_type, image.adapter_type, image.card_model, image.disk_type) == (
        "rhel5_64Guest", "busLogic", "e1000", "thin",
    )


@pytest.mark.parametrize(("name", "is_iso"), [("hybrid.iso", True), ("hybrid.img", False)])
def test_hybrid(tmp_path: Path, name: str, is_iso: bool) -> None:
    """What can be either is what its name says."""
    (tmp_path / name).write_bytes(hybrid())
    assert isinstance(look_at_any(FileSource(tmp_path / name)), IsoImage) == is_iso


@pytest.mark.parametrize("content", [b"", b"KDMV".ljust(70_000, b"\0"), iso_content()[:32_770]])
def test_called_so_and_none(tmp_path: Path, content: bytes) -> None:
    """Refused, before anything is made on the host."""
    (tmp_path / "web.iso").write_bytes(content)
    with pytest.raises(ImageError, match=r"web.iso is no ISO image: it has no volume descriptor \(CD001 at byte 32769\)"):
        look_at_any(FileSource(tmp_path / "web.iso"))


@pytest.mark.parametrize("disk_format", [None, "iso"])
def test_where_a_disk_is_wanted(tmp_path: Path, disk_format: str | None) -> None:
    """To rescue a machine, for example."""
    with pytest.raises(ImageError, match="is an ISO image, and not a disk"):
        look_at(Said(iso_file(tmp_path), disk_format))


def test_called_a_vmdk(tmp_path: Path) -> None:
    """What the image service says of it is believed, and what is in it does not fit."""
    with pytest.raises(ImageError, match="is an ISO image; only VMDKs"):
        look_at_any(Said(iso_file(tmp_path), "vmdk"))
