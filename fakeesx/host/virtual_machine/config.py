"""From a VirtualMachineConfigSpec to a VirtualMachineConfigInfo: everything but the devices.

Each function is pure; a wrong value raises the vim25 fault for it, and nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine import guest_os
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.volumes import Volumes

MOST_CPUS = 8
MOST_MEMORY_MB = {"vmx-07": 261120, "vmx-04": 65532}
"""Largest memory by hardware version."""
LONGEST_NAME = 80
LONGEST_ANNOTATION = 64 << 10
"""Characters of a VM's notes (inferred)."""
_TO_ESCAPE = re.compile(r"[/\\%]")
_LOOSE_UUID = re.compile(r"[0-9A-Fa-f]{32}")
_SHARES = {"cpu": {"low": 500, "normal": 1000, "high": 2000}, "memory": {"low": 5, "normal": 10, "high": 20}}
_VERSION = "%Y-%m-%dT%H:%M:%S.%fZ"
MOST_SHARES = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def check_name(name: str | None) -> str:
    """A VM's name as it is kept: with ``/``, ``\\`` and ``%`` escaped (vendor documentation).

    Raises InvalidName for an empty one, one over 80 characters or with control characters.
    """
    plain = unescaped(name or "")
    if not name or not plain.strip() or len(plain) > LONGEST_NAME or any(ord(c) < 32 or ord(c) == 127 for c in plain):
        raise fault("InvalidName", name=name or "")
    return escaped(plain)


def escaped(plain: str) -> str:
    """A name with what names of entities can't have escaped."""
    if _TO_ESCAPE.search(plain) is None:
        return plain
    return _TO_ESCAPE.sub(lambda match: f"%{ord(match[0]):02x}", plain)


def check_uuid(text: str, argument: str) -> str:
    """A UUID in its usual form. Raises InvalidArgument."""
    digits = re.sub(r"[\s-]", "", text)
    if not _LOOSE_UUID.fullmatch(digits):
        raise invalid_argument(argument)
    digits = digits.lower()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def check_hardware(version: str, cpus: int, memory: int) -> None:
    """Raise the fault for a number of CPUs or a memory size that the hardware version does not have."""
    if cpus < 1:
        raise invalid_argument("configSpec.numCPUs")
    if cpus > MOST_CPUS:
        raise fault("NumVirtualCpusNotSupported", maxSupportedVcpusDest=MOST_CPUS, numCpuVm=cpus)
    most = MOST_MEMORY_MB[version]
    if memory < 4 or memory % 4:
        raise invalid_argument("configSpec.memoryMB")
    if memory > most:
        raise fault(
            "MemorySizeNotSupported", memorySizeMB=min(memory, 2**31 - 1), minMemorySizeMB=4, maxMemorySizeMB=most,
        )


def allocation(
    kind: str, size: int, spec: vim.ResourceAllocationInfo | None, old: vim.ResourceAllocationInfo | None, most: int,
) -> vim.ResourceAllocationInfo:
    """The allocation of ``cpu`` (size: number of CPUs) or ``memory`` (size: MB); shares follow the level.

    Raises InvalidArgument for negative values and a limit below the reservation, InsufficientResourcesFault's kin for a
    reservation beyond ``most`` (MHz or MB of the host).
    """
    old = old or _unlimited()
    reservation = old.reservation if spec is None or spec.reservation is None else spec.reservation
    limit = old.limit if spec is None or spec.limit is None else spec.limit
    shares = old.shares if spec is None or spec.shares is None else spec.shares
    reservation, limit = reservation or 0, -1 if limit is None else limit
    if reservation < 0 or limit < -1 or (limit != -1 and limit < reservation):
        raise invalid_argument(f"configSpec.{kind}Allocation")
    if reservation > most:
        if kind == "cpu":
            raise fault("InsufficientCpuResourcesFault", unreserved=most, requested=reservation)
        raise fault("InsufficientMemoryResourcesFault", unreserved=most << 20, requested=reservation << 20)
    return _allocation(kind, size, reservation, limit, str(shares.level) if shares else "normal",
                       shares.shares if shares else 0)


@lru_cache(maxsize=1)
def _unlimited() -> vim.ResourceAllocationInfo:
    return vim.ResourceAllocationInfo(reservation=0, limit=-1)


@lru_cache(maxsize=1024)
def _allocation(kind: str, size: int, reservation: int, limit: int, level: str, custom: int) -> vim.ResourceAllocationInfo:
    per = _SHARES[kind].get(level)
    if per is None and not 0 < custom <= MOST_SHARES:
        raise invalid_argument(f"configSpec.{kind}Allocation.shares")
    shares = vim.SharesInfo(shares=custom if per is None else per * size, level=vim.SharesLevel(level))
    return vim.ResourceAllocationInfo(reservation=reservation, limit=limit, shares=shares, expandableReservation=False)


