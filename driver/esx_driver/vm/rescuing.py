"""Rescue: a machine boots from another image, with its own disk as the second one, to be mended.

The machine stays itself: its uuid, its network cards and its console are the same. (The original's successor made a second
machine instead, with the same MAC addresses.) Its root disk moves to another unit of its controller and the rescue disk
takes its place, in one step that is done or not; where it was is kept in the machine's configuration. Going back is the same
step the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from esx_driver.datastore.choice import choose
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import WrongState
from esx_driver.files import backings, disks
from esx_driver.host import Host
from esx_driver.images.image import Image
from esx_driver.progress import Reporter, silent
from esx_driver.undoing import Undoing, twice
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import injecting, lookup, power, specs
from esx_driver.vm.changing import reconfigure
from esx_driver.vm.specs import Slot

KEY = "esx_driver.rescued"
"""Of ``extraConfig``: the controller's key and the unit that the root disk was at."""
_READ = (
    "config.hardware.device", "config.extraConfig", "config.files.vmPathName", "runtime.powerState",
    "snapshot.rootSnapshotList",
)
_SUFFIX = "-rescue"


@dataclass(frozen=True)
class _State:
    """What matters of a machine."""

    devices: list[Any]
    was_at: str
    vmx: DatastorePath
    power: str
    has_snapshots: bool

    @property
    def disk(self) -> DatastorePath:
        """The file of its rescue disk."""
        return self.vmx.beside(f"{_SUFFIX}.vmdk")


def rescue(host: Host, vm: Ref, name: str, image: Image, report: Reporter = silent) -> None:
    """Let a machine boot from a rescue image. When a step fails it is as it was, and runs if it did.

    Raises ``InstanceNotFound``, ``WrongState`` (rescued already, suspended, has snapshots, has no disk), ``InstanceError``
    (no room for a disk), ``DatastoreError``, ``ImageError``, ``TransferError``, ``HostError``.
    """
    types, state = host.session.types, _read(host, vm, name)
    if state.was_at:
        raise WrongState(name, "rescue", "in rescue", "out of it")
    if state.power == power.SUSPENDED:
        raise WrongState(name, "rescue", state.power, "poweredOn or poweredOff")
    if state.has_snapshots:
        raise WrongState(name, "rescue", "with snapshots", "without them")
    root = of.root(state.devices, types, name)
    other, path = of.other_slot(state.devices, types, root, name), state.disk
    adapter = "ide" if of.is_ide(root, state.devices, types) else "lsiLogic"
    choose([store for store in host.datastores() if store.name == path.datastore], image.capacity)
    with Undoing() as undoing:
        undoing.add(f"the rescue disk {path}", lambda: disks.delete(host, path))
        disks.upload(host, path, image, adapter, report)
        if state.power == power.ON:
            undoing.add("the machine's power-off", lambda: power.power_on(host, vm, name))
            power.power_off(host, vm, name, report=report)
        undoing.add("the machine's rescue", lambda: _take_back(host, vm, name))
        report("attaching the rescue disk", 0)
        here = Slot(root.controllerKey, root.unitNumber)
        reconfigure(
            host, vm, name, "rescue",
            deviceChange=[
                specs.edited_disk(types, root, slot=other), *specs.disk_at(types, path, here),
            ],
            extraConfig=specs.options(types, {KEY: f"{here.controller}:{here.unit}"}),
        )
        power.power_on(host, vm, name, report)
    report("done", 100)


def unrescue(host: Host, vm: Ref, name: str, report: Reporter = silent) -> None:
    """Let a machine boot from its own disk again; the rescue disk is deleted. When that fails it is in rescue as before.

    Raises ``InstanceNotFound``, ``WrongState`` (it is not in rescue), ``VimFault``.
    """
    state = _read(host, vm, name)
    if not state.was_at:
        raise WrongState(name, "unrescue", "not in rescue", "in rescue")
    with Undoing() as undoing:
        if state.power == power.ON:
            undoing.add("the machine's power-off", lambda: power.power_on(host, vm, name))
        report("detaching the rescue disk", 0)
        _take_back(host, vm, name)
    twice(lambda: power.power_on(host, vm, name, report))
    report("done", 100)


def is_rescued(host: Host, vm: Ref, name: str) -> bool:
    """Whether a machine is in rescue. Raises ``InstanceNotFound``."""
    return bool(_read(host, vm, name).was_at)


def _take_back(host: Host, vm: Ref, name: str) -> None:
    """Off, and its own disk where it was; nothing for a machine that is not in rescue."""
    types, state = host.session.types, _read(host, vm, name)
    if not state.was_at:
        return
    if state.power != power.OFF:
        power.power_off(host, vm, name)
    controller, _, unit = state.was_at.partition(":")
    root = of.root(state.devices, types, name)
    rescue_disk = next((each for each in of.disks(state.devices, types) if backings.file_of(each) == state.disk), None)
    changes = [] if rescue_disk is None else [specs.remove(types, rescue_disk, destroy=True)]
    changes.append(specs.edited_disk(types, root, slot=Slot(int(controller), int(unit))))
    reconfigure(
        host, vm, name, "unrescue", deviceChange=changes, extraConfig=specs.options(types, {KEY: ""}),
    )


def _read(host: Host, vm: Ref, name: str) -> _State:
    devices, options, vmx, state, snapshots = lookup.read(host, vm, name, *_READ)
    return _State(
        list(devices or ()), injecting.option(options or (), KEY), DatastorePath.parse(vmx), state, bool(snapshots),
    )
