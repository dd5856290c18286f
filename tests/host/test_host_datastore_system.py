"""The manager of datastores."""

from __future__ import annotations

from typing import Any

import pytest
from bare_vms import add_vm
from calling import Client, Faulted

from fakeesx.host.services import storage_devices
from fakeesx.host.services.host_config import HOST
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

SYSTEM = "ha-datastoresystem"


@pytest.fixture
def datastore(root: Client) -> ManagedObjectReference:
    """The default datastore."""
    return root.host.datastores.ref("datastore1")


@pytest.fixture
def second_disk(root: Client) -> vim.HostScsiDisk:
    """A disk that nothing is on."""
    info = storage_devices.device_info(root.host)
    first = next(lun for lun in info.scsiLun if isinstance(lun, vim.HostScsiDisk))
    disk = first.replace(key="key-vim.host.ScsiDisk-02", uuid="02", canonicalName="naa.6000eb35", deviceName="/dev/x")
    storage_devices.keep(root.host, info.replace(scsiLun=[*info.scsiLun, disk]))
    return disk


def available(client: Client, datastore: ManagedObjectReference | None = None) -> list[str]:
    return [disk.canonicalName for disk in client.call(SYSTEM, "QueryAvailableDisksForVmfs", datastore=datastore)]


def test_lists_the_datastores(root: Client, datastore: ManagedObjectReference) -> None:
    """As the host itself does."""
    assert root.get(SYSTEM, "datastore").items == root.get("ha-host", "datastore").items == (datastore,)


def test_disks_for_a_new_datastore(root: Client, second_disk: vim.HostScsiDisk) -> None:
    """The one that has no volume; a CD-ROM is no disk."""
    assert available(root) == ["naa.6000eb35"]


def test_disks_for_a_larger_datastore(
    root: Client, datastore: ManagedObjectReference, second_disk: vim.HostScsiDisk
) -> None:
    """Its own, too."""
    (extent,) = root.get(datastore, "info").vmfs.extent
    assert available(root, datastore) == [extent.diskName, "naa.6000eb35"]


def test_disk_that_a_vm_maps(root: Client, second_disk: vim.HostScsiDisk) -> None:
    """Is not available."""
    backing = vim.VirtualDiskRawDiskMappingVer1BackingInfo(fileName="[datastore1] a/a.vmdk", lunUuid=second_disk.uuid)
    add_vm(root.host, devices=(vim.VirtualDisk(key=2000, capacityInKB=1, backing=backing),))
    assert available(root) == []


def test_disks_for_what_is_no_vmfs(root: Client, datastore: ManagedObjectReference) -> None:
    """InvalidArgument; ManagedObjectNotFound for what is not there."""
    info = vim.NasDatastoreInfo(name="nfs", url="/vmfs/volumes/x", freeSpace=1, maxFileSize=1)
    root.host.inventory.update(datastore, info=info)
    with pytest.raises(Faulted, match="InvalidArgument"):
        available(root, datastore)
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        available(root, ManagedObjectReference("Datastore", "nowhere"))


def test_no_volume_is_unresolved(root: Client) -> None:
    """There is none to show and none to resignature."""
    assert root.call(SYSTEM, "QueryUnresolvedVmfsVolumes") == []
    spec = vim.HostUnresolvedVmfsResignatureSpec(extentDevicePath=["/vmfs/devices/disks/x:1"])
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.task(SYSTEM, "ResignatureUnresolvedVmfsVolume_Task", resolutionSpec=spec)


def test_no_local_datastores(root: Client) -> None:
    """As the capabilities say, creating one is NotSupported."""
    assert not root.get(SYSTEM, "capabilities").localDatastoreSupported
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(SYSTEM, "CreateLocalDatastore", name="local", path="/tmp")


def test_datastore_principal(root: Client) -> None:
    """A known user, in maintenance mode."""
    root.host.add_user("vimuser", "secret", -1)
    with pytest.raises(Faulted, match="InvalidState"):
        root.call(SYSTEM, "ConfigureDatastorePrincipal", userName="vimuser")
    root.task("ha-host", "EnterMaintenanceMode_Task", timeout=0)
    root.call(SYSTEM, "ConfigureDatastorePrincipal", userName="vimuser", password="secret")
    assert root.get("ha-host", "config").datastorePrincipal == "vimuser"
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SYSTEM, "ConfigureDatastorePrincipal", userName="nobody-we-know")


def test_swap_datastore(root: Client, datastore: ManagedObjectReference) -> None:
    """It is set and unset."""
    root.call(SYSTEM, "UpdateLocalSwapDatastore", datastore=datastore)
    assert root.get("ha-host", "config").localSwapDatastore == datastore
    root.call(SYSTEM, "UpdateLocalSwapDatastore")
    assert root.get("ha-host", "config").localSwapDatastore is None


def change(client: Client, ref: ManagedObjectReference, name: str, **values: Any) -> None:
    client.host.inventory.update(ref, **{name: client.host.inventory.get(ref, name).replace(**values)})


def test_swap_datastores_that_are_refused(root: Client, datastore: ManagedObjectReference) -> None:
    """One that is not there, can't be written or reached, or any where the host has no such setting."""
    def refused(expected: str, ref: ManagedObjectReference = datastore) -> Any:
        with pytest.raises(Faulted, match=expected) as raised:
            root.call(SYSTEM, "UpdateLocalSwapDatastore", datastore=ref)
        return raised.value.fault

    refused("ManagedObjectNotFound", ManagedObjectReference("Datastore", "nowhere"))
    (mount,) = root.get(datastore, "host").items
    read_only = mount.replace(mountInfo=mount.mountInfo.replace(accessMode="readOnly"))
    root.host.inventory.update(datastore, host=[read_only])
    assert refused("DatastoreNotWritableOnHost").host == HOST
    change(root, datastore, "summary", accessible=False)
    assert refused("InaccessibleDatastore").name == "datastore1"
    change(root, HOST, "capability", localSwapDatastoreSupported=False)
    refused("NotSupported")
