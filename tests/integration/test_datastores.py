"""pyVmomi and datastores: mounted, renamed, removed; files browsed, copied, moved, deleted; long copies."""

from __future__ import annotations

import http.client
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import connect
from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl
from served import Server

from fakeesx.testing.client import folder_url

MIB = 1 << 20


@pytest.fixture
def instance(server: Server) -> Iterator[vim.ServiceInstance]:
    """A session."""
    instance = connect(server)
    yield instance
    Disconnect(instance)


@pytest.fixture
def host(instance: vim.ServiceInstance, fake_only: None) -> vim.HostSystem:
    """The host; a real one has no such NFS server."""
    return instance.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]


@pytest.fixture
def nfs(host: vim.HostSystem) -> Iterator[vim.Datastore]:
    """An NFS datastore for one test."""
    system = host.configManager.datastoreSystem
    spec = vim.host.NasVolume.Specification(
        remoteHost="nas.example", remotePath="/export/test", localPath="nfs-test", accessMode="readWrite",
    )
    store = system.CreateNasDatastore(spec)
    yield store
    system.RemoveDatastore(store)


def put(server: Server, datastore: str, path: str, content: bytes) -> int:
    """Upload a file: the status."""
    connection = server.http()
    basic = b64encode(f"{server.user}:{server.password}".encode()).decode()
    connection.request("PUT", folder_url(datastore, path), content, {"Authorization": f"Basic {basic}"})
    status = connection.getresponse().status
    connection.close()
    return status


def names(store: vim.Datastore, path: str = "") -> list[str]:
    """What a search of a directory finds."""
    task = store.browser.SearchDatastore_Task(datastorePath=f"[{store.name}] {path}")
    WaitForTask(task)
    return [each.path for each in task.info.result.file]


def test_mount_rename_remove(instance: vim.ServiceInstance, host: vim.HostSystem, server: Server) -> None:
    """Every list of the host follows."""
    before = [store.name for store in host.datastore]
    system = host.configManager.datastoreSystem
    spec = vim.host.NasVolume.Specification(
        remoteHost="nas.example", remotePath="/export/iso", localPath="iso", accessMode="readOnly", type="NFS",
    )
    store = system.CreateNasDatastore(spec)
    assert store._moId == "nas.example:/export/iso"
    assert store.info.nas.remotePath == "/export/iso"
    assert [each.name for each in host.datastore] == [*before, "iso"]
    assert put(server, "iso", "a", b"a") == 403
    with pytest.raises(vim.fault.DuplicateName):
        system.CreateNasDatastore(spec)
    with pytest.raises(vim.fault.AlreadyExists):
        system.CreateNasDatastore(vim.host.NasVolume.Specification(
            remoteHost="nas.example", remotePath="/export/iso", localPath="other", accessMode="readOnly",
        ))
    WaitForTask(store.Rename_Task("images"))
    assert store.summary.name == store.name == "images"
    assert [mount.volume.name for mount in host.config.fileSystemVolume.mountInfo] == [*before, "images"]
    with pytest.raises(vim.fault.InvalidName):
        store.RenameDatastore("a/b")
    system.RemoveDatastore(store)
    assert [each.name for each in host.datastore] == before


