"""ReconfigVM_Task: what changes, what follows, and what an error leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, cdrom, disk, edit, nic, remove
from twisted.internet.task import Clock
from vms import HOST, POOL, TOOLS, Slow, files, make, make_usual, options, picture, reconfigure, spec

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import READ_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MIB = 1 << 20


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A usual VM, off."""
    return make_usual(root)


def on(client: Client, vm: ManagedObjectReference) -> ManagedObjectReference:
    client.task(vm, "PowerOnVM_Task")
    return vm


def test_size(root: Client, vm: ManagedObjectReference) -> None:
    """CPUs and memory, with all that follows from them."""
    reconfigure(root, vm, numCPUs=4, memoryMB=2048)
    found = root.get(vm, "config.hardware.numCPU", "config.hardware.memoryMB", "summary.config.numCpu",
                     "summary.config.memorySizeMB", "runtime.maxMemoryUsage", "config.cpuAllocation.shares.shares",
                     "config.memoryAllocation.shares.shares", "resourceConfig.memoryAllocation.shares.shares")
    assert list(found.values()) == [4, 2048, 4, 2048, 2048, 4000, 20480, 20480]
    assert root.get(vm, "runtime.maxCpuUsage") == 4 * root.host.cpu_mhz
    text = root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")
    assert b'memsize = "2048"' in text
    assert b'numvcpus = "4"' in text


def test_name(root: Client, vm: ManagedObjectReference) -> None:
    """A new name is the name everywhere; the files keep theirs; the old one is free."""
    reconfigure(root, vm, name="other/name")
    assert set(root.get(vm, "name", "config.name", "summary.config.name").values()) == {"other%2fname"}
    assert "vm1/vm1.vmx" in files(root)
    make(root, "vm1")
    with pytest.raises(Faulted, match="DuplicateName"):
        reconfigure(root, vm, name="vm1")


def test_own_name_is_no_change(root: Client, vm: ManagedObjectReference) -> None:
    """To be given the name one has is no error."""
    reconfigure(root, vm, name="vm1")
    assert root.get(vm, "name") == "vm1"


def test_change_version(root: Client, vm: ManagedObjectReference) -> None:
    """An edit that was based on an older state is refused."""
    old = root.get(vm, "config.changeVersion")
    reconfigure(root, vm, annotation="one", changeVersion=old)
    with pytest.raises(Faulted, match="ConcurrentAccess"):
        reconfigure(root, vm, annotation="two", changeVersion=old)
    assert root.get(vm, "config.annotation") == "one"
    reconfigure(root, vm, annotation="three", changeVersion=root.get(vm, "config.changeVersion"))


def test_parts_are_laid_over(root: Client, vm: ManagedObjectReference) -> None:
    """What a part of the spec leaves out stays."""
    reconfigure(root, vm, flags=vim.VirtualMachineFlagInfo(diskUuidEnabled=True))
    reconfigure(root, vm, flags=vim.VirtualMachineFlagInfo(enableLogging=False))
    flags = root.get(vm, "config.flags")
    assert (flags.diskUuidEnabled, flags.enableLogging, flags.htSharing) == (True, False, "any")


def test_devices_come_and_go(root: Client, vm: ManagedObjectReference) -> None:
    """A disk is added and taken away with its files; lists and layouts follow."""
    reconfigure(root, vm, disk(1000, 1, kb=8192), nic(key=-5))
    assert root.get(vm, "summary.config.numVirtualDisks") == 2
    assert len(root.get(vm, "runtime.device").items) == 2
    assert [entry.key for entry in root.get(vm, "layoutEx.disk").items] == [2000, 2001]
    assert "vm1/vm1_1-flat.vmdk" in files(root)
    reconfigure(root, vm, remove(vim.VirtualDisk(key=2001, capacityInKB=8192), "destroy"))
    assert root.get(vm, "summary.config.numVirtualDisks") == 1
    assert "vm1/vm1_1-flat.vmdk" not in files(root)


def test_networks_and_datastores_follow_devices(root: Client, vm: ManagedObjectReference) -> None:
    """The last NIC of a network takes the VM off it."""
    network = root.get(vm, "network").items[0]
    reconfigure(root, vm, remove(vim.VirtualE1000(key=4000)))
    assert root.get(vm, "network").items == ()
    assert root.get(network, "vm").items == ()
    reconfigure(root, vm, nic())
    assert root.get(network, "vm").items == (vm,)


