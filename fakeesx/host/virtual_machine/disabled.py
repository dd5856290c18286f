"""``disabledMethod``: what a VM can't do in its present state (names as recorded, internal ones included)."""

from __future__ import annotations

from functools import lru_cache

from fakeesx.schema import vim
from fakeesx.schema.values import Array

_TOOLS = ("ShutdownGuest", "RebootGuest", "StandbyGuest")
_OFF = (
    "PowerOffVM_Task", "SuspendVM_Task", "ResetVM_Task", "MountToolsInstaller", "AcquireMksTicket", "AcquireTicket",
    "StartRecording_Task", "CreateScreenshot_Task",
)
_ON = ("PowerOnVM_Task", "Destroy_Task", "UnregisterVM", "ExportVm", "UpgradeVM_Task", "DefragmentAllDisks",
       "UnlockVM", "reloadVirtualMachineFromPath_Task")
_NEVER = (
    "setCustomValue", "AddTag", "RemoveTag", "RefreshStorageInfo", "RetrieveBackupAgent", "ExtractOvfEnvironment",
    "CustomizeVM_Task", "CheckCustomizationSpec", "MigrateVM_Task", "RelocateVM_Task", "CloneVM_Task", "MarkAsTemplate",
    "MarkAsVirtualMachine", "ResetGuestInformation", "CreateSecondaryVM_Task", "TurnOffFaultToleranceForVM_Task",
    "MakePrimaryVM_Task", "TerminateFaultTolerantVM_Task", "DisableSecondaryVM_Task", "EnableSecondaryVM_Task",
    "StopRecording_Task", "StartReplaying_Task", "StopReplaying_Task", "PromoteDisks_Task", "QueryChangedDiskAreas",
    "QueryUnownedFiles", "DiagnoseResourceAllocation", "QueryVRMPolicy", "UpdateVRMPolicy",
    "QueryFaultToleranceCompatibility", "InvokeFSR_Task", "TerminateVM",
)
_NO_SNAPSHOT = ("RevertToCurrentSnapshot_Task", "RemoveAllSnapshots_Task")
_DISPLAY = ("SetScreenResolution", "SetDisplayTopology", "SetDisplayTopologyModes")


def disabled_methods(
    runtime: vim.VirtualMachineRuntimeInfo, guest: vim.GuestInfo, has_snapshot: bool = False,
) -> Array:
    """The names for a VM's power state, Tools, snapshots, question and mounted installer."""
    return _names(
        str(runtime.powerState), guest.toolsRunningStatus == "guestToolsRunning", has_snapshot,
        runtime.question is not None, runtime.toolsInstallerMounted,
    )


@lru_cache(maxsize=64)
def _names(power: str, tools: bool, has_snapshot: bool, question: bool, mounted: bool) -> Array:
    names: list[str] = list(_NEVER)
    if not has_snapshot:
        names += _NO_SNAPSHOT
    if power == "poweredOn":
        names += _ON
        if not tools:
            names += (*_TOOLS, *_DISPLAY, "UpgradeTools_Task")
    elif power == "suspended":
        names += ("SuspendVM_Task", "ResetVM_Task", *_TOOLS, *_DISPLAY, "UpgradeTools_Task", "UpgradeVM_Task", *_OFF[3:])
    else:
        names += (*_OFF, *_TOOLS, *_DISPLAY, "UpgradeTools_Task")
    if not mounted:
        names.append("UnmountToolsInstaller")
    if not question:
        names.append("AnswerVM")
    return Array("ArrayOfString", dict.fromkeys(names))
