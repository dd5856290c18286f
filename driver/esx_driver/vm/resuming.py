"""Machines that should run, after the host has booted: none does then, and the host does not know which did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from esx_driver.errors import DriverError
from esx_driver.host import Host
from esx_driver.progress import Reporter, silent
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, power


@dataclass
class Resumed:
    """What became of machines, by their names: those that were started, those that ran already, and why others do not."""

    started: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    failed: dict[str, DriverError] = field(default_factory=dict)


def resume(host: Host, vm: Ref, name: str) -> bool:
    """Power on a machine that should run, or resume it; false for one that runs. As ``power.power_on``."""
    (found,) = lookup.read(host, vm, name, "runtime.powerState")
    if found == power.ON:
        return False
    power.power_on(host, vm, name)
    return True


def resume_guests(host: Host, names: Iterable[str], report: Reporter = silent) -> Resumed:
    """Start those machines of a list that do not run, in its order; one that fails does not keep the others from it."""
    resumed, names = Resumed(), list(dict.fromkeys(names))
    for n, name in enumerate(names):
        report(f"starting {name}", n * 100 // len(names))
        try:
            started = resume(host, lookup.by_name(host, name), name)
        except DriverError as error:
            resumed.failed[name] = error
        else:
            (resumed.started if started else resumed.running).append(name)
    return resumed
