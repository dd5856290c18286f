"""``esx-driver``: which machines run after the host has booted."""

from __future__ import annotations

import click

from esx_driver.cli.session import Driver
from esx_driver.errors import NotAllStarted


@click.command("resume-guests")
@click.argument("names", nargs=-1)
@click.option("--auto-start", is_flag=True, help="Those on the host's own list (see auto-start), in place of NAMES.")
@click.pass_obj
def resume_guests(driver: Driver, names: tuple[str, ...], auto_start: bool) -> None:
    """Start the machines that should run.

    After the host has booted, or at any time: what is off is powered on, what is suspended is resumed, what runs is left
    alone. One that can't be started does not keep the others from it.
    """
    from esx_driver.vm import autostart, resuming

    if bool(names) == auto_start:
        raise click.UsageError("give names of machines, or --auto-start")
    with driver.host() as (host, _), driver.progress() as report:
        found = resuming.resume_guests(host, autostart.machines(host) if auto_start else names, report)
    lines = [*(f"{name} was started" for name in found.started), *(f"{name} runs already" for name in found.running)]
    driver.say(
        {"started": found.started, "running": found.running, "failed": {name: str(e) for name, e in found.failed.items()}},
        lambda: "\n".join(lines) or "no machine was started",
    )
    if found.failed:
        raise NotAllStarted(found.failed)


@click.command("auto-start")
@click.argument("name", required=False)
@click.option("--on/--off", "starts", default=None, help="Put a machine on the list, or take it off.")
@click.pass_obj
def auto_start(driver: Driver, name: str | None, starts: bool | None) -> None:
    """Show or change which machines start with the host.

    It starts them by itself when it boots, one after the other. With resume_guests_state_on_host_boot, machines are on the
    list from when this driver starts them until it stops them.
    """
    from esx_driver.vm import autostart, lookup

    if (name is None) != (starts is None):
        raise click.UsageError("give a machine and --on or --off; or neither, to see the list")
    with driver.host() as (host, _):
        if name is not None and starts is not None:
            autostart.put(host, lookup.by_name(host, name), name, starts=starts)
        names, works = autostart.machines(host), autostart.enabled(host)
    text = "\n".join(names) or "no machine starts with the host"
    driver.say({"enabled": works, "machines": names}, lambda: text if works else f"switched off\n{text}")


COMMANDS = (resume_guests, auto_start)
