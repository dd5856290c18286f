"""The snapshots of one VM as an immutable value, and as vim25 shows them. Their configurations are the snapshot objects'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.vmx import NOTHING, Vmx


@dataclass(frozen=True, slots=True)
class Taken:
    """One snapshot."""

    uid: int
    """Counts the snapshots that the VM ever had, from 1."""
    parent: int
    """The uid of the snapshot it was taken on; 0 for none."""
    name: str
    description: str
    time: datetime
    state: vim.VirtualMachinePowerState
    """What going back to it leads to: poweredOn only with the memory of a VM that ran (vendor documentation)."""
    quiesced: bool
    file: str
    """The datastore path of the ``.vmsn``."""
    standby: str | None = None
    foreign: Vmx = NOTHING
    """As in ``Machine``, at that time."""
    suspended_at: datetime | None = None
    """``runtime.suspendTime`` at that time."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """All snapshots of a VM, oldest first."""

    last_uid: int = 0
    current: int = 0
    """The uid of the one that the VM goes on from; 0 for none."""
    taken: tuple[Taken, ...] = ()
    kept: frozenset[str] = frozenset()
    """Paths of disks that no snapshot needs as they are any more, but that several deltas are based on."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.taken)

    def find(self, uid: int) -> Taken | None:
        """The snapshot of a uid."""
        return next((each for each in self.taken if each.uid == uid), None)

    def children(self, uid: int) -> tuple[Taken, ...]:
        """Those taken on a snapshot; of 0: the roots."""
        return tuple(each for each in self.taken if each.parent == uid)

    def below(self, uid: int) -> tuple[int, ...]:
        """The uids of a snapshot and of all that descend from it."""
        found = [uid]
        for each in found:
            found += [child.uid for child in self.children(each)]
        return tuple(found)

    def line(self, uid: int) -> Iterator[Taken]:
        """A snapshot, the one it was taken on, and so on up to a root."""
        each = self.find(uid)
        while each is not None:
            yield each
            each = self.find(each.parent)

    def plus(self, new: Taken) -> Snapshots:
        """With one more, which is the current one."""
        return Snapshots(new.uid, new.uid, (*self.taken, new), self.kept)

    def changed(self, new: Taken) -> Snapshots:
        """With another value of one that is there."""
        return replace(self, taken=tuple(new if each.uid == new.uid else each for each in self.taken))

    def without(self, uids: frozenset[int]) -> Snapshots:
        """Without some; what was taken on them is taken on the next above that stays, and the current one likewise."""

        def above(uid: int) -> int:
            return next((each.uid for each in self.line(uid) if each.uid not in uids), 0)

        kept = tuple(
            each if each.parent not in uids else replace(each, parent=above(each.parent))
            for each in self.taken if each.uid not in uids
        )
        return Snapshots(self.last_uid, above(self.current), kept, self.kept)


NO_SNAPSHOTS = Snapshots()


def reference(vm: ManagedObjectReference, uid: int) -> ManagedObjectReference:
    """The reference of a snapshot: ``<vm>-snapshot-<uid>`` (recorded form)."""
    return ManagedObjectReference("VirtualMachineSnapshot", f"{vm.value}-snapshot-{uid}")


def uid_of(ref: ManagedObjectReference) -> tuple[str, int]:
    """The VM's moid and the uid out of a snapshot's reference."""
    vm, _, uid = ref.value.rpartition("-snapshot-")
    return vm, int(uid)


def info(vm: ManagedObjectReference, snapshots: Snapshots) -> vim.VirtualMachineSnapshotInfo | None:
    """``snapshot`` of a VM, not set without snapshots (recorded)."""
    if not snapshots:
        return None
    trees: dict[int, list[vim.VirtualMachineSnapshotTree]] = {}
    for each in sorted(snapshots.taken, key=lambda each: each.uid, reverse=True):  # a child is younger than its parent
        tree = vim.VirtualMachineSnapshotTree(
            snapshot=reference(vm, each.uid), vm=vm, name=each.name, description=each.description, id=each.uid,
            createTime=each.time, state=each.state, quiesced=each.quiesced,
            childSnapshotList=trees.pop(each.uid, [])[::-1], replaySupported=False,
        )
        trees.setdefault(each.parent, []).append(tree)
    return vim.VirtualMachineSnapshotInfo(
        currentSnapshot=reference(vm, snapshots.current) if snapshots.current else None,
        rootSnapshotList=trees.pop(0, [])[::-1],
    )
