"""A VM's configuration as the keys of its ``.vmx`` file."""

from __future__ import annotations

from collections.abc import Sequence

from fakeesx.host.virtual_machine import config as configs

from fakeesx.host.virtual_machine.devices import vmx_keys
from fakeesx.schema import vim
from fakeesx.storage.vmx import Vmx

_HARDWARE = {"vmx-07": "7", "vmx-04": "4"}


def vmx_of(config: vim.VirtualMachineConfigInfo, foreign: Vmx | None = None) -> Vmx:
    """The file for a configuration; ``foreign`` are keys that the host does not know and that stay."""
    keys: dict[str, str] = {
        ".encoding": "UTF-8", "config.version": "8", "virtualHW.version": _HARDWARE.get(config.version, "7"),
        "displayName": config.name, "guestOS": guest_os_key(config.guestId), "memsize": str(config.hardware.memoryMB),
        "uuid.bios": spaced_uuid(config.uuid), "uuid.location": spaced_uuid(config.locationId or config.uuid),
        "vc.uuid": spaced_uuid(config.instanceUuid or config.uuid), "extendedConfigFile": _extended(config),
    }
    if config.annotation:
        keys["annotation"] = config.annotation
    if config.hardware.numCPU > 1:
        keys["numvcpus"] = str(config.hardware.numCPU)
    keys.update(
        (option.key, str(option.value)) for option in config.extraConfig if not option.key.startswith("vmware.tools.")
    )
    keys.update(vmx_keys(config.hardware.device))
    return Vmx(keys) if not foreign else foreign.replace(keys)


def running_options(
    config: vim.VirtualMachineConfigInfo, devices: Sequence[vim.VirtualDevice], swap: str,
) -> tuple[vim.OptionValue, ...]:
    """``extraConfig`` after a power on: what a host notes then (keys and values recorded)."""
    rows = [
        ("replay.supported", "false"), ("sched.swap.derivedName", swap), ("replay.filename", ""),
        ("pciBridge0.pciSlotNumber", "17"), ("vmotion.checkpointFBSize", "4194304"), ("evcCompatibilityMode", "false"),
    ]
    number = 0
    for device in devices:
        if isinstance(device, vim.VirtualDisk):
            prefix = "scsi" if 1000 <= (device.controllerKey or 0) < 2000 else "ide"
            bus = (device.controllerKey or 0) % 1000 if prefix == "scsi" else (device.controllerKey or 200) - 200
            rows.append((f"{prefix}{bus}:{device.unitNumber}.redo", ""))
        elif isinstance(device, vim.VirtualEthernetCard):
            rows.append((f"ethernet{device.key - 4000}.pciSlotNumber", str(32 + number)))
            number += 1
    known = {option.key: option for option in config.extraConfig}
    for key, value in rows:
        if key not in known:
            known[key] = configs.text_option(key, value)
    return tuple(known.values())


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
    digits = uuid.replace("-", "")
    pairs = [digits[i : i + 2] for i in range(0, 32, 2)]
    return " ".join(pairs[:8]) + "-" + " ".join(pairs[8:])


def _extended(config: vim.VirtualMachineConfigInfo) -> str:
    name = (config.files.vmPathName or "").rpartition("/")[2]
    return name.removesuffix(".vmx") + ".vmxf"
