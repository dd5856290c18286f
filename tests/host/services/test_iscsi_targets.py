"""Targets around a host, and what a rescan of its software iSCSI adapter shows of them."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.host.lab.telling import lab_of
from fakeesx.host.services import storage_devices
from fakeesx.host.services.iscsi_specs import MOST_TARGETS, IscsiTarget, TargetLun
from fakeesx.inventory.file import dump, load
from fakeesx.schema import vim

STORAGE = "storageSystem"
CHAP = vim.HostInternetScsiHbaAuthenticationProperties
GIB = 1 << 30
IQN, OTHER = "iqn.2010-10.org.openstack:volume-1", "iqn.2010-10.org.openstack:volume-2"
LUN = TargetLun(1, GIB, "naa.60014050000000000000000000000001")
SECOND = TargetLun(2, 2 * GIB, "naa.60014050000000000000000000000002", "NETAPP", "LUN")
TARGET = IscsiTarget("192.0.2.50", IQN, (LUN, SECOND))


def info(client: Client) -> vim.HostStorageDeviceInfo:
    found, config = client.get(STORAGE, "storageDeviceInfo"), client.get("ha-host", "config")
    assert config.storageDevice == found
    assert client.get(STORAGE, "multipathStateInfo") == config.multipathState == storage_devices.path_states(found)
    _hangs_together(found)
    return found


def _hangs_together(found: vim.HostStorageDeviceInfo) -> None:
    """Every key that one of the topologies names is there, once."""
    disks = [lun.key for lun in found.scsiLun]
    scsi, multipath, store = found.scsiTopology, found.multipathInfo, found.plugStoreTopology
    assert scsi is not None
    assert multipath is not None
    assert store is not None
    assert {lun.scsiLun for each in scsi.adapter for target in each.target for lun in target.lun} == set(disks)
    assert sorted(unit.lun for unit in multipath.lun) == sorted(d.lun for d in store.device) == sorted(map(str, disks))
    paths = [path.key for path in store.path]
    assert len(set(paths)) == len(paths) == sum(len(unit.path) for unit in multipath.lun)
    assert sorted(key for each in store.adapter for key in each.path) == sorted(map(str, paths))
    assert {path.target for path in store.path} == {target.key for target in store.target}
    nmp = next(each for each in store.plugin if each.name == "NMP")
    assert sorted(nmp.claimedPath) == sorted(map(str, paths))
    assert sorted(nmp.device) == sorted(str(d.key) for d in store.device)


def adapter(client: Client) -> Any:
    return next(hba for hba in info(client).hostBusAdapter if isinstance(hba, vim.HostInternetScsiHba))


def add(client: Client, *, address: str = "192.0.2.50", iqn: str | None = None, **more: Any) -> None:
    """Enter a target: a static one with ``iqn``, else an address that tells of targets."""
    if iqn is None:
        entry: Any = vim.HostInternetScsiHbaSendTarget(address=address, **more)
    else:
        entry = vim.HostInternetScsiHbaStaticTarget(address=address, iScsiName=iqn, **more)
    client.call(
        STORAGE, f"AddInternetScsi{'Send' if iqn is None else 'Static'}Targets", iScsiHbaDevice="vmhba34", targets=[entry],
    )


def remove(client: Client, *, address: str = "192.0.2.50", iqn: str | None = None) -> None:
    """Take the entry away again."""
    if iqn is None:
        entry: Any = vim.HostInternetScsiHbaSendTarget(address=address)
    else:
        entry = vim.HostInternetScsiHbaStaticTarget(address=address, iScsiName=iqn)
    client.call(
        STORAGE, f"RemoveInternetScsi{'Send' if iqn is None else 'Static'}Targets", iScsiHbaDevice="vmhba34",
        targets=[entry],
    )


def rescan(client: Client) -> None:
    client.call(STORAGE, "RescanHba", hbaDevice="vmhba34")


def names(client: Client) -> list[str]:
    return [lun.canonicalName for lun in info(client).scsiLun if lun.canonicalName.startswith("naa.")]


@pytest.fixture
def iscsi(root: Client) -> Client:
    """A client of a host whose software adapter is enabled, with one target of two LUNs around."""
    root.call(STORAGE, "UpdateSoftwareInternetScsiEnabled", enabled=True)
    root.host.iscsi_targets.add(TARGET)
    return root


def test_static_target_and_rescan(iscsi: Client) -> None:
    """Nothing comes before the rescan; then disks, target, paths and devices, as of a local disk in every topology."""
    before = info(iscsi)
    add(iscsi, iqn=IQN)
    assert info(iscsi).scsiLun == before.scsiLun
    rescan(iscsi)
    after = info(iscsi)
    disk = next(lun for lun in after.scsiLun if lun.canonicalName == LUN.id)
    assert isinstance(disk, vim.HostScsiDisk)
    assert disk.uuid == "02000100006001405000000000000000000000000149424c4f434b"
    assert (disk.deviceName, disk.devicePath) == (f"/vmfs/devices/disks/{LUN.id}",) * 2
    assert (disk.vendor, disk.model, disk.displayName) == ("LIO-ORG ", "IBLOCK          ", f"LIO-ORG iSCSI Disk ({LUN.id})")
    assert (disk.capacity.block * disk.capacity.blockSize, disk.key) == (GIB, f"key-vim.host.ScsiDisk-{disk.uuid}")
    (target,) = after.scsiTopology.adapter[-1].target
    assert target.transport == vim.HostInternetScsiTargetTransport(
        iScsiName=IQN, iScsiAlias="", address=["192.0.2.50:3260"],
    )
    assert (target.lun[0].lun, target.lun[0].scsiLun) == (1, disk.key)
    unit = next(unit for unit in after.multipathInfo.lun if unit.lun == disk.key)
    assert [(path.name, path.pathState, path.isWorkingPath) for path in unit.path] == [
        (f"{adapter(iscsi).iScsiName}-00023d000001,{IQN},t,1-{LUN.id}", "active", True)
    ]
    assert (unit.policy.prefer, unit.storageArrayTypePolicy.policy) == (unit.path[0].name, "VMW_SATP_DEFAULT_AA")


def test_send_targets(iscsi: Client) -> None:
    """An address tells of its targets: they are in the static list, as its children, and go with it."""
    before = info(iscsi)
    add(iscsi)
    rescan(iscsi)
    (static,) = adapter(iscsi).configuredStaticTarget
    assert (static.iScsiName, static.address, static.port, static.parent) == (IQN, "192.0.2.50", 3260, "192.0.2.50:3260")
    assert names(iscsi) == [LUN.id, SECOND.id]
    remove(iscsi)
    assert names(iscsi) == [LUN.id, SECOND.id]
    rescan(iscsi)
    assert info(iscsi) == before


def test_rescan_twice(iscsi: Client) -> None:
    """Finds the same; also with all adapters, and another adapter's rescan finds nothing of it."""
    add(iscsi, iqn=IQN)
    iscsi.call(STORAGE, "RescanHba", hbaDevice="vmhba0")
    assert names(iscsi) == []
    iscsi.call(STORAGE, "RescanAllHba")
    before = info(iscsi)
    rescan(iscsi)
    assert info(iscsi) == before != []
    assert names(iscsi) == [LUN.id, SECOND.id]


