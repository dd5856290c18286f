"""iSCSI volumes: LUNs that machines have, and what of them is on the host before and after."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern
from driver_steps import WATCHING, each_step, state
from esx_driver.errors import InstanceError, InstanceNotFound, StorageError
from esx_driver.host import Host
from esx_driver.storage.target import Target
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, luns, power, spawning, volumes

from fakeesx import FakeESX
from fakeesx.host.virtual_machine import guest_disks

ADDRESS, IQN, SIZE = "192.0.2.50", "iqn.2010-10.org.openstack:volume-1", 8 << 20
TARGET, SECOND, THIRD = (Target(ADDRESS, IQN, number) for number in (1, 2, 3))
STORAGE = Ref("HostStorageSystem", "storageSystem")
PLAIN = replace(REQUEST, nics=())


def add_target(esx: FakeESX, **more: str) -> list[str]:
    """A target with three LUNs: their ids."""
    return [lun.id for lun in esx.iscsi_targets.add(ADDRESS, IQN, {1: SIZE, 2: SIZE, 3: SIZE}, **more).luns]


def enable(host: Host) -> None:
    """Enable software iSCSI, as an administrator does."""
    host.session.call("UpdateSoftwareInternetScsiEnabled", STORAGE, enabled=True)


def make(host: Host, esx: FakeESX, name: str = "web", number: str = "1") -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(esx), replace(PLAIN, name=name, uuid=UUID[:-1] + number), Pattern())


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine on a host with software iSCSI."""
    enable(host)
    return make(host, fresh)


def guest(esx: FakeESX, name: str, data: bytes | None = None) -> bytes:
    """What the guest reads at the start of its second disk, after it has written ``data``."""

    def do(host: Any) -> bytes:
        vm = host.object(host.vms.find(name))
        if data is not None:
            guest_disks.write(vm, 2001, 0, data)
        return guest_disks.read(vm, 2001, 0, 8)

    return esx.run(do)


@pytest.mark.parametrize("running", [True, False])
def test_there_and_back(fresh: FakeESX, host: Host, vm: Ref, running: bool) -> None:
    """W17: really attached, hot or cold, as a mapping of the LUN; then the host is as before, and the data on the LUN."""
    lun, *_ = add_target(fresh)
    if not running:
        power.power_off(host, vm, "web")
    before = state(fresh)
    found = luns.attach(host, vm, "web", TARGET)
    assert (found.name, found.size) == (lun, SIZE)
    assert [(disk.path, disk.size) for disk in fresh.vms["web"].disks[1:]] == [("[datastore1] web/web_1.vmdk", SIZE)]
    if not running:
        power.power_on(host, vm, "web")
    guest(fresh, "web", b"from web")
    with pytest.raises(InstanceError, match=r"LUN 1 of .* is attached to 'web' already"):
        luns.attach(host, vm, "web", TARGET)
    assert volumes.volumes(host, vm, "web") == []
    luns.detach(host, vm, "web", TARGET)
    if not running:
        power.power_off(host, vm, "web")
    assert state(fresh) == before
    assert fresh.iscsi_targets.read(lun, 0, 8) == b"from web"


def test_chap(fresh: FakeESX, host: Host, vm: Ref, caplog: pytest.LogCaptureFixture) -> None:
    """With what the target wants it is let in; the secret is in no log. Without, it says so, and nothing is left."""
    caplog.set_level(logging.DEBUG)
    add_target(fresh, user="tom", secret="geheim-genug")
    before = state(fresh)
    for wrong in (TARGET, replace(TARGET, user="tom", secret="geheim-falsch")):
        with pytest.raises(StorageError, match=r"finds no LUN 1 of .*, is not let in with") as caught:
            luns.attach(host, vm, "web", wrong)
        assert "geheim" not in str(caught.value)
        assert state(fresh) == before
    luns.attach(host, vm, "web", replace(TARGET, user="tom", secret="geheim-genug"))
    assert len(fresh.vms["web"].disks) == 2
    assert "geheim" not in caplog.text


