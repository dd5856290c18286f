"""Changing a machine's configuration: one call, all of it or nothing, and what keeps it from happening by its name."""

from __future__ import annotations

from typing import Any

from esx_driver.errors import InstanceNotFound, WrongState
from esx_driver.host import Host
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref

_NOT_HOT = ("DeviceHotPlugNotSupported", "CpuHotPlugNotSupported", "MemoryHotPlugNotSupported")


def reconfigure(host: Host, vm: Ref, name: str, operation: str, **changes: Any) -> None:
    """Change a machine: ``changes`` are the fields of a ``VirtualMachineConfigSpec``.

    Raises ``InstanceNotFound``, ``WrongState`` (also for what this host does to machines that are off alone), ``VimFault``.
    """
    try:
        host.tasks.run("ReconfigVM_Task", vm, spec=host.session.types.VirtualMachineConfigSpec(**changes))
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None
    except faults.InvalidPowerState as error:
        raise WrongState(name, operation, error.existingState, "poweredOff") from error
    except faults.VmConfigFault as error:
        if error.name in _NOT_HOT:
            raise WrongState(name, operation, "poweredOn", "poweredOff") from error
        raise
