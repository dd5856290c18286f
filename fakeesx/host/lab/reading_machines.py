"""What an inventory file says of the virtual machines of a host that runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine.disk_files import line_of
from fakeesx.host.virtual_machine.guest import TOOLS_KEY, tools_of
from fakeesx.host.virtual_machine.snapshots.disks import is_at_home
from fakeesx.host.virtual_machine.snapshots.state import reference
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.inventory import Node
from fakeesx.inventory.file.keys import NIC_TYPES
from fakeesx.inventory.file.lab import DiskLab, SnapshotLab, VmLab, VmNicLab
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmfiles import VmHome, home_name
from fakeesx.storage.vmx import Vmx

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_READABLE = (vim.VirtualDiskFlatVer2BackingInfo, vim.VirtualDiskRawDiskMappingVer1BackingInfo)
_POWER = {"poweredOff": "off", "poweredOn": "on", "suspended": "suspended"}
_LONGEST_TEXT = 4096


def vms(host: Esx) -> Iterator[VmLab]:
    """The VMs as the friendly keys say them, in the order of their moids."""
    first = next((volume.name for volume in host.volumes if not volume.read_only), None)
    taken: set[tuple[str, str]] = set()
    last = 0
    for node in sorted(host.inventory.of_type("VirtualMachine"), key=lambda node: int(node.ref.value)):
        moid = int(node.ref.value)
        yield _vm(host, node, first, None if moid == last + 16 else node.ref.value, taken)
        last = moid


def _vm(host: Esx, node: Node, first: str | None, moid: str | None, taken: set[tuple[str, str]]) -> VmLab:
    config, machine = node.values["config"], node.private
    home = machine.home
    disks = tuple(_disks(host, node, home))
    usual = _usual_home(unescaped(config.name), machine.datastore, taken)
    taken.add((machine.datastore, home.directory))
    return VmLab(
        config.name, guest_id=config.guestId, cpus=config.hardware.numCPU, memory=config.hardware.memoryMB << 20,
        datastore=None if machine.datastore == first else machine.datastore, disks=disks,
        nics=tuple(_nic(device) for device in config.hardware.device if isinstance(device, vim.VirtualEthernetCard)),
        power=_POWER[node.values["runtime"].powerState], tools=tools_of(config), annotation=config.annotation or "",
        snapshots=tuple(_snapshots(machine.snapshots)), moid=moid, uuid=config.uuid, instance_uuid=config.instanceUuid,
        file=None if home == usual else home.vmx,
    )


def _usual_home(name: str, datastore: str, taken: set[tuple[str, str]]) -> VmHome:
    """Where a new VM of a name goes."""
    stem = directory = home_name(name)
    number = 0
    while (datastore, directory) in taken:
        number += 1
        directory = f"{stem}_{number}"
    return VmHome(directory, stem)


def _disks(host: Esx, node: Node, home: VmHome) -> Iterator[DiskLab]:
    """The disks as they were made; one that is based on a disk of others' is written as a whole one."""
    datastore = node.private.datastore
    made: dict[str, int] = {}
    for device, backing in _made(host, node):
        path = DatastorePath.parse(backing.fileName)
        number = made.get(path.datastore, 0)
        made[path.datastore] = number + 1
        found = DiskLab(
            device.capacityInKB << 10, datastore=None if path.datastore == datastore else path.datastore,
            file=None if path.path == home.disk(number) else path.path, uuid=backing.uuid, content_id=backing.contentId,
        )
        if isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo):
            lun = host.iscsi_targets.visible(uuid=backing.lunUuid)
            if lun is not None:
                kind = str(backing.compatibilityMode).removesuffix("Mode")
                yield replace(found, size=None, lun=lun.canonicalName, compatibility=kind)
        else:
            thin = bool(backing.thinProvisioned)
            yield replace(found, thin=thin, eager=_is_zeroed(host, path) and not thin)


def _made(host: Esx, node: Node) -> Iterator[tuple[Any, Any]]:
    """The disks, each with its file as it was made: of a VM with snapshots, the one that they are based on."""
    machine = node.private
    own = machine.snapshots.kept | {
        getattr(device.backing, "fileName", None)
        for taken in machine.snapshots.taken
        for device in host.inventory.get(reference(node.ref, taken.uid), "config").hardware.device
    }
    for device in node.values["config"].hardware.device:
        backing = device.backing
        if isinstance(device, vim.VirtualDisk) and isinstance(backing, _READABLE):
            line = line_of(backing)
            yield device, next(
                (each for each in reversed(line) if each.fileName in own or is_at_home(machine, each.fileName)), line[0],
            )


def linked(host: Esx) -> Iterator[tuple[str, str]]:
    """The path of each disk that was made as a delta on a disk of others', and that disk's."""
    for node in host.inventory.of_type("VirtualMachine"):
        for _, backing in _made(host, node):
            if backing.parent is not None:
                yield backing.fileName, backing.parent.fileName


def _is_zeroed(host: Esx, path: DatastorePath) -> bool:
    """Whether a disk was zeroed when it was made."""
    try:
        volume, below = host.volumes.resolve(path)
        return any(volume.is_zeroed(each) for each in vmdk.disk_files(volume, below) if each != below)
    except StorageError:
        return False


def _nic(device: Any) -> VmNicLab:
    kind = type(device).__name__.removeprefix("Virtual").lower()
    connectable = device.connectable
    return VmNicLab(
        getattr(device.backing, "deviceName", None) or "", kind if kind in NIC_TYPES else "e1000",
        device.macAddress if device.addressType == "manual" else None,
        connectable is None or bool(connectable.startConnected),
    )


def _snapshots(snapshots: Any) -> Iterator[SnapshotLab]:
    numbers = {0: 0} | {each.uid: number for number, each in enumerate(snapshots.taken, 1)}
    for number, each in enumerate(snapshots.taken, 1):
        parent = numbers.get(each.parent, 0)
        current = each.uid == snapshots.current and number < len(snapshots.taken)
        yield SnapshotLab(
            each.name, each.description, None if parent == number - 1 else parent, _POWER[each.state], each.quiesced,
            current,
        )


def vmx_of_node(node: Node) -> Vmx:
    """The ``.vmx`` of a VM."""
    return vmx_of(node.values["config"], node.private.foreign, node.private.standby)


def beyond_keys(mine: Node, other: Node) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str | None], ...]]:
    """What the ``.vmx`` of a VM has that another's has not: what goes into ``extra_config``, and what goes into ``vmx``."""
    wanted, there = vmx_of_node(mine), vmx_of_node(other)
    options = {option.key.lower() for option in mine.values["config"].extraConfig}
    extra, vmx = [], []
    delta = bool(mine.private.snapshots)
    for key, value in wanted.items():
        if there.get(key) != value and not (delta and key.lower().endswith(".filename") and ".vmdk" in value):
            if key.lower() in options and key.lower() != TOOLS_KEY and value and len(value) <= _LONGEST_TEXT:
                extra.append((key, value))
            else:
                vmx.append((key, value))
    vmx += [(key, None) for key in there if key not in wanted]  # type: ignore[misc]
    return tuple(extra), tuple(vmx)
