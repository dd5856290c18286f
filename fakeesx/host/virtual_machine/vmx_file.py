"""A VM's configuration as the keys of its ``.vmx`` file."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine import vmx_settings
from fakeesx.host.virtual_machine.devices import vmx_keys
from fakeesx.schema import vim
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmx import NOTHING, Vmx

_HARDWARE = {"vmx-07": "7", "vmx-04": "4"}
STANDBY = {"checkpoint": "FALSE", "powerOnSuspend": "TRUE"}
"""``chipset.onlineStandby`` for a ``standbyAction``."""
RESERVATION = {"cpu": "sched.cpu.min", "mem": "sched.mem.minsize"}
"""The key of a reservation (those that libvirt reads and writes)."""
DIRECTORY_KEYS = (
    ("snapshotDirectory", "workingDir"), ("suspendDirectory", "suspend.directory"), ("logDirectory", "log.directory"),
)
"""Where other files go that are not to be beside the ``.vmx``."""
REGISTERS = ("eax", "ebx", "ecx", "edx")


def vmx_of(config: vim.VirtualMachineConfigInfo, foreign: Vmx = NOTHING, standby: str | None = None) -> Vmx:
    """The file for a configuration; ``foreign`` are keys that the host does not know and that stay.

    ``standby``: the ``standbyAction`` that a client asked for.
    """
    keys: dict[str, str] = {
        "config.version": "8", "virtualHW.version": _HARDWARE.get(config.version, "7"),
        "displayName": unescaped(config.name), "guestOS": guest_os_key(config.guestId),
        "memsize": str(config.hardware.memoryMB),
        "uuid.bios": spaced_uuid(config.uuid), "uuid.location": spaced_uuid(config.locationId or config.uuid),
        "vc.uuid": spaced_uuid(config.instanceUuid or config.uuid), "extendedConfigFile": _extended(config),
    }
    if config.annotation:
        keys["annotation"] = config.annotation
    if config.hardware.numCPU > 1:
        keys["numvcpus"] = str(config.hardware.numCPU)
    if config.alternateGuestName:
        keys["guestOSAltName"] = config.alternateGuestName
    keys.update(_settings(config))
    if standby is not None:
        keys["chipset.onlineStandby"] = STANDBY[standby]
    keys.update([
        (option.key, str(option.value)) for option in config.extraConfig if not option.key.startswith("vmware.tools.")
    ])
    keys.update(vmx_keys(config.hardware.device, _home(config)))
    return foreign.replace(keys)


def _home(config: vim.VirtualMachineConfigInfo) -> str:
    """The directory of the file. What is in it the file names without one, so that all of it can be copied together."""
    path = config.files.vmPathName or ""
    directory, slash, _ = path.rpartition("/")
    return directory if slash else path.partition("]")[0] + "]" if path.startswith("[") else ""


def _settings(config: vim.VirtualMachineConfigInfo) -> dict[str, str]:
    """What differs from the product's defaults in power operations, boot, hot plug, Tools, flags and resources."""
    keys = vmx_settings.written(config)
    keys.update(_schedule("cpu", config.cpuAllocation, config.cpuAffinity))
    keys.update(_schedule("mem", config.memoryAllocation, config.memoryAffinity))
    path = config.files.vmPathName or ""
    home = path.rpartition("/")[0] or path.partition("]")[0] + "]"
    for name, key in DIRECTORY_KEYS:
        directory = getattr(config.files, name)
        if directory and directory.rstrip() != home:
            keys[key] = _mounted(directory)
    for mask in config.cpuFeatureMask:
        for register in REGISTERS:
            bits = getattr(mask, register)
            if bits:
                keys[cpuid_key(mask.level, register, mask.vendor)] = bits
    return keys


def _schedule(kind: str, allocation: Any, affinity: Any) -> dict[str, str]:
    keys = {}
    if allocation is not None:
        if allocation.reservation:
            keys[RESERVATION[kind]] = str(allocation.reservation)
        if allocation.limit not in (None, -1):
            keys[f"sched.{kind}.max"] = str(allocation.limit)
        shares = allocation.shares
        if shares is not None and shares.level != "normal":
            keys[f"sched.{kind}.shares"] = str(shares.shares) if shares.level == "custom" else str(shares.level)
    if affinity is not None and affinity.affinitySet:
        keys[f"sched.{kind}.affinity"] = ",".join(str(number) for number in affinity.affinitySet)
    return keys


def _mounted(directory: str) -> str:
    path = DatastorePath.parse(directory)
    return f"/vmfs/volumes/{path.datastore}/{path.path}"


def cpuid_key(level: int, register: str, vendor: str | None) -> str:
    """The key of a CPU feature mask: ``cpuid.80000001.edx``, with ``.amd`` at the end for AMD's processors alone."""
    return f"cpuid.{level & 0xFFFFFFFF:x}.{register}{f'.{vendor}' if vendor else ''}"


_GUESTS = {
    "otherGuest64": "other-64", "winLonghornGuest": "longhorn", "winLonghorn64Guest": "longhorn-64",
    "windows7Server64Guest": "windows7srv-64",
}
"""Those whose names in a ``.vmx`` do not follow from the identifier."""


@lru_cache(maxsize=256)
def guest_os_key(guest_id: str) -> str:
    """``guestOS`` of a ``.vmx``: mostly the identifier without ``Guest``, in lower case, 64-bit ones with ``-64``."""
    if guest_id in _GUESTS:
        return _GUESTS[guest_id]
    stem = guest_id.removesuffix("Guest")
    if stem.endswith("_64"):
        return stem[:-3].lower() + "-64"
    return (stem[:-2] + "-64").lower() if stem.endswith("64") else stem.lower()


def spaced_uuid(uuid: str) -> str:
    """A UUID as a ``.vmx`` writes it: pairs of digits with blanks, a dash in the middle."""
    text = bytes.fromhex(uuid.replace("-", "")).hex(" ")
    return f"{text[:23]}-{text[24:]}"


def _extended(config: vim.VirtualMachineConfigInfo) -> str:
    name = (config.files.vmPathName or "").rpartition("/")[2]
    return name.removesuffix(".vmx") + ".vmxf"
