"""HostNetworkSystem: switches and port groups, without a socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from network_specs import (
    SYSTEM,
    bond,
    group,
    group_named,
    info,
    interface,
    networks,
    ordered,
    require_one_truth,
    switch,
    switch_named,
)
from pictures import Picture, of_objects
from vms import make_usual

from fakeesx.host.esx import Esx
from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SwitchSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

POLICY = vim.HostNetworkPolicy


def refused(client: Client, fault: str, name: str, /, **arguments: Any) -> Any:
    """A call that is refused and changes nothing: the fault."""
    before = client.host.inventory.snapshot()
    with pytest.raises(Faulted) as caught:
        client.call(SYSTEM, name, **arguments)
    after = client.host.inventory.snapshot()
    changed = {moid for moid in after.nodes if after.nodes[moid] is not before.nodes.get(moid)}
    assert changed <= {"ha-sessionmgr"}
    assert before.nodes.keys() == after.nodes.keys()
    assert caught.value.name == fault
    return caught.value.fault


# port groups


def test_a_port_group_comes_and_goes(root: Client) -> None:
    """With a Network of its own, which every list names."""
    root.call(SYSTEM, "AddPortGroup", portgrp=group("br-100", 100))
    require_one_truth(root)
    assert networks(root) == ["VM Network", "br-100"]
    found = group_named(root, "br-100")
    assert (found.key, found.spec.vlanId, found.port) == ("key-vim.host.PortGroup-br-100", 100, ())
    assert found.computedPolicy == switch_named(root, "vSwitch0").spec.policy
    root.call(SYSTEM, "RemovePortGroup", pgName="br-100")
    require_one_truth(root)
    assert networks(root) == ["VM Network"]


def test_a_waiting_client_hears_of_it(root: Client) -> None:
    """Through network, config and networkInfo, as partial updates."""
    refs = [ManagedObjectReference(*each) for each in (
        ("HostSystem", "ha-host"), ("HostNetworkSystem", SYSTEM), ("Datacenter", "ha-datacenter"),
        ("Folder", "ha-folder-network"), ("ComputeResource", "ha-compute-res"),
    )]
    picture = Picture(root, of_objects(*refs), partial=True)
    picture.catch_up()
    root.call(SYSTEM, "AddPortGroup", portgrp=group("br-100", 100))
    assert picture.catch_up() == 5
    assert picture.seen == picture.fresh()


@pytest.mark.parametrize("vlan", [0, 1, 4094, 4095])
def test_vlans(root: Client, vlan: int) -> None:
    """From none to all."""
    root.call(SYSTEM, "AddPortGroup", portgrp=group("g", vlan))
    assert group_named(root, "g").spec.vlanId == vlan


def test_a_name_exists_once(root: Client) -> None:
    """AlreadyExists, whatever switch it is on; for a new name, too."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="vSwitch1", spec=switch())
    root.call(SYSTEM, "AddPortGroup", portgrp=group("g"))
    assert refused(root, "AlreadyExists", "AddPortGroup", portgrp=group("g", 7, "vSwitch1")).name == "g"
    assert refused(root, "AlreadyExists", "UpdatePortGroup", pgName="VM Network", portgrp=group("g")).name == "g"
    assert refused(root, "AlreadyExists", "AddVirtualSwitch", vswitchName="vSwitch1", spec=switch()).name == "vSwitch1"


def test_what_is_not_there(root: Client) -> None:
    """NotFound: groups, switches, interfaces and cards."""
    refused(root, "NotFound", "AddPortGroup", portgrp=group("g", switch="vSwitch9"))
    refused(root, "NotFound", "UpdatePortGroup", pgName="g", portgrp=group("g"))
    refused(root, "NotFound", "UpdatePortGroup", pgName="VM Network", portgrp=group("VM Network", switch="vSwitch9"))
    refused(root, "NotFound", "RemovePortGroup", pgName="vm network")
    refused(root, "NotFound", "UpdateVirtualSwitch", vswitchName="vSwitch9", spec=switch())
    refused(root, "NotFound", "RemoveVirtualSwitch", vswitchName="vSwitch")
    refused(root, "NotFound", "UpdateVirtualNic", device="vmk1", nic=interface())
    refused(root, "NotFound", "RemoveVirtualNic", device="vswif0")
    refused(root, "NotFound", "RestartServiceConsoleVirtualNic", device="vswif1")
    refused(root, "NotFound", "UpdatePhysicalNicLinkSpeed", device="vmnic")
    refused(root, "NotFound", "QueryNetworkHint", device=["vmnic0", "vmnic10"])


