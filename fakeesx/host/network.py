"""Network: a VM port group as clients see it. Port groups are made and removed by the HostNetworkSystem."""

from __future__ import annotations

from typing import ClassVar

from fakeesx.host.managed_entity import ManagedEntity


class Network(ManagedEntity):
    """A network that VMs can be on."""

    refused: ClassVar[dict[str, str]] = {"DestroyNetwork": "NotSupported"}
