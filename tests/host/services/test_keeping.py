"""A host that is kept in a folder is there again after it was killed, exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calling import Faulted
from device_rig import add, controller
from lives import Life, picture
from vms import TOOLS, make, make_usual, reconfigure

from fakeesx.host.services.iscsi_specs import IscsiTarget, TargetLun
from fakeesx.host.services.keeping import rules
from fakeesx.host.virtual_machine import guest_disks
from fakeesx.schema import vim


def differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Where two pictures differ."""
    return {key: (one.get(key), other.get(key)) for key in {**one, **other} if one.get(key) != other.get(key)}


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """The first life of a host."""
    return Life(tmp_path / "state")


def test_new_host_is_kept_at_once(life: Life) -> None:
    """What a host begins with is there without any call."""
    before = picture(life.host)
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    assert again.host.restored


def test_first_machines_are_kept(tmp_path: Path) -> None:
    """Those that a host is made with, too; a later life makes none."""
    life = Life(tmp_path / "state", vms=3)
    before = picture(life.host)
    assert differing(before, picture(life.again(life.kill()).host)) == {}
    assert life.host.inventory.count("VirtualMachine") == 3


def test_everything_that_was_kept_is_there(life: Life) -> None:
    """Machines on and off, accounts, options, permissions, events, pools."""
    root = life.login()
    off = make_usual(root, "off")
    on = make(root, "on", extra=TOOLS)
    root.task(on, "PowerOnVM_Task")
    gone = make_usual(root, "gone")
    root.task(gone, "Destroy_Task")
    reconfigure(root, off, annotation="ü", memoryMB=64)
    root.call("ha-localacctmgr", "CreateUser", user=vim.HostPosixAccountSpec(id="tom", password="secret12"))
    root.call("ha-kernelmodulesystem" if "ha-kernelmodulesystem" in picture(life.host) else "kernelModuleSystem",
              "UpdateModuleOptionString", name="usb", options="x=1")
    root.call("ha-eventmgr", "LogUserEvent", entity=life.host.root, msg="remember")
    life.settle()
    before = picture(life.host)
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    client = again.login()
    assert client.get(on, "runtime.powerState") == "poweredOn"
    with pytest.raises(Faulted, match="InvalidPowerState"):
        client.task(on, "PowerOnVM_Task")
    client.task(on, "PowerOffVM_Task")
    client.task(on, "Destroy_Task")
    client.task(off, "PowerOnVM_Task")


def test_what_was_not_kept_is_wholly_absent(life: Life) -> None:
    """A machine that was made, one that was destroyed and one that was started in the moment of the kill."""
    root = life.login()
    stays, starts = make_usual(root, "stays"), make_usual(root, "starts")
    life.settle()
    before = picture(life.host)
    make_usual(root, "never")
    root.task(stays, "Destroy_Task")
    root.task(starts, "PowerOnVM_Task")
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    client = again.login()
    make_usual(client, "never")
    client.task(stays, "Destroy_Task")


def test_answers_wait_until_it_is_kept(life: Life) -> None:
    """Who waits is told after the record is on the disk, and at once where nothing is to be kept."""
    told: list[str] = []
    root = life.login()
    life.settle()
    assert not life.commits.busy
    assert not life.commits.wait(lambda: told.append("never"))
    root.get("ha-host", "name")
    assert not life.commits.busy
    make(root, "vm")
    assert life.commits.busy
    assert life.commits.wait(lambda: told.append("kept"))
    assert told == []
    life.settle()
    assert told == ["kept"]
    assert not life.commits.busy


def test_identifiers_are_not_given_again(life: Life) -> None:
    """Numbers go on, and the same seed gives other random ones in another life."""
    root = life.login()
    vm = make(root, "one")
    task = root.call(vm, "PowerOnVM_Task")
    uuid = root.get(vm, "config.uuid")
    with pytest.raises(Faulted):
        root.task(vm, "PowerOnVM_Task")
    life.settle()
    counters = life.host.ids.counters
    again = life.again(life.kill())
    client = again.login()
    other = make(client, "two")
    assert int(other.value) > int(vm.value)
    assert client.get(other, "config.uuid") != uuid
    assert again.host.ids.counters["task"] == counters["task"] + 1
    assert task not in again.host.inventory


