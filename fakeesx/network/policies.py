"""Policies of switches and port groups: checked, completed, and the one laid over the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from fakeesx.network.errors import invalid
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

D = TypeVar("D", bound=DataObject)

_SPEED_CHECKS = ("", "exact", "minimum")
"""``failureCriteria.checkSpeed`` (documented)."""


def default(nics: Sequence[str]) -> vim.HostNetworkPolicy:
    """The policy of a new switch with some uplinks, all of them active (recorded)."""
    return vim.HostNetworkPolicy(
        security=vim.HostNetworkSecurityPolicy(allowPromiscuous=False, macChanges=True, forgedTransmits=True),
        nicTeaming=vim.HostNicTeamingPolicy(
            policy="loadbalance_srcid", reversePolicy=True, notifySwitches=True, rollingOrder=False,
            failureCriteria=vim.HostNicFailureCriteria(
                checkSpeed="minimum", speed=10, checkDuplex=False, fullDuplex=False, checkErrorPercent=False, percentage=0,
                checkBeacon=False,
            ),
            nicOrder=vim.HostNicOrderPolicy(activeNic=nics),
        ),
        offloadPolicy=vim.HostNetOffloadCapabilities(csumOffload=True, tcpSegmentation=True, zeroCopyXmit=True),
        shapingPolicy=vim.HostNetworkTrafficShapingPolicy(enabled=False),
    )


def of_switch(
    given: vim.HostNetworkPolicy | None, old: vim.HostNetworkPolicy | None, before: Collection[str], nics: Sequence[str],
) -> vim.HostNetworkPolicy:
    """The policy of a switch: what is given laid over what it has, or over the default of a new one.

    ``before`` and ``nics`` are its uplinks before and now. Where no order of them is given, those that went leave it
    (documented) and those that came are active (inferred).
    """
    base = default(nics) if old is None else without(old, set(before).difference(nics))
    ordered = given is not None and given.nicTeaming is not None and given.nicTeaming.nicOrder is not None
    if old is not None and not ordered and base.nicTeaming is not None:
        order = base.nicTeaming.nicOrder or vim.HostNicOrderPolicy()
        new = [nic for nic in nics if nic not in before]
        if new:
            order = order.replace(activeNic=(*order.activeNic, *new))
            base = base.replace(nicTeaming=base.nicTeaming.replace(nicOrder=order))
    return base if given is None else laid_over(base, given)


def of_group(given: vim.HostNetworkPolicy) -> vim.HostNetworkPolicy:
    """The policy of a port group as it is shown: each part there, and empty where the switch's holds (recorded)."""
    teaming = given.nicTeaming or vim.HostNicTeamingPolicy()
    return given.replace(
        security=given.security or vim.HostNetworkSecurityPolicy(),
        nicTeaming=teaming.replace(failureCriteria=teaming.failureCriteria or vim.HostNicFailureCriteria()),
        offloadPolicy=given.offloadPolicy or vim.HostNetOffloadCapabilities(),
        shapingPolicy=given.shapingPolicy or vim.HostNetworkTrafficShapingPolicy(),
    )


def laid_over(base: D, over: D) -> D:
    """A value with each field that ``over`` has set taken from there; an order of cards is taken as a whole."""
    changes: dict[str, Any] = {}
    for name, value in over.items():
        if name in ("dynamicType", "dynamicProperty"):
            continue
        old = getattr(base, name)
        if isinstance(value, DataObject) and isinstance(old, DataObject) and name != "nicOrder":
            value = laid_over(old, value)
        if value != old:
            changes[name] = value
    return base.replace(**changes) if changes else base


def without(policy: vim.HostNetworkPolicy, gone: Collection[str]) -> vim.HostNetworkPolicy:
    """A policy without some cards in its order; itself where they are not in it."""
    teaming = policy.nicTeaming
    if teaming is None or teaming.nicOrder is None or not gone:
        return policy
    order = teaming.nicOrder
    if not {*order.activeNic, *order.standbyNic}.intersection(gone):
        return policy
    left = order.replace(
        activeNic=[nic for nic in order.activeNic if nic not in gone],
        standbyNic=[nic for nic in order.standbyNic if nic not in gone],
    )
    return policy.replace(nicTeaming=teaming.replace(nicOrder=left))


def check(
    given: vim.HostNetworkPolicy, nics: Collection[str], known: Collection[str], path: str,
) -> None:
    """Raise InvalidArgument for a policy that can't be.

    ``nics``: the uplinks of the switch; ``known``: the teaming policies of the host; ``path``: where the policy stands.
    """
    teaming, shaping = given.nicTeaming, given.shapingPolicy
    if teaming is not None:
        _check_teaming(teaming, nics, known, f"{path}.nicTeaming")
    if shaping is not None:
        for name in ("averageBandwidth", "peakBandwidth", "burstSize"):
            value = getattr(shaping, name)
            if value is not None and value <= 0:
                raise invalid(f"{path}.shapingPolicy.{name}")


def check_effective(policy: vim.HostNetworkPolicy, path: str) -> None:
    """Raise InvalidArgument where shaping has a peak below the average (inferred).

    It may be on without saying how much: libvirt's driver leaves out what its user has not set.
    """
    shaping = policy.shapingPolicy
    if shaping is None or shaping.averageBandwidth is None or shaping.peakBandwidth is None:
        return
    if shaping.peakBandwidth < shaping.averageBandwidth:
        raise invalid(f"{path}.shapingPolicy.peakBandwidth")


def _check_teaming(teaming: vim.HostNicTeamingPolicy, nics: Collection[str], known: Collection[str], path: str) -> None:
    if teaming.policy is not None and teaming.policy not in known:
        raise invalid(f"{path}.policy")
    criteria, order = teaming.failureCriteria, teaming.nicOrder
    if criteria is not None:
        if criteria.checkSpeed is not None and criteria.checkSpeed not in _SPEED_CHECKS:
            raise invalid(f"{path}.failureCriteria.checkSpeed")
        if criteria.speed is not None and criteria.speed < 0:
            raise invalid(f"{path}.failureCriteria.speed")
        if criteria.percentage is not None and not 0 <= criteria.percentage <= 100:
            raise invalid(f"{path}.failureCriteria.percentage")
    if order is not None:
        seen: set[str] = set()
        for name in ("activeNic", "standbyNic"):
            for nic in getattr(order, name):
                if nic not in nics or nic in seen:
                    raise invalid(f"{path}.nicOrder.{name}")
                seen.add(nic)
