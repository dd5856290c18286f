"""Ephemeral disks and swap space: beside the root disk, and gone with the machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from driver_conf import conf_of
from driver_images import flat
from driver_isos import iso_file
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.errors import DatastoreError, NotPossible, WrongState
from esx_driver.host import Host
from esx_driver.images.opening import look_at_any
from esx_driver.images.sinks import FileSink
from esx_driver.images.sources import FileSource
from esx_driver.vm import destroying, rescuing, snapshotting, spawning

from fakeesx import FakeESX

PLAIN = replace(REQUEST, nics=())
WITH_ALL = replace(PLAIN, ephemeral_gb=(1, 2), swap_mb=512)
EXTRA = [("web/ephemeral_0.vmdk", 1 << 30), ("web/ephemeral_1.vmdk", 2 << 30), ("web/swap.vmdk", 512 << 20)]


def found(esx: FakeESX) -> list[tuple[str, int]]:
    """The machine's disks and their sizes."""
    return [(disk.path.removeprefix("[datastore1] "), disk.size) for disk in esx.vms["web"].disks]


@pytest.mark.parametrize("adapter", ["lsiLogic", "ide"])
def test_beside_the_root_disk(fresh: FakeESX, host: Host, adapter: str) -> None:
    """All thick, in the machine's folder; destroyed with it."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), WITH_ALL, Pattern(adapter_type=adapter))
    assert sorted(found(fresh)) == [*EXTRA, ("web/web.vmdk", 1 << 20)]
    assert not any(disk.thin for disk in fresh.vms["web"].disks)
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


def test_without_a_root_disk(fresh: FakeESX, host: Host, tmp_path: Path) -> None:
    """Beside a CD that the machine boots from: nobody takes one of them for a disk that it lives on."""
    vm = spawning.spawn(host, conf_of(fresh), WITH_ALL, look_at_any(FileSource(iso_file(tmp_path))))
    assert found(fresh) == EXTRA
    with pytest.raises(WrongState, match="without a disk"):
        rescuing.rescue(host, vm, "web", Pattern())


@pytest.mark.parametrize("adapter", ["lsiLogic", "ide"])
def test_root_disk_is_still_known(fresh: FakeESX, host: Host, tmp_path: Path, adapter: str) -> None:
    """What an image is made of, and what goes to its place again after a rescue, which moves it behind the others."""
    vm = spawning.spawn(host, conf_of(fresh), WITH_ALL, Pattern(adapter_type=adapter))
    before = found(fresh)
    snapshotting.snapshot(host, vm, "web", FileSink(tmp_path / "web.vmdk"))
    assert flat((tmp_path / "web.vmdk").read_bytes()) == Pattern().content
    rescuing.rescue(host, vm, "web", Pattern())
    assert len(found(fresh)) == 5
    rescuing.unrescue(host, vm, "web")
    assert sorted(found(fresh)) == sorted(before)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"ephemeral_gb": (1,) * 15}, NotPossible, "'web' can't have 15 ephemeral and swap disks: 14 is the most"),
        ({"ephemeral_gb": (0,)}, NotPossible, "ephemeral_0 of 'web' would have 0 bytes"),
        ({"ephemeral_gb": (200, 200), "root_gb": 200}, DatastoreError, "bytes free"),
        ({"ephemeral_gb": (1000,)}, DatastoreError, "its files have at most"),
    ],
)
def test_that_can_not_be(
    fresh: FakeESX, host: Host, changes: dict[str, object], error: type[Exception], message: str,
) -> None:
    """Said before anything is made."""
    with pytest.raises(error, match=message):
        spawning.spawn(host, conf_of(fresh), replace(PLAIN, **changes), Pattern())  # type: ignore[arg-type]
    assert not fresh.calls("CreateVM_Task")


def test_most(fresh: FakeESX, host: Host) -> None:
    """As many as a controller takes beside the root disk."""
    spawning.spawn(host, conf_of(fresh), replace(PLAIN, ephemeral_gb=(1,) * 13, swap_mb=1), Pattern())
    assert len(found(fresh)) == 15
    assert fresh.vms["web"].power_state == "poweredOn"


def test_disk_that_can_not_be_made(fresh: FakeESX, host: Host) -> None:
    """Nothing of the machine is left."""
    before = holdings(fresh)
    fresh.chaos.add("CreateVirtualDisk_Task", nth=3, task_fails=40, fault="HostConnectFault")
    with pytest.raises(Exception, match="HostConnectFault"):
        spawning.spawn(host, conf_of(fresh), WITH_ALL, Pattern())
    assert holdings(fresh) == before
