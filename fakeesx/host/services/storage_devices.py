"""The storage devices of a host: adapters, LUNs and the paths between them, as one ``HostStorageDeviceInfo``.

Adapters, SCSI topology and plug-store topology name each other by key (recorded); what changes one changes all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

STORAGE = ManagedObjectReference("HostStorageSystem", "storageSystem")

Info: TypeAlias = vim.HostStorageDeviceInfo

_FIXED = ("VMW_PSP_FIXED", "VMW_PSP_FIXED_AP")
_DISABLED = "disabled"
_USABLE = ("active", "standby")


def device_info(host: Esx) -> Info:
    """The devices as they are now."""
    info: Info = host.inventory.get(STORAGE, "storageDeviceInfo")
    return info


def keep(host: Esx, info: Info) -> None:
    """Let the devices be these, in the storage system and in the host's configuration."""
    host.inventory.update(STORAGE, storageDeviceInfo=info)
    set_config(host, storageDevice=info)


# adapters


def free_device(info: Info, first: int) -> str:
    """The first name ``vmhba<n>`` that no adapter has, from ``first`` on."""
    taken, number = {adapter.device for adapter in info.hostBusAdapter}, first
    while f"vmhba{number}" in taken:
        number += 1
    return f"vmhba{number}"


def add_adapter(info: Info, adapter: vim.HostHostBusAdapter) -> Info:
    """The devices with one adapter more, which sees nothing yet."""
    interface = vim.HostScsiTopologyInterface(
        key=f"key-vim.host.ScsiTopology.Interface-{adapter.device}", adapter=adapter.key or "",
    )
    plug = vim.HostPlugStoreTopologyAdapter(
        key=f"key-vim.host.PlugStoreTopology.Adapter-{adapter.device}", adapter=adapter.key or "",
    )
    scsi, store = info.scsiTopology, info.plugStoreTopology
    return info.replace(
        hostBusAdapter=(*info.hostBusAdapter, adapter),
        scsiTopology=scsi and scsi.replace(adapter=(*scsi.adapter, interface)),
        plugStoreTopology=store and store.replace(adapter=(*store.adapter, plug)),
    )


def remove_adapter(info: Info, key: str | None) -> Info:
    """The devices without an adapter that sees nothing."""
    scsi, store = info.scsiTopology, info.plugStoreTopology
    return info.replace(
        hostBusAdapter=[adapter for adapter in info.hostBusAdapter if adapter.key != key],
        scsiTopology=scsi and scsi.replace(adapter=[item for item in scsi.adapter if item.adapter != key]),
        plugStoreTopology=store and store.replace(adapter=[item for item in store.adapter if item.adapter != key]),
    )


def replace_adapter(info: Info, adapter: vim.HostHostBusAdapter) -> Info:
    """The devices with an adapter in place of the one of the same key."""
    return info.replace(hostBusAdapter=[adapter if item.key == adapter.key else item for item in info.hostBusAdapter])


def has_targets(info: Info, key: str | None) -> bool:
    """Whether an adapter sees anything."""
    scsi = info.scsiTopology
    return scsi is not None and any(item.target for item in scsi.adapter if item.adapter == key)


# LUNs and paths


def rename_lun(info: Info, uuid: str, name: str) -> Info:
    """The devices with another display name for a LUN. Raises NotFound, HostConfigFault where the name is fixed."""
    found = next((lun for lun in info.scsiLun if lun.uuid == uuid), None)
    if found is None:
        raise fault("NotFound")
    if found.capabilities is not None and not found.capabilities.updateDisplayNameSupported:
        raise fault("HostConfigFault")
    return info.replace(scsiLun=[lun.replace(displayName=name) if lun is found else lun for lun in info.scsiLun])


def set_policy(info: Info, lun_id: str, policy: vim.HostMultipathInfoLogicalUnitPolicy, known: Sequence[str]) -> Info:
    """The devices with another path selection policy for a LUN.

    A fixed policy that names no path prefers the one in use (inferred). Raises NotFound, InvalidArgument for an unknown
    policy and for a preferred path that the LUN does not have.
    """
    if policy.policy not in known:
        raise invalid_argument("policy")
    prefer = getattr(policy, "prefer", None)

    def change(unit: vim.HostMultipathInfoLogicalUnit) -> vim.HostMultipathInfoLogicalUnit:
        if policy.policy not in _FIXED:
            return unit.replace(policy=vim.HostMultipathInfoLogicalUnitPolicy(policy=policy.policy))
        names = [path.name for path in unit.path]
        if prefer and prefer not in names:
            raise invalid_argument("policy.prefer")
        chosen = prefer or next((path.name for path in unit.path if path.isWorkingPath), names[0])
        return unit.replace(policy=vim.HostMultipathInfoFixedLogicalUnitPolicy(policy=policy.policy, prefer=chosen))

    return _change_unit(info, lambda unit: unit.id == lun_id, lambda unit: _working(change(unit)))


def switch_path(info: Info, name: str, *, enabled: bool) -> Info:
    """The devices with a path enabled or disabled.

    Raises NotFound, HostConfigFault for the last path that a LUN can be reached by.
    """

    def change(unit: vim.HostMultipathInfoLogicalUnit) -> vim.HostMultipathInfoLogicalUnit:
        if not enabled and not any(path.pathState in _USABLE for path in unit.path if path.name != name):
            raise fault("HostConfigFault")
        state = "active" if enabled else _DISABLED
        paths = [
            path.replace(pathState=state, state=path.state and state)
            if path.name == name and (path.pathState == _DISABLED) == enabled else path
            for path in unit.path
        ]
        return _working(unit.replace(path=paths))

    return _change_unit(info, lambda unit: any(path.name == name for path in unit.path), change)


def path_states(info: Info) -> vim.HostMultipathStateInfo:
    """The state of every path, as ``multipathStateInfo`` shows it."""
    units = info.multipathInfo.lun if info.multipathInfo is not None else ()
    paths = (path for unit in units for path in unit.path)
    return vim.HostMultipathStateInfo(
        path=[vim.HostMultipathStateInfoPath(name=path.name, pathState=path.pathState) for path in paths]
    )


def _change_unit(info: Info, test: Callable[[Any], bool], change: Callable[[Any], Any]) -> Info:
    multipath = info.multipathInfo
    if multipath is None or not any(map(test, multipath.lun)):
        raise fault("NotFound")
    units = [change(unit) if test(unit) else unit for unit in multipath.lun]
    return info.replace(multipathInfo=multipath.replace(lun=units))


def _working(unit: vim.HostMultipathInfoLogicalUnit) -> vim.HostMultipathInfoLogicalUnit:
    """The LUN with the paths marked that its policy uses now."""
    active = [path.name for path in unit.path if path.pathState == "active"]
    current = [path.name for path in unit.path if path.isWorkingPath and path.name in active]
    prefer = getattr(unit.policy, "prefer", None)
    if unit.policy.policy == "VMW_PSP_RR":
        used = active
    elif prefer in active:
        used = [prefer]
    else:
        used = (current or active)[:1]
    return unit.replace(path=[
        path if path.isWorkingPath is None else path.replace(isWorkingPath=path.name in used) for path in unit.path
    ])
