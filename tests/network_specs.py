"""Short ways to the specs of networks that tests use, and what of a network must always hold."""

from __future__ import annotations

from typing import Any

from calling import Client

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

SYSTEM = "networkSystem"
NO_POLICY = vim.HostNetworkPolicy()


def group(
    name: str, vlan: int = 0, switch: str = "vSwitch0", policy: vim.HostNetworkPolicy = NO_POLICY,
) -> vim.HostPortGroupSpec:
    """The spec of a port group."""
    return vim.HostPortGroupSpec(name=name, vlanId=vlan, vswitchName=switch, policy=policy)


def bond(*nics: str, **values: Any) -> vim.HostVirtualSwitchBondBridge:
    """A bond of cards."""
    return vim.HostVirtualSwitchBondBridge(nicDevice=nics, **values)


def switch(ports: int = 128, bridge: Any = None, **values: Any) -> vim.HostVirtualSwitchSpec:
    """The spec of a switch."""
    return vim.HostVirtualSwitchSpec(numPorts=ports, bridge=bridge, **values)


def ordered(*active: str, standby: tuple[str, ...] = ()) -> vim.HostNetworkPolicy:
    """A policy with an order of cards."""
    return vim.HostNetworkPolicy(nicTeaming=vim.HostNicTeamingPolicy(
        nicOrder=vim.HostNicOrderPolicy(activeNic=active, standbyNic=standby),
    ))


def static(address: str, mask: str = "255.255.255.0") -> vim.HostIpConfig:
    """An address that is set by hand."""
    return vim.HostIpConfig(dhcp=False, ipAddress=address, subnetMask=mask)


def interface(address: str = "192.0.2.50", **values: Any) -> vim.HostVirtualNicSpec:
    """The spec of an interface."""
    return vim.HostVirtualNicSpec(ip=static(address), **values)


def info(client: Client) -> vim.HostNetworkInfo:
    """``networkInfo``."""
    found: vim.HostNetworkInfo = client.get(SYSTEM, "networkInfo")
    return found


def switch_named(client: Client, name: str) -> vim.HostVirtualSwitch:
    """One switch."""
    return next(each for each in info(client).vswitch if each.name == name)


def group_named(client: Client, name: str) -> vim.HostPortGroup:
    """One port group."""
    return next(each for each in info(client).portgroup if each.spec.name == name)


def networks(client: Client) -> list[str]:
    """The names of the networks that VMs can be on, in the order of the host's list."""
    return [client.get(ref, "name") for ref in client.get("ha-host", "network")]


def require_one_truth(client: Client) -> None:
    """All that shows the network of a host agrees, and follows from the switches, groups and interfaces that there are."""
    inventory = client.host.inventory
    system, host = inventory.node(ManagedObjectReference("HostNetworkSystem", SYSTEM)).values, inventory.find("ha-host")
    assert host is not None
    net: vim.HostNetworkInfo = system["networkInfo"]
    assert host.values["config"].network == net
    config = system["networkConfig"]
    assert [(each.name, each.spec) for each in config.vswitch] == [(each.name, each.spec) for each in net.vswitch]
    assert [each.spec for each in config.portgroup] == [each.spec for each in net.portgroup]
    assert [(each.device, each.spec) for each in config.pnic] == [(each.device, each.spec) for each in net.pnic]
    for kind in ("vnic", "consoleVnic"):
        assert [(each.device, each.portgroup, each.spec) for each in getattr(config, kind)] == [
            (each.device, each.portgroup, each.spec) for each in getattr(net, kind)]
    for name in ("dnsConfig", "ipRouteConfig", "consoleIpRouteConfig"):
        assert system.get(name) == getattr(net, name) == getattr(config, name)
    _require_switches(net)
    _require_interfaces(client, net)
    _require_networks(client, net)


def _require_switches(net: vim.HostNetworkInfo) -> None:
    owned: list[str] = []
    keys = {f"key-vim.host.PhysicalNic-{nic.device}" for nic in net.pnic}
    for each in net.vswitch:
        groups = [one for one in net.portgroup if one.spec.vswitchName == each.name]
        assert each.key == f"key-vim.host.VirtualSwitch-{each.name}"
        assert each.portgroup == tuple(one.key for one in groups)
        ports = [port for one in groups for port in one.port]
        assert each.numPortsAvailable == each.numPorts - 1 - len(each.pnic) - len(ports) >= 0
        assert each.numPorts % 8 == 0
        assert keys.issuperset(each.pnic)
        owned += each.pnic
        for one in groups:
            assert (one.key, one.vswitch) == (f"key-vim.host.PortGroup-{one.spec.name}", each.key)
            _require_policy(one.computedPolicy, one.spec.policy, each.spec.policy)
            order = one.computedPolicy.nicTeaming.nicOrder  # type: ignore[union-attr]
            named = [*order.activeNic, *order.standbyNic]  # type: ignore[union-attr]
            assert {f"key-vim.host.PhysicalNic-{nic}" for nic in named} <= set(each.pnic)
    assert len(set(owned)) == len(owned)
    assert len({one.spec.name for one in net.portgroup}) == len(net.portgroup)
    assert {one.spec.vswitchName for one in net.portgroup} <= {each.name for each in net.vswitch}
    numbers = [port.key for one in net.portgroup for port in one.port]
    assert len(set(numbers)) == len(numbers)


