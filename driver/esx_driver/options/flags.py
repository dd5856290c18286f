"""Files of the original form, a ``--flag=value`` a line; names that are no option's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from oslo_config import cfg

from esx_driver.errors import ConfigError
from esx_driver.options.declared import ALL

_FLAG = re.compile(r"--(no)?([a-z0-9_-]+)(?:=(.*))?", re.IGNORECASE)


def is_flags(text: str) -> bool:
    """Whether a file is of the original form: its first line that says something begins with ``--``."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "").startswith("--")


def flags(file: Path, text: str) -> dict[str, Any]:
    """The options of such a file. Raises ``ConfigError`` with the lines that are wrong."""
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
            problems.append((f"{match[1] or ''}{name}", f"{file}:{number}: {unknown(name, match[3] is None)}"))
    if problems:
        raise ConfigError(*problems)
    return found


def unknown(name: str, bare: bool) -> str:
    """What to say of a name that is no option; ``bare``: there was no value."""
    from difflib import get_close_matches

    names = [option.name for option in ALL]
    if bare and name in names:
        return "it needs a value: --flag=value"
    near = get_close_matches(name, names, 1)
    return f"there is no such option{f'; is {near[0]} meant?' if near else ''}"
