"""A host that was kept on disk goes on in another process: what was only in the memory of the one before is made again.

To a client the host was not reachable for a moment. Machines that ran run on, and hold their files as before; what waited
for an answer or for a time to pass is over.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from fakeesx.host.virtual_machine.device_work import lock_disks
from fakeesx.schema import vim
from fakeesx.storage.errors import StorageError
from fakeesx.storage.locks import LockMode

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_ON = vim.VirtualMachinePowerState.poweredOn


def revive(host: Esx) -> None:
    """Take the locks of machines that run, drop questions whose task is gone, come up when the host was booting."""
    for node in host.inventory.of_type("VirtualMachine"):
        runtime: vim.VirtualMachineRuntimeInfo = node.get("runtime")
        vm: Any = host.object(node.ref)
        if runtime.question is not None:
            vm.change(runtime=runtime.replace(question=None))
        if runtime.powerState == _ON:
            try:
                _hold_files(host, vm)
            except StorageError:  # somebody has been at the files: the machine shows it when it needs them
                host.log.failure("the files of {vm}, which runs, are not as they were", vm=node.get("name"))
    if not host.power.is_up:
        host.power.come_up()
    host.datastores.refresh()
    _tidy_up(host)


def _tidy_up(host: Esx) -> None:
    """Delete the empty folders of datastores that were being made when the process ended."""
    known = {volume.root for volume in host.volumes}
    for path in host.settings.root.resolve().iterdir():
        if path not in known and path.is_dir():
            with suppress(OSError):  # there is something in it: it is not ours to judge
                path.rmdir()


def _hold_files(host: Esx, vm: Any) -> None:
    """Lock what a running machine has, as its power on did. Raises ``StorageError``."""
    datastore, machine, config = vm.datastore, vm.machine, vm.config
    home, swap = machine.home, machine.home.swap(machine.swap_tag)
    reserved = (config.memoryAllocation.reservation or 0) if config.memoryAllocation else 0
    size = max(0, config.hardware.memoryMB - reserved) << 20
    if size and not datastore.exists(swap):
        datastore.create_sparse(swap, size, thick=True, durable=False)  # it need not outlive the machine under the host
    for path in (home.vmx, home.nvram, home.log):
        if datastore.exists(path):
            datastore.lock(path, vm.owner)
    if datastore.exists(swap):
        datastore.lock(swap, vm.owner, LockMode.EXCLUSIVE)
    lock_disks(host, config.hardware.device, vm.owner, config.extraConfig)
