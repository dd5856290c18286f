"""Names and MAC addresses in use, and the lists that name VMs."""

from __future__ import annotations

from contextlib import suppress

import pytest
from calling import Client
from copied_vms import add_vm, remove_vm, vm_ref
from device_rig import nic
from vms import make, reconfigure

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.soap.errors import VimFault

MAC = "00:50:56:00:00:01"


def test_names(host: Esx) -> None:
    """Known while they are in use: made, changed, gone."""
    ref = add_vm(host, 1)
    assert host.vms.find("vm1") == ref
    with pytest.raises(VimFault):
        host.vms.require_free("vm1")
    host.inventory.update(ref, name="new")
    assert (host.vms.find("vm1"), host.vms.find("new")) == (None, ref)
    remove_vm(host, ref)
    assert host.vms.find("new") is None
    host.vms.require_free("new")


def test_a_change_that_was_undone(host: Esx) -> None:
    """Leaves names as they were."""
    with suppress(RuntimeError), host.inventory.transaction():
        add_vm(host, 1)
        raise RuntimeError
    assert host.vms.find("vm1") is None


def test_a_name_that_moves(host: Esx) -> None:
    """From one VM to another in one transaction."""
    first, second = add_vm(host, 1), add_vm(host, 2)
    with host.inventory.transaction():
        host.inventory.update(first, name="old")
        host.inventory.update(second, name="vm1")
    assert (host.vms.find("vm1"), host.vms.find("old"), host.vms.find("vm2")) == (second, first, None)


def test_addresses(root: Client) -> None:
    """Who has one, in any letter case; of two that have the same, the other is left when one goes."""
    vms = root.host.vms
    first = make(root, "a", nic(addressType="manual", macAddress=MAC))
    second = make(root, "b", nic(addressType="manual", macAddress=MAC))
    assert vms.mac_owner(MAC) == first
    assert vms.mac_owner(MAC, other_than=first) == second
    assert vms.mac_owner(MAC.upper()) == first
    root.task(first, "Destroy_Task")
    assert vms.mac_owner(MAC) == second
    assert vms.mac_owner(MAC, second) is None
    reconfigure(root, second, vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation.remove, device=vim.VirtualE1000(key=4000),
    ))
    assert vms.mac_owner(MAC) is None


def test_generated_addresses_pass_over_those_in_use(root: Client) -> None:
    """A NIC whose generated address somebody has gets the next one."""
    uuid = "564d9904-a176-a762-1b95-f75ddd0642d8"
    first = make(root, "b", nic(), uuid=uuid)
    root.task(first, "PowerOnVM_Task")
    second = make(root, "c", nic(), uuid=uuid)
    root.task(second, "PowerOnVM_Task")
    addresses = [root.get(vm, "config.hardware.device[4000].macAddress") for vm in (first, second)]
    assert addresses[0] == "00:0c:29:06:42:d8"
    assert addresses[1] == "00:0c:29:06:42:d9"


def test_lists(root: Client) -> None:
    """Datastores and networks list a VM while it uses them, whatever the number of devices."""
    vm = make(root, "a", nic(), nic(key=-48))
    network = root.get(vm, "network").items[0]
    reconfigure(root, vm, vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation.remove, device=vim.VirtualE1000(key=4000),
    ))
    assert root.get(network, "vm").items == (vm,)
    assert vm_ref(1) not in root.get(network, "vm").items
