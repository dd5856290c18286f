"""Disks as their files tell of them: each with its parents, and which of them snapshots need as they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fakeesx.host.virtual_machine.devices.environment import DiskFile, Mapping, ParentDisk
from fakeesx.host.virtual_machine.devices.mapping import PHYSICAL, VIRTUAL
from fakeesx.host.virtual_machine.snapshots.state import reference
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains, mappings, vmdk

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_ADAPTERS = {"ide": "ide", "buslogic": "busLogic", "lsilogic": "lsiLogic"}


def _described(link: chains.Link, parent: ParentDisk | None) -> DiskFile:
    descriptor, base = link.descriptor, parent.file if parent is not None else None
    if base is not None:
        mapping = base.mapping
    elif descriptor.maps_device:
        mode = PHYSICAL if mappings.is_physical(descriptor) else VIRTUAL
        mapping = Mapping(mappings.device_of(*link, owner=_holder(link)), mode)
    else:
        mapping = None
    return DiskFile(
        descriptor.capacity >> 10, descriptor.thin if base is None else base.thin,
        descriptor.uuid or (base.uuid if base is not None else None), descriptor.content_id or None,
        _ADAPTERS.get(descriptor.adapter, "lsiLogic") if base is None else base.adapter, parent,
        descriptor.cid, mapping,
    )


def _holder(link: chains.Link) -> str | None:
    """Who holds the pointer of a mapping, which is in nobody's way to look at."""
    pointers = vmdk.extents(link.descriptor, link.path)
    return next((owner for path in pointers for owner in link.datastore.locked_by(path)), None)


def disk_file(host: Esx, links: Sequence[chains.Link]) -> DiskFile:
    """A disk with its parents; what a delta's descriptor does not tell is its parent's (inferred)."""
    found = _described(links[-1], None)
    for below, link in pairwise(reversed(links)):
        found = _described(link, ParentDisk(str(below), host.datastores.find(below.datastore.name), found))
    return found


def frozen_disks(host: Esx, vm: ManagedObjectReference) -> set[str]:
    """The paths of all disks that snapshots of a VM need as they are, parents included."""
    node = host.inventory.find(vm.value)
    found: set[str] = set()
    if node is not None and node.private is not None:
        for taken in node.private.snapshots.taken:
            config = host.inventory.get(reference(vm, taken.uid), "config")
            for device in config.hardware.device:
                if isinstance(device, vim.VirtualDisk) and getattr(device.backing, "diskMode", "") == "persistent":
                    found.update(each.fileName for each in line_of(device.backing))
    return found


def line_of(backing: Any) -> list[Any]:
    """A disk's backing, its parent's, and so on."""
    found = []
    while backing is not None:
        found.append(backing)
        backing = getattr(backing, "parent", None)
    return found
