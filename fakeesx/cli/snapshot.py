"""``fakeesx snapshot``: a host that is kept in a folder, as one file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from fakeesx.cli.keeping import EX_CANTCREAT, EX_DATAERR, EX_IOERR, EX_TEMPFAIL, refused
from fakeesx.state.errors import InUse, NotEmpty, StateError


@click.group()
def snapshot() -> None:
    """Move a host that is kept with `serve --state` from one machine to another."""


@snapshot.command()
@click.argument("dir", type=click.Path(file_okay=False, path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def save(dir: Path, file: Path) -> None:
    """Save the host in DIR, which must not run, as FILE: a tar archive in which holes stay holes."""
    _do("save", dir, file)


@snapshot.command()
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.argument("dir", type=click.Path(file_okay=False, path_type=Path))
def load(file: Path, dir: Path) -> None:
    """Make DIR, which must be empty or not there, of a FILE that `save` wrote."""
    _do("load", file, dir)


def _do(what: str, source: Path, target: Path) -> None:
    from fakeesx.host.services.keeping import rules
    from fakeesx.schema import vim
    from fakeesx.state import archive

    action = archive.save if what == "save" else archive.load
    with ExitStack() as stack:
        try:
            action(source.absolute(), target.absolute(), vim.TYPES, rules(), _bar(stack, what))
        except InUse as error:
            raise refused(str(error), EX_TEMPFAIL) from None
        except NotEmpty as error:
            raise refused(str(error), EX_CANTCREAT) from None
        except StateError as error:
            raise refused(str(error), EX_DATAERR) from None
        except OSError as error:
            raise refused(f"can't {what} {source} as {target}: {error.strerror or error}", EX_IOERR) from None


def _bar(stack: ExitStack, what: str) -> Callable[[int], Callable[[int], None]] | None:
    """Progress on a terminal."""
    if not sys.stderr.isatty():
        return None

    def begin(total: int) -> Callable[[int], None]:
        bar: Any = stack.enter_context(click.progressbar(length=total, label=what, file=sys.stderr))
        return lambda done: bar.update(done)

    return begin
