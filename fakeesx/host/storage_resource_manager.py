"""StorageResourceManager: storage I/O control. Only vCenter can configure it (documented)."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, method
from fakeesx.host.services.host_config import HOST
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_LEAST, _MOST, _DEFAULT = 10, 100, 30
"""Milliseconds of latency at which a volume counts as congested; the default is that of datastores, the bounds inferred."""


class StorageResourceManager(ManagedObject):
    """Storage I/O control of a host."""

    refused: ClassVar[dict[str, str]] = {"ConfigureDatastoreIORM_Task": "NotSupported"}

    @method
    def QueryIORMConfigOption(self, call: Call, host: ManagedObjectReference) -> vim.StorageIORMConfigOption:
        """What could be configured; ``host`` is ignored by a host that is asked itself (documented)."""
        supported = bool(self.host.inventory.get(HOST, "capability").storageIORMSupported)
        return vim.StorageIORMConfigOption(
            enabledOption=vim.BoolOption(supported=supported, defaultValue=False),
            congestionThresholdOption=vim.IntOption(min=_LEAST, max=_MOST, defaultValue=_DEFAULT),
        )
