"""How far a host's date and time are from its clock: what UpdateDateTime set. Part of the inventory."""

from __future__ import annotations

from fakeesx.inventory import Inventory
from fakeesx.schema.values import ManagedObjectReference

DATE_TIME = ManagedObjectReference("HostDateTimeSystem", "dateTimeSystem")


def clock_offset(inventory: Inventory) -> float:
    """Seconds to add to the clock."""
    node = inventory.find(DATE_TIME.value)
    offset: float = (node.private if node is not None else None) or 0.0
    return offset


def set_clock_offset(inventory: Inventory, seconds: float) -> None:
    """Make the host's time differ from the clock by so many seconds."""
    inventory.update(DATE_TIME, private=seconds)
