"""Rescue and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driver_chaos import EFFECTS
from driver_conf import conf_of
from driver_machines import FLAT_NIC, REQUEST, UUID, Pattern, holdings
from driver_steps import each_step, state
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceNotFound, TransferError, WrongState
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup, power, rescuing, spawning, volumes
from esx_driver.vm.snapshotting import root_disk

from fakeesx import FakeESX

IMAGE = Pattern(2 << 20, name="rescue")
RESCUE, OWN = "[datastore1] web/web-rescue.vmdk", "[datastore1] web/web.vmdk"


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


@pytest.mark.parametrize("adapter", ["lsiLogic", "busLogic", "ide", "paraVirtual"])
@pytest.mark.parametrize("running", [True, False])
def test_there_and_back(fresh: FakeESX, host: Host, adapter: str, running: bool) -> None:
    """W17: it boots from the rescue image, its own disk beside it, as the same machine; and then it is as it was."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern(adapter_type=adapter))
    if not running:
        power.power_off(host, vm, "web")
    before = state(fresh)
    rescuing.rescue(host, vm, "web", IMAGE)
    assert [disk.path for disk in fresh.vms["web"].disks] == [RESCUE, OWN]
    assert fresh.vms["web"].power_state == "poweredOn"
    assert fresh.datastores["datastore1"].read("web/web-rescue-flat.vmdk") == IMAGE.content
    assert lookup.by_uuid(host, UUID) == vm
    assert rescuing.is_rescued(host, vm, "web")
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    assert str(root_disk(host, devices, "web").path) == OWN  # what a snapshot would take
    rescuing.unrescue(host, vm, "web")
    assert not rescuing.is_rescued(host, vm, "web")
    assert fresh.vms["web"].power_state == "poweredOn"
    if not running:
        power.power_off(host, vm, "web")
    assert state(fresh) == before


def test_with_volumes(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """They stay where they are."""
    path = DatastorePath("datastore1", "data.vmdk")
    disks.upload(host, path, Pattern(), "lsiLogic", lambda *_: None)
    volumes.attach(host, vm, "web", path)
    before = state(fresh)
    rescuing.rescue(host, vm, "web", IMAGE)
    assert [disk.path for disk in fresh.vms["web"].disks] == [RESCUE, str(path), OWN]
    rescuing.unrescue(host, vm, "web")
    assert state(fresh) == before


def test_destroyed_in_rescue(fresh: FakeESX, host: Host) -> None:
    """All of it goes."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())
    rescuing.rescue(host, vm, "web", IMAGE)
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


def test_states_that_do_not_fit(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Refused before anything is made, and the machine goes on."""
    with pytest.raises(WrongState, match="it is not in rescue"):
        rescuing.unrescue(host, vm, "web")
    rescuing.rescue(host, vm, "web", IMAGE)
    before = state(fresh)
    with pytest.raises(WrongState, match="it is in rescue"):
        rescuing.rescue(host, vm, "web", IMAGE)
    assert state(fresh) == before
    rescuing.unrescue(host, vm, "web")
    power.suspend(host, vm, "web")
    with pytest.raises(WrongState, match="it is suspended"):
        rescuing.rescue(host, vm, "web", IMAGE)
    power.resume(host, vm, "web")
    host.tasks.run("CreateSnapshot_Task", vm, name="s", description="", memory=False, quiesce=False)
    before = state(fresh)
    with pytest.raises(WrongState, match="it is with snapshots"):
        rescuing.rescue(host, vm, "web", IMAGE)
    assert state(fresh) == before
    destroying.destroy(host, vm, "web")
    with pytest.raises(InstanceNotFound):
        rescuing.rescue(host, vm, "web", IMAGE)


def test_image_that_breaks(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """The machine was not even stopped."""
    before = state(fresh)
    with pytest.raises(OSError, match="the image's disk is broken"):
        rescuing.rescue(host, vm, "web", replace(IMAGE, fails_after=1 << 20))
    assert state(fresh) == before
    assert not fresh.calls("PowerOffVM_Task")
    fresh.chaos.add(request="PUT /folder/*", status=507)
    with pytest.raises(TransferError, match="the datastore is full"):
        rescuing.rescue(host, vm, "web", IMAGE)
    assert state(fresh) == before


def prepare(esx: FakeESX, host: Host) -> None:
    """A machine that runs."""
    spawning.spawn(host, conf_of(esx), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


def rescued(esx: FakeESX, host: Host) -> None:
    """A machine in rescue."""
    prepare(esx, host)
    rescuing.rescue(host, lookup.by_name(host, "web"), "web", IMAGE)


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call_of_the_way_back(effect: str) -> None:
    """Out of rescue, or in it and running."""
    each_step(rescued, lambda _, host: rescuing.unrescue(host, lookup.by_name(host, "web"), "web"), effect)


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """In rescue, or as it was and running."""
    each_step(prepare, lambda _, host: rescuing.rescue(host, lookup.by_name(host, "web"), "web", IMAGE), effect)
