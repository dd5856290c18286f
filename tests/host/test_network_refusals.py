"""Bad values in the specs of networks: each field gets its fault, and nothing changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from calling import Client, Faulted
from network_specs import SYSTEM, bond, group, interface, ordered, require_one_truth, static, switch
from twisted.internet.task import Clock
from vms import make_usual

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim

HUGE = 2**31 - 1


@pytest.fixture(scope="module", params=["esx-4.1", "esxi-4.1"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a host with a VM that runs, for all refusals: they leave nothing."""
    host = Esx(Settings(tmp_path_factory.mktemp("host"), request.param), Clock(), random.Random(1))
    client = Client(host).login()
    client.task(make_usual(client), "PowerOnVM_Task")
    client.call(SYSTEM, "AddPortGroup", portgrp=group("free"))
    yield client
    require_one_truth(client)
    host.stop()


def refuse(client: Client, fault: str, name: str, /, **arguments: Any) -> Any:
    """A call that is refused and changes nothing: the fault."""
    before = client.host.inventory.snapshot().nodes
    with pytest.raises(Faulted) as caught:
        client.call(SYSTEM, name, **arguments)
    after = client.host.inventory.snapshot().nodes
    assert before.keys() == after.keys()
    assert {moid for moid in after if after[moid] is not before[moid]} <= {"ha-sessionmgr"}
    assert caught.value.name == fault
    return caught.value.fault


def policy(**parts: Any) -> vim.HostNetworkPolicy:
    """A policy; ``teaming``, ``criteria`` and ``shaping`` are fields of its parts."""
    teaming, criteria, shaping = (parts.get(name) for name in ("teaming", "criteria", "shaping"))
    if criteria is not None:
        teaming = {"failureCriteria": vim.HostNicFailureCriteria(**criteria)}
    return vim.HostNetworkPolicy(
        nicTeaming=vim.HostNicTeamingPolicy(**teaming) if teaming is not None else None,
        shapingPolicy=vim.HostNetworkTrafficShapingPolicy(**shaping) if shaping is not None else None,
    )


POLICIES = [
    ("nicTeaming.policy", policy(teaming={"policy": "loadbalance_loadbased"})),
    ("nicTeaming.policy", policy(teaming={"policy": ""})),
    ("nicTeaming.failureCriteria.checkSpeed", policy(criteria={"checkSpeed": "maximum"})),
    ("nicTeaming.failureCriteria.speed", policy(criteria={"speed": -1})),
    ("nicTeaming.failureCriteria.percentage", policy(criteria={"percentage": -1})),
    ("nicTeaming.failureCriteria.percentage", policy(criteria={"percentage": 101})),
    ("nicTeaming.nicOrder.activeNic", ordered("vmnic1")),
    ("nicTeaming.nicOrder.activeNic", ordered("vmnic")),
    ("nicTeaming.nicOrder.activeNic", ordered("vmnic0", "vmnic0")),
    ("nicTeaming.nicOrder.standbyNic", ordered("vmnic0", standby=("vmnic0",))),
    ("nicTeaming.nicOrder.standbyNic", ordered(standby=("vmnic00",))),
    ("shapingPolicy.averageBandwidth", policy(shaping={"averageBandwidth": 0})),
    ("shapingPolicy.peakBandwidth", policy(shaping={"peakBandwidth": -1})),
    ("shapingPolicy.burstSize", policy(shaping={"burstSize": -(2**60)})),
    ("shapingPolicy.peakBandwidth",
     policy(shaping={"enabled": True, "averageBandwidth": 9, "peakBandwidth": 8, "burstSize": 1})),
]


