"""ManagedEntity: what folders, hosts, VMs and all other entities of the tree have in common."""

from __future__ import annotations

from fakeesx.host.managed_object import ManagedObject


class ManagedEntity(ManagedObject):
    """An object of the inventory tree."""
