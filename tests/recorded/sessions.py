"""What clients do in the recordings. Each session leaves the host as it was."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zeep
from clients import PC, connect, spec, transport
from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl
from served import Server

device = vim.vm.device


def pyvmomi(server: Server) -> None:
    """Walk the inventory, make a VM with a disk, a NIC and a password, run it, take a snapshot, destroy it; a fault too."""
    client = connect(server)
    content = client.content
    view = content.viewManager.CreateContainerView(content.rootFolder, None, True)
    walk = PC.TraversalSpec(name="walk", type=vim.view.ContainerView, path="view", skip=False)
    wanted = spec(view, vim.HostSystem, "name", "summary", "config.network.portgroup", steps=[walk], skip=True)
    wanted.propSet.append(PC.PropertySpec(type=vim.Datastore, pathSet=["summary"], all=False))
    content.propertyCollector.RetrieveContents([wanted])
    view.DestroyView()
    datacenter = content.rootFolder.childEntity[0]
    resource = datacenter.hostFolder.childEntity[0]
    task = datacenter.vmFolder.CreateVM_Task(_vm("recorded"), pool=resource.resourcePool)
    WaitForTask(task)
    vm = task.info.result
    assert content.searchIndex.FindByUuid(None, vm.config.uuid, True) == vm
    WaitForTask(vm.PowerOnVM_Task())
    vm.AcquireMksTicket()
    WaitForTask(vm.CreateSnapshot_Task("before", "", memory=False, quiesce=False))
    assert vm.snapshot.currentSnapshot
    WaitForTask(vm.ReconfigVM_Task(vim.vm.ConfigSpec(annotation="seen")))
    try:
        WaitForTask(vm.Destroy_Task())
    except vim.fault.InvalidPowerState:
        pass
    else:
        raise AssertionError("a VM that runs was destroyed")
    WaitForTask(vm.PowerOffVM_Task())
    WaitForTask(vm.RevertToCurrentSnapshot_Task())
    WaitForTask(vm.Destroy_Task())
    other = connect(server)
    content.sessionManager.TerminateSession([other.content.sessionManager.currentSession.key])
    assert len(content.sessionManager.sessionList) == 1
    try:
        connect(server, "not the password")
    except vim.fault.InvalidLogin:
        pass
    else:
        raise AssertionError("a wrong password was taken")
    try:
        vm.PowerOnVM_Task()
    except vmodl.fault.ManagedObjectNotFound:
        pass
    else:
        raise AssertionError("a destroyed VM was turned on")
    Disconnect(client)


def zeep_client(server: Server) -> None:
    """Load the WSDL, read properties page by page, make a port group and remove it."""
    client = zeep.Client(f"{server.url}/vimService.wsdl", transport=transport(server))
    client.service._binding_options["address"] = server.url
    service, types = client.service, client.type_factory("urn:vim25")
    reference = types.ManagedObjectReference
    content = service.RetrieveServiceContent(_this=reference("ServiceInstance", type="ServiceInstance"))
    service.Login(_this=content.sessionManager, userName=server.user, password=server.password)
    pools = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type="ManagedEntity", pathSet=["name", "overallStatus"])],
        objectSet=[types.ObjectSpec(obj=content.rootFolder, selectSet=[_traversal(types)])],
    )
    page = service.RetrievePropertiesEx(
        _this=content.propertyCollector, specSet=[pools], options=types.RetrieveOptions(maxObjects=1),
    )
    while page.token:
        page = service.ContinueRetrievePropertiesEx(_this=content.propertyCollector, token=page.token)
    system = reference("networkSystem", type="HostNetworkSystem")
    group = types.HostPortGroupSpec(
        name="recorded", vlanId=7, vswitchName="vSwitch0", policy=types.HostNetworkPolicy(),
    )
    service.AddPortGroup(_this=system, portgrp=group)
    try:
        service.AddPortGroup(_this=system, portgrp=group)
    except zeep.exceptions.Fault:
        pass
    else:
        raise AssertionError("the same port group was made twice")
    service.RemovePortGroup(_this=system, pgName="recorded")
    service.Logout(_this=content.sessionManager)


def oslo(server: Server) -> None:
    """Make a VM and a directory as OpenStack does, and wait for tasks by polling them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its dependencies warn of themselves while they are imported
        from oslo_vmware import api, vim_util
    session = api.VMwareAPISession(
        server.host, server.user, server.password, api_retry_count=1, task_poll_interval=0.05, port=server.port,
        cacert=server.cafile, insecure=server.insecure,
    )  # fmt: skip
    names = session.invoke_api(vim_util, "get_objects", session.vim, "HostSystem", 1, ["name"])
    host = names.objects[0].obj
    session.invoke_api(vim_util, "get_object_properties_dict", session.vim, host, ["name", "runtime.connectionState"])
    factory = session.vim.client.factory
    folder = session.invoke_api(vim_util, "get_objects", session.vim, "Folder", 100, ["name"])
    vm_folder = next(item.obj for item in folder.objects if item.propSet[0].val == "vm")
    pool = session.invoke_api(vim_util, "get_objects", session.vim, "ResourcePool", 1, ["name"]).objects[0].obj
    config = factory.create("ns0:VirtualMachineConfigSpec")
    config.name, config.guestId, config.numCPUs, config.memoryMB = "instance-1", "otherGuest", 1, 64
    config.files = factory.create("ns0:VirtualMachineFileInfo")
    config.files.vmPathName = "[datastore1]"
    task = session.invoke_api(session.vim, "CreateVM_Task", vm_folder, config=config, pool=pool)
    vm = session.wait_for_task(task).result
    session.wait_for_task(session.invoke_api(session.vim, "PowerOnVM_Task", vm))
    session.wait_for_task(session.invoke_api(session.vim, "PowerOffVM_Task", vm))
    session.wait_for_task(session.invoke_api(session.vim, "Destroy_Task", vm))
    session.logout()


