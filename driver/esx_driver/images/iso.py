"""ISO images: what a machine boots from a CD-ROM drive, to be installed or because it lives on a CD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from esx_driver.errors import ImageError
from esx_driver.images.sources import Facts, FromSource, Source
from esx_driver.images.vmdk.reading import BLOCK

_DESCRIPTOR = slice(32769, 32774)
"""Where a volume descriptor names the standard that it follows (ISO 9660 / ECMA-119, 6.2 and 8.1)."""
_BOOT_SECTOR = slice(510, 512)


@dataclass(frozen=True)
class IsoImage(FromSource):
    """An ISO image that was looked at; ``size`` in bytes. The other fields are of its machine, as those of ``Image``."""

    size: int
    os_type: str | None = None
    adapter_type: str | None = None
    card_model: str | None = None
    disk_type: str | None = None

    @contextmanager
    def open(self) -> Iterator[Iterable[bytes]]:
        """Its bytes. Raises ``ImageError``, ``TransferError``."""
        with self.source.open() as reader:
            yield iter(lambda: reader.read(BLOCK), b"")


def is_iso(head: bytes) -> bool:
    """Whether these first 64 KiB are those of an ISO image, also of one that can be a disk as well."""
    return head[_DESCRIPTOR] == b"CD001"


def is_hybrid(head: bytes) -> bool:
    """Whether it has a disk's boot sector, too: machines can boot from it as a disk."""
    return is_iso(head) and head[_BOOT_SECTOR] == b"\x55\xaa"


def is_called_iso(name: str, facts: Facts) -> bool:
    """Whether somebody says that it is one: the image service, and otherwise its name."""
    return facts.disk_format == "iso" or (facts.disk_format is None and name.lower().endswith(".iso"))


def opened(source: Source, facts: Facts, head: bytes, disk_type: str | None) -> IsoImage:
    """An image that is to be an ISO image. Raises ``ImageError`` when it is none."""
    if not is_iso(head):
        raise ImageError(f"{source.name} is no ISO image: it has no volume descriptor (CD001 at byte 32769)")
    if facts.size is None:
        raise ImageError(f"{source.name} is an ISO image, and its server does not say how large it is")
    get = facts.properties.get
    return IsoImage(
        source, facts.size, get("vmware_ostype"), get("vmware_adaptertype"), get("hw_vif_model"), disk_type,
    )
