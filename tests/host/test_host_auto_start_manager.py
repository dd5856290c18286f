"""Which VMs start and stop with the host."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.task import Clock

from fakeesx.host.esx import ROOT_POOL
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-autostart-mgr"


def make_vm(client: Client, name: str) -> ManagedObjectReference:
    spec = vim.VirtualMachineConfigSpec(name=name, files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))
    ref: ManagedObjectReference = client.task("ha-folder-vm", "CreateVM_Task", config=spec, pool=ROOT_POOL)
    return ref


@pytest.fixture
def vms(root: Client) -> list[ManagedObjectReference]:
    """Three VMs that are off."""
    return [make_vm(root, name) for name in ("one", "two", "three")]


def entry(vm: ManagedObjectReference, order: int = -1, **changes: Any) -> vim.AutoStartPowerInfo:
    values = {"startDelay": -1, "stopDelay": -1, "waitForHeartbeat": "systemDefault", "startAction": "powerOn",
              "stopAction": "systemDefault", **changes}
    return vim.AutoStartPowerInfo(key=vm, startOrder=order, **values)


def configure(client: Client, *entries: vim.AutoStartPowerInfo, **defaults: Any) -> None:
    spec = vim.HostAutoStartManagerConfig(
        defaults=vim.AutoStartDefaults(**defaults) if defaults else None, powerInfo=entries
    )
    client.call(MANAGER, "ReconfigureAutostart", spec=spec)


def config(client: Client) -> vim.HostAutoStartManagerConfig:
    found: vim.HostAutoStartManagerConfig = client.get(MANAGER, "config")
    assert client.get("ha-host", "config").autoStart == found
    return found


def powers(client: Client, vms: list[ManagedObjectReference]) -> str:
    """One letter for each VM: on, suspended or -."""
    letters = {"poweredOn": "o", "poweredOff": "-", "suspended": "s"}
    return "".join(letters[client.get(vm, "runtime").powerState] for vm in vms)


def test_defaults_change_one_by_one(root: Client) -> None:
    """What is not set stays."""
    configure(root, enabled=True, startDelay=30)
    assert config(root).defaults == vim.AutoStartDefaults(
        enabled=True, startDelay=30, stopDelay=120, waitForHeartbeat=False, stopAction="PowerOff"
    )


def test_entries_are_kept_in_order(root: Client, vms: list[ManagedObjectReference]) -> None:
    """Numbered ones first; an entry that comes again replaces the old one."""
    configure(root, entry(vms[0]), entry(vms[1], 2), entry(vms[2], 1))
    configure(root, entry(vms[1], 2, startDelay=7))
    assert [(info.key, info.startDelay) for info in config(root).powerInfo] == [
        (vms[2], -1), (vms[1], 7), (vms[0], -1),
    ]


def test_entry_without_actions_goes(root: Client, vms: list[ManagedObjectReference]) -> None:
    """Both actions none take a VM out of the sequence."""
    configure(root, entry(vms[0]), entry(vms[1]))
    configure(root, entry(vms[0], startAction="none", stopAction="None"))
    assert [info.key for info in config(root).powerInfo] == [vms[1]]


def test_entry_goes_with_its_vm(root: Client, vms: list[ManagedObjectReference]) -> None:
    """Whether a VM is destroyed or only unregistered."""
    configure(root, *map(entry, vms))
    root.task(vms[0], "Destroy_Task")
    root.call(vms[1], "UnregisterVM")
    assert [info.key for info in config(root).powerInfo] == [vms[2]]


@pytest.mark.parametrize("changes", [
    {"startOrder": 0}, {"startOrder": -2}, {"startDelay": -2}, {"stopDelay": -2}, {"startAction": "powerOff"},
    {"stopAction": "explode"},
])
def test_bad_entry(root: Client, vms: list[ManagedObjectReference], changes: dict[str, Any]) -> None:
    """InvalidArgument, and nothing of the spec is taken."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        configure(root, entry(vms[0]), entry(vms[1]).replace(**changes), enabled=True)
    assert config(root).powerInfo == ()
    assert config(root).defaults.enabled is None


@pytest.mark.parametrize("defaults", [{"startDelay": -1}, {"stopDelay": -1}, {"stopAction": "systemDefault"}])
def test_bad_defaults(root: Client, defaults: dict[str, Any]) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        configure(root, **defaults)


def test_unknown_vm(root: Client) -> None:
    """A VM that is gone, and what is no VM, whatever it is said to be."""
    for gone in ("4711", "ha-host"):
        with pytest.raises(Faulted, match="ManagedObjectNotFound"):
            configure(root, entry(ManagedObjectReference("VirtualMachine", gone)))
    with pytest.raises(Faulted, match="InvalidArgument"):
        configure(root, entry(ManagedObjectReference("HostSystem", "ha-host")))