def test_a_group_in_use_stays(root: Client) -> None:
    """ResourceInUse: by an interface of the host, by a VM that runs; not by one that is off."""
    assert refused(root, "ResourceInUse", "RemovePortGroup", pgName="VMkernel").name == "VMkernel"
    refused(root, "ResourceInUse", "RemovePortGroup", pgName="Service Console")
    vm = make_usual(root)
    root.task(vm, "PowerOnVM_Task")
    refused(root, "ResourceInUse", "RemovePortGroup", pgName="VM Network")
    refused(root, "ResourceInUse", "RemoveVirtualSwitch", vswitchName="vSwitch0")
    root.task(vm, "PowerOffVM_Task")
    root.call(SYSTEM, "RemovePortGroup", pgName="VM Network")
    require_one_truth(root)
    assert list(root.get(vm, "network")) == []


def test_a_group_that_returns_is_another_one(root: Client) -> None:
    """A client sees one Network leave and another one enter; VMs that name it are on it again."""
    vm = make_usual(root)
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="Network", all=True)],
        objectSet=[vim.ObjectSpec(
            obj=ManagedObjectReference("Folder", "ha-folder-network"), skip=True,
            selectSet=[vim.TraversalSpec(type="Folder", path="childEntity", skip=False)],
        )],
    )
    picture = Picture(root, spec, partial=False)
    picture.catch_up()
    root.call(SYSTEM, "RemovePortGroup", pgName="VM Network")
    picture.catch_up()
    assert picture.seen == {}
    root.call(SYSTEM, "AddPortGroup", portgrp=group("VM Network", 3))
    picture.catch_up()
    assert picture.seen == picture.fresh()
    assert list(picture.seen["HaNetwork-VM Network"]["vm"]) == [vm]
    require_one_truth(root)


def test_cards_follow_a_new_name(root: Client) -> None:
    """Of VMs that run and of others, in their files, too; ports stay as they are."""
    on, off = make_usual(root, "on"), make_usual(root, "off")
    root.task(on, "PowerOnVM_Task")
    ports = group_named(root, "VM Network").port
    root.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group("Büro & <Labor>", 12))
    require_one_truth(root)
    assert networks(root) == ["Büro & <Labor>"]
    assert group_named(root, "Büro & <Labor>").port == ports
    volume = root.host.volumes.get("datastore1")
    for vm, name in ((on, "on"), (off, "off")):
        card = next(d for d in root.get(vm, "config").hardware.device if isinstance(d, vim.VirtualEthernetCard))
        assert (card.backing.deviceName, card.deviceInfo.summary) == ("Büro & <Labor>",) * 2
        assert 'ethernet0.networkName = "Büro & <Labor>"' in volume.read_file(f"{name}/{name}.vmx").decode()
    root.task(on, "PowerOffVM_Task")
    root.task(on, "PowerOnVM_Task")
    require_one_truth(root)


def test_interfaces_follow_a_new_name(root: Client) -> None:
    """The VMkernel's and the service console's."""
    root.call(SYSTEM, "UpdatePortGroup", pgName="VMkernel", portgrp=group("vMotion", 5))
    root.call(SYSTEM, "UpdatePortGroup", pgName="Service Console", portgrp=group("Console", 6))
    require_one_truth(root)
    assert [nic.portgroup for nic in (*info(root).vnic, *info(root).consoleVnic)] == ["vMotion", "Console"]
    assert networks(root) == ["VM Network"]