@pytest.mark.parametrize(("change", "name"), [
    ({"numCPUs": 2}, "CpuHotPlugNotSupported"), ({"memoryMB": 64}, "MemoryHotPlugNotSupported"),
    ({"guestId": "rhel5Guest"}, "InvalidPowerState"), ({"uuid": "0" * 32}, "InvalidPowerState"),
    ({"memoryHotAddEnabled": True}, "InvalidPowerState"), ({"version": "vmx-04"}, "InvalidPowerState"),
    ({"bootOptions": vim.VirtualMachineBootOptions(bootDelay=5)}, "InvalidPowerState"),
])  # fmt: skip
def test_not_while_it_runs(root: Client, vm: ManagedObjectReference, change: dict[str, Any], name: str) -> None:
    """What needs the VM off is refused while it is on."""
    on(root, vm)
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        reconfigure(root, vm, **change)
    assert caught.value.name == name
    assert picture(root) == before


def test_hot_add(root: Client) -> None:
    """With hot add enabled, CPUs and memory grow in a VM that runs, and do not shrink."""
    vm = on(root, make(root, memoryHotAddEnabled=True, cpuHotAddEnabled=True))
    reconfigure(root, vm, numCPUs=2, memoryMB=64)
    assert root.get(vm, "config.hardware.memoryMB") == root.get(vm, "config.hotPlugMemoryLimit") == 64
    with pytest.raises(Faulted, match="MemoryHotPlugNotSupported"):
        reconfigure(root, vm, memoryMB=32)
    with pytest.raises(Faulted, match="CpuHotPlugNotSupported"):
        reconfigure(root, vm, numCPUs=1)


def test_suspended_vms_keep_their_devices(root: Client, vm: ManagedObjectReference) -> None:
    """Names and notes may change while a VM is suspended, its hardware may not, with hot add too."""
    reconfigure(root, vm, memoryHotAddEnabled=True, cpuHotAddEnabled=True)
    on(root, vm)
    root.task(vm, "SuspendVM_Task")
    reconfigure(root, vm, annotation="asleep", name="sleeper")
    hardware = root.get(vm, "config.hardware")
    reconfigure(root, vm, memoryMB=hardware.memoryMB, numCPUs=hardware.numCPU)  # as they are
    before = picture(root)
    for change in ({"memoryMB": 64}, {"numCPUs": 2}):
        with pytest.raises(Faulted, match="InvalidPowerState"):
            reconfigure(root, vm, **change)
    with pytest.raises(Faulted, match="InvalidPowerState"):
        reconfigure(root, vm, nic())
    assert picture(root) == before


def test_disk_locks_follow_devices(root: Client, vm: ManagedObjectReference) -> None:
    """A disk that comes to a running VM is locked by it, one that goes is free."""
    volume = root.host.volumes.get("datastore1")
    on(root, vm)
    reconfigure(root, vm, disk(1000, 1, kb=4096))
    assert volume.locked_by("vm1/vm1_1-flat.vmdk")
    reconfigure(root, vm, remove(vim.VirtualDisk(key=2001, capacityInKB=4096)))
    assert not volume.locked_by("vm1/vm1_1-flat.vmdk")
    assert volume.locked_by("vm1/vm1-flat.vmdk")


def test_growing_a_disk(root: Client, vm: ManagedObjectReference) -> None:
    """The capacity, the extent and what the VM takes grow together."""
    device = root.get(vm, "config.hardware.device[2000]")
    reconfigure(root, vm, edit(device.replace(capacityInKB=16384)))
    assert root.get(vm, "config.hardware.device[2000].capacityInKB") == 16384
    assert root.host.volumes.get("datastore1").stat("vm1/vm1-flat.vmdk").size == 16384 << 10
    assert root.get(vm, "summary.storage.committed") > 16384 << 10


def test_replacing_a_disk(root: Client, vm: ManagedObjectReference) -> None:
    """fileOperation ``replace`` makes an empty disk where one was."""
    volume = root.host.volumes.get("datastore1")
    reconfigure(root, vm, remove(vim.VirtualDisk(key=2000, capacityInKB=4096)))
    reconfigure(root, vm, add(disk(1000, 0, "[datastore1] vm1/vm1.vmdk", kb=8192), "replace"))
    assert volume.stat("vm1/vm1-flat.vmdk").size == 8192 << 10
    assert [path for path in files(root) if "~" in path] == []


