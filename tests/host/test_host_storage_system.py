"""Adapters, LUNs, paths and volumes of the host; iSCSI has its own tests."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.host.host_storage_system import ARRAY_TYPES, POLICIES
from fakeesx.host.services import storage_devices
from fakeesx.schema import vim

STORAGE = "storageSystem"


def info(client: Client) -> vim.HostStorageDeviceInfo:
    found, config = client.get(STORAGE, "storageDeviceInfo"), client.get("ha-host", "config")
    assert config.storageDevice == found
    assert config.multipathState == client.get(STORAGE, "multipathStateInfo") == storage_devices.path_states(found)
    return found


def disk(client: Client) -> vim.HostScsiDisk:
    return next(lun for lun in info(client).scsiLun if lun.lunType == "disk")


def unit(client: Client) -> vim.HostMultipathInfoLogicalUnit:
    uuid = disk(client).uuid
    return next(unit for unit in info(client).multipathInfo.lun if unit.id == uuid)


def states(client: Client) -> list[tuple[str, bool]]:
    return [(str(path.pathState), path.isWorkingPath) for path in unit(client).path]


@pytest.fixture
def paths(root: Client) -> list[str]:
    """The names of two paths to the disk, the first one preferred."""
    before, lun = info(root), unit(root)
    name = lun.path[0].name
    other = lun.path[0].replace(key=f"{lun.path[0].key}-2", name=f"{name}-2", isWorkingPath=False)
    units = [u.replace(path=[*u.path, other]) if u.id == lun.id else u for u in before.multipathInfo.lun]
    storage_devices.keep(root.host, before.replace(multipathInfo=before.multipathInfo.replace(lun=units)))
    multipath = storage_devices.path_states(storage_devices.device_info(root.host))
    root.host.inventory.update(storage_devices.STORAGE, multipathStateInfo=multipath)
    config = root.host.inventory.find("ha-host").get("config")  # type: ignore[union-attr]
    root.host.inventory.update(config.host, config=config.replace(multipathState=multipath))
    return [name, other.name]


@pytest.mark.parametrize(("name", "arguments"), [
    ("RescanAllHba", {}), ("RescanHba", {"hbaDevice": "vmhba0"}), ("RescanVmfs", {}), ("RefreshStorageSystem", {}),
    ("UpgradeVmLayout", {}),
])
def test_looking_finds_the_same(root: Client, name: str, arguments: dict[str, str]) -> None:
    """No device comes or goes by itself."""
    before = info(root)
    root.call(STORAGE, name, **arguments)
    assert info(root) == before


def test_rescan_of_an_unknown_adapter(root: Client) -> None:
    """NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(STORAGE, "RescanHba", hbaDevice="vmhba77")


@pytest.mark.parametrize("name", ["RescanVmfs", "RefreshStorageSystem"])
def test_files_behind_the_back_are_counted(root: Client, name: str) -> None:
    """What is copied into a datastore's folder shows after a rescan."""
    volume = root.host.volumes.get("datastore1")
    datastore = root.host.datastores.ref("datastore1")
    free = root.get(datastore, "summary").freeSpace
    root_folder = root.host.settings.root / volume.uuid
    (root_folder / "image.iso").write_bytes(bytes(5 << 20))
    root.call(STORAGE, name)
    summary, details = root.get(datastore, "summary"), root.get(datastore, "info")
    assert summary.freeSpace == details.freeSpace == free - (5 << 20)


def test_folder_that_can_not_be_read(root: Client) -> None:
    """A rescan is HostConfigFault when a datastore's folder has gone."""
    volume = root.host.volumes.get("datastore1")
    folder = root.host.settings.root / volume.uuid
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(STORAGE, "RescanVmfs")


def test_no_volume_is_unresolved(root: Client) -> None:
    """And none can be resolved or unmounted."""
    assert root.call(STORAGE, "QueryUnresolvedVmfsVolume") == []
    spec = vim.HostUnresolvedVmfsResolutionSpec(extentDevicePath=["/vmfs/devices/disks/x:1"], uuidResolution="forceMount")
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(STORAGE, "ResolveMultipleUnresolvedVmfsVolumes", resolutionSpec=[spec])
    volume = root.get(STORAGE, "fileSystemVolumeInfo").mountInfo[0].volume
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(STORAGE, "UnmountForceMountedVmfsVolume", vmfsUuid=volume.uuid)
    with pytest.raises(Faulted, match="NotFound"):
        root.call(STORAGE, "UnmountForceMountedVmfsVolume", vmfsUuid="4d3ea5ac-45d89fb1-847e-001b24f06a45")


