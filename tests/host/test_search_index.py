"""SearchIndex: all nine ways to find a VM or a host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, add_vm, original, remove_vm

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import READ_ONLY
from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

INDEX = "ha-searchindex"
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")
BIOS = "564d0a1b-2c3d-4e5f-6071-8293a4b5c6d7"
INSTANCE = "52000000-1111-2222-3333-444444444444"


def config(uuid: str, instance: str, path: str) -> dict[str, Any]:
    """What of a VM's configuration finding it rests on."""
    return {"uuid": uuid, "instanceUuid": instance, "files": vim.VirtualMachineFileInfo(vmPathName=path)}


@pytest.fixture
def store(root: Client) -> str:
    """The name of the first datastore."""
    name: str = root.get(next(iter(root.get("ha-folder-datastore", "childEntity"))), "name")
    return name


@pytest.fixture
def vm(host: Esx, store: str) -> ManagedObjectReference:
    """A VM that everything is known of."""
    guest = vim.GuestInfo(hostName="Web1.example.test", ipAddress="198.51.100.7")
    found = config(BIOS, INSTANCE, f"[{store}] web/web.vmx")
    return add_vm(host, "web", "web", guest=guest, config=found)


@pytest.mark.parametrize("spelling", [BIOS, BIOS.upper(), BIOS.replace("-", ""), " ".join(BIOS)])
def test_a_vm_is_found_by_bios_uuid(root: Client, vm: ManagedObjectReference, spelling: str) -> None:
    """However the UUID is written."""
    assert root.call(INDEX, "FindByUuid", uuid=spelling, vmSearch=True) == vm
    assert root.call(INDEX, "FindAllByUuid", uuid=spelling, vmSearch=True, datacenter=DATACENTER) == [vm]


def test_bios_and_instance_uuids_are_kept_apart(root: Client, vm: ManagedObjectReference) -> None:
    """instanceUuid says which one is meant."""
    assert root.call(INDEX, "FindByUuid", uuid=INSTANCE, vmSearch=True, instanceUuid=True) == vm
    assert root.call(INDEX, "FindByUuid", uuid=INSTANCE, vmSearch=True, instanceUuid=False) is None
    assert root.call(INDEX, "FindByUuid", uuid=BIOS, vmSearch=True, instanceUuid=True) is None
    assert root.call(INDEX, "FindAllByUuid", uuid=BIOS, vmSearch=True, instanceUuid=True) == []


def test_what_is_not_there_is_not_found(root: Client, vm: ManagedObjectReference) -> None:
    """Unknown and malformed UUIDs find nothing."""
    for uuid in ("", "x", BIOS[:-1], "0" * 32):
        assert root.call(INDEX, "FindByUuid", uuid=uuid, vmSearch=True) is None
        assert root.call(INDEX, "FindByUuid", uuid=uuid, vmSearch=False) is None


def test_the_host_is_found_by_hardware_uuid(root: Client) -> None:
    """With vmSearch false; a VM's UUID is no host's."""
    uuid = root.get(HOST, "hardware.systemInfo.uuid")
    assert root.call(INDEX, "FindByUuid", uuid=uuid, vmSearch=False) == HOST
    assert root.call(INDEX, "FindAllByUuid", uuid=uuid, vmSearch=False) == [HOST]
    assert root.call(INDEX, "FindByUuid", uuid=uuid, vmSearch=True) is None


def test_the_index_follows_the_inventory(
    host: Esx, root: Client, vm: ManagedObjectReference, store: str
) -> None:
    """A change, another VM, the end of one."""
    assert root.call(INDEX, "FindByUuid", uuid=BIOS, vmSearch=True) == vm
    other = add_vm(host, "copy", config=config(BIOS, "52" + "0" * 30, f"[{store}] copy/copy.vmx"))
    assert root.call(INDEX, "FindAllByUuid", uuid=BIOS, vmSearch=True) == [vm, other]
    changed = original().values["config"].replace(**config("564d" + "1" * 28, INSTANCE, "[x] web/web.vmx"))
    host.inventory.update(vm, config=changed)
    assert root.call(INDEX, "FindAllByUuid", uuid=BIOS, vmSearch=True) == [other]
    remove_vm(host, other)
    assert root.call(INDEX, "FindAllByUuid", uuid=BIOS, vmSearch=True) == []
    assert root.call(INDEX, "FindByUuid", uuid="564d" + "1" * 28, vmSearch=True) == vm


