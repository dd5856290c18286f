"""What an image in the cache is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from esx_driver.datastore.paths import DatastorePath

ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")


@dataclass(frozen=True)
class Entry:
    """A cached image: its folder, its size in bytes, when it was last used (seconds since 1970; 0: that is not known)."""

    image_id: str
    folder: DatastorePath
    size: int
    used: float

    @property
    def disk(self) -> DatastorePath:
        """The image as a virtual disk."""
        return self.folder / f"{self.image_id}.vmdk"

    @property
    def iso(self) -> DatastorePath:
        """The image as a CD."""
        return self.folder / f"{self.image_id}.iso"

    def sized(self, gb: int) -> DatastorePath:
        """The same as a disk of so many GB."""
        return self.folder / f"{self.image_id}.{gb}.vmdk"
