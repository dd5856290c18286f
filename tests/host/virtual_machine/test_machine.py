"""Virtual machines against a small model: random operations, and after each one everything still agrees.

Clients follow the host by updates only (partial and whole, all properties and paths, by asking and by waiting); what each
has put together equals what a fresh look shows. What is refused has changed nothing. ``FAKEESX_EXAMPLES`` sets how many runs
there are.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, cdrom, controller, disk, edit, nic, remove
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pictures import Picture, of_objects, of_type
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from vms import FOLDER, HOST, POOL, TOOLS, spec

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine.disabled import disabled_methods
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.reading import STAGING
from fakeesx.storage.vmfiles import read_vmx

EXAMPLES = int(os.environ.get("FAKEESX_EXAMPLES", "20"))
NAMES = ("a", "b", "c", "däx", "e/f", "50%")
BAD_NAMES = ("", "x" * 81, "a\nb")
OPTIONS = ("machine.id", "x.y")
ON, OFF, SUSPENDED = "poweredOn", "poweredOff", "suspended"
POWER = {
    "PowerOnVM_Task": ((OFF, SUSPENDED), ON), "PowerOffVM_Task": ((ON, SUSPENDED), OFF),
    "ResetVM_Task": ((ON,), ON), "SuspendVM_Task": ((ON,), SUSPENDED),
}
GUEST = {"ShutdownGuest": OFF, "RebootGuest": ON, "StandbyGuest": SUSPENDED}


def kept(name: str) -> str:
    """A name as the inventory keeps it."""
    return name.replace("%", "%25").replace("/", "%2f")


@dataclass
class Machine:
    """What the model knows of a VM."""

    ref: ManagedObjectReference
    name: str
    memory: int
    home: str
    power: str = OFF
    tools: bool = False
    mounted: bool = False
    options: dict[str, str] = field(default_factory=dict)
    nics: int = 1
    disks: set[str] = field(default_factory=set)
    note: str = ""
    has_run: bool = False


class Waiter:
    """A client that waits all the time, and counts how often it was told something."""

    def __init__(self, client: Client, wanted: vim.PropertyFilterSpec) -> None:
        self.client = client
        self.picture = Picture(client, wanted, partial=False)
        self.told = 0
        self._ask()

    def _ask(self) -> None:
        found = self.client.call(self.picture.collector, "WaitForUpdatesEx", version=self.picture.version)
        while not isinstance(found, Deferred):
            self._take(found)
            found = self.client.call(self.picture.collector, "WaitForUpdatesEx", version=self.picture.version)
        found.addCallbacks(self._woken, lambda failure: failure.trap(Faulted))  # the host stops

    def _woken(self, updates: Any) -> None:
        self.told += 1
        self._take(updates)
        self._ask()

    def _take(self, updates: Any) -> None:
        assert updates.filterSet
        self.picture.apply(updates)


class Machines(RuleBasedStateMachine):
    """Clients that create, change, run and remove VMs."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fakeesx-test-"))
        self.machines: dict[str, Machine] = {}
        self.left: dict[str, int] = {}
        """Files of VMs that were taken off the inventory, and their sizes."""
        self.make_host()
        self.look()
        self.free = self.volume.free_space

    def make_host(self) -> None:
        """A host and its clock."""
        self.clock = Clock()
        self.clock.advance(1_289_000_000.0)
        self.host = Esx(Settings(self.folder), self.clock, random.Random(7))

    def look(self) -> None:
        """Clients that follow the host from now on."""
        self.client = Client(self.host).login()
        datastore = self.client.get("ha-datacenter", "datastore").items[0]
        network = self.client.get("ha-datacenter", "network").items[0]
        vms = FOLDER, "childEntity", "VirtualMachine"
        paths = "name", "runtime.powerState", "config.hardware.device", "config.extraConfig", "guest.net", "disabledMethod"
        deep = "config.hardware.device[4000].macAddress", 'config.extraConfig["machine.id"].value', "guest.screen.width"
        self.pictures = [
            Picture(self.client, of_type(*vms), partial=True), Picture(self.client, of_type(*vms), partial=False),
            Picture(self.client, of_type(*vms, *paths), partial=True),
            Picture(self.client, of_type(*vms, *deep), partial=True),
            Picture(self.client, of_objects(FOLDER, HOST, POOL, datastore, network), partial=True),
        ]
        self.waiter = Waiter(self.client, of_type(*vms, "name"))
        self.renamed = 0
        """How often something changed that the waiter wants to know of."""
        self.datastore, self.network = datastore, network
        self.volume = self.host.volumes.get("datastore1")

    def teardown(self) -> None:
        self.host.stop()
        shutil.rmtree(self.folder)

    # what clients do

    def attempt(self, method: str, *call: Any, **arguments: Any) -> Any:
        """The result of a method or task, or the name of its fault; a refused one has left no trace."""
        before, files, told = self.nodes(), self.files(), self.waiter.told
        try:
            act: Callable[..., Any] = self.client.task if method.endswith("_Task") else self.client.call
            return act(call[0], method, **arguments)
        except Faulted as fault:
            name = fault.name
        assert self.files() == files
        assert self.waiter.told == told
        after = self.nodes()
        changed = {m for m in {**before, **after} if before.get(m) is not after.get(m)} - {"ha-taskmgr", "ha-eventmgr"}
        for moid in changed:  # nothing differs but that the entity lists the task that failed
            old, new = before[moid].values, after[moid].values
            assert {n for n in {**old, **new} if old.get(n) != new.get(n)} <= {"recentTask"}, moid
        return name

    def nodes(self) -> dict[str, Any]:
        return {node.ref.value: node for node in self.host.inventory.nodes() if node.ref.type != "Task"}

    def files(self) -> dict[str, int]:
        root = self.volume.root
        return {
            str(p.relative_to(root)): p.stat().st_size
            for p in root.rglob("*") if p.is_file() and p.parent.name != STAGING  # what was deleted is kept there, empty
        }

    def some(self, data: st.DataObject, **wanted: Any) -> Machine:
        fitting = [n for n, m in self.machines.items() if all(getattr(m, key) == value for key, value in wanted.items())]
        return self.machines[data.draw(st.sampled_from(sorted(fitting or self.machines)))]

    @initialize()
    def first(self) -> None:
        self.create("a", 64, tools=True)

    @rule(name=st.sampled_from([*NAMES, *BAD_NAMES]), memory=st.sampled_from([32, 64, 128, 3, 999999]), tools=st.booleans())
    def create(self, name: str, memory: int, tools: bool) -> None:
        config = spec(name, controller(), disk(), nic(), path="[datastore1]", memoryMB=memory, extra=TOOLS if tools else {})
        result = self.attempt("CreateVM_Task", FOLDER, config=config, pool=POOL)
        if name in BAD_NAMES:
            assert result == "InvalidName"
        elif name in self.machines:
            assert result == "DuplicateName"
        elif memory not in (32, 64, 128):
            assert result in ("InvalidArgument", "MemorySizeNotSupported")
        else:
            assert isinstance(result, ManagedObjectReference), result
            home = self.client.get(result, "config.files.vmPathName").partition("] ")[2]
            self.machines[name] = Machine(result, name, memory, home, tools=tools, disks={home.replace(".vmx", ".vmdk")})
            self.renamed += 1

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), operation=st.sampled_from(sorted(POWER)))
    def power(self, data: st.DataObject, operation: str) -> None:
        machine = self.some(data)
        allowed, after = POWER[operation]
        result = self.attempt(operation, machine.ref)
        assert result == (None if machine.power in allowed else "InvalidPowerState")
        if result is None:
            self.now(machine, after)

    def now(self, machine: Machine, power: str) -> None:
        machine.has_run |= power == ON
        if power != ON:
            machine.mounted = False
        machine.power = power

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), operation=st.sampled_from(sorted(GUEST)))
    def guest(self, data: st.DataObject, operation: str) -> None:
        machine = self.some(data, power=ON, tools=True)
        result = self.attempt(operation, machine.ref)
        if machine.power != ON:
            assert result == "InvalidPowerState"
        elif not machine.tools:
            assert result == "ToolsUnavailable"
        else:
            assert result is None
            self.now(machine, GUEST[operation])

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), what=st.sampled_from(["MountToolsInstaller", "UnmountToolsInstaller", "SetScreenResolution"]))
    def through_tools(self, data: st.DataObject, what: str) -> None:
        machine = self.some(data, power=ON)
        arguments = {"width": 800, "height": 600} if what == "SetScreenResolution" else {}
        result = self.attempt(what, machine.ref, **arguments)
        if result is None:
            assert machine.power == ON
            machine.mounted = what == "MountToolsInstaller" or (machine.mounted and what == "SetScreenResolution")

    @precondition(lambda self: self.machines)
    @rule(
        data=st.data(), memory=st.sampled_from([None, 32, 256, 5]), note=st.sampled_from(["", "x", "ü<&>\"'", "two\nlines"]),
        key=st.sampled_from([*OPTIONS, "no key"]), value=st.sampled_from(["", "1", "ü<&>|\n"]),
        name=st.sampled_from([None, None, *NAMES, BAD_NAMES[1]]),
    )
    def reconfigure(self, data: st.DataObject, memory: Any, note: str, key: str, value: str, name: Any) -> None:
        machine = self.some(data)
        change = spec(name, memoryMB=memory, annotation=note, extra={key: value})
        result = self.attempt("ReconfigVM_Task", machine.ref, spec=change)
        wrong = key == "no key" or memory == 5 or name in BAD_NAMES or (name in self.machines and name != machine.name)
        hot = machine.power != OFF and memory not in (None, machine.memory)
        assert (result is None) == (not wrong and not hot), result
        if result is None:
            machine.memory, machine.note = memory or machine.memory, note
            self.rename_to(machine, name or machine.name)
            machine.options[key] = value
            if not value:
                del machine.options[key]

    def rename_to(self, machine: Machine, name: str) -> None:
        if name != machine.name:
            del self.machines[machine.name]
            machine.name = name
            self.machines[name] = machine
            self.renamed += 1

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), what=st.sampled_from(
        ["nic", "disk", "drive", "grow", "remove nic", "remove disk", "destroy disk"]
    ))
    def devices(self, data: st.DataObject, what: str) -> None:
        machine = self.some(data)
        config = self.client.get(machine.ref, "config")
        by_class = {cls: [d for d in config.hardware.device if isinstance(d, cls)] for cls in (
            vim.VirtualEthernetCard, vim.VirtualDisk)}
        drive = cdrom(backing=vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False))
        card = next(iter(by_class[vim.VirtualEthernetCard]), vim.VirtualE1000(key=4000))
        last = next(reversed(by_class[vim.VirtualDisk]), vim.VirtualDisk(key=2000, capacityInKB=4096))
        change = {
            "nic": add(nic()), "disk": add(disk(1000, None), "create"), "drive": add(drive), "remove nic": remove(card),
            "remove disk": remove(last), "destroy disk": remove(last, "destroy"),
            "grow": edit(last.replace(capacityInKB=last.capacityInKB + 4)),
        }[what]
        result = self.attempt("ReconfigVM_Task", machine.ref, spec=vim.VirtualMachineConfigSpec(deviceChange=[change]))
        if result is not None:
            return
        assert machine.power != SUSPENDED
        now = {d.backing.fileName.partition("] ")[2] for d in self.client.get(machine.ref, "config.hardware.device").items
               if isinstance(d, vim.VirtualDisk)}
        machine.nics += {"nic": 1, "remove nic": -1}.get(what, 0)
        if what == "remove disk":
            for path in machine.disks - now:
                self.left |= {each: size for each, size in self.files().items() if each in (path, flat(path))}
        machine.disks = now

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), what=st.sampled_from(["network", "controller", "key", "file", "class"]))
    def wrong_devices(self, data: st.DataObject, what: str) -> None:
        machine = self.some(data)
        wrong = {
            "network": add(nic(backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName="none"))),
            "controller": add(disk(77), "create"), "key": remove(vim.VirtualE1000(key=4777)),
            "file": add(disk(1000, None, "[datastore1] none/none.vmdk")), "class": add(vim.VirtualEthernetCard(key=-1)),
        }[what]
        changes = [add(nic()), add(disk(1000, None), "create"), wrong]
        result = self.attempt(
            "ReconfigVM_Task", machine.ref, spec=vim.VirtualMachineConfigSpec(deviceChange=changes, annotation="never"),
        )
        assert isinstance(result, str)

    @precondition(lambda self: self.machines)
    @rule(data=st.data())
    def old_version(self, data: st.DataObject) -> None:
        change = spec(annotation="never", changeVersion="2010-01-01T00:00:00.000000Z")
        assert self.attempt("ReconfigVM_Task", self.some(data).ref, spec=change) == "ConcurrentAccess"

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), name=st.sampled_from([*NAMES, *BAD_NAMES]))
    def rename(self, data: st.DataObject, name: str) -> None:
        machine = self.some(data)
        result = self.attempt("Rename_Task", machine.ref, newName=name)
        if name in BAD_NAMES:
            assert result == "InvalidName"
        elif name in self.machines:
            assert result == "DuplicateName"
        else:
            assert result is None
            self.rename_to(machine, name)

    @precondition(lambda self: self.machines)
    @rule(data=st.data(), method=st.sampled_from(["Destroy_Task", "UnregisterVM"]))
    def go(self, data: st.DataObject, method: str) -> None:
        machine = self.some(data)
        files = self.files()
        result = self.attempt(method, machine.ref)
        assert result == ("InvalidPowerState" if machine.power == ON else None)
        if result is None:
            del self.machines[machine.name]
            self.renamed += 1
            if method == "UnregisterVM":
                self.left |= {path: size for path, size in files.items() if not self.belongs(path)}
                assert self.files() == files

    def belongs(self, path: str) -> bool:
        """Whether a file is that of a VM there is."""
        return any(path.startswith(f"{m.home.rpartition('/')[0]}/") for m in self.machines.values())

    @rule(seconds=st.sampled_from([1.0, 20.0, 45.0]))
    def wait(self, seconds: float) -> None:
        self.clock.pump([1.0] * int(seconds))

    @precondition(lambda self: self.machines)
    @rule(data=st.data())
    def disabled(self, data: st.DataObject) -> None:
        """What is in disabledMethod is refused."""
        machine = self.some(data)
        methods = [name for name in (*POWER, *GUEST, "Destroy_Task", "UnregisterVM", "AcquireMksTicket", "UpgradeVM_Task",
                                     "MountToolsInstaller", "UnmountToolsInstaller", "RefreshStorageInfo")
                   if name in self.client.get(machine.ref, "disabledMethod").items]
        assert isinstance(self.attempt(data.draw(st.sampled_from(sorted(methods))), machine.ref), str)

    # what is always true

    @invariant()
    def pictures_are_up_to_date(self) -> None:
        for picture in self.pictures:
            picture.catch_up()
            assert picture.seen == picture.fresh()
            assert picture.catch_up() == 0
        assert self.waiter.picture.seen == self.waiter.picture.fresh()
        assert self.waiter.told == self.renamed

    @invariant()
    def host_and_model_agree(self) -> None:
        refs = {machine.ref for machine in self.machines.values()}
        for owner, name in ((FOLDER, "childEntity"), (HOST, "vm"), (POOL, "vm"), (self.datastore, "vm")):
            listed = self.client.get(owner, name).items
            assert (set(listed), len(listed)) == (refs, len(refs)), owner
        assert set(self.client.get(self.network, "vm").items) == {m.ref for m in self.machines.values() if m.nics}
        for machine in self.machines.values():
            config, runtime = self.client.get(machine.ref, "config", "runtime").values()
            assert config.name == kept(machine.name)
            assert config.hardware.memoryMB == machine.memory
            assert config.annotation == machine.note
            assert (runtime.powerState, runtime.toolsInstallerMounted) == (machine.power, machine.mounted)
            options = {option.key: option.value for option in config.extraConfig}
            assert {key: options[key] for key in OPTIONS if key in options} == machine.options
            assert len({option.key.lower() for option in config.extraConfig}) == len(config.extraConfig)

    @invariant()
    def properties_agree(self) -> None:
        for machine in self.machines.values():
            values = self.host.inventory.node(machine.ref).values
            config, runtime, guest, summary = (values[name] for name in ("config", "runtime", "guest", "summary"))
            on = machine.power == ON
            assert values["name"] == config.name
            assert summary.runtime == runtime
            in_summary = summary.config
            assert (in_summary.name, in_summary.memorySizeMB, in_summary.annotation, in_summary.vmPathName) == (
                config.name, config.hardware.memoryMB, config.annotation, config.files.vmPathName,
            )
            nics = [d for d in config.hardware.device if isinstance(d, vim.VirtualEthernetCard)]
            disks = [d for d in config.hardware.device if isinstance(d, vim.VirtualDisk)]
            assert in_summary.numEthernetCards == machine.nics == len(nics)
            assert in_summary.numVirtualDisks == len(disks) == len(machine.disks)
            assert [entry.key for entry in runtime.device] == [device.key for device in nics]
            for device in config.hardware.device:
                children = getattr(device, "device", None)
                if children is not None:
                    assert sorted(children) == sorted(d.key for d in config.hardware.device if d.controllerKey == device.key)
            assert (runtime.bootTime is not None) == on
            assert (runtime.suspendTime is not None) == (machine.power == SUSPENDED)
            assert all(bool(device.connectable.connected) <= on for device in nics)
            resources = values["resourceConfig"]
            assert (resources.cpuAllocation, resources.memoryAllocation) == (config.cpuAllocation, config.memoryAllocation)
            assert values["disabledMethod"] == disabled_methods(config.version, runtime, guest)
            running = on and machine.tools
            assert (guest.toolsRunningStatus == "guestToolsRunning") == running
            assert (summary.guest.toolsStatus, summary.guest.hostName) == (guest.toolsStatus, guest.hostName)
            assert [card.macAddress for card in guest.net] == ([device.macAddress for device in nics] if running else [])
            heartbeats = {str(values["guestHeartbeatStatus"]), str(summary.quickStats.guestHeartbeatStatus)}
            assert heartbeats == {"green" if running else "gray"}
            assert values["capability"].settingScreenResolutionSupported == running

    @invariant()
    def files_agree(self) -> None:
        files = self.files()
        for machine in self.machines.values():
            values = self.host.inventory.node(machine.ref).values
            layout, layout_ex, storage = (values[name] for name in ("layout", "layoutEx", "storage"))
            listed = {file.name.partition("] ")[2]: file for file in layout_ex.file}
            assert set(listed) <= set(files)
            assert {machine.home, *machine.disks, *map(flat, machine.disks)} <= set(listed)
            assert [file.key for file in layout_ex.file] == list(range(len(layout_ex.file)))
            keys = {file.key: path for path, file in listed.items()}
            for entry, plain in zip(layout_ex.disk, layout.disk, strict=True):
                (unit,) = entry.chain
                path = plain.diskFile[0].partition("] ")[2]
                assert (entry.key, [keys[key] for key in unit.fileKey]) == (plain.key, [path, flat(path)])
            assert {entry.diskFile[0].partition("] ")[2] for entry in layout.disk} == machine.disks
            committed = sum(file.size for file in layout_ex.file)
            usage = storage.perDatastoreUsage[0]
            total = values["summary"].storage
            assert (usage.committed, total.committed, usage.uncommitted) == (committed, committed, total.uncommitted)
            swap = [path for path in files if path.endswith(".vswp") and path.startswith(machine.home.removesuffix(".vmx"))]
            assert len(swap) == (machine.power == ON)
            for path in (machine.home, *map(flat, machine.disks)):
                assert bool(self.volume.locked_by(path)) == (machine.power == ON), path
            vmx = read_vmx(self.volume, machine.home)
            assert (vmx["displayName"], vmx["memsize"]) == (unescaped(kept(machine.name)), str(machine.memory))
            assert {key: vmx[key] for key in OPTIONS if key in vmx} == machine.options
            assert vmx.get("annotation", "") == machine.note

    @invariant()
    def space_agrees(self) -> None:
        assert self.client.get(self.datastore, "summary.freeSpace") == self.volume.free_space
        if not self.machines:
            assert self.files() == self.left
            if not self.left:
                assert self.volume.free_space == self.free
                assert list(self.volume.listing("")) == []


def flat(path: str) -> str:
    """The extent of a disk."""
    return path.replace(".vmdk", "-flat.vmdk")


TestMachines = Machines.TestCase
TestMachines.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestMachines.pytestmark = [pytest.mark.timeout(120 + 30 * EXAMPLES)]
