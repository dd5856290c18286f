"""The reference page of the commands: ``python -m esx_driver.commands_page > docs/reference/driver-commands.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from esx_driver.cli import main

_HEAD = """<!-- generated: python -m esx_driver.commands_page > docs/reference/driver-commands.md -->
# Commands of the driver

What `--help` says of each. How they go together is in [run machines on an ESX host](../how-to/run-the-driver.md); what
stands in the file of `--config-file` is in [options of the driver](driver-options.md).

"""


def page() -> str:
    """The page."""
    return _HEAD + "\n".join(_section(path, command) for path, command in _commands(main, "esx-driver"))


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, with what is typed for each."""
    yield path, command
    if isinstance(command, click.Group):
        for name, each in sorted(command.commands.items()):
            yield from _commands(each, f"{path} {name}")


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    texts = [" ".join(each.replace("\b", "").split()) for each in (command.help or "").split("\n\n")]
    options = [param for param in command.params if isinstance(param, click.Option)]
    rows = "".join(_row(option, context) for option in options)
    table = [f"| option | |\n|---|---|\n{rows}".rstrip("\n")] if rows else []
    return "\n\n".join([f"## {path}", f"`{usage}`", *texts, *table]) + "\n"


def _row(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None  # none is hidden
    names, text = (each.replace("|", "\\|") for each in record)
    return f"| `{names}` | {text} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
