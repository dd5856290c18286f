"""UpdateNetworkConfig: many changes of a network in one, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fakeesx.network import bridges, cards, dns, port_groups, routes, switches, vnics
from fakeesx.network.errors import invalid, not_found, refused
from fakeesx.network.settling import settle
from fakeesx.network.state import Net
from fakeesx.network.vnics import CONSOLE, KERNEL, Asked
from fakeesx.schema import vim

MODIFY, REPLACE = "modify", "replace"
ADD, EDIT, REMOVE = "add", "edit", "remove"


@dataclass(frozen=True, slots=True)
class Updated:
    """The network afterwards, and the devices of the interfaces that were added."""

    net: Net
    vnics: tuple[str, ...]
    console: tuple[str, ...]


def update(net: Net, config: vim.HostNetworkConfig, mode: str, new_mac: Callable[[str], str]) -> Updated:
    """Make the changes that a configuration names.

    ``modify``: each entry says what becomes of it (``changeOperation``). ``replace``: the lists are what there is
    afterwards; entries are told apart by name or device, and say nothing themselves. Settings that are not lists change
    where they are given. What goes, goes first: interfaces, groups, switches; then switches, groups and interfaces come
    and change.

    Raises what the single methods raise, InvalidArgument for a ``changeMode`` or ``changeOperation`` that is none,
    NotSupported for what hosted products have (DHCP and NAT services).
    """
    if mode not in (MODIFY, REPLACE):
        raise invalid("changeMode")
    if config.dhcp or config.nat:
        raise refused("NotSupported")
    if config.proxySwitch:  # of a distributed switch, which a standalone host has none of
        raise not_found()
    if mode == REPLACE:
        config = _operations(net, config)
    _check_operations(config)
    net = _removed(net, config)
    net = cards.change(net, config.pnic)
    net = _switched(net, config.vswitch)
    for group in config.portgroup:
        if group.changeOperation == ADD:
            net = settle(port_groups.add(net, _spec(group)))
        elif group.changeOperation == EDIT:
            net = settle(port_groups.update(net, _spec(group).name, _spec(group)))
    added: dict[str, tuple[str, ...]] = {KERNEL: (), CONSOLE: ()}
    for kind in (KERNEL, CONSOLE):
        for nic in getattr(config, kind):
            path = f"config.{kind}.spec"
            if nic.changeOperation == ADD:
                net, device = vnics.add(net, kind, nic.portgroup, Asked(_nic_spec(nic, path), path), new_mac)
                added[kind] += (device,)
            elif nic.changeOperation == EDIT:
                spec = _nic_spec(nic, path)
                if nic.portgroup and not spec.portgroup:
                    spec = spec.replace(portgroup=nic.portgroup)
                net = vnics.update(net, kind, _device(nic, kind), Asked(spec, path))
    return Updated(settle(_settings(net, config)), added[KERNEL], added[CONSOLE])


def _removed(net: Net, config: vim.HostNetworkConfig) -> Net:
    for kind in (KERNEL, CONSOLE):
        for nic in getattr(config, kind):
            if nic.changeOperation == REMOVE:
                net = vnics.remove(net, kind, _device(nic, kind))
    for group in config.portgroup:
        if group.changeOperation == REMOVE:
            net = port_groups.remove(net, _spec(group).name)
    for switch in config.vswitch:
        if switch.changeOperation == REMOVE:
            net = switches.remove(net, switch.name)
    return settle(net)


def _switched(net: Net, configs: Sequence[vim.HostVirtualSwitchConfig]) -> Net:
    for switch in configs:
        if switch.changeOperation == ADD:
            net = switches.add(net, switch.name, switch.spec)
        elif switch.changeOperation == EDIT:
            if switch.spec is None:
                raise invalid("config.vswitch.spec")
            if switch.spec != net.switch(switch.name).spec:
                net = switches.update(net, switch.name, switch.spec)
    bridges.require_unshared(net)  # at the end: a card may go from one switch to another
    return settle(net)


def _settings(net: Net, config: vim.HostNetworkConfig) -> Net:
    if config.dnsConfig is not None:
        net = dns.set_dns(net, config.dnsConfig)
    for name, console in (("ipRouteConfig", False), ("consoleIpRouteConfig", True)):
        given = getattr(config, name)
        if given is not None and given != getattr(net.info, name):
            net = routes.set_gateway(net, given, console)
    if config.routeTableConfig is not None:
        net = routes.change_table(settle(net), config.routeTableConfig)
    if config.ipV6Enabled is not None and config.ipV6Enabled != net.info.atBootIpV6Enabled:
        net = net.with_info(atBootIpV6Enabled=config.ipV6Enabled)
    return net


def _check_operations(config: vim.HostNetworkConfig) -> None:
    for name in ("vswitch", "portgroup", KERNEL, CONSOLE):
        for entry in getattr(config, name):
            if entry.changeOperation not in (ADD, EDIT, REMOVE):
                raise invalid(f"config.{name}.changeOperation")


def _operations(net: Net, config: vim.HostNetworkConfig) -> vim.HostNetworkConfig:
    """The changes that lead to the lists of a configuration."""
    info = net.info
    switches_now = {switch.name: vim.HostVirtualSwitchConfig(name=switch.name) for switch in info.vswitch}
    groups_now = {group.spec.name: vim.HostPortGroupConfig(spec=group.spec) for group in info.portgroup}
    changes: dict[str, Any] = {
        "vswitch": _difference(switches_now, [(each.name, each) for each in config.vswitch], "vswitch"),
        "portgroup": _difference(groups_now, [(_spec(each).name, each) for each in config.portgroup], "portgroup"),
    }
    for kind in (KERNEL, CONSOLE):
        now = {
            nic.device: vim.HostVirtualNicConfig(device=nic.device, portgroup=nic.portgroup) for nic in getattr(info, kind)
        }
        changes[kind] = _difference(now, [(each.device or "", each) for each in getattr(config, kind)], kind)
    return config.replace(**changes)


def _difference(now: dict[str, Any], wanted: list[tuple[str, Any]], name: str) -> list[Any]:
    named = [key for key, _ in wanted if key]
    if len(set(named)) < len(named):
        raise invalid(f"config.{name}")
    gone = [each.replace(changeOperation=REMOVE) for key, each in now.items() if key not in named]
    return gone + [each.replace(changeOperation=EDIT if key in now else ADD) for key, each in wanted]


def _spec(config: vim.HostPortGroupConfig) -> vim.HostPortGroupSpec:
    if config.spec is None:
        raise invalid("config.portgroup.spec")
    return config.spec


def _nic_spec(config: vim.HostVirtualNicConfig, path: str) -> vim.HostVirtualNicSpec:
    if config.spec is None:
        raise invalid(path)
    return config.spec


def _device(config: vim.HostVirtualNicConfig, kind: str) -> str:
    if not config.device:
        raise invalid(f"config.{kind}.device")
    return config.device


def rebooted(net: Net) -> Net:
    """What waits for a reboot holds now: numbers of ports, IPv6."""
    net = switches.after_reboot(net)
    if net.info.ipV6Enabled != net.info.atBootIpV6Enabled:
        net = net.with_info(ipV6Enabled=net.info.atBootIpV6Enabled)
    return settle(net)
