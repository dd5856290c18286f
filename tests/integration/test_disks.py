"""Virtual disks with real clients: made, grown, copied, attached, and a VM that goes from the inventory and comes back."""

import contextlib
import http.client
import random
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from clients import connect
from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl
from served import Server

device = vim.vm.device
DISK_SPEC = vim.VirtualDiskManager.FileBackedVirtualDiskSpec
MIB = 1 << 20


@pytest.fixture
def instance(server: Server) -> Iterator[vim.ServiceInstance]:
    """A session for one test."""
    instance = connect(server)
    yield instance
    with contextlib.suppress(vim.fault.NotAuthenticated):
        Disconnect(instance)


@pytest.fixture
def folder(instance: vim.ServiceInstance) -> Iterator[str]:
    """A directory of a datastore, which goes after the test."""
    datastore = instance.content.rootFolder.childEntity[0].datastore[0]
    name = f"[{datastore.name}] fakeesx-test-{uuid.uuid4().hex[:8]}"
    instance.content.fileManager.MakeDirectory(name)
    yield name
    with contextlib.suppress(vim.fault.FileNotFound):
        WaitForTask(instance.content.fileManager.DeleteDatastoreFile_Task(name))


def request(server: Server, instance: vim.ServiceInstance, method: str, path: str, content: bytes | None = None) -> bytes:
    """PUT or GET of ``[datastore] path`` over HTTP with the session's cookie."""
    datastore, _, below = path.lstrip("[").partition("] ")
    query = urlencode({"dcPath": "ha-datacenter", "dsName": datastore})
    connection: http.client.HTTPSConnection = server.http(60)
    cookie = instance._stub.cookie.split(";")[0]
    connection.request(method, f"/folder/{quote(below)}?{query}", content, {"Cookie": cookie})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    assert answer.status in (200, 201), (answer.status, path)
    return data


def machine(instance: vim.ServiceInstance, folder: str, disk: str) -> vim.VirtualMachine:
    """A VM with an existing disk."""
    name = folder.partition("] ")[2]
    backing = device.VirtualDisk.FlatVer2BackingInfo(fileName=disk, diskMode="persistent")
    changes = [
        device.VirtualDeviceSpec(operation="add", device=device.VirtualLsiLogicController(
            key=-1, busNumber=0, sharedBus="noSharing")),
        device.VirtualDeviceSpec(operation="add", device=device.VirtualDisk(
            key=-2, controllerKey=-1, unitNumber=0, capacityInKB=0, backing=backing)),
        device.VirtualDeviceSpec(operation="add", device=device.VirtualE1000(
            key=-3, backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName="VM Network"))),
    ]
    config = vim.vm.ConfigSpec(
        name=name, memoryMB=64, guestId="otherGuest64", deviceChange=changes,
        files=vim.vm.FileInfo(vmPathName=f"{folder}/{name}.vmx"),
    )
    centre = instance.content.rootFolder.childEntity[0]
    pool = centre.hostFolder.childEntity[0].resourcePool
    task = centre.vmFolder.CreateVM_Task(config, pool)
    WaitForTask(task)
    return task.info.result


def picture(vm: vim.VirtualMachine) -> dict[str, Any]:
    """What of a configuration stays when a VM is registered anew."""
    config = vm.config
    disks = [d for d in config.hardware.device if isinstance(d, device.VirtualDisk)]
    return {
        "names": (config.name, config.guestId, config.version, config.annotation),
        "uuids": (config.uuid, config.instanceUuid),
        "keys": [(d.key, type(d).__name__, d.deviceInfo.label) for d in config.hardware.device],
        "disks": [(d.backing.fileName, d.capacityInKB, d.backing.uuid, d.backing.thinProvisioned) for d in disks],
        "options": {option.key: option.value for option in config.extraConfig},
    }


