"""A machine's root disk as an image. The machine goes on running; what was made on the host for it is gone afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import HostError, WrongState
from esx_driver.host import Host
from esx_driver.images.sinks import Sink, Snapshot
from esx_driver.images.vmdk import writing
from esx_driver.progress import Reporter, of_bytes, silent
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, specs
from esx_driver.vm.power import OFF

_FOLDER = "vmware-tmp"
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
    copy = DatastorePath(disk.path.datastore, f"{_FOLDER}/{uuid.uuid4()}.vmdk")
    with _Removing() as removing:
        if power != OFF:
            report("taking a snapshot", 0)
            taken = _take(host, vm, name, quiesce=tools == "guestToolsRunning", report=report)
            removing.add(lambda: _drop(host, taken))
        report("copying the disk", 0)
        _make_folder(host, copy.parent)
        removing.add(lambda: _delete_disk(host, copy))
        _copy(host, disk, copy, report)
        facts = Snapshot(f"{name}-snapshot", disk.capacity, guest_id or "otherGuest", disk.adapter_type)
        with host.transfer.download(copy.extent) as (size, blocks):
            told = of_bytes(report, "sending the image", size)
            content = writing.stream_optimized(_counted(blocks, told), size, adapter_type=disk.adapter_type)
            sink.store(facts, content)
    report("done", 100)


def root_disk(host: Host, devices: Iterable[Any], name: str) -> RootDisk:
    """The disk at the lowest place. Raises ``WrongState`` for a machine without one."""
    types, devices = host.session.types, list(devices)
    controllers = {device.key: device for device in specs.of_type(devices, types, "VirtualController")}
    disks = [
        disk for disk in specs.of_type(devices, types, "VirtualDisk")
        if getattr(disk.backing, "fileName", None) and disk.controllerKey in controllers
    ]
    if not disks:
        raise WrongState(name, "taking its disk", "without a disk", "one that has a disk in a file")
    disk = min(disks, key=lambda each: (controllers[each.controllerKey].busNumber, each.unitNumber or 0, each.key))
    lineage = types.lineage(controllers[disk.controllerKey])
    adapter = next((adapter for kind, adapter in _ADAPTERS.items() if kind in lineage), "lsiLogic")
    return RootDisk(DatastorePath.parse(disk.backing.fileName), disk.capacityInKB * 1024, adapter, disk)


def _take(host: Host, vm: Ref, name: str, *, quiesce: bool, report: Reporter) -> Ref:
    taken: Ref = host.tasks.run(
        "CreateSnapshot_Task", vm, name=f"{name}-snapshot", description="for an image of the machine", memory=False,
        quiesce=quiesce, progress=lambda percent: report("taking a snapshot", percent),
    )
    return taken


def _drop(host: Host, taken: Ref) -> None:
    with suppress(faults.ManagedObjectNotFound):
        host.tasks.run("RemoveSnapshot_Task", taken, removeChildren=False)


def _make_folder(host: Host, folder: DatastorePath) -> None:
    with suppress(faults.FileAlreadyExists):
        host.session.call(
            "MakeDirectory", host.manager("fileManager"), name=str(folder), datacenter=host.places.datacenter,
            createParentDirectories=False, look=lambda: None,  # if it was not made, what follows says so
        )


def _copy(host: Host, disk: RootDisk, copy: DatastorePath, report: Reporter) -> None:
    datacenter = host.places.datacenter
    adapter = "lsiLogic" if disk.adapter_type not in ("ide", "busLogic") else disk.adapter_type
    host.tasks.run(
        "CopyVirtualDisk_Task", host.manager("virtualDiskManager"), sourceName=str(disk.path), sourceDatacenter=datacenter,
        destName=str(copy), destDatacenter=datacenter, force=False,
        destSpec=host.session.types.VirtualDiskSpec(adapterType=adapter, diskType="thick"),
        progress=lambda percent: report("copying the disk", percent),
    )


def _delete_disk(host: Host, disk: DatastorePath) -> None:
    with suppress(faults.FileNotFound):
        host.tasks.run(
            "DeleteVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=host.places.datacenter,
        )


def _counted(blocks: Iterable[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        told(done)


class _Removing:
    """Removes what was made for an operation, whether it succeeded or not.

    A step that fails is an error of its own after a success; after a failure it is added to that as a note.
    """

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def add(self, step: Callable[[], None]) -> None:
        """At the end: do this, before what was added before."""
        self._steps.append(step)

    def __enter__(self) -> _Removing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        first: HostError | None = None
        for step in reversed(self._steps):
            try:
                step()
            except HostError as problem:
                if error is not None:
                    error.add_note(f"left behind: {problem}")
                first = first or problem
        if error is None and first is not None:
            raise first
