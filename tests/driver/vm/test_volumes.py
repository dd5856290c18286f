"""Volumes and root disks: files that stay, and files that grow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driver_chaos import EFFECTS
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern, holdings
from driver_steps import each_step
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import DatastoreError, InstanceError, InstanceNotFound, NotPossible, WrongState
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, power, resizing, spawning, volumes
from esx_driver.vm.snapshotting import root_disk

from fakeesx import FakeESX

VOLUME = DatastorePath("datastore1", "volumes/data.vmdk")
PLAIN = replace(REQUEST, nics=())


def make_volume(host: Host, path: DatastorePath = VOLUME) -> None:
    """A disk in a place of its own, with something in it."""
    host.session.call(
        "MakeDirectory", host.manager("fileManager"), name=str(path.parent), datacenter=host.places.datacenter,
        createParentDirectories=True,
    )
    disks.upload(host, path, Pattern(2 << 20), "lsiLogic", lambda *_: None)


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs, and a volume beside it."""
    make_volume(host)
    return spawning.spawn(host, conf_of(fresh), PLAIN, Pattern())


@pytest.mark.parametrize("running", [True, False])
def test_there_and_back(fresh: FakeESX, host: Host, vm: Ref, running: bool) -> None:
    """W17: really attached (the original's did nothing and said it had), while it runs or not; its file is as it was."""
    if not running:
        power.power_off(host, vm, "web")
    before = holdings(fresh)
    volumes.attach(host, vm, "web", VOLUME)
    assert [disk.path for disk in fresh.vms["web"].disks] == ["[datastore1] web/web.vmdk", str(VOLUME)]
    assert volumes.volumes(host, vm, "web") == [volumes.Volume(VOLUME, 2 << 20)]
    with pytest.raises(InstanceError, match="attached to 'web' already"):
        volumes.attach(host, vm, "web", VOLUME)
    volumes.detach(host, vm, "web", VOLUME)
    assert volumes.volumes(host, vm, "web") == []
    assert holdings(fresh) == before
    assert fresh.datastores["datastore1"].read("volumes/data-flat.vmdk") == Pattern(2 << 20).content


