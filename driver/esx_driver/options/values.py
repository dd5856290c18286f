"""What options mean together: addresses, ports, levels of logging."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oslo_config import cfg

from esx_driver.errors import ConfigError

_IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"
_NAME = r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.?"  # any letters: names may be international ones
_ADDRESS = re.compile(rf"\[({_IPV6})\](?::(\d+))?|({_NAME})(?::(\d+))?|({_IPV6})")


@dataclass(frozen=True)
class HostAddress:
    """Where the host's API is. ``host`` has no brackets."""

    host: str
    port: int

    @property
    def netloc(self) -> str:
        """As in a URL."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL of the SOAP endpoint."""
        return f"https://{self.netloc}/sdk"


def address(conf: cfg.ConfigOpts) -> HostAddress:
    """Where the host is. Raises ``ConfigError``."""
    text = conf.vmwareapi_host_ip.strip()
    match = _ADDRESS.fullmatch(text)
    port = int(match[2] or match[4] or conf.vmwareapi_host_port) if match else 0
    if match is None or not 0 < port < 65536:
        raise ConfigError(("vmwareapi_host_ip", f"{text!r} is no address, nor address:port"))
    return HostAddress(match[1] or match[3] or match[5], port)


def names_host(text: str) -> bool:
    """Whether a text can be the name or the address of a host, without a port."""
    return re.fullmatch(f"{_NAME}|{_IPV6}", text) is not None


def console_address(conf: cfg.ConfigOpts) -> HostAddress:
    """Where consoles are told to connect to. Raises ``ConfigError``."""
    own, name = address(conf), conf.console_public_hostname
    found = conf.get_location("console_vmrc_port")
    unset = found is None or found.location is cfg.Locations.opt_default
    return HostAddress(name or own.host, own.port if unset and not name else conf.console_vmrc_port)


def vnc_ports(conf: cfg.ConfigOpts) -> range:
    """The ports that machines are given for VNC."""
    return range(conf.vnc_port, conf.vnc_port + conf.vnc_port_total)


def set_log_levels(conf: cfg.ConfigOpts) -> None:
    """Set the levels of ``default_log_levels``."""
    for name, level in log_levels(conf.default_log_levels):
        logging.getLogger(name).setLevel(level)


def log_levels(pairs: Iterable[str]) -> list[tuple[str, int]]:
    """Loggers and their levels, of pairs ``logger=LEVEL``. Raises ``ValueError``."""
    levels: Mapping[str, int] = logging.getLevelNamesMapping()
    found = []
    for pair in pairs:
        name, equals, level = pair.partition("=")
        if not equals or level.strip().upper() not in levels:
            raise ValueError(f"{pair!r} is not logger=LEVEL, with one of {', '.join(levels)}")
        found.append((name.strip(), levels[level.strip().upper()]))
    return found
