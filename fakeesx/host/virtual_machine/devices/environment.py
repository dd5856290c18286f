"""What device logic asks of the host and of the VM whose devices it works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.descriptor import FRESH_CID


@dataclass(frozen=True, slots=True)
class HostLun:
    """A LUN that the host sees and can map. ``taken``: another virtual machine or a datastore uses it."""

    uuid: str
    capacity_kb: int
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a raw device mapping stands for; ``mode`` is ``physicalMode`` or ``virtualMode``."""

    lun_uuid: str
    mode: str


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A virtual disk that is there: what its descriptor says. ``uuid`` and ``content_id`` as vim25 shows them."""

    capacity_kb: int
    thin: bool = False
    uuid: str | None = None
    content_id: str | None = None
    adapter: str = "lsiLogic"
    parent: ParentDisk | None = None
    """What a delta disk is based on."""
    cid: int = FRESH_CID
    """What changes with its content; that of a new delta on it is the same."""
    mapping: Mapping | None = None
    """The LUN that it is, with its parents if there are any; ``None`` for all disks that are files."""

    @property
    def parents(self) -> tuple[str, ...]:
        """The paths of all disks that it is based on, its parent first."""
        return () if self.parent is None else (self.parent.path, *self.parent.file.parents)


@dataclass(frozen=True, slots=True)
class ParentDisk:
    """The disk that a delta disk is based on: its path, its datastore, itself."""

    path: str
    datastore: ManagedObjectReference | None
    file: DiskFile


class Environment(Protocol):
    """What devices need to know. Paths are datastore paths: ``[datastore1] vm1/vm1.vmdk``."""

    @property
    def powered_on(self) -> bool:
        """Whether the VM runs now."""

    @property
    def new(self) -> bool:
        """Whether the VM is being created."""

    @property
    def hardware_version(self) -> str:
        """``vmx-07`` or ``vmx-04``."""

    @property
    def uuid(self) -> str:
        """``config.uuid``; generated MAC addresses and the VMCI id come from it."""

    @property
    def home(self) -> str:
        """The VM's directory: ``[datastore1] vm1``."""

    @property
    def stem(self) -> str:
        """The name of the VM's ``.vmx`` without its suffix; new disks are named after it."""

    def datastore(self, name: str) -> ManagedObjectReference | None:
        """The accessible datastore of a name."""

    def datastore_name(self, ref: ManagedObjectReference) -> str | None:
        """The name of an accessible datastore."""

    def network(self, name: str) -> ManagedObjectReference | None:
        """The network of a VM port group's name."""

    def mac_in_use(self, mac: str) -> bool:
        """Whether another VM of the host has the MAC address (lower case)."""

    def disk(self, path: str) -> DiskFile | None:
        """The virtual disk at a path; ``None`` when there is none."""

    def lun(self, name: str) -> HostLun | None:
        """The LUN of a uuid or a name, one that machines can map; ``None`` when the host sees none such."""

    def maps_devices(self, datastore: str) -> bool:
        """Whether a datastore can hold raw device mappings (NFS can't)."""

    def frozen(self, path: str) -> bool:
        """Whether a snapshot of the VM needs the disk at a path as it is."""

    def file_exists(self, path: str) -> bool:
        """Whether there is a file (or directory) at a path."""

    def largest_file(self, datastore: str) -> int:
        """The size in bytes of the largest file that a datastore takes (VMFS-3 with 1 MB blocks: 256 GB)."""

    def new_disk_uuid(self) -> str:
        """A new ``backing.uuid``: ``6000C29…``."""

    def new_content_id(self) -> str:
        """A new ``backing.contentId``: 32 hexadecimal digits."""

    def host_devices(self, kind: str) -> tuple[str, ...]:
        """Names of the host's devices: kind is cdrom, floppy, serial, parallel, scsi, pci, usb or sound."""
