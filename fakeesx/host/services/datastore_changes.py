"""Changes of datastores as clients ask for them: refused as a host refuses them, told as events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, fault
from fakeesx.host.services.datastore_specs import is_name
from fakeesx.host.services.datastore_values import Extent, Volume
from fakeesx.host.services.storage_faults import as_vim_fault
from fakeesx.host.virtual_machine import paths
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import DatastoreInUse, StorageError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


def require_datastore(host: Esx, ref: ManagedObjectReference) -> Node:
    """The node of a datastore. Raises ManagedObjectNotFound."""
    node = host.inventory.find(ref.value)
    if node is None or node.ref.type != "Datastore":
        raise fault("ManagedObjectNotFound", obj=ref)
    return node


def require_free(host: Esx, name: str) -> None:
    """Raise DuplicateName when a datastore has the name."""
    taken = host.datastores.find(name)
    if taken is not None:
        raise fault("DuplicateName", name=name, object=taken)


def create(host: Esx, call: Call, event: str, values: dict[str, Any], volume: Volume) -> ManagedObjectReference:
    """Let a datastore enter that has been checked. Raises HostConfigFault when its folder can't be made."""
    try:
        ref = host.datastores.add(values, volume)
    except StorageError as error:
        raise fault("HostConfigFault") from error
    host.events.post(event, call=call, datastore=_argument(host, ref))
    return ref


def grow(
    host: Esx, call: Call, event: str, ref: ManagedObjectReference, volume: vim.HostVmfsVolume, extents: tuple[Extent, ...],
) -> None:
    """Let a VMFS volume have become larger, as has been checked."""
    host.datastores.grow(ref, volume, extents)
    host.events.post(event, call=call, datastore=_argument(host, ref))


def rename(host: Esx, call: Call, ref: ManagedObjectReference, name: str) -> None:
    """Give a datastore another name, here and wherever it is named. Raises InvalidName, DuplicateName, FileFault."""
    old = str(host.inventory.get(ref, "name"))
    if not is_name(name):
        raise fault("InvalidName", name=name, entity=ref)
    if name == old:
        return
    require_free(host, name)
    host.datastores.rename(ref, name)
    try:
        paths.follow_rename(host, old, name)
    except BaseException as error:
        host.volumes.rename(name, old)  # the inventory goes back by itself
        if isinstance(error, StorageError):
            raise as_vim_fault(error) from error
        raise
    host.events.post(
        "DatastoreRenamedOnHostEvent", call=call, oldName=old, newName=name, host=_host_argument(host),
    )


def remove(host: Esx, call: Call, ref: ManagedObjectReference) -> None:
    """Let a datastore go; a VMFS one is destroyed with its files.

    Raises ResourceInUse while VMs, copies, uploads or the service console (inferred) use it.
    """
    node = host.inventory.node(ref)
    name = node.values["name"]
    if node.get("vm") or host.datastores.holds_system_files(ref):
        raise in_use(name)
    argument = _argument(host, ref)
    try:
        host.datastores.remove(ref, destroy=node.values["summary"].type == "VMFS")
    except DatastoreInUse as error:
        raise in_use(name) from error
    except StorageError as error:
        raise fault("HostConfigFault") from error
    host.events.post("DatastoreRemovedOnHostEvent", call=call, datastore=argument)


def in_use(name: str) -> VimFault:
    """ResourceInUse for a datastore."""
    return fault("ResourceInUse", type="Datastore", name=name)


def _argument(host: Esx, ref: ManagedObjectReference) -> vim.DatastoreEventArgument:
    return vim.DatastoreEventArgument(name=host.events.name_of(ref), datastore=ref)


def _host_argument(host: Esx) -> vim.HostEventArgument:
    ref = ManagedObjectReference("HostSystem", "ha-host")
    return vim.HostEventArgument(name=host.events.name_of(ref), host=ref)