def test_sessions_and_tasks_are_over(life: Life) -> None:
    """Nothing of a session is left: no login, no view, no filter, no task in any list."""
    root = life.login()
    vm = make(root, "vm")
    root.call("ViewManager", "CreateListView", obj=[vm])
    root.call("ha-property-collector", "CreateFilter", partialUpdates=False, spec=vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", all=True)], objectSet=[vim.ObjectSpec(obj=vm)],
    ))
    life.settle()
    again = life.again(life.kill())
    kinds = {node.ref.type for node in again.host.inventory.nodes()}
    assert not kinds & {"Task", "PropertyFilter", "ListView"}
    client = again.login()
    assert client.get(vm, "recentTask").items == ()
    assert client.get("ha-taskmgr", "recentTask").items == ()
    assert client.get("ViewManager", "viewList").items == ()
    assert len(client.get("ha-sessionmgr", "sessionList").items) == 1


def test_end_in_order(life: Life) -> None:
    """A host that is told to end keeps what is left, and the next life begins with an image and an empty journal."""
    root = life.login()
    make_usual(root, "vm")
    now = life.stop()
    assert (life.folder / "host.journal").stat().st_size < 200
    before = {k: v for k, v in picture(life.host).items() if "locks" not in k}
    again = life.again(now)
    after = {k: v for k, v in picture(again.host).items() if "locks" not in k}
    assert differing(before, after) == {}


def test_host_goes_on_after_a_restart(life: Life) -> None:
    """Its boot was when it was; time and uptime go on."""
    boot = life.host.inventory.get(vim.ManagedObjectReference("HostSystem", "ha-host"), "runtime").bootTime
    life.clock.advance(100)
    life.settle()
    again = life.again(life.kill())
    assert again.host.inventory.get(vim.ManagedObjectReference("HostSystem", "ha-host"), "runtime").bootTime == boot
    assert again.login().call("ha-host", "RetrieveHardwareUptime") == life.login().call("ha-host", "RetrieveHardwareUptime")


def test_measurements_are_not_kept(life: Life) -> None:
    """Statistics change objects every few seconds; the disk does not hear of it."""
    root = life.login()
    root.task(make(root, "vm"), "PowerOnVM_Task")
    life.settle()
    size = (life.folder / "host.journal").stat().st_size
    quick = root.get("ha-host", "summary.quickStats")
    for _ in range(60):
        life.clock.advance(1)
    assert root.get("ha-host", "summary.quickStats") != quick
    life.settle()
    assert (life.folder / "host.journal").stat().st_size == size


def test_changed_password(life: Life) -> None:
    """The old one is not right any more after a restart."""
    life.login().call("ha-localacctmgr", "UpdateUser", user=vim.HostAccountSpec(id="root", password="another12"))
    life.settle()
    again = life.again(life.kill())
    with pytest.raises(Faulted, match="InvalidLogin"):
        again.login()


def test_datastores(tmp_path: Path) -> None:
    """Those that clients made, renamed and removed; one that was removed or made in the moment of the kill."""
    life = Life(tmp_path / "state", spare_luns=(20 << 30,))
    root = life.login()
    system = "ha-datastoresystem"

    def export(name: str) -> Any:
        return root.call(system, "CreateNasDatastore", spec=vim.HostNasVolumeSpec(
            remoteHost="nas", remotePath=f"/{name}", localPath=name, accessMode="readWrite",
        ))

    nas, gone = export("nas"), export("gone")
    disk = root.call(system, "QueryAvailableDisksForVmfs")[0]
    option = root.call(system, "QueryVmfsDatastoreCreateOptions", devicePath=disk.devicePath)[0]
    vmfs = root.call(system, "CreateVmfsDatastore", spec=option.spec.replace(
        vmfs=option.spec.vmfs.replace(volumeName="vmfs"),
    ))
    root.call(nas, "RenameDatastore", newName="other")
    root.call(system, "RemoveDatastore", datastore=gone)
    make(root, "vm", path="[vmfs]")
    life.settle()
    before = picture(life.host)
    export("never")
    root.call(system, "RemoveDatastore", datastore=nas)
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    assert {volume.name for volume in again.host.volumes} == {"datastore1", "other", "vmfs"}
    assert {path.name for path in again.kept.store.datastores.iterdir()} == {v.root.name for v in again.host.volumes}
    client = again.login()
    client.task(again.host.vms.find("vm"), "Destroy_Task")
    client.call(system, "RemoveDatastore", datastore=vmfs)
    again.settle()
    last = again.again(again.kill())
    assert {volume.name for volume in last.host.volumes} == {"datastore1", "other"}
    last.kill()