def test_a_second_target(iscsi: Client) -> None:
    """Targets keep their numbers when others come and go; a freed number is taken again."""
    three = [IscsiTarget(f"192.0.2.5{n}", f"{IQN}{n}", (TargetLun(0, GIB, f"naa.{n:016x}"),)) for n in (1, 2, 3)]
    for each in three:
        iscsi.host.iscsi_targets.add(each)
        add(iscsi, address=each.address, iqn=each.iqn)
        rescan(iscsi)

    def numbers() -> dict[str, int]:
        return {target.transport.iScsiName[-1]: target.target for target in info(iscsi).scsiTopology.adapter[-1].target}

    assert numbers() == {"1": 0, "2": 1, "3": 2}
    remove(iscsi, address="192.0.2.51", iqn=three[0].iqn)
    rescan(iscsi)
    assert numbers() == {"2": 1, "3": 2}
    add(iscsi, iqn=IQN)
    rescan(iscsi)
    assert numbers() == {"1": 0, "2": 1, "3": 2}


def test_two_ways_to_a_lun(iscsi: Client) -> None:
    """One LUN behind two portals is one disk with two paths; display name and policy stay when one of them goes."""
    iscsi.host.iscsi_targets.add(IscsiTarget("192.0.2.60", IQN, (LUN, SECOND)))
    add(iscsi)
    rescan(iscsi)
    assert len(adapter(iscsi).configuredStaticTarget) == 2  # an address tells of all portals of its targets
    assert names(iscsi) == [LUN.id, SECOND.id]
    disk = next(lun for lun in info(iscsi).scsiLun if lun.canonicalName == LUN.id)
    policy = vim.HostMultipathInfoLogicalUnitPolicy(policy="VMW_PSP_RR")
    iscsi.call(STORAGE, "SetMultipathLunPolicy", lunId=disk.uuid, policy=policy)
    iscsi.call(STORAGE, "UpdateScsiLunDisplayName", lunUuid=disk.uuid, displayName="mine")
    unit = next(unit for unit in info(iscsi).multipathInfo.lun if unit.lun == disk.key)
    assert [path.isWorkingPath for path in unit.path] == [True, True]
    iscsi.host.iscsi_targets.remove("192.0.2.60", IQN)
    rescan(iscsi)
    unit = next(unit for unit in info(iscsi).multipathInfo.lun if unit.lun == disk.key)
    assert (len(unit.path), unit.policy.policy) == (1, "VMW_PSP_RR")
    assert next(lun for lun in info(iscsi).scsiLun if lun.key == disk.key).displayName == "mine"


