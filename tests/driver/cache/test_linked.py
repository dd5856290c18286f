"""Linked clones: machines whose disks are deltas on one cached image, which stays for as long as any of them needs it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from driver_cache import CACHED, IMAGE, files, spawning_of
from driver_chaos import EFFECTS, chaotic
from driver_conf import conf_of
from driver_machines import Pattern
from driver_threads import in_threads, until_held
from esx_driver.cache import aging
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import DriverError, TransferError, WrongState
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink
from esx_driver.images.sources import FileSource
from esx_driver.vim import connect, faults
from esx_driver.vm import destroying, lookup, power, rescuing, resizing, snapshotting
from oslo_config import cfg

from fakeesx import FakeESX
from fakeesx.host.virtual_machine import guest_disks

PATTERN = Pattern(identity=IMAGE)
spawn = spawning_of(PATTERN)
SIZED = [f"esx_driver_cache/{IMAGE}/{IMAGE}.1{end}" for end in ("-flat.vmdk", ".vmdk")]
BASE, BASE_OF_1_GB = f"[datastore1] {CACHED[1]}", f"[datastore1] {SIZED[1]}"
YEARS = 10 * 365 * 24 * 3600


def line(esx: FakeESX, name: str) -> list[str]:
    """The paths of a machine's first disk and of what it stands on."""

    def look(host: Any) -> list[str]:
        device = next(each for each in _vm(host, name).config.hardware.device if each.key in (2000, 3000))
        found, backing = [], device.backing
        while backing is not None:
            found.append(backing.fileName)
            backing = backing.parent
        return found

    return esx.run(look)


def guest_reads(esx: FakeESX, name: str, offset: int, length: int) -> bytes:
    """What a guest reads from its first disk."""
    return esx.run(lambda host: guest_disks.read(_vm(host, name), 2000, offset, length))


def guest_writes(esx: FakeESX, name: str, offset: int, data: bytes) -> None:
    """A guest writes to its first disk."""
    esx.run(lambda host: guest_disks.write(_vm(host, name), 2000, offset, data))


def _vm(host: Any, name: str) -> Any:
    return host.object(host.vms.find(name))


