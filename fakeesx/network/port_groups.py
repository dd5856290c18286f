"""Port groups."""

from __future__ import annotations

from fakeesx.network import policies
from fakeesx.network.addresses import is_name
from fakeesx.network.errors import already, failed, in_use, invalid
from fakeesx.network.specs import TRUNK
from fakeesx.network.state import GROUP_KEY, SWITCH_KEY, Net, uplinks
from fakeesx.schema import vim

LONGEST_NAME = 80
"""Characters of a port group's name (inferred: that of other inventory objects)."""
MOST = 512
"""Port groups of a host (documented)."""


def add(net: Net, spec: vim.HostPortGroupSpec) -> Net:
    """A port group comes.

    Raises AlreadyExists, NotFound (the switch), InvalidArgument (``portgrp…``), HostConfigFault for one too many.
    """
    checked = _checked(net, spec)
    if net.has_group(spec.name):
        raise already(spec.name)
    if len(net.info.portgroup) >= MOST:
        raise failed(f"A host has no more than {MOST} port groups.")
    return net.put_group(None, vim.HostPortGroup(
        key=f"{GROUP_KEY}{spec.name}", vswitch=f"{SWITCH_KEY}{spec.vswitchName}",
        computedPolicy=policies.laid_over(_base(net, spec), checked.policy), spec=checked,
    ))


def update(net: Net, name: str, spec: vim.HostPortGroupSpec) -> Net:
    """A port group changes, its name too: the host's own interfaces on it follow.

    Raises NotFound (the group, the switch), AlreadyExists (the new name), InvalidArgument (``portgrp…``), HostConfigFault
    for another switch while something is connected (inferred).
    """
    group = net.group(name)
    checked = _checked(net, spec)
    if spec.name != name and net.has_group(spec.name):
        raise already(spec.name)
    if spec.vswitchName != group.spec.vswitchName and group.port:
        raise failed(f"{name} can't go to another switch while it is in use.")
    if checked != group.spec:
        net = net.put_group(group, group.replace(spec=checked))
    if spec.name != name:
        for kind in ("vnic", "consoleVnic"):
            for nic in getattr(net.info, kind):
                if nic.portgroup == name:
                    moved = nic.replace(portgroup=spec.name, spec=nic.spec.replace(portgroup=spec.name))
                    net = net.put_interface(nic, moved, kind)
    return net


def remove(net: Net, name: str) -> Net:
    """A port group goes. Raises NotFound, ResourceInUse while something is connected to it."""
    group = net.group(name)
    if group.port:
        raise in_use("HostPortGroup", name)
    return net.put_group(group, None)


def _checked(net: Net, spec: vim.HostPortGroupSpec) -> vim.HostPortGroupSpec:
    """The spec as it is shown."""
    if not is_name(spec.name, LONGEST_NAME):
        raise invalid("portgrp.name")
    if not 0 <= spec.vlanId <= TRUNK:
        raise invalid("portgrp.vlanId")
    switch = net.switch(spec.vswitchName)
    policies.check(spec.policy, uplinks(switch), net.capabilities.nicTeamingPolicy, "portgrp.policy")
    policy = policies.of_group(spec.policy)
    policies.check_effective(policies.laid_over(_base(net, spec), policy), "portgrp.policy")
    return spec.replace(policy=policy)


def _base(net: Net, spec: vim.HostPortGroupSpec) -> vim.HostNetworkPolicy:
    return net.switch(spec.vswitchName).spec.policy or policies.default(())
