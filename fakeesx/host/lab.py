"""A host made of what an inventory file says.

What the file's reader can't know is found out here, by asking the host itself: each VM is made as CreateVM_Task makes it.
What is refused is told as the reader tells it, with the place in the file, and no host is left.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakeesx.clock import Clock
from fakeesx.host.esx import Esx, Settings
from fakeesx.host.managed_object import Call
from fakeesx.host.services.blocking import Blocking
from fakeesx.host.services.datastore_specs import DatastoreSpec, ImpossibleHost
from fakeesx.host.services.host_config import set_config
from fakeesx.host.services.time_zones import time_zone
from fakeesx.host.virtual_machine import create
from fakeesx.host.virtual_machine.guest import TOOLS_KEY
from fakeesx.inventory.file import InventoryError, Lab
from fakeesx.inventory.file.lab import DatastoreLab, NetworkLab, VmLab
from fakeesx.network.dns import set_dns
from fakeesx.network.errors import Refused
from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SeenSubnet, SwitchSpec
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.services.keeping import Kept

_DATE_TIME = ManagedObjectReference("HostDateTimeSystem", "dateTimeSystem")
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


def settings_of(lab: Lab, root: Path, **others: Any) -> Settings:
    """The settings of a lab's host; ``others`` go before what the lab says (``password``, ``profile``, ``vms``, ...).

    Raises ``InventoryError``.
    """
    user = others.get("user", Settings.user)
    passwords = [each.password for each in lab.users if each.name == user]
    own: dict[str, Any] = {
        "profile": lab.host.profile, "license": lab.host.license, "spare_luns": lab.spare_luns,
        "datastores": None if lab.datastores is None else tuple(_store(lab, each) for each in lab.datastores),
        "network": None if lab.network is None else _network(lab, lab.network),
        **({"password": passwords[0]} if passwords else {}),
    }
    return Settings(root, **{**own, **others})


def start(
    lab: Lab, settings: Settings, clock: Clock, source: random.Random, blocking: Blocking | None = None,
    kept: Kept | None = None,
) -> Esx:
    """The host of a lab, running. ``settings`` are those of ``settings_of``; one that is in ``kept`` is as it was.

    Raises ``InventoryError`` for what the host refuses; nothing goes on then, but files may be left in ``settings.root``.
    """
    try:
        host = Esx(settings, clock, source, blocking, kept)
    except ImpossibleHost as error:  # only what the network's own rules refuse has another error behind it
        raise lab.error("datastores" if error.__cause__ is None else "network", str(error)) from None
    if host.restored:
        return host
    try:
        with host.inventory.transaction():
            _describe(host, lab)
            _add_users(host, lab)
            made = [(vm, ref) for vm in lab.vms for ref in _make(host, lab, vm)]
            host.vms.link_all([(ref, _around(host, ref)) for _, ref in made])
            host.datastores.refresh()
        for vm, ref in made:
            if vm.power == "on":
                _power_on(host, lab, vm, ref)
    except BaseException:
        host.stop()
        raise
    host.checkpoints.started()
    return host


def _store(lab: Lab, store: DatastoreLab) -> DatastoreSpec:
    server, _, path = (store.remote or "").partition(":/")
    try:
        return DatastoreSpec(
            store.name, store.type, store.capacity, store.block_size, uuid=store.uuid, remote_host=server,
            remote_path=f"/{path}" if store.remote else "", path=store.folder or "", read_only=store.read_only,
        )
    except ValueError as error:
        raise lab.error(store.path, str(error)) from None


def _network(lab: Lab, network: NetworkLab) -> NetworkSpec:
    try:
        return _network_spec(network)
    except ValueError as error:  # what was read from a file is sound, what was put together in Python need not be
        raise lab.error("network", str(error)) from None


def _network_spec(network: NetworkLab) -> NetworkSpec:
    nics, switches, groups = network.nics, network.switches, network.port_groups
    return NetworkSpec(
        None if nics is None else tuple(
            NicSpec(
                nic.name, nic.mac.lower().replace("-", ":") if nic.mac else None, nic.speed, nic.duplex == "full",
                nic.link == "up", nic.driver, nic.pci, tuple(SeenSubnet(seen.subnet, seen.vlan) for seen in nic.seen),
            )
            for nic in nics
        ),
        None if switches is None else tuple(SwitchSpec(each.name, each.nics, each.ports, each.mtu) for each in switches),
        None if groups is None else tuple(GroupSpec(each.name, each.switch, each.vlan) for each in groups),
    )


# the host


def _describe(host: Esx, lab: Lab) -> None:
    """The host's name and time zone."""
    if lab.host.time_zone is not None:
        zone = time_zone(lab.host.time_zone)
        if zone is None:
            raise lab.error("host.time_zone", f'this host knows no time zone "{lab.host.time_zone}"')
        info = host.inventory.get(_DATE_TIME, "dateTimeInfo").replace(timeZone=zone)
        host.inventory.update(_DATE_TIME, dateTimeInfo=info)
        set_config(host, dateTimeInfo=info)
    if lab.host.name is not None:
        name, _, domain = lab.host.name.partition(".")
        net = host.networks.net
        assert net.info.dnsConfig is not None
        try:
            host.networks.keep(set_dns(net, net.info.dnsConfig.replace(hostName=name, domainName=domain)))
        except Refused:
            raise lab.error("host.name", f'"{lab.host.name}" can\'t be the name of a host') from None


