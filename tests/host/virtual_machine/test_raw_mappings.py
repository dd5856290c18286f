"""Raw device mappings: machines that have LUNs."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, controller, disk, edit, nic, remove
from vms import files, make, picture, reconfigure, spec

from fakeesx.host.services.iscsi_specs import IscsiTarget, TargetLun
from fakeesx.host.virtual_machine import guest_disks
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmdk

STORAGE = "storageSystem"
IQN = "iqn.2010-10.org.openstack:volume-1"
LUN, OTHER = (TargetLun(number, 8 << 20, f"naa.600140500000000000000000000000{number:02}") for number in (1, 2))
UUID = "02000100006001405000000000000000000000000149424c4f434b"
DEVICE = f"/vmfs/devices/disks/{LUN.id}"
DESCRIPTOR, POINTER = "vm1/vm1.vmdk", "vm1/vm1-rdmp.vmdk"


@pytest.fixture
def san(root: Client) -> Client:
    """A client of a host that sees two LUNs of a target."""
    root.call(STORAGE, "UpdateSoftwareInternetScsiEnabled", enabled=True)
    root.host.iscsi_targets.add(IscsiTarget("192.0.2.50", IQN, (LUN, OTHER)))
    root.call(STORAGE, "AddInternetScsiStaticTargets", iScsiHbaDevice="vmhba34", targets=[target()])
    root.call(STORAGE, "RescanAllHba")
    return root


def target() -> vim.HostInternetScsiHbaStaticTarget:
    return vim.HostInternetScsiHbaStaticTarget(address="192.0.2.50", iScsiName=IQN)


def raw(kb: int = 0, unit: int = 0, at: int = -101, **backing: Any) -> vim.VirtualDisk:
    """A disk that maps the LUN, as OpenStack's driver asks for it."""
    values = {
        "fileName": "", "deviceName": DEVICE, "compatibilityMode": "physicalMode", "diskMode": "independent_persistent",
        **backing,
    }
    return vim.VirtualDisk(
        key=-100, controllerKey=at, unitNumber=unit, capacityInKB=kb,
        backing=vim.VirtualDiskRawDiskMappingVer1BackingInfo(**values),
    )


def create(device: vim.VirtualDisk) -> vim.VirtualDeviceConfigSpec:
    return add(device, "create")


def with_lun(client: Client, name: str = "vm1", **backing: Any) -> ManagedObjectReference:
    """A machine that maps the LUN."""
    return make(client, name, controller(), create(raw(**backing)))


def disks(client: Client, vm: ManagedObjectReference) -> list[Any]:
    return [each for each in client.get(vm, "config.hardware.device").items if isinstance(each, vim.VirtualDisk)]


def machine(client: Client, vm: ManagedObjectReference) -> Any:
    return client.host.object(vm)


def refused(client: Client, expected: str, moid: Any, name: str, /, **arguments: Any) -> Any:
    """The fault of a call that changes nothing."""
    before = picture(client)
    ask = client.task if name.endswith("_Task") else client.call
    with pytest.raises(Faulted) as caught:
        ask(moid, name, **arguments)
    assert caught.value.name == expected
    assert picture(client) == before
    return caught.value.fault


def test_physical_mapping(san: Client) -> None:
    """The disk has the LUN's size; the backing says which LUN it is; descriptor and pointer are in the machine's folder."""
    (found,) = disks(san, with_lun(san))
    backing = found.backing
    assert isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo)
    assert (found.key, found.capacityInKB, found.deviceInfo.summary) == (2000, 8192, "8,192 KB")
    assert (backing.fileName, backing.lunUuid, backing.deviceName) == (f"[datastore1] {DESCRIPTOR}", UUID, f"vml.{UUID}")
    assert (backing.compatibilityMode, backing.diskMode) == ("physicalMode", "independent_persistent")
    assert {DESCRIPTOR, POINTER} <= set(files(san))
    descriptor = vmdk.read_descriptor(san.host.volumes.get("datastore1"), DESCRIPTOR)
    assert descriptor.create_type == "vmfsPassthroughRawDeviceMap"
    assert str(descriptor.extents[0]) == 'RW 16384 VMFSRDM "vm1-rdmp.vmdk"'
    assert (descriptor.uuid, descriptor.content_id) == (backing.uuid, backing.contentId)


def test_virtual_mapping(san: Client) -> None:
    """Its mode is as asked for, its files have other names."""
    (found,) = disks(san, with_lun(san, compatibilityMode="virtualMode", diskMode="persistent"))
    assert (found.backing.compatibilityMode, found.backing.diskMode) == ("virtualMode", "persistent")
    descriptor = vmdk.read_descriptor(san.host.volumes.get("datastore1"), DESCRIPTOR)
    assert (descriptor.create_type, descriptor.extents[0].file) == ("vmfsRawDeviceMap", "vm1-rdm.vmdk")


