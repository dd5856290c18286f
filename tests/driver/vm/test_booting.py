"""Machines that boot from a CD: with and without a disk, a config drive and the image cache."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driver_conf import conf_of
from driver_isos import iso_content, iso_file
from driver_machines import REQUEST, UUID, holdings
from driver_steps import each_step
from esx_driver.cache import aging
from esx_driver.errors import DatastoreError, TransferError, WrongState
from esx_driver.host import Host
from esx_driver.images.iso import IsoImage
from esx_driver.images.opening import look_at_any
from esx_driver.images.sinks import FileSink
from esx_driver.images.sources import FileSource
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, power, snapshotting, spawning

from fakeesx import FakeESX

IMAGE = "3f0f2a4e-0000-4000-8000-000000000001"
REQUEST_1G = replace(REQUEST, nics=(), root_gb=1)
DAY = 24 * 3600


class FromGlance(FileSource):
    """A file whose content never changes."""

    identity = IMAGE  # type: ignore[assignment]


@pytest.fixture
def iso(tmp_path: Path) -> IsoImage:
    """An ISO image."""
    image = look_at_any(FileSource(iso_file(tmp_path)))
    assert isinstance(image, IsoImage)
    return image


def cds(host: Host, vm: Ref) -> list[tuple[str, int, int, bool]]:
    """What is in its CD-ROM drives, their places on IDE, whether the guest sees them."""
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    return [
        (each.backing.fileName, each.controllerKey, each.unitNumber, each.connectable.connected) for each in devices
        if "VirtualCdrom" in host.session.types.lineage(each)
    ]


@pytest.mark.parametrize(("adapter", "unit"), [(None, 0), ("ide", 1)])
def test_cd_and_empty_disk(fresh: FakeESX, host: Host, iso: IsoImage, adapter: str | None, unit: int) -> None:
    """W13: the CD is in a drive that is there from the start, the disk has the flavor's size and nothing in it."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), REQUEST_1G, replace(iso, adapter_type=adapter))
    assert fresh.vms["web"].power_state == "poweredOn"
    assert cds(host, vm) == [("[datastore1] web/boot.iso", 200, unit, True)]
    assert fresh.datastores["datastore1"].read("web/boot.iso") == iso_content()
    (disk,) = fresh.vms["web"].disks
    assert (disk.path, disk.size, disk.thin) == ("[datastore1] web/web.vmdk", 1 << 30, False)
    with fresh.datastores["datastore1"].open("web/web-flat.vmdk") as file:
        assert file.read(4096) == bytes(4096)
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


