"""The hosts that ``fakeesx inventory dump`` writes: one that runs, or one that is kept in a folder."""

from __future__ import annotations

import random
import time
from pathlib import Path

from fakeesx.cli import keeping
from fakeesx.cli.control import client_of

OMITTED = "# not in this file: "
"""What lines of the text begin with that tell what it does not say."""


def of_url(
    url: str | None, user: str | None, password: str | None, cafile: Path | None, ready_file: Path | None,
) -> str:
    """The text for a host that runs, which writes it itself. Ends the command, having said why, when there is none."""
    return str(client_of(ready_file, url, user, password, cafile).ask("GET", "inventory"))


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
