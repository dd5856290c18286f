"""Registering a VM: from the ``.vmx`` file of a datastore to the managed object.

The file may be of this host's making or of anybody's: clients write it over HTTP and register it then (libvirt does).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create, vmx_config
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment
from fakeesx.host.virtual_machine.machine import Machine, storage_faults
from fakeesx.host.virtual_machine.snapshots.reading import Read, take_up
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmfiles
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileNotFound, InvalidFile, NotADirectory
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmfiles import VmHome
from fakeesx.storage.vmx import Vmx

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


@dataclass(frozen=True)
class Registration:
    """A VM that has been read and is not registered yet."""

    config: vim.VirtualMachineConfigInfo
    datastore: Datastore
    machine: Machine
    written: Vmx | None
    """The ``.vmx`` as it is to be from now on, where that is not as it is."""


def plan(host: Esx, path: str, name: str | None) -> Registration:
    """Read the VM at ``[datastore1] vm/vm.vmx``; ``name`` is the name it gets instead of its own.

    Raises InvalidDatastorePath, InvalidDatastore, NotFound (no such file), AlreadyExists (registered already; ``name`` is
    the VM's id), InvalidName, DuplicateName, InvalidVmConfig (no readable configuration) and its kin, FileLocked.
    """
    with storage_faults():
        place = DatastorePath.parse(path)
        datastore, below = host.volumes.resolve(place)
    text = datastore.text(below)
    known = host.vm_index.find("path", text)
    if known:
        raise fault("AlreadyExists", name=known[0].ref.value)
    vmx = _read(datastore, below)
    home = VmHome.of(below)
    name = configs.check_name(configs.escaped(vmx.get("displayName") or home.stem) if name is None else name)
    host.vms.require_free(name)
    uuids = {
        "uuid": vmx_config.uuid_in(vmx, "uuid.bios") or host.ids.bios_uuid(),
        "instanceUuid": vmx_config.uuid_in(vmx, "vc.uuid") or host.ids.instance_uuid(),
    }
    uuids["locationId"] = vmx_config.uuid_in(vmx, "uuid.location") or uuids["uuid"]
    environment = DeviceEnvironment(
        host, datastore, home, uuids["uuid"], vmx_config.hardware_version(host, vmx),
    )
    config = vmx_config.config_of(vmx, name, text, environment, uuids)
    tag = vmx_config.swap_tag(vmx)
    machine = Machine(
        datastore.name, home, host.ids.signed_int() & 0xFFFFFFFF if tag is None else tag,
        has_run=datastore.exists(home.nvram), standby=vmx_config.standby_in(vmx), foreign=vmx_config.remarks(vmx),
    )
    wanted = vmx_config.uuid_keys(uuids) | {"displayName": unescaped(name)}
    changes = {key: value for key, value in wanted.items() if vmx.get(key) != value}
    return Registration(config, datastore, machine, vmx.replace(changes) if changes else None)


def make(host: Esx, planned: Registration, pool: ManagedObjectReference) -> ManagedObjectReference:
    """Put a VM that was read into the inventory, with its snapshots; its name and UUIDs go into its file where they are
    not there."""
    if planned.written is not None:
        with storage_faults():
            vmfiles.write_vmx(planned.datastore, planned.machine.home, planned.written)
    ref = create.enter(host, planned.config, planned.machine, pool)
    vm: Any = host.object(ref)
    take_up(vm, lambda vmx: _snapshot(host, planned, vmx))
    return ref


def _snapshot(host: Esx, planned: Registration, vmx: Vmx) -> Read:
    """The configuration of a snapshot, out of the ``.vmx`` of its time. Raises as ``vmx_config.config_of`` does."""
    now = planned.config
    uuids = {
        "uuid": vmx_config.uuid_in(vmx, "uuid.bios") or now.uuid,
        "instanceUuid": vmx_config.uuid_in(vmx, "vc.uuid") or now.instanceUuid,
        "locationId": vmx_config.uuid_in(vmx, "uuid.location") or now.locationId,
    }
    environment = DeviceEnvironment(
        host, planned.datastore, planned.machine.home, uuids["uuid"] or "", vmx_config.hardware_version(host, vmx),
    )
    config = vmx_config.config_of(vmx, now.name, now.files.vmPathName or "", environment, uuids)
    return Read(config, vmx_config.standby_in(vmx), vmx_config.remarks(vmx))


def check_path(path: str, as_template: bool) -> None:
    """Raise NotSupported for a template, which is vCenter's, and InvalidArgument for the path of one (vendor
    documentation)."""
    if as_template:
        raise fault("NotSupported")
    if path.endswith(".vmtx"):
        raise invalid_argument("path")


def _read(datastore: Datastore, path: str) -> Vmx:
    with storage_faults():
        try:
            return vmfiles.read_vmx(datastore, path)
        except (FileNotFound, NotADirectory):
            raise fault("NotFound") from None
        except InvalidFile:
            raise fault("InvalidVmConfig", property=None) from None
