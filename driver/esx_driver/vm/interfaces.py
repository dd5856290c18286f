"""Network cards that come and go, also while the machine runs."""

from __future__ import annotations

from oslo_config import cfg

from esx_driver import machine_id
from esx_driver.errors import InstanceError
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import injecting, lookup, specs
from esx_driver.vm.changing import reconfigure
from esx_driver.vm.spawning import NicRequest, wanted_network

_READ = ("config.hardware.device", "config.extraConfig")


def attach(host: Host, conf: cfg.ConfigOpts, vm: Ref, name: str, nic: NicRequest, model: str = "e1000") -> str:
    """Give a machine another network card: the name of its port group, which is made if it is missing.

    With ``flat_injected`` its settings are added to ``machine.id`` in the same step. Raises ``InstanceNotFound``,
    ``InstanceError`` (it has a card of that MAC), ``WrongState``, ``NetworkError``, ``ImageError`` (no such model),
    ``VimFault``; a port group that was made for it is gone then.
    """
    types, mac = host.session.types, nic.settings.mac
    devices, options = lookup.read(host, vm, name, *_READ)
    if any((card.macAddress or "").lower() == mac.lower() for card in types.of_type(devices, "VirtualEthernetCard")):
        raise InstanceError(name, f"{name!r} has a network card {mac} already")
    wanted = wanted_network(conf, nic)
    card = specs.card(types, specs.Card(mac, wanted.name, model))
    extra = None
    if conf.flat_injected:
        settings = (*injecting.without(injecting.settings_of(options or (), name), mac), nic.settings)
        extra = specs.options(types, {machine_id.KEY: machine_id.compose(settings)})
    with host.port_groups.held([wanted]):
        reconfigure(
            host, vm, name, "attaching a network card", deviceChange=[specs.add(types, card)], extraConfig=extra,
        )
    return wanted.name


def detach(host: Host, vm: Ref, name: str, mac: str) -> None:
    """Take a network card away, and what ``machine.id`` says of it; its port group stays.

    Raises ``InstanceNotFound``, ``InstanceError`` (it has no card of that MAC), ``WrongState``, ``VimFault``.
    """
    types = host.session.types
    devices, options = lookup.read(host, vm, name, *_READ)
    cards = types.of_type(devices, "VirtualEthernetCard")
    card = next((each for each in cards if (each.macAddress or "").lower() == mac.lower()), None)
    if card is None:
        there_are = ", ".join(sorted(each.macAddress or "one without an address" for each in cards)) or "none"
        raise InstanceError(name, f"{name!r} has no network card {mac}; it has {there_are}")
    extra = None
    if injecting.option(options or (), machine_id.KEY):
        settings = injecting.without(injecting.settings_of(options, name), mac)
        extra = specs.options(types, {machine_id.KEY: machine_id.compose(settings)})
    reconfigure(
        host, vm, name, "detaching a network card", deviceChange=[specs.remove(types, card)], extraConfig=extra,
    )