def test_upgrade_of_a_volume(root: Client) -> None:
    """HostConfigFault for one that has the newest version, NotFound for one that is not there."""
    mounted = root.get(STORAGE, "fileSystemVolumeInfo").mountInfo[0].mountInfo
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(STORAGE, "UpgradeVmfs", vmfsPath=mounted.path)
    with pytest.raises(Faulted, match="NotFound"):
        root.call(STORAGE, "UpgradeVmfs", vmfsPath="/vmfs/volumes/nowhere")


def test_lun_gets_a_display_name(root: Client) -> None:
    """In the storage system and in the host's configuration."""
    root.call(STORAGE, "UpdateScsiLunDisplayName", lunUuid=disk(root).uuid, displayName="First disk")
    assert disk(root).displayName == "First disk"


def test_display_names_that_are_refused(root: Client) -> None:
    """Too long or empty is InvalidName, an unknown LUN NotFound, one with a fixed name HostConfigFault."""
    cdrom = next(lun for lun in info(root).scsiLun if lun.lunType == "cdrom")
    for uuid, name, expected in (
        (disk(root).uuid, "x" * 81, "InvalidName"), (disk(root).uuid, "", "InvalidName"), ("0200", "x", "NotFound"),
        (cdrom.uuid, "x", "HostConfigFault"),
    ):
        with pytest.raises(Faulted, match=expected):
            root.call(STORAGE, "UpdateScsiLunDisplayName", lunUuid=uuid, displayName=name)


def test_policies_to_choose_from(root: Client) -> None:
    """Those of 4.1, and the storage array types."""
    policies = root.call(STORAGE, "QueryPathSelectionPolicyOptions")
    assert [option.policy.key for option in policies] == list(POLICIES)
    types = root.call(STORAGE, "QueryStorageArrayTypePolicyOptions")
    assert [option.policy.key for option in types] == list(ARRAY_TYPES)
    assert unit(root).policy.policy in POLICIES
    assert unit(root).storageArrayTypePolicy.policy in ARRAY_TYPES


def test_last_path_stays(root: Client) -> None:
    """Disabling it is HostConfigFault."""
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(STORAGE, "DisableMultipathPath", pathName=unit(root).path[0].name)
    assert states(root) == [("active", True)]


@pytest.mark.parametrize("name", ["EnableMultipathPath", "DisableMultipathPath"])
def test_unknown_path(root: Client, name: str) -> None:
    """NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(STORAGE, name, pathName="fc.0:0-fc.1:1-naa.1")


def test_another_path_takes_over(root: Client, paths: list[str]) -> None:
    """And gives way when the preferred one is enabled again; enabling or disabling twice changes nothing."""
    for _ in range(2):
        root.call(STORAGE, "DisableMultipathPath", pathName=paths[0])
        assert states(root) == [("disabled", False), ("active", True)]
    for _ in range(2):
        root.call(STORAGE, "EnableMultipathPath", pathName=paths[0])
        assert states(root) == [("active", True), ("active", False)]


def test_policy_decides_which_paths_work(root: Client, paths: list[str]) -> None:
    """All with round robin, the one in use with most recently used, the preferred one with fixed."""
    def choose(policy: Any) -> None:
        root.call(STORAGE, "SetMultipathLunPolicy", lunId=unit(root).id, policy=policy)

    choose(vim.HostMultipathInfoLogicalUnitPolicy(policy="VMW_PSP_RR"))
    assert states(root) == [("active", True), ("active", True)]
    choose(vim.HostMultipathInfoFixedLogicalUnitPolicy(policy="VMW_PSP_FIXED", prefer=paths[1]))
    assert states(root) == [("active", False), ("active", True)]
    choose(vim.HostMultipathInfoLogicalUnitPolicy(policy="VMW_PSP_MRU"))
    assert states(root) == [("active", False), ("active", True)]
    assert unit(root).policy == vim.HostMultipathInfoLogicalUnitPolicy(policy="VMW_PSP_MRU")
    choose(vim.HostMultipathInfoLogicalUnitPolicy(policy="VMW_PSP_FIXED"))
    assert unit(root).policy == vim.HostMultipathInfoFixedLogicalUnitPolicy(policy="VMW_PSP_FIXED", prefer=paths[1])


def test_policies_that_are_refused(root: Client) -> None:
    """An unknown LUN is NotFound, an unknown policy or path InvalidArgument."""
    fixed = vim.HostMultipathInfoFixedLogicalUnitPolicy
    for lun, policy, expected in (
        ("0200", fixed(policy="VMW_PSP_FIXED", prefer="x"), "NotFound"),
        (unit(root).id, fixed(policy="VMW_PSP_FIXED", prefer="x"), "InvalidArgument"),
        (unit(root).id, vim.HostMultipathInfoLogicalUnitPolicy(policy="fixed"), "InvalidArgument"),
    ):
        with pytest.raises(Faulted, match=expected):
            root.call(STORAGE, "SetMultipathLunPolicy", lunId=lun, policy=policy)
