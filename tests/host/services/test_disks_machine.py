"""Disks of all kinds against a model: whatever is done to them, each has its content, and nothing else is there."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from calling import Client, Faulted
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.converting import DiskReader
from fakeesx.storage.disk_kinds import DiskKind, kind_of
from fakeesx.storage.locks import LockMode

DISKS = "ha-vdiskmanager"
MIB = 1 << 20
NAMES = st.sampled_from(["a", "b", "c"])
KINDS = st.sampled_from([str(kind) for kind in DiskKind])
FLAT = ("thin", "thick", "eagerZeroedThick", "flatMonolithic")


class Disks(RuleBasedStateMachine):
    """The model: for each name its content and whether it runs; errors are foretold and change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.host = Esx(Settings(Path(self.folder.name)), Clock(), random.Random(0))
        self.client = Client(self.host).login()
        self.store = self.host.volumes.get("datastore1")
        self.content: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.running: set[str] = set()

    @initialize()
    def begin(self) -> None:
        """A directory for the disks."""
        self.store.mkdir("d")

    def teardown(self) -> None:
        """The host ends."""
        self.host.stop()
        self.folder.cleanup()

    def do(self, method: str, /, *wrong: str, **values: Any) -> bool:
        """Run a task that must end with one of the faults, if there are any; whether it succeeded."""
        ended = ""
        try:
            self.client.task(DISKS, method, **values)
        except Faulted as error:
            ended = error.name
        assert ended in (wrong or ("",)), (method, values, ended, wrong)
        return not ended

    def faults(self, name: str, *, running: bool = True) -> list[str]:
        """What is wrong with working on a disk."""
        if name not in self.content:
            return ["FileNotFound"]
        return ["FileLocked"] if running and name in self.running else []

    @rule(name=NAMES, kind=KINDS, mib=st.integers(1, 3))
    def create(self, name: str, kind: str, mib: int) -> None:
        """A new disk."""
        spec = vim.FileBackedVirtualDiskSpec(diskType=kind, adapterType="ide", capacityKb=mib << 10)
        wrong = ["FileAlreadyExists"] if name in self.content else []
        if self.do("CreateVirtualDisk_Task", *wrong, name=path(name), spec=spec):
            self.content[name], self.kinds[name] = bytes(mib * MIB), kind

    @rule(name=NAMES, data=st.binary(min_size=1, max_size=9), place=st.integers(0, MIB - 9))
    def write(self, name: str, data: bytes, place: int) -> None:
        """Somebody writes to a flat disk."""
        if name in self.content and self.kinds[name] in FLAT:
            with self.store.resolve(f"d/{name}-flat.vmdk").open("r+b") as file:
                file.seek(place)
                file.write(data)
            old = self.content[name]
            self.content[name] = old[:place] + data + old[place + len(data) :]

    @rule(name=NAMES, to=NAMES, kind=KINDS)
    def copy(self, name: str, to: str, kind: str) -> None:
        """To another kind."""
        wrong = self.faults(name, running=name != to)
        if not wrong and name != to and to in self.content:
            wrong = ["FileAlreadyExists"]
        elif wrong == ["FileLocked"] and to in self.content:
            wrong = ["FileAlreadyExists", "FileLocked"]
        spec = vim.VirtualDiskSpec(diskType=kind, adapterType="busLogic")
        values = {"sourceName": path(name), "destName": path(to), "destSpec": spec}
        if self.do("CopyVirtualDisk_Task", *wrong, **values) and name != to:
            self.content[to], self.kinds[to] = self.content[name], kind

    @rule(name=NAMES, to=NAMES, force=st.booleans())
    def move(self, name: str, to: str, force: bool) -> None:
        """To another name."""
        wrong = self.faults(name, running=name != to)
        if not wrong and name != to and to in self.content:
            wrong = ["FileLocked"] if force and to in self.running else [] if force else ["FileAlreadyExists"]
        values = {"sourceName": path(name), "destName": path(to), "force": force}
        if self.do("MoveVirtualDisk_Task", *wrong, **values) and name != to:
            self.content[to], self.kinds[to] = self.content.pop(name), self.kinds.pop(name)

    @rule(name=NAMES, mib=st.integers(1, 4))
    def extend(self, name: str, mib: int) -> None:
        """Larger."""
        wrong = self.faults(name, running=False)
        if not wrong:
            if self.kinds[name] not in FLAT:
                wrong = ["NotSupported"]
            elif mib * MIB <= len(self.content[name]):
                wrong = ["InvalidArgument"]
            else:
                wrong = self.faults(name)
        if self.do("ExtendVirtualDisk_Task", *wrong, name=path(name), newCapacityKb=mib << 10):
            self.content[name] = self.content[name].ljust(mib * MIB, b"\0")

    @rule(name=NAMES, what=st.sampled_from(["Inflate", "EagerZero", "Shrink", "Defragment", "ZeroFill"]))
    def change(self, name: str, what: str) -> None:
        """What leaves the content as it is, and what makes zeros of it."""
        wrong = self.faults(name, running=False)
        if not wrong:
            kind = self.kinds[name]
            can = {
                "Inflate": kind == "thin", "EagerZero": kind in FLAT and kind != "thin",
                "Shrink": kind in ("thin", "sparse2Gb", "sparseMonolithic"), "Defragment": True, "ZeroFill": True,
            }[what]
            wrong = self.faults(name) if can else ["NotSupported"]
        if self.do(f"{what}VirtualDisk_Task", *wrong, name=path(name)):
            if what == "Inflate":
                self.kinds[name] = "eagerZeroedThick"
            if what == "ZeroFill":
                self.content[name] = bytes(len(self.content[name]))

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """Away with it."""
        if self.do("DeleteVirtualDisk_Task", *self.faults(name), name=path(name)):
            del self.content[name], self.kinds[name]

    @precondition(lambda self: self.content)
    @rule(name=NAMES)
    def run_or_stop(self, name: str) -> None:
        """A VM starts with a disk, or stops."""
        if name in self.running:
            self.store.unlock(name)
            self.running.remove(name)
        elif name in self.content and self.kinds[name] not in ("sparse2Gb", "sparseMonolithic"):
            vmdk.lock_disk(self.store, f"d/{name}.vmdk", name, LockMode.EXCLUSIVE)
            self.running.add(name)

    @invariant()
    def nothing_else_is_there(self) -> None:
        """The files of the disks, their locks, the space they take."""
        names = {each.name for each in self.store.listing("d")} if self.store.exists("d") else set()
        wanted = {file for name in self.content for file in vmdk.disk_files(self.store, f"d/{name}.vmdk")}
        assert names == {file.removeprefix("d/") for file in wanted}
        assert set(self.store.lock_owners) == self.running
        used = self.store.used
        self.store.refresh()
        assert abs(self.store.used - used) <= 4 * MIB * len(self.content)

    @invariant()
    def all_content_is_there(self) -> None:
        """Of each disk that nobody runs."""
        for name, content in self.content.items():
            found = kind_of(vmdk.read_descriptor(self.store, f"d/{name}.vmdk"))
            assert str(found) == self.kinds[name].replace("eagerZeroedThick", "thick")
            if name not in self.running:
                reader = DiskReader(self.store, f"d/{name}.vmdk")
                data = bytearray(reader.descriptor.capacity)
                for offset, piece in reader.pieces():
                    data[offset : offset + len(piece)] = piece
                reader.close()
                assert data == content


def path(name: str) -> str:
    return f"[datastore1] d/{name}.vmdk"


TestDisks = Disks.TestCase
TestDisks.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
