"""Machines that boot from a volume: it is their root disk, and there before and after them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from driver_conf import conf_of
from driver_images import flat
from driver_machines import REQUEST, Pattern, holdings
from driver_steps import each_step
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import DriverError, ImageError, InstanceError, NotPossible
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.images.sinks import FileSink
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, power, rescuing, snapshotting, spawning
from esx_driver.vm.boot_volume import BootVolume

from fakeesx import FakeESX
from fakeesx.host.virtual_machine import guest_disks

PATH = DatastorePath("datastore1", "volumes/boot.vmdk")
VOLUME = BootVolume(PATH)
PLAIN = replace(REQUEST, nics=(), root_gb=50)
FILES = ("volumes/boot-flat.vmdk", "volumes/boot.vmdk")


def make_volume(host: Host, adapter: str = "lsiLogic") -> None:
    """A disk in a folder of its own."""
    host.session.call(
        "MakeDirectory", host.manager("fileManager"), name=str(PATH.parent), datacenter=host.places.datacenter,
    )
    disks.upload(host, PATH, Pattern(), adapter, lambda *_: None)


def put(host: Host, path: DatastorePath, content: bytes) -> None:
    """A file."""
    host.transfer.upload(path, len(content), lambda: nullcontext([content]))


def spawn(esx: FakeESX, host: Host, volume: BootVolume = VOLUME) -> Ref:
    """A machine that boots from it."""
    return spawning.spawn(host, conf_of(esx), PLAIN, volume)


@pytest.mark.parametrize(
    ("adapter", "controller"),
    [("lsiLogic", "VirtualLsiLogicController"), ("busLogic", "VirtualBusLogicController"), ("ide", "VirtualIDEController")],
)
def test_there_and_back(fresh: FakeESX, host: Host, adapter: str, controller: str) -> None:
    """On the adapter that it was made for, as large as it is; when the machine is destroyed it is as it was."""
    make_volume(host, adapter)
    before = holdings(fresh)
    vm = spawn(fresh, host)
    assert fresh.vms["web"].power_state == "poweredOn"
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    disk = snapshotting.root_disk(host, devices, "web")
    assert (disk.path, disk.capacity) == (PATH, 1 << 20)
    (on,) = [each for each in devices if each.key == disk.device.controllerKey]
    assert controller in host.session.types.lineage(on)
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before
    assert fresh.datastores["datastore1"].read(FILES[0]) == Pattern().content


@pytest.mark.parametrize("running", [True, False])
def test_image_of_it(fresh: FakeESX, host: Host, tmp_path: Path, running: bool) -> None:
    """A snapshot sends the content of the volume."""
    make_volume(host)
    vm = spawn(fresh, host)
    if not running:
        power.power_off(host, vm, "web")
    before = holdings(fresh)
    snapshotting.snapshot(host, vm, "web", FileSink(tmp_path / "web.vmdk"))
    assert flat((tmp_path / "web.vmdk").read_bytes()) == Pattern().content
    assert holdings(fresh) == before


def test_rescue(fresh: FakeESX, host: Host) -> None:
    """The volume is the second disk meanwhile, and stays when the machine is destroyed in rescue."""
    make_volume(host)
    before = holdings(fresh)
    vm = spawn(fresh, host)
    for again in (False, True):
        rescuing.rescue(host, vm, "web", Pattern())
        assert [disk.path for disk in fresh.vms["web"].disks] == ["[datastore1] web/web-rescue.vmdk", str(PATH)]
        if not again:
            rescuing.unrescue(host, vm, "web")
            assert [disk.path for disk in fresh.vms["web"].disks] == [str(PATH)]
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


def test_destroyed_with_snapshots(fresh: FakeESX, host: Host) -> None:
    """What was written since they were taken is in the machine's folder, and goes into the volume before that is deleted."""
    make_volume(host)
    vm = spawn(fresh, host)
    host.tasks.run("CreateSnapshot_Task", vm, name="mine", memory=False, quiesce=False)
    fresh.run(lambda host: guest_disks.write(host.object(host.vms.find("web")), 2000, 512, b"written"))
    destroying.destroy(host, vm, "web")
    assert fresh.datastores["datastore1"].files == FILES
    assert fresh.datastores["datastore1"].read(FILES[0])[510:520] == Pattern().content[510:512] + b"written" + b"\x07"


def test_that_is_in_use(fresh: FakeESX, host: Host) -> None:
    """By a machine that runs: refused, and both are as they were."""
    make_volume(host)
    spawn(fresh, host)
    before = holdings(fresh)
    with pytest.raises(DriverError):
        spawning.spawn(host, conf_of(fresh), replace(PLAIN, name="other", uuid=f"{PLAIN.uuid[:-1]}2"), VOLUME)
    assert holdings(fresh) == before
    assert fresh.vms["web"].power_state == "poweredOn"


DELTA = b'# Disk DescriptorFile\nparentCID=12345678\ncreateType="vmfsSparse"\nRW 2048 VMFSSPARSE "boot-delta.vmdk"\n'
SPLIT = b'# Disk DescriptorFile\nparentCID=ffffffff\ncreateType="twoGbMaxExtentSparse"\nRW 2048 SPARSE "boot-s001.vmdk"\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"there is no volume \[datastore1\] boot.vmdk for 'web' to boot from"),
        (b"KDMV".ljust(2048, b"\0"), "is a sparse disk"), (bytes(2048), "is no virtual disk"), (b"", "is no virtual disk"),
        (DELTA, "is a delta of another disk"), (SPLIT, "is a disk of the type twoGbMaxExtentSparse"),
        (DELTA.replace(b"12345678", b"ffffffff").replace(b"VMFSSPARSE", b"VMFS") + b'ddb.adapterType = "ufs"\n',
         "'ufs' is no adapter type of ESX"),
    ],
)
def test_what_is_none(fresh: FakeESX, host: Host, content: bytes | None, message: str) -> None:
    """Said before anything is made."""
    path = DatastorePath("datastore1", "boot.vmdk")
    if content is not None:
        put(host, path, content)
    with pytest.raises((InstanceError, ImageError), match=message):
        spawn(fresh, host, BootVolume(path))
    assert not fresh.calls("CreateVM_Task")


def test_in_a_folder_of_its_machines_name(fresh: FakeESX, host: Host) -> None:
    """Which would be deleted with the machine: refused before it is made."""
    with pytest.raises(NotPossible, match=r"\[datastore1\] web/old/boot.vmdk is in a folder of the name 'web'"):
        spawn(fresh, host, BootVolume(DatastorePath("datastore1", "web/old/boot.vmdk")))
    assert not fresh.calls("CreateVM_Task")


@pytest.mark.parametrize("effect", ["fault", "lost reply"])
def test_chaos_at_each_call(effect: str) -> None:
    """The machine runs, or the volume is as it was and nothing else is there."""
    each_step(lambda _, host: make_volume(host), lambda esx, host: spawn(esx, host), effect)
