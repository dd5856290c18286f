"""Properties that follow from others: layouts, storage, summary; when they are worked out, and what they share."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from device_rig import cdrom, controller, disk, nic
from twisted.internet.task import Clock
from vms import make, make_usual, reconfigure

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MIB = 1 << 20


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A usual VM, off."""
    return make_usual(root)


def values(client: Client, vm: ManagedObjectReference) -> Any:
    return client.host.inventory.node(vm).values


def test_layout_lists_disks_first(root: Client) -> None:
    """Descriptor and extent of each disk, then configuration, extended configuration, snapshot list (recorded)."""
    vm = make(root, "vm1", controller(), disk(), disk(unit=1))
    files = root.get(vm, "layoutEx.file").items
    assert [file.type for file in files] == [
        *["diskDescriptor", "diskExtent"] * 2, "config", "extendedConfig", "snapshotList",
    ]
    assert [list(entry.chain[0].fileKey) for entry in root.get(vm, "layoutEx.disk").items] == [[0, 1], [2, 3]]
    assert root.get(vm, "layout.configFile").items == ("vm1.vmxf", "vm1.vmsd")


def test_sizes_are_those_of_the_files(root: Client, vm: ManagedObjectReference) -> None:
    """A thick extent counts in full, the descriptor as it is."""
    volume = root.host.volumes.get("datastore1")
    sizes = {file.name.partition("] ")[2]: file.size for file in root.get(vm, "layoutEx.file").items}
    assert sizes["vm1/vm1-flat.vmdk"] == 4096 << 10
    assert sizes["vm1/vm1.vmx"] == volume.stat("vm1/vm1.vmx").size


@pytest.mark.parametrize(("thin", "memory", "reserved", "uncommitted"), [
    (True, 512, 0, 8 * MIB + 512 * MIB), (False, 512, 0, 512 * MIB), (False, 512, 512, 0), (True, 64, 32, 40 * MIB),
])  # fmt: skip
def test_uncommitted(root: Client, thin: bool, memory: int, reserved: int, uncommitted: int) -> None:
    """What thin disks may grow to, and the swap file there may be (recorded)."""
    vm = make(root, "vm1", controller(), disk(kb=8192, thinProvisioned=thin), memoryMB=memory,
              memoryAllocation=vim.ResourceAllocationInfo(reservation=reserved))
    assert root.get(vm, "summary.storage.uncommitted") == uncommitted
    assert root.get(vm, "storage.perDatastoreUsage").items[0].uncommitted == uncommitted


def test_looked_at_when_the_configuration_changes(root: Client, vm: ManagedObjectReference, clock: Clock) -> None:
    """Not by power operations; the time says when."""
    before = values(root, vm)["layoutEx"]
    clock.advance(10)
    root.task(vm, "PowerOnVM_Task")
    assert values(root, vm)["layoutEx"] is before
    reconfigure(root, vm, annotation="x")
    after = values(root, vm)["layoutEx"]
    assert (after.timestamp - before.timestamp).total_seconds() == 10
    assert after.timestamp == root.get(vm, "storage.timestamp") == root.get(vm, "summary.storage.timestamp")


def test_a_file_that_is_gone(root: Client, vm: ManagedObjectReference) -> None:
    """Is not listed when the files are looked at again; the disk is, without files."""
    volume = root.host.volumes.get("datastore1")
    for path in ("vm1/vm1.vmdk", "vm1/vm1-flat.vmdk"):
        volume.delete_file(path)
    root.call(vm, "Reload")
    assert [file.type for file in root.get(vm, "layoutEx.file").items] == ["config", "extendedConfig", "snapshotList"]
    assert root.get(vm, "layoutEx.disk").items[0].chain == ()


def test_disks_elsewhere(root: Client) -> None:
    """A disk in another directory is listed with its files."""
    root.host.volumes.get("datastore1").mkdir("disks")
    vm = make(root, "vm1", controller(), disk(name="[datastore1] disks/a.vmdk"))
    assert [file.name for file in root.get(vm, "layoutEx.file").items][:2] == [
        "[datastore1] disks/a.vmdk", "[datastore1] disks/a-flat.vmdk",
    ]


def test_summary_of_the_configuration(root: Client) -> None:
    """Numbers of cards and disks, reservations where there are any."""
    vm = make(root, "vm1", controller(), disk(), disk(unit=1), nic(), numCPUs=2,
              cpuAllocation=vim.ResourceAllocationInfo(reservation=100))
    found = root.get(vm, "summary.config")
    assert (found.numCpu, found.numVirtualDisks, found.numEthernetCards) == (2, 2, 1)
    assert (found.cpuReservation, found.memoryReservation) == (100, None)


def test_what_does_not_change_stays_the_same_object(root: Client, vm: ManagedObjectReference) -> None:
    """A power on leaves lists and summaries that do not depend on it as they are: nothing is told or encoded again."""
    before = dict(values(root, vm))
    root.task(vm, "PowerOnVM_Task")
    after = values(root, vm)
    for name in ("datastore", "network", "layout", "layoutEx", "storage", "parent", "environmentBrowser"):
        assert after[name] is before[name], name
    for name in ("config", "storage", "guest"):
        assert getattr(after["summary"], name) is getattr(before["summary"], name)


def test_quick_statistics_start_anew(root: Client, clock: Clock, vm: ManagedObjectReference) -> None:
    """Nothing is used by a VM that is off; numbers come with the power."""
    assert root.get(vm, "summary.quickStats.uptimeSeconds") is None
    root.task(vm, "PowerOnVM_Task")
    assert root.get(vm, "summary.quickStats.uptimeSeconds") == 0
    clock.pump([1.0] * 45)
    assert root.get(vm, "summary.quickStats.uptimeSeconds") > 0
    root.task(vm, "PowerOffVM_Task")
    assert root.get(vm, "summary.quickStats.uptimeSeconds") is None


def test_datastores_of_drives(root: Client) -> None:
    """The datastore of an ISO image is one of the VM's, once."""
    root.host.volumes.get("datastore1").write_file("a.iso", b"iso")
    vm = make(root, "vm1", cdrom(iso="[datastore1] a.iso"))
    assert len(root.get(vm, "datastore").items) == len(root.get(vm, "config.datastoreUrl").items) == 1
