"""The main job with real clients: a disk image goes up over HTTP, a VM is made of it, runs, and is gone without a trace."""

import contextlib
import functools
import http.client
import uuid
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import zeep
from clients import connect, spec, transport
from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim
from served import Server
from zeep import xsd

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its dependencies warn of themselves while they are imported
    from oslo_vmware import api, vim_util

NS = "{urn:vim25}"
SIZE = 8 << 20
device = vim.vm.device


@pytest.fixture
def instance(server: Server) -> Iterator[vim.ServiceInstance]:
    """A session for one test."""
    instance = connect(server)
    yield instance
    with contextlib.suppress(vim.fault.NotAuthenticated):
        Disconnect(instance)


@pytest.fixture
def name() -> str:
    """A name that nothing has, on a real host either."""
    return f"fakeesx-test-{uuid.uuid4().hex[:8]}"


def datastore_of(instance: vim.ServiceInstance) -> vim.Datastore:
    """The datastore that the tests write to."""
    return instance.content.rootFolder.childEntity[0].datastore[0]


def put(server: Server, cookie: str, datastore: str, path: str, content: bytes) -> int:
    """Upload a file; the status."""
    connection: http.client.HTTPSConnection = server.http(60)
    query = urlencode({"dcPath": "ha-datacenter", "dsName": datastore})
    connection.request("PUT", f"/folder/{quote(path)}?{query}", content, {"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def get(server: Server, cookie: str, datastore: str, path: str) -> tuple[int, bytes]:
    """Download a file; status and content."""
    connection = server.http(60)
    query = urlencode({"dcPath": "ha-datacenter", "dsName": datastore})
    connection.request("GET", f"/folder/{quote(path)}?{query}", headers={"Cookie": cookie})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def descriptor(name: str) -> bytes:
    """The descriptor of a flat disk."""
    return (
        '# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="vmfs"\n\n'
        f'# Extent description\nRW {SIZE // 512} VMFS "{name}-flat.vmdk"\n\n# The Disk Data Base\n'
        'ddb.virtualHWVersion = "7"\nddb.geometry.cylinders = "8"\nddb.geometry.heads = "64"\n'
        'ddb.geometry.sectors = "32"\nddb.adapterType = "lsilogic"\n'
    ).encode()


def config_spec(datastore: str, name: str, network: str) -> vim.vm.ConfigSpec:
    """A VM with the uploaded disk, a NIC and a CD drive."""
    def added(what: Any, operation: str | None = None) -> Any:
        return device.VirtualDeviceSpec(operation="add", device=what, fileOperation=operation)

    disk = device.VirtualDisk(
        key=-2, controllerKey=-1, unitNumber=0, capacityInKB=SIZE >> 10,
        backing=device.VirtualDisk.FlatVer2BackingInfo(
            fileName=f"[{datastore}] {name}/{name}.vmdk", diskMode="persistent"
        ),
    )  # fmt: skip
    nic = device.VirtualE1000(
        key=-3, addressType="generated",
        backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName=network),
        connectable=device.VirtualDevice.ConnectInfo(startConnected=True, allowGuestControl=True, connected=True),
    )  # fmt: skip
    return vim.vm.ConfigSpec(
        name=name, guestId="otherLinux64Guest", numCPUs=1, memoryMB=128,
        files=vim.vm.FileInfo(vmPathName=f"[{datastore}] {name}/{name}.vmx"),
        deviceChange=[
            added(device.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")), added(disk), added(nic),
        ],
    )  # fmt: skip


def test_pyvmomi(server: Server, instance: vim.ServiceInstance, name: str) -> None:
    """Upload, create, watch it being powered on, ticket, power off, destroy; nothing is left."""
    content = instance.content
    datacenter = content.rootFolder.childEntity[0]
    datastore = datastore_of(instance)
    before = list(datacenter.vmFolder.childEntity)
    content.fileManager.MakeDirectory(f"[{datastore.name}] {name}", datacenter, True)
    cookie = instance._stub.cookie.partition(";")[0]
    image = bytes(range(256)) * (SIZE // 256)
    assert put(server, cookie, datastore.name, f"{name}/{name}-flat.vmdk", image) in (200, 201)
    assert put(server, cookie, datastore.name, f"{name}/{name}.vmdk", descriptor(name)) in (200, 201)
    pool = datacenter.hostFolder.childEntity[0].resourcePool

    task = datacenter.vmFolder.CreateVM_Task(config_spec(datastore.name, name, datacenter.network[0].name), pool)
    WaitForTask(task)
    machine = task.info.result
    assert machine.name == name
    assert machine in datacenter.vmFolder.childEntity
    assert machine in datastore.vm
    assert [d.deviceInfo.label for d in machine.config.hardware.device if isinstance(d, device.VirtualDisk)] == [
        "Hard disk 1"
    ]

    collector = content.propertyCollector.CreatePropertyCollector()  # WaitForTask moves the versions of the default one
    filter_ = collector.CreateFilter(spec(machine, vim.VirtualMachine, "runtime.powerState"), False)
    version = collector.WaitForUpdatesEx("").version
    WaitForTask(machine.PowerOnVM_Task())
    update = collector.WaitForUpdatesEx(version, vim.PropertyCollector.WaitOptions(maxWaitSeconds=20))
    changes = [change for found in update.filterSet for item in found.objectSet for change in item.changeSet]
    assert [(change.name, change.val) for change in changes] == [("runtime.powerState", "poweredOn")]
    filter_.DestroyPropertyFilter()
    collector.DestroyPropertyCollector()
    assert machine.AcquireMksTicket().ticket
    with pytest.raises(vim.fault.InvalidPowerState):
        WaitForTask(machine.Destroy_Task())

    WaitForTask(machine.PowerOffVM_Task())
    status, content_again = get(server, cookie, datastore.name, f"{name}/{name}-flat.vmdk")
    assert (status, content_again == image) == (200, True)
    WaitForTask(machine.Destroy_Task())
    assert list(datacenter.vmFolder.childEntity) == before
    assert get(server, cookie, datastore.name, f"{name}/{name}.vmx")[0] == 404
    assert get(server, cookie, datastore.name, f"{name}/{name}-flat.vmdk")[0] == 404


def test_oslo_vmware(server: Server, name: str) -> None:
    """As OpenStack's driver does: factory objects, tasks polled by the session."""
    session = api.VMwareAPISession(
        server.host, server.user, server.password, api_retry_count=1, task_poll_interval=0.05, port=server.port,
        wsdl_loc=f"{server.url}/vimService.wsdl", cacert=server.cafile, insecure=server.insecure,
    )  # fmt: skip
    call = functools.partial(session.invoke_api, vim_util)
    create = session.vim.client.factory.create

    def only(type: str) -> Any:
        return call("get_objects", session.vim, type, 1, ["name"]).objects[0]

    datacenter, pool, store = only("Datacenter"), only("ResourcePool"), only("Datastore")
    folder = call("get_object_property", session.vim, datacenter.obj, "vmFolder")
    controller = create("ns0:VirtualLsiLogicController")
    controller.key, controller.busNumber, controller.sharedBus = -101, 0, "noSharing"
    backing = create("ns0:VirtualDiskFlatVer2BackingInfo")
    backing.fileName, backing.diskMode, backing.thinProvisioned = "", "persistent", True
    disk = create("ns0:VirtualDisk")
    disk.key, disk.controllerKey, disk.unitNumber, disk.capacityInKB, disk.backing = -102, -101, 0, 1 << 20, backing
    changes = []
    for what, operation in ((controller, None), (disk, "create")):
        change = create("ns0:VirtualDeviceConfigSpec")
        change.operation, change.device = "add", what
        if operation:
            change.fileOperation = operation
        changes.append(change)
    config = create("ns0:VirtualMachineConfigSpec")
    config.name, config.guestId, config.numCPUs, config.memoryMB = name, "otherGuest", 1, 64
    config.files = create("ns0:VirtualMachineFileInfo")
    config.files.vmPathName = f"[{store.propSet[0].val}]"
    config.deviceChange = changes

    def run(method: str, *where: Any, **arguments: Any) -> Any:
        task = session.invoke_api(session.vim, method, *where, **arguments)
        return session.wait_for_task(task)

    machine = run("CreateVM_Task", folder, config=config, pool=pool.obj).result
    run("PowerOnVM_Task", machine)
    assert call("get_object_property", session.vim, machine, "runtime.powerState") == "poweredOn"
    run("PowerOffVM_Task", machine)
    run("Destroy_Task", machine)
    # not get_objects: to this client, an empty answer of an ESX host is a lost session
    children = call("get_object_property", session.vim, folder, "childEntity")
    assert machine.value not in [ref.value for ref in getattr(children, "ManagedObjectReference", [])]
    session.logout()


def test_zeep(server: Server, name: str) -> None:
    """Typed values from the host's own WSDL; the task is watched with a filter."""
    client = zeep.Client(f"{server.url}/vimService.wsdl", transport=transport(server))
    client.service._binding_options["address"] = server.url
    service = client.service

    def make(name: str) -> Any:
        return client.get_type(NS + name)

    moref = make("ManagedObjectReference")
    collector = moref("ha-property-collector", type="PropertyCollector")
    service.Login(
        _this=moref("ha-sessionmgr", type="SessionManager"), userName=server.user, password=server.password
    )

    def properties(ref: Any, *paths: str) -> dict[str, Any]:
        wanted = make("PropertyFilterSpec")(
            propSet=[{"type": ref.type, "pathSet": list(paths)}], objectSet=[{"obj": ref}]
        )
        found = service.RetrieveProperties(_this=collector, specSet=[wanted])
        return {item.name: item.val for item in found[0].propSet}

    def run(task: Any) -> Any:
        wanted = make("PropertyFilterSpec")(propSet=[{"type": "Task", "pathSet": ["info"]}], objectSet=[{"obj": task}])
        filter_ = service.CreateFilter(_this=collector, spec=wanted, partialUpdates=False)
        version = ""
        try:
            for _ in range(50):
                updates = service.WaitForUpdatesEx(_this=collector, version=version, options={"maxWaitSeconds": 20})
                version = updates.version
                info = updates.filterSet[0].objectSet[0].changeSet[0].val
                if info.state in ("success", "error"):
                    assert info.state == "success", info.error.localizedMessage
                    return info.result
            raise AssertionError("the task does not end")
        finally:
            service.DestroyPropertyFilter(_this=filter_)

    pool = properties(moref("ha-compute-res", type="ComputeResource"), "resourcePool")["resourcePool"]
    datacenter = properties(moref("ha-datacenter", type="Datacenter"), "vmFolder", "datastore")
    store = properties(datacenter["datastore"].ManagedObjectReference[0], "name")["name"]
    extra = {"key": "machine.id", "value": xsd.AnyObject(xsd.String(), "00:50:56:00:00:01;192.0.2.7")}
    machine = run(service.CreateVM_Task(
        _this=datacenter["vmFolder"], pool=pool,
        config={
            "name": name, "guestId": "otherGuest", "files": {"vmPathName": f"[{store}]"}, "memoryMB": 32,
            "extraConfig": [extra],
        },
    ))  # fmt: skip
    run(service.PowerOnVM_Task(_this=machine))
    values = properties(machine, "runtime.powerState", "config.extraConfig")
    assert values["runtime.powerState"] == "poweredOn"
    options = {option.key: option.value for option in values["config.extraConfig"].OptionValue}
    assert options["machine.id"] == "00:50:56:00:00:01;192.0.2.7"
    run(service.PowerOffVM_Task(_this=machine))
    run(service.Destroy_Task(_this=machine))
    service.Logout(_this=moref("ha-sessionmgr", type="SessionManager"))
