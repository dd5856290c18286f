"""Snapshots of machines into images: what they hold, that the host holds nothing of them afterwards, whatever fails."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driver_chaos import EFFECTS, REQUEST_EFFECTS, chaotic, count_steps
from driver_conf import conf_of
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.errors import DriverError, InstanceNotFound, TransferError, WrongState
from esx_driver.host import Host
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink, Snapshot
from esx_driver.images.sources import FileSource
from esx_driver.vim import connect
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, power, snapshotting, spawning

from fakeesx import FakeESX

CONTENT = Pattern().content


class Sink:
    """Keeps the image in memory; fails after so many bytes."""

    def __init__(self, fails_after: int | None = None, full: bool = False) -> None:
        self.stored: tuple[Snapshot, bytes] | None = None
        self._fails_after = fails_after
        self._full = full

    def require_room(self) -> None:
        if self._full:
            raise TransferError("there is no room")

    def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:
        data = b""
        for piece in content:
            data += piece
            if self._fails_after is not None and len(data) > self._fails_after:
                raise TransferError("the sink is broken")
        self.stored = (snapshot, data)


def disk_of(file: Path) -> bytes:
    """The content of an image, as the driver reads it."""
    with look_at(FileSource(file)).open() as blocks:
        return b"".join(blocks)


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())


def prepare(host: Host, vm: Ref, state: str) -> None:
    """Bring a machine that runs into a state."""
    if state == "off":
        power.power_off(host, vm, "web")
    elif state == "suspended":
        power.suspend(host, vm, "web")


@pytest.mark.parametrize("state", ["running", "off", "suspended"])
def test_snapshot_in_each_state(fresh: FakeESX, host: Host, vm: Ref, tmp_path: Path, state: str) -> None:
    """W12: the image has the disk's content, and the host is as it was: no VM snapshot, no delta disk, no temporary file."""
    prepare(host, vm, state)
    before, power_state = holdings(fresh), fresh.vms["web"].power_state
    disk = fresh.vms["web"].disks[0].path
    file = tmp_path / "web.vmdk"
    snapshotting.snapshot(host, vm, "web", FileSink(file))
    assert disk_of(file) == CONTENT
    assert holdings(fresh) == before
    assert (fresh.vms["web"].power_state, fresh.vms["web"].disks[0].path) == (power_state, disk)
    assert lookup.read(host, vm, "web", "snapshot") == (None,)
    assert len(fresh.calls("CreateSnapshot_Task")) == (state != "off")


def test_qemu_reads_the_image(fresh: FakeESX, host: Host, vm: Ref, tmp_path: Path) -> None:
    """W13: it is a sound streamOptimized VMDK, as other tools know them."""
    file, raw = tmp_path / "web.vmdk", tmp_path / "web.raw"
    snapshotting.snapshot(host, vm, "web", FileSink(file))
    said = json.loads(subprocess.run(["qemu-img", "info", "--output=json", file], check=True, capture_output=True).stdout)
    assert (said["format"], said["virtual-size"]) == ("vmdk", len(CONTENT))
    assert said["format-specific"]["data"]["create-type"] == "streamOptimized"
    subprocess.run(["qemu-img", "check", "-q", file], check=True)
    subprocess.run(["qemu-img", "convert", "-O", "raw", file, raw], check=True)
    assert raw.read_bytes() == CONTENT


def test_longest_name(fresh: FakeESX, host: Host, tmp_path: Path) -> None:
    """A machine whose name has as many characters as any name on ESX can have."""
    name = "n" * 80
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, name=name), Pattern())
    snapshotting.snapshot(host, vm, name, FileSink(tmp_path / "long.vmdk"))
    assert disk_of(tmp_path / "long.vmdk") == CONTENT


@pytest.mark.parametrize("state", ["running", "off"])
def test_machine_with_snapshots(fresh: FakeESX, host: Host, vm: Ref, tmp_path: Path, state: str) -> None:
    """W12: somebody's own snapshots stay, and the image has what they and the deltas on them make together."""
    for title in ("first", "second"):
        host.tasks.run("CreateSnapshot_Task", vm, name=title, memory=False, quiesce=False)
    prepare(host, vm, state)
    before, disk = holdings(fresh), fresh.vms["web"].disks[0].path
    assert disk.endswith("-000002.vmdk")
    file = tmp_path / "web.vmdk"
    snapshotting.snapshot(host, vm, "web", FileSink(file))
    assert disk_of(file) == CONTENT
    assert holdings(fresh) == before
    assert fresh.vms["web"].disks[0].path == disk
    (roots,) = lookup.read(host, vm, "web", "snapshot.rootSnapshotList")
    assert [(tree.name, [child.name for child in tree.childSnapshotList]) for tree in roots] == [("first", ["second"])]


@pytest.mark.parametrize(("tools", "quiesce"), [("running", True), ("notRunning", False)])
def test_quiesced_by_tools_alone(fresh: FakeESX, host: Host, vm: Ref, tools: str, quiesce: bool) -> None:
    """W12: no memory in the snapshot; the guest's file systems are brought to rest where its Tools can do that."""
    fresh.guest("web").set(tools=tools)
    snapshotting.snapshot(host, vm, "web", Sink())
    fresh.expect_call("CreateSnapshot_Task", memory=False, quiesce=quiesce, times=1)


