"""Options read from oslo.config files (``[DEFAULT]`` of an INI file) or from files of the original form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from oslo_config import cfg

from esx_driver.errors import ConfigError
from esx_driver.options.checking import problems
from esx_driver.options.declared import ALL
from esx_driver.options.flags import flags, is_flags, unknown


def load(files: Iterable[str | Path] = (), **overrides: Any) -> cfg.ConfigOpts:
    """The options of files, later ones first, and of ``overrides`` before all.

    Raises ``ConfigError`` that names every option that is missing, unknown or wrong.
    """
    conf = cfg.ConfigOpts()
    conf.register_opts(ALL)
    ini, original = [], {}
    for file in map(Path, files):
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(("", f"can't read {file}: {error}")) from None
        if is_flags(text):
            original.update(flags(file, text))
        else:
            ini.append(str(file))
    try:
        conf([], project="esx-driver", default_config_files=ini, default_config_dirs=[])
    except cfg.ConfigFileParseError as error:
        raise ConfigError(("", str(error))) from None
    except cfg.Error as error:
        raise ConfigError(("", str(error))) from None
    _know_all(ini)
    given = {**original, **overrides}
    wrong = [(name, problem) for name, value in given.items() if (problem := _override(conf, name, value))]
    wrong += problems(conf)
    if wrong:
        raise ConfigError(*wrong)
    return conf


def _know_all(files: Iterable[str]) -> None:
    """Refuse options that nobody reads: most are typing errors."""
    names = {option.name for option in ALL}
    wrong = []
    for file in files:
        sections: dict[str, dict[str, list[str]]] = {}
        cfg.ConfigParser(file, sections).parse()
        for name in sections.get("DEFAULT", {}):
            ours = name.startswith(("vmware", "console_", "glance_", "flat_", "vnc_p"))
            if ours and name not in names:
                wrong.append((name, f"{file}: {unknown(name, False)}"))
    if wrong:
        raise ConfigError(*wrong)


def _override(conf: cfg.ConfigOpts, name: str, value: Any) -> str | None:
    """Set an option; what is wrong with the value."""
    if name not in conf:
        return unknown(name, False)
    try:
        conf.set_override(name, value)
    except (ValueError, cfg.Error) as error:
        return str(error)
    return None