@pytest.mark.parametrize(("field", "bad"), POLICIES)
def test_policies(client: Client, field: str, bad: vim.HostNetworkPolicy) -> None:
    """InvalidArgument names the field, for groups and for switches, new and old, alone and among other changes."""
    found = refuse(client, "InvalidArgument", "AddPortGroup", portgrp=group("g", policy=bad))
    assert found.invalidProperty == f"portgrp.policy.{field}"
    refuse(client, "InvalidArgument", "UpdatePortGroup", pgName="free", portgrp=group("free", policy=bad))
    spec = switch(bridge=bond("vmnic0"), policy=bad)
    found = refuse(client, "InvalidArgument", "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=spec)
    assert found.invalidProperty == f"spec.policy.{field}"
    refuse(client, "InvalidArgument", "AddVirtualSwitch", vswitchName="s", spec=switch(policy=bad))
    entry = vim.HostPortGroupConfig(changeOperation="edit", spec=group("free", policy=bad))
    config = vim.HostNetworkConfig(portgroup=[entry])
    refuse(client, "InvalidArgument", "UpdateNetworkConfig", changeMode="modify", config=config)


@pytest.mark.parametrize(("fault", "field", "spec"), [
    ("InvalidArgument", "portgrp.name", group("")),
    ("InvalidArgument", "portgrp.name", group("  ")),
    ("InvalidArgument", "portgrp.name", group("a\tb")),
    ("InvalidArgument", "portgrp.name", group("n" * 81)),
    ("InvalidArgument", "portgrp.vlanId", group("g", -1)),
    ("InvalidArgument", "portgrp.vlanId", group("g", 4096)),
    ("InvalidArgument", "portgrp.vlanId", group("g", HUGE)),
    ("NotFound", "", group("g", switch="")),
    ("NotFound", "", group("g", switch="vswitch0")),
    ("AlreadyExists", "", group("VM Network")),
])  # fmt: skip
def test_port_groups(client: Client, fault: str, field: str, spec: vim.HostPortGroupSpec) -> None:
    """Each field, in AddPortGroup, UpdatePortGroup and UpdateNetworkConfig."""
    found = refuse(client, fault, "AddPortGroup", portgrp=spec)
    if field:
        assert found.invalidProperty == field
    refuse(client, fault, "UpdatePortGroup", pgName="free", portgrp=spec)
    entry = vim.HostPortGroupConfig(changeOperation="add", spec=spec)
    refuse(client, fault, "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(portgroup=[entry]))


@pytest.mark.parametrize(("fault", "field", "spec"), [
    ("InvalidArgument", "spec.numPorts", switch(0)),
    ("InvalidArgument", "spec.numPorts", switch(-8)),
    ("InvalidArgument", "spec.numPorts", switch(4097)),
    ("InvalidArgument", "spec.mtu", switch(mtu=0)),
    ("InvalidArgument", "spec.mtu", switch(mtu=1279)),
    ("InvalidArgument", "spec.mtu", switch(mtu=9001)),
    ("InvalidArgument", "spec.bridge.nicDevice", switch(bridge=bond("vmnic"))),
    ("InvalidArgument", "spec.bridge.nicDevice", switch(bridge=bond("vmnic1", "vmnic1"))),
    ("InvalidArgument", "spec.bridge.nicDevice", switch(bridge=vim.HostVirtualSwitchSimpleBridge(nicDevice="eth0"))),
    ("InvalidArgument", "spec.bridge.excludedNicDevice",
     switch(bridge=vim.HostVirtualSwitchAutoBridge(excludedNicDevice=["eth0"]))),
    ("InvalidArgument", "spec.bridge", switch(bridge=vim.HostVirtualSwitchBridge())),
    ("InvalidArgument", "spec.bridge.beacon.interval",
     switch(bridge=bond("vmnic1", beacon=vim.HostVirtualSwitchBeaconConfig(interval=0)))),
    ("InvalidArgument", "spec.bridge.linkDiscoveryProtocolConfig.protocol", switch(bridge=bond(
        "vmnic1", linkDiscoveryProtocolConfig=vim.LinkDiscoveryProtocolConfig(protocol="lldp", operation="listen")))),
    ("InvalidArgument", "spec.bridge.linkDiscoveryProtocolConfig.operation", switch(bridge=bond(
        "vmnic1", linkDiscoveryProtocolConfig=vim.LinkDiscoveryProtocolConfig(protocol="cdp", operation="talk")))),
    ("ResourceInUse", "", switch(bridge=bond("vmnic1", "vmnic0"))),
    ("ResourceInUse", "", switch(bridge=vim.HostVirtualSwitchSimpleBridge(nicDevice="vmnic0"))),
])  # fmt: skip
def test_switches(client: Client, fault: str, field: str, spec: vim.HostVirtualSwitchSpec) -> None:
    """Each field, in AddVirtualSwitch, UpdateVirtualSwitch and UpdateNetworkConfig."""
    found = refuse(client, fault, "AddVirtualSwitch", vswitchName="s", spec=spec)
    if field:
        assert found.invalidProperty == field
        refuse(client, fault, "UpdateVirtualSwitch", vswitchName="vSwitch0", spec=spec)
    entry = vim.HostVirtualSwitchConfig(changeOperation="add", name="s", spec=spec)
    refuse(client, fault, "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(vswitch=[entry]))


@pytest.mark.parametrize("name", ["", " ", "n" * 33, "a\nb"])
def test_names_of_switches(client: Client, name: str) -> None:
    """InvalidArgument."""
    assert refuse(client, "InvalidArgument", "AddVirtualSwitch", vswitchName=name).invalidProperty == "vswitchName"


@pytest.mark.parametrize(("field", "spec"), [
    ("ip", vim.HostVirtualNicSpec()),
    ("ip.ipAddress", interface("")),
    ("ip.ipAddress", interface("192.0.2")),
    ("ip.ipAddress", interface("224.0.0.1")),
    ("ip.ipAddress", interface("127.0.0.1")),
    ("ip.ipAddress", interface("0.0.0.0")),
    ("ip.ipAddress", interface("192.0.2.0")),
    ("ip.ipAddress", interface("192.0.2.255")),
    ("ip.ipAddress", interface("192.0.2.10")),
    ("ip.ipAddress", interface("fd00::1")),
    ("ip.subnetMask", vim.HostVirtualNicSpec(ip=static("192.0.2.50", "24"))),
    ("ip.subnetMask", vim.HostVirtualNicSpec(ip=static("192.0.2.50", "0.0.0.255"))),
    ("ip.subnetMask", vim.HostVirtualNicSpec(ip=static("192.0.2.50", "0.0.0.0"))),
    ("ip.subnetMask", vim.HostVirtualNicSpec(ip=static("192.0.2.50", "255.0.255.0"))),
    ("ip.subnetMask", vim.HostVirtualNicSpec(ip=static("192.0.2.50", ""))),
    ("ip.ipV6Config", vim.HostVirtualNicSpec(ip=static("192.0.2.50").replace(
        ipV6Config=vim.HostIpConfigIpV6AddressConfiguration(autoConfigurationEnabled=True)))),
    ("mac", interface(mac="x")),
    ("mac", interface(mac="01:50:56:00:00:01")),
    ("mac", interface(mac="00:00:00:00:00:00")),
    ("mtu", interface(mtu=1279)),
    ("mtu", interface(mtu=9001)),
    ("portgroup", interface(portgroup="VM Network")),
    ("distributedVirtualPort", interface(distributedVirtualPort=vim.DistributedVirtualSwitchPortConnection(switchUuid="x"))),
])
def test_interfaces(client: Client, field: str, spec: vim.HostVirtualNicSpec) -> None:
    """InvalidArgument names the field."""
    found = refuse(client, "InvalidArgument", "AddVirtualNic", portgroup="free", nic=spec)
    assert found.invalidProperty == f"nic.{field}"
    entry = vim.HostVirtualNicConfig(changeOperation="add", portgroup="free", spec=spec)
    refuse(client, "InvalidArgument", "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(vnic=[entry]))
    if field not in ("ip", "portgroup") and spec.ip != static("192.0.2.10"):
        found = refuse(client, "InvalidArgument", "UpdateVirtualNic", device="vmk0", nic=spec)
        assert found.invalidProperty == f"nic.{field}"


def test_groups_of_interfaces(client: Client) -> None:
    """HostConfigFault for one that is not there or that a VM uses, AlreadyExists for one with an interface."""
    own = client.get(SYSTEM, "networkInfo").vnic[0].portgroup
    refuse(client, "HostConfigFault", "AddVirtualNic", portgroup="nowhere", nic=interface())
    refuse(client, "HostConfigFault", "AddVirtualNic", portgroup="VM Network", nic=interface())
    assert refuse(client, "AlreadyExists", "AddVirtualNic", portgroup=own, nic=interface()).name == own
    refuse(client, "HostConfigFault", "UpdateVirtualNic", device="vmk0", nic=interface(portgroup="VM Network"))
    refuse(client, "HostConfigFault", "UpdateVirtualNic", device="vmk0", nic=interface(portgroup="nowhere"))


DNS = vim.HostDnsConfig(dhcp=False, hostName="a", domainName="b.test", address=["192.0.2.1"], searchDomain=["b.test"])
GATEWAY = vim.HostIpRouteConfig(defaultGateway="192.0.2.1")
ROUTE = vim.HostIpRouteEntry(network="10.0.0.0", prefixLength=8, gateway="192.0.2.9")


@pytest.mark.parametrize(("fault", "field", "config"), [
    ("InvalidArgument", "config.hostName", DNS.replace(hostName="")),
    ("InvalidArgument", "config.hostName", DNS.replace(hostName="a b")),
    ("InvalidArgument", "config.hostName", DNS.replace(hostName="-a")),
    ("InvalidArgument", "config.hostName", DNS.replace(hostName="a" * 64)),
    ("InvalidArgument", "config.domainName", DNS.replace(domainName="b..test")),
    ("InvalidArgument", "config.address", DNS.replace(address=["192.0.2.1", "x"])),
    ("InvalidArgument", "config.searchDomain", DNS.replace(searchDomain=["b.test", ""])),
    ("NotFound", "", DNS.replace(virtualNicDevice="vmk9")),
    ("NotFound", "", DNS.replace(dhcp=True)),
    ("NotFound", "", vim.HostDnsConfigSpec(
        dhcp=True, hostName="a", domainName="", virtualNicConnection=vim.HostVirtualNicConnection(portgroup="free"))),
])  # fmt: skip
def test_dns(client: Client, fault: str, field: str, config: vim.HostDnsConfig) -> None:
    """Each field."""
    found = refuse(client, fault, "UpdateDnsConfig", config=config)
    assert not field or found.invalidProperty == field
    refuse(client, fault, "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(dnsConfig=config))


@pytest.mark.parametrize(("field", "config"), [
    ("defaultGateway", GATEWAY.replace(defaultGateway="x")),
    ("defaultGateway", GATEWAY.replace(defaultGateway="198.51.100.1")),
    ("gatewayDevice", GATEWAY.replace(gatewayDevice="vmk9")),
    ("ipV6DefaultGateway", GATEWAY.replace(ipV6DefaultGateway="fd00::1")),
    ("ipV6GatewayDevice", GATEWAY.replace(ipV6GatewayDevice="eth0")),
    ("gatewayDeviceConnection",
     vim.HostIpRouteConfigSpec(gatewayDeviceConnection=vim.HostVirtualNicConnection(portgroup="free"))),
])
def test_gateways(client: Client, field: str, config: vim.HostIpRouteConfig) -> None:
    """InvalidArgument names the field; the service console's are refused with NotSupported where there is none."""
    assert refuse(client, "InvalidArgument", "UpdateIpRouteConfig", config=config).invalidProperty == f"config.{field}"
    console = client.get(SYSTEM, "capabilities").usesServiceConsoleNic
    refuse(client, "InvalidArgument" if console else "NotSupported", "UpdateConsoleIpRouteConfig", config=config)


@pytest.mark.parametrize(("fault", "field", "operation", "route"), [
    ("InvalidArgument", "changeOperation", "edit", ROUTE),
    ("InvalidArgument", "route.network", "add", ROUTE.replace(network="10.0.0.1")),
    ("InvalidArgument", "route.network", "add", ROUTE.replace(prefixLength=33)),
    ("InvalidArgument", "route.prefixLength", "add", ROUTE.replace(network="0.0.0.0", prefixLength=0)),
    ("InvalidArgument", "route.gateway", "add", ROUTE.replace(gateway="198.51.100.1")),
    ("InvalidArgument", "route.gateway", "add", ROUTE.replace(gateway="")),
    ("InvalidArgument", "route.deviceName", "add", ROUTE.replace(deviceName="vmk9")),
    ("HostConfigFault", "", "remove", ROUTE),
    ("HostConfigFault", "", "remove", ROUTE.replace(network="192.0.2.0", prefixLength=24, gateway="0.0.0.0")),
])
def test_routes(client: Client, fault: str, field: str, operation: str, route: vim.HostIpRouteEntry) -> None:
    """Each field; what the interfaces' own routes are is not for clients to remove."""
    config = vim.HostIpRouteTableConfig(ipRoute=[vim.HostIpRouteOp(changeOperation=operation, route=route)])
    found = refuse(client, fault, "UpdateIpRouteTableConfig", config=config)
    assert not field or found.invalidProperty == f"config.ipRoute.{field}"
    six = vim.HostIpRouteTableConfig(ipv6Route=[vim.HostIpRouteOp(
        changeOperation="add", route=vim.HostIpRouteEntry(network="fd00::", prefixLength=8, gateway="fd00::1"))])
    refuse(client, "InvalidArgument", "UpdateIpRouteTableConfig", config=six)


LINK = vim.PhysicalNicLinkInfo(speedMb=1000, duplex=True)


@pytest.mark.parametrize("link", [LINK.replace(speedMb=54), LINK.replace(duplex=False), LINK.replace(speedMb=0)])
def test_links(client: Client, link: vim.PhysicalNicLinkInfo) -> None:
    """InvalidArgument for what the card does not know."""
    refuse(client, "InvalidArgument", "UpdatePhysicalNicLinkSpeed", device="vmnic0", linkSpeed=link)
    entry = vim.PhysicalNicConfig(device="vmnic0", spec=vim.PhysicalNicSpec(linkSpeed=link))
    refuse(client, "InvalidArgument", "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(pnic=[entry]))


GROUP = vim.HostPortGroupConfig(changeOperation="add", spec=group("new"))
DHCP = vim.HostDhcpServiceConfig(key="x", spec=vim.HostDhcpServiceSpec(
    virtualSwitch="vSwitch0", defaultLeaseDuration=1, leaseBeginIp="", leaseEndIp="", maxLeaseDuration=1,
    unlimitedLease=False, ipSubnetAddr="", ipSubnetMask=""))
NAT = vim.HostNatServiceConfig(key="x", spec=vim.HostNatServiceSpec(
    virtualSwitch="vSwitch0", activeFtp=False, allowAnyOui=False, configPort=False, ipGatewayAddress="", udpTimeout=1))


@pytest.mark.parametrize(("fault", "config"), [
    ("InvalidArgument", {"portgroup": [GROUP.replace(changeOperation=None)]}),
    ("InvalidArgument", {"portgroup": [GROUP.replace(changeOperation="rename")]}),
    ("InvalidArgument", {"portgroup": [GROUP.replace(spec=None)]}),
    ("InvalidArgument", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="edit", name="vSwitch0")]}),
    ("InvalidArgument", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="ADD", name="s")]}),
    ("InvalidArgument", {"vnic": [vim.HostVirtualNicConfig(changeOperation="add", portgroup="free")]}),
    ("InvalidArgument", {"vnic": [vim.HostVirtualNicConfig(changeOperation="edit", portgroup="", spec=interface())]}),
    ("InvalidArgument", {"vnic": [vim.HostVirtualNicConfig(changeOperation="remove", portgroup="")]}),
    ("InvalidArgument", {"pnic": [vim.PhysicalNicConfig(
        device="vmnic0", spec=vim.PhysicalNicSpec(ip=static("192.0.2.77"), linkSpeed=LINK))]}),
    ("NotFound", {"pnic": [vim.PhysicalNicConfig(device="vmnic9", spec=vim.PhysicalNicSpec())]}),
    ("NotFound", {"portgroup": [GROUP.replace(changeOperation="edit")]}),
    ("NotFound", {"portgroup": [GROUP.replace(changeOperation="remove")]}),
    ("NotFound", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="remove", name="s")]}),
    ("NotFound", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="edit", name="s", spec=switch())]}),
    ("NotFound", {"vnic": [vim.HostVirtualNicConfig(changeOperation="remove", device="vmk9", portgroup="")]}),
    ("NotFound", {"proxySwitch": [vim.HostProxySwitchConfig(uuid="x")]}),
    ("AlreadyExists", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="add", name="vSwitch0")]}),
    ("AlreadyExists", {"portgroup": [GROUP, GROUP]}),
    ("ResourceInUse", {"portgroup": [GROUP.replace(changeOperation="remove", spec=group("VM Network"))]}),
    ("ResourceInUse", {"vswitch": [vim.HostVirtualSwitchConfig(changeOperation="remove", name="vSwitch0")]}),
    ("NotSupported", {"dhcp": [DHCP]}),
    ("NotSupported", {"nat": [NAT]}),
])
def test_network_configs(client: Client, fault: str, config: dict[str, Any]) -> None:
    """Whatever else is in the call that could be done."""
    good = vim.HostVirtualSwitchConfig(changeOperation="add", name="good", spec=switch(bridge=bond("vmnic1")))
    values = {"dnsConfig": DNS, "ipV6Enabled": True, **config, "vswitch": [good, *config.get("vswitch", [])]}
    refuse(client, fault, "UpdateNetworkConfig", changeMode="modify", config=vim.HostNetworkConfig(**values))


