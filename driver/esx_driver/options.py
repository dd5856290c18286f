"""The driver's options: names and defaults of the original flags, and the new ones that were needed.

Read from oslo.config files (``[DEFAULT]`` of an INI file) or from files of the original form, a ``--flag=value`` a line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oslo_config import cfg

from esx_driver.errors import ConfigError

CONNECTION_TYPE = "vmwareapi"
FLAT_MANAGER, VLAN_MANAGER = "nova.network.manager.FlatManager", "nova.network.manager.VlanManager"
VIF_DRIVER = "nova.virt.vmwareapi.vif.VMWareVlanBridgeDriver"
CREDENTIALS_CONSOLE, SESSION_CONSOLE = "nova.console.vmrc.VMRCConsole", "nova.console.vmrc.VMRCSessionConsole"

LONGEST = 10**9
"""Seconds, some thirty years: more than that (or what is no number, nan) is nothing that can be waited for."""

HOST: list[cfg.Opt] = [
    cfg.StrOpt("connection_type", default=CONNECTION_TYPE, choices=[CONNECTION_TYPE],
               help="What the compute service drives; this driver is vmwareapi."),
    cfg.StrOpt("vmwareapi_host_ip", help="Address of the ESX host; a port may follow after a colon. Required."),
    cfg.PortOpt("vmwareapi_host_port", default=443, help="Port of the host's API, where vmwareapi_host_ip names none."),
    cfg.StrOpt("vmwareapi_host_username", help="Name of a user with administrator's rights on the host. Required."),
    cfg.StrOpt("vmwareapi_host_password", secret=True, help="The user's password. Required; it may be empty."),
    cfg.StrOpt("vmwareapi_ca_file", help="File with the certificates that verify the host (default: the system's)."),
    cfg.BoolOpt("vmwareapi_insecure", default=False, help="Do not verify the host's certificate."),
    cfg.StrOpt("vmwareapi_tls_minimum", default="1.2", choices=["1.0", "1.1", "1.2"],
               help="The oldest version of TLS to speak. Hosts of 4.1 need 1.0."),
    cfg.StrOpt("vmwareapi_wsdl_loc",
               help="File or URL of another vimService.wsdl. Not needed: a sound one of API 4.1 comes with the driver."),
]
CALLS: list[cfg.Opt] = [
    cfg.IntOpt("vmwareapi_api_retry_count", default=10, min=0,
               help="How often a call is tried again after overload, a lost connection or a lost session."),
    cfg.FloatOpt("vmwareapi_task_poll_interval", default=5.0, min=0.01,
                 help="Seconds between two looks at a task, on hosts that can't tell of its progress by themselves."),
    cfg.FloatOpt("vmwareapi_connect_timeout", default=10.0, min=0.1, help="Seconds a connection may take to be made."),
    cfg.FloatOpt("vmwareapi_call_timeout", default=60.0, min=1.0,
                 help="Seconds the host may be silent in a call that does not wait for something."),
    cfg.FloatOpt("vmwareapi_keepalive_interval", default=600.0, min=0.0,
                 help="Seconds after which a session that is not used asks the host something, which would end it after "
                      "thirty minutes; 0: it may end, and the next call logs in again."),
    cfg.FloatOpt("vmwareapi_retry_delay", default=0.1, min=0.0,
                 help="Seconds before the first repetition of a call; each one doubles it, up to 5."),
]
GUESTS: list[cfg.Opt] = [
    cfg.BoolOpt("resume_guests_state_on_host_boot", default=False,
                help="Whether machines are on the host's list of those that it starts when it boots, from when this driver "
                     "starts them until it stops them."),
]
NETWORK: list[cfg.Opt] = [
    cfg.StrOpt("network_manager", default=FLAT_MANAGER, choices=[FLAT_MANAGER, VLAN_MANAGER],
               help="FlatManager: port groups must be there. VlanManager: missing ones are made, for their VLAN."),
    cfg.StrOpt("flat_network_bridge", help="In flat mode: the port group of a NIC that names none."),
    cfg.BoolOpt("flat_injected", default=False, help="Whether spawn writes the network settings into machine.id."),
    cfg.StrOpt("vmwareapi_vlan_interface", default="vmnic0", help="The network card whose switch carries the VLANs."),
    cfg.StrOpt("vmware_vif_driver", default=VIF_DRIVER, choices=[VIF_DRIVER], help="The only one there ever was."),
    cfg.BoolOpt("vmwareapi_vlan_cleanup", default=False,
                help="Whether destroy removes the VLAN port groups of a machine that nothing else uses."),
]
IMAGES: list[cfg.Opt] = [
    cfg.StrOpt("image_service", default="nova.image.glance.GlanceImageService",
               choices=["nova.image.glance.GlanceImageService"], help="The image service."),
    cfg.HostAddressOpt("glance_host", default="127.0.0.1", help="Address of Glance."),
    cfg.PortOpt("glance_port", default=9292, help="Port of Glance."),
    cfg.ListOpt("glance_api_servers", default=[], help="URLs of Glance, in place of glance_host and glance_port."),
    cfg.BoolOpt("glance_auth", default=False,
                help="Whether Glance wants to know who asks: as OS_... variables or a clouds.yaml say."),
    cfg.FloatOpt("glance_timeout", default=60.0, min=0.1, help="Seconds that Glance may be silent."),
    cfg.StrOpt("vmwareapi_datastore_regex", help="Only datastores whose names match this (from their start) are used."),
    cfg.BoolOpt("use_linked_clone", default=False,
                help="Whether images of Glance are kept on the datastore, and root disks are linked clones of them."),
    cfg.StrOpt("vmwareapi_cache_folder", default="esx_driver_cache",
               help="Folder of the image cache on a datastore. Hosts that share a datastore need folders of their own."),
    cfg.IntOpt("vmwareapi_cache_age", default=24 * 3600, min=0,
               help="Seconds after which a cached image that no machine uses is removed."),
]
CONSOLES: list[cfg.Opt] = [
    cfg.StrOpt("console_manager", default="nova.console.vmrc_manager.ConsoleVMRCManager",
               choices=["nova.console.vmrc_manager.ConsoleVMRCManager"], help="The console manager."),
    cfg.StrOpt("console_driver", default=CREDENTIALS_CONSOLE, choices=[CREDENTIALS_CONSOLE, SESSION_CONSOLE],
               help="VMRCConsole hands out the host's own credentials, VMRCSessionConsole sessions that work once."),
    cfg.PortOpt("console_vmrc_port", default=443,
                help="The port that consoles are told to connect to. When neither it nor console_public_hostname is set, "
                     "that is the port of the host's API."),
    cfg.IntOpt("console_vmrc_error_retries", default=10, min=0, help="vmwareapi_api_retry_count of the consoles' sessions."),
    cfg.StrOpt("console_public_hostname", default="", help="The host name that consoles are told, if not the address."),
    cfg.StrOpt("console_database", secret=True,
               help="SQLAlchemy URL of the consoles' database (default: SQLite in the user's state directory)."),
    cfg.IntOpt("console_session_seconds", default=600, min=1, help="Seconds after which a one-time session expires unused."),
]
VNC: list[cfg.Opt] = [
    cfg.BoolOpt("vnc_enabled", default=False,
                help="Whether spawn gives machines a VNC console: a port of the host, with a password, not encrypted."),
    cfg.PortOpt("vnc_port", default=5900, min=1, help="The first port that machines are given for VNC."),
    cfg.IntOpt("vnc_port_total", default=10000, min=1,
               help="How many ports there are for VNC. The firewall of ESX 4.1 can be opened for 5900 to 5964."),
    cfg.StrOpt("vnc_password", secret=True,
               help="The password of all VNC consoles, up to 8 characters (default: one of its own for each machine)."),
]
LOGGING: list[cfg.Opt] = [
    cfg.ListOpt("default_log_levels", default=[],
                help="Pairs of logger=LEVEL. esx_driver.vim=DEBUG shows each API call, no passwords and tickets."),
]
ALL = [*HOST, *CALLS, *GUESTS, *NETWORK, *IMAGES, *CONSOLES, *VNC, *LOGGING]
_REQUIRED = ("vmwareapi_host_ip", "vmwareapi_host_username", "vmwareapi_host_password")
_IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"
_ADDRESS = re.compile(rf"\[({_IPV6})\](?::(\d+))?|([^:\[\]/]+)(?::(\d+))?|({_IPV6})")
_FLAG = re.compile(r"--(no)?([a-z0-9_-]+)(?:=(.*))?", re.IGNORECASE)


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


def load(files: Iterable[str | Path] = (), **overrides: Any) -> cfg.ConfigOpts:
    """The options of files, later ones first, and of ``overrides`` before all.

    Raises ``ConfigError`` that names every option that is missing, unknown or wrong.
    """
    conf = cfg.ConfigOpts()
    conf.register_opts(ALL)
    ini, flags = [], {}
    for file in map(Path, files):
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(("", f"can't read {file}: {error}")) from None
        if _is_flags(text):
            flags.update(_flags(file, text))
        else:
            ini.append(str(file))
    try:
        conf([], project="esx-driver", default_config_files=ini, default_config_dirs=[])
    except cfg.ConfigFileParseError as error:
        raise ConfigError(("", str(error))) from None
    except cfg.Error as error:
        raise ConfigError(("", str(error))) from None
    _know_all(ini)
    given = {**flags, **overrides}
    problems = [(name, problem) for name, value in given.items() if (problem := _override(conf, name, value))]
    problems += _problems(conf)
    if problems:
        raise ConfigError(*problems)
    return conf


def address(conf: cfg.ConfigOpts) -> HostAddress:
    """Where the host is. Raises ``ConfigError``."""
    text = conf.vmwareapi_host_ip.strip()
    match = _ADDRESS.fullmatch(text)
    port = int(match[2] or match[4] or conf.vmwareapi_host_port) if match else 0
    if match is None or not 0 < port < 65536:
        raise ConfigError(("vmwareapi_host_ip", f"{text!r} is no address, nor address:port"))
    return HostAddress(match[1] or match[3] or match[5], port)


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
    for name, level in _log_levels(conf.default_log_levels):
        logging.getLogger(name).setLevel(level)


def sample() -> str:
    """A configuration file with every option, its default and what it is for."""
    lines = ["[DEFAULT]", ""]
    for option in ALL:
        lines += [f"# {option.help}"]
        choices = getattr(option.type, "choices", None)
        if choices:
            lines.append(f"# One of: {', '.join(choices)}")
        default = option.default
        shown = "" if default is None else ",".join(default) if isinstance(default, list) else str(default)
        lines += [f"#{option.name} = {shown}".rstrip(), ""]
    return "\n".join(lines)


def _is_flags(text: str) -> bool:
    """Whether a file is of the original form: its first line that says something begins with ``--``."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "").startswith("--")


