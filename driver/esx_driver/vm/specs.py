"""The specs that machines are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import ImageError
from esx_driver.images.adapter_types import CONTROLLERS, controller_type
from esx_driver.vim import escapes
from esx_driver.vim.document import Types

CARDS = {
    "e1000": "VirtualE1000", "pcnet32": "VirtualPCNet32", "vmxnet": "VirtualVmxnet", "vmxnet2": "VirtualVmxnet2",
    "vmxnet3": "VirtualVmxnet3",
}
"""The models of network cards, by the names that images bear."""
INDEPENDENT = "independent_persistent"
"""The mode of disks that snapshots leave alone."""
FIRST_IDE, SECOND_IDE = 200, 201
"""The keys of the IDE controllers, which every machine has."""
CONTROLLER = -101
"""The key of a machine's first SCSI controller as long as it is to be made."""
_DISK, _CDROM, _FIRST_CARD = -100, -102, -47


@dataclass(frozen=True)
class Slot:
    """Where a disk goes: the key of a controller and a unit, or (``controller`` ``None``) a new controller's bus."""

    controller: int | None
    unit: int = 0
    bus: int = 0


@dataclass(frozen=True)
class Card:
    """A network card of a machine: its MAC, the port group it is on, its model."""

    mac: str
    port_group: str
    model: str = "e1000"


@dataclass(frozen=True)
class Machine:
    """What a machine is to be. ``options`` go into ``extraConfig``."""

    name: str
    uuid: str
    vcpus: int
    memory_mb: int
    os_type: str = "otherGuest"
    adapter_type: str = "lsiLogic"
    cards: tuple[Card, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    annotation: str = ""


def create_spec(types: Types, machine: Machine, datastore: str) -> Any:
    """What CreateVM_Task is given: no disks yet."""
    return types.VirtualMachineConfigSpec(
        name=escapes.escaped(machine.name), instanceUuid=machine.uuid, guestId=machine.os_type, numCPUs=machine.vcpus,
        memoryMB=machine.memory_mb, annotation=machine.annotation or None,
        files=types.VirtualMachineFileInfo(vmPathName=f"[{datastore}]"),
        tools=types.ToolsConfigInfo(
            afterPowerOn=True, afterResume=True, beforeGuestStandby=True, beforeGuestShutdown=True, beforeGuestReboot=True,
        ),
        deviceChange=[add(types, card(types, each, _FIRST_CARD - n)) for n, each in enumerate(machine.cards)],
        extraConfig=options(types, dict(machine.options)),
    )


def options(types: Types, values: Mapping[str, str]) -> list[Any]:
    """Entries of ``extraConfig``."""
    return [types.OptionValue(key=key, value=types.text(value)) for key, value in values.items()]


def add(types: Types, device: Any, file_operation: str | None = None) -> Any:
    """A device that is added."""
    return types.VirtualDeviceConfigSpec(operation="add", fileOperation=file_operation, device=device)


def remove(types: Types, device: Any, *, destroy: bool = False) -> Any:
    """A device that is removed; ``destroy``: with its files."""
    return types.VirtualDeviceConfigSpec(operation="remove", fileOperation="destroy" if destroy else None, device=device)


def card_model(types: Types, device: Any) -> str:
    """The model of a network card, by the name that images bear; of others what vim25 calls it."""
    kind = types.lineage(device)[0]
    return next((name for name, each in CARDS.items() if each == kind), kind)


def card(types: Types, card: Card, key: int = _FIRST_CARD) -> Any:
    """A network card. Raises ``ImageError`` for a model that ESX has not."""
    name = CARDS.get(card.model.lower().removeprefix("virtual"))
    if name is None:
        raise ImageError(f"{card.model!r} is no network card of ESX: {', '.join(CARDS)}")
    return getattr(types, name)(
        key=key, addressType="manual", macAddress=card.mac, wakeOnLanEnabled=True,
        backing=types.VirtualEthernetCardNetworkBackingInfo(deviceName=card.port_group),
        connectable=types.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True),
    )


