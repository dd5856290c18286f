"""Networks with real clients over sockets: pyVmomi, and oslo.vmware as Nova's VLAN driver uses it."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from clients import connect, spec
from pyVim.task import WaitForTask
from pyVmomi import vim
from served import Server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its dependencies warn of themselves while they are imported
    from oslo_vmware import api, vim_util
    from oslo_vmware import exceptions as oslo

host = vim.host
device = vim.vm.device
BRIDGE, SWITCH = "br-4000", "fakeesx test-1"


@pytest.fixture
def instance(server: Server, fake_only: None) -> Iterator[vim.ServiceInstance]:
    """A session of pyVmomi's; networks that a test leaves are removed."""
    instance = connect(server)
    yield instance
    system = host_of(instance).configManager.networkSystem
    for name in (BRIDGE, "renamed"):
        with suppress(vim.fault.NotFound):
            system.RemovePortGroup(name)
    with suppress(vim.fault.NotFound):
        system.RemoveVirtualSwitch(SWITCH)
    instance.content.sessionManager.Logout()


def host_of(instance: vim.ServiceInstance) -> vim.HostSystem:
    """The host."""
    return instance.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]


def group(name: str, vlan: int, switch: str) -> host.PortGroup.Specification:
    """The spec of a port group."""
    return host.PortGroup.Specification(name=name, vlanId=vlan, vswitchName=switch, policy=host.NetworkPolicy())


def test_pyvmomi(instance: vim.ServiceInstance) -> None:
    """A switch on the free card, a VLAN on it, an interface; renamed and removed; refusals are the declared faults."""
    machine = host_of(instance)
    system = machine.configManager.networkSystem
    system.AddVirtualSwitch(SWITCH, host.VirtualSwitch.Specification(
        numPorts=64, bridge=host.VirtualSwitch.BondBridge(nicDevice=["vmnic1"])))
    system.AddPortGroup(group(BRIDGE, 4000, SWITCH))
    with pytest.raises(vim.fault.AlreadyExists):
        system.AddPortGroup(group(BRIDGE, 4000, SWITCH))
    with pytest.raises(vim.fault.ResourceInUse):
        system.AddVirtualSwitch("other", host.VirtualSwitch.Specification(
            numPorts=64, bridge=host.VirtualSwitch.BondBridge(nicDevice=["vmnic1"])))
    assert BRIDGE in [network.name for network in machine.network]
    made = system.AddVirtualNic(BRIDGE, host.VirtualNic.Specification(
        ip=host.IpConfig(dhcp=False, ipAddress="10.77.0.5", subnetMask="255.255.255.0")))
    assert made in [nic.device for nic in machine.config.vmotion.netConfig.candidateVnic]
    with pytest.raises(vim.fault.ResourceInUse):
        system.RemovePortGroup(BRIDGE)
    system.RemoveVirtualNic(made)
    system.UpdatePortGroup(BRIDGE, group("renamed", 4001, SWITCH))
    groups = [one for one in machine.config.network.portgroup if one.vswitch.endswith(SWITCH)]
    assert [(one.spec.name, one.spec.vlanId) for one in groups] == [("renamed", 4001)]
    result = system.UpdateNetworkConfig(host.NetworkConfig(
        vswitch=[host.VirtualSwitch.Config(changeOperation="remove", name=SWITCH)]), "modify")
    assert list(result.vnicDevice) == []
    assert SWITCH not in [one.name for one in system.networkInfo.vswitch]
    assert {hint.device for hint in system.QueryNetworkHint(None)} >= {"vmnic0", "vmnic1"}


def test_a_waiting_client_is_told(server: Server, instance: vim.ServiceInstance) -> None:
    """Who waits for the host's networks hears when somebody else adds one."""
    machine = host_of(instance)
    collector = instance.content.propertyCollector.CreatePropertyCollector()
    collector.CreateFilter(spec(machine, vim.HostSystem, "network"), False)
    version = collector.WaitForUpdatesEx("").version
    other = connect(server)
    timer = threading.Timer(0.2, host_of(other).configManager.networkSystem.AddPortGroup, [group(BRIDGE, 4000, "vSwitch0")])
    timer.start()
    update = collector.WaitForUpdatesEx(version, vim.PropertyCollector.WaitOptions(maxWaitSeconds=20))
    timer.join()
    other.content.sessionManager.Logout()
    (change,) = [each for found in update.filterSet for item in found.objectSet for each in item.changeSet]
    assert BRIDGE in [network.name for network in change.val]
    collector.DestroyPropertyCollector()


