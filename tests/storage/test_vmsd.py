"""Lists of snapshots: text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.errors import InvalidVmx
from fakeesx.storage.vmsd import Entry, SnapshotList

FIRST = Entry(
    uid=1, filename="vm-Snapshot1.vmsn", name="before", description="the\nupdate", created=1_289_000_000_123_456,
    disks=(("scsi0:0", "vm.vmdk"),),
)
SECOND = Entry(
    uid=3, filename="vm-Snapshot3.vmsn", name="after", parent=1, created=1_289_000_001_000_000, memory=True, quiesced=True,
    disks=(("scsi0:0", "vm-000001.vmdk"), ("scsi0:1", "/vmfs/volumes/u/x/d.vmdk")),
)


def test_no_snapshots() -> None:
    """A machine that never had one has an empty file."""
    assert SnapshotList().encode() == b""
    assert SnapshotList.parse(b"") == SnapshotList.parse(b"\n") == SnapshotList()


def test_the_text() -> None:
    """Names, order and numbers as files of hosts have them."""
    assert SnapshotList(3, 3, (FIRST,)).encode().decode().splitlines() == [
        '.encoding = "UTF-8"', 'snapshot.lastUID = "3"', 'snapshot.current = "3"', 'snapshot0.uid = "1"',
        'snapshot0.filename = "vm-Snapshot1.vmsn"', 'snapshot0.displayName = "before"',
        'snapshot0.description = "the|0Aupdate"', 'snapshot0.createTimeHigh = "300118"',
        'snapshot0.createTimeLow = "-1289784768"', 'snapshot0.numDisks = "1"', 'snapshot0.disk0.fileName = "vm.vmdk"',
        'snapshot0.disk0.node = "scsi0:0"', 'snapshot.numSnapshots = "1"',
    ]  # fmt: skip


def test_back_and_forth() -> None:
    """Nothing is lost."""
    whole = SnapshotList(7, 1, (FIRST, SECOND))
    assert SnapshotList.parse(whole.encode()) == whole


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.builds(
    Entry, uid=st.integers(1, 99), filename=names, name=names, description=names, created=st.integers(0, 1 << 52),
    memory=st.booleans(), suspended=st.booleans(), quiesced=st.booleans(),
    disks=st.lists(st.tuples(st.sampled_from(["scsi0:0", "ide1:0"]), names.filter(bool)), max_size=2).map(tuple),
), unique_by=lambda entry: entry.uid, max_size=4), st.data())  # fmt: skip
def test_any_list(entries: list[Entry], data: st.DataObject) -> None:
    """Any names, times and trees."""
    built: list[Entry] = []
    for entry in entries:
        parent = data.draw(st.sampled_from([0, *(each.uid for each in built)]))
        built.append(Entry(**{**{name: getattr(entry, name) for name in Entry.__slots__}, "parent": parent}))
    current = data.draw(st.sampled_from([0, *(each.uid for each in built)]))
    whole = SnapshotList(100 if built else 0, current, tuple(built))
    assert SnapshotList.parse(whole.encode()) == whole


@pytest.mark.parametrize(("change", "left"), [
    (('snapshot1.parent = "1"', 'snapshot1.parent = "9"'), (1,)),
    (('snapshot1.parent = "1"', 'snapshot1.parent = "3"'), (1,)),
    (('snapshot0.uid = "1"', 'snapshot0.uid = "-4"'), ()),
    (('snapshot1.uid = "3"', 'snapshot1.uid = "1"'), (1,)),
    (('numSnapshots = "2"', 'numSnapshots = "1"'), (1,)),
    (('numSnapshots = "2"', 'numSnapshots = "5"'), (1, 3)),
    (('numDisks = "2"', 'numDisks = "99999999"'), (1, 3)),
    (("createTimeHigh", "CREATETIMEHIGH"), (1, 3)),
])  # fmt: skip
def test_what_makes_no_sense_is_passed_over(change: tuple[str, str], left: tuple[int, ...]) -> None:
    """A file by hand may say anything; the rest is read."""
    text = SnapshotList(3, 3, (FIRST, SECOND)).encode().decode().replace(*change)
    found = SnapshotList.parse(text.encode())
    assert tuple(entry.uid for entry in found.entries) == left
    assert found.current in (0, *left)
    assert found.last_uid == 3


@pytest.mark.parametrize("data", [b"\xff\xfe\0", b"no setting\n", b'snapshot.numSnapshots = "9999999"\n',
                                  b'snapshot.numSnapshots = "-1"\n'])
def test_what_is_no_list(data: bytes) -> None:
    """InvalidVmx."""
    with pytest.raises(InvalidVmx):
        SnapshotList.parse(data, "[datastore1] vm/vm.vmsd")
