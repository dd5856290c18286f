"""HostDatastoreBrowser."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from held import Held
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import Clock
from unchanged import unchanged

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.host_datastore_browser import matches
from fakeesx.host.services.access import READ_ONLY
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore

BROWSER = "4cfc8f3a-5b2e7d10-9c41-0024e8613a10-datastorebrowser"
ALL = vim.FileQueryFlags(fileType=True, fileSize=True, modification=True, fileOwner=True)


@pytest.fixture
def store(host: Esx) -> Datastore:
    """A datastore with one file of each kind."""
    store = host.volumes.get("datastore1")
    store.mkdir("vm/deep", parents=True)
    vmdk.create_disk(store, "vm/a.vmdk", 2**20, thin=False, adapter="ide", uuid="6000C290-0000-0000-0000-000000000001")
    vmdk.create_disk(store, "vm/b.vmdk", 2**21, thin=True, adapter="lsilogic", uuid="6000C290-0000-0000-0000-000000000002")
    for name in ("vm.vmx", "vm.vmtx", "vm.vmsd", "vm.vmsn", "vm.nvram", "vmware.log", "x.iso", "x.flp", "x.txt", "B.TXT"):
        store.write_file(f"vm/{name}", b'config.version = "7"\n')
    store.write_file("vm/deep/c.iso", b"xx")
    return store


def search(root: Client, spec: Any = None, path: str = "[datastore1] vm", browser: str = BROWSER) -> Any:
    """The result of a search."""
    return root.task(browser, "SearchDatastore_Task", datastorePath=path, searchSpec=spec)


def found(result: Any) -> list[str]:
    """The names."""
    return [each.path for each in result.file]


def test_without_a_spec(root: Client, store: Datastore) -> None:
    """All names, sorted, and nothing but names."""
    result = search(root)
    assert result.folderPath == "[datastore1] vm/"
    assert result.datastore.value == BROWSER.removesuffix("-datastorebrowser")
    assert found(result) == [each.name for each in store.listing("vm")]
    assert {type(each).__name__ for each in result.file} == {"FileInfo"}
    assert all(list(dict(each.items())) == ["path"] for each in result.file)


def test_kinds(root: Client, store: Datastore) -> None:
    """With fileType each file is of its kind; with the other flags its facts are there."""
    result = search(root, vim.HostDatastoreBrowserSearchSpec(details=ALL))
    kinds = {each.path: type(each).__name__ for each in result.file}
    assert kinds == {
        "deep": "FolderFileInfo", "a.vmdk": "VmDiskFileInfo", "b.vmdk": "VmDiskFileInfo", "a-flat.vmdk": "FileInfo",
        "b-flat.vmdk": "FileInfo", "vm.vmx": "VmConfigFileInfo", "vm.vmtx": "TemplateConfigFileInfo",
        "vm.vmsd": "VmSnapshotFileInfo", "vm.vmsn": "VmSnapshotFileInfo", "vm.nvram": "VmNvramFileInfo",
        "vmware.log": "VmLogFileInfo", "x.iso": "IsoImageFileInfo", "x.flp": "FloppyImageFileInfo", "x.txt": "FileInfo",
        "B.TXT": "FileInfo",
    }  # fmt: skip
    facts = next(each for each in result.file if each.path == "x.iso")
    assert (facts.fileSize, facts.owner) == (21, "root")
    assert facts.modification.timestamp() == store.stat("vm/x.iso").modified


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("FolderFileQuery", ["deep"]), ("VmDiskFileQuery", ["a.vmdk", "b.vmdk"]), ("IsoImageFileQuery", ["x.iso"]),
        ("FloppyImageFileQuery", ["x.flp"]), ("VmLogFileQuery", ["vmware.log"]), ("VmNvramFileQuery", ["vm.nvram"]),
        ("VmSnapshotFileQuery", ["vm.vmsd", "vm.vmsn"]), ("VmConfigFileQuery", ["vm.vmtx", "vm.vmx"]),
        ("TemplateConfigFileQuery", ["vm.vmtx"]),
    ],
)  # fmt: skip
def test_queries(root: Client, store: Datastore, query: str, names: list[str]) -> None:
    """Each kind of query finds the files of its kind; a template is a configuration too."""
    assert found(search(root, vim.HostDatastoreBrowserSearchSpec(query=[vim.TYPES.data(query)()]))) == names


def test_any_file(root: Client, store: Datastore) -> None:
    """The base query finds all, next to others."""
    spec = vim.HostDatastoreBrowserSearchSpec(query=[vim.FolderFileQuery(), vim.FileQuery()])
    assert len(found(search(root, spec))) == 15


def test_disk_details(root: Client, store: Datastore) -> None:
    """What the flags ask for; the size is what descriptor and extents take."""
    flags = vim.VmDiskFileQueryFlags(
        diskType=True, capacityKb=True, hardwareVersion=True, controllerType=True, diskExtents=True, thin=True
    )
    disks = search(root, vim.HostDatastoreBrowserSearchSpec(query=[vim.VmDiskFileQuery(details=flags)], details=ALL)).file
    first = disks[0]
    assert (first.diskType, first.capacityKb, first.hardwareVersion) == ("VirtualDiskFlatVer2BackingInfo", 1024, 7)
    assert (first.controllerType, first.thin) == ("VirtualIDEController", False)
    assert first.diskExtents == ("[datastore1] vm/a-flat.vmdk",)
    assert first.fileSize >= 2**20
    assert disks[1].fileSize < 2**20
    plain = search(root, vim.HostDatastoreBrowserSearchSpec(query=[vim.VmDiskFileQuery()])).file[0]
    assert (type(plain).__name__, plain.capacityKb) == ("VmDiskFileInfo", None)


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ({"thin": True}, ["b.vmdk"]), ({"thin": False}, ["a.vmdk"]),
        ({"controllerType": ["VirtualIDEController"]}, ["a.vmdk"]),
        ({"matchHardwareVersion": [4, 7]}, ["a.vmdk", "b.vmdk"]), ({"matchHardwareVersion": [4]}, []),
        ({"diskType": ["VirtualDiskSparseVer2BackingInfo"]}, []),
    ],
)  # fmt: skip
def test_disk_filters(root: Client, store: Datastore, filter: dict[str, Any], names: list[str]) -> None:
    """Only disks that are as asked."""
    query = vim.VmDiskFileQuery(filter=vim.VmDiskFileQueryFilter(**filter))
    assert found(search(root, vim.HostDatastoreBrowserSearchSpec(query=[query]))) == names


def test_config_version(root: Client, store: Datastore) -> None:
    """Read from the file; a filter on it."""
    query = vim.VmConfigFileQuery(details=vim.VmConfigFileQueryFlags(configVersion=True))
    assert search(root, vim.HostDatastoreBrowserSearchSpec(query=[query])).file[1].configVersion == 7
    query = vim.VmConfigFileQuery(filter=vim.VmConfigFileQueryFilter(matchConfigVersion=[8]))
    assert found(search(root, vim.HostDatastoreBrowserSearchSpec(query=[query]))) == []


@pytest.mark.parametrize(
    ("patterns", "ignore_case", "names"),
    [
        (["*.iso"], False, ["x.iso"]), (["?.txt"], False, ["x.txt"]), (["?.txt"], True, ["B.TXT", "x.txt"]),
        (["x.iso", "*.flp"], False, ["x.flp", "x.iso"]), (["[x].iso"], False, []), ([".iso"], False, []),
    ],
)  # fmt: skip
def test_patterns(root: Client, store: Datastore, patterns: list[str], ignore_case: bool, names: list[str]) -> None:
    """Stars and question marks, the whole name, either letter case where asked."""
    spec = vim.HostDatastoreBrowserSearchSpec(matchPattern=patterns, searchCaseInsensitive=ignore_case)
    assert found(search(root, spec)) == names


@given(st.text(st.sampled_from("ab*?."), max_size=8), st.text(st.sampled_from("ab."), max_size=8))
def test_matching_is_that_of_regular_expressions(pattern: str, name: str) -> None:
    """The same as with .* and a dot."""
    text = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
    assert matches(pattern, name) is (re.fullmatch(text, name) is not None)


def test_pattern_of_many_stars() -> None:
    """Answered at once."""
    assert not matches("*a" * 100 + "b", "a" * 255)


def test_folders_first(root: Client, store: Datastore) -> None:
    """Where asked."""
    assert found(search(root))[0] != "deep"
    assert found(search(root, vim.HostDatastoreBrowserSearchSpec(sortFoldersFirst=True)))[0] == "deep"


def test_sub_folders(root: Client, store: Datastore) -> None:
    """A result for each directory, also for those where nothing is found."""
    spec = vim.HostDatastoreBrowserSearchSpec(matchPattern=["*.iso"])
    results = root.task(BROWSER, "SearchDatastoreSubFolders_Task", datastorePath="[datastore1]", searchSpec=spec)
    assert [(each.folderPath, found(each)) for each in results] == [
        ("[datastore1]", []), ("[datastore1] vm/", ["x.iso"]), ("[datastore1] vm/deep/", ["c.iso"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "fault"),
    [("[datastore1] none", "FileNotFound"), ("[x] vm", "InvalidDatastore"), ("x", "InvalidDatastorePath")],
)
def test_nowhere(root: Client, store: Datastore, path: str, fault: str) -> None:
    """Directories that are not there."""
    with pytest.raises(Faulted, match=fault):
        search(root, path=path)


def test_browser_of_the_host(root: Client, store: Datastore) -> None:
    """It searches all datastores."""
    assert "x.iso" in found(search(root, browser="ha-host-datastorebrowser"))


def test_browsers_of_several_datastores(make_host: Callable[..., Esx]) -> None:
    """Each searches its own, the host's all, and a VM's environment names that one."""
    nfs = DatastoreSpec("nfs", "NFS", remote_host="nas", remote_path="/x", read_only=True)
    host = make_host(datastores=(DatastoreSpec("datastore1"), nfs))
    client = Client(host).login()
    folder = host.volumes.get("nfs").root
    (folder / "a.iso").write_bytes(b"x" * 5000)
    own = client.get(host.datastores.ref("nfs"), "browser")
    for browser in (own.value, "ha-host-datastorebrowser"):
        results = search(client, browser=browser, path="[nfs]")
        assert found(results) == ["a.iso"]
        assert results.datastore == host.datastores.ref("nfs")
    for method in ("SearchDatastore_Task", "SearchDatastoreSubFolders_Task", "DeleteFile"):
        with unchanged(host), pytest.raises(Faulted) as caught:
            client.call(own, method, datastorePath="[datastore1] a")
        assert (caught.value.name, caught.value.fault.name) == ("InvalidDatastore", "datastore1")
    with unchanged(host), pytest.raises(Faulted, match="CannotAccessFile"):
        client.call(own, "DeleteFile", datastorePath="[nfs] a.iso")


def test_a_search_of_many_files_lets_others_work(tmp_path: Path, clock: Clock) -> None:
    """It pauses on its way, can be cancelled there, and has found the same in the end."""
    held = Held()
    host = Esx(Settings(tmp_path), clock, random.Random(0), held)
    client, store = Client(host).login(), host.volumes.get("datastore1")
    for number in range(30):
        store.mkdir(f"d{number}")
        store.create_files({f"d{number}/f{each}": b"" for each in range(50)})
    first, second = (
        client.call(BROWSER, "SearchDatastoreSubFolders_Task", datastorePath="[datastore1]") for _ in range(2)
    )
    assert len(held.waiting) == 2
    client.call(second, "CancelTask")
    held.go_on()
    assert type(client.get(second, "info").error.fault).__name__ == "RequestCanceled"
    results = client.get(first, "info").result.items
    assert sum(len(each.file) for each in results) == 30 * 51
    host.stop()


def test_delete_file(root: Client, store: Datastore) -> None:
    """A file, not a directory, not one that is locked."""
    root.call(BROWSER, "DeleteFile", datastorePath="[datastore1] vm/x.iso")
    assert not store.exists("vm/x.iso")
    store.lock("vm/x.flp", "vm-16")
    for path, fault in (("vm/deep", "CannotAccessFile"), ("vm/x.flp", "FileLocked"), ("vm/x.iso", "FileNotFound")):
        with pytest.raises(Faulted, match=fault):
            root.call(BROWSER, "DeleteFile", datastorePath=f"[datastore1] {path}")


def test_privileges(host: Esx, store: Datastore) -> None:
    """A read-only user may not browse."""
    host.add_user("guest", "guest", READ_ONLY)
    with pytest.raises(Faulted, match="NoPermission"):
        search(Client(host).login("guest", "guest"))
