"""FileManager: files and directories of the datastores.

File operations are shallow: of a virtual disk only the named file is copied, moved or deleted; VirtualDiskManager works on
whole disks.
"""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, method, task
from fakeesx.host.services import file_trees
from fakeesx.host.services.datastore_files import Place, place
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.schema.values import ManagedObjectReference


class FileManager(ManagedObject):
    """``ha-nfc-file-manager``."""

    @method
    def MakeDirectory(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None,
        createParentDirectories: bool | None = None,
    ) -> None:
        """Make a directory. Raises FileAlreadyExists, FileNotFound (what is above), InvalidDatastore and kin."""
        target = place(self.host, call, name, datacenter)
        with storage_faults():
            target.datastore.mkdir(target.path, parents=bool(createParentDirectories))

    @task(locks=False)
    def DeleteDatastoreFile_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Delete a file, or a directory with all that is in it. Raises FileNotFound, FileLocked."""
        return self._delete(place(self.host, call, name, datacenter))

    @task(locks=False, cancelable=True)
    def CopyDatastoreFile_Task(
        self, call: Call, sourceName: str, destinationName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destinationDatacenter: ManagedObjectReference | None = None, force: bool | None = None,
    ) -> TaskBody:
        """Copy a file or a directory; ``force`` lets a file replace a file (a directory replaces nothing; inferred).

        Raises FileNotFound, FileAlreadyExists, FileLocked, FileTooLarge, NoDiskSpace, CannotAccessFile (into itself);
        RequestCanceled. Whatever is raised, nothing of the copy is left.
        """
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destinationName, destinationDatacenter or sourceDatacenter)
        return self._copy(call, source, target, force=bool(force))

    @task(locks=False, cancelable=True)
    def MoveDatastoreFile_Task(
        self, call: Call, sourceName: str, destinationName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destinationDatacenter: ManagedObjectReference | None = None, force: bool | None = None,
    ) -> TaskBody:
        """Move a file or a directory; ``force`` lets a file replace a file. Raises as CopyDatastoreFile_Task does."""
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destinationName, destinationDatacenter or sourceDatacenter)
        return self._move(call, source, target, force=bool(force))

    @method
    def ChangeOwner(
        self, call: Call, name: str, owner: str, datacenter: ManagedObjectReference | None = None
    ) -> None:
        """Give a file or directory to a user: searches show it. Raises FileNotFound, UserNotFound, CannotAccessFile."""
        target = place(self.host, call, name, datacenter)
        with storage_faults():
            target.datastore.stat(target.path)
            if owner not in self.host.access.accounts:
                raise fault("UserNotFound", principal=owner, unresolved=True)
            target.datastore.set_owner(target.path, owner)

    def _delete(self, doomed: Place) -> TaskBody:
        yield None
        with storage_faults():
            doomed.datastore.delete(doomed.path)
        self._refresh(doomed)

    def _copy(self, call: Call, source: Place, target: Place, *, force: bool) -> TaskBody:
        yield None
        try:
            yield from file_trees.copy(self.host, call, source, target, overwrite=force)
        finally:
            self._refresh(target)

    def _move(self, call: Call, source: Place, target: Place, *, force: bool) -> TaskBody:
        yield None
        try:
            yield from file_trees.move(self.host, call, source, target, overwrite=force)
        finally:
            self._refresh(source, target)

    def _refresh(self, *places: Place) -> None:
        self.host.datastores.refresh({each.datastore.name for each in places})
