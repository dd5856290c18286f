"""``esx-driver``: rescue and unrescue."""

from __future__ import annotations

import click

from esx_driver.cli.session import Driver


@click.command()
@click.argument("name")
@click.option("--image", required=True, metavar="FILE|URL|glance:ID", help="The image to boot from.")
@click.pass_obj
def rescue(driver: Driver, name: str, image: str) -> None:
    """Let a machine boot from another image.

    Its own disk is the second one then, to be mended. It is stopped for that, and stays the same machine: its network cards,
    its console, its uuid. When it fails, the machine is as it was.
    """
    from esx_driver.cli.places import source_of
    from esx_driver.images.opening import look_at
    from esx_driver.vm import lookup, rescuing

    looked = look_at(source_of(image, driver))
    with driver.host() as (host, _), driver.progress() as report:
        rescuing.rescue(host, lookup.by_name(host, name), name, looked, report)
    driver.say({"name": name, "rescued": True}, lambda: f"{name} runs from {looked.name}")


@click.command()
@click.argument("name")
@click.pass_obj
def unrescue(driver: Driver, name: str) -> None:
    """Let a machine boot from its own disk again.

    The rescue disk is deleted.
    """
    from esx_driver.vm import lookup, rescuing

    with driver.host() as (host, _), driver.progress() as report:
        rescuing.unrescue(host, lookup.by_name(host, name), name, report)
    driver.say({"name": name, "rescued": False}, lambda: f"{name} runs from its own disk")


COMMANDS = (rescue, unrescue)