BAD: list[tuple[str, dict[str, Any], tuple[Any, ...]]] = [
    ("InvalidName", {"name": "x" * 81}, ()), ("InvalidName", {"name": ""}, ()), ("DuplicateName", {"name": "other"}, ()),
    ("InvalidArgument", {"guestId": "amigaGuest"}, ()), ("InvalidArgument", {"uuid": "x"}, ()),
    ("InvalidArgument", {"memoryMB": 6}, ()), ("NumVirtualCpusNotSupported", {"numCPUs": 9}, ()),
    ("VirtualHardwareVersionNotSupported", {"version": "vmx-08"}, ()), ("InvalidArgument", {"swapPlacement": "x"}, ()),
    ("InvalidArgument", {"annotation": "x" * 70_000}, ()), ("ConcurrentAccess", {"changeVersion": "long ago"}, ()),
    ("InvalidArgument", {"files": vim.VirtualMachineFileInfo(vmPathName="[datastore1] b/b.vmx")}, ()),
    ("InvalidDatastorePath", {"files": vim.VirtualMachineFileInfo(logDirectory="somewhere")}, ()),
    ("InvalidDatastore", {"files": vim.VirtualMachineFileInfo(logDirectory="[nowhere] a")}, ()),
    ("InvalidArgument", {"cpuAffinity": vim.VirtualMachineAffinityInfo(affinitySet=[0, 16])}, ()),
    ("InvalidArgument", {"memoryAffinity": vim.VirtualMachineAffinityInfo(affinitySet=[-1])}, ()),
    ("InvalidArgument", {"npivWorldWideNameOp": "x"}, ()), ("NotSupported", {"npivWorldWideNameOp": "generate"}, ()),
    ("InsufficientCpuResourcesFault", {"cpuAllocation": vim.ResourceAllocationInfo(reservation=10**6)}, ()),
    ("InvalidArgument", {"flags": vim.VirtualMachineFlagInfo(monitorType="best")}, ()),
    ("InvalidDeviceSpec", {}, (nic(key=-5), nic(network="nowhere"))),
    ("DeviceNotFound", {}, (nic(key=-5), remove(vim.VirtualDisk(key=2009, capacityInKB=1)))),
    ("FileNotFound", {"name": "good"}, (edit(cdrom(201, 0, "[datastore1] no.iso").replace(key=3002)),)),
    ("NoDiskSpace", {"memoryMB": 64}, (disk(1000, 1), *(disk(1000, n, kb=200 << 20) for n in range(2, 7)))),
    ("FileAlreadyExists", {}, (disk(1000, 1), disk(1000, 2, "[datastore1] vm1/vm1.vmdk"))),
    ("FileLocked", {"annotation": "x"}, (
        nic(key=-5), disk(1000, 3), add(disk(1000, 2, "[datastore1] other/other.vmdk"), "replace"))),
]


@pytest.mark.parametrize(("name", "values", "devices"), BAD, ids=[f"{n[0]}-{i}" for i, n in enumerate(BAD)])
@pytest.mark.parametrize("running", [False, True], ids=["off", "on"])
def test_a_wrong_spec_changes_nothing(
    root: Client, vm: ManagedObjectReference, name: str, values: dict[str, Any], devices: tuple[Any, ...], running: bool,
) -> None:
    """Good parts beside the wrong one are not taken: objects, files, locks, space and events are as before."""
    on(root, make_usual(root, "other"))
    if running:
        on(root, vm)
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, "ReconfigVM_Task", spec=spec(values.get("name"), *devices, **{
            key: value for key, value in values.items() if key != "name"
        }))
    allowed = {name, "InvalidPowerState", "CpuHotPlugNotSupported", "MemoryHotPlugNotSupported"} if running else {name}
    assert caught.value.name in allowed
    assert picture(root) == before


def test_a_wrong_version_names_the_host(root: Client, vm: ManagedObjectReference) -> None:
    """The fault says which host it is that does not support the version."""
    with pytest.raises(Faulted) as caught:
        reconfigure(root, vm, version="vmx-08")
    assert (caught.value.fault.hostName, caught.value.fault.host) == ("esx1.example.test", HOST)


def test_affinity(root: Client, vm: ManagedObjectReference) -> None:
    """CPUs and NUMA nodes that the host has; an empty set takes the affinity away."""
    cpus, nodes = (vim.VirtualMachineAffinityInfo(affinitySet=numbers) for numbers in ([0, 15], [1]))
    reconfigure(root, vm, cpuAffinity=cpus, memoryAffinity=nodes)
    assert list(root.get(vm, "config.cpuAffinity", "config.memoryAffinity").values()) == [cpus, nodes]
    reconfigure(root, vm, cpuAffinity=vim.VirtualMachineAffinityInfo(), npivWorldWideNameOp="remove")
    config = root.get(vm, "config")
    assert (config.cpuAffinity, config.memoryAffinity) == (None, nodes)
    assert b"sched.cpu.affinity" not in root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")


def test_directories_that_are_given_back(root: Client, vm: ManagedObjectReference) -> None:
    """A client that sends a machine's files back as it has read them is refused nothing; other directories are kept."""
    reconfigure(root, vm, files=root.get(vm, "config.files"))
    reconfigure(root, vm, files=vim.VirtualMachineFileInfo(logDirectory="[datastore1] logs"))
    assert root.get(vm, "config.files.logDirectory") == "[datastore1] logs"
    assert root.get(vm, "config.files.suspendDirectory") == "[datastore1] vm1"


