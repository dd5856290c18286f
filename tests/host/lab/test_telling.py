"""Hosts written as inventory files: the file makes an equal host, and says what it does not say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import device_rig
import pytest
import yaml
from calling import Client, Faulted
from device_rig import add, controller
from hypothesis import Phase, given, settings
from lab_strategies import labs
from twisted.internet.task import Clock
from vms import HOST, make

from fakeesx.host.esx import Esx
from fakeesx.host.lab import settings_of, start
from fakeesx.host.lab.likeness import differences
from fakeesx.host.lab.telling import lab_of, reading_of
from fakeesx.inventory.file import Lab, dump, load
from fakeesx.schema import vim

EXAMPLES = sorted((Path(__file__).parents[3] / "fixtures" / "inventories").glob("*.yaml"))


@contextmanager
def started(lab: Lab, seed: int = 1) -> Iterator[Esx]:
    """The host of a lab, in a folder of its own."""
    clock = Clock()
    clock.advance(1_289_000_000 + seed)
    with TemporaryDirectory() as folder:
        host = start(lab, settings_of(lab, Path(folder)), clock, random.Random(seed))
        try:
            yield host
        finally:
            host.stop()


def check(host: Esx) -> Lab:
    """The lab of a host, which makes an equal host: nothing is left out."""
    found = lab_of(host)
    assert found.omissions == ()
    text = dump(found)
    assert load(text) == found
    with started(load(text), 2) as like:
        assert [str(each) for each in differences(host.inventory, like.inventory)] == []
    return found


@given(labs())
@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_lab(plain: dict[str, Any]) -> None:
    """A host of any file, written and made again, is equal in every property that clients see."""
    with started(load(yaml.safe_dump(plain, allow_unicode=True))) as host:
        check(host)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_examples(file: Path) -> None:
    """The example files."""
    with started(load(file)) as host:
        check(host)


CHANGED = """
vms:
- {name: web, disks: [{size: 64 MiB}, {size: 1 MiB, thin: false, eager: true}], nics: [{network: VM Network}], power: on}
- {name: db, disks: [{size: 64 MiB}], snapshots: [{name: a}, {name: b, parent: 1, power: on}, {name: c, parent: 1}]}
- {name: idle}
"""


def test_after_work(tmp_path: Path) -> None:
    """What clients changed on a host: devices, VMs that went, port groups, switches, roles, options, services, accounts."""
    with started(load(CHANGED)) as host:
        client = Client(host).login()
        net, vm = "networkSystem", client.get(HOST, "vm").items
        client.call(net, "AddVirtualSwitch", vswitchName="vSwitch1", spec=vim.HostVirtualSwitchSpec(numPorts=64))
        client.call(net, "AddPortGroup", portgrp=vim.HostPortGroupSpec(
            name="Back", vlanId=7, vswitchName="vSwitch1", policy=vim.HostNetworkPolicy(
                security=vim.HostNetworkSecurityPolicy(allowPromiscuous=True),
            ),
        ))
        client.call(net, "AddPortGroup", portgrp=vim.HostPortGroupSpec(
            name="vMotion", vlanId=0, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy(),
        ))
        ip = vim.HostIpConfig(dhcp=False, ipAddress="192.0.2.99", subnetMask="255.255.255.0")
        client.call(net, "AddVirtualNic", portgroup="vMotion", nic=vim.HostVirtualNicSpec(ip=ip, mtu=9000))
        client.task(vm[2], "Destroy_Task")
        client.task(vm[0], "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(
            annotation="two\nlines", cpuAllocation=vim.ResourceAllocationInfo(reservation=100, limit=-1),
            extraConfig=[vim.OptionValue(key="guestinfo.a", value="b")],
        ))
        client.task(vm[1], "RevertToCurrentSnapshot_Task")
        client.call("ha-authmgr", "AddAuthorizationRole", name="Ops", privIds=["VirtualMachine.Interact.PowerOn"])
        client.call("ha-localacctmgr", "CreateUser", user=vim.HostAccountSpec(id="op", password="secret", description="Op"))
        client.call("ha-localacctmgr", "CreateGroup", group=vim.HostAccountSpec(id="ops"))
        client.call("ha-localacctmgr", "AssignUserToGroup", user="op", group="ops")
        client.call("serviceSystem", "StopService", id="sshd")
        option = vim.OptionValue(key="NFS.MaxVolumes", value=vim.Long(32))
        client.call("ha-adv-options", "UpdateOptions", changedValue=[option])
        client.call("dateTimeSystem", "UpdateDateTime", dateTime=host.now() + timedelta(seconds=90))
        found = check(host)
        assert load(dump(found)).host.time_offset == 90
        with started(load(dump(found)), 3) as like:
            for password, says in (("secret", "NoPermission"), ("other", "InvalidLogin")):  # it has no role, as before
                with pytest.raises(Faulted, match=says):
                    Client(like).login("op", password)


def test_lun_that_a_client_mapped(tmp_path: Path) -> None:
    """Beside other disks, in both modes, one of them with a snapshot: as a few keys, and no list of devices."""
    text = EXAMPLES[[path.stem for path in EXAMPLES].index("iscsi")].read_text()
    with started(load(text)) as host:
        client = Client(host).login()
        (vm,) = client.get(HOST, "vm").items
        client.task(vm, "PowerOffVM_Task")
        lun = host.iscsi_targets.seen()[0]
        backing = vim.VirtualDiskRawDiskMappingVer1BackingInfo(
            fileName="", deviceName=lun.deviceName, compatibilityMode="virtualMode", diskMode="persistent",
        )
        client.task(vm, "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(deviceChange=[add(
            vim.VirtualDisk(key=-1, controllerKey=1000, unitNumber=2, capacityInKB=0, backing=backing), "create",
        )]))
        client.task(vm, "CreateSnapshot_Task", name="s", memory=False, quiesce=False)
        found = check(host)
        assert [(disk.lun, disk.compatibility, disk.size) for disk in found.vms[0].disks] == [
            (None, "physical", 8 << 30), ("naa.60014050000000000000000000000002", "physical", None),
            (lun.canonicalName, "virtual", None),
        ]
        assert found.objects == ()


def test_what_is_not_said(tmp_path: Path) -> None:
    """Is told, and the rest is there: a pool, a snapshot with other hardware, the options of a module, a machine's user."""
    with started(load("vms: [{name: a}, {name: b}]")) as host:
        client = Client(host).login()
        vm = client.get(HOST, "vm").items[0]
        client.task(vm, "CreateSnapshot_Task", name="s", memory=False, quiesce=False)
        client.task(vm, "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(memoryMB=64))
        share = vim.SharesInfo(shares=0, level=vim.SharesLevel.normal)
        none = vim.ResourceAllocationInfo(reservation=0, expandableReservation=True, limit=-1, shares=share)
        spec = vim.ResourceConfigSpec(cpuAllocation=none, memoryAllocation=none)
        client.call("ha-root-pool", "CreateResourcePool", name="p", spec=spec)
        client.call("ha-nfc-file-manager", "MakeDirectory", name="[datastore1] nothing here")
        disk = vim.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=1024)
        client.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] lone.vmdk", spec=disk)
        client.call("kernelModuleSystem", "UpdateModuleOptionString", name="bnx2", options="x=1")
        found = lab_of(host)
        said = " ".join(found.omissions)
        for text in ("ResourcePool pool1 is an object; a host made of the file has nothing", "kernelModuleSystem",
                     "the empty folder [datastore1] nothing here",
                     "[datastore1] lone.vmdk, of a disk that belongs to no machine",
                     "16-snapshot-1.config.hardware.memoryMB is 512; a host made of the file has 64"):
            assert text in said
        text = dump(found)
        assert text.startswith("# not in this file: ")
        assert load(text) == found
        with started(load(text), 2) as like:
            there = {node.values["name"] for node in like.inventory.of_type("VirtualMachine")}
            assert {vm.name for vm in found.vms} == there


