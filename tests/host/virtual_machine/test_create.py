"""CreateVM_Task: what comes of a spec, and what is left of one that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import cdrom, controller, disk, nic
from twisted.internet.task import Clock
from vms import FOLDER, HOST, POOL, Slow, files, make, make_usual, picture, spec

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import ADMIN
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def test_smallest_spec(root: Client) -> None:
    """A name and a datastore make a VM with 1 CPU, 32 MB and the standing devices."""
    vm = make(root)
    config = root.get(vm, "config")
    assert (config.name, config.version, config.hardware.numCPU, config.hardware.memoryMB) == ("vm1", "vmx-07", 1, 32)
    assert [device.key for device in config.hardware.device] == [200, 201, 300, 100, 400, 600, 700, 500, 12000]
    assert root.get(vm, "runtime.powerState") == "poweredOff"
    assert files(root) == ["vm1/vm1.vmsd", "vm1/vm1.vmx", "vm1/vm1.vmxf"]


def test_moids_are_multiples_of_sixteen(root: Client) -> None:
    """As on a young host (recorded); the environment browser is named after the VM."""
    assert [make(root, name).value for name in "abc"] == ["16", "32", "48"]
    assert root.get("16", "environmentBrowser").value == "16-envmgr"


def test_it_hangs_in_the_tree(root: Client) -> None:
    """Folder, host, pool, datastore and network name it, once each."""
    vm = make(root, "vm1", nic(), nic(key=-48))
    network, datastore = root.get(vm, "network").items, root.get(vm, "datastore").items
    assert len(network) == len(datastore) == 1
    assert root.get(FOLDER, "childEntity").items == (vm,)
    for owner in (HOST, POOL, *network, *datastore):
        assert root.get(owner, "vm").items == (vm,)
    assert root.get(vm, "parent") == FOLDER
    assert root.get(vm, "resourcePool") == POOL


def test_given_values_are_taken(root: Client) -> None:
    """What the spec says is what the VM has."""
    vm = make(
        root, annotation="notes", guestId="rhel5_64Guest", numCPUs=4, memoryMB=1024, memoryHotAddEnabled=True,
        uuid="564D9904A176A7621B95F75DDD0642D8", instanceUuid="52" + "0" * 30, swapPlacement="hostLocal",
        flags=vim.VirtualMachineFlagInfo(diskUuidEnabled=True),
        powerOpInfo=vim.VirtualMachineDefaultPowerOpInfo(standbyAction="checkpoint", powerOffType="hard"),
        cpuAllocation=vim.ResourceAllocationInfo(reservation=100, limit=1000),
    )
    config = root.get(vm, "config")
    assert (config.annotation, config.guestId, config.hardware.numCPU) == ("notes", "rhel5_64Guest", 4)
    assert config.uuid == "564d9904-a176-a762-1b95-f75ddd0642d8"
    assert config.locationId == config.uuid
    assert (config.flags.diskUuidEnabled, config.flags.enableLogging) == (True, True)
    assert (config.cpuAllocation.reservation, config.cpuAllocation.shares.shares) == (100, 4000)
    assert config.swapPlacement == "hostLocal"
    root.task(vm, "PowerOnVM_Task")
    power = root.get(vm, "config.defaultPowerOps")
    assert (power.standbyAction, power.powerOffType, power.suspendType) == ("checkpoint", "hard", "hard")


def test_old_hardware(root: Client) -> None:
    """Version 4 has no VMCI device and no PCI Express bridges."""
    vm = make(root, version="vmx-04")
    config = root.get(vm, "config")
    assert 12000 not in [device.key for device in config.hardware.device]
    assert not [option.key for option in config.extraConfig if option.key.startswith("pciBridge")]
    assert b'virtualHW.version = "4"' in root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")


@pytest.mark.parametrize(("path", "home"), [
    ("[datastore1]", "web 1/web 1.vmx"), ("[datastore1] dir", "dir/web 1.vmx"), ("[datastore1] d/x.vmx", "d/x.vmx"),
    ("[datastore1] x.vmx", "x.vmx"),
])  # fmt: skip
def test_where_it_lives(root: Client, path: str, home: str) -> None:
    """A datastore, a directory or a .vmx file."""
    vm = make(root, "web 1", path=path)
    assert root.get(vm, "config.files.vmPathName") == f"[datastore1] {home}"
    assert home in files(root)


def test_a_directory_that_is_taken(root: Client) -> None:
    """With a datastore only, the VM goes beside what is there; its files bear its name."""
    root.host.volumes.get("datastore1").mkdir("web")
    vm = make(root, "web")
    assert root.get(vm, "config.files.vmPathName") == "[datastore1] web_1/web.vmx"


def test_names_with_odd_characters(root: Client) -> None:
    """The inventory has the escaped name, files have none of the characters, the .vmx has the plain one."""
    vm = make(root, "a/b\\c 100%")
    assert root.get(vm, "name") == root.get(vm, "config.name") == root.get(vm, "summary.config.name") == "a%2fb%5cc 100%25"
    assert root.get(vm, "config.files.vmPathName") == "[datastore1] a_b_c 100_/a_b_c 100_.vmx"
    assert b'displayName = "a/b\\c 100%"' in root.host.volumes.get("datastore1").read_file("a_b_c 100_/a_b_c 100_.vmx")
    with pytest.raises(Faulted, match="DuplicateName"):
        make(root, "a%2Fb%5cc 100%25")


def test_disks_are_files(root: Client) -> None:
    """A thin disk takes nothing, a thick one all of its size, on the datastore's account."""
    free = root.host.volumes.get("datastore1").free_space
    make(root, "thin", controller(), disk(kb=8192, thinProvisioned=True))
    assert free - root.host.volumes.get("datastore1").free_space < 100_000
    make(root, "thick", controller(), disk(kb=8192))
    assert free - root.host.volumes.get("datastore1").free_space >= 8 << 20
    assert {"thick/thick.vmdk", "thick/thick-flat.vmdk", "thin/thin.vmdk", "thin/thin-flat.vmdk"} <= set(files(root))


