"""The iSCSI storage around a host: targets with their LUNs, and what the host's software adapter finds of them.

vim25 does not show it: it is in the private state of the HostStorageSystem. What a LUN holds is a sparse file, in a folder
beside those of the datastores that no client sees, so that it goes the way of all files: kept, and brought back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.services import internet_scsi, iscsi_devices, iscsi_login, storage_devices
from fakeesx.host.services.internet_scsi import PORT
from fakeesx.host.services.iscsi_specs import MOST_TARGETS, IscsiState, IscsiTarget, checked
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileNotFound

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

FOLDER = "iscsi-luns"
"""The folder of the LUNs' content, beside those of the datastores."""
_SPACE = 1 << 60
_DEVICES = "/vmfs/devices/disks/"


class IscsiTargets:
    """The targets around one host, and what their LUNs hold."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._store: Datastore | None = None

    @property
    def store(self) -> Datastore:
        """The files of the LUNs, each under its canonical name; the folder is made when it is first asked for."""
        if self._store is None:
            host = self._host
            self._store = Datastore(
                host.settings.root / FOLDER, name=FOLDER, uuid=FOLDER, capacity=_SPACE, clock=host.clock.seconds,
                undo=host.kept.files if host.kept is not None else None, past=host.past,
            )
        return self._store

    def __iter__(self) -> Iterator[IscsiTarget]:
        return iter(self.state.targets)

    @property
    def state(self) -> IscsiState:
        """All that is known."""
        found = self._host.inventory.node(storage_devices.STORAGE).private
        return found if isinstance(found, IscsiState) else IscsiState()

    def keep(self, **changes: Any) -> None:
        """Let fields of the state be others."""
        self._host.inventory.update(storage_devices.STORAGE, private=replace(self.state, **changes))

    def add(self, target: IscsiTarget) -> None:
        """Let there be one more target; the host sees it when it looks (rescans). Its new LUNs are blank.

        Raises ``ValueError`` for a target that can't be or is there, for one too many (``MOST_TARGETS``), and for a LUN of
        another size than the one it is.
        """
        checked(target)
        if len(self.state.targets) >= MOST_TARGETS:
            raise ValueError(f"there are {MOST_TARGETS} targets already, and there can be no more")
        known = {lun.id: lun.capacity for each in self for lun in each.luns}
        if any(each.identity == target.identity for each in self):
            raise ValueError(f"there is a target {target.iqn} at {target.portal} already")
        for lun in target.luns:
            if known.get(lun.id, lun.capacity) != lun.capacity:
                raise ValueError(f"{lun.id} is a LUN of {known[lun.id]} bytes, and not of {lun.capacity}")
        if len({lun.id for lun in target.luns}) < len(target.luns):
            raise ValueError(f"one LUN of {target.iqn} has two numbers")
        with self._host.inventory.transaction():
            for lun in target.luns:
                if lun.id not in known:
                    self.store.create_sparse(lun.id, lun.capacity, thick=False)
            self.keep(targets=(*self.state.targets, target))

    def remove(self, address: str, iqn: str, port: int = PORT) -> None:
        """Let a target go, with those of its LUNs that no other has; the host sees it until it looks again.

        Raises ``ValueError`` where there is none, and where one of its LUNs is used.
        """
        target = next((each for each in self if each.identity == (address, port, iqn)), None)
        if target is None:
            there = ", ".join(f"{each.iqn} at {each.portal}" for each in self) or "none"
            raise ValueError(f"there is no target {iqn} at {address}:{port}; there is: {there}")
        for lun in target.luns:
            if users := self.users(lun.id):
                raise ValueError(f"{lun.id} of {iqn} is used: by {', '.join(users)}")
        left = tuple(each for each in self if each is not target)
        still = {lun.id for each in left for lun in each.luns}
        with self._host.inventory.transaction():
            self.keep(targets=left)
            self.store.delete_files([lun.id for lun in target.luns if lun.id not in still])

    # what LUNs hold

    def read(self, name: str, offset: int, length: int) -> bytes:
        """Bytes of a LUN by its canonical name. Raises ``ValueError`` for an unknown one, and beyond its end."""
        self._require(name, offset, length)
        with self.store.open_read(name) as file:
            file.seek(offset)
            return file.read(length)

    def write(self, name: str, offset: int, data: bytes) -> None:
        """Write to a LUN. Raises as ``read`` does."""
        self._require(name, offset, len(data))
        file = self.store.open_in_place(name)
        try:
            file.reserve(file.holes(offset, len(data)))
            file.write(offset, data)
        finally:
            file.close()

    def _require(self, name: str, offset: int, length: int) -> None:
        capacity = next((lun.capacity for each in self for lun in each.luns if lun.id == name), None)
        if capacity is None:
            raise ValueError(f"there is no LUN {name!r}")
        if offset < 0 or length < 0 or offset + length > capacity:
            raise ValueError(f"{length} bytes at {offset} are not within a LUN of {capacity}")

    # what the host sees

    def looked(self, info: vim.HostStorageDeviceInfo) -> vim.HostStorageDeviceInfo:
        """The devices after a rescan of the software adapter.

        What machines or datastores use stays, as the session to its target does. Unknown addresses and CHAP that does not
        fit find nothing.
        """
        for adapter in info.hostBusAdapter:
            if isinstance(adapter, vim.HostInternetScsiHba) and adapter.isSoftwareBased:
                used = self.used(info, adapter)
                told = iscsi_login.told_of(adapter, self)
                stay = [each for each in self._told_before(adapter) if (each[2], f"{each[0]}:{each[1]}") in used]
                new = internet_scsi.with_discovered(adapter, [*told, *(each for each in stay if each not in told)])
                logged_in = [*iscsi_login.let_in(new, self.state.secrets, self)]
                logged_in += [each for each in self if (each.iqn, each.portal) in used and each not in logged_in]
                info = iscsi_devices.seen(storage_devices.replace_adapter(info, new), new, logged_in)
        return info

    def used(self, info: vim.HostStorageDeviceInfo, adapter: vim.HostInternetScsiHba) -> set[tuple[str, str]]:
        """The targets (iSCSI name and portal) with a LUN that is used, and that no other target leads to."""
        found = iscsi_devices.targets_of(info, adapter.key)
        ways: dict[str, int] = {}
        for _, _, names in found:
            for name in names:
                ways[name] = ways.get(name, 0) + 1
        mapped, taken = {uuid for uuids in self._mapped().values() for uuid in uuids}, self._taken()
        used = {lun.canonicalName for lun in self.seen() if lun.uuid in mapped or lun.canonicalName in taken}
        return {
            (iqn, portal) for iqn, portal, names in found if any(ways[name] == 1 and name in used for name in names)
        }

    def require_unused(self, adapter: vim.HostInternetScsiHba, targets: Iterable[Any]) -> None:
        """Raise HostConfigFault where entries of the adapter's lists that are to go lead to what is used (inferred)."""
        used = self.used(storage_devices.device_info(self._host), adapter)
        for target in targets:
            address, port, name = internet_scsi.identity(target)
            portal = f"{address}:{port}"
            names = {name} if name else {
                each.iScsiName for each in adapter.configuredStaticTarget if each.parent == portal
            }
            if any(iqn in names and (name == "" or where == portal) for iqn, where in used):
                raise fault("HostConfigFault")

    @staticmethod
    def _told_before(adapter: vim.HostInternetScsiHba) -> list[tuple[str, int, str, str]]:
        senders = {internet_scsi.parent_of(each) for each in adapter.configuredSendTarget}
        return [
            (*internet_scsi.identity(each), each.parent or "") for each in adapter.configuredStaticTarget
            if each.parent in senders
        ]

    def visible(self, *, uuid: str | None = None, name: str | None = None) -> vim.HostScsiDisk | None:
        """The LUN of a target that the host sees now, by its uuid, or by one of its names."""
        names = {name, (name or "").removeprefix(_DEVICES)} if name else set()
        for lun in self.seen():
            known = {lun.canonicalName, f"vml.{lun.uuid}", lun.uuid}
            if (uuid is not None and lun.uuid == uuid) or known & names:
                return lun
        return None

    def seen(self) -> Sequence[vim.HostScsiDisk]:
        """The LUNs of targets that the host sees now."""
        info = storage_devices.device_info(self._host)
        keys = {each.key for each in info.hostBusAdapter if isinstance(each, vim.HostInternetScsiHba)}
        units = info.multipathInfo.lun if info.multipathInfo is not None else ()
        behind = {unit.lun for unit in units if any(path.adapter in keys for path in unit.path)}
        return [lun for lun in info.scsiLun if isinstance(lun, vim.HostScsiDisk) and lun.key in behind]

    def content(self, uuid: str) -> tuple[Datastore, str]:
        """The file of a LUN that the host sees. Raises FileNotFound for one that it does not see."""
        lun = self.visible(uuid=uuid)
        if lun is None:
            raise FileNotFound(f"vml.{uuid}")
        return self.store, lun.canonicalName or ""

    def users(self, name: str, but: ManagedObjectReference | None = None) -> list[str]:
        """Who uses a LUN that the host sees: machines (not ``but``) that map it or would after going back to a snapshot, and
        datastores that are on it."""
        lun = self.visible(name=name)
        if lun is None:
            return []
        inventory = self._host.inventory
        machines = [vm for vm, uuids in self._mapped().items() if lun.uuid in uuids and vm != but]
        return [
            *(f'virtual machine "{inventory.get(vm, "name")}"' for vm in machines),
            *(
                f'datastore "{node.get("name")}"' for node in inventory.of_type("Datastore")
                if lun.canonicalName in _extents(node)
            ),
        ]

    def _mapped(self) -> dict[ManagedObjectReference, set[str]]:
        """The uuids of the LUNs that each machine maps, now or in a snapshot; machines without any are left out."""
        found: dict[ManagedObjectReference, set[str]] = {}
        for kind in ("VirtualMachine", "VirtualMachineSnapshot"):
            for node in self._host.inventory.of_type(kind):
                uuids = {
                    str(each.backing.lunUuid) for each in node.get("config").hardware.device
                    if isinstance(each.backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo)
                }
                if uuids:
                    vm = ManagedObjectReference("VirtualMachine", node.ref.value.partition("-snapshot-")[0])
                    found.setdefault(vm, set()).update(uuids)
        return found

    def mappable(self) -> list[tuple[vim.HostScsiDisk, list[ManagedObjectReference]]]:
        """The LUNs of targets that the host sees now and that no datastore is on, each with the machines that map it."""
        taken = self._taken()
        mapped = self._mapped()
        return [
            (lun, [vm for vm, uuids in mapped.items() if lun.uuid in uuids])
            for lun in self.seen() if lun.canonicalName not in taken
        ]

    def _taken(self) -> set[str]:
        """The names of the LUNs that datastores are on."""
        return {name for node in self._host.inventory.of_type("Datastore") for name in _extents(node)}

    # going back

    def capture(self) -> Any:
        """What the folder of the LUNs knows beside its files; ``None`` where there is none yet."""
        return self._store.capture() if self._store is not None else None

    def restore(self, state: Any) -> None:
        """Know that again."""
        if state is None:
            self._store = None
        else:
            self.store.restore(state)


def _extents(datastore: Node) -> list[str]:
    """The names of the LUNs that a datastore is on."""
    volume = getattr(datastore.get("info"), "vmfs", None)
    return [] if volume is None else [extent.diskName for extent in volume.extent]
