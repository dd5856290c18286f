"""Removing machines: what is theirs goes, what is not stays, and what could not be removed is told."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from driver_chaos import EFFECTS, chaotic, count_steps
from driver_conf import conf_of
from driver_machines import FLAT_NIC, REQUEST, Pattern, holdings
from driver_tasks import minute
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import DriverError, HostError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim import connect
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, power, spawning

from fakeesx import FakeESX

FLAT = replace(REQUEST, nics=(FLAT_NIC,))


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), FLAT, Pattern())


@pytest.mark.parametrize("state", ["running", "off", "suspended", "with snapshots"])
def test_in_each_state(fresh: FakeESX, host: Host, vm: Ref, state: str) -> None:
    """W11: nothing of it is left."""
    if state == "off":
        power.power_off(host, vm, "web")
    elif state == "suspended":
        power.suspend(host, vm, "web")
    elif state == "with snapshots":
        host.tasks.run("CreateSnapshot_Task", vm, name="mine", memory=True, quiesce=False)
    destroying.destroy(host, vm, "web")
    assert list(fresh.vms) == []
    assert holdings(fresh)["files"]["datastore1"] == []


def test_folder_that_the_host_named(fresh: FakeESX, host: Host) -> None:
    """W11: ``web`` was taken, so that ESX made ``web_1``: the disk is there too, and that folder goes, not the other."""
    datacenter = host.places.datacenter
    host.session.call("MakeDirectory", host.manager("fileManager"), name="[datastore1] web", datacenter=datacenter)
    host.transfer.upload(DatastorePath("datastore1", "web/notes.txt"), 4, lambda: _bytes(b"mine"))
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), FLAT, Pattern())
    assert fresh.vms["web"].path == "[datastore1] web_1/web.vmx"
    assert fresh.vms["web"].disks[0].path == "[datastore1] web_1/web.vmdk"
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before
    assert fresh.datastores["datastore1"].read("web/notes.txt") == b"mine"


def test_volumes_stay(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W11: a disk in another folder was attached to it, and is not its own."""
    types, datacenter = host.session.types, host.places.datacenter
    volume = DatastorePath("datastore1", "volumes/one.vmdk")
    host.session.call("MakeDirectory", host.manager("fileManager"), name=str(volume.parent), datacenter=datacenter)
    spec = types.FileBackedVirtualDiskSpec(adapterType="lsiLogic", diskType="thick", capacityKb=1024)
    host.tasks.run("CreateVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(volume), datacenter=datacenter,
                   spec=spec)
    power.power_off(host, vm, "web")
    backing = types.VirtualDiskFlatVer2BackingInfo(fileName=str(volume), diskMode="persistent")
    disk = types.VirtualDisk(key=-1, controllerKey=1000, unitNumber=1, capacityInKB=1024, backing=backing)
    change = types.VirtualDeviceConfigSpec(operation="add", device=disk)
    host.tasks.run("ReconfigVM_Task", vm, spec=types.VirtualMachineConfigSpec(deviceChange=[change]))
    destroying.destroy(host, vm, "web")
    assert sorted(fresh.datastores["datastore1"].files) == ["volumes/one-flat.vmdk", "volumes/one.vmdk"]


def test_machine_that_is_gone(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Is told, whoever was faster: before the first look, or after it."""
    fresh.chaos.add("PowerOffVM_Task", fault="ManagedObjectNotFound", fields={"obj": _moid(vm)}, id="gone")
    with pytest.raises(InstanceNotFound):
        destroying.destroy(host, vm, "web")
    fresh.chaos.remove("gone")
    destroying.destroy(host, vm, "web")
    with pytest.raises(InstanceNotFound):
        destroying.destroy(host, vm, "web")


def test_folder_that_can_not_be_deleted(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W11: an error that names what is left; the original logged it and reported success."""
    fresh.chaos.add("DeleteDatastoreFile_Task", task_fails=10, fault="FileLocked", fields={"file": "[datastore1] web/x"})
    with pytest.raises(VimFault, match="FileLocked") as caught:
        destroying.destroy(host, vm, "web")
    assert caught.value.__notes__ == ["left behind: the folder [datastore1] web"]


def test_host_that_is_gone(host: Host, vm: Ref, fresh: FakeESX) -> None:
    """W11: a dead host is an error, too."""
    fresh.stop()
    with pytest.raises(HostError):
        destroying.destroy(host, vm, "web")


def test_whole_datastore_is_not_deleted(fresh: FakeESX, host: Host) -> None:
    """A machine whose files lie at the top of a datastore: its files are named, nobody else's go with them."""
    with pytest.raises(HostError, match="is a whole datastore"):
        destroying.delete_folder(host, DatastorePath("datastore1"))


def prepared(esx: FakeESX) -> None:
    """A machine that runs."""
    conf = conf_of(esx)
    with connect(conf) as session:
        spawning.spawn(Host(session), conf, FLAT, Pattern())


def destroy(esx: FakeESX) -> None:
    """The operation under test, with a session of its own."""
    with connect(conf_of(esx)) as session:
        host = Host(session)
        destroying.destroy(host, lookup.by_name(host, "web"), "web")


@pytest.fixture(scope="module")
def steps() -> int:
    """How many SOAP calls it makes."""
    return count_steps(prepared, destroy)


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str, steps: int) -> None:
    """W11: one thing goes wrong at exactly that call: the machine is gone with its files, or there to be destroyed again."""
    outcomes: dict[int, str] = {}
    for step in range(1, steps + 1):
        rule: dict[str, Any] = {"nth": step, **EFFECTS[effect]}
        with chaotic(prepared, rule, hit=effect != "no session") as esx:
            try:
                destroy(esx)
                outcomes[step] = "done"
            except DriverError as error:
                outcomes[step] = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
            if "web" in esx.vms:
                assert outcomes[step] != "done"
                assert "web/web.vmx" in esx.datastores["datastore1"].files
                destroy(esx)
            assert list(esx.vms) == []
            assert list(esx.datastores["datastore1"].files) == [], outcomes
    if effect != "fault":
        assert set(outcomes.values()) == {"done"}, json.dumps(outcomes, indent=1)


def _bytes(data: bytes) -> Any:
    return nullcontext([data])


def _moid(vm: Ref) -> dict[str, list[str]]:
    return {"_ref": [vm.type, vm.value]}


def test_task_of_somebody_else() -> None:
    """It has the machine to itself for a minute: then the machine goes."""
    with FakeESX(seed=1, clock="virtual", tasks=minute, vms=1) as esx, connect(conf_of(esx)) as session:
        host = Host(session)
        vm = lookup.by_name(host, "vm-0001")
        session.call("CreateSnapshot_Task", vm, name="theirs", memory=False, quiesce=False)
        destroying.destroy(host, vm, "vm-0001")
        assert list(esx.vms) == []
        assert [call.fault for call in esx.calls("UnregisterVM")] == ["TaskInProgress", None]
