"""A VM's configuration as the keys of its ``.vmx`` file."""

from __future__ import annotations

from typing import Any

from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine.devices import vmx_keys
from fakeesx.schema import vim
from fakeesx.storage.vmx import NOTHING, Vmx

_HARDWARE = {"vmx-07": "7", "vmx-04": "4"}
_POWER_KEYS = {"powerOffType": "powerType.powerOff", "suspendType": "powerType.suspend", "resetType": "powerType.reset"}
_STANDBY = {"checkpoint": "FALSE", "powerOnSuspend": "TRUE"}


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
        keys["chipset.onlineStandby"] = _STANDBY[standby]
    keys.update([
        (option.key, str(option.value)) for option in config.extraConfig if not option.key.startswith("vmware.tools.")
    ])
    keys.update(vmx_keys(config.hardware.device))
    return foreign.replace(keys)


def _settings(config: vim.VirtualMachineConfigInfo) -> dict[str, str]:
    """What differs from the product's defaults in power operations, boot, hot plug, Tools and resources."""
    keys: dict[str, str] = {}
    power, boot, tools = config.defaultPowerOps, config.bootOptions, config.tools
    for name, key in _POWER_KEYS.items():
        value = getattr(power, name)
        if value == ("soft" if name == "suspendType" else "hard"):
            keys[key] = value
    if boot is not None:
        if boot.bootDelay:
            keys["bios.bootDelay"] = str(boot.bootDelay)
        if boot.enterBIOSSetup:
            keys["bios.forceSetupOnce"] = "TRUE"
        if boot.bootRetryEnabled:
            keys["bios.bootRetry.enabled"] = "TRUE"
            keys["bios.bootRetry.delay"] = str(boot.bootRetryDelay)
    for name, key in (("memoryHotAddEnabled", "mem.hotadd"), ("cpuHotAddEnabled", "vcpu.hotadd"),
                      ("cpuHotRemoveEnabled", "vcpu.hotremove")):
        if getattr(config, name):
            keys[key] = "TRUE"
    if tools is not None:
        if tools.syncTimeWithHost:
            keys["tools.syncTime"] = "TRUE"
        if tools.toolsUpgradePolicy == "upgradeAtPowerCycle":
            keys["tools.upgrade.policy"] = "upgradeAtPowerCycle"
    keys.update(_schedule("cpu", config.cpuAllocation, config.cpuAffinity))
    keys.update(_schedule("mem", config.memoryAllocation, None))
    return keys


def _schedule(kind: str, allocation: Any, affinity: Any) -> dict[str, str]:
    keys = {}
    if allocation is not None:
        if allocation.reservation:
            keys[f"sched.{kind}.min"] = str(allocation.reservation)
        if allocation.limit not in (None, -1):
            keys[f"sched.{kind}.max"] = str(allocation.limit)
        shares = allocation.shares
        if shares is not None and shares.level != "normal":
            keys[f"sched.{kind}.shares"] = str(shares.shares) if shares.level == "custom" else str(shares.level)
    if affinity is not None and affinity.affinitySet:
        keys[f"sched.{kind}.affinity"] = ",".join(str(number) for number in affinity.affinitySet)
    return keys


def guest_os_key(guest_id: str) -> str:
    """``guestOS`` of a ``.vmx``: the identifier without ``Guest``, in lower case, 64-bit ones with ``-64``."""
    stem = guest_id.removesuffix("Guest")
    if guest_id == "otherGuest64":
        return "other-64"
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
