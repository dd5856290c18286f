"""What follows from the rest of a network: keys, computed policies, free ports, the route table."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from fakeesx.network import policies, ports, routes
from fakeesx.network.errors import failed
from fakeesx.network.state import GROUP_KEY, SWITCH_KEY, Net
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

D = TypeVar("D", bound=DataObject)


def settle(net: Net) -> Net:
    """The network with all that follows brought up to date.

    Raises InvalidArgument for an impossible effective policy, HostConfigFault where a switch has too few ports.
    What does not change stays the same object.
    """
    groups = tuple(_group(net, group) for group in net.info.portgroup)
    if any(new is not old for new, old in zip(groups, net.info.portgroup, strict=True)):
        net = net.with_info(portgroup=groups)
    switches = tuple(_switch(net, switch) for switch in net.info.vswitch)
    if any(new is not old for new, old in zip(switches, net.info.vswitch, strict=True)):
        net = net.with_info(vswitch=switches)
    table = routes.table(net.info)
    return net if table == net.info.routeTableInfo else net.with_info(routeTableInfo=table)


def _group(net: Net, group: vim.HostPortGroup) -> vim.HostPortGroup:
    switch = net.switch(group.spec.vswitchName)
    base = switch.spec.policy or policies.default(())
    computed = _computed(base, group.spec.policy)
    if computed != group.computedPolicy:
        policies.check_effective(computed, "portgrp.policy")
    return _changed(
        group, key=f"{GROUP_KEY}{group.spec.name}", vswitch=f"{SWITCH_KEY}{switch.name}", computedPolicy=computed,
    )


@lru_cache(maxsize=1024)
def _computed(base: vim.HostNetworkPolicy, own: vim.HostNetworkPolicy) -> vim.HostNetworkPolicy:
    """A group's policy over its switch's; groups that are alike share one value, and its encoded bytes."""
    return policies.laid_over(base, own)


def _switch(net: Net, switch: vim.HostVirtualSwitch) -> vim.HostVirtualSwitch:
    groups = net.groups_of(switch.name)
    free = ports.available(switch, sum(len(group.port) for group in groups))
    if free < 0:
        raise failed(f"{switch.name} has too few ports.")
    return _changed(
        switch, key=f"{SWITCH_KEY}{switch.name}", portgroup=tuple(group.key for group in groups),
        numPortsAvailable=free,
    )


def _changed(value: D, **parts: object) -> D:
    """A value with parts that differ replaced; itself where none does."""
    differing = {name: part for name, part in parts.items() if getattr(value, name) != part}
    return value.replace(**differing) if differing else value