def test_another_switch(root: Client) -> None:
    """A group that is not in use goes there; one that is is refused."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="v 1-2", spec=switch(bridge=bond("vmnic1")))
    root.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group("VM Network", switch="v 1-2"))
    require_one_truth(root)
    assert switch_named(root, "v 1-2").portgroup == ("key-vim.host.PortGroup-VM Network",)
    refused(root, "HostConfigFault", "UpdatePortGroup", pgName="VMkernel", portgrp=group("VMkernel", switch="v 1-2"))


def test_no_more_than_512_groups(make_host: Callable[..., Esx]) -> None:
    """HostConfigFault for the next one."""
    spec = NetworkSpec(groups=tuple(GroupSpec(f"g{n}", "vSwitch0", n) for n in range(510)))
    client = Client(make_host(network=spec)).login()
    refused(client, "HostConfigFault", "AddPortGroup", portgrp=group("one more"))


# switches


def test_a_switch_comes_changes_and_goes(root: Client) -> None:
    """With a card, its groups with it."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="DMZ-1 a", spec=switch(64, bond("vmnic1"), mtu=9000))
    root.call(SYSTEM, "AddPortGroup", portgrp=group("dmz", 20, "DMZ-1 a"))
    require_one_truth(root)
    found = switch_named(root, "DMZ-1 a")
    assert (found.numPorts, found.numPortsAvailable, found.mtu) == (64, 62, 9000)
    bridge = found.spec.bridge
    assert isinstance(bridge, vim.HostVirtualSwitchBondBridge)
    assert bridge.beacon == vim.HostVirtualSwitchBeaconConfig(interval=1)
    assert bridge.linkDiscoveryProtocolConfig == vim.LinkDiscoveryProtocolConfig(protocol="cdp", operation="listen")
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="DMZ-1 a", spec=switch(64, bond("vmnic1"), mtu=1500))
    assert switch_named(root, "DMZ-1 a").mtu == 1500
    root.call(SYSTEM, "RemoveVirtualSwitch", vswitchName="DMZ-1 a")
    require_one_truth(root)
    assert (len(info(root).vswitch), networks(root)) == (1, ["VM Network"])


def test_a_switch_without_a_spec(root: Client) -> None:
    """128 ports and no card."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="vSwitch1")
    found = switch_named(root, "vSwitch1")
    assert (found.numPorts, found.numPortsAvailable, found.pnic, found.spec.bridge) == (128, 127, (), None)


@pytest.mark.parametrize(("asked", "given"), [(1, 8), (8, 8), (9, 16), (120, 120), (4096, 4096)])
def test_numbers_of_ports(root: Client, asked: int, given: int) -> None:
    """Multiples of 8; the spec shows what was asked for."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="s", spec=switch(asked))
    found = switch_named(root, "s")
    assert (found.numPorts, found.spec.numPorts) == (given, asked)


def test_another_number_of_ports_waits_for_a_reboot(root: Client) -> None:
    """The spec shows it at once."""
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(256, bond("vmnic0")))
    found = switch_named(root, "vSwitch0")
    assert (found.spec.numPorts, found.numPorts) == (256, 128)
    root.call("ha-host", "RebootHost_Task", force=True)
    root.login()
    assert switch_named(root, "vSwitch0").numPorts == 256
    require_one_truth(root)


def test_a_card_belongs_to_one_switch(root: Client) -> None:
    """ResourceInUse, for new switches and old ones."""
    assert refused(root, "ResourceInUse", "AddVirtualSwitch", vswitchName="s", spec=switch(bridge=bond("vmnic0"))).name
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="s", spec=switch())
    both = switch(bridge=bond("vmnic1", "vmnic0"))
    fault = refused(root, "ResourceInUse", "UpdateVirtualSwitch", vswitchName="s", spec=both)
    assert (fault.type, fault.name) == ("PhysicalNic", "vmnic0")


def test_names_of_cards_are_whole_names(make_host: Callable[..., Esx]) -> None:
    """vmnic1 and vmnic10 are two cards."""
    spec = NetworkSpec(
        nics=(NicSpec("vmnic0"), NicSpec("vmnic1"), NicSpec("vmnic10")),
        switches=(SwitchSpec("vSwitch0", ("vmnic0",)), SwitchSpec("s-10", ("vmnic10",))),
    )
    client = Client(make_host(network=spec)).login()
    client.call(SYSTEM, "AddVirtualSwitch", vswitchName="s-1", spec=switch(bridge=bond("vmnic1")))
    assert switch_named(client, "s-1").pnic == ("key-vim.host.PhysicalNic-vmnic1",)
    assert switch_named(client, "s-10").pnic == ("key-vim.host.PhysicalNic-vmnic10",)
    refused(client, "ResourceInUse", "AddVirtualSwitch", vswitchName="s", spec=switch(bridge=bond("vmnic10")))


