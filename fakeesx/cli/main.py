"""``fakeesx``: the commands and what they share."""

from __future__ import annotations

import click

from fakeesx import __version__
from fakeesx.cli.demo import demo
from fakeesx.cli.methods import methods
from fakeesx.cli.serve import serve


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "--version", prog_name="fakeesx")
@click.pass_context
def main(context: click.Context) -> None:
    """An ESX host that you can pip install.

    Without a command, `fakeesx` serves a host with the defaults of `fakeesx serve`.

    \b
    Shell completion (bash; zsh and fish likewise):
      eval "$(_FAKEESX_COMPLETE=bash_source fakeesx)"
    """  # noqa: D301 - \b is click's mark for text it must not wrap
    if context.invoked_subcommand is None:
        context.invoke(serve)


main.add_command(serve)
main.add_command(demo)
main.add_command(methods)
