"""ISO images, for tests of the driver."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pycdlib


@cache
def iso_content() -> bytes:
    """A small ISO image, which a BIOS would boot from."""
    iso, into = pycdlib.PyCdlib(), BytesIO()
    iso.new(interchange_level=3, vol_ident="installer")
    code = b"\xcd\x18".ljust(2048, b"\0")
    iso.add_fp(BytesIO(code), len(code), "/BOOT.;1")
    iso.add_eltorito("/BOOT.;1", "/BOOT.CAT;1")
    iso.write_fp(into)
    iso.close()
    return into.getvalue()


def iso_file(folder: Path, name: str = "installer.iso") -> Path:
    """A file with such an image."""
    file = folder / name
    file.write_bytes(iso_content())
    return file
