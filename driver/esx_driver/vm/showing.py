"""What a machine consists of, for people to look at: its network cards and their addresses, its disks and CDs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from esx_driver.errors import InstanceNotFound
from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.vim import escapes
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup, specs

_READ = (*lookup.INFO, "config.guestId", "config.files.vmPathName", "config.hardware.device", "guest.net")


@dataclass(frozen=True)
class Nic:
    """A network card. ``addresses`` are those that the guest's Tools tell, of IPv4 and IPv6."""

    mac: str
    network: str
    model: str
    connected: bool
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Disk:
    """A disk. ``capacity`` in bytes; ``base``: the file that a linked copy, or a snapshot's disk, stands on.

    ``lun``: the uuid of the LUN that it maps.
    """

    path: str
    capacity: int
    thin: bool
    base: str | None
    lun: str | None = None


@dataclass(frozen=True)
class Details:
    """A machine; ``cds`` are the files in its drives."""

    info: lookup.Info
    os_type: str
    path: str
    nics: tuple[Nic, ...]
    disks: tuple[Disk, ...]
    cds: tuple[str, ...]


def details(host: Host, vm: Ref, name: str) -> Details:
    """What a machine consists of, in one call. Raises ``InstanceNotFound``, ``HostError``."""
    *info, os_type, path, devices, net = lookup.read(host, vm, name, *_READ)
    if devices is None:  # while its files can't be reached, a host does not tell what is in it
        raise InstanceNotFound(name)
    types = host.session.types
    addresses = {str(each.macAddress).lower(): tuple(each.ipAddress or ()) for each in net or ()}
    cards = types.of_type(devices, "VirtualEthernetCard")
    drives = types.of_type(devices, "VirtualCdrom")
    return Details(
        lookup.info_of(*info), os_type or "", path or "", tuple(_nic(card, types, addresses) for card in cards),
        tuple(map(_disk, of.disks(devices, types))), tuple(_cds(drives)),
    )


def _nic(card: Any, types: Any, addresses: Mapping[str, tuple[str, ...]]) -> Nic:
    mac = str(card.macAddress or "")
    network = escapes.plain(str(getattr(card.backing, "deviceName", None) or ""))
    connected = card.connectable is not None and bool(card.connectable.connected)
    return Nic(mac, network, specs.card_model(types, card), connected, addresses.get(mac.lower(), ()))


def _disk(disk: Any) -> Disk:
    files = [str(path) for path in backings.files_of(disk)]
    return Disk(
        files[0], disk.capacityInKB * 1024, bool(getattr(disk.backing, "thinProvisioned", False)),
        files[1] if len(files) > 1 else None, getattr(disk.backing, "lunUuid", None) or None,
    )


def _cds(drives: Iterable[Any]) -> Iterable[str]:
    return (str(name) for drive in drives if (name := getattr(drive.backing, "fileName", None)))
