"""NFS datastores: HostDatastoreSystem mounts them and lets them go."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import cdrom
from unchanged import unchanged
from vms import make
from watching import Watch, of, props, spec, start

from fakeesx.host.services.access import READ_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import Long, ManagedObjectReference
from fakeesx.storage.locks import LockMode

SYSTEM = "ha-datastoresystem"
FILES = "ha-nfc-file-manager"
HOST = ManagedObjectReference("HostSystem", "ha-host")
PLACES = ("ha-datacenter", "ha-compute-res", "ha-host", "ha-datastoresystem", "ha-host-datastorebrowser")


def nas(
    name: str = "iso", host: str = "nas.example", path: str = "/export/iso", mode: Any = "readWrite", **values: Any,
) -> Any:
    return vim.HostNasVolumeSpec(remoteHost=host, remotePath=path, localPath=name, accessMode=mode, **values)


def mount(root: Client, *args: Any, **values: Any) -> ManagedObjectReference:
    ref = root.call(SYSTEM, "CreateNasDatastore", spec=nas(*args, **values))
    assert isinstance(ref, ManagedObjectReference)
    return ref


def test_mounted(root: Client) -> None:
    """By server and path; mounted under two times eight digits (recorded)."""
    ref = mount(root)
    assert ref == ManagedObjectReference("Datastore", "nas.example:/export/iso")
    summary, info = root.get(ref, "summary", "info").values()
    assert (summary.name, summary.type, summary.accessible, summary.datastore) == ("iso", "NFS", True, ref)
    volume, _, uuid = summary.url.rpartition("/")
    assert volume == "/vmfs/volumes"
    assert [len(part) for part in uuid.split("-")] == [8, 8]
    assert (info.nas.remoteHost, info.nas.remotePath, info.nas.type) == ("nas.example", "/export/iso", "NFS")
    mounted = root.get("ha-host", "config").fileSystemVolume.mountInfo[-1]
    assert (mounted.volume, mounted.mountInfo.path) == (info.nas, summary.url)
    assert mounted.vStorageSupport == "vStorageUnsupported"
    assert root.get("storageSystem", "fileSystemVolumeInfo").mountInfo[-1] == mounted
    event = root.get("ha-eventmgr", "latestEvent")
    assert (type(event).__name__, event.datastore.name, event.userName) == ("NASDatastoreCreatedEvent", "iso", "root")


def test_every_list_names_it(root: Client) -> None:
    """Those who wait hear of it, and of its going."""
    objects = [start(root.host.inventory.find(place).ref) for place in PLACES]  # type: ignore[union-attr]
    sets = [props(each.obj.type, "datastore") for each in objects]
    folder = ManagedObjectReference("Folder", "ha-folder-datastore")
    watch = Watch(root, spec(sets, objects), of(folder, "childEntity"), of(HOST, "config.fileSystemVolume"))
    watch.check()
    ref = mount(root)
    told = watch.check()
    assert sorted(moid for _, moid, _ in told) == sorted([*PLACES, "ha-folder-datastore", "ha-host"])
    for _, _, changes in told:
        ((_, name, value),) = changes
        assert name == "config.fileSystemVolume" or ref in value.items
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)
    assert sorted(moid for _, moid, _ in watch.check()) == sorted([*PLACES, "ha-folder-datastore", "ha-host"])
    assert ref not in root.get("ha-host", "datastore").items


def test_a_waiting_client_hears(root: Client) -> None:
    """WaitForUpdatesEx ends when an NFS datastore is mounted."""
    watch = Watch(root, of(HOST, "datastore"))
    watch.wait()
    waiting = watch.wait(60)
    told: list[Any] = []
    waiting.addCallback(told.extend)  # type: ignore[union-attr]
    assert told == []
    mount(root)
    assert [(moid, changes[0][1]) for _, moid, changes in told] == [("ha-host", "datastore")]


def test_files_stay_on_the_server(root: Client) -> None:
    """Who mounts the export again, under another name, finds them, and what they take."""
    ref = mount(root)
    root.call(FILES, "MakeDirectory", name="[iso] images")
    root.host.volumes.get("iso").write_file("images/a.iso", b"x" * 100_000)
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)
    assert root.host.inventory.find(ref.value) is None
    assert root.host.inventory.find(f"{ref.value}-datastorebrowser") is None
    event = root.get("ha-eventmgr", "latestEvent")
    assert (type(event).__name__, event.datastore.name) == ("DatastoreRemovedOnHostEvent", "iso")
    again = mount(root, "images")
    assert root.host.volumes.get("images").read_file("images/a.iso") == b"x" * 100_000
    assert root.get(again, "summary").freeSpace <= root.get(again, "summary").capacity - 100_000


def test_read_only(root: Client) -> None:
    """Nothing can be written, by no way; what is there can be read."""
    ref = mount(root, mode="readWrite")
    root.host.volumes.get("iso").write_file("a", b"a")
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)
    mount(root, mode="readOnly")
    store = root.host.volumes.get("iso")
    assert root.get(ref, "host").items[0].mountInfo.accessMode == "readOnly"
    assert root.get("ha-host", "config").fileSystemVolume.mountInfo[-1].mountInfo.accessMode == "readOnly"
    assert store.read_file("a") == b"a"
    with unchanged(root.host):
        for name, arguments in (
            ("MakeDirectory", {"name": "[iso] b"}),
            ("DeleteDatastoreFile_Task", {"name": "[iso] a"}),
            ("CopyDatastoreFile_Task", {"sourceName": "[iso] a", "destinationName": "[iso] b"}),
            ("MoveDatastoreFile_Task", {"sourceName": "[iso] a", "destinationName": "[iso] b"}),
            ("MoveDatastoreFile_Task", {"sourceName": "[iso] a", "destinationName": "[datastore1] b"}),
        ):
            with pytest.raises(Faulted, match="CannotAccessFile"):
                (root.task if name.endswith("_Task") else root.call)(FILES, name, **arguments)
        with pytest.raises(Faulted, match="CannotAccessFile"):
            make(root, path="[iso]")
        with pytest.raises(Faulted, match="DatastoreNotWritableOnHost"):
            root.call(SYSTEM, "UpdateLocalSwapDatastore", datastore=ref)
    root.task(FILES, "CopyDatastoreFile_Task", sourceName="[iso] a", destinationName="[datastore1] a")


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": "datastore1"}, "DuplicateName"), ({"name": ""}, "NasConfigFault"), ({"name": "a/b"}, "NasConfigFault"),
        ({"name": "a[b]"}, "NasConfigFault"), ({"name": "x" * 43}, "NasConfigFault"), ({"name": ".."}, "NasConfigFault"),
        ({"host": ""}, "NasConfigFault"), ({"host": "a b"}, "NasConfigFault"), ({"path": "relative"}, "NasConfigFault"),
        ({"path": ""}, "NasConfigFault"), ({"mode": "writeOnly"}, "InvalidArgument"), ({"type": "FTP"}, "InvalidArgument"),
        ({"type": "CIFS"}, "NasConfigFault"),
    ],
)
def test_refused(root: Client, values: dict[str, Any], fault: str) -> None:
    """Nothing has changed."""
    with unchanged(root.host), pytest.raises(Faulted) as refused:
        mount(root, **values)
    assert refused.value.name == fault
    if fault == "DuplicateName":
        assert refused.value.fault.object == root.host.datastores.ref("datastore1")


def test_mounted_once(root: Client) -> None:
    """An export that is mounted is AlreadyExists under any name; a slash more is another export (documented)."""
    mount(root)
    with unchanged(root.host), pytest.raises(Faulted, match="AlreadyExists"):
        mount(root, "other")
    mount(root, "other", path="/export/iso/")


def test_limit(root: Client) -> None:
    """NFS.MaxVolumes: 8, or what the advanced option says."""
    refs = [mount(root, f"nfs{number}", path=f"/{number}") for number in range(8)]
    with unchanged(root.host), pytest.raises(Faulted, match="NasConnectionLimitReached"):
        mount(root, "more", path="/more")
    root.call("ha-adv-options", "UpdateOptions", changedValue=[vim.OptionValue(key="NFS.MaxVolumes", value=Long(9))])
    mount(root, "more", path="/more")
    root.call(SYSTEM, "RemoveDatastore", datastore=refs[0])


def test_in_use(root: Client) -> None:
    """While a VM is on it, a file is locked, copied or uploaded, it stays."""
    ref = mount(root)
    store = root.host.volumes.get("iso")
    vm = make(root, path="[iso]")

    def refused() -> None:
        for target, name, arguments in (
            (SYSTEM, "RemoveDatastore", {"datastore": ref}), (ref, "DestroyDatastore", {}), (ref, "Destroy_Task", {}),
        ):
            with unchanged(root.host), pytest.raises(Faulted) as caught:
                (root.task if name.endswith("_Task") else root.call)(target, name, **arguments)
            assert (caught.value.name, caught.value.fault.name) == ("ResourceInUse", "iso")

    refused()
    root.task(vm, "Destroy_Task")
    upload = store.begin_upload("a")
    refused()
    upload.commit()
    store.lock("a", "somebody", LockMode.READ_ONLY)
    refused()
    store.unlock("somebody")
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)


def test_a_drive_with_an_image_keeps_it(root: Client) -> None:
    """A VM on another datastore whose CD-ROM drive is an image on it."""
    ref = mount(root)
    root.host.volumes.get("iso").write_file("a.iso", b"")
    make(root, "vm1", cdrom(backing=vim.VirtualCdromIsoBackingInfo(fileName="[iso] a.iso", datastore=ref)))
    with unchanged(root.host), pytest.raises(Faulted, match="ResourceInUse"):
        root.call(SYSTEM, "RemoveDatastore", datastore=ref)


def test_privilege(root: Client) -> None:
    """Host.Config.Storage."""
    root.host.add_user("guest", "guest", READ_ONLY)
    guest = Client(root.host).login("guest", "guest")
    ref = mount(root)
    with unchanged(root.host):
        for target, name, arguments in (
            (SYSTEM, "CreateNasDatastore", {"spec": nas("b", path="/b")}), (SYSTEM, "RemoveDatastore", {"datastore": ref}),
            (ref, "DestroyDatastore", {}), (ref, "Destroy_Task", {}), (ref, "RenameDatastore", {"newName": "x"}),
            (ref, "Rename_Task", {"newName": "x"}),
        ):
            with pytest.raises(Faulted, match="NoPermission"):
                guest.call(target, name, **arguments)


def test_swap_datastore_that_goes(root: Client) -> None:
    """The host has none then."""
    ref = mount(root)
    root.call(SYSTEM, "UpdateLocalSwapDatastore", datastore=ref)
    root.call(ref, "DestroyDatastore")
    assert root.get("ha-host", "config").localSwapDatastore is None


def test_no_such_datastore(root: Client) -> None:
    """ManagedObjectNotFound."""
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(SYSTEM, "RemoveDatastore", datastore=ManagedObjectReference("Datastore", "nowhere"))


def test_an_earlier_state_comes_back(root: Client) -> None:
    """Restoring the inventory brings mounts and names back, for files too."""
    snapshot = root.host.inventory.snapshot()
    ref = mount(root)
    root.call(root.host.datastores.ref("datastore1"), "RenameDatastore", newName="main")
    later = root.host.inventory.snapshot()
    root.host.inventory.restore(snapshot)
    assert [volume.name for volume in root.host.volumes] == ["datastore1"]
    root.call(FILES, "MakeDirectory", name="[datastore1] a")
    root.host.inventory.restore(later)
    assert [volume.name for volume in root.host.volumes] == ["main", "iso"]
    assert root.host.volumes.get("main").exists("a")
    root.call(ref, "RefreshDatastore")
