"""Datastore: one volume that VMs can be on."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, fault, method
from fakeesx.storage.errors import StorageError


class Datastore(ManagedEntity):
    """A datastore of the host."""

    refused: ClassVar[dict[str, str]] = {"UpdateVirtualMachineFiles_Task": "NotSupported"}  # documented: vCenter only

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

    def _rescan(self) -> None:
        try:
            self.host.datastores.rescan([self.get("name")])
        except StorageError as error:
            raise fault("HostConfigFault") from error
