"""What a change of devices does to files, in the order in which it is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from fakeesx.schema import vim


@dataclass(frozen=True, slots=True)
class CreateDisk:
    """Make a virtual disk; there is nothing at its path, and its directory may have to be made."""

    path: str
    capacity_kb: int
    thin: bool
    eager: bool
    adapter: str
    """``ide``, ``busLogic`` or ``lsiLogic``."""
    uuid: str
    content_id: str
    replace: bool = False
    """Whether the disk at the path, if there is one, is deleted first."""
    shared: bool = False
    """Whether other VMs may write to it at the same time."""


@dataclass(frozen=True, slots=True)
class CreateDelta:
    """Make a delta disk on a disk that is there, which nobody writes to meanwhile; else as ``CreateDisk``."""

    path: str
    parent: str
    content_id: str
    uuid: str | None = None
    """A uuid of its own; without one it has its parent's."""
    replace: bool = False
    """Whether the disk at the path, if there is one, is deleted first."""
    shared: bool = False
    """Whether other VMs may write to it at the same time."""


@dataclass(frozen=True, slots=True)
class CreateMapping:
    """Make a raw device mapping; there is nothing at its path, and its directory may have to be made."""

    path: str
    lun_uuid: str
    capacity_kb: int
    physical: bool
    adapter: str
    uuid: str
    content_id: str
    shared: bool = False
    """Whether other VMs may write to it at the same time."""


@dataclass(frozen=True, slots=True)
class AttachDisk:
    """A disk that is there is now the VM's; a VM that runs locks it."""

    path: str
    shared: bool = False
    """Whether other VMs may write to it at the same time."""


@dataclass(frozen=True, slots=True)
class DetachDisk:
    """A disk is no longer the VM's; a VM that runs lets its lock go."""

    path: str


@dataclass(frozen=True, slots=True)
class ExtendDisk:
    """Make a disk larger."""

    path: str
    capacity_kb: int


@dataclass(frozen=True, slots=True)
class DestroyDisk:
    """Delete a disk with all its files; it was the VM's."""

    path: str


@dataclass(frozen=True, slots=True)
class CreateFile:
    """Make a file of zeros (a floppy image)."""

    path: str
    size: int


Operation: TypeAlias = (
    CreateDisk | CreateDelta | CreateMapping | AttachDisk | DetachDisk | ExtendDisk | DestroyDisk | CreateFile
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All devices of the VM after a change, in the order a host lists them, and what is to be done to files.

    Deletions come last, so that an error before them can be undone.
    """

    devices: tuple[vim.VirtualDevice, ...]
    operations: tuple[Operation, ...] = ()
