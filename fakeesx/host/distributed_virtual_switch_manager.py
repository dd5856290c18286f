"""DistributedVirtualSwitchManager: on a host that no vCenter manages there are no distributed switches to find."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services import lookup
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


class DistributedVirtualSwitchManager(ManagedObject):
    """What a host knows of distributed switches."""

    refused: ClassVar[dict[str, str]] = {  # inferred: these ask what vCenter could build on its hosts
        "QueryAvailableDvsSpec": "NotSupported", "QueryCompatibleHostForNewDvs": "NotSupported",
        "QueryCompatibleHostForExistingDvs": "NotSupported", "QueryDvsCompatibleHostSpec": "NotSupported",
        "QueryDvsFeatureCapability": "NotSupported", "QueryDvsCheckCompatibility": "NotSupported",
    }  # fmt: skip

    @method
    def QueryDvsByUuid(self, call: Call, uuid: str) -> ManagedObjectReference:
        """A switch by its uuid. Raises NotFound: there is none."""
        raise fault("NotFound")

    @method
    def QueryDvsConfigTarget(
        self, call: Call, host: ManagedObjectReference | None = None, dvs: ManagedObjectReference | None = None
    ) -> vim.DVSManagerDvsConfigTarget:
        """The switches and port groups that VMs can be on: none. Raises ManagedObjectNotFound, InvalidArgument."""
        for name, ref, type in (("host", host, "HostSystem"), ("dvs", dvs, "DistributedVirtualSwitch")):
            if ref is not None:
                lookup.require(self.host, call, ref, type, name)
        return vim.DVSManagerDvsConfigTarget()
