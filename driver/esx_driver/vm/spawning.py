"""Making a machine from an image. When any step fails, nothing of it is left on the host."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oslo_config import cfg

from esx_driver import cache, machine_id, options
from esx_driver.datastore.choice import Datastore, choose
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import ConfigError, InstanceError, InstanceExists, InstanceNotFound, NotPossible
from esx_driver.host import Host
from esx_driver.machine_id import NicSettings
from esx_driver.network.port_groups import Wanted
from esx_driver.progress import Reporter, silent
from esx_driver.undoing import Undoing
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import autostart, booting, config_drive, extra_disks, lookup, specs, vnc
from esx_driver.vm.booting import Bootable
from esx_driver.vm.destroying import remove_machine

_MEMORY_STEP = 4
"""MB (VirtualMachineConfigSpec.memoryMB)."""


@dataclass(frozen=True)
class NicRequest:
    """A network card: its port group (``bridge``; empty: that of the options), its VLAN, what the guest is to set."""

    settings: NicSettings
    bridge: str = ""
    vlan: int | None = None


@dataclass(frozen=True)
class Request:
    """A machine to be.

    ``root_gb``: the size its root disk is to have at least; 0 leaves it as the image's. One that boots from a CD has a disk
    of that size, or none; a volume stays as large as it is.
    """

    name: str
    uuid: str
    vcpus: int
    memory_mb: int
    nics: tuple[NicRequest, ...] = ()
    root_gb: int = 0
    annotation: str = ""
    config_drive: Mapping[str, bytes] | None = None
    """The files of a config drive by their paths, if it is to have one."""
    disk_type: str | None = None
    """Of its root disk: preallocated, thin or eagerZeroedThick, and then it is no linked copy. ``None``: as the image says,
    and else preallocated."""
    ephemeral_gb: tuple[int, ...] = ()
    """The sizes of empty disks beside it, which go with the machine."""
    swap_mb: int = 0
    """The size of an empty disk for swap space; 0: it has none."""


def spawn(
    host: Host, conf: cfg.ConfigOpts, request: Request, image: Bootable, report: Reporter = silent,
    clock: cache.Clock = time.time,
) -> Ref:
    """Make a machine, give it what it boots from, power it on: its reference. ``clock``: seconds since 1970.

    That is the image as its disk, the CD of an ISO image, or a volume. Raises ``InstanceExists``, ``InstanceError``,
    ``NetworkError``, ``DatastoreError``, ``ImageError``, ``TransferError``, ``DriveError``, ``ConsoleError``, ``HostError``.
    """
    types = host.session.types
    report("looking", 0)
    boot = booting.prepare(host, conf, request, image, clock)
    extra = extra_disks.sizes(request)
    _require_new(host, request)
    autostart.require(host, conf)
    largest, room = max(boot.largest, *extra.values(), 0), boot.room + sum(extra.values())
    store = choose(host.datastores(), largest, conf.vmwareapi_datastore_regex, room, boot.datastores)
    wanted = [wanted_network(conf, nic) for nic in request.nics]
    cards = tuple(
        specs.Card(nic.settings.mac, each.name, boot.card_model)
        for nic, each in zip(request.nics, wanted, strict=True)
    )
    display = vnc.Allotting(host, conf) if conf.vnc_enabled else None
    machine = specs.Machine(
        request.name, request.uuid, request.vcpus, request.memory_mb, boot.os_type, boot.adapter, cards,
        (*_options(conf, request), *boot.options, *(display.first().items() if display is not None else ())),
        request.annotation,
    )
    with host.port_groups.held(wanted), Undoing() as undoing:
        vm = _create(host, machine, store, undoing, report)
        if display is not None:
            display.settle(vm, request.name)
        vmx = _vmx(host, vm, request.name)
        folder = vmx.parent
        others = []
        if request.config_drive is not None:
            report("sending the config drive", 0)
            iso = folder / config_drive.FILE
            config_drive.send(host, iso, request.config_drive)
            others.append(specs.add(types, specs.cdrom(types, iso, config_drive.first_slot())))
        extra_disks.make(host, folder, extra, boot.adapter, report)

        def attach(devices: list[Any]) -> None:
            report("attaching the disks", 0)
            beside = extra_disks.devices(types, folder, extra, boot.adapter, devices)
            changes = [*devices, *beside, *others]
            host.tasks.run("ReconfigVM_Task", vm, spec=types.VirtualMachineConfigSpec(deviceChange=changes))

        def power_on() -> None:
            report("powering on", 0)
            host.tasks.run("PowerOnVM_Task", vm, progress=lambda percent: report("powering on", percent))

        boot.start(vmx, attach, power_on, report)
        autostart.follow(host, conf, vm, request.name, runs=True)
    report("done", 100)
    return vm


def _require_new(host: Host, request: Request) -> None:
    if request.memory_mb < _MEMORY_STEP or request.memory_mb % _MEMORY_STEP:
        raise NotPossible(request.name, f"{request.memory_mb} MB of memory: ESX takes multiples of {_MEMORY_STEP} MB")
    macs = [nic.settings.mac.lower() for nic in request.nics]
    twice = next((mac for mac in macs if macs.count(mac) > 1), None)
    if twice is not None:
        raise InstanceError(request.name, f"two network cards of {request.name!r} would have the MAC address {twice}")
    try:
        lookup.by_uuid(host, request.uuid)
    except InstanceNotFound:
        return
    raise InstanceExists(request.name)


def _options(conf: cfg.ConfigOpts, request: Request) -> tuple[tuple[str, str], ...]:
    if not conf.flat_injected or not request.nics:
        return ()
    return ((machine_id.KEY, machine_id.compose(nic.settings for nic in request.nics)),)


def wanted_network(conf: cfg.ConfigOpts, nic: NicRequest) -> Wanted:
    """The port group of a network card. Raises ``ConfigError``."""
    bridge = nic.bridge or conf.flat_network_bridge
    if not bridge:
        raise ConfigError(("flat_network_bridge", "it is needed for a network card that names no port group"))
    if nic.vlan is None and conf.network_manager != options.VLAN_MANAGER:
        return Wanted(bridge)
    return Wanted(bridge, nic.vlan or 0, conf.vmwareapi_vlan_interface)


def _create(host: Host, machine: specs.Machine, store: Datastore, undoing: Undoing, report: Reporter) -> Ref:
    report("creating the machine", 0)
    places = host.places
    undoing.add(f"the machine {machine.name}", lambda: remove_machine(host, machine.uuid))
    try:
        vm: Ref = host.tasks.run(
            "CreateVM_Task", places.vm_folder, config=specs.create_spec(host.session.types, machine, store.name),
            pool=places.pool,
        )
    except faults.DuplicateName:
        raise InstanceExists(machine.name) from None
    return vm


def _vmx(host: Host, vm: Ref, name: str) -> DatastorePath:
    """The machine's file: the host names it and its folder, and not always as the machine (names may hold slashes)."""
    (path,) = lookup.read(host, vm, name, "config.files.vmPathName")
    return DatastorePath.parse(path)


__all__ = ["NicRequest", "Request", "spawn", "wanted_network"]