def test_what_is_said_of_the_image(fresh: FakeESX, host: Host) -> None:
    """Guest and adapter are those of the machine, so that one made of the image is like it."""
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, Pattern(adapter_type="busLogic"))
    sink = Sink()
    snapshotting.snapshot(host, vm, "web", sink)
    assert sink.stored is not None
    assert sink.stored[0] == Snapshot("web-snapshot", len(CONTENT), "otherLinux64Guest", "busLogic")
    assert sink.stored[0].properties == {
        "vmware_ostype": "otherLinux64Guest", "vmware_adaptertype": "busLogic", "vmware_disktype": "streamOptimized",
        "vmware_image_version": "1",
    }


def test_snapshot_is_short(host: Host, vm: Ref) -> None:
    """W12: it is gone before the image is sent, which may take long, while the machine fills its delta disk."""
    seen: list[object] = []

    class Looking(Sink):
        def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:
            seen.extend(lookup.read(host, vm, "web", "snapshot"))
            super().store(snapshot, content)

    snapshotting.snapshot(host, vm, "web", Looking())
    assert seen == [None]


def test_progress(host: Host, vm: Ref) -> None:
    """The steps in their order, and how far the sending is."""
    told: list[tuple[str, int]] = []
    snapshotting.snapshot(host, vm, "web", Sink(), lambda step, percent: told.append((step, percent)))
    steps = list(dict.fromkeys(step for step, _ in told))
    assert steps == ["taking a snapshot", "copying the disk", "sending the image", "done"]
    sent = [percent for step, percent in told if step == "sending the image"]
    assert sent == sorted(sent)
    assert sent[-1] == 100