def test_cards_come_to_a_switch_and_leave_it(root: Client) -> None:
    """New ones are active; those that go leave the orders of switch and groups."""
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0", "vmnic1")))
    order = switch_named(root, "vSwitch0").spec.policy.nicTeaming.nicOrder  # type: ignore[union-attr]
    assert order == vim.HostNicOrderPolicy(activeNic=["vmnic0", "vmnic1"])
    own = ordered("vmnic1", standby=("vmnic0",))
    root.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group("VM Network", policy=own))
    require_one_truth(root)
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0")))
    require_one_truth(root)
    found = group_named(root, "VM Network").spec.policy.nicTeaming.nicOrder  # type: ignore[union-attr]
    assert found == vim.HostNicOrderPolicy(standbyNic=["vmnic0"])
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch())
    assert switch_named(root, "vSwitch0").pnic == ()
    require_one_truth(root)


def test_cards_by_their_keys(root: Client) -> None:
    """As libvirt names them; the bridge shows names."""
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="s", spec=switch(bridge=bond("key-vim.host.PhysicalNic-vmnic1")))
    found = switch_named(root, "s")
    assert found.pnic == ("key-vim.host.PhysicalNic-vmnic1",)
    assert found.spec.bridge.nicDevice == ("vmnic1",)  # type: ignore[union-attr]
    require_one_truth(root)


def test_simple_and_automatic_bridges(root: Client) -> None:
    """One card that is named; one that nobody else has and that is not excluded."""
    simple = vim.HostVirtualSwitchSimpleBridge(nicDevice="vmnic1")
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="simple", spec=switch(bridge=simple))
    assert switch_named(root, "simple").pnic == ("key-vim.host.PhysicalNic-vmnic1",)
    automatic = vim.HostVirtualSwitchAutoBridge()
    root.call(SYSTEM, "AddVirtualSwitch", vswitchName="auto", spec=switch(bridge=automatic))
    assert switch_named(root, "auto").pnic == ()
    root.call(SYSTEM, "RemoveVirtualSwitch", vswitchName="simple")
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="auto", spec=switch(bridge=automatic))
    assert switch_named(root, "auto").pnic == ("key-vim.host.PhysicalNic-vmnic1",)
    excluding = vim.HostVirtualSwitchAutoBridge(excludedNicDevice=["vmnic1"])
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="auto", spec=switch(bridge=excluding))
    assert switch_named(root, "auto").pnic == ()
    require_one_truth(root)


# policies


def test_a_switch_keeps_what_is_not_given(root: Client) -> None:
    """Field by field."""
    policy = POLICY(security=vim.HostNetworkSecurityPolicy(allowPromiscuous=True))
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0"), policy=policy))
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0"), policy=POLICY(
        security=vim.HostNetworkSecurityPolicy(macChanges=False))))
    security = switch_named(root, "vSwitch0").spec.policy.security  # type: ignore[union-attr]
    assert security == vim.HostNetworkSecurityPolicy(allowPromiscuous=True, macChanges=False, forgedTransmits=True)
    assert group_named(root, "VM Network").computedPolicy.security == security
    require_one_truth(root)


def test_the_group_is_laid_over_the_switch(root: Client) -> None:
    """Field by field; what it does not say follows the switch."""
    policy = POLICY(
        security=vim.HostNetworkSecurityPolicy(forgedTransmits=False),
        nicTeaming=vim.HostNicTeamingPolicy(
            notifySwitches=False, failureCriteria=vim.HostNicFailureCriteria(checkBeacon=True),
        ),
    )
    root.call(SYSTEM, "AddPortGroup", portgrp=group("g", policy=policy))
    require_one_truth(root)
    shown = group_named(root, "g")
    assert shown.spec.policy.shapingPolicy == vim.HostNetworkTrafficShapingPolicy()
    criteria = shown.computedPolicy.nicTeaming.failureCriteria  # type: ignore[union-attr]
    assert (criteria.checkBeacon, criteria.checkSpeed) == (True, "minimum")  # type: ignore[union-attr]
    shaping = vim.HostNetworkTrafficShapingPolicy(enabled=True, averageBandwidth=10**8, peakBandwidth=10**8, burstSize=10**8)
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0"), policy=POLICY(
        shapingPolicy=shaping)))
    assert group_named(root, "g").computedPolicy.shapingPolicy == shaping
    require_one_truth(root)
