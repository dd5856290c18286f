"""Datastore: one volume that VMs can be on."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, method, task
from fakeesx.host.services import datastore_changes
from fakeesx.storage.errors import StorageError


class Datastore(ManagedEntity):
    """A datastore of the host."""

    refused: ClassVar[dict[str, str]] = {"UpdateVirtualMachineFiles_Task": "NotSupported"}  # documented: vCenter only

    privileges: ClassVar[dict[str, str]] = {"Rename_Task": "Datastore.Rename", "Destroy_Task": "Datastore.Delete"}

    @method
    def RefreshDatastore(self, call: Call) -> None:
        """Count the files anew, those too that came behind the host's back.

        Raises HostConfigFault when its folder can't be read.
        """
        self._rescan()

    @method
    def RefreshDatastoreStorageInfo(self, call: Call) -> None:
        """The same; what VMs use is counted with it. Raises HostConfigFault."""
        self._rescan()

    @method
    def RenameDatastore(self, call: Call, newName: str) -> None:
        """Give it another name; its VMs may run. Raises InvalidName (empty, over 42 characters, slashes), DuplicateName."""
        datastore_changes.rename(self.host, call, self.ref, newName)

    @task
    def Rename_Task(self, call: Call, newName: str) -> TaskBody:
        """The same as a task."""
        yield None
        datastore_changes.rename(self.host, call, self.ref, newName)

    @method
    def DestroyDatastore(self, call: Call) -> None:
        """Unmount it, or destroy it with its files when it is VMFS, as RemoveDatastore does. Raises ResourceInUse."""
        datastore_changes.remove(self.host, call, self.ref)

    @task
    def Destroy_Task(self, call: Call) -> TaskBody:
        """The same as a task."""
        yield None
        datastore_changes.remove(self.host, call, self.ref)

    def _rescan(self) -> None:
        try:
            self.host.datastores.rescan([self.get("name")])
        except StorageError as error:
            raise fault("HostConfigFault") from error
