"""What disks are attached to, by the names that images bear, and by those of vim25 and of disks' descriptors."""

from __future__ import annotations

from esx_driver.errors import ImageError

CONTROLLERS = {
    "lsiLogic": "VirtualLsiLogicController", "busLogic": "VirtualBusLogicController",
    "lsiLogicsas": "VirtualLsiLogicSASController", "paraVirtual": "ParaVirtualSCSIController",
}
"""vim25's classes of SCSI controllers, by the names that images bear; ``ide`` needs none of its own."""


def controller_type(adapter_type: str) -> str | None:
    """The class of a disk's controller, ``None`` for IDE. Raises ``ImageError`` for an adapter type that ESX has not."""
    if adapter_type == "ide":
        return None
    for name, type_ in CONTROLLERS.items():
        if name.lower() == adapter_type.lower():
            return type_
    raise ImageError(f"{adapter_type!r} is no adapter type of ESX: {', '.join((*CONTROLLERS, 'ide'))}")


def of_descriptor(adapter_type: str) -> str:
    """The adapter as descriptors of disks name it. Raises ``ImageError`` as ``controller_type``."""
    controller_type(adapter_type)
    return {"ide": "ide", "buslogic": "busLogic"}.get(adapter_type.lower(), "lsiLogic")
