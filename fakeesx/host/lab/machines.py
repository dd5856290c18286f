"""The virtual machines that an inventory file describes, made one by one as CreateVM_Task makes them.

What the host refuses is told as the file's reader tells it, with the place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from fakeesx.host.managed_object import Call
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create, vmx_config
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment
from fakeesx.host.virtual_machine.devices.operations import CreateDisk, CreateMapping
from fakeesx.host.virtual_machine.guest import TOOLS_KEY
from fakeesx.host.virtual_machine.machine import storage_faults
from fakeesx.host.virtual_machine.snapshots.state import reference
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.inventory.file import InventoryError, Lab
from fakeesx.inventory.file.lab import DiskLab, VmLab
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault
from fakeesx.storage import vmfiles
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_CARDS: dict[str, type[Any]] = {
    "e1000": vim.VirtualE1000, "pcnet32": vim.VirtualPCNet32, "vmxnet": vim.VirtualVmxnet, "vmxnet2": vim.VirtualVmxnet2,
    "vmxnet3": vim.VirtualVmxnet3,
}
_UNITS = tuple(unit for unit in range(16) if unit != 7)
"""Where disks go on a SCSI controller: unit 7 is its own."""
_IN_SPEC = {
    "numCPUs": "cpus", "memoryMB": "memory", "guestId": "guest_id", "annotation": "annotation",
    "extraConfig": "extra_config",
}
"""Keys of a VM by the properties of its spec; likewise of its devices, and by the faults that are about one key."""
_IN_DEVICE = {"capacityInKB": "size", "backing.deviceName": "network", "macAddress": "mac", "backing.fileName": "datastore"}
_HINTS = {
    "mac": " A static address is unicast, and in VMware's ranges only from 00:50:56:00:00:00 to 00:50:56:3f:ff:ff.",
    "size": " VMFS-3 takes files of 256 GiB for each MB of its block size (the datastore's block_size).",
}
_OF_FAULT = {
    "NumVirtualCpusNotSupported": "cpus", "MemorySizeNotSupported": "memory", "InvalidName": "name", "DuplicateName": "name",
}
_STATES = {"off": "poweredOff", "on": "poweredOn", "suspended": "suspended"}
_TO = {"off": "PowerOffVM_Task", "on": "PowerOnVM_Task", "suspended": "SuspendVM_Task"}


def make_all(host: Esx, lab: Lab) -> None:
    """Make the VMs of a lab, then their snapshots, then start those that run. Raises ``InventoryError``."""
    with host.inventory.transaction():
        made = [(vm, ref) for vm in lab.vms for ref in _make(host, lab, vm)]
        if made:
            host.ids.next_vm(max(int(ref.value) for _, ref in made) + 16)
        host.vms.link_all([(ref, _around(host, ref)) for _, ref in made])
        host.datastores.refresh()
    for vm, ref in made:
        if vm.snapshots:
            _take_snapshots(host, lab, vm, ref)
        _bring(host, lab, vm, ref, vm.power, f"{vm.path}.power")


def run(host: Esx, ref: ManagedObjectReference, name: str, /, **arguments: Any) -> Any:
    """The result of a task's method that nobody waits for. Raises ``VimFault``."""
    target, method = host.object(ref), host.model.methods[name]
    function: Any = target.declared(name)
    with host.inventory.transaction():
        steps = function(target, Call(method, ref, arguments, None, host.encoder), **arguments)
        sent: Any = None
        while True:
            try:
                wait = steps.send(sent)
            except StopIteration as end:
                return end.value
            sent = _ended(wait) if isinstance(wait, Deferred) else None


def _ended(wait: Deferred[Any]) -> Any:
    """What a Deferred that has fired came to."""
    found: list[Any] = []
    wait.addBoth(found.append)
    if isinstance(found[0], Failure):
        found[0].raiseException()
    return found[0]


def _make(host: Esx, lab: Lab, vm: VmLab) -> Iterator[ManagedObjectReference]:
    home = vm.datastore or next(volume.name for volume in host.volumes if not volume.read_only)
    pool = next(host.inventory.of_type("ResourcePool")).ref
    devices, paths = _devices(vm, home)
    spec = _spec(vm, home, devices)
    for name in vm.names():
        try:
            if vm.moid is not None:
                host.ids.next_vm(int(vm.moid))
            planned = _with_content_ids(create.plan(host, spec.replace(name=name)), vm)
            ref = create.make(host, planned, pool, link=False)
            if vm.vmx:
                _reread(host, lab, vm, ref)
        except VimFault as error:
            raise _refused(lab, vm, paths, error) from None
        yield ref


