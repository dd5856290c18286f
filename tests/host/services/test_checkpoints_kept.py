"""A host that is kept on disk goes back to a checkpoint as it does anything else: wholly, and for good once it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from host_record import files
from lives import Life, picture
from storm import NAMES
from vms import files as names_of
from vms import make_usual

from fakeesx.host.esx import Esx
from fakeesx.storage import chains


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """The first life of a host."""
    life = Life(tmp_path / "state")
    yield life
    life.kept.store.close()


def all_of(host: Esx) -> dict[str, Any]:
    """Objects, counters, files, locks and space; the order of objects that came back is another after a restart."""
    found = picture(host)
    found["order"] = sorted(ref.value for ref in found["order"])
    found["real files"] = {name: each[3] for name, each in files(host.settings.root).items()}
    return found


def change(life: Life) -> None:
    """Change about everything that files can change by."""
    root = life.login()
    first = life.host.vms.find("one")
    assert first is not None
    root.task(first, "PowerOffVM_Task")
    volumes = life.host.volumes
    path = next(
        each.backing.fileName for each in root.get(first, "config.hardware.device").items if hasattr(each, "capacityInKB")
    )
    chains.write(volumes, *volumes.resolve(path), 65536, b"changed", life.host.ids.source)
    root.task(first, "CreateSnapshot_Task", name="later", memory=False, quiesce=False)
    second = life.host.vms.find("two")
    assert second is not None
    root.task(second, "Destroy_Task")
    make_usual(root, "three")
    root.call("ha-nfc-file-manager", "MakeDirectory", name="[datastore1] made")


def prepared(life: Life) -> dict[str, Any]:
    """Two VMs, of which one runs, a checkpoint, and all there is then."""
    root = life.login()
    for name in NAMES[:2]:
        make_usual(root, name)
    root.task(life.host.vms.find("one"), "PowerOnVM_Task")
    life.settle()
    life.host.checkpoints.take("one")
    return all_of(life.host)


def test_kept(life: Life) -> None:
    """After a kill the host is as it was at the checkpoint that it had gone back to."""
    before = prepared(life)
    change(life)
    life.settle()
    life.host.checkpoints.restore("one")
    life.settle()
    assert all_of(life.host) == before
    again = life.again(life.kill())
    found = all_of(again.host)
    assert {name: each for name, each in found.items() if each != before.get(name)} == {}
    root = again.login()
    root.task(again.host.vms.find("one"), "PowerOffVM_Task")
    assert "two/two.vmx" in names_of(root)
    again.stop()


def test_killed_before_it_is_kept(life: Life) -> None:
    """As if nobody had gone back: no half of it is there."""
    prepared(life)
    change(life)
    life.settle()
    before = all_of(life.host)
    life.host.checkpoints.restore("one")
    again = life.again(life.kill())
    found = all_of(again.host)
    assert {name: each for name, each in found.items() if each != before.get(name)} == {}
    again.stop()


def test_reset_is_to_the_start_of_this_process(life: Life) -> None:
    """What was kept before stays."""
    prepared(life)
    again = life.again(life.stop())
    before = all_of(again.host)
    assert again.host.checkpoints.names == ()
    change(again)
    again.settle()
    again.host.checkpoints.reset()
    again.settle()
    found = all_of(again.host)
    assert {name: each for name, each in found.items() if each != before.get(name)} == {}
    again.stop()
