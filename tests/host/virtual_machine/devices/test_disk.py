"""Virtual disks."""

from typing import Any

import pytest
from device_rig import GIB, Host, add, by_key, cdrom, changed, controller, disk, edit, refused, remove

from fakeesx.host.virtual_machine.devices import (
    AttachDisk,
    CreateDisk,
    DestroyDisk,
    DetachDisk,
    DiskFile,
    ExtendDisk,
    apply,
    default_devices,
)
from fakeesx.schema import vim

OLD = "[datastore1] vm1/old.vmdk"


@pytest.fixture
def host() -> Host:
    """A host with one disk on its datastore."""
    host = Host()
    host.disks[OLD] = DiskFile(8192, True, "6000C299-347c-24f7-f268-a7bc6ae5b19a", "8480078affb030dea9450e9cfffffffe")
    return host


@pytest.fixture
def machine(host: Host) -> tuple[Any, ...]:
    """The devices of a VM with a controller and the disk."""
    return changed(host, add(controller()), add(disk(name=OLD)))


def test_attached_disk_is_shown_as_its_file_is(host: Host, machine: tuple[Any, ...]) -> None:
    """Capacity, thinness and ids come from the descriptor, not from the spec; everything is as recorded."""
    found = by_key(machine)[2000]
    assert found == vim.VirtualDisk(
        key=2000, deviceInfo=vim.Description(label="Hard disk 1", summary="8,192 KB"),
        backing=vim.VirtualDiskFlatVer2BackingInfo(
            fileName=OLD, datastore=host.datastore("datastore1"), diskMode="persistent", split=False, writeThrough=False,
            thinProvisioned=True, uuid="6000C299-347c-24f7-f268-a7bc6ae5b19a", contentId="8480078affb030dea9450e9cfffffffe",
        ),
        controllerKey=1000, unitNumber=0, capacityInKB=8192,
        shares=vim.SharesInfo(shares=1000, level=vim.SharesLevel.normal),
        storageIOAllocation=vim.StorageIOAllocationInfo(
            limit=-1, shares=vim.SharesInfo(shares=1000, level=vim.SharesLevel.normal)
        ),
    )


def test_the_specs_of_the_openstack_driver(host: Host) -> None:
    """Key -100 on controller -101, an existing file, connectable given: the disk is attached."""
    info = vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=False, connected=True)
    outcome = apply(default_devices(host), (add(controller()), add(disk(name=OLD, connectable=info))), host)
    assert outcome.operations == (AttachDisk(OLD),)
    assert by_key(outcome.devices)[2000].connectable is None


def test_ide_disks_have_no_shares(host: Host) -> None:
    """As recorded; their keys count from 3000."""
    found = by_key(changed(host, add(disk(200, 1, OLD))))[3001]
    assert (found.shares, found.storageIOAllocation, found.controllerKey) == (None, None, 200)


def test_new_disk_has_a_name_of_its_vm(host: Host) -> None:
    """Without a file name it is named after the VM, then numbered."""
    devices = by_key(changed(host, add(controller()), *[add(disk(unit=None, name="[datastore1]"), "create")] * 3))
    assert [devices[key].backing.fileName for key in (2000, 2001, 2002)] == [
        "[datastore1] vm1/vm1.vmdk", "[datastore1] vm1/vm1_1.vmdk", "[datastore1] vm1/vm1_2.vmdk",
    ]


def test_a_left_over_extent_is_passed_over(host: Host) -> None:
    """A name counts as taken when its -flat file is there."""
    host.files.add("[datastore1] vm1/vm1-flat.vmdk")
    assert by_key(changed(host, add(disk(200), "create")))[3000].backing.fileName == "[datastore1] vm1/vm1_1.vmdk"


def test_new_disk_on_another_datastore(host: Host) -> None:
    """By name or by reference, in a directory of the VM's name."""
    by_name = add(disk(200, name="[nfs]"), "create")
    by_reference = add(disk(200, 1, datastore=host.datastore("nfs")), "create")
    devices = by_key(changed(host, by_name, by_reference))
    assert devices[3000].backing.fileName == "[nfs] vm1/vm1.vmdk"
    assert devices[3001].backing.fileName == "[nfs] vm1/vm1_1.vmdk"
    assert devices[3001].backing.datastore == host.datastore("nfs")


@pytest.mark.parametrize(("cls", "adapter"), [
    (vim.VirtualBusLogicController, "busLogic"), (vim.VirtualLsiLogicController, "lsiLogic"),
    (vim.VirtualLsiLogicSASController, "lsiLogic"), (vim.ParaVirtualSCSIController, "lsiLogic"),
])
def test_adapter_of_a_new_disk_follows_its_controller(host: Host, cls: Any, adapter: str) -> None:
    """The descriptor's adapter type."""
    (made,) = apply(default_devices(host), (add(controller(cls)), add(disk(), "create")), host).operations
    assert isinstance(made, CreateDisk)
    assert made.adapter == adapter


