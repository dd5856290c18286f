"""HostDiagnosticSystem: the partition that takes a dump of the kernel. The host has the one it was born with."""

from __future__ import annotations

from typing import Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim


class HostDiagnosticSystem(ManagedObject):
    """The diagnostic partitions of a host."""

    @method
    def QueryAvailablePartition(self, call: Call) -> list[vim.HostDiagnosticPartition]:
        """The partitions that can be selected."""
        born: Any = self.host.profile.objects[self.ref].get("activePartition")
        return [] if born is None else [born]

    @method
    def SelectActivePartition(self, call: Call, partition: vim.HostScsiDiskPartition | None = None) -> None:
        """Use a partition for dumps, or none. Raises NotFound for one that is not available."""
        chosen = None
        if partition is not None:
            available = self.QueryAvailablePartition(call)
            chosen = next((found for found in available if found.id == partition), None)
            if chosen is None:
                raise fault("NotFound")
        self.update(activePartition=chosen)
        set_config(self.host, activeDiagnosticPartition=chosen)
