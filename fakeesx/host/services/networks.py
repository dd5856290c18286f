"""The networks of a host: the VM port groups, as Network objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_OWNERS = (
    ManagedObjectReference("Datacenter", "ha-datacenter"), ManagedObjectReference("ComputeResource", "ha-compute-res"),
    ManagedObjectReference("HostSystem", "ha-host"),
)
_FOLDER = ManagedObjectReference("Folder", "ha-folder-network")


class Networks:
    """Network objects by the names of their port groups."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self.list()

    def find(self, name: str) -> ManagedObjectReference | None:
        """The Network of a port group that VMs can be on, ``None`` when there is none."""
        ref = ManagedObjectReference("Network", f"HaNetwork-{name}")
        return ref if ref in self._host.inventory else None

    def list(self) -> None:
        """Enter all networks in the lists of folder, datacenter, compute resource and host."""
        inventory = self._host.inventory
        refs = tuple(node.ref for node in inventory.of_type("Network"))
        inventory.update(_FOLDER, childEntity=refs)
        for owner in _OWNERS:
            inventory.update(owner, network=refs)
