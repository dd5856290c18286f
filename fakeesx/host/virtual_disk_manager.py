"""VirtualDiskManager: virtual disks as a whole, descriptor and extents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services.datastore_files import Place, copy_file, place
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmdk
from fakeesx.storage.descriptor import NO_PARENT, Descriptor, geometry_for, is_hexadecimal, uuid_to_ddb
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import name_of

_THICK = ("thick", "preallocated", "eagerZeroedThick")
_ELSEWHERE = ("rdm", "rdmp", "raw", "sparse2Gb", "thick2Gb", "sparseMonolithic", "flatMonolithic")
"""Disk types of the schema that this simulation makes none of."""


class VirtualDiskManager(ManagedObject):
    """``ha-vdiskmanager``."""

    refused: ClassVar[dict[str, str]] = {}

    @task(locks=False)
    def CreateVirtualDisk_Task(
        self, call: Call, name: str, spec: vim.VirtualDiskSpec, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Make an empty disk in a directory that is there; the result is its path.

        Raises FileAlreadyExists, FileNotFound (the directory), NoDiskSpace, InvalidArgument, NotSupported (disk types that
        are not of VMFS).
        """
        target = place(self.host, call, name, datacenter)
        thin, adapter = self._kind(spec)
        if not isinstance(spec, vim.FileBackedVirtualDiskSpec):
            raise fault("NotSupported")
        if spec.capacityKb <= 0:
            raise invalid_argument("spec.capacityKb")
        return self._create(target, spec.capacityKb * 1024, thin=thin, adapter=adapter)

    @task(locks=False)
    def DeleteVirtualDisk_Task(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> TaskBody:
        """Delete a disk, descriptor and extents. Raises FileNotFound, FileLocked, CannotAccessFile (no descriptor)."""
        return self._delete(place(self.host, call, name, datacenter))

    @task(locks=False, cancelable=True)
    def CopyVirtualDisk_Task(
        self, call: Call, sourceName: str, destName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destDatacenter: ManagedObjectReference | None = None, destSpec: vim.VirtualDiskSpec | None = None,
        force: bool | None = None,
    ) -> TaskBody:
        """Copy a disk, with a spec to another type or adapter; ``force`` replaces a disk. The result is its path.

        Raises FileNotFound, FileAlreadyExists, FileLocked (a running VM writes to it), NoDiskSpace, InvalidArgument,
        NotSupported (a disk that is not one flat extent).
        """
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destName, destDatacenter or sourceDatacenter)
        kind = self._kind(destSpec) if destSpec is not None else None
        return self._copy(call, source, target, kind, force=bool(force))

    @task(locks=False, cancelable=True)
    def MoveVirtualDisk_Task(
        self, call: Call, sourceName: str, destName: str, sourceDatacenter: ManagedObjectReference | None = None,
        destDatacenter: ManagedObjectReference | None = None, force: bool | None = None,
    ) -> TaskBody:
        """Move or rename a disk; ``force`` replaces a disk. The result is its path. Raises as CopyVirtualDisk_Task does."""
        source = place(self.host, call, sourceName, sourceDatacenter)
        target = place(self.host, call, destName, destDatacenter or sourceDatacenter)
        return self._move(call, source, target, force=bool(force))

    @task(locks=False)
    def ExtendVirtualDisk_Task(
        self, call: Call, name: str, newCapacityKb: int, datacenter: ManagedObjectReference | None = None,
        eagerZero: bool | None = None,
    ) -> TaskBody:
        """Make a disk larger. Raises FileNotFound, FileLocked, NoDiskSpace, InvalidArgument (not larger), NotSupported."""
        return self._extend(place(self.host, call, name, datacenter), newCapacityKb * 1024)

    @method
    def QueryVirtualDiskUuid(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> str:
        """A disk's uuid as its descriptor writes it: ``60 00 C2 99 …-…``. Raises FileNotFound, CannotAccessFile."""
        return self._read(place(self.host, call, name, datacenter)).ddb.get("uuid", "")

    @method
    def SetVirtualDiskUuid(
        self, call: Call, name: str, uuid: str, datacenter: ManagedObjectReference | None = None
    ) -> None:
        """Give a disk a uuid: 32 hexadecimal digits with any blanks and dashes. Raises InvalidArgument, FileLocked."""
        target = place(self.host, call, name, datacenter)
        digits = uuid.replace(" ", "").replace("-", "")
        if not is_hexadecimal(digits, 32):
            raise invalid_argument("uuid")
        descriptor = self._read(target)
        self._write(target, replace(descriptor, ddb={**descriptor.ddb, "uuid": uuid_to_ddb(digits)}))

    @method
    def QueryVirtualDiskGeometry(
        self, call: Call, name: str, datacenter: ManagedObjectReference | None = None
    ) -> vim.HostDiskDimensionsChs:
        """A disk's geometry. Raises FileNotFound, CannotAccessFile."""
        descriptor = self._read(place(self.host, call, name, datacenter))
        computed = geometry_for(descriptor.capacity, descriptor.adapter)
        told = {
            key: int(value) for key in ("cylinders", "heads", "sectors")
            if (value := descriptor.ddb.get(f"geometry.{key}", "")).isascii() and value.isdigit() and len(value) < 10
        }
        return vim.HostDiskDimensionsChs(
            cylinder=told.get("cylinders", computed.cylinders), head=told.get("heads", computed.heads),
            sector=told.get("sectors", computed.sectors),
        )

    def _create(self, target: Place, capacity: int, *, thin: bool, adapter: str) -> TaskBody:
        yield None
        with storage_faults():
            vmdk.create_disk(
                *target, capacity, thin=thin, adapter=adapter, uuid=self.host.ids.disk_uuid(),
                content_id=self.host.ids.content_id(),
            )
        self._refresh(target)
        return str(target)

    def _delete(self, doomed: Place) -> TaskBody:
        yield None
        with storage_faults():
            vmdk.delete_disk(*doomed)
        self._refresh(doomed)

    def _copy(self, call: Call, source: Place, target: Place, kind: tuple[bool, str] | None, *, force: bool) -> TaskBody:
        yield None
        try:
            yield from self._copied(call, source, target, kind, force=force)
        finally:
            self._refresh(target)
        return str(target)

    def _copied(
        self, call: Call, source: Place, target: Place, kind: tuple[bool, str] | None, *, force: bool,
        uuid: str | None = None,
    ) -> Any:
        descriptor = self._read(source)
        flat = self._flat(source, descriptor)
        thin, adapter = kind if kind is not None else (descriptor.thin, descriptor.adapter or vmdk.ADAPTERS[-1])
        goal = Place(target.datastore, vmdk.flat_name(target.path))
        with storage_faults():
            self._require_free(target, goal, force=force)
        yield from copy_file(
            self.host, call, flat, goal, overwrite=force, thick=not thin, at_least=descriptor.capacity,
        )
        geometry = geometry_for(descriptor.capacity, adapter)
        changed = {
            "uuid": uuid_to_ddb(uuid or self.host.ids.disk_uuid()), "adapterType": adapter,
            "geometry.cylinders": str(geometry.cylinders), "geometry.heads": str(geometry.heads),
            "geometry.sectors": str(geometry.sectors), "thinProvisioned": "1",
        }
        ddb = {**descriptor.ddb, **changed}
        if not thin:
            del ddb["thinProvisioned"]
        extent = replace(descriptor.extents[0], file=name_of(goal.path), access="RW")
        copy = replace(descriptor, extents=(extent,), ddb=ddb)
        try:
            self._write(target, copy)
        except Exception:
            goal.datastore.delete_files([goal.path])
            raise

    def _move(self, call: Call, source: Place, target: Place, *, force: bool) -> TaskBody:
        yield None
        descriptor = self._read(source)
        flat = self._flat(source, descriptor)
        goal = Place(target.datastore, vmdk.flat_name(target.path))
        with storage_faults():
            for each in (source, flat):
                each.datastore.require_unlocked(each.path)
            self._require_free(target, goal, force=force)
        try:
            if source.datastore is target.datastore:
                self._rename(source, flat, target, goal, descriptor, force=force)
            else:
                kind = (descriptor.thin, descriptor.adapter or vmdk.ADAPTERS[-1])
                yield from self._copied(call, source, target, kind, force=force, uuid=descriptor.uuid or None)
                with storage_faults():
                    vmdk.delete_disk(*source)
        finally:
            self._refresh(source, target)
        return str(target)

    def _rename(
        self, source: Place, flat: Place, target: Place, goal: Place, descriptor: Descriptor, *, force: bool
    ) -> None:
        datastore = source.datastore
        with storage_faults():
            datastore.move(flat.path, goal.path, overwrite=force)
            extent = replace(descriptor.extents[0], file=name_of(goal.path))
            try:
                vmdk.write_descriptor(datastore, target.path, replace(descriptor, extents=(extent,)))
            except StorageError:
                datastore.move(goal.path, flat.path)
                raise
            datastore.delete_file(source.path)

    def _extend(self, target: Place, capacity: int) -> TaskBody:
        yield None
        descriptor = self._read(target)
        flat = self._flat(target, descriptor)
        if capacity <= descriptor.capacity:
            raise invalid_argument("newCapacityKb")
        geometry = geometry_for(capacity, descriptor.adapter)
        ddb = {
            **descriptor.ddb, "geometry.cylinders": str(geometry.cylinders), "geometry.heads": str(geometry.heads),
            "geometry.sectors": str(geometry.sectors),
        }
        extent = replace(descriptor.extents[0], sectors=capacity // 512)
        with storage_faults():
            target.datastore.require_unlocked(target.path)
            target.datastore.resize(flat.path, capacity, thick=not descriptor.thin)
            vmdk.write_descriptor(*target, replace(descriptor, extents=(extent,), ddb=ddb))
        self._refresh(target)

    def _kind(self, spec: vim.VirtualDiskSpec) -> tuple[bool, str]:
        """Whether thin, and the adapter as descriptors write it. Raises InvalidArgument, NotSupported."""
        if spec.diskType in _ELSEWHERE:
            raise fault("NotSupported")
        if spec.diskType != "thin" and spec.diskType not in _THICK:
            raise invalid_argument("spec.diskType")
        adapter = spec.adapterType.lower()
        if adapter not in vmdk.ADAPTERS:
            raise invalid_argument("spec.adapterType")
        return spec.diskType == "thin", adapter

    def _read(self, disk: Place) -> Descriptor:
        with storage_faults():
            return vmdk.read_descriptor(*disk)

    def _write(self, disk: Place, descriptor: Descriptor) -> None:
        with storage_faults():
            vmdk.write_descriptor(*disk, descriptor)

    def _flat(self, disk: Place, descriptor: Descriptor) -> Place:
        """The one extent of a disk. Raises NotSupported for delta disks and disks of several extents."""
        with storage_faults():
            extents = vmdk.extents(descriptor, disk.path)
        if len(extents) != 1 or len(descriptor.extents) != 1 or descriptor.parent_cid != NO_PARENT:
            raise fault("NotSupported")
        return Place(disk.datastore, extents[0])

    def _require_free(self, *places: Place, force: bool) -> None:
        for each in places:
            if each.datastore.exists(each.path):
                if not force:
                    raise fault("FileAlreadyExists", file=str(each))
                each.datastore.require_unlocked(each.path)

    def _refresh(self, *places: Place) -> None:
        self.host.datastores.refresh({each.datastore.name for each in places})
