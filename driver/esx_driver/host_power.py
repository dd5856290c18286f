"""The power of the host itself, and its maintenance mode."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from esx_driver.errors import HostBusy, HostError, LoginRefused, NotSoap, OutcomeUnknown, Overloaded, Unreachable
from esx_driver.host import Host
from esx_driver.progress import Reporter, silent
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.session import UNDONE

_LOOK_EVERY = 2.0
"""Seconds between two looks at a host that boots: nothing on it can tell before."""
_DOWN = (Unreachable, Overloaded, NotSoap, faults.NotAuthenticated, OutcomeUnknown)
"""What a host that goes down, or boots, answers with."""


def enter_maintenance(host: Host, timeout: int = 60, report: Reporter = silent) -> None:
    """Put the host in maintenance mode; nothing for one that is. Machines that run keep it from it, for ``timeout`` seconds.

    Raises ``HostBusy`` that names them, ``VimFault``.
    """
    if _in_maintenance(host):
        return
    running = machines_running(host)
    if running:  # it would only wait: nothing moves machines from a standalone host
        raise HostBusy(f"the host can't be in maintenance while machines run: {', '.join(running)}", running)
    try:
        host.tasks.run(
            "EnterMaintenanceMode_Task", host.places.host, timeout=timeout,
            progress=lambda percent: report("entering maintenance mode", percent),
        )
    except faults.Timedout:
        running = machines_running(host)
        raise HostBusy(f"the host was not in maintenance in {timeout} seconds: {', '.join(running)}", running) from None
    except faults.InvalidState:
        if not _in_maintenance(host):  # else somebody was faster
            raise


def exit_maintenance(host: Host, timeout: int = 60) -> None:
    """Let the host run machines again; nothing for one that does. Raises ``VimFault``."""
    if not _in_maintenance(host):
        return
    try:
        host.tasks.run("ExitMaintenanceMode_Task", host.places.host, timeout=timeout)
    except faults.InvalidState:
        if _in_maintenance(host):
            raise


def reboot(host: Host, *, force: bool = False, timeout: float = 0) -> None:
    """Reboot the host. With a ``timeout`` in seconds: wait until it is back.

    It has to be in maintenance mode, unless ``force``: machines that run lose their power then. Raises ``HostBusy``,
    ``VimFault``, ``Unreachable`` (it was not back in time).
    """
    booted = _boot_time(host)
    _go_down(host, "RebootHost_Task", force)
    if timeout > 0:
        _await(host, timeout, lambda: _boot_time(host) != booted)


def shut_down(host: Host, *, force: bool = False) -> None:
    """Switch the host off: only hands at the machine switch it on again. As ``reboot``."""
    _go_down(host, "ShutdownHost_Task", force)


def machines_running(host: Host) -> list[str]:
    """The names of the machines that run."""
    found = properties.objects(host.session, "VirtualMachine", "name", "runtime.powerState")
    return sorted(escapes.plain(each.values["name"]) for each in found if each.get("runtime.powerState") == "poweredOn")


def _go_down(host: Host, method: str, force: bool) -> None:
    if not force and not _in_maintenance(host):
        running = machines_running(host)
        said = f"; these run, and would lose their power: {', '.join(running)}" if running else ""
        raise HostBusy(f"the host is not in maintenance mode, where no machine can run{said}", running)
    before = _boot_time(host)

    def look() -> object:
        try:
            return UNDONE if _boot_time(host) == before else None
        except _DOWN:
            return None

    task = host.session.call(method, host.places.host, force=force, look=look)
    if task is None:
        return
    with suppress(*_DOWN):  # it has taken its session along
        host.tasks.wait(task, method)


def _in_maintenance(host: Host) -> bool:
    (found,) = properties.get(host.session, host.places.host, "runtime.inMaintenanceMode")
    return bool(found)


def _boot_time(host: Host) -> object:
    (found,) = properties.get(host.session, host.places.host, "runtime.bootTime")
    return found


def _await(host: Host, timeout: float, reached: Callable[[], bool]) -> None:
    clock, sleep = host.session.clock, host.session.sleep
    end = clock() + timeout
    while True:
        try:
            if reached():
                return
        except LoginRefused:
            raise
        except HostError:  # it boots
            pass
        left = end - clock()
        if left <= 0:
            raise Unreachable(f"the host was not back {timeout:g} seconds after its reboot")
        sleep(min(_LOOK_EVERY, left))
