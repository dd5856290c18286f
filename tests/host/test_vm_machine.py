"""Virtual machines against a small model: random operations, and after each one everything still agrees.

Four clients follow the host by updates only; what each has put together equals what a fresh look shows. What is refused has
changed nothing.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, cdrom, controller, disk, nic
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pictures import Picture, of_objects, of_type
from twisted.internet.task import Clock
from vms import FOLDER, HOST, POOL, spec

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

NAMES = ("a", "b", "c", "däx", "e%2f")
ON, OFF, SUSPENDED = "poweredOn", "poweredOff", "suspended"


@dataclass
class Machine:
    """What the model knows of a VM."""

    ref: ManagedObjectReference
    name: str
    memory: int
    power: str = OFF
    tools: bool = False
    options: dict[str, str] = field(default_factory=dict)
    nics: int = 1
    note: str = ""


class Machines(RuleBasedStateMachine):
    """Clients that create, change, run and remove VMs."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fakeesx-test-"))
        self.clock = Clock()
        self.clock.advance(1_289_000_000.0)
        self.host = Esx(Settings(self.folder), self.clock, random.Random(7))
        self.client = Client(self.host).login()
        self.machines: dict[str, Machine] = {}
        datastore = self.client.get("ha-datacenter", "datastore").items[0]
        network = self.client.get("ha-datacenter", "network").items[0]
        self.pictures = [
            Picture(self.client, of_type(FOLDER, "childEntity", "VirtualMachine"), True),
            Picture(self.client, of_type(FOLDER, "childEntity", "VirtualMachine"), False),
            Picture(self.client, of_type(
                FOLDER, "childEntity", "VirtualMachine", "name", "runtime.powerState", "config.hardware.device",
                "config.extraConfig", "guest.net",
            ), True),
            Picture(self.client, of_objects(FOLDER, HOST, POOL, datastore, network), True),
        ]
        for picture in self.pictures:
            picture.catch_up()
        self.free = self.client.get(datastore, "summary.freeSpace")
        self.datastore = datastore

    def teardown(self) -> None:
        self.host.stop()
        shutil.rmtree(self.folder)

    # what clients do

    def attempt(self, *call: Any, **arguments: Any) -> Any:
        """The result of a task, or the name of its fault; a refused one has left no trace."""
        before, files = self.nodes(), self.files()
        try:
            return self.client.task(*call, **arguments)
        except Faulted as fault:
            name = fault.name
        self.unchanged(before, files)
        return name

    def unchanged(self, before: dict[str, Any], files: list[tuple[str, int]]) -> None:
        """Nothing differs but that the entity lists the task that failed."""
        assert self.files() == files
        after = self.nodes()
        changed = {m for m in {**before, **after} if before.get(m) is not after.get(m)} - {"ha-taskmgr", "ha-eventmgr"}
        for moid in changed:
            old, new = before[moid].values, after[moid].values
            assert {n for n in {**old, **new} if old.get(n) != new.get(n)} <= {"recentTask"}, moid

    def nodes(self) -> dict[str, Any]:
        return {node.ref.value: node for node in self.host.inventory.nodes() if node.ref.type != "Task"}

    def files(self) -> list[tuple[str, int]]:
        return sorted((str(p), p.stat().st_size) for p in self.folder.rglob("*") if p.is_file())

    @initialize()
    def first(self) -> None:
        self.create("a", 64, False)

    @rule(name=st.sampled_from(NAMES), memory=st.sampled_from([32, 64, 128, 3, 0, 999999]), tools=st.booleans())
    def create(self, name: str, memory: int, tools: bool) -> None:
        extra = {"fakeesx.guest.tools": "running"} if tools else {}
        config = spec(name, controller(), disk(), nic(), path="[datastore1]", memoryMB=memory, extra=extra)
        result = self.attempt(FOLDER, "CreateVM_Task", config=config, pool=POOL)
        if name in self.machines:
            assert result == "DuplicateName"
        elif memory not in (32, 64, 128):
            assert result in ("InvalidArgument", "MemorySizeNotSupported")
        else:
            assert isinstance(result, ManagedObjectReference)
            self.machines[name] = Machine(result, name, memory, options=extra, tools=tools)

    def some(self, data: st.DataObject) -> Machine:
        return self.machines[data.draw(st.sampled_from(sorted(self.machines)))]

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), operation=st.sampled_from(["PowerOnVM_Task", "PowerOffVM_Task", "ResetVM_Task", "SuspendVM_Task"]))
    def power(self, data: st.DataObject, operation: str) -> None:
        machine = self.some(data)
        allowed, after = {
            "PowerOnVM_Task": ((OFF, SUSPENDED), ON), "PowerOffVM_Task": ((ON, SUSPENDED), OFF),
            "ResetVM_Task": ((ON,), ON), "SuspendVM_Task": ((ON,), SUSPENDED),
        }[operation]
        result = self.attempt(machine.ref, operation)
        if machine.power in allowed:
            assert result is None
            machine.power = after
        else:
            assert result == "InvalidPowerState"

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), operation=st.sampled_from(["ShutdownGuest", "RebootGuest", "StandbyGuest"]))
    def guest(self, data: st.DataObject, operation: str) -> None:
        machine = self.some(data)
        try:
            self.client.call(machine.ref, operation)
        except Faulted as fault:
            refused = fault.name
        else:
            refused = None
        if machine.power != ON:
            assert refused == "InvalidPowerState"
            return
        assert refused == (None if machine.tools else "ToolsUnavailable")
        if refused:
            return
        machine.power = {"ShutdownGuest": OFF, "StandbyGuest": SUSPENDED}.get(operation, ON)

    @precondition(lambda self: self.machines)
    @rule(
        data=st.data(), memory=st.sampled_from([32, 256, 5]), note=st.text(max_size=5),
        key=st.sampled_from(["machine.id", "x.y"]), value=st.sampled_from(["", "1", "ü<&>"]),
    )
    def reconfigure(self, data: st.DataObject, memory: int, note: str, key: str, value: str) -> None:
        machine = self.some(data)
        change = spec(memoryMB=memory, annotation=_printable(note), extra={key: value})
        result = self.attempt(machine.ref, "ReconfigVM_Task", spec=change)
        if result is None:
            assert memory in (32, 256)
            machine.memory, machine.note = memory, _printable(note)
            if value:
                machine.options[key] = value
            else:
                machine.options.pop(key, None)
        else:
            assert memory == 5 or machine.power != OFF

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), what=st.sampled_from(["nic", "disk", "cdrom", "no network", "no controller", "no key"]))
    def devices(self, data: st.DataObject, what: str) -> None:
        machine = self.some(data)
        changes = {
            "nic": [add(nic())], "disk": [add(disk(1000, None), "create")],
            "cdrom": [add(cdrom(backing=vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False)))],
            "no network": [add(nic()), add(nic(backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName="none")))],
            "no controller": [add(nic()), add(disk(77), "create")],
            "no key": [add(nic()), vim.VirtualDeviceConfigSpec(
                operation=vim.VirtualDeviceConfigSpecOperation.remove, device=vim.VirtualE1000(key=4777),
            )],
        }[what]
        result = self.attempt(machine.ref, "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(deviceChange=changes))
        if what.startswith("no "):
            assert isinstance(result, str)
        elif result is None:
            machine.nics += what == "nic"

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), name=st.sampled_from([*NAMES, "", "x" * 81]))
    def rename(self, data: st.DataObject, name: str) -> None:
        machine = self.some(data)
        result = self.attempt(machine.ref, "Rename_Task", newName=name)
        if name in ("", "x" * 81):
            assert result == "InvalidName"
        elif name in self.machines:
            assert result in ("DuplicateName", None)
        else:
            assert result is None
            del self.machines[machine.name]
            machine.name = name
            self.machines[name] = machine

    @precondition(lambda self: self.machines)
    @rule(data=st.data())
    def destroy(self, data: st.DataObject) -> None:
        machine = self.some(data)
        result = self.attempt(machine.ref, "Destroy_Task")
        if machine.power == ON:
            assert result == "InvalidPowerState"
        else:
            assert result is None
            del self.machines[machine.name]

    @rule(seconds=st.sampled_from([1.0, 20.0, 45.0]))
    def wait(self, seconds: float) -> None:
        self.clock.pump([1.0] * int(seconds))

    # what is always true

    @invariant()
    def pictures_are_up_to_date(self) -> None:
        for picture in self.pictures:
            picture.catch_up()
            assert picture.seen == picture.fresh()
            assert picture.catch_up() == 0

    @invariant()
    def host_and_model_agree(self) -> None:
        assert {ref.value for ref in self.client.get(FOLDER, "childEntity").items} == {
            machine.ref.value for machine in self.machines.values()
        }
        for machine in self.machines.values():
            config, runtime, summary = self.client.get(machine.ref, "config", "runtime", "summary").values()
            assert config.name == machine.name == summary.config.name
            assert config.hardware.memoryMB == machine.memory == summary.config.memorySizeMB
            assert (config.annotation or "") == machine.note
            assert runtime.powerState == machine.power
            assert summary.runtime == runtime
            options = {option.key: option.value for option in config.extraConfig}
            assert {key: options.get(key) for key in ("machine.id", "x.y")} == {
                key: machine.options.get(key) for key in ("machine.id", "x.y")
            }
            assert sum(isinstance(d, vim.VirtualEthernetCard) for d in config.hardware.device) == machine.nics

    @invariant()
    def files_agree(self) -> None:
        for machine in self.machines.values():
            layout = self.client.get(machine.ref, "layoutEx")
            for file in layout.file:
                _, _, path = file.name.partition("] ")
                assert self.host.volumes.get("datastore1").exists(path), file.name

    @precondition(lambda self: not self.machines)
    @invariant()
    def nothing_is_left(self) -> None:
        assert self.files() == []
        assert self.client.get(self.datastore, "summary.freeSpace") == self.free


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


TestMachines = Machines.TestCase
TestMachines.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestMachines.pytestmark = [pytest.mark.timeout(600)]
