"""Disks that are made as deltas on others: ``backing.parent`` of a disk that is added."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from device_rig import Host, add, by_key, changed, controller, disk, edit, refused, remove

from fakeesx.host.virtual_machine.devices import (
    AttachDisk,
    CreateDelta,
    DetachDisk,
    DiskFile,
    apply,
    default_devices,
)
from fakeesx.host.virtual_machine.devices.disk import MOST_PARENTS
from fakeesx.host.virtual_machine.devices.environment import ParentDisk
from fakeesx.schema import vim

BASE, DELTA = "[datastore1] cache/base.vmdk", "[datastore1] cache/delta.vmdk"
UUID, OTHER = "6000C299-347c-24f7-f268-a7bc6ae5b19a", "6000C291-0000-0000-0000-000000000009"


@pytest.fixture
def host() -> Host:
    """A host with a disk that was written to, and a delta on it."""
    host = Host()
    base = DiskFile(8192, False, UUID, "8480078affb030dea9450e9c00abcdef", cid=0xABCDEF)
    host.disks[BASE] = base
    host.disks[DELTA] = DiskFile(8192, False, UUID, "8480078affb030dea9450e9c00000001", "lsiLogic",
                                 ParentDisk(BASE, host.datastore("datastore1"), base), 1)
    return host


def linked(parent: str = BASE, *, kb: int = 0, **values: Any) -> Any:
    """A disk as a client asks for it that wants a delta."""
    values.setdefault("name", "[datastore1]")
    return disk(kb=kb, parent=vim.VirtualDiskFlatVer2BackingInfo(fileName=parent, diskMode="persistent"), **values)


@pytest.mark.parametrize("kb", [0, 8192])
def test_shown(host: Host, kb: int) -> None:
    """Size, thinness and uuid are the parent's, the end of the content id too; the parent is shown, the name is a VM's."""
    found = by_key(changed(host, add(controller()), add(linked(kb=kb), "create")))[2000]
    backing = found.backing
    assert (found.capacityInKB, backing.fileName, backing.uuid) == (8192, "[datastore1] vm1/vm1.vmdk", UUID)
    assert backing.contentId[-8:] == "00abcdef"
    assert backing.contentId != host.disks[BASE].content_id
    assert (backing.parent.fileName, backing.parent.uuid, backing.parent.parent) == (BASE, UUID, None)


def test_a_delta_on_a_delta(host: Host) -> None:
    """All that it is based on is shown."""
    backing = by_key(changed(host, add(controller()), add(linked(DELTA), "create")))[2000].backing
    assert (backing.parent.fileName, backing.parent.parent.fileName) == (DELTA, BASE)


def test_no_more_than_the_most(host: Host) -> None:
    """Disks one upon the other: what a host shows of a machine nests no deeper than clients can read."""
    names = [BASE, *(f"[datastore1] cache/d{number}.vmdk" for number in range(MOST_PARENTS))]
    for parent, name in pairwise(names):
        host.disks[name] = replace(host.disks[DELTA], parent=ParentDisk(parent, None, host.disks[parent]))
    added = by_key(changed(host, add(controller()), add(linked(names[-2]), "create")))
    assert added[2000].backing.parent.fileName == names[-2]
    with refused("InvalidDeviceSpec", "backing.parent.fileName", index=1):
        changed(host, add(controller()), add(linked(names[-1]), "create"))


def test_only_the_parents_name_counts(host: Host) -> None:
    """Of the disk thin, eager and split mean nothing; its own uuid is kept where one is given."""
    parent = vim.VirtualDiskFlatVer2BackingInfo(
        fileName=BASE, diskMode="independent_persistent", uuid=OTHER, thinProvisioned=True, contentId="0" * 32,
        parent=vim.VirtualDiskFlatVer2BackingInfo(fileName="[datastore1] none.vmdk", diskMode="persistent"),
    )
    wanted = disk(kb=0, name="[datastore1] vm1/x.vmdk", thinProvisioned=True, eagerlyScrub=True, parent=parent, uuid=OTHER)
    outcome = apply(default_devices(host), (add(controller()), add(wanted, "create")), host)
    (made,) = outcome.operations
    assert isinstance(made, CreateDelta)
    assert (made.path, made.parent, made.uuid) == ("[datastore1] vm1/x.vmdk", BASE, OTHER)
    shown = by_key(outcome.devices)[2000].backing
    assert (shown.uuid, shown.diskMode, shown.thinProvisioned, shown.parent.uuid) == (OTHER, "persistent", False, UUID)


@pytest.mark.parametrize(("wanted", "operation", "fault", "property"), [
    (linked("[datastore1] cache/none.vmdk"), "create", "FileNotFound", None),
    (linked("[datastore1] iso/a.iso"), "create", "InvalidDeviceBacking", "backing"),
    (linked("[none] cache/base.vmdk"), "create", "InvalidDatastorePath", None),
    (linked(""), "create", "InvalidDeviceSpec", "backing.parent.fileName"),
    (linked(kb=4096), "create", "InvalidDeviceSpec", "capacityInKB"),
    (linked(kb=16384), "create", "InvalidDeviceSpec", "capacityInKB"),
    (linked(uuid="x"), "create", "InvalidDeviceSpec", "backing.uuid"),
    (linked(diskMode="undoable"), "create", "InvalidDeviceSpec", "backing.diskMode"),
    (linked(name=BASE), "create", "FileAlreadyExists", None),
    (linked(name=BASE), "replace", "InvalidDeviceSpec", "backing.fileName"),
    (linked(DELTA, name=BASE), "replace", "InvalidDeviceSpec", "backing.fileName"),
])  # fmt: skip
def test_refused(host: Host, wanted: Any, operation: str, fault: str, property: str | None) -> None:
    """What is wrong, by its property."""
    with refused(fault, property, index=1):
        changed(host, add(controller()), add(wanted, operation))


def test_parent_is_not_heeded_when_a_disk_is_attached(host: Host) -> None:
    """Clients send back what the host has shown; the file itself says what it is based on."""
    outcome = apply(default_devices(host), (add(controller()), add(linked(BASE, name=DELTA))), host)
    assert outcome.operations == (AttachDisk(DELTA),)


def test_a_disk_of_the_vm_gets_a_delta(host: Host) -> None:
    """As clients do before a clone: taken out and put back as a delta on itself, in one call; not while it is in."""
    devices = changed(host, add(controller()), add(disk(name=BASE)))
    old = by_key(devices)[2000]
    with refused("InvalidDeviceSpec", "backing.parent.fileName"):
        changed(host, add(linked(controller=1000, unit=1), "create"), devices=devices)
    outcome = apply(devices, (remove(old), add(linked(controller=1000), "create")), host)
    assert [type(each) for each in outcome.operations] == [DetachDisk, CreateDelta]
    assert by_key(outcome.devices)[2000].backing.parent.fileName == BASE


def test_a_parent_is_not_attached_beside_its_delta(host: Host) -> None:
    """Nor the other way round: the VM would write to it."""
    for first, second in ((BASE, DELTA), (DELTA, BASE)):
        devices = changed(host, add(controller()), add(disk(name=first)))
        with refused("InvalidDeviceSpec", "backing.fileName"):
            changed(host, add(disk(1000, 1, second)), devices=devices)


def test_a_disk_changes_to_what_it_is_based_on(host: Host) -> None:
    """And back: nothing else of the VM needs either."""
    devices = changed(host, add(controller()), add(disk(name=DELTA)))
    for name in (BASE, DELTA):
        backing = vim.VirtualDiskFlatVer2BackingInfo(fileName=name, diskMode="persistent")
        devices = changed(host, edit(vim.VirtualDisk(key=2000, capacityInKB=8192, backing=backing)), devices=devices)
        assert by_key(devices)[2000].backing.fileName == name


def test_a_delta_does_not_grow(host: Host) -> None:
    """Its size is its parent's."""
    devices = changed(host, add(controller()), add(linked(), "create"))
    wanted = by_key(devices)[2000].replace(capacityInKB=16384)
    with refused("InvalidDeviceSpec", "capacityInKB"):
        changed(host, edit(wanted), devices=devices)


def test_name_whose_extent_is_there_is_passed_over(host: Host) -> None:
    """A left-over -delta file counts as -flat ones do."""
    host.files.add("[datastore1] vm1/vm1-delta.vmdk")
    found = by_key(changed(host, add(controller()), add(linked(), "create")))[2000]
    assert found.backing.fileName == "[datastore1] vm1/vm1_1.vmdk"
