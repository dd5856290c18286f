"""The network of a host that outlives its process, and what changes cost."""

from __future__ import annotations

from pathlib import Path

from calling import Client
from device_rig import nic
from lives import Life, picture
from network_specs import SYSTEM, bond, group, group_named, interface, networks, require_one_truth, switch, switch_named
from pictures import Picture, of_objects
from vms import make, make_usual

from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SeenSubnet, SwitchSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

NETWORK = NetworkSpec(
    (NicSpec("vmnic0", seen=(SeenSubnet("10.0.0.0/24", 7),)), NicSpec("vmnic10", link=False)),
    (SwitchSpec("vSwitch0", ("vmnic0",)),), (GroupSpec("VM Network", "vSwitch0"),),
)


def test_a_network_outlives_the_process(tmp_path: Path) -> None:
    """Killed with a VM on it: all is as it was, and goes on: port numbers, hints, what waits for a reboot."""
    first = Life(tmp_path, network=NETWORK)
    client = first.login()
    client.call(SYSTEM, "AddVirtualSwitch", vswitchName="s", spec=switch(64, bond("vmnic10")))
    client.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="s", spec=switch(32, bond("vmnic10")))
    client.call(SYSTEM, "AddPortGroup", portgrp=group("g", 7))
    client.call(SYSTEM, "AddVirtualNic", portgroup="g", nic=vim.HostVirtualNicSpec(ip=vim.HostIpConfig(dhcp=True)))
    vm = make_usual(client)
    client.task(vm, "PowerOnVM_Task")
    first.settle()
    before, net = picture(first.host), first.host.networks.net
    second = first.again(first.kill())
    assert second.host.networks.net == net
    assert {name: value for name, value in picture(second.host).items() if name != "counters"} == {
        name: value for name, value in before.items() if name != "counters"}
    client = second.login()
    require_one_truth(client)
    assert client.call(SYSTEM, "QueryNetworkHint", device=["vmnic0"])[0].subnet[0].vlanId == 7
    (port,) = group_named(client, "VM Network").port
    client.task(vm, "PowerOffVM_Task")
    client.task(vm, "PowerOnVM_Task")
    assert group_named(client, "VM Network").port[0].key != port.key
    client.call("ha-host", "RebootHost_Task", force=True)
    client.login()
    assert switch_named(client, "s").numPorts == 32
    require_one_truth(client)
    second.stop()


def test_what_does_not_change_is_not_touched(root: Client) -> None:
    """A change that changes nothing tells nobody; a VM's port is no change of the settings."""
    refs = [
        ManagedObjectReference("HostNetworkSystem", SYSTEM),
        ManagedObjectReference("HostVMotionSystem", "ha-vmotion-system"),
        ManagedObjectReference("HostVirtualNicManager", "ha-vnic-mgr"),
    ]
    watcher = Picture(root, of_objects(*refs), partial=False)
    watcher.catch_up()
    root.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group("VM Network"))
    root.call(SYSTEM, "UpdateVirtualNic", device="vmk0", nic=vim.HostVirtualNicSpec(mtu=1500))
    root.call(SYSTEM, "UpdatePhysicalNicLinkSpeed", device="vmnic0")
    root.call(SYSTEM, "RefreshNetworkSystem")
    assert watcher.catch_up() == 0
    config = root.host.inventory.get(refs[0], "networkConfig")
    root.task(make_usual(root), "PowerOnVM_Task")
    assert watcher.catch_up() == 1
    assert root.host.inventory.get(refs[0], "networkConfig") is config


def test_a_vm_is_on_two_networks(root: Client) -> None:
    """Each is listed once, however many cards are on it; the lists follow groups that come and go."""
    root.call(SYSTEM, "AddPortGroup", portgrp=group("g", 7))
    vm = make(root, "vm", nic(network="g", key=-1), nic(key=-2), nic(network="g", key=-3))
    require_one_truth(root)
    assert [ref.value for ref in root.get(vm, "network")] == ["HaNetwork-g", "HaNetwork-VM Network"]
    root.call(SYSTEM, "UpdatePortGroup", pgName="g", portgrp=group("h", 7))
    root.call(SYSTEM, "AddVirtualNic", portgroup="VM Network", nic=interface())
    require_one_truth(root)
    assert networks(root) == ["h"]
    assert [ref.value for ref in root.get(vm, "network")] == ["HaNetwork-h"]
