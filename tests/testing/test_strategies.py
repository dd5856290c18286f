"""Strategies for users: a host takes what they give; wrong arguments are told at once; the machine finds what is wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from calling import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.stateful import rule, run_state_machine_as_test
from lxml import etree
from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import SoapAdapter, VmomiSupport
from pyVmomi import vim as pyvim
from twisted.internet.task import Clock
from vms import POOL

from fakeesx.chaos import Rule
from fakeesx.host.esx import Esx, Settings
from fakeesx.inventory.file import load
from fakeesx.schema import vim
from fakeesx.soap.decode import Decoder
from fakeesx.storage.paths import DatastorePath
from fakeesx.testing import NotRunning
from fakeesx.testing.strategies import (
    EsxStateMachine,
    chaos_rules,
    chaos_schedules,
    datastore_paths,
    entity_names,
    file_names,
    inventories,
    mac_addresses,
    port_group_specs,
    to_pyvmomi,
    vm_specs,
    vswitch_specs,
)

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Not to make a smaller example of what fails, which takes minutes where each is a host's work."""
FEW = settings(max_examples=25, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def client(tmp_path: Any) -> Iterator[Client]:
    """A client of a host, which goes back to its start by ``reset``."""
    host = Esx(Settings(tmp_path), Clock(), random.Random(1))
    host.checkpoints.started()
    yield Client(host)
    host.stop()


def again(client: Client) -> Client:
    """The client of the host as it was at its start."""
    client.host.checkpoints.reset()
    return client.login()


@FEW
@given(vm_specs())
def test_machines(client: Client, spec: vim.VirtualMachineConfigSpec) -> None:
    """CreateVM_Task takes all of them, and they can be powered on."""
    vm = again(client).task("ha-folder-vm", "CreateVM_Task", config=spec, pool=POOL)
    config = client.get(vm, "config")
    assert (config.name, config.hardware.memoryMB, config.hardware.numCPU) == (spec.name, spec.memoryMB, spec.numCPUs)
    client.task(vm, "PowerOnVM_Task")


@FEW
@given(port_group_specs(), vswitch_specs(nics=["vmnic1"]), entity_names(max_size=32))
def test_networks(client: Client, group: vim.HostPortGroupSpec, switch: vim.HostVirtualSwitchSpec, name: str) -> None:
    """AddPortGroup and AddVirtualSwitch take all of them."""
    again(client).call("networkSystem", "AddPortGroup", portgrp=group)
    client.call("networkSystem", "AddVirtualSwitch", vswitchName=f"x{name}"[:32].strip(), spec=switch)


@FEW
@given(datastore_paths(suffix=".d", max_depth=3), mac_addresses(), file_names())
def test_paths(client: Client, path: str, mac: str, name: str) -> None:
    """MakeDirectory takes all of them; addresses are what machines may have."""
    parsed = DatastorePath.parse(path)
    assert (parsed.datastore, str(parsed)) == ("datastore1", path)
    again(client).call("ha-nfc-file-manager", "MakeDirectory", name=path, createParentDirectories=True)
    client.call("ha-nfc-file-manager", "MakeDirectory", name=f"[datastore1] _{name}")
    assert "00:50:56:00:00:00" <= mac <= "00:50:56:3f:ff:ff"


@given(inventories(max_vms=1, network=False, users=False, profiles=["esxi-4.1"], licenses=["free"]))
def test_inventories(plain: dict[str, Any]) -> None:
    """What is not asked for is not in them."""
    assert not plain.keys() & {"network", "users", "groups"}
    assert plain.get("host", {}).get("profile", "esxi-4.1") == "esxi-4.1"
    assert len(plain.get("vms", [])) <= 1
    load(json.dumps(plain, ensure_ascii=False))


@given(chaos_rules(effects=["fault", "delay", "status", "reset", "session"]), chaos_schedules(max_rules=2))
def test_chaos(one: Rule, some: list[Rule]) -> None:
    """Rules are sound, also through their JSON form."""
    assert Rule.from_json(one.to_json()) == one
    assert len(some) <= 2


@given(st.one_of(vm_specs(), port_group_specs(), vswitch_specs(nics=["vmnic1"])))
def test_pyvmomi(spec: Any) -> None:
    """The objects of pyVmomi are the same on the wire."""
    made = to_pyvmomi(spec)
    assert isinstance(made, VmomiSupport.GetWsdlType("urn:vim25", type(spec).__name__))
    sent = etree.fromstring(SoapAdapter.SerializeToStr(made, version=VmomiSupport.newestVersions.Get("vim")))
    assert Decoder(vim.TYPES).value(sent, type(spec).__name__) == spec


@pytest.mark.parametrize("wrong", [
    lambda: vm_specs(datastores=[]), lambda: vm_specs(datastores="datastore1"), lambda: vm_specs(max_disks=16),
    lambda: vm_specs(nic_types=["e100"]), lambda: vm_specs(max_cpus=0), lambda: vm_specs(max_memory_mb=True),
    lambda: port_group_specs(switches=[]), lambda: vswitch_specs(nics=[""]), lambda: entity_names(max_size=0),
    lambda: datastore_paths(max_depth=-1), lambda: inventories(max_vms=-1), lambda: inventories(profiles=["esx-5"]),
    lambda: chaos_rules(effects=["earthquake"]), lambda: chaos_rules(methods=["PowerOnVM"]),
    lambda: chaos_schedules(max_rules=0),
])
def test_wrong_arguments(wrong: Any) -> None:
    """Are told when the strategy is asked for."""
    with pytest.raises(InvalidArgument):
        wrong()


FEW_STEPS = settings(max_examples=10, stateful_step_count=15, deadline=None, phases=PHASES)


class Careless(EsxStateMachine):
    """A client that forgets to power on one machine in a while."""

    def power(self, name: str, on: bool) -> None:
        """Or not."""
        if not on or self.model_vms[name].cpus != 1:
            super().power(name, on)


class Mine(EsxStateMachine):
    """With a client and a rule of its own, on a host with a machine."""

    options = {"inventory": {"vms": [{"name": "there", "power": "on"}]}, "seed": 1}
    looked = 0

    def connect(self) -> Any:
        """pyVmomi."""
        return SmartConnect(
            host=self.esx.host, port=self.esx.port, user=self.esx.user, pwd=self.esx.password,
            sslContext=self.esx.ssl_context,
        )

    def disconnect(self) -> None:
        """Log out."""
        Disconnect(self.client)

    def create_vm(self, spec: vim.VirtualMachineConfigSpec) -> None:
        """Through pyVmomi."""
        content = self.client.content
        datacenter = content.rootFolder.childEntity[0]
        pool = datacenter.hostFolder.childEntity[0].resourcePool
        WaitForTask(datacenter.vmFolder.CreateVM_Task(to_pyvmomi(spec), pool))

    def power(self, name: str, on: bool) -> None:
        """Through pyVmomi."""
        vm = next(each for each in self.client.content.rootFolder.childEntity[0].vmFolder.childEntity if each.name == name)
        WaitForTask(vm.PowerOn() if on else vm.PowerOff())

    def reconfigure(self, name: str, cpus: int, memory_mb: int) -> None:
        """Not at all: the model says so too."""
        vm = self.model_vms[name]
        type(self).looked += 1
        spec = pyvim.vm.ConfigSpec(numCPUs=cpus, memoryMB=memory_mb)
        assert vm.power == "poweredOff"
        refs = self.client.content.rootFolder.childEntity[0].vmFolder.childEntity
        WaitForTask(next(each for each in refs if each.name == name).ReconfigVM_Task(spec))

    def destroy(self, name: str) -> None:
        """Through pyVmomi."""
        refs = self.client.content.rootFolder.childEntity[0].vmFolder.childEntity
        WaitForTask(next(each for each in refs if each.name == name).Destroy_Task())

    def add_port_group(self, spec: vim.HostPortGroupSpec) -> None:
        """Through pyVmomi."""
        self._network().AddPortGroup(to_pyvmomi(spec))

    def remove_port_group(self, name: str) -> None:
        """Through pyVmomi."""
        self._network().RemovePortGroup(name)

    def make_folder(self, name: str) -> None:
        """Through pyVmomi."""
        content = self.client.content
        content.fileManager.MakeDirectory(f"[datastore1] {name}", content.rootFolder.childEntity[0])

    @rule(name=EsxStateMachine.vms)
    def look(self, name: str) -> None:
        """The machine that was there at the start is there still, beside the new one."""
        assert {name, "there"} <= set(self.esx.vms)

    def _network(self) -> Any:
        host = self.client.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
        return host.configManager.networkSystem


class TestEsxStateMachine(EsxStateMachine.TestCase):
    """The machine as it is."""

    settings = FEW_STEPS


class TestMine(Mine.TestCase):
    """A subclass."""

    settings = FEW_STEPS


def test_hosts_are_gone() -> None:
    """After the tests of their classes."""
    run_state_machine_as_test(Mine, settings=settings(max_examples=2, stateful_step_count=3, deadline=None))
    host = Mine._host
    assert host is not None
    url = host.url
    Mine.TestCase.tearDownClass()
    assert (Mine._host, EsxStateMachine._host) == (None, None)
    with pytest.raises(NotRunning):
        host.url  # noqa: B018 - it raises
    assert url


def test_it_finds_what_is_wrong() -> None:
    """A client that does not do what it was told."""
    try:
        with pytest.raises(AssertionError):
            run_state_machine_as_test(Careless, settings=settings(max_examples=50, deadline=None, phases=[Phase.generate]))
    finally:
        Careless.stop_host()
