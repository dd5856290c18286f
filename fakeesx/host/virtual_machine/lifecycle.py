"""Renaming, unregistering and destroying a VM."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from fakeesx.host.managed_object import Call, TaskBody, method, task
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine.machine import OFF, SUSPENDED, VmBase, storage_faults
from fakeesx.host.virtual_machine.snapshots.disks import own_disks
from fakeesx.host.virtual_machine.snapshots.state import reference
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmdk, vmfiles
from fakeesx.storage.errors import FileLocked, FileNotFound, InvalidFile, StorageError, UnknownDatastore
from fakeesx.storage.paths import DatastorePath, join


class Lifecycle(VmBase):
    """What happens to a VM as a whole."""

    privileges: ClassVar[dict[str, str]] = {
        "Destroy_Task": "VirtualMachine.Inventory.Delete",
        "Rename_Task": "VirtualMachine.Config.Rename",
    }

    @task
    def Rename_Task(self, call: Call, newName: str) -> TaskBody:
        """Give the VM another name; its files keep theirs. Raises InvalidName, DuplicateName."""
        name = configs.check_name(newName)
        self.host.vms.require_free(name)
        if (yield None):
            self.host.vms.require_free(name)
        old = self.config.name
        config = self.config.replace(
            name=name, changeVersion=configs.next_version(self.host.now(), self.config.changeVersion),
        )
        self.save(config)
        self.host.events.post("VmRenamedEvent", call=call, vm=self.ref, oldName=old, newName=name)

    @method
    def UnregisterVM(self, call: Call) -> None:
        """Take the VM off the inventory; its files stay. Raises InvalidPowerState, TaskInProgress."""
        self.require_idle()
        self.require_power(OFF, SUSPENDED)
        self.host.events.post("VmRemovedEvent", call=call, vm=self.ref)
        self._leave()

    @task
    def Destroy_Task(self, call: Call) -> TaskBody:
        """Take the VM off the inventory and delete its files. Raises InvalidPowerState, FileFault."""
        self.require_power(OFF, SUSPENDED)
        yield None
        self.require_power(OFF, SUSPENDED)
        self.host.events.post("VmRemovedEvent", call=call, vm=self.ref)
        with storage_faults():
            self._delete_files()
        self._leave()

    @method
    def Reload(self, call: Call) -> None:
        """Look at the VM's files again."""
        self.change(look=True)

    def save(self, config: vim.VirtualMachineConfigInfo) -> None:
        """Write a new configuration to the ``.vmx`` and make it the VM's. Raises FileFault."""
        machine = self.machine
        vmx = vmx_of(config, machine.foreign, machine.standby)
        with storage_faults():
            vmfiles.write_vmx(self.datastore, machine.home, vmx, owner=self.owner)
        self.change(config=config)

    def _delete_files(self) -> None:
        """Delete disks and the VM's own files, and its directory when nothing else is in it. Raises ``StorageError``.

        What another VM or somebody else holds is found before anything is deleted.
        """
        home, machine = self.datastore, self.machine
        doomed: dict[str, list[str]] = {home.name: []}
        for name in (*own_disks(self), *(path for _, path in machine.redo)):
            disk = DatastorePath.parse(name)
            with suppress(FileNotFound, InvalidFile, UnknownDatastore):
                files = vmdk.disk_files(self.host.volumes.get(disk.datastore), disk.path)
                doomed.setdefault(disk.datastore, []).extend(files)
        for taken in machine.snapshots.taken:
            state = DatastorePath.parse(taken.file)
            if state.datastore in self.host.volumes:
                doomed.setdefault(state.datastore, []).append(state.path)
        directory = machine.home.directory
        if not home.exists(directory):
            self._delete(doomed)
            return
        with home.holding(directory):
            directories, names = home.names(directory)
            doomed[home.name] += vmfiles.own_files(machine.home, names)
            self._delete(doomed)
            left = {join(directory, name) for name in names}.difference(doomed[home.name])
            if directory and names and not (directories or left):
                home.rmdir(directory)

    def _delete(self, doomed: dict[str, list[str]]) -> None:
        """Delete files by their datastore and path. Raises FileLocked before anything is deleted."""
        volumes = {name: self.host.volumes.get(name) for name in doomed}
        for name, paths in doomed.items():
            for path in paths:
                if set(volumes[name].locked_by(path)) - {self.owner}:
                    raise FileLocked(volumes[name].text(path))
        for name, paths in doomed.items():
            volumes[name].delete_files(paths, owner=self.owner)

    def _leave(self) -> None:
        node = self.node
        inventory = self.host.inventory
        try:
            for datastore in self.host.volumes:
                datastore.unlock(self.owner)
        except StorageError:
            self.host.log.failure("unlocking the files of {vm}", vm=self.ref.value)
        self.host.vms.unlink(self.ref, node.get("resourcePool"), (*node.get("datastore"), *node.get("network")))
        inventory.remove(node.get("environmentBrowser"))
        for taken in self.machine.snapshots.taken:
            inventory.remove(reference(self.ref, taken.uid))
        inventory.remove(self.ref)
        self.host.datastores.refresh()