def test_a_datastore_that_is_none(host: Host) -> None:
    """By reference."""
    with refused("InvalidDeviceSpec", "backing.datastore"):
        changed(host, add(disk(200, datastore=vim.ManagedObjectReference("Datastore", "x")), "create"))


def test_eager_zeroed(host: Host) -> None:
    """The operation says so; a thin disk can't be."""
    (made,) = apply(default_devices(host), (add(disk(200, eagerlyScrub=True), "create"),), host).operations
    assert isinstance(made, CreateDisk)
    assert made.eager
    with refused("InvalidDeviceSpec", "backing.eagerlyScrub"):
        changed(host, add(disk(200, thinProvisioned=True, eagerlyScrub=True), "create"))


def test_every_unit_but_seven(host: Host) -> None:
    """Fifteen disks fit on a SCSI bus."""
    fifteen = [add(disk(unit=None), "create") for _ in range(15)]
    devices = changed(host, add(controller()), *fifteen)
    units = [d.unitNumber for d in devices if isinstance(d, vim.VirtualDisk)]
    assert units == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    with refused("TooManyDevices"):
        changed(host, add(disk(1000, None), "create"), devices=devices)


def test_two_units_on_ide(host: Host) -> None:
    """Disks and CD-ROM drives share them."""
    before = changed(host, add(cdrom(200, 0)), add(disk(200, -1, OLD)))
    assert by_key(before)[3001].unitNumber == 1
    with refused("TooManyDevices"):
        changed(host, add(disk(200, None), "create"), devices=before)


@pytest.mark.parametrize("unit", [0, 7, 16, 2**31 - 1])
def test_units_that_are_taken_or_none(host: Host, machine: tuple[Any, ...], unit: int) -> None:
    """The fault names the unit."""
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, add(disk(1000, unit), "create"), devices=machine)


@pytest.mark.parametrize("key", [1001, 100, 400, 2000, -7, 0])
def test_no_such_controller(host: Host, machine: tuple[Any, ...], key: int) -> None:
    """A key that is none, or of something that carries no disks."""
    with refused("InvalidController", "controllerKey") as caught:
        changed(host, add(disk(key), "create"), devices=machine)
    assert caught.value.fault.controllerKey == key


def test_no_controller_at_all(host: Host) -> None:
    """A disk must name one."""
    with refused("MissingController"):
        changed(host, add(disk(None), "create"))


@pytest.mark.parametrize("kb", [0, -1, -(2**63)])
def test_no_capacity(host: Host, kb: int) -> None:
    """The fault names the capacity."""
    with refused("InvalidDeviceSpec", "capacityInKB"):
        changed(host, add(disk(200, kb=kb), "create"))


