"""Guests that tell what a test says."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from device_rig import nic
from vms import make

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

ADDRESSES = ["10.0.0.5", "fe80::1"]


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM with two network adapters and without Tools, on."""
    vm = make(root, "vm1", nic(), nic())
    root.task(vm, "PowerOnVM_Task")
    return vm


def told(root: Client, vm: ManagedObjectReference) -> tuple[str, str, str | None, str | None, list[tuple[str, ...]]]:
    """What clients see of a guest."""
    guest, summary = root.get(vm, "guest"), root.get(vm, "summary").guest
    assert (summary.ipAddress, summary.hostName, summary.toolsStatus) == (guest.ipAddress, guest.hostName, guest.toolsStatus)
    return (
        guest.toolsRunningStatus, guest.toolsStatus, guest.hostName, guest.ipAddress, [card.ipAddress for card in guest.net],
    )


NOTHING = ("guestToolsNotRunning", "toolsNotInstalled", None, None, [])


def test_tools_begin_to_run(root: Client, vm: ManagedObjectReference) -> None:
    """All that clients can see of it changes together; operations that need Tools work."""
    assert told(root, vm) == NOTHING
    root.host.guests.set(vm, tools="running", ip_addresses=ADDRESSES, host_name="web")
    assert told(root, vm) == ("guestToolsRunning", "toolsOk", "web", "10.0.0.5", [tuple(ADDRESSES), ()])
    root.call(vm, "ShutdownGuest")
    assert root.get(vm, "runtime.powerState") == "poweredOff"


def test_it_stays_beyond_power_operations(root: Client, vm: ManagedObjectReference) -> None:
    """A guest that starts anew tells the same; one that does not run tells nothing."""
    root.host.guests.set(vm, tools="running", ip_addresses=ADDRESSES)
    before = told(root, vm)
    root.task(vm, "PowerOffVM_Task")
    assert told(root, vm)[1:4] == ("toolsNotRunning", None, None)
    root.task(vm, "PowerOnVM_Task")
    assert told(root, vm) == before
    root.task(vm, "ResetVM_Task")
    root.task(vm, "SuspendVM_Task")
    root.task(vm, "PowerOnVM_Task")
    assert told(root, vm) == before


def test_what_is_said_before_it_runs(root: Client) -> None:
    """Shows when it does."""
    vm = make(root, "vm2", nic())
    root.host.guests.set(vm, ip_addresses=["10.0.0.6"], tools="running")
    assert told(root, vm)[1:4] == ("toolsNotRunning", None, None)
    root.task(vm, "PowerOnVM_Task")
    assert told(root, vm)[3] == "10.0.0.6"


def test_adapters_by_name(root: Client, vm: ManagedObjectReference) -> None:
    """By MAC address or network; others have none."""
    second = [device for device in root.get(vm, "config").hardware.device if hasattr(device, "macAddress")][1]
    root.host.guests.set(vm, tools="running", ip_addresses={second.macAddress.upper(): ["10.0.0.7"]})
    assert told(root, vm)[3:] == ("10.0.0.7", [(), ("10.0.0.7",)])
    root.host.guests.set(vm, ip_addresses={"VM Network": ["10.0.0.8"]})
    assert told(root, vm)[4] == [("10.0.0.8",), ()]
    root.host.guests.set(vm, ip_addresses=[])
    assert told(root, vm)[3:] == (None, [(), ()])


def test_tools_go(root: Client, vm: ManagedObjectReference) -> None:
    """Down, and away."""
    root.host.guests.set(vm, tools="running", ip_addresses=ADDRESSES)
    root.host.guests.set(vm, tools="notRunning")
    assert told(root, vm)[:4] == ("guestToolsNotRunning", "toolsNotRunning", None, None)
    root.host.guests.set(vm, tools="notInstalled")
    assert told(root, vm) == NOTHING


def test_an_address_of_an_adapter_that_changes(root: Client, vm: ManagedObjectReference) -> None:
    """It stays when something else of the VM is reconfigured."""
    root.host.guests.set(vm, tools="running", ip_addresses=ADDRESSES)
    root.task(vm, "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(annotation="x"))
    assert told(root, vm)[3] == "10.0.0.5"


def test_filters_hear_of_it(root: Client, vm: ManagedObjectReference) -> None:
    """As of any change."""
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=["guest.ipAddress"])], objectSet=[vim.ObjectSpec(obj=vm)],
    )
    root.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    first = root.call("ha-property-collector", "WaitForUpdatesEx", version="")
    root.host.guests.set(vm, tools="running", ip_addresses=ADDRESSES)
    second = root.call("ha-property-collector", "WaitForUpdatesEx", version=first.version)
    (change,) = second.filterSet[0].objectSet[0].changeSet
    assert (change.name, change.val) == ("guest.ipAddress", "10.0.0.5")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"tools": "on"}, "not 'on'"), ({"ip_addresses": ["10.0.0.300"]}, "10.0.0.300"),
        ({"ip_addresses": "10.0.0.5"}, "list"),
        ({"ip_addresses": {"VM Network": "10.0.0.5"}}, "list"), ({"host_name": "a b"}, "no host name"),
        ({"ip_addresses": {"other": ["10.0.0.5"]}}, "no network adapter 'other'; there are .*VM Network"),
    ],
)
def test_what_is_wrong(root: Client, vm: ManagedObjectReference, values: dict[str, Any], says: str) -> None:
    """Is told of, and nothing changes, also of what was right beside it."""
    before = root.host.inventory.node(vm)
    with pytest.raises(ValueError, match=says):
        root.host.guests.set(vm, **{"tools": "running", "host_name": "x", **values})
    assert root.host.inventory.node(vm) is before


def test_no_adapter(root: Client) -> None:
    """That could have an address."""
    vm = make(root, "bare")
    with pytest.raises(ValueError, match="has no network adapter"):
        root.host.guests.set(vm, ip_addresses=ADDRESSES)
    with pytest.raises(KeyError):
        root.host.guests.set(ManagedObjectReference("VirtualMachine", "none"), tools="running")