@pytest.mark.parametrize("name", [DEVICE, LUN.id, f"vml.{UUID}", f"/vmfs/devices/disks/vml.{UUID}", UUID])
def test_names_of_a_lun(san: Client, name: str) -> None:
    """By its path, its canonical name, its vml name, its uuid."""
    (found,) = disks(san, with_lun(san, deviceName=name))
    assert found.backing.lunUuid == UUID


@pytest.mark.parametrize(("backing", "kb", "fault", "property"), [
    ({"deviceName": "/vmfs/devices/disks/naa.6"}, 0, "InvalidDeviceBacking", "backing"),
    ({"deviceName": None}, 0, "InvalidDeviceBacking", "backing"),
    ({"lunUuid": "0200"}, 0, "InvalidDeviceBacking", "backing"),
    ({"compatibilityMode": "other"}, 0, "InvalidDeviceSpec", "backing.compatibilityMode"),
    ({"compatibilityMode": None}, 0, "InvalidDeviceSpec", "backing.compatibilityMode"),
    ({"diskMode": "nonpersistent"}, 0, "InvalidDeviceSpec", "backing.diskMode"),
    ({"uuid": "x"}, 0, "InvalidDeviceSpec", "backing.uuid"),
    ({}, 8193, "InvalidDeviceSpec", "capacityInKB"),
])
def test_what_can_not_be_mapped(san: Client, backing: dict[str, Any], kb: int, fault: str, property: str) -> None:
    """An unknown LUN, two LUNs at once, a size that is not the LUN's: nothing is left."""
    vm = make(san, "vm2", controller())
    spec = vim.VirtualMachineConfigSpec(deviceChange=[create(raw(kb, at=1000, **backing))])
    found = refused(san, fault, vm, "ReconfigVM_Task", spec=spec)
    assert found.property == f"virtualDeviceSpec.device.{property}"


def test_a_lun_is_mapped_once(san: Client) -> None:
    """Neither another machine nor the same one can map it again; the other LUN is free."""
    vm = with_lun(san)
    other = make(san, "vm2", controller())
    for each in (vm, other):
        spec = vim.VirtualMachineConfigSpec(deviceChange=[create(raw(unit=1, at=1000))])
        refused(san, "InvalidDeviceBacking", each, "ReconfigVM_Task", spec=spec)
    reconfigure(san, other, create(raw(at=1000, deviceName=OTHER.id)))
    assert len(disks(san, other)) == 1


def test_mapping_on_ide(san: Client) -> None:
    """There is no SCSI to hand on."""
    vm = make(san, "vm2")
    spec = vim.VirtualMachineConfigSpec(deviceChange=[create(raw(at=200))])
    refused(san, "InvalidController", vm, "ReconfigVM_Task", spec=spec)


def test_mapping_on_nfs(san: Client) -> None:
    """NFS has no such files."""
    san.call("ha-datastoresystem", "CreateNasDatastore", spec=vim.HostNasVolumeSpec(
        remoteHost="nas", remotePath="/x", localPath="nas", accessMode="readWrite",
    ))
    vm = make(san, "vm2", controller())
    spec = vim.VirtualMachineConfigSpec(deviceChange=[create(raw(at=1000, fileName="[nas]"))])
    found = refused(san, "RDMNotSupportedOnDatastore", vm, "ReconfigVM_Task", spec=spec)
    assert (found.datastoreName, found.device) == ("nas", UUID)


def test_guest_writes_to_the_lun(san: Client) -> None:
    """While it runs; what was there before is read."""
    san.host.iscsi_targets.write(LUN.id, 0, b"before".ljust(512, b"."))
    vm = with_lun(san)
    san.task(vm, "PowerOnVM_Task")
    assert guest_disks.read(machine(san, vm), 2000, 0, 6) == b"before"
    guest_disks.write(machine(san, vm), 2000, 4096, b"after")
    assert san.host.iscsi_targets.read(LUN.id, 4096, 5) == b"after"


def test_hot_and_there_again(san: Client) -> None:
    """A running machine gets and loses it; destroyed is the mapping, never the LUN, which another can map then."""
    vm = make(san, "vm1", controller())
    san.task(vm, "PowerOnVM_Task")
    before = files(san)
    reconfigure(san, vm, create(raw(at=1000)))
    guest_disks.write(machine(san, vm), 2000, 0, b"data")
    assert set(files(san)) - set(before) == {DESCRIPTOR, POINTER}
    reconfigure(san, vm, remove(disks(san, vm)[0], "destroy"))
    assert (files(san), disks(san, vm)) == (before, [])
    other = with_lun(san, "vm2")
    assert guest_disks.read(machine(san, other), 2000, 0, 4) == b"data"