def test_iscsi(life: Life) -> None:
    """Targets around the host, what it sees of them, secrets, and what a LUN holds."""
    lun = TargetLun(0, 1 << 20, "naa.6001405000000000")
    root = life.login()
    root.call("storageSystem", "UpdateSoftwareInternetScsiEnabled", enabled=True)
    target = IscsiTarget("192.0.2.50", "iqn.2010-10.org.openstack:one", (lun,), user="u", secret="s")
    root.call("storageSystem", "AddInternetScsiSendTargets", iScsiHbaDevice="vmhba34", targets=[
        vim.HostInternetScsiHbaSendTarget(
            address="192.0.2.50", authenticationProperties=vim.HostInternetScsiHbaAuthenticationProperties(
                chapAuthEnabled=True, chapName="u", chapSecret="s",
            ),
        ),
    ])
    life.host.iscsi_targets.add(target)
    life.host.iscsi_targets.write(lun.id, 512, b"x" * 512)
    root.call("storageSystem", "RescanAllHba")
    backing = vim.VirtualDiskRawDiskMappingVer1BackingInfo(
        fileName="", deviceName=lun.id, compatibilityMode="physicalMode",
    )
    vm = make(root, "vm", controller(), add(vim.VirtualDisk(
        key=-1, controllerKey=-101, unitNumber=0, capacityInKB=0, backing=backing,
    ), "create"))
    root.task(vm, "PowerOnVM_Task")
    life.settle()
    before = picture(life.host)
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    assert list(again.host.iscsi_targets) == [target]
    assert again.host.iscsi_targets.read(lun.id, 0, 1024) == bytes(512) + b"x" * 512
    again.login().call("storageSystem", "RescanAllHba")
    assert guest_disks.read(again.host.object(vm), 2000, 512, 4) == b"xxxx"
    guest_disks.write(again.host.object(vm), 2000, 0, b"more")
    assert again.host.iscsi_targets.read(lun.id, 0, 4) == b"more"


def test_snapshots(life: Life) -> None:
    """Taken, gone back to, removed; and one whose removal was not kept can be gone back to with all its content."""
    root = life.login()
    vm = make_usual(root, "vm")
    first = root.task(vm, "CreateSnapshot_Task", name="first", description="", memory=False, quiesce=False)
    root.task(vm, "CreateSnapshot_Task", name="second", description="ü", memory=False, quiesce=False)
    life.settle()
    before = picture(life.host)
    root.task(vm, "RemoveAllSnapshots_Task")
    again = life.again(life.kill())
    assert differing(before, picture(again.host)) == {}
    client = again.login()
    client.task(first, "RevertToSnapshot_Task")
    client.task(vm, "PowerOnVM_Task")
    client.task(first, "RemoveSnapshot_Task", removeChildren=True)
    again.settle()
    before = picture(again.host)
    assert differing(before, picture(again.again(again.kill()).host)) == {}


def test_files_of_the_host_itself(life: Life) -> None:
    """What clients have written of them."""
    life.host.files.write("hosts", b"127.0.0.1 here")
    life.host.files.temporary.write_file("f", b"1")
    life.settle()
    life.host.files.temporary.write_file("g", b"1")
    again = life.again(life.kill())
    assert again.host.files.read("hosts") == b"127.0.0.1 here"
    assert [each.name for each in again.host.files.temporary.listing()] == ["f"]


def test_rules_name_what_there_is() -> None:
    """Types and properties that are not kept are ones of the schema."""
    model, found = vim.TYPES.model, rules()
    assert found.transient <= set(model.managed)
    for type, names in found.forgotten_of.items():
        assert names <= set(model.managed_properties(type)), type
    everything = {name for type in model.managed for name in model.managed_properties(type)}
    assert found.forgotten <= everything
