"""Hosts that start with other datastores than their profile's, and with blank disks."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services import luns, storage_devices
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference

GIB = 1 << 30
SPECS = (
    DatastoreSpec("main"), DatastoreSpec("small", capacity=10 << 20, block_size_mb=8),
    DatastoreSpec("given", uuid="4d3ea5ac-45d89fb1-847e-001b24f06a45", capacity=GIB),
    DatastoreSpec("iso", "NFS", remote_host="nas", remote_path="/iso", read_only=True),
    DatastoreSpec("console", "local", 5 * GIB, path="/vmimages"),
)
PLACES = ("ha-datacenter", "ha-compute-res", "ha-host", "ha-datastoresystem", "ha-host-datastorebrowser")


@pytest.fixture(params=["esx-4.1", "esxi-4.1"])
def root(request: pytest.FixtureRequest, make_host: Callable[..., Esx]) -> Client:
    """A client of a host with five datastores."""
    return Client(make_host(profile=request.param, datastores=SPECS, spare_luns=(GIB, 3 * GIB))).login()


def named(root: Client, name: str) -> ManagedObjectReference:
    return root.host.datastores.ref(name)


def test_order_and_names(root: Client) -> None:
    """As they were asked for, in every list."""
    refs = [named(root, spec.name) for spec in SPECS]
    assert [list(root.get(place, "datastore").items) for place in PLACES] == [refs] * 5
    assert list(root.get("ha-folder-datastore", "childEntity").items) == refs
    assert [root.get(ref, "name") for ref in refs] == [spec.name for spec in SPECS]
    target = root.call(root.get("ha-compute-res", "environmentBrowser"), "QueryConfigTarget")
    assert [each.name for each in target.datastore] == [spec.name for spec in SPECS]
    assert [each.mode for each in target.datastore] == ["readWrite"] * 3 + ["readOnly", "readWrite"]


def test_ids(root: Client) -> None:
    """VMFS by uuid, NFS by server and path; the first takes the place of the profile's own one."""
    profile = root.host.profile.objects
    own = next(ref for ref in profile if ref.type == "Datastore")
    assert named(root, "main") == own
    assert named(root, "given").value == "4d3ea5ac-45d89fb1-847e-001b24f06a45"
    assert named(root, "iso").value == "nas:/iso"
    assert root.get(named(root, "main"), "summary").capacity == profile[own]["summary"].capacity


def test_facts(root: Client) -> None:
    """Capacity, type, largest file, access mode."""
    def facts(name: str) -> tuple[Any, ...]:
        summary, info, host = root.get(named(root, name), "summary", "info", "host").values()
        return summary.type, summary.capacity, summary.freeSpace, info.maxFileSize, host.items[0].mountInfo.accessMode

    largest = 2 * 1024 * GIB - 512
    assert facts("small") == ("VMFS", 10 << 20, 10 << 20, largest, "readWrite")
    assert facts("given") == ("VMFS", GIB, GIB, 256 * GIB, "readWrite")
    assert facts("iso") == ("NFS", 50 * GIB, 50 * GIB, largest, "readOnly")
    assert facts("console") == ("OTHER", 5 * GIB, 5 * GIB, largest, "readWrite")


def test_mounts(root: Client) -> None:
    """``fileSystemVolume`` lists them in both places, with the types of volumes."""
    volumes = root.get("storageSystem", "fileSystemVolumeInfo")
    assert volumes == root.get("ha-host", "config").fileSystemVolume
    assert [each.volume.name for each in volumes.mountInfo] == [spec.name for spec in SPECS]
    assert [type(each.volume).__name__ for each in volumes.mountInfo] == [
        "HostVmfsVolume", "HostVmfsVolume", "HostVmfsVolume", "HostNasVolume", "HostLocalFileSystemVolume",
    ]
    assert [each.mountInfo.path for each in volumes.mountInfo] == [
        root.get(named(root, spec.name), "summary").url for spec in SPECS
    ]


