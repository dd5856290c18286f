"""What a driver leaves that was killed in the middle of something, and that `destroy` clears it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driver_conf import conf_of
from driver_isos import iso_file
from driver_killed import Forks, forks
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.images.opening import look_at_any
from esx_driver.images.sources import FileSource
from esx_driver.vm import destroying, leaving, leftovers, lookup, power, spawning, volumes
from esx_driver.vm.booting import Bootable
from esx_driver.vm.spawning import Request

from fakeesx import FakeESX

NETWORK = "br100,vlan=100"
FOLDER = DatastorePath("datastore1", "web")


@pytest.fixture(scope="module")
def killed() -> Iterator[Forks]:
    """Commands that are killed."""
    with forks() as process:
        yield process


@pytest.fixture(scope="module")
def shared() -> Iterator[FakeESX]:
    """A host."""
    with FakeESX(seed=1) as esx:
        yield esx


@pytest.fixture
def esx(shared: FakeESX) -> FakeESX:
    """The same, without machines."""
    shared.reset()
    return shared


@pytest.fixture
def host(esx: FakeESX, connected: Callable[..., Host]) -> Host:
    """The driver, connected to it."""
    return connected(esx)


@pytest.fixture
def image(tmp_path: Path) -> str:
    """A flat image."""
    file = tmp_path / "image.raw"
    file.write_bytes(Pattern().content)
    return str(file)


@pytest.mark.parametrize("at", [
    {"method": "CreateVirtualDisk_Task"}, {"request": "PUT /folder/*"}, {"method": "ReconfigVM_Task"},
    {"method": "PowerOnVM_Task"},
], ids=lambda at: next(iter(at.values())))
def test_killed_while_it_makes_a_machine(
    killed: Forks, esx: FakeESX, host: Host, image: str, at: dict[str, Any],
) -> None:
    """A machine is there, without a disk, with half of one, or off: it is destroyed like any other, with its port group."""
    before = holdings(esx)
    esx.chaos.add(hang=True, id="held", **at)
    killed.kill(esx, "held", "spawn", "web", "--image", image, "--network", NETWORK)
    esx.chaos.clear()
    assert (list(esx.vms), "br100" in esx.networks) == (["web"], True)
    vm = lookup.by_name(host, "web")
    assert leaving.destroy(host, conf_of(esx, vmwareapi_vlan_cleanup=True), vm, "web") == ["br100"]
    assert holdings(esx) == before


def test_killed_before_there_is_a_machine(killed: Forks, esx: FakeESX, host: Host, image: str) -> None:
    """Only its port group is there, which is nobody's: a clean-up of those that nothing uses finds it."""
    before = holdings(esx)
    esx.chaos.add("CreateVM_Task", hang=True, id="held")
    killed.kill(esx, "held", "spawn", "web", "--image", image, "--network", NETWORK)
    esx.chaos.clear()
    with pytest.raises(InstanceNotFound) as missing:
        leaving.clear(host, conf_of(esx), "web", InstanceNotFound("web"), really=True)
    assert not getattr(missing.value, "__notes__", ())
    assert host.port_groups.clean("vmnic0") == ["br100"]
    assert holdings(esx) == before


def test_killed_while_it_destroys_one(killed: Forks, esx: FakeESX, host: Host) -> None:
    """Its files are there and no machine: that is told, and done when it is asked for, with its port group."""
    before = holdings(esx)
    spawning.spawn(host, conf_of(esx), REQUEST, Pattern())
    esx.chaos.add("DeleteDatastoreFile_Task", hang=True, id="held")
    killed.kill(esx, "held", "destroy", "web")
    esx.chaos.clear()
    assert not esx.vms
    left = holdings(esx)
    conf = conf_of(esx, vmwareapi_vlan_cleanup=True)
    with pytest.raises(InstanceNotFound) as missing:
        leaving.clear(host, conf, "web", InstanceNotFound("web"), really=False)
    assert missing.value.__notes__ == [
        "there is a folder [datastore1] web with files of such a machine; destroy --leftovers deletes it",
    ]
    assert holdings(esx) == left
    assert leaving.clear(host, conf, "web", InstanceNotFound("web"), really=True) == (["br100"], ["[datastore1] web"])
    assert holdings(esx) == before


def left_by_a_machine(esx: FakeESX, host: Host, request: Request = REQUEST, image: Bootable | None = None) -> None:
    """A folder of a machine that was taken off the host's list."""
    vm = spawning.spawn(host, conf_of(esx), request, image or Pattern())
    power.power_off(host, vm, request.name)
    destroying.unregister(host, vm, request.name)