@pytest.mark.parametrize("where", [
    {"address": "192.0.2.51"}, {"address": "192.0.2.51", "iqn": IQN}, {"iqn": OTHER}, {"port": 3261, "iqn": IQN},
])
def test_nothing_there(iscsi: Client, where: dict[str, Any]) -> None:
    """An address or a name that no target has: taken into the list, and nothing found; the adapter can be disabled."""
    add(iscsi, **where)
    rescan(iscsi)
    assert names(iscsi) == []
    iscsi.call(STORAGE, "UpdateSoftwareInternetScsiEnabled", enabled=False)


def test_adapter_in_use_stays_enabled(iscsi: Client) -> None:
    """As long as it sees a target."""
    add(iscsi, iqn=IQN)
    rescan(iscsi)
    with pytest.raises(Faulted, match="HostConfigFault"):
        iscsi.call(STORAGE, "UpdateSoftwareInternetScsiEnabled", enabled=False)


THIRD = TargetLun(0, GIB, "naa.60014050000000000000000000000003")
GUARDED = IscsiTarget("192.0.2.70", OTHER, (THIRD,), user="u", secret="s")


def chap(name: str = "u", secret: str = "s", kind: str = "chapPreferred") -> Any:
    return CHAP(chapAuthEnabled=True, chapName=name, chapSecret=secret, chapAuthenticationType=kind)


@pytest.mark.parametrize(("given", "finds"), [
    (None, False), (chap(), True), (chap(secret="x"), False), (chap(name="x"), False),
])
@pytest.mark.parametrize("iqn", [None, OTHER])
def test_chap_of_the_entry(iscsi: Client, given: Any, finds: bool, iqn: str | None) -> None:
    """Who does not know name and secret sees no LUN; a discovered target takes them from the address that told of it."""
    iscsi.host.iscsi_targets.add(GUARDED)
    add(iscsi, address="192.0.2.70", iqn=iqn, authenticationProperties=given)
    rescan(iscsi)
    assert (names(iscsi) == [GUARDED.luns[0].id]) is finds
    (static,) = adapter(iscsi).configuredStaticTarget
    assert static.authenticationProperties.chapSecret is None


def test_chap_of_the_adapter(iscsi: Client) -> None:
    """What an entry does not set is the adapter's; it is asked at every rescan anew."""
    iscsi.host.iscsi_targets.add(GUARDED)
    add(iscsi, address="192.0.2.70", iqn=OTHER)

    def login(properties: Any) -> list[str]:
        iscsi.call(
            STORAGE, "UpdateInternetScsiAuthenticationProperties", iScsiHbaDevice="vmhba34",
            authenticationProperties=properties,
        )
        rescan(iscsi)
        return names(iscsi)

    assert login(chap()) == [GUARDED.luns[0].id]
    assert login(chap(secret="other")) == []
    assert login(chap()) == [GUARDED.luns[0].id]
    assert login(CHAP(chapAuthEnabled=False)) == []
    add(iscsi, iqn=IQN)
    assert len(login(chap())) == 3  # a target that asks for nothing takes one that would prefer to be asked
    assert login(chap(kind="chapRequired")) == [GUARDED.luns[0].id]


