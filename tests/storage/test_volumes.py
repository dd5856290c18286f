"""The datastores of a host."""

from __future__ import annotations

import pytest

from fakeesx.storage.datastore import Datastore, DatastoreKind
from fakeesx.storage.errors import (
    DatastoreInUse,
    DuplicateDatastore,
    FileNotFound,
    InvalidDatastorePath,
    UnknownDatastore,
)
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.volumes import Volumes


@pytest.fixture
def nas(tmp_path):
    """An NFS datastore."""
    return Datastore(
        tmp_path / "nas",
        name="nas",
        uuid="6954b300-01710358",
        capacity=10**9,
        kind=DatastoreKind.NFS,
        remote="srv:/iso",
    )


@pytest.fixture
def volumes(datastore, nas):
    """A host's two datastores."""
    return Volumes([datastore, nas])


def test_lookup(volumes, datastore, nas):
    """By name, by uuid, by remote path; in the order of adding."""
    assert list(volumes) == [datastore, nas]
    assert len(volumes) == 2
    assert "nas" in volumes
    assert volumes.get("nas") is nas
    assert volumes.by_uuid(datastore.uuid) is datastore
    assert volumes.by_uuid("srv:/iso") is volumes.by_uuid("6954b300-01710358") is nas


def test_unknown(volumes):
    """A name that no datastore has."""
    for call in (
        lambda: volumes.get("none"),
        lambda: volumes.by_uuid("none"),
        lambda: volumes.resolve("[none] f"),
        lambda: volumes.resolve_mount("/vmfs/volumes/none/f"),
        lambda: volumes.remove("none"),
        lambda: volumes.rename("none", "x"),
    ):
        with pytest.raises(UnknownDatastore) as caught:
            call()
        assert caught.value.name == "none"


def test_resolve(volumes, datastore, nas):
    """A path leads to its datastore."""
    assert volumes.resolve("[datastore1] vm//vm.vmx") == (datastore, "vm/vm.vmx")
    assert volumes.resolve(DatastorePath("nas", "a")) == (nas, "a")
    assert volumes.resolve("[nas]") == (nas, "")
    for wrong in ("vm/vm.vmx", "[nas] ../x", "[nas] /x"):
        with pytest.raises(InvalidDatastorePath):
            volumes.resolve(wrong)


def test_resolve_mount(volumes, datastore, nas):
    """The host's own form of a path, by uuid or name."""
    assert volumes.resolve_mount(f"/vmfs/volumes/{datastore.uuid}/vm/vm.vswp") == (datastore, "vm/vm.vswp")
    assert volumes.resolve_mount("/vmfs/volumes/nas") == (nas, "")
    for wrong in ("/vmfs/volumes/", "/etc/passwd", "/vmfs/volumes/nas/../datastore1"):
        with pytest.raises(InvalidDatastorePath) as caught:
            volumes.resolve_mount(wrong)
        assert caught.value.path == wrong


@pytest.mark.parametrize(
    ("name", "uuid", "remote", "taken"),
    [
        ("nas", "new", "", "nas"),
        ("new", "6954b300-01710358", "", "6954b300-01710358"),
        ("new", "new", "srv:/iso", "srv:/iso"),
    ],
)
def test_no_duplicates(volumes, tmp_path, name, uuid, remote, taken):
    """Names, uuids and remote paths are there once."""
    other = Datastore(tmp_path / "other", name=name, uuid=uuid, capacity=1, remote=remote)
    with pytest.raises(DuplicateDatastore) as caught:
        volumes.add(other)
    assert caught.value.name == taken
    assert len(volumes) == 2


def test_rename(volumes, datastore):
    """A new name shows in paths and errors at once; the order stays."""
    volumes.rename("datastore1", "datastore1")
    volumes.rename("datastore1", "fast")
    assert [each.name for each in volumes] == ["fast", "nas"]
    assert "datastore1" not in volumes
    with pytest.raises(FileNotFound, match=r"\[fast\] none"):
        datastore.stat("none")
    with pytest.raises(DuplicateDatastore):
        volumes.rename("fast", "nas")
    with pytest.raises(InvalidDatastorePath):
        volumes.rename("fast", "a]b")
    assert volumes.get("fast").name == "fast"


def test_remove(volumes, datastore):
    """A datastore in use stays; a removed one keeps its files."""
    datastore.write_file("f", b"")
    datastore.lock("f", "16")
    with pytest.raises(DatastoreInUse) as caught:
        volumes.remove("datastore1")
    assert caught.value.owners == ("16",)
    datastore.unlock("16")
    upload = datastore.begin_upload("g")
    with pytest.raises(DatastoreInUse, match="datastore1"):
        volumes.remove("datastore1")
    upload.abort()
    assert volumes.remove("datastore1") is datastore
    assert datastore.exists("f")
    assert len(volumes) == 1