def test_files_of_others_stay(esx: FakeESX, host: Host) -> None:
    """A file in it that no machine of the name has: nothing is deleted, and it is named."""
    left_by_a_machine(esx, host)
    host.transfer.upload(FOLDER / "notes.txt", 4, lambda: nullcontext([b"mine"]))
    before = holdings(esx)
    with pytest.raises(InstanceError, match=r"\[datastore1\] web has files in it that are of no machine 'web': notes.txt"):
        leaving.clear(host, conf_of(esx), "web", InstanceNotFound("web"), really=True)
    assert holdings(esx) == before


def test_machine_with_all_that_one_can_have(esx: FakeESX, host: Host, tmp_path: Path) -> None:
    """Its CDs, its ephemeral disks and its swap space are files of it as well."""
    before = holdings(esx)
    request = replace(REQUEST, nics=(), root_gb=1, ephemeral_gb=(1,), swap_mb=1, config_drive={"a": b"b"})
    left_by_a_machine(esx, host, request, look_at_any(FileSource(iso_file(tmp_path))))
    leaving.clear(host, conf_of(esx), "web", InstanceNotFound("web"), really=True)
    assert holdings(esx) == before


def test_folders_of_other_names_stay(esx: FakeESX, host: Host) -> None:
    """Those whose names only begin like it, or as which it only begins."""
    left_by_a_machine(esx, host)
    for name in ("web-2", "web_", "web_x", "we", "WEB", "w*", "we?"):
        assert leftovers.find(host, name) == []
    assert [left.folder for left in leftovers.find(host, "web")] == [FOLDER]


@pytest.mark.parametrize("name", ["a/b", "a\\b", "50% of 'it'", '"x" [1]', "ü.", "*"])
def test_names_that_files_can_not_have(esx: FakeESX, host: Host, name: str) -> None:
    """The host writes them otherwise: what is left is found, all of it, and its networks are read."""
    before = holdings(esx)
    left_by_a_machine(esx, host, replace(REQUEST, name=name))
    for other in ("a-b", "ab", "a", "50% of 'it", "x", "ü"):
        assert leftovers.find(host, other) == []
    conf = conf_of(esx, vmwareapi_vlan_cleanup=True)
    removed, folders = leaving.clear(host, conf, name, InstanceNotFound(name), really=True)
    assert (removed, len(folders)) == (["br100"], 1)
    assert holdings(esx) == before


def test_folder_that_a_machine_uses(esx: FakeESX, host: Host) -> None:
    """Of a machine of another name, or as another's volume: it is no leftover."""
    left_by_a_machine(esx, host)
    other = spawning.spawn(host, conf_of(esx), replace(REQUEST, name="db", nics=()), Pattern())
    assert len(leftovers.find(host, "web")) == 1
    volumes.attach(host, other, "db", FOLDER / "web.vmdk")
    assert leftovers.find(host, "web") == []
    volumes.detach(host, other, "db", FOLDER / "web.vmdk")
    host.tasks.run(
        "RegisterVM_Task", host.places.vm_folder, path=str(FOLDER / "web.vmx"), name="else", asTemplate=False,
        pool=host.places.pool,
    )
    assert leftovers.find(host, "web") == []


def test_second_folder_of_a_name(esx: FakeESX, host: Host) -> None:
    """ESX makes ``web_1`` where ``web`` is taken: both are left, and both go."""
    before = holdings(esx)
    left_by_a_machine(esx, host)
    left_by_a_machine(esx, host)
    removed, folders = leaving.clear(host, conf_of(esx), "web", InstanceNotFound("web"), really=True)
    assert (removed, sorted(folders)) == ([], ["[datastore1] web", "[datastore1] web_1"])
    assert holdings(esx)["files"] == before["files"]


def test_nothing_is_left(esx: FakeESX, host: Host) -> None:
    """That there is no such machine is all that is to be said; also where the datastores can't be looked through."""
    for fault in (None, "HostConnectFault"):
        if fault is not None:
            left_by_a_machine(esx, host)
            esx.chaos.add("SearchDatastore_Task", fault=fault)
        with pytest.raises(InstanceNotFound) as missing:
            leaving.clear(host, conf_of(esx), "web", InstanceNotFound("web"), really=False)
        assert not getattr(missing.value, "__notes__", ())