def controller(types: Types, adapter_type: str, bus: int = 0) -> Any:
    """What adds a SCSI controller: of the adapter type, and for IDE, LSI Logic. Raises as ``controller_type``."""
    kind = getattr(types, controller_type(adapter_type) or CONTROLLERS["lsiLogic"])
    return add(types, kind(key=CONTROLLER, busNumber=bus, sharedBus="noSharing"))


def root_disk(
    types: Types, path: DatastorePath, capacity_kb: int, adapter_type: str, base: DatastorePath | None = None,
    *, thin: bool = False,
) -> list[Any]:
    """What attaches a disk as the first one: its controller, unless it is IDE, and itself.

    ``base``: the disk is made as a delta on that one; without, it is there.
    """
    on_ide = controller_type(adapter_type) is None
    changes = [] if on_ide else [controller(types, adapter_type)]
    disk = types.VirtualDisk(
        key=_DISK, controllerKey=FIRST_IDE if on_ide else CONTROLLER, unitNumber=0, capacityInKB=capacity_kb,
        backing=types.VirtualDiskFlatVer2BackingInfo(
            fileName=str(path), diskMode="persistent", thinProvisioned=thin,
            parent=None if base is None
            else types.VirtualDiskFlatVer2BackingInfo(fileName=str(base), diskMode="persistent"),
        ),
        connectable=types.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=False, connected=True),
    )
    return [*changes, add(types, disk, None if base is None else "create")]


def disk_at(
    types: Types, path: DatastorePath, slot: Slot, adapter_type: str = "lsiLogic", mode: str = INDEPENDENT,
    key: int = _DISK,
) -> list[Any]:
    """What attaches an existing disk at a place; its controller, too, if it is to be made. Raises ``ImageError``."""
    backing = types.VirtualDiskFlatVer2BackingInfo(fileName=str(path), diskMode=mode)
    return _placed(types, slot, adapter_type, backing, key=key)


def lun_at(types: Types, device: str, size: int, slot: Slot, adapter_type: str = "lsiLogic") -> list[Any]:
    """What maps a LUN of ``size`` bytes, by its device on the host, at a place; its controller, too, if it is to be made.

    The mapping is made in the machine's folder, in physical compatibility mode. Raises ``ImageError``.
    """
    backing = types.VirtualDiskRawDiskMappingVer1BackingInfo(
        fileName="", deviceName=device, compatibilityMode="physicalMode", diskMode=INDEPENDENT,
    )
    return _placed(types, slot, adapter_type, backing, size >> 10, file_operation="create")


def _placed(
    types: Types, slot: Slot, adapter_type: str, backing: Any, capacity_kb: int = 0, *, key: int = _DISK,
    file_operation: str | None = None,
) -> list[Any]:
    """A disk at a place, with its controller if that is to be made. 0 KB: the host reads the capacity from the file."""
    changes = []
    if slot.controller is None:
        changes.append(controller(types, adapter_type, slot.bus))
    disk = types.VirtualDisk(
        key=key, controllerKey=CONTROLLER if slot.controller is None else slot.controller, unitNumber=slot.unit,
        capacityInKB=capacity_kb, backing=backing,
    )
    return [*changes, add(types, disk, file_operation)]


def edited_disk(types: Types, disk: Any, *, capacity_kb: int | None = None, slot: Slot | None = None) -> Any:
    """A disk that grows, or moves to another place; all else of it stays."""
    return types.VirtualDeviceConfigSpec(operation="edit", device=types.VirtualDisk(
        key=disk.key, controllerKey=disk.controllerKey if slot is None else slot.controller,
        unitNumber=disk.unitNumber if slot is None else slot.unit,
        capacityInKB=disk.capacityInKB if capacity_kb is None else capacity_kb,
        backing=types.VirtualDiskFlatVer2BackingInfo(fileName=disk.backing.fileName, diskMode=disk.backing.diskMode),
    ))


def cdrom(types: Types, path: DatastorePath, slot: Slot, key: int = _CDROM) -> Any:
    """A CD-ROM drive with an ISO image in it, there from the start."""
    return types.VirtualCdrom(
        key=key, controllerKey=slot.controller, unitNumber=slot.unit,
        backing=types.VirtualCdromIsoBackingInfo(fileName=str(path)),
        connectable=types.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True),
    )