def test_two_machines_on_one_image(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """W13: the image is sent once and never copied; what a guest writes is its own, and the image stays to the byte."""
    spawn(host, conf, 1)
    spawn(host, conf, 2)
    assert files(fresh) == CACHED
    before = [fresh.datastores["datastore1"].read(path) for path in CACHED[:2]]
    assert fresh.calls("CopyVirtualDisk_Task") == []
    assert len(fresh.calls("CreateVirtualDisk_Task")) == 1
    assert line(fresh, "web1") == ["[datastore1] web1/web1.vmdk", BASE]
    guest_writes(fresh, "web1", 256, b"1")
    guest_writes(fresh, "web2", 256, b"2")
    for name, byte in (("web1", b"1"), ("web2", b"2")):
        assert guest_reads(fresh, name, 0, 1 << 20) == PATTERN.content[:256] + byte + PATTERN.content[257:]
    assert [fresh.datastores["datastore1"].read(path) for path in CACHED[:2]] == before
    assert fresh.vms["web1"].disks[0].size == 1 << 20


def test_larger_root_disks(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """W13: a delta can't grow: there is one disk to stand on for each size, copied from the image once."""
    for number in (1, 2):
        spawn(host, conf, number, root_gb=1)
    assert files(fresh) == sorted([*CACHED, *SIZED])
    assert line(fresh, "web2") == ["[datastore1] web2/web2.vmdk", BASE_OF_1_GB]
    assert len(fresh.calls("CopyVirtualDisk_Task")) == 1
    assert fresh.vms["web2"].disks[0].size == 1 << 30
    assert guest_reads(fresh, "web2", 0, (1 << 20) + 1) == PATTERN.content + b"\0"


def test_copies_of_what_machines_run_on(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Whole ones and larger ones: the image is locked against writing alone."""
    spawn(host, conf, 1)
    spawn(host, conf, 2, root_gb=1)
    spawn(host, conf, 3, replace(PATTERN, linked_clone=False))
    assert [len(line(fresh, f"web{n}")) for n in (1, 2, 3)] == [2, 2, 1]
    assert all(guest_reads(fresh, f"web{n}", 0, 1 << 20) == PATTERN.content for n in (1, 2, 3))


@pytest.mark.parametrize(("option", "wanted", "linked", "kept"), [
    (False, None, False, False), (False, False, False, False), (False, True, True, True),
    (True, None, True, True), (True, False, False, True), (True, True, True, True),
])  # fmt: skip
def test_what_the_image_says(
    fresh: FakeESX, host: Host, option: bool, wanted: bool | None, linked: bool, kept: bool,
) -> None:
    """Comes before the option: whether a disk is linked, and whether the image is kept."""
    spawn(host, conf_of(fresh, use_linked_clone=option), 1, replace(PATTERN, linked_clone=wanted))
    assert (len(line(fresh, "web1")) == 2, bool(files(fresh))) == (linked, kept)


def test_image_that_may_change(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Has no identity (a file, a URL): nothing is linked, whatever it says."""
    spawn(host, conf, 1, Pattern(linked_clone=True))
    assert (line(fresh, "web1"), files(fresh)) == (["[datastore1] web1/web1.vmdk"], [])


@pytest.mark.parametrize("adapter", ["ide", "busLogic", "lsiLogicsas", "paraVirtual"])
def test_adapters(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, adapter: str) -> None:
    """On each of them."""
    spawn(host, conf, 1, replace(PATTERN, adapter_type=adapter))
    assert line(fresh, "web1")[1] == BASE


def test_destroy_leaves_the_image(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """And all that others stand on."""
    spawn(host, conf, 1, config_drive={"a": b"b"})
    spawn(host, conf, 2)
    destroying.destroy(host, lookup.by_name(host, "web1"), "web1")
    assert files(fresh, "") == sorted([*CACHED, *files(fresh, "web2/")])
    assert guest_reads(fresh, "web2", 0, 16) == PATTERN.content[:16]


def test_rescue(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """There and back; its disk stands on the image all the time."""
    spawn(host, conf, 1)
    vm = lookup.by_name(host, "web1")
    rescuing.rescue(host, vm, "web1", Pattern(2 << 20, name="rescue"))
    assert [disk.path for disk in fresh.vms["web1"].disks] == [
        "[datastore1] web1/web1-rescue.vmdk", "[datastore1] web1/web1.vmdk",
    ]
    rescuing.unrescue(host, vm, "web1")
    assert line(fresh, "web1") == ["[datastore1] web1/web1.vmdk", BASE]
    assert guest_reads(fresh, "web1", 0, 16) == PATTERN.content[:16]


@pytest.mark.parametrize("running", [True, False])
def test_snapshot_is_whole(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, tmp_path: Path, running: bool) -> None:
    """What the guest wrote, and the image below it; the machine's disk is what it was."""
    spawn(host, conf, 1)
    vm = lookup.by_name(host, "web1")
    guest_writes(fresh, "web1", 512, b"mine")
    if not running:
        power.power_off(host, vm, "web1")
    snapshotting.snapshot(host, vm, "web1", FileSink(tmp_path / "web.vmdk"))
    with look_at(FileSource(tmp_path / "web.vmdk")).open() as blocks:
        assert b"".join(blocks) == PATTERN.content[:512] + b"mine" + PATTERN.content[516:]
    assert line(fresh, "web1") == ["[datastore1] web1/web1.vmdk", BASE]


def test_linked_disk_does_not_grow(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Refused by name before anything is changed."""
    spawn(host, conf, 1)
    changes = len(fresh.calls("ReconfigVM_Task"))
    with pytest.raises(WrongState, match="on a disk that others share"):
        resizing.resize_root(host, lookup.by_name(host, "web1"), "web1", 3 << 20)
    assert len(fresh.calls("ReconfigVM_Task")) == changes


def off(host: Host, _: FakeESX) -> None:
    """It is off."""
    power.power_off(host, lookup.by_name(host, "web1"), "web1")


def on(_: Host, __: FakeESX) -> None:
    """It runs."""


def snapshotted(host: Host, _: FakeESX) -> None:
    """It is off, with a snapshot, and its own disk is another one now: only the snapshot needs the image."""
    vm = lookup.by_name(host, "web1")
    off(host, _)
    host.tasks.run("CreateSnapshot_Task", vm, name="s", description="", memory=False, quiesce=False)
    types = host.session.types
    (devices,) = lookup.read(host, vm, "web1", "config.hardware.device")
    (disk,) = [device for device in devices if device.key == 2000]
    spec = types.VirtualDeviceConfigSpec(operation="remove", device=disk)
    host.tasks.run("ReconfigVM_Task", vm, spec=types.VirtualMachineConfigSpec(deviceChange=[spec]))


@pytest.mark.parametrize("prepare", [on, off, snapshotted])
@pytest.mark.parametrize("root_gb", [0, 1])
def test_image_that_is_needed_stays(
    fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, prepare: Callable[[Host, FakeESX], None], root_gb: int,
) -> None:
    """However old it is, until the last machine is gone; the machines are read in one call."""
    spawn(host, conf, 1, root_gb=root_gb)
    prepare(host, fresh)
    fresh.forget_calls()
    assert aging.clean_cache(host, conf, YEARS) == []
    assert files(fresh) == sorted([*CACHED, *(SIZED if root_gb else ())])
    assert len(fresh.calls("RetrievePropertiesEx")) <= 4
    destroying.destroy(host, lookup.by_name(host, "web1"), "web1")
    assert [entry.image_id for entry in aging.clean_cache(host, conf, YEARS)] == [IMAGE]
    assert files(fresh, "") == []


def test_machines_whose_files_are_not_told(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Nobody knows what they need: nothing is removed."""
    spawn(host, conf, 1)
    destroying.destroy(host, lookup.by_name(host, "web1"), "web1")
    spawn(host, conf_of(fresh), 2)
    fresh.run(lambda esx: esx.inventory.update(esx.vms.find("web2"), layoutEx=None))
    assert aging.clean_cache(host, conf, YEARS) == []
    assert files(fresh) == CACHED


# what others do meanwhile


def held(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, method: str, meanwhile: Callable[[Host], None]) -> None:
    """Make ``web2``, and do something while the first call of a method is waiting."""
    fresh.chaos.add(method, nth=1, hang=True, id="hold")
    errors: list[Exception] = []

    def run() -> None:
        try:
            spawn(host, conf, 2, now=0, root_gb=1)
        except DriverError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    with connect(conf_of(fresh)) as session:
        until_held(fresh, "hold", thread)
        try:
            meanwhile(Host(session))
        finally:
            fresh.chaos.release("hold")
            thread.join(60)
    assert errors == []
    assert fresh.vms["web2"].power_state == "poweredOn"
    assert guest_reads(fresh, "web2", 0, 1 << 20) == PATTERN.content
    assert files(fresh) == sorted([*CACHED, *SIZED])


@pytest.mark.parametrize("method", [
    "CopyVirtualDisk_Task", "ExtendVirtualDisk_Task", "MoveVirtualDisk_Task", "ReconfigVM_Task",
])
def test_cleaning_before_the_disk_is_made(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts, method: str) -> None:
    """The image goes, since no machine needs it yet: it is sent again."""
    if method != "ReconfigVM_Task":
        spawn(host, conf_of(fresh, use_linked_clone=True), 1, now=0)
        destroying.destroy(host, lookup.by_name(host, "web1"), "web1")
    held(fresh, host, conf, method, lambda other: _cleaned(other, conf, 1))


def test_cleaning_after_the_disk_is_made(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """A machine needs it now: it stays, though the machine does not run yet."""
    held(fresh, host, conf, "PowerOnVM_Task", lambda other: _cleaned(other, conf, 0))


def _cleaned(host: Host, conf: cfg.ConfigOpts, removed: int) -> None:
    assert len(aging.clean_cache(host, conf, YEARS)) == removed


def test_disk_that_is_made_while_its_image_goes(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """The cleaner has looked at the machines, and then there is one more: the image is brought back."""
    spawn(host, conf, 1, now=0)
    destroying.destroy(host, lookup.by_name(host, "web1"), "web1")
    fresh.chaos.add("MoveDatastoreFile_Task", nth=1, hang=True, id="hold")
    removed: list[Any] = []
    thread = threading.Thread(target=lambda: removed.extend(aging.clean_cache(host, conf, YEARS)))
    thread.start()
    with connect(conf_of(fresh)) as session:
        until_held(fresh, "hold", thread)
        try:
            other = Host(session)
            spawn(other, conf, 2, now=0)
            power.power_off(other, lookup.by_name(other, "web2"), "web2")
        finally:
            fresh.chaos.release("hold")
            thread.join(60)
        assert (removed, files(fresh)) == ([], CACHED)
        power.power_on(other, lookup.by_name(other, "web2"), "web2")
    assert guest_reads(fresh, "web2", 0, 16) == PATTERN.content[:16]


def test_image_that_was_taken_away_and_not_brought_back(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """The cleaner was killed between the two: the next one brings it back, or what lacks of it where it was sent again."""
    spawn(host, conf, 1, root_gb=1)
    off(host, fresh)
    folder = DatastorePath("datastore1", f"esx_driver_cache/{IMAGE}")
    going = DatastorePath("datastore1", f"{folder.path}.going-52aaaaaa-0000-4000-8000-000000000001")
    for again in (False, True):
        _moved(host, folder, going)
        if again:
            spawn(host, conf, 2)
        assert aging.clean_cache(host, conf, YEARS) == []
        assert files(fresh) == sorted([*CACHED, *SIZED])
        power.power_on(host, lookup.by_name(host, "web1"), "web1")
        off(host, fresh)


def _moved(host: Host, source: DatastorePath, target: DatastorePath) -> None:
    host.tasks.run(
        "MoveDatastoreFile_Task", host.manager("fileManager"), sourceName=str(source), destinationName=str(target),
        sourceDatacenter=host.places.datacenter, destinationDatacenter=host.places.datacenter, force=False,
    )


def test_image_that_is_damaged(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """It is sent again, and what machines stand on beside it is left alone."""
    spawn(host, conf, 1, root_gb=1)
    off(host, fresh)
    disks.delete(host, DatastorePath("datastore1", CACHED[1]))
    spawn(host, conf, 2)
    assert files(fresh) == sorted([*CACHED, *SIZED])
    power.power_on(host, lookup.by_name(host, "web1"), "web1")
    assert guest_reads(fresh, "web1", 0, 16) == PATTERN.content[:16]


def test_machines_of_one_size_at_once(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Each may send the image and make the larger disk: one of each is kept."""
    in_threads([partial(spawn, host, conf, number, root_gb=1) for number in (1, 2, 3)])
    assert files(fresh) == sorted([*CACHED, *SIZED])
    assert [line(fresh, f"web{n}")[1] for n in (1, 2, 3)] == [BASE_OF_1_GB] * 3


# what goes wrong


def test_image_that_goes_again_and_again(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """Is given up on, and nothing is left."""
    fresh.chaos.add("ReconfigVM_Task", fault="FileNotFound", fields={"file": BASE})
    with pytest.raises(faults.FileNotFound):
        spawn(host, conf, 1)
    assert list(fresh.vms) == []
    assert files(fresh, "") == CACHED


def test_image_that_breaks(fresh: FakeESX, host: Host, conf: cfg.ConfigOpts) -> None:
    """W8: nothing of it is left, in the cache either."""
    with pytest.raises(OSError, match="the image's disk is broken"):
        spawn(host, conf, 1, replace(PATTERN, fails_after=65536))
    fresh.chaos.add(request="PUT /folder/*", status=507)
    with pytest.raises(TransferError, match="the datastore is full"):
        spawn(host, conf, 1)
    assert (files(fresh, ""), list(fresh.vms)) == ([], [])


def nothing(_: FakeESX) -> None:
    """No machine before."""


def spawned(esx: FakeESX) -> None:
    """The operation under test, with a session of its own."""
    conf = conf_of(esx, use_linked_clone=True)
    with connect(conf) as session:
        spawn(Host(session), conf, root_gb=1)


@pytest.fixture(scope="module")
def steps() -> range:
    """The SOAP calls that it makes from the first on that is not a plain spawn's, by their numbers."""
    with FakeESX(seed=1) as esx:
        spawned(esx)
        made = [call.method for call in esx.calls(kind="soap")]
        return range(made.index("MakeDirectory") + 1, len(made) + 1)


@pytest.mark.parametrize("effect", ["fault", "lost reply"])
def test_chaos_at_each_call(effect: str, steps: range) -> None:
    """The machine is there, or nothing of it, and the cache has whole disks or nothing."""
    outcomes: dict[int, str] = {}
    for step in steps:
        with chaotic(nothing, {"nth": step, **EFFECTS[effect]}) as esx:
            try:
                spawned(esx)
                outcomes[step] = "done"
            except DriverError as error:
                outcomes[step] = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
                assert files(esx, "") == files(esx), outcomes
                assert list(esx.vms) == []
            assert files(esx) in ([], CACHED, sorted([*CACHED, *SIZED])), outcomes
            assert "left behind" not in outcomes[step]
    assert (effect == "fault") == (set(outcomes.values()) != {"done"}), json.dumps(outcomes, indent=1)
