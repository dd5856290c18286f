"""ManagedEntity: what folders, hosts, VMs and all other entities of the tree have in common."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, method


class ExtensibleManagedObject(ManagedObject):
    """An object that could bear custom values; only a vCenter server keeps any."""

    refused: ClassVar[dict[str, str]] = {"setCustomValue": "NotSupported"}


class ManagedEntity(ExtensibleManagedObject):
    """An object of the inventory tree. Most of them can be neither renamed nor destroyed."""

    refused: ClassVar[dict[str, str]] = {"Rename_Task": "NotSupported", "Destroy_Task": "NotSupported"}

    per_user = frozenset({"effectiveRole"})

    def read_effectiveRole(self, call: Call) -> tuple[int, ...]:
        """The roles the caller has on the entity."""
        return self.host.access.roles_of(call.user, self.ref)

    @method
    def Reload(self, call: Call) -> None:
        """Look at what the entity is made of again; nothing else can have changed it here."""
