"""What a test suite pays for its hosts."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path

from tests.bench.measures import MS, Figure, median

_MODULE = """
import statistics
import time

import pytest

taken = []
begun = None

@pytest.mark.parametrize("number", range({count}))
def test_it({fixture}number):
    global begun
    now = time.perf_counter()
    if begun is not None:
        taken.append(now - begun)
    begun = now

def test_shown():
    print("median", statistics.median(taken))
"""
"""From one test to the next: the end of a host, pytest's own work, and the start of another host."""


def harness(quick: bool) -> list[Figure]:
    """A fresh host after the first of a process: by ``FakeESX``, and by the fixture; its floor is a test without one."""
    from fakeesx import FakeESX

    def host() -> None:
        with FakeESX():
            pass

    times = 20 if quick else 100
    return [
        Figure("a fresh FakeESX, started and stopped", median(host, times) * MS, "ms", 10),
        Figure("a test with a fresh esx (floor: without)", _suite(times, "esx, ") * MS, "ms", 10, _suite(times, "") * MS),
    ]


def _suite(count: int, fixture: str) -> float:
    """The median time of a test, in seconds."""
    plugin = [] if entry_points(group="pytest11", name="fakeesx") else ["-p", "fakeesx.testing.pytest_plugin"]
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "test_suite.py")
        module.write_text(_MODULE.format(count=count, fixture=fixture))
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", folder,
             *plugin, str(module)],
            capture_output=True, text=True, check=True,
        )
    return float(next(line.rpartition("median ")[2] for line in ended.stdout.splitlines() if "median " in line))
