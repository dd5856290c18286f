"""Snapshots in the inventory: their objects, and what their VM shows of them."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from fakeesx.host.virtual_machine.snapshots.state import info, reference
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmfiles
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.vmfiles import VmHome
from fakeesx.storage.vmx import Vmx

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.machine import Machine, VmBase


def configs_of(vm: VmBase) -> dict[int, vim.VirtualMachineConfigInfo]:
    """The configurations of a VM's snapshots, by uid."""
    get = vm.host.inventory.get
    return {each.uid: get(reference(vm.ref, each.uid), "config") for each in vm.machine.snapshots.taken}


def show(vm: VmBase, machine: Machine, **parts: Any) -> None:
    """Make a VM's new private state, with its snapshots, and other parts known; the snapshots' objects are there already."""
    inventory, ref, snapshots = vm.host.inventory, vm.ref, machine.snapshots
    for each in snapshots.taken:
        children = tuple(reference(ref, child.uid) for child in snapshots.children(each.uid))
        if inventory.get(reference(ref, each.uid), "childSnapshot") != children:
            inventory.update(reference(ref, each.uid), childSnapshot=children)
    before = (*vm.get("datastore"), *vm.get("network"))
    vm.change(
        machine=machine, snapshot=info(ref, snapshots),
        rootSnapshot=tuple(reference(ref, each.uid) for each in snapshots.children(0)), **parts,
    )
    vm.host.vms.relink(ref, before, (*vm.get("datastore"), *vm.get("network")))
    vm.host.datastores.refresh()


def write_config(
    vm: VmBase, config: vim.VirtualMachineConfigInfo, undo: ExitStack, machine: Machine | None = None,
    before: vim.VirtualMachineConfigInfo | None = None,
) -> None:
    """Write a VM's ``.vmx`` anew; ``before`` is the configuration it was written for. Raises ``StorageError``."""
    now = vm.machine
    machine = machine or now
    old = vmx_of(before or vm.config, now.foreign, now.standby)
    vmfiles.write_vmx(vm.datastore, now.home, vmx_of(config, machine.foreign, machine.standby), owner=vm.owner)
    undo.callback(_put_back, vm.datastore, now.home, old, vm.owner)


def _put_back(datastore: Datastore, home: VmHome, old: Vmx, owner: str) -> None:
    with suppress(StorageError):
        vmfiles.write_vmx(datastore, home, old, owner=owner)
