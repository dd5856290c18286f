"""ServiceInstance: the root of everything a client finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fakeesx.host.managed_object import Call, ManagedObject, method
from fakeesx.schema import vim


class ServiceInstance(ManagedObject):
    """The one object whose reference a client knows beforehand."""

    per_session = frozenset({"serverClock"})

    refused = {
        "ValidateMigration": "NotSupported", "QueryVMotionCompatibility": "NotSupported",
    }

    def read_serverClock(self, call: Call) -> datetime:
        """The time on the host."""
        return self.host.now()

    @method
    def CurrentTime(self, call: Call) -> datetime:
        """The time on the host."""
        return self.host.now()

    @method
    def RetrieveServiceContent(self, call: Call) -> vim.ServiceContent:
        """The managers of the host."""
        content: vim.ServiceContent = self.get("content")
        return content

    @method
    def RetrieveProductComponents(self, call: Call) -> Sequence[vim.ProductComponentInfo]:
        """No components are offered for download (inferred)."""
        return ()
