"""The image cache: what is sent once, what is copied whole, what goes and what stays."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner
from driver_cache import CACHED, IMAGE, files, spawning_of
from driver_conf import conf_of
from driver_machines import Pattern
from driver_threads import in_threads, until_held
from esx_driver import cache
from esx_driver.cache import aging
from esx_driver.cli.main import main
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import TransferError
from esx_driver.host import Host
from esx_driver.vim import connect
from esx_driver.vm import destroying, lookup
from oslo_config import cfg

from fakeesx import FakeESX

PATTERN = Pattern(identity=IMAGE, linked_clone=False)
spawn = spawning_of(PATTERN)
DAY = 24 * 3600


def test_image_is_sent_once(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """W13: the second machine's disk is a copy that the host makes; both have the image's content and their own size."""
    spawn(host, conf, 1)
    assert files(fresh) == CACHED
    spawn(host, conf, 2, root_gb=1)
    datastore = fresh.datastores["datastore1"]
    assert datastore.read("web1/web1-flat.vmdk") == PATTERN.content
    assert datastore.read("web2/web2-flat.vmdk").startswith(PATTERN.content)
    assert fresh.vms["web2"].disks[0].size == 1 << 30
    assert len(fresh.calls("CopyVirtualDisk_Task")) == 2
    assert len(fresh.calls("CreateVirtualDisk_Task")) == 1
    assert b'createType="vmfs"' in datastore.read("web2/web2.vmdk")


def test_off_by_default(fresh: FakeESX, host: Host) -> None:
    """And for images that may change: those of files and URLs."""
    spawn(host, conf_of(fresh), 1)
    spawn(host, conf_of(fresh, use_linked_clone=True), 2, Pattern())
    assert files(fresh) == []


def test_machine_does_not_need_the_cache(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Its disk is a whole copy: the cache can go, and the machine goes without taking the cache along."""
    spawn(host, conf, 1, now=0)
    destroyed = lookup.by_name(host, "web1")
    spawn(host, conf, 2, now=0)
    destroying.destroy(host, destroyed, "web1")
    assert files(fresh) == CACHED
    assert [entry.image_id for entry in aging.clean_cache(host, conf, 10 * DAY)] == [IMAGE]
    assert files(fresh) == []
    assert fresh.datastores["datastore1"].read("web2/web2-flat.vmdk") == PATTERN.content