def test_destroyed_machine(san: Client) -> None:
    """Takes its mapping with it."""
    san.host.iscsi_targets.write(LUN.id, 0, b"data")
    vm = with_lun(san)
    san.task(vm, "Destroy_Task")
    assert files(san) == []
    assert san.host.iscsi_targets.read(LUN.id, 0, 4) == b"data"


def test_detached_and_attached_again(san: Client) -> None:
    """The mapping is a file that can be attached like another, but not as a flat disk."""
    vm = with_lun(san)
    (before,) = disks(san, vm)
    reconfigure(san, vm, remove(before))
    spec = vim.VirtualMachineConfigSpec(deviceChange=[add(disk(1000, 0, f"[datastore1] {DESCRIPTOR}"))])
    refused(san, "InvalidDeviceBacking", vm, "ReconfigVM_Task", spec=spec)
    backing = vim.VirtualDiskRawDiskMappingVer1BackingInfo(fileName=before.backing.fileName)
    reconfigure(san, vm, add(before.replace(key=-1, backing=backing)))
    assert disks(san, vm) == [before]


def test_edited(san: Client) -> None:
    """What the host shows can be sent back; a virtual mapping can change its mode, and none its size or its LUN."""
    vm = with_lun(san, compatibilityMode="virtualMode", diskMode="persistent")
    (before,) = disks(san, vm)
    reconfigure(san, vm, edit(before))
    assert disks(san, vm) == [before]
    for change, fault in (
        (before.replace(capacityInKB=9000), "InvalidDeviceSpec"),
        (before.replace(backing=before.backing.replace(lunUuid="0200")), "InvalidDeviceBacking"),
        (before.replace(backing=before.backing.replace(compatibilityMode="physicalMode")), "InvalidDeviceSpec"),
        (disk(1000, 0, before.backing.fileName, 8192).replace(key=2000), "InvalidDeviceBacking"),
    ):
        spec = vim.VirtualMachineConfigSpec(deviceChange=[edit(change)])
        refused(san, fault, vm, "ReconfigVM_Task", spec=spec)
    reconfigure(san, vm, edit(before.replace(backing=before.backing.replace(diskMode="independent_persistent"))))
    assert disks(san, vm)[0].backing.diskMode == "independent_persistent"


def test_registered_again(san: Client) -> None:
    """The machine's file names the mapping, and all else is found by that."""
    vm = with_lun(san)
    before = disks(san, vm)
    san.call(vm, "UnregisterVM")
    again = san.task("ha-folder-vm", "RegisterVM_Task", path="[datastore1] vm1/vm1.vmx", asTemplate=False,
                     pool=ManagedObjectReference("ResourcePool", "ha-root-pool"))
    assert disks(san, again) == before


def test_snapshot_leaves_a_physical_mapping_alone(san: Client) -> None:
    """There is no delta on it, also when it is reverted: what the guest wrote stays."""
    vm = make(san, "vm1", controller(), disk(), create(raw(unit=1)))
    before = disks(san, vm)[1]
    taken = san.task(vm, "CreateSnapshot_Task", name="one", memory=False, quiesce=False)
    assert disks(san, vm)[1] == before
    san.task(vm, "PowerOnVM_Task")
    guest_disks.write(machine(san, vm), 2001, 0, b"kept")
    san.task(taken, "RevertToSnapshot_Task")
    assert guest_disks.read(machine(san, vm), 2001, 0, 4) == b"kept"
    files_now = [each.backing.fileName for each in disks(san, vm)]
    assert files_now == ["[datastore1] vm1/vm1-000002.vmdk", before.backing.fileName]


def test_snapshot_of_a_virtual_mapping(san: Client) -> None:
    """As of any disk: the delta is shown as a mapping on a mapping, what is written goes with it or into the LUN."""
    vm = with_lun(san, compatibilityMode="virtualMode", diskMode="persistent")
    base = disks(san, vm)[0].backing
    taken = san.task(vm, "CreateSnapshot_Task", name="one", memory=False, quiesce=False)
    delta = disks(san, vm)[0].backing
    assert (delta.fileName, delta.parent) == ("[datastore1] vm1/vm1-000001.vmdk", base)
    san.task(vm, "PowerOnVM_Task")
    guest_disks.write(machine(san, vm), 2000, 0, b"one")
    assert san.host.iscsi_targets.read(LUN.id, 0, 3) == bytes(3)
    san.task(vm, "PowerOffVM_Task")
    san.task(taken, "RemoveSnapshot_Task", removeChildren=False)
    assert san.host.iscsi_targets.read(LUN.id, 0, 3) == b"one"
    assert disks(san, vm)[0].backing.parent is None


