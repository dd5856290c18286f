"""Larger root disks, also while the machine runs."""

from __future__ import annotations

from esx_driver.datastore.choice import choose
from esx_driver.errors import NotPossible, WrongState
from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.images.image import KB
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup, specs
from esx_driver.vm.changing import reconfigure
from esx_driver.vm.power import ON


def resize_root(host: Host, vm: Ref, name: str, size: int) -> None:
    """Let a machine's root disk be as large as its flavor says, in bytes; what is in it grows by the guest's doing only.

    Raises ``InstanceNotFound``, ``NotPossible`` (it is larger already: content would be lost), ``WrongState`` (it has
    snapshots or shares its image; on IDE it runs), ``DatastoreError`` (no room), ``VimFault``.
    """
    types = host.session.types
    devices, power = lookup.read(host, vm, name, "config.hardware.device", "runtime.powerState")
    disk = of.root(devices or (), types, name)
    path, wanted, present = backings.file_of(disk), -(-size // KB), int(disk.capacityInKB)
    assert path is not None
    if wanted == present:
        return
    if wanted < present:
        raise NotPossible(name, f"the disk of {name!r} has {present * KB} bytes, and can't shrink to {size}")
    if getattr(disk.backing, "parent", None) is not None:
        raise WrongState(name, "growing its disk", "on a disk that others share, or with snapshots", "on a disk of its own")
    if power == ON and of.is_ide(disk, devices, types):
        raise WrongState(name, "growing its IDE disk", power, "poweredOff")
    choose([store for store in host.datastores() if store.name == path.datastore], (wanted - present) * KB)
    spec = specs.edited_disk(types, disk, capacity_kb=wanted)
    reconfigure(host, vm, name, "growing its disk", deviceChange=[spec])