def test_destroyed_machine_leaves_its_volumes(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Attached as they are: only the machine's folder goes."""
    volumes.attach(host, vm, "web", VOLUME)
    destroying.destroy(host, vm, "web")
    assert fresh.datastores["datastore1"].files == ("volumes/data-flat.vmdk", "volumes/data.vmdk")
    assert fresh.datastores["datastore1"].read("volumes/data-flat.vmdk") == Pattern(2 << 20).content


def test_disk_in_the_machines_folder(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """It would be destroyed with it: refused, as taking the root disk away is."""
    disks.upload(host, DatastorePath("datastore1", "web/more.vmdk"), Pattern(), "lsiLogic", lambda *_: None)
    with pytest.raises(NotPossible, match="would be destroyed with it"):
        volumes.attach(host, vm, "web", DatastorePath("datastore1", "web/more.vmdk"))
    with pytest.raises(NotPossible, match="is a disk of 'web' itself, and no volume"):
        volumes.detach(host, vm, "web", DatastorePath("datastore1", "web/web.vmdk"))
    assert len(fresh.vms["web"].disks) == 1


def test_what_is_wrong(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """No such file, in use elsewhere, not attached, a machine that is gone: each by its name."""
    with pytest.raises(faults.FileNotFound) as missing:
        volumes.attach(host, vm, "web", DatastorePath("datastore1", "volumes/none.vmdk"))
    assert missing.value.file == "[datastore1] volumes/none.vmdk"
    with pytest.raises(InstanceError, match=r"is not attached to 'web'; its disks are \[datastore1\] web/web.vmdk"):
        volumes.detach(host, vm, "web", VOLUME)
    other = spawning.spawn(host, conf_of(fresh), replace(PLAIN, name="other", uuid=UUID[:-1] + "2"), Pattern())
    volumes.attach(host, other, "other", VOLUME)
    with pytest.raises(faults.FileLocked):
        volumes.attach(host, vm, "web", VOLUME)
    destroying.destroy(host, vm, "web")
    for change in (volumes.attach, volumes.detach):
        with pytest.raises(InstanceNotFound):
            change(host, vm, "web", VOLUME)


def test_snapshot_leaves_a_volume_alone(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """It is independent: what is written goes to its own file, and it can be taken away."""
    volumes.attach(host, vm, "web", VOLUME)
    host.tasks.run("CreateSnapshot_Task", vm, name="s", description="", memory=False, quiesce=False)
    assert [disk.path for disk in fresh.vms["web"].disks] == ["[datastore1] web/web-000001.vmdk", str(VOLUME)]
    volumes.detach(host, vm, "web", VOLUME)
    assert [disk.path for disk in fresh.vms["web"].disks] == ["[datastore1] web/web-000001.vmdk"]


def test_volume_that_a_snapshot_holds(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Attached by somebody else as a dependent one: part of it is in the snapshot's file, so it can't be taken away."""
    power.power_off(host, vm, "web")
    volumes.attach(host, vm, "web", VOLUME)
    types = host.session.types
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    disk = next(each for each in devices if getattr(each.backing, "fileName", "") == str(VOLUME))
    edit = types.VirtualDeviceConfigSpec(operation="edit", device=types.VirtualDisk(
        key=disk.key, controllerKey=disk.controllerKey, unitNumber=disk.unitNumber, capacityInKB=disk.capacityInKB,
        backing=types.VirtualDiskFlatVer2BackingInfo(fileName=str(VOLUME), diskMode="persistent"),
    ))
    host.tasks.run("ReconfigVM_Task", vm, spec=types.VirtualMachineConfigSpec(deviceChange=[edit]))
    host.tasks.run("CreateSnapshot_Task", vm, name="s", description="", memory=False, quiesce=False)
    with pytest.raises(WrongState, match="with snapshots that hold part of it"):
        volumes.detach(host, vm, "web", VOLUME)


def test_more_volumes_than_a_controller_takes(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """A second controller is made for the sixteenth disk; unit 7 is the controller's own."""
    paths = [DatastorePath("datastore1", f"volumes/v{n}.vmdk") for n in range(16)]
    for path in paths:
        host.tasks.run(
            "CreateVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(path), datacenter=host.places.datacenter,
            spec=host.session.types.FileBackedVirtualDiskSpec(adapterType="lsiLogic", diskType="thin", capacityKb=1024),
        )
        volumes.attach(host, vm, "web", path)
    assert len(fresh.vms["web"].disks) == 17
    assert len(volumes.volumes(host, vm, "web")) == 16


@pytest.mark.parametrize("adapter", ["ide", "busLogic", "lsiLogicsas", "paraVirtual"])
def test_root_disk_is_still_the_machines_own(fresh: FakeESX, host: Host, adapter: str) -> None:
    """Whatever controller it is on, and wherever the volume goes: a snapshot for an image takes the root disk."""
    make_volume(host)
    vm = spawning.spawn(host, conf_of(fresh), PLAIN, Pattern(adapter_type=adapter))
    volumes.attach(host, vm, "web", VOLUME)
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    assert str(root_disk(host, devices, "web").path) == "[datastore1] web/web.vmdk"


@pytest.mark.parametrize("running", [True, False])
def test_larger_root_disk(fresh: FakeESX, host: Host, vm: Ref, running: bool) -> None:
    """W13: as large as the flavor says; what is in it stays; as large already is as good."""
    if not running:
        power.power_off(host, vm, "web")
    for _ in range(2):
        resizing.resize_root(host, vm, "web", 3 << 20)
    assert fresh.vms["web"].disks[0].size == 3 << 20
    assert fresh.datastores["datastore1"].read("web/web-flat.vmdk").startswith(Pattern().content)
    assert len(fresh.datastores["datastore1"].read("web/web-flat.vmdk")) == 3 << 20
    assert len([call for call in fresh.calls("ReconfigVM_Task") if "edit" in str(call.arguments)]) == 1


def test_root_disks_that_can_not_grow(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Smaller, larger than the datastore, with snapshots: refused before anything is changed."""
    with pytest.raises(NotPossible, match="has 1048576 bytes, and can't shrink to 1024"):
        resizing.resize_root(host, vm, "web", 1024)
    with pytest.raises(DatastoreError, match="no datastore can take"):
        resizing.resize_root(host, vm, "web", 1 << 50)
    host.tasks.run("CreateSnapshot_Task", vm, name="s", description="", memory=False, quiesce=False)
    with pytest.raises(WrongState, match="with snapshots"):
        resizing.resize_root(host, vm, "web", 3 << 20)
    assert fresh.vms["web"].disks[0].size == 1 << 20


def test_ide_disk_of_one_that_runs(fresh: FakeESX, host: Host) -> None:
    """It grows when it is off."""
    vm = spawning.spawn(host, conf_of(fresh), PLAIN, Pattern(adapter_type="ide"))
    with pytest.raises(WrongState, match="would have to be poweredOff"):
        resizing.resize_root(host, vm, "web", 3 << 20)
    power.power_off(host, vm, "web")
    resizing.resize_root(host, vm, "web", 3 << 20)
    assert fresh.vms["web"].disks[0].size == 3 << 20


def prepare(esx: FakeESX, host: Host) -> None:
    """A machine and a volume."""
    make_volume(host)
    spawning.spawn(host, conf_of(esx), PLAIN, Pattern())


def attached(esx: FakeESX, host: Host) -> None:
    """A machine with a volume."""
    prepare(esx, host)
    volumes.attach(host, lookup.by_name(host, "web"), "web", VOLUME)


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """Attached, detached, grown: or all is as it was."""
    each_step(prepare, lambda _, host: volumes.attach(host, lookup.by_name(host, "web"), "web", VOLUME), effect)
    each_step(attached, lambda _, host: volumes.detach(host, lookup.by_name(host, "web"), "web", VOLUME), effect)
    each_step(prepare, lambda _, host: resizing.resize_root(host, lookup.by_name(host, "web"), "web", 3 << 20), effect)
