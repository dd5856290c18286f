"""HostNetworkSystem: interfaces, names, routes, cards, many changes in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calling import Client, Faulted
from network_specs import (
    SYSTEM,
    bond,
    group,
    info,
    interface,
    networks,
    require_one_truth,
    static,
    switch,
    switch_named,
)

from fakeesx.host.esx import Esx
from fakeesx.host.services.datastore_specs import ImpossibleHost
from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SeenSubnet, SwitchSpec
from fakeesx.schema import vim

DHCP = vim.HostIpConfig(dhcp=True)
CARDS = (
    NicSpec("vmnic0", seen=(SeenSubnet("192.0.2.0/24"), SeenSubnet("10.1.0.0/16", 100))),
    NicSpec("vmnic1", link=False, seen=(SeenSubnet("10.2.0.0/16"),)),
    NicSpec("vmnic10", speed=10000, driver="ixgbe", pci="04:00.0", mac="00:1B:21:00:00:01"),
)


@pytest.fixture
def rich(make_host: Callable[..., Esx]) -> Client:
    """A client of a host with three cards, two switches and VLANs."""
    spec = NetworkSpec(
        CARDS, (SwitchSpec("vSwitch0", ("vmnic0",)), SwitchSpec("back - bone", ("vmnic10", "vmnic1"), 60, 9000)),
        (GroupSpec("VM Network", "vSwitch0"), GroupSpec("v100", "vSwitch0", 100), GroupSpec("all", "back - bone", 4095)),
    )
    return Client(make_host(network=spec)).login()


# what a host starts with


def test_a_host_with_a_network_of_its_own(rich: Client) -> None:
    """Cards, switches and groups as asked for; the host's own interfaces are on the first switch."""
    require_one_truth(rich)
    net = info(rich)
    assert [(nic.device, nic.linkSpeed.speedMb if nic.linkSpeed else None) for nic in net.pnic] == [
        ("vmnic0", 1000), ("vmnic1", None), ("vmnic10", 10000)]
    assert net.pnic[1].spec.linkSpeed == vim.PhysicalNicLinkInfo(speedMb=0, duplex=False)
    assert (net.pnic[2].mac, net.pnic[2].pci, net.pnic[2].driver) == ("00:1b:21:00:00:01", "04:00.0", "ixgbe")
    assert [(each.name, each.numPorts, each.mtu) for each in net.vswitch] == [
        ("vSwitch0", 128, 1500), ("back - bone", 64, 9000)]
    assert networks(rich) == ["VM Network", "v100", "all"]
    assert [nic.device for nic in (*net.consoleVnic, *net.vnic)] == ["vswif0", "vmk0"]
    host = rich.get("ha-host", "summary", "hardware", "config")
    assert host["summary"].hardware.numNics == 3
    places = {each.id for each in host["hardware"].pciDevice}
    assert {nic.pci for nic in net.pnic} <= places
    assert {each.id for each in host["config"].pciPassthruInfo} == places


@pytest.mark.parametrize("profile", ["esx-4.1", "esxi-4.1"])
def test_cards_alone(make_host: Callable[..., Esx], profile: str) -> None:
    """The profile's switch goes out by the first card when none of its own is there."""
    client = Client(make_host(profile=profile, network=NetworkSpec(nics=(NicSpec("eth0"), NicSpec("eth1"))))).login()
    require_one_truth(client)
    assert switch_named(client, "vSwitch0").pnic == ("key-vim.host.PhysicalNic-eth0",)
    assert networks(client) == ["VM Network"]


@pytest.mark.parametrize("profile", ["esx-4.1", "esxi-4.1"])
def test_the_same_network_again(make_host: Callable[..., Esx], profile: str) -> None:
    """What is asked for as the profile has it becomes what the profile has."""
    usual, asked = (Client(make_host(profile=profile, network=spec)).login() for spec in (None, NetworkSpec()))
    assert info(usual) == info(asked)
    assert usual.host.networks.net == asked.host.networks.net


def test_the_console_on_a_vlan(make_host: Callable[..., Esx]) -> None:
    """Groups may name those of the host's own interfaces."""
    spec = NetworkSpec(
        switches=(SwitchSpec("a", ("vmnic0",)), SwitchSpec("b", ("vmnic1",))),
        groups=(GroupSpec("Service Console", "b", 9),),
    )
    client = Client(make_host(network=spec)).login()
    require_one_truth(client)
    groups = {each.spec.name: (each.spec.vswitchName, each.spec.vlanId) for each in info(client).portgroup}
    assert groups == {"Service Console": ("b", 9), "VMkernel": ("a", 0)}
    assert networks(client) == []


