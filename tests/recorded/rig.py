"""`fakeesx record` in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from served import Server, fakeesx


@contextmanager
def recorder(host: Server, file: Path, *options: str, trust: tuple[str, ...] | None = None) -> Iterator[Server]:
    """The proxy in front of a host, as a server for clients. At the end it is told to end, and must do so well."""
    if trust is None:
        trust = ("--cafile", host.cafile) if host.cafile else ()
    command = [fakeesx(), "record", "--upstream", host.url, "--out", str(file), *trust, *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        try:
            ready = json.loads(process.stdout.readline() or process.stderr.read())
            yield replace(host, url=ready["url"], cafile=ready["cafile"], insecure=False, process=process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                code = process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert code == 0


def lines(file: Path) -> list[dict[str, Any]]:
    """The exchanges of a recording as JSON."""
    return [json.loads(line) for line in file.read_text().splitlines()[1:]]
