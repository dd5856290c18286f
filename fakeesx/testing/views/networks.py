"""Networks that virtual machines can be on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.testing.views.base import View, Views

if TYPE_CHECKING:
    from fakeesx.inventory import Node


class Network(View):
    """A network that machines can be on: a port group of a switch."""

    kind, type_name = "network", "Network"

    @property
    def vlan(self) -> int:
        """Its VLAN: 0 is none, 4095 all."""
        return int(self._group("vlanId"))

    @property
    def switch(self) -> str:
        """The name of its virtual switch."""
        return str(self._group("vswitchName"))

    @property
    def vms(self) -> tuple[str, ...]:
        """The names of the machines on it."""
        return self._read(lambda node: tuple(self._host.inventory.get(vm, "name") for vm in node.get("vm")))

    def _group(self, name: str) -> Any:
        return self._read(lambda node: getattr(self._host.networks.net.group(node.get("name")).spec, name))

    def _told(self, node: Node) -> str:
        spec = self._host.networks.net.group(node.get("name")).spec
        return f"VLAN {spec.vlanId} on {spec.vswitchName}, {len(node.get('vm'))} VMs"


class Networks(Views[Network]):
    """The networks of a host."""

    view = Network