def test_a_lun_in_use_stays(san: Client) -> None:
    """Its target can't be removed as long as a machine maps it, and is not lost by a rescan."""
    vm = with_lun(san)
    remove_target = {"iScsiHbaDevice": "vmhba34", "targets": [target()]}
    refused(san, "HostConfigFault", STORAGE, "RemoveInternetScsiStaticTargets", **remove_target)
    with pytest.raises(ValueError, match='virtual machine "vm1"'):
        san.host.iscsi_targets.remove("192.0.2.50", IQN)
    san.call(STORAGE, "UpdateInternetScsiAuthenticationProperties", iScsiHbaDevice="vmhba34",
             authenticationProperties=vim.HostInternetScsiHbaAuthenticationProperties(
                 chapAuthEnabled=True, chapAuthenticationType="chapRequired", chapName="x", chapSecret="x"))
    san.call(STORAGE, "RescanAllHba")
    san.task(vm, "PowerOnVM_Task")
    san.task(vm, "PowerOffVM_Task")
    san.task(vm, "Destroy_Task")
    san.call(STORAGE, "RemoveInternetScsiStaticTargets", **remove_target)
    san.call(STORAGE, "RescanAllHba")
    assert san.host.iscsi_targets.seen() == []


def test_a_lun_of_a_snapshot_stays(san: Client) -> None:
    """A machine that can go back to it has it, too: nobody else maps it, and its target is not removed, meanwhile."""
    vm, other = with_lun(san, compatibilityMode="virtualMode", diskMode="persistent"), make(san, "vm2", controller())
    taken = san.task(vm, "CreateSnapshot_Task", name="one", memory=False, quiesce=False)
    reconfigure(san, vm, remove(disks(san, vm)[0], "destroy"))
    remove_target = {"iScsiHbaDevice": "vmhba34", "targets": [target()]}
    refused(san, "HostConfigFault", STORAGE, "RemoveInternetScsiStaticTargets", **remove_target)
    refused(san, "InvalidDeviceBacking", other, "ReconfigVM_Task", spec=spec(None, create(raw(at=1000))))
    san.task(taken, "RevertToSnapshot_Task")
    assert disks(san, vm)[0].backing.lunUuid == UUID
    reconfigure(san, vm, remove(disks(san, vm)[0], "destroy"))
    san.task(taken, "RemoveSnapshot_Task", removeChildren=False)
    reconfigure(san, other, create(raw(at=1000)))


def test_power_on_without_the_lun(san: Client) -> None:
    """A machine whose LUN the host does not see does not start; it does when the LUN is back."""
    vm = with_lun(san)
    san.call(vm, "UnregisterVM")
    san.call(STORAGE, "RemoveInternetScsiStaticTargets", iScsiHbaDevice="vmhba34", targets=[target()])
    san.call(STORAGE, "RescanAllHba")
    vm = san.task("ha-folder-vm", "RegisterVM_Task", path="[datastore1] vm1/vm1.vmx", asTemplate=False,
                  pool=ManagedObjectReference("ResourcePool", "ha-root-pool"))
    assert disks(san, vm)[0].backing.lunUuid == UUID
    with pytest.raises(Faulted, match=f"FileNotFound: File vml.{UUID} was not found"):
        san.task(vm, "PowerOnVM_Task")
    assert san.get(vm, "runtime.powerState") == "poweredOff"
    san.call(STORAGE, "AddInternetScsiStaticTargets", iScsiHbaDevice="vmhba34", targets=[target()])
    san.call(STORAGE, "RescanAllHba")
    san.task(vm, "PowerOnVM_Task")


def test_half_made(san: Client) -> None:
    """A change of which another entry is wrong leaves no mapping."""
    vm = make(san, "vm2", controller())
    spec = vim.VirtualMachineConfigSpec(deviceChange=[create(raw(at=1000)), add(nic(network="none"))])
    before = picture(san)
    with pytest.raises(Faulted):
        san.task(vm, "ReconfigVM_Task", spec=spec)
    assert picture(san) == before


