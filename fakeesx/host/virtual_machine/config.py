"""From a VirtualMachineConfigSpec to a VirtualMachineConfigInfo: everything but the devices.

Each function is pure; a wrong value raises the vim25 fault for it, and nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.virtual_machine import guest_os
from fakeesx.schema import scalars, vim

MOST_CPUS = 8
MOST_MEMORY_MB = {"vmx-07": 261120, "vmx-04": 65532}
"""Largest memory by hardware version."""
LONGEST_NAME = 80
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LOOSE_UUID = re.compile(r"[0-9A-Fa-f]{32}")
_SHARES = {"cpu": {"low": 500, "normal": 1000, "high": 2000}, "memory": {"low": 5, "normal": 10, "high": 20}}
TOOLS_REQUIRED = "8290"
"""The Tools version of this build (recorded)."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def check_name(name: str | None) -> str:
    """A VM's name. Raises InvalidName for an empty one, one over 80 characters or with control characters."""
    if not name or len(name) > LONGEST_NAME or any(ord(c) < 32 or ord(c) == 127 for c in name):
        raise fault("InvalidName", name=name or "")
    return name


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
    if per is None and custom <= 0:
        raise invalid_argument(f"configSpec.{kind}Allocation.shares")
    shares = vim.SharesInfo(shares=custom if per is None else per * size, level=vim.SharesLevel(level))
    return vim.ResourceAllocationInfo(reservation=reservation, limit=limit, shares=shares)


def next_version(now: datetime, old: str | None) -> str:
    """A new ``changeVersion``: the time, but always later than the old one."""
    text = scalars.date_time(now).decode()
    if old is not None and text <= old:
        text = scalars.date_time(scalars.parse_date_time(old) + timedelta(microseconds=1)).decode()
    return text


def merge_extra(old: Iterable[vim.OptionValue], changes: Iterable[vim.OptionValue]) -> tuple[vim.OptionValue, ...]:
    """``extraConfig`` with changes; an empty value removes its key. Raises InvalidArgument for a key that is none."""
    merged = {option.key: option for option in old}
    for option in changes:
        key, value = option.key, option.value
        if not key or any(c in key for c in '\n\r\0="') or not key.isprintable():
            raise invalid_argument("configSpec.extraConfig")
        text = "" if value is None else _option_text(value)
        if text == "":
            merged.pop(key, None)
        else:
            merged[key] = vim.OptionValue(key=key, value=text)
    return tuple(merged.values())


def _option_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise invalid_argument("configSpec.extraConfig")


def merge(old: Any, new: Any) -> Any:
    """A data object with the properties that are set in another one laid over it."""
    if new is None:
        return old
    if old is None:
        return new
    return old.replace(**dict(new.items()))


@lru_cache(maxsize=4)
def default_extra(bridges: bool) -> tuple[vim.OptionValue, ...]:
    """The options every VM has besides its own (names and values recorded)."""
    rows = [("virtualHW.productCompatibility", "hosted")]
    if bridges:
        rows.append(("pciBridge0.present", "true"))
        for number in (4, 5, 6, 7):
            name = f"pciBridge{number}"
            rows += [(f"{name}.present", "true"), (f"{name}.virtualDev", "pcieRootPort"), (f"{name}.functions", "8")]
    return tuple(vim.OptionValue(key=key, value=value) for key, value in rows)


@lru_cache(maxsize=8)
def tools_extra(installed: str) -> tuple[vim.OptionValue, ...]:
    """What the host notes about VMware Tools (names recorded); ``installed`` is the version in the guest, ``0`` for none."""
    state = "none" if installed == "0" else "success"
    rows = (
        ("vmware.tools.internalversion", installed), ("vmware.tools.requiredversion", TOOLS_REQUIRED),
        ("vmware.tools.installstate", "none"), ("vmware.tools.lastInstallStatus", "unknown" if state == "none" else state),
    )
    return tuple(vim.OptionValue(key=key, value=value) for key, value in rows)


@lru_cache(maxsize=256)
def text_option(key: str, value: str) -> vim.OptionValue:
    """An option with a text; equal ones are one object."""
    return vim.OptionValue(key=key, value=value)


def check_guest(guest_id: str) -> str:
    """The name of a guest OS. Raises InvalidArgument for an identifier that API 4.1 lacks."""
    name = guest_os.full_name(guest_id)
    if name is None:
        raise invalid_argument("configSpec.guestId")
    return name


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


@lru_cache(maxsize=1)
def capability() -> vim.VirtualMachineCapability:
    """What a VM can (recorded); the same for all."""
    no = {"disableSnapshotsSupported", "lockSnapshotsSupported", "consolePreferencesSupported",
          "settingScreenResolutionSupported", "toolsAutoUpdateSupported", "settingDisplayTopologySupported"}
    later = {"multipleCoresPerSocketSupported"}
    names = [p.name for p in vim.VirtualMachineCapability._properties if p.type == "xsd:boolean" and p.name not in later]
    values: dict[str, Any] = {name: name not in no for name in names}
    return vim.VirtualMachineCapability(**values)
