"""SCSI controllers."""

from __future__ import annotations

from typing import Any

from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.family import Family, require_off
from fakeesx.host.virtual_machine.devices.layout import PCI, describe
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

BUSES = range(4)
FIRST_KEY = 1000
OWN_UNIT = 7
"""The unit of a bus that its controller has for itself."""
UNITS = tuple(unit for unit in range(16) if unit != OWN_UNIT)
_FIRST_PCI_UNIT = 3
_SUMMARIES: dict[type[DataObject], str] = {
    vim.VirtualBusLogicController: "BusLogic",
    vim.VirtualLsiLogicController: "LSI Logic",
    vim.VirtualLsiLogicSASController: "LSI Logic SAS",
    vim.ParaVirtualSCSIController: "VMware paravirtual SCSI",
}


def scsi_controller(cls: type[Any], bus: int, sharing: str = "noSharing") -> Any:
    """The SCSI controller of a bus (recorded for LSI Logic)."""
    return cls(
        key=FIRST_KEY + bus, deviceInfo=describe(f"SCSI controller {bus}", _SUMMARIES[cls]), controllerKey=PCI,
        unitNumber=_FIRST_PCI_UNIT + bus, busNumber=bus, hotAddRemove=True,
        sharedBus=vim.VirtualSCSISharing(sharing), scsiCtlrUnitNumber=OWN_UNIT,
    )


def adapter_of(controller: vim.VirtualController) -> str:
    """The adapter type a disk's descriptor has on a controller: ide, busLogic or lsiLogic."""
    if isinstance(controller, vim.VirtualIDEController):
        return "ide"
    return "busLogic" if isinstance(controller, vim.VirtualBusLogicController) else "lsiLogic"


def is_shared(controller: Any) -> bool:
    """Whether VMs share what is on a controller's bus."""
    return getattr(controller, "sharedBus", None) in ("virtualSharing", "physicalSharing")


class ScsiControllers(Family):
    """SCSI controllers: one for each of four buses, of four classes."""

    hot = True

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a controller; a negative bus number takes the first free bus.

        Raises TooManyDevices (no bus is free), InvalidDeviceSpec (``busNumber``, ``scsiCtlrUnitNumber``), InvalidController,
        DeviceUnsupportedForVmVersion, DeviceHotPlugNotSupported.
        """
        spec: Any = change.device
        change.require_version(
            chassis.environment, vim.ParaVirtualSCSIController, vim.VirtualLsiLogicSASController
        )
        if change.file_operation is not None or type(spec) not in _SUMMARIES:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        chassis.on_board(change, PCI)
        free = [bus for bus in BUSES if FIRST_KEY + bus not in chassis.devices]
        if not free:
            raise change.too_many()
        bus = free[0] if spec.busNumber < 0 else spec.busNumber
        if bus not in free:
            raise change.wrong("busNumber")
        if spec.scsiCtlrUnitNumber not in (None, OWN_UNIT):
            raise change.wrong("scsiCtlrUnitNumber")
        chassis.put(change, scsi_controller(type(spec), bus, spec.sharedBus))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change bus sharing. Raises InvalidDeviceSpec for another bus number or class, InvalidPowerState."""
        old, new = chassis.take(change), change.device
        if change.file_operation is not None:
            raise change.bad_operation()
        if new.__class__ is not old.__class__:
            raise change.wrong("key")
        if new.busNumber != old.busNumber:
            raise change.wrong("busNumber")
        if new.sharedBus != old.sharedBus:
            require_off(chassis)
            chassis.devices[old.key] = old.replace(sharedBus=new.sharedBus)
