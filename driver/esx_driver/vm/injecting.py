"""What a guest is told of its network: the ``machine.id`` of a machine, which may be running."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from esx_driver import machine_id
from esx_driver.errors import InstanceError
from esx_driver.host import Host
from esx_driver.machine_id import NicSettings
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, specs
from esx_driver.vm.changing import reconfigure


def inject(host: Host, vm: Ref, name: str, nics: Iterable[NicSettings]) -> None:
    """Write the settings of all its network cards; none takes them away. A guest reads them when its tool runs next.

    Raises ``InstanceNotFound``, ``InstanceError`` (it has no card of a MAC: no guest would use them), ``VimFault``.
    """
    nics = tuple(nics)
    (devices,) = lookup.read(host, vm, name, "config.hardware.device")
    macs = {(card.macAddress or "").lower() for card in host.session.types.of_type(devices, "VirtualEthernetCard")}
    for nic in nics:
        if nic.mac.lower() not in macs:
            there_are = ", ".join(sorted(mac or "one without an address" for mac in macs)) or "none"
            raise InstanceError(name, f"{name!r} has no network card {nic.mac}; it has {there_are}")
    options = specs.options(host.session.types, {machine_id.KEY: machine_id.compose(nics)})
    reconfigure(host, vm, name, "injection of the network", extraConfig=options)


def injected(host: Host, vm: Ref, name: str) -> tuple[NicSettings, ...]:
    """The settings that a machine has now. Raises ``InstanceNotFound``, ``InstanceError`` when they can't be read."""
    (options,) = lookup.read(host, vm, name, "config.extraConfig")
    return settings_of(options or (), name)


def settings_of(options: Iterable[Any], name: str) -> tuple[NicSettings, ...]:
    """The settings in a machine's ``extraConfig``. Raises ``InstanceError`` when they can't be read."""
    text = option(options, machine_id.KEY)
    try:
        return machine_id.parse(text)
    except ValueError as error:
        raise InstanceError(name, f"the machine.id of {name!r} is not one of this driver: {error}") from None


def option(options: Iterable[Any], key: str) -> str:
    """The value of a key in a machine's ``extraConfig``, empty when it is not there."""
    return next((str(each.value or "") for each in options if each.key == key), "")


def without(settings: Sequence[NicSettings], mac: str) -> tuple[NicSettings, ...]:
    """All settings but those of a card."""
    return tuple(each for each in settings if each.mac.lower() != mac.lower())
