"""Where snapshots go: a file here, Glance in ``esx_driver.images.glance``. What arrives is a whole image, or nothing."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from esx_driver.errors import TransferError


@dataclass(frozen=True)
class Snapshot:
    """What is said of a snapshot's image: its disk's size in bytes, and the properties that a machine is made of it by."""

    name: str
    capacity: int
    os_type: str
    adapter_type: str

    @property
    def properties(self) -> dict[str, str]:
        """As an image service keeps them."""
        return {
            "vmware_ostype": self.os_type, "vmware_adaptertype": self.adapter_type, "vmware_disktype": "streamOptimized",
            "vmware_image_version": "1",
        }


class Sink(Protocol):
    """Something that takes an image."""

    def require_room(self) -> None:
        """Raise what would keep the image from being taken, before anything is made for it."""

    def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:
        """Take a streamOptimized VMDK. What ``content`` raises passes through, nothing is kept. Raises ``TransferError``."""


class FileSink:
    """A file on this machine, which must not be there yet."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)

    def require_room(self) -> None:
        """Raises ``TransferError`` when there is such a file, or no folder for it."""
        try:
            if self._path.exists():
                raise TransferError(f"{self._path} is there already")
            if not self._path.absolute().parent.is_dir():
                raise TransferError(f"there is no folder for {self._path}")
        except OSError as error:
            raise TransferError(f"can't write {self._path}: {error.strerror}") from error

    def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:  # noqa: ARG002 - a file says nothing of itself
        """Write it under another name first. Raises ``TransferError``."""
        part = self._path.with_name(f".esx-driver-{uuid.uuid4()}.part")  # of its own: another thread may write there, too
        try:
            with part.open("xb") as stream:
                for piece in content:
                    stream.write(piece)
                stream.flush()
                os.fsync(stream.fileno())
            _give_name(part, self._path)
        except FileExistsError:
            raise TransferError(f"{self._path} is there already") from None
        except OSError as error:
            raise TransferError(f"can't write {self._path}: {error.strerror}") from error
        finally:
            with suppress(OSError):
                part.unlink()


def _give_name(part: Path, path: Path) -> None:
    """Let a file have its name, unless another one has it. Raises ``OSError``."""
    try:
        os.link(part, path)  # unlike a rename it replaces nothing
        return
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
    path.touch(exist_ok=False)  # a file system without links: who makes the name has it, and then the file takes its place
    try:
        part.replace(path)
    except OSError:
        path.unlink()
        raise
