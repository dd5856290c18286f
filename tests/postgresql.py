"""A PostgreSQL server of its own, on a socket in a folder: no port, no user of the machine's server."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"
"""Who runs it where the tests are run by root, whom PostgreSQL refuses."""


def programs() -> Path | None:
    """Where its programs are, the newest of several versions; ``None`` when it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return None if initdb is None else Path(initdb).parent


@contextmanager
def postgresql(bin: Path) -> Iterator[str]:
    """A server with an empty database: its SQLAlchemy URL."""
    owner = pwd.getpwnam(_USER) if os.geteuid() == 0 else None

    def run(*command: str | Path) -> None:
        who = {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=folder, **who)
        assert done.returncode == 0, done.stdout + done.stderr

    with tempfile.TemporaryDirectory(prefix="fakeesx-pg-") as name:
        folder = Path(name)
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        run(bin / "initdb", "-D", folder / "data", "-U", "consoles", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run(bin / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://consoles@/postgres?host={folder}"
        finally:
            run(bin / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
