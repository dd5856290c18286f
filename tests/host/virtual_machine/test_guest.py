"""Operations that go through VMware Tools."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calling import Client, Faulted
from device_rig import nic, remove
from twisted.internet.task import Clock
from vms import FOLDER, POOL, TOOLS, Slow, make, make_usual, picture, reconfigure, spec

from fakeesx.host.esx import Esx
from fakeesx.host.virtual_machine.guest import TOOLS_KEY, guest_after
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

OPERATIONS = ("ShutdownGuest", "RebootGuest", "StandbyGuest")


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM whose guest has Tools, on."""
    vm = make(root, "vm1", nic(), extra=TOOLS, guestId="ubuntu64Guest")
    root.task(vm, "PowerOnVM_Task")
    return vm


@pytest.mark.parametrize(("operation", "state"), [
    ("ShutdownGuest", "poweredOff"), ("RebootGuest", "poweredOn"), ("StandbyGuest", "suspended"),
])  # fmt: skip
def test_operations(root: Client, vm: ManagedObjectReference, operation: str, state: str) -> None:
    """Shut down is off, rebooted is on, on standby is suspended."""
    root.call(vm, operation)
    assert root.get(vm, "runtime.powerState") == state


@pytest.mark.parametrize("operation", OPERATIONS)
def test_without_tools(root: Client, operation: str) -> None:
    """ToolsUnavailable, and nothing changes."""
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    before = picture(root)
    with pytest.raises(Faulted, match="ToolsUnavailable"):
        root.call(vm, operation)
    assert picture(root) == before


@pytest.mark.parametrize("operation", OPERATIONS)
def test_off(root: Client, operation: str) -> None:
    """InvalidPowerState."""
    vm = make(root, extra=TOOLS)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        root.call(vm, operation)


def test_tools_installed_and_not_running(root: Client) -> None:
    """Tools that are there and do not run are of no use."""
    vm = make(root, extra={TOOLS_KEY: "notRunning"})
    root.task(vm, "PowerOnVM_Task")
    assert root.get(vm, "guest.toolsStatus") == "toolsNotRunning"
    with pytest.raises(Faulted, match="ToolsUnavailable"):
        root.call(vm, "ShutdownGuest")


def test_what_tools_tell(root: Client, vm: ManagedObjectReference) -> None:
    """The system, its name, its cards and its screen; the summary says the same."""
    guest, summary = root.get(vm, "guest"), root.get(vm, "summary.guest")
    assert (guest.guestId, guest.guestFamily, guest.toolsVersion) == ("ubuntu64Guest", "linuxGuest", "8290")
    assert (summary.guestId, summary.hostName, summary.toolsStatus) == (guest.guestId, guest.hostName, "toolsOk")
    assert [(card.network, card.deviceConfigId, card.connected) for card in guest.net] == [("VM Network", 4000, True)]
    assert guest.net[0].macAddress == root.get(vm, "config.hardware.device[4000].macAddress")


def test_cards_that_come_and_go(root: Client, vm: ManagedObjectReference) -> None:
    """guest.net follows the cards of a VM that runs."""
    reconfigure(root, vm, nic(key=-5))
    assert [card.deviceConfigId for card in root.get(vm, "guest.net").items] == [4000, 4001]
    reconfigure(root, vm, remove(vim.VirtualE1000(key=4000)))
    assert [card.deviceConfigId for card in root.get(vm, "guest.net").items] == [4001]


def test_a_guest_takes_its_time(make_host: Callable[..., Esx], clock: Clock) -> None:
    """The call returns at once; the VM goes off when the guest has shut down."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]", extra=TOOLS), pool=POOL)
    slow.run(vm, "PowerOnVM_Task")
    client.call(vm, "ShutdownGuest")
    clock.advance(4)
    assert client.get(vm, "runtime.powerState") == "poweredOn"
    clock.advance(4)
    assert client.get(vm, "runtime.powerState") == "poweredOff"


def test_who_comes_first(make_host: Callable[..., Esx], clock: Clock) -> None:
    """A guest that was told to shut down and then powered off and on again is another one: it goes on."""
    seconds = {"ShutdownGuest": 30.0}
    client = Client(make_host(task_seconds=lambda name: seconds.get(name, 0.0))).login()
    vm = make(client, extra=TOOLS)
    client.task(vm, "PowerOnVM_Task")
    client.call(vm, "ShutdownGuest")
    clock.advance(5)
    client.task(vm, "PowerOffVM_Task")
    client.task(vm, "PowerOnVM_Task")
    clock.advance(60)
    assert client.get(vm, "runtime.powerState") == "poweredOn"


def test_not_beside_a_task(make_host: Callable[..., Esx], clock: Clock) -> None:
    """While a task has the VM, the guest is not told anything."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]", extra=TOOLS), pool=POOL)
    slow.run(vm, "PowerOnVM_Task")
    client.call(vm, "ResetVM_Task")
    for operation in (*OPERATIONS, "MountToolsInstaller", "UnmountToolsInstaller"):
        with pytest.raises(Faulted, match="TaskInProgress"):
            client.call(vm, operation)


def test_installer(root: Client) -> None:
    """Mounted once, unmounted once, gone with the power; it needs a drive."""
    vm = make_usual(root)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        root.call(vm, "MountToolsInstaller")
    root.task(vm, "PowerOnVM_Task")
    root.call(vm, "MountToolsInstaller")
    assert root.get(vm, "runtime.toolsInstallerMounted") is True
    with pytest.raises(Faulted, match="InvalidState"):
        root.call(vm, "MountToolsInstaller")
    root.call(vm, "UnmountToolsInstaller")
    with pytest.raises(Faulted, match="InvalidState"):
        root.call(vm, "UnmountToolsInstaller")
    root.call(vm, "MountToolsInstaller")
    root.task(vm, "PowerOffVM_Task")
    assert root.get(vm, "runtime.toolsInstallerMounted") is False
    bare = make(root, "bare")
    root.task(bare, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="VmConfigFault"):
        root.call(bare, "MountToolsInstaller")


def test_tools_of_other_words(root: Client) -> None:
    """An option that says anything else is as if it were not there."""
    vm = make(root, extra={TOOLS_KEY: "perhaps"})
    machine = root.host.inventory.node(vm).private
    assert guest_after(root.get(vm, "config"), True, machine)[0] == "notInstalled"
