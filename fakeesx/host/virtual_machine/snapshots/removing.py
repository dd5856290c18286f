"""Removing snapshots: what their disks hold is put together, nothing of what can still be read changes."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine.machine import ON, storage_faults
from fakeesx.host.virtual_machine.snapshots.disks import (
    disk_paths,
    is_snapshotted,
    links_of,
    rebacked,
    relock,
)
from fakeesx.host.virtual_machine.snapshots.files import write_list
from fakeesx.host.virtual_machine.snapshots.planning import Plan, plan
from fakeesx.host.virtual_machine.snapshots.reverting import delete_disks
from fakeesx.host.virtual_machine.snapshots.showing import configs_of, show, write_config
from fakeesx.host.virtual_machine.snapshots.state import Snapshots, reference
from fakeesx.schema import vim
from fakeesx.storage import chains, deltas, vmdk
from fakeesx.storage.chains import Link
from fakeesx.storage.descriptor import Descriptor
from fakeesx.storage.errors import StorageError
from fakeesx.storage.locks import LockMode

if TYPE_CHECKING:
    from fakeesx.host.services.blocking import Blocking
    from fakeesx.host.virtual_machine.snapshots.methods import SnapshotMethods

SMALL = 16 * 1024 * 1024
"""Bytes up to which content is put together at once; more goes to a thread."""

Waiting = Generator[Deferred[Any] | None, Any, None]


@dataclass(frozen=True)
class Work:
    """What removing snapshots of a VM comes to."""

    snapshots: Snapshots
    configs: dict[int, vim.VirtualMachineConfigInfo]
    """The configurations of those that stay, as they are now."""
    links: dict[str, Link]
    """All disks that play a part."""
    parents: dict[str, str | None]
    """What each of them is based on now."""
    plan: Plan
    files: tuple[str, ...]
    """The ``.vmsn`` files that go."""


def check(vm: SnapshotMethods, uids: frozenset[int]) -> None:
    """Raise the fault for snapshots that can't be removed now."""
    if vm.config.flags is not None and vm.config.flags.snapshotLocked:
        raise fault("SnapshotLocked")
    if any(vm.machine.snapshots.find(uid) is None for uid in uids):
        raise fault("ManagedObjectNotFound", obj=reference(vm.ref, min(uids)))


def remove(vm: SnapshotMethods, uids: frozenset[int]) -> Waiting:
    """Remove snapshots, as a part of a task's body. Raises the vim25 fault for a storage error; then nothing has changed."""
    if not uids:
        return
    with storage_faults(), ExitStack() as files, ExitStack() as undo:
        work = _work_out(vm, uids)
        merges: list[deltas.Merge] = []
        for child, parent in work.plan.merges:
            yield from _merge(vm, work.links[child], work.links[parent], files, undo, merges)
        for merge in [merge for merge in merges if merge.outdated]:  # the guest wrote meanwhile
            yield from _merge(vm, merge.child, merge.parent, files, undo, merges, at_once=True)
        _settle(vm, uids, work, undo)
        undo.pop_all()
    delete_disks(vm, (*(child for child, _ in work.plan.merges), *work.plan.deleted))
    _delete_states(vm, work.files)
    vm.change(look=True)
    vm.host.datastores.refresh()


def _work_out(vm: SnapshotMethods, uids: frozenset[int]) -> Work:
    """What is to be done; nothing has changed yet. Raises ``StorageError``."""
    snapshots, known = vm.machine.snapshots, configs_of(vm)
    stay = {uid: config for uid, config in known.items() if uid not in uids}
    links: dict[str, Link] = {}
    parents: dict[str, str | None] = {}
    ours: set[str] = set(snapshots.kept)
    for config in (*known.values(), vm.config):
        for path in disk_paths(config):
            ours.add(path)
            chain = _chain(vm, path)
            for link, below in zip(chain, (*chain[1:], None), strict=False):
                links[str(link)] = link
                parents[str(link)] = None if below is None else str(below)
    needed = {path for config in (*stay.values(), vm.config) for path in disk_paths(config)}
    worked_out = plan(parents, needed, ours & links.keys())
    after = snapshots.without(uids)
    return Work(
        replace(after, kept=worked_out.kept), stay, links, parents, worked_out,
        tuple(each.file for each in snapshots.taken if each.uid in uids),
    )


def _chain(vm: SnapshotMethods, path: str) -> tuple[Link, ...]:
    """A disk with its parents; none where it is gone or broken: then there is nothing to be put together."""
    try:
        return links_of(vm.host, path)
    except StorageError:
        if path in disk_paths(vm.config):
            raise
        return ()


def _merge(
    vm: SnapshotMethods, child: Link, parent: Link, files: ExitStack, undo: ExitStack, merges: list[deltas.Merge],
    at_once: bool = False,
) -> Waiting:
    """Put a delta's content into its parent. Raises ``StorageError``."""
    if vm.owner in parent.datastore.locked_by(parent.path):
        vmdk.lock_disk(parent.datastore, parent.path, vm.owner, LockMode.WRITE)
        undo.callback(_read_only, vm, parent)
    merge = deltas.Merge(child, parent, owner=vm.owner)
    thread = None
    try:
        if merge.size > SMALL and not at_once:
            thread = _Threaded(vm.host.blocking, merge)
            yield thread.ended
        else:
            merge.run()
    except BaseException:
        if thread is not None:
            thread.stop()
        merge.undo()
        merge.close()
        raise
    files.callback(merge.close)
    undo.callback(merge.undo)
    merges.append(merge)


