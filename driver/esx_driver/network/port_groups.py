"""Reading the host's network and carrying out what was decided."""

from __future__ import annotations

import logging
from collections.abc import Callable

from esx_driver.network import decision
from esx_driver.network.decision import Decision, Group, HostNetwork, Make, Nic, Switch
from esx_driver.network.errors import NetworkNotFound, Unsettled
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE, Session

_log = logging.getLogger(__name__)

_TRIES = 5
"""How often the network is looked at anew when others change it between the look and the change."""


class PortGroups:
    """The port groups of a host; thread-safe. ``host`` is its HostSystem."""

    def __init__(self, session: Session, host: Ref) -> None:
        self._session = session
        self._host = host
        self._system: Ref | None = None

    def read(self) -> HostNetwork:
        """The network as it is now."""
        (config,) = properties.get(self._session, self._host, "config.network")
        switches = config.vswitch or ()
        names = {each.key: each.name for each in switches}
        return HostNetwork(
            tuple(Nic(each.key, each.device) for each in config.pnic or ()),
            tuple(Switch(each.key, each.name, tuple(each.pnic or ())) for each in switches),
            tuple(
                Group(each.spec.name, names.get(each.vswitch, each.spec.vswitchName), each.spec.vlanId)
                for each in config.portgroup or ()
            ),
        )

    def ensure_flat(self, name: str) -> str:
        """The port group of a flat network, which must be there: its name. Raises ``NetworkNotFound``."""
        return self._carry_out(lambda network: decision.flat(network, name))[0]

    def ensure_vlan(self, name: str, vlan: int, nic: str) -> tuple[str, bool]:
        """The port group of a VLAN, made if it is missing: its name, and whether it was made.

        Raises the errors of ``decision.vlan``, and ``VimFault``.
        """
        return self._carry_out(lambda network: decision.vlan(network, name, vlan, nic))

    def remove(self, name: str) -> bool:
        """Remove a port group that no machine uses; false when one does. Raises ``NetworkNotFound``, ``VimFault``."""
        try:
            self._session.call(
                "RemovePortGroup", self._network_system(), pgName=name,
                look=lambda: UNDONE if self._find(name) is not None else None,
            )
        except faults.ResourceInUse:
            return False
        except faults.NotFound:
            raise NetworkNotFound(name, [group.name for group in self.read().groups]) from None
        _log.info("removed the port group %s", name)
        return True

    def _carry_out(self, decide: Callable[[HostNetwork], Decision]) -> tuple[str, bool]:
        for _ in range(_TRIES):
            decided = decide(self.read())
            if not isinstance(decided, Make):
                return decided.name, False
            try:
                self._make(decided)
            except faults.AlreadyExists:  # somebody was faster: it may be another than we would have made
                continue
            _log.info("made the port group %s with VLAN %d on %s", decided.name, decided.vlan, decided.switch)
            return decided.name, True
        raise Unsettled(f"the port group {decided.name!r} comes and goes")

    def _make(self, group: Make) -> None:
        types = self._session.types
        teaming = types.HostNicTeamingPolicy(notifySwitches=True)
        spec = types.HostPortGroupSpec(
            name=group.name, vlanId=group.vlan, vswitchName=group.switch, policy=types.HostNetworkPolicy(nicTeaming=teaming),
        )
        self._session.call(
            "AddPortGroup", self._network_system(), portgrp=spec,
            look=lambda: None if self._find(group.name) == Group(group.name, group.switch, group.vlan) else UNDONE,
        )

    def _find(self, name: str) -> Group | None:
        return next((group for group in self.read().groups if group.name == name), None)

    def _network_system(self) -> Ref:
        if self._system is None:
            (self._system,) = properties.get(self._session, self._host, "configManager.networkSystem")
        system: Ref = self._system
        return system
