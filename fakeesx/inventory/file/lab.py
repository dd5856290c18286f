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
from fakeesx.schema.values import DataObject

NUMBER = re.compile(r"\{(?::0?([1-9]?)d)?\}")
"""Where the number of a VM goes in its ``name``: ``{}``, ``{:3d}`` or ``{:03d}``."""


def _path() -> Any:
    return field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class HostLab:
    """The host itself; what is ``None`` is as in the profile. ``time_offset``: seconds by which its clock is wrong."""

    profile: str = "esx-4.1"
    license: str | None = None
    name: str | None = None
    time_zone: str | None = None
    time_offset: int = 0
    maintenance: bool = False
    options: tuple[tuple[str, str | int | float | bool], ...] = ()
    path: str = _path()


@dataclass(frozen=True)
class UserLab:
    """A local user with a role on the whole host. One of ``password`` and ``password_hash`` is there."""

    name: str
    password: str | None = field(default=None, repr=False)
    password_hash: str | None = field(default=None, repr=False)
    role: str = "Admin"
    description: str | None = None
    id: int | None = None
    groups: tuple[str, ...] | None = None
    shell: bool | None = None
    path: str = _path()


@dataclass(frozen=True)
class GroupAccountLab:
    """A local group; users say which they are in."""

    name: str
    description: str | None = None
    id: int | None = None
    path: str = _path()


@dataclass(frozen=True)
class FileLab:
    """A file on a datastore: so many bytes, all zero, that take no space (an image of a CD, say)."""

    name: str
    size: int = 0
    path: str = _path()


@dataclass(frozen=True)
class DatastoreLab:
    """A datastore; sizes are bytes."""

    name: str
    type: str = "VMFS"
    capacity: int | None = None
    block_size: int = 1
    uuid: str | None = None
    lun: str | None = None
    remote: str | None = None
    read_only: bool = False
    folder: str | None = None
    files: tuple[FileLab, ...] = ()
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
    policy: DataObject | None = None
    path: str = _path()


@dataclass(frozen=True)
class GroupLab:
    """A port group."""

    name: str
    switch: str
    vlan: int = 0
    policy: DataObject | None = None
    path: str = _path()


@dataclass(frozen=True)
class InterfaceLab:
    """A network interface of the host itself; without ``ip`` it asks for an address (DHCP)."""

    port_group: str
    ip: str | None = None
    netmask: str | None = None
    mac: str | None = None
    mtu: int | None = None
    path: str = _path()


@dataclass(frozen=True)
class DnsLab:
    """Name servers and the domains that are searched; what is ``None`` is as in the profile."""

    servers: tuple[str, ...] | None = None
    search: tuple[str, ...] | None = None
    path: str = _path()


@dataclass(frozen=True)
class RouteLab:
    """A route of the VMkernel."""

    network: str
    gateway: str
    path: str = _path()


@dataclass(frozen=True)
class NetworkLab:
    """The host's network; what is ``None`` is as in the profile. A gateway ``none`` is none."""

    nics: tuple[NicLab, ...] | None = None
    switches: tuple[SwitchLab, ...] | None = None
    port_groups: tuple[GroupLab, ...] | None = None
    vmkernel_nics: tuple[InterfaceLab, ...] | None = None
    console_nics: tuple[InterfaceLab, ...] | None = None
    dns: DnsLab = DnsLab()
    gateway: str | None = None
    console_gateway: str | None = None
    routes: tuple[RouteLab, ...] = ()
    path: str = _path()


@dataclass(frozen=True)
class LunLab:
    """A LUN of an iSCSI target."""

    number: int
    size: int
    id: str | None = None
    vendor: str = "LIO-ORG"
    model: str = "IBLOCK"
    path: str = _path()


@dataclass(frozen=True)
class TargetLab:
    """An iSCSI target around the host."""

    address: str
    iqn: str
    port: int = 3260
    luns: tuple[LunLab, ...] = ()
    user: str | None = None
    secret: str | None = field(default=None, repr=False)
    path: str = _path()


@dataclass(frozen=True)
class SendTargetLab:
    """An address at which the software adapter asks for targets."""

    address: str
    port: int = 3260
    user: str | None = None
    secret: str | None = field(default=None, repr=False)
    path: str = _path()


@dataclass(frozen=True)
class StaticTargetLab:
    """A target that the software adapter is told of."""

    address: str
    iqn: str
    port: int = 3260
    user: str | None = None
    secret: str | None = field(default=None, repr=False)
    path: str = _path()


@dataclass(frozen=True)
class SoftwareIscsiLab:
    """The software iSCSI adapter, enabled."""

    name: str | None = None
    alias: str = ""
    user: str | None = None
    secret: str | None = field(default=None, repr=False)
    send_targets: tuple[SendTargetLab, ...] = ()
    static_targets: tuple[StaticTargetLab, ...] = ()
    path: str = _path()


@dataclass(frozen=True)
class DiskLab:
    """A new virtual disk: ``size`` bytes in files, or a mapping of a LUN. ``file`` is its path on the datastore."""

    size: int | None = None
    thin: bool = True
    datastore: str | None = None
    file: str | None = None
    uuid: str | None = None
    content_id: str | None = None
    eager: bool = False
    lun: str | None = None
    compatibility: str = "physical"
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
class SnapshotLab:
    """A snapshot of a VM, whose hardware was then as it is. ``parent``: the number of the one before it, from 1."""

    name: str
    description: str = ""
    parent: int | None = None
    power: str = "off"
    quiesced: bool = False
    current: bool = False
    path: str = _path()


@dataclass(frozen=True)
class VmLab:
    """A VM, or ``count`` of them; ``memory`` is in bytes.

    ``vmx``: entries of its ``.vmx`` that the other fields do not say; ``None`` for one that is not there.
    """

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
    snapshots: tuple[SnapshotLab, ...] = ()
    moid: str | None = None
    uuid: str | None = None
    instance_uuid: str | None = None
    file: str | None = None
    vmx: tuple[tuple[str, str | None], ...] = ()
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
    groups: tuple[GroupAccountLab, ...] = ()
    datastores: tuple[DatastoreLab, ...] | None = None
    spare_luns: tuple[int, ...] = ()
    iscsi_targets: tuple[TargetLab, ...] = ()
    software_iscsi: SoftwareIscsiLab | None = None
    network: NetworkLab | None = None
    vms: tuple[VmLab, ...] = ()
    objects: tuple[tuple[str, Any], ...] = ()
    path: str = _path()
    omissions: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """What ``lab_of`` found on a host that the lab does not say."""
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
