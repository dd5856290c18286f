"""Volumes that machines boot from: disk files that were there before their machine, and stay when it goes.

One is attached as the machine's root disk, in the persistent mode: so an image of the machine has its content. (Other
volumes are independent: snapshots leave them alone.)
"""

from __future__ import annotations

from dataclasses import dataclass

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import ImageError, InstanceError, NotPossible
from esx_driver.host import Host
from esx_driver.images import adapter_types
from esx_driver.images.vmdk.header import MAGIC, SECTOR, descriptor

KEY = "esx_driver.boot_volume"
"""Of ``extraConfig``: the path of the volume."""
_LARGEST = 1 << 16
"""Bytes of a descriptor; those of one extent have some 500."""


@dataclass(frozen=True)
class BootVolume:
    """A volume to boot from; a guest id and a model of network cards, which no disk tells."""

    path: DatastorePath
    os_type: str | None = None
    card_model: str | None = None


def read(host: Host, name: str, path: DatastorePath) -> tuple[int, str]:
    """The size of a volume in bytes, and the adapter that it was made for: what its descriptor says.

    ``name`` is the machine's. Raises ``InstanceError`` (there is none), ``NotPossible`` (it would go with the machine),
    ``ImageError`` (nothing that ESX runs), ``TransferError`` (a machine that runs has it, …).
    """
    _require_elsewhere(name, path)
    if host.transfer.size(path) is None:
        raise InstanceError(name, f"there is no volume {path} for {name!r} to boot from")
    with host.transfer.download(path) as (_, blocks):
        head = next(iter(blocks), b"")[:_LARGEST]
    if head[:4] == MAGIC:
        raise ImageError(f"{path} is a sparse disk, which ESX does not run: spawn --image takes it, as a file")
    if not head.lstrip().lower().startswith(b"# disk descriptorfile"):
        raise ImageError(f"{path} is no virtual disk: it has no descriptor (a -flat.vmdk is the content of another file)")
    said = descriptor(head.decode("utf-8", "replace"))
    if said.parent:
        raise ImageError(f"{path} is a delta of another disk: a volume to boot from has to stand alone")
    if not said.extents or any(kind == "SPARSE" for _, kind, _ in said.extents):
        raise ImageError(f"{path} is a disk of the type {said.create_type or 'unknown'}, which ESX does not run")
    adapter = said.adapter_type or "lsiLogic"
    adapter_types.controller_type(adapter)
    return sum(sectors for sectors, _, _ in said.extents) * SECTOR, adapter


def _require_elsewhere(name: str, path: DatastorePath) -> None:
    """Raise ``NotPossible`` for a volume that a machine's folder could have in it, since that is deleted with the machine.

    Hosts take another name for a folder where there is one; the volume is nothing to try that on.
    """
    if path.path.startswith(f"{name}/"):
        raise NotPossible(
            name, f"{path} is in a folder of the name {name!r}, which goes with a machine of that name: move it elsewhere",
        )
