"""Registering VMs: files of this host, of libvirt's kind, and broken ones."""

from __future__ import annotations

import random
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk, nic
from device_strategies import specs as device_specs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twisted.internet.task import Clock
from vms import FOLDER, POOL, files, make, make_usual, options, picture, reconfigure

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.vmfiles import read_vmx

BY_LIBVIRT = """\
.encoding = "UTF-8"
config.version = "8"
virtualHW.version = "7"
guestOS = "other-64"
uuid.bios = "50 11 5e 16 9b dc 49 d7-f1 71 53 c4 d7 f9 17 10"
displayName = "by libvirt"
annotation = "Some|0Anotes"
memsize = "1024"
sched.mem.max = "1024"
sched.mem.minsize = "256"
numvcpus = "2"
sched.cpu.affinity = "0,1"
sched.cpu.shares = "high"
RemoteDisplay.vnc.enabled = "true"
RemoteDisplay.vnc.port = "5903"
scsi0.present = "true"
scsi0.virtualDev = "buslogic"
scsi0:0.present = "true"
scsi0:0.deviceType = "scsi-hardDisk"
scsi0:0.fileName = "/vmfs/volumes/datastore1/lv/disk.vmdk"
scsi0:0.writeThrough = "true"
ide0:0.present = "true"
ide0:0.deviceType = "cdrom-image"
ide0:0.fileName = "/vmfs/volumes/datastore1/lv/a.iso"
floppy0.present = "false"
floppy1.present = "false"
ethernet0.present = "true"
ethernet0.virtualDev = "e1000"
ethernet0.networkName = "VM Network"
ethernet0.connectionType = "bridged"
ethernet0.addressType = "static"
ethernet0.address = "00:16:3e:11:22:33"
ethernet0.checkMACAddress = "false"
svga.vramSize = "4194304"
serial0.present = "true"
serial0.fileType = "file"
serial0.fileName = "out.txt"
serial0.yieldOnMsrRead = "true"
"""
"""A file with the keys that libvirt's ESX driver writes for a domain."""


@pytest.fixture
def store(root: Client) -> Datastore:
    """The datastore, with a directory that has a disk and an image."""
    store = root.host.volumes.get("datastore1")
    store.mkdir("lv")
    vmdk.create_disk(store, "lv/disk.vmdk", 8 << 20, thin=True, adapter="buslogic", uuid=root.host.ids.disk_uuid())
    store.write_file("lv/a.iso", b"iso")
    return store


def register(client: Client, path: str, **values: Any) -> Any:
    """Run RegisterVM_Task."""
    arguments = {"asTemplate": False, "pool": POOL, **values}
    return client.task(FOLDER, "RegisterVM_Task", path=path, **arguments)


def again(client: Client, vm: ManagedObjectReference, **values: Any) -> ManagedObjectReference:
    """Unregister a VM and register it again."""
    path = client.get(vm, "config.files.vmPathName")
    client.call(vm, "UnregisterVM")
    found = register(client, path, **values)
    assert isinstance(found, ManagedObjectReference)
    return found


def same(config: Any) -> dict[str, Any]:
    """A configuration by property, without what every registration makes anew; options by key, devices one by one."""
    found = {name: value for name, value in config.items() if name not in ("changeVersion", "extraConfig", "hardware")}
    found |= {f"option {option.key}": option.value for option in config.extraConfig}
    found |= {f"device {device.key}": device for device in config.hardware.device}
    return {**found, "size": (config.hardware.numCPU, config.hardware.memoryMB)}


def test_a_usual_vm_comes_back(root: Client) -> None:
    """Under a new id, with an equal configuration and the same files; it runs."""
    values: dict[str, Any] = {"numCPUs": 2, "memoryMB": 64, "guestId": "rhel5_64Guest", "annotation": "a\nb"}
    vm = make_usual(root, "vm1", **values, extra={"machine.id": "x"})
    before, config = files(root), root.get(vm, "config")
    new = again(root, vm)
    assert new != vm
    assert files(root) == before
    assert same(root.get(new, "config")) == same(config)
    assert [ref.value for ref in root.get(FOLDER, "childEntity").items] == [new.value]
    assert new in root.get(POOL, "vm").items
    root.task(new, "PowerOnVM_Task")
    assert root.get(new, "runtime.powerState") == "poweredOn"