def test_a_vm_holds_its_network(instance: vim.ServiceInstance) -> None:
    """While it runs it has a port, and the group can't go."""
    content = instance.content
    datacenter = content.rootFolder.childEntity[0]
    machine = host_of(instance)
    system = machine.configManager.networkSystem
    system.AddPortGroup(group(BRIDGE, 4000, "vSwitch0"))
    nic = device.VirtualE1000(key=-1, backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName=BRIDGE))
    config = vim.vm.ConfigSpec(
        name="test-networks", guestId="otherGuest", numCPUs=1, memoryMB=64,
        files=vim.vm.FileInfo(vmPathName=f"[{machine.datastore[0].name}]"),
        deviceChange=[device.VirtualDeviceSpec(operation="add", device=nic)],
    )
    task = datacenter.vmFolder.CreateVM_Task(config, datacenter.hostFolder.childEntity[0].resourcePool)
    WaitForTask(task)
    vm = task.info.result
    WaitForTask(vm.PowerOnVM_Task())
    (one,) = [each for each in system.networkInfo.portgroup if each.spec.name == BRIDGE]
    (card,) = [each for each in vm.config.hardware.device if isinstance(each, device.VirtualEthernetCard)]
    assert [(port.type, list(port.mac)) for port in one.port] == [("virtualMachine", [card.macAddress])]
    with pytest.raises(vim.fault.ResourceInUse):
        system.RemovePortGroup(BRIDGE)
    (network,) = vm.network
    assert (network.name, list(network.vm)) == (BRIDGE, [vm])
    WaitForTask(vm.PowerOffVM_Task())
    WaitForTask(vm.Destroy_Task())
    system.RemovePortGroup(BRIDGE)


# OpenStack


@pytest.fixture
def session(server: Server, instance: vim.ServiceInstance) -> Iterator[api.VMwareAPISession]:
    """A session of oslo.vmware's."""
    session = api.VMwareAPISession(
        server.host, server.user, server.password, api_retry_count=1, task_poll_interval=0.1, port=server.port,
        cacert=server.cafile, insecure=server.insecure,
    )  # fmt: skip
    yield session
    session.logout()


class VlanDriver:
    """What Nova's VLAN driver does with a host, step by step."""

    def __init__(self, session: api.VMwareAPISession) -> None:
        self.session = session
        self.host = session.invoke_api(vim_util, "get_objects", session.vim, "HostSystem", 1, []).objects[0].obj

    def read(self, of: Any, path: str) -> Any:
        """One property."""
        return self.session.invoke_api(vim_util, "get_object_property", self.session.vim, of, path)

    def network_named(self, name: str) -> dict[str, Any] | None:
        """The network of a name, by the host's list of references."""
        found = None
        for ref in self.read(self.host, "network").ManagedObjectReference:
            if ref._type == "Network" and self.read(ref, "summary.name") == name:
                found = {"type": "Network", "name": name}
        return found

    def switch_of(self, adapter: str) -> str | None:
        """The switch of a card, by the text after the last dash of the card's key."""
        for switch in self.read(self.host, "config.network.vswitch").HostVirtualSwitch:
            if any(adapter in key.split("-")[-1] for key in getattr(switch, "pnic", ())):
                return str(switch.name)
        return None

    def ensure(self, bridge: str, vlan: int, adapter: str) -> None:
        """A port group of a VLAN on the switch of a card."""
        system = self.read(self.host, "configManager.networkSystem")
        cards = self.read(system, "networkInfo.pnic").PhysicalNic
        assert adapter in [card.device for card in cards]
        switch = self.switch_of(adapter)
        if self.network_named(bridge) is None:
            factory = self.session.vim.client.factory
            wanted = factory.create("ns0:HostPortGroupSpec")
            wanted.name, wanted.vlanId, wanted.vswitchName = bridge, vlan, switch
            policy = factory.create("ns0:HostNetworkPolicy")
            policy.nicTeaming = factory.create("ns0:HostNicTeamingPolicy")
            policy.nicTeaming.notifySwitches = True
            wanted.policy = policy
            self.session.invoke_api(self.session.vim, "AddPortGroup", system, portgrp=wanted)
            return
        for one in self.read(self.host, "config.network.portgroup").HostPortGroup:
            if one.spec.name == bridge:
                assert one.vswitch.split("-")[-1] == switch
                assert one.spec.vlanId == vlan


def test_oslo_vmware(session: api.VMwareAPISession) -> None:
    """Made at first, found and checked the next time; a race ends with the fault that the driver knows."""
    driver = VlanDriver(session)
    driver.ensure(BRIDGE, 4000, "vmnic0")
    assert driver.network_named(BRIDGE) == {"type": "Network", "name": BRIDGE}
    driver.ensure(BRIDGE, 4000, "vmnic0")
    system = driver.read(driver.host, "configManager.networkSystem")
    (made,) = [each for each in driver.read(system, "networkInfo.portgroup").HostPortGroup if each.spec.name == BRIDGE]
    with pytest.raises(oslo.AlreadyExistsException):
        session.invoke_api(session.vim, "AddPortGroup", system, portgrp=made.spec)
    session.invoke_api(session.vim, "RemovePortGroup", system, pgName=BRIDGE)
    assert driver.network_named(BRIDGE) is None
