"""The methods of a VirtualMachine that are about its snapshots."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from fakeesx.host.managed_object import Call, TaskBody, fault, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine.machine import OFF, storage_faults
from fakeesx.host.virtual_machine.power import Power
from fakeesx.host.virtual_machine.snapshots import removing, reverting, taking
from fakeesx.host.virtual_machine.snapshots.files import write_list
from fakeesx.host.virtual_machine.snapshots.showing import configs_of, show
from fakeesx.host.virtual_machine.snapshots.state import Taken, reference
from fakeesx.schema.values import ManagedObjectReference


class SnapshotMethods(Power):
    """Snapshots of a VirtualMachine."""

    @task
    def CreateSnapshot_Task(
        self, call: Call, name: str, memory: bool, quiesce: bool, description: str | None = None,
    ) -> TaskBody:
        """Take a snapshot. The result is its reference.

        ``memory``: with that of a VM that runs; ``quiesce``: heeded where VMware Tools run and no memory is asked for.
        Raises InvalidName, SnapshotFault's kin, FileFault.
        """
        taking.check(self, name, description or "", memory)
        if (yield None):
            taking.check(self, name, description or "", memory)
        return taking.take(self, name, description or "", memory, quiesce)

    @task
    def RevertToCurrentSnapshot_Task(
        self, call: Call, host: ManagedObjectReference | None = None, suppressPowerOn: bool | None = None,
    ) -> TaskBody:
        """Go back to the current snapshot. Raises NotFound where there is none, and as ``RevertToSnapshot_Task``."""
        taken = self._current()
        yield from self.revert_task(call, taken.uid, host, bool(suppressPowerOn))

    @task
    def RemoveAllSnapshots_Task(self, call: Call) -> TaskBody:
        """Remove all snapshots; the VM goes on as it is. Raises SnapshotLocked."""
        yield from self.remove_task(lambda: frozenset(each.uid for each in self.machine.snapshots.taken))

    # what a VirtualMachineSnapshot asks of its VM

    def revert_task(self, call: Call, uid: int, host: ManagedObjectReference | None, suppress_power_on: bool) -> TaskBody:
        """Go back to a snapshot: a task's body."""
        reverting.check(self, self.snapshot(uid), host, suppress_power_on)
        if (yield None):
            reverting.check(self, self.snapshot(uid), host, suppress_power_on)
        before = self.power_state
        reverting.revert(self, self.snapshot(uid), suppress_power_on)
        reverting.power_events(self, before, call)

    def remove_task(self, which: Callable[[], frozenset[int]]) -> TaskBody:
        """Remove snapshots, of the uids that ``which`` gives: a task's body."""
        removing.check(self, which())
        if (yield None):
            removing.check(self, which())
        yield from removing.remove(self, which())

    def rename_snapshot(self, uid: int, name: str | None, description: str | None) -> None:
        """Give a snapshot another name or description. Raises InvalidName, TaskInProgress, FileFault."""
        self.require_idle()
        old = self.snapshot(uid)
        new = replace(
            old, name=old.name if name is None else taking.check_name(name),
            description=old.description if description is None else configs.check_annotation(description),
        )
        snapshots = self.machine.snapshots.changed(new)
        with storage_faults(), ExitStack() as undo:
            write_list(self, snapshots, configs_of(self), undo)
            show(self, self.change_machine(snapshots=snapshots))
            undo.pop_all()

    def snapshot(self, uid: int) -> Taken:
        """What is known of a snapshot. Raises ManagedObjectNotFound."""
        found = self.machine.snapshots.find(uid)
        if found is None:
            raise fault("ManagedObjectNotFound", obj=reference(self.ref, uid))
        return found

    def power_on_from_memory(self) -> None:
        """Let the VM run again from where it was. Raises the fault for a storage error or a lack of resources."""
        self._power_on(resumed=True, boots=False)

    def power_off_at_once(self) -> None:
        """Stop the VM that runs."""
        self._power_off(OFF)

    def _current(self) -> Taken:
        found = self.machine.snapshots.find(self.machine.snapshots.current)
        if found is None:
            raise fault("NotFound")
        return found