def test_no_delta_is_based_on_a_mapping_of_others(san: Client) -> None:
    """Neither a flat disk nor a mapping is made on it."""
    with_lun(san)
    vm = make(san, "vm2", controller())
    base = f"[datastore1] {DESCRIPTOR}"
    on_it = vim.VirtualDiskRawDiskMappingVer1BackingInfo(fileName=base)
    for device in (
        disk(1000, parent=vim.VirtualDiskFlatVer2BackingInfo(fileName=base, diskMode="persistent")),
        raw(at=1000, deviceName=OTHER.id, parent=on_it),
    ):
        spec = vim.VirtualMachineConfigSpec(deviceChange=[create(device)])
        refused(san, "InvalidDeviceBacking", vm, "ReconfigVM_Task", spec=spec)


def test_what_can_be_mapped_is_told(san: Client) -> None:
    """QueryConfigTarget lists the LUNs with the machines that have them."""
    vm = with_lun(san)
    browser = san.get(vm, "environmentBrowser")
    found = san.call(browser, "QueryConfigTarget").scsiDisk
    assert [(each.disk.canonicalName, each.disk.uuid == UUID, each.vm) for each in found] == [
        (LUN.id, True, (vm,)), (OTHER.id, False, ()),
    ]


def test_browser_and_layout(san: Client) -> None:
    """A search shows the mapping as one; the machine's layout lists both files."""
    vm = with_lun(san)
    flags = vim.FileQueryFlags(fileType=True, fileSize=True, modification=False, fileOwner=False)
    query = vim.VmDiskFileQuery(details=vim.VmDiskFileQueryFlags(
        diskType=True, capacityKb=True, hardwareVersion=False, controllerType=False, diskExtents=True,
    ))
    spec = vim.HostDatastoreBrowserSearchSpec(details=flags, query=[query])
    browser = san.get(san.get(vm, "datastore").items[0], "browser")
    (found,) = san.task(browser, "SearchDatastore_Task", datastorePath="[datastore1] vm1", searchSpec=spec).file
    assert (found.diskType, found.capacityKb) == ("VirtualDiskRawDiskMappingVer1BackingInfo", 8192)
    assert found.diskExtents == (f"[datastore1] {POINTER}",)
    layout = san.get(vm, "layoutEx")
    names = {each.key: each.name for each in layout.file}
    assert [names[key] for key in layout.disk[0].chain[0].fileKey] == [
        f"[datastore1] {DESCRIPTOR}", f"[datastore1] {POINTER}",
    ]


def device_spec(device: str = DEVICE, type: str = "rdm", adapter: str = "lsiLogic") -> vim.DeviceBackedVirtualDiskSpec:
    return vim.DeviceBackedVirtualDiskSpec(diskType=type, adapterType=adapter, device=device)


def test_made_before_it_is_attached(san: Client) -> None:
    """VirtualDiskManager makes the same mapping, which a machine attaches; a virtual one can be copied into a file."""
    san.host.iscsi_targets.write(LUN.id, 0, b"data")
    vm = make(san, "vm1", controller())
    path = san.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] vm1/lun.vmdk", spec=device_spec())
    backing = vim.VirtualDiskRawDiskMappingVer1BackingInfo(fileName=path, diskMode="persistent")
    reconfigure(san, vm, add(raw(at=1000).replace(backing=backing)))
    (found,) = disks(san, vm)
    assert (found.backing.lunUuid, found.backing.compatibilityMode, found.backing.diskMode) == (
        UUID, "virtualMode", "persistent",
    )
    san.task("ha-vdiskmanager", "CopyVirtualDisk_Task", sourceName=path, destName="[datastore1] vm1/copy.vmdk")
    store = san.host.volumes.get("datastore1")
    with store.open_read("vm1/copy-flat.vmdk") as file:
        assert file.read() == b"data".ljust(LUN.capacity, b"\0")


def test_physical_mappings_are_not_copied(san: Client) -> None:
    """Nobody but its machine reads what is behind it."""
    with_lun(san)
    refused(san, "NotSupported", "ha-vdiskmanager", "CopyVirtualDisk_Task", sourceName=f"[datastore1] {DESCRIPTOR}",
            destName="[datastore1] vm1/copy.vmdk")


@pytest.mark.parametrize(("wrong", "fault"), [
    ({"type": "raw"}, "NotSupported"), ({"type": "thin"}, "InvalidArgument"), ({"adapter": "scsi"}, "InvalidArgument"),
    ({"device": "naa.6"}, "InvalidArgument"), ({"device": DEVICE}, "InvalidArgument"),
])
def test_mappings_that_are_not_made(san: Client, wrong: dict[str, str], fault: str) -> None:
    """Other types, an unknown LUN, one that a machine maps."""
    with_lun(san)
    spec = device_spec(**{"device": OTHER.id, **wrong})
    refused(san, fault, "ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] vm1/lun.vmdk", spec=spec)
