"""Folder: on ESX the four fixed folders; VMs are created in ``ha-folder-vm``."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, task
from fakeesx.host.virtual_machine import create, register
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference

_ROOT_POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
_USES: tuple[tuple[type[DataObject], str, str], ...] = (
    (vim.VirtualDisk, "datastore", "Datastore.AllocateSpace"), (vim.VirtualEthernetCard, "network", "Network.Assign"),
)
"""What devices are on, and the privilege that using it takes."""


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

        Raises InvalidName, DuplicateName, InvalidDatastorePath, InvalidDatastore, FileFault, VmConfigFault and their kin,
        InvalidArgument, InsufficientResourcesFault; nothing is left of a VM that could not be made.
        """
        if self.ref.value != "ha-folder-vm":
            raise fault("NotSupported")
        self._require_place(pool, host)
        planned = create.plan(self.host, config)
        self._require_privileges(call, planned, pool)
        self.host.events.post("VmBeingCreatedEvent", call=call, configSpec=config)
        if (yield None):
            self._require_place(pool, host)
            planned = create.plan(self.host, config)
        vm = create.make(self.host, planned, pool)
        self.host.events.post("VmCreatedEvent", call=call, vm=vm)
        create.tell_mac_conflicts(self.host, call, vm)
        return vm

    @task(locks=False)
    def RegisterVM_Task(
        self, call: Call, path: str, asTemplate: bool, name: str | None = None, pool: ManagedObjectReference | None = None,
        host: ManagedObjectReference | None = None,
    ) -> TaskBody:
        """Enter a VM whose ``.vmx`` is on a datastore. The result is its reference; without a pool it goes to the root pool.

        Raises NotFound (no such file), AlreadyExists (registered already; the name is the VM's id), InvalidName,
        DuplicateName, InvalidDatastorePath, InvalidDatastore, InvalidVmConfig (no readable VM) and its kin, NotSupported
        (a template), InvalidArgument.
        """
        if self.ref.value != "ha-folder-vm":
            raise fault("NotSupported")
        register.check_path(path, asTemplate)
        pool = pool or _ROOT_POOL
        self._require_place(pool, host)
        self.host.access.require(call.user, "Resource.AssignVMToPool", pool)
        planned = register.plan(self.host, path, name)
        if (yield None):
            self._require_place(pool, host)
            planned = register.plan(self.host, path, name)
        vm = register.make(self.host, planned, pool)
        self.host.events.post("VmRegisteredEvent", call=call, vm=vm)
        return vm

    def _require_place(self, pool: ManagedObjectReference, host: ManagedObjectReference | None) -> None:
        """Raise the fault for a pool or a host where no VM can be made."""
        for name, ref, type in (("pool", pool, "ResourcePool"), ("host", host, "HostSystem")):
            if ref is None:
                continue
            node = self.host.inventory.find(ref.value)
            if node is None:
                raise fault("ManagedObjectNotFound", obj=ref)
            if not self.host.model.managed_is_a(node.ref.type, type):
                raise invalid_argument(name)
        if self.host.in_maintenance:
            raise fault("InvalidState")

    def _require_privileges(self, call: Call, planned: create.Plan, pool: ManagedObjectReference) -> None:
        """Raise NoPermission unless the user may use the pool, the datastores and the networks (vendor documentation)."""
        access = self.host.access
        if access.unrestricted(call.user):
            return
        access.require(call.user, "Resource.AssignVMToPool", pool)
        access.require(call.user, "Datastore.AllocateSpace", self.host.datastores.ref(planned.datastore.name))
        for device in planned.config.hardware.device:
            for cls, name, privilege in _USES:
                used = getattr(device.backing, name, None) if isinstance(device, cls) else None
                if used is not None:
                    access.require(call.user, privilege, used)
