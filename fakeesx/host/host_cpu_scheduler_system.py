"""HostCpuSchedulerSystem: hyperthreading. A change takes effect when the host has booted (documented)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_THIS = ManagedObjectReference("HostCpuSchedulerSystem", "cpuSchedulerSystem")


class HostCpuSchedulerSystem(ManagedObject):
    """How the host's processors are shared."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """A boot makes the configured state the active one."""
        host.power.at_change.append(partial(_changed, host))

    @method
    def EnableHyperThreading(self, call: Call) -> None:
        """Use hyperthreading from the next boot on. Raises NotSupported where the processors have none."""
        self._configure(True)

    @method
    def DisableHyperThreading(self, call: Call) -> None:
        """Use no hyperthreading from the next boot on. Raises NotSupported where the processors have none."""
        self._configure(False)

    def _configure(self, on: bool) -> None:
        info: vim.HostHyperThreadScheduleInfo | None = self.get("hyperthreadInfo")
        if info is None or not info.available:
            raise fault("NotSupported")
        _keep(self.host, info.replace(config=on))


def _changed(host: Esx, up: bool) -> None:
    info: vim.HostHyperThreadScheduleInfo | None = host.inventory.get(_THIS, "hyperthreadInfo")
    if up and info is not None and info.active != info.config:
        _keep(host, info.replace(active=info.config))


def _keep(host: Esx, info: vim.HostHyperThreadScheduleInfo) -> None:
    host.inventory.update(_THIS, hyperthreadInfo=info)
    set_config(host, hyperThread=info)
