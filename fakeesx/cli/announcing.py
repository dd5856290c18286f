"""What commands that listen have in common: where, and the ready file that says so."""

from __future__ import annotations

import os
import tempfile
from ipaddress import ip_address
from pathlib import Path

import click

from fakeesx.cli.keeping import EX_CANTCREAT

EX_OSERR = 71
"""Exit code of sysexits.h: it can't listen."""


def read_address(text: str) -> tuple[str, int]:
    """The IP address and the port of ``ADDRESS:PORT``. Raises ``BadParameter`` for anything else."""
    address, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise click.BadParameter(f"{text!r} is not ADDRESS:PORT", param_hint="--listen")
    address = address.strip("[]") or "0.0.0.0"  # noqa: S104 - an empty address means every one, as elsewhere
    if address == "localhost":
        address = "127.0.0.1"
    try:
        ip_address(address)
    except ValueError:
        raise click.BadParameter(f"{address!r} is not an IP address", param_hint="--listen") from None
    return address, int(port)


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach it."""
    return ip_address(address).is_loopback


def write_ready(file: Path, line: str) -> None:
    """Write the line into a file that is whole from the moment it is there. Ends the command when that can't be."""
    name = None
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
        with os.fdopen(descriptor, "w") as stream:
            stream.write(line + "\n")
        Path(name).replace(file)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        click.echo(f"fakeesx: can't write the ready file {file}: {error.strerror}", err=True)
        raise SystemExit(EX_CANTCREAT) from None
