"""HostPatchManager: what is installed. Nothing can be installed: there is no repository to take it from."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, task
from fakeesx.schema import vim

_SCHEMA_VERSION = "1.50"


class HostPatchManager(ManagedObject):
    """The patches of a host."""

    @task
    def QueryHostPatch_Task(
        self, call: Call, spec: vim.HostPatchManagerPatchManagerOperationSpec | None = None
    ) -> TaskBody:
        """The bulletins installed since the host was: none (the result's version is inferred)."""
        yield None
        return vim.HostPatchManagerResult(version=_SCHEMA_VERSION)
