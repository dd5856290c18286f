"""Making machines: what comes of it, and that nothing is left when it fails at any step."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, UUID, VLAN_NIC, Pattern, holdings
from driver_tasks import minute
from esx_driver.errors import DatastoreError, DriverError, InstanceError, InstanceExists, NotPossible, TransferError
from esx_driver.host import Host
from esx_driver.images import adapter_types
from esx_driver.network.errors import NetworkError, NetworkNotFound
from esx_driver.vim import connect
from esx_driver.vm import destroying, lookup, spawning

from fakeesx import FakeESX

SECOND_NIC = replace(FLAT_NIC, settings=replace(NIC, mac="fa:16:3e:00:00:02"))


def test_machine_as_requested(fresh: FakeESX, host: Host) -> None:
    """Name, uuid, CPUs, memory, network, settings for the guest, a thick disk at its place with the image in it."""
    before = host.session.calls
    image = Pattern(8 << 20)
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, image)
    assert host.session.calls - before <= 18
    info = lookup.info(host, vm, "web")
    assert (info.uuid, info.state, info.vcpus, info.memory_kb) == (UUID, "running", 2, 256 << 10)
    machine = fresh.vms["web"]
    assert machine.extra_config["machine.id"] == (
        "fa:16:3e:00:00:01;192.0.2.2;255.255.255.0;192.0.2.1;192.0.2.255;192.0.2.53#"
    )
    assert [(nic.network, nic.mac) for nic in machine.nics] == [("br100", "fa:16:3e:00:00:01")]
    assert fresh.networks["br100"].vlan == 100
    assert fresh.datastores["datastore1"].read("web/web-flat.vmdk") == image.content
    assert b'createType="vmfs"' in fresh.datastores["datastore1"].read("web/web.vmdk")


def test_destroyed_machine_leaves_nothing(fresh: FakeESX, host: Host) -> None:
    """But the port group, which others may use."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


def test_disk_of_the_flavors_size(fresh: FakeESX, host: Host) -> None:
    """W13: the image grows to ``root_gb``; its content stays."""
    spawning.spawn(host, conf_of(fresh), replace(REQUEST, root_gb=1), Pattern())
    assert fresh.vms["web"].disks[0].size == 1 << 30
    assert fresh.datastores["datastore1"].read("web/web-flat.vmdk").startswith(Pattern().content)


@pytest.mark.parametrize("adapter", ["lsiLogic", "busLogic", "ide", "lsiLogicsas", "paraVirtual"])
def test_adapters(fresh: FakeESX, host: Host, adapter: str) -> None:
    """W15: each gets a controller of its own kind (the original made an LSI Logic one for busLogic)."""
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, Pattern(adapter_type=adapter))
    assert lookup.info(host, vm, "web").state == "running"
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    (disk,) = (each for each in devices if hasattr(each, "capacityInKB"))
    (its,) = (each for each in devices if each.key == disk.controllerKey)
    assert type(its).__name__ == (adapter_types.controller_type(adapter) or "VirtualIDEController")


