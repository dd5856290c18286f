"""Sources of images, for tests of the driver."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from esx_driver.images.sources import Facts, FileSource


class Said(FileSource):
    """A file of which an image service says something."""

    def __init__(self, path: Path, disk_format: str | None = None, **properties: str) -> None:
        super().__init__(path)
        self._more: dict[str, Any] = {"disk_format": disk_format, "properties": properties}

    @property
    def facts(self) -> Facts:
        return replace(super().facts, **self._more)