def test_largest_disk(host: Host) -> None:
    """VMFS with 1 MB blocks takes files of less than 256 GB."""
    changed(host, add(disk(200, kb=256 * GIB // 1024 - 1), "create"))
    with refused("FileTooLarge") as caught:
        changed(host, add(disk(201, kb=256 * GIB // 1024), "create"))
    assert (caught.value.fault.datastore, caught.value.fault.fileSize) == ("datastore1", 256 * GIB)
    with refused("FileTooLarge"):
        changed(host, add(disk(201, kb=2**63 - 1), "create"))


def test_the_file_must_be_there(host: Host) -> None:
    """Without a file operation the disk is attached."""
    with refused("FileNotFound") as caught:
        changed(host, add(disk(200, name="[datastore1] vm1/none.vmdk")))
    assert caught.value.fault.file == "[datastore1] vm1/none.vmdk"


def test_the_file_must_not_be_there(host: Host) -> None:
    """With ``create`` it is made; with ``replace`` it is made again."""
    with refused("FileAlreadyExists"):
        changed(host, add(disk(200, name=OLD), "create"))
    (made,) = apply(default_devices(host), (add(disk(200, name=OLD), "replace"),), host).operations
    assert isinstance(made, CreateDisk)
    assert made.replace


def test_two_disks_of_one_call_need_two_files(host: Host) -> None:
    """The second finds the name of the first taken."""
    name = "[datastore1] vm1/a.vmdk"
    with refused("FileAlreadyExists"):
        changed(host, add(disk(200, 0, name), "create"), add(disk(200, 1, name), "create"))


def test_a_file_is_attached_once(host: Host, machine: tuple[Any, ...]) -> None:
    """The same disk can't be at two places."""
    with refused("InvalidDeviceSpec", "backing.fileName"):
        changed(host, add(disk(1000, 1, OLD)), devices=machine)


@pytest.mark.parametrize("name", ["vm1.vmdk", "[nowhere] a.vmdk", "[] a.vmdk", "[datastore1] ../a.vmdk", "[datastore1"])
@pytest.mark.parametrize("operation", [None, "create"])
def test_paths_that_are_none(host: Host, name: str, operation: str | None) -> None:
    """Malformed, or on a datastore that is not there."""
    with refused("InvalidDatastorePath") as caught:
        changed(host, add(disk(200, name=name), operation))
    assert caught.value.fault.datastorePath == name


def test_a_disk_is_a_vmdk(host: Host) -> None:
    """Another suffix is refused."""
    with refused("InvalidDeviceSpec", "backing.fileName"):
        changed(host, add(disk(200, name="[datastore1] a.img"), "create"))


@pytest.mark.parametrize("name", ["", "[datastore1]"])
def test_attaching_needs_a_name(host: Host, name: str) -> None:
    """A datastore alone names no file."""
    with refused("InvalidDeviceSpec", "backing.fileName"):
        changed(host, add(disk(200, name=name)))


@pytest.mark.parametrize("backing", [
    None,
    vim.VirtualDiskSparseVer1BackingInfo(fileName=OLD, diskMode="persistent"),
    vim.VirtualDiskSparseVer2BackingInfo(fileName=OLD, diskMode="persistent"),
    vim.VirtualDiskRawDiskVer2BackingInfo(deviceName="sda", descriptorFileName=OLD),
    vim.VirtualDiskPartitionedRawDiskVer2BackingInfo(deviceName="sda", descriptorFileName=OLD, partition=(1,)),
    vim.VirtualCdromIsoBackingInfo(fileName=OLD),
], ids=lambda b: type(b).__name__)
def test_backings_that_a_host_has_not(host: Host, backing: Any) -> None:
    """Only flat files and raw device mappings."""
    with refused("InvalidDeviceBacking", "backing"):
        changed(host, add(disk(200, backing=backing)))


def test_flat_files_of_version_1_are_shown_as_version_2(host: Host) -> None:
    """The host says what the file is."""
    backing = vim.VirtualDiskFlatVer1BackingInfo(fileName=OLD, diskMode="persistent")
    found = by_key(changed(host, add(disk(200, backing=backing))))[3000]
    assert type(found.backing) is vim.VirtualDiskFlatVer2BackingInfo


@pytest.mark.parametrize(("name", "value", "property"), [
    ("diskMode", "undoable", "backing.diskMode"), ("diskMode", "", "backing.diskMode"), ("split", True, "backing.split"),
    ("uuid", "x", "backing.uuid"),
])
def test_backing_properties_that_are_wrong(host: Host, name: str, value: object, property: str) -> None:
    """The fault names the property."""
    with refused("InvalidDeviceSpec", property):
        changed(host, add(disk(200, **{name: value}), "create"))


def test_destroying_what_is_added_makes_no_sense(host: Host) -> None:
    """Add with ``destroy`` is refused."""
    with refused("InvalidDeviceOperation"):
        changed(host, add(disk(200, name=OLD), "destroy"))


def test_detaching_leaves_the_file(host: Host, machine: tuple[Any, ...]) -> None:
    """With ``destroy`` it goes; other operations are refused."""
    old = by_key(machine)[2000]
    assert apply(machine, (remove(old),), host).operations == (DetachDisk(OLD),)
    assert apply(machine, (remove(old, "destroy"),), host).operations == (DestroyDisk(OLD),)
    with refused("InvalidDeviceOperation"):
        changed(host, remove(old, "create"), devices=machine)


def test_destroying_comes_last(host: Host, machine: tuple[Any, ...]) -> None:
    """So that what fails before it can be undone."""
    outcome = apply(machine, (remove(by_key(machine)[2000], "destroy"), add(disk(1000), "create")), host)
    assert [type(each) for each in outcome.operations] == [CreateDisk, DestroyDisk]


def test_destroyed_and_made_again_is_replaced(host: Host, machine: tuple[Any, ...]) -> None:
    """One call that removes a file and makes it anew."""
    outcome = apply(machine, (remove(by_key(machine)[2000], "destroy"), add(disk(1000, name=OLD), "create")), host)
    (made,) = outcome.operations
    assert isinstance(made, CreateDisk)
    assert made.replace


def test_a_destroyed_file_can_not_be_attached(host: Host, machine: tuple[Any, ...]) -> None:
    """In the same call it is gone already."""
    with refused("FileNotFound"):
        changed(host, remove(by_key(machine)[2000], "destroy"), add(disk(1000, name=OLD)), devices=machine)


def test_growing(host: Host, machine: tuple[Any, ...]) -> None:
    """Also while the VM runs; shrinking is refused."""
    host.powered_on = True
    old = by_key(machine)[2000]
    outcome = apply(machine, (edit(old.replace(capacityInKB=16384)),), host)
    assert outcome.operations == (ExtendDisk(OLD, 16384),)
    grown = by_key(outcome.devices)[2000]
    assert (grown.capacityInKB, grown.deviceInfo.summary) == (16384, "16,384 KB")
    with refused("InvalidDeviceSpec", "capacityInKB"):
        changed(host, edit(old.replace(capacityInKB=8191)), devices=machine)
    with refused("FileTooLarge"):
        changed(host, edit(old.replace(capacityInKB=256 * GIB)), devices=machine)


def test_shares_and_limit(host: Host, machine: tuple[Any, ...]) -> None:
    """A level sets the number; both may change while the VM runs."""
    host.powered_on = True
    old = by_key(machine)[2000]
    wanted = vim.StorageIOAllocationInfo(limit=500, shares=vim.SharesInfo(shares=0, level=vim.SharesLevel.high))
    found = by_key(changed(host, edit(old.replace(storageIOAllocation=wanted)), devices=machine))[2000]
    assert (found.shares.shares, found.storageIOAllocation.limit) == (2000, 500)
    assert found.storageIOAllocation.shares == found.shares
    with refused("InvalidDeviceSpec", "storageIOAllocation.limit"):
        changed(host, edit(old.replace(storageIOAllocation=wanted.replace(limit=0))), devices=machine)
    custom = vim.SharesInfo(shares=0, level=vim.SharesLevel.custom)
    with refused("InvalidDeviceSpec", "shares"):
        changed(host, edit(old.replace(storageIOAllocation=None, shares=custom)), devices=machine)


def test_mode_is_changed_while_off(host: Host, machine: tuple[Any, ...]) -> None:
    """A nonpersistent disk; not while the VM runs."""
    old = by_key(machine)[2000]
    spec = edit(old.replace(backing=old.backing.replace(diskMode="independent_nonpersistent")))
    assert by_key(changed(host, spec, devices=machine))[2000].backing.diskMode == "independent_nonpersistent"
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, spec, devices=machine)


def test_moving_to_another_unit_changes_the_key(host: Host, machine: tuple[Any, ...]) -> None:
    """Keys say where a disk is."""
    old = by_key(machine)[2000]
    devices = by_key(changed(host, edit(old.replace(unitNumber=4)), devices=machine))
    assert 2000 not in devices
    assert devices[2004].backing == old.backing
    devices = by_key(changed(host, edit(old.replace(controllerKey=201, unitNumber=None)), devices=machine))
    assert devices[3002].shares is None
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, edit(old.replace(unitNumber=4)), devices=machine)


def test_pointing_to_another_file(host: Host, machine: tuple[Any, ...]) -> None:
    """While the VM is off; it must be there."""
    host.disks["[datastore1] b.vmdk"] = DiskFile(1024)
    old = by_key(machine)[2000]
    backing = old.backing.replace(fileName="[datastore1] b.vmdk")
    outcome = apply(machine, (edit(old.replace(backing=backing)),), host)
    assert by_key(outcome.devices)[2000].capacityInKB == 1024
    assert outcome.operations == (AttachDisk("[datastore1] b.vmdk"),)
    with refused("FileNotFound"):
        changed(host, edit(old.replace(backing=backing.replace(fileName="[nfs] c.vmdk"))), devices=machine)


def test_an_edit_that_changes_nothing(host: Host, machine: tuple[Any, ...]) -> None:
    """A disk sent back as read, or without its backing; with a file operation it is refused."""
    host.powered_on = True
    old = by_key(machine)[2000]
    assert apply(machine, (edit(old),), host).devices == machine
    assert apply(machine, (edit(old.replace(backing=None, unitNumber=None)),), host).devices == machine
    with refused("InvalidDeviceOperation"):
        changed(host, edit(old, "create"), devices=machine)


def test_hot_plug(host: Host, machine: tuple[Any, ...]) -> None:
    """SCSI disks come and go while the VM runs, IDE disks do not."""
    ide = changed(host, add(disk(200), "create"), devices=machine)
    host.powered_on = True
    assert 2001 in by_key(changed(host, add(disk(1000, None), "create"), devices=machine))
    assert 2000 not in by_key(changed(host, remove(by_key(machine)[2000]), devices=machine))
    with refused("DeviceHotPlugNotSupported"):
        changed(host, add(disk(200), "create"), devices=machine)
    with refused("DeviceHotPlugNotSupported"):
        changed(host, remove(by_key(ide)[3000]), devices=ide)
