"""Datastore objects."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def datastore(root: Client) -> ManagedObjectReference:
    """The default datastore."""
    return root.host.datastores.ref("datastore1")


@pytest.mark.parametrize("name", ["RefreshDatastore", "RefreshDatastoreStorageInfo"])
def test_refresh_counts_files(root: Client, datastore: ManagedObjectReference, name: str) -> None:
    """What somebody put into the folder shows in free space."""
    free = root.get(datastore, "summary").freeSpace
    folder = root.host.settings.root / root.host.volumes.get("datastore1").uuid
    (folder / "image.iso").write_bytes(bytes(1 << 20))
    root.call(datastore, name)
    assert root.get(datastore, "summary").freeSpace == root.get(datastore, "info").freeSpace == free - (1 << 20)


def test_folder_that_can_not_be_read(root: Client, datastore: ManagedObjectReference) -> None:
    """HostConfigFault."""
    folder = root.host.settings.root / root.host.volumes.get("datastore1").uuid
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(datastore, "RefreshDatastore")


def test_only_vcenter_updates_files(root: Client, datastore: ManagedObjectReference) -> None:
    """NotSupported."""
    pair = vim.DatastoreMountPathDatastorePair(oldMountPath="/vmfs/volumes/old", datastore=datastore)
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(datastore, "UpdateVirtualMachineFiles_Task", mountPathDatastoreMapping=[pair])
