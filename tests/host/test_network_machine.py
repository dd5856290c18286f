"""Networks against a small model: switches, port groups, interfaces and VMs in random order.

After each step the model, ``networkInfo``, the Network objects and clients that only applied updates agree; what is refused
has changed nothing. ``FAKEESX_EXAMPLES`` sets how many runs there are.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import edit, nic
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from network_specs import SYSTEM, bond, group, info, interface, ordered, require_one_truth, switch
from pictures import Picture, of_objects, of_type
from twisted.internet.task import Clock
from unchanged import unchanged
from vms import make, reconfigure

from fakeesx.host.esx import Esx, Settings
from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SwitchSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

EXAMPLES = int(os.environ.get("FAKEESX_EXAMPLES", "20"))
CARDS = ("vmnic0", "vmnic1", "vmnic10")
SWITCHES = ("vSwitch0", "a-b c")
GROUPS = ("VM Network", "VLAN-1", "VLAN-10", "Büro")
OWN = {"vswif0": "Service Console", "vmk0": "VMkernel"}
VMS = ("one", "two")
MOST = 8
"""Ports of each switch."""

switch_names = st.sampled_from(SWITCHES)
group_names = st.sampled_from(GROUPS)
all_groups = st.sampled_from((*GROUPS, *OWN.values()))
vlans = st.sampled_from((0, 1, 10, 4095, 4096))
cards = st.lists(st.sampled_from((*CARDS, *CARDS, "vmnic")), max_size=2, unique=True)
devices = st.sampled_from(("vmk0", "vmk1", "vswif0"))
vm_names = st.sampled_from(VMS)


@dataclass
class Guest:
    """What the model knows of a VM: one card, connected from power on."""

    ref: ManagedObjectReference
    group: str
    on: bool = False
    connected: bool = False


class NetworkMachine(RuleBasedStateMachine):
    """A host with three cards, its clients, and what should be."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        spec = NetworkSpec(
            tuple(NicSpec(name, link=name != "vmnic1") for name in CARDS),
            (SwitchSpec("vSwitch0", ("vmnic0",), MOST), SwitchSpec("a-b c", ("vmnic10",), MOST)),
            (GroupSpec("VM Network", "vSwitch0"), GroupSpec("VLAN-1", "a-b c", 1)),
        )
        self.host = Esx(Settings(self.root, network=spec), Clock(), random.Random(1))
        self.client = Client(self.host).login()
        self.switches: dict[str, tuple[str, ...]] = {"vSwitch0": ("vmnic0",), "a-b c": ("vmnic10",)}
        self.groups: dict[str, tuple[str, int]] = {
            "VM Network": ("vSwitch0", 0), "VLAN-1": ("a-b c", 1), "Service Console": ("vSwitch0", 0),
            "VMkernel": ("vSwitch0", 0),
        }
        self.interfaces = dict(OWN)
        self.vms: dict[str, Guest] = {}
        self.numbers = 0
        folder, host = ManagedObjectReference("Folder", "ha-folder-network"), ManagedObjectReference("HostSystem", "ha-host")
        system = ManagedObjectReference("HostNetworkSystem", SYSTEM)
        manager = ManagedObjectReference("HostVirtualNicManager", "ha-vnic-mgr")
        self.pictures = [
            Picture(self.client, of_objects(system, manager, folder), partial=True),
            Picture(self.client, of_type(
                ManagedObjectReference("ComputeResource", "ha-compute-res"), "host", "HostSystem",
                "network", "config.network", "config.vmotion", "config.virtualNicManagerInfo", "summary.config",
            ), partial=True),
            Picture(self.client, of_type(folder, "childEntity", "Network"), partial=True),
            Picture(self.client, of_type(folder, "childEntity", "Network"), partial=False),
            Picture(self.client, of_type(host, "vm", "VirtualMachine", "network", "config.hardware.device"), partial=True),
        ]

    def teardown(self) -> None:
        self.host.stop()
        shutil.rmtree(self.root)

    # what should be

    def owner(self, group_name: str) -> str | None:
        """The host's own interface on a group."""
        return next((device for device, name in self.interfaces.items() if name == group_name), None)

    def guests_on(self, group_name: str) -> list[Guest]:
        """The VMs that have a port on a group."""
        return [vm for vm in self.vms.values() if vm.connected and vm.group == group_name]

    def in_use(self, group_name: str) -> bool:
        return self.owner(group_name) is not None or bool(self.guests_on(group_name))

    def free(self, switch_name: str) -> int:
        """The ports that a switch has left."""
        mine = [name for name, (owner, _) in self.groups.items() if owner == switch_name]
        used = sum((self.owner(name) is not None) + len(self.guests_on(name)) for name in mine)
        return MOST - 1 - len(self.switches[switch_name]) - used

    def for_guests(self, group_name: str) -> bool:
        return group_name in self.groups and self.owner(group_name) is None

    def bad_cards(self, name: str, wanted: list[str]) -> str | None:
        """What is wrong with cards for a switch."""
        if len(set(wanted)) < len(wanted) or not set(CARDS).issuperset(wanted):
            return "InvalidArgument"
        others = {card for each, owned in self.switches.items() if each != name for card in owned}
        return "ResourceInUse" if others.intersection(wanted) else None

    def attempt(self, fault: str | None, name: str, /, **arguments: Any) -> Any:
        """Call a method that should succeed, or be refused with a fault and change nothing."""
        if fault is None:
            return self.client.call(SYSTEM, name, **arguments)
        with unchanged(self.host):
            try:
                self.client.call(SYSTEM, name, **arguments)
            except Faulted as error:
                assert error.name == fault, (name, arguments, error)  # noqa: PT017
            else:
                raise AssertionError(f"{name} {arguments} should have met {fault}")
        return None

    # switches

    @rule(name=switch_names, wanted=cards)
    def add_switch(self, name: str, wanted: list[str]) -> None:
        fault = "AlreadyExists" if name in self.switches else self.bad_cards(name, wanted)
        spec = switch(MOST, bond(*wanted) if wanted else None)
        self.attempt(fault, "AddVirtualSwitch", vswitchName=name, spec=spec)
        if fault is None:
            self.switches[name] = tuple(wanted)

    @rule(name=switch_names, wanted=cards, order=st.none() | st.none() | cards)
    def update_switch(self, name: str, wanted: list[str], order: list[str] | None) -> None:
        fault = None if name in self.switches else "NotFound"
        if fault is None:
            sharing = self.bad_cards(name, wanted)
            fault = "InvalidArgument" if sharing == "InvalidArgument" else None
            if fault is None and order is not None and (len(set(order)) < len(order) or not set(wanted).issuperset(order)):
                fault = "InvalidArgument"
            fault = fault or sharing
            if fault is None and self.free(name) + len(self.switches[name]) < len(wanted):
                fault = "HostConfigFault"
        policy = None if order is None else ordered(*order)
        self.attempt(fault, "UpdateVirtualSwitch", vswitchName=name, spec=switch(
            MOST, bond(*wanted) if wanted else None, policy=policy))
        if fault is None:
            self.switches[name] = tuple(wanted)

    @rule(name=switch_names)
    def remove_switch(self, name: str) -> None:
        mine = [each for each, (owner, _) in self.groups.items() if owner == name]
        fault = None if name in self.switches else "NotFound"
        if any(self.in_use(each) for each in mine):
            fault = "ResourceInUse"
        self.attempt(fault, "RemoveVirtualSwitch", vswitchName=name)
        if fault is None:
            del self.switches[name]
            for each in mine:
                del self.groups[each]

    # port groups

    @rule(name=group_names, vlan=vlans, on=switch_names)
    def add_group(self, name: str, vlan: int, on: str) -> None:
        fault = None if 0 <= vlan <= 4095 else "InvalidArgument"
        fault = fault or (None if on in self.switches else "NotFound")
        fault = fault or ("AlreadyExists" if name in self.groups else None)
        self.attempt(fault, "AddPortGroup", portgrp=group(name, vlan, on))
        if fault is None:
            self.groups[name] = (on, vlan)

    @rule(name=all_groups, new=group_names, vlan=vlans, on=st.sampled_from((None, None, *SWITCHES)))
    def update_group(self, name: str, new: str, vlan: int, on: str | None) -> None:
        place = on or self.groups.get(name, ("vSwitch0", 0))[0]
        fault = None if name in self.groups else "NotFound"
        fault = fault or (None if 0 <= vlan <= 4095 else "InvalidArgument")
        fault = fault or (None if place in self.switches else "NotFound")
        fault = fault or ("AlreadyExists" if new != name and new in self.groups else None)
        if fault is None and place != self.groups[name][0] and self.in_use(name):
            fault = "HostConfigFault"
        self.attempt(fault, "UpdatePortGroup", pgName=name, portgrp=group(new, vlan, place))
        if fault is None:
            del self.groups[name]
            self.groups[new] = (place, vlan)
            if self.owner(name):
                self.interfaces = {device: new if each == name else each for device, each in self.interfaces.items()}
            elif new != name:
                for vm in self.vms.values():
                    vm.group = new if vm.group == name else vm.group

    @rule(name=all_groups)
    def remove_group(self, name: str) -> None:
        fault = None if name in self.groups else "NotFound"
        if fault is None and self.in_use(name):
            fault = "ResourceInUse"
        self.attempt(fault, "RemovePortGroup", pgName=name)
        if fault is None:
            del self.groups[name]

    # the host's own interfaces

    def no_interface(self, name: str) -> str | None:
        """What keeps an interface from coming on a group."""
        if name not in self.groups:
            return "HostConfigFault"
        if self.owner(name) is not None:
            return "AlreadyExists"
        return "HostConfigFault" if self.guests_on(name) else None

    @rule(name=all_groups)
    def add_interface(self, name: str) -> None:
        fault = self.no_interface(name)
        if fault is None and self.free(self.groups[name][0]) < 1:
            fault = "HostConfigFault"
        self.numbers += 1
        spec = interface(f"10.{self.numbers // 250}.{self.numbers % 250}.5")
        device = self.attempt(fault, "AddVirtualNic", portgroup=name, nic=spec)
        if fault is None:
            assert device not in self.interfaces
            self.interfaces[device] = name

    @rule(device=devices, name=all_groups)
    def move_interface(self, device: str, name: str) -> None:
        console = device.startswith("vswif")
        fault = None if device in self.interfaces else "NotFound"
        if fault is None and self.interfaces[device] != name:
            fault = "HostConfigFault" if self.no_interface(name) else None
            if fault is None:
                now, then = (self.groups[each][0] for each in (self.interfaces[device], name))
                fault = "HostConfigFault" if self.free(then) + (now == then) < 1 else None
        method = "UpdateServiceConsoleVirtualNic" if console else "UpdateVirtualNic"
        self.attempt(fault, method, device=device, nic=vim.HostVirtualNicSpec(portgroup=name))
        if fault is None:
            self.interfaces[device] = name

    @rule(device=devices)
    def remove_interface(self, device: str) -> None:
        console = device.startswith("vswif")
        fault = "ResourceInUse" if console else None if device in self.interfaces else "NotFound"
        method = "RemoveServiceConsoleVirtualNic" if console else "RemoveVirtualNic"
        self.attempt(fault, method, device=device)
        if fault is None:
            del self.interfaces[device]

    # all at once

    @rule(gone=group_names, new=group_names, vlan=vlans, name=switch_names, wanted=cards)
    def many(self, gone: str, new: str, vlan: int, name: str, wanted: list[str]) -> None:
        """One group goes, another one comes on a switch that comes or changes: all or nothing."""
        exists = name in self.switches
        fault = None if gone in self.groups else "NotFound"
        fault = fault or ("ResourceInUse" if self.in_use(gone) else None)
        fault = fault or self.bad_cards(name, wanted)
        if fault is None and exists and self.free(name) + len(self.switches[name]) < len(wanted):
            fault = "HostConfigFault"
        fault = fault or (None if 0 <= vlan <= 4095 else "InvalidArgument")
        fault = fault or ("AlreadyExists" if new in self.groups and new != gone else None)
        config = vim.HostNetworkConfig(
            vswitch=[vim.HostVirtualSwitchConfig(changeOperation="edit" if exists else "add", name=name, spec=switch(
                MOST, bond(*wanted) if wanted else None))],
            portgroup=[
                vim.HostPortGroupConfig(changeOperation="add", spec=group(new, vlan, name)),
                vim.HostPortGroupConfig(changeOperation="remove", spec=group(gone)),
            ],
        )
        self.attempt(fault, "UpdateNetworkConfig", config=config, changeMode="modify")
        if fault is None:
            self.switches[name] = tuple(wanted)
            del self.groups[gone]
            self.groups[new] = (name, vlan)

    # virtual machines

    @rule(name=vm_names, on=all_groups)
    def make_vm(self, name: str, on: str) -> None:
        if name in self.vms:
            return
        if self.for_guests(on):
            self.vms[name] = Guest(make(self.client, name, nic(network=on)), on)
            return
        with unchanged(self.host):
            try:
                make(self.client, name, nic(network=on))
            except Faulted as error:
                assert error.name == "InvalidDeviceSpec"  # noqa: PT017
            else:
                raise AssertionError(f"a VM on {on}")

    @rule(name=vm_names)
    def switch_power(self, name: str) -> None:
        vm = self.vms.get(name)
        if vm is None:
            return
        if vm.on:
            self.client.task(vm.ref, "PowerOffVM_Task")
            vm.on = vm.connected = False
        elif not self.for_guests(vm.group):
            self.client.task(vm.ref, "PowerOnVM_Task")
            vm.on = True
        elif self.free(self.groups[vm.group][0]) < 1:
            before = self.host.networks.net
            try:
                self.client.task(vm.ref, "PowerOnVM_Task")
            except Faulted as error:
                assert error.name == "GenericVmConfigFault"  # noqa: PT017
            else:
                raise AssertionError("a VM without a port")
            assert self.host.networks.net == before
        else:
            self.client.task(vm.ref, "PowerOnVM_Task")
            vm.on = vm.connected = True

    @rule(name=vm_names, on=group_names)
    def move_card(self, name: str, on: str) -> None:
        vm = self.vms.get(name)
        if vm is None or not self.for_guests(on):
            return
        card = next(
            d for d in self.client.get(vm.ref, "config").hardware.device if isinstance(d, vim.VirtualEthernetCard)
        )
        backing = vim.VirtualEthernetCardNetworkBackingInfo(deviceName=on)
        wanted = edit(card.replace(backing=backing))
        room = self.free(self.groups[on][0])
        if vm.connected and vm.group != on and self.groups[vm.group][0] == self.groups[on][0]:
            room += 1
        if vm.connected and vm.group != on and room < 1:
            before = self.host.networks.net
            try:
                reconfigure(self.client, vm.ref, wanted)
            except Faulted as error:
                assert error.name == "GenericVmConfigFault"  # noqa: PT017
            else:
                raise AssertionError("a card without a port")
            assert self.host.networks.net == before
            return
        reconfigure(self.client, vm.ref, wanted)
        vm.group = on

    @rule(name=vm_names)
    def destroy_vm(self, name: str) -> None:
        vm = self.vms.get(name)
        if vm is not None and not vm.on:
            self.client.task(vm.ref, "Destroy_Task")
            del self.vms[name]

    @rule(chance=st.integers(0, 4))
    def reboot(self, chance: int) -> None:
        if chance < 4:
            return
        self.client.call("ha-host", "RebootHost_Task", force=True)
        for vm in self.vms.values():
            vm.on = vm.connected = False
        self.client.login()
        for picture in self.pictures:  # their filters went with the session
            picture.__init__(self.client, picture.spec, picture.partial)

    # what must hold

    @initialize()
    def begin(self) -> None:
        for picture in self.pictures:
            picture.catch_up()

    @invariant()
    def the_model_agrees(self) -> None:
        net = info(self.client)
        prefix = "key-vim.host.PhysicalNic-"
        assert {each.name: tuple(key.removeprefix(prefix) for key in each.pnic) for each in net.vswitch} == self.switches
        assert {
            each.spec.name: (each.spec.vswitchName, each.spec.vlanId) for each in net.portgroup
        } == self.groups
        assert {nic.device: nic.portgroup for nic in (*net.vnic, *net.consoleVnic)} == self.interfaces
        for name in self.switches:
            assert next(each for each in net.vswitch if each.name == name).numPortsAvailable == self.free(name)

    @invariant()
    def all_shows_one_truth(self) -> None:
        require_one_truth(self.client)

    @invariant()
    def clients_know_by_updates_alone(self) -> None:
        for picture in self.pictures:
            picture.catch_up()
            assert picture.seen == picture.fresh()


TestNetworks = NetworkMachine.TestCase
TestNetworks.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
)
TestNetworks.pytestmark = [pytest.mark.timeout(120 + 30 * EXAMPLES)]
