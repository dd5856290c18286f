"""``disabledMethod``: what a VM can't do in its present state (names and order recorded, internal ones included)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from fakeesx.schema import vim
from fakeesx.schema.values import Array


@dataclass(frozen=True, slots=True)
class State:
    """What decides which methods can be called."""

    power: str
    tools: bool
    upgradable: bool
    snapshot: bool
    question: bool
    mounted: bool

    @property
    def on(self) -> bool:
        """Whether the VM runs, or is about to but for an answer."""
        return self.power == "poweredOn" or self.question

    @property
    def without_tools(self) -> bool:
        """Whether there is nobody in the guest to ask."""
        return self.power != "poweredOn" or not self.tools


Rule: TypeAlias = Callable[[State], bool]


def _always(_: State) -> bool:
    return True


def _on(state: State) -> bool:
    return state.on


def _not_on(state: State) -> bool:
    return state.power != "poweredOn"


def _off(state: State) -> bool:
    return state.power == "poweredOff"


def _no_tools(state: State) -> bool:
    return state.without_tools


_RULES: tuple[tuple[str, Rule], ...] = (
    ("setCustomValue", _always),
    ("Destroy_Task", _on),
    ("AddTag", _always),
    ("RemoveTag", _always),
    ("RefreshStorageInfo", _always),
    ("RetrieveBackupAgent", _always),
    ("RevertToCurrentSnapshot_Task", lambda state: not state.snapshot),
    ("RemoveAllSnapshots_Task", lambda state: not state.snapshot),
    ("UpgradeVM_Task", lambda state: not state.upgradable or state.power != "poweredOff" or state.question),
    ("ExtractOvfEnvironment", _always),
    ("PowerOnVM_Task", _on),
    ("PowerOffVM_Task", _off),
    ("SuspendVM_Task", _not_on),
    ("ResetVM_Task", _not_on),
    ("ShutdownGuest", _no_tools),
    ("RebootGuest", _no_tools),
    ("StandbyGuest", _no_tools),
    ("AnswerVM", lambda state: not state.question),
    ("CustomizeVM_Task", _always),
    ("CheckCustomizationSpec", _always),
    ("MigrateVM_Task", _always),
    ("RelocateVM_Task", _always),
    ("CloneVM_Task", _always),
    ("ExportVm", lambda state: state.power != "poweredOff" or state.question),
    ("MarkAsTemplate", _always),
    ("MarkAsVirtualMachine", _always),
    ("UnregisterVM", _on),
    ("ResetGuestInformation", _always),
    ("MountToolsInstaller", lambda state: state.power != "poweredOn" or state.mounted),
    ("UnmountToolsInstaller", lambda state: not state.mounted),
    ("UpgradeTools_Task", _no_tools),
    ("AcquireMksTicket", _not_on),
    ("AcquireTicket", _not_on),
    ("SetScreenResolution", _no_tools),
    ("DefragmentAllDisks", _always),
    ("CreateSecondaryVM_Task", _always),
    ("TurnOffFaultToleranceForVM_Task", _always),
    ("MakePrimaryVM_Task", _always),
    ("TerminateFaultTolerantVM_Task", _always),
    ("DisableSecondaryVM_Task", _always),
    ("EnableSecondaryVM_Task", _always),
    ("SetDisplayTopology", _always),
    ("SetDisplayTopologyModes", _always),
    ("StartRecording_Task", _not_on),
    ("StopRecording_Task", _always),
    ("StartReplaying_Task", _always),
    ("StopReplaying_Task", _always),
    ("PromoteDisks_Task", _always),
    ("CreateScreenshot_Task", _not_on),
    ("UnlockVM", _always),
    ("QueryChangedDiskAreas", _always),
    ("QueryUnownedFiles", _always),
    ("DiagnoseResourceAllocation", _always),
    ("reloadVirtualMachineFromPath_Task", _always),
    ("QueryVRMPolicy", _always),
    ("UpdateVRMPolicy", _always),
    ("QueryFaultToleranceCompatibility", _always),
    ("InvokeFSR_Task", _always),
    ("TerminateVM", _always),
)

NEVER = frozenset(name for name, rule in _RULES if rule is _always)
"""What no VM of an ESX host can do, whatever its state."""


def disabled_methods(
    version: str, runtime: vim.VirtualMachineRuntimeInfo, guest: vim.GuestInfo, has_snapshot: bool = False,
) -> Array:
    """The names for a VM's hardware version, power state, Tools, snapshots, question and mounted installer."""
    return _names(State(
        str(runtime.powerState), guest.toolsRunningStatus == "guestToolsRunning", version != "vmx-07", has_snapshot,
        runtime.question is not None, bool(runtime.toolsInstallerMounted),
    ))


@lru_cache(maxsize=128)
def _names(state: State) -> Array:
    return Array("ArrayOfString", [name for name, rule in _RULES if rule(state)])
