"""VNC consoles of machines: a port of the host for each, that no other machine has, and a password.

The keys are those that OpenStack's driver wrote (``RemoteDisplay.vnc.*`` of extraConfig). A machine reads them when it is
powered on. VNC is not encrypted, and of a password 8 characters count: there is always one, but it is no substitute for a
network that only console proxies are on.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from oslo_config import cfg

from esx_driver import options
from esx_driver.errors import ConsoleError, NoPortLeft, WrongState
from esx_driver.host import Host
from esx_driver.vim import properties
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, specs
from esx_driver.vm.changing import reconfigure

ENABLED, PORT, PASSWORD = "RemoteDisplay.vnc.enabled", "RemoteDisplay.vnc.port", "RemoteDisplay.vnc.password"
LONGEST_PASSWORD = 8
_TRUE = ("true", "yes", "on", "1", "t", "y")
_PORT_PATHS = tuple(f'config.extraConfig["{key}"]' for key in (PORT, PORT.lower()))
"""Where machines say their port. Letter case does not matter to a host, but in a path it does: others write it small."""
_ALPHABET = string.ascii_letters + string.digits
_TRIES = 20
_CHOICE = 16
"""Of how many free ports, the lowest, one is taken by whoever has lost one: others that have lost it too take another."""


@dataclass(frozen=True)
class VncConsole:
    """Where a client finds a console, as ``get_vnc_console`` of OpenStack has it, and the password."""

    host: str
    port: int
    password: str | None = field(repr=False)
    internal_access_path: str | None = None


class Allotting:
    """Gives machines of one host their ports. ``source`` makes the passwords."""

    def __init__(self, host: Host, conf: cfg.ConfigOpts, source: random.Random | None = None) -> None:
        self._host = host
        self._conf = conf
        self._source = source or random.SystemRandom()

    def first(self) -> dict[str, str]:
        """The keys for a machine to be, with the lowest port that is free. Raises ``NoPortLeft``."""
        return self._keys(self._free(_ports(self._host))[0])

    def settle(self, vm: Ref, name: str) -> int:
        """See that a machine has its port alone, now that others can see it: its port. Raises ``ConsoleError``.

        Whoever sees another machine with its port takes another one. The others are looked at after the port was written: of
        two machines that were given the same at once, one at least sees the other.
        """
        for _ in range(_TRIES):
            taken = _ports(self._host)
            mine = taken.pop(vm, None)
            if mine is not None and mine not in taken.values():
                return mine
            port = self._source.choice(self._free(taken)[:_CHOICE])
            self._change(vm, name, {PORT: str(port)})
        raise ConsoleError(f"{name!r} got no VNC port of its own: each of {_TRIES} was given to another machine at once")

    def switch_on(self, vm: Ref, name: str) -> int:
        """Give a machine a VNC console, from its next power-on: its port. One that it has is kept, password included.

        Raises ``InstanceNotFound``, ``ConsoleError``, ``VimFault``.
        """
        now = _options(self._host, vm, name)
        if _is_on(now) and _port(now) is not None:
            keys = {} if now.get(PASSWORD.lower()) else {PASSWORD: self._password()}
        else:
            keys = self.first()
        if keys:
            self._change(vm, name, keys)
        return self.settle(vm, name)

    def switch_off(self, vm: Ref, name: str) -> None:
        """Take it away, from its next power-on. Raises ``InstanceNotFound``, ``VimFault``."""
        self._change(vm, name, {ENABLED: "FALSE", PORT: "", PASSWORD: ""})

    def _keys(self, port: int) -> dict[str, str]:
        return {ENABLED: "TRUE", PORT: str(port), PASSWORD: self._password()}

    def _password(self) -> str:
        return self._conf.vnc_password or "".join(self._source.choice(_ALPHABET) for _ in range(LONGEST_PASSWORD))

    def _free(self, taken: Mapping[Ref, int]) -> list[int]:
        ports, used = options.vnc_ports(self._conf), set(taken.values())
        free = [port for port in ports if port not in used]
        if not free:
            raise NoPortLeft(
                f"machines of the host have all VNC ports from {ports[0]} to {ports[-1]} (vnc_port, vnc_port_total)"
            )
        return free

    def _change(self, vm: Ref, name: str, keys: Mapping[str, str]) -> None:
        written = specs.options(self._host.session.types, keys)
        reconfigure(self._host, vm, name, "a change of its VNC console", extraConfig=written)


def console(host: Host, conf: cfg.ConfigOpts, vm: Ref, name: str) -> VncConsole:
    """Where the VNC console of a machine that runs is.

    Raises ``InstanceNotFound``, ``WrongState``, ``ConsoleError`` for a machine without one, and for one that the firewall
    keeps clients from. One that was switched on while the machine ran can't be told from one that is there.
    """
    extra, state = lookup.read(host, vm, name, "config.extraConfig", "runtime.powerState")
    found = _folded(extra or ())
    port = _port(found)
    if not _is_on(found) or port is None:
        raise ConsoleError(
            f"{name!r} has no VNC console: `esx-driver vnc on` gives it one, from its next power-on; "
            "with vnc_enabled, machines are made with one"
        )
    if state != "poweredOn":
        raise WrongState(name, "the VNC console", str(state), "poweredOn")
    problem = _firewall_problem(host, port)
    if problem:
        raise ConsoleError(f"nobody can connect to the VNC console of {name!r}: {problem}")
    return VncConsole(options.console_address(conf).host, port, found.get(PASSWORD.lower()) or None)


def _firewall_problem(host: Host, port: int) -> str | None:
    """How the firewall keeps clients from a port; ``None`` where it does not, and on hosts without one (ESXi 4.1)."""
    (system,) = properties.get(host.session, host.places.host, "configManager.firewallSystem")
    if system is None:
        return None
    (info,) = properties.get(host.session, system, "firewallInfo")
    policy = getattr(info, "defaultPolicy", None)
    if info is None or (policy is not None and policy.incomingBlocked is False):
        return None
    fitting = [each for each in info.ruleset or () if any(_lets_in(rule, port) for rule in each.rule or ())]
    if any(each.enabled for each in fitting):
        return None
    closed = f"the firewall of the host lets nobody in at port {port}"
    if not fitting:
        return f"{closed}, and no rule set of it would (vnc_port and vnc_port_total say which ports machines are given)"
    return f"{closed}: its rule set {' or '.join(each.key for each in fitting)} is closed"


def _lets_in(rule: Any, port: int) -> bool:
    return str(rule.direction) == "inbound" and rule.protocol == "tcp" and rule.port <= port <= (rule.endPort or rule.port)


def _ports(host: Host) -> dict[Ref, int]:
    """The VNC ports of all machines on the host, also of those that are off, in one call."""
    found = {}
    for each in properties.objects(host.session, "VirtualMachine", *_PORT_PATHS):
        values = _folded(option for path in _PORT_PATHS if (option := each.get(path)) is not None)
        port = _port(values)
        if port is not None:
            found[each.ref] = port
    return found


def _options(host: Host, vm: Ref, name: str) -> dict[str, str]:
    (extra,) = lookup.read(host, vm, name, "config.extraConfig")
    return _folded(extra or ())


def _folded(extra: Iterable[Any]) -> dict[str, str]:
    """Options by their keys in small letters."""
    return {str(each.key).lower(): str(each.value if each.value is not None else "") for each in extra}


def _is_on(found: Mapping[str, str]) -> bool:
    return found.get(ENABLED.lower(), "").strip().lower() in _TRUE


def _port(found: Mapping[str, str]) -> int | None:
    text = found.get(PORT.lower(), "").strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 65536 else None
