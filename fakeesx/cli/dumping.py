"""The hosts that ``fakeesx inventory dump`` writes: one that runs, or one that is kept in a folder."""

from __future__ import annotations

import base64
import random
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import click

from fakeesx.cli import keeping
from fakeesx.cli.show import EX_NOPERM, EX_UNAVAILABLE, end, ready

OMITTED = "# not in this file: "
"""What lines of the text begin with that tell what it does not say."""
_SECONDS = 600.0
"""How long a host may take to answer: a large one takes a while."""


def of_url(
    url: str | None, user: str | None, password: str | None, cafile: Path | None, ready_file: Path | None,
) -> str:
    """The text for a host that runs, which writes it itself. Ends the command, having said why, when there is none."""
    known = ready(ready_file) if ready_file is not None else {}
    url = url or known.get("url")
    if not url:
        raise click.UsageError("say which host: --url, --ready-file or --state")
    user, password = user or known.get("user") or "root", password or known.get("password")
    if password is None:
        password = click.prompt("Password", hide_input=True, err=True)
    status, body = _fetch(url, f"{user}:{password}", str(cafile) if cafile is not None else known.get("cafile"))
    if status in (401, 403):
        raise end(EX_NOPERM, f"{url} does not tell {user}: only its administrator, with the right password, may ask")
    if status != 200:
        raise end(EX_UNAVAILABLE, f"{url} has no inventory to tell (HTTP status {status}): is it a fake host?")
    return body.decode()


def _fetch(url: str, login: str, cafile: str | None) -> tuple[int, bytes]:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise click.BadParameter(f"{url!r} is no URL such as https://HOST/sdk", param_hint="--url")
    host = parts.hostname or ""
    connection: HTTPConnection | None = None
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=cafile)
            connection = HTTPSConnection(host, parts.port or 443, context=context, timeout=_SECONDS)
        else:
            connection = HTTPConnection(host, parts.port or 80, timeout=_SECONDS)
        proof = base64.b64encode(login.encode()).decode()
        connection.request("GET", "/fakeesx/v1/inventory", headers={"Authorization": f"Basic {proof}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException) as error:
        raise end(EX_UNAVAILABLE, f"can't read {url}: {error}") from None
    finally:
        if connection is not None:
            connection.close()


def of_state(folder: Path) -> str:
    """The text for a host that is kept in a folder and does not run. Ends the command when there is none."""
    from twisted.internet.task import Clock

    from fakeesx.host.esx import Esx, Settings
    from fakeesx.host.lab.telling import lab_of
    from fakeesx.inventory.file import dump

    if not folder.is_dir():
        raise keeping.refused(f"there is no folder {folder}", keeping.EX_DATAERR)
    kept = keeping.open_state(folder)
    try:
        if kept.is_new:
            raise keeping.refused(f"there is no host in {folder}", keeping.EX_DATAERR)
        clock = Clock()
        clock.advance(kept.fact("time", time.time()))
        settings = Settings(
            kept.store.datastores, kept.fact("profile"), kept.fact("license"), user=kept.fact("user"),
        )
        host = Esx(settings, clock, random.Random(0), kept=kept)
        try:
            return dump(lab_of(host))
        finally:
            host.stop()
    finally:
        kept.store.close()
