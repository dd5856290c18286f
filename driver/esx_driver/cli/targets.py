"""``--iscsi PORTAL,IQN,LUN[,user=…,secret-file=…]``."""

from __future__ import annotations

from pathlib import Path

import click

from esx_driver.errors import StorageError
from esx_driver.storage.target import Target, target

ISCSI = "PORTAL,IQN,LUN"
ISCSI_CHAP = f"{ISCSI}[,user=…,secret-file=…]"
_KEYS = ("user", "secret-file")
_LONGEST = 1024


def parsed(text: str, *, chap: bool = True) -> Target:
    """Read the option ``--iscsi``; the secret is the first line of a file. Raises ``click.BadParameter``."""
    try:
        return _parse(text, _KEYS if chap else ())
    except (StorageError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--iscsi") from None


def _parse(text: str, keys: tuple[str, ...]) -> Target:
    parts = text.split(",")
    if len(parts) < 3:
        raise ValueError(f"it is {ISCSI}: the target's address (with :PORT, if not 3260), its name, the LUN's number")
    portal, iqn, lun, *more = parts
    values: dict[str, str] = {}
    for part in more:
        key, equals, value = part.partition("=")
        if not equals or key not in keys:
            there_are = f"is none of {', '.join(f'{each}=' for each in keys)}" if keys else f"is too much: it is {ISCSI}"
            raise ValueError(f"{part!r} {there_are}")
        if key in values:
            raise ValueError(f"{key}= is given twice")
        values[key] = value
    secret = _secret(Path(values["secret-file"])) if "secret-file" in values else None
    return target(portal, iqn, lun, values.get("user"), secret)


def _secret(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline(_LONGEST).rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError(f"can't read the secret in {path}: it is no UTF-8") from None
    except OSError as error:
        raise ValueError(f"can't read the secret in {path}: {error.strerror}") from None
    if not line:
        raise ValueError(f"the first line of {path} is empty: it has to be the secret")
    return line
