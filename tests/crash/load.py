"""What clients do until the host dies, and what they know then: each in a corner of its own, at once with the others.

A client's knowledge is a dictionary of things: a machine, a file, a directory, a user, each with all that matters of it. An
operation that was answered has happened. One that was under way has happened or has not, with all its parts.
"""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import Fault, VimClient

FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
FILES = ManagedObjectReference("FileManager", "ha-nfc-file-manager")
DISKS = ManagedObjectReference("VirtualDiskManager", "ha-vdiskmanager")
ACCOUNTS = ManagedObjectReference("HostLocalAccountManager", "ha-localacctmgr")
DATASTORE = "datastore1"

Key: TypeAlias = tuple[str, str]
Things: TypeAlias = dict[Key, Any]
"""("vm", name), ("file", path), ("dir", path), ("disk", path) or ("user", name), and what is known of it."""


class Vm(NamedTuple):
    """What is known of a machine."""

    power: str
    note: str
    memory: int
    disks: int
    snapshots: int = 0


class Refused(Exception):
    """The host refused what should work."""


class Corner:
    """One client's part of the host; everything in it bears its name."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.random = random.Random(seed)
        self.known: Things = {}
        self.doubt: Things | None = None
        """What else may be so: how things are if the operation that was under way has happened."""
        self.refs: dict[str, ManagedObjectReference] = {}
        self.done = 0
        self.failure: BaseException | None = None
        self._count = 0

    # running

    def run(self, url: str, stop: threading.Event) -> None:
        """Do one thing after the other until the host is gone."""
        try:
            self._session(url, stop)
        except (OSError, http.client.HTTPException):
            pass
        except BaseException as error:  # noqa: BLE001 - told to who started it
            self.failure = error

    def _session(self, url: str, stop: threading.Event) -> None:
        client = VimClient(url, timeout=30)
        try:
            client.login("root", "vmware")
            while not stop.is_set():
                changes, act = self._choose(client)
                self.doubt = {**self.known, **changes}
                try:
                    act()
                except Fault as fault:
                    raise Refused(f"{changes}: {fault}") from fault
                self.known, self.doubt = without_gone(self.doubt), None
                self.done += 1
        finally:
            client.close()

    def settle(self, seen: Mapping[Key, Any]) -> str | None:
        """Compare with what is there after the kill, and know it from then on; what is wrong."""
        mine = {key: value for key, value in seen.items() if key[1].startswith(self.name)}
        allowed = [self.known] + ([without_gone(self.doubt)] if self.doubt is not None else [])
        if mine not in allowed:
            return f"{self.name}: {differences(self.known, mine)}; under way: {differences(self.known, allowed[-1])}"
        self.known, self.doubt = mine, None
        return None

    # what there is to do

    def _choose(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        vms, files = self._names("vm"), [*self._names("file")]
        options: list[Callable[[VimClient], tuple[Things, Callable[[], Any]]]] = [
            self._create, self._put, self._user, self._mkdir,
        ]
        if vms:
            options += [self._power, self._power, self._reconfigure, self._rename, self._grow]
            options += [self._snapshot, self._drop_snapshots]
        if len(vms) > 3:
            options += [self._destroy] * 4
        if files:
            options += [self._copy, self._replace, self._move]
        if len(files) > 6:
            options += [self._delete] * 4
        if self._names("dir"):
            options += [self._copy_tree, self._delete_tree, self._disk]
        if self._names("user"):
            options += [self._password, self._drop_user]
        return self.random.choice(options)(client)

    def _names(self, kind: str) -> list[str]:
        return sorted(name for this, name in self.known if this == kind)

    def _some(self, kind: str) -> str:
        return self.random.choice(self._names(kind))

    def _new(self) -> str:
        self._count += 1
        return f"{self.name}-{self._count}"

    def _create(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name, memory = self._new(), self.random.choice([32, 64])

        def act() -> None:
            self.refs[name] = client.task("CreateVM_Task", FOLDER, config=_spec(name, memory), pool=POOL)

        return {("vm", name): Vm("poweredOff", "", memory, 1)}, act

    def _ref(self, client: VimClient, name: str) -> ManagedObjectReference:
        if name not in self.refs:
            for ref in client.get(FOLDER, "childEntity")[0]:
                with suppress(Fault):  # another client has destroyed it meanwhile
                    self.refs[client.get(ref, "name")[0]] = ref
        return self.refs[name]

    def _on_vm(self, client: VimClient, vm: str, method: str, /, **arguments: Any) -> Callable[[], Any]:
        ref = self._ref(client, vm)
        return lambda: client.task(method, ref, **arguments)

    def _power(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        return self._power_of(client, self._some("vm"))

    def _power_of(self, client: VimClient, name: str) -> tuple[Things, Callable[[], Any]]:
        vm = self.known["vm", name]
        if vm.power == "poweredOn":
            method, power = self.random.choice([("PowerOffVM_Task", "poweredOff"), ("SuspendVM_Task", "suspended")])
        else:
            method, power = "PowerOnVM_Task", "poweredOn"
        return {("vm", name): vm._replace(power=power)}, self._on_vm(client, name, method)

    def _reconfigure(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name, note = self._some("vm"), f"note {self._new()}"
        spec = vim.VirtualMachineConfigSpec(annotation=note)
        return {("vm", name): self.known["vm", name]._replace(note=note)}, self._on_vm(
            client, name, "ReconfigVM_Task", spec=spec,
        )

    def _grow(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name = self._some("vm")
        vm = self.known["vm", name]
        if vm.power == "suspended" or vm.disks >= 6 or vm.snapshots:
            return self._reconfigure(client)
        spec = vim.VirtualMachineConfigSpec(deviceChange=[_disk(1000, vm.disks)], annotation=f"disks {vm.disks + 1}")
        return {("vm", name): vm._replace(disks=vm.disks + 1, note=spec.annotation)}, self._on_vm(
            client, name, "ReconfigVM_Task", spec=spec,
        )

    def _snapshot(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name = self._some("vm")
        vm = self.known["vm", name]
        if vm.power == "suspended" and vm.snapshots:  # a host refuses a second one: nothing has changed since
            return self._power_of(client, name)
        if vm.snapshots > 2:
            return {("vm", name): vm._replace(snapshots=0)}, self._on_vm(client, name, "RemoveAllSnapshots_Task")
        return {("vm", name): vm._replace(snapshots=vm.snapshots + 1)}, self._on_vm(
            client, name, "CreateSnapshot_Task", name=f"s{vm.snapshots}", memory=False, quiesce=False,
        )

    def _drop_snapshots(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        fitting = [name for name in self._names("vm") if self.known["vm", name].snapshots]
        if not fitting:
            return self._snapshot(client)
        name = self.random.choice(fitting)
        vm = self.known["vm", name]
        ref = self._ref(client, name)
        (tree,) = client.get(ref, "snapshot.rootSnapshotList")[0]
        return {("vm", name): vm._replace(snapshots=0)}, lambda: client.task(
            "RemoveSnapshot_Task", tree.snapshot, removeChildren=True,
        )

    def _rename(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name, new = self._some("vm"), self._new()
        act = self._on_vm(client, name, "Rename_Task", newName=new)
        return {("vm", name): None, ("vm", new): self.known["vm", name]}, act

    def _destroy(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        off = [name for name in self._names("vm") if self.known["vm", name].power != "poweredOn"]
        if not off:
            return self._power(client)
        name = self.random.choice(off)
        return {("vm", name): None}, self._on_vm(client, name, "Destroy_Task")

    def _bytes(self) -> bytes:
        return self.random.randbytes(self.random.choice([0, 10, 5000, 400_000]))

    def _put(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        path, data = self._new(), self._bytes()
        if self._names("dir") and self.random.random() < 0.5:
            path = f"{self._some('dir')}/{path}"
        return self._put_to(client, path, data)

    def _replace(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        return self._put_to(client, self._some("file"), self._bytes())

    def _put_to(self, client: VimClient, path: str, data: bytes) -> tuple[Things, Callable[[], Any]]:
        pieces = [data[at : at + 65536] for at in range(0, len(data), 65536)]
        return {("file", path): data}, lambda: client.put(DATASTORE, path, iter(pieces), len(data))

    def _mkdir(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        path = self._new()
        name = f"[{DATASTORE}] {path}"
        return {("dir", path): True}, lambda: client.call("MakeDirectory", FILES, name=name)

    def _copy(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        source, target = self._some("file"), self._new()
        return {("file", target): self.known["file", source]}, lambda: client.task(
            "CopyDatastoreFile_Task", FILES, sourceName=f"[{DATASTORE}] {source}", destinationName=f"[{DATASTORE}] {target}",
        )

    def _move(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        source, target = self._some("file"), self._new()
        return {("file", source): None, ("file", target): self.known["file", source]}, lambda: client.task(
            "MoveDatastoreFile_Task", FILES, sourceName=f"[{DATASTORE}] {source}", destinationName=f"[{DATASTORE}] {target}",
        )

    def _delete(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        path = self._some("file")
        return {("file", path): None}, lambda: client.file(DATASTORE, path, "DELETE")

    def _copy_tree(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        source, target = self._some("dir"), self._new()
        below = {
            (kind, f"{target}{path.removeprefix(source)}"): value
            for (kind, path), value in self.known.items()
            if kind in ("file", "disk") and path.startswith(f"{source}/")
        }
        return {("dir", target): True, **below}, lambda: client.task(
            "CopyDatastoreFile_Task", FILES, sourceName=f"[{DATASTORE}] {source}", destinationName=f"[{DATASTORE}] {target}",
        )

    def _delete_tree(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        path = self._some("dir")
        below = [(kind, name) for kind, name in self.known if kind != "vm" and f"{name}/".startswith(f"{path}/")]
        return dict.fromkeys(below), lambda: client.task("DeleteDatastoreFile_Task", FILES, name=f"[{DATASTORE}] {path}")

    def _disk(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        path, kb = f"{self._some('dir')}/{self._new()}.vmdk", self.random.choice([64, 1024])
        spec = vim.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=kb)
        return {("disk", path): kb}, lambda: client.task(
            "CreateVirtualDisk_Task", DISKS, name=f"[{DATASTORE}] {path}", spec=spec,
        )

    def _user(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name, password = self._new(), f"secret{self._count}"
        user = vim.HostAccountSpec(id=name, password=password)
        return {("user", name): password}, lambda: client.call("CreateUser", ACCOUNTS, user=user)

    def _password(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name, password = self._some("user"), f"other{self._new()}"
        user = vim.HostAccountSpec(id=name, password=password)
        return {("user", name): password}, lambda: client.call("UpdateUser", ACCOUNTS, user=user)

    def _drop_user(self, client: VimClient) -> tuple[Things, Callable[[], Any]]:
        name = self._some("user")
        return {("user", name): None}, lambda: client.call("RemoveUser", ACCOUNTS, userName=name)


def without_gone(things: Things) -> Things:
    """What is there: without what is known to be gone."""
    return {key: value for key, value in things.items() if value is not None}


def differences(one: Things, other: Things) -> dict[Key, tuple[str, str]]:
    """Where two states of things differ, shortened."""
    return {
        key: (repr(one.get(key))[:80], repr(other.get(key))[:80])
        for key in {**one, **other} if one.get(key) != other.get(key)
    }


def _disk(controller: int, unit: int) -> vim.VirtualDeviceConfigSpec:
    return vim.VirtualDeviceConfigSpec(
        operation="add", fileOperation="create", device=vim.VirtualDisk(
            key=-2, controllerKey=controller, unitNumber=unit, capacityInKB=1024,
            backing=vim.VirtualDiskFlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True),
        ),
    )


def _spec(name: str, memory: int) -> vim.VirtualMachineConfigSpec:
    controller = vim.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus=vim.VirtualSCSISharing.noSharing)
    return vim.VirtualMachineConfigSpec(
        name=name, memoryMB=memory, files=vim.VirtualMachineFileInfo(vmPathName=f"[{DATASTORE}]"),
        deviceChange=[vim.VirtualDeviceConfigSpec(operation="add", device=controller), _disk(-1, 0)],
    )
