"""The VirtualMachine managed object, put together from its parts."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.virtual_machine.guest import Guest
from fakeesx.host.virtual_machine.lifecycle import Lifecycle
from fakeesx.host.virtual_machine.power import Power
from fakeesx.host.virtual_machine.reconfigure import Reconfigure
from fakeesx.host.virtual_machine.tickets import Tickets


class VirtualMachine(Power, Guest, Reconfigure, Tickets, Lifecycle):
    """A virtual machine."""

    refused: ClassVar[dict[str, str]] = dict.fromkeys((
        "CloneVM_Task", "MigrateVM_Task", "RelocateVM_Task", "MarkAsTemplate", "MarkAsVirtualMachine",
        "CustomizeVM_Task", "CheckCustomizationSpec", "CreateSecondaryVM_Task", "TurnOffFaultToleranceForVM_Task",
        "MakePrimaryVM_Task", "TerminateFaultTolerantVM_Task", "DisableSecondaryVM_Task", "EnableSecondaryVM_Task",
        "QueryFaultToleranceCompatibility", "PromoteDisks_Task", "StartRecording_Task", "StopRecording_Task",
        "StartReplaying_Task", "StopReplaying_Task", "ResetGuestInformation", "ExtractOvfEnvironment",
        "setCustomValue",
    ), "NotSupported")
