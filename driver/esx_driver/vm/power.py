"""The power of machines."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from esx_driver.errors import InstanceNotFound, NotPossible, WrongState
from esx_driver.host import Host
from esx_driver.progress import Reporter, silent
from esx_driver.vim import faults, waiting
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE
from esx_driver.vm import lookup

ON, OFF, SUSPENDED = "poweredOn", "poweredOff", "suspended"
_POWER, _RUNNING, _BOOTED = "runtime.powerState", "summary.guest.toolsRunningStatus", "runtime.bootTime"
_TOOLS = (_POWER, "summary.guest.toolsStatus", _RUNNING)
_RUN = "guestToolsRunning"
_log = logging.getLogger(__name__)


def power_on(host: Host, vm: Ref, name: str, report: Reporter = silent) -> None:
    """Power a machine on, or resume it; nothing for one that runs. Raises ``InstanceNotFound``, ``VimFault``."""
    _run(host, vm, name, "PowerOnVM_Task", ON, report)


def power_off(host: Host, vm: Ref, name: str, *, timeout: float = 0, report: Reporter = silent) -> None:
    """Power a machine off; nothing for one that is off.

    With a ``timeout`` in seconds its guest is asked to shut down first, where VMware Tools run, and has so long to do it.
    Raises ``InstanceNotFound``, ``VimFault``.
    """
    if timeout > 0 and _shut_down(host, vm, name, timeout):
        return
    _run(host, vm, name, "PowerOffVM_Task", OFF, report)


def reboot(host: Host, vm: Ref, name: str, *, hard: bool = False, timeout: float = 0) -> bool:
    """Reboot a machine: soft by its guest where VMware Tools run, else (and always when hard) by its reset button.

    With a ``timeout`` in seconds a guest that was asked has so long until its Tools run again; one that hangs is reset then,
    and one that shut down in place of it is powered on. Returns whether it was the guest that did it. Raises ``WrongState``
    for a machine that does not run, ``InstanceNotFound``, ``VimFault``, ``OutcomeUnknown`` (without a ``timeout``).
    """
    power, tools, running, booted = lookup.read(host, vm, name, *_TOOLS, _BOOTED)
    if power != ON:
        raise WrongState(name, "reboot", power, ON)
    ask = not hard and tools in ("toolsOk", "toolsOld") and running == _RUN
    if ask and _asked_to_reboot(host, vm, waiting_for_it=timeout > 0):
        if timeout <= 0 or _is_back(host, vm, name, booted, timeout):
            return True
        _log.warning("the guest of %s had not rebooted after %g seconds: it is reset", name, timeout)
    try:
        host.tasks.run("ResetVM_Task", vm)
    except faults.InvalidPowerState as error:
        if not ask or error.existingState != OFF:
            raise WrongState(name, "reboot", error.existingState, ON) from error
        power_on(host, vm, name)
    return False


def suspend(host: Host, vm: Ref, name: str, report: Reporter = silent) -> None:
    """Suspend a machine; nothing for one that is. Raises ``WrongState`` for one that is off, and as ``power_on``."""
    (power,) = lookup.read(host, vm, name, "runtime.powerState")
    if power == OFF:
        raise WrongState(name, "suspend", power, ON)
    _run(host, vm, name, "SuspendVM_Task", SUSPENDED, report)


def resume(host: Host, vm: Ref, name: str, report: Reporter = silent) -> None:
    """Resume a suspended machine. Raises ``WrongState`` for any other, and as ``power_on``."""
    (power,) = lookup.read(host, vm, name, "runtime.powerState")
    if power != SUSPENDED:
        raise WrongState(name, "resume", power, SUSPENDED)
    _run(host, vm, name, "PowerOnVM_Task", ON, report)


def pause(name: str) -> None:
    """Raises ``NotPossible``: ESX has no such thing."""
    raise NotPossible(name, f"{name!r} can't be paused: ESX only suspends machines")


def _run(host: Host, vm: Ref, name: str, method: str, wanted: str, report: Reporter) -> None:
    """Run a power operation; that the machine is as wanted already is as good."""
    try:
        host.tasks.run(method, vm, progress=lambda percent: report(_STEPS[method], percent))
    except faults.InvalidPowerState as error:
        if error.existingState != wanted:
            raise WrongState(name, _STEPS[method], error.existingState, "another") from error
    except faults.ManagedObjectNotFound:
        lookup.read(host, vm, name, "name")
        raise


def _asked_to_reboot(host: Host, vm: Ref, *, waiting_for_it: bool) -> bool:
    """Ask a guest to reboot: false where its Tools have just ended."""
    look = (lambda: None) if waiting_for_it else None  # what came of it is seen; else a second one would reboot it twice
    try:
        host.session.call("RebootGuest", vm, look=look)
    except faults.ToolsUnavailable:
        return False
    return True


def _is_back(host: Host, vm: Ref, name: str, booted: object, timeout: float) -> bool:
    """Whether a guest has gone down and its Tools run again in time; false as well as soon as it has powered off.

    That it has gone down shows in Tools that do not run, or in another boot time, which hosts may leave as it was.
    """
    gone, power = False, ON

    def settled(values: Mapping[str, Any]) -> bool:
        nonlocal gone, power
        power, running = values[_POWER], values[_RUNNING] == _RUN
        gone = gone or not running or values[_BOOTED] != booted
        return bool(power != ON or (gone and running))

    try:
        return waiting.until_all(host.session, vm, (_POWER, _RUNNING, _BOOTED), settled, timeout) and power == ON
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None


def _shut_down(host: Host, vm: Ref, name: str, timeout: float) -> bool:
    """Ask the guest to shut down: whether it did in time."""
    power, tools, running = lookup.read(host, vm, name, *_TOOLS)
    if power != ON or tools in (None, "toolsNotInstalled") or running != _RUN:
        return bool(power == OFF)
    try:
        host.session.call("ShutdownGuest", vm, look=lambda: UNDONE)  # once more is as good: it wants the same
    except faults.ToolsUnavailable:
        return False
    except faults.InvalidPowerState as error:
        if error.existingState == ON:
            raise
        return bool(error.existingState == OFF)
    try:
        return waiting.until(host.session, vm, "runtime.powerState", lambda power: bool(power == OFF), timeout)
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None


_STEPS = {
    "PowerOnVM_Task": "powering on", "PowerOffVM_Task": "powering off", "SuspendVM_Task": "suspending",
}