def test_sink_without_room(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Is seen before anything is made."""
    fresh.forget_calls()
    with pytest.raises(TransferError, match="there is no room"):
        snapshotting.snapshot(host, vm, "web", Sink(full=True))
    assert not fresh.calls("CreateSnapshot_Task")


def test_sink_that_fails(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W8: a writer that fails in the middle ends the reading too; nothing hangs, nothing is left."""
    before = holdings(fresh)
    with pytest.raises(TransferError, match="the sink is broken"):
        snapshotting.snapshot(host, vm, "web", Sink(fails_after=65536))
    assert holdings(fresh) == before
    assert lookup.read(host, vm, "web", "snapshot") == (None,)


def test_download_that_is_cut(fresh: FakeESX, host: Host, vm: Ref, tmp_path: Path) -> None:
    """W8, W10: a reader that fails in the middle is an error; no part of the image stays, here or on the host."""
    before = holdings(fresh)
    fresh.chaos.add(request="GET /folder/*", cut_at=300_000)
    with pytest.raises(TransferError, match=r"was cut after \d+ of 1048576 bytes"):
        snapshotting.snapshot(host, vm, "web", FileSink(tmp_path / "web.vmdk"))
    assert holdings(fresh) == before
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_there(host: Host, vm: Ref, tmp_path: Path) -> None:
    """Is not written over."""
    file = tmp_path / "web.vmdk"
    file.write_bytes(b"mine")
    with pytest.raises(TransferError, match="is there already"):
        snapshotting.snapshot(host, vm, "web", FileSink(file))
    assert file.read_bytes() == b"mine"


def test_machine_that_is_gone(fresh: FakeESX, host: Host) -> None:
    """Is not found."""
    with pytest.raises(InstanceNotFound):
        snapshotting.snapshot(host, Ref("VirtualMachine", "4711"), "web", Sink())


def test_machine_without_a_disk(host: Host, fresh: FakeESX) -> None:
    """Has nothing to take."""
    places, types = host.places, host.session.types
    files = types.VirtualMachineFileInfo(vmPathName="[datastore1]")
    vm = host.tasks.run(
        "CreateVM_Task", places.vm_folder, config=types.VirtualMachineConfigSpec(name="bare", files=files), pool=places.pool,
    )
    before = holdings(fresh)
    with pytest.raises(WrongState, match="without a disk"):
        snapshotting.snapshot(host, vm, "bare", Sink())
    assert holdings(fresh) == before


@pytest.mark.parametrize("sessions", [1, 2])
def test_two_snapshots_at_once(fresh: FakeESX, host: Host, vm: Ref, sessions: int) -> None:
    """Of one machine, in one process or two: each has its own snapshot and copy, both images are whole, nothing is left."""
    before = holdings(fresh)
    sinks, errors = [Sink(), Sink()], []

    def take(through: Host, sink: Sink) -> None:
        try:
            snapshotting.snapshot(through, vm, "web", sink)
        except DriverError as error:
            errors.append(error)

    with connect(conf_of(fresh)) as session:
        other = host if sessions == 1 else Host(session)
        threads = [threading.Thread(target=take, args=each) for each in zip((host, other), sinks, strict=True)]
        in_time(threads)
    assert errors == []
    assert [sink.stored is not None for sink in sinks] == [True, True]
    assert holdings(fresh) == before
    assert lookup.read(host, vm, "web", "snapshot") == (None,)


def test_older_snapshot_that_is_removed_meanwhile(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """The disk is in another file by then: that is copied, what others wrote since is not in it."""
    older = host.tasks.run("CreateSnapshot_Task", vm, name="older", memory=False, quiesce=False)
    before = holdings(fresh)
    sink, told = Sink(), []

    def report(what: str, percent: int) -> None:
        if what == "copying the disk" and not told:
            told.append(what)
            with connect(conf_of(fresh)) as other:
                Host(other).tasks.run("RemoveSnapshot_Task", Ref.of(older), removeChildren=False)

    snapshotting.snapshot(host, vm, "web", sink, report)
    assert [call.fault for call in fresh.calls("CopyVirtualDisk_Task")] == [None, None]
    assert sink.stored is not None
    assert all(file in before["files"]["datastore1"] for file in holdings(fresh)["files"]["datastore1"])
    assert lookup.read(host, vm, "web", "snapshot") == (None,)


def test_disk_that_is_in_use_when_the_snapshot_goes(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W12: its removal is tried again until it works."""
    fresh.chaos.add("RemoveSnapshot_Task", fault="FileLocked", fields={"file": "web.vmdk"}, times=3)
    before = holdings(fresh)
    snapshotting.snapshot(host, vm, "web", Sink())
    assert len(fresh.calls("RemoveSnapshot_Task")) == 4
    assert holdings(fresh) == before


def in_time(threads: list[threading.Thread]) -> None:
    """Threads begin and end."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def prepared(esx: FakeESX) -> None:
    """A machine that runs."""
    conf = conf_of(esx)
    with connect(conf) as session:
        spawning.spawn(Host(session), conf, REQUEST, Pattern())


def snapshot(esx: FakeESX) -> None:
    """The operation under test, with a session of its own."""
    sink = Sink()
    with ExitStack() as stack:
        host = Host(stack.enter_context(connect(conf_of(esx))))
        snapshotting.snapshot(host, lookup.by_name(host, "web"), "web", sink)
    assert sink.stored is not None


@pytest.fixture(scope="module")
def steps() -> int:
    """How many SOAP calls it makes."""
    return count_steps(prepared, snapshot)


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str, steps: int) -> None:
    """W12: one fault, lost message or ended session at exactly that call: it succeeds, or fails; the host is as it was."""
    outcomes: dict[int, str] = {}
    for step in range(1, steps + 1):
        with chaotic(prepared, {"nth": step, **EFFECTS[effect]}, hit=effect != "no session") as esx:
            before = holdings(esx)
            outcomes[step] = outcome(esx)
            left = holdings(esx)
            assert left == before, outcomes
            assert snapshots(esx) == [], outcomes
            assert "left behind" not in outcomes[step]
    if effect != "fault":
        assert set(outcomes.values()) == {"done"}, json.dumps(outcomes, indent=1)
    else:
        assert set(outcomes.values()) != {"done"}


@pytest.mark.parametrize("effect", [*REQUEST_EFFECTS, {"cut_at": 300_000}], ids=str)
def test_chaos_at_the_download(effect: dict[str, Any]) -> None:
    """The same for the step over HTTP: what fails before content has come is done again."""
    with chaotic(prepared, {"request": "GET /folder/*", "nth": 1, **effect}) as esx:
        before = holdings(esx)
        told = outcome(esx)
        assert told == "done" or ("cut_at" in effect and told.startswith("TransferError")) or "after" in effect.values()
        assert "left behind" not in told
        assert holdings(esx) == before
        assert snapshots(esx) == []


def test_host_that_goes_away(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W11: where nothing can be taken back any more, the error says what is left."""
    fresh.chaos.add("CopyVirtualDisk_Task", fault="HostConnectFault", id="copy")
    fresh.chaos.add("RemoveSnapshot_Task", fault="HostConnectFault", id="remove")
    with pytest.raises(DriverError) as caught:
        snapshotting.snapshot(host, vm, "web", Sink())
    assert any(note.startswith("left behind: the snapshot snapshot-") for note in caught.value.__notes__)


def test_clean_up_that_fails_after_a_success(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """W11: is an error too: the image is there, and what is left is named."""
    fresh.chaos.add("DeleteDatastoreFile_Task", fault="HostConnectFault")
    sink = Sink()
    with pytest.raises(DriverError) as caught:
        snapshotting.snapshot(host, vm, "web", sink)
    assert sink.stored is not None
    assert any(note.startswith("left behind: the folder [datastore1] vmware-tmp-") for note in caught.value.__notes__)
    assert lookup.read(host, vm, "web", "snapshot") == (None,)


def outcome(esx: FakeESX) -> str:
    """``done``, or the error with its notes."""
    try:
        snapshot(esx)
    except DriverError as error:
        return "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return "done"


def snapshots(esx: FakeESX) -> list[str]:
    """The files of VM snapshots."""
    return [file for file in esx.datastores["datastore1"].files if file.endswith((".vmsn", "-delta.vmdk"))]
