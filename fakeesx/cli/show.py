"""``fakeesx show``: pictures of a running host, fake or real."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fakeesx.cli.password import asked

if TYPE_CHECKING:
    from fakeesx.drawing.network import Picture

EX_DATAERR, EX_NOINPUT, EX_UNAVAILABLE, EX_NOPERM = 65, 66, 69, 77
"""Exit codes of sysexits.h."""

_COLOURS: dict[str, dict[str, Any]] = {
    "host": {"bold": True}, "title": {"bold": True, "fg": "cyan"}, "about": {"dim": True}, "name": {"bold": True},
    "vlan": {"fg": "cyan"}, "more": {"dim": True}, "detail": {"dim": True}, "uplink": {"bold": True}, "link": {"dim": True},
    "up": {"fg": "green"}, "down": {"fg": "red"}, "poweredOn": {"fg": "green"}, "poweredOff": {"dim": True},
    "suspended": {"fg": "yellow"}, "interface": {"fg": "blue"}, "lost": {"fg": "red"},
}


_OF_A_HOST = (
    click.option("--url", metavar="URL", help="The host's SDK: https://HOST/sdk."),
    click.option("--user", default=None, help="Who to log in as (default: root)."),
    click.option("--password", default=None, envvar="FAKEESX_PASSWORD", help="The password; asked for when it is not given. "
                 "FAKEESX_PASSWORD in the environment keeps it out of the list of processes."),
    click.option("--cafile", type=click.Path(path_type=Path), default=None, metavar="FILE",
                 help="The certificate that verifies the host (default: those of the system)."),
    click.option("--ready-file", type=click.Path(path_type=Path), default=None, metavar="FILE",
                 help="Take all of that from the file that `fakeesx serve --ready-file` wrote."),
)


def of_a_host(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which running host it is about."""
    for option in reversed(_OF_A_HOST):
        command = option(command)
    return command


@click.group()
def show() -> None:
    """Show a running host, fake or real."""


@show.command()
@of_a_host
@click.option("--members", type=click.IntRange(1, 99999), default=8, show_default=True, metavar="N",
              help="How many machines of each port group to name.")
@click.option("--width", type=click.IntRange(40, 120), default=None, metavar="COLUMNS",
              help="How wide to draw (default: as the terminal, 80 where there is none).")
@click.option("--svg", "as_svg", is_flag=True, help="Print an SVG document instead.")
def network(
    url: str | None, user: str | None, password: str | None, cafile: Path | None, ready_file: Path | None, members: int,
    width: int | None, as_svg: bool,
) -> None:
    """Draw the host's network: port groups with their VLANs and machines, switches, uplinks.

    Uses box drawing where the output takes UTF-8, plain ASCII otherwise, and colours on a terminal only (none with NO_COLOR
    in the environment).
    """
    known = ready(ready_file) if ready_file is not None else {}
    url = url or known.get("url")
    if not url:
        raise click.UsageError("say which host: --url or --ready-file")
    user = user or known.get("user") or "root"
    password = password or known.get("password")
    if password is None:
        password = asked()
    found = _read(url, user, str(password), str(cafile) if cafile is not None else known.get("cafile"))
    _draw(found, members, width, as_svg)


def ready(file: Path) -> dict[str, Any]:
    """What `fakeesx serve --ready-file` wrote."""
    try:
        found = json.loads(file.read_text())
    except OSError as error:
        raise end(EX_NOINPUT, f"can't read the ready file {file}: {error.strerror}") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("url"), str):
        raise end(EX_DATAERR, f"{file} is no ready file of `fakeesx serve`")
    return found


def _read(url: str, user: str, password: str, cafile: str | None) -> Picture:
    from http.client import HTTPException
    from urllib.parse import urlsplit

    from fakeesx.soap.errors import SoapError
    from fakeesx.testing.client import Fault, HttpError, VimClient
    from fakeesx.testing.network_reading import read_network

    try:
        good = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname) and urlsplit(url).port != 0
    except ValueError:
        good = False
    if not good:
        raise click.BadParameter(f"{url!r} is no URL such as https://HOST/sdk", param_hint="--url")
    client = None
    try:
        client = VimClient(url, cafile)
        client.login(user, password)
        return read_network(client)
    except Fault as error:
        raise end(EX_NOPERM if error.name in ("InvalidLogin", "NoPermission") else EX_UNAVAILABLE, str(error)) from None
    except LookupError as error:
        raise end(EX_NOPERM, str(error)) from None
    except (HttpError, HTTPException, SoapError, OSError) as error:
        raise end(EX_UNAVAILABLE, f"can't read {url}: {error}") from None
    finally:
        if client is not None:
            client.close()


def _draw(found: Picture, members: int, columns: int | None, as_svg: bool) -> None:
    from fakeesx.drawing import svg, text
    from fakeesx.drawing.layout import layout

    if as_svg:
        click.echo(svg.render(layout(found, 110, members), f"Network of {found.host}").encode(), nl=False)
        return
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    columns = columns or shutil.get_terminal_size((80, 24)).columns
    scene = layout(found, columns, members, "\u2026" if unicode else "...")
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    click.echo(text.render(scene, text.LINES if unicode else text.ASCII, None if plain else _paint), nl=False)


def _paint(piece: str, kind: str) -> str:
    return click.style(piece, **_COLOURS[kind]) if kind in _COLOURS else piece


def end(code: int, text: str) -> SystemExit:
    """An end with an exit code, after a word about why; to be raised."""
    click.echo(f"fakeesx: {text}", err=True)
    return SystemExit(code)
