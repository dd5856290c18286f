"""``fakeesx inventory``: what can be done with an inventory file besides serving it."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fakeesx.cli import dumping
from fakeesx.cli.show import of_a_host

if TYPE_CHECKING:
    from fakeesx.inventory.file import Lab

T = TypeVar("T")

EX_DATAERR, EX_NOINPUT = 65, 66
"""Exit codes of sysexits.h: a file that is wrong, one that is not there."""


@click.group()
def inventory() -> None:
    """Work with inventory files: hosts described in YAML for `fakeesx serve --inventory FILE`.

    The keys are listed in docs/reference/inventory-file.md.
    """


@inventory.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Say whether a host can be made of FILE.

    Does all that `fakeesx serve --inventory FILE` does but listen: the file is read, the host is made in a temporary folder,
    its machines are powered on, and all of it is thrown away again.

    Prints what the host has, and exits with 0; or prints every problem as FILE:LINE:COLUMN: PATH: what is wrong, and exits
    with 65 (EX_DATAERR), or with 66 (EX_NOINPUT) when FILE can't be read.
    """
    from twisted.internet.task import Clock

    from fakeesx.host.lab import settings_of, start
    from fakeesx.inventory.file import InventoryError

    lab = read(file)
    try:
        with tempfile.TemporaryDirectory(prefix="fakeesx-") as folder:
            start(lab, settings_of(lab, Path(folder)), Clock(), random.Random(0)).stop()
    except InventoryError as error:
        raise wrong(error) from None
    click.echo(f"{file}: sound: {_summary(lab)}")


@inventory.command()
@of_a_host
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="DIR",
              help="A host that was kept with `serve --state DIR` and does not run.")
def dump(
    url: str | None, user: str | None, password: str | None, cafile: Path | None, ready_file: Path | None,
    state: Path | None,
) -> None:
    """Print a fake host as an inventory file, which makes an equal host.

    What no file can say is not in it: sessions and tasks, events, dates and times, statistics, what guests have on their
    disks; passwords are there as hashes. What else is missing is told on standard error, and in remarks at the top.
    """
    if state is not None:
        if url or ready_file:
            raise click.UsageError("--state does not go together with --url and --ready-file")
        text = dumping.of_state(state)
    else:
        text = dumping.of_url(url, user, password, cafile, ready_file)
    for line in text.splitlines():
        if line.startswith(dumping.OMITTED):
            click.echo(f"fakeesx: {line.removeprefix('# ')}", err=True)
    click.echo(text, nl=False)


@inventory.command()
def schema() -> None:
    """Print the JSON Schema of inventory files, for editors that complete and check YAML.

    A file that begins with the line `# yaml-language-server: $schema=lab.schema.json` is checked by many editors, after
    `fakeesx inventory schema > lab.schema.json`.
    """
    from fakeesx.inventory.file.schema import schema as make

    click.echo(json.dumps(make(), indent=1))


def read(file: Path) -> Lab:
    """The lab of a file. Ends the command with EX_NOINPUT or EX_DATAERR, having said why."""
    from fakeesx.inventory.file import load

    return sound("inventory file", load, file)


def sound(what: str, load: Callable[[Path], T], file: Path) -> T:
    """What a function makes of a file. Ends the command with EX_NOINPUT or EX_DATAERR, having said why."""
    from fakeesx.inventory.file import InventoryError

    try:
        return load(file)
    except OSError as error:
        click.echo(f"fakeesx: can't read the {what} {file}: {error.strerror}", err=True)
        raise SystemExit(EX_NOINPUT) from None
    except InventoryError as error:
        raise wrong(error) from None


def wrong(error: ValueError) -> SystemExit:
    """Say what is wrong with a file; the exit to raise."""
    click.echo(str(error), err=True)
    return SystemExit(EX_DATAERR)


def _summary(lab: Lab) -> str:
    vms = sum(vm.count or 1 for vm in lab.vms)
    running = sum(vm.count or 1 for vm in lab.vms if vm.power == "on")
    parts = [f"profile {lab.host.profile}", _count(vms, "virtual machine") + (f" ({running} running)" if running else "")]
    if lab.users:
        parts.append(_count(len(lab.users), "user"))
    if lab.datastores is not None:
        parts.append(_count(len(lab.datastores), "datastore"))
    if lab.network is not None:
        for entries, one in ((lab.network.nics, "network card"), (lab.network.switches, "switch"),
                             (lab.network.port_groups, "port group")):
            if entries is not None:
                parts.append(_count(len(entries), one))
    return ", ".join(parts)


def _count(number: int, one: str) -> str:
    plural = f"{one}es" if one.endswith("ch") else f"{one}s"
    return f"{number} {one if number == 1 else plural}"
