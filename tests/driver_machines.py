"""Machines and images for tests of the driver, and what a host holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any

from esx_driver.machine_id import NicSettings
from esx_driver.vm.spawning import NicRequest, Request

from fakeesx import FakeESX

UUID = "52aaaaaa-0000-4000-8000-000000000001"
NIC = NicSettings(
    "fa:16:3e:00:00:01", IPv4Address("192.0.2.2"), IPv4Address("255.255.255.0"), IPv4Address("192.0.2.1"),
    IPv4Address("192.0.2.255"), (IPv4Address("192.0.2.53"),),
)
VLAN_NIC, FLAT_NIC = NicRequest(NIC, "br100", 100), NicRequest(NIC, "VM Network")
REQUEST = Request("web", UUID, 2, 256, (VLAN_NIC,))


@dataclass(frozen=True)
class Pattern:
    """An image whose content is a pattern; fulfils ``Image``."""

    capacity: int = 1 << 20
    name: str = "pattern"
    os_type: str | None = "otherLinux64Guest"
    adapter_type: str | None = None
    card_model: str | None = None
    fails_after: int | None = None
    identity: str | None = None
    linked_clone: bool | None = None
    disk_type: str | None = None

    @property
    def content(self) -> bytes:
        """All of it."""
        return bytes(range(256)) * (self.capacity // 256)

    @contextmanager
    def open(self) -> Iterator[Iterable[bytes]]:
        """Blocks of 64 KiB."""
        yield self._blocks()

    def _blocks(self) -> Iterator[bytes]:
        for start in range(0, self.capacity, 65536):
            if self.fails_after is not None and start >= self.fails_after:
                raise OSError("the image's disk is broken")
            yield self.content[start:start + 65536]


def holdings(esx: FakeESX) -> dict[str, Any]:
    """What a host holds that an operation may leave behind: machines, files, port groups."""
    return {
        "vms": sorted(esx.vms),
        "files": {name: sorted(store.files) for name, store in esx.datastores.items()},
        "networks": sorted(esx.networks),
    }
