"""HostFirewallSystem: the firewall of the service console. ESXi has none (recorded)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.host_service_system import follow_ruleset
from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

FIREWALL = ManagedObjectReference("HostFirewallSystem", "firewallSystem")


class HostFirewallSystem(ManagedObject):
    """The firewall of a host."""

    @method
    def UpdateDefaultPolicy(self, call: Call, defaultPolicy: vim.HostFirewallDefaultPolicy) -> None:
        """Change what happens to traffic that no rule is for; what is not set stays."""
        info = self.get("firewallInfo")
        self._keep(info.replace(defaultPolicy=info.defaultPolicy.replace(**dict(defaultPolicy.items()))))

    @method
    def EnableRuleset(self, call: Call, id: str) -> None:
        """Open the ports of a rule set. Raises NotFound."""
        self._switch(id, True)

    @method
    def DisableRuleset(self, call: Call, id: str) -> None:
        """Close the ports of a rule set. Raises NotFound, HostConfigFault for a required one."""
        self._switch(id, False)

    @method
    def RefreshFirewall(self, call: Call) -> None:
        """Look at the firewall anew; here it is always as it is shown."""

    def _switch(self, key: str, enabled: bool) -> None:
        info = self.get("firewallInfo")
        ruleset = next((ruleset for ruleset in info.ruleset if ruleset.key == key), None)
        if ruleset is None:
            raise fault("NotFound")
        if ruleset.required and not enabled:
            raise fault("HostConfigFault")
        if ruleset.enabled == enabled:
            return
        rulesets = [r.replace(enabled=enabled) if r is ruleset else r for r in info.ruleset]
        self._keep(info.replace(ruleset=rulesets))
        follow_ruleset(self.host, key, {r.key for r in rulesets if r.enabled})

    def _keep(self, info: vim.HostFirewallInfo) -> None:
        self.update(firewallInfo=info)
        set_config(self.host, firewall=info)


def ruleset_enabled(host: Esx, key: str) -> bool:
    """Whether the firewall lets a rule set's traffic in; true where there is no firewall or no such rule set."""
    node = host.inventory.find(FIREWALL.value)
    if node is None:
        return True
    return all(ruleset.enabled for ruleset in node.values["firewallInfo"].ruleset if ruleset.key == key)


def lets_in(host: Esx, port: int) -> bool:
    """Whether the firewall lets clients connect to a TCP port; true where there is no firewall."""
    node = host.inventory.find(FIREWALL.value)
    if node is None:
        return True
    info: vim.HostFirewallInfo = node.values["firewallInfo"]
    return not info.defaultPolicy.incomingBlocked or any(
        rule.direction == "inbound" and rule.protocol == "tcp" and rule.port <= port <= (rule.endPort or rule.port)
        for ruleset in info.ruleset if ruleset.enabled for rule in ruleset.rule
    )
