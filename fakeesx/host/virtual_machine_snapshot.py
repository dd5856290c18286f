"""VirtualMachineSnapshot: one snapshot of a VM, ``<vm>-snapshot-<n>``. Its tasks are the VM's (seen on hosts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, method, task
from fakeesx.host.virtual_machine.snapshots.state import uid_of
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.snapshots.methods import SnapshotMethods


class VirtualMachineSnapshot(ManagedObject):
    """A snapshot. ``config`` is the VM's configuration as it was."""

    @task
    def RevertToSnapshot_Task(
        self, call: Call, host: ManagedObjectReference | None = None, suppressPowerOn: bool | None = None,
    ) -> TaskBody:
        """Bring the VM back to the snapshot: configuration, devices, content of disks, power state.

        A VM whose memory is in the snapshot runs again unless ``suppressPowerOn``. Raises InvalidState (maintenance mode),
        InsufficientResourcesFault, FileFault.
        """
        vm, uid = self._vm()
        yield from vm.revert_task(call, uid, host, bool(suppressPowerOn))

    @task
    def RemoveSnapshot_Task(self, call: Call, removeChildren: bool) -> TaskBody:
        """Remove the snapshot, with ``removeChildren`` also all that descend from it; what the VM holds stays.

        Raises SnapshotLocked, FileFault.
        """
        vm, uid = self._vm()
        yield from vm.remove_task(
            lambda: frozenset(vm.machine.snapshots.below(uid) if removeChildren else (uid,))
        )

    @method
    def RenameSnapshot(self, call: Call, name: str | None = None, description: str | None = None) -> None:
        """Give the snapshot another name or description. Raises InvalidName, TaskInProgress."""
        vm, uid = self._vm()
        vm.rename_snapshot(uid, name, description)

    def _vm(self) -> tuple[SnapshotMethods, int]:
        """The VM, and the number of this snapshot of it."""
        moid, uid = uid_of(self.ref)
        vm: SnapshotMethods = self.host.object(ManagedObjectReference("VirtualMachine", moid))  # type: ignore[assignment]
        return vm, uid
