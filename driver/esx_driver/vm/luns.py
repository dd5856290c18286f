"""iSCSI volumes: LUNs that a machine has as disks of its own (raw device mappings in physical compatibility mode)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oslo_config import cfg

from esx_driver import options
from esx_driver.errors import InstanceError
from esx_driver.host import Host
from esx_driver.storage.iscsi import MAPPING, Lun
from esx_driver.storage.target import Target
from esx_driver.undoing import twice
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup, specs
from esx_driver.vm.changing import reconfigure

_DEVICES = "config.hardware.device"


def connector(host: Host, conf: cfg.ConfigOpts) -> dict[str, str]:
    """Who the host is to the storage, for Cinder: ``ip`` and ``host`` (its address as the options have it), and
    ``initiator``, the iSCSI name of its software adapter. Raises ``StorageError`` while that is disabled, ``ConfigError``.
    """
    address = options.address(conf).host
    return {"ip": address, "initiator": host.iscsi.name(), "host": address}


def attach(host: Host, vm: Ref, name: str, target: Target, adapter_type: str = "lsiLogic") -> Lun:
    """Attach a LUN as a disk, also while the machine runs: the target is entered if it is missing, and looked for.

    It is independent of snapshots. ``adapter_type``: of a controller that has to be made. On failure what was entered is
    gone again. Raises ``InstanceNotFound``, ``InstanceError`` (attached already, no room), ``StorageError`` (software
    iSCSI is disabled, no such LUN, one that somebody uses), ``ImageError`` (no such adapter type), ``VimFault``.
    """
    types = host.session.types
    devices = _devices(host, vm, name)
    known = host.iscsi.find(target)
    if known is not None and _disk_of(host, devices, known) is not None:
        raise InstanceError(name, f"{target} is attached to {name!r} already")
    with host.iscsi.held(target) as lun:
        slot = of.free_slot(_devices(host, vm, name), types, name)  # of now: it took its time, and others attach, too
        changes = specs.lun_at(types, lun.device, lun.size, slot, adapter_type)
        reconfigure(host, vm, name, "attaching an iSCSI volume", deviceChange=changes)
    return lun


def detach(host: Host, vm: Ref, name: str, target: Target) -> None:
    """Take a LUN away from a machine, its mapping too; then the target from the host, unless somebody else uses it.

    What the LUN holds stays. Where the machine does not have it, but the target is there and nobody uses it, an earlier
    detaching is finished. Raises ``InstanceNotFound``, ``InstanceError`` (it is not attached), ``StorageError``,
    ``VimFault``; a target that could not be removed is named in a note, and removed when the LUN is detached once more.
    """
    devices = _devices(host, vm, name)
    lun = host.iscsi.find(target)
    disk = None if lun is None else _disk_of(host, devices, lun)
    if disk is None:
        if host.iscsi.release(target):
            return
        there_are = ", ".join(_lun_uuids(host, devices)) or "none"
        raise InstanceError(name, f"{target} is not attached to {name!r}; the LUNs that it has are {there_are}")
    changes = [specs.remove(host.session.types, disk, destroy=True)]
    reconfigure(host, vm, name, "detaching an iSCSI volume", deviceChange=changes)
    try:
        twice(lambda: host.iscsi.release(target))
    except Exception as error:
        error.add_note(f"left behind: the target {target.iqn} at {target.portal}, with nothing attached")
        raise


def _devices(host: Host, vm: Ref, name: str) -> list[Any]:
    (devices,) = lookup.read(host, vm, name, _DEVICES)
    return list(devices or ())


def _mappings(host: Host, devices: Iterable[Any]) -> list[Any]:
    types = host.session.types
    return [each for each in types.of_type(devices, "VirtualDisk") if MAPPING in types.lineage(each.backing)]


def _disk_of(host: Host, devices: Iterable[Any], lun: Lun) -> Any:
    return next((each for each in _mappings(host, devices) if each.backing.lunUuid == lun.uuid), None)


def _lun_uuids(host: Host, devices: Iterable[Any]) -> list[str]:
    return [each.backing.lunUuid for each in _mappings(host, devices)]
