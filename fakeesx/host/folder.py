"""Folder: on ESX the four fixed folders; VMs are created in ``ha-folder-vm``."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, task
from fakeesx.host.virtual_machine import create
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


class Folder(ManagedEntity):
    """A folder of the inventory tree. ESX has no others than those it was born with."""

    refused: ClassVar[dict[str, str]] = {
        "CreateFolder": "NotSupported", "CreateDatacenter": "NotSupported", "CreateCluster": "NotSupported",
        "CreateClusterEx": "NotSupported", "AddStandaloneHost_Task": "NotSupported", "CreateDVS_Task": "NotSupported",
        "MoveIntoFolder_Task": "NotSupported", "UnregisterAndDestroy_Task": "NotSupported", "Rename_Task": "NotSupported",
        "Destroy_Task": "NotSupported",
    }

    @task(locks=False)
    def CreateVM_Task(
        self, call: Call, config: vim.VirtualMachineConfigSpec, pool: ManagedObjectReference,
        host: ManagedObjectReference | None = None,
    ) -> TaskBody:
        """Make a VM. The result is its reference.

        Raises InvalidName, DuplicateName, InvalidDatastorePath, InvalidDatastore, FileFault and VmConfigFault with their kin,
        InvalidArgument, InsufficientResourcesFault; nothing is left of a VM that could not be made.
        """
        if self.ref.value != "ha-folder-vm":
            raise fault("NotSupported")
        if pool not in self.host.inventory:
            raise fault("ManagedObjectNotFound", obj=pool)
        if host is not None and host.value != "ha-host":
            raise invalid_argument("host")
        if self.host.in_maintenance:
            raise fault("InvalidState")
        planned = create.plan(self.host, config)
        self.host.events.post("VmBeingCreatedEvent", call=call, configSpec=config)
        yield None
        self.host.vms.require_free(planned.config.name)
        vm = create.make(self.host, planned, pool)
        self.host.events.post("VmCreatedEvent", call=call, vm=vm)
        return vm