def test_disks_fit_their_volumes(root: Client) -> None:
    """Each VMFS datastore is on a disk that is there; no two share a partition."""
    disks = {disk.canonicalName: disk for disk in luns.disks(root.host)}
    seen = set()
    for name in ("main", "small", "given"):
        volume = root.get(named(root, name), "info").vmfs
        (extent,) = volume.extent
        assert disks[extent.diskName].capacity.block * 512 > volume.capacity
        seen.add((extent.diskName, extent.partition))
    assert len(seen) == 3


def test_spare_luns_are_blank(root: Client) -> None:
    """And of the size that was asked for."""
    blank = root.call("ha-datastoresystem", "QueryAvailableDisksForVmfs")
    assert [disk.capacity.block * 512 for disk in blank] == [GIB, 3 * GIB]


def keys_in(value: Any) -> Iterator[str]:
    """All keys that objects have."""
    if isinstance(value, DataObject):
        if getattr(value, "key", None):
            yield value.key
        for _, part in value.items():  # noqa: PERF102 - no dict
            yield from keys_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from keys_in(part)


def names_in(value: Any) -> Iterator[str]:
    """All keys that are named."""
    if isinstance(value, DataObject):
        for _, part in value.items():  # noqa: PERF102 - no dict
            yield from names_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from names_in(part)
    elif isinstance(value, str) and value.startswith("key-vim.host."):
        yield value


def test_topologies_hold_together(root: Client) -> None:
    """Every key that is named is there, once; paths have a state in both places."""
    info = storage_devices.device_info(root.host)
    keys = list(keys_in(info))
    assert len(keys) == len(set(keys))
    assert set(names_in(info)) <= set(keys)
    assert info == root.get("ha-host", "config").storageDevice
    states = root.get("storageSystem", "multipathStateInfo")
    assert states == storage_devices.path_states(info) == root.get("ha-host", "config").multipathState


@pytest.mark.parametrize(
    "specs",
    [
        (DatastoreSpec("a"), DatastoreSpec("a", capacity=GIB)),
        tuple(DatastoreSpec(name, "NFS", remote_host="n", remote_path="/x") for name in "ab"),
        (DatastoreSpec("a", extent=("naa.none", 1)),),
    ],
)
def test_impossible_sets(make_host: Callable[..., Esx], specs: tuple[DatastoreSpec, ...]) -> None:
    """Two of a name or an export, a disk that is not there."""
    with pytest.raises(ValueError, match=r"."):
        make_host(datastores=specs)


def test_virtual_machines_go_to_the_first_that_can_be_written(make_host: Callable[..., Esx]) -> None:
    """And where there is none, there can be none."""
    nfs = DatastoreSpec("iso", "NFS", remote_host="nas", remote_path="/iso", read_only=True)
    host = make_host(datastores=(nfs, DatastoreSpec("work", capacity=100 * GIB)), vms=2)
    vms = host.inventory.get(host.datastores.ref("work"), "vm")
    assert len(vms) == 2
    with pytest.raises(ValueError, match="no datastore"):
        make_host(datastores=(nfs,), vms=1)


def test_same_seed_same_host(tmp_path: Path) -> None:
    """Uuids and disks come from the injected source."""
    def ids(folder: str) -> list[str]:
        clock = Clock()
        host = Esx(Settings(tmp_path / folder, datastores=SPECS, spare_luns=(GIB,)), clock, random.Random(5))
        host.stop()
        return [node.ref.value for node in host.inventory.of_type("Datastore")] + [
            disk.uuid for disk in luns.disks(host)
        ]

    assert json.dumps(ids("a")) == json.dumps(ids("b"))


def test_no_datastore_at_all(make_host: Callable[..., Esx]) -> None:
    """Is a host, too."""
    host = make_host(datastores=())
    root = Client(host).login()
    assert not root.get("ha-host", "datastore").items
    assert isinstance(root.get("storageSystem", "fileSystemVolumeInfo"), vim.HostFileSystemVolumeInfo)
    assert root.call("ha-datastoresystem", "QueryAvailableDisksForVmfs") == []
