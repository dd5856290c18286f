"""The VirtualMachine managed object, put together from its parts."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.virtual_machine.disabled import NEVER
from fakeesx.host.virtual_machine.guest import Guest
from fakeesx.host.virtual_machine.reconfigure import Reconfigure
from fakeesx.host.virtual_machine.screen import Screen
from fakeesx.host.virtual_machine.snapshots.methods import SnapshotMethods
from fakeesx.host.virtual_machine.tickets import Tickets
from fakeesx.host.virtual_machine.upgrade import Upgrade
from fakeesx.schema import vim


class VirtualMachine(SnapshotMethods, Guest, Reconfigure, Screen, Tickets, Upgrade):
    """A virtual machine."""

    refused: ClassVar[dict[str, str]] = dict.fromkeys(
        (name for name in (*NEVER, "StartRecording_Task") if name in vim.TYPES.model.methods), "NotSupported",
    )
