"""Effects that hold as long as their rule is there: a full datastore, NICs without a link, stale properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeesx.chaos.effects import Full, NicDown, Stale
from fakeesx.chaos.errors import RuleError
from fakeesx.chaos.match import Match
from fakeesx.chaos.rule import Rule
from fakeesx.host.chaos.active import InForce
from fakeesx.host.chaos.seen import SeenObject
from fakeesx.inventory import Node
from fakeesx.network import cards
from fakeesx.network.settling import settle
from fakeesx.patterns import text_matches
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.chaos.chaos import Chaos
    from fakeesx.host.esx import Esx


def enforce(host: Esx, chaos: Chaos, rule: Rule) -> InForce:
    """Put the effect of a rule in force. Raises ``RuleError`` where there is nothing that it could be about."""
    effect = rule.effect
    if isinstance(effect, Full):
        return _fill(host, chaos.fills, rule.match, effect.datastore_free)
    if isinstance(effect, NicDown):
        return _pull(host, chaos.cables, effect.nic_down)
    assert isinstance(effect, Stale)
    nodes = list(_selected(host, rule.match, host.inventory.nodes()))
    if not nodes:
        raise RuleError("match", f"no object fits: {rule.match.objects()}")
    return chaos.reads.freeze(nodes, effect.stale)


def _selected(host: Esx, match: Match, nodes: Iterable[Node]) -> Iterable[Node]:
    return (node for node in nodes if match.fits(SeenObject(host, node)))


# datastores that somebody else has filled


class Fills:
    """What rules take of the datastores, all together."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._all: list[_Filled] = []

    def put(self, filled: _Filled) -> None:
        """It is taken from now on."""
        self._all.append(filled)
        self.apply()

    def drop(self, filled: _Filled) -> None:
        """It is not taken any more."""
        self._all.remove(filled)
        self.apply()

    def apply(self) -> None:
        """Let each datastore have as much in use."""
        for volume in self._host.volumes:
            volume.withheld = sum(filled.taken.get(volume.identity, 0) for filled in self._all)


@dataclass(eq=False)
class _Filled:
    host: Esx
    fills: Fills
    taken: dict[str, int]
    """Bytes that nobody has, by the identity of the datastore."""

    @property
    def count(self) -> int:
        return len(self.taken)

    def lift(self) -> None:
        self.suspend()
        self.host.datastores.refresh()

    def resume(self) -> None:
        self.fills.put(self)

    def suspend(self) -> None:
        self.fills.drop(self)


def _fill(host: Esx, fills: Fills, match: Match, free: int) -> InForce:
    volumes = [host.datastores.of(node.ref) for node in _selected(host, match, host.inventory.of_type("Datastore"))]
    if not volumes:
        names = ", ".join(volume.name for volume in host.volumes)
        raise RuleError("match", f"no datastore fits: {match.objects()}; there are {names}")
    less = [volume for volume in volumes if volume.free_space < free]
    if less:
        raise RuleError("effect.datastore_free", f"{less[0].name} has only {less[0].free_space} bytes free")
    filled = _Filled(host, fills, {volume.identity: volume.free_space - free for volume in volumes})
    filled.resume()
    host.datastores.refresh()
    return filled


# cables


class Cables:
    """Pulls cables out of physical NICs and puts them back: each when the last rule that pulled it goes."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._pulled: dict[str, tuple[vim.PhysicalNicLinkInfo, int]] = {}

    def has(self, device: str) -> bool:
        """Whether a NIC has lost its cable to a rule."""
        return device in self._pulled

    def cable(self, device: str) -> vim.PhysicalNicLinkInfo:
        """The link that a NIC had before a rule took it."""
        return self._pulled[device][0]

    def pull(self, devices: Iterable[str]) -> None:
        """NICs lose their links."""
        net = self._host.networks.net
        for device in devices:
            known = self._pulled.get(device)
            if known is None:
                net, cable = cards.unplug(net, device)
                known = cable, 0
            self._pulled[device] = known[0], known[1] + 1
        self._host.networks.keep(settle(net))

    def put_back(self, devices: Iterable[str]) -> None:
        """They have them again."""
        net = self._host.networks.net
        for device, cable in self.forget(devices).items():
            net = cards.plug(net, device, cable)
        self._host.networks.keep(settle(net))

    def forget(self, devices: Iterable[str]) -> dict[str, vim.PhysicalNicLinkInfo]:
        """The cables that no rule keeps out any more."""
        back = {}
        for device in devices:
            cable, rules = self._pulled.pop(device)
            if rules > 1:
                self._pulled[device] = cable, rules - 1
            else:
                back[device] = cable
        return back

    def remember(self, cables: dict[str, vim.PhysicalNicLinkInfo]) -> None:
        """Cables are out already."""
        for device, cable in cables.items():
            self._pulled[device] = cable, self._pulled.get(device, (cable, 0))[1] + 1


@dataclass(eq=False)
class _Pulled:
    cables: Cables
    devices: dict[str, vim.PhysicalNicLinkInfo]

    @property
    def count(self) -> int:
        return len(self.devices)

    def lift(self) -> None:
        self.cables.put_back(self.devices)

    def resume(self) -> None:
        self.cables.remember(self.devices)

    def suspend(self) -> None:
        self.cables.forget(self.devices)


def _pull(host: Esx, cables: Cables, pattern: str) -> InForce:
    nics = host.networks.net.info.pnic
    found = [nic for nic in nics if text_matches(pattern, nic.device)]
    if not found:
        names = ", ".join(nic.device for nic in nics) or "none"
        raise RuleError("effect.nic_down", f"there is no physical NIC {pattern}; there are {names}")
    down = [nic.device for nic in found if nic.linkSpeed is None and not cables.has(nic.device)]
    devices = [nic.device for nic in found if nic.device not in down]
    if not devices:
        raise RuleError("effect.nic_down", f"{', '.join(down)} has no link anyway")
    with host.inventory.transaction():
        cables.pull(devices)
    return _Pulled(cables, {device: cables.cable(device) for device in devices})