def test_directories(root: Client) -> None:
    """Directories that a spec names are those of the VM; the others are its home."""
    files = vim.VirtualMachineFileInfo(vmPathName="[datastore1]", snapshotDirectory="[datastore1] here", logDirectory="")
    vm = root.task(FOLDER, "CreateVM_Task", config=spec("vm1", files=files), pool=POOL)
    assert root.get(vm, "config.files") == vim.VirtualMachineFileInfo(
        vmPathName="[datastore1] vm1/vm1.vmx", snapshotDirectory="[datastore1] here", suspendDirectory="[datastore1] vm1",
        logDirectory="[datastore1] vm1",
    )


BAD: list[tuple[str, Any]] = [
    ("InvalidName", spec("", path="[datastore1]")), ("InvalidName", spec(None, path="[datastore1]")),
    ("InvalidName", spec("x" * 81, path="[datastore1]")), ("DuplicateName", spec("taken", path="[datastore1]")),
    ("InvalidArgument", spec("a")), ("InvalidDatastorePath", spec("a", path="datastore1")),
    ("InvalidDatastorePath", spec("a", path="[datastore1] ../a")), ("InvalidDatastore", spec("a", path="[nowhere]")),
    ("FileAlreadyExists", spec("a", path="[datastore1] taken/taken.vmx")),
    ("InvalidArgument", spec("a", path="[datastore1]", memoryMB=3)),
    ("NumVirtualCpusNotSupported", spec("a", path="[datastore1]", numCPUs=9)),
    ("MemorySizeNotSupported", spec("a", path="[datastore1]", memoryMB=1 << 20)),
    ("InvalidArgument", spec("a", path="[datastore1]", guestId="amigaGuest")),
    ("InvalidArgument", spec("a", path="[datastore1]", uuid="short")),
    ("InvalidArgument", spec("a", path="[datastore1]", swapPlacement="elsewhere")),
    ("InvalidArgument", spec("a", path="[datastore1]", extra={"not a key": "1"})),
    ("InvalidArgument", spec("a", path="[datastore1]", annotation="x" * 70_000)),
    ("VirtualHardwareVersionNotSupported", spec("a", path="[datastore1]", version="vmx-08")),
    ("InsufficientMemoryResourcesFault",
     spec("a", path="[datastore1]", memoryAllocation=vim.ResourceAllocationInfo(reservation=2**30))),
    ("InvalidDeviceSpec", spec("a", nic(network="nowhere"), path="[datastore1]")),
    ("FileNotFound", spec("a", cdrom(iso="[datastore1] no.iso"), path="[datastore1]")),
    ("MissingController", spec("a", controller(), disk(), disk(None), path="[datastore1]")),
    ("NoDiskSpace", spec("a", controller(), *(disk(unit=n, kb=200 << 20) for n in range(6)), path="[datastore1]")),
    ("FileAlreadyExists", spec("a", controller(), disk(name="[datastore1] taken/taken.vmdk"), path="[datastore1]")),
    ("InvalidDatastore", spec("a", files=vim.VirtualMachineFileInfo(
        vmPathName="[datastore1]", snapshotDirectory="[nowhere] a"))),
    ("InvalidDatastorePath", spec("a", files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]", logDirectory="a"))),
    ("InvalidArgument", spec(
        "a", path="[datastore1]", cpuAffinity=vim.VirtualMachineAffinityInfo(affinitySet=[16]))),
    ("InvalidArgument", spec("a", path="[datastore1]", npivWorldWideNameOp="x")),
    ("InvalidArgument", spec("a", path="[datastore1]", powerOpInfo=vim.VirtualMachineDefaultPowerOpInfo(standbyAction="x"))),
]


@pytest.mark.parametrize(("name", "config"), BAD, ids=[f"{name}-{number}" for number, (name, _) in enumerate(BAD)])
def test_a_wrong_spec_changes_nothing(root: Client, name: str, config: Any) -> None:
    """The fault; and no object, no file, no byte, no event of the VM."""
    make_usual(root, "taken")
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(FOLDER, "CreateVM_Task", config=config, pool=POOL)
    assert caught.value.name == name
    after = picture(root)
    if name == "NoDiskSpace":  # found out when the work had begun, which was told
        for key in ("ha-eventmgr", "ha-eventmgr private"):
            assert before.pop(key) != after.pop(key)
    assert after == before


@pytest.mark.parametrize(("parameter", "value", "name"), [
    ("pool", ManagedObjectReference("ResourcePool", "nowhere"), "ManagedObjectNotFound"),
    ("pool", ManagedObjectReference("ResourcePool", "ha-host"), "InvalidArgument"),
    ("host", ManagedObjectReference("HostSystem", "nowhere"), "ManagedObjectNotFound"),
    ("host", ManagedObjectReference("HostSystem", "ha-root-pool"), "InvalidArgument"),
])  # fmt: skip
def test_pool_and_host_must_be_such(root: Client, parameter: str, value: Any, name: str) -> None:
    """What is not there, and what is something else."""
    arguments = {"config": spec("a", path="[datastore1]"), "pool": POOL, "host": HOST, parameter: value}
    with pytest.raises(Faulted) as caught:
        root.task(FOLDER, "CreateVM_Task", **arguments)
    assert caught.value.name == name
    assert files(root) == []


def test_only_the_vm_folder_takes_vms(root: Client) -> None:
    """Other folders refuse."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.task("ha-folder-host", "CreateVM_Task", config=spec("a", path="[datastore1]"), pool=POOL)


def test_not_in_maintenance(root: Client) -> None:
    """A host in maintenance mode takes no VM."""
    root.task(HOST, "EnterMaintenanceMode_Task", timeout=0)
    with pytest.raises(Faulted, match="InvalidState"):
        make(root)


def test_privileges_on_what_is_used(root: Client) -> None:
    """Who may create VMs in the folder still needs pool, datastore and network."""
    role = root.call("ha-authmgr", "AddAuthorizationRole", name="maker", privIds=["VirtualMachine.Inventory.Create"])
    root.host.add_user("maker", "secret", role)
    maker = Client(root.host).login("maker", "secret")
    for privilege in ("Resource.AssignVMToPool", "Datastore.AllocateSpace", "Network.Assign"):
        with pytest.raises(Faulted) as caught:
            make(maker, "vm1", nic())
        assert (caught.value.name, caught.value.fault.privilegeId) == ("NoPermission", privilege)
        known = next(r.privilege for r in root.get("ha-authmgr", "roleList") if r.roleId == role)
        root.call("ha-authmgr", "UpdateAuthorizationRole", roleId=role, newName="maker", privIds=[*known, privilege])
    assert root.get(make(maker, "vm1", nic()), "name") == "vm1"
    assert role != ADMIN


def test_two_at_once_with_one_name(make_host: Callable[..., Esx], clock: Clock) -> None:
    """Of two tasks that take their time, the second finds the name taken and leaves nothing."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    tasks = [client.call(FOLDER, "CreateVM_Task", config=spec("a", path="[datastore1]"), pool=POOL) for _ in range(2)]
    slow.wait()
    assert [slow.state(task) for task in tasks] == ["success", "DuplicateName"]
    assert files(client) == ["a/a.vmsd", "a/a.vmx", "a/a.vmxf"]


def test_two_at_once_in_one_directory(make_host: Callable[..., Esx], clock: Clock) -> None:
    """Names that become the same file name: the second VM goes beside the first."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    tasks = [client.call(FOLDER, "CreateVM_Task", config=spec(n, path="[datastore1]"), pool=POOL) for n in ("a:b", "a*b")]
    slow.wait()
    assert [slow.state(task) for task in tasks] == ["success", "success"]
    assert {path.split("/")[0] for path in files(client)} == {"a_b", "a_b_1"}


def test_same_address_twice_is_told(root: Client) -> None:
    """Two VMs may have one MAC address that was set by hand; an event says so."""
    given = {"addressType": "manual", "macAddress": "00:50:56:00:00:01"}
    first, second = make(root, "a", nic(**given)), make(root, "b", nic(**given))
    event = root.get("ha-eventmgr", "latestEvent")
    assert isinstance(event, vim.VmStaticMacConflictEvent)
    assert (event.vm.vm, event.conflictedVm.vm, event.mac) == (second, first, "00:50:56:00:00:01")
