"""``esx-driver``: what a machine shows and does."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from esx_driver.cli.session import Driver
from esx_driver.errors import TransferError


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def screenshot(driver: Driver, name: str, file: Path) -> None:
    """Write what is on a machine's screen into FILE, a PNG."""
    from esx_driver.vm import lookup
    from esx_driver.vm.screenshot import screenshot as picture

    with driver.host() as (host, _):
        content = picture(host, lookup.by_name(host, name), name)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise TransferError(f"can't write {file}: {error.strerror}") from error
    driver.say({"name": name, "file": str(file), "bytes": len(content)}, lambda: f"{file} shows the screen of {name}")


@click.command()
@click.argument("name")
@click.pass_obj
def diagnostics(driver: Driver, name: str) -> None:
    """Show what a machine does right now, as measured.

    CPUs, memory, network cards and disks, of the host's last sample.
    """
    from esx_driver.vm import lookup
    from esx_driver.vm.diagnostics import diagnostics as measured

    with driver.host() as (host, _):
        found = measured(host, lookup.by_name(host, name), name)
    driver.say(asdict(found), lambda: "\n".join(_lines(asdict(found))))


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{key:<20} {_told(value)}" for key, value in found.items() if not isinstance(value, (tuple, list))]
    for kind in ("cpus", "nics", "disks"):
        for each in found[kind]:
            (_, what), *rest = each.items()
            lines.append(f"{kind[:-1]:<4} {what}: " + ", ".join(f"{key} {_told(value)}" for key, value in rest))
    return lines


def _told(value: object) -> str:
    return "not measured" if value is None else str(value)


COMMANDS = (screenshot, diagnostics)
