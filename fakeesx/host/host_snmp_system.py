"""HostSnmpSystem: the settings of the SNMP agent. No agent listens, and no trap leaves this machine."""

from __future__ import annotations

from collections.abc import Iterable

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.schema import vim


class HostSnmpSystem(ManagedObject):
    """The SNMP agent of a host."""

    @method
    def ReconfigureSnmpAgent(self, call: Call, spec: vim.HostSnmpConfigSpec) -> None:
        """Change what is set in ``spec``; the rest stays.

        Raises InvalidArgument, InsufficientResourcesFault for more communities or targets than the agent has room for.
        """
        limits: vim.HostSnmpSystemAgentLimits = self.get("limits")
        if (
            len(spec.readOnlyCommunities) > limits.maxReadOnlyCommunities
            or len(spec.trapTargets) > limits.maxTrapDestinations
        ):
            raise fault("InsufficientResourcesFault")
        if spec.port is not None:
            _check_port(spec.port, "spec.port")
        _check_communities(spec.readOnlyCommunities, limits, "spec.readOnlyCommunities")
        _check_communities((target.community for target in spec.trapTargets), limits, "spec.trapTargets.community")
        for target in spec.trapTargets:
            _check_port(target.port, "spec.trapTargets.port")
            if not target.hostName.strip():
                raise invalid_argument("spec.trapTargets.hostName")
        self.update(configuration=self.get("configuration").replace(**dict(spec.items())))

    @method
    def SendTestNotification(self, call: Call) -> None:
        """Send a trap to every target: nowhere, that is. Raises NotFound when the agent is off or has no target."""
        configuration: vim.HostSnmpConfigSpec = self.get("configuration")
        if not configuration.enabled or not configuration.trapTargets:
            raise fault("NotFound")


def _check_port(port: int, argument: str) -> None:
    if not 1 <= port <= 65535:
        raise invalid_argument(argument)


def _check_communities(names: Iterable[str], limits: vim.HostSnmpSystemAgentLimits, argument: str) -> None:
    if not all(0 < len(name) <= limits.maxCommunityLength for name in names):
        raise invalid_argument(argument)
