"""``config.extraConfig``: the options of a VM that vim25 has no property for, and those that a host notes there itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from fakeesx.host.managed_object import invalid_argument
from fakeesx.host.virtual_machine.devices import boot_options, is_device_key
from fakeesx.host.virtual_machine.devices.vmx_writing import slot_name
from fakeesx.schema import vim
from fakeesx.storage.vmx import is_key

TOOLS_REQUIRED = "8290"
"""The Tools version of this build (recorded)."""
LONGEST_KEY = 255
LONGEST_VALUE = 1 << 16
"""Characters of a value that a host takes (inferred; ``machine.id`` may be long)."""

_SLOT = ".pciSlotNumber"
OWN_KEYS = frozenset({
    ".encoding", "config.version", "virtualhw.version", "displayname", "annotation", "guestos", "guestosaltname", "memsize",
    "numvcpus", "uuid.bios", "uuid.location", "vc.uuid", "extendedconfigfile", "mem.hotadd", "vcpu.hotadd", "vcpu.hotremove",
    "powertype.poweroff", "powertype.poweron", "powertype.suspend", "powertype.reset", "chipset.onlinestandby",
    "bios.bootdelay", "bios.forcesetuponce", "bios.bootretry.enabled", "bios.bootretry.delay", "bios.bootdeviceclasses",
    "sched.cpu.min", "sched.cpu.max", "sched.cpu.units", "sched.cpu.shares", "sched.cpu.affinity", "sched.mem.min",
    "sched.mem.max", "sched.mem.minsize", "sched.mem.shares", "sched.mem.affinity", "sched.swap.hostlocal",
    "tools.upgrade.policy", "tools.synctime",
})
"""Keys in lower case that the properties of ``config`` stand for."""
_OF_DEVICE = re.compile(r"(scsi|ide)(\d+):(\d+)\.redo|(scsi|ethernet)(\d+)\.(?:pciSlotNumber|generatedAddressOffset)")


@lru_cache(maxsize=512)
def option(key: str, value: str) -> vim.OptionValue:
    """An option with a text; equal ones are one object."""
    return vim.OptionValue(key=key, value=value)


def merge(old: Iterable[vim.OptionValue], changes: Iterable[vim.OptionValue]) -> tuple[vim.OptionValue, ...]:
    """Options with changes laid over them; an empty value removes its key. Letter case does not tell keys apart.

    A key that a property of the configuration stands for is ignored (vendor documentation). Raises InvalidArgument for a key
    that can't be one and for a value that is no scalar.
    """
    merged = {each.key.lower(): each for each in old}
    for change in changes:
        key = change.key
        if not is_key(key) or len(key) > LONGEST_KEY:
            raise invalid_argument("configSpec.extraConfig")
        text = "" if change.value is None else _text(change.value)
        folded = key.lower()
        if folded in OWN_KEYS or is_device_key(key):
            continue
        if text == "":
            merged.pop(folded, None)
        else:
            known = merged.get(folded)
            merged[folded] = vim.OptionValue(key=key if known is None else known.key, value=text)
    return tuple(merged.values())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str) and len(value) <= LONGEST_VALUE:
        return value
    if isinstance(value, (int, float)):
        return str(value)
    raise invalid_argument("configSpec.extraConfig")


def initial(nvram: str, bridges: bool) -> tuple[vim.OptionValue, ...]:
    """The options of a new VM; ``bridges``: whether its hardware has PCI Express (version 7)."""
    return (option("nvram", nvram), *_initial(bridges), *tools("0"))


@lru_cache(maxsize=2)
def _initial(bridges: bool) -> tuple[vim.OptionValue, ...]:
    """The options every VM has besides its own (names and values recorded)."""
    rows = [("virtualHW.productCompatibility", "hosted")]
    if bridges:
        rows.append(("pciBridge0.present", "true"))
        for number in (4, 5, 6, 7):
            name = f"pciBridge{number}"
            rows += [(f"{name}.present", "true"), (f"{name}.virtualDev", "pcieRootPort"), (f"{name}.functions", "8")]
    return tuple(option(key, value) for key, value in rows)


def with_bridges(options: Sequence[vim.OptionValue]) -> tuple[vim.OptionValue, ...]:
    """The options of a VM whose hardware is upgraded to version 7."""
    return _over(options, [(each.key, str(each.value)) for each in _initial(True)])


@lru_cache(maxsize=8)
def tools(installed: str) -> tuple[vim.OptionValue, ...]:
    """What the host notes about VMware Tools (names recorded); ``installed`` is the version in the guest, ``0`` for none."""
    status = "unknown" if installed == "0" else "success"
    rows = (
        ("vmware.tools.internalversion", installed), ("vmware.tools.requiredversion", TOOLS_REQUIRED),
        ("vmware.tools.installstate", "none"), ("vmware.tools.lastInstallStatus", status),
    )
    return tuple(option(key, value) for key, value in rows)


def powered_on(
    options: Sequence[vim.OptionValue], devices: Sequence[vim.VirtualDevice], swap: str, cpu: Sequence[vim.HostCpuIdInfo],
    installed: str,
) -> tuple[vim.OptionValue, ...]:
    """The options after a power on (keys and values recorded).

    ``swap``: path of the swap file; ``cpu``: the CPU features of the host; ``installed``: the version of Tools, ``0`` for
    none.
    """
    rows = [("snapshot.action", "keep"), ("replay.supported", "false")]
    if installed != "0":
        rows.append(("unity.wasCapable", "true"))
    rows.append(("sched.swap.derivedName", swap))
    known = {each.key: str(each.value) for each in options}
    rows += _of_devices(known, devices)
    rows += [("vmotion.checkpointFBSize", "4194304"), *_cpuid(tuple(cpu)), ("evcCompatibilityMode", "false")]
    return _over(options, [*rows, *((each.key, str(each.value)) for each in tools(installed))])


def follow_devices(
    options: Sequence[vim.OptionValue], devices: Sequence[vim.VirtualDevice],
) -> tuple[vim.OptionValue, ...]:
    """The options without what was noted of devices that are gone."""
    present = {name for device in devices for name in _names(device)}
    kept = tuple(each for each in options if (of := _device_of(each.key)) is None or of in present)
    return kept if len(kept) < len(options) else tuple(options)


def _over(options: Sequence[vim.OptionValue], rows: Sequence[tuple[str, str]]) -> tuple[vim.OptionValue, ...]:
    """Options with rows of the host's own laid over them; new ones come before what is noted of Tools (recorded)."""
    values = dict(rows)
    result: list[vim.OptionValue] = []
    mine: list[vim.OptionValue] = []
    for each in options:
        (mine if each.key.startswith("vmware.tools.") else result).append(each)
    merged = {each.key: each for each in result}
    notes = {each.key: each for each in mine}
    for key, value in values.items():
        (notes if key.startswith("vmware.tools.") else merged)[key] = option(key, value)
    return (*merged.values(), *notes.values())


