"""The disks of a VM and of its snapshots: which are frozen by one, their files, and the deltas that are made on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from fakeesx.host.virtual_machine.devices.disk import file_backing
from fakeesx.host.virtual_machine.disk_files import disk_file, line_of
from fakeesx.host.virtual_machine.snapshots.state import reference
from fakeesx.schema import vim
from fakeesx.storage import chains, deltas, vmdk
from fakeesx.storage.chains import Link
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import DatastorePath, parent_of

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.virtual_machine.machine import Machine, VmBase


def is_snapshotted(device: Any) -> bool:
    """Whether a device is a disk that snapshots freeze: independent ones are left alone."""
    return (
        isinstance(device, vim.VirtualDisk)
        and getattr(device.backing, "diskMode", "") == "persistent" and bool(getattr(device.backing, "fileName", ""))
    )


def is_independent(device: Any) -> bool:
    """Whether a device is a disk that snapshots leave alone."""
    return isinstance(device, vim.VirtualDisk) and getattr(device.backing, "diskMode", "").startswith("independent")


def disk_paths(config: vim.VirtualMachineConfigInfo) -> list[str]:
    """The paths of the disks that snapshots freeze."""
    return [device.backing.fileName for device in config.hardware.device if is_snapshotted(device)]  # type: ignore[union-attr]


def rebacked(host: Esx, device: Any, links: Sequence[Link]) -> Any:
    """A disk with another file, or with another chain of parents; the same object when nothing differs."""
    old, top = device.backing, links[0]
    backing = file_backing(
        str(top), host.datastores.find(top.datastore.name), disk_file(host, links), old.diskMode,
        bool(getattr(old, "writeThrough", False)),
    )
    return device if backing == old else device.replace(backing=backing)


def links_of(host: Esx, path: str) -> tuple[Link, ...]:
    """The chain of a disk. Raises ``StorageError``."""
    return chains.chain(host.volumes, *host.volumes.resolve(path))


def add_deltas(
    vm: VmBase, config: vim.VirtualMachineConfigInfo, undo: ExitStack,
) -> tuple[vim.VirtualDevice, ...]:
    """Make a delta on each disk that snapshots freeze; the devices with these instead. Raises ``StorageError``."""
    host = vm.host
    datastore, directory = host.volumes.resolve(config.files.snapshotDirectory or vm.home_directory)
    devices: list[Any] = []
    for device in config.hardware.device:
        if is_snapshotted(device):
            links = links_of(host, device.backing.fileName)  # type: ignore[union-attr]
            path = deltas.free_delta(datastore, directory, deltas.stem_of(links[0].path))
            descriptor = deltas.create_delta(links[0], datastore, path, host.ids.content_id())
            undo.callback(drop_disk, datastore, path, vm.owner)
            devices.append(rebacked(host, device, (Link(datastore, path, descriptor), *links)))
        else:
            devices.append(device)
    return tuple(devices)


def freeze_locks(vm: VmBase, before: Sequence[Any], after: Sequence[Any], undo: ExitStack) -> None:
    """Let a running VM write to the new deltas and no longer to the disks below them. Raises ``StorageError``."""
    for old, new in zip(before, after, strict=True):
        if old is not new:
            below = vm.host.volumes.resolve(old.backing.fileName)
            vmdk.lock_disk(*below, vm.owner, LockMode.READ_ONLY)
            undo.callback(relock, *below, vm.owner, LockMode.EXCLUSIVE)
            vmdk.lock_disk(*vm.host.volumes.resolve(new.backing.fileName), vm.owner)


def relock(datastore: Datastore, path: str, owner: str, mode: LockMode) -> None:
    """Hold a disk's files in another way, where they are there."""
    with suppress(StorageError):
        vmdk.lock_disk(datastore, path, owner, mode)


def drop_disk(datastore: Datastore, path: str, owner: str) -> None:
    """Delete a disk's own files, not its parents'; no error when they are gone."""
    with suppress(StorageError):
        vmdk.delete_disk(datastore, path, owner=owner)


def every_disk(configs: Sequence[vim.VirtualMachineConfigInfo]) -> Iterator[str]:
    """The path of each disk of the configurations, parents included, each once."""
    found: dict[str, None] = {}
    for config in configs:
        for device in config.hardware.device:
            if isinstance(device, vim.VirtualDisk):
                found.update(dict.fromkeys(each.fileName for each in line_of(device.backing) if each.fileName))
    yield from found


def own_disks(vm: VmBase) -> list[str]:
    """The paths of the disks that go with a VM: its own, its snapshots', and deltas that removed ones left between these.

    What they are based on goes where it is in the VM's own directory and no other VM uses it; a disk elsewhere is a base
    that it may share with machines the host does not know. (inferred)
    """
    inventory = vm.host.inventory
    configs = [vm.config]
    for each in vm.machine.snapshots.taken:
        configs.append(inventory.get(reference(vm.ref, each.uid), "config"))
    tops = {getattr(device.backing, "fileName", None) for config in configs for device in config.hardware.device}
    tops |= vm.machine.snapshots.kept
    found = [path for path in every_disk(configs) if path in tops or is_at_home(vm.machine, path)]
    if tops.issuperset(found):
        return found
    foreign: set[str] = set()
    for kind in ("VirtualMachine", "VirtualMachineSnapshot"):
        for node in inventory.of_type(kind):
            if node.ref != vm.ref and not node.ref.value.startswith(f"{vm.ref.value}-snapshot-"):
                foreign.update(every_disk([node.get("config")]))
    return [path for path in found if path in tops or path not in foreign]


def is_at_home(machine: Machine, path: str) -> bool:
    """Whether a disk is in its VM's own directory."""
    place = DatastorePath.parse(path)
    return place.datastore == machine.datastore and parent_of(place.path) == machine.home.directory
