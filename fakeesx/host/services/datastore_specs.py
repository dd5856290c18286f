"""Datastores as somebody asks for them who starts a host."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fakeesx.storage.paths import is_datastore_name

LONGEST_NAME = 42
"""Characters of a datastore's name (documented by the vSphere Client)."""
KINDS = ("VMFS", "NFS", "local")
BLOCK_SIZES_MB = (1, 2, 4, 8)
"""The block sizes of VMFS-3."""
NFS_CAPACITY = 50 << 30
"""Bytes of an NFS export where nobody says (as the recorded one)."""

_MOST = 64 << 40
"""Bytes of the largest volume: 64 TB (configuration maximums of vSphere 4.1)."""
_CAPACITY = re.compile(r"([0-9]{1,15})([KMGT]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}")


class ImpossibleHost(ValueError):
    """A host can't be as it was asked for; the text says why."""


@dataclass(frozen=True, slots=True)
class DatastoreSpec:
    """One datastore of a host. Raises ``ValueError`` for what can't be.

    A VMFS one without ``capacity``, ``uuid`` and ``extent`` takes, if it is the first, those of the profile's own
    datastore; any other is on a LUN of its own. An NFS one has ``remote_host`` and ``remote_path``, a local one a ``path``
    in the file system of the service console.
    """

    name: str
    kind: str = "VMFS"
    capacity: int | None = None
    """Bytes; ``None``: as the profile's datastore, or 50 GiB for NFS."""
    block_size_mb: int = 1
    """The block size of VMFS-3: it sets the largest file, 256 GiB for each MB."""
    extent: tuple[str, int] | None = None
    """The canonical name of a disk of the profile, and the number of a partition."""
    uuid: str | None = None
    lun: str | None = None
    """The canonical name of the disk that a VMFS one is on, where that is made for it."""
    remote_host: str = ""
    remote_path: str = ""
    path: str = ""
    read_only: bool = False
    """For NFS only."""

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise ValueError(f"{self.name!r} can't be the name of a datastore")
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of datastore; there are {', '.join(KINDS)}")
        if self.capacity is not None and self.capacity <= 0:
            raise ValueError(f"the capacity of {self.name!r} is not positive")
        if self.block_size_mb not in BLOCK_SIZES_MB:
            raise ValueError(f"{self.block_size_mb} MB is no block size of VMFS-3; there are 1, 2, 4 and 8")
        if self.uuid is not None and not _UUID.fullmatch(self.uuid):
            raise ValueError(f"{self.uuid!r} is no uuid of a volume (xxxxxxxx-xxxxxxxx-xxxx-xxxxxxxxxxxx)")
        if self.kind == "NFS" and not (is_remote_host(self.remote_host) and is_remote_path(self.remote_path)):
            raise ValueError(f"{self.remote_host}:{self.remote_path} is no SERVER:/PATH")
        if self.read_only and self.kind != "NFS":
            raise ValueError("only NFS is mounted read-only")

    @classmethod
    def parse(cls, text: str) -> DatastoreSpec:
        """Read ``NAME[:CAPACITY]`` (VMFS) or ``NAME[:CAPACITY]=SERVER:/PATH[,ro]`` (NFS). Raises ``ValueError``."""
        head, equals, remote = text.partition("=")
        name, colon, amount = head.partition(":")
        capacity = bytes_of(amount) if colon else None
        if not equals:
            return cls(name, capacity=capacity)
        place = remote.removesuffix(",ro")
        server, colon, path = place.partition(":/")
        return cls(
            name, "NFS", capacity, remote_host=server, remote_path=colon[1:] + path, read_only=place != remote,
        )


def bytes_of(text: str) -> int:
    """A number of bytes: ``500G``, ``1T``, ``10485760``. K, M, G and T are powers of 1024. Raises ``ValueError``."""
    match = _CAPACITY.fullmatch(text.strip())
    if match is None or not int(match[1]):
        raise ValueError(f"{text!r} is no capacity such as 500G")
    amount = int(match[1]) << _UNITS[match[2].upper()]
    if amount > _MOST:
        raise ValueError(f"{text!r} is more than a volume can hold")
    return amount


def is_name(name: str) -> bool:
    """Whether a datastore may bear the name."""
    return len(name) <= LONGEST_NAME and is_datastore_name(name) and "\\" not in name


def is_remote_host(host: str) -> bool:
    """Whether a host can serve NFS: a name or an address, without blanks, slashes or brackets."""
    return bool(re.fullmatch(r"[A-Za-z0-9._:%-]{1,255}", host))


def is_remote_path(path: str) -> bool:
    """Whether NFS may export a path: an absolute one without control characters."""
    return path.startswith("/") and len(path) <= 1024 and path.isprintable()