@pytest.mark.parametrize("spec", [
    NetworkSpec(switches=()), NetworkSpec(groups=(GroupSpec("g", "nowhere"),)),
    NetworkSpec(groups=(GroupSpec("g", "vSwitch0", 4096),)), NetworkSpec(switches=(SwitchSpec("s", ("vmnic7",)),)),
    NetworkSpec(switches=(SwitchSpec("s", ("vmnic0",)), SwitchSpec("t", ("vmnic0",)))),
    NetworkSpec(switches=(SwitchSpec("s"), SwitchSpec("s"))), NetworkSpec(nics=(NicSpec("a"), NicSpec("a"))),
    NetworkSpec(nics=(NicSpec("a", "00:1b:21:00:00:01"), NicSpec("b", "00:1B:21:00:00:01"))),
    NetworkSpec(groups=(GroupSpec("g", "vSwitch0"), GroupSpec("g", "vSwitch0"))),
    NetworkSpec(switches=(SwitchSpec("s", ports=0),)), NetworkSpec(switches=(SwitchSpec("s", mtu=60),)),
])  # fmt: skip
def test_networks_that_can_not_be(make_host: Callable[..., Esx], spec: NetworkSpec) -> None:
    """ImpossibleHost, with a text."""
    with pytest.raises(ImpossibleHost, match=r"\w"):
        make_host(network=spec)


# interfaces


def test_an_interface_of_the_vmkernel(rich: Client) -> None:
    """It comes with a port, a route and as a candidate, moves, and goes with all of it."""
    device = rich.call(SYSTEM, "AddVirtualNic", portgroup="v100", nic=interface("10.1.0.5", mac="00:50:56:60:00:01"))
    assert device == "vmk1"
    require_one_truth(rich)
    assert networks(rich) == ["VM Network", "all"]
    rich.call("ha-vnic-mgr", "SelectVnicForNicType", nicType="vmotion", device="vmk1")
    assert rich.get("ha-host", "summary").config.vmotionEnabled
    rich.call(SYSTEM, "UpdateVirtualNic", device="vmk1", nic=vim.HostVirtualNicSpec(portgroup="all", mtu=9000))
    require_one_truth(rich)
    found = info(rich).vnic[1]
    assert (found.spec.ip, found.spec.mtu, found.spec.mac) == (static("10.1.0.5"), 9000, "00:50:56:60:00:01")
    rich.call(SYSTEM, "RemoveVirtualNic", device="vmk1")
    require_one_truth(rich)
    assert not rich.get("ha-host", "summary").config.vmotionEnabled
    assert networks(rich) == ["VM Network", "v100", "all"]


def test_devices_are_numbered_from_the_lowest(rich: Client) -> None:
    """A number that is free is taken again."""
    names = ("VM Network", "v100", "all")
    devices = [
        rich.call(SYSTEM, "AddVirtualNic", portgroup=name, nic=interface(f"10.9.0.{n + 1}")) for n, name in enumerate(names)
    ]
    assert devices == ["vmk1", "vmk2", "vmk3"]
    rich.call(SYSTEM, "RemoveVirtualNic", device="vmk2")
    assert rich.call(SYSTEM, "AddVirtualNic", portgroup="v100", nic=interface("10.9.0.9")) == "vmk2"
    macs = [nic.spec.mac for nic in info(rich).vnic]
    assert len(set(macs)) == 4
    require_one_truth(rich)


def test_addresses_by_dhcp(rich: Client) -> None:
    """Out of what the uplinks see on the group's VLAN; where nothing answers, a link-local one."""
    rich.call(SYSTEM, "AddVirtualNic", portgroup="v100", nic=vim.HostVirtualNicSpec(ip=DHCP))
    rich.call(SYSTEM, "AddVirtualNic", portgroup="VM Network", nic=vim.HostVirtualNicSpec(ip=DHCP))
    rich.call(SYSTEM, "AddVirtualNic", portgroup="all", nic=vim.HostVirtualNicSpec(ip=DHCP))
    found = [nic.spec.ip for nic in info(rich).vnic]
    assert found[1] == static("10.1.0.100", "255.255.0.0").replace(dhcp=True)
    assert found[2] == static("192.0.2.100").replace(dhcp=True)
    assert found[3] is not None
    assert (found[3].ipAddress or "").startswith("169.254.")
    rich.call(SYSTEM, "UpdateVirtualNic", device="vmk0", nic=vim.HostVirtualNicSpec(ip=DHCP))
    assert info(rich).vnic[0].spec.ip == static("192.0.2.11").replace(dhcp=True)
    require_one_truth(rich)