def virsh(server: Server) -> None:
    """What libvirt asks of a host and its datastores."""
    with tempfile.TemporaryDirectory() as folder:
        auth = Path(folder) / "auth.conf"
        auth.write_text(
            f"[credentials-esx]\nusername={server.user}\npassword={server.password}\n"
            f"[auth-esx-{server.host}]\ncredentials=esx\n"
        )
        environment = {
            "LIBVIRT_AUTH_FILE": str(auth), "PATH": "/usr/bin:/bin", "LC_ALL": "C",
            "LIBVIRT_LOG_OUTPUTS": "4:file:/dev/null",
        }
        uri = f"esx://{server.user}@{server.host}:{server.port}/?no_verify=1"
        for words in (["nodeinfo"], ["list", "--all"], ["pool-info", "datastore1"], ["iface-list"]):
            subprocess.run(["virsh", "-c", uri, *words], env=environment, capture_output=True, timeout=60, check=True)


def files(server: Server) -> None:
    """Files over HTTP: small and large, a part, the head, a directory, one that is not there."""
    token = b64encode(f"{server.user}:{server.password}".encode()).decode()
    line = server.http(60)
    where = "dcPath=ha-datacenter&dsName=datastore1"

    def ask(method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        line.request(method, f"/folder/{path}?{where}", body, {"Authorization": f"Basic {token}", **headers})
        answer = line.getresponse()
        return answer.status, answer.read()

    assert ask("PUT", "recorded/notes.vmx", b'annotation = "x"\nRemoteDisplay.vnc.password = "pw-of-vnc"\n')[0] == 201
    assert ask("PUT", "recorded/large.bin", bytes(range(256)) * 1024)[0] == 201
    assert ask("GET", "recorded/notes.vmx")[0] == 200
    assert ask("GET", "recorded/large.bin", Range="bytes=10-19") == (206, bytes(range(10, 20)))
    assert ask("HEAD", "recorded/large.bin")[0] == 200
    assert ask("GET", "recorded")[0] == 200
    assert ask("GET", "recorded/none")[0] == 404
    for path in ("recorded/notes.vmx", "recorded/large.bin", "recorded"):
        ask("DELETE", path)
    line.close()


SESSIONS: dict[str, Callable[[Server], None]] = {
    "pyvmomi": pyvmomi, "zeep": zeep_client, "oslo-vmware": oslo, "virsh": virsh, "files": files,
}
"""By the name of the file in ``fixtures/recordings/``."""


def _vm(name: str) -> vim.vm.ConfigSpec:
    controller = device.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")
    disk = device.VirtualDisk(
        key=-2, controllerKey=-1, unitNumber=0, capacityInKB=1024,
        backing=device.VirtualDisk.FlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True),
    )
    nic = device.VirtualE1000(
        key=-3, addressType="generated", backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName="VM Network"),
    )
    add = device.VirtualDeviceSpec.Operation.add
    changes = [
        device.VirtualDeviceSpec(operation=add, device=controller),
        device.VirtualDeviceSpec(operation=add, device=disk, fileOperation="create"),
        device.VirtualDeviceSpec(operation=add, device=nic),
    ]
    return vim.vm.ConfigSpec(
        name=name, guestId="otherGuest", numCPUs=1, memoryMB=64, files=vim.vm.FileInfo(vmPathName="[datastore1]"),
        deviceChange=changes, extraConfig=[vim.option.OptionValue(key="RemoteDisplay.vnc.password", value="pw-of-vnc")],
    )


def _traversal(types: Any) -> Any:
    return types.TraversalSpec(name="children", type="Folder", path="childEntity", skip=False)
