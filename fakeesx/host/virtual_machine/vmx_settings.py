"""Settings of a ``.vmx`` file that stand for single properties of a VM's configuration: one table for both directions.

A property that has its default is not written. Keys from VMware's published lists of options where they name them, else
inferred: no client is known to read those of flags and console preferences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from fakeesx.host.virtual_machine import config as configs
from fakeesx.schema import vim

_BOOLEAN = {True: "TRUE", False: "FALSE"}
_POWER = {"soft": "soft", "hard": "hard", "preset": "preset"}
_HARDWARE = {"automatic": "automatic", "on": "hardware", "off": "software"}
_EXECUTION = {"hvAuto": "automatic", "hvOn": "hardware", "hvOff": "software"}
_TRUE, _FALSE = ("true", "yes", "on", "1", "t", "y"), ("false", "no", "off", "0", "f", "n")


class Setting(NamedTuple):
    """One property: the part of the configuration it is in ("" for the configuration itself), its key and default."""

    part: str
    name: str
    key: str
    default: Any
    texts: Mapping[Any, str] | None = None
    """What its values are written as; ``None`` for numbers."""


def _same(*values: str) -> dict[Any, str]:
    return {value: value for value in values}


SETTINGS = (
    Setting("defaultPowerOps", "powerOffType", "powerType.powerOff", "soft", _POWER),
    Setting("defaultPowerOps", "suspendType", "powerType.suspend", "hard", _POWER),
    Setting("defaultPowerOps", "resetType", "powerType.reset", "soft", _POWER),
    Setting("bootOptions", "bootDelay", "bios.bootDelay", 0),
    Setting("bootOptions", "enterBIOSSetup", "bios.forceSetupOnce", False, _BOOLEAN),
    Setting("bootOptions", "bootRetryEnabled", "bios.bootRetry.enabled", False, _BOOLEAN),
    Setting("bootOptions", "bootRetryDelay", "bios.bootRetry.delay", 10000),
    Setting("", "memoryHotAddEnabled", "mem.hotadd", False, _BOOLEAN),
    Setting("", "cpuHotAddEnabled", "vcpu.hotadd", False, _BOOLEAN),
    Setting("", "cpuHotRemoveEnabled", "vcpu.hotremove", False, _BOOLEAN),
    Setting("", "vAssertsEnabled", "vAsserts.enabled", False, _BOOLEAN),
    Setting("", "changeTrackingEnabled", "ctkEnabled", False, _BOOLEAN),
    Setting("", "swapPlacement", "sched.swap.hostLocal", "inherit", {"hostLocal": "enable", "vmDirectory": "disable"}),
    Setting("tools", "syncTimeWithHost", "tools.syncTime", False, _BOOLEAN),
    Setting("tools", "toolsUpgradePolicy", "tools.upgrade.policy", "manual", _same("manual", "upgradeAtPowerCycle")),
    Setting("tools", "afterPowerOn", "toolScripts.afterPowerOn", True, _BOOLEAN),
    Setting("tools", "afterResume", "toolScripts.afterResume", True, _BOOLEAN),
    Setting("tools", "beforeGuestStandby", "toolScripts.beforeSuspend", True, _BOOLEAN),
    Setting("tools", "beforeGuestShutdown", "toolScripts.beforePowerOff", True, _BOOLEAN),
    Setting("tools", "beforeGuestReboot", "toolScripts.beforeReboot", None, _BOOLEAN),
    Setting("flags", "disableAcceleration", "disable_acceleration", False, _BOOLEAN),
    Setting("flags", "enableLogging", "logging", True, _BOOLEAN),
    Setting("flags", "useToe", "toe.enabled", False, _BOOLEAN),
    Setting("flags", "runWithDebugInfo", "debugInfo.enabled", False, _BOOLEAN),
    Setting("flags", "monitorType", "monitor", "release", _same("release", "debug", "stats")),
    Setting("flags", "htSharing", "sched.cpu.htsharing", "any", _same("any", "none", "internal")),
    Setting("flags", "snapshotDisabled", "snapshot.disabled", None, _BOOLEAN),
    Setting("flags", "snapshotLocked", "snapshot.locked", None, _BOOLEAN),
    Setting("flags", "diskUuidEnabled", "disk.EnableUUID", False, _BOOLEAN),
    Setting("flags", "virtualMmuUsage", "monitor.virtual_mmu", "automatic", _HARDWARE),
    Setting("flags", "virtualExecUsage", "monitor.virtual_exec", "hvAuto", _EXECUTION),
    Setting("flags", "snapshotPowerOffBehavior", "snapshot.powerOffBehavior", "powerOff",
            _same("powerOff", "revert", "prompt", "take")),
    Setting("flags", "recordReplayEnabled", "replay.enabled", False, _BOOLEAN),
    Setting("consolePreferences", "powerOnWhenOpened", "gui.powerOnAtStartup", None, _BOOLEAN),
    Setting("consolePreferences", "enterFullScreenOnPowerOn", "gui.fullScreenAtPowerOn", None, _BOOLEAN),
    Setting("consolePreferences", "closeOnPowerOffOrSuspend", "gui.exitAtPowerOff", None, _BOOLEAN),
)
KEYS = frozenset(setting.key.lower() for setting in SETTINGS)
_PARTS = ("", "defaultPowerOps", "bootOptions", "tools", "flags", "consolePreferences")
_BY_PART = {part: tuple(setting for setting in SETTINGS if setting.part == part) for part in _PARTS}
_EMPTY: dict[str, Any] = {
    "defaultPowerOps": configs.default_power_ops, "bootOptions": configs.default_boot, "tools": configs.default_tools,
    "flags": configs.default_flags, "consolePreferences": vim.VirtualMachineConsolePreferences,
}


def written(config: vim.VirtualMachineConfigInfo) -> dict[str, str]:
    """The settings of all properties that do not have their defaults."""
    keys: dict[str, str] = {}
    for part, settings in _BY_PART.items():
        owner = getattr(config, part) if part else config
        if owner is None or (part == "flags" and owner is configs.default_flags()):
            continue
        for setting in settings:
            value = getattr(owner, setting.name)
            if value != setting.default and value is not None:
                text = str(value) if setting.texts is None else setting.texts.get(value)
                if text is not None:
                    keys[setting.key] = text
    return keys


def read(keys: Mapping[str, str]) -> dict[str, Any]:
    """The parts of a configuration that settings (by lower-case key) stand for; what makes no sense is passed over."""
    found: dict[str, Any] = {}
    for part, settings in _BY_PART.items():
        values = {
            setting.name: value for setting in settings
            if (text := keys.get(setting.key.lower())) is not None and (value := _value(setting, text)) is not None
        }
        if part == "":
            found |= {setting.name: setting.default for setting in settings} | values
        elif part == "consolePreferences":
            found[part] = vim.VirtualMachineConsolePreferences(**values) if values else None
        else:
            found[part] = _EMPTY[part]().replace(**values) if values else _EMPTY[part]()
    return found


def _value(setting: Setting, text: str) -> Any:
    plain = text.strip().lower()
    if setting.texts is None:
        return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
    if setting.texts is _BOOLEAN:
        return plain in _TRUE if plain in _TRUE or plain in _FALSE else None
    return next((value for value, written in setting.texts.items() if written.lower() == plain), None)
