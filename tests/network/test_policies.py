"""Policies, field by field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakeesx.network import policies
from fakeesx.schema import vim

flags = st.none() | st.booleans()
security = st.builds(
    vim.HostNetworkSecurityPolicy, allowPromiscuous=flags, macChanges=flags, forgedTransmits=flags,
)
orders = st.builds(
    vim.HostNicOrderPolicy, activeNic=st.lists(st.sampled_from("abc"), unique=True), standbyNic=st.just(()),
)
criteria = st.builds(vim.HostNicFailureCriteria, speed=st.none() | st.integers(0, 9), checkBeacon=flags)
teaming = st.builds(
    vim.HostNicTeamingPolicy, policy=st.none() | st.sampled_from(["loadbalance_ip", "failover_explicit"]),
    notifySwitches=flags, failureCriteria=st.none() | criteria, nicOrder=st.none() | orders,
)
given_policies = st.builds(vim.HostNetworkPolicy, security=st.none() | security, nicTeaming=st.none() | teaming)


@given(given_policies)
def test_nothing_is_lost(own: vim.HostNetworkPolicy) -> None:
    """Laid over a whole policy, each field is one's own or the other's, and a whole policy is the result."""
    base = policies.default(["a", "b", "c"])
    found = policies.laid_over(base, own)
    for part in ("security", "nicTeaming"):
        mine, below, shown = (getattr(each, part) for each in (own, base, found))
        for prop in type(shown)._properties[2:]:
            value = getattr(mine, prop.name) if mine is not None else None
            if prop.name != "failureCriteria":
                assert getattr(shown, prop.name) == (value if value not in (None, ()) else getattr(below, prop.name))
    assert found.nicTeaming is not None
    assert found.nicTeaming.failureCriteria is not None
    assert found.nicTeaming.failureCriteria.checkSpeed == "minimum"
    assert policies.laid_over(found, own) is found


@given(given_policies, st.sets(st.sampled_from("abc")))
def test_cards_that_go(own: vim.HostNetworkPolicy, gone: set[str]) -> None:
    """They are in no order afterwards; nothing else changes."""
    left = policies.without(own, gone)
    order = left.nicTeaming.nicOrder if left.nicTeaming is not None else None
    assert order is None or not gone.intersection((*order.activeNic, *order.standbyNic))
    if own.nicTeaming is not None and own.nicTeaming.nicOrder is not None and left.nicTeaming is not None:
        assert left.replace(nicTeaming=left.nicTeaming.replace(nicOrder=own.nicTeaming.nicOrder)) == own
    else:
        assert left is own


def test_a_group_without_a_policy() -> None:
    """All parts are there and empty, as recorded."""
    assert policies.of_group(vim.HostNetworkPolicy()) == vim.HostNetworkPolicy(
        security=vim.HostNetworkSecurityPolicy(),
        nicTeaming=vim.HostNicTeamingPolicy(failureCriteria=vim.HostNicFailureCriteria()),
        offloadPolicy=vim.HostNetOffloadCapabilities(), shapingPolicy=vim.HostNetworkTrafficShapingPolicy(),
    )