def _require_policy(computed: Any, own: Any, base: Any) -> None:
    """Field by field: the group's where it has one, else the switch's."""
    for prop in type(computed)._properties:
        mine, below, shown = (getattr(each, prop.name, None) for each in (own, base, computed))
        if prop.name in ("security", "nicTeaming", "offloadPolicy", "shapingPolicy", "failureCriteria"):
            _require_policy(shown, mine, below)
        else:
            assert shown == (mine if mine not in (None, ()) else below), prop.name


def _require_interfaces(client: Client, net: vim.HostNetworkInfo) -> None:
    inventory = client.host.inventory
    groups = {one.spec.name: one for one in net.portgroup}
    for nic, kind in [*((nic, "host") for nic in net.vnic), *((nic, "systemManagement") for nic in net.consoleVnic)]:
        assert nic.portgroup == nic.spec.portgroup
        (port,) = groups[nic.portgroup].port
        assert (port.key, port.mac, port.type) == (nic.port, (nic.spec.mac,), kind)
    manager, vmotion = inventory.find("ha-vnic-mgr"), inventory.find("ha-vmotion-system")
    assert manager is not None
    assert vmotion is not None
    bare = [nic.replace(port=None) for nic in net.vnic]
    shown = [(each.nicType, each) for each in manager.values["info"].netConfig]
    shown.append(("VMotionConfig.vmotion", vmotion.values["netConfig"]))
    for prefix, each in shown:
        assert list(each.candidateVnic) == [nic.replace(key=f"{prefix}.{nic.key}") for nic in bare]
        selected = each.selectedVnic if isinstance(each.selectedVnic, tuple) else filter(None, (each.selectedVnic,))
        assert {nic.key for nic in each.candidateVnic}.issuperset(selected)
    table = {(route.network, route.prefixLength) for route in net.routeTableInfo.ipRoute}  # type: ignore[union-attr]
    direct = [route for route in net.routeTableInfo.ipRoute if route.gateway == "0.0.0.0"]  # type: ignore[union-attr]
    assert {route.deviceName for route in direct} == {nic.device for nic in net.vnic}
    assert len(table) <= len(net.routeTableInfo.ipRoute)  # type: ignore[union-attr]


def _require_networks(client: Client, net: vim.HostNetworkInfo) -> None:
    inventory = client.host.inventory
    own = {nic.portgroup for nic in (*net.vnic, *net.consoleVnic)}
    names = {one.spec.name for one in net.portgroup} - own
    found = {node.ref.value: node for node in inventory.of_type("Network")}
    assert set(found) == {f"HaNetwork-{name}" for name in names}
    lists = [inventory.find(moid) for moid in ("ha-folder-network", "ha-datacenter", "ha-compute-res", "ha-host")]
    for node, prop in zip(lists, ("childEntity", "network", "network", "network"), strict=True):
        assert node is not None
        assert [ref.value for ref in node.get(prop)] == list(found)
    vms: dict[str, list[str]] = {moid: [] for moid in found}
    ports: dict[str, list[str]] = {one.spec.name: [] for one in net.portgroup}
    for vm in inventory.of_type("VirtualMachine"):
        seen = []
        for card in vm.values["config"].hardware.device:
            if not isinstance(card, vim.VirtualEthernetCard):
                continue
            name, ref = card.backing.deviceName, card.backing.network
            assert (ref.value if ref is not None else None) == (f"HaNetwork-{name}" if name in names else None)
            if ref is not None and ref.value not in seen:
                seen.append(ref.value)
            if vm.values["runtime"].powerState == "poweredOn" and card.connectable.connected and ref is not None:
                ports[name].append(card.macAddress)
        assert [ref.value for ref in vm.get("network")] == seen
        for moid in seen:
            vms[moid].append(vm.ref.value)
    for moid, node in found.items():
        assert sorted(ref.value for ref in node.get("vm")) == sorted(vms[moid])
        assert (node.values["name"], node.values["summary"].name) == (moid.removeprefix("HaNetwork-"),) * 2
        assert node.values["summary"].network == node.ref
        assert [ref.value for ref in node.get("host")] == ["ha-host"]
    for one in net.portgroup:
        macs = [mac for port in one.port if port.type == "virtualMachine" for mac in port.mac]
        assert sorted(macs) == sorted(ports[one.spec.name])
