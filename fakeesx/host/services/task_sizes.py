"""How many bytes a task has to handle, for durations that grow with size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from fakeesx.host.managed_object import Call
from fakeesx.host.services import disks
from fakeesx.host.services.datastore_files import place
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

Size: TypeAlias = "Callable[[Esx, Call], int]"


def size_of(host: Esx, call: Call) -> int:
    """The bytes; 0 when nobody knows, or when the task is going to fail for what it is asked."""
    measure = _SIZES.get(call.method.name)
    try:
        return 0 if measure is None else max(0, measure(host, call))
    except (VimFault, StorageError, ValueError):
        return 0


def _memory(host: Esx, call: Call) -> int:
    return int(host.inventory.get(call.this, "config").hardware.memoryMB) << 20


def _is(host: Esx, call: Call, state: str) -> bool:
    return bool(host.inventory.get(call.this, "runtime").powerState == state)


def _resumed(host: Esx, call: Call) -> int:
    return _memory(host, call) if _is(host, call, "suspended") else 0


def _kept(host: Esx, call: Call) -> int:
    return _memory(host, call) if call.arguments.get("memory") and _is(host, call, "poweredOn") else 0


def _capacity(name: str, datacenter: str) -> Size:
    def measure(host: Esx, call: Call) -> int:
        return disks.read(place(host, call, call.arguments[name], call.arguments.get(datacenter))).capacity

    return measure


def _made(_: Esx, call: Call) -> int:
    spec: Any = call.arguments["spec"]
    return int(spec.capacityKb) << 10 if spec.diskType == "eagerZeroedThick" else 0


def _added(host: Esx, call: Call) -> int:
    if not call.arguments.get("eagerZero"):
        return 0
    return (int(call.arguments["newCapacityKb"]) << 10) - _capacity("name", "datacenter")(host, call)


def _file(name: str, datacenter: str) -> Size:
    def measure(host: Esx, call: Call) -> int:
        found = place(host, call, call.arguments[name], call.arguments.get(datacenter))
        return found.datastore.stat(found.path).size

    return measure


def _between(measure: Size, target: str) -> Size:
    """What moves from one datastore to another; a rename within one handles nothing."""

    def moved(host: Esx, call: Call) -> int:
        stores = [host.volumes.resolve(call.arguments[name])[0] for name in ("sourceName", target)]
        return 0 if stores[0] is stores[1] else measure(host, call)

    return moved


_DISK, _SOURCE_DISK = _capacity("name", "datacenter"), _capacity("sourceName", "sourceDatacenter")
_SOURCE_FILE = _file("sourceName", "sourceDatacenter")
_SIZES: Mapping[str, Size] = {
    "PowerOnVM_Task": _resumed, "SuspendVM_Task": _memory, "CreateSnapshot_Task": _kept,
    "CreateVirtualDisk_Task": _made, "CopyVirtualDisk_Task": _SOURCE_DISK,
    "MoveVirtualDisk_Task": _between(_SOURCE_DISK, "destName"), "ExtendVirtualDisk_Task": _added,
    "InflateVirtualDisk_Task": _DISK, "EagerZeroVirtualDisk_Task": _DISK, "ZeroFillVirtualDisk_Task": _DISK,
    "ShrinkVirtualDisk_Task": _DISK, "DefragmentVirtualDisk_Task": _DISK, "CopyDatastoreFile_Task": _SOURCE_FILE,
    "MoveDatastoreFile_Task": _between(_SOURCE_FILE, "destinationName"),
}
