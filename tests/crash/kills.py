"""Start a host, let clients work, kill it, look; again and again, in one folder."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crash.checks import examine
from tests.crash.load import Corner

_CLIENTS = 3
_LONGEST = 1.8
"""Seconds that a host lives with clients, at the most."""


class Failed(Exception):
    """Something was lost, or is half."""


def run(kills: int, seed: int, say: Callable[[str], Any] = print) -> int:
    """Kill a host some times; how many operations were answered. Raises ``Failed``."""
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="fakeesx-crash-") as name:
        folder = Path(name, "state")
        corners = [Corner(f"w{number}", seed + number) for number in range(_CLIENTS)]
        for number in range(1, kills + 1):
            before = sum(corner.done for corner in corners)
            _live(folder, corners, choose.uniform(0.2, _LONGEST))
            _look(folder, corners, f"kill {number} (seed {seed})")
            done = sum(corner.done for corner in corners)
            things = sum(len(corner.known) for corner in corners)
            say(f"kill {number}: {done - before} operations answered, {things} things there")
        return sum(corner.done for corner in corners)


def _live(folder: Path, corners: list[Corner], seconds: float) -> None:
    command = [sys.executable, "-m", "fakeesx", "serve", "--no-tls", "--state", str(folder), "--seed", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        stop = threading.Event()
        threads = [threading.Thread(target=corner.run, args=(url, stop)) for corner in corners]
        for thread in threads:
            thread.start()
        time.sleep(seconds)  # the moment of death; nothing is waited for
        process.kill()
        stop.set()
        for thread in threads:
            thread.join()
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    for corner in corners:
        if corner.failure is not None:
            raise Failed(f"{corner.name} met {corner.failure!r}") from corner.failure


def _look(folder: Path, corners: list[Corner], when: str) -> None:
    passwords: dict[str, list[str]] = {}
    for corner in corners:
        for things in (corner.known, corner.doubt or {}):
            for (kind, name), value in things.items():
                if kind == "user" and value is not None:
                    passwords.setdefault(name, []).append(value)
    seen, wrong = examine(folder, passwords)
    wrong += [problem for corner in corners if (problem := corner.settle(seen)) is not None]
    mine = tuple(f"{corner.name}-" for corner in corners)
    wrong += [f"a stranger: {key}" for key in seen if not key[1].startswith(mine)]
    if wrong:
        raise Failed(f"after {when}:\n  " + "\n  ".join(wrong))
