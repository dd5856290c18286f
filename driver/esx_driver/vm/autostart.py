"""Which machines the host starts by itself when it boots: a list of its own, in which the driver can keep those that run.

The host starts them one after the other, with the pause that its settings say (120 seconds as it comes), and resumes those
that are suspended. What ran before is not known after a boot; what is on this list is.
"""

from __future__ import annotations

from typing import Any

from oslo_config import cfg

from esx_driver.errors import HostError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE

_START, _NONE, _DEFAULT = "powerOn", "none", "systemDefault"
_AS_THE_HOST_SAYS = -1
"""For an order, and for seconds."""


def machines(host: Host) -> list[str]:
    """The names of the machines in the list, in the order in which they are started. Raises ``HostError``."""
    _, config = _read(host)
    return _names(host, _started(config))


def enabled(host: Host) -> bool:
    """Whether the host starts them at all. Raises ``HostError``."""
    _, config = _read(host)
    return _is_on(config)


def require(host: Host, conf: cfg.ConfigOpts) -> None:
    """Raise what would keep ``follow`` from putting a new machine into the list."""
    if conf.resume_guests_state_on_host_boot:
        _, config = _read(host)
        if not _is_on(config):
            _require_nobody_else(host, config, None)


def follow(host: Host, conf: cfg.ConfigOpts, vm: Ref, name: str, *, runs: bool) -> None:
    """With ``resume_guests_state_on_host_boot``: a machine that is to run is in the list, one that is not to run is not."""
    if conf.resume_guests_state_on_host_boot:
        put(host, vm, name, starts=runs)


def put(host: Host, vm: Ref, name: str, *, starts: bool) -> None:
    """Put a machine into the list, or take it out; other machines stay as they are. A list that is off is switched on.

    Raises ``InstanceNotFound``, ``HostError``, also for a list that is off and has other machines in it: they would start.
    """
    types = host.session.types
    manager, config = _read(host)
    found = next((each for each in config.powerInfo or () if Ref.of(each.key) == vm), None)
    there = found is not None and _starts(found)
    if there == starts and (_is_on(config) or not starts):
        return
    defaults = None
    if starts and not _is_on(config):
        _require_nobody_else(host, config, vm)
        defaults = types.AutoStartDefaults(enabled=True)
    entry = types.AutoStartPowerInfo(
        key=vm, startOrder=_AS_THE_HOST_SAYS, startDelay=_AS_THE_HOST_SAYS, waitForHeartbeat=_DEFAULT,
        startAction=_START if starts else _NONE, stopDelay=_AS_THE_HOST_SAYS,
        stopAction=_DEFAULT if starts else _NONE,  # with neither the entry goes
    )
    if found is not None and str(found.stopAction).lower() not in (_NONE, _DEFAULT.lower()):  # somebody's own wish
        entry.stopAction, entry.stopDelay = found.stopAction, found.stopDelay
    try:
        host.session.call(
            "ReconfigureAutostart", manager, spec=types.HostAutoStartManagerConfig(defaults=defaults, powerInfo=[entry]),
            look=lambda: UNDONE,  # once more says the same
        )
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None


def _read(host: Host) -> tuple[Ref, Any]:
    """The manager and what it is set to."""
    (manager,) = properties.get(host.session, host.places.host, "configManager.autoStartManager")
    if manager is None:
        raise HostError("this host has no list of machines that start with it")
    (config,) = properties.get(host.session, manager, "config")
    return manager, config


def _require_nobody_else(host: Host, config: Any, vm: Ref | None) -> None:
    others = [ref for ref in _started(config) if ref != vm]
    if others:
        raise HostError(
            "that machines start with the host is switched off there; if it was switched on, "
            f"{', '.join(_names(host, others))} would start as well: take them off its list, or switch it on",
        )


def _is_on(config: Any) -> bool:
    return bool(config.defaults is not None and config.defaults.enabled)


def _starts(entry: Any) -> bool:
    return str(entry.startAction).lower() == _START.lower()


def _started(config: Any) -> list[Ref]:
    """Those with a number by it, then the others, as the host does."""
    entries = sorted(filter(_starts, config.powerInfo or ()), key=lambda each: (each.startOrder < 1, each.startOrder))
    return [Ref.of(each.key) for each in entries]


def _names(host: Host, refs: list[Ref]) -> list[str]:
    return [escapes.plain(each.values["name"]) for each in properties.get_all(host.session, refs, "name")]