@pytest.mark.parametrize("name", ["a/b", "100%2f", 'a "b"', "..", "\\"])
def test_names_that_files_can_not_have(fresh: FakeESX, host: Host, name: str) -> None:
    """The machine has the name all the same; its files are called as the host calls them, and go with it."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, name=name, nics=()), Pattern())
    assert lookup.list_names(host) == [name]
    assert lookup.by_name(host, name) == vm
    (vmx,) = lookup.read(host, vm, name, "config.files.vmPathName")
    (disk,) = next(iter(fresh.vms.values())).disks
    assert disk.path == vmx.replace(".vmx", ".vmdk")
    destroying.destroy(host, vm, name)
    assert holdings(fresh) == before


def test_two_nics(fresh: FakeESX, host: Host) -> None:
    """W15: each with a key of its own, in order."""
    other = spawning.NicRequest(replace(NIC, mac="fa:16:3e:00:00:02"), "VM Network")
    spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(VLAN_NIC, other)), Pattern())
    assert [nic.network for nic in fresh.vms["web"].nics] == ["br100", "VM Network"]
    (call,) = fresh.calls("CreateVM_Task")
    keys = [change.device.key for change in call.request.arguments["config"].deviceChange]
    assert len(set(keys)) == len(keys)
    assert fresh.vms["web"].extra_config["machine.id"].count("#") == 2


def test_machine_that_is_there(fresh: FakeESX, host: Host) -> None:
    """W16: by its uuid or by its name: refused, and the one that is there is untouched."""
    spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    before = holdings(fresh)
    for request in (replace(REQUEST, name="other"), replace(REQUEST, uuid=UUID[:-1] + "2")):
        with pytest.raises(InstanceExists):
            spawning.spawn(host, conf_of(fresh), request, Pattern())
        assert holdings(fresh) == before
        assert fresh.vms["web"].power_state == "poweredOn"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"nics": (replace(FLAT_NIC, bridge="none"),)}, NetworkNotFound),
        ({"nics": (VLAN_NIC, replace(SECOND_NIC, bridge="none"))}, NetworkNotFound),
        ({"root_gb": 100_000}, DatastoreError),
    ],
)
def test_requests_that_do_not_fit(fresh: FakeESX, host: Host, changes: dict[str, Any], error: type[Exception]) -> None:
    """Nothing is left, no port group either."""
    before = holdings(fresh)
    with pytest.raises(error):
        spawning.spawn(host, conf_of(fresh), replace(REQUEST, **changes), Pattern())
    assert holdings(fresh) == before


def test_image_that_breaks(fresh: FakeESX, host: Host) -> None:
    """Half way through: its own error, and nothing is left."""
    before = holdings(fresh)
    with pytest.raises(OSError, match="the image's disk is broken"):
        spawning.spawn(host, conf_of(fresh), REQUEST, Pattern(8 << 20, fails_after=4 << 20))
    assert holdings(fresh) == before


def test_image_that_is_too_short(fresh: FakeESX, host: Host) -> None:
    """Likewise."""

    class Short(Pattern):
        @property
        def content(self) -> bytes:
            return bytes(65536)

    before = holdings(fresh)
    with pytest.raises(TransferError, match="only 65536 of 1048576 bytes"):
        spawning.spawn(host, conf_of(fresh), REQUEST, Short())
    assert holdings(fresh) == before


EFFECTS: dict[str, dict[str, Any]] = {
    "fault": {"fault": "HostConnectFault"},
    "lost request": {"reset": "before"},
    "lost reply": {"reset": "after"},
    "no session": {"session": "expired"},
    "busy": {"status": 503, "body": "<html>", "content_type": "text/html"},
}


def steps(run: Callable[[FakeESX], None]) -> int:
    """How many SOAP calls an operation makes."""
    with FakeESX(seed=1) as esx:
        esx.chaos.add("*", delay=0.0001, id="count")
        run(esx)
        return esx.chaos.hits("count")


def spawn(esx: FakeESX) -> None:
    """The operation under test, with a session of its own."""
    conf = conf_of(esx)
    with connect(conf) as session:
        spawning.spawn(Host(session), conf, REQUEST, Pattern())


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """One fault, lost message or ended session at exactly that call: it succeeds, or fails and leaves nothing."""
    outcomes: dict[int, str] = {}
    for step in range(1, steps(spawn) + 1):
        with FakeESX(seed=1) as esx:
            before = holdings(esx)
            esx.chaos.add("*", nth=step, id="once", **EFFECTS[effect])
            try:
                spawn(esx)
            except DriverError as error:
                outcomes[step] = f"{type(error).__name__}: {error}"
                outcomes[step] += "; ".join(getattr(error, "__notes__", ()))
                left = holdings(esx)
            else:
                left = before
                outcomes[step] = "done"
                assert esx.vms["web"].power_state == "poweredOn"
                assert sorted(esx.networks) == sorted([*before["networks"], "br100"])
            assert esx.chaos.hits("once") == 1 or effect == "no session"  # calls before the login have none
            assert left == before, outcomes
            assert "left behind" not in outcomes[step]
    if effect != "fault":
        assert set(outcomes.values()) == {"done"}, json.dumps(outcomes, indent=1)


@pytest.mark.parametrize("request_", ["HEAD /folder/*", "PUT /folder/*"])
@pytest.mark.parametrize(
    "effect", [{"reset": "before"}, {"reset": "after"}, {"status": 503}, {"status": 401}, {"cut_at": 300_000}], ids=str,
)
def test_chaos_at_each_request(request_: str, effect: dict[str, Any]) -> None:
    """The same for the steps over HTTP: done a second time, it succeeds."""
    if "cut_at" in effect and request_.startswith("HEAD"):
        return
    with FakeESX(seed=1) as esx:
        esx.chaos.add(request=request_, nth=1, id="once", **effect)
        spawn(esx)
        assert esx.datastores["datastore1"].read("web/web-flat.vmdk") == Pattern().content
        assert esx.chaos.hits("once") == 1


def test_upload_that_is_refused(fresh: FakeESX, host: Host) -> None:
    """W10: the status is looked at (the original did not), and nothing is left."""
    before = holdings(fresh)
    fresh.chaos.add(request="PUT /folder/*", status=507)
    with pytest.raises(TransferError, match="HTTP 507, the datastore is full"):
        spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    assert holdings(fresh) == before


def test_vlan_group_of_another_vlan(fresh: FakeESX, host: Host) -> None:
    """A distinct error, before any machine is made."""
    host.port_groups.ensure_vlan("br100", 7, "vmnic0")
    before = holdings(fresh)
    with pytest.raises(NetworkError, match="'br100' is for VLAN 7, and not for 100"):
        spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    assert holdings(fresh) == before


def test_files_with_their_datacenter(fresh: FakeESX, host: Host) -> None:
    """W23: whatever is made or deleted by its path is told with its datacenter, without which vCenter refuses it."""
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    destroying.destroy(host, vm, "web")
    methods = ("CreateVirtualDisk_Task", "DeleteDatastoreFile_Task", "ExtendVirtualDisk_Task", "MakeDirectory",
               "MoveDatastoreFile_Task", "CopyVirtualDisk_Task")
    calls = [call for method in methods for call in fresh.calls(method)]
    assert len(calls) >= 2
    for call in calls:
        named = {key: value.value for key, value in call.request.arguments.items() if "atacenter" in key}
        assert set(named.values()) == {"ha-datacenter"}, call


def test_interrupted_while_it_powers_on() -> None:
    """By Ctrl-C: nothing of it is left, also where the host goes on with what it was told to do."""

    def report(step: str, percent: int) -> None:
        if step == "powering on" and percent:
            raise KeyboardInterrupt

    with FakeESX(seed=1, clock="virtual", tasks=minute) as esx, connect(conf_of(esx)) as session:
        before = holdings(esx)
        with pytest.raises(KeyboardInterrupt):
            spawning.spawn(Host(session), conf_of(esx), REQUEST, Pattern(), report)
        assert holdings(esx) == before


@pytest.mark.parametrize("memory", [0, 2, 5, 1023])
def test_memory_that_no_machine_has(fresh: FakeESX, host: Host, memory: int) -> None:
    """Is told before anything is made: the host would say that a parameter is not correct."""
    before = holdings(fresh)
    with pytest.raises(NotPossible, match=f"{memory} MB of memory: ESX takes multiples of 4 MB"):
        spawning.spawn(host, conf_of(fresh), replace(REQUEST, memory_mb=memory), Pattern())
    assert holdings(fresh) == before
    assert fresh.calls("CreateVM_Task") == []


def test_one_address_for_two_cards(fresh: FakeESX, host: Host) -> None:
    """Is told with the address: the host would call a device's configuration invalid."""
    before = holdings(fresh)
    other = replace(FLAT_NIC, settings=replace(NIC, mac=NIC.mac.upper()))
    with pytest.raises(InstanceError, match=f"two network cards of 'web' would have the MAC address {NIC.mac}"):
        spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC, other)), Pattern())
    assert holdings(fresh) == before
    assert fresh.calls("CreateVM_Task") == []