def test_without_a_disk(fresh: FakeESX, host: Host, iso: IsoImage) -> None:
    """Of a flavor that has none: it lives on its CD, and there is nothing of it to make an image of, or to rescue."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST_1G, root_gb=0), iso)
    assert fresh.vms["web"].disks == ()
    assert cds(host, vm) == [("[datastore1] web/boot.iso", 200, 0, True)]
    with pytest.raises(WrongState, match="without a disk"):
        snapshotting.snapshot(host, vm, "web", FileSink("never.vmdk"))


def test_thin_disk(fresh: FakeESX, host: Host, iso: IsoImage) -> None:
    """It takes no room, so it may be larger than what is free."""
    free = fresh.datastores["datastore1"].free
    spawning.spawn(host, conf_of(fresh), replace(REQUEST_1G, root_gb=200, disk_type="thin", memory_mb=4), iso)
    assert fresh.vms["web"].disks[0].thin
    assert free - fresh.datastores["datastore1"].free < 6 << 20


def test_with_a_config_drive(fresh: FakeESX, host: Host, iso: IsoImage) -> None:
    """Two drives: the one to boot from is the first that the BIOS finds."""
    request = replace(REQUEST_1G, config_drive={"a": b"b"})
    vm = spawning.spawn(host, conf_of(fresh), request, replace(iso, adapter_type="ide"))
    assert sorted(cds(host, vm), key=lambda cd: cd[1:3]) == [
        ("[datastore1] web/boot.iso", 200, 1, True), ("[datastore1] web/configdrive.iso", 201, 0, True),
    ]


def test_snapshot_is_of_its_disk(fresh: FakeESX, host: Host, iso: IsoImage) -> None:
    """And not of the CD that it boots from."""
    vm = spawning.spawn(host, conf_of(fresh), REQUEST_1G, iso)
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    assert str(snapshotting.root_disk(host, devices, "web").path) == "[datastore1] web/web.vmdk"


def test_from_the_cache(fresh: FakeESX, host: Host, tmp_path: Path) -> None:
    """It is sent once, and all machines read the same file; it stays as long as one of them has it in its drive."""
    conf, image = conf_of(fresh, use_linked_clone=True), look_at_any(FromGlance(iso_file(tmp_path)))
    first = spawning.spawn(host, conf, REQUEST_1G, image, clock=lambda: 1000)
    other = replace(REQUEST_1G, name="other", uuid=f"{UUID[:-1]}2")
    second = spawning.spawn(host, conf, other, image, clock=lambda: 1000)
    kept = f"esx_driver_cache/{IMAGE}/{IMAGE}.iso"
    assert cds(host, first) == cds(host, second) == [(f"[datastore1] {kept}", 200, 0, True)]
    assert [file for file in fresh.datastores["datastore1"].files if file.endswith(".iso")] == [kept]
    assert [(entry.size, entry.used) for entry in aging.entries(host, conf)] == [(len(iso_content()), 1000)]
    destroying.destroy(host, first, "web")
    power.power_off(host, second, "other")
    assert aging.clean_cache(host, conf, 100 * DAY) == []
    destroying.destroy(host, second, "other")
    assert [entry.image_id for entry in aging.clean_cache(host, conf, 100 * DAY)] == [IMAGE]
    assert fresh.datastores["datastore1"].files == ()


def test_taken_from_the_cache_meanwhile(fresh: FakeESX, host: Host, tmp_path: Path) -> None:
    """Before it is in a drive nobody knows that it is needed: it is sent again."""
    removed = []

    def report(step: str, _percent: int) -> None:
        if step == "attaching the disks" and not removed:
            removed.extend(aging.clean_cache(host, conf, 100 * DAY))

    conf, image = conf_of(fresh, use_linked_clone=True), look_at_any(FromGlance(iso_file(tmp_path)))
    vm = spawning.spawn(host, conf, REQUEST_1G, image, report, clock=lambda: 1000)
    assert len(removed) == 1
    assert cds(host, vm) == [(f"[datastore1] esx_driver_cache/{IMAGE}/{IMAGE}.iso", 200, 0, True)]


def test_no_room(fresh: FakeESX, host: Host, iso: IsoImage) -> None:
    """For the CD beside the disk: said before anything is made."""
    free = fresh.datastores["datastore1"].free
    with pytest.raises(DatastoreError, match=f"no datastore can take {240 << 30} bytes: .* bytes free"):
        spawning.spawn(host, conf_of(fresh), replace(REQUEST_1G, root_gb=240), replace(iso, size=free - (240 << 30) + 1))
    assert not fresh.calls("CreateVM_Task")


@pytest.mark.parametrize("change", [1, -1])
def test_image_that_changes(fresh: FakeESX, host: Host, iso: IsoImage, change: int) -> None:
    """Between the look and the reading: told, and nothing is left."""
    before = holdings(fresh)
    with pytest.raises(TransferError, match=r"more to send|bytes for .* are there to send"):
        spawning.spawn(host, conf_of(fresh), REQUEST_1G, replace(iso, size=iso.size + change))
    assert holdings(fresh) == before


@pytest.mark.parametrize("effect", ["fault", "lost reply"])
def test_chaos_at_each_call(iso: IsoImage, effect: str) -> None:
    """The machine runs with both its CDs, or nothing of it is left."""
    request: Any = replace(REQUEST_1G, config_drive={"a": b"b"})
    each_step(lambda *_: None, lambda esx, host: spawning.spawn(host, conf_of(esx), request, iso), effect)