def _flags(file: Path, text: str) -> dict[str, Any]:
    known = {option.name: option for option in ALL}
    found: dict[str, Any] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _FLAG.fullmatch(line)
        name = match[2].replace("-", "_") if match else ""
        if match is None:
            problems.append(("", f"{file}:{number}: {line!r} is not --flag=value"))
        elif match[3] is not None and f"{match[1] or ''}{name}" in known:
            found[f"{match[1] or ''}{name}"] = match[3]
        elif match[3] is None and isinstance(known.get(name), cfg.BoolOpt):
            found[name] = "false" if match[1] else "true"
        else:
            problems.append((f"{match[1] or ''}{name}", f"{file}:{number}: {_unknown(name, match[3] is None)}"))
    if problems:
        raise ConfigError(*problems)
    return found


def _unknown(name: str, bare: bool) -> str:
    from difflib import get_close_matches

    names = [option.name for option in ALL]
    if bare and name in names:
        return "it needs a value: --flag=value"
    near = get_close_matches(name, names, 1)
    return f"there is no such option{f'; is {near[0]} meant?' if near else ''}"


def _know_all(files: Iterable[str]) -> None:
    """Refuse options that nobody reads: most are typing errors."""
    names = {option.name for option in ALL}
    problems = []
    for file in files:
        sections: dict[str, dict[str, list[str]]] = {}
        cfg.ConfigParser(file, sections).parse()
        for name in sections.get("DEFAULT", {}):
            ours = name.startswith(("vmware", "console_", "glance_", "flat_", "vnc_p"))
            if ours and name not in names:
                problems.append((name, f"{file}: {_unknown(name, False)}"))
    if problems:
        raise ConfigError(*problems)


