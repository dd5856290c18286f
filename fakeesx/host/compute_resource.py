"""ComputeResource: on ESX the one that holds the host."""

from __future__ import annotations

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, invalid_argument, task
from fakeesx.schema import vim

_PLACEMENTS = ("vmDirectory", "hostLocal")


class ComputeResource(ManagedEntity):
    """The host as a place for VMs."""

    @task
    def ReconfigureComputeResource_Task(self, call: Call, spec: vim.ComputeResourceConfigSpec, modify: bool) -> TaskBody:
        """Change where VMs keep their swap files; ``modify`` false sets what ``spec`` leaves out to its default.

        Raises InvalidArgument for a placement that is none.
        """
        placement = spec.vmSwapPlacement
        if placement is not None and placement not in _PLACEMENTS:
            raise invalid_argument("spec.vmSwapPlacement")
        yield None
        config: vim.ComputeResourceConfigInfo = self.get("configurationEx")
        if placement is not None or not modify:
            self.update(configurationEx=config.replace(vmSwapPlacement=placement or _PLACEMENTS[0]))