def test_start_in_order_with_delays(root: Client, vms: list[ManagedObjectReference], clock: Clock) -> None:
    """Each delay is the VM's own or the default, and lies between it and the next."""
    configure(root, entry(vms[0], 3), entry(vms[1], 1), entry(vms[2], 2, startDelay=5), enabled=True, startDelay=60)
    root.call(MANAGER, "AutoStartPowerOn")
    seen = [powers(root, vms)]
    for seconds in (59, 1, 4, 1):
        clock.advance(seconds)
        seen.append(powers(root, vms))
    assert seen == ["-o-", "-o-", "-oo", "-oo", "ooo"]


def test_vm_that_is_on_costs_no_time(root: Client, vms: list[ManagedObjectReference]) -> None:
    """There is no waiting for what need not be started, nor for one without a start action."""
    root.task(vms[0], "PowerOnVM_Task")
    configure(root, entry(vms[0], 1), entry(vms[1], 2, startAction="none"), entry(vms[2], 3), enabled=True)
    root.call(MANAGER, "AutoStartPowerOn")
    assert powers(root, vms) == "o-o"


def test_heartbeat_ends_the_wait(root: Client, vms: list[ManagedObjectReference]) -> None:
    """A VM that is to be waited for lets the next one start as soon as its heartbeat comes."""
    configure(root, entry(vms[0], 1, waitForHeartbeat="yes"), entry(vms[1], 2), enabled=True)
    root.call(MANAGER, "AutoStartPowerOn")
    assert powers(root, vms) == "o--"
    root.host.inventory.update(vms[0], guestHeartbeatStatus=vim.ManagedEntityStatus.green)
    assert powers(root, vms) == "oo-"


def test_not_enabled_does_nothing(root: Client, vms: list[ManagedObjectReference]) -> None:
    """Neither start nor stop."""
    configure(root, entry(vms[0]))
    root.task(vms[1], "PowerOnVM_Task")
    root.call(MANAGER, "AutoStartPowerOn")
    root.call(MANAGER, "AutoStartPowerOff")
    assert powers(root, vms) == "-o-"


def test_stop_in_reverse_order(root: Client, vms: list[ManagedObjectReference], clock: Clock) -> None:
    """The last one started stops first, each by its own action or the default one."""
    configure(root, entry(vms[0], 1), entry(vms[1], 2, stopAction="suspend", stopDelay=3),
              entry(vms[2], 3, stopAction="none"), enabled=True)
    for vm in vms:
        root.task(vm, "PowerOnVM_Task")
    root.call(MANAGER, "AutoStartPowerOff")
    assert powers(root, vms) == "oso"
    clock.advance(3)
    assert powers(root, vms) == "-so"


def test_stop_takes_the_place_of_start(root: Client, vms: list[ManagedObjectReference], clock: Clock) -> None:
    """One sequence runs at a time."""
    configure(root, entry(vms[0], 1), entry(vms[1], 2), enabled=True, startDelay=10, stopDelay=0)
    root.call(MANAGER, "AutoStartPowerOn")
    root.call(MANAGER, "AutoStartPowerOff")
    clock.advance(60)
    assert powers(root, vms) == "---"


def test_vm_that_can_not_start_does_not_keep_the_others(
    root: Client, vms: list[ManagedObjectReference], clock: Clock
) -> None:
    """A VM that went while the sequence ran is left out."""
    configure(root, *(entry(vm, number) for number, vm in enumerate(vms, 1)), enabled=True, startDelay=10)
    root.call(MANAGER, "AutoStartPowerOn")
    root.task(vms[1], "Destroy_Task")
    clock.advance(10)
    assert powers(root, [vms[0], vms[2]]) == "oo"


def test_host_that_ends_forgets_the_rest(root: Client, vms: list[ManagedObjectReference], clock: Clock) -> None:
    """No timer is left."""
    configure(root, entry(vms[0], 1), entry(vms[1], 2), enabled=True)
    root.call(MANAGER, "AutoStartPowerOn")
    root.host.stop()
    assert not [call for call in clock.getDelayedCalls() if "AutoStart" in repr(call.func)]


def test_host_that_has_booted_starts_its_vms(root: Client, vms: list[ManagedObjectReference]) -> None:
    """VMs that the boot turned off come back, where auto-start is enabled."""
    configure(root, entry(vms[0]))
    for enabled, expected in ((False, "--"), (True, "o-")):
        configure(root, enabled=enabled)
        for vm in vms[:2]:
            root.task(vm, "PowerOnVM_Task")
        root.host.power.reboot()
        root.login()
        assert powers(root, vms[:2]) == expected