def test_interfaces_of_the_service_console(root: Client) -> None:
    """They come, change, start again and go; the last one stays."""
    root.call(SYSTEM, "AddPortGroup", portgrp=group("Console 2"))
    assert root.call(SYSTEM, "AddServiceConsoleVirtualNic", portgroup="Console 2", nic=interface("10.0.0.2")) == "vswif1"
    require_one_truth(root)
    assert info(root).consoleVnic[1].spec.mtu is None
    root.call(SYSTEM, "UpdateServiceConsoleVirtualNic", device="vswif1", nic=interface("10.0.0.3", portgroup="VM Network"))
    require_one_truth(root)
    root.call(SYSTEM, "UpdateConsoleIpRouteConfig", config=vim.HostIpRouteConfig(
        defaultGateway="10.0.0.1", gatewayDevice="vswif1"))
    assert root.get(SYSTEM, "consoleIpRouteConfig").gatewayDevice == "vswif1"
    root.call(SYSTEM, "RestartServiceConsoleVirtualNic", device="vswif1")
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SYSTEM, "AddServiceConsoleVirtualNic", portgroup="VMkernel", nic=interface("10.0.0.4"))
    root.call(SYSTEM, "RemoveServiceConsoleVirtualNic", device="vswif0")
    with pytest.raises(Faulted, match="ResourceInUse"):
        root.call(SYSTEM, "RemoveServiceConsoleVirtualNic", device="vswif1")
    require_one_truth(root)


def test_management_on_another_interface(esxi: Client) -> None:
    """The first one can go when the second is selected."""
    esxi.call(SYSTEM, "AddVirtualNic", portgroup="VM Network", nic=interface("192.0.2.12"))
    with pytest.raises(Faulted, match="HostConfigFault"):
        esxi.call(SYSTEM, "RemoveVirtualNic", device="vmk0")
    esxi.call("ha-vnic-mgr", "SelectVnicForNicType", nicType="management", device="vmk1")
    esxi.call(SYSTEM, "RemoveVirtualNic", device="vmk0")
    require_one_truth(esxi)
    assert esxi.call("ha-vnic-mgr", "QueryNetConfig", nicType="management").selectedVnic == (
        "management.key-vim.host.VirtualNic-vmk1",)


# names and routes


def test_the_name_of_the_host(root: Client) -> None:
    """Host, summary and compute resource bear it."""
    config = vim.HostDnsConfig(dhcp=False, hostName="esx7", domainName="lab.test", address=["192.0.2.53", "2001:db8::35"])
    root.call(SYSTEM, "UpdateDnsConfig", config=config)
    require_one_truth(root)
    assert root.get(SYSTEM, "dnsConfig") == config
    assert root.get("ha-host", "name") == root.get("ha-compute-res", "name") == "esx7.lab.test"
    assert root.get("ha-host", "summary").config.name == "esx7.lab.test"


def test_settings_by_dhcp_through_a_group(root: Client) -> None:
    """A spec may name the interface by its group."""
    root.call(SYSTEM, "UpdateDnsConfig", config=vim.HostDnsConfigSpec(
        dhcp=True, hostName="esx7", domainName="", virtualNicConnection=vim.HostVirtualNicConnection(portgroup="VMkernel")))
    found = root.get(SYSTEM, "dnsConfig")
    assert (type(found), found.virtualNicDevice) == (vim.HostDnsConfig, "vmk0")
    assert root.get("ha-host", "name") == "esx7"


def test_routes(rich: Client) -> None:
    """The default one, those of interfaces, those of clients, which go with the interface that they go by."""
    rich.call(SYSTEM, "AddVirtualNic", portgroup="v100", nic=interface("10.1.0.5"))
    added = vim.HostIpRouteEntry(network="172.16.0.0", prefixLength=12, gateway="10.1.0.1")
    config = vim.HostIpRouteTableConfig(ipRoute=[vim.HostIpRouteOp(changeOperation="add", route=added)])
    for _ in range(2):
        rich.call(SYSTEM, "UpdateIpRouteTableConfig", config=config)
    table = info(rich).routeTableInfo
    assert table is not None
    assert [(route.network, route.prefixLength, route.gateway, route.deviceName) for route in table.ipRoute] == [
        ("0.0.0.0", 0, "192.0.2.1", "vmk0"), ("192.0.2.0", 24, "0.0.0.0", "vmk0"), ("10.1.0.0", 24, "0.0.0.0", "vmk1"),
        ("172.16.0.0", 12, "10.1.0.1", "vmk1"),
    ]  # fmt: skip
    assert rich.get(SYSTEM, "networkConfig").routeTableConfig.ipRoute[0].route.network == "172.16.0.0"
    rich.call(SYSTEM, "UpdateIpRouteConfig", config=vim.HostIpRouteConfig(defaultGateway="10.1.0.254"))
    table = info(rich).routeTableInfo
    assert table is not None
    assert (table.ipRoute[0].gateway, table.ipRoute[0].deviceName) == ("10.1.0.254", "vmk1")
    rich.call(SYSTEM, "RemoveVirtualNic", device="vmk1")
    table = info(rich).routeTableInfo
    assert table is not None
    assert [route.network for route in table.ipRoute] == ["192.0.2.0"]
    require_one_truth(rich)


