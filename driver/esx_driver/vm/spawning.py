"""Making a machine from an image. When any step fails, nothing of it is left on the host."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oslo_config import cfg

from esx_driver import machine_id, options
from esx_driver.datastore.choice import Datastore, choose
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import ConfigError, InstanceExists, InstanceNotFound
from esx_driver.host import Host
from esx_driver.images import cache
from esx_driver.images.image import KB, Image
from esx_driver.machine_id import NicSettings
from esx_driver.network.port_groups import Wanted
from esx_driver.progress import Reporter, silent
from esx_driver.undoing import Undoing
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import autostart, config_drive, disks, lookup, specs
from esx_driver.vm.destroying import remove_machine


@dataclass(frozen=True)
class NicRequest:
    """A network card: its port group (``bridge``; empty: that of the options), its VLAN, what the guest is to set."""

    settings: NicSettings
    bridge: str = ""
    vlan: int | None = None


@dataclass(frozen=True)
class Request:
    """A machine to be. ``root_gb``: the size its root disk is to have at least; 0 leaves it as the image's."""

    name: str
    uuid: str
    vcpus: int
    memory_mb: int
    nics: tuple[NicRequest, ...] = ()
    root_gb: int = 0
    annotation: str = ""
    config_drive: Mapping[str, bytes] | None = None
    """The files of a config drive by their paths, if it is to have one."""


def spawn(
    host: Host, conf: cfg.ConfigOpts, request: Request, image: Image, report: Reporter = silent,
    clock: cache.Clock = time.time,
) -> Ref:
    """Make a machine, give it the image as its disk, power it on: its reference. ``clock``: seconds since 1970.

    Raises ``InstanceExists``, ``NetworkError``, ``DatastoreError``, ``ImageError``, ``TransferError``, ``DriveError``,
    ``HostError``.
    """
    types = host.session.types
    os_type, adapter = image.os_type or "otherGuest", image.adapter_type or "lsiLogic"
    specs.controller_type(adapter)
    capacity = max(image.capacity, request.root_gb << 30)
    report("looking", 0)
    _require_new(host, request)
    autostart.require(host, conf)
    store = choose(host.datastores(), capacity, conf.vmwareapi_datastore_regex)
    wanted = [wanted_network(conf, nic) for nic in request.nics]
    cards = tuple(
        specs.Card(nic.settings.mac, each.name, image.card_model or "e1000")
        for nic, each in zip(request.nics, wanted, strict=True)
    )
    machine = specs.Machine(
        request.name, request.uuid, request.vcpus, request.memory_mb, os_type, adapter, cards, _options(conf, request),
        request.annotation,
    )
    with host.port_groups.held(wanted), Undoing() as undoing:
        vm = _create(host, machine, store, undoing, report)
        folder = _folder(host, vm, request.name)
        disk = folder / f"{request.name}.vmdk"
        others = []
        if request.config_drive is not None:
            report("sending the config drive", 0)
            iso = folder / config_drive.FILE
            config_drive.send(host, iso, request.config_drive)
            others.append(specs.add(types, specs.cdrom(types, iso, config_drive.first_slot())))

        def attach(base: DatastorePath | None = None) -> None:
            report("attaching the disk", 0)
            changes = [*specs.root_disk(types, disk, capacity // KB, adapter, base), *others]
            host.tasks.run("ReconfigVM_Task", vm, spec=types.VirtualMachineConfigSpec(deviceChange=changes))

        def power_on() -> None:
            report("powering on", 0)
            host.tasks.run("PowerOnVM_Task", vm, progress=lambda percent: report("powering on", percent))

        if cache.is_linked(conf, image):
            steps = [attach, lambda _: power_on()]
            _on_base(
                lambda: cache.base(host, conf, image, store.name, request.root_gb, adapter, clock, report), steps,
            )
        else:
            if cache.serves(conf, image):
                cache.fill(host, conf, image, disk, adapter, clock, report)
            else:
                disks.upload(host, disk, image, adapter, report)
            if capacity > image.capacity:
                disks.grow(host, disk, capacity, report)
            attach()
            power_on()
        autostart.follow(host, conf, vm, request.name, runs=True)
    report("done", 100)
    return vm


def _on_base(find: Callable[[], DatastorePath], steps: list[Callable[[DatastorePath], None]]) -> None:
    """Do steps that need a cached image in its place. It is found or made anew where somebody took it away meanwhile; a step
    that was done is not done again, for what is made anew has the same content."""
    base, turns = find(), 1
    while steps:
        try:
            steps[0](base)
            steps.pop(0)
        except faults.FileNotFound:
            if turns == cache.TRIES:
                raise
            base, turns = find(), turns + 1


def _require_new(host: Host, request: Request) -> None:
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


def _folder(host: Host, vm: Ref, name: str) -> DatastorePath:
    """The machine's own folder: the host names it, and not always as the machine."""
    (path,) = lookup.read(host, vm, name, "config.files.vmPathName")
    return DatastorePath.parse(path).parent


__all__ = ["NicRequest", "Request", "spawn", "wanted_network"]
