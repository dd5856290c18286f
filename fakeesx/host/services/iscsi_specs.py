"""Targets and LUNs around a host as values: what may be said of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from fakeesx.host.services.internet_scsi import PORT, is_address, is_name
from fakeesx.schema import vim

SECTOR = 512
MOST_LUN = 255
MOST_TARGETS = 256
"""Targets around a host: as many as a host of version 4.1 can be connected to (vendor documentation)."""
LARGEST = (2 << 40) - SECTOR
"""Bytes of the largest LUN that ESX 4.1 takes (vendor documentation: 2 TB less 512 bytes)."""

_ID = re.compile(r"naa\.[0-9a-f]{16}(?:[0-9a-f]{16})?")


@dataclass(frozen=True, slots=True)
class TargetLun:
    """A LUN of a target. ``capacity`` is in bytes, whole sectors; ``id`` its canonical name (``naa.…``).

    A LUN with one ``id`` behind several targets is one LUN that several paths lead to.
    """

    number: int
    capacity: int
    id: str
    vendor: str = "LIO-ORG"
    model: str = "IBLOCK"


@dataclass(frozen=True, slots=True)
class IscsiTarget:
    """A target at an address. With ``user`` and ``secret`` it takes those alone who know both (CHAP)."""

    address: str
    iqn: str
    luns: tuple[TargetLun, ...] = ()
    port: int = PORT
    user: str | None = None
    secret: str | None = field(default=None, repr=False)

    @property
    def portal(self) -> str:
        """``ADDRESS:PORT``, as a target's transport shows it."""
        return f"{self.address}:{self.port}"

    @property
    def identity(self) -> tuple[str, int, str]:
        """What tells targets apart."""
        return self.address, self.port, self.iqn


@dataclass(frozen=True, slots=True)
class Secret:
    """The CHAP secret of an adapter or of an entry in its lists, which vim25 never shows again. ``owner``: see ``chap``."""

    owner: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IscsiState:
    """What a HostStorageSystem knows beyond vim25: the disabled adapter, secrets, and the storage around the host."""

    adapter: vim.HostInternetScsiHba | None = None
    """The software adapter while it is disabled: its settings come back with it."""
    secrets: tuple[Secret, ...] = ()
    targets: tuple[IscsiTarget, ...] = ()


def lun_id(iqn: str, number: int) -> str:
    """A canonical name for a LUN that was given none: it follows from its target's name and its number (made up)."""
    return "naa.6001405" + hashlib.sha256(f"{iqn} {number}".encode()).hexdigest()[:25]


def checked(target: IscsiTarget) -> IscsiTarget:
    """The same target. Raises ``ValueError`` for one that can't be."""
    if not is_address(target.address) or not 1 <= target.port <= 65535:
        raise ValueError(f"{target.address!r} and {target.port!r} are no address and port")
    if not is_name(target.iqn):
        raise ValueError(f"{target.iqn!r} is no iSCSI name, such as iqn.2010-10.org.example:volume-1")
    if (target.user is None) != (target.secret is None):
        raise ValueError("CHAP needs a user and a secret: give both, or none")
    if len({lun.number for lun in target.luns}) < len(target.luns):
        raise ValueError(f"two LUNs of {target.iqn} have the same number")
    for lun in target.luns:
        if not 0 <= lun.number <= MOST_LUN:
            raise ValueError(f"{lun.number} is no number of a LUN: from 0 to {MOST_LUN}")
        if not 0 < lun.capacity <= LARGEST or lun.capacity % SECTOR:
            raise ValueError(f"a LUN of {lun.capacity} bytes: it has whole sectors of {SECTOR} bytes, and at most {LARGEST}")
        if not _ID.fullmatch(lun.id):
            raise ValueError(f"{lun.id!r} is no name of a LUN: naa. and 16 or 32 hexadecimal digits")
        if not 1 <= len(lun.vendor) <= 8 or not 1 <= len(lun.model) <= 16 or not (lun.vendor + lun.model).isascii():
            raise ValueError(f"{lun.vendor!r} and {lun.model!r}: SCSI has 8 ASCII characters for a vendor, 16 for a model")
    return target