def test_a_route_goes(root: Client) -> None:
    """Removed by what it is, whatever the device."""
    added = vim.HostIpRouteEntry(network="172.16.0.0", prefixLength=12, gateway="192.0.2.9")
    for operation in ("add", "ignore", "remove"):
        op = vim.HostIpRouteOp(changeOperation=operation, route=added)
        root.call(SYSTEM, "UpdateIpRouteTableConfig", config=vim.HostIpRouteTableConfig(ipRoute=[op]))
    assert len(info(root).routeTableInfo.ipRoute) == 2  # type: ignore[union-attr]
    require_one_truth(root)


def test_ipv6_waits_for_a_reboot(root: Client) -> None:
    """Then interfaces can have such addresses."""
    root.call(SYSTEM, "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(ipV6Enabled=True))
    assert (info(root).ipV6Enabled, info(root).atBootIpV6Enabled) == (False, True)
    root.call("ha-host", "RebootHost_Task", force=True)
    root.login()
    assert (info(root).ipV6Enabled, info(root).atBootIpV6Enabled) == (True, True)
    six = vim.HostIpConfigIpV6AddressConfiguration(ipV6Address=[
        vim.HostIpConfigIpV6Address(ipAddress="fd00::5", prefixLength=64)])
    root.call(SYSTEM, "UpdateVirtualNic", device="vmk0", nic=vim.HostVirtualNicSpec(ip=static("192.0.2.11").replace(
        ipV6Config=six)))
    assert info(root).vnic[0].spec.ip.ipV6Config == six  # type: ignore[union-attr]
    require_one_truth(root)


# cards


def test_links(rich: Client) -> None:
    """Set to what a card knows, or to what its cable offers; without a cable there is none."""
    slow = vim.PhysicalNicLinkInfo(speedMb=100, duplex=False)
    for device in ("vmnic0", "vmnic1"):
        rich.call(SYSTEM, "UpdatePhysicalNicLinkSpeed", device=device, linkSpeed=slow)
    up, down = info(rich).pnic[:2]
    assert (up.linkSpeed, up.spec.linkSpeed) == (slow, slow)
    assert (down.linkSpeed, down.spec.linkSpeed) == (None, slow)
    for device in ("vmnic0", "vmnic1"):
        rich.call(SYSTEM, "UpdatePhysicalNicLinkSpeed", device=device)
    up, down = info(rich).pnic[:2]
    assert up.linkSpeed == up.spec.linkSpeed == vim.PhysicalNicLinkInfo(speedMb=1000, duplex=True)
    assert (down.linkSpeed, down.spec.linkSpeed) == (None, vim.PhysicalNicLinkInfo(speedMb=0, duplex=False))
    require_one_truth(rich)


def test_hints(rich: Client) -> None:
    """Subnets as ranges, with their VLANs; nothing without a cable."""
    hints = rich.call(SYSTEM, "QueryNetworkHint")
    found = {each.device: [(one.ipSubnet, one.vlanId) for one in each.subnet] for each in hints}
    assert found == {
        "vmnic0": [("192.0.2.1-192.0.2.254", 0), ("10.1.0.1-10.1.255.254", 100)], "vmnic1": [], "vmnic10": [],
    }
    (one,) = rich.call(SYSTEM, "QueryNetworkHint", device=["vmnic1"])
    assert one.device == "vmnic1"


def test_looking_again(root: Client) -> None:
    """RefreshNetworkSystem changes nothing."""
    before = info(root)
    root.call(SYSTEM, "RefreshNetworkSystem")
    assert info(root) == before


# many changes in one


def test_everything_at_once(root: Client) -> None:
    """A switch, a group on it, an interface on that; a card goes from one switch to the other."""
    root.call(SYSTEM, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=switch(bridge=bond("vmnic0", "vmnic1")))
    config = vim.HostNetworkConfig(
        vswitch=[
            vim.HostVirtualSwitchConfig(changeOperation="add", name="s", spec=switch(bridge=bond("vmnic1"))),
            vim.HostVirtualSwitchConfig(changeOperation="edit", name="vSwitch0", spec=switch(bridge=bond("vmnic0"))),
        ],
        portgroup=[
            vim.HostPortGroupConfig(changeOperation="add", spec=group("g", 5, "s")),
            vim.HostPortGroupConfig(changeOperation="edit", spec=group("VM Network", 6)),
        ],
        vnic=[vim.HostVirtualNicConfig(changeOperation="add", portgroup="g", spec=interface("10.0.0.5"))],
        ipRouteConfig=vim.HostIpRouteConfig(defaultGateway="10.0.0.1"),
    )
    result = root.call(SYSTEM, "UpdateNetworkConfig", config=config, changeMode="modify")
    assert (result.vnicDevice, result.consoleVnicDevice) == (("vmk1",), ())
    require_one_truth(root)
    assert switch_named(root, "s").pnic == ("key-vim.host.PhysicalNic-vmnic1",)
    remove = vim.HostNetworkConfig(
        vswitch=[vim.HostVirtualSwitchConfig(changeOperation="remove", name="s")],
        vnic=[vim.HostVirtualNicConfig(changeOperation="remove", device="vmk1", portgroup="")],
    )
    root.call(SYSTEM, "UpdateNetworkConfig", config=remove, changeMode="modify")
    require_one_truth(root)
    assert [each.name for each in info(root).vswitch] == ["vSwitch0"]


@pytest.mark.parametrize("profile", ["esx-4.1", "esxi-4.1"])
def test_the_configuration_given_back(make_host: Callable[..., Esx], profile: str) -> None:
    """Replacing all by what there is changes nothing, neither before nor after other changes."""
    client = Client(make_host(profile=profile)).login()
    client.call(SYSTEM, "AddPortGroup", portgrp=group("g", 7))
    route = vim.HostIpRouteEntry(network="172.16.0.0", prefixLength=12, gateway="192.0.2.9")
    client.call(SYSTEM, "UpdateIpRouteTableConfig", config=vim.HostIpRouteTableConfig(ipRoute=[
        vim.HostIpRouteOp(changeOperation="add", route=route)]))
    before, config = client.host.networks.net, client.get(SYSTEM, "networkConfig")
    client.call(SYSTEM, "UpdateNetworkConfig", config=config, changeMode="replace")
    assert client.host.networks.net == before
    client.call(SYSTEM, "AddVirtualSwitch", vswitchName="s", spec=switch(bridge=bond("vmnic1")))
    client.call(SYSTEM, "AddPortGroup", portgrp=group("k", 8, "s"))
    client.call(SYSTEM, "AddVirtualNic", portgroup="k", nic=interface("10.0.0.9"))
    client.call(SYSTEM, "RemovePortGroup", pgName="VM Network")
    client.call(SYSTEM, "UpdateNetworkConfig", config=config, changeMode="replace")
    require_one_truth(client)
    kept = {each.spec.name: each.spec for each in before.info.portgroup}
    assert {each.spec.name: each.spec for each in info(client).portgroup} == kept
    assert (info(client).vswitch[0].spec, len(info(client).vswitch)) == (before.info.vswitch[0].spec, 1)


def test_privileges(root: Client) -> None:
    """Who may only look is refused, with the methods for which the schema names no privilege, too."""
    root.call("ha-localacctmgr", "CreateUser", user=vim.HostPosixAccountSpec(id="eve", password="Secret.12"))
    root.call("ha-authmgr", "SetEntityPermissions", entity=root.host.root, permission=[
        vim.Permission(principal="eve", group=False, roleId=-2, propagate=True)])
    eve = Client(root.host).login("eve", "Secret.12")
    assert eve.call(SYSTEM, "QueryNetworkHint")
    for name, arguments in {
        "AddPortGroup": {"portgrp": group("g")}, "AddVirtualNic": {"portgroup": "VM Network", "nic": interface()},
        "UpdateVirtualNic": {"device": "vmk0", "nic": interface()},
        "UpdateNetworkConfig": {"config": vim.HostNetworkConfig(), "changeMode": "modify"},
    }.items():
        with pytest.raises(Faulted, match="NoPermission"):
            eve.call(SYSTEM, name, **arguments)
