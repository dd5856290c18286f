"""extraConfig: what clients put there, and what the host notes itself."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk, nic, remove
from vms import TOOLS, make, make_usual, options, reconfigure, spec

from fakeesx.host.virtual_machine import extra_config
from fakeesx.schema import vim
from fakeesx.soap.errors import VimFault


def merged(old: dict[str, str], **changes: Any) -> dict[str, str]:
    given = [vim.OptionValue(key=key, value=value) for key, value in old.items()]
    wanted = [vim.OptionValue(key=key.replace("__", "."), value=value) for key, value in changes.items()]
    return {option.key: option.value for option in extra_config.merge(given, wanted)}


def test_add_change_remove() -> None:
    """A new key comes last, a known one keeps its place, an empty value removes it."""
    assert merged({"a": "1", "b": "2"}, c="3", a="9") == {"a": "9", "b": "2", "c": "3"}
    assert merged({"a": "1", "b": "2"}, a="") == {"b": "2"}
    assert merged({"a": "1"}, gone="") == {"a": "1"}


def test_case_does_not_tell_keys_apart() -> None:
    """A key in other letter case is the same key, with the spelling it had."""
    assert merged({"machine.id": "1"}, MACHINE__ID="2") == {"machine.id": "2"}


@pytest.mark.parametrize(
    ("value", "text"), [(True, "TRUE"), (False, "FALSE"), (7, "7"), (vim.Long(2**40), str(2**40)), ("x", "x")]
)
def test_scalars_become_texts(value: Any, text: str) -> None:
    """Booleans and numbers are kept as texts."""
    assert merged({}, a=value) == {"a": text}


@pytest.mark.parametrize("key", ["", "a b", 'a"b', "a=b", "a\nb", "#a", "x" * 256])
def test_keys_that_are_none(key: str) -> None:
    """What a .vmx file can't have as a key is refused."""
    with pytest.raises(VimFault):
        extra_config.merge([], [vim.OptionValue(key=key, value="1")])


@pytest.mark.parametrize("value", [vim.ManagedObjectReference("Folder", "x"), vim.Description(label="", summary="")])
def test_values_that_are_none(value: Any) -> None:
    """Only scalars are values."""
    with pytest.raises(VimFault):
        extra_config.merge([], [vim.OptionValue(key="a", value=value)])


@pytest.mark.parametrize("key", ["displayName", "MEMSIZE", "numvcpus", "scsi0:0.fileName", "ethernet0.address", "uuid.bios"])
def test_what_the_configuration_says_itself_is_ignored(root: Client, key: str) -> None:
    """A key that a property stands for changes nothing."""
    vm = make_usual(root, extra={key: "odd"})
    assert key not in options(root, vm)
    reconfigure(root, vm, extra={key: "odd", "machine.id": "kept"})
    found = options(root, vm)
    assert key not in found
    assert found["machine.id"] == "kept"


def test_options_are_in_the_file(root: Client) -> None:
    """What is set can be read in the .vmx, quotes and all; what was removed is not there."""
    vm = make(root, extra={"machine.id": 'say "hi"\n#', "a": "1"})
    volume = root.host.volumes.get("datastore1")
    assert b'machine.id = "say |22hi|22|0A#"' in volume.read_file("vm1/vm1.vmx")
    reconfigure(root, vm, extra={"machine.id": ""})
    text = volume.read_file("vm1/vm1.vmx")
    assert b"machine.id" not in text
    assert b'a = "1"' in text


def test_options_change_while_the_vm_runs(root: Client) -> None:
    """machine.id and others can be set at any time."""
    vm = make(root)
    root.task(vm, "PowerOnVM_Task")
    reconfigure(root, vm, extra={"machine.id": "10.0.0.5"})
    assert options(root, vm)["machine.id"] == "10.0.0.5"
    assert root.get(vm, 'config.extraConfig["machine.id"].value') == "10.0.0.5"


def test_a_bad_key_changes_nothing(root: Client) -> None:
    """One wrong option, and none is taken."""
    vm = make(root)
    before = options(root, vm)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(vm, "ReconfigVM_Task", spec=spec(extra={"good": "1", "not good": "2"}))
    assert options(root, vm) == before


def test_a_power_on_notes_slots_and_cpus(root: Client) -> None:
    """PCI slots, redo logs, CPU identification; they stay when the VM is off."""
    vm = make(root, "vm1", controller(), disk(), nic(), nic(vim.VirtualVmxnet3, key=-48))
    root.task(vm, "PowerOnVM_Task")
    found = options(root, vm)
    assert found["scsi0.pciSlotNumber"] == "16"
    assert found["ethernet0.pciSlotNumber"] == "32"
    assert int(found["ethernet1.pciSlotNumber"]) >= 160
    assert found["scsi0:0.redo"] == ""
    assert len(found["hostCPUID.1"]) == 32
    assert int(found["guestCPUID.1"][16:24], 16) & 1 << 31
    root.task(vm, "PowerOffVM_Task")
    assert options(root, vm) == found


def test_slots_stay_and_differ(root: Client) -> None:
    """A device keeps its slot when others come; two never have the same."""
    vm = make(root, "vm1", controller(), disk(), nic())
    root.task(vm, "PowerOnVM_Task")
    before = options(root, vm)
    root.task(vm, "PowerOffVM_Task")
    reconfigure(root, vm, nic(key=-48), controller(vim.VirtualBusLogicController, bus=1))
    root.task(vm, "PowerOnVM_Task")
    after = options(root, vm)
    slots = {key: value for key, value in after.items() if key.endswith(".pciSlotNumber")}
    assert len(set(slots.values())) == len(slots)
    assert {key: slots[key] for key in before if key in slots} == {key: before[key] for key in before if key in slots}


def test_what_is_gone_is_forgotten(root: Client) -> None:
    """The notes of a device go with it."""
    vm = make(root, "vm1", nic())
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "PowerOffVM_Task")
    assert "ethernet0.pciSlotNumber" in options(root, vm)
    reconfigure(root, vm, remove(vim.VirtualE1000(key=4000)))
    assert not [key for key in options(root, vm) if key.startswith("ethernet")]


def test_tools_are_noted(root: Client) -> None:
    """The version of Tools in the guest, and that it can do Unity."""
    vm = make(root, extra=TOOLS)
    assert options(root, vm)["vmware.tools.internalversion"] == "0"
    root.task(vm, "PowerOnVM_Task")
    found = options(root, vm)
    assert found["vmware.tools.internalversion"] == "8290"
    assert found["vmware.tools.lastInstallStatus"] == "success"
    assert found["unity.wasCapable"] == "true"
    assert root.get(vm, "config.tools.toolsVersion") == 8290
