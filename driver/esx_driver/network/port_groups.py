"""Reading the host's network and carrying out what was decided.

Who needs port groups for a machine *holds* them until the machine is there: one that another in this process holds, or that
a machine is on, is not removed by whoever made it and failed, or by a clean-up.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from esx_driver.network import decision
from esx_driver.network.decision import Decision, Group, HostNetwork, Make, Nic, Switch
from esx_driver.network.errors import NetworkNotFound, Unsettled
from esx_driver.undoing import Undoing
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE, Session

_log = logging.getLogger(__name__)

_TRIES = 5
"""How often the network is looked at anew when others change it between the look and the change."""


@dataclass(frozen=True)
class Wanted:
    """A port group that is to be there; ``vlan`` ``None``: as it is, and it is not made. ``nic``: whose switch it is on."""

    name: str
    vlan: int | None = None
    nic: str = ""

    def decide(self, network: HostNetwork) -> Decision:
        """What to do for it. Raises ``NetworkError``."""
        if self.vlan is None:
            return decision.flat(network, self.name)
        return decision.vlan(network, self.name, self.vlan, self.nic)


@dataclass
class _Held:
    """A port group that machines in the making need: how many, and whether it goes if none of them comes to be."""

    holders: int = 0
    removable: bool = False


class PortGroups:
    """The port groups of a host; thread-safe. ``host`` is its HostSystem."""

    def __init__(self, session: Session, host: Ref) -> None:
        self._session = session
        self._host = host
        self._system: Ref | None = None
        self._turn = threading.Condition()
        self._held: dict[str, _Held] = {}
        self._going: set[str] = set()
        """Those that are being removed: who wants one waits until it is gone."""

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
        self._ensure([Wanted(name)])
        return name

    def ensure_vlan(self, name: str, vlan: int, nic: str) -> tuple[str, bool]:
        """The port group of a VLAN, made if it is missing: its name, and whether it was made.

        Raises the errors of ``decision.vlan``, and ``VimFault``.
        """
        return name, bool(self._ensure([Wanted(name, vlan, nic)]))

    @contextmanager
    def held(self, wanted: Sequence[Wanted]) -> Iterator[None]:
        """See that port groups are there, for as long as the block runs; the network is read once for all of them.

        When the block ends with an exception, those that were made for it are removed, unless others need them by then.
        Raises as ``ensure_vlan``, and nothing is left of the others then.
        """
        with Undoing() as undoing:
            for name in dict.fromkeys(each.name for each in wanted):
                self._hold(name)
                undoing.add(f"the port group {name}", partial(self._let_go, name, keep=False))
            self._ensure(wanted)
            yield
        for name in dict.fromkeys(each.name for each in wanted):
            self._let_go(name, keep=True)

    def remove(self, name: str) -> bool:
        """Remove a port group; false where a machine, running or not, or the host itself is on it.

        Raises ``NetworkNotFound``, ``VimFault``.
        """
        if name in self.used():
            return False
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

    def used(self) -> frozenset[str]:
        """The names of the networks that machines are on, also of those that are off."""
        found = properties.objects(self._session, "Network", "name", "vm")
        return frozenset(escapes.plain(each.values["name"]) for each in found if each.get("vm"))

    def clean(self, nic: str, names: Collection[str] | None = None, *, dry_run: bool = False) -> list[str]:
        """Remove VLAN port groups on the switch of a network card that nothing uses: which were.

        ``names``: only of these. ``dry_run``: they are named and stay. Port groups without a VLAN, those for all VLANs, and
        those on other switches are left alone, whatever their names. Raises ``NicNotFound``, ``NicWithoutSwitch``,
        ``VimFault``.
        """
        network = self.read()
        candidates = decision.removable(network, nic, names)
        used = self.used() if candidates else ()
        removed = []
        for name in candidates:
            with self._turn:
                if name in used or name in self._held or name in self._going:
                    continue
                self._going.add(name)
            try:
                if dry_run or self._removed(name):
                    removed.append(name)
            finally:
                self._gone(name)
        return removed

    # those that machines in the making need

    def _hold(self, name: str) -> None:
        with self._turn:
            while name in self._going:
                self._turn.wait()
            self._held.setdefault(name, _Held()).holders += 1

    def _let_go(self, name: str, *, keep: bool) -> None:
        """One needs it no more: the last whose machine did not come to be removes what was made for it."""
        with self._turn:
            held = self._held[name]
            held.holders -= 1
            held.removable = held.removable and not keep
            if held.holders:
                return
            del self._held[name]
            if not held.removable:
                return
            self._going.add(name)
        try:
            self._removed(name)
        finally:
            self._gone(name)

    def _gone(self, name: str) -> None:
        with self._turn:
            self._going.discard(name)
            self._turn.notify_all()

    def _removed(self, name: str) -> bool:
        """Remove one that may be gone already: whether it was removed."""
        try:
            return self.remove(name)
        except NetworkNotFound:
            return False

    # carrying out

    def _ensure(self, wanted: Sequence[Wanted]) -> list[str]:
        """See that all are there: the names of those that were made."""
        made: list[str] = []
        if not wanted:
            return made
        for _ in range(_TRIES):
            network = self.read()
            for each in wanted:
                decided = each.decide(network)
                if isinstance(decided, Make):
                    try:
                        self._make(decided)
                    except faults.AlreadyExists:  # somebody was faster: it may be another than we would have made
                        break
                    made.append(decided.name)
                    network = decision.with_group(network, decided)
            else:
                return made
        raise Unsettled(f"the port groups {', '.join(repr(each.name) for each in wanted)} come and go")

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
        with self._turn:
            if group.name in self._held:
                self._held[group.name].removable = True
        _log.info("made the port group %s with VLAN %d on %s", group.name, group.vlan, group.switch)

    def _find(self, name: str) -> Group | None:
        return next((group for group in self.read().groups if group.name == name), None)

    def _network_system(self) -> Ref:
        if self._system is None:
            (self._system,) = properties.get(self._session, self._host, "configManager.networkSystem")
        system: Ref = self._system
        return system