def test_the_life_of_a_disk(server: Server, instance: vim.ServiceInstance, folder: str) -> None:
    """Create, extend, copy, attach, unregister, register, destroy."""
    manager = instance.content.virtualDiskManager
    first, second = f"{folder}/first.vmdk", f"{folder}/second.vmdk"
    spec = DISK_SPEC(diskType="thin", adapterType="lsiLogic", capacityKb=4096)
    WaitForTask(manager.CreateVirtualDisk_Task(first, None, spec))
    WaitForTask(manager.ExtendVirtualDisk_Task(first, None, 8192, False))
    content = random.Random(0).randbytes(MIB) + bytes(7 * MIB)
    request(server, instance, "PUT", f"{folder}/first-flat.vmdk", content)
    wanted = vim.VirtualDiskManager.VirtualDiskSpec(diskType="preallocated", adapterType="busLogic")
    WaitForTask(manager.CopyVirtualDisk_Task(first, None, second, None, wanted, False))
    assert request(server, instance, "GET", f"{folder}/second-flat.vmdk") == content
    assert manager.QueryVirtualDiskUuid(first, None) != manager.QueryVirtualDiskUuid(second, None)
    vm = machine(instance, folder, second)
    before = picture(vm)
    assert before["disks"][0][:2] == (second, 8192)
    WaitForTask(vm.PowerOnVM_Task())
    with pytest.raises(vim.fault.FileLocked):
        WaitForTask(manager.DeleteVirtualDisk_Task(second, None))
    WaitForTask(vm.PowerOffVM_Task())
    ran = picture(vm)
    path, pool, home = vm.config.files.vmPathName, vm.resourcePool, vm.parent
    vm.UnregisterVM()
    task = home.RegisterVM_Task(path, None, False, pool, None)
    WaitForTask(task)
    vm = task.info.result
    assert picture(vm) == ran
    assert picture(vm)["keys"] == before["keys"]
    with pytest.raises(vim.fault.AlreadyExists) as caught:
        WaitForTask(home.RegisterVM_Task(path, None, False, pool, None))
    assert caught.value.name == vm._moId
    WaitForTask(vm.Destroy_Task())
    with pytest.raises(vim.fault.NotFound):
        WaitForTask(home.RegisterVM_Task(path, None, False, pool, None))
    assert request(server, instance, "GET", f"{folder}/first-flat.vmdk") == content
    WaitForTask(manager.DeleteVirtualDisk_Task(first, None))


@pytest.mark.skipif(shutil.which("qemu-img") is None, reason="qemu-img is missing (Debian: apt-get install qemu-utils)")
@pytest.mark.parametrize("kind", ["monolithicSparse", "streamOptimized"])
def test_an_image_of_qemu(
    server: Server, instance: vim.ServiceInstance, folder: str, kind: str, tmp_path: Path
) -> None:
    """A sparse image goes up over HTTP, is copied to a thin disk, and comes down byte for byte."""
    content = random.Random(1).randbytes(3 * MIB) + bytes(9 * MIB) + b"end" + bytes(MIB - 3)
    (tmp_path / "raw").write_bytes(content)
    subprocess.run(
        ["qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", f"subformat={kind}", tmp_path / "raw", tmp_path / "image"],
        check=True, capture_output=True,
    )
    request(server, instance, "PUT", f"{folder}/image.vmdk", (tmp_path / "image").read_bytes())
    wanted = vim.VirtualDiskManager.VirtualDiskSpec(diskType="thin", adapterType="lsiLogic")
    manager = instance.content.virtualDiskManager
    WaitForTask(manager.CopyVirtualDisk_Task(f"{folder}/image.vmdk", None, f"{folder}/disk.vmdk", None, wanted))
    assert request(server, instance, "GET", f"{folder}/disk-flat.vmdk") == content
    vm = machine(instance, folder, f"{folder}/disk.vmdk")
    WaitForTask(vm.PowerOnVM_Task())
    WaitForTask(vm.PowerOffVM_Task())
    WaitForTask(vm.Destroy_Task())


@pytest.mark.usefixtures("fake_only")
def test_a_long_copy_is_cancelled(server: Server, instance: vim.ServiceInstance, folder: str) -> None:
    """The host answers while it copies; what was cancelled leaves nothing."""
    manager = instance.content.virtualDiskManager
    spec = DISK_SPEC(diskType="thin", adapterType="lsiLogic", capacityKb=256 << 10)
    WaitForTask(manager.CreateVirtualDisk_Task(f"{folder}/a.vmdk", None, spec))
    request(server, instance, "PUT", f"{folder}/a-flat.vmdk", random.Random(2).randbytes(MIB) * 256)
    wanted = vim.VirtualDiskManager.VirtualDiskSpec(diskType="sparseMonolithic", adapterType="lsiLogic")
    task = manager.CopyVirtualDisk_Task(f"{folder}/a.vmdk", None, f"{folder}/b.vmdk", None, wanted)
    with contextlib.suppress(vim.fault.InvalidState):  # it may have ended
        task.CancelTask()
    with pytest.raises(vmodl.fault.RequestCanceled):
        WaitForTask(task)
    browser = instance.content.rootFolder.childEntity[0].datastore[0].browser
    search = browser.SearchDatastore_Task(folder)
    WaitForTask(search)
    assert sorted(file.path for file in search.info.result.file) == ["a-flat.vmdk", "a.vmdk"]
