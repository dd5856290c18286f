"""What killed snapshots have left on a host."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.host import Host
from esx_driver.vim import Ref
from esx_driver.vm import lookup, snapshotting, spawning, unfinished

from fakeesx import FakeESX

DAY = 24 * 3600.0


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())


def left(host: Host, vm: Ref, title: str, description: str, folder: str) -> None:
    """A snapshot of the machine and a folder with a file."""
    host.tasks.run("CreateSnapshot_Task", vm, name=title, description=description, memory=False, quiesce=False)
    call, files = host.session.call, host.manager("fileManager")
    call("MakeDirectory", files, name=f"[datastore1] {folder}", datacenter=host.places.datacenter)


def test_old_ones(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Go; the machine runs on. What is newer may be of a command that still runs."""
    before, own = holdings(fresh), uuid.uuid4()
    left(host, vm, f"snapshot-{own}", snapshotting.DESCRIPTION, f"vmware-tmp-{own}")
    there = holdings(fresh)
    assert unfinished.remove(host, DAY) == unfinished.Removed((), ())
    assert holdings(fresh) == there
    gone = unfinished.remove(host, 0)
    assert gone == unfinished.Removed((f"[datastore1] vmware-tmp-{own}",), (("web", f"snapshot-{own}"),))
    assert holdings(fresh) == before
    assert lookup.read(host, vm, "web", "snapshot", "runtime.powerState") == (None, "poweredOn")


@pytest.mark.parametrize(("title", "description", "folder"), [
    ("snapshot-1", snapshotting.DESCRIPTION, "vmware-tmp"),
    (f"snapshot-{uuid.UUID(int=1)}", "mine", "vmware-tmp-mine"),
    (f"before-snapshot-{uuid.UUID(int=1)}", snapshotting.DESCRIPTION, f"old-vmware-tmp-{uuid.UUID(int=1)}"),
])
def test_those_of_others(fresh: FakeESX, host: Host, vm: Ref, title: str, description: str, folder: str) -> None:
    """Stay, however old they are."""
    left(host, vm, title, description, folder)
    there = holdings(fresh)
    assert unfinished.remove(host, 0) == unfinished.Removed((), ())
    assert holdings(fresh) == there
