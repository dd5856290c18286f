"""The reference page of the options: ``python -m esx_driver.options_page > docs/reference/driver-options.md``."""

from __future__ import annotations

import sys

from oslo_config import cfg

from esx_driver import options

_HEAD = """<!-- generated: python -m esx_driver.options_page > docs/reference/driver-options.md -->
# Options of the driver

They stand in the `[DEFAULT]` section of a file for `esx-driver --config-file`, or, in the form of the original, as
`--option=value` lines. `esx-driver sample-config` prints such a file with all of them; `--set option=value` goes before any
file. A missing or wrong value is an error that names the option; one that is spelt wrong is, too.
"""
_SECTIONS = (
    ("The host", options.HOST), ("Calls", options.CALLS), ("Machines", options.GUESTS), ("Networks", options.NETWORK),
    ("Images", options.IMAGES), ("Consoles", options.CONSOLES), ("VNC consoles", options.VNC), ("Logging", options.LOGGING),
)


def page() -> str:
    """The page."""
    parts = [_HEAD]
    for title, group in _SECTIONS:
        parts.append(f"\n## {title}\n\n| option | value | default | |\n|---|---|---|---|\n")
        parts += [_row(option) for option in group]
    return "".join(parts)


def _row(option: cfg.Opt) -> str:
    default = option.default
    shown = "" if default is None else f"`{','.join(default) if isinstance(default, list) else default}`"
    return f"| `{option.name}` | {_kind(option)} | {'' if shown == '``' else shown} | {option.help} |\n"


def _kind(option: cfg.Opt) -> str:
    choices = getattr(option.type, "choices", None)
    if choices:
        return " or ".join(f"`{choice}`" for choice in choices)
    names: dict[type[cfg.Opt], str] = {
        cfg.BoolOpt: "true or false", cfg.IntOpt: "a whole number", cfg.FloatOpt: "a number", cfg.PortOpt: "a port",
        cfg.ListOpt: "a list, with commas", cfg.HostAddressOpt: "a host",
    }
    return names.get(type(option), "a secret" if option.secret else "text")


if __name__ == "__main__":
    sys.stdout.write(page())
