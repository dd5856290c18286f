"""What is durable is on the disk before the call returns, and only that waits for the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fakeesx.storage.datastore import STAGING, Datastore
from fakeesx.storage.vmdk import create_disk

UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="needs /proc/self/fd to tell the names of open files"
)


@pytest.fixture
def synced(monkeypatch):
    """The paths that were synced, in order."""
    found = []
    sync = os.fsync

    def record(fd):
        found.append(str(Path(f"/proc/self/fd/{fd}").readlink()))
        sync(fd)

    monkeypatch.setattr("fakeesx.storage._fs.os.fsync", record)
    monkeypatch.setattr("fakeesx.storage._fs.fsync", record)
    return found


@needs_proc
def test_nothing_waits_by_default(datastore, synced):
    """A host that keeps no state never waits for the disk."""
    datastore.mkdir("d")
    datastore.write_file("d/f", b"1")
    datastore.write_file("d/f", b"2")
    create_disk(datastore, "d/d.vmdk", 1024**2, thin=True, adapter="ide", uuid=UUID)
    with datastore.begin_upload("d/g") as upload:
        upload.commit()
    datastore.move("d/g", "d/h")
    datastore.delete("d")
    assert synced == []


@needs_proc
def test_durable_changes_sync_file_and_directory(folder, synced):
    """A name is on the disk after its content."""
    datastore = Datastore(folder, name="d", uuid="u", capacity=10**9, durable=True)
    staging = str(folder / STAGING)

    def steps():
        found = [path.replace(staging, "S").replace(str(folder), "R").rstrip("0123456789") for path in synced]
        synced.clear()
        return found

    datastore.mkdir("d")
    assert steps() == ["R"]
    datastore.write_file("d/f", b"1")
    assert steps() == ["S/", "R/d"]
    datastore.create_sparse("d/s", 10, thick=True)
    assert steps() == ["S/", "R/d"]
    with datastore.begin_upload("d/g") as upload:
        upload.write(b"x")
        upload.sync()
        upload.commit()
    assert steps() == ["S/", "R/d"]
    datastore.move("d/g", "h")
    assert steps() == ["R", "R/d"]
    datastore.delete_files(["d/f", "d/s"])
    assert steps() == ["R/d"]
    datastore.delete("d")
    assert steps() == ["R"]
    datastore.write_file("h", b"", durable=False)
    assert steps() == []


@needs_proc
def test_sync_of_a_tree(datastore, folder, synced):
    """Many changes can be made durable at once."""
    datastore.mkdir("d/e", parents=True)
    datastore.write_file("d/e/f", b"")
    (folder / "d" / "link").symlink_to(folder)
    datastore.sync("d")
    assert {path.removeprefix(str(folder)) for path in synced} == {"", "/d", "/d/e", "/d/e/f"}


def test_killed_while_replacing(tmp_path):
    """A process killed at any moment leaves the old content or the new one, whole, where files shall outlive it."""
    script = f"""
import sys
from fakeesx.storage.datastore import Datastore
d = Datastore({str(tmp_path)!r}, name="d", uuid="u", capacity=10**9, durable=True)
n = 0
while True:
    n += 1
    d.write_file("f", str(n % 10).encode() * 100_000)
    print(n, flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    done = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    data = Datastore(tmp_path, name="d", uuid="u", capacity=10**9).read_file("f")
    assert data[:1] * 100_000 == data
    assert not done or int(data[:1]) in (int(done[-1]) % 10, (int(done[-1]) + 1) % 10)
    assert [each.name for each in tmp_path.iterdir()] == ["f"]
