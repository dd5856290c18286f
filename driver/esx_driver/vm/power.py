"""The power of machines."""

from __future__ import annotations

from esx_driver.errors import InstanceNotFound, NotPossible, WrongState
from esx_driver.host import Host
from esx_driver.progress import Reporter, silent
from esx_driver.vim import faults, waiting
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE
from esx_driver.vm import lookup

ON, OFF, SUSPENDED = "poweredOn", "poweredOff", "suspended"
_TOOLS = ("runtime.powerState", "summary.guest.toolsStatus", "summary.guest.toolsRunningStatus")


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


def reboot(host: Host, vm: Ref, name: str, *, hard: bool = False) -> None:
    """Reboot a machine: soft by its guest where VMware Tools run, else (and always when hard) by its reset button.

    Raises ``WrongState`` for one that does not run, ``InstanceNotFound``, ``VimFault``, ``OutcomeUnknown``.
    """
    power, tools, running = lookup.read(host, vm, name, *_TOOLS)
    if power != ON:
        raise WrongState(name, "reboot", power, ON)
    if not hard and tools in ("toolsOk", "toolsOld") and running == "guestToolsRunning":
        try:
            host.session.call("RebootGuest", vm)  # a lost answer is an error: a second one would reboot it twice
        except faults.ToolsUnavailable:  # they have just ended
            pass
        else:
            return
    host.tasks.run("ResetVM_Task", vm)


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


def _shut_down(host: Host, vm: Ref, name: str, timeout: float) -> bool:
    """Ask the guest to shut down: whether it did in time."""
    power, tools, running = lookup.read(host, vm, name, *_TOOLS)
    if power != ON or tools in (None, "toolsNotInstalled") or running != "guestToolsRunning":
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
