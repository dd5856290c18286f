"""What is wrong with values: all of it, by option."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from oslo_config import cfg

from esx_driver.errors import ConfigError
from esx_driver.options.declared import ALL, LONGEST
from esx_driver.options.values import address, log_levels, names_host, vnc_ports

_REQUIRED = ("vmwareapi_host_ip", "vmwareapi_host_username", "vmwareapi_host_password")


def problems(conf: cfg.ConfigOpts) -> list[tuple[str, str]]:
    """All that is missing or wrong."""
    found = []
    for option in ALL:
        try:
            conf[option.name]
        except (ValueError, cfg.Error) as error:
            found.append((option.name, str(error)))
    wrong = {name for name, _ in found}
    found += [
        (option.name, "it needs a value") for option in ALL
        if option.name not in wrong and conf[option.name] is None and option.default is not None
    ]
    found += [
        (option.name, f"{conf[option.name]} is no number of seconds up to {LONGEST}") for option in ALL
        if isinstance(option, cfg.FloatOpt) and option.name not in wrong and not (conf[option.name] or 0) <= LONGEST
    ]
    wrong |= {name for name, _ in found}
    found += [(name, "it is required") for name in _REQUIRED if name not in wrong and conf[name] is None]
    for name, check in _CHECKS.items():
        if name not in wrong and conf[name] is not None:
            text = check(conf)
            if text:
                found.append((name, text))
    return found


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


def _check_glance_servers(conf: cfg.ConfigOpts) -> str | None:
    for number, server in enumerate(conf.glance_api_servers, 1):
        try:
            url = urlsplit(server if "://" in server else f"http://{server}")
            fits = url.scheme in ("http", "https") and names_host(url.hostname or "") and url.port != 0
        except ValueError:  # of brackets, or the port
            fits = False
        if not fits:  # its text may have a password in it
            return f"number {number} is no http or https URL, nor address:port"
    return None


def _check_public_hostname(conf: cfg.ConfigOpts) -> str | None:
    name = conf.console_public_hostname
    return None if not name or names_host(name) else f"{name!r} is no name or address of a host"


def _check_cache_folder(conf: cfg.ConfigOpts) -> str | None:
    folder = conf.vmwareapi_cache_folder
    if any(part in ("", ".", "..") for part in folder.split("/")) or not folder.isprintable() or set(folder) & set("[]"):
        return f"{folder!r} is no path of a folder on a datastore, such as a/b"
    return None


def _check_log_levels(conf: cfg.ConfigOpts) -> str | None:
    try:
        log_levels(conf.default_log_levels)
    except ValueError as error:
        return str(error)
    return None


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
    "glance_api_servers": _check_glance_servers,
    "vmwareapi_cache_folder": _check_cache_folder,
    "console_public_hostname": _check_public_hostname,
    "default_log_levels": _check_log_levels,
    "vnc_port_total": _check_vnc_ports,
    "vnc_password": _check_vnc_password,
}
