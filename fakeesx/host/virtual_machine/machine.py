"""What a host knows of a VM beyond its vim25 properties, and what all parts of the VirtualMachine share."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import fault
from fakeesx.host.services import resources
from fakeesx.host.services.storage_faults import as_vim_fault
from fakeesx.host.virtual_machine import derived
from fakeesx.host.virtual_machine.remote_display import RemoteDisplay
from fakeesx.host.virtual_machine.snapshots.state import NO_SNAPSHOTS, Snapshots
from fakeesx.schema import vim
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.vmfiles import VmHome
from fakeesx.storage.vmx import NOTHING, Vmx

ON = vim.VirtualMachinePowerState.poweredOn
OFF = vim.VirtualMachinePowerState.poweredOff
SUSPENDED = vim.VirtualMachinePowerState.suspended


@dataclass(frozen=True, slots=True)
class Machine:
    """The private state of one VM: where it lives, and what its guest is."""

    datastore: str
    home: VmHome
    swap_tag: int
    tools: str = "notInstalled"
    """VMware Tools in the guest: notInstalled, notRunning or running."""
    addresses: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The IP addresses that its guest tells while Tools run, by the key of a network adapter."""
    host_name: str = "localhost"
    """What its guest calls itself."""
    booted_at: float | None = None
    """Clock seconds of the last power on, for uptime."""
    has_run: bool = False
    standby: str | None = None
    """The ``standbyAction`` that a client asked for; without one it depends on whether the VM runs (recorded)."""
    screen: tuple[str, ...] = ()
    """The lines that the guest has written on its console since it started."""
    foreign: Vmx = NOTHING
    """The keys of the ``.vmx`` that the host does not know; they stay in the file."""
    snapshots: Snapshots = NO_SNAPSHOTS
    redo: tuple[tuple[int, str], ...] = ()
    """The redo logs of its nonpersistent disks while it runs or is suspended (see ``redo_logs``)."""
    display: RemoteDisplay | None = None
    """The VNC server that it has while it runs."""


class VmBase(ManagedEntity):
    """State and helpers that the parts of VirtualMachine build on."""

    @property
    def machine(self) -> Machine:
        """The private state."""
        machine: Machine = self.node.private
        return machine

    @property
    def config(self) -> vim.VirtualMachineConfigInfo:
        """``config``."""
        config: vim.VirtualMachineConfigInfo = self.get("config")
        return config

    @property
    def runtime(self) -> vim.VirtualMachineRuntimeInfo:
        """``runtime``."""
        runtime: vim.VirtualMachineRuntimeInfo = self.get("runtime")
        return runtime

    @property
    def power_state(self) -> vim.VirtualMachinePowerState:
        """``runtime.powerState``."""
        return self.runtime.powerState

    @property
    def datastore(self) -> Datastore:
        """The datastore of the VM's home."""
        return self.host.volumes.get(self.machine.datastore)

    @property
    def home_directory(self) -> str:
        """The VM's directory as a datastore path."""
        return self.datastore.text(self.machine.home.directory)

    @property
    def owner(self) -> str:
        """The name under which this VM locks files."""
        return f"vm-{self.ref.value}"

    def require_power(self, *states: vim.VirtualMachinePowerState, requested: Any = None) -> None:
        """Raise InvalidPowerState unless the VM is in one of the states."""
        if self.power_state not in states:
            raise fault("InvalidPowerState", requestedState=requested or states[0], existingState=self.power_state)

    def require_tools(self, requested: vim.VirtualMachinePowerState) -> None:
        """Raise InvalidPowerState unless the VM runs, ToolsUnavailable unless VMware Tools run in its guest."""
        self.require_power(ON, requested=requested)
        if self.machine.tools != "running":
            raise fault("ToolsUnavailable")

    def require_idle(self) -> None:
        """Raise TaskInProgress while a task of the VM runs: for methods that are none themselves."""
        task = self.host.tasks.of(self.ref)
        if task is not None:
            raise fault("TaskInProgress", task=task)

    def require_resources(
        self, config: vim.VirtualMachineConfigInfo, now: vim.VirtualMachineConfigInfo | None = None,
    ) -> None:
        """Raise the fault for reservations that the VM's resource pool can't give.

        ``now``: the configuration of the VM that runs, whose reservations it has already.
        """
        cpu, memory = _reserved(config)
        cpu_now, memory_now = (0, 0) if now is None else _reserved(now)
        if cpu <= cpu_now and memory <= memory_now:
            return
        mhz, mb = resources.unreserved(self.host, self.get("resourcePool"))
        if cpu - cpu_now > mhz:
            raise fault("InsufficientCpuResourcesFault", unreserved=mhz, requested=cpu)
        if memory - memory_now > mb:
            raise fault("InsufficientMemoryResourcesFault", unreserved=mb << 20, requested=memory << 20)

    def change(self, *, look: bool = False, **parts: Any) -> None:
        """Change ``config``, ``runtime``, ``guest`` or the private ``machine``, and all that follows from them.

        ``look``: look at the VM's files again, which is else done when the configuration has changed.
        """
        machine = parts.pop("machine", None) or self.machine
        derived.update(self.host, self.ref, machine, parts, look)

    def change_machine(self, **changes: Any) -> Machine:
        """The private state with changes; to be passed to ``change``."""
        return replace(self.machine, **changes)


def _reserved(config: vim.VirtualMachineConfigInfo) -> tuple[int, int]:
    cpu, memory = config.cpuAllocation, config.memoryAllocation
    return (cpu.reservation or 0) if cpu else 0, (memory.reservation or 0) if memory else 0


@contextmanager
def storage_faults() -> Generator[None, None, None]:
    """Turn storage errors into the vim25 faults a client sees."""
    try:
        yield None
    except StorageError as error:
        raise as_vim_fault(error) from error
