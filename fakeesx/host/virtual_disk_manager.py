"""VirtualDiskManager: virtual disks as a whole, descriptor and extents."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services import disks
from fakeesx.host.services.datastore_files import Place, place
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.descriptor import geometry_for, is_hexadecimal

_MOST_KB = 1 << 53


class VirtualDiskManager(ManagedObject):
    """``ha-vdiskmanager``. What a method of another kind of disk is asked for is refused with NotSupported."""

    refused: ClassVar[dict[str, str]] = {}

    @task(locks=False)
    def CreateVirtualDisk_Task(
        self, call: Call, name: str, spec: vim.VirtualDiskSpec, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Make an empty disk, or a raw device mapping, in a directory that is there; the result is its path.

        Raises FileAlreadyExists, FileNotFound (the directory), FileTooLarge, NoDiskSpace, InvalidArgument, NotSupported (raw
        disks; mappings on NFS).
        """
        target = place(self.host, call, name, datacenter)
        if isinstance(spec, vim.DeviceBackedVirtualDiskSpec):
            return self._run(lambda: disks.map_device(self.host, target, spec), target, result=str(target))
        kind, adapter = disks.kind_and_adapter(spec)
        if not isinstance(spec, vim.FileBackedVirtualDiskSpec):
            raise fault("NotSupported")
        if spec.capacityKb <= 0:
            raise invalid_argument("spec.capacityKb")
        capacity = min(spec.capacityKb, _MOST_KB) * 1024
        return self._run(
            lambda: disks.create(self.host, target, capacity, kind, adapter), target, result=str(target),
        )

    @task(locks=False)
    def DeleteVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Delete a disk, descriptor and extents. Raises FileNotFound, FileLocked, CannotAccessFile (no descriptor)."""
        doomed = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.delete(doomed), doomed)

    @task(locks=False, cancelable=True)
    def CopyVirtualDisk_Task(
        self, call: Call, sourceName: str, destName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destDatacenter: ManagedObjectReference | None = None, destSpec: vim.VirtualDiskSpec | None = None,
        force: bool | None = None,
    ) -> TaskBody:
        """Copy a disk, to another type or adapter too; the result is its path.

        Without a spec the copy is preallocated and for BusLogic; ``force`` is ignored; a disk copied to itself stays as it
        is (vendor documentation). Raises FileNotFound, FileAlreadyExists, FileLocked (a running VM writes to it),
        NoDiskSpace, FileTooLarge, InvalidArgument, NotSupported (extents of kinds that no host makes).
        """
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destName, destDatacenter or sourceDatacenter)
        kind, adapter = disks.kind_and_adapter(destSpec) if destSpec is not None else disks.DEFAULT
        return self._run(
            lambda: disks.copy(self.host, call, source, target, kind, adapter), target, result=str(target),
        )

    @task(locks=False, cancelable=True)
    def MoveVirtualDisk_Task(
        self, call: Call, sourceName: str, destName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destDatacenter: ManagedObjectReference | None = None, force: bool | None = None,
    ) -> TaskBody:
        """Move or rename a disk; ``force`` replaces a disk. The result is its path. Raises as CopyVirtualDisk_Task does."""
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destName, destDatacenter or sourceDatacenter)
        return self._run(
            lambda: disks.move(self.host, call, source, target, force=bool(force)), source, target, result=str(target),
        )

    @task(locks=False)
    def ExtendVirtualDisk_Task(
        self, call: Call, name: str, newCapacityKb: int, datacenter: ManagedObjectReference | None = None,
        eagerZero: bool | None = None,
    ) -> TaskBody:
        """Make a flat disk larger. Raises FileNotFound, FileLocked, NoDiskSpace, FileTooLarge, InvalidArgument (not
        larger)."""
        target = place(self.host, call, name, datacenter)
        capacity = min(newCapacityKb, _MOST_KB) * 1024
        return self._run(lambda: disks.extend(target, capacity, eager=bool(eagerZero)), target)

    @task(locks=False)
    def InflateVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Give a thin disk all its space, zeroed. Raises FileNotFound, FileLocked, NoDiskSpace, NotSupported (not thin)."""
        target = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.inflate(target), target)

    @task(locks=False)
    def EagerZeroVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Zero what nobody wrote of a thick disk. Raises FileNotFound, FileLocked, NotSupported (thin)."""
        target = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.eager_zero(target), target)

    @task(locks=False)
    def ZeroFillVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Overwrite a disk with zeros; what was in it is lost. Raises FileNotFound, FileLocked, NoDiskSpace."""
        target = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.zero_fill(target), target)

    @task(locks=False, cancelable=True)
    def ShrinkVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None, copy: bool | None = None
    ) -> TaskBody:
        """Give back the space of a thin or sparse disk that holds zeros. Raises FileNotFound, FileLocked, NoDiskSpace,
        NotSupported (thick).

        With or without ``copy``: the disk is written anew beside the old one, which it replaces when it is complete.
        """
        target = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.shrink(self.host, call, target), target)

    @task(locks=False, cancelable=True)
    def DefragmentVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Put the grains of a sparse disk in order. Raises FileNotFound, FileLocked, NoDiskSpace."""
        target = place(self.host, call, name, datacenter)
        return self._run(lambda: disks.defragment(self.host, call, target), target)

    @method
    def QueryVirtualDiskFragmentation(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> int:
        """How many percent of a sparse disk are out of order. Raises FileNotFound, FileLocked, CannotAccessFile."""
        return disks.fragmentation(place(self.host, call, name, datacenter))

    @method
    def QueryVirtualDiskUuid(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> str:
        """A disk's uuid as its descriptor writes it: ``60 00 C2 99 …-…``. Raises FileNotFound, CannotAccessFile."""
        return disks.read(place(self.host, call, name, datacenter)).ddb.get("uuid", "")

    @method
    def SetVirtualDiskUuid(
        self, call: Call, name: str, uuid: str, datacenter: ManagedObjectReference | None = None
    ) -> None:
        """Give a disk a uuid: 32 hexadecimal digits with any blanks and dashes. Raises InvalidArgument, FileLocked."""
        target = place(self.host, call, name, datacenter)
        digits = uuid.replace(" ", "").replace("-", "")
        if not is_hexadecimal(digits, 32):
            raise invalid_argument("uuid")
        disks.set_uuid(target, digits)

    @method
    def QueryVirtualDiskGeometry(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> vim.HostDiskDimensionsChs:
        """A disk's geometry. Raises FileNotFound, CannotAccessFile."""
        descriptor = disks.read(place(self.host, call, name, datacenter))
        computed = geometry_for(descriptor.capacity, descriptor.adapter)
        told = {
            key: int(value) for key in ("cylinders", "heads", "sectors")
            if (value := descriptor.ddb.get(f"geometry.{key}", "")).isascii() and value.isdigit() and len(value) < 10
        }
        return vim.HostDiskDimensionsChs(
            cylinder=told.get("cylinders", computed.cylinders), head=told.get("heads", computed.heads),
            sector=told.get("sectors", computed.sectors),
        )

    def _run(self, work: Callable[[], disks.Work | None], *places: Place, result: str | None = None) -> TaskBody:
        """A task's body: the work, then a look at the space of the datastores it was on, whatever came of it."""
        yield None
        try:
            going = work()
            if going is not None:
                yield from going
        finally:
            self.host.datastores.refresh({each.datastore.name for each in places})
        return result
