"""A VM's configuration out of its ``.vmx`` file: ``vmx_file.vmx_of`` backwards, for files of any origin.

What makes no sense is passed over where the VM can do without it; what a VM can't be without is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import extra_config, vmx_settings
from fakeesx.host.virtual_machine.create import DEFAULT_MEMORY_MB, datastore_urls, wrong_version
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment
from fakeesx.host.virtual_machine.devices import from_vmx, is_device_key
from fakeesx.host.virtual_machine.vmx_file import (
    DIRECTORY_KEYS,
    REGISTERS,
    RESERVATION,
    STANDBY,
    guest_os_key,
    spaced_uuid,
)
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import StorageError
from fakeesx.storage.vmx import Vmx

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_HOST = ManagedObjectReference("HostSystem", "ha-host")
_VERSIONS = {"4": "vmx-04", "7": "vmx-07"}
_CPUID = re.compile(r"cpuid\.([0-9a-f]{1,8})\.(e[abcd]x)(?:\.(amd|intel))?")
_DERIVED_SWAP = re.compile(r"-([0-9a-f]{8})\.vswp")
_ALIASES = {
    "linux": "otherLinuxGuest", "windows7server-64": "windows7Server64Guest", "winlonghorn": "winLonghornGuest",
    "winlonghorn-64": "winLonghorn64Guest", "winserver2008enterprise-64": "winLonghorn64Guest",
    "otherguest-64": "otherGuest64",
}
"""Other spellings that products write."""


def invalid(key: str) -> VimFault:
    """InvalidVmConfig for a setting, to raise."""
    return fault("InvalidVmConfig", property=key)


def hardware_version(host: Esx, vmx: Vmx) -> str:
    """``vmx-07`` or ``vmx-04``. Raises VirtualHardwareVersionNotSupported for other numbers, InvalidVmConfig for none."""
    text = vmx.get("virtualHW.version", "").strip()
    if not text.isascii() or not text.isdigit():
        raise invalid("virtualHW.version")
    version = _VERSIONS.get(text)
    if version is None:
        raise wrong_version(host)
    return version


def uuid_in(vmx: Vmx, key: str) -> str | None:
    """A UUID of the file in vim25's form, ``None`` when it has none."""
    try:
        return configs.check_uuid(vmx.get(key, ""), key)
    except VimFault:
        return None


def standby_in(vmx: Vmx) -> str | None:
    """The ``standbyAction`` that the file asks for."""
    text = vmx.get("chipset.onlineStandby", "").strip().upper()
    return next((action for action, written in STANDBY.items() if written == text), None)


def swap_tag(vmx: Vmx) -> int | None:
    """The number in the name of the swap file that the VM had when it ran last."""
    match = _DERIVED_SWAP.search(vmx.get("sched.swap.derivedName", ""))
    return None if match is None else int(match[1], 16)


def remarks(vmx: Vmx) -> Vmx:
    """The file without its settings: what of it nothing but the file itself keeps."""
    return vmx.replace(dict.fromkeys(vmx))


def config_of(
    vmx: Vmx, name: str, path: str, environment: DeviceEnvironment, uuids: dict[str, Any],
) -> vim.VirtualMachineConfigInfo:
    """The configuration of a VM that is powered off; ``path`` is that of its ``.vmx``, ``uuids`` has its three UUIDs.

    Raises InvalidVmConfig, MemorySizeNotSupported, NumVirtualCpusNotSupported, InsufficientResourcesFault's kin.
    """
    host, version = environment.host, environment.hardware_version
    keys = {key.lower(): value for key, value in vmx.items()}
    cpus, memory = _number(vmx, "numvcpus", 1), _number(vmx, "memsize", DEFAULT_MEMORY_MB)
    if memory < 4 or memory % 4:
        raise invalid("memsize")
    if cpus < 1:
        raise invalid("numvcpus")
    configs.check_hardware(version, cpus, memory)
    guest_id = guest_id_of(vmx.get("guestOS", "other"))
    devices = from_vmx(vmx, environment)
    directory = environment.home
    host_mhz, host_mb = host.capacity()
    standby = standby_in(vmx)
    config = vim.VirtualMachineConfigInfo(
        changeVersion=configs.next_version(host.now(), None), modified=configs.EPOCH, name=name,
        guestFullName=configs.check_guest(guest_id), version=version, **uuids, npivWorldWideNameType="",
        npivTemporaryDisabled=True, template=False, guestId=guest_id, alternateGuestName=vmx.get("guestOSAltName", ""),
        annotation=vmx.get("annotation", "")[:configs.LONGEST_ANNOTATION],
        files=vim.VirtualMachineFileInfo(vmPathName=path, **_directories(vmx, directory, environment)),
        hardware=vim.VirtualHardware(numCPU=cpus, memoryMB=memory, device=devices),
        cpuAllocation=_allocation(vmx, "cpu", cpus, host_mhz), memoryAllocation=_allocation(vmx, "mem", memory, host_mb),
        cpuAffinity=_affinity(vmx, "cpu"), memoryAffinity=_affinity(vmx, "mem"),
        extraConfig=_options(vmx, environment), cpuFeatureMask=_masks(keys),
        datastoreUrl=datastore_urls(host, environment.home_datastore.name, devices), **vmx_settings.read(keys),
    )
    return configs.of_power_state(config, running=False, standby=standby)


