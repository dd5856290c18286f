"""Whatever may happen to a host, by real calls: operations for machines that choose among them at random.

Each takes a client and two numbers, which choose names and objects; what the host refuses is no matter.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from calling import Client, Faulted
from device_rig import disk
from network_specs import group, switch
from vms import TOOLS, make_usual, reconfigure

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains
from fakeesx.storage.errors import StorageError

NAMES = ("one", "two", "three")
_NETWORK, _STORES, _FILES, _DISKS = "networkSystem", "ha-datastoresystem", "ha-nfc-file-manager", "ha-vdiskmanager"
_USERS, _RIGHTS, _ROOT = "ha-localacctmgr", "ha-authmgr", ManagedObjectReference("Folder", "ha-folder-root")
_DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")


def _vms(client: Client) -> list[ManagedObjectReference]:
    return [node.ref for node in client.host.inventory.of_type("VirtualMachine")]


def _of(found: list[Any], number: int) -> Any:
    if not found:
        raise Faulted("none", None, "there is none")
    return found[number % len(found)]


def _vm(client: Client, number: int) -> ManagedObjectReference:
    found: ManagedObjectReference = _of(_vms(client), number)
    return found


def create(client: Client, a: int, b: int) -> None:
    """A VM, with Tools or without."""
    make_usual(client, NAMES[a % 3], extra=TOOLS if b % 2 else None)


def destroy(client: Client, a: int, b: int) -> None:
    """A VM goes, with its files or without."""
    if b % 3:
        client.task(_vm(client, a), "Destroy_Task")
    else:
        client.call(_vm(client, a), "UnregisterVM")


def register(client: Client, a: int, b: int) -> None:
    """A VM comes back from its files."""
    name = NAMES[a % 3]
    client.task(
        "ha-folder-vm", "RegisterVM_Task", path=f"[datastore1] {name}/{name}.vmx", asTemplate=False,
        pool=ManagedObjectReference("ResourcePool", "ha-root-pool"),
    )


def power(client: Client, a: int, b: int) -> None:
    """On, off, suspended, reset."""
    names = ("PowerOnVM_Task", "PowerOnVM_Task", "PowerOffVM_Task", "SuspendVM_Task", "ResetVM_Task")
    client.task(_vm(client, a), names[b % 5])


def guest(client: Client, a: int, b: int) -> None:
    """What goes through Tools."""
    client.call(_vm(client, a), ("ShutdownGuest", "RebootGuest", "StandbyGuest")[b % 3])


def write(client: Client, a: int, b: int) -> None:
    """The guest writes to its disk."""
    vm, volumes = _vm(client, a), client.host.volumes
    device = next(each for each in client.get(vm, "config.hardware.device") if isinstance(each, vim.VirtualDisk))
    where = volumes.resolve(device.backing.fileName)
    data, offset = bytes([b % 255 + 1]) * 700, (b % 60) * 65536 + b
    chains.write(volumes, *where, offset, data, random.Random(b), owner=f"vm-{vm.value}")


def configure(client: Client, a: int, b: int) -> None:
    """Another memory size, name, disk."""
    vm = _vm(client, a)
    change: Any = ({"memoryMB": 64 + 4 * (b % 8)}, {"name": NAMES[b % 3]}, {"annotation": str(b)}, None)[b % 4]
    if change is None:
        reconfigure(client, vm, disk(1000, 1 + b % 3, kb=2048))
    else:
        reconfigure(client, vm, **change)


def snapshot(client: Client, a: int, b: int) -> None:
    """A snapshot of a VM: taken, gone back to, removed."""
    vm = _vm(client, a)
    if b % 2:
        client.task(vm, "CreateSnapshot_Task", name=str(b), memory=bool(b % 3), quiesce=False)
        return
    taken = [node.ref for node in client.host.inventory.of_type("VirtualMachineSnapshot")]
    if b % 4:
        client.task(_of(taken, a), "RevertToSnapshot_Task")
    else:
        client.task(_of(taken, a), "RemoveSnapshot_Task", removeChildren=bool(b % 3))


def files(client: Client, a: int, b: int) -> None:
    """Files and directories come, move and go."""
    one, two = f"[datastore1] {NAMES[a % 3]}", f"[datastore1] {NAMES[b % 3]}/{NAMES[a % 3]}"
    if b % 5 == 0:
        client.call(_FILES, "MakeDirectory", name=one)
    elif b % 5 == 1:
        client.task(_FILES, "MoveDatastoreFile_Task", sourceName=one, destinationName=two, sourceDatacenter=_DATACENTER)
    elif b % 5 == 2:
        client.task(_FILES, "CopyDatastoreFile_Task", sourceName=one, destinationName=two, sourceDatacenter=_DATACENTER)
    elif b % 5 == 3:
        client.task(_FILES, "DeleteDatastoreFile_Task", name=one, datacenter=_DATACENTER)
    else:
        client.host.volumes.get("datastore1").write_file(f"{NAMES[b % 3]}.iso", bytes([a % 256]) * (b % 5000))


def upload(client: Client, a: int, b: int) -> None:
    """A file comes in pieces, whole or not."""
    upload = client.host.volumes.get("datastore1").begin_upload(f"{NAMES[a % 3]}.img")
    upload.write(bytes([b % 256]) * 3000)
    if b % 3:
        upload.commit()


def disks(client: Client, a: int, b: int) -> None:
    """Virtual disks of no VM."""
    name = f"[datastore1] {NAMES[a % 3]}.vmdk"
    if b % 3 == 0:
        client.task(_DISKS, "CreateVirtualDisk_Task", name=name, spec=vim.FileBackedVirtualDiskSpec(
            diskType=("thin", "preallocated", "eagerZeroedThick")[b // 3 % 3], adapterType="lsiLogic", capacityKb=2048,
        ))
    elif b % 3 == 1:
        client.task(_DISKS, "DeleteVirtualDisk_Task", name=name)
    else:
        client.task(_DISKS, "ExtendVirtualDisk_Task", name=name, newCapacityKb=4096)


def stores(client: Client, a: int, b: int) -> None:
    """Datastores come, are renamed, and go."""
    found = [node.ref for node in client.host.inventory.of_type("Datastore")]
    if b % 4 == 0:
        client.call(_STORES, "CreateNasDatastore", spec=vim.HostNasVolumeSpec(
            remoteHost="nas", remotePath=f"/{NAMES[a % 3]}", localPath=NAMES[a % 3], accessMode="readWrite",
        ))
    elif b % 4 == 1:
        client.call(_of(found, a), "RenameDatastore", newName=("datastore1", "datastore1", *NAMES)[b // 4 % 5])
    elif b % 4 == 2:
        client.call(_STORES, "RemoveDatastore", datastore=_of(found, a))
    else:
        free = client.call(_STORES, "QueryAvailableDisksForVmfs")
        option = client.call(_STORES, "QueryVmfsDatastoreCreateOptions", devicePath=_of(free, a).devicePath)[0]
        client.call(_STORES, "CreateVmfsDatastore", spec=option.spec.replace(
            vmfs=option.spec.vmfs.replace(volumeName=NAMES[a % 3]),
        ))


def networks(client: Client, a: int, b: int) -> None:
    """Switches and port groups."""
    name = NAMES[a % 3]
    if b % 4 == 0:
        client.call(_NETWORK, "AddPortGroup", portgrp=group(name, b % 100))
    elif b % 4 == 1:
        client.call(_NETWORK, "RemovePortGroup", pgName=name)
    elif b % 4 == 2:
        client.call(_NETWORK, "AddVirtualSwitch", vswitchName=f"v-{name}", spec=switch())
    else:
        client.call(_NETWORK, "UpdatePortGroup", pgName="VM Network", portgrp=group("VM Network", b % 100))


def users(client: Client, a: int, b: int) -> None:
    """Users, roles, permissions, passwords."""
    name = NAMES[a % 3]
    if b % 4 == 0:
        client.call(_USERS, "CreateUser", user=vim.HostAccountSpec(id=name, password=f"secret{b}"))
    elif b % 4 == 1:
        client.call(_USERS, "RemoveUser", userName=name)
    elif b % 4 == 2:
        client.call(_RIGHTS, "AddAuthorizationRole", name=name, privIds=("System.View", "System.Read"))
    else:
        permission = vim.Permission(principal=name, group=False, roleId=-2, propagate=True)
        client.call(_RIGHTS, "SetEntityPermissions", entity=_ROOT, permission=[permission])


def sessions(client: Client, a: int, b: int) -> None:
    """Others log in and out; tickets of all kinds."""
    if b % 4 == 0:
        other = Client(client.host).login()
        if a % 2:
            other.call("ha-sessionmgr", "Logout")
    elif b % 4 == 1:
        client.call("ha-sessionmgr", "AcquireCloneTicket")
    elif b % 4 == 2:
        client.call("ha-sessionmgr", "AcquireLocalTicket", userName="root")
    else:
        client.call(_vm(client, a), "AcquireMksTicket")


def settings(client: Client, a: int, b: int) -> None:
    """Options, the date, files under /host, what starts with the host, pools."""
    host = client.host
    if b % 6 == 0:
        host.files.write("motd", b"hello %d" % a)
    elif b % 6 == 1:
        client.call("dateTimeSystem", "UpdateDateTime", dateTime=host.now().replace(year=2011 + a % 5))
    elif b % 6 == 2:
        info = vim.AutoStartPowerInfo(
            key=_vm(client, a), startOrder=1, startDelay=10, waitForHeartbeat="no", startAction="powerOn", stopDelay=5,
            stopAction="powerOff",
        )
        client.call("ha-autostart-mgr", "ReconfigureAutostart", spec=vim.HostAutoStartManagerConfig(
            defaults=vim.AutoStartDefaults(enabled=True), powerInfo=[info],
        ))
    elif b % 6 == 3:
        client.call("ha-autostart-mgr", "AutoStartPowerOn")
    elif b % 6 == 4:
        config = host.inventory.get(ManagedObjectReference("ResourcePool", "ha-root-pool"), "config")
        allocation = config.cpuAllocation.replace(reservation=0, limit=-1)
        spec = config.replace(cpuAllocation=allocation, memoryAllocation=allocation, entity=None)
        client.call("ha-root-pool", "CreateResourcePool", name=NAMES[a % 3], spec=spec)
    else:
        client.call("ha-eventmgr", "LogUserEvent", entity=_ROOT, msg=f"event {b}")


def host_power(client: Client, a: int, b: int) -> None:
    """Maintenance mode."""
    if client.host.in_maintenance:
        client.task("ha-host", "ExitMaintenanceMode_Task", timeout=0)
    elif b % 4 == 0 and not client.host.load.running():
        client.task("ha-host", "EnterMaintenanceMode_Task", timeout=0)


def host_files(client: Client, a: int, b: int) -> None:
    """Something below /tmp."""
    client.host.files.temporary.write_file(f"{NAMES[a % 3]}.txt", b"%d" % b)


def chaos(client: Client, a: int, b: int) -> None:
    """Rules."""
    chaos = client.host.chaos
    if b % 3 == 0:
        chaos.add("CurrentTime", fault="InvalidState", nth=2)
    elif b % 3 == 1:
        chaos.add(nic_down=f"vmnic{a % 2}")
    else:
        chaos.clear()


OPERATIONS: tuple[Callable[[Client, int, int], None], ...] = (
    create, create, destroy, register, power, power, guest, write, configure, snapshot, files, files, upload, disks, stores,
    networks, users, sessions, settings, host_power, host_files, chaos,
)


def happen(client: Client, operation: Callable[[Client, int, int], None], a: int, b: int) -> None:
    """Let one operation happen, or be refused."""
    with suppress(Faulted, StorageError, StopIteration):
        operation(client, a, b)