def _with_content_ids(planned: create.Plan, vm: VmLab) -> create.Plan:
    """A plan whose disks have the content ids that the lab says."""
    ids = [disk.content_id for disk in vm.disks]
    if not any(ids):
        return planned
    made = [each for each in planned.outcome.operations if isinstance(each, CreateDisk | CreateMapping)]
    by_path = {each.path: wanted for each, wanted in zip(made, ids, strict=True) if wanted}
    operations = tuple(
        replace(each, content_id=by_path[each.path])
        if isinstance(each, CreateDisk | CreateMapping) and each.path in by_path else each
        for each in planned.outcome.operations
    )
    devices = []
    for device in planned.outcome.devices:
        backing: Any = device.backing
        if isinstance(device, vim.VirtualDisk) and backing.fileName in by_path:
            device = device.replace(backing=backing.replace(contentId=by_path[backing.fileName]))
        devices.append(device)
    hardware = planned.config.hardware.replace(device=devices)
    return replace(
        planned, outcome=replace(planned.outcome, operations=operations, devices=tuple(devices)),
        config=planned.config.replace(hardware=hardware),
    )


def _reread(host: Esx, lab: Lab, vm: VmLab, ref: ManagedObjectReference) -> None:
    """Put entries into the VM's file, and make the VM what the file says then."""
    machine_of: Any = host.object(ref)
    machine, config = machine_of.machine, machine_of.config
    try:
        vmx = vmx_of(config, machine.foreign, machine.standby).replace(dict(vm.vmx))
    except (StorageError, ValueError) as error:
        raise lab.error(f"{vm.path}.vmx", str(error)) from None
    uuids = {
        "uuid": vmx_config.uuid_in(vmx, "uuid.bios") or config.uuid,
        "instanceUuid": vmx_config.uuid_in(vmx, "vc.uuid") or config.instanceUuid,
        "locationId": vmx_config.uuid_in(vmx, "uuid.location") or config.locationId,
    }
    environment = DeviceEnvironment(
        host, machine_of.datastore, machine.home, uuids["uuid"], vmx_config.hardware_version(host, vmx), ref,
    )
    new = vmx_config.config_of(vmx, config.name, config.files.vmPathName, environment, uuids)
    new = new.replace(changeVersion=configs.next_version(host.now(), config.changeVersion))
    tag = vmx_config.swap_tag(vmx)
    with storage_faults():
        vmfiles.write_vmx(machine_of.datastore, machine.home, vmx)
    machine = replace(
        machine, swap_tag=machine.swap_tag if tag is None else tag, standby=vmx_config.standby_in(vmx),
        foreign=vmx_config.remarks(vmx),
    )
    machine_of.change(machine=machine, config=new, runtime=create.off_runtime(host, new), look=True)


def _around(host: Esx, vm: ManagedObjectReference) -> tuple[ManagedObjectReference, ...]:
    get = host.inventory.get
    return (get(vm, "resourcePool"), *get(vm, "datastore"), *get(vm, "network"))


def _spec(vm: VmLab, home: str, devices: list[vim.VirtualDeviceConfigSpec]) -> vim.VirtualMachineConfigSpec:
    options = dict(vm.extra_config)
    if vm.tools != "notInstalled":
        options[TOOLS_KEY] = vm.tools
    return vim.VirtualMachineConfigSpec(
        guestId=vm.guest_id, numCPUs=vm.cpus, memoryMB=vm.memory >> 20, annotation=vm.annotation or None,
        uuid=vm.uuid, instanceUuid=vm.instance_uuid,
        files=vim.VirtualMachineFileInfo(vmPathName=f"[{home}]{f' {vm.file}' if vm.file else ''}"), deviceChange=devices,
        extraConfig=[vim.OptionValue(key=key, value=value) for key, value in options.items()],
    )


def _devices(vm: VmLab, home: str) -> tuple[list[vim.VirtualDeviceConfigSpec], list[str]]:
    """The devices of a VM as CreateVM_Task takes them, and the path of each in the file."""
    changes, paths = [], []
    add = vim.VirtualDeviceConfigSpecOperation.add

    def enter(path: str, device: vim.VirtualDevice, *, create: bool = False) -> None:
        operation = vim.VirtualDeviceConfigSpecFileOperation.create if create else None
        changes.append(vim.VirtualDeviceConfigSpec(operation=add, fileOperation=operation, device=device))
        paths.append(path)

    for number, disk in enumerate(vm.disks):
        bus, unit = divmod(number, len(_UNITS))
        if not unit:
            enter(f"{vm.path}.disks", vim.VirtualLsiLogicController(
                key=-1 - bus, busNumber=bus, sharedBus=vim.VirtualSCSISharing.noSharing,
            ))
        enter(disk.path, vim.VirtualDisk(
            key=-100 - number, controllerKey=-1 - bus, unitNumber=_UNITS[unit],
            capacityInKB=(disk.size or 0) >> 10, backing=_backing(disk, home),
        ), create=True)
    for number, nic in enumerate(vm.nics):
        enter(nic.path, _CARDS[nic.type](
            key=-1000 - number, addressType="manual" if nic.mac else "generated", macAddress=nic.mac,
            backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName=nic.network),
            connectable=vim.VirtualDeviceConnectInfo(
                startConnected=nic.connected, allowGuestControl=True, connected=nic.connected,
            ),
        ))
    return changes, paths