def test_everything_that_a_spec_can_say(root: Client) -> None:
    """Flags, power operations, boot, Tools, resources, affinity, masks, directories: all of it is in the file."""
    vm = make(
        root, "vm1", alternateGuestName="Other", swapPlacement="hostLocal",
        memoryHotAddEnabled=True, cpuHotAddEnabled=True, cpuHotRemoveEnabled=True, changeTrackingEnabled=True,
        vAssertsEnabled=True, cpuAffinity=vim.VirtualMachineAffinityInfo(affinitySet=[0, 1]),
        memoryAffinity=vim.VirtualMachineAffinityInfo(affinitySet=[1]),
        consolePreferences=vim.VirtualMachineConsolePreferences(powerOnWhenOpened=True, closeOnPowerOffOrSuspend=False),
        flags=vim.VirtualMachineFlagInfo(
            disableAcceleration=True, enableLogging=False, useToe=True, runWithDebugInfo=True, monitorType="debug",
            htSharing="none", snapshotDisabled=True, snapshotLocked=False, diskUuidEnabled=True, virtualMmuUsage="off",
            virtualExecUsage="hvOn", snapshotPowerOffBehavior="prompt", recordReplayEnabled=True,
        ),
        powerOpInfo=vim.VirtualMachineDefaultPowerOpInfo(
            powerOffType="hard", suspendType="preset", resetType="hard", standbyAction="powerOnSuspend"),
        bootOptions=vim.VirtualMachineBootOptions(
            bootDelay=5000, enterBIOSSetup=True, bootRetryEnabled=True, bootRetryDelay=77),
        tools=vim.ToolsConfigInfo(
            afterPowerOn=False, afterResume=False, beforeGuestStandby=False, beforeGuestShutdown=False,
            beforeGuestReboot=True, toolsUpgradePolicy="upgradeAtPowerCycle", syncTimeWithHost=True),
        cpuAllocation=vim.ResourceAllocationInfo(
            reservation=100, limit=500, shares=vim.SharesInfo(shares=3, level=vim.SharesLevel.custom)),
        memoryAllocation=vim.ResourceAllocationInfo(
            reservation=16, limit=32, shares=vim.SharesInfo(shares=1, level=vim.SharesLevel.low)),
        cpuFeatureMask=[vim.VirtualMachineCpuIdInfoSpec(
            operation="add",
            info=vim.HostCpuIdInfo(level=-(2**31) + 1, vendor="amd", edx="----:0---:----:----:----:----:----:----"),
        )],
    )
    directories = vim.VirtualMachineFileInfo(snapshotDirectory="[datastore1] snaps", logDirectory="[datastore1]")
    reconfigure(root, vm, files=directories)
    config = root.get(vm, "config")
    assert same(root.get(again(root, vm), "config")) == same(config)


@pytest.mark.parametrize("path", ["[datastore1] rooted.vmx", "[datastore1] a/b/c d.vmx", "[datastore1] vm1/\u4e2d%.vmx"])
def test_wherever_it_lives(root: Client, path: str) -> None:
    """In the root of a datastore, deep down, under odd names."""
    root.call("ha-nfc-file-manager", "MakeDirectory", name="[datastore1] a/b", createParentDirectories=True)
    vm = make(root, "vm1", controller(), disk(), path=path)
    config = root.get(vm, "config")
    assert same(root.get(again(root, vm), "config")) == same(config)


def test_what_libvirt_writes(root: Client, store: Datastore) -> None:
    """All of it is understood, what vim25 has no property for is an option, and the VM runs."""
    store.write_file("lv/lv.vmx", BY_LIBVIRT.encode())
    vm = register(root, "[datastore1] lv/lv.vmx")
    config = root.get(vm, "config")
    assert (config.name, config.guestId, config.annotation) == ("by libvirt", "otherGuest64", "Some\nnotes")
    assert (config.hardware.numCPU, config.hardware.memoryMB) == (2, 1024)
    assert config.uuid == "50115e16-9bdc-49d7-f171-53c4d7f91710"
    assert (config.memoryAllocation.limit, config.memoryAllocation.reservation) == (1024, 256)
    assert (config.cpuAllocation.shares.shares, config.cpuAffinity.affinitySet) == (4000, (0, 1))
    devices = {device.deviceInfo.label: device for device in config.hardware.device}
    hard_disk, card = devices["Hard disk 1"], devices["Network adapter 1"]
    assert (hard_disk.backing.fileName, hard_disk.capacityInKB) == ("[datastore1] lv/disk.vmdk", 8192)
    assert hard_disk.backing.writeThrough
    assert isinstance(devices["SCSI controller 0"], vim.VirtualBusLogicController)
    assert devices["CD/DVD Drive 1"].backing.fileName == "[datastore1] lv/a.iso"
    assert (card.macAddress, card.addressType) == ("00:16:3e:11:22:33", "manual")
    assert devices["Serial port 1"].backing.fileName == "[datastore1] lv/out.txt"
    assert options(root, vm)["RemoteDisplay.vnc.port"] == "5903"
    assert options(root, vm)["ethernet0.checkMACAddress"] == "false"
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "PowerOffVM_Task")
    found = read_vmx(store, "lv/lv.vmx")
    assert found["ethernet0.connectionType"] == "bridged"
    root.task(vm, "Destroy_Task")
    assert files(root) == ["lv/a.iso", "lv/out.txt"]


