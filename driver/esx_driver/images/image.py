"""An image as the driver boots from it: a disk's content as a stream, and what it says about the machine it wants."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

KB = 1024


class Image(Protocol):
    """A disk's content, whatever form it was kept in."""

    @property
    def name(self) -> str:
        """What people call it: a file's name, an image's id."""

    @property
    def identity(self) -> str | None:
        """What no other image has, and this one as long as its content is the same; ``None``: that is not known."""

    @property
    def capacity(self) -> int:
        """The disk's size in bytes, a multiple of 1 KiB: what is missing at the end of the image is zeros."""

    @property
    def os_type(self) -> str | None:
        """The guest id (``vmware_ostype``)."""

    @property
    def adapter_type(self) -> str | None:
        """The disk's adapter (``vmware_adaptertype``)."""

    @property
    def card_model(self) -> str | None:
        """The model of the network cards (``hw_vif_model``)."""

    @property
    def linked_clone(self) -> bool | None:
        """Whether disks are to be deltas on its cached copy (``vmware_linked_clone``); ``None``: as the options say."""

    @property
    def disk_type(self) -> str | None:
        """How its disk is to be kept (``vmware_disktype``): preallocated, thin or eagerZeroedThick."""

    def open(self) -> AbstractContextManager[Iterable[bytes]]:
        """The flat content, ``capacity`` bytes in blocks; can be opened again. Raises ``ImageError``, ``TransferError``."""