@lru_cache(maxsize=1)
def _guest_ids() -> dict[str, str]:
    known = {guest_os_key(guest): str(guest) for guest in vim.VirtualMachineGuestOsIdentifier.members()}
    by_id = {str(guest).lower(): str(guest) for guest in vim.VirtualMachineGuestOsIdentifier.members()}
    return by_id | _ALIASES | known


def guest_id_of(text: str) -> str:
    """``guestId`` for the ``guestOS`` of a ``.vmx``; a system that this host does not know is some other one (inferred)."""
    key = text.strip().lower()
    found = _guest_ids().get(key)
    if found is None:
        found = "otherGuest64" if key.endswith("64") else "otherGuest"
    return found


def _number(vmx: Vmx, key: str, default: int) -> int:
    if key not in vmx:
        return default
    found = vmx.integer(key, -1)
    if found < 0:
        raise invalid(key)
    return found


def _directories(vmx: Vmx, home: str, environment: DeviceEnvironment) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in DIRECTORY_KEYS:
        found[name] = home
        text = vmx.get(key, "")
        if text.startswith("/vmfs/volumes/"):
            try:
                datastore, path = environment.host.volumes.resolve_mount(text)
            except StorageError:
                continue
            found[name] = datastore.text(path)
    return found


def _allocation(vmx: Vmx, kind: str, size: int, most: int) -> vim.ResourceAllocationInfo:
    reservation = max(0, vmx.integer(RESERVATION[kind], vmx.integer(f"sched.{kind}.min", 0)))
    limit = vmx.integer(f"sched.{kind}.max", -1)
    if limit < reservation:
        limit = -1
    level, number = vmx.get(f"sched.{kind}.shares", "normal").strip().lower(), 0
    if level.isascii() and level.isdigit():
        level, number = "custom", int(level[:18])
    elif level not in ("low", "normal", "high"):
        level = "normal"
    if level == "custom" and not 0 < number <= configs.MOST_SHARES:
        level = "normal"
    spec = vim.ResourceAllocationInfo(
        reservation=reservation, limit=limit, shares=vim.SharesInfo(shares=number, level=vim.SharesLevel(level)),
    )
    return configs.allocation("cpu" if kind == "cpu" else "memory", size, spec, None, most)


def _affinity(vmx: Vmx, kind: str) -> vim.VirtualMachineAffinityInfo | None:
    text = vmx.get(f"sched.{kind}.affinity", "")
    parts = map(str.strip, text.split(","))
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 5]
    return vim.VirtualMachineAffinityInfo(affinitySet=numbers) if numbers else None


def _options(vmx: Vmx, environment: DeviceEnvironment) -> tuple[vim.OptionValue, ...]:
    """All that no property stands for; what a new VM has and the file lacks is added (inferred)."""
    found = {
        key.lower(): extra_config.option(key, value) for key, value in vmx.items()
        if key.lower() not in extra_config.OWN_KEYS and key.lower() not in vmx_settings.KEYS
        and not is_device_key(key) and not _CPUID.fullmatch(key.lower())
        and key.lower() not in ("workingdir", "suspend.directory", "log.directory")
    }
    first = extra_config.initial(f"{environment.stem}.nvram", environment.hardware_version == "vmx-07")
    for option in first:
        found.setdefault(option.key.lower(), option)
    return tuple(found.values())


def _masks(keys: dict[str, str]) -> tuple[vim.HostCpuIdInfo, ...]:
    masks = {(mask.level, mask.vendor): mask for mask in configs.default_cpu_features()}
    for key, value in keys.items():
        match = _CPUID.fullmatch(key)
        if match is None or match[2] not in REGISTERS:
            continue
        level = int(match[1], 16)
        place = (level - (1 << 32) if level > 0x7FFFFFFF else level, match[3])
        mask = masks.get(place, vim.HostCpuIdInfo(level=place[0], vendor=place[1]))
        masks[place] = mask.replace(**{match[2]: value})
    return tuple(masks.values())


def uuid_keys(uuids: dict[str, str]) -> dict[str, str]:
    """The three UUIDs of a VM as its file has them."""
    names = {"uuid": "uuid.bios", "locationId": "uuid.location", "instanceUuid": "vc.uuid"}
    return {names[name]: spaced_uuid(uuid) for name, uuid in uuids.items()}
