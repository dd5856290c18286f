"""``fakeesx ctl guest``: what the guests of machines tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from fakeesx.cli.control import part
from fakeesx.cli.ctl.output import table

if TYPE_CHECKING:
    from fakeesx.cli.ctl.command import Context


@click.group()
def guest() -> None:
    """What the guests of machines tell."""


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    addresses = ", ".join(told["ip_addresses"]) or "-"
    return told["name"], told["power"], told["tools"], told["host_name"] or "-", addresses


_HEADS = ("NAME", "POWER", "TOOLS", "HOST NAME", "ADDRESSES")


@guest.command("list")
@click.pass_obj
def list_(context: Context) -> None:
    """List the guests of all machines."""
    told = context.client.ask("GET", "guests")
    context.show(told, table(_HEADS, [_row(each) for each in told]) if told else "there are no machines")


@guest.command("set")
@click.argument("name")
@click.option("--tools", type=click.Choice(("notInstalled", "notRunning", "running")), default=None,
              help="Whether VMware Tools are there, and run when the machine does.")
@click.option("--ip", "addresses", multiple=True, metavar="ADDRESS", help="An address of its first network adapter; may be "
              "given several times.")
@click.option("--host-name", default=None, metavar="NAME", help="The name of the guest's operating system.")
@click.pass_obj
def set_(context: Context, name: str, tools: str | None, addresses: tuple[str, ...], host_name: str | None) -> None:
    """Change what VMware Tools tell of the guest of the machine NAME (or a moid)."""
    changes = {"tools": tools, "ip_addresses": list(addresses) or None, "host_name": host_name}
    body = {key: value for key, value in changes.items() if value is not None}
    if not body:
        raise click.UsageError("say what changes: --tools, --ip or --host-name")
    told = context.client.ask("PATCH", f"guests/{part(name)}", body=body)
    context.show(told, table(_HEADS, [_row(told)]))