def _of_devices(known: dict[str, str], devices: Sequence[vim.VirtualDevice]) -> list[tuple[str, str]]:
    """Redo logs of disks, PCI slots and MAC address offsets; what has a slot keeps it."""
    first = boot_options(devices)
    rows = {key: known.get(key, "") if key.endswith(_SLOT) else value for key, value in first.items()}
    taken = {value for key, value in rows.items() if key.endswith(_SLOT)}
    for key, value in first.items():
        if key.endswith(_SLOT) and not rows[key]:
            slot = int(value)
            while str(slot) in taken:
                slot += 1
            rows[key] = str(slot)
            taken.add(rows[key])
    redo = [(key, value) for key, value in rows.items() if key.endswith(".redo")]
    if any(isinstance(device, vim.VirtualMachineVMCIDevice) for device in devices):
        redo += [(f"pciBridge{number}{_SLOT}", str(17 + number)) for number in (0, 4, 5, 6, 7)]
    return [*redo, *((key, value) for key, value in rows.items() if not key.endswith(".redo"))]


def _names(device: vim.VirtualDevice) -> tuple[str, ...]:
    if isinstance(device, vim.VirtualDisk):
        return (slot_name(device),)
    if isinstance(device, vim.VirtualSCSIController):
        return (f"scsi{device.key - 1000}",)
    return (f"ethernet{device.key - 4000}",) if isinstance(device, vim.VirtualEthernetCard) else ()


@lru_cache(maxsize=1024)
def _device_of(key: str) -> str | None:
    match = _OF_DEVICE.fullmatch(key)
    if match is None:
        return None
    return f"{match[1]}{match[2]}:{match[3]}" if match[1] else f"{match[4]}{match[5]}"


_HYPERVISOR, _HYPER_THREADING = 1 << 31, 1 << 28
_LEVELS = {0: "0", 1: "1", -(2**31) + 1: "80000001"}


@lru_cache(maxsize=8)
def _cpuid(features: tuple[vim.HostCpuIdInfo, ...]) -> tuple[tuple[str, str], ...]:
    """The CPU identification of the host, of the guest's kernel and of its programs: four registers each.

    The guest does not see hyper-threading and is told of the hypervisor (recorded); other masks are left out.
    """
    rows: dict[str, list[tuple[str, str]]] = {"host": [], "guest": [], "user": []}
    for feature in features:
        name = _LEVELS.get(feature.level)
        if name is None:
            continue
        registers = [_register(getattr(feature, each)) for each in ("eax", "ebx", "ecx", "edx")]
        for owner, found in rows.items():
            seen = list(registers)
            if name == "1" and owner != "host":
                seen[2] |= _HYPERVISOR
                seen[3] &= ~_HYPER_THREADING
                seen[1] &= 0xFFFF if owner == "guest" else 0xFFFFFFFF
            found.append((f"{owner}CPUID.{name}", "".join(f"{each:08x}" for each in seen)))
    return tuple(row for found in rows.values() for row in found)


def _register(text: str | None) -> int:
    return int((text or "0").replace(":", "").replace("-", "0").replace("x", "0").replace("X", "0"), 2)
