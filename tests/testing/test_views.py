"""What a host in this process shows of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fakeesx import FakeESX
from fakeesx.schema import vim
from fakeesx.testing import Unknown, VimClient
from fakeesx.testing.views import Disk, Guest, Nic

MIB = 1 << 20
LAB: dict[str, Any] = {
    "datastores": [
        {"name": "fast", "capacity": "10G"}, {"name": "nas", "type": "NFS", "remote": "nas:/export", "capacity": "1T"},
    ],
    "network": {
        "nics": [{"name": "vmnic0"}], "switches": [{"name": "vSwitch0", "nics": ["vmnic0"]}],
        "port_groups": [{"name": "front", "switch": "vSwitch0", "vlan": 10}, {"name": "back", "switch": "vSwitch0"}],
    },
    "vms": [
        {
            "name": "web", "cpus": 2, "memory": "256M", "guest_id": "rhel5_64Guest", "annotation": "the shop", "power": "on",
            "nics": [{"network": "front", "mac": "00:50:56:00:00:01"}, {"network": "back", "type": "vmxnet3"}],
            "disks": [{"size": "4M"}, {"size": "8M", "thin": False}], "extra_config": {"shop": "open"},
        },
        {"name": "db", "datastore": "nas"},
    ],
}


@pytest.fixture(scope="module")
def esx() -> Iterator[FakeESX]:
    """A host with two VMs."""
    with FakeESX(LAB) as esx:
        yield esx


def test_a_virtual_machine(esx: FakeESX) -> None:
    """All that a view tells of it."""
    web = esx.vms["web"]
    assert (web.name, web.power_state, web.cpus, web.memory) == ("web", "poweredOn", 2, 256 * MIB)
    assert (web.path, web.guest_id, web.annotation) == ("[fast] web/web.vmx", "rhel5_64Guest", "the shop")
    first, second = web.nics
    assert first == Nic("Network adapter 1", "front", "00:50:56:00:00:01", "e1000", True)
    assert (second.network, second.type, second.mac[:8]) == ("back", "vmxnet3", "00:0c:29")
    assert web.disks == (
        Disk("Hard disk 1", "[fast] web/web.vmdk", 4 * MIB, True),
        Disk("Hard disk 2", "[fast] web/web_1.vmdk", 8 * MIB, False),
    )
    assert web.extra_config["shop"] == "open"
    assert web.guest == Guest("notInstalled", None, None, ())
    node = esx.run(lambda host: next(host.inventory.of_type("VirtualMachine")))
    assert (web.uuid, web.moid, web.ref) == (node.get("config").uuid, node.ref.value, node.ref)
    assert repr(web) == "<Vm 'web': poweredOn, 2 CPU, 256 MB>"


def test_networks(esx: FakeESX) -> None:
    """Port groups with their VLAN and switch, and who is on them."""
    assert list(esx.networks) == ["front", "back"]
    front = esx.networks["front"]
    assert (front.vlan, front.switch, front.vms) == (10, "vSwitch0", ("web",))
    assert repr(front) == "<Network 'front': VLAN 10 on vSwitch0, 1 VMs>"


def test_datastores(esx: FakeESX) -> None:
    """Their space and their files, also those that a running VM has to itself."""
    fast, nas = esx.datastores.values()
    assert (fast.type, nas.type, nas.capacity) == ("VMFS", "NFS", 1 << 40)
    assert 0 < fast.free < fast.capacity <= 10 << 30
    assert {"web/web.vmx", "web/web-flat.vmdk", "web/web_1.vmdk"} < set(fast.files)
    assert nas.files[0].startswith("db/")
    assert fast.read("[fast] web/web.vmx") == fast.read("web/web.vmx")
    with fast.open("web/web-flat.vmdk") as file:  # which the running VM has to itself
        file.seek(4 * MIB - 1)
        assert file.read() == b"\0"
    for path in ("web/no.vmx", "[nas] web/web.vmx", "[none] a", "../etc/passwd"):
        with pytest.raises(Unknown, match=r"there is no file .*; (did you mean|there are) '"):
            fast.read(path)


def test_mappings(esx: FakeESX) -> None:
    """As dictionaries are, and an unknown name tells which there are."""
    assert (len(esx.vms), "web" in esx.vms, "mail" in esx.vms, esx.vms.get("mail")) == (2, True, False, None)
    assert esx.vms == {"web": esx.vms["web"], "db": esx.vms["db"]}
    assert len({esx.vms["web"], esx.vms["web"], esx.vms["db"]}) == 2
    assert repr(esx.vms) == "<Vms: web, db>"
    with pytest.raises(KeyError, match=r"there is no virtual machine 'wep'; did you mean 'web'\?"):
        esx.vms["wep"]
    with pytest.raises(KeyError, match="there is no network 'x'; there are 'front', 'back'"):
        esx.networks["x"]


def test_all_of_one_moment() -> None:
    """Who goes through names and objects is not disturbed by one that goes away meanwhile."""
    with FakeESX(vms=3) as esx:
        looking, machines = iter(esx.vms.items()), esx.vms.values()
        first, _ = next(looking)
        esx.load({})
        assert [first, *(name for name, _ in looking)] == ["vm-0001", "vm-0002", "vm-0003"]
        assert next(repr(vm) for vm in machines) == "<Vm 'vm-0001': gone>"
        assert list(esx.vms.values()) == []


def test_a_view_follows() -> None:
    """It shows the host as it is now, also a machine that has another name, or none any more."""
    with FakeESX({"vms": [{"name": "web"}]}) as esx:
        client = VimClient(esx.url, esx.cafile)
        client.login(esx.user, esx.password)
        web, vms = esx.vms["web"], esx.vms
        ref = vim.ManagedObjectReference("VirtualMachine", web.moid)
        client.task("PowerOnVM_Task", ref)
        assert web.power_state == "poweredOn"
        client.task("Rename_Task", ref, newName="shop")
        assert (web.name, list(vms)) == ("shop", ["shop"])
        client.task("PowerOffVM_Task", ref)
        client.task("Destroy_Task", ref)
        client.close()
        assert dict(vms) == {}
        assert repr(web) == "<Vm 'web': gone>"
        with pytest.raises(Unknown, match="there is no virtual machine 'web'; there is none"):
            web.uuid  # noqa: B018
    assert (repr(vms), repr(web)) == ("<Vms: the host has been stopped>", "<Vm 'web': gone>")


def test_views_of_another_host_in_its_place() -> None:
    """What was asked for before ``load`` shows the host after it."""
    with FakeESX(vms=2) as esx:
        vms, old, chaos = esx.vms, esx.vms["vm-0001"], esx.chaos
        chaos.add("*", delay=60)
        esx.load({"vms": [{"name": "web"}]})
        assert list(vms) == ["web"]
        assert (old != vms["web"], repr(old)) == (True, "<Vm 'vm-0001': gone>")
        with pytest.raises(Unknown, match="there is no virtual machine 'vm-0001'; there are 'web'"):
            old.uuid  # noqa: B018
        assert chaos.rules == ()