def test_destroying_a_disk_that_somebody_holds(root: Client, vm: ManagedObjectReference) -> None:
    """The last step of a change fails: the first are taken back, the .vmx too."""
    root.host.volumes.get("datastore1").lock("vm1/vm1-flat.vmdk", "somebody")
    before = picture(root)
    with pytest.raises(Faulted, match="FileLocked"):
        reconfigure(root, vm, disk(1000, 1), nic(key=-5), remove(vim.VirtualDisk(key=2000, capacityInKB=4096), "destroy"))
    assert picture(root) == before


def test_reservations_of_a_vm_that_runs(root: Client, vm: ManagedObjectReference) -> None:
    """What the pool can't give is refused; what the VM has already counts as its own."""
    mb = root.host.capacity()[1]
    reconfigure(root, vm, memoryMB=2048, memoryAllocation=vim.ResourceAllocationInfo(reservation=1024))
    on(root, vm)
    on(root, make(root, "big", memoryMB=mb - 1024 & ~3, memoryAllocation=vim.ResourceAllocationInfo(reservation=mb - 1024)))
    reconfigure(root, vm, memoryAllocation=vim.ResourceAllocationInfo(reservation=1024))
    before = picture(root)
    with pytest.raises(Faulted, match="InsufficientMemoryResourcesFault"):
        reconfigure(root, vm, memoryAllocation=vim.ResourceAllocationInfo(reservation=1025))
    assert picture(root) == before


def test_privileges_by_part(root: Client, vm: ManagedObjectReference) -> None:
    """Each part of a spec has its privilege."""
    role = root.call("ha-authmgr", "AddAuthorizationRole", name="renamer", privIds=["VirtualMachine.Config.Rename"])
    root.host.add_user("renamer", "secret", role)
    renamer = Client(root.host).login("renamer", "secret")
    reconfigure(renamer, vm, name="renamed")
    for values, devices, privilege in (
        ({"memoryMB": 64}, (), "Memory"), ({"numCPUs": 2}, (), "CPUCount"), ({"annotation": "x"}, (), "Settings"),
        ({"extra": {"a": "1"}}, (), "AdvancedConfig"), ({}, (nic(key=-5),), "AddRemoveDevice"),
        ({}, (disk(1000, 1),), "AddNewDisk"),
    ):
        with pytest.raises(Faulted) as caught:
            reconfigure(renamer, vm, *devices, **values)
        assert caught.value.fault.privilegeId == f"VirtualMachine.Config.{privilege}"


def test_a_spec_of_nothing_needs_a_privilege(root: Client, vm: ManagedObjectReference) -> None:
    """It changes changeVersion, so a user who may only read can't send it."""
    root.host.add_user("reader", "secret", READ_ONLY)
    reader = Client(root.host).login("reader", "secret")
    before = root.get(vm, "config")
    for empty in (vim.VirtualMachineConfigSpec(), vim.VirtualMachineConfigSpec(changeVersion=before.changeVersion)):
        with pytest.raises(Faulted, match="NoPermission"):
            reader.task(vm, "ReconfigVM_Task", spec=empty)
    assert root.get(vm, "config") == before


def test_a_task_that_takes_its_time(make_host: Callable[..., Esx], clock: Clock) -> None:
    """Two at once: TaskInProgress for the second, which names the first; what was based on the old state is refused then."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    vm = slow.run("ha-folder-vm", "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    first = client.call(vm, "ReconfigVM_Task", spec=spec(annotation="one"))
    second = client.call(vm, "ReconfigVM_Task", spec=spec(annotation="two"))
    assert slow.state(second) == "TaskInProgress"
    assert client.get(second, "info.error.fault.task") == first
    assert client.get(vm, "config.annotation") == ""
    slow.wait()
    assert slow.state(first) == "success"
    assert client.get(vm, "config.annotation") == "one"


def test_space_is_told(root: Client, vm: ManagedObjectReference) -> None:
    """The datastore's free space follows a change of disks."""
    store = root.get(vm, "datastore").items[0]
    free = root.get(store, "summary.freeSpace")
    reconfigure(root, vm, disk(1000, 1, kb=8 * 1024))
    assert free - root.get(store, "summary.freeSpace") >= 8 * MIB
    assert root.get(store, "info.freeSpace") == root.get(store, "summary.freeSpace")


def test_tools_setting_takes_effect_at_power_on(root: Client, vm: ManagedObjectReference) -> None:
    """Setting the key that says that the guest has Tools is an option like any other until the VM starts."""
    reconfigure(root, vm, extra=TOOLS)
    assert root.get(vm, "guest.toolsStatus") == "toolsNotInstalled"
    on(root, vm)
    assert root.get(vm, "guest.toolsStatus") == "toolsOk"
    assert options(root, vm)["fakeesx.guest.tools"] == "running"
    assert root.get(HOST, "vm").items == (vm,)
