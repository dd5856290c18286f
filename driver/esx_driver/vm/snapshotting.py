"""A machine's root disk as an image. The machine goes on running; what was made on the host for it is gone afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceNotFound
from esx_driver.files import disks
from esx_driver.files.folders import delete_folder
from esx_driver.host import Host
from esx_driver.images.sinks import Sink, Snapshot
from esx_driver.images.vmdk import writing
from esx_driver.progress import Reporter, of_bytes, silent
from esx_driver.undoing import Removing
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE
from esx_driver.vm import devices as of
from esx_driver.vm import lookup
from esx_driver.vm.power import OFF

FOLDER = "vmware-tmp"
"""What the names of folders begin with in which disks are copied: each snapshot has one of its own."""
DESCRIPTION = "for an image of the machine"
"""Of the snapshots that are taken for it."""
_TRIES = 8
"""How often a snapshot is removed at most while its disks are in use."""
_READ = ("config.hardware.device", "summary.config.guestId", "runtime.powerState", "summary.guest.toolsRunningStatus")
_ADAPTERS = {
    "VirtualLsiLogicSASController": "lsiLogicsas", "ParaVirtualSCSIController": "paraVirtual",
    "VirtualBusLogicController": "busLogic", "VirtualLsiLogicController": "lsiLogic", "VirtualIDEController": "ide",
}


@dataclass(frozen=True)
class RootDisk:
    """The disk that a machine boots from: its file, the size in bytes, its adapter."""

    path: DatastorePath
    capacity: int
    adapter_type: str
    device: Any


def snapshot(host: Host, vm: Ref, name: str, sink: Sink, report: Reporter = silent) -> None:
    """Send a machine's root disk to a sink, as a streamOptimized VMDK.

    A machine that is not off gets a snapshot (without memory) for as long as its disk is copied. Raises
    ``InstanceNotFound``, ``WrongState`` (no disk), ``VimFault``, ``TransferError``.
    """
    sink.require_room()
    devices, guest_id, power, tools = lookup.read(host, vm, name, *_READ)
    disk = root_disk(host, devices or (), name)
    own = uuid.uuid4()
    folder = DatastorePath(disk.path.datastore, f"{FOLDER}-{own}")
    copy = folder / "disk.vmdk"
    with Removing() as removing:
        removing.add(f"the folder {folder}", lambda: delete_folder(host, folder))
        _make_folder(host, folder)
        if power == OFF:
            disks.copy(host, disk.path, copy, disk.adapter_type, report)
        else:  # the snapshot goes before the image is sent: the machine writes more and more beside its disk
            title = f"snapshot-{own}"  # not with the machine's name: ESX takes 80 characters, and that may have as many
            with host.alone(vm), Removing() as briefly:
                briefly.add(f"the snapshot {title}", lambda: _drop(host, vm, name, title))
                taken = _take(host, vm, title, quiesce=tools == "guestToolsRunning", report=report)
                _copy_frozen(host, taken, disk, copy, report)
        facts = Snapshot(f"{name}-snapshot", disk.capacity, guest_id or "otherGuest", disk.adapter_type)
        with host.transfer.download(copy.extent) as (size, blocks):
            told = of_bytes(report, "sending the image", size)
            content = writing.stream_optimized(_counted(blocks, told), size, adapter_type=disk.adapter_type)
            with closing(content):
                sink.store(facts, content)
    report("done", 100)


def root_disk(host: Host, devices: Iterable[Any], name: str) -> RootDisk:
    """The disk that it lives on. Raises ``WrongState`` for a machine without one."""
    types, devices = host.session.types, list(devices)
    controllers = {device.key: device for device in types.of_type(devices, "VirtualController")}
    disk = of.root(devices, types, name)
    lineage = types.lineage(controllers[disk.controllerKey])
    adapter = next((adapter for kind, adapter in _ADAPTERS.items() if kind in lineage), "lsiLogic")
    return RootDisk(DatastorePath.parse(disk.backing.fileName), disk.capacityInKB * 1024, adapter, disk)


def _take(host: Host, vm: Ref, title: str, *, quiesce: bool, report: Reporter) -> Ref:
    report("taking a snapshot", 0)
    return Ref.of(host.tasks.run(
        "CreateSnapshot_Task", vm, name=title, description=DESCRIPTION, memory=False, quiesce=quiesce,
        progress=lambda percent: report("taking a snapshot", percent),
    ))


def _copy_frozen(host: Host, taken: Ref, disk: RootDisk, copy: DatastorePath, report: Reporter) -> None:
    """Copy a disk as it was when a snapshot was taken.

    The snapshot says where that is: when somebody removes an older one meanwhile, the disk moves into another file.
    """
    gone: DatastorePath | None = None
    while True:
        (devices,) = properties.get(host.session, taken, "config.hardware.device")
        files = {each.key: each.backing.fileName for each in devices if each.key == disk.device.key}
        path = DatastorePath.parse(files[disk.device.key]) if files else disk.path
        try:
            disks.copy(host, path, copy, disk.adapter_type, report)
        except faults.FileNotFound:
            if path == gone:
                raise
            gone = path
        else:
            return


def _drop(host: Host, vm: Ref, name: str, title: str) -> None:
    """Remove the snapshot of a title, if there is one: whether it was made is not always known."""
    try:
        (roots,) = lookup.read(host, vm, name, "snapshot.rootSnapshotList")
    except InstanceNotFound:  # it went with its machine
        return
    for tree in all_of(roots or ()):
        if tree.name == title:
            with suppress(faults.ManagedObjectNotFound):
                remove(host, Ref.of(tree.snapshot))


def remove(host: Host, taken: Ref) -> None:
    """Remove a snapshot. While somebody copies a disk of the machine, that can't be put together with another: then it is
    tried a few times."""
    for turn in range(1, _TRIES):
        with suppress(faults.FileLocked):
            host.tasks.run("RemoveSnapshot_Task", taken, removeChildren=False)
            return
        host.session.back_off(turn)
    host.tasks.run("RemoveSnapshot_Task", taken, removeChildren=False)


def all_of(trees: Iterable[Any]) -> Iterator[Any]:
    """The snapshots in trees of them, parents before their children."""
    waiting = list(trees)
    while waiting:
        tree = waiting.pop()
        yield tree
        waiting += tree.childSnapshotList or ()


def _make_folder(host: Host, folder: DatastorePath) -> None:
    with suppress(faults.FileAlreadyExists):  # nobody else has one of that name: it was made by a call whose answer was lost
        host.session.call(
            "MakeDirectory", host.manager("fileManager"), name=str(folder), datacenter=host.places.datacenter,
            createParentDirectories=False, look=lambda: UNDONE,
        )


def _counted(blocks: Iterable[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        told(done)

