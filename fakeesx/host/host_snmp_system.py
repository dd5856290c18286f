"""HostSnmpSystem: the settings of the SNMP agent. No agent listens, and no trap leaves this machine."""

from __future__ import annotations

from collections.abc import Iterable

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.schema import vim

_NO_TARGET = vim.HostSnmpDestination(hostName="", port=0, community="")


class HostSnmpSystem(ManagedObject):
    """The SNMP agent of a host."""

    @method
    def ReconfigureSnmpAgent(self, call: Call, spec: vim.HostSnmpConfigSpec) -> None:
        """Change what is set in ``spec``; the rest stays. One empty community, or one empty target, ends a list.

        Raises InvalidArgument, InsufficientResourcesFault for more communities or targets than the agent has room for.
        """
        limits: vim.HostSnmpSystemAgentLimits = self.get("limits")
        changes = dict(spec.items())
        if (
            len(spec.readOnlyCommunities) > limits.maxReadOnlyCommunities
            or len(spec.trapTargets) > limits.maxTrapDestinations
        ):
            raise fault("InsufficientResourcesFault")
        if spec.port is not None:
            _check_port(spec.port, "spec.port")
        # an empty list is nothing in XML, so clients have another way to say it (inferred: how Ansible resets the agent)
        if list(spec.readOnlyCommunities) == [""]:
            changes["readOnlyCommunities"] = ()
        else:
            _check_communities(spec.readOnlyCommunities, limits, "spec.readOnlyCommunities")
        if list(spec.trapTargets) == [_NO_TARGET]:
            changes["trapTargets"] = ()
        else:
            _check_targets(spec.trapTargets, limits)
        self.update(configuration=self.get("configuration").replace(**changes))

    @method
    def SendTestNotification(self, call: Call) -> None:
        """Send a trap to every target: nowhere, that is. Raises NotFound when the agent is off or has no target."""
        configuration: vim.HostSnmpConfigSpec = self.get("configuration")
        if not configuration.enabled or not configuration.trapTargets:
            raise fault("NotFound")


def _check_targets(targets: Iterable[vim.HostSnmpDestination], limits: vim.HostSnmpSystemAgentLimits) -> None:
    for target in targets:
        _check_communities((target.community,), limits, "spec.trapTargets.community")
        _check_port(target.port, "spec.trapTargets.port")
        if not target.hostName.strip():
            raise invalid_argument("spec.trapTargets.hostName")


def _check_port(port: int, argument: str) -> None:
    if not 1 <= port <= 65535:
        raise invalid_argument(argument)


def _check_communities(names: Iterable[str], limits: vim.HostSnmpSystemAgentLimits, argument: str) -> None:
    if not all(0 < len(name) <= limits.maxCommunityLength for name in names):
        raise invalid_argument(argument)
