"""Effects that hold as long as their rule is there, and reboots: what clients see of them, and that all goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.chaos import RuleError
from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import SoapError
from fakeesx.storage.errors import NoDiskSpace

NET, PC = "networkSystem", "ha-property-collector"


@pytest.fixture
def vm(make_host: Callable[..., Esx]) -> Client:
    """A client of a host with a VM, "16"."""
    return Client(make_host(vms=1)).login()


def watch(root: Client, ref: ManagedObjectReference, *paths: str) -> str:
    """Begin to watch an object; the version."""
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type=ref.type, pathSet=paths)], objectSet=[vim.ObjectSpec(obj=ref)],
    )
    root.call(PC, "CreateFilter", spec=spec, partialUpdates=False)
    return str(root.call(PC, "WaitForUpdates", version="").version)


def changes(update: vim.UpdateSet) -> dict[str, Any]:
    """The changed values by path."""
    return {c.name: c.val for f in update.filterSet for o in f.objectSet for c in o.changeSet}


# stale properties


def test_a_stale_property(vm: Client) -> None:
    """Reads and updates show what was; when the rule goes, what is, and who watches is told at once."""
    machine = vm.host.inventory.find("16").ref  # type: ignore[union-attr]
    version = watch(vm, machine, "runtime.powerState", "runtime.bootTime")
    vm.host.chaos.add(stale="runtime.powerState", name=vm.get("16", "name"), type="VirtualMachine", id="a")
    assert vm.host.chaos.hits("a") == 1
    vm.task("16", "PowerOnVM_Task")
    assert vm.get("16", "runtime.powerState") == "poweredOff"
    assert vm.get("16", "summary.runtime.powerState") == "poweredOn"
    assert vm.get("16", "runtime").powerState == "poweredOff"
    update = vm.call(PC, "WaitForUpdates", version=version)
    assert set(changes(update)) == {"runtime.bootTime"}
    waiting = vm.call(PC, "WaitForUpdates", version=update.version)
    assert isinstance(waiting, Deferred)
    vm.host.chaos.remove("a")
    assert changes(waiting.result) == {"runtime.powerState": "poweredOn"}  # type: ignore[arg-type]
    assert vm.get("16", "runtime.powerState") == "poweredOn"
    assert not vm.host.chaos.reads.on


def test_a_stale_property_for_a_time(vm: Client, clock: Clock) -> None:
    """The rule goes by itself."""
    vm.host.chaos.add(stale=["runtime.powerState", "summary.runtime.powerState"], type="VirtualMachine", seconds=30)
    vm.task("16", "PowerOnVM_Task")
    assert vm.get("16", "runtime.powerState") == "poweredOff"
    clock.advance(30)
    assert vm.get("16", "runtime.powerState") == "poweredOn"
    assert vm.host.chaos.rules == ()


def test_two_stale_rules(vm: Client) -> None:
    """Each holds its own; the other stays when one goes."""
    before = vm.get("16", "summary.runtime.powerState")
    vm.host.chaos.add(stale="summary.runtime.powerState", moid="16", id="a")
    vm.host.chaos.add(stale=["runtime"], moid="16", id="b")
    vm.task("16", "PowerOnVM_Task")
    vm.host.chaos.remove("b")
    assert vm.get("16", "runtime.powerState") == "poweredOn"
    assert vm.get("16", "summary.runtime.powerState") == before


def test_a_stale_element_of_an_array(vm: Client) -> None:
    """By its key; other elements are brought up to date."""
    key = next(d.key for d in vm.get("16", "config.hardware.device") if isinstance(d, vim.VirtualEthernetCard))
    path = f"config.hardware.device[{key}]"
    vm.host.chaos.add(stale=f"{path}.connectable.startConnected", moid="16", id="a")
    card = vm.get("16", path)
    new = card.replace(connectable=card.connectable.replace(startConnected=not card.connectable.startConnected))
    change = vim.VirtualDeviceConfigSpec(operation="edit", device=new)
    vm.task("16", "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(deviceChange=[change], annotation="new"))
    assert vm.get("16", path) == card
    assert vm.get("16", "config.annotation") == "new"
    vm.host.chaos.clear()
    assert vm.get("16", f"{path}.connectable.startConnected") is not card.connectable.startConnected


def test_what_has_gone_is_gone(vm: Client) -> None:
    """A stale property does not keep its object; the rule can still be removed."""
    vm.host.chaos.add(stale="name", moid="16")
    vm.task("16", "Destroy_Task")
    assert vm.host.inventory.find("16") is None
    vm.host.chaos.clear()


@pytest.mark.parametrize(
    ("keywords", "says"),
    [
        ({"stale": "name", "name": "nobody"}, 'no object fits: objects "nobody"'),
        ({"stale": "nam", "moid": "16"}, "a VirtualMachine has no property nam"),
        ({"stale": "filter", "moid": PC}, "filter of a PropertyCollector depends on who asks"),
        ({"datastore_free": 0, "name": "x"}, 'no datastore fits: objects "x"; there are datastore1'),
        ({"datastore_free": 2**50}, "datastore1 has only "),
        ({"nic_down": "vmnic9"}, "there is no physical NIC vmnic9; there are vmnic0"),
    ],
)
def test_what_there_is_not(vm: Client, keywords: dict[str, Any], says: str) -> None:
    """A rule about nothing is refused, and nothing is left of it."""
    with pytest.raises(RuleError) as caught:
        vm.host.chaos.add(**keywords)
    assert says in str(caught.value)
    assert vm.host.chaos.rules == ()


# datastores


def test_a_full_datastore(vm: Client) -> None:
    """Its free space is as little; what needs more is refused; it has all of it again afterwards."""
    store = vm.host.volumes.get("datastore1")
    ref = vm.host.datastores.ref("datastore1")
    before = store.free_space
    vm.host.chaos.add(datastore_free=5000, name="datastore1", id="full")
    assert (store.free_space, vm.get(ref, "summary.freeSpace"), vm.get(ref, "info.freeSpace")) == (5000, 5000, 5000)
    store.refresh()
    assert store.free_space == 5000
    with pytest.raises(NoDiskSpace):
        store.begin_upload("big", 8192)
    with pytest.raises(Faulted, match="NoDiskSpace"):
        vm.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] a.vmdk", spec=vim.FileBackedVirtualDiskSpec(
            diskType="preallocated", adapterType="lsiLogic", capacityKb=1024,
        ))
    vm.host.chaos.remove("full")
    assert (store.free_space, vm.get(ref, "summary.freeSpace")) == (before, before)
    vm.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] a.vmdk", spec=vim.FileBackedVirtualDiskSpec(
        diskType="preallocated", adapterType="lsiLogic", capacityKb=1024,
    ))


def test_a_full_datastore_that_goes(make_host: Callable[..., Esx]) -> None:
    """The rule can be removed still."""
    root = Client(make_host(vms=0)).login()
    root.host.chaos.add(datastore_free=0, id="full")
    ref = root.host.datastores.ref("datastore1")
    root.host.datastores.remove(ref, destroy=False)
    root.host.chaos.remove("full")


# physical NICs


def test_a_nic_without_a_link(root: Client) -> None:
    """In all places where the network is shown, watched too; with the rule it goes."""
    before = root.get(NET, "networkInfo")
    version = watch(root, root.host.inventory.find(NET).ref, "networkInfo.pnic")  # type: ignore[union-attr]
    root.host.chaos.add(nic_down="vmnic0", id="down")
    assert "networkInfo.pnic" in changes(root.call(PC, "WaitForUpdates", version=version))
    for pnics in (root.get(NET, "networkInfo.pnic"), root.get("ha-host", "config.network.pnic")):
        nic = next(nic for nic in pnics if nic.device == "vmnic0")
        assert nic.linkSpeed is None
        assert nic.spec.linkSpeed.speedMb == 0
    assert root.call(NET, "QueryNetworkHint", device=["vmnic0"])[0].subnet == ()
    root.host.chaos.remove("down")
    assert root.get(NET, "networkInfo") == before
    assert root.get("ha-host", "config.network") == before


def test_a_nic_that_two_rules_keep_down(root: Client) -> None:
    """It is up again when the last has gone."""
    root.host.chaos.add(nic_down="vmnic0", id="a")
    root.host.chaos.add(nic_down="vmnic*", id="b")
    root.host.chaos.remove("a")
    assert root.get(NET, "networkInfo").pnic[0].linkSpeed is None
    root.host.chaos.remove("b")
    assert root.get(NET, "networkInfo").pnic[0].linkSpeed is not None


def test_a_link_that_is_set_meanwhile(root: Client) -> None:
    """The cable that comes back has the speed that was set."""
    root.host.chaos.add(nic_down="vmnic0")
    link = root.get(NET, "networkInfo").pnic[0].validLinkSpecification[0]
    root.call(NET, "UpdatePhysicalNicLinkSpeed", device="vmnic0", linkSpeed=link)
    assert root.get(NET, "networkInfo").pnic[0].linkSpeed is None
    root.host.chaos.clear()
    assert root.get(NET, "networkInfo").pnic[0].linkSpeed == link


# reboots


def test_a_reboot(vm: Client, clock: Clock) -> None:
    """VMs are off, sessions have ended; the host is back after its time."""
    vm.task("16", "PowerOnVM_Task")
    vm.host.chaos.add("CurrentTime", reboot=120, times=1)
    left: list[str] = []
    vm.host.chaos.at_reboot.append(lambda: left.append("connections"))
    with pytest.raises(SoapError, match="no element found"):  # there is no reply that a client could read
        vm.call("ServiceInstance", "CurrentTime")
    assert left == ["connections"]
    assert len(vm.host.sessions) == 0
    assert not vm.host.power.is_up
    clock.advance(120)
    assert vm.host.power.is_up
    vm.login()
    assert vm.get("16", "runtime.powerState") == "poweredOff"


# checkpoints


def test_a_reset_clears_the_rules(vm: Client) -> None:
    """What they held in force goes with them."""
    host = vm.host
    free = host.volumes.get("datastore1").free_space
    host.chaos.add(datastore_free=0)
    host.chaos.add(nic_down="vmnic0")
    host.chaos.add(stale="name", moid="16")
    host.chaos.add("CurrentTime", fault="InvalidState")
    host.checkpoints.reset()
    assert host.chaos.rules == ()
    assert host.volumes.get("datastore1").free_space == free
    assert not host.chaos.reads.on
    assert not host.chaos.on_calls
    assert vm.login().get(NET, "networkInfo").pnic[0].linkSpeed is not None
    assert host.chaos.add(nic_down="vmnic0").id == "rule-1"


@pytest.mark.parametrize("clear", [True, False])
def test_a_checkpoint_brings_rules_back(vm: Client, clear: bool) -> None:
    """With their counts, and in force."""
    host = vm.host
    host.chaos.add("CurrentTime", fault="InvalidState", nth=2, id="second")
    host.chaos.add(datastore_free=0, id="full")
    host.chaos.add(nic_down="vmnic0", id="down")
    vm.call("ServiceInstance", "CurrentTime")
    host.checkpoints.take("three")
    with pytest.raises(Faulted):
        vm.call("ServiceInstance", "CurrentTime")
    if clear:
        host.chaos.clear()
    host.checkpoints.restore("three")
    assert vm.get(NET, "networkInfo").pnic[0].linkSpeed is None
    assert [rule.id for rule in host.chaos.rules] == ["second", "full", "down"]
    assert host.volumes.get("datastore1").free_space == 0
    with pytest.raises(Faulted):
        vm.call("ServiceInstance", "CurrentTime")
    host.chaos.clear()
    assert host.volumes.get("datastore1").free_space > 0
    assert vm.get(NET, "networkInfo").pnic[0].linkSpeed is not None


def test_a_stale_rule_goes_when_it_would_have(vm: Client, clock: Clock) -> None:
    """What was left of its time is left again; who watches is told of a reset."""
    machine = vm.host.inventory.find("16").ref  # type: ignore[union-attr]
    version = watch(vm, machine, "runtime.powerState")
    vm.host.chaos.add(stale="runtime", moid="16", seconds=30)
    clock.advance(10)
    vm.host.checkpoints.take("a")
    clock.advance(25)
    assert vm.host.chaos.rules == ()
    vm.host.checkpoints.restore("a")
    vm.task("16", "PowerOnVM_Task")
    clock.advance(19)
    assert vm.get("16", "runtime.powerState") == "poweredOff"
    clock.advance(1)
    assert vm.get("16", "runtime.powerState") == "poweredOn"
    assert changes(vm.call(PC, "WaitForUpdates", version=version)) == {"runtime.powerState": "poweredOn"}


def test_what_waits_is_dropped_by_a_reset(root: Client, clock: Clock) -> None:
    """A call of before never runs on the host of after."""
    group = vim.HostPortGroupSpec(name="late", vlanId=0, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
    root.host.chaos.add("AddPortGroup", delay=10, times=1)
    root.host.chaos.add("AddPortGroup", hang=True, after=1)
    failures: list[Any] = []
    for _ in range(2):
        root.call(NET, "AddPortGroup", portgrp=group).addErrback(failures.append)
    root.host.checkpoints.reset()
    clock.advance(20)
    assert len(failures) == 2
    assert not root.host.networks.net.has_group("late")
