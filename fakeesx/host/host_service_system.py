"""HostServiceSystem: the services of the host, running or not.

Faults follow the vSphere API reference; at 4.1 stopping or restarting a service that does not run is InvalidState.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

SERVICES = ManagedObjectReference("HostServiceSystem", "serviceSystem")


class HostServiceSystem(ManagedObject):
    """The services of a host."""

    @method
    def StartService(self, call: Call, id: str) -> None:
        """Start a service. Raises NotFound, InvalidState when it runs already."""
        if self._service(id).running:
            raise fault("InvalidState")
        change_services(self.host, {id}, running=True)

    @method
    def StopService(self, call: Call, id: str) -> None:
        """Stop a service. Raises NotFound, InvalidState when it does not run, HostConfigFault for a required one."""
        service = self._service(id)
        if not service.running:
            raise fault("InvalidState")
        if service.required:
            raise fault("HostConfigFault")
        change_services(self.host, {id}, running=False)

    @method
    def RestartService(self, call: Call, id: str) -> None:
        """Stop and start a service. Raises NotFound, InvalidState when it does not run."""
        if not self._service(id).running:
            raise fault("InvalidState")

    @method
    def UpdateServicePolicy(self, call: Call, id: str, policy: str) -> None:
        """Change when a service is started. Raises NotFound, InvalidArgument for an unknown policy."""
        self._service(id)
        if policy not in vim.HostServicePolicy.members():
            raise invalid_argument("policy")
        change_services(self.host, {id}, policy=policy)

    @method
    def UninstallService(self, call: Call, id: str) -> None:
        """Remove a service. Raises NotFound, HostConfigFault for one that can't be uninstalled: on 4.1 that is all."""
        if not self._service(id).uninstallable:
            raise fault("HostConfigFault")
        kept = [service for service in self.get("serviceInfo").service if service.key != id]
        _keep(self.host, self.get("serviceInfo").replace(service=kept))

    @method
    def RefreshServices(self, call: Call) -> None:
        """Look at the services anew; here they are always as they are shown."""

    def _service(self, key: str) -> vim.HostService:
        for service in self.get("serviceInfo").service:
            if service.key == key:
                return service  # type: ignore[no-any-return]
        raise fault("NotFound")


def service_running(host: Esx, key: str) -> bool:
    """Whether a service is there and runs."""
    services = host.inventory.get(SERVICES, "serviceInfo").service
    return any(service.key == key and service.running for service in services)


def change_services(host: Esx, keys: Set[str], **changes: Any) -> None:
    """Change properties of services by their keys."""
    info = host.inventory.get(SERVICES, "serviceInfo")
    _keep(host, info.replace(service=[s.replace(**changes) if s.key in keys else s for s in info.service]))


def follow_ruleset(host: Esx, ruleset: str, enabled: Set[str]) -> None:
    """Start or stop the services that go with a rule set that was opened or closed.

    A service whose policy is ``automatic`` runs while one of its rule sets is enabled (documented).
    """
    followers = [
        service for service in host.inventory.get(SERVICES, "serviceInfo").service
        if service.policy == "automatic" and ruleset in service.ruleset
    ]
    for service in followers:
        running = not enabled.isdisjoint(service.ruleset)
        if running != service.running:
            change_services(host, {service.key}, running=running)


def _keep(host: Esx, info: vim.HostServiceInfo) -> None:
    host.inventory.update(SERVICES, serviceInfo=info)
    set_config(host, service=info)