def _add_users(host: Esx, lab: Lab) -> None:
    roles = {role.name: role.roleId for role in host.access.roles.values()}
    for user in lab.users:
        if user.name == host.settings.user:
            if user.role != "Admin":
                raise lab.error(f"{user.path}.role", f'"{user.name}" is the administrator, whose role is Admin')
            continue
        if user.name in host.access.accounts and user.name != "root":
            raise lab.error(f"{user.path}.name", f'this host has a user "{user.name}" of its own')
        host.add_user(user.name, user.password, roles[user.role], user.description)
        everyone = host.access.groups.get("users")
        if everyone is not None and user.name != "root":
            host.access.put_account(replace(everyone, members=everyone.members | {user.name}))


# virtual machines


def _make(host: Esx, lab: Lab, vm: VmLab) -> Iterator[ManagedObjectReference]:
    home = vm.datastore or next(volume.name for volume in host.volumes if not volume.read_only)
    pool = next(host.inventory.of_type("ResourcePool")).ref
    devices, paths = _devices(vm)
    spec = _spec(vm, home, devices)
    for name in vm.names():
        try:
            yield create.make(host, create.plan(host, spec.replace(name=name)), pool, link=False)
        except VimFault as error:
            raise _refused(lab, vm, paths, error) from None


def _around(host: Esx, vm: ManagedObjectReference) -> tuple[ManagedObjectReference, ...]:
    get = host.inventory.get
    return (get(vm, "resourcePool"), *get(vm, "datastore"), *get(vm, "network"))


def _spec(vm: VmLab, home: str, devices: list[vim.VirtualDeviceConfigSpec]) -> vim.VirtualMachineConfigSpec:
    options = dict(vm.extra_config)
    if vm.tools != "notInstalled":
        options[TOOLS_KEY] = vm.tools
    return vim.VirtualMachineConfigSpec(
        guestId=vm.guest_id, numCPUs=vm.cpus, memoryMB=vm.memory >> 20, annotation=vm.annotation or None,
        files=vim.VirtualMachineFileInfo(vmPathName=f"[{home}]"), deviceChange=devices,
        extraConfig=[vim.OptionValue(key=key, value=value) for key, value in options.items()],
    )


def _devices(vm: VmLab) -> tuple[list[vim.VirtualDeviceConfigSpec], list[str]]:
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
            key=-100 - number, controllerKey=-1 - bus, unitNumber=_UNITS[unit], capacityInKB=disk.size >> 10,
            backing=vim.VirtualDiskFlatVer2BackingInfo(
                fileName=f"[{disk.datastore}]" if disk.datastore else "", diskMode="persistent", thinProvisioned=disk.thin,
            ),
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
        path = f"{max(vm.disks, key=lambda disk: disk.size).path}.size"
    elif kind == "NoDiskSpace" and vm.disks:
        path = f"{vm.path}.disks"
    elif kind in _OF_FAULT or argument in _IN_SPEC:
        path = f"{vm.path}.{_OF_FAULT.get(kind) or _IN_SPEC[argument]}"
    hint = _HINTS.get(path.rpartition(".")[2], "")
    return lab.error(path, f"the host refuses this virtual machine: {kind}: {error}{hint}")


def _power_on(host: Esx, lab: Lab, vm: VmLab, ref: ManagedObjectReference) -> None:
    target, method = host.object(ref), host.model.methods["PowerOnVM_Task"]
    function: Any = target.declared("PowerOnVM_Task")
    call = Call(method, ref, {}, None, host.encoder)
    steps = function(target, call)
    try:
        with host.inventory.transaction():
            for _ in steps:
                pass
    except VimFault as error:
        raise lab.error(f"{vm.path}.power", f"the host does not start it: {type(error.fault).__name__}: {error}") from None