def _override(conf: cfg.ConfigOpts, name: str, value: Any) -> str | None:
    """Set an option; what is wrong with the value."""
    if name not in conf:
        return _unknown(name, False)
    try:
        conf.set_override(name, value)
    except (ValueError, cfg.Error) as error:
        return str(error)
    return None


def _problems(conf: cfg.ConfigOpts) -> list[tuple[str, str]]:
    """All that is missing or wrong."""
    problems = []
    for option in ALL:
        try:
            conf[option.name]
        except (ValueError, cfg.Error) as error:
            problems.append((option.name, str(error)))
    wrong = {name for name, _ in problems}
    problems += [
        (option.name, "it needs a value") for option in ALL
        if option.name not in wrong and conf[option.name] is None and option.default is not None
    ]
    problems += [
        (option.name, f"{conf[option.name]} is no number of seconds up to {LONGEST}") for option in ALL
        if isinstance(option, cfg.FloatOpt) and option.name not in wrong and not (conf[option.name] or 0) <= LONGEST
    ]
    wrong |= {name for name, _ in problems}
    problems += [(name, "it is required") for name in _REQUIRED if name not in wrong and conf[name] is None]
    for name, check in _CHECKS.items():
        if name not in wrong and conf[name] is not None:
            text = check(conf)
            if text:
                problems.append((name, text))
    return problems


