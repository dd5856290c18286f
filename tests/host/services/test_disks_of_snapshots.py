"""Copies of disks with snapshots: of the delta disk, and of the disk below it."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from snapshot_rig import Machine
from vms import files

from fakeesx.host.virtual_machine import guest_disks
from fakeesx.schema import vim

DISKS = "ha-vdiskmanager"
COPY = "[datastore1] vm1/copy.vmdk"


@pytest.fixture
def machine(root: Client) -> Machine:
    """A VM that runs, whose guest wrote before and after a snapshot."""
    machine = Machine(root)
    machine.run("PowerOnVM_Task")
    write(machine, 0, b"before" * 100)
    machine.take("a")
    write(machine, 3, b"after")
    write(machine, 3 << 20, b"far")
    return machine


def write(machine: Machine, offset: int, data: bytes) -> None:
    """The guest writes to its disk."""
    host = machine.client.host
    with host.inventory.transaction():
        guest_disks.write(host.object(machine.vm), 2000, offset, data)


def copy(machine: Machine, source: str, type: str = "thin") -> Any:
    """Copy a disk of the VM."""
    wanted = vim.VirtualDiskSpec(diskType=type, adapterType="lsiLogic")
    return machine.client.task(DISKS, "CopyVirtualDisk_Task", sourceName=source, destName=COPY, destSpec=wanted)


def test_the_disk_of_the_snapshot(machine: Machine) -> None:
    """While the VM runs: what the guest had written before the snapshot (as the OpenStack driver makes images)."""
    copy(machine, "[datastore1] vm1/vm1.vmdk")
    content = machine.client.host.volumes.get("datastore1").resolve("vm1/copy-flat.vmdk").read_bytes()
    assert content[:600] == b"before" * 100
    assert not content[600:].strip(b"\0")


@pytest.mark.parametrize("kind", ["thin", "thick", "sparse2Gb"])
def test_the_delta_disk(machine: Machine, kind: str) -> None:
    """Locked while the VM runs; then with all that the guest had written, and no parent."""
    delta = "[datastore1] vm1/vm1-000001.vmdk"
    before = files(machine.client)
    with pytest.raises(Faulted, match="FileLocked"):
        copy(machine, delta, kind)
    assert files(machine.client) == before
    machine.run("PowerOffVM_Task")
    store = machine.client.host.volumes.get("datastore1")
    copy(machine, delta, kind)
    flat = "vm1/copy-flat.vmdk"
    if kind == "sparse2Gb":
        wanted = vim.VirtualDiskSpec(diskType="thin", adapterType="ide")
        machine.client.task(
            DISKS, "CopyVirtualDisk_Task", sourceName=COPY, destName="[datastore1] vm1/thin.vmdk", destSpec=wanted,
        )
        flat = "vm1/thin-flat.vmdk"
    content = store.resolve(flat).read_bytes()
    assert content[:9] == b"befafterf"
    assert content[9:600] == (b"before" * 100)[9:]
    assert content[3 << 20 :][:4] == b"far\0"
    assert store.lock_owners == ()
    alone = f"[datastore1] {flat.replace('-flat', '')}"
    machine.client.task(DISKS, "ExtendVirtualDisk_Task", name=alone, newCapacityKb=8192)
