"""Thin and eagerly zeroed root disks: by the image's wish or by the request's, with and without the image cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern, holdings
from esx_driver.errors import DatastoreError, ImageError, TransferError
from esx_driver.host import Host
from esx_driver.vim import faults
from esx_driver.vm import spawning

from fakeesx import FakeESX

GIB = 1 << 30
PLAIN = replace(REQUEST, nics=(), memory_mb=4)
SWAP = 4 << 20


@dataclass(frozen=True)
class Hollow(Pattern):
    """An image of 8 MiB with something in 64 KiB of it."""

    capacity: int = 8 << 20

    @property
    def content(self) -> bytes:
        return (bytes(range(256)) * 256).ljust(self.capacity, b"\0")


def spawn(esx: FakeESX, host: Host, request: spawning.Request = PLAIN, image: Pattern | None = None, **conf: Any) -> int:
    """Make a machine: how much less is free on the datastore then, without the machine's swap file."""
    free = esx.datastores["datastore1"].free
    spawning.spawn(host, conf_of(esx, **conf), request, image or Hollow())
    return free - esx.datastores["datastore1"].free - SWAP


def is_zeroed(esx: FakeESX) -> bool:
    """Whether all blocks of the root disk are zeroed; no descriptor says it."""
    return esx.run(lambda host: host.volumes.get("datastore1").is_zeroed("web/web-flat.vmdk"))


def disk(esx: FakeESX) -> tuple[int, bool]:
    """The root disk's size, and whether it is thin; its content is the image's."""
    with esx.datastores["datastore1"].open("web/web-flat.vmdk") as file:
        assert file.read(8 << 20) == Hollow().content
    (found,) = esx.vms["web"].disks
    return found.size, found.thin


@pytest.mark.parametrize(
    ("by_request", "by_image", "cached"), [("thin", None, True), (None, "thin", False), ("Thin", "preallocated", False)],
)
def test_thin(fresh: FakeESX, host: Host, by_request: str | None, by_image: str | None, cached: bool) -> None:
    """W13: it takes the room of what is in the image, grown or not; nothing that it was made from is left."""
    image = Hollow(disk_type=by_image, identity="image" if cached else None)
    taken = spawn(fresh, host, replace(PLAIN, disk_type=by_request, root_gb=100), image, use_linked_clone=cached)
    assert disk(fresh) == (100 * GIB, True)
    assert taken < 1 << 20
    assert not [file for file in fresh.datastores["datastore1"].files if "sparse" in file]


def test_linked_copy(fresh: FakeESX, host: Host) -> None:
    """A delta is on a thin disk, also one of the flavor's size, where the image is to be thin; it has no type itself."""
    image = Hollow(disk_type="thin", identity="image")
    assert spawn(fresh, host, replace(PLAIN, root_gb=1), image, use_linked_clone=True) < 1 << 20
    assert "web/web-delta.vmdk" in fresh.datastores["datastore1"].files
    kept = fresh.datastores["datastore1"].read("esx_driver_cache/image/image.1.vmdk")
    assert b'ddb.thinProvisioned = "1"' in kept


@pytest.mark.parametrize(
    ("by_request", "by_image"), [(None, None), ("preallocated", "thin")],
)
def test_thick(fresh: FakeESX, host: Host, by_request: str | None, by_image: str | None) -> None:
    """The default, and what the request says goes before the image."""
    taken = spawn(fresh, host, replace(PLAIN, disk_type=by_request, root_gb=1), Hollow(disk_type=by_image))
    assert disk(fresh) == (GIB, False)
    assert GIB <= taken < GIB + (1 << 20)
    assert not is_zeroed(fresh)


@pytest.mark.parametrize("cached", [False, True])
def test_eagerly_zeroed(fresh: FakeESX, host: Host, cached: bool) -> None:
    """W13: all blocks, those that came with the flavor's size as well."""
    image = Hollow(disk_type="eagerZeroedThick", identity="image" if cached else None, linked_clone=False)
    assert spawn(fresh, host, replace(PLAIN, root_gb=1), image, use_linked_clone=cached) >= GIB
    assert disk(fresh) == (GIB, False)
    assert is_zeroed(fresh)


def test_eagerly_zeroed_where_it_can_be(connected: Callable[..., Host]) -> None:
    """Not on NFS, however much is free there."""
    stores = [
        {"name": "datastore1", "capacity": "20 GiB"},
        {"name": "nfs1", "type": "NFS", "capacity": "800 GiB", "remote": "nas.example.test:/export"},
    ]
    with FakeESX(seed=1, inventory={"datastores": stores}) as esx:
        host = connected(esx)
        for number, disk_type, store in ((1, "eagerZeroedThick", "datastore1"), (2, "preallocated", "nfs1")):
            request = replace(PLAIN, name=f"web{number}", uuid=f"{UUID[:-1]}{number}", disk_type=disk_type)
            spawning.spawn(host, conf_of(esx), request, Hollow())
            assert esx.vms[f"web{number}"].path.startswith(f"[{store}]")


def test_unknown(fresh: FakeESX, host: Host) -> None:
    """Said before anything is made on the host."""
    with pytest.raises(ImageError, match="'fat' is no type of a disk: preallocated, thin, eagerZeroedThick"):
        spawn(fresh, host, replace(PLAIN, disk_type="fat"))
    assert not fresh.calls("CreateVM_Task")


def test_thin_needs_no_room_for_what_is_not_in_it(fresh: FakeESX, host: Host) -> None:
    """A flavor that is larger than what is free."""
    spawn(fresh, host, replace(PLAIN, root_gb=240))
    other = replace(PLAIN, name="other", uuid=f"{UUID[:-1]}2", root_gb=240)
    with pytest.raises(DatastoreError, match="bytes free"):
        spawn(fresh, host, other)
    assert spawn(fresh, host, replace(other, disk_type="thin")) < 1 << 20


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ({"method": "CopyVirtualDisk_Task", "task_fails": 40, "fault": "HostConnectFault"}, faults.VimFault),
        ({"request": "PUT /folder/*", "status": 507}, TransferError),
    ],
)
def test_thin_disk_that_fails(fresh: FakeESX, host: Host, rule: dict[str, Any], error: type[Exception]) -> None:
    """Nothing is left, of what it was to be made from either."""
    before = holdings(fresh)
    fresh.chaos.add(**rule)
    with pytest.raises(error) as caught:
        spawn(fresh, host, replace(PLAIN, disk_type="thin"))
    assert not getattr(caught.value, "__notes__", ())
    assert holdings(fresh) == before
