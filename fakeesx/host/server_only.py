"""Managers that a standalone host has but whose methods only a vCenter server answers."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_object import ManagedObject


class DistributedVirtualSwitchManager(ManagedObject):
    """Distributed switches are made by a vCenter server."""

    refused: ClassVar[dict[str, str]] = dict.fromkeys(
        ("QueryAvailableDvsSpec", "QueryCompatibleHostForNewDvs", "QueryCompatibleHostForExistingDvs",
         "QueryDvsCompatibleHostSpec", "QueryDvsFeatureCapability", "QueryDvsByUuid", "QueryDvsConfigTarget",
         "QueryDvsCheckCompatibility"),
        "NotSupported",
    )


class StorageResourceManager(ManagedObject):
    """Storage I/O control is set by a vCenter server."""

    refused: ClassVar[dict[str, str]] = dict.fromkeys(
        ("ConfigureDatastoreIORM_Task", "QueryIORMConfigOption"), "NotSupported"
    )
