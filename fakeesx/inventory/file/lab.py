"""What an inventory file says, as values: one class for each section.

The defaults of the fields are those of the keys. ``path`` is where a value stands in the file (``vms[2].disks[0]``); it
does not count when two values are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fakeesx.inventory.file.errors import InventoryError, Place, Problem

NUMBER = re.compile(r"\{(?::0?([1-9]?)d)?\}")
"""Where the number of a VM goes in its ``name``: ``{}``, ``{:3d}`` or ``{:03d}``."""


def _path() -> Any:
    return field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class HostLab:
    """The host itself; what is ``None`` is as in the profile."""

    profile: str = "esx-4.1"
    license: str | None = None
    name: str | None = None
    time_zone: str | None = None
    path: str = _path()


@dataclass(frozen=True)
class UserLab:
    """A local user with a role on the whole host."""

    name: str
    password: str = field(repr=False)
    role: str = "Admin"
    description: str = ""
    path: str = _path()


@dataclass(frozen=True)
class DatastoreLab:
    """A datastore; sizes are bytes."""

    name: str
    type: str = "VMFS"
    capacity: int | None = None
    block_size: int = 1
    uuid: str | None = None
    remote: str | None = None
    read_only: bool = False
    folder: str | None = None
    path: str = _path()


@dataclass(frozen=True)
class SeenLab:
    """Traffic on a network card's wire."""

    subnet: str
    vlan: int | None = None
    path: str = _path()


@dataclass(frozen=True)
class NicLab:
    """A physical network card."""

    name: str
    mac: str | None = None
    speed: int = 1000
    duplex: str = "full"
    link: str = "up"
    driver: str = "bnx2"
    pci: str | None = None
    seen: tuple[SeenLab, ...] = ()
    path: str = _path()


@dataclass(frozen=True)
class SwitchLab:
    """A virtual switch."""

    name: str
    nics: tuple[str, ...] = ()
    ports: int = 128
    mtu: int = 1500
    path: str = _path()


@dataclass(frozen=True)
class GroupLab:
    """A port group."""

    name: str
    switch: str
    vlan: int = 0
    path: str = _path()


@dataclass(frozen=True)
class NetworkLab:
    """The host's network; what is ``None`` is as in the profile."""

    nics: tuple[NicLab, ...] | None = None
    switches: tuple[SwitchLab, ...] | None = None
    port_groups: tuple[GroupLab, ...] | None = None
    path: str = _path()


@dataclass(frozen=True)
class DiskLab:
    """A new virtual disk."""

    size: int
    thin: bool = True
    datastore: str | None = None
    path: str = _path()


@dataclass(frozen=True)
class VmNicLab:
    """A network adapter of a VM."""

    network: str
    type: str = "e1000"
    mac: str | None = None
    connected: bool = True
    path: str = _path()


@dataclass(frozen=True)
class VmLab:
    """A VM, or ``count`` of them; ``memory`` is in bytes."""

    name: str
    count: int | None = None
    guest_id: str = "otherGuest"
    cpus: int = 1
    memory: int = 512 << 20
    datastore: str | None = None
    disks: tuple[DiskLab, ...] = ()
    nics: tuple[VmNicLab, ...] = ()
    power: str = "off"
    tools: str = "notInstalled"
    annotation: str = ""
    extra_config: tuple[tuple[str, str], ...] = ()
    path: str = _path()

    def names(self) -> Iterator[str]:
        """The names of the VMs that this is, in order."""
        if self.count is None:
            yield self.name
            return
        match = NUMBER.search(self.name)
        assert match is not None, "the loader has seen to it"
        head, tail, form = self.name[: match.start()], self.name[match.end():], match[0][1:-1].removeprefix(":")
        for number in range(1, self.count + 1):
            yield f"{head}{format(number, form)}{tail}"


@dataclass(frozen=True)
class Lab:
    """All that an inventory file says. A lab that was loaded knows its file and where in it each value stands."""

    host: HostLab = HostLab()
    users: tuple[UserLab, ...] = ()
    datastores: tuple[DatastoreLab, ...] | None = None
    spare_luns: tuple[int, ...] = ()
    network: NetworkLab | None = None
    vms: tuple[VmLab, ...] = ()
    path: str = _path()
    file: str = field(default="<lab>", compare=False)
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    def problem(self, path: str, text: str) -> Problem:
        """A problem with the value at a path: its place is that of the nearest value around it that is in the file."""
        known = path
        while known and known not in self.places:
            known = known[: max(known.rfind("."), known.rfind("["), 0)]
        return Problem(self.places.get(known, Place(1, 1)), path, text)

    def error(self, path: str, text: str) -> InventoryError:
        """The same as an error, to raise."""
        return InventoryError(self.file, [self.problem(path, text)])
