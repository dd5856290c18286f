"""What the console of a VM shows; CreateScreenshot_Task."""

from __future__ import annotations

import pytest
from calling import Client, Faulted
from vms import files, make, make_usual, picture, reconfigure

from fakeesx.host.esx import Esx
from fakeesx.host.services.console_image import COLUMNS, ROWS, png
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A usual VM that runs."""
    vm = make_usual(root, memoryMB=64, guestId="rhel5_64Guest")
    root.task(vm, "PowerOnVM_Task")
    return vm


def machine(host: Esx, vm: ManagedObjectReference) -> VirtualMachine:
    """The managed object."""
    return VirtualMachine(host, vm)


def text(host: Esx, vm: ManagedObjectReference) -> str:
    """What the console shows."""
    return "\n".join(row.text for row in machine(host, vm).screen_rows())


def test_text_of_a_machine_without_a_guest(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """Name, size, devices, the system, a prompt."""
    shown = text(host, vm)
    for part in ("vm1: 1 processor, 64 MB", "Hard disk 1: ", "Booting from Hard disk 1", "CD/DVD Drive 1: empty"):
        assert part in shown
    assert root.get(vm, "config.guestFullName") in shown
    assert root.get(vm, "guest").toolsStatus == "toolsNotInstalled"
    address = next(d.macAddress for d in root.get(vm, "config.hardware.device").items if hasattr(d, "macAddress"))
    assert f"Network adapter 1: {address}" in shown
    assert shown.endswith("vm1 login: ")


def test_nothing_to_boot_from(root: Client, host: Esx) -> None:
    """A VM without devices says so."""
    vm = make(root, "bare")
    root.task(vm, "PowerOnVM_Task")
    assert "Nothing to boot from" in text(host, vm)


def test_what_a_guest_writes(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """It takes the place of the prompt; it stays while the VM is suspended, and a new start clears it."""
    machine(host, vm).write_on_screen("one\ntwo\n")
    machine(host, vm).write_on_screen("three")
    assert text(host, vm).endswith("\none\ntwo\nthree")
    root.task(vm, "SuspendVM_Task")
    root.task(vm, "PowerOnVM_Task")
    assert text(host, vm).endswith("\ntwo\nthree")
    root.task(vm, "ResetVM_Task")
    assert text(host, vm).endswith("login: ")
    machine(host, vm).write_on_screen("again")
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "PowerOnVM_Task")
    assert text(host, vm).endswith("login: ")


def test_long_text_scrolls(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """As many rows as there are, the last ones; what has scrolled out is forgotten."""
    machine(host, vm).write_on_screen("\n".join(f"line {number} {'x' * 100}" for number in range(100)))
    rows = machine(host, vm).screen_rows()
    assert len(rows) == ROWS
    assert all(len(row.text) <= COLUMNS for row in rows)
    assert len(machine(host, vm).machine.screen) == ROWS


def test_many_devices_leave_room(root: Client, host: Esx) -> None:
    """The prompt is seen whatever the VM has."""
    vm = make_usual(root, "n" * 80)
    root.task(vm, "PowerOnVM_Task")
    assert "login: " in "".join(row.text for row in machine(host, vm).screen_rows())


def test_screenshots(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """A picture in the VM's directory, numbered; its path is the result, and the layout shows it."""
    before = host.volumes.get("datastore1").free_space
    assert root.task(vm, "CreateScreenshot_Task") == "[datastore1] vm1/vm1-1.png"
    assert root.task(vm, "CreateScreenshot_Task") == "[datastore1] vm1/vm1-2.png"
    drawn = png(machine(host, vm).screen_rows())
    assert host.volumes.get("datastore1").read_file("vm1/vm1-1.png") == drawn
    assert host.volumes.get("datastore1").free_space < before
    shown = {item.name: item for item in root.get(vm, "layoutEx").file if item.type == "screenshot"}
    assert list(shown) == ["[datastore1] vm1/vm1-1.png", "[datastore1] vm1/vm1-2.png"]
    assert shown["[datastore1] vm1/vm1-1.png"].size == len(drawn)


def test_screenshot_of_a_machine_that_is_off(root: Client, vm: ManagedObjectReference) -> None:
    """InvalidPowerState, and nothing has changed."""
    root.task(vm, "PowerOffVM_Task")
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, "CreateScreenshot_Task")
    assert caught.value.name == "InvalidPowerState"
    after = picture(root)
    for each in (before, after):  # that it failed is told
        each.pop("ha-eventmgr"), each.pop("ha-eventmgr private")
    assert after == before


def test_screenshot_without_space(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """NoDiskSpace, and no part of a file."""
    store = host.volumes.get("datastore1")
    store.capacity = store.used + 10
    before = files(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, "CreateScreenshot_Task")
    assert caught.value.name == "NoDiskSpace"
    assert files(root) == before


def test_screenshots_go_with_the_machine(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """Destroy_Task removes them, and nothing else that is a picture."""
    root.task(vm, "CreateScreenshot_Task")
    host.volumes.get("datastore1").write_file("vm1/vm1-a.png", b"mine")
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "Destroy_Task")
    assert files(root) == ["vm1/vm1-a.png"]


def test_reconfigured_machine(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """The console shows the name it has now."""
    reconfigure(root, vm, name="other")
    assert text(host, vm).endswith("other login: ")
