"""Upgrading hardware and Tools; the guest's screen."""

from __future__ import annotations

import pytest
from calling import Client, Faulted
from device_rig import controller, disk
from vms import TOOLS, make, make_usual, options, picture

from fakeesx.schema import vim


def test_hardware(root: Client) -> None:
    """Version 4 becomes version 7: the VMCI device, the bridges, the file; it happens once."""
    vm = make_usual(root, version="vmx-04")
    root.task(vm, "UpgradeVM_Task")
    assert root.get(vm, "config.version") == "vmx-07"
    assert root.get(vm, "config.hardware.device[12000]").key == 12000
    assert options(root, vm)["pciBridge7.virtualDev"] == "pcieRootPort"
    assert b'virtualHW.version = "7"' in root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")
    assert "UpgradeVM_Task" in root.get(vm, "disabledMethod").items
    assert isinstance(root.get("ha-eventmgr", "latestEvent"), vim.VmUpgradeCompleteEvent)
    with pytest.raises(Faulted, match="AlreadyUpgraded"):
        root.task(vm, "UpgradeVM_Task")
    root.task(vm, "PowerOnVM_Task")


@pytest.mark.parametrize(("what", "fault"), [
    ("on", "InvalidPowerState"), ("no disk", "NoDiskFound"), ("version", "InvalidArgument"),
])  # fmt: skip
def test_refusals(root: Client, what: str, fault: str) -> None:
    """A VM that runs, one without a disk, a version that there is not; nothing changes."""
    vm = make(root, "old", *([] if what == "no disk" else [controller(), disk()]), version="vmx-04")
    if what == "on":
        root.task(vm, "PowerOnVM_Task")
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, "UpgradeVM_Task", version="vmx-99" if what == "version" else None)
    assert caught.value.name == fault
    assert picture(root) == before


def test_tools(root: Client) -> None:
    """Tools that run are up to date; without them there is nothing to upgrade."""
    vm = make_usual(root, extra=TOOLS)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        root.task(vm, "UpgradeTools_Task")
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "UpgradeTools_Task")
    root.call(vm, "MountToolsInstaller")
    with pytest.raises(Faulted, match="InvalidState"):
        root.task(vm, "UpgradeTools_Task")
    other = make(root, "other")
    root.task(other, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="ToolsUnavailable"):
        root.task(other, "UpgradeTools_Task")


def test_screen(root: Client) -> None:
    """The guest's screen has the size that was set, until the VM is off."""
    vm = make(root, extra=TOOLS)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        root.call(vm, "SetScreenResolution", width=800, height=600)
    root.task(vm, "PowerOnVM_Task")
    root.call(vm, "SetScreenResolution", width=800, height=600)
    assert (root.get(vm, "guest.screen.width"), root.get(vm, "guest.screen.height")) == (800, 600)
    for width, height in ((0, 600), (800, -1), (10**6, 600)):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(vm, "SetScreenResolution", width=width, height=height)
    root.task(vm, "PowerOffVM_Task")
    assert root.get(vm, "guest.screen") is None