@pytest.mark.parametrize("mode", ["", "merge", "Modify"])
def test_modes(client: Client, mode: str) -> None:
    """InvalidArgument."""
    found = refuse(client, "InvalidArgument", "UpdateNetworkConfig", changeMode=mode, config=vim.HostNetworkConfig())
    assert found.invalidProperty == "changeMode"


def test_replace_keeps_what_is_in_use(client: Client) -> None:
    """Lists without what is in use are refused, and lists that name something twice."""
    config = client.get(SYSTEM, "networkConfig")
    groups = [each for each in config.portgroup if each.spec.name != "VM Network"]
    refuse(client, "ResourceInUse", "UpdateNetworkConfig", changeMode="replace", config=config.replace(portgroup=groups))
    refuse(client, "ResourceInUse", "UpdateNetworkConfig", changeMode="replace", config=config.replace(vswitch=None))
    twice = (*config.portgroup, config.portgroup[0])
    refuse(client, "InvalidArgument", "UpdateNetworkConfig", changeMode="replace", config=config.replace(portgroup=twice))
    own = "consoleVnic" if config.consoleVnic else "vnic"
    fault = "ResourceInUse" if config.consoleVnic else "HostConfigFault"
    refuse(client, fault, "UpdateNetworkConfig", changeMode="replace", config=config.replace(**{own: None}))


def test_the_last_interface_of_management(client: Client) -> None:
    """It stays: ResourceInUse for the service console's, HostConfigFault for the VMkernel's."""
    if client.get(SYSTEM, "capabilities").usesServiceConsoleNic:
        assert refuse(client, "ResourceInUse", "RemoveServiceConsoleVirtualNic", device="vswif0").name == "vswif0"
    else:
        refuse(client, "HostConfigFault", "RemoveVirtualNic", device="vmk0")
        for name, arguments in {
            "AddServiceConsoleVirtualNic": {"portgroup": "free", "nic": interface()},
            "UpdateServiceConsoleVirtualNic": {"device": "vswif0", "nic": interface()},
            "RemoveServiceConsoleVirtualNic": {"device": "vswif0"}, "RestartServiceConsoleVirtualNic": {"device": "vswif0"},
        }.items():
            refuse(client, "NotSupported", name, **arguments)