class _Threaded:
    """A merge that runs in a thread. ``ended`` fires when it is done."""

    def __init__(self, blocking: Blocking, merge: deltas.Merge) -> None:
        self._merge = merge
        self._begun = threading.Lock()
        self._left = threading.Event()
        self.ended: Deferred[None] = Deferred(lambda _: merge.cancel())
        blocking.run(self._run).addBoth(self._end)

    def stop(self) -> None:
        """Wait until the thread is out of the files, if it has begun; it is told to stop, and does so after a piece."""
        self._merge.cancel()
        if not self._begun.acquire(blocking=False):
            self._left.wait()

    def _run(self) -> None:
        if not self._begun.acquire(blocking=False):
            return
        try:
            self._merge.run()
        finally:
            self._left.set()

    def _end(self, result: Any) -> None:
        if not self.ended.called:
            (self.ended.callback if result is None else self.ended.errback)(result)


def _settle(vm: SnapshotMethods, uids: frozenset[int], work: Work, undo: ExitStack) -> None:
    """Let descriptors, files and inventory tell of what was put together. Raises ``StorageError``."""
    host, owner, links = vm.host, vm.owner, dict(work.links)

    def write(link: Link, descriptor: Descriptor) -> None:
        if descriptor != link.descriptor:
            if owner in link.datastore.locked_by(link.path):
                link.datastore.lock(link.path, owner)
                undo.callback(_read_only, vm, link)
            vmdk.write_descriptor(link.datastore, link.path, descriptor, owner=owner)
            undo.callback(_put_back, link, owner)
            links[str(link)] = link._replace(descriptor=descriptor)

    for child, parent in work.plan.merges:
        write(links[parent], chains.with_cid(links[parent].descriptor, links[child].descriptor.cid))
    for disk, new in work.plan.parents.items():
        if new is not None and new != work.parents[disk]:
            write(links[disk], deltas.on_parent(links[disk], links[new]))

    def moved(config: vim.VirtualMachineConfigInfo) -> vim.VirtualMachineConfigInfo:
        devices: list[Any] = []
        for device in config.hardware.device:
            if is_snapshotted(device):
                path: str = device.backing.fileName  # type: ignore[union-attr]
                path = work.plan.moved.get(path, path)
                if path in links:
                    device = rebacked(host, device, _line(links, work.plan, path))
            devices.append(device)
        return config.replace(hardware=config.hardware.replace(device=devices))

    config = moved(vm.config).replace(changeVersion=configs.next_version(host.now(), vm.config.changeVersion))
    stay = {uid: moved(old) for uid, old in work.configs.items()}
    write_config(vm, config, undo)
    write_list(vm, work.snapshots, stay, undo)
    for uid in uids:
        host.inventory.remove(reference(vm.ref, uid))
    for uid, now in stay.items():
        host.inventory.update(reference(vm.ref, uid), config=now)
    show(vm, replace(vm.machine, snapshots=work.snapshots), config=config)
    if vm.power_state == ON:
        _lock_as_before(vm, config)


def _lock_as_before(vm: SnapshotMethods, config: vim.VirtualMachineConfigInfo) -> None:
    """A running VM holds its disks, and those below so that nobody writes them. Raises ``StorageError``."""
    for path in disk_paths(config):
        top, *below = links_of(vm.host, path)
        vmdk.lock_disk(top.datastore, top.path, vm.owner)
        for link in below:
            vmdk.lock_disk(link.datastore, link.path, vm.owner, LockMode.READ_ONLY)


def _read_only(vm: SnapshotMethods, link: Link) -> None:
    """The VM holds a disk as one that it does not write to again, if it holds any."""
    if vm.power_state == ON:
        relock(link.datastore, link.path, vm.owner, LockMode.READ_ONLY)


def _line(links: dict[str, Link], done: Plan, path: str) -> tuple[Link, ...]:
    """The chain of a disk as it is now."""
    found = []
    each: str | None = path
    while each is not None:
        found.append(links[each])
        each = done.parents.get(each)
    return tuple(found)


def _put_back(link: Link, owner: str) -> None:
    with suppress(StorageError):
        if owner in link.datastore.locked_by(link.path):
            link.datastore.lock(link.path, owner)
        vmdk.write_descriptor(link.datastore, link.path, link.descriptor, owner=owner)


def _delete_states(vm: SnapshotMethods, paths: Iterable[str]) -> None:
    for path in paths:
        try:
            datastore, below = vm.host.volumes.resolve(path)
            datastore.delete_files([below], owner=vm.owner)
        except StorageError as error:
            vm.host.log.warn("deleting {path}: {error}", error=str(error), path=path)
