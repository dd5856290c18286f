"""Virtual switches."""

from __future__ import annotations

from typing import Any

from fakeesx.network import bridges, policies, ports
from fakeesx.network.addresses import is_name
from fakeesx.network.errors import already, in_use, invalid, refused
from fakeesx.network.state import NIC_KEY, SWITCH_KEY, Net, uplinks
from fakeesx.schema import vim

LONGEST_NAME = 32
"""Characters of a switch's name (documented)."""
DEFAULT_PORTS = 128
MOST_PORTS = 4096
"""The documented limit of 4.x; the client shows 8 less, which the kernel keeps for itself."""
DEFAULT_MTU = 1500
MTUS = range(1280, 9001)
"""Bytes of the frames that a switch can be told to carry (documented)."""


def add(net: Net, name: str, spec: vim.HostVirtualSwitchSpec | None) -> Net:
    """A switch comes. Raises AlreadyExists, InvalidArgument (``vswitchName``, ``spec…``).

    Whether another switch has its cards is for ``bridges.require_unshared`` to say.
    """
    if not is_name(name, LONGEST_NAME):
        raise invalid("vswitchName")
    if net.has_switch(name):
        raise already(name)
    given = spec or vim.HostVirtualSwitchSpec(numPorts=DEFAULT_PORTS)
    _check_numbers(given)
    bridge = None if given.bridge is None else bridges.completed(given.bridge, "spec.bridge")
    nics = bridges.cards_of(bridge, net, name, "spec.bridge")
    policy = _policy(net, given, None, (), nics)
    number = effective_ports(given.numPorts)
    switch = vim.HostVirtualSwitch(
        name=name, key=f"{SWITCH_KEY}{name}", numPorts=number, numPortsAvailable=number, mtu=given.mtu or DEFAULT_MTU,
        pnic=[f"{NIC_KEY}{nic}" for nic in nics], spec=given.replace(bridge=bridge, policy=policy),
    )
    net = net.put_switch(None, switch)
    return net.put_port_set(None, ports.new_set(net, name))


def update(net: Net, name: str, spec: vim.HostVirtualSwitchSpec) -> Net:
    """A switch changes. Raises NotFound, InvalidArgument (``spec…``).

    Without a bridge it has none (documented), without policy and MTU it keeps them. Another number of ports holds after the
    next reboot (documented). Cards that go leave the orders of its port groups, too.
    """
    old = net.switch(name)
    _check_numbers(spec)
    bridge = None if spec.bridge is None else bridges.completed(spec.bridge, "spec.bridge")
    before, nics = uplinks(old), bridges.cards_of(bridge, net, name, "spec.bridge")
    policy = _policy(net, spec, old.spec.policy, before, nics)
    mtu = old.spec.mtu if spec.mtu is None else spec.mtu
    net = net.put_switch(old, old.replace(
        mtu=mtu or old.mtu, pnic=[f"{NIC_KEY}{nic}" for nic in nics],
        spec=spec.replace(bridge=bridge, policy=policy, mtu=mtu),
    ))
    gone = set(before).difference(nics)
    for group in net.groups_of(name):
        left = policies.without(group.spec.policy, gone)
        if left is not group.spec.policy:
            net = net.put_group(group, group.replace(spec=group.spec.replace(policy=left)))
    return net


def remove(net: Net, name: str) -> Net:
    """A switch goes with its port groups. Raises NotFound, ResourceInUse while something is connected to one."""
    switch = net.switch(name)
    for group in net.groups_of(name):
        if group.port:
            raise in_use("HostVirtualSwitch", name)
        net = net.put_group(group, None)
    return net.put_switch(switch, None).put_port_set(ports.port_set(net, name), None)


def after_reboot(net: Net) -> Net:
    """The numbers of ports that were asked for hold now; where more are in use, those are there."""
    for switch in net.info.vswitch:
        used = 1 + len(switch.pnic) + sum(len(group.port) for group in net.groups_of(switch.name))
        number = effective_ports(max(switch.spec.numPorts, used))
        if number != switch.numPorts:
            net = net.put_switch(switch, switch.replace(numPorts=number))
    return net


def with_room(net: Net, name: str, clients: int) -> Net:
    """The network with a switch large enough for more clients: as whoever set the host up would have made it.

    As many ports as a power of two, at most 4096.
    """
    switch = net.switch(name)
    needed = switch.numPorts - switch.numPortsAvailable + clients
    if needed <= switch.numPorts:
        return net
    number = min(MOST_PORTS, 1 << (needed - 1).bit_length())
    return net.put_switch(switch, switch.replace(numPorts=number, spec=switch.spec.replace(numPorts=number)))


def effective_ports(number: int) -> int:
    """How many ports a switch gets that is to have some: a multiple of 8 (inferred; 128 recorded for 128)."""
    return -(-number // 8) * 8


def _check_numbers(spec: vim.HostVirtualSwitchSpec) -> None:
    if not 1 <= spec.numPorts <= MOST_PORTS:
        raise invalid("spec.numPorts")
    if spec.mtu is not None and spec.mtu not in MTUS:
        raise invalid("spec.mtu")


def _policy(
    net: Net, spec: vim.HostVirtualSwitchSpec, old: vim.HostNetworkPolicy | None, before: Any, nics: tuple[str, ...],
) -> vim.HostNetworkPolicy:
    capabilities = net.capabilities
    if spec.policy is not None:
        if spec.policy.nicTeaming is not None and not capabilities.supportsNicTeaming:
            raise refused("NotSupported")
        policies.check(spec.policy, nics, capabilities.nicTeamingPolicy, "spec.policy")
    policy = policies.of_switch(spec.policy, old, before, nics)
    policies.check_effective(policy, "spec.policy")
    return policy
