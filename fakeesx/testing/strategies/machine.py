"""A state machine that tests can build on: a host, clients of it, and a small model of what must be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar
from unittest import TestCase

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import VimClient
from fakeesx.testing.fake_esx import FakeESX
from fakeesx.testing.strategies.names import file_names
from fakeesx.testing.strategies.specs import port_group_specs, vm_specs

POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
NETWORK = ManagedObjectReference("HostNetworkSystem", "networkSystem")
FILES = ManagedObjectReference("FileManager", "ha-nfc-file-manager")
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")


@dataclass(frozen=True)
class ModelVm:
    """What a machine must be."""

    cpus: int
    memory_mb: int
    power: str = "poweredOff"


class _StoppingTestCase:
    """The ``TestCase`` of a state machine, which stops its host at the end."""

    def __get__(self, machine: Any, owner: type[EsxStateMachine]) -> type[TestCase]:
        made: type[TestCase] = RuleBasedStateMachine.__dict__["TestCase"].__get__(machine, owner)
        made.tearDownClass = classmethod(lambda _: owner.stop_host())  # type: ignore[assignment, method-assign]
        return made


class EsxStateMachine(RuleBasedStateMachine):
    """Random work on a host, checked against a model. ``TestCase`` is a test of it, of a subclass as well::

        class Mine(EsxStateMachine):
            @rule(name=EsxStateMachine.vms)
            def look(self, name):
                assert my_code(self.esx.url).describe(name)

        TestMine = Mine.TestCase

    The host (``self.esx``, a ``FakeESX`` made with ``options``) starts once for a class and is as it was at its start for
    each example. What is done to it goes through methods that a subclass may override, so that its own client does it:
    ``connect``, ``create_vm``, ``power``, ``reconfigure``, ``destroy``, ``add_port_group``, ``remove_port_group``,
    ``make_folder``. ``self.client`` is what ``connect`` gave.

    Rules of a subclass take machines, port groups and folders by name from the bundles ``vms``, ``port_groups`` and
    ``folders``, and keep ``self.model_vms``, ``self.model_groups`` and ``self.model_folders`` true.
    """

    options: ClassVar[dict[str, Any]] = {}
    """Arguments of ``FakeESX``; ``port`` and ``reactor`` are not among them."""
    _host: ClassVar[FakeESX | None] = None
    TestCase: Any = _StoppingTestCase()

    vms = Bundle("vms")
    port_groups = Bundle("port_groups")
    folders = Bundle("folders")

    def __init__(self) -> None:
        super().__init__()
        self.esx = self._started()
        self.client: Any = self.connect()
        self.model_vms: dict[str, ModelVm] = {}
        self.model_groups: dict[str, int] = {}
        self.model_folders: set[str] = set()
        self._there = {"vms": set(self.esx.vms), "groups": set(self.esx.networks)}

    def __init_subclass__(cls, **others: Any) -> None:
        super().__init_subclass__(**others)
        cls._host = None  # each class has a host of its own

    @classmethod
    def _started(cls) -> FakeESX:
        if cls._host is None:
            cls._host = FakeESX(**cls.options).start()
        cls._host.run(lambda host: host.checkpoints.reset())
        return cls._host

    @classmethod
    def stop_host(cls) -> None:
        """Stop the host of the class, if it runs; the next example starts another. ``TestCase`` does so at its end."""
        host, cls._host = cls._host, None
        if host is not None:
            host.stop()

    def teardown(self) -> None:
        """End of an example: the client hangs up."""
        self.disconnect()

    # what a subclass may do in another way

    def connect(self) -> Any:
        """A client, logged in."""
        client = VimClient(self.esx.url, self.esx.cafile)
        client.login(self.esx.user, self.esx.password)
        return client

    def disconnect(self) -> None:
        """The client is of no more use."""
        self.client.close()

    def create_vm(self, spec: vim.VirtualMachineConfigSpec) -> None:
        """Make a machine."""
        self.client.task("CreateVM_Task", FOLDER, config=spec, pool=POOL)

    def power(self, name: str, on: bool) -> None:
        """Switch a machine on or off."""
        self.client.task("PowerOnVM_Task" if on else "PowerOffVM_Task", self.esx.vms[name].ref)

    def reconfigure(self, name: str, cpus: int, memory_mb: int) -> None:
        """Give a machine that is off other processors and memory."""
        spec = vim.VirtualMachineConfigSpec(numCPUs=cpus, memoryMB=memory_mb)
        self.client.task("ReconfigVM_Task", self.esx.vms[name].ref, spec=spec)

    def destroy(self, name: str) -> None:
        """Delete a machine that is off."""
        self.client.task("Destroy_Task", self.esx.vms[name].ref)

    def add_port_group(self, spec: vim.HostPortGroupSpec) -> None:
        """Make a port group."""
        self.client.call("AddPortGroup", NETWORK, portgrp=spec)

    def remove_port_group(self, name: str) -> None:
        """Delete a port group that nothing is on."""
        self.client.call("RemovePortGroup", NETWORK, pgName=name)

    def make_folder(self, name: str) -> None:
        """Make a folder on the datastore."""
        self.client.call("MakeDirectory", FILES, name=f"[datastore1] {name}", datacenter=DATACENTER)

    # rules

    @rule(target=vms, spec=vm_specs(max_disk_mb=4, max_memory_mb=64, networks=()))
    def new_vm(self, spec: vim.VirtualMachineConfigSpec) -> Any:
        """A machine comes, if its name is free."""
        name = spec.name or ""
        if name in self.model_vms or name in self._there["vms"] or _stem(name) in self._stems():
            return multiple()
        self.create_vm(spec)
        self.model_vms[name] = ModelVm(spec.numCPUs or 1, spec.memoryMB or 4)
        return name

    @rule(name=vms)
    def switch(self, name: str) -> None:
        """A machine goes on or off."""
        vm = self.model_vms[name]
        on = vm.power != "poweredOn"
        self.power(name, on)
        self.model_vms[name] = replace(vm, power="poweredOn" if on else "poweredOff")

    @rule(name=vms, cpus=st.integers(1, 8), memory=st.integers(1, 16))
    def other_hardware(self, name: str, cpus: int, memory: int) -> None:
        """A machine that is off gets other processors and memory."""
        vm = self.model_vms[name]
        if vm.power == "poweredOff":
            self.reconfigure(name, cpus, 4 * memory)
            self.model_vms[name] = replace(vm, cpus=cpus, memory_mb=4 * memory)

    @rule(name=consumes(vms))
    def no_vm(self, name: str) -> None:
        """A machine goes."""
        if self.model_vms[name].power == "poweredOn":
            self.power(name, False)
        self.destroy(name)
        del self.model_vms[name]

    @rule(target=port_groups, spec=port_group_specs())
    def new_port_group(self, spec: vim.HostPortGroupSpec) -> Any:
        """A port group comes, if its name is free."""
        if spec.name in self.model_groups or spec.name in self._there["groups"]:
            return multiple()
        self.add_port_group(spec)
        self.model_groups[spec.name] = spec.vlanId
        return spec.name

    @rule(name=consumes(port_groups))
    def no_port_group(self, name: str) -> None:
        """A port group goes."""
        self.remove_port_group(name)
        del self.model_groups[name]

    @rule(target=folders, name=file_names())
    def new_folder(self, name: str) -> Any:
        """A folder comes, if there is none of the name."""
        if name in self.model_folders or name in self._stems():
            return multiple()
        self.make_folder(name)
        self.model_folders.add(name)
        return name

    # what must hold

    @invariant()
    def the_vms_are_those_of_the_model(self) -> None:
        """All machines are there, with the power state and the hardware that they must have."""
        there = {vm.name: vm for vm in self.esx.vms.values() if vm.name not in self._there["vms"]}
        assert there.keys() == self.model_vms.keys()
        for name, wanted in self.model_vms.items():
            vm = there[name]
            assert (name, ModelVm(vm.cpus, vm.memory >> 20, vm.power_state)) == (name, wanted)

    @invariant()
    def the_port_groups_are_those_of_the_model(self) -> None:
        """All port groups are there, with their VLANs."""
        there = {each.name: each.vlan for each in self.esx.networks.values() if each.name not in self._there["groups"]}
        assert there == self.model_groups

    def _stems(self) -> set[str]:
        """The names of folders of machines."""
        return {_stem(name) for name in (*self.model_vms, *self._there["vms"])} | self.model_folders


def _stem(name: str) -> str:
    from fakeesx.storage.vmfiles import home_name

    return home_name(name)