def test_chap_of_a_target_that_is_entered_already(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """By somebody who did not know the secret: it gets the right one, and stays in the list when it is detached last."""
    add_target(fresh, user="tom", secret="geheim-genug")
    entry = host.session.types.HostInternetScsiHbaStaticTarget(address=ADDRESS, iScsiName=IQN)
    host.session.call("AddInternetScsiStaticTargets", STORAGE, iScsiHbaDevice="vmhba34", targets=[entry])
    luns.attach(host, vm, "web", replace(TARGET, user="tom", secret="geheim-genug"))
    assert len(fresh.vms["web"].disks) == 2


def test_software_iscsi_is_disabled(fresh: FakeESX, host: Host) -> None:
    """The original needed it enabled and said nothing of use; the error says what to do."""
    vm = make(host, fresh)
    for change in (luns.attach, luns.detach):
        with pytest.raises(StorageError, match=r"software iSCSI is disabled on the host: enable it .*esxcfg-swiscsi -e"):
            change(host, vm, "web", TARGET)
    with pytest.raises(StorageError, match="software iSCSI is disabled"):
        luns.connector(host, conf_of(fresh))


def test_connector(fresh: FakeESX, host: Host) -> None:
    """The host's real iSCSI name (the original had none)."""
    enable(host)
    found = luns.connector(host, conf_of(fresh))
    assert found == {"ip": fresh.host, "host": fresh.host, "initiator": host.iscsi.name()}
    assert found["initiator"].startswith("iqn.1998-01.com.vmware:")


def test_nothing_there(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """No target at the address; a LUN that the target has not: what was entered for it is gone again."""
    before = state(fresh)
    with pytest.raises(StorageError, match=r"finds no LUN 1 of .*: it can't reach the target, .* without CHAP.*iqn.1998-01"):
        luns.attach(host, vm, "web", TARGET)
    add_target(fresh)
    with pytest.raises(StorageError, match=r"finds no LUN 7 of .*: it sees the LUNs 1, 2, 3 there"):
        luns.attach(host, vm, "web", replace(TARGET, lun=7))
    assert state(fresh) == before


def test_used_elsewhere(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """A LUN that another machine maps, or that a datastore is on: named, and the target stays for its sake."""
    add_target(fresh)
    other = make(host, fresh, "other", "2")
    luns.attach(host, other, "other", TARGET)
    with pytest.raises(StorageError, match=r"LUN 1 of .* is used already, by the machine 'other'"):
        luns.attach(host, vm, "web", TARGET)
    luns.attach(host, vm, "web", SECOND)
    luns.detach(host, other, "other", TARGET)
    assert len(fresh.vms["web"].disks) == 2
    assert state(fresh)["iscsi"][0] == [(ADDRESS, IQN)]
    luns.detach(host, vm, "web", SECOND)
    assert state(fresh)["iscsi"] == ([], [])


def test_discovered_target(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """One that an administrator's address told of is used as it is, and left alone."""
    add_target(fresh)
    sender = host.session.types.HostInternetScsiHbaSendTarget(address=ADDRESS)
    host.session.call("AddInternetScsiSendTargets", STORAGE, iScsiHbaDevice="vmhba34", targets=[sender])
    host.session.call("RescanHba", STORAGE, hbaDevice="vmhba34")
    before = state(fresh)
    luns.attach(host, vm, "web", TARGET)
    luns.detach(host, vm, "web", TARGET)
    assert state(fresh) == before
    assert before["iscsi"][0] == [(ADDRESS, IQN)]


def test_two_at_once(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """LUNs of one target to two machines, two of them to one, while another fails: all are there, whoever was first."""
    add_target(fresh)
    other = make(host, fresh, "other", "2")
    failed: list[StorageError] = []

    def run(ref: Ref, name: str, target: Target) -> None:
        try:
            luns.attach(host, ref, name, target)
        except StorageError as error:
            failed.append(error)

    threads = [
        threading.Thread(target=run, args=args)
        for args in ((vm, "web", TARGET), (vm, "web", replace(TARGET, lun=9)), (other, "other", SECOND), (vm, "web", THIRD))
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert [str(each).split(" at ")[0] for each in failed] == [f"the host finds no LUN 9 of {IQN}"]
    assert (len(fresh.vms["web"].disks), len(fresh.vms["other"].disks)) == (3, 2)


def test_not_attached(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """A LUN that the machine has not, a machine that is gone."""
    add_target(fresh)
    with pytest.raises(InstanceError, match="is not attached to 'web'; the LUNs that it has are none"):
        luns.detach(host, vm, "web", TARGET)
    destroying.destroy(host, vm, "web")
    for change in (luns.attach, luns.detach):
        with pytest.raises(InstanceNotFound):
            change(host, vm, "web", TARGET)


def test_detaching_is_finished_later(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """When the target could not be removed the error says so, and detaching once more removes it."""
    add_target(fresh)
    before = state(fresh)
    luns.attach(host, vm, "web", TARGET)
    fresh.chaos.add("RemoveInternetScsiStaticTargets", fault="HostConfigFault", id="stuck")
    with pytest.raises(faults.HostConfigFault) as caught:
        luns.detach(host, vm, "web", TARGET)
    assert caught.value.__notes__ == [f"left behind: the target {IQN} at {ADDRESS}:3260, with nothing attached"]
    assert len(fresh.vms["web"].disks) == 1
    fresh.chaos.remove("stuck")
    luns.detach(host, vm, "web", TARGET)
    assert state(fresh) == before


@pytest.fixture
def half_detached(fresh: FakeESX, host: Host, vm: Ref) -> dict[str, Any]:
    """Somebody was killed between the target's removal and the look for LUNs: what there was before it was attached."""
    add_target(fresh)
    before = state(fresh)
    luns.attach(host, vm, "web", TARGET)
    fresh.chaos.add("RescanHba", fault="HostConfigFault", id="killed")
    with pytest.raises(faults.HostConfigFault):
        luns.detach(host, vm, "web", TARGET)
    fresh.chaos.clear()
    assert state(fresh) != before
    assert host.iscsi.find(TARGET) is not None
    return before


def test_detaching_is_finished_by_a_look(fresh: FakeESX, host: Host, vm: Ref, half_detached: dict[str, Any]) -> None:
    """Once more: the host forgets the LUNs. A third time there is nothing to do, and that is told."""
    luns.detach(host, vm, "web", TARGET)
    assert state(fresh) == half_detached
    with pytest.raises(InstanceError, match="is not attached to 'web'"):
        luns.detach(host, vm, "web", TARGET)


def test_attaching_after_half_a_detaching(
    fresh: FakeESX, host: Host, vm: Ref, half_detached: dict[str, Any],
) -> None:
    """The LUN that is still seen has no target any more, and would go with the next look: it is entered again."""
    luns.attach(host, vm, "web", TARGET)
    host.session.call("RescanHba", STORAGE, hbaDevice="vmhba33")
    assert host.iscsi.find(TARGET) is not None
    guest(fresh, "web", b"from web")
    luns.detach(host, vm, "web", TARGET)
    assert state(fresh) == half_detached


def test_destroyed_machine(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """The mapping goes with its folder, never what is on the LUN."""
    lun, *_ = add_target(fresh)
    luns.attach(host, vm, "web", TARGET)
    guest(fresh, "web", b"precious")
    destroying.destroy(host, vm, "web")
    assert fresh.datastores["datastore1"].files == ()
    assert fresh.iscsi_targets.read(lun, 0, 8) == b"precious"


def prepare(esx: FakeESX, host: Host) -> None:
    """A machine, and a target with CHAP."""
    enable(host)
    add_target(esx, user="tom", secret="geheim-genug")
    make(host, esx)


CHAP = replace(TARGET, user="tom", secret="geheim-genug")


def attached(esx: FakeESX, host: Host) -> None:
    """A machine with a LUN."""
    prepare(esx, host)
    luns.attach(host, lookup.by_name(host, "web"), "web", CHAP)


def detach(_: FakeESX, host: Host) -> None:
    """Detach, once more where it can't be told what became of the first time."""
    for last in (False, True):
        try:
            luns.detach(host, lookup.by_name(host, "web"), "web", TARGET)
        except faults.VimFault as error:
            if last or error.method not in WATCHING:
                raise
        else:
            return


@pytest.mark.parametrize("effect", ["fault", "lost reply"])
def test_chaos_at_each_call(effect: str) -> None:
    """Attached and detached: or all is as it was."""
    each_step(prepare, lambda _, host: luns.attach(host, lookup.by_name(host, "web"), "web", CHAP), effect)
    each_step(attached, detach, effect)
