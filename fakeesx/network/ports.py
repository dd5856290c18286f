"""The ports of switches: given out to interfaces and to the network cards of VMs that run, counted, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fakeesx.network.errors import failed
from fakeesx.network.state import PORT_KEY, Net, PortSet
from fakeesx.schema import vim

GUEST, KERNEL, CONSOLE = "virtualMachine", "host", "systemManagement"
"""``HostPortGroupPort.type`` (recorded)."""
_OWN = 2
"""Numbers that a switch itself takes before the first client (recorded: its own port and the uplink's)."""


def connect(net: Net, group: str, mac: str, kind: str) -> tuple[Net, str]:
    """Give a port on a port group to a MAC address: the network with it, and the key of the port.

    Raises NotFound for the group, HostConfigFault when the switch has no port left.
    """
    found = net.group(group)
    switch = net.switch(found.spec.vswitchName)
    if switch.numPortsAvailable <= 0:
        raise failed(f"{switch.name} has no free port.")
    old = port_set(net, switch.name)
    new = replace(old, last=old.last + 1)
    key = f"{PORT_KEY}{new.last}"
    port = vim.HostPortGroupPort(key=key, mac=[mac], type=kind)
    net = net.put_group(found, found.replace(port=(*found.port, port)))
    net = net.put_switch(switch, switch.replace(numPortsAvailable=switch.numPortsAvailable - 1))
    return net.put_port_set(old, new), key


def disconnect(net: Net, group: str, mac: str, kind: str) -> Net:
    """Take back the port that a MAC address has on a port group; the same network where it has none."""
    found = next((each for each in net.info.portgroup if each.spec.name == group), None)
    if found is None:
        return net
    port = next((each for each in found.port if each.type == kind and mac in each.mac), None)
    if port is None:
        return net
    switch = net.switch(found.spec.vswitchName)
    net = net.put_group(found, found.replace(port=[each for each in found.port if each is not port]))
    free = available(switch, sum(len(each.port) for each in net.groups_of(switch.name)))
    return net.put_switch(switch, switch.replace(numPortsAvailable=free))


def free_ports(net: Net) -> Mapping[str, int]:
    """How many ports each switch has left, by its name."""
    return {switch.name: switch.numPortsAvailable for switch in net.info.vswitch}


def available(switch: vim.HostVirtualSwitch, connected: int) -> int:
    """``numPortsAvailable``: besides the connected ports, one is each uplink's and one the switch's own (recorded)."""
    return switch.numPorts - 1 - len(switch.pnic) - connected


def new_set(net: Net, switch: str) -> PortSet:
    """The port numbers of a new switch: the high byte tells switches apart (recorded: 16777219 is on the first)."""
    taken = {each.base for each in net.wiring.port_sets}
    base = next(number << 24 for number in range(1, len(taken) + 2) if number << 24 not in taken)
    return PortSet(switch, base, base + _OWN)


def port_set(net: Net, switch: str) -> PortSet:
    """The port numbers of a switch. ``KeyError`` for one that is not there."""
    for each in net.wiring.port_sets:
        if each.switch == switch:
            return each
    raise KeyError(switch)