def of_power_state(
    config: vim.VirtualMachineConfigInfo, running: bool, standby: str | None,
) -> vim.VirtualMachineConfigInfo:
    """The configuration with what depends on whether the VM runs (recorded for VMs that run and one that never did).

    ``standby``: the ``standbyAction`` that a client asked for.
    """
    cpu, memory = config.cpuAllocation, config.memoryAllocation
    assert cpu is not None
    assert memory is not None
    changes: dict[str, Any] = {
        "cpuAllocation": _expandable(cpu, None if running else False),
        "memoryAllocation": _expandable(memory, None if running else False),
        "hotPlugMemoryLimit": config.hardware.memoryMB if running else None,
        "hotPlugMemoryIncrementSize": 0 if running else None,
    }
    action = standby or ("powerOnSuspend" if running else "checkpoint")
    if config.defaultPowerOps.standbyAction != action:
        changes["defaultPowerOps"] = _standing_by(config.defaultPowerOps, action)
    return config.replace(**changes)


@lru_cache(maxsize=1024)
def _expandable(allocation: vim.ResourceAllocationInfo, expandable: bool | None) -> vim.ResourceAllocationInfo:
    return allocation.replace(expandableReservation=expandable)


@lru_cache(maxsize=64)
def _standing_by(actions: vim.VirtualMachineDefaultPowerOpInfo, action: str) -> vim.VirtualMachineDefaultPowerOpInfo:
    return actions.replace(standbyAction=action)


def next_version(now: datetime, old: str | None) -> str:
    """A new ``changeVersion``: the time with microseconds (recorded), but always later than the old one."""
    text = now.strftime(_VERSION)
    if old is not None and text <= old:
        text = (datetime.strptime(old, _VERSION).replace(tzinfo=UTC) + timedelta(microseconds=1)).strftime(_VERSION)
    return text


def check_annotation(text: str) -> str:
    """A VM's notes. Raises InvalidArgument when they are too long."""
    if len(text) > LONGEST_ANNOTATION:
        raise invalid_argument("configSpec.annotation")
    return text


def merge(old: Any, new: Any) -> Any:
    """A data object with the properties that are set in another one laid over it."""
    if new is None:
        return old
    if old is None:
        return new
    return old.replace(**dict(new.items()))


def check_guest(guest_id: str) -> str:
    """The name of a guest OS. Raises InvalidArgument for an identifier that API 4.1 lacks."""
    name = guest_os.full_name(guest_id)
    if name is None:
        raise invalid_argument("configSpec.guestId")
    return name


_CHOICES: dict[str, Collection[str]] = {
    "powerOffType": ("soft", "hard", "preset"), "suspendType": ("soft", "hard", "preset"),
    "resetType": ("soft", "hard", "preset"), "standbyAction": ("checkpoint", "powerOnSuspend"),
    "monitorType": ("release", "debug", "stats"), "htSharing": ("any", "none", "internal"),
    "virtualMmuUsage": ("automatic", "on", "off"), "virtualExecUsage": ("hvAuto", "hvOn", "hvOff"),
    "snapshotPowerOffBehavior": ("powerOff", "revert", "prompt", "take"),
    "toolsUpgradePolicy": ("manual", "upgradeAtPowerCycle"),
}
"""Properties that the schema has as texts, and what they may say."""


def check_choices(part: DataObject | None, name: str) -> None:
    """Raise InvalidArgument for a text in a part of a spec that is none of those it may be, and for a negative delay."""
    if part is None:
        return
    for prop, value in part.items():
        if (prop in _CHOICES and value not in _CHOICES[prop]) or (prop in ("bootDelay", "bootRetryDelay") and value < 0):
            raise invalid_argument(f"configSpec.{name}.{prop}")


def merge_files(
    old: vim.VirtualMachineFileInfo, new: vim.VirtualMachineFileInfo | None, volumes: Volumes,
) -> vim.VirtualMachineFileInfo:
    """A VM's directories with changes.

    Raises InvalidArgument (the configuration file can't be moved this way), InvalidDatastorePath, and InvalidDatastore
    for a datastore that the host lacks.
    """
    if new is None:
        return old
    if new.vmPathName and new.vmPathName != old.vmPathName:
        raise invalid_argument("configSpec.files.vmPathName")
    changes = {name: value for name, value in new.items() if value and value != getattr(old, name)}
    for value in changes.values():
        try:
            path = DatastorePath.parse(value)
        except StorageError:
            raise fault("InvalidDatastorePath", datastorePath=value) from None
        with storage_faults():
            volumes.get(path.datastore)
    return old.replace(**changes)


