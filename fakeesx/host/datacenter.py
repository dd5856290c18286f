"""Datacenter: on ESX ``ha-datacenter``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, task
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

_POWER_ON = "PowerOnVM_Task"


class Datacenter(ManagedEntity):
    """The datacenter that everything is in."""

    refused: ClassVar[dict[str, str]] = {"QueryConnectionInfo": "NotSupported"}

    @task
    def PowerOnMultiVM_Task(
        self, call: Call, vm: Sequence[ManagedObjectReference], option: Sequence[vim.OptionValue] = (),
    ) -> TaskBody:
        """Power on several VMs, each with a task of its own. The result says which were tried and which were not.

        A standalone host gives no recommendations, so ``option`` has no effect. Raises InvalidArgument for what is no VM.
        """
        for ref in vm:
            node = self.host.inventory.find(ref.value)
            if node is None:
                raise fault("ManagedObjectNotFound", obj=ref)
            if node.ref.type != "VirtualMachine":
                raise invalid_argument("vm")
        yield None
        attempted: list[vim.ClusterAttemptedVmInfo] = []
        not_attempted: list[vim.ClusterNotAttemptedVmInfo] = []
        for ref in dict.fromkeys(vm):
            try:
                attempted.append(vim.ClusterAttemptedVmInfo(vm=ref, task=self._power_on(call, ref)))
            except VimFault as error:
                not_attempted.append(vim.ClusterNotAttemptedVmInfo(vm=ref, fault=error.localized()))
        return vim.ClusterPowerOnVmResult(attempted=attempted, notAttempted=not_attempted)

    def _power_on(self, call: Call, ref: ManagedObjectReference) -> ManagedObjectReference:
        """Start a VM's own task."""
        host = self.host
        method = host.model.methods[_POWER_ON]
        host.access.require(call.user, method.privilege, ref)
        target: Any = host.object(ref)
        function: Any = target.declared(_POWER_ON)
        started = replace(call, method=method, this=ref, arguments={}, chain=0, on_gone=[])
        return host.tasks.start(started, function(target, started), **function.__vim_task__)
