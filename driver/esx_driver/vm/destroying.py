"""Removing a machine with all that is its own: disks in other places (volumes) stay."""

from __future__ import annotations

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import HostError, InstanceNotFound
from esx_driver.files.folders import delete_folder
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE
from esx_driver.vm import lookup
from esx_driver.vm.boot_volume import KEY

_READ = ("config.files.vmPathName", "runtime.powerState", "snapshot.rootSnapshotList")


def destroy(host: Host, vm: Ref, name: str) -> None:
    """Power a machine off, remove it from the host, delete its folder.

    What is left when it fails is the machine, to be destroyed again, or its folder, which the error names then. Raises
    ``InstanceNotFound``, ``HostError``.
    """
    path, power, snapshots = lookup.read(host, vm, name, *_READ)
    if power != "poweredOff":
        try:
            host.tasks.run("PowerOffVM_Task", vm)
        except faults.InvalidPowerState as error:  # somebody else was faster
            if error.existingState != "poweredOff":
                raise
        except faults.ManagedObjectNotFound:
            raise InstanceNotFound(name) from None
    if snapshots:
        _keep_volume(host, vm, name)
    unregister(host, vm, name)
    folder = DatastorePath.parse(path).parent
    try:
        twice(lambda: delete_folder(host, folder))
    except HostError as error:
        error.add_note(f"left behind: the folder {folder}")
        raise


def _keep_volume(host: Host, vm: Ref, name: str) -> None:
    """What was written since a snapshot into the volume that a machine boots from is in the machine's folder: it goes into
    the volume. Raises ``VimFault``.
    """
    (options,) = lookup.read(host, vm, name, "config.extraConfig")
    if any(option.key == KEY and option.value for option in options or ()):
        host.tasks.run("RemoveAllSnapshots_Task", vm)


def unregister(host: Host, vm: Ref, name: str) -> None:
    """Remove a machine from the host's list; its files stay. Raises ``InstanceNotFound``, ``VimFault``."""

    def look() -> object:
        try:
            lookup.read(host, vm, name, "name")
        except InstanceNotFound:
            return None
        return UNDONE

    try:
        host.tasks.patiently("UnregisterVM", lambda: host.session.call("UnregisterVM", vm, look=look))
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None


def remove_machine(host: Host, uuid: str) -> None:
    """Take back the making of a machine: if it is there, off with it, its files too. Raises ``HostError``."""
    try:
        vm = lookup.by_uuid(host, uuid)
        destroy(host, vm, uuid)
    except InstanceNotFound:
        return
