"""Ports of switches: who has one, and who gets none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calling import Client, Faulted
from device_rig import edit, nic, remove
from network_specs import SYSTEM, group, group_named, networks, require_one_truth, switch, switch_named
from vms import make, make_usual, reconfigure

from fakeesx.host.esx import Esx
from fakeesx.network.specs import GroupSpec, NetworkSpec, SwitchSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def card_of(client: Client, vm: ManagedObjectReference) -> vim.VirtualEthernetCard:
    """The first network card of a VM."""
    return next(d for d in client.get(vm, "config").hardware.device if isinstance(d, vim.VirtualEthernetCard))


def on(name: str) -> vim.VirtualEthernetCardNetworkBackingInfo:
    """The backing of a card by a group."""
    return vim.VirtualEthernetCardNetworkBackingInfo(deviceName=name)


@pytest.fixture
def small(make_host: Callable[..., Esx]) -> Client:
    """A client of a host with a second switch of 8 ports (7 for clients), and the group ``small`` on it."""
    spec = NetworkSpec(
        switches=(SwitchSpec("vSwitch0", ("vmnic0",)), SwitchSpec("tiny", (), 8)),
        groups=(GroupSpec("VM Network", "vSwitch0"), GroupSpec("small", "tiny", 9)),
    )
    return Client(make_host(network=spec)).login()


def test_a_running_vm_has_a_port(root: Client) -> None:
    """From power on to power off, while suspended not; a new port has a new number."""
    vm = make_usual(root)
    free = switch_named(root, "vSwitch0").numPortsAvailable
    keys = []
    for down in ("SuspendVM_Task", "PowerOffVM_Task"):
        root.task(vm, "PowerOnVM_Task")
        (port,) = group_named(root, "VM Network").port
        assert (port.mac, port.type) == ((card_of(root, vm).macAddress,), "virtualMachine")
        assert switch_named(root, "vSwitch0").numPortsAvailable == free - 1
        require_one_truth(root)
        keys.append(port.key)
        root.task(vm, down)
        assert group_named(root, "VM Network").port == ()
        require_one_truth(root)
    assert len(set(keys)) == 2


def test_cards_of_a_running_vm(root: Client) -> None:
    """Ports follow cards that are added, moved to another group, disconnected, connected and removed."""
    root.call(SYSTEM, "AddPortGroup", portgrp=group("other", 7))
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    card = card_of(root, vm)
    info = card.connectable
    assert info is not None
    steps = [
        card.replace(backing=on("other")), card.replace(connectable=info.replace(connected=False)),
        card.replace(connectable=info.replace(connected=True)),
    ]
    for step in steps:
        reconfigure(root, vm, edit(step))
        require_one_truth(root)
    reconfigure(root, vm, nic(network="other"))
    require_one_truth(root)
    assert len(group_named(root, "other").port) + len(group_named(root, "VM Network").port) == 2
    reconfigure(root, vm, remove(card_of(root, vm)))
    require_one_truth(root)
    assert len(group_named(root, "other").port) + len(group_named(root, "VM Network").port) == 1


def test_no_port_left(small: Client) -> None:
    """The VM does not start, no file of it is locked; it does when a port is free. Hot changes are refused, too."""
    full = make(small, "full", *(nic(network="small", key=-n) for n in range(1, 7)))
    small.task(full, "PowerOnVM_Task")
    two = make(small, "two", nic(network="small", key=-1), nic(network="small", key=-2))
    with pytest.raises(Faulted, match="tiny has no free port") as caught:
        small.task(two, "PowerOnVM_Task")
    assert caught.value.name == "GenericVmConfigFault"
    assert small.get(two, "runtime").powerState == "poweredOff"
    assert not small.host.volumes.get("datastore1").locked_by("two/two.vmx")
    require_one_truth(small)
    reconfigure(small, full, nic(network="small"))
    with pytest.raises(Faulted, match="GenericVmConfigFault"):
        reconfigure(small, full, nic(network="small"))
    require_one_truth(small)
    assert switch_named(small, "tiny").numPortsAvailable == 0
    small.call(SYSTEM, "AddPortGroup", portgrp=group("k", switch="tiny"))
    with pytest.raises(Faulted, match="HostConfigFault"):
        small.call(SYSTEM, "AddVirtualNic", portgroup="k", nic=vim.HostVirtualNicSpec(
            ip=vim.HostIpConfig(dhcp=False, ipAddress="192.0.2.99", subnetMask="255.255.255.0")))
    small.task(full, "PowerOffVM_Task")
    small.task(two, "PowerOnVM_Task")
    require_one_truth(small)


def test_a_host_that_starts_with_many_vms(make_host: Callable[..., Esx]) -> None:
    """Its switch has ports for all of them, and no more than there can be."""
    few, many = (Client(make_host(vms=count)).login() for count in (2, 130))
    assert switch_named(few, "vSwitch0").numPorts == 128
    found = switch_named(many, "vSwitch0")
    assert (found.numPorts, found.spec.numPorts) == (256, 256)
    require_one_truth(many)
    for node in list(many.host.inventory.of_type("VirtualMachine")):
        many.task(node.ref, "PowerOnVM_Task")
    assert len(group_named(many, "VM Network").port) == 130
    require_one_truth(many)


def test_a_card_may_change_places_on_a_full_switch(small: Client) -> None:
    """Its own port is free for it."""
    small.call(SYSTEM, "AddPortGroup", portgrp=group("beside", switch="tiny"))
    full = make(small, "full", *(nic(network="small", key=-n) for n in range(1, 8)))
    small.task(full, "PowerOnVM_Task")
    reconfigure(small, full, edit(card_of(small, full).replace(backing=on("beside"))))
    require_one_truth(small)
    assert len(group_named(small, "beside").port) == 1


def test_a_card_whose_group_is_gone(root: Client) -> None:
    """The VM starts without it; it is there again, and can be connected, when the group is."""
    vm = make_usual(root)
    root.call(SYSTEM, "RemovePortGroup", pgName="VM Network")
    assert card_of(root, vm).backing == on("VM Network").replace(useAutoDetect=False)
    root.task(vm, "PowerOnVM_Task")
    info = card_of(root, vm).connectable
    assert info is not None
    assert (info.connected, info.status) == (False, "recoverableError")
    require_one_truth(root)
    root.call(SYSTEM, "AddPortGroup", portgrp=group("VM Network"))
    reconfigure(root, vm, edit(card_of(root, vm).replace(connectable=info.replace(connected=True))))
    require_one_truth(root)
    assert len(group_named(root, "VM Network").port) == 1


def test_a_card_needs_a_group(root: Client) -> None:
    """InvalidDeviceSpec for one that is not there, or that the host itself is on."""
    for name in ("nowhere", "VMkernel"):
        with pytest.raises(Faulted, match="InvalidDeviceSpec"):
            make(root, "vm", nic(network=name))


def test_a_host_that_goes_down(root: Client) -> None:
    """VMs lose their ports with their power."""
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    root.call("ha-host", "RebootHost_Task", force=True)
    root.login()
    assert group_named(root, "VM Network").port == ()
    require_one_truth(root)


def test_snapshots_follow(root: Client) -> None:
    """A VM that goes back to a snapshot is on the group that has got another name."""
    vm = make_usual(root)
    root.task(vm, "CreateSnapshot_Task", name="s", memory=False, quiesce=False)
    root.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group("New"))
    root.task(vm, "RevertToCurrentSnapshot_Task")
    assert card_of(root, vm).backing.deviceName == "New"  # type: ignore[union-attr]
    require_one_truth(root)
    root.call(SYSTEM, "RemovePortGroup", pgName="New")
    root.task(vm, "RevertToCurrentSnapshot_Task")
    require_one_truth(root)
    assert networks(root) == []


def test_a_snapshot_of_a_running_vm(root: Client) -> None:
    """Going back gives the cards ports again."""
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "CreateSnapshot_Task", name="s", memory=True, quiesce=False)
    root.task(vm, "RevertToCurrentSnapshot_Task")
    assert len(group_named(root, "VM Network").port) == 1
    require_one_truth(root)
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "RevertToCurrentSnapshot_Task")
    assert len(group_named(root, "VM Network").port) == 1
    require_one_truth(root)


def test_a_card_that_runs_keeps_its_group_from_the_host(root: Client) -> None:
    """No interface of the host comes on a group that VMs use; on one that they name it takes the Network away."""
    vm = make_usual(root)
    spec = vim.HostVirtualNicSpec(ip=vim.HostIpConfig(dhcp=False, ipAddress="192.0.2.99", subnetMask="255.255.255.0"))
    root.task(vm, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SYSTEM, "AddVirtualNic", portgroup="VM Network", nic=spec)
    root.task(vm, "PowerOffVM_Task")
    device = root.call(SYSTEM, "AddVirtualNic", portgroup="VM Network", nic=spec)
    require_one_truth(root)
    assert networks(root) == []
    root.call(SYSTEM, "RemoveVirtualNic", device=device)
    require_one_truth(root)
    assert networks(root) == ["VM Network"]


def test_a_switch_keeps_its_ports_for_new_cards(small: Client) -> None:
    """HostConfigFault where cards would take ports that are in use."""
    full = make(small, "full", *(nic(network="small", key=-n) for n in range(1, 8)))
    small.task(full, "PowerOnVM_Task")
    bridge = vim.HostVirtualSwitchBondBridge(nicDevice=["vmnic1"])
    with pytest.raises(Faulted, match="HostConfigFault"):
        small.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="tiny", spec=switch(8, bridge))
    require_one_truth(small)