@pytest.mark.parametrize(("changes", "text"), [
    ({"address": " "}, "no address"), ({"address": "a b"}, "no address"),
    ({"port": 0}, "no address and port"), ({"iqn": "volume"}, "no iSCSI name"),
    ({"user": "u"}, "a user and a secret"), ({"luns": (LUN, LUN)}, "the same number"),
    ({"luns": (TargetLun(256, GIB, LUN.id),)}, "from 0 to 255"), ({"luns": (TargetLun(0, 513, LUN.id),)}, "whole sectors"),
    ({"luns": (TargetLun(0, 4 << 40, LUN.id),)}, "at most"), ({"luns": (TargetLun(0, GIB, "x"),)}, "naa. and 16 or 32"),
    ({"luns": (TargetLun(0, GIB, LUN.id, "LONG VENDOR"),)}, "8 ASCII characters"),
    ({"luns": (TargetLun(0, GIB, LUN.id), TargetLun(1, GIB, LUN.id))}, "two numbers"),
    ({"luns": (TargetLun(0, 3 * GIB, LUN.id),)}, "and not of"), ({"address": "192.0.2.50", "iqn": IQN}, "already"),
])
def test_impossible_targets(iscsi: Client, changes: dict[str, Any], text: str) -> None:
    """Refused in words, and nothing is left."""
    values: dict[str, Any] = {"address": "192.0.2.51", "iqn": OTHER, "luns": (), **changes}
    files = [each.name for each in iscsi.host.iscsi_targets.store.listing("")]
    with pytest.raises(ValueError, match=text):
        iscsi.host.iscsi_targets.add(IscsiTarget(**values))
    assert list(iscsi.host.iscsi_targets) == [TARGET]
    assert [each.name for each in iscsi.host.iscsi_targets.store.listing("")] == files


@pytest.mark.parametrize("address", ["", " ", "a b", "a,b", "a\nb", "x" * 256])
def test_no_addresses(iscsi: Client, address: str) -> None:
    """Are refused: no inventory file could say them."""
    before = info(iscsi)
    with pytest.raises(Faulted, match="InvalidArgument"):
        add(iscsi, address=address)
    assert info(iscsi) == before


def test_no_more_than_the_most(iscsi: Client) -> None:
    """Targets around a host: the inventory file takes as many, and what is added is written into one."""
    targets = iscsi.host.iscsi_targets
    for number in range(MOST_TARGETS - len(targets.state.targets)):
        targets.add(IscsiTarget("192.0.2.70", f"{IQN}{number}"))
    with pytest.raises(ValueError, match="256 targets already"):
        targets.add(IscsiTarget("192.0.2.71", IQN))
    assert load(dump(lab_of(iscsi.host))).iscsi_targets[-1].address == "192.0.2.70"


def test_content_is_a_sparse_file(iscsi: Client) -> None:
    """Of the LUN's size, taking nothing; it goes with the last target that has the LUN."""
    targets = iscsi.host.iscsi_targets
    (file,) = [each for each in targets.store.listing("") if each.name == LUN.id]
    assert (file.size, file.allocated) == (GIB, 0)
    targets.add(IscsiTarget("192.0.2.60", OTHER, (LUN,)))
    targets.remove("192.0.2.50", IQN)
    assert [each.name for each in targets.store.listing("")] == [LUN.id]
    targets.remove("192.0.2.60", OTHER)
    assert targets.store.listing("") == []
    with pytest.raises(ValueError, match="there is: none"):
        targets.remove("192.0.2.60", OTHER)


def test_checkpoint(iscsi: Client) -> None:
    """What a LUN holds is as it was, and so is who is around."""
    host = iscsi.host
    host.checkpoints.take("one")
    host.iscsi_targets.write(LUN.id, 512, b"x" * 512)
    assert host.iscsi_targets.read(LUN.id, 256, 1024) == bytes(256) + b"x" * 512 + bytes(256)
    host.iscsi_targets.remove("192.0.2.50", IQN)
    host.checkpoints.restore("one")
    assert list(host.iscsi_targets) == [TARGET]
    assert host.iscsi_targets.read(LUN.id, 512, 512) == bytes(512)


def test_reset_to_before_the_first(root: Client) -> None:
    """A host that had no target has none, and the next one finds an empty folder."""
    root.host.iscsi_targets.add(TARGET)
    root.host.checkpoints.reset()
    assert list(root.host.iscsi_targets) == []
    root.host.iscsi_targets.add(TARGET)
    assert root.host.iscsi_targets.read(LUN.id, 0, 512) == bytes(512)


@pytest.mark.parametrize(("name", "offset"), [("naa.0", 0), (LUN.id, -1), (LUN.id, GIB - 100)])
def test_content_that_is_not_there(iscsi: Client, name: str, offset: int) -> None:
    """Of an unknown LUN, before its start, beyond its end."""
    with pytest.raises(ValueError, match=r"there is no LUN|are not within"):
        iscsi.host.iscsi_targets.read(name, offset, 512)
    with pytest.raises(ValueError, match=r"there is no LUN|are not within"):
        iscsi.host.iscsi_targets.write(name, offset, bytes(512))


def test_secrets_are_not_shown() -> None:
    """Not in what is printed of a target."""
    assert "geheim" not in repr(IscsiTarget("192.0.2.70", OTHER, user="u", secret="geheim"))
