"""ManagedEntity: what folders, hosts, VMs and all other entities of the tree have in common."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject


class ManagedEntity(ManagedObject):
    """An object of the inventory tree."""

    per_user = frozenset({"effectiveRole"})

    def read_effectiveRole(self, call: Call) -> tuple[int, ...]:
        """The roles the caller has on the entity."""
        return self.host.access.roles_of(call.user, self.ref)