def test_a_search_does_not_look_through_the_vms(
    make_host: Callable[..., Esx], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the index is there, as many nodes are read among 500 VMs as among 5."""
    reads: list[str] = []
    original = Inventory.find

    def counting(self: Inventory, moid: str) -> Any:
        reads.append(moid)
        return original(self, moid)

    counts = []
    for size in (5, 500):
        host = make_host()
        for number in range(size):
            add_vm(host, f"n{number}", f"n{number}", config=config(f"{number:032x}", f"52{number:030x}", ""))
        client = Client(host).login()
        found = client.call(INDEX, "FindByUuid", uuid=f"{3:032x}", vmSearch=True)
        assert found.value == "vm-n3"
        with monkeypatch.context() as patched:
            patched.setattr(Inventory, "find", counting)
            client.call(INDEX, "FindByUuid", uuid=f"{4:032x}", vmSearch=True)
            client.call(INDEX, "FindByInventoryPath", inventoryPath="ha-datacenter/vm/n2")
        counts.append(len(reads))
        reads.clear()
    assert counts[0] == counts[1]


def test_a_vm_is_found_by_what_its_tools_report(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """Host name (in any case) and primary address; nothing once the guest is silent."""
    assert root.call(INDEX, "FindByDnsName", dnsName="web1.EXAMPLE.test", vmSearch=True) == vm
    assert root.call(INDEX, "FindAllByDnsName", dnsName="web1.example.test", vmSearch=True) == [vm]
    assert root.call(INDEX, "FindByIp", ip="198.51.100.7", vmSearch=True) == vm
    assert root.call(INDEX, "FindAllByIp", ip="198.51.100.7", vmSearch=True, datacenter=DATACENTER) == [vm]
    host.inventory.update(vm, guest=vim.GuestInfo())
    assert root.call(INDEX, "FindByDnsName", dnsName="web1.example.test", vmSearch=True) is None
    assert root.call(INDEX, "FindAllByIp", ip="198.51.100.7", vmSearch=True) == []


def test_the_host_is_found_by_name_and_address(root: Client) -> None:
    """By its DNS name, and by any address of the service console."""
    name = root.get(HOST, "name")
    assert root.call(INDEX, "FindByDnsName", dnsName=name.upper(), vmSearch=False) == HOST
    assert root.call(INDEX, "FindAllByDnsName", dnsName=name, vmSearch=False) == [HOST]
    assert root.call(INDEX, "FindByDnsName", dnsName=name, vmSearch=True) is None
    address = root.get(HOST, "config").network.consoleVnic[0].spec.ip.ipAddress
    assert root.call(INDEX, "FindByIp", ip=address, vmSearch=False) == HOST
    assert root.call(INDEX, "FindAllByIp", ip=address, vmSearch=False) == [HOST]
    assert root.call(INDEX, "FindByIp", ip="203.0.113.9", vmSearch=False) is None


def test_an_esxi_host_is_found_by_its_management_address(esxi: Client) -> None:
    """It has no service console."""
    address = esxi.get(HOST, "config").network.vnic[0].spec.ip.ipAddress
    assert esxi.call(INDEX, "FindByIp", ip=address, vmSearch=False) == HOST


def test_a_vm_is_found_by_its_configuration_file(root: Client, vm: ManagedObjectReference, store: str) -> None:
    """The blank after the datastore's name does not matter; case does."""
    for path in (f"[{store}] web/web.vmx", f"[{store}]web/web.vmx"):
        assert root.call(INDEX, "FindByDatastorePath", datacenter=DATACENTER, path=path) == vm
    path = f"[{store}] web/WEB.vmx"
    assert root.call(INDEX, "FindByDatastorePath", datacenter=DATACENTER, path=path) is None


@pytest.mark.parametrize("path", ["web/web.vmx", "", "[] web.vmx", "[nowhere] web/web.vmx"])
def test_a_path_without_a_known_datastore_is_refused(root: Client, path: str) -> None:
    """InvalidDatastore, or its subtype for a malformed path."""
    with pytest.raises(Faulted) as refused:
        root.call(INDEX, "FindByDatastorePath", datacenter=DATACENTER, path=path)
    assert isinstance(refused.value.fault, vim.InvalidDatastore)


def test_a_datacenter_must_be_one(root: Client) -> None:
    """What is gone and what is of another type is refused."""
    gone = ManagedObjectReference("Datacenter", "datacenter-2")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(INDEX, "FindByUuid", uuid=BIOS, vmSearch=True, datacenter=gone)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(INDEX, "FindByIp", ip="::1", vmSearch=True, datacenter=FOLDER)


@pytest.mark.parametrize(
    ("path", "moid"),
    [
        ("", "ha-folder-root"),
        ("/", "ha-folder-root"),
        ("ha-datacenter", "ha-datacenter"),
        ("/ha-datacenter/vm/", "ha-folder-vm"),
        ("ha-datacenter/host", "ha-folder-host"),
        ("ha-datacenter/network", "ha-folder-network"),
        ("ha-datacenter/host/esx1.example.test", "ha-compute-res"),
        ("ha-datacenter/host/esx1.example.test/esx1.example.test", "ha-host"),
        ("ha-datacenter/host/esx1.example.test/Resources", "ha-root-pool"),
        ("ha-datacenter/vm/web", "vm-web"),
    ],
)
def test_an_entity_is_found_by_its_path(root: Client, vm: ManagedObjectReference, path: str, moid: str) -> None:
    """Slashes around a path do not matter."""
    assert root.call(INDEX, "FindByInventoryPath", inventoryPath=path).value == moid


@pytest.mark.parametrize("path", ["nowhere", "ha-datacenter/vm/none", "ha-datacenter/vm/web/x", "ha-datacenter/VM"])
def test_a_path_that_leads_nowhere_finds_nothing(root: Client, vm: ManagedObjectReference, path: str) -> None:
    """No fault."""
    assert root.call(INDEX, "FindByInventoryPath", inventoryPath=path) is None


@pytest.mark.parametrize("kept", ["a%2fb", "a%2Fb", "a/b"])
def test_a_slash_in_a_name_is_written_escaped(host: Esx, root: Client, kept: str) -> None:
    """However the name is kept, %2f in a path finds it."""
    ref = add_vm(host, "odd", kept)
    for spelling in ("a%2fb", "a%2Fb"):
        assert root.call(INDEX, "FindByInventoryPath", inventoryPath=f"ha-datacenter/vm/{spelling}") == ref
        assert root.call(INDEX, "FindChild", entity=FOLDER, name=spelling) == ref
    assert root.call(INDEX, "FindByInventoryPath", inventoryPath="ha-datacenter/vm/a/b") is None


def test_find_child_looks_at_immediate_children(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """Of a folder, a datacenter, a compute resource; not at grandchildren."""
    assert root.call(INDEX, "FindChild", entity=FOLDER, name="web") == vm
    assert root.call(INDEX, "FindChild", entity=DATACENTER, name="vm") == FOLDER
    assert root.call(INDEX, "FindChild", entity=DATACENTER, name="web") is None
    assert root.call(INDEX, "FindChild", entity=vm, name="web") is None
    host.inventory.update(vm, name="renamed")
    assert root.call(INDEX, "FindChild", entity=FOLDER, name="web") is None
    assert root.call(INDEX, "FindChild", entity=FOLDER, name="renamed") == vm
    gone = ManagedObjectReference("Folder", "group-v9")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(INDEX, "FindChild", entity=gone, name="web")


def test_what_a_user_may_not_read_is_not_found(host: Esx, vm: ManagedObjectReference) -> None:
    """A read-only user finds it, one without access does not."""
    host.add_user("reader", "secret1", READ_ONLY)
    reader = Client(host).login("reader", "secret1")
    assert reader.call(INDEX, "FindByUuid", uuid=BIOS, vmSearch=True) == vm
    denied = vim.Permission(entity=vm, principal="reader", group=False, roleId=-5, propagate=True)
    host.access.set_permissions(vm, (denied,))
    assert reader.call(INDEX, "FindByUuid", uuid=BIOS, vmSearch=True) is None
    assert reader.call(INDEX, "FindByInventoryPath", inventoryPath="ha-datacenter/vm/web") is None
