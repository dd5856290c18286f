"""iSCSI targets around a host in this process, and a machine that has one of their LUNs, over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from fakeesx import FakeESX
from fakeesx.host.services.iscsi_specs import TargetLun
from fakeesx.schema import vim
from fakeesx.testing import VimClient

ADDRESS, IQN = "192.0.2.50", "iqn.2010-10.org.openstack:volume-1"


@pytest.fixture(scope="module")
def esx() -> Iterator[FakeESX]:
    """A host with one target around it."""
    with FakeESX() as esx:
        yield esx


def test_targets_come_and_go(esx: FakeESX) -> None:
    """By their numbers and sizes, or as values; a LUN without an id has one that follows from its target."""
    one = esx.iscsi_targets.add(ADDRESS, IQN, {1: 8 << 20})
    other = esx.iscsi_targets.add(ADDRESS, f"{IQN}0", [TargetLun(0, 4 << 20, "naa.6001405000000000")], port=3261)
    assert list(esx.iscsi_targets) == [one, other]
    assert one.luns[0].id.startswith("naa.6001405")
    esx.iscsi_targets.write(one.luns[0].id, 0, b"data")
    assert esx.iscsi_targets.read(one.luns[0].id, 0, 5) == b"data\0"
    with pytest.raises(ValueError, match="there is: "):
        esx.iscsi_targets.remove(ADDRESS, f"{IQN}0")
    esx.iscsi_targets.remove(ADDRESS, f"{IQN}0", port=3261)
    assert len(esx.iscsi_targets) == 1
    esx.reset()
    assert len(esx.iscsi_targets) == 0


def test_lun_over_the_wire(esx: FakeESX) -> None:
    """What a client's rescan finds."""
    esx.reset()
    (lun,) = esx.iscsi_targets.add(ADDRESS, IQN, {1: 8 << 20}).luns
    client = VimClient(esx.url, esx.cafile)
    with closing(client):
        client.login(esx.user, esx.password)
        storage = vim.ManagedObjectReference("HostStorageSystem", "storageSystem")
        client.call("UpdateSoftwareInternetScsiEnabled", storage, enabled=True)
        target = vim.HostInternetScsiHbaSendTarget(address=ADDRESS)
        client.call("AddInternetScsiSendTargets", storage, iScsiHbaDevice="vmhba34", targets=[target])
        client.call("RescanHba", storage, hbaDevice="vmhba34")
    assert esx.run(lambda host: host.iscsi_targets.visible(name=lun.id)) is not None