def _check_address(conf: cfg.ConfigOpts) -> str | None:
    try:
        address(conf)
    except ConfigError as error:
        return error.problems[0][1]
    return None


def _check_ca_file(conf: cfg.ConfigOpts) -> str | None:
    return None if Path(conf.vmwareapi_ca_file).is_file() else f"there is no file {conf.vmwareapi_ca_file!r}"


def _check_regex(conf: cfg.ConfigOpts) -> str | None:
    try:
        re.compile(conf.vmwareapi_datastore_regex)
    except re.error as error:
        return f"{conf.vmwareapi_datastore_regex!r} is no regular expression: {error}"
    return None


def _check_log_levels(conf: cfg.ConfigOpts) -> str | None:
    try:
        _log_levels(conf.default_log_levels)
    except ValueError as error:
        return str(error)
    return None


def _log_levels(pairs: Iterable[str]) -> list[tuple[str, int]]:
    levels: Mapping[str, int] = logging.getLevelNamesMapping()
    found = []
    for pair in pairs:
        name, equals, level = pair.partition("=")
        if not equals or level.strip().upper() not in levels:
            raise ValueError(f"{pair!r} is not logger=LEVEL, with one of {', '.join(levels)}")
        found.append((name.strip(), levels[level.strip().upper()]))
    return found


def _check_vnc_ports(conf: cfg.ConfigOpts) -> str | None:
    try:
        last = vnc_ports(conf)[-1]
    except (ValueError, cfg.Error):  # of vnc_port, which is told by itself
        return None
    return None if last < 65536 else f"{conf.vnc_port_total} ports from {conf.vnc_port} end at {last}: 65535 is the last"


def _check_vnc_password(conf: cfg.ConfigOpts) -> str | None:
    text = conf.vnc_password
    if 0 < len(text) <= 8 and text.isascii() and text.isprintable() and " " not in text:
        return None
    return "VNC takes 1 to 8 characters: printable ASCII, no blanks"


_CHECKS = {
    "vmwareapi_host_ip": _check_address,
    "vmwareapi_ca_file": _check_ca_file,
    "vmwareapi_datastore_regex": _check_regex,
    "default_log_levels": _check_log_levels,
    "vnc_port_total": _check_vnc_ports,
    "vnc_password": _check_vnc_password,
}