def test_iscsi_that_no_file_can_say(tmp_path: Path) -> None:
    """An entry whose CHAP name is no plain text is left out, which is told, and the others are there."""
    with started(load("software_iscsi: {static_targets: [{address: a, iqn: eui.0123456789abcdef}]}")) as host:
        chap = vim.HostInternetScsiHbaAuthenticationProperties(chapAuthEnabled=True, chapName="\n", chapSecret="x")
        entries = [vim.HostInternetScsiHbaSendTarget(address=name, authenticationProperties=properties)
                   for name, properties in (("b", chap), ("c", None))]
        client = Client(host).login()
        client.call("storageSystem", "AddInternetScsiSendTargets", iScsiHbaDevice="vmhba34", targets=entries)
        found = lab_of(host)
        assert "software_iscsi.send_targets[0].user" in " ".join(found.omissions)
        assert load(dump(found)) == found
        assert found.software_iscsi is not None
        assert [each.address for each in found.software_iscsi.send_targets] == ["c"]
        assert [each.address for each in found.software_iscsi.static_targets] == ["a"]


def test_linked_disks_are_written_whole(tmp_path: Path) -> None:
    """Two machines on one disk, one of them with a snapshot: each gets a disk of its own, and that is told."""
    with started(load("vms: [{name: a}]")) as host:
        client = Client(host).login()
        disk = vim.FileBackedVirtualDiskSpec(diskType="thick", adapterType="lsiLogic", capacityKb=1024)
        client.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[datastore1] base.vmdk", spec=disk)
        parent = vim.VirtualDiskFlatVer2BackingInfo(fileName="[datastore1] base.vmdk", diskMode="persistent")
        vms = [make(client, name, controller(), device_rig.disk(kb=0, parent=parent)) for name in ("one", "two")]
        client.task(vms[0], "CreateSnapshot_Task", name="s", memory=False, quiesce=False)
        found = lab_of(host)
        for name in ("one", "two"):
            assert f"[datastore1] {name}/{name}.vmdk is based on [datastore1] base.vmdk" in " ".join(found.omissions)
        with started(load(dump(found)), 2) as like:
            (made,) = [d for d in Client(like).login().get(vms[0], "config.hardware.device").items
                       if isinstance(d, vim.VirtualDisk)]
            assert made.backing.fileName == "[datastore1] one/one-000001.vmdk"
            assert (made.backing.parent.fileName, made.backing.parent.parent) == ("[datastore1] one/one.vmdk", None)


def test_properties_of_objects(tmp_path: Path) -> None:
    """`objects` writes what no key is for; it is set again."""
    with started(load("vms: [{name: a}]")) as host:
        client = Client(host).login()
        (vm,) = client.get(HOST, "vm").items
        info = vim.AutoStartPowerInfo(
            key=vm, startOrder=1, startDelay=1, waitForHeartbeat="no", startAction="powerOn", stopDelay=1,
            stopAction="powerOff",
        )
        client.call("ha-autostart-mgr", "ReconfigureAutostart", spec=vim.HostAutoStartManagerConfig(
            defaults=vim.AutoStartDefaults(enabled=True), powerInfo=[info],
        ))
        found = check(host)
        assert {moid for moid, _ in found.objects} == {HOST.value, "ha-autostart-mgr"}


def test_a_host_goes_on_while_it_is_written(tmp_path: Path) -> None:
    """The long part is about the host as it was."""
    with started(load("vms: [{name: a}]")) as host:
        rest = reading_of(host)
        client = Client(host).login()
        client.task(client.get(HOST, "vm").items[0], "Destroy_Task")
        assert [vm.name for vm in rest().vms] == ["a"]
