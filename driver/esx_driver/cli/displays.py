"""``esx-driver``: VNC consoles."""

from __future__ import annotations

from dataclasses import asdict

import click

from esx_driver.cli.session import Driver


@click.group()
def vnc() -> None:
    """Give a machine a VNC console, or take it away.

    Machines that spawn makes with vnc_enabled have one. It is reached at a port of the host, with a password; what is seen
    and typed is not encrypted. `console NAME --type vnc` tells port and password.
    """


@vnc.command("on")
@click.argument("name")
@click.pass_obj
def on(driver: Driver, name: str) -> None:
    """Give a machine a VNC console, from its next power-on.

    It gets a port that no other machine has (vnc_port, vnc_port_total) and a password (vnc_password, or one of its own).
    What it has already it keeps.
    """
    from esx_driver.vm import lookup
    from esx_driver.vm.vnc import Allotting

    with driver.host() as (host, conf):
        port = Allotting(host, conf).switch_on(lookup.by_name(host, name), name)
    driver.say({"name": name, "port": port}, lambda: f"{name} has VNC at port {port}, from its next power-on")


@vnc.command("off")
@click.argument("name")
@click.pass_obj
def off(driver: Driver, name: str) -> None:
    """Take a machine's VNC console away, from its next power-on."""
    from esx_driver.vm import lookup
    from esx_driver.vm.vnc import Allotting

    with driver.host() as (host, conf):
        Allotting(host, conf).switch_off(lookup.by_name(host, name), name)
    driver.say({"name": name, "port": None}, lambda: f"{name} has no VNC, from its next power-on")


def say_console(driver: Driver, name: str) -> None:
    """Print where a machine's VNC console is, and its password."""
    from esx_driver.vm import lookup
    from esx_driver.vm.vnc import console

    with driver.host() as (host, conf):
        found = console(host, conf, lookup.by_name(host, name), name)
    fields = {"console_type": "vnc", **asdict(found)}
    driver.say(fields, lambda: "\n".join(f"{key:<13} {value}" for key, value in fields.items() if value is not None))


COMMANDS = (vnc,)