def test_the_least_that_a_vm_is(root: Client, store: Datastore) -> None:
    """A file with the version alone: named after the file; its new UUIDs are written, so that they stay."""
    store.write_file("lv/least.vmx", b'# mine\nvirtualHW.version = "4"\n')
    vm = register(root, "[datastore1] lv/least.vmx", pool=None)
    config = root.get(vm, "config")
    assert (config.name, config.guestId, config.hardware.memoryMB, config.version) == ("least", "otherGuest", 32, "vmx-04")
    assert root.get(again(root, vm), "config.uuid") == config.uuid
    assert store.read_file("lv/least.vmx").startswith(b'.encoding = "UTF-8"\n# mine\n')


def test_unknown_keys_and_remarks_stay(root: Client, store: Datastore) -> None:
    """Through reconfiguration and power, and a device's settings go with it."""
    store.write_file("lv/lv.vmx", f'#!/usr/bin/vmware\n{BY_LIBVIRT}my.own = "1"\n'.encode())
    vm = register(root, "[datastore1] lv/lv.vmx")
    card = next(d for d in root.get(vm, "config.hardware.device").items if isinstance(d, vim.VirtualEthernetCard))
    reconfigure(root, vm, vim.VirtualDeviceConfigSpec(operation="remove", device=card), memoryMB=512)
    root.task(vm, "PowerOnVM_Task")
    text = store.read_file("lv/lv.vmx").decode()
    assert "#!/usr/bin/vmware\n" in text
    assert 'my.own = "1"\n' in text
    assert 'memsize = "512"\n' in text
    assert "ethernet0.present" not in text


def test_another_name(root: Client) -> None:
    """It is the VM's from now on, in the file too; the files keep their names."""
    vm = again(root, make(root, "vm1"), name="other/name")
    assert root.get(vm, "name") == "other%2fname"
    assert b'displayName = "other/name"' in root.host.volumes.get("datastore1").read_file("vm1/vm1.vmx")


def test_twice(root: Client) -> None:
    """AlreadyExists with the id of the VM that has the file, however the path is written."""
    vm = make(root, "vm1")
    before = picture(root)
    for path in ("[datastore1] vm1/vm1.vmx", "[datastore1] vm1//vm1.vmx"):
        with pytest.raises(Faulted, match="AlreadyExists") as caught:
            register(root, path, name="another")
        assert caught.value.fault.name == vm.value
    assert picture(root) == before


@pytest.mark.parametrize(
    ("path", "values", "fault"),
    [
        ("[datastore1] none/none.vmx", {}, "NotFound"), ("[datastore1] lv/none.vmx", {}, "NotFound"),
        ("[datastore1] lv/a.iso/x.vmx", {}, "NotFound"), ("[none] lv/lv.vmx", {}, "InvalidDatastore"),
        ("lv/lv.vmx", {}, "InvalidDatastorePath"), ("[datastore1] ../lv.vmx", {}, "InvalidDatastorePath"),
        ("[datastore1] lv/lv.vmx", {"asTemplate": True}, "NotSupported"), ("[datastore1] lv/lv.vmtx", {}, "InvalidArgument"),
        ("[datastore1] lv/lv.vmx", {"name": "taken"}, "DuplicateName"),
        ("[datastore1] lv/lv.vmx", {"name": ""}, "InvalidName"),
        ("[datastore1] lv/lv.vmx", {"pool": FOLDER}, "InvalidArgument"),
        ("[datastore1] lv/lv.vmx", {"pool": ManagedObjectReference("ResourcePool", "none")}, "ManagedObjectNotFound"),
        ("[datastore1] lv/a.iso", {}, "InvalidVmConfig"), ("[datastore1] lv", {}, "CannotAccessFile"),
    ],
)  # fmt: skip
def test_refused(root: Client, store: Datastore, path: str, values: dict[str, Any], fault: str) -> None:
    """The fault, and nothing has changed."""
    make(root, "taken")
    store.write_file("lv/lv.vmx", BY_LIBVIRT.encode())
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        register(root, path, **values)
    assert caught.value.name == fault
    assert picture(root) == before


