"""HostPowerSystem: the power policy of the processors."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.services.host_config import set_config


class HostPowerSystem(ManagedObject):
    """How a host saves power."""

    @method
    def ConfigurePowerPolicy(self, call: Call, key: int) -> None:
        """Choose a policy by its key. Raises InvalidArgument for one that is not available."""
        for policy in self.get("capability").availablePolicy:
            if policy.key == key:
                info = self.get("info").replace(currentPolicy=policy)
                self.update(info=info)
                set_config(self.host, powerSystemInfo=info)
                return
        raise invalid_argument("key")