def test_aging(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Each use counts; what was not used for as long as the option says goes, not a second earlier."""
    spawn(host, conf, 1, now=1000)
    (entry,) = aging.entries(host, conf)
    assert entry == cache.Entry(IMAGE, DatastorePath("datastore1", f"esx_driver_cache/{IMAGE}"), 1 << 20, 1000)
    spawn(host, conf, 2, now=5000)
    assert aging.clean_cache(host, conf, 1000 + DAY) == []
    assert aging.clean_cache(host, conf, 5000 + DAY - 1) == []
    assert [removed.used for removed in aging.clean_cache(host, conf, 5000 + DAY)] == [5000]
    assert list(aging.entries(host, conf)) == []
    assert aging.clean_cache(host, conf, 9 * DAY) == []


def test_image_that_a_disk_stands_on(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Somebody has attached the cached disk itself: it stays."""
    spawn(host, conf, 1)
    types = host.session.types
    files_ = types.VirtualMachineFileInfo(vmPathName="[datastore1]")
    controller = types.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")
    backing = types.VirtualDiskFlatVer2BackingInfo(fileName=f"[datastore1] {CACHED[1]}", diskMode="persistent")
    disk = types.VirtualDisk(key=-2, controllerKey=-1, unitNumber=0, capacityInKB=1024, backing=backing)
    changes = [types.VirtualDeviceConfigSpec(operation="add", device=device) for device in (controller, disk)]
    spec = types.VirtualMachineConfigSpec(name="other", files=files_, deviceChange=changes)
    host.tasks.run("CreateVM_Task", host.places.vm_folder, config=spec, pool=host.places.pool)
    assert aging.clean_cache(host, conf, 100 * DAY) == []
    assert files(fresh) == CACHED


def test_cleaning_while_a_machine_is_made(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """The image goes just before it is copied: it is sent again."""
    spawn(host, conf, 1, now=0)
    fresh.chaos.add("CopyVirtualDisk_Task", nth=1, hang=True, id="hold")
    thread = threading.Thread(target=spawn, args=(host, conf, 2), kwargs={"now": 0})
    thread.start()
    other = conf_of(fresh)
    with connect(other) as session:
        cleaner = Host(session)
        until_held(fresh, "hold", thread)
        assert len(aging.clean_cache(cleaner, other, 100 * DAY)) == 1
    fresh.chaos.release("hold")
    thread.join(60)
    assert fresh.vms["web2"].power_state == "poweredOn"
    assert fresh.datastores["datastore1"].read("web2/web2-flat.vmdk") == PATTERN.content
    assert files(fresh) == CACHED


def test_two_machines_at_once(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Both may send the image: one of them is kept, and nothing of the other."""
    in_threads([partial(spawn, host, conf, number) for number in (1, 2, 3)])
    assert files(fresh) == CACHED
    assert [fresh.vms[f"web{n}"].power_state for n in (1, 2, 3)] == ["poweredOn"] * 3


@dataclass(frozen=True)
class Racing(Pattern):
    """An image that somebody else puts into the cache while it is sent."""

    other: Any = None

    @contextmanager
    def open(self) -> Iterator[Iterable[bytes]]:
        """First the other, then the content."""
        self.other()
        with super().open() as blocks:
            yield blocks


def test_somebody_who_was_faster(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """The image is there when ours is to be moved to its place: ours goes."""
    spawn(host, conf, 1, Racing(identity=IMAGE, linked_clone=False, other=lambda: spawn(host, conf, 2)))
    assert files(fresh) == CACHED
    assert fresh.datastores["datastore1"].read("web1/web1-flat.vmdk") == PATTERN.content


def test_remains_in_its_place(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """A folder without the image, or with a part of it: they are replaced."""
    host.transfer.upload(DatastorePath("datastore1", CACHED[0]), 4, lambda: nullcontext([b"part"]))
    spawn(host, conf, 1)
    assert files(fresh) == CACHED
    assert fresh.datastores["datastore1"].read(CACHED[0]) == PATTERN.content


def test_left_overs(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """What somebody did not finish goes after a day; what was begun just now, and files of others in the folder, stay."""

    def put(path: str, content: bytes) -> None:
        host.transfer.upload(
            DatastorePath("datastore1", f"esx_driver_cache/{path}"), len(content), lambda: nullcontext([content]),
        )

    names = [f"{IMAGE}.{what}-52aaaaaa-0000-4000-8000-00000000000{n}" for what in ("part", "going") for n in (1, 2)]
    for name in names:
        put(f"{name}/{IMAGE}-flat.vmdk", b"part")
    put(f"{names[0]}/used", b"1000\n")
    put(f"{names[2]}/used", b"1000\n")
    put("notes/mine.txt", b"mine")
    assert aging.clean_cache(host, conf, 1000 + DAY) == []
    assert len(files(fresh)) == 7
    assert aging.clean_cache(host, conf, 1001 + DAY) == []
    assert files(fresh) == sorted(
        [f"esx_driver_cache/{names[n]}/{IMAGE}-flat.vmdk" for n in (1, 3)] + ["esx_driver_cache/notes/mine.txt"],
    )


def test_image_that_breaks(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """W8: nothing of it is left, in the cache either."""
    with pytest.raises(OSError, match="the image's disk is broken"):
        spawn(host, conf, 1, replace(PATTERN, fails_after=65536))
    assert list(fresh.datastores["datastore1"].files) == []
    assert list(fresh.vms) == []


def test_full_datastore(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Likewise."""
    fresh.chaos.add(request="PUT /folder/*", status=507)
    with pytest.raises(TransferError, match="the datastore is full"):
        spawn(host, conf, 1)
    assert list(fresh.datastores["datastore1"].files) == []


def test_command_line(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Lists and cleans."""
    spawn(host, conf, 1, now=0.5 * DAY)
    options = [f"--set={name}={value}" for name, value in (
        ("vmwareapi_host_ip", f"{fresh.host}:{fresh.port}"), ("vmwareapi_host_username", fresh.user),
        ("vmwareapi_host_password", fresh.password), ("vmwareapi_ca_file", fresh.cafile),
    )]

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, [*options, *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    assert json.loads(run("--json", "cache", "list")) == [
        {"image": IMAGE, "folder": f"[datastore1] esx_driver_cache/{IMAGE}", "bytes": 1 << 20,
         "used": "1970-01-01T12:00:00Z"},
    ]
    assert run("cache", "list") == f"1970-01-01T12:00:00Z       1,048,576  [datastore1] esx_driver_cache/{IMAGE}\n"
    assert run("cache", "clean") == f"removed [datastore1] esx_driver_cache/{IMAGE}\n"
    assert run("cache", "clean") == "nothing to remove\n"
    assert run("cache", "list") == "no images are cached\n"


@pytest.mark.parametrize("text", ["inf", "nan", "1e300", "-1e300", "-5", "1e12", "yesterday"])
def test_time_that_is_none(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, text: str) -> None:
    """In a file that somebody wrote over: the image was used nobody knows when, and goes with the others."""
    spawn(host, conf, 1)
    content = text.encode()
    host.transfer.upload(DatastorePath("datastore1", CACHED[2]), len(content), lambda: nullcontext([content]))
    assert [entry.used for entry in aging.entries(host, conf)] == [0]
    assert [entry.used for entry in aging.clean_cache(host, conf, 100 * DAY)] == [0]
    assert files(fresh) == []