@pytest.mark.parametrize(("old", "new", "fault"), [
    ('memsize = "1024"', 'memsize = "1023"', "InvalidVmConfig"), ('memsize = "1024"', 'memsize = "lots"', "InvalidVmConfig"),
    ('memsize = "1024"', 'memsize = "999999996"', "MemorySizeNotSupported"),
    ('numvcpus = "2"', 'numvcpus = "0"', "InvalidVmConfig"),
    ('numvcpus = "2"', 'numvcpus = "99"', "NumVirtualCpusNotSupported"),
    ('virtualHW.version = "7"', 'virtualHW.version = "8"', "VirtualHardwareVersionNotSupported"),
    ('virtualHW.version = "7"', "", "InvalidVmConfig"), ("guestOS", "not a setting", "InvalidVmConfig"),
    ("guestOS", "memsize", "InvalidVmConfig"),
    ('sched.mem.minsize = "256"', 'sched.mem.minsize = "999999"', "InsufficientMemory"),
])  # fmt: skip
def test_broken_files(root: Client, store: Datastore, old: str, new: str, fault: str) -> None:
    """What no VM can be is refused; the file stays."""
    store.write_file("lv/lv.vmx", BY_LIBVIRT.replace(old, new).encode())
    before = picture(root)
    with pytest.raises(Faulted, match=fault):
        register(root, "[datastore1] lv/lv.vmx")
    assert picture(root) == before


def test_devices_that_are_not_there(root: Client, store: Datastore) -> None:
    """A VM without its disk is registered all the same, and does not start."""
    vmdk.delete_disk(store, "lv/disk.vmdk")
    store.write_file("lv/lv.vmx", BY_LIBVIRT.encode())
    vm = register(root, "[datastore1] lv/lv.vmx")
    with pytest.raises(Faulted, match="FileNotFound"):
        root.task(vm, "PowerOnVM_Task")


def test_the_event(root: Client) -> None:
    """VmRegisteredEvent."""
    vm = again(root, make(root, "vm1"))
    last = root.host.events.history.events[-1]
    assert (type(last).__name__, last.vm.vm) == ("VmRegisteredEvent", vm)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
KEYS = st.from_regex(r"[a-z]{1,6}\.[a-zA-Z0-9_.]{1,8}", fullmatch=True)
SHARES = st.builds(
    vim.SharesInfo, shares=st.sampled_from([1, 700]), level=st.sampled_from(vim.SharesLevel.members()),
)
SPECS = st.fixed_dictionaries({}, optional={
    "guestId": st.sampled_from([str(each) for each in vim.VirtualMachineGuestOsIdentifier.members()]),
    "annotation": TEXTS, "alternateGuestName": TEXTS, "numCPUs": st.integers(1, 8),
    "memoryMB": st.integers(1, 300).map(lambda each: each * 4), "extra": st.dictionaries(KEYS, TEXTS, max_size=4),
    "version": st.sampled_from(["vmx-04", "vmx-07"]), "memoryHotAddEnabled": st.booleans(),
    "flags": st.builds(vim.VirtualMachineFlagInfo, enableLogging=st.booleans(), diskUuidEnabled=st.booleans()),
    "cpuAllocation": st.builds(
        vim.ResourceAllocationInfo, reservation=st.sampled_from([0, 100]), limit=st.sampled_from([-1, 900]), shares=SHARES),
    "bootOptions": st.builds(vim.VirtualMachineBootOptions, bootDelay=st.integers(0, 9999), enterBIOSSetup=st.booleans()),
})  # fmt: skip


@given(name=TEXTS, values=SPECS, devices=device_specs(), ran=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip(name: str, values: dict[str, Any], devices: list[Any], ran: bool) -> None:
    """Whatever VM a host makes: taken off the inventory and registered again, its configuration is equal."""
    with tempfile.TemporaryDirectory() as folder:
        host = Esx(Settings(Path(folder)), Clock(), random.Random(0))
        try:
            client = Client(host).login()
            store = host.volumes.get("datastore1")
            for path in ("iso/a.iso", "flp/a.flp"):
                store.mkdir(path[:3])
                store.write_file(path, b"image")
            name = "".join(c for c in name if c.isprintable()).strip() or "vm"
            vm = make(client, name, controller(key=-1), disk(-1), nic(), path="[datastore1] vm1/vm1.vmx", **values)
            for device in devices:
                with suppress(Faulted):
                    reconfigure(client, vm, device)
            if ran:
                client.call(vm, "PowerOnVM_Task")
                while question := client.get(vm, "runtime").question:  # a port writes to a file that is there
                    choice = question.choice.choiceInfo[0].key
                    client.call(vm, "AnswerVM", questionId=question.id, answerChoice=choice)
                with suppress(Faulted):
                    client.task(vm, "PowerOffVM_Task")
            config = client.get(vm, "config")
            assert same(client.get(again(client, vm), "config")) == same(config)
        finally:
            host.stop()
