"""Virtual machines of a model: what is on their disk, now and in each snapshot, and which files they have for that."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from calling import Client
from device_rig import controller, disk
from files_model import Place

from fakeesx.host.virtual_machine import guest_disks
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains

KB = 256
SIZE = KB * 1024
KEY = 2000
ON, OFF = "poweredOn", "poweredOff"
OLD_LOGS = 6


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: the id of its parent (0: none), what is on the disk, the power state."""

    parent: int
    content: bytes
    power: str


@dataclass
class State:
    """What is on the disk of a VM and in its snapshots; which logs it has."""

    content: bytes = bytes(SIZE)
    snapshots: dict[int, Snapshot] = field(default_factory=dict)
    current: int = 0
    taken: int = 0
    ran: bool = False
    logs: tuple[int, ...] = ()

    def copy(self) -> State:
        """One that does not follow."""
        return State(self.content, dict(self.snapshots), self.current, self.taken, self.ran, self.logs)

    def power_on(self) -> None:
        """The log gets a number, a new one begins."""
        if self.ran:
            self.logs = (*self.logs[-(OLD_LOGS - 1) :], self.logs[-1] + 1 if self.logs else 1)
        self.ran = True

    def take(self, power: str) -> None:
        """A snapshot."""
        self.taken += 1
        self.snapshots[self.taken] = Snapshot(self.current, self.content, power)
        self.current = self.taken

    def revert(self, uid: int) -> str:
        """Back to a snapshot: the power state after that."""
        self.content, self.current = self.snapshots[uid].content, uid
        return self.snapshots[uid].power

    def remove(self, uid: int, children: bool) -> None:
        """One snapshot, or it and all below it."""
        gone = {uid}
        while children and (more := {other for other, each in self.snapshots.items() if each.parent in gone} - gone):
            gone |= more

        def above(other: int) -> int:
            while other in gone:
                other = self.snapshots[other].parent
            return other

        kept = {
            other: Snapshot(above(each.parent), each.content, each.power)
            for other, each in self.snapshots.items() if other not in gone
        }
        self.current, self.snapshots = above(self.current), kept


@dataclass
class Guest:
    """A registered VM."""

    client: Client
    ref: ManagedObjectReference
    name: str
    home: Place
    """Its directory."""
    stem: str
    state: State
    power: str = OFF
    files: set[Place] = field(default_factory=set)
    """Those it has, as of the last look."""

    @property
    def object(self) -> Any:
        """The managed object."""
        return self.client.host.object(self.ref)

    @property
    def vmx(self) -> Place:
        """Its configuration."""
        return self.path(f"{self.stem}.vmx")

    def path(self, name: str) -> Place:
        """A file in its directory."""
        return self.home[0], f"{self.home[1]}/{name}"

    def snapshots(self) -> dict[int, Any]:
        """The entries of ``snapshot.rootSnapshotList`` by id, with the id of their parent."""
        info = self.client.read(self.ref, "snapshot")[0].get("snapshot")
        found: dict[int, Any] = {}

        def walk(trees: Any, parent: int) -> None:
            for tree in trees:
                found[tree.id] = parent, tree
                walk(tree.childSnapshotList, tree.id)

        walk(info.rootSnapshotList if info is not None else (), 0)
        return found

    def chain(self, of: ManagedObjectReference | None = None) -> list[str]:
        """The names of its disk's files, or of its disk in a snapshot, without the extents; the base comes last."""
        backing = self._backing(of or self.ref)
        found = []
        while backing is not None:
            head = f"[{self.home[0]}] {self.home[1]}/"
            assert backing.fileName.startswith(head)
            found.append(backing.fileName.removeprefix(head))
            backing = backing.parent
        return found

    def _backing(self, of: ManagedObjectReference) -> Any:
        devices = self.client.get(of, "config").hardware.device
        return next(device.backing for device in devices if device.key == KEY)

    def own_files(self, found: set[Place]) -> dict[Place, str]:
        """The files it must have now, and how they are held: ``write``, ``sealed`` or nothing.

        ``found``: those that are there; only the name of the swap file is taken from it.
        """
        state, on = self.state, self.power == ON
        names = {f"{self.stem}.vmx": "write" if on else "", f"{self.stem}.vmxf": "", f"{self.stem}.vmsd": ""}
        if state.ran:
            names |= dict.fromkeys((f"{self.stem}.nvram", "vmware.log"), "write" if on else "")
            names |= {f"vmware-{number}.log": "" for number in state.logs}
        if on:
            form = re.compile(re.escape(f"{self.home[1]}/{self.stem}") + r"-[0-9a-f]{8}\.vswp")
            (swap,) = [path for name, path in found if name == self.home[0] and form.fullmatch(path)]
            names[swap.rpartition("/")[2]] = "sealed"
        names |= {f"{self.stem}-Snapshot{uid}.vmsn": "" for uid in state.snapshots}
        for _, tree in self.snapshots().values():
            for descriptor in self.chain(tree.snapshot):
                names |= {descriptor: "", extent(descriptor): ""}
        line = self.chain()
        assert line[-1] == f"{self.stem}.vmdk"
        for number, descriptor in enumerate(line):
            names[descriptor] = "write" if on else ""
            names[extent(descriptor)] = ("write" if number else "sealed") if on else ""
        return {self.path(name): held for name, held in names.items()}

    # the disk

    def read(self) -> bytes:
        """What the guest reads."""
        return guest_disks.read(self.object, KEY, 0, SIZE)

    def read_snapshot(self, of: ManagedObjectReference) -> bytes:
        """What it would read after going back to a snapshot."""
        volumes = self.client.host.volumes
        return chains.read(volumes, *volumes.resolve(self._backing(of).fileName), 0, SIZE, owner=self.object.owner)

    def write(self, offset: int, data: bytes) -> None:
        """The guest writes; it must run."""
        guest_disks.write(self.object, KEY, offset, data)
        old = self.state.content
        self.state.content = old[:offset] + data + old[offset + len(data) :]


def extent(descriptor: str) -> str:
    """The file with the data of a disk of a VM."""
    kind = "delta" if re.search(r"-\d{6}\.vmdk$", descriptor) else "flat"
    return descriptor.removesuffix(".vmdk") + f"-{kind}.vmdk"


def spec(name: str, datastore: str) -> vim.VirtualMachineConfigSpec:
    """A small VM with a disk on a datastore; half of its memory is reserved."""
    devices = [
        vim.VirtualDeviceConfigSpec(operation=vim.VirtualDeviceConfigSpecOperation.add, device=controller()),
        vim.VirtualDeviceConfigSpec(
            operation=vim.VirtualDeviceConfigSpecOperation.add, device=disk(kb=KB),
            fileOperation=vim.VirtualDeviceConfigSpecFileOperation.create,
        ),
    ]
    return vim.VirtualMachineConfigSpec(
        name=name, memoryMB=4, files=vim.VirtualMachineFileInfo(vmPathName=f"[{datastore}]"), deviceChange=devices,
        memoryAllocation=vim.ResourceAllocationInfo(reservation=3, limit=-1),
    )
