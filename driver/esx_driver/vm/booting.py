"""What a machine boots from: a disk made from an image, the CD of an ISO image beside an empty disk, or a volume."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from oslo_config import cfg

from esx_driver import cache
from esx_driver.datastore.choice import TYPES
from esx_driver.datastore.paths import DatastorePath
from esx_driver.files import disks
from esx_driver.host import Host
from esx_driver.images import adapter_types, disk_types
from esx_driver.images.image import KB, Image
from esx_driver.images.iso import IsoImage
from esx_driver.progress import Reporter, of_bytes
from esx_driver.vim import faults
from esx_driver.vm import boot_volume, specs
from esx_driver.vm.boot_volume import BootVolume
from esx_driver.vm.specs import Slot

if TYPE_CHECKING:
    from esx_driver.vm.spawning import Request

ISO = "boot.iso"
"""The file of the CD in the folder of its machine, where it is not in the image cache."""
_BOOT_CD = -103
Bootable: TypeAlias = Image | IsoImage | BootVolume


Attach: TypeAlias = Callable[[list[Any]], None]
"""Adds devices to the machine."""
Start: TypeAlias = Callable[[DatastorePath, Attach, Callable[[], None], Reporter], None]
"""Makes, beside the machine's ``.vmx`` file, what it boots from, attaches it, and powers the machine on."""


@dataclass(frozen=True)
class Boot:
    """How a machine gets what it boots from. ``options`` go into its ``extraConfig``."""

    os_type: str
    adapter: str
    card_model: str
    largest: int
    """Bytes of the largest file that is made for it."""
    room: int
    """Bytes of all that takes space at once."""
    start: Start
    options: tuple[tuple[str, str], ...] = ()
    datastores: tuple[str, ...] = TYPES
    """The types of datastores that it can be on."""


def prepare(host: Host, conf: cfg.ConfigOpts, request: Request, source: Bootable, clock: cache.Clock) -> Boot:
    """Look whether a machine can boot from this; nothing is made yet.

    Raises ``ImageError``, and for volumes as ``boot_volume.read``.
    """
    if isinstance(source, BootVolume):
        return _volume(host, request, source)
    adapter_types.controller_type(source.adapter_type or "lsiLogic")
    if isinstance(source, IsoImage):
        return _iso(host, conf, request, source, clock)
    return _image(host, conf, request, source, clock)


def _image(host: Host, conf: cfg.ConfigOpts, request: Request, image: Image, clock: cache.Clock) -> Boot:
    types, adapter = host.session.types, image.adapter_type or "lsiLogic"
    disk_type = disk_types.of(request.disk_type, image.disk_type)
    capacity = max(image.capacity, request.root_gb << 30)

    def linked(vmx: DatastorePath, attach: Attach, power_on: Callable[[], None], report: Reporter) -> None:
        disk = vmx.beside(".vmdk")
        _on_kept(
            lambda: cache.base(host, conf, image, disk.datastore, request.root_gb, adapter, clock, report),
            [lambda base: attach(specs.root_disk(types, disk, capacity // KB, adapter, base)), lambda _: power_on()],
        )

    def whole(vmx: DatastorePath, attach: Attach, power_on: Callable[[], None], report: Reporter) -> None:
        disk = vmx.beside(".vmdk")
        if cache.serves(conf, image):
            cache.fill(host, conf, image, disk, adapter, clock, report, disk_type)
        else:
            disks.upload(host, disk, image, adapter, report, disk_type)
        if capacity > image.capacity:
            disks.grow(host, disk, capacity, report, zeroed=disk_type == disk_types.EAGER)
        attach(specs.root_disk(types, disk, capacity // KB, adapter, thin=disk_type == disk_types.THIN))
        power_on()

    is_linked = request.disk_type is None and cache.is_linked(conf, image)
    return Boot(
        image.os_type or "otherGuest", adapter, image.card_model or "e1000", capacity,
        image.capacity if disk_type == disk_types.THIN else capacity, linked if is_linked else whole,
        datastores=TYPES if is_linked else _datastores(disk_type),
    )


def _iso(host: Host, conf: cfg.ConfigOpts, request: Request, image: IsoImage, clock: cache.Clock) -> Boot:
    """An empty disk, if the request says a size, and the CD.

    The BIOS looks at disks before it looks at CDs, and goes on where a disk has no boot sector (inferred from its
    documentation; the API of 4.1 has no order of booting): so the CD is booted from until something is on the disk.
    """
    types, adapter = host.session.types, image.adapter_type or "lsiLogic"
    disk_type = disk_types.of(request.disk_type, image.disk_type)
    capacity = request.root_gb << 30
    beside_disk = capacity and adapter_types.controller_type(adapter) is None
    slot = Slot(specs.FIRST_IDE, 1 if beside_disk else 0)  # before the config drive, which is on the second controller

    def kept(folder: DatastorePath, report: Reporter) -> DatastorePath:
        if cache.serves(conf, image):
            return cache.iso(host, conf, image, folder.datastore, clock, report)
        path = folder / ISO
        host.transfer.upload(path, image.size, image.open, of_bytes(report, "sending the image", image.size))
        return path

    def start(vmx: DatastorePath, attach: Attach, power_on: Callable[[], None], report: Reporter) -> None:
        disk: list[Any] = []
        if capacity:
            path = vmx.beside(".vmdk")
            disks.create(host, path, capacity, adapter, report, disk_type)
            disk = specs.root_disk(types, path, capacity // KB, adapter, thin=disk_type == disk_types.THIN)

        def insert(path: DatastorePath) -> None:
            attach([*disk, specs.add(types, specs.cdrom(types, path, slot, _BOOT_CD))])

        _on_kept(lambda: kept(vmx.parent, report), [insert, lambda _: power_on()])

    return Boot(
        image.os_type or "otherGuest", adapter, image.card_model or "e1000", max(capacity, image.size),
        image.size + (0 if disk_type == disk_types.THIN else capacity), start,
        datastores=_datastores(disk_type) if capacity else TYPES,
    )


def _volume(host: Host, request: Request, volume: BootVolume) -> Boot:
    """The volume as it is: the size of the request is not its business."""
    capacity, adapter = boot_volume.read(host, request.name, volume.path)

    def start(_vmx: DatastorePath, attach: Attach, power_on: Callable[[], None], _report: Reporter) -> None:
        attach(specs.root_disk(host.session.types, volume.path, capacity // KB, adapter))
        power_on()

    return Boot(
        volume.os_type or "otherGuest", adapter, volume.card_model or "e1000", 0, 0, start,
        ((boot_volume.KEY, str(volume.path)),),
    )


def _datastores(disk_type: str) -> tuple[str, ...]:
    """Where a disk can be: an NFS server decides itself what it gives space to, and has no zeroed disks (documentation)."""
    return ("VMFS",) if disk_type == disk_types.EAGER else TYPES


def _on_kept(find: Callable[[], DatastorePath], steps: list[Callable[[DatastorePath], None]]) -> None:
    """Do steps that need a kept image in its place. It is found or made anew where somebody took it away meanwhile; a step
    that was done is not done again, for what is made anew has the same content."""
    kept, turns = find(), 1
    while steps:
        try:
            steps[0](kept)
            steps.pop(0)
        except faults.FileNotFound:
            if turns == cache.TRIES:
                raise
            kept, turns = find(), turns + 1