def affinity(kind: str, given: vim.VirtualMachineAffinityInfo | None, most: int) -> vim.VirtualMachineAffinityInfo | None:
    """The CPUs (``cpu``) or NUMA nodes (``memory``) that a VM may use: an empty set means all, which is said by none.

    ``most``: how many the host has, counted from 0. Raises InvalidArgument for one that it lacks (inferred).
    """
    if given is None or not given.affinitySet:
        return None
    if not all(0 <= number < most for number in given.affinitySet):
        raise invalid_argument(f"configSpec.{kind}Affinity")
    return given


def check_npiv(spec: vim.VirtualMachineConfigSpec) -> None:
    """Raise InvalidArgument for an operation on world wide names that is none, NotSupported for one that gives a VM any."""
    operation = spec.npivWorldWideNameOp
    if operation and operation not in ("generate", "set", "remove", "extend"):
        raise invalid_argument("configSpec.npivWorldWideNameOp")
    if operation and operation != "remove":
        raise fault("NotSupported")


def merge_features(
    old: Iterable[vim.HostCpuIdInfo], changes: Iterable[vim.VirtualMachineCpuIdInfoSpec],
) -> tuple[vim.HostCpuIdInfo, ...]:
    """CPU feature masks with changes; an entry is known by its level and vendor. Raises InvalidArgument."""
    masks = {(mask.level, mask.vendor): mask for mask in old}
    for change in changes:
        if change.info is None:
            raise invalid_argument("configSpec.cpuFeatureMask")
        key = (change.info.level, change.info.vendor)
        if change.operation == "remove":
            if key not in masks:
                raise invalid_argument("configSpec.cpuFeatureMask")
            masks[key] = vim.HostCpuIdInfo(level=key[0], vendor=key[1])
        else:
            masks[key] = change.info
    return tuple(masks.values())


@lru_cache(maxsize=1)
def default_flags() -> vim.VirtualMachineFlagInfo:
    """The flags of a new VM (recorded)."""
    return vim.VirtualMachineFlagInfo(
        disableAcceleration=False, enableLogging=True, useToe=False, runWithDebugInfo=False, monitorType="release",
        htSharing="any", diskUuidEnabled=False, virtualMmuUsage="automatic", virtualExecUsage="hvAuto",
        snapshotPowerOffBehavior="powerOff", recordReplayEnabled=False,
    )


@lru_cache(maxsize=1)
def default_power_ops() -> vim.VirtualMachineDefaultPowerOpInfo:
    """What the power buttons of a new VM do (recorded)."""
    return vim.VirtualMachineDefaultPowerOpInfo(
        powerOffType="soft", suspendType="hard", resetType="soft", defaultPowerOffType="soft", defaultSuspendType="hard",
        defaultResetType="soft", standbyAction="checkpoint",
    )


@lru_cache(maxsize=1)
def default_tools() -> vim.ToolsConfigInfo:
    """What Tools do in a new VM (recorded)."""
    return vim.ToolsConfigInfo(
        toolsVersion=0, afterPowerOn=True, afterResume=True, beforeGuestStandby=True, beforeGuestShutdown=True,
        toolsUpgradePolicy="manual", syncTimeWithHost=False,
    )


@lru_cache(maxsize=1)
def default_boot() -> vim.VirtualMachineBootOptions:
    """How a new VM boots (recorded)."""
    return vim.VirtualMachineBootOptions(bootDelay=0, enterBIOSSetup=False, bootRetryEnabled=False, bootRetryDelay=10000)


@lru_cache(maxsize=1)
def default_cpu_features() -> tuple[vim.HostCpuIdInfo, ...]:
    """The CPU feature masks of a new VM: none set (levels and vendors recorded)."""
    found = []
    for level in (0, 1, -(2**31), -(2**31) + 1, -(2**31) + 8):
        found.append(vim.HostCpuIdInfo(level=level))
        found.append(vim.HostCpuIdInfo(level=level, vendor="amd"))
    return tuple(found)


@lru_cache(maxsize=2)
def capability(tools: bool = False) -> vim.VirtualMachineCapability:
    """What a VM can (recorded); ``tools``: whether VMware Tools run in the guest."""
    no = {"disableSnapshotsSupported", "lockSnapshotsSupported", "consolePreferencesSupported"}
    if not tools:
        no |= {"settingScreenResolutionSupported", "toolsAutoUpdateSupported", "settingDisplayTopologySupported"}
    later = {"multipleCoresPerSocketSupported"}
    names = [
        prop.name for prop in vim.TYPES.model.properties("VirtualMachineCapability")
        if prop.type == "xsd:boolean" and prop.name not in later
    ]
    values: dict[str, Any] = {name: name not in no for name in names}
    return vim.VirtualMachineCapability(**values)
