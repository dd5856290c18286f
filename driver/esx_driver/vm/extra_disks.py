"""Empty disks beside the root disk: ephemeral ones and swap space, which are in the machine's folder and go with it.

They are attached as independent ones: snapshots leave them alone, and nobody takes them for the disk that a machine lives
on. They are on SCSI, also where the root disk is on IDE, which has no room for many.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import NotPossible
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.images import adapter_types
from esx_driver.progress import Reporter
from esx_driver.vim.document import Types
from esx_driver.vm import specs
from esx_driver.vm.specs import Slot

if TYPE_CHECKING:
    from esx_driver.vm.spawning import Request

_UNITS = tuple(unit for unit in range(1, 16) if unit != 7)
"""Of a SCSI bus, but for the root disk's and the controller's."""
_FIRST_KEY = -200


def sizes(request: Request) -> dict[str, int]:
    """The disks that a machine is to have, by the names of their files: bytes.

    Raises ``NotPossible`` for more than there is room for, and for sizes that are none.
    """
    found = {f"ephemeral_{n}.vmdk": size << 30 for n, size in enumerate(request.ephemeral_gb)}
    if request.swap_mb:
        found["swap.vmdk"] = request.swap_mb << 20
    if len(found) > len(_UNITS):
        raise NotPossible(
            request.name, f"{request.name!r} can't have {len(found)} ephemeral and swap disks: {len(_UNITS)} is the most",
        )
    wrong = next((name for name, size in found.items() if size <= 0), None)
    if wrong is not None:
        raise NotPossible(request.name, f"{wrong.removesuffix('.vmdk')} of {request.name!r} would have {found[wrong]} bytes")
    return found


def make(host: Host, folder: DatastorePath, wanted: dict[str, int], adapter: str, report: Reporter) -> None:
    """Make the disks in the machine's folder. Raises ``VimFault``."""
    for name, size in wanted.items():
        disks.create(host, folder / name, size, _scsi(adapter), report)


def devices(
    types: Types, folder: DatastorePath, wanted: dict[str, int], adapter: str, beside: Iterable[Any],
) -> list[Any]:
    """What attaches the disks: their controller as well, if it is not ``beside`` them in the same change."""
    controlled = not wanted or any(change.device.key == specs.CONTROLLER for change in beside)
    changes = [] if controlled else [specs.controller(types, _scsi(adapter))]
    for n, name in enumerate(wanted):
        changes += specs.disk_at(types, folder / name, Slot(specs.CONTROLLER, _UNITS[n]), key=_FIRST_KEY - n)
    return changes


def _scsi(adapter: str) -> str:
    return "lsiLogic" if adapter_types.controller_type(adapter) is None else adapter
