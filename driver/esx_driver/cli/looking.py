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
@click.pass_obj
def show(driver: Driver, name: str) -> None:
    """Show a machine: state, size, network cards, disks."""
    from esx_driver.vm import lookup
    from esx_driver.vm.showing import details

    with driver.host() as (host, _):
        found = details(host, lookup.by_name(host, name), name)
    info, parts = found.info, asdict(found)
    fields = {"name": info.name, "uuid": info.uuid, "state": info.state, "memory_mb": info.memory_kb >> 10,
              "vcpus": info.vcpus, "os_type": found.os_type, "path": found.path}
    lines = [f"{key:<10} {value}" for key, value in fields.items()]
    for nic in found.nics:
        there = (*nic.addresses, *(() if nic.connected else ("not connected",)))
        lines.append(f"nic        {nic.mac} {nic.model} on {nic.network}{': ' if there else ''}{', '.join(there)}")
    for disk in found.disks:
        base = f", on {disk.base}" if disk.base else ""
        lun = f", LUN {disk.lun}" if disk.lun else ""
        lines.append(f"disk       {disk.path}, {disk.capacity >> 20} MB{', thin' if disk.thin else ''}{base}{lun}")
    lines += [f"cd         {path}" for path in found.cds]
    driver.say({**fields, **{key: parts[key] for key in ("nics", "disks", "cds")}}, lambda: "\n".join(lines))


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


COMMANDS = (show, screenshot, diagnostics)
