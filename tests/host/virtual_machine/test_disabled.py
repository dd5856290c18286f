"""disabledMethod, state by state; what it lists is refused when it is called."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from strategies import Values
from vms import TOOLS, make_usual, spec

from fakeesx.host.virtual_machine.disabled import NEVER, disabled_methods
from fakeesx.host.virtual_machine.guest import no_tools
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def disabled(client: Client, vm: ManagedObjectReference) -> set[str]:
    names = client.get(vm, "disabledMethod").items
    assert len(set(names)) == len(names)
    return set(names)


def bring(client: Client, state: str) -> ManagedObjectReference:
    """A VM in a state: off, on, tools or suspended."""
    vm = make_usual(client, extra=TOOLS if state == "tools" else None)
    if state != "off":
        client.task(vm, "PowerOnVM_Task")
    if state == "suspended":
        client.task(vm, "SuspendVM_Task")
    return vm


@pytest.mark.parametrize(("state", "can", "can_not"), [
    ("off", {"PowerOnVM_Task", "Destroy_Task", "UnregisterVM", "ExportVm"},
     {"PowerOffVM_Task", "SuspendVM_Task", "ResetVM_Task", "AcquireMksTicket", "MountToolsInstaller", "ShutdownGuest"}),
    ("on", {"PowerOffVM_Task", "SuspendVM_Task", "ResetVM_Task", "AcquireTicket", "MountToolsInstaller"},
     {"PowerOnVM_Task", "Destroy_Task", "UnregisterVM", "ShutdownGuest", "SetScreenResolution"}),
    ("tools", {"ShutdownGuest", "RebootGuest", "StandbyGuest", "SetScreenResolution", "UpgradeTools_Task"},
     {"SetDisplayTopology", "PowerOnVM_Task"}),
    ("suspended", {"PowerOnVM_Task", "PowerOffVM_Task", "Destroy_Task", "UnregisterVM"},
     {"SuspendVM_Task", "ResetVM_Task", "AcquireMksTicket", "ShutdownGuest", "ExportVm"}),
])  # fmt: skip
def test_by_state(root: Client, state: str, can: set[str], can_not: set[str]) -> None:
    """What depends on power and Tools; what ESX never does is always there."""
    names = disabled(root, bring(root, state))
    assert not can & names
    assert can_not | NEVER <= names


TAKEN = {"RemoveAllSnapshots_Task"}
"""Disabled without snapshots (recorded), and yet nothing goes wrong: scripts call it on any VM (inferred)."""


@pytest.mark.parametrize("state", ["off", "on", "tools", "suspended"])
def test_what_is_disabled_is_refused(root: Client, state: str) -> None:
    """Each disabled method of the API answers with a fault and changes nothing."""
    vm = bring(root, state)
    model = root.host.model
    before = dict(root.host.inventory.node(vm).values)
    for name in sorted((disabled(root, vm) & set(model.methods)) - TAKEN):
        values = Values(__import__("random").Random(name), fill=0)
        arguments: dict[str, Any] = {
            p.name: (values._value(p.type, p.target, 0),) if p.array else values._value(p.type, p.target, 0)
            for p in model.methods[name].params if not p.optional
        }
        with pytest.raises(Faulted):
            (root.task if model.methods[name].is_task else root.call)(vm, name, **arguments)
    after = dict(root.host.inventory.node(vm).values)
    before.pop("recentTask"), after.pop("recentTask")
    assert after == before


def test_old_hardware_can_be_upgraded(root: Client) -> None:
    """UpgradeVM_Task is disabled for version 7 only."""
    assert "UpgradeVM_Task" in disabled(root, make_usual(root))
    assert "UpgradeVM_Task" not in disabled(root, make_usual(root, "old", version="vmx-04"))


def test_a_mounted_installer_can_be_unmounted(root: Client) -> None:
    """Mounting and unmounting exclude each other."""
    vm = bring(root, "on")
    root.call(vm, "MountToolsInstaller")
    names = disabled(root, vm)
    assert "MountToolsInstaller" in names
    assert "UnmountToolsInstaller" not in names
    root.call(vm, "UnmountToolsInstaller")
    assert "UnmountToolsInstaller" in disabled(root, vm)


def test_equal_states_share_their_names(root: Client) -> None:
    """A thousand VMs in one state have one array."""
    one, two = (root.host.inventory.node(make_usual(root, name)).values["disabledMethod"] for name in ("a", "b"))
    assert one is two


def test_snapshots_enable_reverting() -> None:
    """With a snapshot, reverting and removing are possible."""
    runtime = vim.VirtualMachineRuntimeInfo(powerState=vim.VirtualMachinePowerState.poweredOff)
    names = disabled_methods("vmx-07", runtime, no_tools(), has_snapshot=True).items
    assert "RevertToCurrentSnapshot_Task" not in names
    assert "RemoveAllSnapshots_Task" not in names


def test_spec_of_nothing(root: Client) -> None:
    """An empty spec is a change: it gets a new version."""
    vm = make_usual(root)
    version = root.get(vm, "config.changeVersion")
    root.task(vm, "ReconfigVM_Task", spec=spec())
    assert root.get(vm, "config.changeVersion") > version