def _backing(disk: DiskLab, home: str) -> vim.VirtualDeviceFileBackingInfo:
    if disk.lun is not None:
        return vim.VirtualDiskRawDiskMappingVer1BackingInfo(
            fileName=_disk_file(disk, home), diskMode="persistent", deviceName=disk.lun, uuid=_disk_uuid(disk.uuid),
            compatibilityMode=f"{disk.compatibility}Mode",
        )
    return vim.VirtualDiskFlatVer2BackingInfo(
        fileName=_disk_file(disk, home), diskMode="persistent", thinProvisioned=disk.thin,
        eagerlyScrub=disk.eager or None, uuid=_disk_uuid(disk.uuid),
    )


def _disk_file(disk: DiskLab, home: str) -> str:
    """Where a disk is made: a path, a datastore, or with the VM."""
    if disk.file is not None:
        return f"[{disk.datastore or home}] {disk.file}"
    return f"[{disk.datastore}]" if disk.datastore else ""


def _disk_uuid(uuid: str | None) -> str | None:
    """As hosts write it: its head has a capital C."""
    return None if uuid is None else uuid[:7].upper() + uuid[7:].lower()


def _refused(lab: Lab, vm: VmLab, paths: list[str], error: VimFault) -> InventoryError:
    """What a fault of CreateVM_Task says, as an error in the file."""
    fault: Any = error.fault
    kind = type(fault).__name__
    index, property = getattr(fault, "deviceIndex", None), getattr(fault, "property", None) or ""
    argument = (getattr(fault, "invalidProperty", None) or "").removeprefix("configSpec.").partition("[")[0]
    path = vm.path
    if isinstance(index, int) and 0 <= index < len(paths):
        key = _IN_DEVICE.get(property.removeprefix("virtualDeviceSpec.device."))
        path = f"{paths[index]}.{key}" if key else paths[index]
    elif kind == "FileTooLarge" and vm.disks:
        path = f"{max(vm.disks, key=lambda disk: disk.size or 0).path}.size"
    elif kind == "NoDiskSpace" and vm.disks:
        path = f"{vm.path}.disks"
    elif kind in _OF_FAULT or argument in _IN_SPEC:
        path = f"{vm.path}.{_OF_FAULT.get(kind) or _IN_SPEC[argument]}"
    hint = _HINTS.get(path.rpartition(".")[2], "")
    return lab.error(path, f"the host refuses this virtual machine: {kind}: {error}{hint}")


def _take_snapshots(host: Esx, lab: Lab, vm: VmLab, ref: ManagedObjectReference) -> None:
    """Take the snapshots of a VM one after the other, going back where one was not taken on the one before it."""
    last = len(vm.snapshots)
    for number, snapshot in enumerate(vm.snapshots, 1):
        if snapshot.parent not in (None, number - 1):
            _do(host, lab, snapshot.path, reference(ref, snapshot.parent), "RevertToSnapshot_Task")
        _bring(host, lab, vm, ref, snapshot.power, f"{snapshot.path}.power")
        _do(
            host, lab, snapshot.path, ref, "CreateSnapshot_Task", name=snapshot.name, memory=snapshot.power == "on",
            quiesce=snapshot.quiesced, description=snapshot.description,
        )
    current = next((number for number, each in enumerate(vm.snapshots, 1) if each.current), last)
    if current != last:
        _do(host, lab, vm.snapshots[current - 1].path, reference(ref, current), "RevertToSnapshot_Task")


def _bring(host: Esx, lab: Lab, vm: VmLab, ref: ManagedObjectReference, power: str, path: str) -> None:
    """Bring a VM to a power state."""
    state = host.inventory.get(ref, "runtime").powerState
    if state == _STATES[power]:
        return
    if power == "suspended" and state == "poweredOff":
        _bring(host, lab, vm, ref, "on", path)
    try:
        run(host, ref, _TO[power])
    except VimFault as error:
        verb = {"on": "start", "off": "stop", "suspended": "suspend"}[power]
        raise lab.error(path, f"the host does not {verb} it: {type(error.fault).__name__}: {error}") from None


def _do(host: Esx, lab: Lab, path: str, ref: ManagedObjectReference, name: str, /, **arguments: Any) -> None:
    try:
        run(host, ref, name, **arguments)
    except VimFault as error:
        raise lab.error(path, f"the host refuses this snapshot: {type(error.fault).__name__}: {error}") from None