def test_files(instance: vim.ServiceInstance, host: vim.HostSystem, nfs: vim.Datastore, server: Server) -> None:
    """Uploaded, copied, moved, found, deleted, between two datastores."""
    files, datacenter = instance.content.fileManager, instance.content.rootFolder.childEntity[0]
    own = host.datastore[0]
    files.MakeDirectory(f"[{own.name}] work/deep", datacenter, True)
    assert put(server, own.name, "work/deep/a.iso", b"a" * (9 * MIB)) == 201
    free = nfs.summary.freeSpace
    WaitForTask(files.CopyDatastoreFile_Task(f"[{own.name}] work", datacenter, "[nfs-test] copy", datacenter))
    assert names(nfs, "copy") == ["deep"]
    assert free - nfs.summary.freeSpace >= 9 * MIB
    WaitForTask(files.MoveDatastoreFile_Task("[nfs-test] copy/deep", datacenter, f"[{own.name}] moved", datacenter))
    assert names(own, "moved") == ["a.iso"]
    assert names(nfs, "copy") == []
    search = vim.host.DatastoreBrowser.SearchSpec(
        query=[vim.host.DatastoreBrowser.IsoImageQuery()], matchPattern=["*.ISO"], searchCaseInsensitive=True,
        details=vim.host.DatastoreBrowser.FileInfo.Details(fileType=True, fileSize=True, modification=True, fileOwner=True),
    )
    task = own.browser.SearchDatastoreSubFolders_Task(f"[{own.name}]", search)
    WaitForTask(task)
    found = {result.folderPath: result.file for result in task.info.result if result.file}
    assert sorted(found) == [f"[{own.name}] moved/", f"[{own.name}] work/deep/"]
    (image,) = found[f"[{own.name}] moved/"]
    assert isinstance(image, vim.host.DatastoreBrowser.IsoImageInfo)
    assert image.fileSize == 9 * MIB
    for name in ("[nfs-test] copy", f"[{own.name}] work", f"[{own.name}] moved"):
        WaitForTask(files.DeleteDatastoreFile_Task(name, datacenter))
    with pytest.raises(vim.fault.FileNotFound):
        WaitForTask(files.DeleteDatastoreFile_Task("[nfs-test] copy", datacenter))


def test_long_copy(
    instance: vim.ServiceInstance, host: vim.HostSystem, nfs: vim.Datastore, server: Server,
) -> None:
    """The host answers while it copies a large sparse file; cancelled, the copy leaves nothing."""
    assert server.cafile is not None
    uuid = nfs.summary.url.rpartition("/")[2]
    with (Path(server.cafile).parent / "volumes" / uuid / "big").open("wb") as file:
        for number in range(40_000):
            file.seek(number * MIB)
            file.write(b"x")
    nfs.RefreshDatastore()
    free = nfs.summary.freeSpace
    files = instance.content.fileManager
    task = files.CopyDatastoreFile_Task("[nfs-test] big", None, "[nfs-test] copy", None)
    answers = 0
    while (info := task.info).state == "running" and not info.progress:
        instance.CurrentTime()
        assert [name for name in names(nfs) if not name.startswith(".lck-")] == ["big"]  # NFS shows who holds it
        answers += 1
    assert task.info.state == "running"
    assert answers
    with pytest.raises(vim.fault.ResourceInUse):
        host.configManager.datastoreSystem.RemoveDatastore(nfs)
    task.CancelTask()
    with pytest.raises(vmodl.fault.RequestCanceled):
        WaitForTask(task)
    assert names(nfs) == ["big"]
    assert nfs.summary.freeSpace == free
    WaitForTask(files.DeleteDatastoreFile_Task("[nfs-test] big", None))


def test_full(instance: vim.ServiceInstance, host: vim.HostSystem, nfs: vim.Datastore, server: Server) -> None:
    """An upload of more than there is room for is 507 and leaves nothing; so does a copy, NoDiskSpace."""
    disks = instance.content.virtualDiskManager
    rest = (nfs.summary.freeSpace >> 10) - 8192
    spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(
        diskType="preallocated", adapterType="lsiLogic", capacityKb=rest,
    )
    WaitForTask(disks.CreateVirtualDisk_Task("[nfs-test] fill.vmdk", None, spec))
    connection = http.client.HTTPSConnection(server.host, server.port, context=server.context(), timeout=30)
    basic = b64encode(f"{server.user}:{server.password}".encode()).decode()
    connection.putrequest("PUT", folder_url("nfs-test", "big"))
    connection.putheader("Authorization", f"Basic {basic}")
    connection.putheader("Content-Length", str(16 * MIB))
    connection.endheaders()
    assert connection.getresponse().status == 507
    connection.close()
    own = host.datastore[0].name
    assert put(server, own, "big", b"x" * (9 * MIB)) == 201
    files = instance.content.fileManager
    with pytest.raises(vim.fault.NoDiskSpace):
        WaitForTask(files.CopyDatastoreFile_Task(f"[{own}] big", None, "[nfs-test] big", None))
    assert names(nfs) == ["fill-flat.vmdk", "fill.vmdk"]
    WaitForTask(disks.DeleteVirtualDisk_Task("[nfs-test] fill.vmdk", None))
    WaitForTask(files.DeleteDatastoreFile_Task(f"[{own}] big", None))
