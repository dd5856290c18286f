"""``fakeesx``: the commands and what they share."""

from __future__ import annotations

from importlib import import_module

import click

from fakeesx import __version__

COMMANDS = ("ctl", "demo", "inventory", "methods", "record", "replay", "serve", "show", "snapshot")
"""Each is a module of this package with a command of the same name."""


class Commands(click.Group):
    """The commands, each imported when it is asked for: a host has to start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"fakeesx.cli.{cmd_name}"), cmd_name)
        return command


@click.command(
    cls=Commands, invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, "--version", prog_name="fakeesx")
@click.pass_context
def main(context: click.Context) -> None:
    """An ESX host that you can pip install.

    Without a command, `fakeesx` serves a host with the defaults of `fakeesx serve`.

    \b
    Shell completion (bash; zsh and fish likewise):
      eval "$(_FAKEESX_COMPLETE=bash_source fakeesx)"
    """
    if context.invoked_subcommand is None:
        serve = Commands.get_command(main, context, "serve") if isinstance(main, Commands) else None
        if serve is not None:
            context.invoke(serve)
