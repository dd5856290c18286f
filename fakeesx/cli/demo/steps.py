"""The steps of the demo, with the time each takes, and the host it runs against."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


class DemoFailed(Exception):
    """A step did not do what it should."""


class Steps:
    """Prints steps with the time each takes."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()

    @property
    def total(self) -> float:
        """Seconds since the first."""
        return time.perf_counter() - self._begun

    def done(self, what: str) -> None:
        """Say what was done since the last step."""
        now = time.perf_counter()
        click.echo(f"{(now - self._last) * 1000:6.0f} ms  {what}")
        self._last = now

    def more(self, text: str) -> None:
        """Say more about the last step, a line or several."""
        for line in text.splitlines():
            click.echo(f"{'':11}{line}")


def check(holds: bool, otherwise: str) -> None:
    """Raise ``DemoFailed`` when something does not hold."""
    if not holds:
        raise DemoFailed(otherwise)


@contextmanager
def fake_host() -> Iterator[dict[str, Any]]:
    """A host in a process of its own: its ready line. Raises ``DemoFailed``."""
    command = [sys.executable, "-m", "fakeesx", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    try:
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
            if not line:
                raise DemoFailed("the host did not start")
            yield json.loads(line)
    finally:
        process.terminate()
        process.wait(10)
